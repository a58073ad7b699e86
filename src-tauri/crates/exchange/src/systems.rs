//! The shop systems whose files are known, each declared in a small file under `systems/`.
//!
//! A descriptor says by which columns a file is recognised, what its columns mean, how orders lie in rows,
//! which rows are no goods or no sales, and how well all this is known. To add one, write the file and
//! name it in [`SOURCES`]; docs/IMPORT.md has the keys.
//!
//! Not here: files of no known system ([`crate::mapping`]).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aichaku_domain::kinds::SalesChannel;
use serde::Deserialize;

use crate::field::Field;
use crate::mapping::dictionary::fold_header;
use crate::mapping::{Dataset, DateOrder, RowModel};
use crate::text_enum::text_enum;

/// The descriptors, embedded.
const SOURCES: &[&str] = &[
    include_str!("../systems/airregi.toml"),
    include_str!("../systems/amazon.toml"),
    include_str!("../systems/base.toml"),
    include_str!("../systems/colorme.toml"),
    include_str!("../systems/creema.toml"),
    include_str!("../systems/eccube.toml"),
    include_str!("../systems/eccube_customers.toml"),
    include_str!("../systems/futureshop.toml"),
    include_str!("../systems/futureshop_customers.toml"),
    include_str!("../systems/makeshop.toml"),
    include_str!("../systems/minne.toml"),
    include_str!("../systems/rakuten_rms.toml"),
    include_str!("../systems/shopify.toml"),
    include_str!("../systems/shopify_customers.toml"),
    include_str!("../systems/smaregi.toml"),
    include_str!("../systems/square_customers.toml"),
    include_str!("../systems/square_items.toml"),
    include_str!("../systems/square_transactions.toml"),
    include_str!("../systems/stores.toml"),
    include_str!("../systems/woocommerce.toml"),
    include_str!("../systems/yahoo_shopping.toml"),
];

text_enum! {
    /// How well a system's header is known.
    Evidence {
        /// Read in the product's source, or verbatim in several independent code bases.
        A = "A",
        /// Read in one code base or a vendor's manual.
        B = "B",
        /// Genuine names, but the layout of the file is not verified.
        C = "C",
    }
}

text_enum! {
    /// What a rule does to the rows that it fits.
    RuleEffect {
        /// The row is no sale and no error: it is passed over.
        Skip = "skip",
        /// The order is cancelled.
        Cancelled = "cancelled",
        /// The order came back as a whole.
        Returned = "returned",
        /// This line came back.
        ReturnedLine = "returned_line",
        /// The line is goods, whatever its name says.
        Goods = "goods",
        /// The line is a fee.
        Fee = "fee",
        /// The line is a discount.
        Discount = "discount",
        /// The row is an option of the line above.
        OptionOfLineAbove = "option_of_line_above",
    }
}

/// A rule of a system: when a column's cell fits, something follows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The column, by its header.
    pub column: String,
    /// Fits when the trimmed cell is one of these.
    #[serde(default, rename = "in")]
    pub is_in: Vec<String>,
    /// Fits when the trimmed cell is none of these.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// Fits when the cell begins with this.
    pub starts_with: Option<String>,
    /// What follows.
    pub then: RuleEffect,
}

impl Rule {
    /// Whether a cell fits.
    #[must_use]
    pub fn fits(&self, cell: &str) -> bool {
        let cell = cell.trim();
        if !self.is_in.is_empty() {
            return self.is_in.iter().any(|value| value == cell);
        }
        if !self.not_in.is_empty() {
            return !self.not_in.iter().any(|value| value == cell);
        }
        self.starts_with
            .as_deref()
            .is_some_and(|start| cell.starts_with(start))
    }
}

