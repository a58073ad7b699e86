//! A table from keys to ids in little room: 13 bytes a place. An import holds half a dozen of them, each with
//! everybody of the shop.
//!
//! Not here: what the keys are made of.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Halves, because a whole key beside an id of four bytes would take sixteen.
#[derive(Debug, Clone, Copy)]
struct Place {
    key: [u32; 2],
    id: u32,
}

/// A table from keys to ids. Keys are hashes of 64 bits already, ids are counted from one.
pub trait KeyTable {
    /// The id of a key.
    fn get(&self, key: i64) -> Option<i64>;

    /// Gives a key its id, unless it has one.
    fn keep_first(&mut self, key: i64, id: i64);

    /// Gives a key its id, whatever it had.
    fn set(&mut self, key: i64, id: i64);

    /// Whether the key has an id.
    fn has(&self, key: i64) -> bool {
        self.get(key).is_some()
    }
}

/// Ids by key, in memory. Keys are hashes already, so they spread by themselves.
#[derive(Debug, Clone, Default)]
pub struct Ids(HashTable<Place>);

impl KeyTable for Ids {
    fn get(&self, key: i64) -> Option<i64> {
        self.0
            .find(key.cast_unsigned(), |place| place.key == halves(key))
            .map(|place| place.id.into())
    }

    fn keep_first(&mut self, key: i64, id: i64) {
        if let Entry::Vacant(free) = self.entry(key) {
            free.insert(place(key, id));
        }
    }

    fn set(&mut self, key: i64, id: i64) {
        match self.entry(key) {
            Entry::Occupied(mut old) => *old.get_mut() = place(key, id),
            Entry::Vacant(free) => {
                free.insert(place(key, id));
            }
        }
    }
}

impl Ids {
    /// Room for about so many.
    #[must_use]
    pub fn with_capacity(keys: usize) -> Self {
        Self(HashTable::with_capacity(keys))
    }

    /// How many keys have an id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no key has an id.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn entry(&mut self, key: i64) -> Entry<'_, Place> {
        self.0.entry(
            key.cast_unsigned(),
            |place| place.key == halves(key),
            |place| whole(place.key),
        )
    }
}

/// One key of two. Both are hashes of 64 bits or one of them is, so that among a million pairs two meet by chance once
/// in thirty million shops.
#[must_use]
pub fn both(one: i64, other: i64) -> i64 {
    spread(spread(one).wrapping_add(other))
}

/// Spreads small numbers over all bits (the finaliser of `SplitMix64`).
pub(super) fn spread(number: i64) -> i64 {
    let mut bits = number.cast_unsigned().wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (bits ^ (bits >> 31)).cast_signed()
}

fn place(key: i64, id: i64) -> Place {
    let id = u32::try_from(id)
        .expect("BUG: ids are counted from one, and no shop has four thousand million people");
    Place { key: halves(key), id }
}

#[allow(clippy::cast_possible_truncation, reason = "both halves are kept")]
fn halves(key: i64) -> [u32; 2] {
    let bits = key.cast_unsigned();
    [(bits >> 32) as u32, bits as u32]
}

fn whole([high, low]: [u32; 2]) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_answers_as_a_map_does(steps in prop::collection::vec((-40_i64..40, 1_i64..1000, any::<bool>()), 0..200)) {
            let (mut ids, mut map) = (Ids::default(), HashMap::new());
            for (key, id, first) in steps {
                let key = spread(key);
                if first {
                    ids.keep_first(key, id);
                    map.entry(key).or_insert(id);
                } else {
                    ids.set(key, id);
                    map.insert(key, id);
                }
            }
            for key in (-41..41).map(spread) {
                prop_assert_eq!(ids.get(key), map.get(&key).copied());
                prop_assert_eq!(ids.has(key), map.contains_key(&key));
            }
        }
    }

    #[test]
    fn pairs_are_told_apart() {
        let pairs: HashSet<i64> = (0..300)
            .flat_map(|one| (0..300).map(move |other| both(one, other)))
            .collect();
        assert_eq!(pairs.len(), 300 * 300, "small numbers, in both orders");
    }
}
