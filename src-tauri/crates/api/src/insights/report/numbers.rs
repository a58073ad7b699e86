//! What a report counts, for its days and for those before.
//!
//! Everything is asked of what the other numbers of Insights are asked of, so that a report cannot disagree with the
//! screen. Not here: its words (`words`), its page (`mod`).

use std::sync::Arc;

use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::repeats::{PeriodSplit, bought_between, new_and_returning_between};
use aichaku_store::WorkDone;

use super::super::standings::of_today;
use super::super::{Asked, compute};
use super::period::Span;
use crate::App;
use crate::app::{OpenShop, parse_day};
use crate::error::Result;
use crate::wire::{BetweenSide, NumberQuery, RecommendView, VoicesQuery};

/// What a report counts of some days.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    /// Who bought: new and back again; amounts without what was paid back.
    pub(super) split: PeriodSplit,
    /// What was paid back in these days, 0 or less; minor units.
    pub(super) paid_back: i64,
    /// New households that somebody told about the shop.
    pub(super) referred: usize,
    /// What the shop did and heard.
    pub(super) work: WorkDone,
}

impl Counted {
    /// Sales less what was paid back, minor units.
    pub(super) fn net(&self) -> i64 {
        self.split
            .new_minor
            .saturating_add(self.split.returning_minor)
            .saturating_add(self.paid_back)
    }
}

impl App {
    /// What a report counts of each of these spans, up to and including `today`.
    pub(super) async fn counted(&self, spans: &[Span], today: ShopDay) -> Result<Vec<Counted>> {
        let asked = self.of_days(today).await?;
        let history = self.history(&asked).await?;
        let referred = self.referred_places(&asked, &history).await?;
        let mut works = Vec::with_capacity(spans.len());
        for span in spans {
            works.push(asked.shop.store.work_done(span.from, span.until).await?);
        }
        let days: Vec<(i32, i32)> = spans
            .iter()
            .map(|span| (span.from.epoch_days(), span.until.epoch_days()))
            .collect();
        Ok(compute(move || {
            days.into_iter()
                .zip(works)
                .map(|((from, until), work)| Counted {
                    split: new_and_returning_between(&history, from, until),
                    paid_back: history
                        .corrections()
                        .iter()
                        .filter(|(_, correction)| (from..=until).contains(&correction.day))
                        .fold(0_i64, |sum, (_, correction)| {
                            sum.saturating_add(correction.amount)
                        }),
                    referred: told_between(&history, &referred, from, until).len(),
                    work,
                })
                .collect()
        })
        .await)
    }

    /// What was answered about recommending in these days.
    pub(super) async fn recommended(&self, span: Span) -> Result<RecommendView> {
        let query = VoicesQuery {
            occasion: None,
            from: Some(span.from.to_string()),
            until: Some(span.until.to_string()),
        };
        Ok(self.voices(query, None).await?.recommend)
    }

    /// The households behind a number of a report.
    pub(in crate::insights) async fn who_between(
        &self,
        from: &str,
        until: &str,
        side: BetweenSide,
    ) -> Result<(Arc<OpenShop>, Vec<i64>)> {
        let (from, until) = (parse_day("from", from)?, parse_day("until", until)?);
        let shop = self.shop().await?;
        let households = match side {
            BetweenSide::CaredFor => shop.store.cared_for(from, until, false).await?,
            BetweenSide::HeardFrom => shop.store.cared_for(from, until, true).await?,
            BetweenSide::New | BetweenSide::Returning | BetweenSide::Referred => {
                let asked = self.of_days(self.day_in(shop.zone)).await?;
                let history = self.history(&asked).await?;
                let (from, until) = (from.epoch_days(), until.epoch_days());
                let places = match side {
                    BetweenSide::Referred => {
                        let referred = self.referred_places(&asked, &history).await?;
                        told_between(&history, &referred, from, until)
                    }
                    _ => bought_between(&history, from, until, side == BetweenSide::Returning),
                };
                places.iter().map(|place| history.unit_ids()[*place]).collect()
            }
        };
        Ok((shop, households))
    }

    async fn of_days(&self, today: ShopDay) -> Result<Asked> {
        self.ask_of(&NumberQuery {
            until: Some(today.to_string()),
            ..of_today()
        })
        .await
    }
}

/// Of the households that somebody told about the shop, those that first bought in these days.
fn told_between(history: &History, referred: &[usize], from: i32, until: i32) -> Vec<usize> {
    referred
        .iter()
        .copied()
        .filter(|place| (from..=until).contains(&history.unit(*place).first_day()))
        .collect()
}
