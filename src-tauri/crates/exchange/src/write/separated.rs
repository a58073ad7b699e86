//! CSV for spreadsheets: UTF-8 with a mark, or CP932 with a list of what it cannot hold.
//!
//! Not here: which columns.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::guard::guard_formula;
use crate::text_enum::text_enum;

text_enum! {
    /// How a CSV is written.
    CsvEncoding {
        /// UTF-8 with a byte order mark, without which Excel takes it for the old code page.
        Utf8Bom = "utf-8-bom",
        /// The Japanese Windows code page, for programs that read nothing else.
        Cp932 = "cp932",
    }
}

/// A character that the encoding cannot hold; `〓` stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unwritable {
    /// The character.
    pub character: char,
    /// How often it was met.
    pub count: u64,
}

/// Writes rows with CRLF, quoted where needed, guarded against formulas.
pub struct CsvWriter<W: Write> {
    out: W,
    encoding: CsvEncoding,
    line: String,
    unwritable: BTreeMap<char, u64>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(mut out: W, encoding: CsvEncoding) -> io::Result<Self> {
        if encoding == CsvEncoding::Utf8Bom {
            out.write_all(b"\xef\xbb\xbf")?;
        }
        Ok(Self {
            out,
            encoding,
            line: String::new(),
            unwritable: BTreeMap::new(),
        })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the file refuses.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        self.line.clear();
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.line.push(',');
            }
            let cell = guard_formula(cell.as_ref());
            let needs_quotes = cell.contains([',', '"', '\r', '\n', '\t', ';'])
                || cell.starts_with(' ')
                || cell.ends_with(' ');
            if needs_quotes {
                self.line.push('"');
                self.line.push_str(&cell.replace('"', "\"\""));
                self.line.push('"');
            } else {
                self.line.push_str(&cell);
            }
        }
        self.line.push_str("\r\n");
        match self.encoding {
            CsvEncoding::Utf8Bom => self.out.write_all(self.line.as_bytes()),
            CsvEncoding::Cp932 => {
                let mut bytes = Vec::with_capacity(self.line.len());
                encode_cp932(&self.line, &mut bytes, &mut self.unwritable);
                self.out.write_all(&bytes)
            }
        }
    }

    /// Ends the file and tells which characters it could not hold.
    ///
    /// # Errors
    /// When the file refuses its last bytes.
    pub fn finish(mut self) -> io::Result<Vec<Unwritable>> {
        self.out.flush()?;
        Ok(self
            .unwritable
            .into_iter()
            .map(|(character, count)| Unwritable { character, count })
            .collect())
    }
}

/// Encodes text; signs that have a twin in the code page are written as the twin.
fn encode_cp932(text: &str, bytes: &mut Vec<u8>, unwritable: &mut BTreeMap<char, u64>) {
    let (whole, _, faulty) = encoding_rs::SHIFT_JIS.encode(text);
    if !faulty {
        bytes.extend_from_slice(&whole);
        return;
    }
    let mut buffer = [0u8; 4];
    for c in text.chars() {
        let twin = match c {
            '\u{301c}' => '\u{ff5e}',
            '\u{2016}' => '\u{2225}',
            '\u{2014}' => '\u{2015}',
            '\u{a2}' => '\u{ffe0}',
            '\u{a3}' => '\u{ffe1}',
            '\u{ac}' => '\u{ffe2}',
            '\u{a0}' => ' ',
            other => other,
        };
        // A variation selector asks for another shape of the character before it; the plain one stands.
        if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') {
            *unwritable.entry(c).or_insert(0) += 1;
            continue;
        }
        let (encoded, _, faulty) = encoding_rs::SHIFT_JIS.encode(twin.encode_utf8(&mut buffer));
        if faulty {
            *unwritable.entry(c).or_insert(0) += 1;
            // 〓, the printers' mark for a missing character.
            bytes.extend_from_slice(&[0x81, 0xac]);
        } else {
            bytes.extend_from_slice(&encoded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(encoding: CsvEncoding, rows: &[&[&str]]) -> (Vec<u8>, Vec<Unwritable>) {
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes, encoding).expect("memory does not fail");
        for row in rows {
            writer.row(*row).expect("memory does not fail");
        }
        let unwritable = writer.finish().expect("memory does not fail");
        (bytes, unwritable)
    }

    #[test]
    fn excel_opens_utf8_by_its_mark() {
        let (bytes, unwritable) = written(
            CsvEncoding::Utf8Bom,
            &[&["名前", "メモ"], &["𠮷田", "a,\"b\"\n=c"]],
        );
        assert_eq!(
            String::from_utf8(bytes).expect("UTF-8"),
            "\u{feff}名前,メモ\r\n𠮷田,\"a,\"\"b\"\"\n=c\"\r\n",
            "mark, quotes, CRLF"
        );
        assert!(unwritable.is_empty(), "everything can be written");
    }

    #[test]
    fn what_cp932_cannot_hold_is_told() {
        let (bytes, unwritable) = written(CsvEncoding::Cp932, &[&["𠮷田", "髙橋①㈱", "10〜12", "😀😀"]]);
        let (text, _, faulty) = encoding_rs::SHIFT_JIS.decode(&bytes);
        assert_eq!(
            text, "〓田,髙橋①㈱,10～12,〓〓\r\n",
            "a mark in the place of each"
        );
        assert!(!faulty, "the file itself is sound");
        assert_eq!(
            unwritable,
            [
                Unwritable {
                    character: '😀',
                    count: 2
                },
                Unwritable {
                    character: '𠮷',
                    count: 1
                },
            ],
            "which, and how often"
        );
    }

    #[test]
    fn formulas_are_guarded_and_amounts_stay_amounts() {
        let (bytes, _) = written(CsvEncoding::Utf8Bom, &[&["=1+1", "-3000", "@x"]]);
        assert_eq!(
            &bytes[3..],
            b"'=1+1,-3000,'@x\r\n",
            "an apostrophe before what would run"
        );
    }
}
