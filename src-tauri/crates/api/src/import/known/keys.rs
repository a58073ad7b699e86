//! Tables from keys to ids that hold in memory what a large shop has, and lay what is beyond that aside on disk.
//!
//! Not here: the file (`spill`).

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_domain::identity::{Ids, KeyTable};

use super::spill::{Spill, Value};

/// Keys that a table of ids holds in memory: 14 bytes each.
const IN_MEMORY: usize = 458_752;

/// What the tables of one reading lay aside together.
#[derive(Clone)]
pub(in crate::import) struct Aside(Arc<Mutex<Inner>>);

struct Inner {
    spill: Spill,
    failed: Option<std::io::Error>,
    kinds: u8,
}

impl Aside {
    /// Nothing yet; files come into this folder when they are needed.
    pub(in crate::import) fn new(folder: &Path) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            spill: Spill::new(folder),
            failed: None,
            kinds: 0,
        })))
    }

    /// Why something could not be laid aside or read again. What was answered since is not to be trusted.
    pub(in crate::import) fn failed(&self) -> Option<std::io::Error> {
        self.with(|inner| inner.failed.take())
    }

    /// A kind of keys that nobody else has.
    pub(super) fn kind(&self) -> u8 {
        self.with(|inner| {
            inner.kinds += 1;
            inner.kinds
        })
    }

    pub(super) fn get(&self, kind: u8, key: i64) -> Option<Value> {
        self.with(|inner| match inner.spill.get(kind, key) {
            Ok(found) => found,
            Err(error) => {
                inner.failed.get_or_insert(error);
                None
            }
        })
    }

    pub(super) fn set(&self, kind: u8, key: i64, value: Value) {
        self.with(|inner| {
            if let Err(error) = inner.spill.set(kind, key, value) {
                inner.failed.get_or_insert(error);
            }
        });
    }

    fn with<R>(&self, work: impl FnOnce(&mut Inner) -> R) -> R {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Ids by key.
pub(in crate::import) struct Keys {
    memory: Ids,
    room: usize,
    kind: u8,
    aside: Aside,
}

impl Keys {
    /// An empty table for about so many keys.
    pub(in crate::import) fn new(aside: &Aside, keys: usize) -> Self {
        Self::with_room(aside, keys, IN_MEMORY)
    }

    fn with_room(aside: &Aside, keys: usize, room: usize) -> Self {
        Self {
            memory: Ids::with_capacity(keys.min(room)),
            room,
            kind: aside.kind(),
            aside: aside.clone(),
        }
    }

    fn is_full(&self) -> bool {
        self.memory.len() >= self.room
    }
}

impl KeyTable for Keys {
    fn get(&self, key: i64) -> Option<i64> {
        let here = self.memory.get(key);
        if here.is_some() || !self.is_full() {
            return here;
        }
        self.aside.get(self.kind, key).map(|(id, _, _)| id.into())
    }

    fn keep_first(&mut self, key: i64, id: i64) {
        if !self.is_full() {
            self.memory.keep_first(key, id);
        } else if !self.has(key) {
            self.aside.set(self.kind, key, (small(id), 0, 0));
        }
    }

    fn set(&mut self, key: i64, id: i64) {
        if !self.is_full() || self.memory.has(key) {
            self.memory.set(key, id);
        } else {
            self.aside.set(self.kind, key, (small(id), 0, 0));
        }
    }
}

/// Ids in four bytes: they are counted from one.
pub(super) fn small<T: TryInto<u32>>(number: T) -> u32 {
    let Ok(number) = number.try_into() else {
        unreachable!("BUG: ids are counted from one, and no shop has four thousand million of anything");
    };
    number
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tables_answer_as_maps_do_however_little_room_they_have(
            steps in prop::collection::vec((any::<bool>(), -60_i64..60, 1_i64..1000, any::<bool>()), 0..300),
            room in 0_usize..80,
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let aside = Aside::new(folder.path());
            let mut tables = [Keys::with_room(&aside, 9, room), Keys::with_room(&aside, 9, room)];
            let mut maps = [HashMap::new(), HashMap::new()];
            for (which, key, id, first) in steps {
                // Keys are hashes.
                let key = aichaku_domain::identity::both(key, 1);
                let (table, map) = (&mut tables[usize::from(which)], &mut maps[usize::from(which)]);
                if first {
                    table.keep_first(key, id);
                    map.entry(key).or_insert(id);
                } else {
                    table.set(key, id);
                    map.insert(key, id);
                }
            }
            for (table, map) in tables.iter().zip(&maps) {
                for key in (-61..61).map(|key| aichaku_domain::identity::both(key, 1)) {
                    prop_assert_eq!(table.get(key), map.get(&key).copied());
                }
            }
            prop_assert!(aside.failed().is_none());
        }
    }

    #[test]
    fn what_cannot_be_laid_aside_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let aside = Aside::new(&folder.path().join("nowhere"));
        let mut keys = Keys::with_room(&aside, 0, 0);
        for key in 0..70_000 {
            keys.set(key, 1);
        }
        assert!(aside.failed().is_some(), "the folder is not there");
    }
}
