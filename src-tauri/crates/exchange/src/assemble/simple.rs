//! Files in which one row is one record: customers, products, deliveries, opt-outs.
//!
//! Not here: purchases.

use aichaku_domain::kinds::{Channel, DeliveryCertainty, Family, Finish, Material};

use super::Output;
use super::cells::Plan;
use super::customer::customer;
use crate::field::Field;
use crate::guess::{Guesser, read_family, read_finish, read_material};
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::records::{DeliveryDay, DeliveryRecord, OptOutRecord, ProductRecord, ProductTraits, Record};
use crate::values::fold_width;

pub(crate) fn take_customer(plan: &Plan<'_>, row: &Row, out: &mut Output<'_>) {
    let record = customer(plan, row, true, &mut out.problems);
    if record.is_anonymous() {
        let value = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or("");
        out.problems.push(RowProblem::rejected(
            row.line,
            None,
            RowProblemCode::MissingName,
            value,
        ));
        return;
    }
    if !out.row_is_rejected() {
        out.record(Record::Customer(Box::new(record)));
    }
}

pub(crate) fn take_product(plan: &Plan<'_>, row: &Row, guesser: &mut Guesser, out: &mut Output<'_>) {
    let problems = &mut out.problems;
    let code = plan.text(row, Field::ProductCode, problems);
    let Some(name) = plan
        .text(row, Field::ProductName, problems)
        .or_else(|| code.clone())
    else {
        let value = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or("");
        problems.push(RowProblem::rejected(
            row.line,
            None,
            RowProblemCode::MissingName,
            value,
        ));
        return;
    };
    let variant = plan.text(row, Field::Variant, problems);
    let (guessed, kind) = guesser.of_name(&name);
    let record = ProductRecord {
        line: row.line,
        traits: told_traits(plan, row, guessed),
        traits_told: told_traits(plan, row, NOTHING_TOLD) != NOTHING_TOLD,
        kind,
        price_minor: plan.money(row, Field::UnitPrice, problems),
        note: plan.text(row, Field::Note, problems),
        code,
        name,
        variant,
    };
    if !out.row_is_rejected() {
        out.record(Record::Product(Box::new(record)));
    }
}

/// What no column tells.
const NOTHING_TOLD: ProductTraits = ProductTraits {
    family: Family::Other,
    material: Material::Unknown,
    finish: Finish::Unknown,
};

/// What columns say goes before what the name tells.
pub(crate) fn told_traits(plan: &Plan<'_>, row: &Row, guessed: ProductTraits) -> ProductTraits {
    let cell = |field: Field| plan.cell(row, field).map(|(_, cell)| cell);
    ProductTraits {
        family: cell(Field::Family)
            .and_then(read_family)
            .unwrap_or(guessed.family),
        material: cell(Field::Material)
            .and_then(read_material)
            .unwrap_or(guessed.material),
        finish: cell(Field::Finish)
            .and_then(read_finish)
            .unwrap_or(guessed.finish),
    }
}

/// The delivery day of a row, by the surest column that is filled.
pub(crate) fn delivery_of(plan: &Plan<'_>, row: &Row, problems: &mut Vec<RowProblem>) -> Option<DeliveryDay> {
    [
        (Field::DeliveredOn, DeliveryCertainty::Confirmed),
        (Field::PlannedDeliveryOn, DeliveryCertainty::Planned),
        (Field::ShippedOn, DeliveryCertainty::Estimated),
    ]
    .into_iter()
    .find_map(|(field, certainty)| {
        plan.day(row, field, false, problems)
            .map(|on| DeliveryDay { on, certainty })
    })
}

pub(crate) fn take_delivery(plan: &Plan<'_>, row: &Row, out: &mut Output<'_>) {
    let problems = &mut out.problems;
    let line = row.line;
    let before = problems.len();
    let Some(delivery) = delivery_of(plan, row, problems) else {
        // A day that could not be read says so itself, but here the row cannot do without it.
        match problems.get_mut(before) {
            Some(problem) => problem.effect = crate::problem::ProblemEffect::RowRejected,
            None => problems.push(RowProblem::rejected(line, None, RowProblemCode::MissingDate, "")),
        }
        return;
    };
    let record = DeliveryRecord {
        line,
        order_id: plan.text(row, Field::OrderId, problems),
        customer: customer(plan, row, false, problems),
        product_code: plan.text(row, Field::ProductCode, problems),
        product_name: plan.text(row, Field::ProductName, problems),
        delivery,
        room: plan.text(row, Field::Room, problems),
        note: plan.text(row, Field::Note, problems),
    };
    if record.order_id.is_none() && record.customer.is_anonymous() {
        problems.push(RowProblem::rejected(line, None, RowProblemCode::MissingKey, ""));
    }
    if !out.row_is_rejected() {
        out.record(Record::Delivery(Box::new(record)));
    }
}

pub(crate) fn take_opt_out(plan: &Plan<'_>, row: &Row, out: &mut Output<'_>) {
    let problems = &mut out.problems;
    let person = customer(plan, row, false, problems);
    if person.is_anonymous() {
        let value = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or("");
        problems.push(RowProblem::rejected(
            row.line,
            None,
            RowProblemCode::MissingKey,
            value,
        ));
        return;
    }
    let said = plan
        .cell(row, Field::OptOutChannel)
        .and_then(|(_, cell)| channel(cell));
    // A list of nothing but addresses comes from a mail service and speaks of mail.
    let only_mail = plan.has(Field::Email)
        && !plan.has(Field::OptOutChannel)
        && [
            Field::FullName,
            Field::FamilyName,
            Field::CustomerExternalId,
            Field::Phone,
            Field::Mobile,
            Field::FullAddress,
            Field::PostalCode,
        ]
        .iter()
        .all(|field| !plan.has(*field));
    let record = OptOutRecord {
        line: row.line,
        customer: person,
        channel: said.or(only_mail.then_some(Channel::Email)),
        on: plan.day(row, Field::OptOutOn, false, problems),
        reason: plan
            .text(row, Field::OptOutReason, problems)
            .or_else(|| plan.text(row, Field::Note, &mut Vec::new())),
    };
    if !out.row_is_rejected() {
        out.record(Record::OptOut(Box::new(record)));
    }
}

/// A channel in a shop's words. Post without a further word is the letter; it means postcards as well.
fn channel(text: &str) -> Option<Channel> {
    let folded = fold_width(text).to_lowercase();
    Channel::parse(&folded).or_else(|| {
        [
            (Channel::Sms, ["sms", "ショートメッセージ"].as_slice()),
            (Channel::Email, &["メール", "mail", "メルマガ"]),
            (Channel::Line, &["line", "ライン"]),
            (Channel::Phone, &["電話", "tel", "phone", "call"]),
            (Channel::Postcard, &["はがき", "ハガキ", "葉書", "postcard"]),
            (
                Channel::Letter,
                &[
                    "郵送",
                    "郵便",
                    "手紙",
                    "封書",
                    "dm",
                    "letter",
                    "post",
                    "direct mail",
                ],
            ),
            (Channel::Visit, &["訪問", "visit"]),
        ]
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| folded.contains(word)))
        .map(|(channel, _)| channel)
    })
}
