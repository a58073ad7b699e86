//! Looking at everybody who was written or brought in since: who shares a key with whom, how alike they are, and
//! joining those who are certainly one.
//!
//! A person whom somebody typed in is never joined without being asked: whoever writes a customer down and finds
//! them gone has lost something.
//! Not here: how alike two people are (`domain::matching`).

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::Ordering;

use aichaku_domain::fold::AddressParts;
use aichaku_domain::matching::{
    LARGEST_BLOCK, PersonParts, Readings, Traits, Verdict, blocking_keys, compare_with, judge,
};
use aichaku_store::{FoundPair, KnownPerson, Look, Merge, PairKind, Store, text_key};

use super::together::together;
use crate::error::Result;
use crate::shop::areas_of;
use crate::wire::{Int, LookReport};
use crate::{App, OpenShop};

/// People of one stretch, which is one transaction: nobody who writes waits longer than that.
const AT_ONCE: i64 = 200;
/// So many readings of a name are thought of.
const COMMONEST: usize = 3;

impl App {
    /// Looks at everybody who was written or brought in since. Can be cancelled; what was looked at stays.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`]; errors of writing.
    pub async fn look_for_duplicates(&self, job: String) -> Result<LookReport> {
        let shop = self.shop().await?;
        let report = self.look(&shop, Some(&job)).await;
        self.end_job(&job);
        report
    }

    /// The same without anybody watching.
    pub(crate) async fn look(
        &self,
        shop: &std::sync::Arc<OpenShop>,
        job: Option<&str>,
    ) -> Result<LookReport> {
        // Whoever looks at the same time would find those of the other taken.
        let _alone = shop.looking.lock().await;
        let mut report = LookReport::default();
        let stop = job.map(|job| self.begin_job(job));
        let total = usize::try_from(shop.store.waiting_for_look().await?).unwrap_or(0);
        let people = usize::try_from(shop.store.count_people().await?).unwrap_or(0);
        let mut looked = 0;
        let go_on = |done: usize| {
            if let Some(job) = job {
                self.progress(job, done.min(total), total);
            }
            !stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
        };
        let mut goes_on = true;
        if total >= self.looked_together || shop.store.has_taken().await? {
            let done = together(&shop.store, people, self.now(), &go_on).await?;
            looked += done.looked;
            report.joined.0 += done.joined;
            goes_on = done.whole;
        }
        while goes_on {
            let Some(look) = shop.store.begin_look(AT_ONCE).await? else {
                break;
            };
            looked += look.people().len();
            let certain = look_at(look, &shop.store, people).await?;
            let joined = shop.store.join_by_rule(&certain, self.now()).await?;
            report.joined.0 += i64::try_from(joined).unwrap_or(i64::MAX);
            goes_on = go_on(looked);
            tokio::task::yield_now().await;
        }
        report.looked = looked.into();
        report.open = Int(shop.store.count_open_pairs().await?);
        if looked > 0 {
            self.plan_marked(shop).await?;
            self.changed(&areas_of("customer"));
        }
        Ok(report)
    }
}

/// Looks at a stretch of people and returns who is to be joined by rule.
async fn look_at(mut look: Look, store: &Store, people: usize) -> Result<Vec<Merge>> {
    let ids = look.people().to_vec();
    let mut known: HashMap<i64, Seen> = HashMap::new();
    for person in look.read(&ids).await? {
        known.insert(person.id, Seen::of(person));
    }
    let mut keys: Vec<(i64, Vec<i64>)> = known.iter().map(|(id, seen)| (*id, seen.keys())).collect();
    keys.sort_unstable();
    look.enter_keys(&keys).await?;
    let pairs = look.sharing(&keys, LARGEST_BLOCK).await?;
    let others: HashSet<i64> = pairs
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .filter(|id| !known.contains_key(id))
        .collect();
    let mut others: Vec<i64> = others.into_iter().collect();
    others.sort_unstable();
    for person in look.read(&others).await? {
        known.insert(person.id, Seen::of(person));
    }
    let readings = readings(store, &pairs, &known).await?;
    let mut found = Found::default();
    for (one, other) in pairs {
        if let (Some(a), Some(b)) = (known.get(&one), known.get(&other)) {
            found.weigh((one, a), (other, b), &readings, people);
        }
    }
    let answered: HashSet<(i64, i64)> = look.enter_pairs(&found.pairs).await?.into_iter().collect();
    look.finish().await?;
    Ok(found.into_merges(&answered))
}

