//! Cell text to values: pure functions, one file per kind of value.
//!
//! An empty cell is `Ok(None)` everywhere, and so is a lone dash. Nothing here knows columns or rows,
//! reads a clock, or uses floating point for money.
//!
//! Not here: which cell is what ([`crate::mapping`]), what a bad cell does to its row (`assemble`).

mod company;
mod date;
mod email;
mod money;
mod name;
mod phone;
mod place;
mod postal;
mod quantity;
mod width;
mod words;

pub(crate) use company::is_company;
pub(crate) use date::is_zero_date;
pub use date::{DateError, DateValue, parse_birthday, parse_date, parse_date_in_order};
pub use email::{EmailError, parse_email};
pub use money::{MAX_AMOUNT_MINOR, MoneyError, parse_minor, parse_money};
pub use name::{PersonName, fold_kana, parse_name};
pub use phone::{PhoneError, parse_phones};
pub use place::prefecture_name;
pub use postal::{PostalError, parse_postal, parse_postal_parts};
pub use quantity::{MAX_QUANTITY, QuantityError, parse_quantity};
pub use width::{fold_width, is_blank, is_ditto};
pub use words::{StatusWord, UnknownWord, parse_status, parse_yes_no};
