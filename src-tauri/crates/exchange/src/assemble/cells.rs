//! The mapping made ready for reading: which columns each field has, and how a cell becomes a value or a problem.
//!
//! Not here: records.

use std::borrow::Cow;

use aichaku_domain::values::ShopDay;

use crate::field::Field;
use crate::mapping::{Mapping, RowModel};
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::rules::ParseRules;
use crate::shape::FileShape;
use crate::systems::{self, RuleEffect, System};
use crate::values::{
    DateError, DateValue, MoneyError, QuantityError, is_blank, parse_date_in_order, parse_money,
    parse_quantity,
};

/// The longest text kept of names, addresses and the like, in characters. Longer ones are cut and said.
const MAX_TEXT: usize = 400;
/// The longest note.
const MAX_NOTE: usize = 10_000;

/// A mapping made ready for reading.
pub(crate) struct Plan<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) rules: ParseRules,
    pub(crate) system: Option<&'static System>,
    columns: Vec<Vec<usize>>,
    effects: Vec<(usize, &'static systems::Rule)>,
    first_column: usize,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(shape: &FileShape, mapping: &'a Mapping, rules: ParseRules) -> Self {
        let mut columns = vec![Vec::new(); Field::COUNT];
        for column in &mapping.columns {
            if let Some(field) = column.field {
                columns[field.index()].push(column.index);
            }
        }
        let system = systems::system(&mapping.system);
        // A descriptor names its columns in the order in which they are asked (商品コード before 商品ID).
        if let Some(system) = system {
            let folded: Vec<String> = shape
                .columns
                .iter()
                .map(|name| crate::mapping::dictionary::fold_header(name))
                .collect();
            for (field, headers) in &system.columns {
                let rank = |index: &usize| {
                    headers
                        .iter()
                        .position(|header| crate::mapping::dictionary::fold_header(header) == folded[*index])
                        .unwrap_or(usize::MAX)
                };
                columns[field.index()].sort_by_key(rank);
            }
        }
        let effects = system.map_or_else(Vec::new, |system| {
            system
                .rules
                .iter()
                .filter_map(|rule| {
                    let wanted = crate::mapping::dictionary::fold_header(&rule.column);
                    shape
                        .columns
                        .iter()
                        .position(|name| crate::mapping::dictionary::fold_header(name) == wanted)
                        .map(|index| (index, rule))
                })
                .collect()
        });
        let first_column = mapping
            .columns
            .iter()
            .find(|column| column.field.is_some())
            .map_or(0, |column| column.index);
        Self {
            mapping,
            rules,
            system,
            columns,
            effects,
            first_column,
        }
    }

    /// The header of a column.
    pub(crate) fn header(&self, index: usize) -> Option<&str> {
        self.mapping
            .columns
            .get(index)
            .map(|column| column.header.as_str())
    }

    /// The columns of a field.
    pub(crate) fn columns_of(&self, field: Field) -> &[usize] {
        &self.columns[field.index()]
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        !self.columns_of(field).is_empty()
    }

    /// The first filled cell of a field, with its column.
    pub(crate) fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<(usize, &'r str)> {
        self.columns_of(field).iter().find_map(|&index| {
            let cell = row.cell(index).trim();
            (!cell.is_empty() && cell != "'").then_some((index, cell))
        })
    }

    /// The effects of the system's rules on a row.
    pub(crate) fn effects(&self, row: &Row) -> impl Iterator<Item = RuleEffect> {
        self.effects
            .iter()
            .filter(|(index, rule)| rule.fits(row.cell(*index)))
            .map(|(_, rule)| rule.then)
    }

    pub(crate) fn row_model(&self) -> RowModel {
        self.mapping.row_model
    }

    /// Whether the row is the sum under a table: 合計 in its first cell, and no order, day or person.
    pub(crate) fn is_total_line(&self, row: &Row) -> bool {
        let first = (0..=self.first_column)
            .map(|index| row.cell(index).trim())
            .find(|cell| !cell.is_empty());
        let Some(first) = first else { return false };
        if first.len() > 40 {
            return false;
        }
        let word: String = first
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：'))
            .collect();
        let is_word = matches!(
            word.to_lowercase().as_str(),
            "合計"
                | "総合計"
                | "総計"
                | "小計"
                | "計"
                | "件数"
                | "合計金額"
                | "total"
                | "grandtotal"
                | "totals"
                | "subtotal"
        );
        is_word
            && [
                Field::OrderedOn,
                Field::Email,
                Field::DeliveredOn,
                Field::ProductName,
            ]
            .iter()
            .all(|field| self.cell(row, *field).is_none_or(|(_, cell)| cell == first))
    }

    /// A text field: its first filled cell, or its cells joined. Over-long ones are cut, with a problem.
    pub(crate) fn text(&self, row: &Row, field: Field, problems: &mut Vec<RowProblem>) -> Option<String> {
        let columns = self.columns_of(field);
        if columns.is_empty() {
            return None;
        }
        let most = if field == Field::Note { MAX_NOTE } else { MAX_TEXT };
        let joined: Cow<'_, str> = if field.joins() && columns.len() > 1 {
            let parts: Vec<&str> = columns
                .iter()
                .map(|&index| row.cell(index).trim())
                .filter(|cell| !is_blank(cell))
                .collect();
            Cow::Owned(parts.join(" "))
        } else {
            Cow::Borrowed(self.cell(row, field).map_or("", |(_, cell)| cell))
        };
        let text = joined.strip_prefix('\'').unwrap_or(&joined);
        if is_blank(text) {
            return None;
        }
        if text.len() > most
            && let Some((end, _)) = text.char_indices().nth(most)
        {
            problems.push(RowProblem::ignored(
                row.line,
                self.header(columns[0]),
                RowProblemCode::TooLong,
                text,
            ));
            return Some(text[..end].to_owned());
        }
        Some(text.to_owned())
    }

    /// A day. A bad or partial one is a problem: `needed` says whether it leaves the row out.
    pub(crate) fn day(
        &self,
        row: &Row,
        field: Field,
        needed: bool,
        problems: &mut Vec<RowProblem>,
    ) -> Option<ShopDay> {
        let (index, cell) = self.cell(row, field)?;
        self.day_of(row, index, cell, needed, problems)
    }

    fn day_of(
        &self,
        row: &Row,
        index: usize,
        cell: &str,
        needed: bool,
        problems: &mut Vec<RowProblem>,
    ) -> Option<ShopDay> {
        if !needed && crate::values::is_zero_date(cell) {
            return None;
        }
        let code = match parse_date_in_order(cell, self.rules.zone, self.mapping.date_order) {
            Ok(None) => return None,
            Ok(Some(DateValue::Day(day))) => return Some(day),
            Ok(Some(_)) => RowProblemCode::PartialDate,
            Err(error) => date_code(error),
        };
        problems.push(problem(row, self.header(index), code, cell, needed));
        None
    }

    /// An amount in minor units; a bad one leaves the row out.
    pub(crate) fn money(&self, row: &Row, field: Field, problems: &mut Vec<RowProblem>) -> Option<i64> {
        let (index, cell) = self.cell(row, field)?;
        self.money_at(row, index, cell, field, problems)
    }

    pub(crate) fn money_at(
        &self,
        row: &Row,
        index: usize,
        cell: &str,
        field: Field,
        problems: &mut Vec<RowProblem>,
    ) -> Option<i64> {
        let digits = if field == Field::AmountMinor {
            0
        } else {
            self.rules.currency_digits
        };
        match parse_money(cell, digits) {
            Ok(minor) => minor,
            Err(error) => {
                let code = match error {
                    MoneyError::NotAnAmount => RowProblemCode::NotAnAmount,
                    MoneyError::TooManyDecimals => RowProblemCode::TooManyDecimals,
                    MoneyError::OutOfRange => RowProblemCode::AmountOutOfRange,
                    MoneyError::Formula => RowProblemCode::Formula,
                };
                problems.push(RowProblem::rejected(row.line, self.header(index), code, cell));
                None
            }
        }
    }

    pub(crate) fn quantity_at(
        &self,
        row: &Row,
        index: usize,
        cell: &str,
        problems: &mut Vec<RowProblem>,
    ) -> Option<i64> {
        match parse_quantity(cell) {
            Ok(pieces) => pieces,
            Err(error) => {
                let code = match error {
                    QuantityError::NotAQuantity => RowProblemCode::NotAQuantity,
                    QuantityError::OutOfRange => RowProblemCode::QuantityOutOfRange,
                };
                problems.push(RowProblem::rejected(row.line, self.header(index), code, cell));
                None
            }
        }
    }
}

/// The code of a bad date.
pub(crate) fn date_code(error: DateError) -> RowProblemCode {
    match error {
        DateError::NotADate => RowProblemCode::NotADate,
        DateError::NoSuchDay => RowProblemCode::NoSuchDay,
        DateError::YearOutOfRange => RowProblemCode::YearOutOfRange,
        DateError::Ambiguous => RowProblemCode::AmbiguousDate,
        DateError::Formula => RowProblemCode::Formula,
    }
}

/// A problem that leaves the row out when it is `needed`, else the cell.
fn problem(row: &Row, column: Option<&str>, code: RowProblemCode, value: &str, needed: bool) -> RowProblem {
    if needed {
        RowProblem::rejected(row.line, column, code, value)
    } else {
        RowProblem::ignored(row.line, column, code, value)
    }
}
