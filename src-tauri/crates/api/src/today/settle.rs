//! What piled up: when to offer the catch-up, and carrying a choice out.
//!
//! Not here: what is skipped, merged or moved (`domain::catch_up`).

use aichaku_domain::catch_up::{self, CatchUpRule, OverdueFollowUp};
use aichaku_domain::values::ShopDay;
use aichaku_store::Shop;

use crate::error::Result;
use crate::planning::{calendar_of, settings};
use crate::wire::{CatchUpChoice, CatchUpOffer, CatchUpReport, Int};
use crate::{App, OpenShop};

/// Working days' worth of overdue minutes from which the dialog is offered without an absence. Less is an
/// ordinary backlog that Today's order takes care of.
const DAYS_OF_WORK: i64 = 5;

/// The offer to go through the pile; `None` when there is none worth asking about.
pub(super) async fn offer(shop: &OpenShop, settings: &Shop, day: ShopDay) -> Result<Option<CatchUpOffer>> {
    let away = shop.store.away_since().await?.is_some();
    let pile = shop.store.pile(day).await?;
    let Some(since) = pile.since else {
        return Ok(None);
    };
    let daily = i64::from(settings.daily_minutes).max(1);
    // Only safety and promises: there is nothing to choose.
    let nothing_to_choose = pile.overdue <= pile.safety;
    if nothing_to_choose || (!away && pile.minutes <= daily * DAYS_OF_WORK) {
        return Ok(None);
    }
    Ok(Some(CatchUpOffer {
        overdue: Int(pile.overdue),
        since: since.to_string(),
        households: Int(pile.households),
        minutes: Int(pile.minutes),
        spread_days: Int(days_to_spread(pile.minutes, daily)),
        safety: Int(pile.safety),
    }))
}

fn days_to_spread(minutes: i64, daily: i64) -> i64 {
    minutes.div_euclid(daily) + i64::from(minutes.rem_euclid(daily) > 0)
}

/// Working days over which a pile is spread at most; more would only move the flood.
const MOST_SPREAD_DAYS: i64 = 60;

pub(super) async fn catch_up(app: &App, shop: &OpenShop, choice: CatchUpChoice) -> Result<CatchUpReport> {
    let settings = settings(shop).await?;
    let day = app.day_in(shop.zone);
    let away_since = shop.store.away_since().await?;
    let overdue = shop.store.overdue(day).await?;
    let follow_ups: Vec<OverdueFollowUp> = overdue.iter().map(|overdue| overdue.follow_up).collect();
    let minutes: i64 = follow_ups.iter().map(|late| i64::from(late.row.minutes)).sum();
    let daily = i64::from(settings.daily_minutes).max(1);
    let spread_days = days_to_spread(minutes, daily).clamp(1, MOST_SPREAD_DAYS);
    let rule = CatchUpRule {
        daily_minutes: u32::from(settings.daily_minutes),
        spread_days: u16::try_from(spread_days).unwrap_or(1),
        ..CatchUpRule::default()
    };
    let proposals = catch_up::catch_up(
        &follow_ups,
        away_since.unwrap_or(day),
        day,
        rule,
        &calendar_of(&settings),
    );
    let actions = match choice {
        CatchUpChoice::Skip => proposals.skip,
        CatchUpChoice::Merge => proposals.merge,
        CatchUpChoice::Spread => proposals.spread,
    };
    let settled = shop
        .store
        .settle(&actions, &overdue, away_since, app.now())
        .await?;
    Ok(CatchUpReport {
        skipped: Int(settled.skipped),
        merged: Int(settled.merged),
        moved: Int(settled.moved),
        until: settled.until.map(|day| day.to_string()),
        undo: settled.undo.map(Int),
    })
}
