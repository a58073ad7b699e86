//! Looking at many people together, as after an import: everybody is read once and stays in memory in few bytes, their
//! keys go down in order, and all who share one are compared.
//!
//! About 250 bytes a person for as long as it takes. Nothing is decided in a transaction but what is written: whoever
//! changes meanwhile is marked and looked at again. An interrupted look is taken up from its beginning; what it has
//! written stands. Not here: a few people at once (`look`), how alike two people are (`domain::matching`).

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use aichaku_domain::matching::{LARGEST_BLOCK, PackedTraits, Readings};
use aichaku_domain::values::Instant;
use aichaku_store::{FoundPair, KeysOf, KnownPerson, Store};
use tokio::task::{JoinHandle, spawn_blocking};

use super::look::{Found, Seen, learn};
use crate::error::Result;

/// People that are read at once.
const READ_AT_ONCE: usize = 2_000;
/// Keys are spread evenly, and looked through in so many ranges.
const RANGES: u32 = 64;
/// Pairs that are compared at once: 16 bytes each.
const PAIRS_AT_ONCE: usize = 2_000_000;

/// What became of it.
pub(super) struct Looked {
    /// People.
    pub(super) looked: usize,
    /// Pairs that were joined by rule.
    pub(super) joined: i64,
    /// `false`: somebody asked to stop, and everybody waits still.
    pub(super) whole: bool,
}

