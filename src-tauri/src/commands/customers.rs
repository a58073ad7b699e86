//! Customers: finding them, the record, and what is added by hand.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    CustomerForm, CustomerHit, CustomerPage, CustomerRecord, DeliveryCertainty, DeliveryRule,
    DeliveryRuleReport, Done, HeardForm, HeardView, HouseholdForm, HouseholdPeople, Int, ItemForm, Lang,
    NewCase, NewConsent, NewPurchase, NewRefund, ProductClass, ProductView, PurchaseForm, StandingView,
    UndeliveredPurchase, WayKind,
};
use tauri::State;

/// Finds people as one types.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search(
    app: State<'_, App>,
    text: String,
    limit: u32,
) -> Result<Vec<CustomerHit>, ApiError> {
    app.search(text, limit).await
}

/// All customers in 五十音 order, a page at a time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customers(
    app: State<'_, App>,
    after: Option<String>,
    limit: u32,
) -> Result<CustomerPage, ApiError> {
    app.customers(after, limit).await
}

/// The whole record.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customer(app: State<'_, App>, id: Int, lang: Lang) -> Result<CustomerRecord, ApiError> {
    app.customer(id, lang).await
}

/// Adds a person, to a household or with one of their own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_customer(
    app: State<'_, App>,
    form: CustomerForm,
    household: Option<Int>,
) -> Result<Done, ApiError> {
    app.add_customer(form, household).await
}

/// Changes a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_customer(
    app: State<'_, App>,
    id: Int,
    form: CustomerForm,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_customer(id, form, seen).await
}

/// Changes a household.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_household(
    app: State<'_, App>,
    id: Int,
    form: HouseholdForm,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_household(id, form, seen).await
}

/// Somebody looked at a change in the household and lets contact go on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_household(app: State<'_, App>, id: Int) -> Result<Done, ApiError> {
    app.review_household(id).await
}

/// Moves a person to another household, or to one of their own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn join_household(
    app: State<'_, App>,
    customer: Int,
    household: Option<Int>,
) -> Result<Done, ApiError> {
    app.join_household(customer, household).await
}

/// Puts right who lives in a household.
#[tauri::command]
#[specta::specta]
pub(crate) async fn arrange_household(
    app: State<'_, App>,
    household: Int,
    people: HouseholdPeople,
) -> Result<Done, ApiError> {
    app.arrange_household(household, people).await
}

/// Adds a purchase with its things.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_purchase(app: State<'_, App>, purchase: NewPurchase) -> Result<Done, ApiError> {
    app.add_purchase(purchase).await
}

/// Mends a purchase that was written down wrongly.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_purchase(
    app: State<'_, App>,
    id: Int,
    form: PurchaseForm,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_purchase(id, form, seen).await
}

/// Cancels a purchase and silences its things.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_purchase(
    app: State<'_, App>,
    id: Int,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.cancel_purchase(id, seen).await
}

/// Adds a refund.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_refund(
    app: State<'_, App>,
    refund: NewRefund,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.add_refund(refund, seen).await
}

/// Adds a thing that was bought elsewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_item(app: State<'_, App>, customer: Int, item: ItemForm) -> Result<Done, ApiError> {
    app.add_item(customer, item).await
}

/// Changes a thing; its plan follows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_item(
    app: State<'_, App>,
    id: Int,
    item: ItemForm,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_item(id, item, seen).await
}

/// Adds to the consent ledger.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_consent(
    app: State<'_, App>,
    consent: NewConsent,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.record_consent(consent, seen).await
}

/// Adds a note.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_note(
    app: State<'_, App>,
    customer: Int,
    body: String,
    staff: Option<Int>,
) -> Result<Done, ApiError> {
    app.add_note(customer, body, staff).await
}

/// Changes a note.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_note(
    app: State<'_, App>,
    id: Int,
    body: String,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_note(id, body, seen).await
}

/// Removes a note.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_note(
    app: State<'_, App>,
    id: Int,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.remove_note(id, seen).await
}

/// Opens a case; care and offers stop at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_case(app: State<'_, App>, new_case: NewCase) -> Result<Done, ApiError> {
    app.open_case(new_case).await
}

/// Closes a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_case(
    app: State<'_, App>,
    id: Int,
    resolved: String,
    note: String,
) -> Result<Done, ApiError> {
    app.close_case(id, resolved, note).await
}

/// Products by beginning of name or code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn products(
    app: State<'_, App>,
    text: String,
    limit: u32,
) -> Result<Vec<ProductView>, ApiError> {
    app.products(text, limit).await
}

/// What a name says about a thing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guess_class(app: State<'_, App>, name: String) -> Result<ProductClass, ApiError> {
    app.guess_class(name).await
}

/// Sets the delivery day of one purchase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_delivery(
    app: State<'_, App>,
    purchase: Int,
    day: Option<String>,
    certainty: DeliveryCertainty,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.set_delivery(purchase, day, certainty, seen).await
}

/// Purchases whose delivery day is not known or only estimated.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undelivered(
    app: State<'_, App>,
    after: Option<Int>,
    limit: u32,
) -> Result<Vec<UndeliveredPurchase>, ApiError> {
    app.undelivered(after, limit).await
}

/// What a delivery rule would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery_rule_preview(
    app: State<'_, App>,
    rule: DeliveryRule,
) -> Result<DeliveryRuleReport, ApiError> {
    app.delivery_rule_preview(rule).await
}

/// Sets delivery days by rule.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery_rule_apply(
    app: State<'_, App>,
    rule: DeliveryRule,
) -> Result<DeliveryRuleReport, ApiError> {
    app.delivery_rule_apply(rule).await
}

/// How the household of a person stands with the shop, and why.
#[tauri::command]
#[specta::specta]
pub(crate) async fn standing(app: State<'_, App>, customer: Int) -> Result<StandingView, ApiError> {
    app.standing(customer).await
}

/// Writes down that a way to somebody does not work any more, or works again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_way(
    app: State<'_, App>,
    kind: WayKind,
    id: Int,
    broken: bool,
) -> Result<Done, ApiError> {
    app.set_way(kind, id, broken).await
}

/// Who told a person about the shop, and whom they told.
#[tauri::command]
#[specta::specta]
pub(crate) async fn heard(app: State<'_, App>, customer: Int) -> Result<HeardView, ApiError> {
    app.heard(customer).await
}

/// Writes down who told a person about the shop.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_heard(app: State<'_, App>, customer: Int, form: HeardForm) -> Result<Done, ApiError> {
    app.set_heard(customer, form).await
}

/// The one who told a person about the shop was thanked for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn thanked(app: State<'_, App>, customer: Int) -> Result<Done, ApiError> {
    app.thanked(customer).await
}
