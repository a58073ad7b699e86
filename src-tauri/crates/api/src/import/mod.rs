//! Bringing files in: look, preview, commit, undo.
//!
//! The preview reads the whole file and decides about every record (`decide`), and throws the rows away; the
//! commit reads the same bytes again and decides the same, because it refuses when file or shop changed in
//! between. Not here: reading (`exchange`), writing (`store`).

mod columns;
mod conflicts;
mod decide;
mod history;
mod known;
mod origins;
mod reading;
mod rejects;
mod watch;
mod words;

pub use self::words::row_sentence;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use aichaku_domain::plan::{DayWindow, forecast};
use aichaku_domain::values::ShopDay;
use aichaku_exchange::{Field, FileShape, Mapping, ParseRules, sniff_with};
use aichaku_store::{BatchHead, Store, StoreError};
use tokio::sync::mpsc;

use self::columns::{columns, kind_of, missing_fields};
use self::decide::{Chunk, Decider, Proposals, Setting, recent_since};
use self::known::Aside;
use self::reading::{
    Read, Reading, Shelf, count_rows, encoding_name, file_error, file_hash, overrides, read_file,
};
use self::rejects::{StoredRow, place, with_cells};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    AddressFindings, Area, EntityCounts, FieldConflict, ImportCounts, ImportForecast, ImportKind, ImportMode,
    ImportOptions, ImportPreview, ImportReport, ImportRowView, Int, PlanChoice, ReadingFindings, RejectedRow,
};

/// Weeks that the forecast looks ahead.
const WEEKS: i64 = 26;

/// A preview that a commit may refer to.
pub(crate) struct Pinned {
    path: PathBuf,
    hash: String,
    shape: FileShape,
    mapping: Mapping,
    consent_wording: Option<String>,
    stamp: (i64, i64),
    /// New purchases and persons.
    expected: i64,
    mode: ImportMode,
    /// What a person answered to conflicts.
    answers: Mutex<HashMap<String, bool>>,
    /// Whether blanks of addresses are filled with what the table of postal codes proposes.
    take_proposals: AtomicBool,
    /// How the shop's own people of the new names are read, and whether new people get these readings.
    readings: Arc<Proposals>,
    take_readings: AtomicBool,
    /// Rows that a commit leaves out.
    left_out: Vec<RejectedRow>,
}

