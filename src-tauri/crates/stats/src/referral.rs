//! Who came through whom: a forest of referrals, what it brought, and how fast it grows.
//!
//! Not here: who told whom (the shop's books) and what counts as a new customer.

use crate::calendar::Day;
use crate::history::History;
use crate::repeats::Share;

/// One unit of the forest.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Node {
    /// Whom it came through, as an index; `None`: nobody, or somebody further down its own line.
    pub parent: Option<usize>,
    /// Units that came through it.
    pub direct: u32,
    /// Units that came through those, and so on.
    pub further: u32,
    /// Amount of all of them, each generation further away weighing `decay` of the one before; minor units.
    pub attributed_minor: f64,
    /// Generations between it and the unit at the beginning of its line; 0: it is that one.
    pub depth: u32,
}

/// How far the walk up a line has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Now,
    Done,
}

/// Builds the forest: `parent` names whom each unit came through, `amount_minor` what it brought in.
///
/// Somebody is referred once; whoever would be an ancestor of themselves, or of their own, is nobody's child here
/// (the link that closes the ring is dropped). `decay` 0..=1: with 1/2 a grandchild's amount counts half, so that an
/// amount is told for several units; a total must be taken over the referred units instead.
///
/// # Panics
/// When the slices are not of one length, or a parent is out of range.
#[must_use]
pub fn forest(parent: &[Option<usize>], amount_minor: &[i64], decay: f64) -> Vec<Node> {
    assert_eq!(parent.len(), amount_minor.len(), "BUG: one amount for each unit");
    let mut nodes = vec![Node::default(); parent.len()];
    for (node, (up, depth)) in nodes.iter_mut().zip(lines(parent)) {
        node.parent = up;
        node.depth = depth;
    }
    // The deepest first: everybody below is finished when a unit hands on what it has.
    let mut order: Vec<usize> = (0..nodes.len())
        .filter(|at| nodes[*at].parent.is_some())
        .collect();
    order.sort_unstable_by_key(|at| std::cmp::Reverse(nodes[*at].depth));
    for at in order {
        let Some(up) = nodes[at].parent else { continue };
        let below = nodes[at];
        let above = &mut nodes[up];
        above.direct += 1;
        above.further += below.direct + below.further;
        above.attributed_minor += amount_minor[at] as f64 + decay * below.attributed_minor;
    }
    nodes
}

/// Whom each unit came through, without the links that would close a ring ([`forest`]), and how many generations lie
/// between it and the beginning of its line.
///
/// # Panics
/// When a parent is out of range.
#[must_use]
pub fn lines(parent: &[Option<usize>]) -> Vec<(Option<usize>, u32)> {
    let mut told = vec![(None, 0); parent.len()];
    let mut state = vec![Seen::Not; parent.len()];
    let mut line = Vec::new();
    for start in 0..parent.len() {
        let mut at = start;
        line.clear();
        // Up to the beginning of the line, to what is finished already, or to where the line meets itself.
        while state[at] == Seen::Not {
            state[at] = Seen::Now;
            line.push(at);
            match parent[at] {
                Some(up) if state[up] == Seen::Now => break,
                Some(up) => at = up,
                None => break,
            }
        }
        for (place, &one) in line.iter().enumerate().rev() {
            let is_top = place + 1 == line.len();
            // Above the top stands a finished unit, or the ring would close.
            let up = parent[one].filter(|up| !is_top || state[*up] == Seen::Done);
            told[one] = (up, up.map_or(0, |up| told[up].1 + 1));
        }
        for &one in &line {
            state[one] = Seen::Done;
        }
    }
    told
}

/// Everything below a unit, as indices, ascending: its own referrals, and with `further` theirs too.
#[must_use]
pub fn below(nodes: &[Node], of: usize, further: bool) -> Vec<usize> {
    let is_below = |at: usize| {
        let mut up = nodes[at].parent;
        while let Some(above) = up {
            if above == of {
                return true;
            }
            up = if further { nodes[above].parent } else { None };
        }
        false
    };
    (0..nodes.len()).filter(|at| is_below(*at)).collect()
}

/// How a year of referrals adds to the shop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Units new in the year, out of which so many came through somebody. The denominator has those who never said.
    pub referred: Share,
    /// The same of those new ones whose source is known.
    pub referred_of_known: Share,
    /// Units that bought in the five years before the year: who could have told somebody.
    pub base: u64,
}

impl Growth {
    /// K of a year: new units that came through somebody for each of the base; `None` without a base.
    ///
    /// In shops nobody sees an invitation, so K = invitations × conversion is measured by what came of them.
    #[must_use]
    pub fn k(&self) -> Option<f64> {
        (self.base > 0).then(|| self.referred.hits as f64 / self.base as f64)
    }

    /// What one new unit becomes when each year's new ones tell others as these did: 1 + K + K² + … = 1 ÷ (1 − K);
    /// `None` without K and for K ≥ 1, where the sum has no end.
    #[must_use]
    pub fn multiplier(&self) -> Option<f64> {
        self.k().filter(|k| *k < 1.0).map(|k| 1.0 / (1.0 - k))
    }
}

/// Counts the year that ends with the last observed day. `source` says of each unit whether it came through somebody;
/// `None`: nobody knows. `left` names the units that could not tell anybody any more.
#[must_use]
pub fn growth(history: &History, source: &[Option<bool>], left: impl Fn(usize) -> bool) -> Growth {
    let until = history.observed_until();
    let from = until - 364;
    let mut growth = Growth {
        referred: Share { hits: 0, n: 0 },
        referred_of_known: Share { hits: 0, n: 0 },
        base: 0,
    };
    for (place, unit) in history.iter().enumerate() {
        if unit.first_day() >= from {
            let referred = source[place];
            growth.referred.n += 1;
            growth.referred.hits += u64::from(referred == Some(true));
            growth.referred_of_known.n += u64::from(referred.is_some());
            growth.referred_of_known.hits += u64::from(referred == Some(true));
        } else {
            let before = unit.days.partition_point(|day| *day < from);
            let last = unit.days[before - 1];
            growth.base += u64::from(from - last <= BASE_DAYS && !left(place));
        }
    }
    growth
}

/// Days for which somebody who bought is taken to tell others: five years.
const BASE_DAYS: Day = 1_826;

/// The median of the days from the first purchase of the one who told to that of the one who was told; of those who
/// were told after it. `None` when there is nobody.
#[must_use]
pub fn generation_days(history: &History, nodes: &[Node]) -> Option<f64> {
    let mut days: Vec<Day> = nodes
        .iter()
        .enumerate()
        .filter_map(|(at, node)| {
            let days = history.unit(at).first_day() - history.unit(node.parent?).first_day();
            (days >= 0).then_some(days)
        })
        .collect();
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    Some(f64::midpoint(
        f64::from(days[(days.len() - 1) / 2]),
        f64::from(upper),
    ))
}
