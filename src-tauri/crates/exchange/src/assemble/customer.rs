//! Customers and addresses out of a row. Nothing here leaves a row out: a telephone that cannot be read is a
//! problem of its cell.
//!
//! Not here: whether two customers are one.

use super::cells::{Plan, date_code};
use crate::field::Field;
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::records::{AddressRecord, CustomerRecord, EmailAddress, PhoneNumber};
use crate::values::{
    fold_kana, is_company, parse_birthday, parse_email, parse_name, parse_phones, parse_postal,
    parse_postal_parts, parse_yes_no, prefecture_name,
};

/// The customer that a row tells. `with_note` in files of customers; an order's note is the order's.
pub(crate) fn customer(
    plan: &Plan<'_>,
    row: &Row,
    with_note: bool,
    problems: &mut Vec<RowProblem>,
) -> CustomerRecord {
    let mut record = CustomerRecord {
        line: row.line,
        external_id: plan.text(row, Field::CustomerExternalId, problems),
        company: plan.text(row, Field::Company, problems),
        heard_from: plan.text(row, Field::HeardFrom, problems),
        referrer: plan.text(row, Field::Referrer, problems),
        staff: plan.text(row, Field::Staff, problems),
        mall_limited: plan.system.is_some_and(|system| system.mall_limited),
        ..CustomerRecord::default()
    };
    names(plan, row, &mut record, problems);
    record.phones = phones(plan, row, problems);
    record.emails = emails(plan, row, problems);
    record.address = address(plan, row, &BUYER, problems);
    if let Some((index, cell)) = plan.cell(row, Field::Birthday) {
        match parse_birthday(cell, plan.rules.zone, plan.mapping.date_order) {
            Ok(day) => record.birthday = day,
            Err(error) => {
                problems.push(RowProblem::ignored(
                    row.line,
                    plan.header(index),
                    date_code(error),
                    cell,
                ));
            }
        }
    }
    record.consent_email = yes_no(plan, row, Field::ConsentEmail, problems);
    record.consent_post = yes_no(plan, row, Field::ConsentPost, problems);
    if with_note {
        record.customer_since = plan.day(row, Field::CustomerSince, false, problems);
        record.note = plan.text(row, Field::Note, problems);
    }
    record
}

fn names(plan: &Plan<'_>, row: &Row, record: &mut CustomerRecord, problems: &mut Vec<RowProblem>) {
    let family = plan.text(row, Field::FamilyName, problems);
    let given = plan.text(row, Field::GivenName, problems);
    let whole = plan.text(row, Field::FullName, problems);
    match (&family, &given) {
        (None, None) => {
            if let Some(name) = whole.as_deref().and_then(parse_name) {
                record.full_name = Some(name.full);
                record.family_name = name.family;
                record.given_name = name.given;
                record.is_organisation = name.is_organisation;
            }
        }
        _ => {
            // 様 stands behind the last part that is filled.
            let family = family.as_deref().and_then(parse_name).map(|name| name.full);
            let given = given.as_deref().and_then(parse_name).map(|name| name.full);
            let full: Vec<&str> = [family.as_deref(), given.as_deref()]
                .into_iter()
                .flatten()
                .collect();
            record.full_name = (!full.is_empty()).then(|| full.join(" "));
            // 「姓: 株式会社オーク」, or 「姓: 株式会社」 beside 「名: オーク」.
            // Beside a name of its own kind 「株式会社オーク」 is where somebody works.
            let parted = family.is_some() && given.is_some();
            if record
                .full_name
                .as_deref()
                .is_some_and(|name| is_company(name, parted))
            {
                record.is_organisation = true;
            } else {
                record.family_name = family;
                record.given_name = given;
            }
        }
    }
    let kana = |field: Field, problems: &mut Vec<RowProblem>| {
        plan.text(row, field, problems)
            .map(|text| fold_kana(&text).into_owned())
    };
    let family_kana = kana(Field::FamilyKana, problems);
    let given_kana = kana(Field::GivenKana, problems);
    match (&family_kana, &given_kana) {
        (None, None) => {
            if let Some(name) = kana(Field::FullKana, problems).as_deref().and_then(parse_name) {
                record.full_kana = Some(name.full);
                record.family_kana = name.family;
                record.given_kana = name.given;
            }
        }
        _ => {
            let full: Vec<&str> = [family_kana.as_deref(), given_kana.as_deref()]
                .into_iter()
                .flatten()
                .collect();
            record.full_kana = Some(full.join(" "));
            record.family_kana = family_kana;
            record.given_kana = given_kana;
        }
    }
    if record.full_name.is_none() {
        record.full_name = record.company.clone();
        record.is_organisation |= record.company.is_some();
    }
}

