//! Results in a few plain lines for people at a terminal; scripts take `--json`.
//!
//! Not here: sentences (`words`).

use std::fmt::Write as _;

use aichaku_api::row_sentence;
use aichaku_api::wire::{
    AddressAdvice, BatchView, CohortTable, CustomerHit, CustomerRecord, FollowUpView, ImportPreview,
    ImportReport, Lang, OfferedFile, PlanView, PlanningReport, RepeatView, ReturnsView, TodayView,
    UndeliveredPurchase, UndoReport,
};

use crate::findings::{findings, readings};
use crate::systems::system_name;
use crate::words;

pub(crate) fn today(view: &TodayView, lang: Lang) -> String {
    let mut text = words::today_heading(view, lang);
    for group in &view.groups {
        for item in &group.items {
            let mark = if item.gate.allowed { ' ' } else { '×' };
            let _ = write!(
                text,
                "\n{mark} {:>6}  {}  {}  {}  {}",
                item.follow_up.0, item.due, item.customer_name, item.item_name, item.title
            );
        }
    }
    text
}

pub(crate) fn follow_up(view: &FollowUpView, lang: Lang) -> String {
    words::follow_up(view, lang)
}

pub(crate) fn undelivered(open: &[UndeliveredPurchase]) -> String {
    let lines: Vec<String> = open
        .iter()
        .map(|open| {
            format!(
                "{:>6}  {}  {}  {}  {}",
                open.purchase.0,
                open.ordered_on,
                open.estimated_on.as_deref().unwrap_or("          "),
                open.name,
                open.items.join("、")
            )
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn plans(plans: &[PlanView], lang: Lang) -> String {
    let lines: Vec<String> = plans
        .iter()
        .map(|plan| {
            let name = match lang {
                Lang::Ja => &plan.name_ja,
                Lang::En => &plan.name_en,
            };
            let mark = if plan.active { '●' } else { '○' };
            format!(
                "{mark} {:>4}  {name}  {}  {}",
                plan.id.0,
                plan.steps.len(),
                plan.items.0
            )
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn hits(hits: &[CustomerHit]) -> String {
    let lines: Vec<String> = hits
        .iter()
        .map(|hit| {
            let last = hit.last_purchase.as_deref().unwrap_or("");
            format!(
                "{:>6}  {}  {}  {}  {}  {last}",
                hit.customer.0, hit.name, hit.kana, hit.phone_tail, hit.town
            )
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn record(record: &CustomerRecord) -> String {
    let mut text = format!("{}  {}", record.customer.name, record.customer.kana);
    for item in &record.items {
        let _ = write!(
            text,
            "\n  {}  {}",
            item.delivered_on.as_deref().unwrap_or("          "),
            item.name
        );
    }
    for purchase in &record.purchases {
        let names: Vec<&str> = purchase.lines.iter().map(|line| line.name.as_str()).collect();
        let _ = write!(
            text,
            "\n  {}  {}  {}",
            purchase.ordered_on,
            purchase.gross_minor.0,
            names.join(" / ")
        );
    }
    text
}

pub(crate) fn preview(preview: &ImportPreview, lang: Lang) -> String {
    if preview.missing.is_empty() {
        words::preview(preview, lang)
            + &findings(&preview.addresses, lang)
            + &readings(&preview.readings, lang)
    } else {
        words::missing(preview, lang)
    }
}

pub(crate) fn report(report: &ImportReport, lang: Lang) -> String {
    let mut text = words::report(report, lang);
    for row in report.rejected.iter().chain(&report.undecided).take(20) {
        let reason = row_sentence(&row.code, lang);
        let sheet = row.sheet.as_deref().unwrap_or("");
        let _ = write!(text, "\n  {sheet} {}  {}  {reason}", row.line.0, row.column);
    }
    text
}

pub(crate) fn undone(report: &UndoReport, lang: Lang) -> String {
    let mut text = words::undone(report, lang);
    for row in report.kept.iter().take(20) {
        let _ = write!(text, "\n  {} {}  {}", row.entity, row.id.0, row.code);
    }
    text
}

pub(crate) fn offered(files: &[OfferedFile], lang: Lang) -> String {
    let lines: Vec<String> = files
        .iter()
        .map(|file| {
            format!(
                "{}  {}  {}  {}  {}",
                file.written_on,
                file.file,
                system_name(&file.system, lang),
                file.rows.0,
                file.hash
            )
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn batches(batches: &[BatchView], lang: Lang) -> String {
    let lines: Vec<String> = batches
        .iter()
        .map(|batch| {
            let mark = if batch.undone { '×' } else { ' ' };
            format!(
                "{mark} {:>4}  {}  {}  {}",
                batch.batch.0,
                batch.file,
                system_name(&batch.system, lang),
                batch.inserted.purchases.0
            )
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn planning(report: &PlanningReport, lang: Lang) -> String {
    words::planning(report, lang)
}

pub(crate) fn cohorts(table: &CohortTable) -> String {
    let lines: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    format!(
                        "{:5.1}{}",
                        cell.rate.0 * 100.0,
                        if cell.mature { ' ' } else { '…' }
                    )
                })
                .collect();
            format!("{:<8} {:>6}  {}", row.cohort, row.size.0, cells.join(" "))
        })
        .collect();
    lines.join("\n")
}

pub(crate) fn returns(view: &ReturnsView, lang: Lang) -> String {
    let mut text = String::new();
    for curve in &view.curves {
        let _ = writeln!(text, "{} n={}", curve.group, curve.size.0);
        if curve.exits.0 > 0 {
            let _ = match lang {
                Lang::Ja => writeln!(text, "亡くなった方・遠くへ移られた方 {}", curve.exits.0),
                Lang::En => writeln!(text, "passed away or moved out of reach: {}", curve.exits.0),
            };
        }
        for to in &curve.days_to {
            let _ = write!(text, "{:>4.0}%  ", to.share.0 * 100.0);
            let _ = match (to.days, to.low, to.high, lang) {
                (Some(days), Some(low), Some(high), _) => writeln!(text, "{} ({}–{})", days.0, low.0, high.0),
                (Some(days), Some(low), None, Lang::Ja) => {
                    writeln!(text, "{} ({}〜、上はまだ言えません)", days.0, low.0)
                }
                (Some(days), Some(low), None, Lang::En) => {
                    writeln!(text, "{} ({} or more, no upper end yet)", days.0, low.0)
                }
                (.., Lang::Ja) => writeln!(text, "まだ届いていません"),
                (.., Lang::En) => writeln!(text, "not reached yet"),
            };
        }
        for point in curve
            .points
            .iter()
            .step_by(curve.points.len().div_ceil(24).max(1))
        {
            let _ = writeln!(
                text,
                "{:>6}  {:5.1}%  {:5.1}–{:5.1}",
                point.days.0,
                point.returned.0 * 100.0,
                point.low.0 * 100.0,
                point.high.0 * 100.0
            );
        }
    }
    text.trim_end().to_owned()
}

pub(crate) fn repeat(view: &RepeatView) -> String {
    let mut text = format!(
        "{} / {} = {:.1}%",
        view.repeaters.0,
        view.buyers.0,
        view.rate.0 * 100.0
    );
    for within in &view.within {
        match within.rate {
            Some(rate) => {
                let _ = write!(
                    text,
                    "\n{:>5}  {} / {} = {:.1}% ({:.1}–{:.1})",
                    within.days.0,
                    within.returned.0,
                    within.eligible.0,
                    rate.0 * 100.0,
                    within.low.0 * 100.0,
                    within.high.0 * 100.0
                );
            }
            None => {
                let _ = write!(text, "\n{:>5}  …", within.days.0);
            }
        }
    }
    text
}

/// The places of a postal code, one a line.
pub(crate) fn places(advice: &AddressAdvice) -> String {
    let lines: Vec<String> = advice
        .places
        .iter()
        .map(|place| {
            format!(
                "{} {}{}{} ({})",
                place.postal_code, place.prefecture, place.city, place.town, place.kana
            )
        })
        .collect();
    lines.join("\n")
}
