//! Results kept between questions, so that the same chart asked again costs nothing.
//!
//! Not here: how they are computed. Everything is dropped when the store's `data_version` grows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_domain::values::ShopDay;
use aichaku_stats::{Cohorts, History, IncidenceCurve};
use aichaku_store::UnitAnchor;

use crate::insights::{Ahead, Exits, Firsts, Kin, Referrals, Standings, Taken, Worth};
use crate::wire::Family;

/// Which history: who is counted from which day, until when, and which orders are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HistoryKey {
    /// Unit and anchor.
    pub(crate) unit_anchor: UnitAnchor,
    /// Days within which orders are one.
    pub(crate) merge_days: u32,
    /// Last observed day, days since 1970-01-01.
    pub(crate) until: i32,
}

/// Return curves by the name of their group.
pub(crate) type Curves = Arc<Vec<(String, IncidenceCurve)>>;

/// How households stand, by version of the facts and day.
pub(crate) type Stood = ((i64, ShopDay), Arc<Standings>);

/// Which state of all comparisons: the newest member, and the households that went into others.
pub(crate) type TakenVersion = (i64, Vec<(i64, i64)>);

/// A history, of which version of the shop it is, and up to which built block it was read.
type Read = (HistoryKey, i64, i64, Arc<History>);

/// Histories kept at the same time; each takes about 20 MB in a shop of a million purchases.
const HISTORIES: usize = 2;

/// What is remembered about one open shop.
#[derive(Default)]
pub(crate) struct Memory {
    kept: Mutex<Kept>,
    /// Has a version of its own: a call or an answer changes it and no figure about purchases.
    standings: Mutex<Option<Stood>>,
    /// By comparison, of one version of all; purchases do not change them.
    taken: Mutex<(TakenVersion, HashMap<i64, Arc<Taken>>)>,
    /// Kept when something is written: what did not change is taken over.
    histories: Mutex<Vec<Read>>,
    /// Likewise, with the version of the shop.
    firsts: Mutex<Option<(i64, Arc<Firsts>)>>,
    /// Held by whoever reads a history. A screen asks half a dozen questions at once; one of them reads.
    pub(crate) reading: tokio::sync::Mutex<()>,
    /// Held by whoever reads first purchases.
    pub(crate) reading_firsts: tokio::sync::Mutex<()>,
    /// Held by whoever asks who can no longer come back.
    pub(crate) reading_exits: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    version: i64,
    cohorts: HashMap<(HistoryKey, aichaku_stats::Period, Option<Family>), Arc<Cohorts>>,
    curves: HashMap<(HistoryKey, String), Curves>,
    worth: HashMap<HistoryKey, Arc<Worth>>,
    ahead: HashMap<HistoryKey, Arc<Ahead>>,
    referrals: HashMap<HistoryKey, Arc<Referrals>>,
    kin: Option<Arc<Kin>>,
    /// By households and by persons.
    exits: [Option<Arc<Exits>>; 2],
}

impl Memory {
    /// Looks something up, or keeps what `make` returns. `make` runs outside the lock, so two questions at the
    /// same time may both compute; the later one wins and both are right.
    fn kept<T>(&self, version: i64, look: impl FnOnce(&mut Kept) -> T) -> T {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != version {
            *kept = Kept {
                version,
                ..Kept::default()
            };
        }
        look(&mut kept)
    }

    /// The history of this version, if it is here.
    pub(crate) fn history(&self, version: i64, key: HistoryKey) -> Option<Arc<History>> {
        let (of_version, _, history) = self.latest_history(key)?;
        (of_version == version).then_some(history)
    }