impl App {
    /// Reads a file and pins what a commit will do.
    ///
    /// # Errors
    /// The `file_*` codes, [`ErrorCode::KindUnknown`], [`ErrorCode::SystemUnknown`], [`ErrorCode::Cancelled`].
    pub async fn import_preview(
        &self,
        path: String,
        options: ImportOptions,
        job: String,
    ) -> Result<ImportPreview> {
        let shop = self.shop().await?;
        let path = PathBuf::from(path);
        let overrides = overrides(&options)?;
        let at = path.clone();
        let (shape, hash) = blocking(move || -> Result<(FileShape, String)> {
            let shape = sniff_with(&at, &overrides).map_err(file_error)?;
            Ok((shape, file_hash(&at)?))
        })
        .await?;
        let mapping = self.mapping(&shop.store, &shape, &options).await?;
        let missing = missing_fields(&mapping);
        if !missing.is_empty() {
            return self
                .preview_without(path, shape, &mapping, &missing, &hash, &shop.store, &job)
                .await;
        }
        let settings = shop
            .store
            .shop()
            .await?
            .ok_or_else(|| ApiError::new(ErrorCode::NoShop))?;
        let stamp = shop.store.import_stamp().await?;
        let known = shop.store.known().await?;
        let next = shop.store.next_ids().await?;
        let day = self.day_in(shop.zone);
        let setting = Setting {
            day,
            now: self.now(),
            source: mapping.system.clone(),
            plan: PlanChoice::From { day: day.to_string() },
            mode: options.mode.unwrap_or_default(),
            answers: HashMap::new(),
            take_proposals: false,
            readings: None,
            consent_wording: options.consent_wording.clone(),
        };
        let rules = ParseRules {
            zone: shop.zone,
            currency_digits: settings.currency_digits,
        };
        let stop = self.begin_job(&job);
        let laid_aside = Aside::new(&self.folder(shop.which));
        let (shape, mapping) = (Arc::new(shape), Arc::new(mapping));
        let read = {
            let (file, shape, mapping, stop) = (
                path.clone(),
                Arc::clone(&shape),
                Arc::clone(&mapping),
                Arc::clone(&stop),
            );
            let (progress, mut heard) = mpsc::unbounded_channel();
            let store = shop.store.clone();
            let reading = tokio::task::spawn_blocking(move || {
                let decider = Decider::new(setting, &known, next, &laid_aside, mapping.dataset);
                let reading = Reading {
                    known,
                    next,
                    path: &file,
                    shape: &shape,
                    mapping: &mapping,
                    rules,
                    stop: &stop,
                    progress: &progress,
                };
                read_file(
                    &reading,
                    decider,
                    |decider| {
                        drop(decider.take());
                        ControlFlow::Continue(())
                    },
                    &Shelf(store),
                )
            });
            while let Some((done, total)) = heard.recv().await {
                self.progress(&job, done, total);
            }
            joined(reading.await)
        };
        self.end_job(&job);
        let mut read = read?;
        let forecast = self.import_forecast(&shop.store, &read.decider, day).await?;
        let left_out = left_out(&read);
        let names = std::mem::take(&mut read.decider.new_names);
        let (readings, proposals) = names.ask(&shop.store, &shape).await?;
        let file = file_name(&path);
        let seen_before = shop.store.batch_of_file(&hash).await?;
        let ticket = format!("{}-{}", &hash[..16], self.now().0);
        let new = &read.decider.inserted;
        let expected = new.customers.0.saturating_add(new.purchases.0);
        let preview = ImportPreview {
            ticket: ticket.clone(),
            counts: ImportCounts {
                inserted: read.decider.inserted.clone(),
                updated: read.decider.updated.clone(),
                skipped: read.decider.skipped.into(),
                rejected: int(read.rejected),
                doubtful: read.decider.doubtful.into(),
            },
            conflicts_total: read.decider.conflicts_total.into(),
            conflicts: placed_conflicts(read.decider.conflicts, &shape),
            addresses: placed_findings(read.decider.addresses.take(), &shape),
            readings,
            sample: placed(read.decider.shown, &shape),
            forecast,
            seen_before: seen_before.map(Into::into),
            ..preview_of(file, &shape, &mapping, read.rows)
        };
        let pinned = Pinned {
            path,
            hash,
            shape: Arc::unwrap_or_clone(shape),
            mapping: Arc::unwrap_or_clone(mapping),
            consent_wording: options.consent_wording,
            mode: options.mode.unwrap_or_default(),
            answers: Mutex::default(),
            take_proposals: AtomicBool::new(false),
            readings: Arc::new(proposals),
            take_readings: AtomicBool::new(false),
            stamp,
            expected,
            left_out,
        };
        self.pin(ticket, pinned);
        Ok(preview)
    }

    /// A file of which a needed column was not found: what it looks like, so that a person can say which column
    /// it is. Nothing is pinned, because nothing is decided.
    #[expect(clippy::too_many_arguments, reason = "what is known about the file so far")]
    async fn preview_without(
        &self,
        path: PathBuf,
        shape: FileShape,
        mapping: &Mapping,
        missing: &[Field],
        hash: &str,
        store: &Store,
        job: &str,
    ) -> Result<ImportPreview> {
        let stop = self.begin_job(job);
        let file = file_name(&path);
        let counted = blocking(move || {
            let rows = count_rows(&path, &shape, &stop)?;
            Ok((rows, shape))
        })
        .await;
        self.end_job(job);
        let (rows, shape) = counted?;
        let mut preview = preview_of(file, &shape, mapping, rows);
        preview.missing = missing.iter().map(ToString::to_string).collect();
        preview.seen_before = store.batch_of_file(hash).await?.map(Into::into);
        Ok(preview)
    }

