//! Kana: hiragana for katakana, the sound that is usually typed, and the order of the fifty sounds.

use unicode_normalization::UnicodeNormalization as _;

use super::{is_dash, is_kanji, plain_text};

/// Hiragana for katakana; everything else as it is.
pub(super) fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        'ヷ' => 'ば',
        'ヸ' => 'び',
        'ヹ' => 'べ',
        'ヺ' => 'ぼ',
        c => c,
    }
}

/// Katakana for hiragana; everything else as it is.
pub(super) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    }
}

/// Whether `c` is hiragana or the long vowel mark, after [`to_hiragana`].
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ー')
}

/// Large for small kana, and one kana for one sound (ぢ じ, づ ず, ゐ い, ゑ え, を お).
pub(super) fn plain_kana(c: char) -> char {
    match c {
        'ぢ' => 'じ',
        'づ' => 'ず',
        'ゐ' => 'い',
        'ゑ' => 'え',
        'を' => 'お',
        c => large_kana(c),
    }
}

fn large_kana(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        'ㇰ' => 'く',
        'ㇱ' => 'し',
        'ㇲ' => 'す',
        'ㇳ' => 'と',
        'ㇴ' => 'ぬ',
        'ㇵ' => 'は',
        'ㇶ' => 'ひ',
        'ㇷ' => 'ふ',
        'ㇸ' => 'へ',
        'ㇹ' => 'ほ',
        'ㇺ' => 'む',
        'ㇻ' => 'ら',
        'ㇼ' => 'り',
        'ㇽ' => 'る',
        'ㇾ' => 'れ',
        'ㇿ' => 'ろ',
        c => c,
    }
}

/// What 々, ゝ and ゞ stand for after `last`; every other character as it is.
pub(super) fn repeat_mark(c: char, last: Option<char>) -> char {
    match (c, last) {
        ('々', Some(kanji)) if is_kanji(kanji) => kanji,
        ('ゝ', Some(kana)) if is_kana(kana) => kana,
        ('ゞ', Some(kana)) if is_kana(kana) => [kana, '\u{3099}'].into_iter().nfc().next().unwrap_or(kana),
        _ => c,
    }
}

/// ば-row for ゔ with its small vowel, and whether the vowel was used up.
pub(super) fn vu_row(c: char, next: Option<char>) -> (char, bool) {
    if c != 'ゔ' {
        return (c, false);
    }
    match next.map(to_hiragana) {
        Some('ぁ') => ('ば', true),
        Some('ぃ') => ('び', true),
        Some('ぇ') => ('べ', true),
        Some('ぉ') => ('ぼ', true),
        _ => ('ぶ', false),
    }
}

/// A key that sorts by bytes in the order of the fifty sounds (五十音).
///
/// Word by word, so that the family name decides before the given name: first without sound marks, small
/// forms and long vowels (か before が only when all else is equal; `ー` counts as the vowel before it), then
/// with them. Letters and digits sort after the kana. Empty for an empty reading; callers sort those last.
///
/// Order after JIS X 4061, simplified to two levels.
#[must_use]
pub fn kana_key(reading: &str) -> String {
    let plain = plain_text(reading);
    let words = plain
        .split(|c: char| c.is_whitespace() || c == '・')
        .filter(|word| !word.is_empty());
    // U+001F stands before the blank, and the blank before every letter: a shorter word comes first.
    let keys: Vec<String> = words
        .map(|word| {
            let mut sounds = String::with_capacity(word.len());
            let mut written = String::with_capacity(word.len());
            let mut last: Option<char> = None;
            for raw in word.chars() {
                let c = repeat_mark(to_hiragana(raw), last);
                let base = if is_dash(c) {
                    last.and_then(vowel_of).unwrap_or('-')
                } else {
                    large_kana(std::iter::once(c).nfd().next().unwrap_or(c))
                };
                sounds.push(match base {
                    // The full-width forms stand behind every kana and kanji.
                    '!'..='~' => char::from_u32(u32::from(base) + 0xFEE0).unwrap_or(base),
                    base => base,
                });
                written.push(c);
                last = Some(c);
            }
            format!("{sounds}\u{1F}{written}")
        })
        .collect();
    keys.join(" ")
}

/// The vowel that a long vowel mark after `kana` lengthens.
fn vowel_of(kana: char) -> Option<char> {
    let base = large_kana(std::iter::once(kana).nfd().next()?);
    [
        "あかさたなはまやらわ",
        "いきしちにひみりゐ",
        "うくすつぬふむゆる",
        "えけせてねへめれゑ",
        "おこそとのほもよろを",
    ]
    .into_iter()
    .zip(['あ', 'い', 'う', 'え', 'お'])
    .find_map(|(row, vowel)| row.contains(base).then_some(vowel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_sort_in_the_order_of_the_fifty_sounds() {
        let mut readings = [
            "ワタナベ",
            "さとう はなこ",
            "さどう",
            "ｻﾄｳ ｱｷｺ",
            "さとうだ あい",
            "かーた",
            "がく",
            "かく",
            "かあた",
            "Smith",
            "あべ",
            "きゃく",
            "きやく",
        ];
        readings.sort_by_key(|reading| kana_key(reading));
        assert_eq!(
            readings,
            [
                "あべ",
                "かあた",
                "かーた",
                "かく",
                "がく",
                "きゃく",
                "きやく",
                "ｻﾄｳ ｱｷｺ",
                "さとう はなこ",
                "さどう",
                "さとうだ あい",
                "ワタナベ",
                "Smith"
            ],
            "kana order, sound marks second, letters last"
        );
    }

    #[test]
    fn width_and_kind_of_kana_do_not_change_the_place() {
        assert_eq!(
            kana_key("ﾔﾏﾀﾞ　ﾊﾅｺ"),
            kana_key("やまだ はなこ"),
            "one reading has one place"
        );
        assert_eq!(kana_key("  "), "", "no reading, no key");
    }
}
