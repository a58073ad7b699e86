//! Who told whom about the shop, by household: what everything about referrals begins with.
//!
//! Asked of first purchases once for a state of the shop, whatever the day until which numbers are counted. Not here:
//! what referrals brought (`referrals`, `effect`, `worth`).

use std::collections::HashMap;
use std::sync::Arc;

use aichaku_stats::History;
use aichaku_store::HeardFirst;

use super::Asked;
use super::firsts::Firsts;
use crate::App;
use crate::error::Result;

/// Whom the households that bought something heard of the shop from.
pub(crate) struct Kin {
    /// By number.
    households: Vec<i64>,
    /// What is known of each; `None`: nobody asked.
    heard: Vec<Option<HeardFirst>>,
    /// Place of the household that told each.
    told_by: Vec<Option<usize>>,
    /// People who were joined with others: as whom they stand.
    pub(super) joined: HashMap<i64, i64>,
}

impl Kin {
    fn of(firsts: &Firsts, joined: HashMap<i64, i64>) -> Self {
        let (mut households, mut heard) = (Vec::new(), Vec::new());
        for (first, _) in firsts.iter() {
            households.push(first.household);
            heard.push(first.heard);
        }
        let standing = |customer: i64| joined.get(&customer).copied().unwrap_or(customer);
        let told_by = |heard: &Option<HeardFirst>| heard.as_ref()?.from.map(standing);
        // Few of all people told somebody.
        let mut home_of: HashMap<i64, Option<usize>> =
            heard.iter().filter_map(told_by).map(|who| (who, None)).collect();
        for (at, (_, people)) in firsts.iter().enumerate() {
            for person in people {
                if let Some(home) = home_of.get_mut(person) {
                    *home = Some(at);
                }
            }
        }
        Self {
            told_by: heard
                .iter()
                .map(|heard| home_of.get(&told_by(heard)?).copied().flatten())
                .collect(),
            households,
            heard,
            joined,
        }
    }

    /// What is known of each household of a history, and the place in it of the one that told it.
    pub(super) fn within(&self, history: &History) -> (Vec<Option<HeardFirst>>, Vec<Option<usize>>) {
        let units = history.unit_ids();
        let mut place_of = vec![None; self.households.len()];
        let mut place = 0;
        for (household, place_of) in self.households.iter().zip(&mut place_of) {
            while units.get(place).is_some_and(|unit| unit < household) {
                place += 1;
            }
            *place_of = (units.get(place) == Some(household)).then_some(place);
        }
        let (mut heard, mut parents) = (vec![None; units.len()], vec![None; units.len()]);
        for (at, place) in place_of.iter().enumerate() {
            if let Some(place) = *place {
                heard[place] = self.heard[at];
                parents[place] = self.told_by[at].and_then(|home| place_of[home]);
            }
        }
        (heard, parents)
    }
}

impl App {
    pub(super) async fn kin(&self, asked: &Asked) -> Result<Arc<Kin>> {
        let memory = &asked.shop.memory;
        if let Some(kin) = memory.kin(asked.version) {
            return Ok(kin);
        }
        let firsts = self.firsts_of(asked).await?;
        let joined: HashMap<i64, i64> = asked.shop.store.joined_people().await?.into_iter().collect();
        let kin = Arc::new(super::compute(move || Kin::of(&firsts, joined)).await);
        memory.keep_kin(asked.version, &kin);
        Ok(kin)
    }
}
