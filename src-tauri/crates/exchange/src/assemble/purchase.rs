//! Purchases: what a row of an order says, and what its rows come to together.
//!
//! Totals are taken once per order and never summed over rows. A negative order is a reversal and never a
//! purchase. An order without products is a purchase all the same.
//!
//! Not here: which rows belong together (`orders`).

use aichaku_domain::kinds::{LineKind, PurchaseState, SalesChannel};
use aichaku_domain::values::ShopDay;

use super::Output;
use super::cells::Plan;
use super::customer::{RECEIVER, address, customer};
use super::lines::{add_option, lines_of};
use super::orders::{MAX_LINES, OpenOrders, Place, TOO_LATE, fingerprint};
use super::simple::delivery_of;
use crate::field::Field;
use crate::guess::Guesser;
use crate::mapping::RowModel;
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::records::{
    AddressRecord, CustomerRecord, DeliveryDay, LineRecord, PurchaseRecord, Record, ReversalRecord,
};
use crate::systems::RuleEffect;
use crate::values::{StatusWord, fold_width, parse_name, parse_status, parse_yes_no};

/// An order whose rows are still coming.
pub(crate) struct OpenOrder {
    pub(crate) line: u64,
    pub(crate) external_id: Option<String>,
    /// Physical lines of the rows that were taken.
    pub(crate) rows: Vec<u64>,
    /// One of its rows was rejected.
    pub(crate) is_incomplete: bool,
    pub(crate) lines: Vec<LineRecord>,
    ordered_on: ShopDay,
    customer: CustomerRecord,
    amounts: Amounts,
    totals_differ_told: bool,
    state: PurchaseState,
    delivery: Option<DeliveryDay>,
    delivery_address: Option<AddressRecord>,
    recipient_name: Option<String>,
    sales_channel: SalesChannel,
    mall_limited: bool,
    staff: Option<String>,
    note: Option<String>,
    returned_order: Option<String>,
}

/// Order amounts of one row.
#[derive(Debug, Clone, Copy, Default)]
struct Amounts {
    minor: Option<i64>,
    total: Option<i64>,
    paid: Option<i64>,
    points: Option<i64>,
    discount: Option<i64>,
    shipping: Option<i64>,
    refunded: Option<i64>,
}

impl Amounts {
    fn of(plan: &Plan<'_>, row: &Row, problems: &mut Vec<RowProblem>) -> Self {
        let minor = plan.money(row, Field::AmountMinor, problems);
        Self {
            // With minor units at hand the other amount is not even read: it may have other decimals.
            total: if minor.is_some() {
                None
            } else {
                plan.money(row, Field::OrderTotal, problems)
            },
            minor,
            paid: plan.money(row, Field::PaidTotal, problems),
            points: plan.money(row, Field::Points, problems).map(i64::abs),
            discount: plan.money(row, Field::Discount, problems).map(i64::abs),
            shipping: plan.money(row, Field::ShippingFee, problems),
            refunded: plan.money(row, Field::Refunded, problems).map(i64::abs),
        }
    }

    /// The order's value before points.
    fn stated(&self) -> Option<i64> {
        self.minor
            .or(self.total)
            .or_else(|| self.paid.map(|paid| paid + self.points.unwrap_or(0)))
    }

    /// Fills what is still missing.
    fn fill(&mut self, other: &Self) {
        let take = |mine: &mut Option<i64>, other: Option<i64>| *mine = mine.or(other);
        take(&mut self.minor, other.minor);
        take(&mut self.total, other.total);
        take(&mut self.paid, other.paid);
        take(&mut self.points, other.points);
        take(&mut self.discount, other.discount);
        take(&mut self.shipping, other.shipping);
        take(&mut self.refunded, other.refunded);
    }
}

/// What the rules of the system say about a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    skip: bool,
    cancelled: bool,
    returned: bool,
    pub(super) returned_line: bool,
    option: bool,
    pub(super) kind: Option<LineKind>,
}

impl Said {
    fn of(plan: &Plan<'_>, row: &Row) -> Self {
        let mut said = Self::default();
        for effect in plan.effects(row) {
            match effect {
                RuleEffect::Skip => said.skip = true,
                RuleEffect::Cancelled => said.cancelled = true,
                RuleEffect::Returned => said.returned = true,
                RuleEffect::ReturnedLine => said.returned_line = true,
                RuleEffect::OptionOfLineAbove => said.option = true,
                RuleEffect::Goods => said.kind = Some(LineKind::Goods),
                RuleEffect::Fee => said.kind = Some(LineKind::Fee),
                RuleEffect::Discount => said.kind = Some(LineKind::Discount),
            }
        }
        said
    }
}

