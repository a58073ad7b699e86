//! What is typed about purchases, as the store takes it.

use aichaku_domain::kinds::{LineKind, SalesChannel};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::ShopDay;

/// A line typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Product of the catalogue.
    pub product: Option<i64>,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// What decides its care; only of goods.
    pub class: CareClass,
    /// Pieces.
    pub quantity: i64,
    /// Amount; negative for discounts.
    pub amount_minor: i64,
}

/// A purchase typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPurchase {
    /// Who.
    pub customer: i64,
    /// Day.
    pub ordered_on: ShopDay,
    /// Delivered, or to be delivered, on.
    pub delivered_on: Option<ShopDay>,
    /// Lines.
    pub lines: Vec<NewLine>,
    /// How it reached the shop.
    pub channel: SalesChannel,
    /// Who sold.
    pub staff: Option<i64>,
    /// Note.
    pub note: String,
}

/// What can be mended about a purchase that was written down wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseEdit {
    /// Day.
    pub ordered_on: ShopDay,
    /// How it reached the shop.
    pub channel: SalesChannel,
    /// Note.
    pub note: String,
    /// Its lines, each with its id; all of them and no others.
    pub lines: Vec<LineEdit>,
}

/// What can be mended about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEdit {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Pieces.
    pub quantity: i64,
    /// Amount, more than or equal to 0; that of a discount is taken off.
    pub amount_minor: i64,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// Purchase.
    pub purchase: i64,
    /// Line whose things come back; `None`: money only.
    pub line: Option<i64>,
    /// Day.
    pub refunded_on: ShopDay,
    /// Amount, more than 0.
    pub amount_minor: i64,
    /// Reason.
    pub reason: String,
}
