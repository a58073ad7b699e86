//! The shop's own row: its settings, and how far planning got; staff; drafts; small kept figures.
//!
//! Not here: whether a setting makes sense (`api`), the library and its plans.

use aichaku_domain::gate::GatePolicy;
use aichaku_domain::kinds::Role;
use aichaku_domain::values::{Instant, ShopDay};

use crate::changes::{Changes, Deed, Table, Written, enter};
use crate::sql::{RowExt as _, day_text, statements};
use crate::{Result, Store, StoreError};

statements! {
    INSERT_SHOP = "insert into shop (id, store_uid, kind, name, currency, currency_digits, zone, plan_from, created_at,
            care_gap_days, offers_per_year, same_content_days)
        values (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    LOAD_SHOP = "select * from shop where id = 1";
    UPDATE_SHOP = include_str!("../sql/shop_update.sql");
    VERSION = "select data_version from shop where id = 1";
    LIST_STAFF = "select id, name, role, active from staff order by active desc, id";
    INSERT_STAFF = "insert into staff (name, role, active, created_at) values ($1, $2, $3, $4) returning id";
    UPDATE_STAFF = "update staff set name = $2, role = $3, active = $4 where id = $1";
    SAVE_DRAFT = "insert into drafts (key, body, updated_at) values ($1, $2, $3)
        on conflict (key) do update set body = excluded.body, updated_at = excluded.updated_at";
    DROP_DRAFT = "delete from drafts where key = $1";
    LOAD_DRAFT = "select body from drafts where key = $1";
    LAST_BACKUP = "select max(at) from audit where entity = 'backup'";
    LIBRARY_VERSION = "select key from jobs where kind = 'library' order by id desc limit 1";
    FORGET_LIBRARY_VERSION = "delete from jobs where kind = 'library'";
    NOTE_LIBRARY_VERSION = "insert into jobs (kind, key, state, run_after, created_at, updated_at)
        values ('library', $1, 'done', 0, $2, $2)";
    LOAD_FIGURE = "select figures.body from figures join shop on shop.id = 1
        where figures.key = $1 and figures.data_version = shop.data_version";
    KEEP_FIGURE = "insert into figures (key, data_version, body) values ($1, $2, $3)
        on conflict (key) do update set data_version = excluded.data_version, body = excluded.body
        where excluded.data_version >= figures.data_version";
    COUNT_HOUSEHOLDS = "select count(*) from households";
    COUNT_CUSTOMERS = "select count(*) from customers";
    /// Empty rows of people and households that were joined with others, by the indexes of these few.
    COUNT_JOINED = "select (select count(*) from customers where merged_into is not null) as people,
        (select count(*) from households where merged_into is not null) as households";
    COUNT_PURCHASES = "select count(*) from purchases";
    COUNT_ITEMS = "select count(*) from owned_items";
    COUNT_OPEN_DELIVERIES = "select count(*) from purchases indexed by purchases_open
        where delivery_open > 0 and delivery_open = 2 and state = 'ok'";
}

/// The shop's settings and state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// Tells stores apart; random.
    pub store_uid: String,
    /// A practice shop.
    pub practice: bool,
    /// Name.
    pub name: String,
    /// Sender's name on advertising.
    pub sender_name: String,
    /// Sender's address on advertising.
    pub sender_address: String,
    /// Where to complain.
    pub sender_contact: String,
    /// How to stop advertising.
    pub opt_out_line: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point, 0..=4.
    pub currency_digits: u8,
    /// IANA zone.
    pub zone: String,
    /// Whose law is followed: `jp`, `uk`, `eu`, `us`.
    pub region: String,
    /// 1 (Monday) ..= 7 (Sunday).
    pub closed_weekdays: Vec<u8>,
    /// Earliest minute for calls, 0..1440.
    pub phone_from: u16,
    /// Latest minute for calls.
    pub phone_until: u16,
    /// Minutes a day for follow-ups.
    pub daily_minutes: u16,
    /// Least days between two care messages to one household.
    pub care_gap_days: u16,
    /// Most offers a year to one household.
    pub offers_per_year: u16,
    /// Least days before a household hears the same content again.
    pub same_content_days: u16,
    /// Orders within so many days are one.
    pub merge_days: u16,
    /// Usual days from order to delivery.
    pub delivery_lead_days: u16,
    /// Care is planned from this day on; `None`: not chosen.
    pub plan_from: Option<ShopDay>,
    /// Last day whose follow-ups stand.
    pub planned_through: Option<ShopDay>,
    /// Last day on which the shop was opened.
    pub last_opened_on: Option<ShopDay>,
    /// Grows with every write that numbers feed on.
    pub data_version: i64,
}

