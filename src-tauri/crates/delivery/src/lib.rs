//! The ways out: what a finished message looks like on each channel, and the day's calls on paper.
//!
//! A message arrives here with its fields merged and its mistakes found (`domain::message`); this crate gives it
//! the form of its channel and says where it does not fit. Not here: who may be contacted (`domain::gate`, decided
//! before), sending itself, labels and the layout of pages.

mod call_sheet;
mod form;
mod limits;

pub use call_sheet::{Call, CallSheet, CallSheetWords, call_sheet};
pub use form::{Form, Message, compose};
pub use limits::{Limit, Misfit, MisfitKind, limit_of};
