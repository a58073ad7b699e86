//! Cuts decoded text into rows and cells. Follows RFC 4180 where files do, and forgives where they do not:
//! any line end, stray quotation marks, ragged rows, a mark that is never closed.
//!
//! Not here: decoding (`text`).

use super::row::{Row, RowFlaw};

/// A quoted cell that is longer than this is taken for a mark that was never closed. A million characters
/// of Japanese are 3 MB.
const MAX_QUOTED_BYTES: usize = 4 << 20;
/// The same for its line breaks.
const MAX_QUOTED_LINES: usize = 300;

/// What cutting one row came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A row, or a blank line, that took this many bytes and physical lines.
    Row {
        /// Bytes, with the line end.
        bytes: usize,
        /// Physical lines.
        lines: u64,
    },
    /// The text ends inside a row and there is more to come.
    NeedMore,
    /// There is no text.
    End,
}

/// Cuts the first row off `text`. `whole` says that nothing follows.
pub(crate) fn cut_row(text: &str, separator: u8, whole: bool, line: u64, row: &mut Row) -> Cut {
    match attempt(text, separator, whole, line, row, None) {
        Attempt::Done(cut) => cut,
        Attempt::Unclosed { at, cell } => {
            let cut = match attempt(text, separator, whole, line, row, Some(at)) {
                Attempt::Done(cut) => cut,
                // A second mark of the same line is unclosed as well: take all of the line as it stands.
                Attempt::Unclosed { .. } => bare_line(text, separator, whole, line, row),
            };
            if cut != Cut::NeedMore {
                row.flaw = Some(RowFlaw::UnclosedQuote { cell });
            }
            cut
        }
    }
}

/// The first line cut at its separators, with quotation marks as ordinary characters.
pub(crate) fn bare_line(text: &str, separator: u8, whole: bool, line: u64, row: &mut Row) -> Cut {
    row.start(line);
    let bytes = text.as_bytes();
    let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
    if end == bytes.len() && !whole {
        return Cut::NeedMore;
    }
    let Some(after) = line_end(bytes, end, whole) else {
        return Cut::NeedMore;
    };
    for cell in text[..end].split(char::from(separator)) {
        row.push(cell);
        row.end_cell();
    }
    Cut::Row {
        bytes: after,
        lines: 1,
    }
}

enum Attempt {
    Done(Cut),
    Unclosed { at: usize, cell: usize },
}

/// Where the line end at `at` stops; `None` when a `\r` stands at the edge and `\n` may follow.
fn line_end(bytes: &[u8], at: usize, whole: bool) -> Option<usize> {
    match bytes.get(at) {
        Some(b'\r') => match bytes.get(at + 1) {
            Some(b'\n') => Some(at + 2),
            None if !whole => None,
            _ => Some(at + 1),
        },
        Some(_) => Some(at + 1),
        None => Some(at),
    }
}

