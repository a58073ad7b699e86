//! What the table of postal codes says to the addresses of a file, and the shop's own people to its names.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Int;

/// Addresses of a file that are to be looked at. Nothing is filled unless a person says so, and then only what is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AddressFindings {
    /// Without a code, while the address tells it.
    pub missing_code: Int,
    /// Without prefecture and city, while the code tells them.
    pub missing_part: Int,
    /// The code is of another city.
    pub differs: Int,
    /// The table does not know the code.
    pub unknown_code: Int,
    /// Of all of them, those where something empty can be filled.
    pub proposed: Int,
    /// Those that were filled, because a person said so.
    pub filled: Int,
    /// At most 500, in the order of the file.
    pub listed: Vec<AddressFinding>,
}

/// What is asked about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AddressQuestion {
    /// The code is missing.
    MissingCode,
    /// Prefecture and city are missing.
    MissingPart,
    /// The code is of another city.
    Differs,
    /// The table does not know the code.
    UnknownCode,
}

/// An address of a file that is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AddressFinding {
    /// Why.
    pub question: AddressQuestion,
    /// Whose.
    pub name: String,
    /// The code as the file has it; empty: none.
    pub postal_code: String,
    /// The address as the file has it.
    pub address: String,
    /// The code that is proposed, or that the place stands beside; empty: none.
    pub proposed_code: String,
    /// The place of that code; empty: none.
    pub proposed_place: String,
    /// Taking the proposals fills something here.
    pub fills: bool,
    /// Sheet, when several are read.
    pub sheet: Option<String>,
    /// Line in the file or on its sheet.
    pub line: Int,
}

/// New people of a file whose name needs a reading and has none. Nothing is filled unless a person says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReadingFindings {
    /// Without a reading.
    pub missing: Int,
    /// Of them, those for whom the shop's own people tell one.
    pub proposed: Int,
    /// Those that were filled, because a person said so.
    pub filled: Int,
    /// Names for which there is a proposal, at most 500, in the order of the file.
    pub listed: Vec<ReadingFinding>,
}

/// A name of a file, and how the shop's people of that name are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReadingFinding {
    /// As the file has it.
    pub name: String,
    /// The reading that is proposed.
    pub kana: String,
    /// New people of that name.
    pub people: Int,
    /// Sheet of the first of them, when several are read.
    pub sheet: Option<String>,
    /// Line of the first of them in the file or on its sheet.
    pub line: Int,
}
