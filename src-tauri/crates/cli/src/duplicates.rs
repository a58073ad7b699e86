//! Pairs of people who look alike, and merges, as lines.
//!
//! Not here: what is alike (the codes are those of `--json`).

use std::fmt::Write as _;

use aichaku_api::wire::{DuplicatesPage, Lang, PairQuestion, PairSide, UnmergeReport};

/// The queue, and who was joined lately with the token that takes it back.
pub(crate) fn page(page: &DuplicatesPage, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ja => format!("確認待ち: {}組", page.open.0),
        Lang::En => format!("Pairs to look at: {}", page.open.0),
    };
    for pair in &page.pairs {
        let mark = match pair.question {
            PairQuestion::Person => "=",
            PairQuestion::Family => "+",
        };
        let _ = write!(
            text,
            "\n{mark} {:5.1}%  {}  |  {}",
            share(pair.score.0),
            side(&pair.one),
            side(&pair.other)
        );
    }
    let joined = match lang {
        Lang::Ja => format!("まとめたお客様: {}組", page.joined_total.0),
        Lang::En => format!("Joined: {}", page.joined_total.0),
    };
    if !page.joined.is_empty() {
        let _ = write!(text, "\n{joined}");
    }
    for merge in &page.joined {
        let _ = write!(
            text,
            "\n  unmerge {:<6} {} {} < {}",
            merge.token.0, merge.kept.0, merge.name, merge.other_name
        );
    }
    text
}

/// What became of two people who were taken apart.
pub(crate) fn apart(report: &UnmergeReport, lang: Lang) -> String {
    let (kept, returned, later) = (report.kept.0, report.returned.0, report.later.len());
    match lang {
        Lang::Ja => format!("{kept}と{returned}を別のお客様に戻しました。{kept}に残したもの: {later}件"),
        Lang::En => format!("{kept} and {returned} are two customers again. Left with {kept}: {later}"),
    }
}

fn side(side: &PairSide) -> String {
    format!("{} {} {}", side.customer.0, side.name, side.phones.join(" "))
}

#[allow(clippy::cast_precision_loss, reason = "between 0 and 1000")]
fn share(thousandths: i64) -> f64 {
    thousandths as f64 / 10.0
}