    /// Does what the preview showed: backup, then one transaction.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`] when the shop changed since, [`ErrorCode::FileChanged`],
    /// [`ErrorCode::Cancelled`], [`ErrorCode::DiskFull`]; nothing is changed then.
    pub async fn import_commit(&self, ticket: String, plan: PlanChoice, job: String) -> Result<ImportReport> {
        let shop = self.shop().await?;
        let pinned = self
            .pinned(&ticket)
            .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?;
        let plan_from = match &plan {
            PlanChoice::Nothing => None,
            PlanChoice::From { day } | PlanChoice::RecentOnly { day } => {
                Some(crate::app::parse_day("plan_from", day)?)
            }
        };
        let path = pinned.path.clone();
        if blocking(move || file_hash(&path)).await? != pinned.hash {
            return Err(ApiError::new(ErrorCode::FileChanged));
        }
        let backup_name = self.backup_before_import(&shop).await?;
        let settings = shop
            .store
            .shop()
            .await?
            .ok_or_else(|| ApiError::new(ErrorCode::NoShop))?;
        if shop.store.import_stamp().await? != pinned.stamp {
            return Err(ApiError::new(ErrorCode::TicketExpired));
        }
        let known = shop.store.known().await?;
        let next = shop.store.next_ids().await?;
        let (day, now) = (self.day_in(shop.zone), self.now());
        let setting = Setting {
            day,
            now,
            source: pinned.mapping.system.clone(),
            plan,
            mode: pinned.mode,
            answers: pinned.answers(),
            take_proposals: pinned.take_proposals.load(Ordering::Relaxed),
            readings: pinned.taken_readings(),
            consent_wording: pinned.consent_wording.clone(),
        };
        let head = BatchHead {
            file_name: file_name(&pinned.path),
            file_hash: pinned.hash.clone(),
            kind: pinned.mapping.dataset.as_str().to_owned(),
            system: pinned.mapping.system.clone(),
            encoding: encoding_name(&pinned.shape),
            mapping: json(&pinned.mapping),
            backup_name,
            sheets: pinned.shape.several_sheets(),
        };
        let rules = ParseRules {
            zone: shop.zone,
            currency_digits: settings.currency_digits,
        };
        let mut writer = match shop
            .store
            .begin_import(&head, pinned.stamp, pinned.expected, day, now)
            .await
        {
            Err(StoreError::Conflict { .. }) => return Err(ApiError::new(ErrorCode::TicketExpired)),
            other => other?,
        };
        let stop = self.begin_job(&job);
        let laid_aside = Aside::new(&self.folder(shop.which));
        let (chunks, mut to_write) = mpsc::channel::<Chunk>(2);
        let (progress, mut heard) = mpsc::unbounded_channel();
        let reading = {
            let (pinned, stop) = (Arc::clone(&pinned), Arc::clone(&stop));
            let store = shop.store.clone();
            tokio::task::spawn_blocking(move || {
                let decider = Decider::new(setting, &known, next, &laid_aside, pinned.mapping.dataset);
                let reading = Reading {
                    known,
                    next,
                    path: &pinned.path,
                    shape: &pinned.shape,
                    mapping: &pinned.mapping,
                    rules,
                    stop: &stop,
                    progress: &progress,
                };
                let read = read_file(
                    &reading,
                    decider,
                    |decider| {
                        match chunks.blocking_send(decider.take()) {
                            Ok(()) => ControlFlow::Continue(()),
                            // The writer gave up; its error is the one to tell.
                            Err(_) => ControlFlow::Break(()),
                        }
                    },
                    &Shelf(store),
                )?;
                let left_out = with_cells(&pinned.path, &pinned.shape, left_out(&read))?;
                Ok((read, left_out))
            })
        };
        let mut written = Ok(());
        while let Some(chunk) = to_write.recv().await {
            while let Ok((done, total)) = heard.try_recv() {
                self.progress(&job, done, total);
            }
            written = write_chunk(&mut writer, &chunk).await;
            if written.is_err() {
                break;
            }
        }
        drop(to_write);
        let read = joined(reading.await);
        self.end_job(&job);
        written?;
        let (read, left_out): (Read, Vec<StoredRow>) = read?;
        let told = |mut rows: Vec<RejectedRow>| {
            rows.iter_mut().for_each(|row| place(row, &pinned.shape));
            rows
        };
        let nothing_new = read.decider.inserted == EntityCounts::default()
            && read.decider.updated == EntityCounts::default()
            && read.decider.answered == 0;
        // What the reading held of the whole file goes with this, before the writer needs the room.
        let mut report = report_of(read, &head, kind_of(pinned.mapping.dataset), told);
        if nothing_new {
            // Dropped without commit: a file that says nothing new leaves no trace but that it was looked at.
            drop(writer);
            shop.store.decline_file(&pinned.hash, now).await?;
            return Ok(report);
        }
        let committed = writer
            .finish(&json(&report.counts()), &json(&left_out), plan_from)
            .await?;
        report.batch = Some(committed.batch.into());
        report.follow_ups_planned = committed.follow_ups.into();
        // From here on the batch stands; what follows may fail without harm. Charts are packed by `App::tidy`.
        shop.store
            .save_mapping(&pinned.mapping.header_fingerprint, &json(&pinned.mapping), now)
            .await?;
        let at = aichaku_store::At { day, now };
        shop.store.plan_marked(day, at).await?;
        self.unpin(&ticket);
        self.changed(&[
            Area::Customers,
            Area::FollowUps,
            Area::Insights,
            Area::Imports,
            Area::Shop,
        ]);
        Ok(report)
    }

