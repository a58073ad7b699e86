//! Pieces.
//!
//! Not here: what a negative number of pieces means (a return; `assemble`).

use super::width::{fold_width, is_blank};

/// The most pieces that are believed.
pub const MAX_QUANTITY: i64 = 1_000_000;

/// Why a text is not a number of pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not a whole number.
    #[error("not a whole number of pieces")]
    NotAQuantity,
    /// Beyond ±[`MAX_QUANTITY`].
    #[error("quantity out of range")]
    OutOfRange,
}

/// Reads a whole number of pieces: `2`, `２点`, `2.0`, `×2`, `-1`. `None`: the cell is empty.
///
/// # Errors
/// [`QuantityError`] for anything else.
pub fn parse_quantity(text: &str) -> Result<Option<i64>, QuantityError> {
    if let [digit @ b'0'..=b'9'] = text.as_bytes() {
        return Ok(Some(i64::from(digit - b'0')));
    }
    if is_blank(text) {
        return Ok(None);
    }
    let folded = fold_width(text);
    let mut rest = folded.trim_start_matches(['×', 'x', 'X']).trim();
    for unit in [
        "点",
        "個",
        "台",
        "脚",
        "枚",
        "本",
        "式",
        "セット",
        "組",
        "つ",
        "箱",
        "pcs",
        "pc",
    ] {
        if let Some(before) = rest.strip_suffix(unit) {
            rest = before.trim_end();
            break;
        }
    }
    let (negative, digits) = match rest.strip_prefix(['-', '▲', '△']) {
        Some(after) => (true, after),
        None => (false, rest),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let well_grouped = !whole.contains(',')
        || whole.split(',').enumerate().all(|(at, group)| {
            if at == 0 {
                (1..=3).contains(&group.len())
            } else {
                group.len() == 3
            }
        });
    let whole: String = whole.chars().filter(|c| *c != ',').collect();
    let is_number = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    if !is_number || !well_grouped || !fraction.bytes().all(|b| b == b'0') {
        return Err(QuantityError::NotAQuantity);
    }
    let value: i64 = whole.parse().map_err(|_| QuantityError::OutOfRange)?;
    if value > MAX_QUANTITY {
        return Err(QuantityError::OutOfRange);
    }
    Ok(Some(if negative { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2", Ok(Some(2)))]
    #[case("２点", Ok(Some(2)))]
    #[case("4脚", Ok(Some(4)))]
    #[case("2.0", Ok(Some(2)))]
    #[case("×3", Ok(Some(3)))]
    #[case("-1", Ok(Some(-1)))]
    #[case("1,200", Ok(Some(1_200)))]
    #[case("", Ok(None))]
    #[case("1.5", Err(QuantityError::NotAQuantity))]
    #[case("1,2", Err(QuantityError::NotAQuantity))]
    #[case("たくさん", Err(QuantityError::NotAQuantity))]
    #[case("=1+1", Err(QuantityError::NotAQuantity))]
    #[case("9999999", Err(QuantityError::OutOfRange))]
    #[case("99999999999999999999999", Err(QuantityError::OutOfRange))]
    fn pieces_are_whole(#[case] text: &str, #[case] expected: Result<Option<i64>, QuantityError>) {
        assert_eq!(parse_quantity(text), expected, "{text}");
    }
}
