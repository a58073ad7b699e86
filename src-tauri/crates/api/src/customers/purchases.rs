//! Purchases by hand: entered, mended, cancelled, refunded.

use aichaku_domain::kinds::LineKind;
use aichaku_domain::plan::CareClass;
use aichaku_domain::purchases::line_amount;
use aichaku_exchange::guess_traits;
use aichaku_store::StoreError;

use super::{FURTHEST_DELIVERY_DAYS, LARGEST_AMOUNT, LONGEST_LINE, LONGEST_NOTE, expect_words};
use crate::App;
use crate::app::parse_day;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid, parse_day_opt};
use crate::wire::{Done, Int, NewLine, NewPurchase, NewRefund, PurchaseForm};

impl App {
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
        amount_minor: line_amount(kind, line.amount_minor.0),
        name: line.name,
    })
}
