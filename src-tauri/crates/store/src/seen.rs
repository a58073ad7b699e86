//! What somebody saw before changing it: a stamp of everything that a form shows, compared again before the
//! form is written.
//!
//! Two windows, or a script beside a window, may hold the same record. A stamp is made of the values themselves
//! and not of a counter, so that an undo, an import or another program's write needs to keep nothing, and a
//! row that came back to what it was is not told apart from one that never changed.
//! Not here: where the stamps are shown (`record`), what a screen does with a refusal (`ui`).

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::keys::text_key;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, StoreError};

statements! {
    /// A person with their ways and the home, as the form of a person shows them.
    CUSTOMER = "select c.id as id, json_array(c.kind, c.family_name, c.given_name, c.family_kana, c.given_kana, c.honorific,
            c.state, c.suppressed, c.service_only, c.preferred_channel, c.refused_channels,
            (select json_group_array(json_array(p.kind, p.value)) from
                (select kind, value from contact_points where customer_id = c.id order by id) as p),
            (select json_array(a.postal_code, a.prefecture, a.city, a.street, a.building) from addresses as a
                where a.household_id = c.household_id order by a.kind = 'former', a.kind = 'delivery', a.id limit 1)) as face
        from customers as c where c.id in (select value from json_each($1))";
    HOUSEHOLD = "select id, json_array(name, touch, moved_on, family_change_on, mourning_year) as face
        from households where id in (select value from json_each($1))";
    ITEM = "select id, json_array(name, class_id, quantity, room, state, delivered_on, certainty, secret, note) as face
        from owned_items where id in (select value from json_each($1))";
    PURCHASE = "select purchases.id as id, json_array(state, refunded_minor, delivered_on, certainty, ordered_on, channel,
            note, gross_minor, (select json_group_array(json_array(l.id, l.name, l.quantity, l.amount_minor)) from
                (select id, name, quantity, amount_minor from purchase_lines
                    where purchase_id = purchases.id order by position) as l)) as face
        from purchases left join deliveries on deliveries.purchase_id = purchases.id
        where purchases.id in (select value from json_each($1))";
    PRODUCT = "select id, json_array(name, class_id, price_minor, maker) as face
        from products where id in (select value from json_each($1))";
    NOTE = "select id, body as face from notes where id in (select value from json_each($1)) and deleted_at is null";
    /// The ledger only grows: its last entry stands for all.
    CONSENTS = "select c.id as id, json_array((select max(id) from consents where customer_id = c.id)) as face
        from customers as c where c.id in (select value from json_each($1))";
}

/// What a form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A person.
    Customer,
    /// A household.
    Household,
    /// A thing.
    Item,
    /// A purchase with its lines, refunds and delivery.
    Purchase,
    /// A product.
    Product,
    /// A note.
    Note,
    /// The ledger of a customer.
    Consents,
}

impl Form {
    fn statement(self) -> &'static str {
        match self {
            Self::Customer => CUSTOMER,
            Self::Household => HOUSEHOLD,
            Self::Item => ITEM,
            Self::Purchase => PURCHASE,
            Self::Product => PRODUCT,
            Self::Note => NOTE,
            Self::Consents => CONSENTS,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Household => "household",
            Self::Item => "item",
            Self::Purchase => "purchase",
            Self::Product => "product",
            Self::Note => "note",
            Self::Consents => "consent",
        }
    }
}

/// The stamps of these rows, by id.
pub(crate) async fn stamps(
    connection: &mut SqliteConnection,
    form: Form,
    ids: &[i64],
) -> Result<HashMap<i64, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    sqlx::query(form.statement())
        .bind(id_list(ids))
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            let key = text_key(&row.text("face")?).unwrap_or_default();
            Ok((row.int("id")?, format!("{:016x}", key.cast_unsigned())))
        })
        .collect()
}

/// Refuses a write of what changed since somebody saw it; `None`: nobody says what they saw.
///
/// # Errors
/// [`StoreError::EditedElsewhere`]; [`StoreError::NotFound`] when it is gone.
pub(crate) async fn expect_seen(tx: &mut WriteTx, form: Form, id: i64, seen: Option<&str>) -> Result<()> {
    let Some(seen) = seen else { return Ok(()) };
    let what = form.what();
    match stamps(tx, form, &[id]).await?.get(&id) {
        None => Err(StoreError::NotFound { what }),
        Some(stamp) if stamp == seen => Ok(()),
        Some(_) => Err(StoreError::EditedElsewhere { what }),
    }
}