/// Looks at everybody who waits. `go_on` is told how many people are done, and says whether to go on.
pub(super) async fn together(
    store: &Store,
    people: usize,
    now: Instant,
    go_on: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Looked> {
    let stopped = Looked {
        looked: 0,
        joined: 0,
        whole: false,
    };
    let taken = store.take_marked().await?;
    // Reading is half of it, comparing the other.
    let Some(mut book) = read(store, &taken, &|done| go_on(done / 2)).await? else {
        return Ok(stopped);
    };
    let mut found: Vec<FoundPair> = Vec::new();
    let mut certain = Found::default();
    let mut range = 0;
    while range < RANGES {
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        while range < RANGES && pairs.len() < PAIRS_AT_ONCE {
            for group in store.sharing(range_of(range), LARGEST_BLOCK).await? {
                pair_up(&group, &taken, &mut pairs);
            }
            range += 1;
        }
        pairs.sort_unstable();
        pairs.dedup();
        book = book.with_others(store, &pairs).await?;
        let compared = book.compare(store, pairs, people).await?;
        found.extend_from_slice(&compared.pairs);
        certain.join(compared);
        let done = taken.len() / 2 + taken.len() * range as usize / RANGES as usize / 2;
        if !go_on(done) {
            return Ok(stopped);
        }
    }
    drop(book);
    let looked: HashSet<i64> = taken.iter().copied().collect();
    let still: HashSet<(i64, i64)> = found.iter().map(FoundPair::ids).collect();
    let mut past = store.open_pair_ids().await?;
    past.retain(|pair| (looked.contains(&pair.0) || looked.contains(&pair.1)) && !still.contains(pair));
    store.drop_pairs(&past).await?;
    store.enter_pairs(&found).await?;
    let merges = certain.into_merges(&HashSet::new());
    let waiting: Vec<i64> = merges
        .iter()
        .flat_map(|merge| [merge.keep, merge.absorb])
        .collect();
    store.let_go(&taken, &waiting).await?;
    let joined = store.join_by_rule(&merges, now).await?;
    Ok(Looked {
        looked: taken.len(),
        joined: i64::try_from(joined).unwrap_or(i64::MAX),
        whole: true,
    })
}

/// A person in few bytes.
struct Known {
    id: i64,
    household: i64,
    by_hand: bool,
    /// Known by the reading only.
    only_read: bool,
    /// Known in kanji without a reading.
    unread: bool,
    traits: PackedTraits,
}

impl Known {
    fn of(id: i64, seen: &Seen) -> Self {
        Self {
            id,
            household: seen.household,
            by_hand: seen.by_hand,
            only_read: seen.traits.is_only_read(),
            unread: !seen.traits.unread_parts().is_empty(),
            traits: PackedTraits::of(&seen.traits),
        }
    }

    fn seen(&self) -> Seen {
        Seen {
            household: self.household,
            by_hand: self.by_hand,
            traits: self.traits.unpack(),
        }
    }
}

/// People who are compared, by id.
struct Book(Arc<Vec<Known>>);

impl Book {
    fn find(people: &[Known], id: i64) -> Option<&Known> {
        let at = people.binary_search_by_key(&id, |known| known.id).ok()?;
        Some(&people[at])
    }

    /// With those of the pairs who were not taken.
    async fn with_others(self, store: &Store, pairs: &[(i64, i64)]) -> Result<Self> {
        let others: BTreeSet<i64> = pairs
            .iter()
            .flat_map(|(one, other)| [*one, *other])
            .filter(|id| Self::find(&self.0, *id).is_none())
            .collect();
        if others.is_empty() {
            return Ok(self);
        }
        let others: Vec<i64> = others.into_iter().collect();
        let mut people = Arc::try_unwrap(self.0).unwrap_or_default();
        for part in others.chunks(READ_AT_ONCE) {
            let read = store.known_people(part).await?;
            let packed = finished(spawn_blocking(move || pack(read))).await;
            people.extend(packed.into_iter().map(|(known, _)| known));
        }
        people.sort_unstable_by_key(|known| known.id);
        Ok(Self(Arc::new(people)))
    }

    async fn compare(&self, store: &Store, pairs: Vec<(i64, i64)>, people: usize) -> Result<Found> {
        let mut parts: HashSet<(String, String)> = HashSet::new();
        for (one, other) in &pairs {
            let (Some(a), Some(b)) = (Self::find(&self.0, *one), Self::find(&self.0, *other)) else {
                continue;
            };
            for (read, unread) in [(a, b), (b, a)] {
                if read.only_read && unread.unread {
                    parts.extend(unread.traits.unpack().unread_parts());
                }
            }
        }
        let readings = learn(store, parts).await?;
        let known = Arc::clone(&self.0);
        Ok(finished(spawn_blocking(move || compare(&known, &pairs, &readings, people))).await)
    }
}

fn compare(known: &[Known], pairs: &[(i64, i64)], readings: &Readings, people: usize) -> Found {
    let mut found = Found::default();
    for of_one in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some(one) = Book::find(known, of_one[0].0) else {
            continue;
        };
        let seen = one.seen();
        for (_, other) in of_one {
            if let Some(other) = Book::find(known, *other) {
                found.weigh((one.id, &seen), (other.id, &other.seen()), readings, people);
            }
        }
    }
    found
}

/// Reads everybody and brings their keys up to date; `None`: somebody asked to stop.
async fn read(store: &Store, taken: &[i64], go_on: &(dyn Fn(usize) -> bool + Sync)) -> Result<Option<Book>> {
    let mut people: Vec<Known> = Vec::with_capacity(taken.len());
    let mut keys = Keys::default();
    let mut packing: Option<(&[i64], JoinHandle<Packed>)> = None;
    // What was read is folded while the next are read.
    for part in taken.chunks(READ_AT_ONCE).map(Some).chain([None]) {
        let next = match part {
            Some(part) => {
                let read = store.known_people(part).await?;
                Some((part, spawn_blocking(move || pack(read))))
            }
            None => None,
        };
        if let Some((part, packed)) = std::mem::replace(&mut packing, next) {
            let packed = finished(packed).await;
            keys.add(store, part, &packed).await?;
            people.extend(packed.into_iter().map(|(known, _)| known));
            if !go_on(people.len()) {
                return Ok(None);
            }
        }
    }
    keys.write(store).await?;
    Ok(Some(Book(Arc::new(people))))
}

