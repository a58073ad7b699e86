//! The lines of an order: products, fees, discounts, options.
//!
//! Not here: what they come to (`purchase`).

use aichaku_domain::kinds::LineKind;

use super::Output;
use super::cells::Plan;
use super::purchase::{OpenOrder, Said};
use super::simple::told_traits;
use crate::field::Field;
use crate::guess::Guesser;
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::records::{DeliveryDay, LineRecord};

/// An option row adds to the line above it.
pub(super) fn add_option(plan: &Plan<'_>, row: &Row, order: &mut OpenOrder) {
    let Some((_, text)) = plan.cell(row, Field::ProductName) else {
        return;
    };
    let option = text.strip_prefix("商品オプション").map_or(text, |rest| {
        rest.trim_start_matches(['「', ':', '：', ' '])
            .trim_end_matches('」')
    });
    if let Some(line) = order.lines.last_mut() {
        let variant = line.variant.get_or_insert_with(String::new);
        if variant.chars().count() < 400 {
            if !variant.is_empty() {
                variant.push(' ');
            }
            variant.extend(option.chars().take(200));
        }
        // An option may have its price.
        if let (Some(amount), Some(extra)) = (
            line.amount_minor,
            plan.money(row, Field::UnitPrice, &mut Vec::new()),
        ) {
            line.amount_minor = Some(amount + extra * line.quantity);
        }
    }
}

/// The lines of a row: one, or one per set of columns of a wide sheet.
pub(super) fn lines_of(
    plan: &Plan<'_>,
    row: &Row,
    said: Said,
    delivery: Option<DeliveryDay>,
    guesser: &mut Guesser,
    out: &mut Output<'_>,
) -> Vec<LineRecord> {
    let names = plan.columns_of(Field::ProductName);
    let is_wide = names.len() > 1 && plan.system.is_none();
    let sets = if is_wide { names.len() } else { 1 };
    let mut lines = Vec::with_capacity(sets);
    for set in 0..sets {
        let cell = |field: Field| -> Option<(usize, &str)> {
            if is_wide {
                let index = *plan.columns_of(field).get(set)?;
                let cell = row.cell(index).trim();
                (!cell.is_empty()).then_some((index, cell))
            } else {
                plan.cell(row, field)
            }
        };
        let problems = &mut out.problems;
        let unquoted = |(_, text): (usize, &str)| cut(text.strip_prefix('\'').unwrap_or(text));
        let code = cell(Field::ProductCode).map(unquoted);
        let Some(name) = cell(Field::ProductName).map(unquoted).or_else(|| code.clone()) else {
            continue;
        };
        let pieces = cell(Field::Quantity)
            .and_then(|(index, text)| plan.quantity_at(row, index, text, problems))
            .unwrap_or(1);
        let unit_minor = cell(Field::UnitPrice)
            .and_then(|(index, text)| plan.money_at(row, index, text, Field::UnitPrice, problems));
        let stated = cell(Field::LineAmount)
            .and_then(|(index, text)| plan.money_at(row, index, text, Field::LineAmount, problems));
        if pieces == 0 {
            continue;
        }
        let (guessed, guessed_kind) = guesser.of_name(&name);
        let told_kind = said.kind.or_else(|| {
            let (_, text) = cell(Field::LineType)?;
            LineKind::parse(text)
                .or_else(|| Some(crate::guess::guess_line_kind(text)).filter(|kind| *kind != LineKind::Goods))
        });
        let kind = told_kind.unwrap_or(guessed_kind);
        let computed = unit_minor.and_then(|unit| unit.checked_mul(pieces));
        let mut amount_minor = stated.or(computed).filter(|amount| {
            let fits = amount.abs() <= crate::values::MAX_AMOUNT_MINOR;
            if !fits {
                problems.push(RowProblem::rejected(
                    row.line,
                    None,
                    RowProblemCode::AmountOutOfRange,
                    &amount.to_string(),
                ));
            }
            fits
        });
        let is_return = said.returned_line
            || pieces < 0
            || (kind == LineKind::Goods && amount_minor.is_some_and(|amount| amount < 0));
        if is_return || kind == LineKind::Discount {
            amount_minor = amount_minor.map(|amount| -amount.abs());
        }
        let variant = if is_wide {
            cell(Field::Variant).map(unquoted)
        } else {
            plan.text(row, Field::Variant, problems)
        };
        lines.push(LineRecord {
            line: row.line,
            external_id: cell(Field::LineId).map(unquoted),
            ordinal: 0,
            kind,
            code,
            name,
            variant,
            quantity: pieces.abs(),
            unit_minor: unit_minor.map(i64::abs),
            amount_minor,
            is_return,
            traits: told_traits(plan, row, guessed),
            room: plan.text(row, Field::Room, problems),
            delivery,
        });
    }
    lines
}

/// At most 400 characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(400) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}