    /// Asks a long job to stop; it leaves nothing half-done.
    ///
    /// # Errors
    /// None.
    pub async fn cancel_job(&self, job: String) -> Result<()> {
        self.ask_to_stop(&job);
        Ok(())
    }

    async fn import_forecast(
        &self,
        store: &Store,
        decider: &Decider,
        day: ShopDay,
    ) -> Result<ImportForecast> {
        let groups = decider.item_groups();
        let plans = store.plans_in_use().await?;
        let recent = recent_since(day);
        let window = DayWindow::new(day, day.plus_days(WEEKS * 7 - 1));
        blocking(move || {
            let total = |groups: &[_]| -> u64 {
                forecast(groups, &plans, window)
                    .iter()
                    .map(|week| week.count)
                    .sum()
            };
            let new: Vec<_> = groups
                .iter()
                .filter(|group| group.delivered_on >= recent)
                .copied()
                .collect();
            Ok(ImportForecast {
                from_today: int(total(&groups)),
                recent_only: int(total(&new)),
                recent_since: recent.to_string(),
            })
        })
        .await
    }
}

/// What a preview says of a file before anything is decided about its rows.
fn preview_of(file: String, shape: &FileShape, mapping: &Mapping, rows: u64) -> ImportPreview {
    ImportPreview {
        ticket: String::new(),
        file,
        kind: kind_of(mapping.dataset),
        system: mapping.system.clone(),
        system_unproved: aichaku_exchange::system(&mapping.system)
            .is_some_and(|system| !system.confirmed_by_real_file),
        encoding: encoding_name(shape),
        sheets: shape.sheets.clone(),
        sheet: shape.sheet.clone(),
        more_sheets: shape.more_sheets.iter().map(|(sheet, _)| sheet.clone()).collect(),
        purchases_per_row: mapping.purchases_per_row().into(),
        header_line: int(shape.header_line),
        missing: Vec::new(),
        columns: columns(shape, mapping),
        fields: Field::ALL.iter().map(|field| field.as_str().to_owned()).collect(),
        rows: int(rows),
        counts: ImportCounts::default(),
        sample: Vec::new(),
        forecast: ImportForecast::default(),
        conflicts: Vec::new(),
        conflicts_total: Int(0),
        addresses: AddressFindings::default(),
        readings: ReadingFindings::default(),
        seen_before: None,
    }
}

