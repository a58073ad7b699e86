//! Width and look-alikes: full-width digits, the many dashes, ideographic spaces, half-width kana.
//!
//! Not here: folding for search (髙 = 高), which is `domain`'s; what is shown and stored keeps its kanji.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// `text` trimmed, with full-width letters, digits and signs as ASCII, every kind of minus as `-`,
/// ideographic and no-break spaces as spaces, half-width kana as full-width kana. Kanji stay as they are.
///
/// A leading apostrophe (Excel's and Shopify's "this is text") is taken off.
#[must_use]
pub fn fold_width(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let text = text.strip_prefix('\'').unwrap_or(text);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let needs = |c: char| fold_char(c) != c || is_half_kana(c);
    if !text.chars().any(needs) {
        return Cow::Borrowed(text);
    }
    let widened: Cow<'_, str> = if text.chars().any(is_half_kana) {
        Cow::Owned(widen_kana(text))
    } else {
        Cow::Borrowed(text)
    };
    let folded: String = widened.chars().map(fold_char).collect();
    Cow::Owned(folded.trim().to_owned())
}

/// Half-width kana as full-width, with their marks joined (ﾔﾏﾀﾞ → ヤマダ); all else untouched.
pub(crate) fn widen_kana(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run_start = None;
    for (at, c) in text.char_indices() {
        if is_half_kana(c) {
            run_start.get_or_insert(at);
        } else {
            if let Some(start) = run_start.take() {
                out.extend(text[start..at].nfkc());
            }
            out.push(c);
        }
    }
    if let Some(start) = run_start {
        out.extend(text[start..].nfkc());
    }
    out
}

/// U+FF61 ..= U+FF9F.
pub(crate) fn is_half_kana(c: char) -> bool {
    ('\u{ff61}'..='\u{ff9f}').contains(&c)
}

/// One character to its plain form; the character itself when there is none.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' if c != '\u{ff0d}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2007}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe63}' => '-',
        '\u{ffe5}' => '¥',
        _ => c,
    }
}

/// Whether the cell says nothing: empty, spaces, or one lone dash of any kind.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return true;
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => fold_char(c) == '-' || c == 'ー' || c == '\'',
        _ => false,
    }
}

/// Whether the cell means "the same as above".
#[must_use]
pub fn is_ditto(text: &str) -> bool {
    matches!(
        text.trim(),
        "同上" | "〃" | "″" | "々" | "ditto" | "Ditto" | "DITTO"
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::digits("１２３－４５６７", "123-4567")]
    #[case::kana("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ")]
    #[case::kanji_stay("髙橋　㈱", "髙橋 ㈱")]
    #[case::apostrophe("'0801189", "0801189")]
    #[case::minus("−3,000", "-3,000")]
    #[case::wave_stays("10～12", "10~12")]
    fn look_alikes_become_one_form(#[case] text: &str, #[case] folded: &str) {
        assert_eq!(fold_width(text), folded, "width must not decide meaning");
    }

    #[rstest]
    #[case("")]
    #[case("　")]
    #[case("-")]
    #[case("－")]
    #[case("ー")]
    fn a_lone_dash_says_nothing(#[case] text: &str) {
        assert!(is_blank(text), "people fill empty cells with a dash");
    }
}
