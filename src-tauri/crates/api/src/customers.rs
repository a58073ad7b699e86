//! Customers: finding them, and what is added and changed by hand; what a form says is checked here and kept as typed.
//!
//! In this file: the limits of what anybody types, which the rooms below share. Not here: the whole record (`record`),
//! sentences for people.

mod consents;
mod deliveries;
mod heard;
mod households;
mod items;
mod notes;
mod people;
mod products;
mod purchases;
mod search;
mod standing;

use crate::error::Result;
use crate::shop::{expect_text, invalid};

/// Longest name, address line, telephone number.
const LONGEST_LINE: usize = 200;
/// Longest note.
pub(crate) const LONGEST_NOTE: usize = 20_000;
/// Rows that a list hands over at once.
const MOST_ROWS: u32 = 500;
/// Amounts beyond this are slips of the finger, in any currency.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;
/// A delivery further ahead than this is a slip of the finger.
const FURTHEST_DELIVERY_DAYS: i64 = 5 * 366;

/// Both parts of a name as they are shown.
pub(crate) fn full_name(family: &str, given: &str) -> String {
    format!("{family} {given}").trim().to_owned()
}

/// Refuses an empty text and one that is longer than anybody means.
fn expect_words(field: &str, text: &str, longest: usize) -> Result<()> {
    if text.trim().is_empty() {
        return Err(invalid(field));
    }
    expect_text(field, text, longest)
}
