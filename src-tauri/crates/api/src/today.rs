//! Today: the list, one follow-up, and what came of it.
//!
//! Not here: sentences for people, and the rules (`domain`).

mod calls;
mod detail;
mod list;
mod settle;
pub(crate) mod words;

use aichaku_domain::gate::Stage;
use aichaku_domain::kinds::Outcome;
use aichaku_domain::values::{CustomerId, FollowUpId, ShopDay, StaffId};
use aichaku_store::{Completed, FollowUpCard, Said, StoreError};

use crate::app::parse_day;
use crate::error::{ApiError, ErrorCode, Result};
use crate::planning::{calendar_of, settings};
use crate::wire::{
    Area, CallSheet, CatchUpChoice, CatchUpReport, Completion, Done, FollowUpDetail, FollowUpView, Int, Lang,
    NewMemo, SkipReason, TodayQuery, TodayView,
};
use crate::{App, OpenShop};

/// Working days until somebody who was not reached is tried again.
const TRY_AGAIN_AFTER: usize = 2;
/// Days by which a follow-up may be put off at most.
const LONGEST_DELAY_DAYS: i64 = 366;
/// Characters of a memo or note at most; a page, not a book.
const LONGEST_WORDS: usize = 10_000;

impl App {
    /// The day's list in order.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn today(&self, query: TodayQuery, lang: Lang) -> Result<TodayView> {
        let shop = self.shop().await?;
        list::today(self, &shop, &query, lang).await
    }

    /// Everything for doing one follow-up.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn follow_up(&self, id: Int, lang: Lang) -> Result<FollowUpDetail> {
        let shop = self.shop().await?;
        detail::detail(self, &shop, FollowUpId(id.0), lang).await
    }

    /// The day's calls in their order, for paper: of one member of staff and of nobody, or of all.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn call_sheet(&self, staff: Option<Int>, lang: Lang) -> Result<CallSheet> {
        let shop = self.shop().await?;
        calls::call_sheet(self, &shop, staff, lang).await
    }

    /// Records what came of it.
    ///
    /// Contacts that the shop made are held against the gate once more, except for the time of day: whoever
    /// writes down in the evening what was said at noon has disturbed nobody.
    ///
    /// # Errors
    /// [`ErrorCode::AlreadyClosed`] when it was done or let go already, [`ErrorCode::GateRefused`] (`code` and
    /// the values of the first refusal), [`ErrorCode::Invalid`] for a note that is too long or an `also` of
    /// another household.
    pub async fn complete(&self, id: Int, completion: Completion) -> Result<FollowUpView> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        check_length("note", &completion.note)?;
        let mut ids = vec![FollowUpId(id.0)];
        ids.extend(completion.also.iter().map(|also| FollowUpId(also.0)));
        let cards = shop.store.follow_up_cards(&ids, day).await?;
        if cards.len() != ids.len() {
            return Err(ApiError::new(ErrorCode::NotFound));
        }
        let Some(first) = cards.first() else {
            return Err(ApiError::new(ErrorCode::NotFound));
        };
        if cards.iter().any(|card| card.household != first.household) {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "also"));
        }
        let planned = aichaku_domain::kinds::FollowUpState::Planned;
        if cards.iter().any(|card| card.state != planned) {
            return Err(ApiError::new(ErrorCode::AlreadyClosed));
        }
        let outcome = Outcome::from(completion.outcome);
        let settings = settings(&shop).await?;
        let staff = completion.staff.map(|staff| StaffId(staff.0));
        let judge = list::Judge::new(self, &shop, &settings).await?;
        let channel = completion
            .channel
            .map_or_else(|| judge.choose(first).0, Into::into);

        let tried = matches!(outcome, Outcome::NotReached | Outcome::LeftMessage);
        let mut said = Vec::with_capacity(cards.len());
        for card in &cards {
            let words = words::Words::read(
                &shop,
                &settings,
                card,
                channel,
                staff,
                words::shop_lang(&settings),
            )
            .await?;
            if !tried && outcome != Outcome::CameIn {
                judge.refuse(card, channel, Stage::Send, words.findings.clone())?;
            }
            let purpose = card.facts.message.purpose();
            said.push(Said {
                follow_up: card.id,
                household: card.household,
                customer: card.customer,
                item: card.item,
                content: card.content,
                content_version: card.content_version,
                kind: card.kind,
                consent: card
                    .proofs
                    .iter()
                    .find(|proof| proof.channel == channel && Some(proof.purpose) == purpose)
                    .map(|proof| proof.id),
                text: words.said(channel),
            });
        }
        let calendar = calendar_of(&settings);
        let next_try = tried.then(|| {
            let due = calendar
                .open_days(day.plus_days(1), TRY_AGAIN_AFTER)
                .last()
                .copied()
                .unwrap_or_else(|| day.plus_days(2));
            (due, last_day(first, due))
        });
        let written = shop
            .store
            .complete_follow_up(&Completed {
                said,
                outcome,
                channel,
                note: completion.note.trim().to_owned(),
                staff,
                day,
                now: self.now(),
                next_try,
            })
            .await
            .map_err(closed)?;
        self.changed(&[Area::FollowUps, Area::Customers]);
        view(&shop, FollowUpId(id.0), written.undo, day).await
    }

    /// Lets it be, with a reason.
    ///
    /// # Errors
    /// [`ErrorCode::AlreadyClosed`], [`ErrorCode::NotFound`].
    pub async fn skip(&self, id: Int, why: SkipReason, note: String) -> Result<FollowUpView> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        check_length("note", &note)?;
        let written = shop
            .store
            .skip_follow_up(FollowUpId(id.0), why.into(), &note, day, self.now())
            .await
            .map_err(closed)?;
        self.changed(&[Area::FollowUps, Area::Customers]);
        view(&shop, FollowUpId(id.0), written.undo, day).await
    }

    /// Moves it to a later day.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidDay`], [`ErrorCode::Invalid`] for a day that is not to come or more than a year
    /// away, [`ErrorCode::AlreadyClosed`], [`ErrorCode::NotFound`].
    pub async fn postpone(&self, id: Int, to: String) -> Result<FollowUpView> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let to = parse_day("to", &to)?;
        if to <= day || to > day.plus_days(LONGEST_DELAY_DAYS) {
            return Err(ApiError::new(ErrorCode::Invalid)
                .with("field", "to")
                .with("value", to));
        }
        let card = shop.store.follow_up_card(FollowUpId(id.0), day).await?;
        let written = shop
            .store
            .put_off_follow_up(card.id, to, last_day(&card, to), self.now())
            .await
            .map_err(closed)?;
        self.changed(&[Area::FollowUps, Area::Customers]);
        view(&shop, FollowUpId(id.0), written.undo, day).await
    }

    /// Settles what piled up while the app was closed.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn catch_up(&self, choice: CatchUpChoice) -> Result<CatchUpReport> {
        let shop = self.shop().await?;
        let report = settle::catch_up(self, &shop, choice).await?;
        self.changed(&[Area::FollowUps, Area::Customers]);
        Ok(report)
    }

    /// Keeps a memo; with a day it becomes a promise.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::Invalid`] for an empty memo, one that is too long, or a promise
    /// for a day that has passed.
    pub async fn add_memo(&self, memo: NewMemo) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let body = memo.body.trim();
        if body.is_empty() {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "body"));
        }
        check_length("body", body)?;
        let promise = match memo.promise_on.as_deref().filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                let promised_on = parse_day("promise_on", text)?;
                if promised_on < day {
                    return Err(ApiError::new(ErrorCode::Invalid)
                        .with("field", "promise_on")
                        .with("value", promised_on));
                }
                Some((promised_on, aichaku_domain::kinds::Channel::Phone))
            }
        };
        let areas = vec![Area::FollowUps, Area::Customers];
        let written = shop
            .store
            .add_memo(
                CustomerId(memo.customer.0),
                body,
                promise,
                memo.staff.map(|staff| StaffId(staff.0)),
                day,
                self.now(),
            )
            .await?;
        self.changed(&areas);
        Ok(Done {
            id: Int(written.id),
            areas,
            undo: written.undo.map(Int),
        })
    }
}