/// How the names are read that meet one that is known by its reading only: asked for these few.
async fn readings(store: &Store, pairs: &[(i64, i64)], known: &HashMap<i64, Seen>) -> Result<Readings> {
    let mut parts: BTreeSet<(String, String)> = BTreeSet::new();
    for (one, other) in pairs {
        let (Some(a), Some(b)) = (known.get(one), known.get(other)) else {
            continue;
        };
        if a.traits.is_only_read() {
            parts.extend(b.traits.unread_parts());
        } else if b.traits.is_only_read() {
            parts.extend(a.traits.unread_parts());
        }
    }
    learn(store, parts).await
}

/// How the shop's people read these family names and given names, the commonest readings of each.
pub(super) async fn learn(
    store: &Store,
    parts: impl IntoIterator<Item = (String, String)>,
) -> Result<Readings> {
    let (families, givens): (BTreeSet<String>, BTreeSet<String>) = parts.into_iter().unzip();
    let (families, givens) = store.readings_of(&families, &givens).await?;
    let mut readings = Readings::default();
    for (family, read) in &families {
        for (read, _) in read.iter().take(COMMONEST) {
            readings.learn_family(family, read);
        }
    }
    for (given, read) in &givens {
        for (read, _) in read.iter().take(COMMONEST) {
            readings.learn_given(given, read);
        }
    }
    Ok(readings)
}

/// A person who is compared.
pub(super) struct Seen {
    pub(super) household: i64,
    pub(super) by_hand: bool,
    pub(super) traits: Traits,
}

impl Seen {
    /// What they are found by.
    pub(super) fn keys(&self) -> Vec<i64> {
        blocking_keys(&self.traits)
            .iter()
            .filter_map(|key| text_key(key))
            .collect()
    }

    pub(super) fn of(person: KnownPerson) -> Self {
        let places = person.places.iter().map(|place| AddressParts {
            postal: &place.postal_code,
            prefecture: &place.prefecture,
            city: &place.city,
            street: &place.street,
            building: &place.building,
        });
        let traits = Traits::of(&PersonParts {
            company: person.company,
            family: &person.family_name,
            given: &person.given_name,
            family_kana: &person.family_kana,
            given_kana: &person.given_kana,
            phones: person.phones.clone(),
            mails: person.mails.clone(),
            places: places.collect(),
        });
        Self {
            household: person.household,
            by_hand: person.by_hand,
            traits,
        }
    }
}

/// What was found among the pairs that were compared.
#[derive(Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<FoundPair>,
    /// Those who are certainly one, none of them typed in by hand, with the score.
    certain: Vec<(i64, Merge)>,
}

impl Found {
    /// Compares two people and keeps what is to be said of them; `people`: how many are in the books.
    pub(super) fn weigh(
        &mut self,
        (one, a): (i64, &Seen),
        (other, b): (i64, &Seen),
        readings: &Readings,
        people: usize,
    ) {
        let likeness = compare_with(&a.traits, &b.traits, readings);
        let judged = judge(&likeness, people);
        let kind = match judged.verdict {
            Verdict::Certain | Verdict::Doubtful => PairKind::Person,
            Verdict::Family if a.household != b.household => PairKind::Family,
            Verdict::Family | Verdict::Different => return,
        };
        let score = thousandths(judged.same);
        self.pairs.push(FoundPair {
            one,
            other,
            kind,
            score,
            reasons: likeness.reasons(),
        });
        if judged.verdict == Verdict::Certain && !a.by_hand && !b.by_hand {
            self.certain.push((score, keep_first(one, a, other, b)));
        }
    }

    /// With those who are certainly one of others.
    pub(super) fn join(&mut self, other: Self) {
        self.certain.extend(other.certain);
    }

    /// Who is to be joined, the surest first; nobody whose pair was answered.
    pub(super) fn into_merges(mut self, answered: &HashSet<(i64, i64)>) -> Vec<Merge> {
        self.certain
            .sort_by_key(|(score, merge)| (-score, merge.keep, merge.absorb));
        self.certain.dedup();
        self.certain
            .into_iter()
            .map(|(_, merge)| merge)
            .filter(|merge| {
                let pair = (merge.keep.min(merge.absorb), merge.keep.max(merge.absorb));
                !answered.contains(&pair)
            })
            .collect()
    }
}

/// Whoever has a name to print stays; else whoever was there first.
fn keep_first(one: i64, a: &Seen, other: i64, b: &Seen) -> Merge {
    let (keep, absorb) = if a.traits.is_only_read() && !b.traits.is_only_read() {
        (other, one)
    } else {
        (one, other)
    };
    Merge {
        keep,
        absorb,
        by_rule: true,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
fn thousandths(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}
