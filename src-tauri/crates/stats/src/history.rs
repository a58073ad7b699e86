//! The input of every calculation about purchases: who bought on which days, for how much.
//!
//! A unit is whatever the caller counts (household or customer). A [`History`] is cut off at the day until which
//! the shop was observed and has its purchases merged into projects; both happen once, when it is built, so that
//! no calculation can forget them. Not here: which lines qualify as a purchase and what a refund takes away from
//! it, because that is the shop's rule, and how the facts rest on disk (`codec`).

use std::ops::Range;

use crate::calendar::Day;
use crate::codec::{self, DecodeError};

/// A purchase, or several orders that count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Purchase {
    /// The day that counts (delivery or order day, as the caller anchors it).
    pub day: Day,
    /// Amount in minor units, refunds of this purchase already taken off if the caller wants them so.
    pub amount: i64,
    /// How many orders it stands for, at least 1 (0 is read as 1).
    pub orders: u32,
}

impl Purchase {
    /// One order on `day`.
    #[must_use]
    pub const fn new(day: Day, amount: i64) -> Self {
        Self {
            day,
            amount,
            orders: 1,
        }
    }
}

/// Money that changes net revenue on a day without being a purchase: a cancellation, a later refund (negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Correction {
    /// The day on which it is booked.
    pub day: Day,
    /// Signed amount in minor units; a refund is negative.
    pub amount: i64,
}

/// All facts of one unit, as they are stored: unmerged, uncut, days ascending or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitHistory {
    /// The caller's id of the unit.
    pub unit: i64,
    /// Purchases.
    pub purchases: Vec<Purchase>,
    /// Corrections.
    pub corrections: Vec<Correction>,
}

/// How facts become a [`History`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Purchases of one unit within this many days *of the first day of the running project* belong to that
    /// project; 0 merges only the same day. It is not a chain: with 30, purchases on days 0, 20 and 40 are two
    /// projects (0 and 40), because day 40 is more than 30 days after day 0. So a household that buys something
    /// every three weeks is not one endless project, and facts that come later never change an earlier project.
    pub merge_days: u32,
    /// The last day that was observed, inclusive. Later facts are left out; younger cells are not mature.
    pub observed_until: Day,
}

/// Purchases of many units, unit-major, units by ascending id, days strictly ascending inside a unit.
///
/// Every unit in it has at least one purchase. 300,000 units with 1,000,000 purchases take about 20 MB.
#[derive(Debug, Clone)]
pub struct History {
    rules: Rules,
    units: Vec<i64>,
    offsets: Vec<u32>,
    days: Vec<Day>,
    amounts: Vec<i64>,
    orders: Vec<u32>,
    corrections: Vec<(u32, Correction)>,
}

/// One unit of a [`History`]: parallel slices of the same, non-zero length.
#[derive(Debug, Clone, Copy)]
pub struct UnitView<'a> {
    /// The caller's id of the unit.
    pub unit: i64,
    /// Project days, strictly ascending.
    pub days: &'a [Day],
    /// Amounts in minor units.
    pub amounts: &'a [i64],
    /// Orders merged into each project, at least 1.
    pub orders: &'a [u32],
}

impl UnitView<'_> {
    /// Day of the first purchase.
    #[must_use]
    pub fn first_day(&self) -> Day {
        self.days[0]
    }

    /// Day of the last purchase.
    #[must_use]
    pub fn last_day(&self) -> Day {
        self.days[self.days.len() - 1]
    }

    /// Day of the second purchase, `None` when there is only one.
    #[must_use]
    pub fn second_day(&self) -> Option<Day> {
        self.days.get(1).copied()
    }

    /// Orders over all purchases.
    #[must_use]
    pub fn order_count(&self) -> u64 {
        self.orders.iter().map(|&orders| u64::from(orders)).sum()
    }

    /// Amount over all purchases in minor units, held at the ends of `i64`.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.amounts
            .iter()
            .fold(0, |sum, &amount| sum.saturating_add(amount))
    }
}

impl History {
    /// Builds from whole units; their purchases may come in any order.
    #[must_use]
    pub fn from_units(units: &[UnitHistory], rules: Rules) -> Self {
        let mut builder = HistoryBuilder::new(rules);
        for unit in units {
            builder.push_unit(unit.unit, &unit.purchases, &unit.corrections);
        }
        builder.finish()
    }

