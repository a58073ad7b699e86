//! Which column means what: plain data that is proposed, shown, edited, saved and used.
//!
//! Not here: the header words (`dictionary`), the known systems (`systems`).

pub(crate) mod dictionary;
mod propose;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::text_enum::text_enum;
use crate::write::RejectedLabels;

pub use propose::{GENERIC, propose_mapping, propose_mapping_as, settle_kept_mapping, settle_mapping};

text_enum! {
    /// What the rows of a file are about.
    Dataset {
        /// One customer per row.
        Customers = "customers",
        /// Orders, receipts, or their lines.
        Purchases = "purchases",
        /// Products of the catalogue.
        Products = "products",
        /// Delivery days of what was bought (配送表).
        Deliveries = "deliveries",
        /// People who want no more mail.
        OptOuts = "optouts",
        /// What customers answered when they were asked.
        Surveys = "surveys",
    }
}

text_enum! {
    /// How orders lie in rows.
    RowModel {
        /// One row is one order (a wide sheet may hold several products side by side).
        OrderPerRow = "order_per_row",
        /// One row is one line; the order's cells are repeated.
        ItemPerRow = "item_per_row",
        /// One row is one line; the order's cells stand only in its first row.
        OrderOnFirstRow = "order_on_first_row",
        /// One row is one line or an option of the line above.
        ItemOrOptionRows = "item_or_option_rows",
    }
}

text_enum! {
    /// How day, month and year are written where the text itself does not tell (`4/5/2024`).
    DateOrder {
        /// Refuse what can be read two ways.
        Unambiguous = "unambiguous",
        /// Month first.
        MonthFirst = "month_first",
        /// Day first.
        DayFirst = "day_first",
    }
}

/// One column and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// Position in the file, from 0. Columns are addressed by position: names repeat.
    pub index: usize,
    /// The header as it stands.
    pub header: String,
    /// What it is taken for; `None`: it is not used.
    pub field: Option<Field>,
}

/// How a file's columns are to be read. Editable and serialisable: a shop saves it as a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the rows are about.
    pub dataset: Dataset,
    /// Id of the recognised system (`shopify`, `eccube`, …), or `generic`.
    pub system: String,
    /// How orders lie in rows; matters for purchases only.
    pub row_model: RowModel,
    /// How ambiguous dates are to be read.
    pub date_order: DateOrder,
    /// Every column of the file, in order.
    pub columns: Vec<ColumnMapping>,
    /// Fingerprint of the header this was made for, see [`header_fingerprint`].
    pub header_fingerprint: String,
}

impl Mapping {
    /// The positions of the columns of `field`, in file order.
    pub fn columns_of(&self, field: Field) -> impl Iterator<Item = usize> + '_ {
        self.columns
            .iter()
            .filter(move |column| column.field == Some(field))
            .map(|column| column.index)
    }

    /// Whether any column is taken for `field`.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns_of(field).next().is_some()
    }

    /// How many purchases stand side by side in each row: 1 in every ordinary file.
    #[must_use]
    pub fn purchases_per_row(&self) -> usize {
        crate::assemble::purchases_per_row(self)
    }

    /// Gives the column at `index` another meaning, or none. Does nothing when there is no such column.
    pub fn set(&mut self, index: usize, field: Option<Field>) {
        if let Some(column) = self.columns.get_mut(index) {
            column.field = field;
        }
    }

    /// Takes a column of its own for each of these names where the file has the columns of rows that were left
    /// out behind its own, or has lost them again. Only meaningful when the mapping fits.
    pub fn widen_to(&mut self, columns: &[String]) {
        self.columns.truncate(columns.len());
        for (index, header) in columns.iter().enumerate().skip(self.columns.len()) {
            self.columns.push(ColumnMapping {
                index,
                header: header.clone(),
                field: None,
            });
        }
    }

    /// Whether this was made for a file with these column names in this order.
    #[must_use]
    pub fn fits(&self, columns: &[String]) -> bool {
        self.header_fingerprint == header_fingerprint(columns)
    }
}

/// A short text that is the same for the same column names in the same order, and with all likelihood
/// another for others. Case, width and outer spaces do not matter, nor do the columns that stand behind rows
/// that were left out: the mended file is the same file.
///
/// Formula: FNV-1a, 64 bit (Fowler, Noll, Vo), over the normalised names.
#[must_use]
pub fn header_fingerprint(columns: &[String]) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut print = Fnv1a::default();
    let mut count = 0;
    for column in columns.iter().filter(|column| !RejectedLabels::is_one(column)) {
        count += 1;
        for byte in column
            .trim()
            .nfkc()
            .flat_map(char::to_lowercase)
            .collect::<String>()
            .bytes()
        {
            print.eat(byte);
        }
        print.eat(0x1f);
    }
    format!("{count:03}-{:016x}", print.0)
}

/// A fingerprint that is the same on every machine and in every version.
///
/// Formula: FNV-1a, 64 bit (Fowler, Noll, Vo).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv1a(pub(crate) u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv1a {
    pub(crate) fn eat(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
        self.0 = self.0.wrapping_mul(0x0000_0100_0000_01b3);
    }

    pub(crate) fn of(text: &str) -> u64 {
        let mut print = Self::default();
        text.bytes().for_each(|byte| print.eat(byte));
        print.0
    }
}
