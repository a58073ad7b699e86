//! Purchases, their lines and refunds.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{DeliveryCertainty, Family, Finish, Int, LineKind, Material, PurchaseState, SalesChannel};

/// A purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PurchaseView {
    /// Id.
    pub id: Int,
    /// Version: pass it on with a delivery day, a refund or a cancellation.
    pub version: String,
    /// Who bought.
    pub customer: Int,
    /// Day.
    pub ordered_on: String,
    /// Lines.
    pub lines: Vec<LineView>,
    /// Paid.
    pub gross_minor: Int,
    /// Refunded.
    pub refunded_minor: Int,
    /// Standing.
    pub state: PurchaseState,
    /// Channel.
    pub channel: SalesChannel,
    /// Staff.
    pub staff: String,
    /// Delivered on.
    pub delivered_on: Option<String>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// Note, e.g. what it is for.
    pub note: String,
    /// Source and id there.
    pub source: String,
}

/// What can be mended about a purchase that was written down wrongly.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PurchaseForm {
    /// Day.
    pub ordered_on: String,
    /// Channel.
    pub channel: SalesChannel,
    /// Note.
    pub note: String,
    /// All its lines, in any order.
    pub lines: Vec<LineForm>,
}

/// What can be mended about a line.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct LineForm {
    /// Id.
    pub id: Int,
    /// Name.
    pub name: String,
    /// Quantity.
    pub quantity: Int,
    /// Amount; that of a discount is taken off, whichever sign was typed.
    pub amount_minor: Int,
}

/// A line of a purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct LineView {
    /// Id.
    pub id: Int,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// Quantity.
    pub quantity: Int,
    /// Amount.
    pub amount_minor: Int,
}

/// A purchase typed by hand: four fields are enough.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewPurchase {
    /// Who.
    pub customer: Int,
    /// Day.
    pub ordered_on: String,
    /// Delivered or to be delivered on; `None`: not known yet.
    pub delivered_on: Option<String>,
    /// Things.
    pub lines: Vec<NewLine>,
    /// Channel.
    pub channel: SalesChannel,
    /// Staff.
    pub staff: Option<Int>,
    /// Note, e.g. what it is for.
    pub note: String,
}

/// A line typed by hand.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewLine {
    /// Name.
    pub name: String,
    /// Product of the catalogue, if it is one.
    pub product: Option<Int>,
    /// Kind.
    pub kind: LineKind,
    /// Family; `None`: guess by name.
    pub family: Option<Family>,
    /// Material; `None`: guess by name.
    pub material: Option<Material>,
    /// Finish; `None`: guess by name.
    pub finish: Option<Finish>,
    /// Quantity.
    pub quantity: Int,
    /// Amount of the line.
    pub amount_minor: Int,
}

/// A refund.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewRefund {
    /// Purchase.
    pub purchase: Int,
    /// Line; with it the item of the line is returned and its plan silenced.
    pub line: Option<Int>,
    /// Day.
    pub refunded_on: String,
    /// Amount.
    pub amount_minor: Int,
    /// Reason.
    pub reason: String,
}