    /// Builds from blocks made by [`codec::encode_block`].
    ///
    /// # Errors
    /// [`DecodeError`] of the first block that cannot be read.
    pub fn from_blocks<'a>(
        blocks: impl IntoIterator<Item = &'a [u8]>,
        rules: Rules,
    ) -> Result<Self, DecodeError> {
        let mut builder = HistoryBuilder::new(rules);
        for block in blocks {
            builder.push_block(block)?;
        }
        Ok(builder.finish())
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether nobody bought anything until the last observed day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Number of purchases (projects) over all units.
    #[must_use]
    pub fn purchase_count(&self) -> usize {
        self.days.len()
    }

    /// How it was built.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// The last observed day, inclusive.
    #[must_use]
    pub fn observed_until(&self) -> Day {
        self.rules.observed_until
    }

    /// Ids of the units, ascending; the place in this slice is the unit's index everywhere in this crate.
    #[must_use]
    pub fn unit_ids(&self) -> &[i64] {
        &self.units
    }

    /// The unit at `index`, `0..len()`.
    ///
    /// # Panics
    /// When `index` is out of range, like a slice.
    #[must_use]
    pub fn unit(&self, index: usize) -> UnitView<'_> {
        let range = self.range(index);
        UnitView {
            unit: self.units[index],
            days: &self.days[range.clone()],
            amounts: &self.amounts[range.clone()],
            orders: &self.orders[range],
        }
    }

    /// All units in ascending order of their id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = UnitView<'_>> {
        (0..self.len()).map(|index| self.unit(index))
    }

    /// Corrections as (index of the unit, correction), by unit, then day.
    #[must_use]
    pub fn corrections(&self) -> &[(u32, Correction)] {
        &self.corrections
    }

    /// The first day on which anybody bought; `None` when nobody did.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.iter().map(|unit| unit.first_day()).min()
    }

    /// The units for which `keep` says yes to their index, in the same order.
    #[must_use]
    pub fn filtered(&self, mut keep: impl FnMut(usize) -> bool) -> Self {
        let mut kept = Self {
            rules: self.rules,
            units: Vec::new(),
            offsets: vec![0],
            days: Vec::new(),
            amounts: Vec::new(),
            orders: Vec::new(),
            corrections: Vec::new(),
        };
        let mut corrections = self.corrections.iter().peekable();
        for index in 0..self.len() {
            let keeps = keep(index);
            if keeps {
                let range = self.range(index);
                kept.units.push(self.units[index]);
                kept.days.extend_from_slice(&self.days[range.clone()]);
                kept.amounts.extend_from_slice(&self.amounts[range.clone()]);
                kept.orders.extend_from_slice(&self.orders[range]);
                kept.offsets.push(kept.days.len() as u32);
            }
            while let Some((_, correction)) = corrections.next_if(|(unit, _)| *unit as usize == index) {
                if keeps {
                    kept.corrections.push((kept.units.len() as u32 - 1, *correction));
                }
            }
        }
        kept
    }

    /// The same with the units of some ranges of ids as another history has them, whatever this one has there. Costs
    /// a copy, which is little beside building everything again.
    ///
    /// `parts` come by range, ascending and apart; each is built by the rules of this one and has no unit outside of
    /// its range.
    #[must_use]
    pub fn replaced(&self, parts: &[(Range<i64>, Self)]) -> Self {
        let more = |of: fn(&Self) -> usize| of(self) + parts.iter().map(|(_, part)| of(part)).sum::<usize>();
        let (units, purchases) = (more(Self::len), more(Self::purchase_count));
        let mut whole = Self {
            rules: self.rules,
            units: Vec::with_capacity(units),
            offsets: Vec::with_capacity(units + 1),
            days: Vec::with_capacity(purchases),
            amounts: Vec::with_capacity(purchases),
            orders: Vec::with_capacity(purchases),
            corrections: Vec::with_capacity(self.corrections.len()),
        };
        whole.offsets.push(0);
        let mut from = 0;
        for (range, part) in parts {
            let to = self.units.partition_point(|unit| *unit < range.start);
            whole.append(self, from..to.max(from));
            whole.append(part, 0..part.len());
            from = self.units.partition_point(|unit| *unit < range.end).max(from);
        }
        whole.append(self, from..self.len());
        whole
    }

    /// Adds some units of another history behind those that are there.
    fn append(&mut self, other: &Self, places: Range<usize>) {
        let purchases = other.offsets[places.start] as usize..other.offsets[places.end] as usize;
        let first = self.units.len() as u32;
        let moved = |offset: u32| offset - purchases.start as u32 + self.days.len() as u32;
        let offsets: Vec<u32> = other.offsets[places.start + 1..=places.end]
            .iter()
            .map(|offset| moved(*offset))
            .collect();
        self.offsets.extend(offsets);
        self.units.extend_from_slice(&other.units[places.clone()]);
        self.days.extend_from_slice(&other.days[purchases.clone()]);
        self.amounts.extend_from_slice(&other.amounts[purchases.clone()]);
        self.orders.extend_from_slice(&other.orders[purchases]);
        let at = |place: usize| {
            other
                .corrections
                .partition_point(|(unit, _)| (*unit as usize) < place)
        };
        let corrections = &other.corrections[at(places.start)..at(places.end)];
        self.corrections.extend(
            corrections
                .iter()
                .map(|(unit, correction)| (unit - places.start as u32 + first, *correction)),
        );
    }

    fn range(&self, index: usize) -> Range<usize> {
        self.offsets[index] as usize..self.offsets[index + 1] as usize
    }
}

