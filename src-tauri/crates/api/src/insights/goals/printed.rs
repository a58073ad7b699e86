//! The numbers that are kept in sight, as a report prints them.
//!
//! Not here: the page (`report`).

use aichaku_domain::goals::{Metric, Month};
use aichaku_domain::values::ShopDay;

use super::super::settings;
use super::view::{counted_view, in_units};
use super::words;
use crate::App;
use crate::error::Result;
use crate::wire::Lang;

impl App {
    /// What a report says of the numbers that are kept in sight, about the month that begins on `first`: as it was closed
    /// with what is counted now where that is something else, or as far as it is counted. `None`: there are none.
    pub(in crate::insights) async fn numbers_in_sight(
        &self,
        first: ShopDay,
        lang: Lang,
    ) -> Result<Option<String>> {
        let shop = self.shop().await?;
        self.close_months().await?;
        let month = Month::of(first);
        let is_running = month == Month::of(self.day_in(shop.zone));
        let digits = settings(&shop).await?.currency_digits;
        let mut sentences: Vec<(bool, String)> = Vec::new();
        for goal in shop.store.goals().await? {
            let Some(metric) = goal.is.metric.filter(|_| goal.is.pinned) else {
                continue;
            };
            let frozen = shop.store.frozen_months(metric).await?;
            let frozen = frozen.iter().find(|one| one.month.month == month);
            let now = if metric.can_be_recounted() || is_running {
                self.count_metric(&shop, metric, &[month]).await?.first().copied()
            } else {
                None
            };
            let closed = frozen.map(|one| (one.month.numerator, one.month.denominator));
            let Some(told) = closed.or(now) else {
                continue;
            };
            let again = now.filter(|now| closed.is_some_and(|closed| closed != *now));
            let said =
                |fraction| words::counted(metric.unit(), &counted_view(metric, fraction), digits, lang);
            let target = goal.is.target.map(|target| {
                words::short_target(
                    metric.unit(),
                    in_units(metric, target),
                    goal.is.at_least,
                    digits,
                    lang,
                )
            });
            let said = sentence(metric, &said(told), again.map(said), target, lang);
            sentences.push((closed.is_some(), said));
        }
        if sentences.is_empty() {
            return Ok(None);
        }
        let is_open = sentences.iter().all(|(closed, _)| !closed);
        let mut parts = vec![words::in_sight(is_open, lang).to_owned()];
        parts.extend(sentences.into_iter().map(|(_, said)| said));
        Ok(Some(parts.join(match lang {
            Lang::Ja => "",
            Lang::En => " ",
        })))
    }
}

fn sentence(metric: Metric, told: &str, again: Option<String>, target: Option<String>, lang: Lang) -> String {
    let name = words::name(metric, lang);
    let mut parts = vec![format!("{name} {told}")];
    parts.extend(again.map(|now| match lang {
        Lang::Ja => format!("今数え直すと {now}"),
        Lang::En => format!("counted again {now}"),
    }));
    parts.extend(target);
    match lang {
        Lang::Ja => format!("{}。", parts.join("、")),
        Lang::En => format!("{}.", parts.join(", ")),
    }
}
