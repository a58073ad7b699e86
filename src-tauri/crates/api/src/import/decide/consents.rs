//! What people agreed to and what they want no more.
//!
//! Not here: who they are (`people`).

use aichaku_domain::identity::{Identity, KeyTable as _, both};
use aichaku_domain::kinds::{Channel, ConsentState, Purpose};
use aichaku_domain::values::ShopDay;
use aichaku_exchange::{CustomerRecord, OptOutRecord};
use aichaku_store::ConsentRow;

use super::Decider;
use super::names::{display, is_company};
use crate::import::words::Undecided;
use crate::wire::RowOutcome;

impl Decider {
    pub(super) fn opt_out(&mut self, record: &OptOutRecord) {
        let outcome = match self.people.identify(&self.evidence(&record.customer)) {
            Identity::Known { customer, by, .. } => {
                let changed = match record.channel {
                    None => {
                        let new = self.closed.insert(customer);
                        if new {
                            self.chunk.suppressed.push(customer);
                        }
                        new
                    }
                    Some(channel) => {
                        let on = record.on.unwrap_or(self.setting.day);
                        let mut new = false;
                        for purpose in Purpose::ALL {
                            new |= self.consent(
                                customer,
                                channel.as_str(),
                                purpose.as_str(),
                                "denied",
                                "request",
                                on,
                                "",
                            );
                        }
                        new
                    }
                };
                if changed {
                    self.updated.customers.0 += 1;
                    RowOutcome::KnownCustomer {
                        name: display(&record.customer),
                        company: is_company(&record.customer),
                        by: by.as_str().to_owned(),
                    }
                } else {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
            }
            _ => self.undecided(record.line, Undecided::NoSuchCustomer, ""),
        };
        self.show(
            record.line,
            record.on,
            &record.customer,
            String::new(),
            None,
            outcome,
        );
    }

    /// A no in a file counts at once; a yes only when a person has confirmed the words it was given under.
    /// Answers whether the ledger grows: what stands there already is not entered again.
    pub(super) fn consents(&mut self, customer: i64, record: &CustomerRecord) -> bool {
        let day = self.setting.day;
        let answers = [
            ("email", record.consent_email),
            ("postcard", record.consent_post),
            ("letter", record.consent_post),
        ];
        let mut new = false;
        for (channel, answer) in answers {
            match (answer, self.setting.consent_wording.clone()) {
                (Some(false), _) => {
                    new |= self.consent(customer, channel, "offer", "denied", "import", day, "");
                }
                (Some(true), Some(wording)) => {
                    for purpose in ["care", "offer"] {
                        new |= self.consent(customer, channel, purpose, "granted", "import", day, &wording);
                    }
                }
                _ => {}
            }
        }
        new
    }

    #[expect(clippy::too_many_arguments, reason = "an entry of the ledger has these parts")]
    fn consent(
        &mut self,
        customer: i64,
        channel: &'static str,
        purpose: &'static str,
        state: &'static str,
        source: &'static str,
        given_on: ShopDay,
        wording: &str,
    ) -> bool {
        if !self.stands(customer, channel, purpose, state) {
            return false;
        }
        self.chunk.rows.consents.push(ConsentRow {
            customer_id: customer,
            channel,
            purpose,
            state,
            given_on,
            source,
            wording: wording.to_owned(),
            recorded_at: self.setting.now.0,
        });
        true
    }

    /// Notes where the ledger stands; answers whether that is new.
    pub(super) fn stands(&mut self, customer: i64, channel: &str, purpose: &str, state: &str) -> bool {
        let channel = place_in(Channel::ALL, Channel::parse(channel));
        let purpose = place_in(Purpose::ALL, Purpose::parse(purpose));
        let state = place_in(ConsentState::ALL, ConsentState::parse(state));
        let key = both(customer, channel * 16 + purpose);
        let new = self.ledger.get(key) != Some(state);
        if new {
            self.ledger.set(key, state);
        }
        new
    }
}

/// Where a word stands in its list, from 1.
fn place_in<T: PartialEq>(all: &[T], word: Option<T>) -> i64 {
    let at = word.and_then(|word| all.iter().position(|of| *of == word));
    at.and_then(|at| i64::try_from(at).ok()).map_or(0, |at| at + 1)
}