/// Reads one row and adds it to its order.
pub(crate) fn take_row(
    plan: &Plan<'_>,
    row: &Row,
    orders: &mut OpenOrders,
    guesser: &mut Guesser,
    out: &mut Output<'_>,
) {
    let said = Said::of(plan, row);
    if said.skip {
        out.summary.skipped_rows += 1;
        return;
    }
    let id = plan.text(row, Field::OrderId, &mut out.problems);
    let place = match &id {
        Some(id) => orders.place(id),
        None => {
            // Rows that leave out number and day belong to the order above.
            let may_continue = matches!(
                plan.row_model(),
                RowModel::OrderOnFirstRow | RowModel::ItemOrOptionRows
            );
            let has_day = plan.cell(row, Field::OrderedOn).is_some();
            match orders.last() {
                Some(sequence) if may_continue && !has_day => Place::Open(sequence),
                _ => Place::New,
            }
        }
    };
    if matches!(place, Place::TooLate) {
        let header = plan
            .columns_of(Field::OrderId)
            .first()
            .and_then(|&index| plan.header(index));
        out.problems.push(RowProblem::rejected(
            row.line,
            header,
            TOO_LATE,
            id.as_deref().unwrap_or(""),
        ));
        return;
    }

    let amounts = Amounts::of(plan, row, &mut out.problems);
    let state = state_of(plan, row, said);
    let delivery = delivery_of(plan, row, &mut out.problems);
    let mut lines = if said.option {
        Vec::new()
    } else {
        lines_of(plan, row, said, delivery, guesser, out)
    };

    match place {
        Place::Open(sequence) => {
            if out.row_is_rejected() {
                if let Some(order) = orders.get(sequence) {
                    order.is_incomplete = true;
                }
                return;
            }
            let Some(order) = orders.get(sequence) else { return };
            order.rows.push(row.line);
            if said.option {
                add_option(plan, row, order);
                return;
            }
            if order.lines.len() + lines.len() > MAX_LINES {
                order.is_incomplete = true;
                order.rows.pop();
                out.problems.push(RowProblem::rejected(
                    row.line,
                    None,
                    RowProblemCode::TooManyLines,
                    order.external_id.as_deref().unwrap_or(""),
                ));
                return;
            }
            if let (Some(known), Some(new)) = (order.amounts.stated(), amounts.stated())
                && known != new
                && !order.totals_differ_told
            {
                order.totals_differ_told = true;
                out.problems.push(RowProblem::ignored(
                    row.line,
                    total_header(plan),
                    RowProblemCode::TotalsDiffer,
                    &new.to_string(),
                ));
            }
            order.amounts.fill(&amounts);
            order.delivery = order.delivery.or(delivery);
            if order.state == PurchaseState::Ok {
                order.state = state;
            }
            if order.customer.is_anonymous() {
                order.customer = customer(plan, row, false, &mut out.problems);
            }
            let first = order.lines.len();
            for (offset, line) in lines.iter_mut().enumerate() {
                line.ordinal = u32::try_from(first + offset + 1).unwrap_or(u32::MAX);
            }
            let count = lines.len();
            order.lines.append(&mut lines);
            orders.added_lines(count);
            orders.touch(sequence);
        }
        Place::New | Place::TooLate => {
            let before = out.problems.len();
            let ordered_on = plan.day(row, Field::OrderedOn, true, &mut out.problems);
            if ordered_on.is_none() && out.problems.len() == before {
                let header = plan
                    .columns_of(Field::OrderedOn)
                    .first()
                    .and_then(|&index| plan.header(index));
                out.problems.push(RowProblem::rejected(
                    row.line,
                    header,
                    RowProblemCode::MissingDate,
                    "",
                ));
            }
            let nothing_sold = amounts.stated().is_none() && lines.is_empty() && amounts.refunded.is_none();
            if nothing_sold && !said.option && !out.row_is_rejected() {
                out.problems.push(RowProblem::rejected(
                    row.line,
                    None,
                    RowProblemCode::MissingAmount,
                    "",
                ));
            }
            let Some(ordered_on) = ordered_on.filter(|_| !out.row_is_rejected()) else {
                orders.note_rejected(plan, row);
                orders.forget_last();
                return;
            };
            for (offset, line) in lines.iter_mut().enumerate() {
                line.ordinal = u32::try_from(offset + 1).unwrap_or(u32::MAX);
            }
            let order = begin(plan, row, id, ordered_on, lines, amounts, state, delivery, out);
            orders.begin(order, plan, out);
        }
    }
}

