//! The shop itself: opening, practising, settings, staff, drafts, undo.
//!
//! Not here: backups and exports (`keeping`), sentences for people.

use std::sync::Arc;

use aichaku_domain::values::ShopDay;
use aichaku_store::{Shop, Staff, Store, Written};

use crate::app::{file_error, parse_day, parse_zone};
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{AppState, Area, Done, Int, NewShop, PlanningReport, ShopCounts, ShopView, StaffView};
use crate::{App, OpenShop, Which};

/// Households of the practice shop at most; more is a test of patience, not of the app.
const MOST_PRACTICE_HOUSEHOLDS: usize = 20_000;
/// A draft longer than this is no note.
const LONGEST_DRAFT: usize = 200_000;
/// Longest text of a setting.
const LONGEST_SETTING: usize = 500;

impl App {
    /// Where the app stands.
    ///
    /// # Errors
    /// Those of opening the shop that was open last; see [`App::open_at_start`].
    pub async fn app_state(&self) -> Result<AppState> {
        self.open_at_start().await?;
        let Ok(shop) = self.shop().await else {
            return Ok(AppState {
                day: self.day_of_machine().to_string(),
                shop: None,
                practice_exists: self.store_file(Which::Practice).exists(),
                real_exists: self.store_file(Which::Real).exists(),
                key_in_file: false,
                last_backup_at: None,
                clock_went_back: false,
                version: env!("CARGO_PKG_VERSION").to_owned(),
            });
        };
        let day = self.day_in(shop.zone);
        let settings = crate::planning::settings(&shop).await?;
        let counts = shop.store.counts().await?;
        Ok(AppState {
            day: day.to_string(),
            clock_went_back: settings.last_opened_on.is_some_and(|last| day < last),
            shop: Some(view_of(settings, counts)),
            practice_exists: self.store_file(Which::Practice).exists(),
            real_exists: self.store_file(Which::Real).exists(),
            key_in_file: shop.key_in_file,
            last_backup_at: shop.store.last_backup_at().await?.map(|at| Int(at.0)),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Begins a real shop with the library and its plans.
    ///
    /// # Errors
    /// [`ErrorCode::ShopExists`]; [`ErrorCode::Invalid`] with field `name`, `currency` or `zone`; those of writing.
    pub async fn create_shop(&self, new: NewShop) -> Result<AppState> {
        self.open_at_start().await?;
        expect_text("name", &new.name, LONGEST_SETTING)?;
        let zone = parse_zone(&new.zone)?;
        let Some(digits) = currency_digits(&new.currency) else {
            return Err(invalid("currency"));
        };
        if self.open_existing(Which::Real).await?.is_some() {
            return Err(ApiError::new(ErrorCode::ShopExists));
        }
        let day = self.day_in(zone);
        let begun = aichaku_store::NewShop {
            store_uid: String::new(),
            practice: false,
            name: new.name,
            currency: new.currency,
            currency_digits: digits,
            zone: new.zone,
            plan_from: Some(day),
        };
        let store = self.make_shop(Which::Real, begun, day).await?;
        // From here on what is entered is planned at once.
        store
            .begin_day(aichaku_store::At { day, now: self.now() })
            .await?;
        store.close().await;
        self.enter(Which::Real).await
    }

    /// Opens the practice shop, making it where there is none. The same seed and day make the same shop.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with field `households`; those of writing.
    pub async fn open_practice(&self, seed: Int, households: Int) -> Result<AppState> {
        self.open_at_start().await?;
        let many = usize::try_from(households.0)
            .ok()
            .filter(|many| (1..=MOST_PRACTICE_HOUSEHOLDS).contains(many))
            .ok_or_else(|| invalid("households"))?;
        if let Ok(open) = self.shop().await
            && open.which == Which::Practice
        {
            return self.app_state().await;
        }
        let mut standing = self.open_existing(Which::Practice).await?;
        if let Some(begun) = &standing
            && begun.store.next_ids().await?.customers == 1
        {
            // The program was stopped while it was made: nobody lives there yet.
            begun.store.close().await;
            standing = None;
            self.throw_away(Which::Practice).await?;
        }
        if let Some(begun) = standing {
            begun.store.close().await;
        } else {
            let zone = chrono_tz::Asia::Tokyo;
            let day = self.day_in(zone);
            let begun = aichaku_store::NewShop {
                store_uid: String::new(),
                practice: true,
                name: String::new(),
                currency: "JPY".to_owned(),
                currency_digits: 0,
                zone: zone.name().to_owned(),
                plan_from: Some(day),
            };
            let store = self.make_shop(Which::Practice, begun, day).await?;
            let filled = crate::demo::fill(&store, seed.0.cast_unsigned(), many, day, self.now()).await;
            if let Err(error) = filled {
                // Half a practice shop would be taken for a whole one.
                store.close().await;
                self.throw_away(Which::Practice).await?;
                return Err(error);
            }
            store.close().await;
            let state = self.enter(Which::Practice).await?;
            self.close_practice_months().await?;
            return Ok(state);
        }
        self.enter(Which::Practice).await
    }

    /// Goes back to the real shop, or to the start.
    ///
    /// # Errors
    /// Those of opening.
    pub async fn leave_practice(&self) -> Result<AppState> {
        self.open_at_start().await?;
        self.enter(Which::Real).await
    }

    /// Throws the practice shop away and goes to the real one, or to the start.
    ///
    /// # Errors
    /// [`ErrorCode::NotWritable`] when the folder cannot be removed.
    pub async fn remove_practice(&self) -> Result<AppState> {
        self.open_at_start().await?;
        let state = self.enter(Which::Real).await?;
        self.throw_away(Which::Practice).await?;
        Ok(AppState {
            practice_exists: false,
            ..state
        })
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with the field; [`ErrorCode::NoShop`].
    pub async fn save_shop(&self, shop: ShopView) -> Result<Done> {
        let open = self.shop().await?;
        let before = crate::planning::settings(&open).await?;
        let after = settings_of(shop, &before)?;
        // Amounts are whole numbers of the smallest coin: another currency would make them others.
        if (after.currency.as_str(), after.currency_digits)
            != (before.currency.as_str(), before.currency_digits)
            && open.store.counts().await?.purchases > 0
        {
            return Err(invalid("currency"));
        }
        let written = open.store.save_shop(&after, self.now()).await?;
        if after.zone != before.zone {
            self.reopen(&open, parse_zone(&after.zone)?).await;
        }
        self.done(&open, &written, &[Area::Shop, Area::FollowUps, Area::Insights])
            .await
    }

    /// All staff.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn staff(&self) -> Result<Vec<StaffView>> {
        let shop = self.shop().await?;
        let staff = shop.store.list_staff().await?;
        Ok(staff
            .into_iter()
            .map(|one| StaffView {
                id: Int(one.id),
                name: one.name,
                role: one.role.into(),
                active: one.active,
            })
            .collect())
    }

    /// Adds (id 0) or changes a member of staff.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with field `name`; [`ErrorCode::NotFound`].
    pub async fn save_staff(&self, staff: StaffView) -> Result<Done> {
        let shop = self.shop().await?;
        if staff.name.trim().is_empty() {
            return Err(invalid("name"));
        }
        expect_text("name", &staff.name, LONGEST_SETTING)?;
        let staff = Staff {
            id: staff.id.0,
            name: staff.name,
            role: staff.role.into(),
            active: staff.active,
        };
        let written = shop.store.save_staff(&staff, self.now()).await?;
        self.done(&shop, &written, &[Area::Shop]).await
    }

    /// Plans what has come within sight and lets go what is too late. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn begin_day(&self) -> Result<PlanningReport> {
        let shop = self.shop().await?;
        let version = env!("CARGO_PKG_VERSION");
        if shop.store.library_version().await?.as_deref() != Some(version) {
            self.seed_library(&shop.store, self.at(&shop)).await?;
            shop.store.note_library(version, self.now()).await?;
        }
        self.plan_day().await
    }

    /// What need not be done while a person waits: histories are packed for the next chart, people who came in are
    /// compared with those who were there, months that are over are closed, and the store's log is folded into its file. Cheap when there is nothing to do.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::DiskFull`].
    pub async fn tidy(&self) -> Result<()> {
        let shop = self.shop().await?;
        self.pack(&shop).await?;
        shop.store.index_marked().await?;
        if self.look(&shop, None).await?.joined.0 > 0 {
            // Whoever was joined or parted counts otherwise now.
            self.pack(&shop).await?;
        }
        self.close_months().await?;
        shop.store.fold_log().await?;
        Ok(())
    }

    /// Packs what charts and lists read.
    async fn pack(&self, shop: &OpenShop) -> Result<()> {
        shop.store.refresh_all_histories(crate::insights::pack).await?;
        shop.store.refresh_first_purchases().await?;
        shop.store.refresh_standing().await?;
        Ok(())
    }

    /// Makes people findable by what a large import brought, where nothing else does so in the background. Cheap when
    /// nobody waits for it.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::DiskFull`].
    pub async fn enter_waiting_words(&self) -> Result<()> {
        Ok(self.shop().await?.store.index_marked().await?)
    }

    /// Takes a write back.
    ///
    /// # Errors
    /// [`ErrorCode::CannotUndo`] when it was taken back already or something else happened to it since.
    pub async fn undo(&self, token: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let cannot = |error: aichaku_store::StoreError| match error {
            aichaku_store::StoreError::CannotUndo | aichaku_store::StoreError::NotFound { .. } => {
                ApiError::new(ErrorCode::CannotUndo)
            }
            other => other.into(),
        };
        let deed = shop.store.deed_of(token.0).await.map_err(cannot)?;
        let (id, entity) = match deed.as_str() {
            "catch_up.settle" => {
                self.undo_catch_up(&shop, token.0).await?;
                (0, "follow_up".to_owned())
            }
            "delivery.rule" => {
                let at = self.at(&shop);
                shop.store.undo_delivery_rule(token.0, at).await.map_err(cannot)?;
                (0, "delivery".to_owned())
            }
            "plan.save" => {
                let at = self.at(&shop);
                let undone = shop.store.undo_plan(token.0, at).await.map_err(cannot)?;
                // Plans are kept by the time of their last change, which may be the same.
                *shop.care.lock().await = None;
                (undone.id, undone.entity)
            }
            "product.edit" => {
                let undone = shop
                    .store
                    .undo_product(token.0, self.now())
                    .await
                    .map_err(cannot)?;
                (undone.id, undone.entity)
            }
            "customer.merge" => {
                let undone = shop
                    .store
                    .unmerge_customers(token.0, true, self.now())
                    .await
                    .map_err(cannot)?;
                (undone.kept, "customer".to_owned())
            }
            "duplicate.decide" => {
                self.undo_answer(&shop, token.0).await.map_err(cannot)?;
                (0, "customer".to_owned())
            }
            goal if goal.starts_with("goal.") => {
                let undone = self.undo_goal(&shop, token.0).await.map_err(cannot)?;
                (undone.id, undone.entity)
            }
            _ => {
                let undone = shop.store.undo(token.0, self.now()).await.map_err(cannot)?;
                (undone.id, undone.entity)
            }
        };
        self.plan_marked(&shop).await?;
        let areas = areas_of(&entity);
        self.changed(&areas);
        Ok(Done {
            id: Int(id),
            areas,
            undo: None,
        })
    }

    /// Keeps what is being typed; an empty text forgets it.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with field `key` or `body`.
    pub async fn save_draft(&self, key: String, body: String) -> Result<()> {
        let shop = self.shop().await?;
        expect_draft_key(&key)?;
        if body.len() > LONGEST_DRAFT {
            return Err(invalid("body"));
        }
        Ok(shop.store.save_draft(&key, &body, self.now()).await?)
    }

    /// What was typed and not finished; empty: nothing.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with field `key`.
    pub async fn draft(&self, key: String) -> Result<String> {
        let shop = self.shop().await?;
        expect_draft_key(&key)?;
        Ok(shop.store.draft(&key).await?)
    }

    /// Makes the store of a shop with the library, its plans and one owner.
    async fn make_shop(&self, which: Which, new: aichaku_store::NewShop, day: ShopDay) -> Result<Store> {
        let key = self.make_key(which).await?;
        let store = self.open_store(which, &key).await?;
        let now = self.now();
        let at = aichaku_store::At { day, now };
        // The library first: a store counts as a shop from the moment its own row stands, and is whole then.
        self.seed_library(&store, at).await?;
        store.note_library(env!("CARGO_PKG_VERSION"), now).await?;
        if store.list_staff().await?.is_empty() {
            let owner = Staff {
                id: 0,
                name: String::new(),
                role: aichaku_domain::kinds::Role::Owner,
                active: true,
            };
            store.save_staff(&owner, now).await?;
        }
        let new = aichaku_store::NewShop {
            store_uid: key.store_uid,
            ..new
        };
        store.create_shop(&new, now).await?;
        Ok(store)
    }

    /// Opens `which` in the place of the shop that is open, or the start where there is none.
    async fn enter(&self, which: Which) -> Result<AppState> {
        let already = self.open_now().await.is_some_and(|open| open.which == which);
        if !already {
            let opened = self.open_existing(which).await?;
            let before = self.swap_shop(opened).await;
            if let Some(before) = before {
                before.store.close().await;
            }
        }
        std::fs::create_dir_all(self.data_dir()).map_err(file_error)?;
        self.remember_open(which)?;
        self.changed(&Area::ALL);
        self.app_state().await
    }

    /// Removes the folder of a shop that is not open.
    async fn throw_away(&self, which: Which) -> Result<()> {
        let folder = self.folder(which);
        if !folder.exists() {
            return Ok(());
        }
        let vault = self.vault(which);
        let forgotten = tokio::task::spawn_blocking(move || vault.forget()).await;
        if let Ok(Err(error)) = forgotten {
            tracing::warn!(error = &error as &dyn std::error::Error, "the key stays");
        }
        std::fs::remove_dir_all(folder).map_err(file_error)
    }

    /// Takes back a shop that was begun a moment ago and in which nobody is.
    pub(crate) async fn forget_begun_shop(&self) -> Result<()> {
        let Some(shop) = self.swap_shop(None).await else {
            return Ok(());
        };
        let empty = shop.store.counts().await?.customers == 0;
        shop.store.close().await;
        if empty && shop.which == Which::Real {
            self.throw_away(Which::Real).await?;
        }
        self.changed(&Area::ALL);
        Ok(())
    }

    /// The same store under another zone.
    pub(crate) async fn reopen(&self, open: &OpenShop, zone: chrono_tz::Tz) {
        let again = OpenShop {
            store: open.store.clone(),
            which: open.which,
            zone,
            key_in_file: open.key_in_file,
            memory: crate::memory::Memory::default(),
            care: tokio::sync::Mutex::new(None),
            looking: std::sync::Arc::clone(&open.looking),
        };
        self.swap_shop(Some(again)).await;
    }

    /// The machine's day, for as long as no shop says its zone.
    fn day_of_machine(&self) -> ShopDay {
        let now = self.now();
        let named = self.day_in(chrono_tz::UTC);
        if now.day_in(chrono_tz::UTC) != named {
            return named;
        }
        chrono::DateTime::from_timestamp_millis(now.0).map_or(named, |utc| {
            ShopDay(utc.with_timezone(&chrono::Local).date_naive())
        })
    }

    /// The answer to a write: plans what it marked, tells everybody what became stale.
    pub(crate) async fn done(&self, shop: &Arc<OpenShop>, written: &Written, areas: &[Area]) -> Result<Done> {
        if !written.items.is_empty() {
            self.plan_marked(shop).await?;
        }
        self.changed(areas);
        Ok(Done {
            id: Int(written.id),
            areas: areas.to_vec(),
            undo: written.undo.map(Int),
        })
    }
}

/// What a write about this kind of thing makes stale.
pub(crate) fn areas_of(entity: &str) -> Vec<Area> {
    match entity {
        "shop" => vec![Area::Shop, Area::FollowUps, Area::Insights],
        "staff" => vec![Area::Shop],
        "number_settings" | "comparison" | "goal" => vec![Area::Insights],
        "note" => vec![Area::Customers],
        "voice" => vec![Area::Customers, Area::Insights],
        "case" | "consent" | "follow_up" | "touch" => vec![Area::Customers, Area::FollowUps],
        "content" | "plan" => vec![Area::Care, Area::FollowUps, Area::Customers],
        _ => vec![Area::Customers, Area::FollowUps, Area::Insights, Area::Shop],
    }
}

/// A refusal of one field.
pub(crate) fn invalid(field: &str) -> ApiError {
    ApiError::new(ErrorCode::Invalid).with("field", field)
}

/// Refuses a text that is longer than anybody means.
pub(crate) fn expect_text(field: &str, text: &str, longest: usize) -> Result<()> {
    if text.chars().count() > longest {
        return Err(invalid(field));
    }
    Ok(())
}

/// Reads a day that may be missing.
pub(crate) fn parse_day_opt(field: &str, text: Option<&str>) -> Result<Option<ShopDay>> {
    match text {
        None | Some("") => Ok(None),
        Some(text) => parse_day(field, text).map(Some),
    }
}

fn expect_draft_key(key: &str) -> Result<()> {
    let known = match key.split_once(':') {
        None => key == "memo",
        Some((kind, id)) => matches!(kind, "follow_up" | "memo") && id.parse::<i64>().is_ok(),
    };
    if known { Ok(()) } else { Err(invalid("key")) }
}

/// Digits after the decimal point of a currency; `None` when it is no currency code.
///
/// Source: ISO 4217, list one, "minor unit".
fn currency_digits(code: &str) -> Option<u8> {
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Some(match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    })
}

fn view_of(shop: Shop, counts: aichaku_store::Counts) -> ShopView {
    ShopView {
        practice: shop.practice,
        name: shop.name,
        currency: shop.currency,
        currency_digits: shop.currency_digits,
        zone: shop.zone,
        closed_weekdays: shop.closed_weekdays,
        phone_from: shop.phone_from,
        phone_until: shop.phone_until,
        daily_minutes: shop.daily_minutes,
        care_gap_days: shop.care_gap_days,
        offers_per_year: shop.offers_per_year,
        same_content_days: shop.same_content_days,
        merge_days: shop.merge_days,
        delivery_lead_days: shop.delivery_lead_days,
        sender_name: shop.sender_name,
        sender_address: shop.sender_address,
        sender_contact: shop.sender_contact,
        opt_out_line: shop.opt_out_line,
        plan_from: shop.plan_from.map(|day| day.to_string()),
        counts: ShopCounts {
            households: Int(counts.households),
            customers: Int(counts.customers),
            purchases: Int(counts.purchases),
            items: Int(counts.items),
            without_delivery: Int(counts.without_delivery),
        },
    }
}

/// The settings of a form, checked; what is not on the form stays as it is.
fn settings_of(view: ShopView, before: &Shop) -> Result<Shop> {
    for (field, text) in [
        ("name", &view.name),
        ("sender_name", &view.sender_name),
        ("sender_address", &view.sender_address),
        ("sender_contact", &view.sender_contact),
        ("opt_out_line", &view.opt_out_line),
    ] {
        expect_text(field, text, LONGEST_SETTING)?;
    }
    if currency_digits(&view.currency).is_none() {
        return Err(invalid("currency"));
    }
    let in_range = |field: &str, value: u16, range: std::ops::RangeInclusive<u16>| {
        if range.contains(&value) {
            Ok(())
        } else {
            Err(invalid(field))
        }
    };
    in_range("currency_digits", view.currency_digits.into(), 0..=4)?;
    in_range("phone_from", view.phone_from, 0..=1439)?;
    in_range(
        "phone_until",
        view.phone_until,
        view.phone_from.saturating_add(1)..=1440,
    )?;
    in_range("daily_minutes", view.daily_minutes, 1..=1440)?;
    in_range("care_gap_days", view.care_gap_days, 0..=365)?;
    in_range("offers_per_year", view.offers_per_year, 0..=52)?;
    in_range("same_content_days", view.same_content_days, 0..=365)?;
    in_range("merge_days", view.merge_days, 0..=365)?;
    in_range("delivery_lead_days", view.delivery_lead_days, 0..=365)?;
    parse_zone(&view.zone)?;
    let mut closed_weekdays = view.closed_weekdays;
    closed_weekdays.sort_unstable();
    closed_weekdays.dedup();
    // Closed all week there would be no day to do anything on.
    if closed_weekdays.len() > 6 || closed_weekdays.iter().any(|day| !(1..=7).contains(day)) {
        return Err(invalid("closed_weekdays"));
    }
    Ok(Shop {
        name: view.name,
        currency: view.currency,
        currency_digits: view.currency_digits,
        zone: view.zone,
        closed_weekdays,
        phone_from: view.phone_from,
        phone_until: view.phone_until,
        daily_minutes: view.daily_minutes,
        care_gap_days: view.care_gap_days,
        offers_per_year: view.offers_per_year,
        same_content_days: view.same_content_days,
        merge_days: view.merge_days,
        delivery_lead_days: view.delivery_lead_days,
        sender_name: view.sender_name,
        sender_address: view.sender_address,
        sender_contact: view.sender_contact,
        opt_out_line: view.opt_out_line,
        plan_from: parse_day_opt("plan_from", view.plan_from.as_deref())?,
        ..before.clone()
    })
}
