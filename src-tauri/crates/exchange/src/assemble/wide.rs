//! Wide ledgers: one row a customer, and in it one purchase beside the other (品1, 日付1, 金額1, 品2, 日付2 …).
//!
//! Such a row is read once for each purchase, with the columns of that purchase alone and those that all of them
//! share (the customer's). Not here: several products of one purchase side by side (`lines`).

use super::cells::Plan;
use crate::field::Field;
use crate::mapping::{Dataset, GENERIC, Mapping, RowModel};
use crate::read::Row;

/// What belongs to one purchase of the row, beside the fields of its lines.
const OF_PURCHASE: [Field; 10] = [
    Field::OrderId,
    Field::OrderedOn,
    Field::DeliveredOn,
    Field::PlannedDeliveryOn,
    Field::ShippedOn,
    Field::OrderTotal,
    Field::PaidTotal,
    Field::AmountMinor,
    Field::Status,
    Field::Refunded,
];

/// How many purchases stand side by side in a row: 1 for every ordinary file. A file is wide when it has as many
/// days of purchase as products (or amounts), and more than one.
#[must_use]
pub(crate) fn purchases_per_row(mapping: &Mapping) -> usize {
    if mapping.dataset != Dataset::Purchases || mapping.system != GENERIC {
        return 1;
    }
    let count = |field: Field| mapping.columns_of(field).count();
    let days = count(Field::OrderedOn);
    let pairs = [
        Field::ProductName,
        Field::ProductCode,
        Field::LineAmount,
        Field::OrderTotal,
    ];
    if days > 1 && pairs.iter().any(|field| count(*field) == days) {
        days
    } else {
        1
    }
}

/// One mapping for each purchase of a row; for an ordinary file the mapping itself.
pub(crate) fn sets(mapping: &Mapping) -> Vec<Mapping> {
    let count = purchases_per_row(mapping);
    if count == 1 {
        return vec![mapping.clone()];
    }
    (0..count)
        .map(|set| {
            let mut one = mapping.clone();
            one.row_model = RowModel::OrderPerRow;
            for field in Field::ALL {
                let columns: Vec<usize> = mapping.columns_of(*field).collect();
                let is_own = field.is_of_line() || OF_PURCHASE.contains(field);
                let keep = match columns.len() {
                    // What stands once belongs to all of them, but for the number of an order: several
                    // purchases are never one order.
                    0 | 1 if *field != Field::OrderId => continue,
                    many if is_own && many == count => columns.get(set).copied(),
                    _ if is_own => None,
                    _ => continue,
                };
                for index in columns.into_iter().filter(|index| Some(*index) != keep) {
                    one.set(index, None);
                }
            }
            one
        })
        .collect()
}

/// Whether a row has anything of this purchase.
pub(crate) fn is_filled(plan: &Plan<'_>, row: &Row) -> bool {
    [
        Field::OrderedOn,
        Field::ProductName,
        Field::ProductCode,
        Field::LineAmount,
        Field::OrderTotal,
    ]
    .iter()
    .any(|field| {
        // One that all purchases share says nothing about this one.
        plan.columns_of(*field).len() == 1 && plan.cell(row, *field).is_some()
    })
}