/// One pass over a row. The quotation mark at `literal` is an ordinary character.
fn attempt(
    text: &str,
    separator: u8,
    whole: bool,
    line: u64,
    row: &mut Row,
    literal: Option<usize>,
) -> Attempt {
    let bytes = text.as_bytes();
    row.start(line);
    if bytes.is_empty() {
        return Attempt::Done(if whole { Cut::End } else { Cut::NeedMore });
    }
    let mut at = 0;
    let mut lines = 1;
    loop {
        if bytes.get(at) == Some(&b'"') && literal != Some(at) {
            match quoted(text, at, separator, whole, row) {
                Quoted::Closed { after, breaks } => {
                    at = after;
                    lines += breaks;
                }
                Quoted::NeedMore => return Attempt::Done(Cut::NeedMore),
                Quoted::Unclosed => return Attempt::Unclosed { at, cell: row.len() },
            }
        } else {
            let stop = memchr::memchr3(separator, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
            if stop == bytes.len() && !whole {
                return Attempt::Done(Cut::NeedMore);
            }
            row.push(&text[at..stop]);
            at = stop;
        }
        row.end_cell();
        match bytes.get(at) {
            Some(&b) if b == separator => at += 1,
            Some(_) | None => {
                return Attempt::Done(match line_end(bytes, at, whole) {
                    Some(after) => Cut::Row { bytes: after, lines },
                    None => Cut::NeedMore,
                });
            }
        }
        if at == bytes.len() && !whole {
            return Attempt::Done(Cut::NeedMore);
        }
    }
}

enum Quoted {
    Closed { after: usize, breaks: u64 },
    NeedMore,
    Unclosed,
}

/// Reads the quoted cell whose mark stands at `open`; `after` is where a separator, a line end or the end stands.
fn quoted(text: &str, open: usize, separator: u8, whole: bool, row: &mut Row) -> Quoted {
    let bytes = text.as_bytes();
    let mut from = open + 1;
    let mut breaks = 0usize;
    loop {
        let Some(mark) = memchr::memchr(b'"', &bytes[from..]).map(|n| from + n) else {
            let too_long = bytes.len() - open > MAX_QUOTED_BYTES
                || breaks + count_breaks(&bytes[from..]) > MAX_QUOTED_LINES;
            return if whole || too_long {
                Quoted::Unclosed
            } else {
                Quoted::NeedMore
            };
        };
        breaks += count_breaks(&bytes[from..mark]);
        if mark - open > MAX_QUOTED_BYTES || breaks > MAX_QUOTED_LINES {
            return Quoted::Unclosed;
        }
        row.push(&text[from..mark]);
        // Spaces between the mark and the separator are forgiven.
        let mut next = mark + 1;
        while bytes
            .get(next)
            .is_some_and(|b| matches!(b, b' ' | b'\t') && *b != separator)
        {
            next += 1;
        }
        match bytes.get(next) {
            None if whole => {
                return Quoted::Closed {
                    after: next,
                    breaks: breaks as u64,
                };
            }
            None => return Quoted::NeedMore,
            Some(&b) if b == separator || b == b'\n' || b == b'\r' => {
                return Quoted::Closed {
                    after: next,
                    breaks: breaks as u64,
                };
            }
            Some(b'"') if next == mark + 1 => {
                row.push("\"");
                from = mark + 2;
            }
            Some(_) => {
                // A mark inside a cell. When the cell has already crossed a line end and the mark stands
                // where a cell begins, it opens the next cell: the first mark was never closed.
                let before = bytes[mark - 1];
                let opens_a_cell =
                    mark > open + 1 && (before == separator || matches!(before, b'\n' | b'\r'));
                if breaks > 0 && opens_a_cell {
                    return Quoted::Unclosed;
                }
                row.push("\"");
                from = mark + 1;
            }
        }
    }
}

/// Line ends in `bytes`; `\r\n` is one.
fn count_breaks(bytes: &[u8]) -> usize {
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\r' || at == 0 || bytes[at - 1] != b'\r')
        .count()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let mut out = String::new();
        let mut row = Row::default();
        let (mut at, mut line) = (0, 1);
        while let Cut::Row { bytes, lines } = cut_row(&text[at..], b',', true, line, &mut row) {
            let cells: Vec<&str> = row.cells().collect();
            out.push_str(&format!("{}: {cells:?}", row.line));
            if let Some(flaw) = row.flaw {
                out.push_str(&format!(" {flaw:?}"));
            }
            out.push('\n');
            at += bytes;
            line += lines;
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn every_line_end_counts_once() {
        check(
            "a,b\r\nc,d\ne,f\rg,h",
            &expect![[r#"
                1: ["a", "b"]
                2: ["c", "d"]
                3: ["e", "f"]
                4: ["g", "h"]
            "#]],
        );
    }

    #[test]
    fn a_quoted_line_break_keeps_the_next_line_number_true() {
        check(
            "a,\"1\r\n2\n3\",b\nc,\"say \"\"hi\"\"\",d\n",
            &expect![[r#"
                1: ["a", "1\r\n2\n3", "b"]
                4: ["c", "say \"hi\"", "d"]
            "#]],
        );
    }

    #[test]
    fn stray_marks_stay_in_their_cell() {
        check(
            "5\" pipe,\"a\"b\",c\n\"x\" ,y\n",
            &expect![[r#"
                1: ["5\" pipe", "a\"b", "c"]
                2: ["x", "y"]
            "#]],
        );
    }

    #[test]
    fn one_unclosed_mark_costs_one_row() {
        check(
            "1,\"abc,2\n2,\"def\",3\n3,ghi,4\n",
            &expect![[r#"
                1: ["1", "\"abc", "2"] UnclosedQuote { cell: 1 }
                2: ["2", "def", "3"]
                3: ["3", "ghi", "4"]
            "#]],
        );
    }

    #[test]
    fn an_unclosed_mark_before_the_end_costs_one_row() {
        check(
            "1,a\n2,\"b\n3,c\n4,d",
            &expect![[r#"
                1: ["1", "a"]
                2: ["2", "\"b"] UnclosedQuote { cell: 1 }
                3: ["3", "c"]
                4: ["4", "d"]
            "#]],
        );
    }

    #[test]
    fn blank_lines_are_lines() {
        check(
            "a\n\n\nb",
            &expect![[r#"
                1: ["a"]
                2: [""]
                3: [""]
                4: ["b"]
            "#]],
        );
    }

    #[test]
    fn ragged_rows_are_handed_on_as_they_are() {
        check(
            "a,b,c\nd\ne,f,g,h,\n",
            &expect![[r#"
                1: ["a", "b", "c"]
                2: ["d"]
                3: ["e", "f", "g", "h", ""]
            "#]],
        );
    }

    #[test]
    fn a_cut_at_any_place_asks_for_more_and_never_errs() {
        let text = "a,\"b\r\nc\"\"d\",e\r\nf,g,h\r\n";
        let mut whole = Row::default();
        let full = cut_row(text, b',', true, 1, &mut whole);
        for end in 0..text.len() {
            let mut row = Row::default();
            let cut = cut_row(&text[..end], b',', false, 1, &mut row);
            assert!(
                cut == Cut::NeedMore || cut == full,
                "a part of the text must not be taken for a whole row: {end} {cut:?}"
            );
        }
    }
}
