//! Delivery days: of one purchase, and of many by rule.

use aichaku_domain::kinds::{self, Family};
use aichaku_domain::purchases::certainty_on;

use super::{FURTHEST_DELIVERY_DAYS, MOST_ROWS, full_name};
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, invalid, parse_day_opt};
use crate::wire::{DeliveryCertainty, DeliveryRule, DeliveryRuleReport, Done, Int, UndeliveredPurchase};

impl App {
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
        let said = kinds::DeliveryCertainty::from(certainty);
        let certainty = delivered_on.map_or(said, |delivered| certainty_on(said, delivered, today));
        let written = shop
            .store
            .set_delivery(
                purchase.0,
                delivered_on,
                certainty,
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
