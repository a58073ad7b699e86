//! Things, their calendar, and products of the catalogue.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{Channel, DeliveryCertainty, Family, Finish, FollowUpState, Int, ItemState, Material};

/// A thing with its calendar.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ItemView {
    /// Id.
    pub id: Int,
    /// Version of its form: pass it on with a change.
    pub version: String,
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Pieces.
    pub quantity: Int,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered, or planned for.
    pub delivered_on: Option<String>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// A surprise: never named to others.
    pub secret: bool,
    /// Bought elsewhere.
    pub elsewhere: bool,
    /// Purchase it came with.
    pub purchase: Option<Int>,
    /// Note.
    pub note: String,
    /// Calendar: a year back and a year ahead.
    pub calendar: Vec<CalendarMark>,
}

/// A mark on an item's calendar.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CalendarMark {
    /// Day.
    pub day: String,
    /// Follow-up id; `None`: lies beyond what is planned already and is only foreseen.
    pub follow_up: Option<Int>,
    /// State; foreseen ones are `planned`.
    pub state: FollowUpState,
    /// Title.
    pub title: String,
    /// Channel.
    pub channel: Channel,
}

/// The editable part of a thing.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ItemForm {
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Pieces.
    pub quantity: Int,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered.
    pub delivered_on: Option<String>,
    /// A surprise.
    pub secret: bool,
    /// Note.
    pub note: String,
}

/// A product of the catalogue, for typeahead.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ProductView {
    /// Id.
    pub id: Int,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Price.
    pub price_minor: Option<Int>,
}

/// What a name says about a thing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct ProductClass {
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
}
