//! Which of the first lines holds the column names.
//!
//! Not here: what the names mean (`mapping::dictionary`).

use crate::mapping::dictionary;

/// How many rows from the top are looked at.
pub(crate) const ROWS_LOOKED_AT: usize = 60;
/// How far down a header may stand, under title lines.
const DEEPEST: usize = 25;

/// The index in `rows` of the header, or `None` when no row looks like one.
///
/// A header names columns: its cells are words and not values, most of them filled, as wide as the
/// rows below. Known words weigh most; of equals the upper one wins.
pub(crate) fn find_header(rows: &[Vec<String>]) -> Option<usize> {
    let width = usual_width(rows);
    let mut best: Option<(i64, usize)> = None;
    for (index, cells) in rows.iter().enumerate().take(DEEPEST) {
        let filled: Vec<&str> = cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        if filled.is_empty() || filled.len() * 2 < width {
            continue;
        }
        let values = filled.iter().filter(|cell| looks_like_value(cell)).count();
        if values * 4 > filled.len() {
            continue;
        }
        let known = filled.iter().filter(|cell| dictionary::knows(cell)).count();
        if known == 0 && (filled.len() < 2 || values > 0) {
            continue;
        }
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        let score = count(known) * 10 + count(filled.len()) - count(values) * 5 - count(index);
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// How many filled cells the widest half of the rows has.
fn usual_width(rows: &[Vec<String>]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|cells| cells.iter().filter(|cell| !cell.trim().is_empty()).count())
        .filter(|width| *width > 0)
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(0)
}

/// Whether a cell is a value and not a name: a number, a date, an amount, an address of mail.
fn looks_like_value(cell: &str) -> bool {
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    let letters = cell.chars().count();
    cell.contains('@') || (digits * 2 > letters) || (letters > 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split(',').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn title_lines_above_the_header_are_passed_over() {
        let rows = rows(
            "売上レポート\n期間: 2024年4月,,,\n\n注文番号,注文日,お名前,金額\n1,2024/4/1,山田,100\n2,2024/4/2,佐藤,200",
        );
        assert_eq!(find_header(&rows), Some(3), "the names stand under the title");
    }

    #[test]
    fn a_file_of_values_alone_has_no_header() {
        let rows = rows("00001,1,19970101,29.33\n00001,1,19970118,29.73");
        assert_eq!(find_header(&rows), None, "numbers name nothing");
    }

    #[test]
    fn one_column_of_addresses_has_a_header() {
        let rows = rows("メールアドレス\na@example.jp\nb@example.jp");
        assert_eq!(find_header(&rows), Some(0), "a known word is enough");
    }

    #[test]
    fn unknown_words_over_values_are_a_header() {
        let rows = rows("あれ,これ\n1,2\n3,4");
        assert_eq!(find_header(&rows), Some(0), "words over numbers");
    }
}
