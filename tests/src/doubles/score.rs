//! How many doubles are found, and how many of those found are doubles.

use std::collections::{BTreeMap, HashMap, HashSet};

use aichaku_domain::matching::{
    LARGEST_BLOCK, Readings, Traits, Verdict, blocking_keys, compare_with, judge,
};

use super::Written;

/// Right ones among those found, and those found among all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Pairs that were named.
    pub named: usize,
    /// Of them, pairs that are one person.
    pub right: usize,
    /// Right ones of those named, 0..=1; 1 where nothing was named.
    pub precision: f64,
    /// Right ones of all that there are, 0..=1.
    pub recall: f64,
}

/// What was found in a set of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Rows in the books.
    pub rows: usize,
    /// Pairs of rows that are one person.
    pub doubles: usize,
    /// Pairs that share a key and were compared.
    pub compared: usize,
    /// Joined by rule.
    pub certain: Share,
    /// Shown to a person, without those joined by rule; its recall is of all doubles.
    pub doubtful: Share,
    /// Both together.
    pub both: Share,
    /// The strictest threshold in whole hundredths at which joining by rule would find 95 of 100 doubles with 995 of
    /// 1,000 right; `None`: none does.
    pub strictest: Option<u32>,
    /// The most pairs, by the score alone, of which 995 in 1,000 are right.
    pub surest: Share,
    /// Right pairs that nobody sees, by what was alike; for reading.
    pub missed: Vec<(usize, usize)>,
    /// Wrong pairs that were joined by rule.
    pub wrong: Vec<(usize, usize)>,
}

