//! The purchases that a file may tell of again, found by their keys: a million of them take about 60 MB, whether the
//! shop has them or the file brings them.
//!
//! Rows lie one after another, the tables beside them hold nothing but their places: an ordinary map would hold every
//! key twice and grow by holding everything twice for a moment. Not here: what follows when one is told again (`orders`).

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::KnownSale;

#[derive(Debug)]
struct Sale {
    key: i64,
    number_key: i64,
    known: KnownSale,
}

/// Purchases by the key of source and number, and by the key of the number alone.
#[derive(Debug, Default)]
pub(super) struct Sales {
    all: Vec<Sale>,
    by_key: HashTable<u32>,
    by_number: HashTable<u32>,
}

impl Sales {
    /// The purchase with this key of source and number.
    pub(super) fn get(&self, key: i64) -> Option<KnownSale> {
        self.at(key).map(|at| self.all[place(at)].known)
    }

    /// The newest purchase with this number, whatever its source.
    pub(super) fn by_number(&self, number_key: i64) -> Option<KnownSale> {
        let found = self.by_number.find(spread(number_key), |at| {
            self.all[place(*at)].number_key == number_key
        })?;
        Some(self.all[place(*found)].known)
    }

    /// Learns of a purchase; one with the same key takes its place.
    pub(super) fn add(&mut self, key: i64, number_key: i64, known: KnownSale) {
        let new = u32::try_from(self.all.len()).expect("BUG: four thousand million purchases in one shop");
        self.all.push(Sale {
            key,
            number_key,
            known,
        });
        let all = &self.all;
        let same = |at: &u32| all[place(*at)].key == key;
        point(&mut self.by_key, spread(key), new, same, |at| {
            spread(all[place(*at)].key)
        });
        let same = |at: &u32| all[place(*at)].number_key == number_key;
        point(&mut self.by_number, spread(number_key), new, same, |at| {
            spread(all[place(*at)].number_key)
        });
    }

    /// Notes what the file said of a purchase that is known.
    pub(super) fn told(&mut self, key: i64, content_hash: i64) {
        if let Some(at) = self.at(key) {
            self.all[place(at)].known.content_hash = content_hash;
        }
    }

    fn at(&self, key: i64) -> Option<u32> {
        self.by_key
            .find(spread(key), |at| self.all[place(*at)].key == key)
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
