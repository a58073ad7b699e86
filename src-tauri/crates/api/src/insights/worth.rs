//! What households bring in: so far, within so many years, in the years to come.
//!
//! Not here: the arithmetic (`stats::worth`), and what of it stays with the shop, which only the owner can say.

use std::sync::Arc;

use aichaku_charts::{Bar, Bars, bars_with_interval};
use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::intervals::Interval;
use aichaku_stats::worth::{Outlook, OutlookRules, Realised, WithinYears, outlook, realised, within_years};
use aichaku_stats::worth_referred::referred_outlook;

use super::{compute, drawings, settings, words};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    AheadView, Drawing, Int, NumberQuery, Real, ReturnGroup, WorthOutlook, WorthReferred, WorthView,
    WorthWithin,
};

/// Longest time that is told.
const YEARS: u32 = 10;
/// Fewer units than this are counted and no mean is told of them.
pub(super) const FEW: u64 = 10;
/// Looking ahead: five years at 5 %, a group drawn to the shop by fifty households.
const AHEAD: OutlookRules = OutlookRules {
    years: 5,
    annual_rate: 0.05,
    shrunk_by: 50.0,
    least: FEW,
};

/// Everything that is told, of one state of the shop.
pub(crate) struct Worth {
    realised: Option<Realised>,
    within: Vec<WithinYears>,
}

/// What new units may bring.
pub(crate) struct Ahead {
    /// By family, the whole shop first: itself, and where enough is known what its referrals bring.
    groups: Vec<(String, Outlook, Option<Outlook>)>,
    /// Units that came through one who bought.
    referred_units: usize,
}

impl App {
    /// What households brought in. `margin_permille` stands in for the shop's own margin.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`], [`ErrorCode::Invalid`] for a margin outside 1..=1000.
    pub async fn worth(
        &self,
        query: NumberQuery,
        margin_permille: Option<u16>,
        drawing: Option<Drawing>,
    ) -> Result<WorthView> {
        if margin_permille.is_some_and(|margin| !(1..=1000).contains(&margin)) {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "margin"));
        }
        let asked = self.ask_of(&query).await?;
        let margin = match margin_permille {
            Some(margin) => Some(margin),
            None => asked.shop.store.number_settings().await?.margin_permille,
        };
        let worth = match asked.shop.memory.worth(asked.version, asked.key) {
            Some(worth) => worth,
            None => {
                let history = self.history(&asked).await?;
                let worth = compute(move || Worth {
                    realised: realised(&history),
                    within: within_years(&history, YEARS),
                });
                let worth = Arc::new(worth.await);
                asked.shop.memory.keep_worth(asked.version, asked.key, &worth);
                worth
            }
        };
        let mut view = view(&worth, margin, ShopDay::from_epoch_days(asked.key.until));
        if let Some(drawing) = drawing {
            let digits = settings(&asked.shop).await?.currency_digits;
            view.svg = draw(&worth, &drawing, digits);
        }
        Ok(view)
    }

    /// What a new unit may bring in after its first purchase, by family of that. Apart from [`App::worth`] because it
    /// asks what the first purchase of everybody was.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn worth_ahead(&self, query: NumberQuery) -> Result<AheadView> {
        let asked = self.ask_of(&query).await?;
        let ahead = match asked.shop.memory.ahead(asked.version, asked.key) {
            Some(ahead) => ahead,
            None => {
                let history = self.history(&asked).await?;
                let (labels, of_unit) = self.group_labels(&asked, ReturnGroup::Family, &history).await?;
                // Referrals are told between households.
                let parents = match asked.key.unit_anchor.by_customer() {
                    true => Vec::new(),
                    false => self.parents(&asked, &history).await?,
                };
                let ahead = compute(move || look_ahead(&history, labels, &of_unit, &parents));
                let ahead = Arc::new(ahead.await);
                asked.shop.memory.keep_ahead(asked.version, asked.key, &ahead);
                ahead
            }
        };
        Ok(AheadView {
            groups: ahead
                .groups
                .iter()
                .map(|(group, told, referred)| WorthOutlook {
                    group: group.clone(),
                    units: count(told.units),
                    years: i64::from(told.years).into(),
                    later_minor: whole(told.later_minor),
                    low_minor: whole(told.interval.low),
                    high_minor: whole(told.interval.high),
                    referred: referred.map(|told| WorthReferred {
                        minor: whole(told.later_minor),
                        low_minor: whole(told.interval.low),
                        high_minor: whole(told.interval.high),
                    }),
                })
                .collect(),
            annual_rate: Real(AHEAD.annual_rate),
            referred_units: ahead.referred_units.into(),
        })
    }
}

