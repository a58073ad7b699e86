//! The guard against formulas: a name like `=HYPERLINK(…)` must stay a name when the file is opened.
//!
//! Source: OWASP, "CSV Injection".
//!
//! Not here: quoting.

use std::borrow::Cow;

/// `cell` with an apostrophe before it when a spreadsheet would run it: it begins with `=`, `+`, `-`, `@`,
/// TAB, CR or LF, or the full-width form of one. Plain negative numbers stay numbers.
#[must_use]
pub fn guard_formula(cell: &str) -> Cow<'_, str> {
    let risky = cell.chars().next().is_some_and(|c| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    });
    if risky && !is_negative_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// `-1234`, `-1,234.50`; also a lone dash, which says "nothing".
fn is_negative_number(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix('-') else {
        return false;
    };
    rest.is_empty()
        || (rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
            && rest.matches('.').count() <= 1)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+819012345678", "'+819012345678")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    #[case("\t=1", "'\t=1")]
    #[case("＝1+1", "'＝1+1")]
    #[case("-3000", "-3000")]
    #[case("-1,234.50", "-1,234.50")]
    #[case("-", "-")]
    #[case("山田", "山田")]
    #[case("a=b", "a=b")]
    #[case("", "")]
    fn only_what_a_spreadsheet_would_run_is_guarded(#[case] cell: &str, #[case] expected: &str) {
        assert_eq!(guard_formula(cell), expected, "{cell}");
    }
}
