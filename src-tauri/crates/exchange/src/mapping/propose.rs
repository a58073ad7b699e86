//! Proposes a mapping: by the system if it is known, else by the words in the header and a look at the sample.
//!
//! Not here: the words (`dictionary`).

use std::collections::{HashMap, HashSet};

use super::dictionary::{self, Meaning, Whose, fold_header};
use super::{ColumnMapping, Dataset, DateOrder, Mapping, RowModel, header_fingerprint};
use crate::field::Field;
use crate::shape::FileShape;
use crate::systems::{self, System};
use crate::values::is_blank;

/// The id of "no known system".
pub const GENERIC: &str = "generic";

/// Proposes what every column of a file means.
#[must_use]
pub fn propose_mapping(shape: &FileShape) -> Mapping {
    propose_mapping_as(shape, None, None)
}

/// Proposes what every column means, with what a person or script has said already: what the file is about,
/// the system it comes from (`generic` for none). A system that does not fit the header is not forced on it.
#[must_use]
pub fn propose_mapping_as(shape: &FileShape, dataset: Option<Dataset>, system: Option<&str>) -> Mapping {
    let found = match system {
        Some(GENERIC) => None,
        Some(id) => systems::system(id),
        None => systems::recognise(&shape.columns),
    };
    let found = found.filter(|system| dataset.is_none_or(|dataset| dataset == system.dataset));
    let fields = match found {
        Some(system) => by_system(shape, system),
        None => by_words(shape),
    };
    let mut mapping = Mapping {
        dataset: Dataset::Customers,
        system: found.map_or(GENERIC, |system| system.id.as_str()).to_owned(),
        row_model: RowModel::OrderPerRow,
        date_order: DateOrder::Unambiguous,
        columns: shape
            .columns
            .iter()
            .zip(fields)
            .enumerate()
            .map(|(index, (header, field))| ColumnMapping {
                index,
                header: header.clone(),
                field,
            })
            .collect(),
        header_fingerprint: header_fingerprint(&shape.columns),
    };
    match found {
        Some(system) => {
            mapping.dataset = system.dataset;
            mapping.row_model = system.row_model;
            mapping.date_order = system.date_order;
        }
        None => {
            mapping.dataset = dataset.unwrap_or_else(|| guess_dataset(&mapping));
            fit_to_dataset(&mut mapping);
            mapping.row_model = guess_row_model(shape, &mut mapping);
            mapping.date_order = guess_date_order(shape, &mapping);
        }
    }
    mapping
}

/// What follows from the columns that a person has chosen: what the rows are about, how orders lie in them and how dates
/// are written. A known system's own rules stand, and so does the kind that a person has `chosen`.
pub fn settle_mapping(shape: &FileShape, mapping: &mut Mapping, chosen: Option<Dataset>) {
    if mapping.system == GENERIC {
        // People are what is left when no column is known; with the columns it may be more.
        if chosen.is_none() && mapping.dataset == Dataset::Customers {
            mapping.dataset = guess_dataset(mapping);
        }
        // On a copy: a column that a person has named keeps its meaning.
        mapping.row_model = guess_row_model(shape, &mut mapping.clone());
        mapping.date_order = guess_date_order(shape, mapping);
    }
}

/// What follows from the columns of a mapping that was kept, for another file with the same header: rows of an order that
/// only this one leaves blank, and days that only this one leaves no doubt about. What is known already stays.
pub fn settle_kept_mapping(shape: &FileShape, mapping: &mut Mapping) {
    if mapping.system != GENERIC {
        return;
    }
    let now = guess_row_model(shape, &mut mapping.clone());
    if mapping.row_model != RowModel::OrderOnFirstRow && now != RowModel::OrderPerRow {
        mapping.row_model = now;
    }
    if mapping.date_order == DateOrder::Unambiguous {
        mapping.date_order = guess_date_order(shape, mapping);
    }
}

/// Fields of a known system's columns.
fn by_system(shape: &FileShape, system: &System) -> Vec<Option<Field>> {
    let folded: Vec<String> = shape.columns.iter().map(|column| fold_header(column)).collect();
    let mut fields: Vec<Option<Field>> = vec![None; folded.len()];
    for (field, headers) in &system.columns {
        for header in headers {
            let header = fold_header(header);
            // The first of columns with one name: 送料 of the order stands before 送料 of the shipment.
            if let Some(index) = folded.iter().position(|column| *column == header)
                && fields[index].is_none()
            {
                fields[index] = Some(*field);
            }
        }
    }
    if system.fallback {
        let ignored: Vec<String> = system.ignored.iter().map(|header| fold_header(header)).collect();
        for (index, field) in by_words(shape).into_iter().enumerate() {
            let taken = field.is_some_and(|field| fields.contains(&Some(field)));
            if fields[index].is_none() && !taken && !ignored.contains(&folded[index]) {
                fields[index] = field;
            }
        }
    }
    fields
}

