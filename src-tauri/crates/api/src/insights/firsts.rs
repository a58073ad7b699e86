//! What the first purchase of every household was, kept in memory; after a write only the blocks that it changed are
//! read again.
//!
//! Not here: what a group of households is.

use std::collections::BTreeMap;
use std::sync::Arc;

use aichaku_stats::History;
use aichaku_store::{FirstBlock, FirstPurchase};

use super::Asked;
use crate::App;
use crate::error::Result;

/// First purchases by block of households.
#[derive(Default)]
pub(crate) struct Firsts {
    blocks: BTreeMap<i64, Arc<FirstBlock>>,
    /// Up to which built block.
    built: i64,
}

impl Firsts {
    /// Every household with its persons, by number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&FirstPurchase, &[i64])> {
        self.blocks.values().flat_map(|block| block.iter())
    }

    /// Those of the households of a history, with their place in it.
    pub(super) fn of_households<'a>(
        &'a self,
        history: &'a History,
    ) -> impl Iterator<Item = (usize, &'a FirstPurchase, &'a [i64])> {
        let units = history.unit_ids();
        let mut place = 0;
        self.iter().filter_map(move |(first, people)| {
            while units.get(place).is_some_and(|unit| *unit < first.household) {
                place += 1;
            }
            (units.get(place) == Some(&first.household)).then_some((place, first, people))
        })
    }
}

impl App {
    /// What the first purchase of every household was.
    pub(super) async fn firsts_of(&self, asked: &Asked) -> Result<Arc<Firsts>> {
        let memory = &asked.shop.memory;
        let _one = memory.reading_firsts.lock().await;
        let before = memory.latest_firsts();
        if let Some((_, firsts)) = before.as_ref().filter(|(version, _)| *version == asked.version) {
            return Ok(Arc::clone(firsts));
        }
        let before = before.map(|(_, firsts)| firsts);
        let since = before.as_ref().map_or(-1, |firsts| firsts.built);
        let packed = asked.shop.store.first_purchases(since).await?;
        let mut blocks = before.map_or_else(BTreeMap::new, |before| before.blocks.clone());
        blocks.extend(
            packed
                .blocks
                .into_iter()
                .map(|(block, firsts)| (block, Arc::new(firsts))),
        );
        let firsts = Arc::new(Firsts {
            blocks,
            built: packed.built,
        });
        memory.keep_firsts(asked.version, &firsts);
        Ok(firsts)
    }
}
