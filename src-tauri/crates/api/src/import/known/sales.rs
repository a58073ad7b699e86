//! The purchases that a file may tell of again, found by their keys: a million of them take about 50 MB, whether the
//! shop has them or the file brings them. Beyond that they are laid aside (`keys`).
//!
//! They lie in blocks that never move, the tables beside them hold nothing but their places: an ordinary map would hold
//! every key twice and grow by holding everything twice for a moment. Not here: what follows when one is told again (`orders`).

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::keys::{Aside, small};

/// Purchases that are held in memory: about 50 bytes each.
const IN_MEMORY: usize = 1_200_000;

/// A purchase as far as a file can tell of it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct KnownSale {
    /// Purchase.
    pub(in crate::import) id: i64,
    /// Household.
    pub(in crate::import) household: i64,
    /// What the file said when it was read.
    pub(in crate::import) content_hash: i64,
}

/// Ids in four bytes each: they are counted from one.
#[derive(Debug)]
struct Sale {
    key: i64,
    number_key: i64,
    content_hash: i64,
    id: u32,
    household: u32,
}

impl Sale {
    fn known(&self) -> KnownSale {
        KnownSale {
            id: self.id.into(),
            household: self.household.into(),
            content_hash: self.content_hash,
        }
    }
}

/// Purchases of a block.
const BLOCK: usize = 1 << 14;

/// Purchases one after another, in blocks.
#[derive(Debug, Default)]
struct Blocks(Vec<Vec<Sale>>);

impl Blocks {
    fn at(&self, at: u32) -> &Sale {
        &self.0[place(at) / BLOCK][place(at) % BLOCK]
    }

    fn len(&self) -> usize {
        self.0
            .last()
            .map_or(0, |last| (self.0.len() - 1) * BLOCK + last.len())
    }

    fn at_mut(&mut self, at: u32) -> &mut Sale {
        &mut self.0[place(at) / BLOCK][place(at) % BLOCK]
    }

    /// Where it is.
    fn push(&mut self, sale: Sale) -> u32 {
        if self.0.last().is_none_or(|block| block.len() == BLOCK) {
            self.0.push(Vec::with_capacity(BLOCK));
        }
        let blocks = self.0.len();
        let last = &mut self.0[blocks - 1];
        last.push(sale);
        small((blocks - 1) * BLOCK + last.len() - 1)
    }
}

/// Purchases by the key of source and number, and by the key of the number alone.
pub(in crate::import) struct Sales {
    all: Blocks,
    by_key: HashTable<u32>,
    by_number: HashTable<u32>,
    /// Whether anybody asks for a number alone.
    numbers: bool,
    room: usize,
    aside: Aside,
    kind: u8,
    number_kind: u8,
}

impl Sales {
    /// None yet; `numbers`: a number alone is to be found, too.
    pub(in crate::import) fn new(aside: &Aside, numbers: bool) -> Self {
        Self {
            all: Blocks::default(),
            by_key: HashTable::new(),
            by_number: HashTable::new(),
            numbers,
            room: IN_MEMORY,
            aside: aside.clone(),
            kind: aside.kind(),
            number_kind: aside.kind(),
        }
    }

    /// The purchase with this key of source and number.
    pub(in crate::import) fn get(&self, key: i64) -> Option<KnownSale> {
        if let Some(at) = self.at(key) {
            return Some(self.all.at(at).known());
        }
        if !self.is_full() {
            return None;
        }
        let (id, household, content_hash) = self.aside.get(self.kind, key)?;
        Some(KnownSale {
            id: id.into(),
            household: household.into(),
            content_hash,
        })
    }

    /// The newest purchase with this number, whatever its source.
    pub(in crate::import) fn by_number(&self, number_key: i64) -> Option<KnownSale> {
        // What was laid aside came after what is in memory.
        let aside = || self.aside.get(self.number_kind, number_key);
        if let Some((_, _, key)) = self.is_full().then(aside).flatten() {
            return self.get(key);
        }
        let found = self
            .by_number
            .find(spread(number_key), |at| self.all.at(*at).number_key == number_key)?;
        Some(self.all.at(*found).known())
    }

