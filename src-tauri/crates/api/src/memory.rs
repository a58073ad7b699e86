//! Results kept between questions, so that the same chart asked again costs nothing.
//!
//! Not here: how they are computed. Everything is dropped when the store's `data_version` grows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_domain::values::ShopDay;
use aichaku_stats::{Cohorts, History, IncidenceCurve};
use aichaku_store::{ComparisonMember, FirstPurchase, UnitAnchor};

use crate::insights::{Ahead, Referrals, Standings, Worth};
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

/// Who takes part in a comparison.
pub(crate) type Members = Arc<Vec<ComparisonMember>>;

/// Histories kept at the same time; each takes about 20 MB in a shop of a million purchases.
const HISTORIES: usize = 2;

/// What is remembered about one open shop.
#[derive(Default)]
pub(crate) struct Memory {
    kept: Mutex<Kept>,
    /// Has a version of its own: a call or an answer changes it and no figure about purchases.
    standings: Mutex<Option<Stood>>,
    /// By comparison, of one version of all; purchases do not change them.
    members: Mutex<(i64, HashMap<i64, Members>)>,
    /// Held by whoever reads a history. A screen asks half a dozen questions at once; one of them reads.
    pub(crate) reading: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    version: i64,
    histories: Vec<(HistoryKey, Arc<History>)>,
    cohorts: HashMap<(HistoryKey, aichaku_stats::Period, Option<Family>), Arc<Cohorts>>,
    curves: HashMap<(HistoryKey, String), Curves>,
    worth: HashMap<HistoryKey, Arc<Worth>>,
    ahead: HashMap<HistoryKey, Arc<Ahead>>,
    referrals: HashMap<HistoryKey, Arc<Referrals>>,
    firsts: Option<Arc<Vec<FirstPurchase>>>,
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

    pub(crate) fn history(&self, version: i64, key: HistoryKey) -> Option<Arc<History>> {
        self.kept(version, |kept| {
            kept.histories
                .iter()
                .find(|(known, _)| *known == key)
                .map(|(_, history)| Arc::clone(history))
        })
    }

    pub(crate) fn keep_history(&self, version: i64, key: HistoryKey, history: &Arc<History>) {
        self.kept(version, |kept| {
            if kept.histories.len() >= HISTORIES {
                kept.histories.remove(0);
            }
            kept.histories.push((key, Arc::clone(history)));
        });
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

    /// Who takes part in a comparison, by version and comparison.
    pub(crate) fn members(&self, (version, comparison): (i64, i64)) -> Option<Members> {
        let kept = self.members.lock().unwrap_or_else(PoisonError::into_inner);
        let of_version = (kept.0 == version).then_some(&kept.1)?;
        of_version.get(&comparison).map(Arc::clone)
    }

    pub(crate) fn keep_members(&self, (version, comparison): (i64, i64), members: &Members) {
        let mut kept = self.members.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != version {
            *kept = (version, HashMap::new());
        }
        kept.1.insert(comparison, Arc::clone(members));
    }

    pub(crate) fn firsts(&self, version: i64) -> Option<Arc<Vec<FirstPurchase>>> {
        self.kept(version, |kept| kept.firsts.clone())
    }

    pub(crate) fn keep_firsts(&self, version: i64, firsts: &Arc<Vec<FirstPurchase>>) {
        self.kept(version, |kept| kept.firsts = Some(Arc::clone(firsts)));
    }
}
