//! The homes of two people who come apart: a household that stood empty stands again, and whoever led it leads it.
//!
//! Not here: the two themselves (`unmerge`), moving by hand (`people::join`).

use serde_json::Value;

use super::face::{HOME, Link};
use super::look::json;
use super::merge::{home_face, write_columns};
use super::moved::{Moved, changed, put_back};
use super::unmerge::Apart;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, StoreError};

statements! {
    STANDS_EMPTY = "select count(*) from households where id = $1 and merged_into is not null";
    STANDS = "select count(*) from households where id = $1";
    STAND = "update households set merged_into = null, updated_at = $2 where id = $1";
    POINT_BACK = "update households set merged_into = $2
        where id in (select value from json_each($1)) and merged_into is not null";
    RETURN_NOTES = "update notes set household_id = $2, updated_at = $3
        where id in (select value from json_each($1)) and customer_id is null";
    /// A place that somebody has changed since stays.
    REMOVE_PLACES = "delete from addresses where id in (select value from json_each($1))
        and exists (select 1 from addresses as own where own.household_id = $2
            and own.street = addresses.street and own.building = addresses.building)
        returning kind, json_array(postal_code, city, street, building) as place";
    /// Places of $1 that $2 has not any more, out of the list $3.
    BRING_PLACES = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, state, created_at)
        select $2, case when kind = 'home' and exists (select 1 from addresses as own
                where own.household_id = $2 and own.kind = 'home') then 'former' else kind end,
            postal_code, prefecture, city, street, building, state, $4
        from addresses as old where household_id = $1
            and json_array(postal_code, city, street, building) in (select value from json_each($3))
            and not exists (select 1 from addresses as own
                where own.household_id = $2 and own.postal_code = old.postal_code and own.city = old.city
                    and own.street = old.street and own.building = old.building)
        order by id returning id";
    /// Of the places $1, brought from the homes $2, the first that was a home becomes the one of $3, which has none.
    MAKE_HOME = "update addresses set kind = 'home'
        where not exists (select 1 from addresses where household_id = $3 and kind = 'home')
            and id = (select own.id from addresses as own join addresses as old
                    on old.postal_code = own.postal_code and old.city = own.city and old.street = own.street
                        and old.building = own.building
                where own.id in (select value from json_each($1)) and own.household_id = $3 and old.kind = 'home'
                    and old.household_id in (select value from json_each($2))
                order by own.id limit 1)";
    WHO = "select household_id, is_primary, merged_into from customers where id = $1";
    SET_LEAD = "update customers set is_primary = $2, updated_at = $3 where id = $1";
    OTHER_LEADS = "select count(*) from customers where household_id = $1 and id <> $2 and is_primary = 1
        and merged_into is null and state <> 'erased'";
    EMPTY_ROWS = "select id from customers where household_id = $1 and merged_into is not null order by id";
}