type Packed = Vec<(Known, Vec<i64>)>;

fn pack(people: Vec<KnownPerson>) -> Packed {
    people
        .into_iter()
        .map(|person| {
            let id = person.id;
            let seen = Seen::of(person);
            (Known::of(id, &seen), seen.keys())
        })
        .collect()
}

/// Keys that are written when all are known, in their order.
#[derive(Default)]
struct Keys {
    entered: Vec<(i64, i64)>,
    dropped: Vec<(i64, i64)>,
    /// Of whom some were dropped: those that are left.
    left: Vec<KeysOf>,
}

impl Keys {
    /// Notes the keys of a part of those who were taken, and what has to be written of them.
    async fn add(&mut self, store: &Store, part: &[i64], packed: &Packed) -> Result<()> {
        let before = store.keys_before(part).await?;
        let mut noted: Vec<KeysOf> = Vec::new();
        for (known, keys) in packed {
            let id = known.id;
            let old = before.binary_search_by_key(&id, |(id, _)| *id);
            let old = old.map_or(&[][..], |at| &before[at].1[..]);
            let mut gone: Vec<i64> = old.iter().filter(|key| !keys.contains(key)).copied().collect();
            if old != keys {
                noted.push((id, keys.iter().chain(&gone).copied().collect()));
            }
            if !gone.is_empty() {
                self.left.push((id, keys.clone()));
            }
            self.dropped.extend(gone.drain(..).map(|key| (key, id)));
            // Also those that are noted: an interrupted look may not have entered them.
            self.entered.extend(keys.iter().map(|key| (*key, id)));
        }
        store.note_keys(&noted).await?;
        let gone: Vec<i64> = part
            .iter()
            .filter(|id| packed.binary_search_by_key(*id, |(known, _)| known.id).is_err())
            .copied()
            .collect();
        Ok(store.forget_keys(&gone).await?)
    }

    async fn write(mut self, store: &Store) -> Result<()> {
        self.entered.sort_unstable();
        store.enter_keys(&self.entered).await?;
        self.dropped.sort_unstable();
        store.drop_keys(&self.dropped).await?;
        Ok(store.note_keys(&self.left).await?)
    }
}

/// Everybody of a group with everybody else of it, where one of the two was taken; the smaller id first.
fn pair_up(group: &[i64], taken: &[i64], pairs: &mut Vec<(i64, i64)>) {
    let is_taken: Vec<bool> = group.iter().map(|id| taken.binary_search(id).is_ok()).collect();
    for (at, one) in group.iter().enumerate() {
        for (behind, other) in group.iter().enumerate().skip(at + 1) {
            if is_taken[at] || is_taken[behind] {
                pairs.push(((*one).min(*other), (*one).max(*other)));
            }
        }
    }
}

/// The keys of one of [`RANGES`].
fn range_of(range: u32) -> std::ops::RangeInclusive<i64> {
    let width = (1_i128 << 64) / i128::from(RANGES);
    let from = i128::from(i64::MIN) + i128::from(range) * width;
    let end = |key: i128| i64::try_from(key).unwrap_or(i64::MAX);
    end(from)..=end(from + width - 1)
}

async fn finished<T>(work: JoinHandle<T>) -> T {
    match work.await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_hold_every_key_once() {
        assert_eq!(*range_of(0).start(), i64::MIN, "from the smallest");
        assert_eq!(*range_of(RANGES - 1).end(), i64::MAX, "to the largest");
        for range in 1..RANGES {
            assert_eq!(
                range_of(range - 1).end() + 1,
                *range_of(range).start(),
                "without a gap"
            );
        }
    }

    #[test]
    fn only_pairs_with_somebody_who_was_taken_are_compared() {
        let mut pairs = Vec::new();
        pair_up(&[3, 1, 7], &[1, 2], &mut pairs);
        assert_eq!(pairs, [(1, 3), (1, 7)], "the smaller id first");
    }
}
