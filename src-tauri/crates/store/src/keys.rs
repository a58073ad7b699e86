//! 64-bit keys of folded texts, for finding probable duplicates by index.
//!
//! Not here: folding (`domain::fold`) and deciding that two rows are one.

use aichaku_domain::fold::{AddressParts, address_key, fold_text, household_key};

/// The key of a folded text; stable over versions, 0 never. `None` for an empty text.
///
/// FNV-1a with 64 bits. Source: Fowler, Noll & Vo, <http://www.isthe.com/chongo/tech/comp/fnv/>.
#[must_use]
pub fn text_key(folded: &str) -> Option<i64> {
    if folded.is_empty() {
        return None;
    }
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in folded.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    Some(hash.cast_signed()).filter(|key| *key != 0)
}

/// `customers.match_key`: the key of the whole name, folded, without blanks.
#[must_use]
pub fn name_key(family: &str, given: &str) -> Option<i64> {
    text_key(&fold_text(&format!("{family}{given}")).replace(' ', ""))
}

/// The key of a place, however it is written; of one that has no usable form, of its words as they stand.
/// `None` for nothing at all.
#[must_use]
pub fn place_key(address: &AddressParts<'_>) -> Option<i64> {
    let words = || {
        fold_text(&format!(
            "{}{}{}{}",
            address.prefecture, address.city, address.street, address.building
        ))
        .replace(' ', "")
    };
    text_key(&address_key(address).unwrap_or_else(words))
}

/// `households.match_key`: the key of family name and dwelling; `None` without a usable address.
#[must_use]
pub fn dwelling_key(family: &str, address: &AddressParts<'_>) -> Option<i64> {
    household_key(family, address).as_deref().and_then(text_key)
}