/// Looks for doubles in these rows as the app does, and compares with the truth.
#[must_use]
pub fn measure(books: &[Written]) -> Found {
    let traits: Vec<Traits> = books.iter().map(Written::traits).collect();
    let readings = readings(books);
    let mut blocks: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, person) in traits.iter().enumerate() {
        for key in blocking_keys(person) {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut pairs: HashSet<(usize, usize)> = HashSet::new();
    for members in blocks.values().filter(|members| members.len() <= LARGEST_BLOCK) {
        for (at, one) in members.iter().enumerate() {
            pairs.extend(members[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let mut of: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, row) in books.iter().enumerate() {
        of.entry(row.person).or_default().push(at);
    }
    let doubles: HashSet<(usize, usize)> = of
        .values()
        .flat_map(|rows| {
            rows.iter()
                .enumerate()
                .flat_map(|(at, one)| rows[at + 1..].iter().map(|other| (*one, *other)))
        })
        .collect();
    let mut scored: Vec<(f64, bool)> = Vec::with_capacity(pairs.len());
    let mut by_rule: Vec<(f64, bool)> = Vec::new();
    let mut named: BTreeMap<Verdict, Vec<(usize, usize)>> = BTreeMap::new();
    for pair in &pairs {
        let likeness = compare_with(&traits[pair.0], &traits[pair.1], &readings);
        let judged = judge(&likeness, books.len());
        scored.push((judged.same, doubles.contains(pair)));
        if judged.evidence {
            by_rule.push((judged.same, doubles.contains(pair)));
        }
        let found = match judged.verdict {
            verdict @ (Verdict::Certain | Verdict::Doubtful) => verdict,
            Verdict::Family | Verdict::Different => continue,
        };
        named.entry(found).or_default().push(*pair);
    }
    let certain = named.remove(&Verdict::Certain).unwrap_or_default();
    let doubtful = named.remove(&Verdict::Doubtful).unwrap_or_default();
    let both: Vec<_> = certain.iter().chain(&doubtful).copied().collect();
    let seen: HashSet<_> = both.iter().copied().collect();
    let mut missed: Vec<_> = doubles
        .iter()
        .copied()
        .filter(|pair| !seen.contains(pair))
        .collect();
    let mut wrong: Vec<_> = certain
        .iter()
        .copied()
        .filter(|pair| !doubles.contains(pair))
        .collect();
    missed.sort_unstable();
    wrong.sort_unstable();
    Found {
        rows: books.len(),
        doubles: doubles.len(),
        compared: pairs.len(),
        certain: share(&certain, &doubles),
        doubtful: share(&doubtful, &doubles),
        both: share(&both, &doubles),
        strictest: strictest(&by_rule, doubles.len()),
        surest: surest(scored, doubles.len()),
        missed,
        wrong,
    }
}

/// How names are read, as the books themselves say where they know both scripts in parts.
fn readings(books: &[Written]) -> Readings {
    let mut readings = Readings::default();
    for row in books.iter().filter(|row| !row.company) {
        let parts = [&row.family, &row.given, &row.family_kana, &row.given_kana];
        if parts.iter().all(|part| !part.is_empty()) {
            readings.learn_family(&row.family, &row.family_kana);
            readings.learn_given(&row.given, &row.given_kana);
        }
    }
    readings
}

/// The highest hundredth at which what a rule may join is enough, and right enough.
#[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
fn strictest(by_rule: &[(f64, bool)], doubles: usize) -> Option<u32> {
    (50..100).rev().find(|hundredth| {
        let least = f64::from(*hundredth) / 100.0;
        let joined = by_rule.iter().filter(|(same, _)| *same >= least);
        let (named, right) = joined.fold((0_usize, 0_usize), |(named, right), (_, is_right)| {
            (named + 1, right + usize::from(*is_right))
        });
        right as f64 >= doubles as f64 * 0.95 && right as f64 >= named as f64 * 0.995
    })
}

/// Walks down the scores and remembers the last place where 995 of 1,000 above it are right.
#[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
fn surest(mut scored: Vec<(f64, bool)>, doubles: usize) -> Share {
    // Among equals the wrong ones first: a threshold takes all of them.
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut right = 0;
    let mut best = (0, 0);
    for (at, (score, is_right)) in scored.iter().enumerate() {
        right += usize::from(*is_right);
        let named = at + 1;
        let ends = scored.get(named).is_none_or(|next| next.0 < *score);
        if ends && right as f64 >= named as f64 * 0.995 {
            best = (named, right);
        }
    }
    let (named, right) = best;
    Share {
        named,
        right,
        precision: if named == 0 {
            1.0
        } else {
            right as f64 / named as f64
        },
        recall: right as f64 / doubles.max(1) as f64,
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
fn share(named: &[(usize, usize)], doubles: &HashSet<(usize, usize)>) -> Share {
    let right = named.iter().filter(|pair| doubles.contains(pair)).count();
    Share {
        named: named.len(),
        right,
        precision: if named.is_empty() {
            1.0
        } else {
            right as f64 / named.len() as f64
        },
        recall: if doubles.is_empty() {
            1.0
        } else {
            right as f64 / doubles.len() as f64
        },
    }
}

/// Prints what was found, and what was joined wrongly or missed, for a person who works on the scorer.
#[expect(clippy::print_stdout, reason = "for people at a terminal")]
pub fn tell(books: &[Written], found: &Found) {
    let line = |name: &str, share: &Share| {
        println!(
            "{name:<24} {:>8} pairs  precision {:.4}  recall {:.4}",
            share.named, share.precision, share.recall
        );
    };
    println!(
        "{} rows, {} doubles, {} pairs compared",
        found.rows, found.doubles, found.compared
    );
    line("joined by rule", &found.certain);
    line("asked about", &found.doubtful);
    line("both", &found.both);
    line("by the score alone", &found.surest);
    match found.strictest {
        Some(hundredth) => println!("a rule from 0.{hundredth:02} on would do in this set"),
        None => println!("no threshold would do in this set"),
    }
    for (name, pairs) in [("joined wrongly", &found.wrong), ("missed", &found.missed)] {
        for (one, other) in pairs.iter().take(if found.rows < 10_000 { 12 } else { 0 }) {
            println!("{name}: {:?}\n  {:?}", books[*one], books[*other]);
        }
    }
}