    /// Learns of a purchase; one with the same key takes its place.
    pub(in crate::import) fn add(&mut self, key: i64, number_key: i64, known: KnownSale) {
        if self.is_full() {
            if self.numbers {
                self.aside.set(self.number_kind, number_key, (0, 0, key));
            }
            return self.keep(key, known);
        }
        let new = self.all.push(Sale {
            key,
            number_key,
            content_hash: known.content_hash,
            id: small(known.id),
            household: small(known.household),
        });
        let all = &self.all;
        let same = |at: &u32| all.at(*at).key == key;
        point(&mut self.by_key, spread(key), new, same, |at| {
            spread(all.at(*at).key)
        });
        if self.numbers {
            let same = |at: &u32| all.at(*at).number_key == number_key;
            point(&mut self.by_number, spread(number_key), new, same, |at| {
                spread(all.at(*at).number_key)
            });
        }
    }

    /// Notes what the file said of a purchase that is known.
    pub(in crate::import) fn told(&mut self, key: i64, content_hash: i64) {
        if let Some(known) = self.get(key) {
            self.keep(
                key,
                KnownSale {
                    content_hash,
                    ..known
                },
            );
        }
    }

    /// Lets the key lead to this purchase: in memory where it is there already, aside otherwise.
    fn keep(&mut self, key: i64, known: KnownSale) {
        if let Some(at) = self.at(key) {
            let sale = self.all.at_mut(at);
            sale.id = small(known.id);
            sale.household = small(known.household);
            sale.content_hash = known.content_hash;
        } else {
            let value = (small(known.id), small(known.household), known.content_hash);
            self.aside.set(self.kind, key, value);
        }
    }

    fn is_full(&self) -> bool {
        self.all.len() >= self.room
    }

    fn at(&self, key: i64) -> Option<u32> {
        self.by_key
            .find(spread(key), |at| self.all.at(*at).key == key)
            .copied()
    }
}

fn point(
    table: &mut HashTable<u32>,
    hash: u64,
    new: u32,
    same: impl FnMut(&u32) -> bool,
    again: impl Fn(&u32) -> u64,
) {
    match table.entry(hash, same, again) {
        Entry::Occupied(mut old) => *old.get_mut() = new,
        Entry::Vacant(free) => {
            free.insert(new);
        }
    }
}

/// Keys are hashes already.
fn spread(key: i64) -> u64 {
    key.cast_unsigned()
}

fn place(at: u32) -> usize {
    usize::try_from(at).expect("BUG: a machine of less than 32 bits")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::collections::hash_map::Entry;

    use proptest::prelude::*;

    use super::*;

    fn sale(id: i64) -> KnownSale {
        KnownSale {
            id,
            household: id % 9,
            content_hash: 1,
        }
    }

    proptest! {
        #[test]
        fn the_newest_of_a_key_and_of_a_number_is_found(
            steps in prop::collection::vec((0_i64..90, 0_i64..20, any::<bool>()), 0..300),
            room in 0_usize..120,
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let aside = Aside::new(folder.path());
            let mut sales = Sales { room, ..Sales::new(&aside, true) };
            let mut by_key: HashMap<i64, KnownSale> = HashMap::new();
            let mut by_number = HashMap::new();
            for (at, (key, number, told)) in (1_i64..).zip(steps) {
                if told {
                    sales.told(key, at);
                    if let Some(known) = by_key.get_mut(&key) {
                        known.content_hash = at;
                    }
                } else if let Entry::Vacant(free) = by_key.entry(key) {
                    sales.add(key, number, sale(at));
                    free.insert(sale(at));
                    by_number.insert(number, key);
                }
            }
            for key in 0..90 {
                prop_assert_eq!(sales.get(key), by_key.get(&key).copied());
            }
            for number in 0..20 {
                let known = by_number.get(&number).map(|key| by_key[key]);
                prop_assert_eq!(sales.by_number(number), known);
            }
        }
    }

    #[test]
    fn one_with_the_same_key_takes_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        for room in [0, 5] {
            let mut sales = Sales {
                room,
                ..Sales::new(&Aside::new(folder.path()), false)
            };
            sales.add(310, 3, sale(10));
            sales.add(310, 3, sale(2000));
            assert_eq!(sales.get(310).map(|sale| sale.id), Some(2000));
            assert!(sales.get(311).is_none());
        }
    }
}
