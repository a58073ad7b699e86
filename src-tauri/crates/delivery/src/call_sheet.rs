//! The day's calls on paper: for a telephone in another room, or a morning without power.
//!
//! The sheet names whom to call, why and what to ask, with room for the answer. Only what the caller needs is
//! on it: no notes, no prices, no other things of the household (gate rule G12). Each call carries the number
//! of its follow-up, so that what came of it is entered for the right one. Not here: the words between, which the
//! caller of this function gives in their language, and fonts and paper.

use aichaku_domain::values::{FollowUpId, ShopDay};

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Call {
    /// Number of the follow-up; 0 is left out.
    pub follow_up: i64,
    /// Name with honorific.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Number to call, as typed.
    pub number: String,
    /// The thing; empty for none.
    pub item: String,
    /// Why today, in words.
    pub reason: String,
    /// What to ask and say.
    pub points: Vec<String>,
    /// What must be waited for; empty when the call may be made.
    pub hold: String,
}

impl Call {
    /// The follow-up it stands for.
    #[must_use]
    pub fn of(follow_up: FollowUpId) -> Self {
        Self {
            follow_up: follow_up.0,
            ..Self::default()
        }
    }
}

/// The sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSheet {
    /// The day.
    pub day: ShopDay,
    /// Calls in the order to make them.
    pub calls: Vec<Call>,
}

/// The words between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallSheetWords<'a> {
    /// Heading, before the day: 「今日の電話」.
    pub heading: &'a str,
    /// Before the reading's number: 「電話」.
    pub number: &'a str,
    /// Before what must be waited for: 「まだ」.
    pub hold: &'a str,
    /// Before the room for the answer: 「結果」.
    pub answer: &'a str,
    /// What to say when there is nobody to call.
    pub nobody: &'a str,
}

/// The sheet as plain text, 40 full-width characters wide at most where the words allow it.
#[must_use]
pub fn call_sheet(sheet: &CallSheet, words: &CallSheetWords<'_>) -> String {
    let mut lines = vec![format!("{} {}", words.heading, sheet.day), String::new()];
    if sheet.calls.is_empty() {
        lines.push(words.nobody.to_owned());
    }
    for (call, place) in sheet.calls.iter().zip(1..) {
        let kana = if call.kana.is_empty() {
            String::new()
        } else {
            format!(" ({})", call.kana)
        };
        let code = if call.follow_up == 0 {
            String::new()
        } else {
            format!("  #{}", call.follow_up)
        };
        lines.push(format!("{place}. {}{kana}{code}", call.name));
        if !call.number.is_empty() {
            lines.push(format!("   {} {}", words.number, call.number));
        }
        for part in [&call.item, &call.reason] {
            if !part.is_empty() {
                lines.push(format!("   {part}"));
            }
        }
        if call.hold.is_empty() {
            lines.extend(call.points.iter().map(|point| format!("   □ {point}")));
            lines.push(format!("   {} ______________________________", words.answer));
        } else {
            lines.push(format!("   {} {}", words.hold, call.hold));
        }
        lines.push(String::new());
    }
    let mut text = lines.join("\n");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    const WORDS: CallSheetWords<'static> = CallSheetWords {
        heading: "今日の電話",
        number: "電話",
        hold: "まだ:",
        answer: "結果",
        nobody: "今日かける電話はありません。",
    };

    fn day() -> ShopDay {
        ShopDay::parse_iso("2026-11-22").expect("a real day")
    }

    #[test]
    fn the_sheet_says_whom_why_and_what_and_nothing_else() {
        let sheet = CallSheet {
            day: day(),
            calls: vec![
                Call {
                    name: "田中 由紀子 様".to_owned(),
                    kana: "たなか ゆきこ".to_owned(),
                    number: "090-1234-5678".to_owned(),
                    item: "オーク無垢ダイニングテーブル".to_owned(),
                    reason: "納品から30日".to_owned(),
                    points: vec!["がたつきはありませんか。".to_owned()],
                    ..Call::of(FollowUpId(12))
                },
                Call {
                    name: "中村 健一 様".to_owned(),
                    hold: "対応中の件があります".to_owned(),
                    points: vec!["まだ聞かないこと".to_owned()],
                    ..Call::default()
                },
            ],
        };
        expect![[r#"
            今日の電話 2026-11-22

            1. 田中 由紀子 様 (たなか ゆきこ)  #12
               電話 090-1234-5678
               オーク無垢ダイニングテーブル
               納品から30日
               □ がたつきはありませんか。
               結果 ______________________________

            2. 中村 健一 様
               まだ: 対応中の件があります
        "#]]
        .assert_eq(&call_sheet(&sheet, &WORDS));
    }

    #[test]
    fn an_empty_day_says_so() {
        let sheet = CallSheet {
            day: day(),
            calls: Vec::new(),
        };
        assert!(
            call_sheet(&sheet, &WORDS).contains("今日かける電話はありません。"),
            "an empty sheet is not a broken printer"
        );
    }
}
