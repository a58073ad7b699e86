//! Telephone numbers of Japan, and foreign ones by their `+`.
//!
//! Not here: whether a number may be called.

use super::width::{fold_width, is_blank};
use crate::records::PhoneNumber;

/// Why a text holds no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// No run of digits in it can be a number.
    #[error("not a telephone number")]
    NotAPhone,
}

/// Reads the telephone numbers of one cell, in order, at most three, without repeats.
///
/// Understands `03-1234-5678`, `０３（１２３４）５６７８`, `+81 3-1234-5678`, a 0 that a spreadsheet lost
/// (`312345678`), a remark in brackets (`(夜)`), two numbers in one cell. A dummy (all digits alike,
/// as `000-0000-0000`) is nothing: the list is empty and that is no error.
///
/// # Errors
/// [`PhoneError::NotAPhone`] when there is text but no number.
pub fn parse_phones(text: &str) -> Result<Vec<PhoneNumber>, PhoneError> {
    if is_blank(text) {
        return Ok(Vec::new());
    }
    let folded = fold_width(text);
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    let mut saw_dummy = false;
    for piece in pieces(&folded) {
        let display = piece.trim_matches([' ', '-', '/', ',', '.']).to_owned();
        let digits: String = display.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < 5 || digits.len() > 15 {
            continue;
        }
        if digits.bytes().all(|b| b == digits.as_bytes()[0]) {
            saw_dummy = true;
            continue;
        }
        let key = key_of(&display, &digits);
        if !numbers
            .iter()
            .any(|known| known.key == key && (key.is_some() || known.display == display))
        {
            numbers.push(PhoneNumber { display, key });
        }
        if numbers.len() == 3 {
            break;
        }
    }
    if numbers.is_empty() && !saw_dummy {
        return Err(PhoneError::NotAPhone);
    }
    Ok(numbers)
}

/// Cuts a cell into texts that hold one number each; remarks fall away.
fn pieces(folded: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut rest = folded;
    let digits_in = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '(' => {
                // An area code in brackets belongs to the number, words in brackets are a remark.
                let end = after.find(')').unwrap_or(after.len());
                let inside = &after[..end];
                if !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit()) {
                    if !current.is_empty() {
                        current.push('-');
                    }
                    current.push_str(inside);
                    current.push('-');
                }
                rest = after.get(end + 1..).unwrap_or("");
                continue;
            }
            '0'..='9' => current.push(c),
            '+' => {
                if digits_in(&current) >= 9 {
                    out.push(std::mem::take(&mut current));
                }
                current.push(c);
            }
            '-' | '.' | ' ' | 'ー' | 'ｰ' => {
                // A space ends a number that is already whole; inside one it is a separator.
                let whole =
                    digits_in(&current) >= 10 || (digits_in(&current) == 9 && !current.starts_with('0'));
                if c == ' ' && whole {
                    out.push(std::mem::take(&mut current));
                } else if !current.is_empty() && !current.ends_with('-') {
                    current.push('-');
                }
            }
            _ => {
                if !current.is_empty() {
                    out.push(std::mem::take(&mut current));
                }
            }
        }
        rest = after;
    }
    if !current.is_empty() {
        out.push(current);
    }
    out
}

/// The digits to compare by.
fn key_of(display: &str, digits: &str) -> Option<String> {
    let national = if display.starts_with('+') {
        match digits.strip_prefix("81") {
            Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
            None => return (digits.len() >= 8).then(|| format!("+{digits}")),
        }
    } else if digits.starts_with('0') {
        digits.to_owned()
    } else if digits.len() == 9
        || (digits.len() == 10
            && ["50", "60", "70", "80", "90"]
                .iter()
                .any(|start| digits.starts_with(start)))
    {
        format!("0{digits}")
    } else if digits.len() == 12 && digits.starts_with("81") {
        format!("0{}", &digits[2..])
    } else {
        return None;
    };
    (10..=11).contains(&national.len()).then_some(national)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::hyphens("03-1234-5678", "0312345678")]
    #[case::digits("0312345678", "0312345678")]
    #[case::lost_zero("312345678", "0312345678")]
    #[case::lost_zero_mobile("9012345678", "09012345678")]
    #[case::country("+81 3-1234-5678", "0312345678")]
    #[case::country_with_zero("+81-(0)90-1234-5678", "09012345678")]
    #[case::country_plain("+819012345678", "09012345678")]
    #[case::full_width("０３（１２３４）５６７８", "0312345678")]
    #[case::remark("03-1234-5678 (夜)", "0312345678")]
    #[case::remark_words("携帯 090-1234-5678", "09012345678")]
    #[case::spaces("090 1234 5678", "09012345678")]
    #[case::free("0120-123-456", "0120123456")]
    #[case::apostrophe("'09012345678", "09012345678")]
    #[case::foreign("+44 20 7946 0958", "+442079460958")]
    #[case::brackets_first("(03)1234-5678", "0312345678")]
    fn one_number_has_one_key(#[case] text: &str, #[case] key: &str) {
        let numbers = parse_phones(text).expect("a number");
        assert_eq!(numbers.len(), 1, "{text} holds one number: {numbers:?}");
        assert_eq!(numbers[0].key.as_deref(), Some(key), "{text}");
    }

    #[rstest]
    #[case::slash("03-1234-5678/090-1234-5678")]
    #[case::space("03-1234-5678 090-1234-5678")]
    #[case::comma("03-1234-5678、090-1234-5678")]
    #[case::line("03-1234-5678\n090-1234-5678")]
    #[case::remarks("03-1234-5678(昼) 090-1234-5678(夜)")]
    fn two_numbers_in_a_cell_are_two(#[case] text: &str) {
        let keys: Vec<_> = parse_phones(text)
            .expect("numbers")
            .into_iter()
            .filter_map(|number| number.key)
            .collect();
        assert_eq!(keys, ["0312345678", "09012345678"], "{text}");
    }

    #[rstest]
    #[case("000-0000-0000")]
    #[case("0000000000")]
    #[case("999-9999-9999")]
    #[case("")]
    #[case("－")]
    fn a_dummy_is_nothing(#[case] text: &str) {
        assert_eq!(parse_phones(text), Ok(vec![]), "{text}");
    }

    #[rstest]
    #[case("なし")]
    #[case("12")]
    #[case("=1+1")]
    fn what_is_no_number_is_refused(#[case] text: &str) {
        assert_eq!(parse_phones(text), Err(PhoneError::NotAPhone), "{text}");
    }

    #[test]
    fn a_number_without_area_code_is_kept_but_not_compared() {
        let numbers = parse_phones("12-3456").expect("digits enough to show");
        assert_eq!(numbers[0].display, "12-3456", "what was typed is not lost");
        assert_eq!(numbers[0].key, None, "six digits name many telephones");
    }
}
