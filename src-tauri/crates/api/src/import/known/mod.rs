//! What the shop knows and what a file brought so far, held so that memory has an end: up to the size of a large shop in
//! memory, beyond that in files of the shop's folder that have no name and mean nothing to anybody else.
//!
//! Not here: what follows from it (`decide`), reading it (`store`).

mod keys;
mod sales;
mod spill;

pub(super) use self::keys::{Aside, Keys};
pub(super) use self::sales::{KnownSale, Sales};
