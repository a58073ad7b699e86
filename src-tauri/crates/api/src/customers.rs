//! Customers: finding them, and what is added and changed by hand.
//!
//! What a form says is checked here and kept as typed. Not here: the whole record (`record`), sentences for people.

use aichaku_domain::consent::{self, ConsentError};
use aichaku_domain::fold::email_key;
use aichaku_domain::kinds::{ConsentSource, CustomerState, Family, LineKind};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::ShopDay;
use aichaku_exchange::guess_traits;
use aichaku_store::{ListPlace, StoreError};

use crate::App;
use crate::app::parse_day;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid, parse_day_opt};
use crate::wire::{
    AddressForm, CustomerForm, CustomerHit, CustomerPage, DeliveryCertainty, DeliveryRule,
    DeliveryRuleReport, Done, HouseholdForm, Int, ItemForm, ItemState, NewCase, NewConsent, NewLine,
    NewPurchase, NewRefund, ProductClass, ProductView, PurchaseForm, UndeliveredPurchase,
};

/// Longest name, address line, telephone number.
const LONGEST_LINE: usize = 200;
/// Longest note.
const LONGEST_NOTE: usize = 20_000;
/// Rows that a list hands over at once.
const MOST_ROWS: u32 = 500;
/// Amounts beyond this are slips of the finger, in any currency.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;
/// A delivery further ahead than this is a slip of the finger.
const FURTHEST_DELIVERY_DAYS: i64 = 5 * 366;

