//! Consents: where each stands, and the ledger.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{Channel, ConsentSource, ConsentState, Int, Purpose};

/// Where a consent stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ConsentView {
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// State.
    pub state: ConsentState,
    /// Since.
    pub since: Option<String>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ConsentEntry {
    /// Id.
    pub id: Int,
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// State.
    pub state: ConsentState,
    /// Day.
    pub given_on: String,
    /// How.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Who of the staff.
    pub staff: String,
}

/// A new entry of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewConsent {
    /// Who.
    pub customer: Int,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Purposes.
    pub purposes: Vec<Purpose>,
    /// State.
    pub state: ConsentState,
    /// How.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Staff.
    pub staff: Option<Int>,
}