/// Fields by header words.
fn by_words(shape: &FileShape) -> Vec<Option<Field>> {
    let known: Vec<_> = shape
        .columns
        .iter()
        .map(|header| dictionary::look_up(header))
        .collect();
    let is = |field: Field| move |meaning: Meaning| meaning == Meaning::Is(field);
    let any = |test: &dyn Fn(Meaning) -> bool, whose: Option<Whose>| {
        known
            .iter()
            .flatten()
            .any(|(known, owner)| test(known.meaning) && whose.is_none_or(|whose| whose == *owner))
    };
    let has_product = any(&is(Field::ProductName), None) || any(&is(Field::ProductCode), None);
    let has_ordered_on = any(&is(Field::OrderedOn), None);
    let numbered = |field: Field, number: u8, whose: Whose| {
        known.iter().flatten().any(|(known, owner)| {
            known.meaning == Meaning::Is(field) && known.number == number && *owner == whose
        })
    };

    // 日付 beside each 品名 is the day of each; a single other 日付 is not.
    let words = |test: &dyn Fn(Meaning) -> bool| {
        known
            .iter()
            .flatten()
            .filter(|(known, _)| test(known.meaning))
            .count()
    };
    let dates = words(&|meaning| meaning == Meaning::Date);
    let dates_beside = dates > 1 && dates == words(&is(Field::ProductName));
    let mut date_taken = false;
    let mut fields: Vec<Option<Field>> = Vec::with_capacity(known.len());
    for entry in &known {
        let Some((known, whose)) = entry else {
            fields.push(None);
            continue;
        };
        let field = match known.meaning {
            Meaning::Is(Field::Phone) if known.number > 0 && numbered(Field::Phone, 3, *whose) => {
                match known.number {
                    1 => Some(Field::PhonePart1),
                    2 => Some(Field::PhonePart2),
                    3 => Some(Field::PhonePart3),
                    _ => None,
                }
            }
            Meaning::Is(Field::Phone) if known.number == 2 => Some(Field::Phone2),
            Meaning::Is(Field::PostalCode) if known.number > 0 && numbered(Field::PostalCode, 2, *whose) => {
                match known.number {
                    1 => Some(Field::PostalPart1),
                    2 => Some(Field::PostalPart2),
                    _ => None,
                }
            }
            Meaning::Is(field) => Some(field),
            Meaning::Amount if has_product => Some(Field::LineAmount),
            Meaning::Amount => Some(Field::OrderTotal),
            Meaning::Address => {
                let parted = any(&is(Field::Prefecture), Some(*whose)) || any(&is(Field::City), Some(*whose));
                if parted || known.number > 0 {
                    Some(Field::Street)
                } else {
                    Some(Field::FullAddress)
                }
            }
            Meaning::Date if has_ordered_on || (date_taken && !dates_beside) => None,
            Meaning::Date => {
                date_taken = true;
                Some(Field::OrderedOn)
            }
        };
        fields.push(match whose {
            Whose::Buyer => field,
            Whose::Receiver => {
                field.and_then(|field| dictionary::receivers(field).or_else(|| keeps_owner(field)))
            }
        });
    }
    let wide = side_by_side(&fields, &known);
    keep_first_of_single_fields(&mut fields, &known, wide);
    receiver_stands_in(&mut fields);
    if fields.contains(&Some(Field::AmountMinor)) {
        for field in &mut fields {
            if *field == Some(Field::OrderTotal) {
                *field = None;
            }
        }
    }
    fields
}

/// Fields that mean the same with a receiver's word before them (配送先 … 配達日).
fn keeps_owner(field: Field) -> Option<Field> {
    matches!(
        field,
        Field::DeliveredOn | Field::PlannedDeliveryOn | Field::ShippedOn | Field::Note
    )
    .then_some(field)
}

