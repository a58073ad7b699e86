//! Telephone numbers and mail addresses as keys for search and matching.
//!
//! Not here: reading whole columns with notes and several numbers (`exchange` has its own parser), and
//! deciding whether a number may be called.

use unicode_normalization::UnicodeNormalization as _;

/// The first telephone number in `text` as digits, in the domestic form with its leading zero.
///
/// `+81`, `0081`, full-width digits, brackets, dashes and a note behind the number are understood; a zero that
/// a spreadsheet lost comes back. Numbers of other countries keep their `+`. `None` for no number,
/// fewer than nine digits, and fillers such as 000-0000-0000.
#[must_use]
pub fn phone_key(text: &str) -> Option<String> {
    let plain: String = text.nfkc().collect();
    let (international, digits) = first_number(&plain);
    if digits.len() < 9 || is_filler(&digits) {
        return None;
    }
    if international {
        return match digits.strip_prefix("81") {
            Some(rest) => domestic(rest.strip_prefix('0').unwrap_or(rest)),
            None => (digits.len() <= 15).then(|| format!("+{digits}")),
        };
    }
    if let Some(rest) = digits
        .strip_prefix("0081")
        .or_else(|| digits.strip_prefix("01081"))
    {
        return domestic(rest.strip_prefix('0').unwrap_or(rest));
    }
    match digits.strip_prefix('0') {
        Some(rest) => domestic(rest),
        // A lost zero: nine digits for a fixed line, ten for a mobile, IP or 0800 number.
        None if digits.len() == 9 => domestic(&digits),
        None if digits.len() == 10
            && digits.starts_with(['5', '7', '8', '9'])
            && digits[1..].starts_with('0') =>
        {
            domestic(&digits)
        }
        None if digits.len() <= 15 => Some(digits),
        None => None,
    }
}

/// `0` and the digits behind it, cut to the length that such a number has (the rest belongs to a second number).
fn domestic(rest: &str) -> Option<String> {
    let eleven = rest.get(1..2) == Some("0") && rest.starts_with(['2', '5', '7', '8', '9']);
    let length = if eleven { 10 } else { 9 };
    rest.get(..length)
        .filter(|rest| !is_filler(rest))
        .map(|rest| format!("0{rest}"))
}

/// The digits of the first number and whether it began with `+`.
fn first_number(plain: &str) -> (bool, String) {
    let mut international = false;
    let mut digits = String::new();
    for c in plain.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => international = true,
            // Behind a whole number these begin a second one or a note.
            '/' | ',' | ';' | '、' | '・' if digits.len() >= 9 => break,
            c if c.is_alphabetic() && c != 'ー' && digits.len() >= 9 => break,
            _ => {}
        }
    }
    (international, digits)
}

/// Fillers that systems write when there is no number: one digit all along, or seven zeros at the end.
fn is_filler(digits: &str) -> bool {
    let mut chars = digits.chars();
    let first = chars.next();
    chars.all(|c| Some(c) == first) || digits.ends_with("0000000")
}

/// Search tokens of a telephone number: `p` + digits for searching from the front, `r` + the digits
/// reversed for searching from the end. Empty when there are fewer than four digits.
///
/// "The last four digits" is thus a prefix search: 4321 at the end is asked as `"r1234"*`. Two tokens
/// of one number cost less than one token per possible tail.
#[must_use]
pub fn phone_tokens(text: &str) -> String {
    let digits: String = match phone_key(text) {
        Some(key) => key.trim_start_matches('+').to_owned(),
        None => text.nfkc().filter(char::is_ascii_digit).take(20).collect(),
    };
    if digits.len() < 4 || is_filler(&digits) {
        return String::new();
    }
    let reversed: String = digits.chars().rev().collect();
    format!("p{digits} r{reversed}")
}

