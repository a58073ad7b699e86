//! Amounts as integers of the currency's smallest unit. No floating point anywhere.
//!
//! Not here: tax. Whether an amount holds the tax is the column's matter.

use super::width::{fold_width, is_blank};

/// The largest amount that is believed, in minor units (ten trillion yen, a hundred billion dollars).
pub const MAX_AMOUNT_MINOR: i64 = 10_000_000_000_000;

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// It does not look like one.
    #[error("not an amount")]
    NotAnAmount,
    /// It has more decimals than the currency.
    #[error("too many decimals")]
    TooManyDecimals,
    /// Beyond ±[`MAX_AMOUNT_MINOR`].
    #[error("amount out of range")]
    OutOfRange,
    /// A formula; it is never evaluated.
    #[error("a formula")]
    Formula,
}

/// Reads an amount in a currency of `digits` decimals into minor units: `¥12,800`, `12,800円(税込)`,
/// `１２８００`, `▲3,000`, `(3,000)`, `$1,234.50`. `None`: the cell is empty.
///
/// A comma groups thousands and is refused anywhere else, so a decimal comma is never read as a
/// hundredfold. In CP932 the yen sign is the byte of the backslash, which therefore counts as one.
///
/// # Errors
/// [`MoneyError`] when the text is not an amount.
pub fn parse_money(text: &str, digits: u8) -> Result<Option<i64>, MoneyError> {
    if let Some(plain) = plain_integer(text) {
        return scale(plain, digits).map(Some);
    }
    if is_blank(text) {
        return Ok(None);
    }
    if text.len() > 120 {
        return Err(MoneyError::NotAnAmount);
    }
    let folded = fold_width(text);
    if folded.starts_with(['=', '@']) {
        return Err(MoneyError::Formula);
    }
    let mut rest = strip_tax_words(&folded);
    let mut negative = false;
    if let Some(inside) = rest.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
        negative = true;
        rest = inside.trim();
    }
    let mut signs = 0;
    let mut symbols = 0;
    loop {
        let stripped = if let Some(after) = rest.strip_prefix(['-', '▲', '△']) {
            negative = true;
            signs += 1;
            after
        } else if let Some(after) = rest.strip_prefix('+') {
            signs += 1;
            after
        } else if let Some(after) = rest.strip_prefix(['¥', '\\', '$', '€', '£']) {
            symbols += 1;
            after
        } else if let Some(after) = ["JPY", "USD", "EUR", "GBP"]
            .iter()
            .find_map(|code| rest.strip_prefix(code))
        {
            symbols += 1;
            after
        } else {
            break;
        };
        rest = stripped.trim_start();
    }
    if signs > 1 || symbols > 1 {
        return Err(MoneyError::NotAnAmount);
    }
    for unit in ["円", "JPY", "USD", "EUR", "GBP", "€", "$", "-"] {
        if let Some(before) = rest.strip_suffix(unit) {
            // A trailing minus is how old accounting programs write it; "12,800-" is also 12,800 yen
            // "flat" on a Japanese price tag, so it is refused rather than guessed.
            if unit == "-" {
                return Err(MoneyError::NotAnAmount);
            }
            rest = before.trim_end();
            break;
        }
    }
    let minor = decimal(rest, digits)?;
    Ok(Some(if negative { -minor } else { minor }))
}

/// Reads an amount that is already in minor units: an integer, perhaps with a sign and commas.
///
/// # Errors
/// [`MoneyError`] when the text is not a whole number in range.
pub fn parse_minor(text: &str) -> Result<Option<i64>, MoneyError> {
    parse_money(text, 0)
}

/// The commonest form without a copy: an optional minus and up to 14 digits.
fn plain_integer(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.first()? {
        b'-' => (true, &bytes[1..]),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 14 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0i64, |sum, b| sum * 10 + i64::from(b - b'0'));
    Some(if negative { -value } else { value })
}

fn strip_tax_words(text: &str) -> &str {
    let mut rest = text.trim();
    for word in [
        "(税込)", "(税抜)", "(税別)", "(内税)", "(外税)", "税込", "税抜", "税別", "也",
    ] {
        if let Some(before) = rest.strip_suffix(word) {
            rest = before.trim_end();
        }
        if let Some(after) = rest.strip_prefix(word) {
            rest = after.trim_start();
        }
    }
    rest
}

fn scale(value: i64, digits: u8) -> Result<i64, MoneyError> {
    value
        .checked_mul(10i64.pow(u32::from(digits.min(4))))
        .filter(|minor| minor.abs() <= MAX_AMOUNT_MINOR)
        .ok_or(MoneyError::OutOfRange)
}

