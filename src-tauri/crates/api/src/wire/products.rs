//! Products as the list of all of them shows them, and their form.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{Family, Finish, Int, Material};

/// A product of the list.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ProductLine {
    /// Id.
    pub id: Int,
    /// Version of its form: pass it on with a change.
    pub version: String,
    /// The shop's number of it, or its name where it has none.
    pub code: String,
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Who told what it is.
    pub kind_by: ProductKindBy,
    /// Price in minor units; `None`: not known.
    pub price_minor: Option<Int>,
    /// Who makes it; empty: not known.
    pub maker: String,
    /// Things of it that customers have or await.
    pub things: Int,
}

/// Who told what a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProductKindBy {
    /// Guessed from its name.
    Guess,
    /// A column of a file.
    File,
    /// A person.
    Hand,
}

/// A page of the list.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ProductPage {
    /// In the order of their names.
    pub rows: Vec<ProductLine>,
    /// Where the next page begins; `None`: the end.
    pub next: Option<Int>,
    /// All products of the shop, whatever was looked for.
    pub total: Int,
}

/// The editable part of a product.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ProductForm {
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Price in minor units; `None`: not known.
    pub price_minor: Option<Int>,
    /// Who makes it; empty: not known.
    pub maker: String,
}
