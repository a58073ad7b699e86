//! Customers, through the use cases: finding them, their record, and what is added and changed by hand.
//!
//! Not here: files and the day's list, which have scenarios of their own.

mod deliveries;
mod households;
mod ledger;
mod people;
mod purchases;
mod search;

use aichaku_api::wire::{CustomerForm, Int};
use aichaku_tests::house::House;

const TABLE: &str = "ナラ無垢 ダイニングテーブル オイル仕上げ";

async fn add(house: &House, form: CustomerForm) -> Int {
    house.app.add_customer(form, None).await.expect("a customer").id
}
