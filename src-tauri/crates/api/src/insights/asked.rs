//! How many of those who were asked for an answer gave one.
//!
//! Not here: what they answered (`voices`).

use aichaku_domain::values::ShopDay;
use aichaku_stats::intervals::wilson;
use aichaku_store::AskedHousehold;

use crate::OpenShop;
use crate::error::Result;
use crate::wire::{AskedView, Int, Real};

/// An answer may take so many days.
pub(super) const DAYS: i64 = 42;
/// Below so many a share would say more than is known.
const RATED: u64 = 10;

/// Those whose time is over, and how many still have some.
pub(super) async fn asked(
    shop: &OpenShop,
    from: ShopDay,
    until: ShopDay,
) -> Result<(Vec<AskedHousehold>, usize)> {
    let mut all = shop.store.asked(from, until, DAYS).await?;
    let before = all.len();
    all.retain(|one| until.days_since(one.on) > DAYS);
    let waiting = before - all.len();
    Ok((all, waiting))
}

pub(super) fn view((asked, waiting): (Vec<AskedHousehold>, usize)) -> AskedView {
    let answered = asked.iter().filter(|one| one.answered).count();
    let n = asked.len() as u64;
    let interval = wilson(answered as u64, n).filter(|_| n >= RATED);
    AskedView {
        days: Int(DAYS),
        asked: asked.len().into(),
        answered: answered.into(),
        waiting: waiting.into(),
        share: interval.map(|_| Real(answered as f64 / n as f64)),
        low: interval.map(|interval| Real(interval.low)),
        high: interval.map(|interval| Real(interval.high)),
    }
}
