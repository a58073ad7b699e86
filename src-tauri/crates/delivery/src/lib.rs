//! The ways out: what a finished message looks like on each channel.
//!
//! A message arrives here with its fields merged and its mistakes found (`domain::message`); this crate gives it
//! the form of its channel and says where it does not fit. Not here: who may be contacted (`domain::gate`, decided
//! before), sending itself, labels and the layout of pages.

mod form;
mod limits;

pub use form::{Form, Message, compose};
pub use limits::{Limit, Misfit, MisfitKind, limit_of};