/// How a shop begins.
#[derive(Debug, Clone)]
pub struct NewShop {
    /// Random.
    pub store_uid: String,
    /// A practice shop.
    pub practice: bool,
    /// Name; may be empty.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point.
    pub currency_digits: u8,
    /// IANA zone.
    pub zone: String,
    /// Care is planned from this day on.
    pub plan_from: Option<ShopDay>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Id; 0 for a new one.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Works here.
    pub active: bool,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Households.
    pub households: i64,
    /// Customers.
    pub customers: i64,
    /// Purchases.
    pub purchases: i64,
    /// Owned items.
    pub items: i64,
    /// Purchases with goods whose delivery day is not known.
    pub without_delivery: i64,
}

impl Store {
    /// Begins a shop in an empty store. The library and staff come in by their own calls.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where a shop stands.
    pub async fn create_shop(&self, new: &NewShop, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        if sqlx::query(LOAD_SHOP).fetch_optional(&mut *tx).await?.is_some() {
            return Err(StoreError::Conflict { what: "shop" });
        }
        // The gate's starting values stand in one place, not in the schema too.
        let policy = GatePolicy::default();
        sqlx::query(INSERT_SHOP)
            .bind(&new.store_uid)
            .bind(if new.practice { "practice" } else { "real" })
            .bind(&new.name)
            .bind(&new.currency)
            .bind(new.currency_digits)
            .bind(&new.zone)
            .bind(day_text(new.plan_from))
            .bind(now.0)
            .bind(policy.care_gap_days)
            .bind(policy.offers_per_year)
            .bind(policy.same_content_days)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// The shop; `None` in a store where none was begun.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn shop(&self) -> Result<Option<Shop>> {
        let Some(row) = sqlx::query(LOAD_SHOP).fetch_optional(self.read()).await? else {
            return Ok(None);
        };
        let small = |column: &str| -> Result<u16> {
            u16::try_from(row.int(column)?).map_err(|_| StoreError::Damaged)
        };
        Ok(Some(Shop {
            store_uid: row.text("store_uid")?,
            practice: row.text("kind")? == "practice",
            name: row.text("name")?,
            sender_name: row.text("sender_name")?,
            sender_address: row.text("sender_address")?,
            sender_contact: row.text("sender_contact")?,
            opt_out_line: row.text("opt_out_line")?,
            currency: row.text("currency")?,
            currency_digits: u8::try_from(row.int("currency_digits")?).map_err(|_| StoreError::Damaged)?,
            zone: row.text("zone")?,
            region: row.text("region")?,
            closed_weekdays: row
                .text("closed_weekdays")?
                .bytes()
                .filter(|digit| (b'1'..=b'7').contains(digit))
                .map(|digit| digit - b'0')
                .collect(),
            phone_from: small("phone_from")?,
            phone_until: small("phone_until")?,
            daily_minutes: small("daily_minutes")?,
            care_gap_days: small("care_gap_days")?,
            offers_per_year: small("offers_per_year")?,
            same_content_days: small("same_content_days")?,
            merge_days: small("merge_days")?,
            delivery_lead_days: small("delivery_lead_days")?,
            plan_from: row.day_opt("plan_from")?,
            planned_through: row.day_opt("planned_through")?,
            last_opened_on: row.day_opt("last_opened_on")?,
            data_version: row.int("data_version")?,
        }))
    }

