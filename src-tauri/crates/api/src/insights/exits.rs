//! Who can no longer come back, as curves count it: a person since passing away or moving out of reach, a household
//! since the last of its people did.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use aichaku_stats::competing::{Ending, RETURNED, second_purchase_endings};
use aichaku_stats::{Day, History};

use super::Asked;
use crate::App;
use crate::error::Result;

/// [`Ending::cause`] of somebody who passed away.
const DECEASED: u8 = RETURNED + 1;
/// Of somebody who moved out of reach.
const MOVED_AWAY: u8 = RETURNED + 2;

/// Day and cause by unit.
pub(crate) struct Exits(HashMap<i64, (Day, u8)>);

impl Exits {
    /// How watching of every unit ended, in the order of `history`.
    pub(super) fn endings(&self, history: &History) -> Vec<Ending> {
        let units = history.unit_ids();
        second_purchase_endings(history, |place| self.0.get(&units[place]).copied())
    }
}

impl Exits {
    /// Whether a unit can no longer come.
    pub(super) fn has_left(&self, unit: i64) -> bool {
        self.0.contains_key(&unit)
    }
}

impl App {
    pub(super) async fn exits_of(&self, asked: &Asked) -> Result<Arc<Exits>> {
        let by_customer = asked.key.unit_anchor.by_customer();
        let memory = &asked.shop.memory;
        let _one = memory.reading_exits.lock().await;
        if let Some(exits) = memory.exits(asked.version, by_customer) {
            return Ok(exits);
        }
        let mut exits = HashMap::new();
        for exit in asked.shop.store.exits().await? {
            let cause = if exit.deceased { DECEASED } else { MOVED_AWAY };
            let told = (exit.on.epoch_days(), cause);
            if by_customer {
                exits.insert(exit.customer, told);
            } else if exit.nobody_left {
                match exits.entry(exit.household) {
                    Entry::Vacant(place) => {
                        place.insert(told);
                    }
                    // The household could come back for as long as one of them could.
                    Entry::Occupied(mut place) if place.get().0 < told.0 => {
                        place.insert(told);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        let exits = Arc::new(Exits(exits));
        memory.keep_exits(asked.version, by_customer, &exits);
        Ok(exits)
    }
}
