//! A table from keys to small values on disk, for what a very large shop or file has more of than memory should hold.
//!
//! New entries gather in memory; when there are many they go down as one run, sorted, and runs of a like size are
//! brought together, so that there are few. In memory stay a filter that knows most keys that a run does not have, and
//! the first key of each page: about two bytes an entry. The files have no name and are gone with the reading, however it
//! ends. Keys are hashed anew with a secret of this reading; without it the files tell nothing of anybody. Not here: what
//! is kept (`keys`, `sales`).

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufReader, BufWriter, Read as _, Result, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// What a key leads to.
pub(super) type Value = (u32, u32, i64);

/// Bytes of an entry: key and value.
const ENTRY: usize = 24;
/// Entries of a page: what one look reads.
const PAGE: usize = 128;
/// Entries that gather in memory.
const FRESH: usize = 1 << 16;
/// Runs of a like size that are brought together.
const TOGETHER: usize = 6;
/// Bits of the filter for an entry, and how many of them it sets: of a hundred keys that a run does not have, one is
/// looked for in vain (Bloom 1970).
const FILTER_BITS: usize = 10;
const FILTER_SET: u64 = 6;

/// The table.
pub(super) struct Spill {
    folder: PathBuf,
    secret: RandomState,
    fresh: HashMap<u64, Value>,
    /// How many may gather.
    room: usize,
    /// The oldest first.
    runs: Vec<Run>,
}

impl Spill {
    /// An empty table, with its files in this folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            secret: RandomState::new(),
            fresh: HashMap::new(),
            room: FRESH,
            runs: Vec::new(),
        }
    }

    /// What this key of this kind of keys leads to.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn get(&mut self, kind: u8, key: i64) -> Result<Option<Value>> {
        let key = self.secret.hash_one((kind, key));
        if let Some(value) = self.fresh.get(&key) {
            return Ok(Some(*value));
        }
        for run in self.runs.iter_mut().rev() {
            if let Some(value) = run.get(key)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Lets a key of this kind of keys lead to a value, whatever it led to.
    ///
    /// # Errors
    /// The disk is full, or the folder cannot be written.
    pub(super) fn set(&mut self, kind: u8, key: i64, value: Value) -> Result<()> {
        self.fresh.insert(self.secret.hash_one((kind, key)), value);
        if self.fresh.len() < self.room {
            return Ok(());
        }
        let mut entries: Vec<(u64, Value)> = self.fresh.drain().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        let mut run = Writing::begin(&self.folder, entries.len())?;
        for (key, value) in entries {
            run.add(key, value)?;
        }
        self.runs.push(run.done()?);
        while let Some(from) = self.alike() {
            let old = self.runs.split_off(from);
            self.runs.push(joined(&self.folder, old)?);
        }
        Ok(())
    }

    /// From which run on they are to be one: a run is no larger than all that came after it.
    fn alike(&self) -> Option<usize> {
        let from = self.runs.len().checked_sub(TOGETHER)?;
        let behind: usize = self.runs[from + 1..].iter().map(|run| run.entries).sum();
        (behind >= self.runs[from].entries).then_some(from)
    }
}

/// Entries in the order of their keys, in a file of their own.
struct Run {
    file: File,
    entries: usize,
    /// The first key of each page.
    firsts: Vec<u64>,
    filter: Vec<u64>,
}

impl Run {
    fn get(&mut self, key: u64) -> Result<Option<Value>> {
        if !bits(key, self.filter.len()).all(|(word, bit)| self.filter[word] & bit != 0) {
            return Ok(None);
        }
        let Some(page) = self.firsts.partition_point(|first| *first <= key).checked_sub(1) else {
            return Ok(None);
        };
        let first = page * PAGE;
        let mut room = [0; PAGE * ENTRY];
        let read = &mut room[..(self.entries - first).min(PAGE) * ENTRY];
        self.file.seek(SeekFrom::Start((first * ENTRY) as u64))?;
        self.file.read_exact(read)?;
        let (entries, _) = read.as_chunks::<ENTRY>();
        Ok(entries
            .binary_search_by_key(&key, |entry| parts(entry).0)
            .ok()
            .map(|at| parts(&entries[at]).1))
    }
}

/// A run on its way down.
struct Writing {
    run: Run,
    file: BufWriter<File>,
}

