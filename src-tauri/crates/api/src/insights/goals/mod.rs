//! Goals: what a customer succeeds in, what the shop does for it, with what, and its own numbers for that.
//!
//! Not here: which goal hangs on which, and when a month is closed (`domain::goals`). Definitions: `docs/GOALS.md`.

mod beginning;
mod count;
mod drawn;
mod months;
mod printed;
mod tree;
mod view;
mod words;

pub(crate) use beginning::tree;
