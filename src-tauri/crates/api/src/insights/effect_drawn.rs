//! Effects of care drawn.
//!
//! Not here: the counting (`effect`), how points stand (`charts`).

use aichaku_charts::{EffectPoint, EffectRow as Drawn, EffectTick, Effects, effects_with_interval};
use aichaku_stats::Interval;

use super::drawings::frame;
use crate::wire::{Drawing, EffectOutcome, EffectQuery, EffectRange, EffectRow, EffectVerdict, Lang};

/// Steps of the axis, in points.
const STEPS: [f64; 6] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

/// What the drawing shows.
pub(super) fn title(query: EffectQuery, lang: Lang) -> String {
    let days = query.days.0;
    match (query.outcome, lang) {
        (EffectOutcome::Return, Lang::Ja) => {
            format!("お送りした組とお送りしない組の、{days}日以内に再び来られた割合の差")
        }
        (EffectOutcome::Referral, Lang::Ja) => {
            format!("お送りした組とお送りしない組の、{days}日以内にご紹介のあった割合の差")
        }
        (EffectOutcome::Either, Lang::Ja) => {
            format!("お送りした組とお送りしない組の、{days}日以内に再び来られたか、ご紹介のあった割合の差")
        }
        (EffectOutcome::Return, Lang::En) => {
            format!("How many more came back within {days} days with care than without")
        }
        (EffectOutcome::Referral, Lang::En) => {
            format!("How many more brought somebody within {days} days with care than without")
        }
        (EffectOutcome::Either, Lang::En) => {
            format!("How many more came back or brought somebody within {days} days with care than without")
        }
    }
}

/// A difference of shares in points, with its sign.
pub(super) fn points(difference: f64) -> String {
    let rounded = (difference * 1_000.0).round() / 10.0;
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        format!("{rounded:+}").replace('-', "−")
    }
}

/// The effects as points with intervals; each row opens (`data-row`: its place among `rows`).
pub(super) fn draw(rows: &[EffectRow], query: EffectQuery, drawing: &Drawing) -> String {
    let lang = drawing.lang;
    let chart = Effects {
        description: title(query, lang),
        ticks: ticks(rows, lang),
        rows: rows.iter().map(|row| drawn(row, lang)).collect(),
        footnote: match lang {
            Lang::Ja => "輪はその組み合わせだけで見た差、塗った点はほかと合わせて見た差。線は95%区間。0より右なら、お送りした組が多い。",
            Lang::En => {
                "Ring: this comparison alone. Filled: together with all the others. Lines: 95 % intervals. Right of 0: more with care."
            }
        }
        .to_owned(),
        empty_message: match lang {
            Lang::Ja => "まだ何もくらべていません。",
            Lang::En => "Nothing is compared yet.",
        }
        .to_owned(),
    };
    effects_with_interval(&chart, &frame(drawing, 120))
}

fn point(range: EffectRange) -> EffectPoint {
    EffectPoint {
        value: range.value.0,
        interval: Interval {
            low: range.low.0,
            high: range.high.0,
        },
    }
}

fn drawn(row: &EffectRow, lang: Lang) -> Drawn {
    let text = match (row.verdict, row.pooled, lang) {
        (EffectVerdict::Uneven, _, Lang::Ja) => "分かれ方に難あり".to_owned(),
        (EffectVerdict::Uneven, _, Lang::En) => "divided unevenly".to_owned(),
        (_, Some(pooled), Lang::Ja) => format!("{}ポイント", points(pooled.value.0)),
        (_, Some(pooled), Lang::En) => format!("{} points", points(pooled.value.0)),
        (_, None, Lang::Ja) => "まだ言えません".to_owned(),
        (_, None, Lang::En) => "too early to say".to_owned(),
    };
    let interval = row.pooled.map(|range| match lang {
        Lang::Ja => format!("(95%区間 {}〜{})", points(range.low.0), points(range.high.0)),
        Lang::En => format!(
            " (95 % interval {} to {})",
            points(range.low.0),
            points(range.high.0)
        ),
    });
    Drawn {
        label: row.name.clone(),
        own: row.own.map(point),
        pooled: row.pooled.map(point),
        title: format!("{} {text}{}", row.name, interval.unwrap_or_default()),
        text,
        strong: matches!(row.verdict, EffectVerdict::Helps | EffectVerdict::Harms),
    }
}

/// An axis from whole step to whole step around everything that is drawn, nothing always among it.
fn ticks(rows: &[EffectRow], lang: Lang) -> Vec<EffectTick> {
    let ranges = rows.iter().flat_map(|row| [row.own, row.pooled]).flatten();
    let (mut low, mut high) = (-5.0_f64, 5.0_f64);
    for range in ranges {
        low = low.min(range.low.0 * 100.0);
        high = high.max(range.high.0 * 100.0);
    }
    let step = STEPS
        .into_iter()
        .find(|step| (high - low) / step <= 6.0)
        .unwrap_or(50.0);
    let (first, last) = ((low / step).floor() as i32, (high / step).ceil() as i32);
    (first..=last)
        .map(|place| {
            let at = f64::from(place) * step / 100.0;
            EffectTick {
                at,
                label: match (place, lang) {
                    (0, Lang::Ja) => "差なし".to_owned(),
                    (0, Lang::En) => "no difference".to_owned(),
                    _ => points(at),
                },
            }
        })
        .collect()
}