/// Somebody was faster.
fn closed(error: StoreError) -> ApiError {
    match error {
        StoreError::Conflict { .. } => ApiError::new(ErrorCode::AlreadyClosed),
        error => error.into(),
    }
}

fn check_length(field: &str, text: &str) -> Result<()> {
    if text.chars().count() > LONGEST_WORDS {
        return Err(ApiError::new(ErrorCode::Invalid)
            .with("field", field)
            .with("limit", LONGEST_WORDS));
    }
    Ok(())
}

/// The last day on which a follow-up makes sense once it is due on `due`.
fn last_day(card: &FollowUpCard, due: ShopDay) -> ShopDay {
    let grace = if card.step.is_some() {
        i64::from(card.grace_days)
    } else {
        LONGEST_DELAY_DAYS
    };
    due.plus_days(grace)
}

/// A follow-up as it stands after something was done to it.
async fn view(shop: &OpenShop, id: FollowUpId, undo: Option<i64>, day: ShopDay) -> Result<FollowUpView> {
    let card = shop.store.follow_up_card(id, day).await?;
    let why = aichaku_domain::kinds::SkipReason::parse(&card.state_reason)
        .filter(|_| card.state == aichaku_domain::kinds::FollowUpState::Skipped);
    Ok(FollowUpView {
        follow_up: Int(id.0),
        state: card.state.into(),
        why: why.map(Into::into),
        due: card.due.to_string(),
        attempts: Int(card.attempts),
        undo: undo.map(Int),
    })
}