    /// Saves the settings; what the shop is and how far planning got stay as they are.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn save_shop(&self, shop: &Shop, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Shop, 1).await?;
        let closed: String = shop.closed_weekdays.iter().map(u8::to_string).collect();
        sqlx::query(UPDATE_SHOP)
            .bind(&shop.name)
            .bind(&shop.sender_name)
            .bind(&shop.sender_address)
            .bind(&shop.sender_contact)
            .bind(&shop.opt_out_line)
            .bind(&shop.currency)
            .bind(shop.currency_digits)
            .bind(&shop.zone)
            .bind(&shop.region)
            .bind(closed)
            .bind(shop.phone_from)
            .bind(shop.phone_until)
            .bind(shop.daily_minutes)
            .bind(shop.care_gap_days)
            .bind(shop.offers_per_year)
            .bind(shop.same_content_days)
            .bind(shop.merge_days)
            .bind(shop.delivery_lead_days)
            .bind(day_text(shop.plan_from))
            .execute(&mut *tx)
            .await?;
        let written = changes
            .finish(
                &mut tx,
                Deed {
                    now,
                    staff: self.at_counter(),
                    action: "shop.edit",
                    entity: "shop",
                    id: 1,
                },
            )
            .await?;
        tx.commit().await?;
        Ok(written)
    }

    /// How much there is. Counted once and then kept up with every write by hand; an import counts again.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn counts(&self) -> Result<Counts> {
        const KEY: &str = "counts";
        let kept = self.figure(KEY).await?;
        let kept = kept.and_then(|kept| serde_json::from_str::<[i64; 4]>(&kept).ok());
        let [households, customers, purchases, items] = match kept {
            Some(kept) => kept,
            None => {
                let mut tx = self.read().begin().await?;
                // Version and rows of one moment: a write in between makes what is kept old at once.
                let version: Option<i64> = sqlx::query_scalar(VERSION).fetch_optional(&mut *tx).await?;
                let mut counted = [0_i64; 4];
                for (count, statement) in
                    counted
                        .iter_mut()
                        .zip([COUNT_HOUSEHOLDS, COUNT_CUSTOMERS, COUNT_PURCHASES, COUNT_ITEMS])
                {
                    *count = sqlx::query_scalar(statement).fetch_one(&mut *tx).await?;
                }
                drop(tx);
                let body =
                    serde_json::to_string(&counted).map_err(|error| StoreError::Other(Box::new(error)))?;
                self.keep_figure(KEY, version.unwrap_or_default(), &body).await?;
                counted
            }
        };
        let joined = sqlx::query(COUNT_JOINED).fetch_one(self.read()).await?;
        Ok(Counts {
            households: households - joined.int("households")?,
            customers: customers - joined.int("people")?,
            purchases,
            items,
            without_delivery: sqlx::query_scalar(COUNT_OPEN_DELIVERIES)
                .fetch_one(self.read())
                .await?,
        })
    }

    /// A kept figure, if the data is still what it was made from.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn figure(&self, key: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar(LOAD_FIGURE)
            .bind(key)
            .fetch_optional(self.read())
            .await?)
    }

    /// Keeps a figure that was made while the data had `data_version`.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn keep_figure(&self, key: &str, data_version: i64, body: &str) -> Result<()> {
        sqlx::query(KEEP_FIGURE)
            .bind(key)
            .bind(data_version)
            .bind(body)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// All staff, those who work here first.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn list_staff(&self) -> Result<Vec<Staff>> {
        let rows = sqlx::query(LIST_STAFF).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| {
                Ok(Staff {
                    id: row.int("id")?,
                    name: row.text("name")?,
                    role: row.kind("role", Role::parse)?,
                    active: row.flag("active")?,
                })
            })
            .collect()
    }

    /// Adds (id 0) or changes a member of staff.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn save_staff(&self, staff: &Staff, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let id = if staff.id == 0 {
            let id = sqlx::query_scalar(INSERT_STAFF)
                .bind(&staff.name)
                .bind(staff.role.as_str())
                .bind(staff.active)
                .bind(now.0)
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::Staff, id);
            id
        } else {
            changes.keep(&mut tx, Table::Staff, staff.id).await?;
            let done = sqlx::query(UPDATE_STAFF)
                .bind(staff.id)
                .bind(&staff.name)
                .bind(staff.role.as_str())
                .bind(staff.active)
                .execute(&mut *tx)
                .await?;
            if done.rows_affected() == 0 {
                return Err(StoreError::NotFound { what: "staff" });
            }
            staff.id
        };
        let written = changes
            .finish(
                &mut tx,
                Deed {
                    now,
                    staff: self.at_counter(),
                    action: "staff.save",
                    entity: "staff",
                    id,
                },
            )
            .await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Keeps what is being typed under `key`; an empty text forgets it.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn save_draft(&self, key: &str, body: &str, now: Instant) -> Result<()> {
        if body.is_empty() {
            sqlx::query(DROP_DRAFT).bind(key).execute(self.writer()).await?;
        } else {
            sqlx::query(SAVE_DRAFT)
                .bind(key)
                .bind(body)
                .bind(now.0)
                .execute(self.writer())
                .await?;
        }
        Ok(())
    }

    /// What was typed under `key`; empty: nothing.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn draft(&self, key: &str) -> Result<String> {
        let body: Option<String> = sqlx::query_scalar(LOAD_DRAFT)
            .bind(key)
            .fetch_optional(self.read())
            .await?;
        Ok(body.unwrap_or_default())
    }

    /// The version of the program whose library stands here; `None`: none does.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn library_version(&self) -> Result<Option<String>> {
        Ok(sqlx::query_scalar(LIBRARY_VERSION)
            .fetch_optional(self.read())
            .await?)
    }

    /// Notes that the library of `version` stands here.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn note_library(&self, version: &str, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(FORGET_LIBRARY_VERSION).execute(&mut *tx).await?;
        sqlx::query(NOTE_LIBRARY_VERSION)
            .bind(version)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Notes that a backup was made.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn note_backup(&self, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "backup.make",
            entity: "backup",
            id: 0,
        };
        enter(&mut tx, deed, "").await?;
        Ok(tx.commit().await?)
    }

    /// When the last backup was made.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn last_backup_at(&self) -> Result<Option<Instant>> {
        let at: Option<i64> = sqlx::query_scalar(LAST_BACKUP).fetch_one(self.read()).await?;
        Ok(at.map(Instant))
    }
}