impl Writing {
    fn begin(folder: &Path, entries: usize) -> Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        let run = Run {
            file: file.try_clone()?,
            entries: 0,
            firsts: Vec::with_capacity(entries.div_ceil(PAGE)),
            filter: vec![0; (entries * FILTER_BITS).div_ceil(64)],
        };
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self { run, file })
    }

    /// The next entry; keys come in their order.
    fn add(&mut self, key: u64, (id, household, more): Value) -> Result<()> {
        if self.run.entries.is_multiple_of(PAGE) {
            self.run.firsts.push(key);
        }
        self.run.entries += 1;
        for (word, bit) in bits(key, self.run.filter.len()) {
            self.run.filter[word] |= bit;
        }
        self.file.write_all(&key.to_le_bytes())?;
        self.file.write_all(&id.to_le_bytes())?;
        self.file.write_all(&household.to_le_bytes())?;
        self.file.write_all(&more.to_le_bytes())
    }

    fn done(mut self) -> Result<Run> {
        self.file.flush()?;
        Ok(self.run)
    }
}

/// One run of several. Of entries with the same key the newest stays.
fn joined(folder: &Path, mut old: Vec<Run>) -> Result<Run> {
    let mut whole = Writing::begin(folder, old.iter().map(|run| run.entries).sum())?;
    let mut files = Vec::with_capacity(old.len());
    for run in &mut old {
        run.file.seek(SeekFrom::Start(0))?;
        files.push((BufReader::with_capacity(1 << 16, &run.file), run.entries));
    }
    let mut next = Vec::with_capacity(files.len());
    for file in &mut files {
        next.push(read_one(file)?);
    }
    while let Some(key) = next.iter().flatten().map(|(key, _)| *key).min() {
        let mut newest = None;
        for (at, entry) in next.iter_mut().enumerate() {
            if let Some((_, value)) = entry.filter(|(of, _)| *of == key) {
                newest = Some(value);
                *entry = read_one(&mut files[at])?;
            }
        }
        if let Some(value) = newest {
            whole.add(key, value)?;
        }
    }
    whole.done()
}

fn read_one((file, left): &mut (BufReader<&File>, usize)) -> Result<Option<(u64, Value)>> {
    if *left == 0 {
        return Ok(None);
    }
    *left -= 1;
    let mut entry = [0; ENTRY];
    file.read_exact(&mut entry)?;
    Ok(Some(parts(&entry)))
}

fn parts(entry: &[u8; ENTRY]) -> (u64, Value) {
    let whole = u128::from_le_bytes(*entry.first_chunk().expect("BUG: an entry is longer"));
    let more = i64::from_le_bytes(*entry.last_chunk().expect("BUG: an entry is longer"));
    #[allow(
        clippy::cast_possible_truncation,
        reason = "each part is cut out of the whole"
    )]
    (whole as u64, ((whole >> 64) as u32, (whole >> 96) as u32, more))
}

/// The bits of a key in a filter of so many words: word and bit.
fn bits(key: u64, words: usize) -> impl Iterator<Item = (usize, u64)> {
    // Two halves of a hash stand for any number of them (Kirsch and Mitzenmacher 2006).
    let (one, other) = (key >> 32, key | 1);
    let all = (words as u64).saturating_mul(64).max(1);
    (0..FILTER_SET).map(move |turn| {
        let bit = one.wrapping_add(other.wrapping_mul(turn + 1)).rotate_left(17) % all;
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_answers_as_a_map_does(
            steps in prop::collection::vec((0_u8..2, -300_i64..300, any::<u32>(), any::<u32>(), any::<i64>()), 0..3000),
            room in 2_usize..40,
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let (mut spill, mut map) = (Spill::new(folder.path()), HashMap::new());
            spill.room = room;
            for (kind, key, id, household, more) in steps {
                spill.set(kind, key, (id, household, more)).expect("written");
                map.insert((kind, key), (id, household, more));
            }
            for kind in 0..3 {
                for key in -301..301 {
                    prop_assert_eq!(spill.get(kind, key).expect("read"), map.get(&(kind, key)).copied());
                }
            }
        }
    }

    #[test]
    fn runs_stay_few_and_their_filters_tell_most_strangers() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut spill = Spill::new(folder.path());
        spill.room = 100;
        for key in 0..50_000 {
            spill.set(1, key, (1, 2, 3)).expect("written");
        }
        assert!(spill.runs.len() < 25, "{} runs", spill.runs.len());
        let run = spill.runs.first().expect("a run");
        let taken = (0..10_000_u64)
            .filter(|key| {
                let key = spill.secret.hash_one((2_u8, key));
                bits(key, run.filter.len()).all(|(word, bit)| run.filter[word] & bit != 0)
            })
            .count();
        assert!(taken < 300, "{taken} of ten thousand strangers");
    }

    #[test]
    fn a_folder_that_is_gone_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut spill = Spill::new(&folder.path().join("nowhere"));
        spill.room = 1;
        assert!(spill.set(1, 1, (1, 1, 1)).is_err());
    }
}
