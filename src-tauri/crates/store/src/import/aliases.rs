//! What people were kept under before they were joined with who they are: an export that still tells both of them says
//! nothing new with it.
//!
//! Not here: recognising a row by an old name (`known`), what a later list changes (`api`).

use std::collections::BTreeMap;

use super::people::{PERSON_FIELDS, PersonValues};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    /// A home that stands empty since keeps its address.
    KNOWN_AS = "select old.merged_into, old.family_name, old.given_name, old.family_kana, old.given_kana,
            coalesce(old.birthday, '') as birthday, old.note, coalesce(homes.postal_code, '') as postal_code,
            coalesce(homes.prefecture, '') as prefecture, coalesce(homes.city, '') as city,
            coalesce(homes.street, '') as street, coalesce(homes.building, '') as building
        from json_each($1) as wanted
        join customers as old on old.merged_into = wanted.value
        left join addresses as homes on homes.id = (select min(id) from addresses
            where addresses.household_id = old.household_id and addresses.kind = 'home')
        order by old.id";
}

impl Store {
    /// The values of everybody who was joined into one of these people, by whom they are now.
    pub(super) async fn known_as(&self, ids: &str) -> Result<BTreeMap<i64, Vec<PersonValues>>> {
        let mut known: BTreeMap<i64, Vec<PersonValues>> = BTreeMap::new();
        for row in sqlx::query(KNOWN_AS).bind(ids).fetch_all(self.read()).await? {
            let mut values = PersonValues::new();
            for (_, columns) in PERSON_FIELDS {
                for column in columns {
                    values.insert((*column).to_owned(), row.text(column)?);
                }
            }
            known.entry(row.int("merged_into")?).or_default().push(values);
        }
        Ok(known)
    }
}
