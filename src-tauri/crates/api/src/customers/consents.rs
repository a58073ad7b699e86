//! The ledger of consents: what a new entry must bring along.

use aichaku_domain::consent;
use aichaku_domain::consent::ConsentError;
use aichaku_domain::kinds::ConsentSource;
use aichaku_domain::values::ShopDay;

use super::LONGEST_NOTE;
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid};
use crate::wire::{Done, NewConsent};

impl App {
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