impl Apart {
    /// The second's household stands again, whoever was the last to leave it.
    pub(super) async fn return_home(&mut self) -> Result<()> {
        if self.moved.emptied.is_some() {
            let mut moved = std::mem::take(&mut self.moved);
            let done = self.take_home_apart(&mut moved, self.id).await;
            self.moved = moved;
            return done;
        }
        let home = self.gone_home;
        let last = |moved: &Moved| moved.emptied == Some(home);
        if !self.stands_empty(home).await? {
            return Ok(());
        }
        if let Some(at) = self.beside.iter().position(|beside| last(&beside.moved)) {
            let id = self.beside[at].id;
            let to = self.beside[at].moved.kept_home;
            if self.stands_empty(to).await? {
                // What it went up in went up in a third household since: that comes apart before.
                return Err(StoreError::CannotUndo);
            }
            let mut moved = std::mem::take(&mut self.beside[at].moved);
            let done = self.take_home_apart(&mut moved, id).await;
            self.beside[at].moved = moved;
            return done;
        }
        // Nobody remembers why it went: at least it stands.
        sqlx::query(STAND)
            .bind(home)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    async fn stands_empty(&mut self, home: i64) -> Result<bool> {
        let empty: i64 = sqlx::query_scalar(STANDS_EMPTY)
            .bind(home)
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(empty > 0)
    }

    /// Takes back what merge `id` made of a household that stood empty then, and forgets it there.
    async fn take_home_apart(&mut self, moved: &mut Moved, id: i64) -> Result<()> {
        let Some(home) = moved.emptied.take() else {
            return Ok(());
        };
        sqlx::query(STAND)
            .bind(home)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        sqlx::query(POINT_BACK)
            .bind(id_list(&std::mem::take(&mut moved.pointing_homes)))
            .bind(home)
            .execute(&mut *self.tx)
            .await?;
        let notes = std::mem::take(&mut moved.home_notes);
        // Only later ones took them further; an earlier one may have brought them here.
        for beside in self.beside.iter_mut().filter(|beside| beside.id > id) {
            beside.moved.home_notes.retain(|note| !notes.contains(note));
        }
        sqlx::query(RETURN_NOTES)
            .bind(id_list(&notes))
            .bind(home)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        let to = match moved.kept_home {
            0 => self.kept_home,
            known => known,
        };
        let there: i64 = sqlx::query_scalar(STANDS)
            .bind(to)
            .fetch_one(&mut *self.tx)
            .await?;
        let later: Vec<usize> = (0..self.beside.len())
            .filter(|at| {
                let beside = &self.beside[*at];
                there > 0 && beside.id > id && beside.moved.emptied.is_some() && beside.moved.kept_home == to
            })
            .collect();
        self.return_places(moved, home, to, &later).await?;
        if there == 0 {
            // Whoever moved out of it since left its name and dates behind.
            return Ok(());
        }
        self.return_home_fields(moved, to, &later).await
    }

    /// Places that came along go; where later ones have the same, theirs come instead.
    async fn return_places(&mut self, moved: &mut Moved, home: i64, to: i64, later: &[usize]) -> Result<()> {
        let rows = sqlx::query(REMOVE_PLACES)
            .bind(id_list(&std::mem::take(&mut moved.places)))
            .bind(home)
            .fetch_all(&mut *self.tx)
            .await?;
        let mut places: Vec<Value> = Vec::new();
        let mut homeless = false;
        for row in &rows {
            homeless |= row.text("kind")? == "home";
            places.push(Value::String(row.text("place")?));
        }
        if places.is_empty() {
            return Ok(());
        }
        let places = json(&places)?;
        let (mut brought, mut homes) = (Vec::new(), Vec::new());
        for at in later {
            let Some(from) = self.beside[*at].moved.emptied else {
                continue;
            };
            let made: Vec<i64> = sqlx::query_scalar(BRING_PLACES)
                .bind(from)
                .bind(to)
                .bind(&places)
                .bind(self.now.0)
                .fetch_all(&mut *self.tx)
                .await?;
            self.beside[*at].moved.places.extend(made);
            brought.extend(self.beside[*at].moved.places.iter().copied());
            homes.push(from);
        }
        if homeless {
            sqlx::query(MAKE_HOME)
                .bind(id_list(&brought))
                .bind(id_list(&homes))
                .bind(to)
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }

    async fn return_home_fields(&mut self, moved: &mut Moved, to: i64, later: &[usize]) -> Result<()> {
        let own = std::mem::take(&mut moved.home);
        if own.is_empty() {
            return Ok(());
        }
        let is = home_face(&mut self.tx, to).await?;
        let mut links = Vec::with_capacity(later.len());
        for at in later {
            let known = &self.beside[*at].moved;
            let (before, after) = (known.home_before(), known.home_face.clone());
            let Some(from) = known.emptied else {
                continue;
            };
            let gone = home_face(&mut self.tx, from).await?;
            links.push(Link { before, after, gone });
        }
        let after = if moved.home_face.is_empty() {
            // Joined before all of it was kept: the columns that changed are all that is compared.
            own.iter()
                .map(|(column, pair)| (column.clone(), pair.get(1).cloned().unwrap_or(Value::Null)))
                .collect()
        } else {
            moved.home_face.clone()
        };
        let before = put_back(&after, &own);
        let left = HOME.take_out(&before, &after, &mut links, &is);
        write_columns(&mut self.tx, "households", to, &left.put, self.now).await?;
        for column in left.stays {
            self.stays("field", self.kept, column);
        }
        for (at, link) in later.iter().zip(links) {
            let known = &mut self.beside[*at].moved;
            known.home = changed(&link.before, &link.after);
            known.home_face = link.after;
        }
        Ok(())
    }

    /// Whoever led the second's household leads it again, and somebody always does.
    pub(super) async fn return_lead(&mut self) -> Result<()> {
        let next = if self.moved.handed_lead_to_first() {
            Some(self.kept)
        } else {
            self.moved.next_at_home
        };
        if let (true, Some(next)) = (self.moved.primary, next) {
            self.take_lead(next).await?;
        }
        let others: i64 = sqlx::query_scalar(OTHER_LEADS)
            .bind(self.gone_home)
            .bind(self.gone)
            .fetch_one(&mut *self.tx)
            .await?;
        if self.moved.primary && others > 0 {
            // A person chose somebody else since.
            self.set_lead(self.gone, false).await?;
            self.stays("field", self.kept, "is_primary");
        } else if !self.moved.primary && others == 0 {
            self.set_lead(self.gone, true).await?;
            self.stand_in().await?;
        }
        Ok(())
    }

    /// Takes the lead of the second's household from whom it went to, and from whom it went to after them.
    async fn take_lead(&mut self, next: i64) -> Result<()> {
        let mut who = Some(next);
        while let Some(id) = who {
            let Some(row) = sqlx::query(WHO).bind(id).fetch_optional(&mut *self.tx).await? else {
                return Ok(());
            };
            if row.int_opt("merged_into")?.is_none() {
                if row.int("household_id")? == self.gone_home {
                    self.set_lead(id, false).await?;
                }
                return Ok(());
            }
            let Some(beside) = self.beside.iter_mut().find(|beside| beside.gone == id) else {
                return Ok(());
            };
            beside.moved.primary = false;
            who = if beside.moved.person.remove("is_primary").is_some() {
                Some(beside.kept)
            } else {
                beside.moved.next_at_home.take()
            };
        }
        Ok(())
    }

    /// The second leads for whoever led last and is joined with somebody: until they come back.
    async fn stand_in(&mut self) -> Result<()> {
        let rows: Vec<i64> = sqlx::query_scalar(EMPTY_ROWS)
            .bind(self.gone_home)
            .fetch_all(&mut *self.tx)
            .await?;
        let gone = self.gone;
        let last = self.beside.iter_mut().rev().find(|beside| {
            let moved = &beside.moved;
            rows.contains(&beside.gone)
                && moved.primary
                && moved.next_at_home.is_none()
                && !moved.handed_lead_to_first()
        });
        if let Some(beside) = last {
            beside.moved.next_at_home = Some(gone);
        }
        Ok(())
    }

    async fn set_lead(&mut self, id: i64, leads: bool) -> Result<()> {
        sqlx::query(SET_LEAD)
            .bind(id)
            .bind(leads)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
