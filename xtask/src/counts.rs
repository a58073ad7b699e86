//! How many tests passed and failed, read from what the tools say.

use std::ops::AddAssign;

/// Tests or checks by their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// How a step is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// It passes or fails as a whole.
    One,
    /// `cargo nextest`: `Summary [ 1.2s] 12 tests run: 11 passed, 1 failed, 0 skipped`.
    Nextest,
    /// `cargo test`: `test result: ok. 12 passed; 0 failed; …`, once for each program.
    CargoTest,
    /// `vitest`: `Tests  1 failed | 11 passed (12)`.
    Vitest,
    /// The end-to-end tests: `e2e: 11 passed, 1 failed`.
    EndToEnd,
}

impl Counting {
    /// The counts of a step that said `text` and ended well or not. A step that ended badly counts at
    /// least one failure, whatever it said.
    pub(crate) fn count(self, text: &str, ended_well: bool) -> Counts {
        let plain = without_colours(text);
        let mut counts = Counts::default();
        match self {
            Self::One => counts.passed = u64::from(ended_well),
            Self::Nextest => {
                if let Some((_, ends)) = plain.lines().rev().find_map(|line| {
                    line.trim_start()
                        .strip_prefix("Summary")
                        .and_then(|rest| rest.split_once(" run:"))
                }) {
                    counts.passed = number_before(ends, "passed");
                    for end in ["failed", "timed out", "exec failed"] {
                        counts.failed += number_before(ends, end);
                    }
                }
            }
            Self::CargoTest => {
                for line in plain.lines().filter(|line| line.starts_with("test result:")) {
                    counts.passed += number_before(line, "passed");
                    counts.failed += number_before(line, "failed");
                }
            }
            Self::Vitest => {
                if let Some(line) = last_line_starting(&plain, "Tests ") {
                    counts.passed = number_before(line, "passed");
                    counts.failed = number_before(line, "failed");
                }
            }
            Self::EndToEnd => {
                if let Some(line) = last_line_starting(&plain, "e2e: ") {
                    counts.passed = number_before(line, "passed");
                    counts.failed = number_before(line, "failed");
                }
            }
        }
        if !ended_well && counts.failed == 0 {
            counts.failed = 1;
        }
        counts
    }
}

fn last_line_starting<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.lines()
        .rev()
        .map(str::trim_start)
        .find(|line| line.starts_with(start))
}

/// The number that stands directly before `word`; 0 when the word is not there.
fn number_before(line: &str, word: &str) -> u64 {
    line.match_indices(word)
        .find_map(|(at, _)| line[..at].split_whitespace().next_back()?.parse().ok())
        .unwrap_or(0)
}

fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // The sequences in question end with a letter.
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counting: Counting, text: &str, ended_well: bool, passed: u64, failed: u64) {
        assert_eq!(
            counting.count(text, ended_well),
            Counts { passed, failed },
            "counts in {text:?}"
        );
    }

    #[test]
    fn each_tool_is_counted_by_its_own_summary() {
        check(
            Counting::Nextest,
            "     Summary [   1.204s] 12 tests run: 12 passed, 3 skipped\n",
            true,
            12,
            0,
        );
        check(
            Counting::Nextest,
            "Summary [  31.2s] 9/12 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 0 skipped\nerror: test run failed",
            false,
            6,
            3,
        );
        check(
            Counting::CargoTest,
            "test result: ok. 3 passed; 0 failed; 1 ignored;\nx\ntest result: FAILED. 4 passed; 2 failed; 0 ignored;",
            false,
            7,
            2,
        );
        check(
            Counting::Vitest,
            " Test Files  1 passed (1)\n      Tests  2 failed | 11 passed (13)\n",
            false,
            11,
            2,
        );
        check(
            Counting::Vitest,
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[32m11 passed\u{1b}[39m (11)",
            true,
            11,
            0,
        );
        check(
            Counting::EndToEnd,
            "ok a\nnot ok b\ne2e: 1 passed, 1 failed\n",
            false,
            1,
            1,
        );
        check(Counting::One, "", true, 1, 0);
    }

    #[test]
    fn a_step_that_dies_without_a_summary_is_one_failure() {
        for counting in [
            Counting::One,
            Counting::Nextest,
            Counting::CargoTest,
            Counting::Vitest,
            Counting::EndToEnd,
        ] {
            check(counting, "error: could not compile", false, 0, 1);
        }
    }
}
