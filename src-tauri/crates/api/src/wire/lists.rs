//! Lists as files: which list, in which form, what became of it, and whom an address list leaves out.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Int, NamesQuery, TodayQuery};

/// Which list is asked for: what stands on a screen, whole.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum ListAsked {
    /// The customers, all in 五十音 order or what a search finds.
    Customers {
        /// What was typed; empty: everybody.
        search: String,
    },
    /// What Today lists.
    Today {
        /// As on screen.
        query: TodayQuery,
    },
    /// Purchases whose delivery day is wanted.
    Deliveries,
    /// Addresses that do not go with their postal code, or lack a part that the table of codes tells.
    AddressChecks,
    /// Imports of the past.
    Batches,
    /// Rows that an import left out, to be mended and brought in again: of a preview, or of a batch.
    Rejects {
        /// Of a preview.
        ticket: Option<String>,
        /// Of a batch.
        batch: Option<Int>,
    },
    /// People who may be in the books twice.
    Duplicates,
    /// The care library.
    Contents {
        /// Ids of those on screen; empty: all.
        shown: Vec<Int>,
    },
    /// The plans.
    Plans,
    /// The products, all or what a search finds.
    Products {
        /// What was typed; empty: all.
        search: String,
    },
    /// The people behind a number.
    Names {
        /// Which number.
        query: NamesQuery,
    },
    /// Addresses for cards, letters and labels.
    Addresses {
        /// Whose, and for which program.
        query: AddressQuery,
    },
}

/// An address list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AddressQuery {
    /// What will be sent: the gate asks differently.
    pub mailing: Mailing,
    /// Columns as this program reads them.
    pub layout: AddressLayout,
    /// Only households that bought on this day or later; `None`: all.
    pub bought_since: Option<String>,
}

/// What is sent by post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Mailing {
    /// New Year's cards; not into a house of mourning.
    NewYear,
    /// A card about care, without advertising.
    Care,
    /// Advertising; needs consent for offers by post.
    Offer,
}

/// Columns of an address list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AddressLayout {
    /// 姓, 名, 連名 and every part of the address apart: for any program that lets one choose the columns.
    Generic,
    /// The words of 筆まめ and 筆ぐるめ.
    Fudemame,
    /// The words of 宛名職人 and 筆王: home and company addresses apart.
    Atena,
    /// Whole lines for a sheet of labels.
    Labels,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ListForm {
    /// A workbook of Excel.
    Xlsx,
    /// CSV in UTF-8 with a mark.
    CsvUtf8,
    /// CSV in the Japanese Windows code page (Shift_JIS), for older programs.
    CsvCp932,
}

/// A list that was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ListReport {
    /// The file.
    pub file: String,
    /// Rows without the header.
    pub rows: Int,
    /// Characters that the form cannot hold; `〓` stands in their place.
    pub lost: Vec<LostCharacter>,
    /// Of an address list: whom it leaves out.
    pub left_out: Vec<LeftOut>,
}

/// A character that a form could not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LostCharacter {
    /// The character.
    pub character: String,
    /// How often.
    pub count: Int,
}

/// What an address list will hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AddressCount {
    /// Cards: one a household, one more for each company.
    pub cards: Int,
    /// People named on them.
    pub people: Int,
    /// People left out, by reason.
    pub left_out: Vec<LeftOut>,
}

/// People left out of an address list for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LeftOut {
    /// Why.
    pub why: LeftOutWhy,
    /// People.
    pub count: Int,
}

/// Why somebody gets no post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutWhy {
    /// Has died.
    Deceased,
    /// Moved out of reach.
    MovedAway,
    /// Wants nothing, nothing this way, or refused this purpose.
    OptedOut,
    /// Advertising without consent.
    NoConsent,
    /// A mall's rules, a minor, the receiver of a gift.
    Limited,
    /// The house is in mourning.
    Mourning,
    /// A case is open or ended unhappily a short while ago.
    Case,
    /// They moved or the family changed; nobody has looked yet.
    Review,
    /// No address.
    NoAddress,
    /// The last letter came back.
    Returned,
    /// No name.
    NoName,
    /// Anything else that the gate refuses.
    Other,
}
