//! Rows of one order are joined here.
//!
//! How: an order stays open until [`MAX_OPEN`] other orders have begun after it (or [`MAX_OPEN_LINES`] lines
//! are waiting); then it is closed and handed over. So records come in the order of their first rows, rows
//! of one order may stand apart by a thousand orders, and memory is bounded. The ids of closed orders are
//! remembered as eight-byte fingerprints: a row that comes too late is not lost and not counted twice, it is
//! rejected as [`RowProblemCode::OrderRowsApart`], and sorting the file by order heals it. (Reading the file
//! twice, to know where each order ends, would cost the same time again for files that no system writes.)
//!
//! Not here: what a row means (`purchase`).

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

use aichaku_domain::values::spread_hash;

use super::Output;
use super::cells::Plan;
use super::purchase::{self, OpenOrder};
use crate::field::Field;
use crate::mapping::Fnv1a;
use crate::problem::RowProblemCode;
use crate::read::Row;

/// How many orders may begin after one before it is closed.
pub(crate) const MAX_OPEN: usize = 1_024;
/// How many lines may wait in open orders.
const MAX_OPEN_LINES: usize = 200_000;
/// The most lines that one order may have.
pub(crate) const MAX_LINES: usize = 10_000;

/// Hashes fingerprints, which are spread already, by themselves.
type Spread = BuildHasherDefault<AsItIs>;

#[derive(Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, print: u64) {
        self.0 = print;
    }
}

/// The orders that may still get rows.
#[derive(Default)]
pub(crate) struct OpenOrders {
    queue: VecDeque<OpenOrder>,
    /// Sequence number of the first order in the queue.
    first: u64,
    by_id: HashMap<u64, u64, Spread>,
    closed: HashSet<u64, Spread>,
    /// Orders of which a row was rejected before the order began.
    damaged: HashSet<u64, Spread>,
    repeats: HashMap<u64, u32, Spread>,
    open_lines: usize,
    /// Sequence number of the order to which a row without id belongs.
    last: Option<u64>,
}

/// Where the rows of an id go.
pub(crate) enum Place {
    /// To this open order.
    Open(u64),
    /// To a new one.
    New,
    /// Its order is closed already.
    TooLate,
}

/// A fingerprint that is the same in every run and version: it becomes part of stored keys.
pub(crate) fn fingerprint(text: &str) -> u64 {
    spread_hash(Fnv1a::of(text))
}

impl OpenOrders {
    /// Where a row with this order number belongs.
    pub(crate) fn place(&self, id: &str) -> Place {
        let print = fingerprint(id);
        match self.by_id.get(&print) {
            Some(&sequence) => Place::Open(sequence),
            None if self.closed.contains(&print) => Place::TooLate,
            None => Place::New,
        }
    }

    /// The order that began last, for rows that leave its number out.
    pub(crate) fn last(&self) -> Option<u64> {
        self.last.filter(|sequence| *sequence >= self.first)
    }

    pub(crate) fn get(&mut self, sequence: u64) -> Option<&mut OpenOrder> {
        let index = usize::try_from(sequence.checked_sub(self.first)?).ok()?;
        self.queue.get_mut(index)
    }

    /// Notes that an order has got lines.
    pub(crate) fn added_lines(&mut self, count: usize) {
        self.open_lines += count;
    }

    /// Marks an order as the one that was read last.
    pub(crate) fn touch(&mut self, sequence: u64) {
        self.last = Some(sequence);
    }

    /// Begins an order; closes the oldest ones that have waited long enough.
    pub(crate) fn begin(&mut self, mut order: OpenOrder, plan: &Plan<'_>, out: &mut Output<'_>) {
        let sequence = self.first + self.queue.len() as u64;
        if let Some(id) = &order.external_id {
            let print = fingerprint(id);
            self.by_id.insert(print, sequence);
            order.is_incomplete |= self.damaged.remove(&print);
        }
        self.open_lines += order.lines.len();
        self.queue.push_back(order);
        self.last = Some(sequence);
        // Orders without a number get no further rows but the ones right below.
        while self.queue.len() > 1
            && (self.queue.len() > MAX_OPEN
                || self.open_lines > MAX_OPEN_LINES
                || self
                    .queue
                    .front()
                    .is_some_and(|order| order.external_id.is_none()))
        {
            self.close_oldest(plan, out);
        }
    }

    fn close_oldest(&mut self, plan: &Plan<'_>, out: &mut Output<'_>) {
        let Some(order) = self.queue.pop_front() else {
            return;
        };
        self.first += 1;
        self.open_lines = self.open_lines.saturating_sub(order.lines.len());
        if let Some(id) = &order.external_id {
            let print = fingerprint(id);
            self.by_id.remove(&print);
            self.closed.insert(print);
        }
        purchase::close(order, self, plan, out);
    }

    /// How often this fingerprint of a row without order number was seen, with this time.
    pub(crate) fn count_repeat(&mut self, print: u64) -> u32 {
        let count = self.repeats.entry(print).or_insert(0);
        *count += 1;
        *count
    }

    /// Begins another sheet. An order that stood on an earlier one is told again by this one, and a row that is
    /// the same as one there is that one: a sheet that was copied counts nothing twice.
    pub(crate) fn begin_sheet(&mut self) {
        self.closed.clear();
        self.damaged.clear();
        self.repeats.clear();
        self.last = None;
    }

    /// Forgets the order above: rows without a number that follow belong to one that was left out.
    pub(crate) fn forget_last(&mut self) {
        self.last = None;
    }

    /// Remembers that a row of an order was left out.
    pub(crate) fn note_rejected(&mut self, plan: &Plan<'_>, row: &Row) {
        let Some((_, id)) = plan.cell(row, Field::OrderId) else {
            return;
        };
        match self.place(id) {
            Place::Open(sequence) => {
                if let Some(order) = self.get(sequence) {
                    order.is_incomplete = true;
                }
            }
            Place::New => {
                self.damaged.insert(fingerprint(id));
            }
            Place::TooLate => {}
        }
    }

    /// Closes all orders, at the end of the file.
    pub(crate) fn close_all(&mut self, plan: &Plan<'_>, out: &mut Output<'_>) {
        while !self.queue.is_empty() {
            self.close_oldest(plan, out);
        }
    }
}

/// The code of a row that came too late.
pub(crate) const TOO_LATE: RowProblemCode = RowProblemCode::OrderRowsApart;