fn phones(plan: &Plan<'_>, row: &Row, problems: &mut Vec<RowProblem>) -> Vec<PhoneNumber> {
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    let mut add = |found: Vec<PhoneNumber>| {
        for number in found {
            let known = numbers.iter().any(|known| match (&known.key, &number.key) {
                (Some(known), Some(new)) => known == new,
                _ => known.display == number.display,
            });
            if !known {
                numbers.push(number);
            }
        }
    };
    let parts: Vec<&str> = [Field::PhonePart1, Field::PhonePart2, Field::PhonePart3]
        .into_iter()
        .filter_map(|field| plan.cell(row, field).map(|(_, cell)| cell))
        .collect();
    if parts.len() >= 2 {
        let joined = parts.join("-");
        match parse_phones(&joined) {
            Ok(found) => add(found),
            Err(_) => problems.push(RowProblem::ignored(
                row.line,
                plan.columns_of(Field::PhonePart1)
                    .first()
                    .and_then(|&index| plan.header(index)),
                RowProblemCode::NotAPhone,
                &joined,
            )),
        }
    }
    for field in [Field::Phone, Field::Mobile, Field::Phone2] {
        for &index in plan.columns_of(field) {
            let cell = row.cell(index).trim();
            if cell.is_empty() {
                continue;
            }
            match parse_phones(cell) {
                Ok(found) => add(found),
                Err(_) => problems.push(RowProblem::ignored(
                    row.line,
                    plan.header(index),
                    RowProblemCode::NotAPhone,
                    cell,
                )),
            }
        }
    }
    numbers
}

fn emails(plan: &Plan<'_>, row: &Row, problems: &mut Vec<RowProblem>) -> Vec<EmailAddress> {
    let mut emails: Vec<EmailAddress> = Vec::new();
    for &index in plan.columns_of(Field::Email) {
        let cell = row.cell(index).trim();
        if cell.is_empty() {
            continue;
        }
        match parse_email(cell) {
            Ok(Some(email)) if !emails.iter().any(|known| known.key == email.key) => emails.push(email),
            Ok(_) => {}
            Err(_) => problems.push(RowProblem::ignored(
                row.line,
                plan.header(index),
                RowProblemCode::NotAnEmail,
                cell,
            )),
        }
    }
    emails
}

fn yes_no(plan: &Plan<'_>, row: &Row, field: Field, problems: &mut Vec<RowProblem>) -> Option<bool> {
    let (index, cell) = plan.cell(row, field)?;
    match parse_yes_no(cell) {
        Ok(answer) => answer,
        Err(_) => {
            problems.push(RowProblem::ignored(
                row.line,
                plan.header(index),
                RowProblemCode::NotYesOrNo,
                cell,
            ));
            None
        }
    }
}

/// The fields of one address.
pub(crate) struct AddressFields {
    postal: Field,
    parts: (Field, Field),
    prefecture: Field,
    city: Field,
    street: Field,
    building: Field,
    full: Field,
}

/// The buyer's.
pub(crate) const BUYER: AddressFields = AddressFields {
    postal: Field::PostalCode,
    parts: (Field::PostalPart1, Field::PostalPart2),
    prefecture: Field::Prefecture,
    city: Field::City,
    street: Field::Street,
    building: Field::Building,
    full: Field::FullAddress,
};

/// The receiver's.
pub(crate) const RECEIVER: AddressFields = AddressFields {
    postal: Field::ShipPostalCode,
    parts: (Field::ShipPostalPart1, Field::ShipPostalPart2),
    prefecture: Field::ShipPrefecture,
    city: Field::ShipCity,
    street: Field::ShipStreet,
    building: Field::ShipBuilding,
    full: Field::ShipFullAddress,
};

/// An address out of a row.
pub(crate) fn address(
    plan: &Plan<'_>,
    row: &Row,
    fields: &AddressFields,
    problems: &mut Vec<RowProblem>,
) -> AddressRecord {
    let mut record = AddressRecord {
        prefecture: plan
            .text(row, fields.prefecture, problems)
            .map(|text| prefecture_name(&text).map_or(text, str::to_owned)),
        city: plan.text(row, fields.city, problems),
        street: plan.text(row, fields.street, problems),
        building: plan.text(row, fields.building, problems),
        full: plan.text(row, fields.full, problems),
        postal_code: None,
    };
    let part = |field: Field| plan.cell(row, field);
    let read = match (part(fields.parts.0), part(fields.parts.1), part(fields.postal)) {
        (Some((index, first)), second, _) => Some((
            index,
            first,
            parse_postal_parts(first, second.map_or("", |(_, cell)| cell)),
        )),
        (None, _, Some((index, cell))) => Some((index, cell, parse_postal(cell))),
        (None, _, None) => None,
    };
    match read {
        Some((_, _, Ok(code))) => record.postal_code = code,
        Some((index, cell, Err(_))) => problems.push(RowProblem::ignored(
            row.line,
            plan.header(index),
            RowProblemCode::NotAPostalCode,
            cell,
        )),
        None => {}
    }
    record
}