/// A new order out of its first row.
#[expect(clippy::too_many_arguments, reason = "the parts of one row, each read once")]
fn begin(
    plan: &Plan<'_>,
    row: &Row,
    external_id: Option<String>,
    ordered_on: ShopDay,
    lines: Vec<LineRecord>,
    amounts: Amounts,
    state: PurchaseState,
    delivery: Option<DeliveryDay>,
    out: &mut Output<'_>,
) -> OpenOrder {
    let problems = &mut out.problems;
    let buyer = customer(plan, row, false, problems);
    let place = address(plan, row, &RECEIVER, problems);
    let told = plan
        .cell(row, Field::SalesChannel)
        .map(|(_, cell)| sales_channel(cell));
    let sales_channel = match plan.system {
        Some(system) => system.sales_channel,
        None => told.unwrap_or(SalesChannel::Other),
    };
    let receiver = match plan.text(row, Field::ShipFullName, problems) {
        Some(name) => parse_name(&name).map(|name| name.full),
        None => {
            let parts: Vec<String> = [Field::ShipFamilyName, Field::ShipGivenName]
                .into_iter()
                .filter_map(|field| plan.text(row, field, problems))
                .collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
    };
    let same_place = place.is_empty() || place == buyer.address;
    OpenOrder {
        line: row.line,
        external_id,
        rows: vec![row.line],
        is_incomplete: false,
        lines,
        ordered_on,
        amounts,
        totals_differ_told: false,
        state,
        delivery,
        delivery_address: (!same_place).then_some(place),
        recipient_name: receiver.filter(|name| buyer.full_name.as_ref() != Some(name)),
        sales_channel,
        mall_limited: buyer.mall_limited || sales_channel == SalesChannel::Mall,
        staff: buyer.staff.clone(),
        note: plan.text(row, Field::Note, problems),
        returned_order: plan.text(row, Field::ReturnedOrder, problems),
        customer: CustomerRecord {
            staff: None,
            mall_limited: buyer.mall_limited || sales_channel == SalesChannel::Mall,
            ..buyer
        },
    }
}

/// The header by which a total's problem is told.
fn total_header<'p>(plan: &'p Plan<'_>) -> Option<&'p str> {
    [Field::AmountMinor, Field::OrderTotal, Field::PaidTotal]
        .iter()
        .find_map(|field| plan.columns_of(*field).first())
        .and_then(|&index| plan.header(index))
}

/// Standing of the order by its row: rules of the system, a cancelled column, status words.
fn state_of(plan: &Plan<'_>, row: &Row, said: Said) -> PurchaseState {
    let cancelled_cell = plan
        .cell(row, Field::Cancelled)
        .is_some_and(|(_, cell)| !crate::values::is_zero_date(cell) && parse_yes_no(cell) != Ok(Some(false)));
    let word = plan
        .cell(row, Field::Status)
        .map_or(StatusWord::Stands, |(_, cell)| parse_status(cell));
    if said.cancelled || cancelled_cell || word == StatusWord::Cancelled {
        PurchaseState::Cancelled
    } else if said.returned || word == StatusWord::Returned {
        PurchaseState::Returned
    } else {
        PurchaseState::Ok
    }
}

/// Where a sale was made, in a shop's words.
fn sales_channel(text: &str) -> SalesChannel {
    let folded = fold_width(text).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if let Some(channel) = SalesChannel::parse(&folded) {
        channel
    } else if says(&[
        "楽天",
        "rakuten",
        "yahoo",
        "ヤフー",
        "amazon",
        "アマゾン",
        "モール",
        "minne",
        "creema",
        "wowma",
        "au pay",
    ]) {
        SalesChannel::Mall
    } else if says(&[
        "web",
        "online",
        "オンライン",
        "ネット",
        "ec",
        "通販",
        "shopify",
        "サイト",
    ]) {
        SalesChannel::Online
    } else if says(&["電話", "phone", "fax"]) {
        SalesChannel::Phone
    } else if says(&["店", "pos", "store", "shop", "ショールーム", "レジ"]) {
        SalesChannel::Store
    } else {
        SalesChannel::Other
    }
}

/// What the rows of an order come to.
///
/// An order of which a row was rejected is rejected as a whole: half of an order would be a wrong amount and
/// a home without its table, and its rows can only be mended together.
pub(crate) fn close(order: OpenOrder, orders: &mut OpenOrders, plan: &Plan<'_>, out: &mut Output<'_>) {
    if order.is_incomplete {
        let header = plan
            .columns_of(Field::OrderId)
            .first()
            .and_then(|&index| plan.header(index));
        let id = order.external_id.as_deref().unwrap_or("");
        for line in order.rows {
            out.reject_row(RowProblem::rejected(
                line,
                header,
                RowProblemCode::OrderIncomplete,
                id,
            ));
        }
        return;
    }
    let stated = order.amounts.stated();
    let discount = order.amounts.discount.unwrap_or(0);
    let shipping = order.amounts.shipping.unwrap_or(0).max(0);
    let total = stated.unwrap_or_else(|| {
        let of_lines: i64 = order.lines.iter().filter_map(|line| line.amount_minor).sum();
        let has = |kind: LineKind| order.lines.iter().any(|line| line.kind == kind);
        let fee = if has(LineKind::Fee) { 0 } else { shipping };
        let off = if has(LineKind::Discount) { 0 } else { discount };
        if of_lines < 0 {
            of_lines
        } else {
            (of_lines + fee - off).max(0)
        }
    });
    let only_returns = !order.lines.is_empty() && order.lines.iter().all(|line| line.is_return);
    if total < 0 || (total == 0 && only_returns) {
        let state = if order.state == PurchaseState::Cancelled {
            PurchaseState::Cancelled
        } else {
            PurchaseState::Returned
        };
        let key = key_of(&order, total, orders);
        out.record(Record::Reversal(Box::new(ReversalRecord {
            line: order.line,
            of_external_id: order.returned_order,
            key,
            external_id: order.external_id,
            on: order.ordered_on,
            customer: order.customer,
            amount_minor: -total,
            state,
            lines: order.lines,
            sales_channel: order.sales_channel,
        })));
        return;
    }
    let mut refunded = order.amounts.refunded.unwrap_or(0);
    let mut state = order.state;
    if state == PurchaseState::Ok && total > 0 && refunded >= total {
        state = PurchaseState::Returned;
    }
    if state == PurchaseState::Returned && refunded == 0 {
        refunded = total;
    }
    let key = key_of(&order, total, orders);
    out.record(Record::Purchase(Box::new(PurchaseRecord {
        line: order.line,
        key,
        external_id: order.external_id,
        ordered_on: order.ordered_on,
        customer: order.customer,
        lines: order.lines,
        total_minor: total,
        total_is_stated: stated.is_some(),
        discount_minor: discount,
        points_minor: order.amounts.points.unwrap_or(0),
        shipping_minor: shipping,
        refunded_minor: refunded,
        lines_include_tax: plan.system.is_none_or(|system| system.lines_include_tax),
        state,
        delivery: order.delivery,
        delivery_address: order.delivery_address,
        recipient_name: order.recipient_name,
        sales_channel: order.sales_channel,
        mall_limited: order.mall_limited,
        staff: order.staff,
        note: order.note,
    })));
}

/// What an order is recognised by when its file comes again.
fn key_of(order: &OpenOrder, total: i64, orders: &mut OpenOrders) -> String {
    if let Some(id) = &order.external_id {
        return id.clone();
    }
    let customer = &order.customer;
    let mut text = format!("{}\u{1f}{total}", order.ordered_on);
    for part in [&customer.external_id, &customer.full_name, &customer.full_kana] {
        text.push('\u{1f}');
        text.push_str(part.as_deref().unwrap_or(""));
    }
    for key in customer.emails.iter().map(|email| &email.key) {
        text.push('\u{1f}');
        text.push_str(key);
    }
    for key in customer.phones.iter().filter_map(|phone| phone.key.as_ref()) {
        text.push('\u{1f}');
        text.push_str(key);
    }
    for line in &order.lines {
        text.push_str(&format!("\u{1e}{}\u{1f}{}", line.name, line.quantity));
    }
    let print = fingerprint(&text);
    let count = orders.count_repeat(print);
    format!("row:{print:016x}#{count}")
}
