//! Which encoding a text file has. Deterministic: the same bytes always give the same answer.
//!
//! The order of questions: byte order mark; NUL patterns of UTF-16; valid UTF-8; then CP932 against
//! EUC-JP by what comes out of decoding; Windows-1252 when neither fits; `chardetng` only between equals.
//!
//! Not here: reading rows.

use std::io::{self, Read};

use crate::shape::TextEncoding;

/// Bytes with something beyond ASCII that are enough to decide by.
const EVIDENCE: usize = 512 << 10;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Text in this encoding; `sure` unless another fits nearly as well.
    Text { encoding: TextEncoding, sure: bool },
    /// No text.
    Binary,
}

/// Reads as much of `source` as is needed to tell its encoding. A file that is ASCII for its first
/// hundred thousand lines is read on until the first other byte comes.
pub(crate) fn detect(mut source: impl Read) -> io::Result<Verdict> {
    let mut chunk = vec![0u8; 128 << 10];
    let mut evidence: Vec<u8> = Vec::new();
    let mut first = true;
    let mut saw_high = false;
    loop {
        let mut filled = 0;
        while filled < chunk.len() {
            match source.read(&mut chunk[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let piece = &chunk[..filled];
        if first {
            if let Some(verdict) = by_mark_or_nul(piece) {
                return Ok(verdict);
            }
            first = false;
        }
        let high = piece.iter().position(|b| *b >= 0x80);
        if saw_high {
            evidence.extend_from_slice(piece);
        } else if let Some(at) = high {
            saw_high = true;
            // From the start of the line, so that no character is cut.
            let start = piece[..at].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
            evidence.extend_from_slice(&piece[start..]);
        }
        if filled < chunk.len() {
            return Ok(by_content(&evidence, true));
        }
        if evidence.len() >= EVIDENCE {
            // Up to the last line end, so that no character is cut and counted as a fault.
            let end = evidence
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(evidence.len(), |at| at + 1);
            return Ok(by_content(&evidence[..end], end < evidence.len()));
        }
    }
}

/// Byte order marks, UTF-16 without one, and bytes that are no text at all.
fn by_mark_or_nul(head: &[u8]) -> Option<Verdict> {
    let text = |encoding| Some(Verdict::Text { encoding, sure: true });
    if head.starts_with(&[0xef, 0xbb, 0xbf]) {
        return text(TextEncoding::Utf8Bom);
    }
    // FF FE 00 00 would be UTF-32, which no shop system writes.
    if head.starts_with(&[0xff, 0xfe]) && !head.starts_with(&[0xff, 0xfe, 0, 0]) {
        return text(TextEncoding::Utf16Le);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return text(TextEncoding::Utf16Be);
    }
    let nuls = memchr::memchr_iter(0, head).count();
    if nuls > 0 {
        let is_sign = |b: u8| {
            matches!(
                b,
                b',' | b'\t' | b';' | b'\r' | b'\n' | b'"' | b' ' | b'0'..=b'9' | b'-'
            )
        };
        let (mut little, mut big, mut pairs) = (0usize, 0usize, 0usize);
        for pair in head.chunks_exact(2) {
            pairs += 1;
            little += usize::from(is_sign(pair[0]) && pair[1] == 0);
            big += usize::from(pair[0] == 0 && is_sign(pair[1]));
        }
        // Japanese text in UTF-16 has no NUL in its kanji, but separators, digits and line ends do.
        let enough = (pairs / 50).max(1);
        if little >= enough && little > big * 4 && reads_well(encoding_rs::UTF_16LE, head) {
            return text(TextEncoding::Utf16Le);
        }
        if big >= enough && big > little * 4 && reads_well(encoding_rs::UTF_16BE, head) {
            return text(TextEncoding::Utf16Be);
        }
    }
    let controls = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\r' | b'\n' | 0x0b | 0x0c | 0x1a | 0x1b))
        .count();
    // A stray NUL is the matter of its row; one in fifty is no text.
    if controls * 50 > head.len() {
        return Some(Verdict::Binary);
    }
    None
}

/// Whether bytes decode to text with next to no faults and control characters.
fn reads_well(codec: &'static encoding_rs::Encoding, head: &[u8]) -> bool {
    let (text, _) = codec.decode_without_bom_handling(head);
    let strange = text
        .chars()
        .filter(|c| *c == '\u{fffd}' || (c.is_control() && !matches!(c, '\t' | '\r' | '\n')))
        .count();
    // One may be a character cut at the end of the piece.
    strange.saturating_sub(1) * 50 <= text.chars().count() && strange * 4 < text.chars().count()
}

/// UTF-8, CP932, EUC-JP or Windows-1252, by content. `whole`: the evidence is not cut at its end.
fn by_content(evidence: &[u8], whole: bool) -> Verdict {
    let sure = |encoding| Verdict::Text { encoding, sure: true };
    if evidence.is_empty() {
        return sure(TextEncoding::Utf8);
    }
    let high = evidence.iter().filter(|b| **b >= 0x80).count();
    let broken = broken_utf8(evidence, whole);
    if broken == 0 {
        return sure(TextEncoding::Utf8);
    }
    // A few broken bytes in a long UTF-8 file are the matter of their rows. In other encodings nearly
    // every character breaks.
    if high >= 200 && broken * 100 < high {
        return sure(TextEncoding::Utf8);
    }
    let cp932 = score(encoding_rs::SHIFT_JIS, evidence);
    let euc = score(encoding_rs::EUC_JP, evidence);
    // One that decodes without a fault beats one that does not, however odd its characters: an old till
    // writes nothing but half-width kana.
    let cp932_first = match (cp932.errors, euc.errors) {
        (0, 1..) => true,
        (1.., 0) => false,
        _ => cp932.points() >= euc.points(),
    };
    let (best, best_score, other) = if cp932_first {
        (TextEncoding::Cp932, cp932, euc)
    } else {
        (TextEncoding::EucJp, euc, cp932)
    };
    // Western text breaks as Japanese: a lone é or £ before an ASCII letter.
    if best_score.errors * 10 > high {
        let western = score(encoding_rs::WINDOWS_1252, evidence);
        if western.errors == 0 && western.odd == 0 {
            return Verdict::Text {
                encoding: TextEncoding::Windows1252,
                sure: high >= 20,
            };
        }
        if best_score.errors * 2 > high {
            return Verdict::Binary;
        }
    }
    let close = best_score.errors == other.errors
        && (best_score.points() - other.points()) * 10 < best_score.points().abs();
    if close {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(evidence, whole);
        let guess = detector.guess(Some(b"jp"), chardetng::Utf8Detection::Deny);
        let encoding = if guess == encoding_rs::EUC_JP {
            TextEncoding::EucJp
        } else {
            TextEncoding::Cp932
        };
        return Verdict::Text {
            encoding,
            sure: false,
        };
    }
    Verdict::Text {
        encoding: best,
        sure: true,
    }
}

/// How many sequences are no UTF-8. A character cut at the end does not count.
fn broken_utf8(mut bytes: &[u8], whole: bool) -> usize {
    let mut broken = 0;
    loop {
        match std::str::from_utf8(bytes) {
            Ok(_) => return broken,
            Err(error) => match error.error_len() {
                None => return broken + usize::from(whole),
                Some(length) => {
                    broken += 1;
                    bytes = &bytes[error.valid_up_to() + length..];
                }
            },
        }
        if broken > 10_000 {
            return broken;
        }
    }
}

/// What came out of decoding.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    good: i64,
    odd: i64,
    errors: usize,
}

impl Score {
    fn points(self) -> i64 {
        self.good - self.odd * 3 - i64::try_from(self.errors).unwrap_or(i64::MAX / 100) * 10
    }
}

/// Decodes and counts: kana, common kanji and full-width signs are good; half-width kana (what EUC-JP looks
/// like as CP932), private and rare characters are odd.
fn score(codec: &'static encoding_rs::Encoding, evidence: &[u8]) -> Score {
    let (text, _) = codec.decode_without_bom_handling(evidence);
    let mut score = Score::default();
    for c in text.chars() {
        match c {
            '\u{fffd}' => score.errors += 1,
            '\u{3040}'..='\u{30ff}' => score.good += 2,
            '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{303f}' => score.good += 1,
            '\u{ff61}'..='\u{ff9f}' | '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => score.odd += 1,
            _ => {}
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SAMPLE: &str = "注文番号,お名前,商品名\r\n1,髙橋 健一,オーク無垢テーブル\r\n2,山﨑ﾕｷ,ソファ①\r\n";

    fn bytes(codec: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
        codec.encode(text).0.into_owned()
    }

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[rstest]
    #[case::utf8(SAMPLE.as_bytes().to_vec(), TextEncoding::Utf8)]
    #[case::utf8_bom([b"\xef\xbb\xbf".as_slice(), SAMPLE.as_bytes()].concat(), TextEncoding::Utf8Bom)]
    #[case::ascii(b"a,b\n1,2\n".to_vec(), TextEncoding::Utf8)]
    #[case::cp932(bytes(encoding_rs::SHIFT_JIS, SAMPLE), TextEncoding::Cp932)]
    #[case::cp932_half_kana(
        bytes(encoding_rs::SHIFT_JIS, "ﾅﾏｴ,ｼｮｳﾋﾝ\r\nﾔﾏﾀﾞ,ｲｽ\r\nﾀｶﾊｼ,ﾂｸｴ\r\n"),
        TextEncoding::Cp932
    )]
    #[case::euc(
        bytes(
            encoding_rs::EUC_JP,
            "注文番号,お名前,商品名\n1,高橋 健一,オーク無垢テーブル\n"
        ),
        TextEncoding::EucJp
    )]
    #[case::utf16le(utf16(SAMPLE, false, false), TextEncoding::Utf16Le)]
    #[case::utf16be(utf16(SAMPLE, true, false), TextEncoding::Utf16Be)]
    #[case::utf16le_mark(utf16(SAMPLE, false, true), TextEncoding::Utf16Le)]
    #[case::utf16be_mark(utf16(SAMPLE, true, true), TextEncoding::Utf16Be)]
    #[case::western(b"name,price\ncaf\xe9 table,\xa3100\nFran\xe7ois,\xa320\n".to_vec(), TextEncoding::Windows1252)]
    fn the_encoding_is_told_from_the_bytes(#[case] bytes: Vec<u8>, #[case] expected: TextEncoding) {
        match detect(&bytes[..]).expect("memory does not fail") {
            Verdict::Text { encoding, .. } => assert_eq!(encoding, expected, "told from content"),
            Verdict::Binary => panic!("this is text"),
        }
    }

    #[test]
    fn japanese_far_behind_a_million_ascii_bytes_is_still_found() {
        let mut file = b"1001,2024-04-01,12800\r\n".repeat(100_000);
        file.extend(bytes(encoding_rs::SHIFT_JIS, SAMPLE));
        assert_eq!(
            detect(&file[..]).expect("memory does not fail"),
            Verdict::Text {
                encoding: TextEncoding::Cp932,
                sure: true
            },
            "the head of a file is not the file"
        );
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_something_else() {
        let mut file = SAMPLE.repeat(50).into_bytes();
        let at = file.len() / 2;
        file[at] = 0xff;
        assert!(
            matches!(
                detect(&file[..]),
                Ok(Verdict::Text {
                    encoding: TextEncoding::Utf8,
                    ..
                })
            ),
            "a broken row is a row problem"
        );
    }

    #[rstest]
    #[case::png(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0\x08\x02\0\0\0".to_vec())]
    #[case::nuls(vec![0; 4096])]
    #[case::noise((0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect())]
    fn what_is_no_text_is_called_binary(#[case] bytes: Vec<u8>) {
        assert_eq!(
            detect(&bytes[..]).expect("memory does not fail"),
            Verdict::Binary,
            "no text"
        );
    }
}