/// Says of each row where it stands as a person counts.
fn placed(mut rows: Vec<ImportRowView>, shape: &FileShape) -> Vec<ImportRowView> {
    for row in &mut rows {
        let (sheet, line) = shape.place_of(row.line.0.unsigned_abs());
        row.sheet = sheet.map(str::to_owned);
        row.line = int(line);
    }
    rows
}

/// Says of each conflict where its row stands as a person counts; what is new comes first.
fn placed_conflicts(mut conflicts: Vec<FieldConflict>, shape: &FileShape) -> Vec<FieldConflict> {
    conflicts.sort_by_key(|conflict| (!conflict.file_is_new, conflict.line));
    for conflict in &mut conflicts {
        let (sheet, line) = shape.place_of(conflict.line.0.unsigned_abs());
        conflict.sheet = sheet.map(str::to_owned);
        conflict.line = int(line);
    }
    conflicts
}

/// Says of each address where its row stands as a person counts.
fn placed_findings(mut findings: AddressFindings, shape: &FileShape) -> AddressFindings {
    // People who are there wait until a stretch of the file is read, so the rows come in another order.
    findings.listed.sort_by_key(|finding| finding.line);
    for finding in &mut findings.listed {
        let (sheet, line) = shape.place_of(finding.line.0.unsigned_abs());
        finding.sheet = sheet.map(str::to_owned);
        finding.line = int(line);
    }
    findings
}

/// What a reading came to, before anything is planned.
fn report_of(
    mut read: Read,
    head: &BatchHead,
    kind: ImportKind,
    told: impl Fn(Vec<RejectedRow>) -> Vec<RejectedRow>,
) -> ImportReport {
    ImportReport {
        batch: None,
        system: head.system.clone(),
        encoding: head.encoding.clone(),
        kind,
        rows: int(read.rows),
        inserted: read.decider.inserted.clone(),
        updated: read.decider.updated.clone(),
        skipped: read.decider.skipped.into(),
        rejected: told(read.rejects),
        rejected_total: int(read.rejected),
        undecided: told(read.decider.undecided),
        undecided_total: read.decider.undecided_total.into(),
        kept_typed: read.decider.kept_typed.into(),
        filled_addresses: read.decider.addresses.take().filled,
        filled_readings: read.decider.new_names.filled.into(),
        follow_ups_planned: Int(0),
    }
}

/// Every row that a commit leaves out: those that cannot be read, and those that found no place.
fn left_out(read: &Read) -> Vec<RejectedRow> {
    let mut rows = read.rejects.clone();
    rows.extend(read.decider.undecided.iter().cloned());
    rows.sort_by_key(|row| row.line);
    rows
}

async fn write_chunk(writer: &mut aichaku_store::ImportWriter, chunk: &Chunk) -> Result<()> {
    writer.add(&chunk.rows).await?;
    for change in &chunk.people {
        writer.change_person(change).await?;
    }
    for change in &chunk.products {
        writer.change_product(change).await?;
    }
    for kept in &chunk.kept {
        writer.keep_mine(kept).await?;
    }
    for kept in &chunk.kept_products {
        writer.keep_product(kept).await?;
    }
    for change in &chunk.lines {
        writer.change_line(change).await?;
    }
    for change in &chunk.purchases {
        writer.change_purchase(change).await?;
    }
    for (change, household) in &chunk.deliveries {
        writer.deliver(change, *household).await?;
    }
    for customer in &chunk.suppressed {
        writer.suppress(*customer).await?;
    }
    for change in &chunk.returns {
        writer.take_back(change).await?;
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn int(count: u64) -> Int {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("BUG: wire types are plain data and always have a JSON form")
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    joined(tokio::task::spawn_blocking(work).await)
}

fn joined<T>(result: std::result::Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    match result {
        Ok(result) => result,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}
