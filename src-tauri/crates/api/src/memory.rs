//! Results kept between questions, so that the same chart asked again costs nothing.
//!
//! Not here: how they are computed. Everything is dropped when the store's `data_version` grows.

/// What is remembered about one open shop.
#[derive(Default)]
pub(crate) struct Memory {}