/// `1,234.50` with `digits` decimals to minor units.
fn decimal(text: &str, digits: u8) -> Result<i64, MoneyError> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Err(MoneyError::NotAnAmount);
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped_well = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !grouped_well || !groups.iter().all(|group| all_digits(group)) || !all_digits(fraction) {
        return Err(MoneyError::NotAnAmount);
    }
    let kept = fraction.trim_end_matches('0');
    if kept.len() > usize::from(digits) {
        return Err(MoneyError::TooManyDecimals);
    }
    let mut minor: i64 = 0;
    let padding = usize::from(digits) - kept.len();
    for b in groups.iter().flat_map(|group| group.bytes()).chain(kept.bytes()) {
        minor = minor
            .checked_mul(10)
            .and_then(|sum| sum.checked_add(i64::from(b - b'0')))
            .ok_or(MoneyError::OutOfRange)?;
    }
    for _ in 0..padding {
        minor = minor.checked_mul(10).ok_or(MoneyError::OutOfRange)?;
    }
    if minor > MAX_AMOUNT_MINOR {
        return Err(MoneyError::OutOfRange);
    }
    Ok(minor)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("12800", 12_800)]
    #[case::yen_sign("¥12,800", 12_800)]
    #[case::yen_sign_full("￥12,800", 12_800)]
    #[case::yen_sign_of_cp932("\\12,800", 12_800)]
    #[case::yen_word("12,800円", 12_800)]
    #[case::tax("12,800円(税込)", 12_800)]
    #[case::tax_full_width("１２，８００円（税込）", 12_800)]
    #[case::full_width("１２８００", 12_800)]
    #[case::black_triangle("▲3,000", -3_000)]
    #[case::white_triangle("△3,000", -3_000)]
    #[case::brackets("(3,000)", -3_000)]
    #[case::brackets_full_width("（3,000）", -3_000)]
    #[case::minus_sign("−3,000", -3_000)]
    #[case::minus_full_width("－３０００", -3_000)]
    #[case::minus_before_yen("-¥3,000", -3_000)]
    #[case::minus_after_yen("¥-3,000", -3_000)]
    #[case::zero_decimals("12800.00", 12_800)]
    #[case::zero("0", 0)]
    #[case::apostrophe("'12800", 12_800)]
    #[case::largest("10000000000000", MAX_AMOUNT_MINOR)]
    fn yen_is_read_however_it_is_written(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(parse_money(text, 0), Ok(Some(expected)), "{text}");
    }

    #[rstest]
    #[case("29.33", 2_933)]
    #[case("$1,234.5", 123_450)]
    #[case("-$3.00", -300)]
    #[case("15", 1_500)]
    #[case("-15.3", -1_530)]
    #[case(".5", 50)]
    fn cents_are_counted_exactly(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(parse_money(text, 2), Ok(Some(expected)), "{text}");
    }

    #[rstest]
    #[case::formula("=1+1", MoneyError::Formula)]
    #[case::formula_full_width("＝1+1", MoneyError::Formula)]
    #[case::at("@SUM(1)", MoneyError::Formula)]
    #[case::sum("1+1", MoneyError::NotAnAmount)]
    #[case::words("応相談", MoneyError::NotAnAmount)]
    #[case::decimal_comma("12,80", MoneyError::NotAnAmount)]
    #[case::half_yen("12.5", MoneyError::TooManyDecimals)]
    #[case::enormous("99999999999999999999", MoneyError::OutOfRange)]
    #[case::just_too_much("10000000000001", MoneyError::OutOfRange)]
    #[case::enormous_negative("-99999999999999", MoneyError::OutOfRange)]
    #[case::exponent("1.28E+04", MoneyError::NotAnAmount)]
    #[case::two_signs("--5", MoneyError::NotAnAmount)]
    #[case::flat("12,800-", MoneyError::NotAnAmount)]
    #[case::date("2024/4/1", MoneyError::NotAnAmount)]
    fn what_is_no_amount_is_refused(#[case] text: &str, #[case] expected: MoneyError) {
        assert_eq!(parse_money(text, 0), Err(expected), "{text}");
    }

    #[test]
    fn an_empty_cell_is_no_amount_and_no_error() {
        assert_eq!(parse_money("", 0), Ok(None), "blank is not zero");
        assert_eq!(parse_money("―", 0), Ok(None), "a dash is not zero");
    }
}