/// A known system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// Stable id, as in [`crate::Mapping::system`] and on the command line.
    pub id: String,
    /// The name under which shops know it, in Japanese.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// What its rows are about.
    pub dataset: Dataset,
    /// How well its header is known.
    pub evidence: Evidence,
    /// Whether a real file of a shop has been read with it.
    pub confirmed_by_real_file: bool,
    /// How orders lie in rows.
    pub row_model: RowModel,
    /// How the purchases reached the shop.
    pub sales_channel: SalesChannel,
    /// Its buyers may not be advertised to outside the mall.
    pub mall_limited: bool,
    /// Whether line amounts hold the consumption tax.
    pub lines_include_tax: bool,
    /// How ambiguous dates are written.
    pub date_order: DateOrder,
    /// Headers that must all be there for the file to be of this system.
    pub required: Vec<String>,
    /// Whether columns that are not named here are looked up by their words.
    pub fallback: bool,
    /// Columns that mean nothing, though their words would.
    pub ignored: Vec<String>,
    /// Headers of each field; the first that is filled wins.
    pub columns: BTreeMap<Field, Vec<String>>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Descriptor {
    id: String,
    name: String,
    /// Absent where the name reads the same in both languages.
    name_en: Option<String>,
    dataset: Dataset,
    evidence: Evidence,
    confirmed_by_real_file: bool,
    row_model: RowModel,
    sales_channel: String,
    mall_limited: bool,
    lines_include_tax: bool,
    date_order: Option<DateOrder>,
    required: Vec<String>,
    #[serde(default)]
    fallback: bool,
    #[serde(default)]
    ignored: Vec<String>,
    columns: BTreeMap<Field, Vec<String>>,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
}

static SYSTEMS: LazyLock<Vec<System>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|source| {
            let file: Descriptor = toml::from_str(source).expect("BUG: embedded descriptors are tested");
            System {
                id: file.id,
                name_en: file.name_en.unwrap_or_else(|| file.name.clone()),
                name: file.name,
                dataset: file.dataset,
                evidence: file.evidence,
                confirmed_by_real_file: file.confirmed_by_real_file,
                row_model: file.row_model,
                sales_channel: SalesChannel::parse(&file.sales_channel).unwrap_or(SalesChannel::Other),
                mall_limited: file.mall_limited,
                lines_include_tax: file.lines_include_tax,
                date_order: file.date_order.unwrap_or(DateOrder::Unambiguous),
                required: file.required,
                fallback: file.fallback,
                ignored: file.ignored,
                columns: file.columns,
                rules: file.rules,
            }
        })
        .collect()
});

/// All known systems, in the order of their ids.
#[must_use]
pub fn systems() -> &'static [System] {
    &SYSTEMS
}

/// The system of that id; `None` for `generic` and unknown ids.
#[must_use]
pub fn system(id: &str) -> Option<&'static System> {
    SYSTEMS.iter().find(|system| system.id == id)
}

/// The system that a file with these column names comes from: all its required headers are there, and of
/// several the one that knows most of the columns. `None`: no known system.
#[must_use]
pub fn recognise(columns: &[String]) -> Option<&'static System> {
    let folded: Vec<String> = columns.iter().map(|column| fold_header(column)).collect();
    let has = |header: &String| folded.contains(&fold_header(header));
    SYSTEMS
        .iter()
        .filter(|system| system.required.iter().all(has))
        .max_by_key(|system| {
            system
                .columns
                .values()
                .flatten()
                .filter(|header| has(header))
                .count()
        })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::mapping::dictionary::fold_header;

    #[test]
    fn every_descriptor_is_whole() {
        let mut last = String::new();
        for system in systems() {
            assert!(system.id > last, "{} stands in its order", system.id);
            last.clone_from(&system.id);
            assert!(!system.required.is_empty(), "{} can be recognised", system.id);
            assert!(
                !system.name.is_empty() && system.name_en.chars().all(|letter| letter < '\u{3000}'),
                "{} has a name that both readers can read",
                system.id
            );
            assert!(
                !system.confirmed_by_real_file,
                "{}: no shop's real file has been read yet; set this only with one in hand",
                system.id
            );
            for header in &system.required {
                assert!(!fold_header(header).is_empty(), "{} names its columns", system.id);
            }
        }
    }

    #[rstest]
    #[case(
        "shopify",
        "Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name"
    )]
    #[case("base", "注文ID,注文日時,氏(請求先),商品名,発送状況,追加の列")]
    #[case("stores", "オーダー番号,オーダー日,アイテム名,氏(購入者)")]
    fn a_file_is_recognised_by_its_header(#[case] id: &str, #[case] header: &str) {
        let columns: Vec<String> = header.split(',').map(str::to_owned).collect();
        assert_eq!(
            recognise(&columns).map(|system| system.id.as_str()),
            Some(id),
            "{header}"
        );
    }

    #[test]
    fn a_ledger_of_the_shops_own_is_no_known_system() {
        let columns = ["注文番号", "購入日", "氏名", "商品名", "金額"].map(str::to_owned);
        assert_eq!(
            recognise(&columns).map(|system| &system.id),
            None,
            "nothing is guessed"
        );
    }
}
