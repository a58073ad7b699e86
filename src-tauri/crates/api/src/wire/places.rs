//! Proposals for addresses and readings: shown, never filled in by themselves.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the table of postal codes says to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AddressAdvice {
    /// Where the typed code lies; several when the code is shared, at most 20.
    pub places: Vec<PostalPlace>,
    /// How the rest of the address goes with its code.
    pub agreement: CodeAgreement,
    /// The one place that an address without a code can mean; `None`: none or several.
    pub found: Option<PostalPlace>,
    /// Day of the table, `YYYY-MM-DD`.
    pub table_of: String,
}

/// A place of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PostalPlace {
    /// `123-4567`.
    pub postal_code: String,
    /// 都道府県.
    pub prefecture: String,
    /// 市区町村.
    pub city: String,
    /// 町域; empty: the code is that of the whole city.
    pub town: String,
    /// Reading of city and town.
    pub kana: String,
}

/// How an address goes with its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CodeAgreement {
    /// Nothing to compare.
    Nothing,
    /// They go together.
    Agrees,
    /// The code is of another city.
    Differs,
    /// The table does not know the code.
    UnknownCode,
}

/// Readings of a name, from this shop's own customers only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReadingAdvice {
    /// Readings of the family name, the commonest first, at most 3.
    pub family: Vec<String>,
    /// Readings of the given name.
    pub given: Vec<String>,
}