/// Takes facts in any order and makes a [`History`] of them.
///
/// Facts of one unit that come together, units ascending and days ascending, cost least: nothing is sorted then.
#[derive(Debug)]
pub struct HistoryBuilder {
    rules: Rules,
    /// Runs of consecutive purchases of one unit: (unit, first place in `purchases`).
    runs: Vec<(i64, u32)>,
    purchases: Vec<Purchase>,
    corrections: Vec<(i64, Correction)>,
}

impl HistoryBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            runs: Vec::new(),
            purchases: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// Adds one purchase. Facts after the last observed day are dropped.
    ///
    /// # Panics
    /// Beyond 4,294,967,295 purchases, which no shop has.
    pub fn push(&mut self, unit: i64, purchase: Purchase) {
        if purchase.day > self.rules.observed_until {
            return;
        }
        if self.runs.last().is_none_or(|(last, _)| *last != unit) {
            let start = u32::try_from(self.purchases.len()).expect("BUG: more than 4 billion purchases");
            self.runs.push((unit, start));
        }
        self.purchases.push(Purchase {
            orders: purchase.orders.max(1),
            ..purchase
        });
    }

    /// Adds one correction; it is dropped when its unit never bought.
    pub fn push_correction(&mut self, unit: i64, correction: Correction) {
        if correction.day <= self.rules.observed_until {
            self.corrections.push((unit, correction));
        }
    }

    /// Adds all facts of one unit.
    pub fn push_unit(&mut self, unit: i64, purchases: &[Purchase], corrections: &[Correction]) {
        for purchase in purchases {
            self.push(unit, *purchase);
        }
        for correction in corrections {
            self.push_correction(unit, *correction);
        }
    }

    /// Adds the facts of an encoded block.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are not a block; the builder should then be thrown away.
    pub fn push_block(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        codec::visit_block(bytes, |fact| match fact {
            codec::Fact::Purchase(unit, purchase) => self.push(unit, purchase),
            codec::Fact::Correction(unit, correction) => self.push_correction(unit, correction),
        })
    }

    /// Sorts what is not sorted, merges projects and drops corrections of units without purchase.
    #[must_use]
    pub fn finish(mut self) -> History {
        self.bring_units_together();
        let mut history = History {
            rules: self.rules,
            units: Vec::with_capacity(self.runs.len()),
            offsets: Vec::with_capacity(self.runs.len() + 1),
            days: Vec::with_capacity(self.purchases.len()),
            amounts: Vec::with_capacity(self.purchases.len()),
            orders: Vec::with_capacity(self.purchases.len()),
            corrections: Vec::new(),
        };
        history.offsets.push(0);
        for (place, &(unit, start)) in self.runs.iter().enumerate() {
            let end = self
                .runs
                .get(place + 1)
                .map_or(self.purchases.len(), |(_, next)| *next as usize);
            let purchases = &mut self.purchases[start as usize..end];
            if !purchases.is_sorted_by_key(|purchase| purchase.day) {
                purchases.sort_by_key(|purchase| purchase.day);
            }
            history.push_projects(purchases);
            history.units.push(unit);
            history.offsets.push(history.days.len() as u32);
        }
        self.corrections
            .sort_by_key(|(unit, correction)| (*unit, correction.day));
        for (unit, correction) in self.corrections {
            if let Ok(index) = history.units.binary_search(&unit) {
                history.corrections.push((index as u32, correction));
            }
        }
        history
    }

    /// Orders the runs by unit and joins runs of the same unit, keeping the order of arrival inside a unit.
    fn bring_units_together(&mut self) {
        if self.runs.is_sorted_by(|left, right| left.0 < right.0) {
            return;
        }
        let ends: Vec<u32> = (1..=self.runs.len())
            .map(|next| {
                self.runs
                    .get(next)
                    .map_or(self.purchases.len() as u32, |(_, start)| *start)
            })
            .collect();
        let mut order: Vec<usize> = (0..self.runs.len()).collect();
        order.sort_by_key(|&run| self.runs[run].0);
        let mut runs: Vec<(i64, u32)> = Vec::with_capacity(self.runs.len());
        let mut purchases = Vec::with_capacity(self.purchases.len());
        for run in order {
            let (unit, start) = self.runs[run];
            if runs.last().is_none_or(|(last, _)| *last != unit) {
                runs.push((unit, purchases.len() as u32));
            }
            purchases.extend_from_slice(&self.purchases[start as usize..ends[run] as usize]);
        }
        self.runs = runs;
        self.purchases = purchases;
    }
}

impl History {
    fn push_projects(&mut self, purchases: &[Purchase]) {
        let mut project_start: Option<Day> = None;
        for purchase in purchases {
            let belongs = project_start.is_some_and(|start| {
                i64::from(purchase.day) - i64::from(start) <= i64::from(self.rules.merge_days)
            });
            if belongs {
                let last = self.days.len() - 1;
                self.amounts[last] = self.amounts[last].saturating_add(purchase.amount);
                self.orders[last] = self.orders[last].saturating_add(purchase.orders);
            } else {
                project_start = Some(purchase.day);
                self.days.push(purchase.day);
                self.amounts.push(purchase.amount);
                self.orders.push(purchase.orders);
            }
        }
    }
}
