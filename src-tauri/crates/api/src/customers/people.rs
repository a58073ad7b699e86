//! Adding and changing a person: what the form says is checked here and kept as typed.

use aichaku_domain::fold::email_key;
use aichaku_domain::kinds::CustomerState;
use aichaku_domain::values::ShopDay;

use super::LONGEST_LINE;
use crate::App;
use crate::app::parse_day;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid};
use crate::wire::{AddressForm, CustomerForm, Done, Int};

impl App {
    /// Adds a person, to a household or with one of their own.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`] for the household.
    pub async fn add_customer(&self, form: CustomerForm, household: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let person = person_of(form, day)?;
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
        let day = self.day_in(shop.zone);
        let person = person_of(form, day)?;
        let written = shop
            .store
            .edit_customer(id.0, &person, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("customer")).await
    }
}

/// A form of a person, checked and as typed.
fn person_of(form: CustomerForm, day: ShopDay) -> Result<aichaku_store::Person> {
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
    let state_since = match form.state_since.as_deref() {
        None | Some("") => None,
        Some(text) => Some(parse_day("state_since", text)?),
    };
    // What is not so yet is not written down.
    if state_since.is_some_and(|since| since > day) {
        return Err(invalid("state_since"));
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
        state_since,
        suppressed: form.suppressed,
        service_only: form.service_only,
        preferred_channel: form.preferred_channel.map(Into::into),
        refused_channels: form.refused_channels.into_iter().map(Into::into).collect(),
    })
}