fn look_ahead(history: &History, labels: Vec<String>, of_unit: &[u32], parents: &[Option<usize>]) -> Ahead {
    let referred_units = parents.iter().flatten().count();
    let tell = |of_unit: &[u32], groups: u32| {
        let own = outlook(history, of_unit, groups, AHEAD);
        let referred: Vec<Option<Outlook>> = if referred_units as u64 >= FEW {
            let told = referred_outlook(history, parents, of_unit, groups, AHEAD);
            told.into_iter().map(Some).collect()
        } else {
            vec![None; own.len()]
        };
        own.into_iter().zip(referred)
    };
    let groups = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    let whole = tell(&vec![0; history.len()], 1).map(|(told, referred)| (String::new(), told, referred));
    let mut families: Vec<(String, Outlook, Option<Outlook>)> = labels
        .into_iter()
        .zip(tell(of_unit, groups))
        .map(|(label, (told, referred))| (label, told, referred))
        .filter(|(_, told, _)| told.units > 0)
        .collect();
    families.sort_by_key(|(_, told, _)| std::cmp::Reverse(told.units));
    Ahead {
        groups: whole.chain(families).collect(),
        referred_units,
    }
}

fn whole(minor: f64) -> Int {
    Int(minor.round() as i64)
}

fn count(number: u64) -> Int {
    Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn view(worth: &Worth, margin_permille: Option<u16>, until: ShopDay) -> WorthView {
    let margin = margin_permille.map(|permille| f64::from(permille) / 1000.0);
    let so_far = worth.realised;
    let per_unit = so_far.map_or(0.0, |so_far| so_far.per_unit_minor);
    WorthView {
        units: count(so_far.map_or(0, |so_far| so_far.units)),
        net_minor: Int(so_far.map_or(0, |so_far| so_far.net_minor)),
        annual_minor: whole(so_far.map_or(0.0, |so_far| so_far.annual_minor)),
        years: Real(so_far.map_or(0.0, |so_far| so_far.years)),
        per_unit_minor: whole(per_unit),
        margin: margin.map(Real),
        ltv_minor: margin.map(|margin| whole(per_unit * margin)),
        within: worth
            .within
            .iter()
            .map(|within| WorthWithin {
                years: i64::from(within.years).into(),
                units: count(within.units),
                returned: count(within.returned),
                first_minor: whole(within.first_minor),
                // So that the two add up to the rounded sum, as the bar has it.
                later_minor: Int(
                    whole(within.first_minor + within.later_minor).0 - whole(within.first_minor).0
                ),
                low_minor: within.interval.map(|interval| whole(interval.low)),
                high_minor: within.interval.map(|interval| whole(interval.high)),
            })
            .collect(),
        until: until.to_string(),
        svg: String::new(),
    }
}

/// A bar for each time that enough households have lived through: pale the first purchase, dark what came after.
fn draw(worth: &Worth, drawing: &Drawing, digits: u8) -> String {
    let lang = drawing.lang;
    let money = |minor: f64| drawings::money(minor, digits);
    let bars = worth
        .within
        .iter()
        .filter(|within| within.units >= FEW)
        .map(|within| {
            let sum = within.first_minor + within.later_minor;
            let interval = within.interval.unwrap_or(Interval { low: sum, high: sum });
            Bar {
                label: words::years(within.years, lang),
                value: sum,
                base: within.first_minor,
                interval: Some(interval),
                text: money(sum),
                title: words::worth_bar(
                    within,
                    &money(sum),
                    &money(within.later_minor),
                    &(money(interval.low), money(interval.high)),
                    lang,
                ),
                strong: true,
                opens: Some(within.years),
            }
        })
        .collect();
    let chart = Bars {
        description: words::worth_description(lang).to_owned(),
        bars,
        top: None,
        footnote: words::worth_legend(lang).to_owned(),
        empty_message: words::nothing_yet(lang).to_owned(),
    };
    bars_with_interval(&chart, &drawings::frame(drawing, 120))
}
