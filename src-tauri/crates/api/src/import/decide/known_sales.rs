//! The purchases that a file may tell of again, found by their keys: a million of them take about 50 MB, whether the
//! shop has them or the file brings them.
//!
//! They lie in blocks that never move, the tables beside them hold nothing but their places: an ordinary map would hold
//! every key twice and grow by holding everything twice for a moment. Not here: what follows when one is told again (`orders`).

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::KnownSale;

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
#[derive(Debug, Default)]
pub(super) struct Sales {
    all: Blocks,
    by_key: HashTable<u32>,
    by_number: HashTable<u32>,
}

impl Sales {
    /// The purchase with this key of source and number.
    pub(super) fn get(&self, key: i64) -> Option<KnownSale> {
        self.at(key).map(|at| self.all.at(at).known())
    }

    /// The newest purchase with this number, whatever its source.
    pub(super) fn by_number(&self, number_key: i64) -> Option<KnownSale> {
        let found = self
            .by_number
            .find(spread(number_key), |at| self.all.at(*at).number_key == number_key)?;
        Some(self.all.at(*found).known())
    }

    /// Learns of a purchase; one with the same key takes its place.
    pub(super) fn add(&mut self, key: i64, number_key: i64, known: KnownSale) {
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
        let same = |at: &u32| all.at(*at).number_key == number_key;
        point(&mut self.by_number, spread(number_key), new, same, |at| {
            spread(all.at(*at).number_key)
        });
    }

    /// Notes what the file said of a purchase that is known.
    pub(super) fn told(&mut self, key: i64, content_hash: i64) {
        if let Some(at) = self.at(key) {
            self.all.at_mut(at).content_hash = content_hash;
        }
    }

    fn at(&self, key: i64) -> Option<u32> {
        self.by_key
            .find(spread(key), |at| self.all.at(*at).key == key)
            .copied()
    }
}

impl FromIterator<(i64, i64, KnownSale)> for Sales {
    /// Key of source and number, key of the number, purchase.
    fn from_iter<T: IntoIterator<Item = (i64, i64, KnownSale)>>(sales: T) -> Self {
        let mut all = Self::default();
        for (key, number_key, known) in sales {
            all.add(key, number_key, known);
        }
        all
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

fn small<T: TryInto<u32>>(number: T) -> u32 {
    let Ok(number) = number.try_into() else {
        unreachable!("BUG: ids are counted from one, and no shop has four thousand million of anything");
    };
    number
}

fn place(at: u32) -> usize {
    usize::try_from(at).expect("BUG: a machine of less than 32 bits")
}

#[cfg(test)]
mod tests {
    use super::{KnownSale, Sales};

    fn sale(id: i64) -> KnownSale {
        KnownSale {
            id,
            household: 7,
            content_hash: 1,
        }
    }

    #[test]
    fn the_newest_of_a_key_and_of_a_number_is_found() {
        let mut sales: Sales = (1..=1000).map(|id| (id * 31, id % 10, sale(id))).collect();
        assert_eq!(sales.get(310).map(|sale| sale.id), Some(10));
        assert_eq!(sales.by_number(3).map(|sale| sale.id), Some(993));
        sales.add(310, 3, sale(2000));
        assert_eq!(sales.get(310).map(|sale| sale.id), Some(2000));
        assert_eq!(sales.by_number(3).map(|sale| sale.id), Some(2000));
        sales.told(310, 5);
        assert_eq!(sales.get(310).map(|sale| sale.content_hash), Some(5));
        assert!(sales.get(311).is_none() && sales.by_number(11).is_none());
    }
}
