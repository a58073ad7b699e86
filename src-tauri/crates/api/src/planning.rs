//! Planning as the use cases need it: when it runs, with what, and what of it can be taken back.
//!
//! Everything that plans goes through here: the beginning of a day, writes that changed things
//! ([`aichaku_store::Written::items`]), imports, and the undo of follow-ups. Not here: what is planned when
//! (`domain::plan`), and how it is stored (`store`).

use aichaku_domain::calendar::{Hours, QuietHours, ShopCalendar};
use aichaku_domain::gate::{ClockFacts, GatePolicy};
use aichaku_domain::values::ShopDay;
use aichaku_store::{At, Planned, Shop, Store};

use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Area, Int, PlanningReport};
use crate::{App, OpenShop};

/// Days that a forecast looks ahead: 26 weeks.
pub(crate) const FORECAST_DAYS: u32 = 26 * 7;

/// The shop's working days.
pub(crate) fn calendar_of(shop: &Shop) -> ShopCalendar {
    let weekdays: Vec<chrono::Weekday> = shop
        .closed_weekdays
        .iter()
        .filter_map(|weekday| chrono::Weekday::try_from(weekday.wrapping_sub(1)).ok())
        .collect();
    ShopCalendar::new(&weekdays, &[])
}

/// The gate's numbers as the shop set them.
pub(crate) fn policy_of(shop: &Shop) -> GatePolicy {
    GatePolicy {
        care_gap_days: shop.care_gap_days,
        offers_per_year: shop.offers_per_year,
        same_content_days: shop.same_content_days,
        quiet: QuietHours {
            voice: Hours {
                from: shop.phone_from,
                until: shop.phone_until,
            },
            ..QuietHours::default()
        },
        calendar: calendar_of(shop),
        ..GatePolicy::default()
    }
}

/// Whether the clock can be believed on `day`.
pub(crate) fn clock_of(shop: &Shop, away_since: Option<ShopDay>, day: ShopDay) -> ClockFacts {
    match (shop.last_opened_on, away_since) {
        (Some(last_used_on), _) if day < last_used_on => ClockFacts::BeforeLastUse { last_used_on },
        (_, Some(last_used_on)) => ClockFacts::CatchUpPending { last_used_on },
        _ => ClockFacts::Sound,
    }
}

/// The settings of the open shop.
///
/// # Errors
/// [`ErrorCode::NoShop`] for a store in which none was begun.
pub(crate) async fn settings(shop: &OpenShop) -> Result<Shop> {
    shop.store
        .shop()
        .await?
        .ok_or_else(|| ApiError::new(ErrorCode::NoShop))
}

impl App {
    /// Day and moment for planning in this shop.
    pub(crate) fn at(&self, shop: &OpenShop) -> At {
        At {
            day: self.day_in(shop.zone),
            now: self.now(),
        }
    }

    /// Brings the program's library and plans into a store, or their newer version.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) async fn seed_library(&self, store: &Store, at: At) -> Result<()> {
        store
            .seed_library(
                aichaku_domain::library::starter_tips(),
                aichaku_domain::library::starter_plans(),
                at,
            )
            .await?;
        Ok(())
    }

    /// Begins the day: agreed deliveries arrive, what came within sight is planned, what is too late is let
    /// go. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub(crate) async fn plan_day(&self) -> Result<PlanningReport> {
        let shop = self.shop().await?;
        let begun = shop.store.begin_day(self.at(&shop)).await?;
        if begun.planned + begun.lapsed + begun.arrived > 0 {
            self.changed(&[Area::FollowUps, Area::Customers]);
        }
        Ok(PlanningReport {
            planned: Int(begun.planned),
            lapsed: Int(begun.lapsed),
            through: begun.through.to_string(),
        })
    }

    /// Plans everything again that writes have marked; call it after each write that answers with items.
    ///
    /// New follow-ups come due today or later: a thing that is entered late gets no care of the past.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) async fn plan_marked(&self, shop: &OpenShop) -> Result<Planned> {
        let at = self.at(shop);
        Ok(shop.store.plan_marked(at.day, at).await?)
    }

    /// Takes back what a catch-up did; for [`App::undo`], by the action of the token (`catch_up.settle`).
    /// All other writes about follow-ups are taken back row by row (`Store::undo`).
    ///
    /// # Errors
    /// [`ErrorCode::CannotUndo`].
    pub(crate) async fn undo_catch_up(&self, shop: &OpenShop, token: i64) -> Result<()> {
        Ok(shop.store.undo_settle(token, self.now()).await?)
    }
}
