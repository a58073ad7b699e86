//! A finished message in the form of its channel.
//!
//! Not here: merging fields and finding mistakes (`domain::message`).

use aichaku_domain::kinds::Channel;

use crate::limits::{Misfit, misfits};

/// A message with its fields merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Message<'a> {
    /// Short topic.
    pub title: &'a str,
    /// The text as the customer reads it.
    pub text: &'a str,
    /// What to ask and say, line by line; for channels that speak.
    pub talking_points: &'a [String],
    /// What not to do, line by line; printed below the text where there is room.
    pub never: &'a [String],
    /// Name of the shop, for subjects.
    pub shop: &'a str,
}

/// A message in the form of its channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Which channel.
    pub channel: Channel,
    /// Subject of a mail, or topic of anything else.
    pub title: String,
    /// What is spoken, printed or sent.
    pub body: String,
    /// Where it does not fit; nothing is ever cut.
    pub misfits: Vec<Misfit>,
}

/// Gives `message` the form of `channel`.
///
/// - Telephone and visit: the talking points as a numbered script; the text itself where there are none.
/// - Letter and leaflet: the text, and below it what not to do.
/// - Postcard: the text alone; everybody on the way can read it.
/// - E-mail: a subject with the shop's name, the text, and what not to do; lines end as RFC 5322 wants them when
///   it is sent.
/// - LINE and SMS: the text alone, without empty lines at its ends and with never more than one inside.
#[must_use]
pub fn compose(channel: Channel, message: &Message<'_>) -> Form {
    let text = message.text.trim();
    let (title, body) = match channel {
        Channel::Phone | Channel::Visit => (message.title.to_owned(), script(message)),
        Channel::Letter | Channel::Leaflet => (message.title.to_owned(), with_never(text, message.never)),
        Channel::Postcard => (message.title.to_owned(), text.to_owned()),
        Channel::Email => (subject(message), with_never(text, message.never)),
        Channel::Line | Channel::Sms => (message.title.to_owned(), squeezed(text)),
    };
    let misfits = misfits(channel, &title, &body);
    Form {
        channel,
        title,
        body,
        misfits,
    }
}

/// The topic and who writes; a line break in a subject would be a way into the header.
fn subject(message: &Message<'_>) -> String {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = clean(message.title);
    let shop = clean(message.shop);
    if shop.is_empty() || title.contains(&shop) {
        title
    } else {
        format!("{title} ({shop})")
    }
}

fn script(message: &Message<'_>) -> String {
    let points: Vec<&str> = message
        .talking_points
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    if points.is_empty() {
        return message.text.trim().to_owned();
    }
    points
        .iter()
        .zip(1..)
        .map(|(line, number)| format!("{number}. {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn with_never(text: &str, never: &[String]) -> String {
    let lines: Vec<String> = never
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .map(|line| format!("・{line}"))
        .collect();
    if lines.is_empty() {
        text.to_owned()
    } else {
        format!("{text}\n\n{}", lines.join("\n"))
    }
}

/// Never more than one empty line in a row.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty > 1 {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(channel: Channel, expected: Expect) {
        let points = [
            "がたつきはありませんか。".to_owned(),
            " ".to_owned(),
            "オイルは乾いていませんか。".to_owned(),
        ];
        let never = ["濡れたまま置かない".to_owned()];
        let message = Message {
            title: "30日の\n点検",
            text: "田中様\n\n\n30日が経ちました。\n\n青葉家具店 佐藤\n",
            talking_points: &points,
            never: &never,
            shop: "青葉家具店",
        };
        let form = compose(channel, &message);
        expected.assert_eq(&format!("[{}]\n{}\n", form.title, form.body));
    }

    #[test]
    fn a_call_is_a_numbered_script() {
        check(
            Channel::Phone,
            expect![[r#"
                [30日の
                点検]
                1. がたつきはありませんか。
                2. オイルは乾いていませんか。
            "#]],
        );
    }

    #[test]
    fn a_mail_has_a_subject_of_one_line_and_what_not_to_do() {
        check(
            Channel::Email,
            expect![[r#"
                [30日の 点検 (青葉家具店)]
                田中様


                30日が経ちました。

                青葉家具店 佐藤

                ・濡れたまま置かない
            "#]],
        );
    }

    #[test]
    fn a_postcard_says_the_text_alone() {
        check(
            Channel::Postcard,
            expect![[r#"
                [30日の
                点検]
                田中様


                30日が経ちました。

                青葉家具店 佐藤
            "#]],
        );
    }

    #[test]
    fn line_has_no_holes() {
        check(
            Channel::Line,
            expect![[r#"
                [30日の
                点検]
                田中様

                30日が経ちました。

                青葉家具店 佐藤
            "#]],
        );
    }

    #[test]
    fn without_talking_points_the_text_is_the_script() {
        let message = Message {
            text: "お約束のお電話です。",
            ..Message::default()
        };
        assert_eq!(
            compose(Channel::Phone, &message).body,
            "お約束のお電話です。",
            "a promise has words of its own"
        );
    }

    #[test]
    fn what_does_not_fit_is_said_and_never_cut() {
        let text = "あ".repeat(400);
        let form = compose(
            Channel::Postcard,
            &Message {
                text: &text,
                ..Message::default()
            },
        );
        assert_eq!(form.body.chars().count(), 400, "nothing is cut");
        assert_eq!(form.misfits.len(), 1, "and it is said that it does not fit");
    }
}
