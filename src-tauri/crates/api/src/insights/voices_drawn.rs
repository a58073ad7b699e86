//! The answers drawn: people by mark, and what goes along with recommending.
//!
//! Not here: the counting (`voices`), how bars are drawn (`charts`).

use aichaku_charts::{Bar, Bars, bars_with_interval};

use super::drawings;
use crate::wire::{Drawing, DriversView, Lang, RecommendView, VoiceTopic};

/// A bar for each mark from 10 down to 0; the promoters in the main colour. Nothing where nobody answered.
pub(super) fn marks(view: &RecommendView, drawing: &Drawing, height: u32) -> String {
    let lang = drawing.lang;
    let bars = view.counts.iter().enumerate().rev().map(|(mark, count)| Bar {
        label: match lang {
            Lang::Ja => format!("{mark}点"),
            Lang::En => mark.to_string(),
        },
        value: count.0 as f64,
        text: people(count.0, lang),
        title: match lang {
            Lang::Ja => format!("{mark}点 {}", people(count.0, lang)),
            Lang::En => format!("{mark} {}", people(count.0, lang)),
        },
        strong: mark >= 9,
        opens: u32::try_from(mark).ok(),
        ..Bar::default()
    });
    let chart = Bars {
        description: super::words::recommend_title(lang).to_owned(),
        bars: if view.n.0 == 0 { Vec::new() } else { bars.collect() },
        top: None,
        footnote: match lang {
            Lang::Ja => "色の強い棒は9と10(すすめたい方)",
            Lang::En => "Stronger bars: 9 and 10, who would recommend us",
        }
        .to_owned(),
        empty_message: super::words::nothing_yet(lang).to_owned(),
    };
    bars_with_interval(&chart, &drawings::frame(drawing, height))
}

/// A bar for each topic that was weighed. Nothing where nothing may be said.
pub(super) fn drivers(view: &DriversView, drawing: &Drawing, height: u32) -> String {
    let lang = drawing.lang;
    let bars = view
        .topics
        .iter()
        .filter_map(|topic| {
            let share = topic.share?.0;
            Some(Bar {
                label: topic_name(topic.topic, lang).to_owned(),
                value: share,
                text: format!("{:.0}%", share * 100.0),
                title: match lang {
                    Lang::Ja => format!(
                        "{} {:.0}%(平均 {:.1}、{})",
                        topic_name(topic.topic, lang),
                        share * 100.0,
                        topic.mean.0,
                        people(topic.n.0, lang)
                    ),
                    Lang::En => format!(
                        "{} {:.0}% (mean {:.1}, {})",
                        topic_name(topic.topic, lang),
                        share * 100.0,
                        topic.mean.0,
                        people(topic.n.0, lang)
                    ),
                },
                ..Bar::default()
            })
        })
        .enumerate()
        .map(|(place, bar)| Bar {
            strong: place == 0,
            ..bar
        })
        .collect();
    let chart = Bars {
        description: super::words::drivers_title(lang).to_owned(),
        bars,
        top: None,
        footnote: String::new(),
        empty_message: super::words::nothing_yet(lang).to_owned(),
    };
    bars_with_interval(&chart, &drawings::frame(drawing, height))
}

fn people(count: i64, lang: Lang) -> String {
    match (count, lang) {
        (_, Lang::Ja) => format!("{count}名"),
        (1, Lang::En) => "1 person".to_owned(),
        (_, Lang::En) => format!("{count} people"),
    }
}

/// A topic as the chart names it; the screens' own words are the page's.
fn topic_name(topic: VoiceTopic, lang: Lang) -> &'static str {
    match (topic, lang) {
        (VoiceTopic::Quality, Lang::Ja) => "品の良さ",
        (VoiceTopic::Quality, Lang::En) => "Quality",
        (VoiceTopic::Choice, Lang::Ja) => "品ぞろえ",
        (VoiceTopic::Choice, Lang::En) => "Choice",
        (VoiceTopic::Advice, Lang::Ja) => "接客・ご提案",
        (VoiceTopic::Advice, Lang::En) => "Advice",
        (VoiceTopic::Price, Lang::Ja) => "お値段",
        (VoiceTopic::Price, Lang::En) => "Price",
        (VoiceTopic::LeadTime, Lang::Ja) => "届くまでの早さ",
        (VoiceTopic::LeadTime, Lang::En) => "Waiting time",
        (VoiceTopic::Delivery, Lang::Ja) => "お届け・設置",
        (VoiceTopic::Delivery, Lang::En) => "Delivery",
        (VoiceTopic::Aftercare, Lang::Ja) => "買った後のお手入れ",
        (VoiceTopic::Aftercare, Lang::En) => "Aftercare",
        (VoiceTopic::Place, Lang::Ja) => "お店の雰囲気",
        (VoiceTopic::Place, Lang::En) => "The shop itself",
    }
}
