//! Customers: finding them, the record, and what is added by hand.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{
    CustomerForm, CustomerHit, CustomerPage, CustomerRecord, DeliveryCertainty, DeliveryRule,
    DeliveryRuleReport, Done, HouseholdForm, Int, ItemForm, Lang, NewCase, NewConsent, NewPurchase,
    NewRefund, ProductClass, ProductView, UndeliveredPurchase,
};

impl App {
    /// Finds people as one types.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn search(&self, text: String, limit: u32) -> Result<Vec<CustomerHit>> {
        let _ = (text, limit);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// All customers in 五十音 order, a page at a time.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn customers(&self, after: Option<String>, limit: u32) -> Result<CustomerPage> {
        let _ = (after, limit);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// The whole record.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn customer(&self, id: Int, lang: Lang) -> Result<CustomerRecord> {
        let _ = (id, lang);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds a person, to a household or with one of their own.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_customer(&self, form: CustomerForm, household: Option<Int>) -> Result<Done> {
        let _ = (form, household);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Changes a person.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn edit_customer(&self, id: Int, form: CustomerForm) -> Result<Done> {
        let _ = (id, form);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Changes a household.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn edit_household(&self, id: Int, form: HouseholdForm) -> Result<Done> {
        let _ = (id, form);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Moves a person to another household, or to one of their own.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn join_household(&self, customer: Int, household: Option<Int>) -> Result<Done> {
        let _ = (customer, household);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds a purchase with its things.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_purchase(&self, purchase: NewPurchase) -> Result<Done> {
        let _ = (purchase,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Cancels a purchase and silences its things.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn cancel_purchase(&self, id: Int) -> Result<Done> {
        let _ = (id,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds a refund.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_refund(&self, refund: NewRefund) -> Result<Done> {
        let _ = (refund,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds a thing that was bought elsewhere.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_item(&self, customer: Int, item: ItemForm) -> Result<Done> {
        let _ = (customer, item);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Changes a thing; its plan follows.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn edit_item(&self, id: Int, item: ItemForm) -> Result<Done> {
        let _ = (id, item);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds to the consent ledger.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn record_consent(&self, consent: NewConsent) -> Result<Done> {
        let _ = (consent,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds a note.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_note(&self, customer: Int, body: String, staff: Option<Int>) -> Result<Done> {
        let _ = (customer, body, staff);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Changes a note.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn edit_note(&self, id: Int, body: String) -> Result<Done> {
        let _ = (id, body);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Removes a note.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn remove_note(&self, id: Int) -> Result<Done> {
        let _ = (id,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Opens a case; care and offers stop at once.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn open_case(&self, case: NewCase) -> Result<Done> {
        let _ = (case,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Closes a case.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn close_case(&self, id: Int, resolved: String, note: String) -> Result<Done> {
        let _ = (id, resolved, note);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Products by beginning of name or code.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn products(&self, text: String, limit: u32) -> Result<Vec<ProductView>> {
        let _ = (text, limit);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// What a name says about a thing.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn guess_class(&self, name: String) -> Result<ProductClass> {
        let _ = (name,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Sets the delivery day of one purchase.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn set_delivery(
        &self,
        purchase: Int,
        day: Option<String>,
        certainty: DeliveryCertainty,
    ) -> Result<Done> {
        let _ = (purchase, day, certainty);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Purchases whose delivery day is not known or only estimated.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn undelivered(&self, after: Option<Int>, limit: u32) -> Result<Vec<UndeliveredPurchase>> {
        let _ = (after, limit);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// What a delivery rule would do.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn delivery_rule_preview(&self, rule: DeliveryRule) -> Result<DeliveryRuleReport> {
        let _ = (rule,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Sets delivery days by rule.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn delivery_rule_apply(&self, rule: DeliveryRule) -> Result<DeliveryRuleReport> {
        let _ = (rule,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