    /// The history that was read last: its version, up to which built block, and itself.
    pub(crate) fn latest_history(&self, key: HistoryKey) -> Option<(i64, i64, Arc<History>)> {
        let kept = self.histories.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, ..)| *known == key);
        found.map(|(_, version, built, history)| (*version, *built, Arc::clone(history)))
    }

    pub(crate) fn keep_history(&self, key: HistoryKey, (version, built): (i64, i64), history: &Arc<History>) {
        let mut kept = self.histories.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, ..)| *known != key);
        if kept.len() >= HISTORIES {
            kept.remove(0);
        }
        kept.push((key, version, built, Arc::clone(history)));
    }

    pub(crate) fn cohorts(
        &self,
        version: i64,
        key: HistoryKey,
        period: aichaku_stats::Period,
        family: Option<Family>,
    ) -> Option<Arc<Cohorts>> {
        self.kept(version, |kept| {
            kept.cohorts.get(&(key, period, family)).map(Arc::clone)
        })
    }

    pub(crate) fn keep_cohorts(
        &self,
        version: i64,
        key: HistoryKey,
        (period, family): (aichaku_stats::Period, Option<Family>),
        cohorts: &Arc<Cohorts>,
    ) {
        self.kept(version, |kept| {
            kept.cohorts.insert((key, period, family), Arc::clone(cohorts))
        });
    }

    pub(crate) fn curves(&self, version: i64, key: HistoryKey, group: &str) -> Option<Curves> {
        self.kept(version, |kept| {
            kept.curves.get(&(key, group.to_owned())).map(Arc::clone)
        })
    }

    pub(crate) fn keep_curves(&self, version: i64, key: HistoryKey, group: &str, curves: &Curves) {
        self.kept(version, |kept| {
            kept.curves.insert((key, group.to_owned()), Arc::clone(curves))
        });
    }

    pub(crate) fn worth(&self, version: i64, key: HistoryKey) -> Option<Arc<Worth>> {
        self.kept(version, |kept| kept.worth.get(&key).map(Arc::clone))
    }

    pub(crate) fn keep_worth(&self, version: i64, key: HistoryKey, worth: &Arc<Worth>) {
        self.kept(version, |kept| kept.worth.insert(key, Arc::clone(worth)));
    }

    pub(crate) fn ahead(&self, version: i64, key: HistoryKey) -> Option<Arc<Ahead>> {
        self.kept(version, |kept| kept.ahead.get(&key).map(Arc::clone))
    }

    pub(crate) fn keep_ahead(&self, version: i64, key: HistoryKey, ahead: &Arc<Ahead>) {
        self.kept(version, |kept| kept.ahead.insert(key, Arc::clone(ahead)));
    }

    pub(crate) fn referrals(&self, version: i64, key: HistoryKey) -> Option<Arc<Referrals>> {
        self.kept(version, |kept| kept.referrals.get(&key).map(Arc::clone))
    }

    pub(crate) fn keep_referrals(&self, version: i64, key: HistoryKey, referrals: &Arc<Referrals>) {
        self.kept(version, |kept| kept.referrals.insert(key, Arc::clone(referrals)));
    }

    pub(crate) fn kin(&self, version: i64) -> Option<Arc<Kin>> {
        self.kept(version, |kept| kept.kin.clone())
    }

    pub(crate) fn keep_kin(&self, version: i64, kin: &Arc<Kin>) {
        self.kept(version, |kept| kept.kin = Some(Arc::clone(kin)));
    }

    pub(crate) fn exits(&self, version: i64, by_customer: bool) -> Option<Arc<Exits>> {
        self.kept(version, |kept| kept.exits[usize::from(by_customer)].clone())
    }

    pub(crate) fn keep_exits(&self, version: i64, by_customer: bool, exits: &Arc<Exits>) {
        self.kept(version, |kept| {
            kept.exits[usize::from(by_customer)] = Some(Arc::clone(exits));
        });
    }

    pub(crate) fn standings(&self, of: (i64, ShopDay)) -> Option<Arc<Standings>> {
        let kept = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .filter(|(key, _)| *key == of)
            .map(|(_, standings)| Arc::clone(standings))
    }

    /// What was told last, whatever it was told of.
    pub(crate) fn latest_standings(&self) -> Option<Stood> {
        let kept = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    pub(crate) fn keep_standings(&self, of: (i64, ShopDay), standings: &Arc<Standings>) {
        let mut kept = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((of, Arc::clone(standings)));
    }

    /// Who was taken into a comparison.
    pub(crate) fn taken(&self, version: &TakenVersion, comparison: i64) -> Option<Arc<Taken>> {
        let kept = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_version = (kept.0 == *version).then_some(&kept.1)?;
        of_version.get(&comparison).map(Arc::clone)
    }

    pub(crate) fn keep_taken(&self, version: &TakenVersion, comparison: i64, taken: &Arc<Taken>) {
        let mut kept = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != *version {
            *kept = (version.clone(), HashMap::new());
        }
        kept.1.insert(comparison, Arc::clone(taken));
    }

    /// The first purchases that were read last, and of which version of the shop they are.
    pub(crate) fn latest_firsts(&self) -> Option<(i64, Arc<Firsts>)> {
        let kept = self.firsts.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    pub(crate) fn keep_firsts(&self, version: i64, firsts: &Arc<Firsts>) {
        let mut kept = self.firsts.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((version, Arc::clone(firsts)));
    }
}
