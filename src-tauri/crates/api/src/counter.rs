//! Who is at the counter: the trail of what is done, and the origins of a record, name them.
//!
//! Not here: who works in the shop (`shop`), and tasks that belong to somebody (`today`).

use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::Int;

impl App {
    /// Says who is at the counter from now on; `None`: nobody said. Holds until another shop is opened.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`]; [`ErrorCode::NotFound`] when nobody of that number works here.
    pub async fn set_at_counter(&self, staff: Option<Int>) -> Result<()> {
        let shop = self.shop().await?;
        if let Some(Int(wanted)) = staff {
            let all = shop.store.list_staff().await?;
            if !all.iter().any(|one| one.id == wanted && one.active) {
                return Err(ApiError::new(ErrorCode::NotFound).with("what", "staff"));
            }
        }
        shop.store.set_at_counter(staff.map(|Int(id)| id));
        Ok(())
    }
}