impl App {
    /// Finds people as one types: by kanji, kana, old forms, telephone, town. At most 500.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn search(&self, text: String, limit: u32) -> Result<Vec<CustomerHit>> {
        let shop = self.shop().await?;
        let hits = shop.store.search_customers(&text, limit.min(MOST_ROWS)).await?;
        Ok(hits.iter().map(CustomerHit::from).collect())
    }

    /// All customers in 五十音 order, a page at a time.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `after`.
    pub async fn customers(&self, after: Option<String>, limit: u32) -> Result<CustomerPage> {
        let shop = self.shop().await?;
        let place = after.as_deref().map(read_place).transpose()?;
        let page = shop
            .store
            .list_customers(place.as_ref(), limit.clamp(1, MOST_ROWS))
            .await?;
        Ok(CustomerPage {
            hits: page.hits.iter().map(CustomerHit::from).collect(),
            next: page
                .next
                .map(|place| format!("{}:{}", place.customer, place.sort_key)),
            total: Int(shop.store.count_listed_customers().await?),
        })
    }

    /// Adds a person, to a household or with one of their own.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`] for the household.
    pub async fn add_customer(&self, form: CustomerForm, household: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        let person = person_of(form)?;
        let day = self.day_in(shop.zone);
        let written = shop
            .store
            .add_customer(&person, household.map(|id| id.0), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("customer")).await
    }

    /// Changes a person, and the home of the household if one was typed.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] when it is not what `seen` says any more (the version that the
    /// form was opened with; `None`: not asked).
    pub async fn edit_customer(&self, id: Int, form: CustomerForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let person = person_of(form)?;
        let day = self.day_in(shop.zone);
        let written = shop
            .store
            .edit_customer(id.0, &person, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("customer")).await
    }

    /// Changes a household.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_household(&self, id: Int, form: HouseholdForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_text("name", &form.name, LONGEST_LINE)?;
        if form
            .mourning_year
            .is_some_and(|year| !(1900..=9999).contains(&year.0))
        {
            return Err(invalid("mourning_year"));
        }
        let form = aichaku_store::HouseholdForm {
            name: form.name,
            touch: form.touch.into(),
            moved_on: parse_day_opt("moved_on", form.moved_on.as_deref())?,
            family_change_on: parse_day_opt("family_change_on", form.family_change_on.as_deref())?,
            mourning_year: form.mourning_year.map(|year| year.0),
        };
        let written = shop
            .store
            .edit_household(id.0, &form, seen.as_deref(), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Somebody looked at a move or a change in the family and lets contact go on.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn review_household(&self, id: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let written = shop.store.review_household(id.0, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Moves a person with their purchases and things to another household, or to one of their own.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when they live there already.
    pub async fn join_household(&self, customer: Int, household: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop
            .store
            .join_household(customer.0, household.map(|id| id.0), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Adds a purchase with its things; their care is planned at once.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] or [`crate::error::ErrorCode::InvalidDay`] with the field; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_purchase(&self, purchase: NewPurchase) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let ordered_on = parse_day("ordered_on", &purchase.ordered_on)?;
        if ordered_on > day {
            return Err(invalid("ordered_on"));
        }
        let delivered_on = parse_day_opt("delivered_on", purchase.delivered_on.as_deref())?;
        if delivered_on.is_some_and(|delivered| {
            delivered < ordered_on || delivered > day.plus_days(FURTHEST_DELIVERY_DAYS)
        }) {
            return Err(invalid("delivered_on"));
        }
        expect_text("note", &purchase.note, LONGEST_NOTE)?;
        if purchase.lines.is_empty() || purchase.lines.len() > 200 {
            return Err(invalid("lines"));
        }
        let mut lines = Vec::with_capacity(purchase.lines.len());
        for line in purchase.lines {
            let known = match line.product {
                Some(product) => Some(shop.store.product_class(product.0).await?),
                None => None,
            };
            lines.push(line_of(line, known)?);
        }
        let new = aichaku_store::NewPurchase {
            customer: purchase.customer.0,
            ordered_on,
            delivered_on,
            lines,
            channel: purchase.channel.into(),
            staff: purchase.staff.map(|staff| staff.0),
            note: purchase.note,
        };
        let written = shop.store.add_purchase(&new, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("purchase")).await
    }

    /// Mends a purchase that was written down wrongly; totals, charts and the names of its things follow.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] or [`crate::error::ErrorCode::InvalidDay`] with the field (`ordered_on` also
    /// for a day after the delivery, `lines.amount_minor` also for less than was refunded);
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when it does not stand any more;
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_purchase(&self, id: Int, form: PurchaseForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let ordered_on = parse_day("ordered_on", &form.ordered_on)?;
        if ordered_on > self.day_in(shop.zone) {
            return Err(invalid("ordered_on"));
        }
        expect_text("note", &form.note, LONGEST_NOTE)?;
        let mut lines = Vec::with_capacity(form.lines.len());
        for line in form.lines {
            expect_words("lines.name", &line.name, LONGEST_LINE)?;
            if !(1..=9_999).contains(&line.quantity.0) {
                return Err(invalid("lines.quantity"));
            }
            let amount_minor = line.amount_minor.0.saturating_abs();
            if amount_minor > LARGEST_AMOUNT {
                return Err(invalid("lines.amount_minor"));
            }
            lines.push(aichaku_store::LineEdit {
                id: line.id.0,
                name: line.name,
                quantity: line.quantity.0,
                amount_minor,
            });
        }
        let edit = aichaku_store::PurchaseEdit {
            ordered_on,
            channel: form.channel.into(),
            note: form.note,
            lines,
        };
        let written = match shop
            .store
            .edit_purchase(id.0, &edit, seen.as_deref(), self.now())
            .await
        {
            Err(StoreError::Conflict { what: "refund" }) => return Err(invalid("lines.amount_minor")),
            Err(StoreError::Conflict { what: "delivery" }) => return Err(invalid("ordered_on")),
            written => written?,
        };
        self.done(&shop, &written, &areas_of("purchase")).await
    }

    /// Cancels a purchase and silences its things.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when it does not stand any more;
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn cancel_purchase(&self, id: Int, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let written = shop
            .store
            .cancel_purchase(id.0, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("purchase")).await
    }

    /// Adds a refund; with a line its things are returned and silent.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `amount_minor` when it is nothing or more than was paid;
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, the version of
    /// the purchase.
    pub async fn add_refund(&self, refund: NewRefund, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let refunded_on = parse_day("refunded_on", &refund.refunded_on)?;
        if refunded_on > self.day_in(shop.zone) {
            return Err(invalid("refunded_on"));
        }
        if !(1..=LARGEST_AMOUNT).contains(&refund.amount_minor.0) {
            return Err(invalid("amount_minor"));
        }
        expect_text("reason", &refund.reason, LONGEST_NOTE)?;
        let refund = aichaku_store::NewRefund {
            purchase: refund.purchase.0,
            line: refund.line.map(|line| line.0),
            refunded_on,
            amount_minor: refund.amount_minor.0,
            reason: refund.reason,
        };
        let written = match shop.store.add_refund(&refund, seen.as_deref(), self.now()).await {
            Err(StoreError::Conflict { what: "refund" }) => return Err(invalid("amount_minor")),
            written => written?,
        };
        self.done(&shop, &written, &areas_of("refund")).await
    }

    /// Adds a thing that was bought elsewhere.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_item(&self, customer: Int, item: ItemForm) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let form = item_of(item, day)?;
        let written = shop.store.add_item(customer.0, &form, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("item")).await
    }

    /// Changes a thing; its plan follows.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_item(&self, id: Int, item: ItemForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let form = item_of(item, day)?;
        let written = shop
            .store
            .edit_item(id.0, &form, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("item")).await
    }

    /// Adds to the consent ledger: every channel with every purpose.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field: a yes without its `wording`, a yes out of a request to
    /// stop (`source`), a way that needs no consent (`channels`); [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, the version of the ledger.
    pub async fn record_consent(&self, consent: NewConsent, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        if consent.channels.is_empty() {
            return Err(invalid("channels"));
        }
        if consent.purposes.is_empty() {
            return Err(invalid("purposes"));
        }
        expect_text("wording", &consent.wording, LONGEST_NOTE)?;
        let new = aichaku_store::NewConsent {
            customer: consent.customer.0,
            channels: consent.channels.into_iter().map(Into::into).collect(),
            purposes: consent.purposes.into_iter().map(Into::into).collect(),
            state: consent.state.into(),
            source: consent.source.into(),
            wording: consent.wording,
            staff: consent.staff.map(|staff| staff.0),
        };
        let day = self.day_in(shop.zone);
        expect_proof(&new, day)?;
        let written = shop
            .store
            .record_consent(&new, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("consent")).await
    }

    /// Adds a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `body`; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_note(&self, customer: Int, body: String, staff: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("body", &body, LONGEST_NOTE)?;
        let day = self.day_in(shop.zone);
        let staff = staff.map(|staff| staff.0);
        let written = shop
            .store
            .add_note(customer.0, &body, staff, day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Changes a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `body`; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_note(&self, id: Int, body: String, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("body", &body, LONGEST_NOTE)?;
        let written = shop
            .store
            .edit_note(id.0, &body, seen.as_deref(), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Removes a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::EditedElsewhere`] by `seen`.
    pub async fn remove_note(&self, id: Int, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.remove_note(id.0, seen.as_deref(), self.now()).await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Opens a case; care and offers to the household stop at once.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `topic` or `severity`; [`crate::error::ErrorCode::NotFound`].
    pub async fn open_case(&self, case: NewCase) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("topic", &case.topic, LONGEST_LINE)?;
        expect_text("note", &case.note, LONGEST_NOTE)?;
        if !matches!(case.severity.as_str(), "small" | "ordinary" | "serious") {
            return Err(invalid("severity"));
        }
        let new = aichaku_store::NewCase {
            customer: case.customer.0,
            item: case.item.map(|item| item.0),
            topic: case.topic,
            severity: case.severity,
            note: case.note,
        };
        let day = self.day_in(shop.zone);
        let written = shop.store.open_case(&new, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("case")).await
    }

    /// Closes a case.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `resolved`; [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when it is
    /// closed already.
    pub async fn close_case(&self, id: Int, resolved: String, note: String) -> Result<Done> {
        let shop = self.shop().await?;
        if !matches!(resolved.as_str(), "yes" | "no" | "unknown") {
            return Err(invalid("resolved"));
        }
        expect_text("note", &note, LONGEST_NOTE)?;
        let day = self.day_in(shop.zone);
        let written = shop
            .store
            .close_case(id.0, &resolved, &note, day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("case")).await
    }

    /// Products by beginning of name or code.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn products(&self, text: String, limit: u32) -> Result<Vec<ProductView>> {
        let shop = self.shop().await?;
        let products = shop
            .store
            .find_products(text.trim(), limit.min(MOST_ROWS))
            .await?;
        Ok(products
            .into_iter()
            .map(|product| ProductView {
                id: Int(product.id),
                code: product.code,
                name: product.name,
                family: product.class.family.into(),
                material: product.class.material.into(),
                finish: product.class.finish.into(),
                price_minor: product.price_minor.map(Int),
            })
            .collect())
    }

    /// What a name says about a thing: a proposal, never a fact.
    ///
    /// # Errors
    /// None.
    pub async fn guess_class(&self, name: String) -> Result<ProductClass> {
        let guess = guess_traits(&name);
        Ok(ProductClass {
            family: guess.family.into(),
            material: guess.material.into(),
            finish: guess.finish.into(),
        })
    }

    /// Sets the delivery day of one purchase, or forgets it.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::InvalidDay`]; [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when the purchase does not stand
    /// any more; [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, the version of the purchase.
    pub async fn set_delivery(
        &self,
        purchase: Int,
        day: Option<String>,
        certainty: DeliveryCertainty,
        seen: Option<String>,
    ) -> Result<Done> {
        let shop = self.shop().await?;
        let delivered_on = parse_day_opt("day", day.as_deref())?;
        let today = self.day_in(shop.zone);
        if delivered_on.is_some_and(|delivered| delivered > today.plus_days(FURTHEST_DELIVERY_DAYS)) {
            return Err(invalid("day"));
        }
        // Nobody can confirm what has not come yet.
        let certainty = match (delivered_on, certainty) {
            (Some(delivered), DeliveryCertainty::Confirmed) if delivered > today => {
                DeliveryCertainty::Planned
            }
            (_, certainty) => certainty,
        };
        let written = shop
            .store
            .set_delivery(
                purchase.0,
                delivered_on,
                certainty.into(),
                seen.as_deref(),
                today,
                self.now(),
            )
            .await?;
        self.done(&shop, &written, &areas_of("delivery")).await
    }

    /// Purchases whose delivery day is not known or only estimated: not known first, then newest first.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn undelivered(&self, after: Option<Int>, limit: u32) -> Result<Vec<UndeliveredPurchase>> {
        let shop = self.shop().await?;
        let open = shop
            .store
            .open_deliveries(after.map(|id| id.0), limit.min(MOST_ROWS))
            .await?;
        Ok(open
            .into_iter()
            .map(|open| UndeliveredPurchase {
                purchase: Int(open.purchase),
                customer: Int(open.customer),
                name: full_name(&open.family_name, &open.given_name),
                company: open.company,
                honorific: open.honorific,
                ordered_on: open.ordered_on.to_string(),
                items: open.goods,
                estimated_on: open.estimated_on.map(|day| day.to_string()),
                version: open.seen,
            })
            .collect())
    }

    /// What a delivery rule would do. Writes nothing.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] or [`crate::error::ErrorCode::InvalidDay`] with the field.
    pub async fn delivery_rule_preview(&self, rule: DeliveryRule) -> Result<DeliveryRuleReport> {
        let shop = self.shop().await?;
        let rule = rule_of(&rule)?;
        let report = shop.store.preview_delivery_rule(&rule, self.at(&shop)).await?;
        Ok(report_of(report))
    }

    /// Sets delivery days by rule, as the preview showed.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] or [`crate::error::ErrorCode::InvalidDay`] with the field.
    pub async fn delivery_rule_apply(&self, rule: DeliveryRule) -> Result<DeliveryRuleReport> {
        let shop = self.shop().await?;
        let rule = rule_of(&rule)?;
        let report = shop.store.apply_delivery_rule(&rule, self.at(&shop)).await?;
        if report.purchases > 0 {
            self.changed(&areas_of("delivery"));
        }
        Ok(report_of(report))
    }
}

/// Both parts of a name as they are shown.
pub(crate) fn full_name(family: &str, given: &str) -> String {
    format!("{family} {given}").trim().to_owned()
}

fn report_of(report: aichaku_store::RuleReport) -> DeliveryRuleReport {
    DeliveryRuleReport {
        purchases: Int(report.purchases),
        items: Int(report.items),
        follow_ups: Int(report.follow_ups),
        undo: report.undo.map(Int),
    }
}

fn rule_of(rule: &DeliveryRule) -> Result<aichaku_store::DeliveryRule> {
    if rule.days > 365 {
        return Err(invalid("days"));
    }
    Ok(aichaku_store::DeliveryRule {
        ordered_from: parse_day_opt("ordered_from", rule.ordered_from.as_deref())?,
        ordered_until: parse_day_opt("ordered_until", rule.ordered_until.as_deref())?,
        family: rule.family.map(Family::from),
        days: rule.days,
        replace_estimated: rule.replace_estimated,
    })
}

/// Reads `id:key`, the place where a page ended.
fn read_place(text: &str) -> Result<ListPlace> {
    let place = text.split_once(':').and_then(|(id, key)| {
        Some(ListPlace {
            customer: id.parse().ok()?,
            sort_key: key.to_owned(),
        })
    });
    place.ok_or_else(|| invalid("after"))
}

/// Refuses an empty text and one that is longer than anybody means.
fn expect_words(field: &str, text: &str, longest: usize) -> Result<()> {
    if text.trim().is_empty() {
        return Err(invalid(field));
    }
    expect_text(field, text, longest)
}

/// Refuses what may not stand in the ledger: agreeing needs proof, refusing is easy.
fn expect_proof(new: &aichaku_store::NewConsent, day: ShopDay) -> Result<()> {
    // What came in a file is told apart from what somebody was told.
    if new.source == ConsentSource::Import {
        return Err(invalid("source"));
    }
    for channel in &new.channels {
        for purpose in &new.purposes {
            let entry = consent::NewConsent {
                channel: *channel,
                purpose: *purpose,
                state: new.state,
                given_on: day,
                source: new.source,
                wording: &new.wording,
            };
            consent::check_entry(&entry, None, day).map_err(|error| match error {
                ConsentError::WordingMissing => invalid("wording"),
                ConsentError::UnknownIsNoEntry => invalid("state"),
                ConsentError::NoConsentNeeded => invalid("channels"),
                ConsentError::InTheFuture { .. } => invalid("given_on"),
                ConsentError::RequestIsARefusal | ConsentError::RefusalStands { .. } => invalid("source"),
            })?;
        }
    }
    Ok(())
}

/// A form of a person, checked and as typed.
fn person_of(form: CustomerForm) -> Result<aichaku_store::Person> {
    if form.family_name.trim().is_empty() && form.given_name.trim().is_empty() {
        return Err(invalid("family_name"));
    }
    for (field, text) in [
        ("family_name", &form.family_name),
        ("given_name", &form.given_name),
        ("family_kana", &form.family_kana),
        ("given_kana", &form.given_kana),
        ("honorific", &form.honorific),
        ("postal_code", &form.address.postal_code),
        ("prefecture", &form.address.prefecture),
        ("city", &form.address.city),
        ("street", &form.address.street),
        ("building", &form.address.building),
    ] {
        expect_text(field, text, LONGEST_LINE)?;
    }
    if form.contacts.len() > 20 {
        return Err(invalid("contacts"));
    }
    for contact in &form.contacts {
        expect_text("contacts", &contact.value, LONGEST_LINE)?;
        let known = match contact.kind.as_str() {
            "email" => contact.value.trim().is_empty() || email_key(&contact.value).is_some(),
            "phone" | "mobile" | "fax" | "line" => true,
            _ => false,
        };
        if !known {
            return Err(invalid("contacts").with("kind", &contact.kind));
        }
    }
    let state = CustomerState::from(form.state);
    // Being forgotten is more than a state; a form cannot do it.
    if state == CustomerState::Erased {
        return Err(invalid("state"));
    }
    let AddressForm {
        postal_code,
        prefecture,
        city,
        street,
        building,
    } = form.address;
    Ok(aichaku_store::Person {
        company: form.company,
        family_name: form.family_name,
        given_name: form.given_name,
        family_kana: form.family_kana,
        given_kana: form.given_kana,
        honorific: form.honorific,
        contacts: form
            .contacts
            .into_iter()
            .map(|contact| aichaku_store::Contact {
                kind: contact.kind,
                value: contact.value,
            })
            .collect(),
        address: aichaku_store::Address {
            postal_code,
            prefecture,
            city,
            street,
            building,
        },
        state,
        suppressed: form.suppressed,
        service_only: form.service_only,
        preferred_channel: form.preferred_channel.map(Into::into),
        refused_channels: form.refused_channels.into_iter().map(Into::into).collect(),
    })
}

/// A line, with what decides its care: as chosen, else as the catalogue says, else as the name says.
fn line_of(line: NewLine, known: Option<CareClass>) -> Result<aichaku_store::NewLine> {
    expect_words("lines.name", &line.name, LONGEST_LINE)?;
    if !(1..=9_999).contains(&line.quantity.0) {
        return Err(invalid("lines.quantity"));
    }
    if !(-LARGEST_AMOUNT..=LARGEST_AMOUNT).contains(&line.amount_minor.0) {
        return Err(invalid("lines.amount_minor"));
    }
    let kind = LineKind::from(line.kind);
    let base = known.unwrap_or_else(|| {
        let guess = guess_traits(&line.name);
        CareClass {
            family: guess.family,
            material: guess.material,
            finish: guess.finish,
        }
    });
    Ok(aichaku_store::NewLine {
        product: line.product.map(|product| product.0),
        kind,
        class: CareClass {
            family: line.family.map_or(base.family, Into::into),
            material: line.material.map_or(base.material, Into::into),
            finish: line.finish.map_or(base.finish, Into::into),
        },
        quantity: line.quantity.0,
        // A discount lowers what was paid, whichever sign was typed.
        amount_minor: if kind == LineKind::Discount {
            -line.amount_minor.0.abs()
        } else {
            line.amount_minor.0
        },
        name: line.name,
    })
}

/// A form of a thing, checked.
fn item_of(item: ItemForm, day: ShopDay) -> Result<aichaku_store::ItemForm> {
    expect_words("name", &item.name, LONGEST_LINE)?;
    expect_text("room", &item.room, LONGEST_LINE)?;
    expect_text("note", &item.note, LONGEST_NOTE)?;
    if !(1..=9_999).contains(&item.quantity.0) {
        return Err(invalid("quantity"));
    }
    let delivered_on = parse_day_opt("delivered_on", item.delivered_on.as_deref())?;
    if delivered_on.is_some_and(|delivered| delivered > day.plus_days(FURTHEST_DELIVERY_DAYS)) {
        return Err(invalid("delivered_on"));
    }
    // What has not come yet is awaited, and what has come is not.
    let state = match (item.state, delivered_on) {
        (ItemState::InUse, Some(delivered)) if delivered > day => ItemState::Awaiting,
        (ItemState::Awaiting, Some(delivered)) if delivered <= day => ItemState::InUse,
        (state, _) => state,
    };
    Ok(aichaku_store::ItemForm {
        name: item.name,
        class: CareClass {
            family: item.family.into(),
            material: item.material.into(),
            finish: item.finish.into(),
        },
        quantity: item.quantity.0,
        room: item.room,
        state: state.into(),
        delivered_on,
        secret: item.secret,
        note: item.note,
    })
}