/// A mail address for comparison: half-width, lower case, without `mailto:`, angle brackets and blanks.
///
/// `None` when it is no address (not exactly one `@`, an empty side, no dot in the domain). Dots and
/// `+tags` before the `@` stay: not every provider ignores them.
#[must_use]
pub fn email_key(text: &str) -> Option<String> {
    let plain = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkc().flat_map(char::to_lowercase).collect()
    };
    let inner = match (plain.rfind('<'), plain.rfind('>')) {
        (Some(open), Some(close)) if open < close => &plain[open + 1..close],
        _ => plain.as_str(),
    };
    let address = inner.trim();
    let address = address.strip_prefix("mailto:").unwrap_or(address).trim();
    let (local, domain) = address.split_once('@')?;
    let whole = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains('@')
        && !address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"'));
    whole.then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::hyphens("03-1234-5678", Some("0312345678"))]
    #[case::bare("0312345678", Some("0312345678"))]
    #[case::lost_zero("312345678", Some("0312345678"))]
    #[case::country_code("+81 3-1234-5678", Some("0312345678"))]
    #[case::country_code_and_zero("+81 (0)3-1234-5678", Some("0312345678"))]
    #[case::dialled_country_code("0081312345678", Some("0312345678"))]
    #[case::full_width("０３（１２３４）５６７８", Some("0312345678"))]
    #[case::long_vowel_marks("０３ー１２３４ー５６７８", Some("0312345678"))]
    #[case::note_behind("03-1234-5678 (夜)", Some("0312345678"))]
    #[case::two_numbers("03-1234-5678 / 090-1111-2222", Some("0312345678"))]
    #[case::two_numbers_by_blank("090-1111-2222 03-1234-5678", Some("09011112222"))]
    #[case::mobile("090-1234-5678", Some("09012345678"))]
    #[case::mobile_lost_zero("9012345678", Some("09012345678"))]
    #[case::ip_phone("050-1234-5678", Some("05012345678"))]
    #[case::toll_free("0120-123-456", Some("0120123456"))]
    #[case::toll_free_lost_zero("120123456", Some("0120123456"))]
    #[case::other_country("+1 (415) 555-2671", Some("+14155552671"))]
    #[case::filler("000-0000-0000", None)]
    #[case::mobile_filler("090-0000-0000", None)]
    #[case::too_short("1234-5678", None)]
    #[case::no_number("なし", None)]
    #[case::empty("", None)]
    fn one_telephone_has_one_key(#[case] typed: &str, #[case] key: Option<&str>) {
        assert_eq!(phone_key(typed).as_deref(), key, "key of {typed}");
    }

    #[test]
    fn the_tail_of_a_number_is_a_prefix_of_its_token() {
        let tokens = phone_tokens("+81 90-1234-4321");
        assert_eq!(tokens, "p09012344321 r12344321090", "front and back");
        assert!(tokens.contains(" r1234"), "the last four, 4321, reversed");
        assert_eq!(
            phone_tokens("1234-5678"),
            "p12345678 r87654321",
            "a local number is searchable too"
        );
        assert_eq!(phone_tokens("000-0000-0000"), "", "fillers are never found");
    }

    #[rstest]
    #[case::plain("Tanaka@Example.jp", Some("tanaka@example.jp"))]
    #[case::full_width("ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ", Some("tanaka@example.jp"))]
    #[case::named("田中 <tanaka@example.jp>", Some("tanaka@example.jp"))]
    #[case::link("mailto:tanaka@example.jp ", Some("tanaka@example.jp"))]
    #[case::tag_stays("a.b+c@example.jp", Some("a.b+c@example.jp"))]
    #[case::no_at("tanaka.example.jp", None)]
    #[case::two_at("a@b@example.jp", None)]
    #[case::no_domain("tanaka@", None)]
    #[case::blank_inside("tana ka@example.jp", None)]
    fn one_mailbox_has_one_key(#[case] typed: &str, #[case] key: Option<&str>) {
        assert_eq!(email_key(typed).as_deref(), key, "key of {typed}");
    }

    proptest::proptest! {
        #[test]
        fn no_cell_is_too_odd_for_a_key(text in "\\PC{0,40}", digits in "[0-9+() ー/-]{0,24}") {
            for cell in [text.as_str(), digits.as_str()] {
                let key = phone_key(cell).unwrap_or_default();
                proptest::prop_assert!(key.chars().all(|c| c.is_ascii_digit() || c == '+'), "digits only: {}", key);
                proptest::prop_assert!(phone_key(&key).unwrap_or_default() == key, "a key is its own key: {}", key);
                let _ = (phone_tokens(cell), email_key(cell));
            }
        }
    }
}