/// How many purchases stand side by side in a row: as many products as days, numbered or simply repeated.
fn side_by_side(fields: &[Option<Field>], known: &[Option<(dictionary::Known, Whose)>]) -> usize {
    let count = |wanted: Field| {
        fields
            .iter()
            .zip(known)
            .filter(|(field, known)| {
                **field == Some(wanted) && known.is_some_and(|(_, whose)| whose == Whose::Buyer)
            })
            .count()
    };
    let (products, days) = (
        count(Field::ProductName).max(count(Field::ProductCode)),
        count(Field::OrderedOn),
    );
    if products == days && days > 1 { days } else { 1 }
}

/// One column per field, except where columns are joined or stand side by side; then every column of a field
/// that stands there as often as there are purchases (`wide`).
fn keep_first_of_single_fields(
    fields: &mut [Option<Field>],
    known: &[Option<(dictionary::Known, Whose)>],
    wide: usize,
) {
    let mut counts: HashMap<Field, usize> = HashMap::new();
    for field in fields.iter().flatten() {
        *counts.entry(*field).or_insert(0) += 1;
    }
    let mut seen: HashSet<(Field, u8)> = HashSet::new();
    for index in 0..fields.len() {
        let Some(field) = fields[index] else { continue };
        let stands_beside = wide > 1 && counts.get(&field) == Some(&wide);
        if field.joins() || stands_beside {
            continue;
        }
        let number = known[index].map_or(0, |(known, _)| known.number);
        let slot = if field.is_of_line() { number } else { 0 };
        if !seen.insert((field, slot)) {
            fields[index] = None;
        }
    }
}

/// A file that tells only the receiver means the buyer by it.
fn receiver_stands_in(fields: &mut [Option<Field>]) {
    let has = |fields: &[Option<Field>], wanted: &[Field]| {
        fields.iter().flatten().any(|field| wanted.contains(field))
    };
    let no_buyer = !has(
        fields,
        &[
            Field::FullName,
            Field::FamilyName,
            Field::CustomerExternalId,
            Field::Email,
            Field::Company,
        ],
    );
    if no_buyer {
        for field in fields.iter_mut() {
            if let Some(buyers) = field.and_then(dictionary::buyers) {
                *field = Some(buyers);
            }
        }
    }
}

/// What a file is about, by its fields.
fn guess_dataset(mapping: &Mapping) -> Dataset {
    let any = |fields: &[Field]| fields.iter().any(|field| mapping.has(*field));
    let has_product = any(&[Field::ProductCode, Field::ProductName]);
    let has_amount = any(&[
        Field::OrderTotal,
        Field::PaidTotal,
        Field::AmountMinor,
        Field::LineAmount,
        Field::UnitPrice,
        Field::Quantity,
    ]);
    let has_person = any(&[
        Field::CustomerExternalId,
        Field::FullName,
        Field::FamilyName,
        Field::FullKana,
        Field::Email,
        Field::Phone,
        Field::Mobile,
    ]);
    if any(&[Field::OptOutChannel, Field::OptOutOn, Field::OptOutReason]) {
        Dataset::OptOuts
    } else if (any(&[Field::Recommend, Field::Satisfaction, Field::Ease])
        || (mapping.has(Field::AnswerWords) && mapping.has(Field::AnsweredOn)))
        && !has_amount
        && !mapping.has(Field::ProductCode)
    {
        Dataset::Surveys
    } else if any(&[Field::DeliveredOn, Field::PlannedDeliveryOn])
        && !mapping.has(Field::OrderedOn)
        && (has_product || mapping.has(Field::OrderId) || has_person)
        && !any(&[
            Field::OrderTotal,
            Field::PaidTotal,
            Field::AmountMinor,
            Field::LineAmount,
        ])
    {
        Dataset::Deliveries
    } else if mapping.has(Field::OrderedOn) && (has_product || has_amount || mapping.has(Field::OrderId)) {
        Dataset::Purchases
    } else if mapping.has(Field::OrderId) && has_amount {
        // Also where the column of the day has no name that is known: a catalogue has no numbers of orders.
        Dataset::Purchases
    } else if has_product && !has_person {
        Dataset::Products
    } else {
        Dataset::Customers
    }
}

