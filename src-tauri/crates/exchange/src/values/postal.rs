//! Japanese postal codes: seven digits, shown as 123-4567.
//!
//! Not here: the place that a code stands for; the typed address is never overwritten from it.

use super::width::{fold_width, is_blank};

/// Why a text is not a postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostalError {
    /// Not seven digits, even with the zeros that a spreadsheet drops.
    #[error("not a postal code")]
    NotAPostalCode,
}

/// Reads `123-4567`, `1234567`, `〒１２３－４５６７`, `600001` (= 060-0001) into `123-4567`. `None`: empty.
///
/// # Errors
/// [`PostalError`] for anything else.
pub fn parse_postal(text: &str) -> Result<Option<String>, PostalError> {
    if is_blank(text) {
        return Ok(None);
    }
    let folded = fold_width(text);
    let rest = folded.trim_start_matches(['〒', ' ']);
    let (digits, hyphens): (String, usize) = {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        let strange = rest
            .chars()
            .any(|c| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | 'ー' | 'ｰ'));
        if strange {
            return Err(PostalError::NotAPostalCode);
        }
        (digits, rest.matches(['-', 'ー']).count())
    };
    if digits.bytes().all(|b| b == b'0') {
        return Ok(None);
    }
    if hyphens == 1
        && let Some((first, second)) = rest.split_once(['-', 'ー'])
    {
        return parse_postal_parts(first, second);
    }
    match digits.len() {
        7 => Ok(Some(format!("{}-{}", &digits[..3], &digits[3..]))),
        5 | 6 if hyphens == 0 => {
            let padded = format!("{digits:0>7}");
            Ok(Some(format!("{}-{}", &padded[..3], &padded[3..])))
        }
        _ => Err(PostalError::NotAPostalCode),
    }
}

/// Reads a code from two columns; each may have lost its leading zeros.
///
/// # Errors
/// [`PostalError`] when the parts are not up to three and up to four digits.
pub fn parse_postal_parts(first: &str, second: &str) -> Result<Option<String>, PostalError> {
    if is_blank(first) && is_blank(second) {
        return Ok(None);
    }
    let (first, second) = (fold_width(first), fold_width(second));
    let fits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())
    };
    let (first, second) = (first.trim_start_matches(['〒', ' ']).trim(), second.trim());
    if fits(first, 3) && fits(second, 4) {
        Ok(Some(format!("{first:0>3}-{second:0>4}")))
    } else {
        Err(PostalError::NotAPostalCode)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("123-4567", "123-4567")]
    #[case("1234567", "123-4567")]
    #[case("〒１２３－４５６７", "123-4567")]
    #[case("〒 123-4567", "123-4567")]
    #[case("600001", "060-0001")]
    #[case("'0801189", "080-1189")]
    #[case("60-0001", "060-0001")]
    #[case("123ー4567", "123-4567")]
    fn every_way_of_writing_a_code_is_read(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(parse_postal(text), Ok(Some(expected.to_owned())), "{text}");
    }

    #[rstest]
    #[case("944", "0215", "944-0215")]
    #[case("944", "215", "944-0215")]
    #[case("60", "1", "060-0001")]
    fn two_columns_make_one_code(#[case] first: &str, #[case] second: &str, #[case] expected: &str) {
        assert_eq!(
            parse_postal_parts(first, second),
            Ok(Some(expected.to_owned())),
            "lost zeros come back"
        );
    }

    #[rstest]
    #[case("12345678")]
    #[case("123")]
    #[case("SW1A 1AA")]
    #[case("東京都")]
    fn what_is_no_code_is_refused(#[case] text: &str) {
        assert_eq!(parse_postal(text), Err(PostalError::NotAPostalCode), "{text}");
    }
}