/// Settles what a word means once it is known what the file is about.
fn fit_to_dataset(mapping: &mut Mapping) {
    let dataset = mapping.dataset;
    let has_since = mapping.has(Field::CustomerSince);
    let has_opt_out_on = mapping.has(Field::OptOutOn);
    let has_answered_on = mapping.has(Field::AnsweredOn);
    let has_words = mapping.has(Field::AnswerWords);
    for column in &mut mapping.columns {
        column.field = match (dataset, column.field) {
            // 日付 in a list of customers is the day on which they were written down.
            (Dataset::Customers, Some(Field::OrderedOn)) if !has_since => Some(Field::CustomerSince),
            (Dataset::Customers, Some(Field::OrderedOn)) => None,
            (Dataset::OptOuts, Some(Field::OrderedOn)) if !has_opt_out_on => Some(Field::OptOutOn),
            (Dataset::Deliveries, Some(Field::OrderedOn)) => Some(Field::DeliveredOn),
            (Dataset::Surveys, Some(Field::OrderedOn)) if !has_answered_on => Some(Field::AnsweredOn),
            // ご要望 in a list of customers or orders is no answer to anything.
            (of, Some(field)) if of != Dataset::Surveys && field.is_of_survey() => None,
            (Dataset::Surveys, Some(Field::Note)) if !has_words => Some(Field::AnswerWords),
            // メモ about products is theirs; サイズ of a product file is its variant: both stay.
            (_, field) => field,
        };
    }
}

/// How orders lie in rows, by the sample. May take 合計 for the line's amount when it differs within an order.
fn guess_row_model(shape: &FileShape, mapping: &mut Mapping) -> RowModel {
    let column = |field: Field| mapping.columns_of(field).next();
    let cell = |row: &crate::shape::SampleRow, index: Option<usize>| {
        index
            .and_then(|index| row.cells.get(index))
            .map(|cell| cell.trim().to_owned())
            .unwrap_or_default()
    };
    let (order, date, product, total) = (
        column(Field::OrderId),
        column(Field::OrderedOn),
        column(Field::ProductName),
        column(Field::OrderTotal),
    );
    let mut repeated = false;
    let mut blank_head = false;
    let mut totals_differ = false;
    let mut last_order = String::new();
    let mut last_total = String::new();
    for row in &shape.sample {
        let (this_order, this_date) = (cell(row, order), cell(row, date));
        let continues =
            this_order.is_empty() && !last_order.is_empty() || order.is_none() && this_date.is_empty();
        if !this_order.is_empty() && this_order == last_order {
            repeated = true;
            blank_head |= date.is_some() && this_date.is_empty();
            let this_total = cell(row, total);
            totals_differ |= !this_total.is_empty() && !last_total.is_empty() && this_total != last_total;
        } else if continues && this_date.is_empty() && !cell(row, product).is_empty() && date.is_some() {
            blank_head = true;
        }
        if !this_order.is_empty() {
            last_order = this_order;
        }
        let this_total = cell(row, total);
        if !this_total.is_empty() {
            last_total = this_total;
        }
    }
    if let (true, true, Some(index)) = (totals_differ, product.is_some(), total)
        && !mapping.has(Field::LineAmount)
    {
        mapping.set(index, Some(Field::LineAmount));
    }
    match (blank_head, repeated) {
        (true, _) => RowModel::OrderOnFirstRow,
        (false, true) => RowModel::ItemPerRow,
        (false, false) => RowModel::OrderPerRow,
    }
}

/// Whether a date column writes day or month first, by a cell of the sample that leaves no doubt.
fn guess_date_order(shape: &FileShape, mapping: &Mapping) -> DateOrder {
    let date_columns: Vec<usize> = mapping
        .columns
        .iter()
        .filter(|column| {
            matches!(
                column.field,
                Some(
                    Field::OrderedOn
                        | Field::DeliveredOn
                        | Field::PlannedDeliveryOn
                        | Field::ShippedOn
                        | Field::CustomerSince
                        | Field::Birthday
                        | Field::OptOutOn
                        | Field::AnsweredOn
                )
            )
        })
        .map(|column| column.index)
        .collect();
    let (mut month_first, mut day_first) = (false, false);
    for row in &shape.sample {
        for &index in &date_columns {
            let Some(cell) = row.cells.get(index).filter(|cell| !is_blank(cell)) else {
                continue;
            };
            let numbers: Vec<&str> = cell
                .split_whitespace()
                .next()
                .unwrap_or("")
                .split(['/', '-', '.'])
                .collect();
            let [first, second, year] = numbers[..] else {
                continue;
            };
            let (Ok(first), Ok(second)) = (first.parse::<u32>(), second.parse::<u32>()) else {
                continue;
            };
            if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) {
                day_first |= first > 12 && second <= 12;
                month_first |= second > 12 && first <= 12;
            }
        }
    }
    match (month_first, day_first) {
        (true, false) => DateOrder::MonthFirst,
        (false, true) => DateOrder::DayFirst,
        _ => DateOrder::Unambiguous,
    }
}
