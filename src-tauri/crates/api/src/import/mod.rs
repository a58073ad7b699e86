//! Bringing files in: look, preview, commit, undo.
//!
//! The preview reads the whole file and decides about every record (`decide`), and throws the rows away; the
//! commit reads the same bytes again and decides the same, because it refuses when file or shop changed in
//! between. Not here: reading (`exchange`), writing (`store`).

mod decide;

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aichaku_domain::plan::{DayWindow, forecast};
use aichaku_domain::values::ShopDay;
use aichaku_exchange::{
    Dataset, Field, FileShape, Found, Mapping, Overrides, ParseRules, ProblemEffect, ReadError, RowProblem,
    Separator, TextEncoding, propose_mapping_as, read_records, sniff_with,
};
use aichaku_store::{BatchHead, Known, Store, StoreError};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;

use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    Area, BatchView, ColumnView, EntityCounts, ImportCounts, ImportForecast, ImportKind, ImportOptions,
    ImportPreview, ImportReport, Int, KeptRow, PlanChoice, RejectedRow, UndoReport,
};
use crate::{App, OpenShop};
use decide::{Chunk, Decider, Setting, recent_since};

/// Rejected rows that are kept and listed.
const LISTED: usize = 10_000;
/// Records handed over to be written at once.
const CHUNK: usize = 2_000;
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
    rejects: Vec<RejectedRow>,
}

/// What reading a file came to.
struct Read {
    rows: u64,
    rejected: u64,
    rejects: Vec<RejectedRow>,
    decider: Decider,
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
        check_mapping(&mapping)?;
        let settings = shop
            .store
            .shop()
            .await?
            .ok_or_else(|| ApiError::new(ErrorCode::NoShop))?;
        let known = known(&shop.store, mapping.dataset).await?;
        let next = shop.store.next_ids().await?;
        let day = self.day_in(shop.zone);
        let setting = Setting {
            day,
            now: self.now(),
            source: mapping.system.clone(),
            plan: PlanChoice::From { day: day.to_string() },
            consent_wording: options.consent_wording.clone(),
        };
        let rules = ParseRules {
            zone: shop.zone,
            currency_digits: settings.currency_digits,
        };
        let stop = self.begin_job(&job);
        let stamp = known.stamp;
        let (shape, mapping) = (Arc::new(shape), Arc::new(mapping));
        let read = {
            let (file, shape, mapping, stop) = (
                path.clone(),
                Arc::clone(&shape),
                Arc::clone(&mapping),
                Arc::clone(&stop),
            );
            let (progress, mut heard) = mpsc::unbounded_channel();
            let reading = tokio::task::spawn_blocking(move || {
                let decider = Decider::new(setting, &known, next);
                drop(known);
                read_file(
                    &file,
                    &shape,
                    &mapping,
                    rules,
                    decider,
                    &stop,
                    |decider| {
                        drop(decider.take());
                        ControlFlow::Continue(())
                    },
                    &progress,
                )
            });
            while let Some((done, total)) = heard.recv().await {
                self.progress(&job, done, total);
            }
            joined(reading.await)
        };
        self.end_job(&job);
        let read = read?;
        let forecast = self.import_forecast(&shop.store, &read.decider, day).await?;
        let file = file_name(&path);
        let seen_before = shop.store.batch_of_file(&hash).await?;
        let ticket = format!("{}-{}", &hash[..16], self.now().0);
        let preview = ImportPreview {
            ticket: ticket.clone(),
            file,
            kind: kind_of(mapping.dataset),
            system: mapping.system.clone(),
            system_unproved: aichaku_exchange::system(&mapping.system)
                .is_some_and(|system| !system.confirmed_by_real_file),
            encoding: encoding_name(&shape),
            sheets: shape.sheets.clone(),
            columns: columns(&shape, &mapping),
            fields: Field::ALL.iter().map(|field| field.as_str().to_owned()).collect(),
            rows: int(read.rows),
            counts: ImportCounts {
                inserted: read.decider.inserted.clone(),
                updated: read.decider.updated.clone(),
                skipped: read.decider.skipped.into(),
                rejected: int(read.rejected),
                doubtful: read.decider.doubtful.into(),
            },
            sample: read.decider.shown,
            forecast,
            seen_before: seen_before.map(Into::into),
        };
        let pinned = Pinned {
            path,
            hash,
            shape: Arc::unwrap_or_clone(shape),
            mapping: Arc::unwrap_or_clone(mapping),
            consent_wording: options.consent_wording,
            stamp,
            rejects: read.rejects,
        };
        self.pin(ticket, pinned);
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
        let known = known(&shop.store, pinned.mapping.dataset).await?;
        if known.stamp != pinned.stamp {
            return Err(ApiError::new(ErrorCode::TicketExpired));
        }
        let next = shop.store.next_ids().await?;
        let (day, now) = (self.day_in(shop.zone), self.now());
        let setting = Setting {
            day,
            now,
            source: pinned.mapping.system.clone(),
            plan,
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
        };
        let rules = ParseRules {
            zone: shop.zone,
            currency_digits: settings.currency_digits,
        };
        let mut writer = match shop.store.begin_import(&head, pinned.stamp, day, now).await {
            Err(StoreError::Conflict { .. }) => return Err(ApiError::new(ErrorCode::TicketExpired)),
            other => other?,
        };
        let stop = self.begin_job(&job);
        let (chunks, mut to_write) = mpsc::channel::<Chunk>(2);
        let (progress, mut heard) = mpsc::unbounded_channel();
        let reading = {
            let (pinned, stop) = (Arc::clone(&pinned), Arc::clone(&stop));
            tokio::task::spawn_blocking(move || {
                let decider = Decider::new(setting, &known, next);
                drop(known);
                read_file(
                    &pinned.path,
                    &pinned.shape,
                    &pinned.mapping,
                    rules,
                    decider,
                    &stop,
                    |decider| {
                        match chunks.blocking_send(decider.take()) {
                            Ok(()) => ControlFlow::Continue(()),
                            // The writer gave up; its error is the one to tell.
                            Err(_) => ControlFlow::Break(()),
                        }
                    },
                    &progress,
                )
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
        let read = read?;
        let nothing_new = read.decider.inserted == EntityCounts::default()
            && read.decider.updated == EntityCounts::default();
        let mut report = ImportReport {
            batch: None,
            system: head.system.clone(),
            encoding: head.encoding.clone(),
            kind: kind_of(pinned.mapping.dataset),
            rows: int(read.rows),
            inserted: read.decider.inserted.clone(),
            updated: read.decider.updated.clone(),
            skipped: read.decider.skipped.into(),
            rejected: read.rejects,
            rejected_total: int(read.rejected),
            follow_ups_planned: Int(0),
        };
        if nothing_new {
            // Dropped without commit: a file that says nothing new leaves no trace.
            drop(writer);
            return Ok(report);
        }
        let committed = writer
            .finish(&json(&report.counts()), &json(&report.rejected), plan_from)
            .await?;
        report.batch = Some(committed.batch.into());
        report.follow_ups_planned = committed.follow_ups.into();
        // From here on the batch stands; what follows makes the next chart quick and may fail without harm.
        shop.store
            .save_mapping(&pinned.mapping.header_fingerprint, &json(&pinned.mapping), now)
            .await?;
        let at = aichaku_store::At { day, now };
        shop.store.plan_marked(day, at).await?;
        shop.store
            .refresh_histories(
                aichaku_store::UnitAnchor::HouseholdDelivery,
                crate::insights::pack,
            )
            .await?;
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

    /// Saves the rejected rows as CSV; returns how many.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`], [`ErrorCode::NotFound`], [`ErrorCode::NotWritable`].
    pub async fn save_rejects(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
        path: String,
    ) -> Result<Int> {
        let rejects = match (ticket, batch) {
            (Some(ticket), _) => self
                .pinned(&ticket)
                .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?
                .rejects
                .clone(),
            (None, Some(batch)) => {
                let shop = self.shop().await?;
                let rows = shop.store.import_batches().await?;
                let row = rows
                    .iter()
                    .find(|row| row.id == batch.0)
                    .ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("what", "batch"))?;
                serde_json::from_str(&row.rejects).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?
            }
            (None, None) => return Err(ApiError::new(ErrorCode::Invalid).with("field", "batch")),
        };
        let count = rejects.len();
        blocking(move || write_rejects(Path::new(&path), &rejects)).await?;
        Ok(count.into())
    }

    /// Batches of the past, newest first.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn batches(&self) -> Result<Vec<BatchView>> {
        let shop = self.shop().await?;
        let rows = shop.store.import_batches().await?;
        rows.into_iter()
            .map(|row| {
                let counts: ReportCounts =
                    serde_json::from_str(&row.counts).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?;
                Ok(BatchView {
                    batch: row.id.into(),
                    file: row.file_name,
                    kind: Dataset::parse(&row.kind).map_or(ImportKind::Purchases, kind_of),
                    system: row.system,
                    committed_at: row.committed_at.0.into(),
                    inserted: counts.inserted,
                    rejected: counts.rejected,
                    undone: row.undone,
                })
            })
            .collect()
    }

    /// Takes a batch back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::CannotUndo`].
    pub async fn undo_batch(&self, batch: Int) -> Result<UndoReport> {
        let shop = self.shop().await?;
        let undone = shop.store.undo_import(batch.0, self.now()).await?;
        let day = self.day_in(shop.zone);
        shop.store
            .plan_marked(day, aichaku_store::At { day, now: self.now() })
            .await?;
        let [
            households,
            customers,
            purchases,
            lines,
            products,
            items,
            deliveries,
        ] = undone.removed.map(Int::from);
        self.changed(&[
            Area::Customers,
            Area::FollowUps,
            Area::Insights,
            Area::Imports,
            Area::Shop,
        ]);
        Ok(UndoReport {
            batch,
            removed: EntityCounts {
                households,
                customers,
                purchases,
                lines,
                products,
                items,
                deliveries,
            },
            restored: undone.restored.into(),
            kept: undone
                .kept
                .into_iter()
                .map(|row| KeptRow {
                    entity: row.entity,
                    id: row.id.into(),
                    code: row.code,
                })
                .collect(),
        })
    }

    async fn mapping(&self, store: &Store, shape: &FileShape, options: &ImportOptions) -> Result<Mapping> {
        let dataset = options.kind.map(dataset_of);
        let system = options.system.as_deref().filter(|system| *system != "auto");
        if let Some(system) = system
            && system != aichaku_exchange::GENERIC
            && aichaku_exchange::system(system).is_none()
        {
            return Err(ApiError::new(ErrorCode::SystemUnknown).with("system", system));
        }
        let mut mapping = propose_mapping_as(shape, dataset, system);
        // One that was kept by an older program and no longer reads is simply proposed anew.
        if options.mapping.is_none()
            && dataset.is_none()
            && system.is_none()
            && let Some(text) = store.saved_mapping(&mapping.header_fingerprint).await?
            && let Ok(saved) = serde_json::from_str::<Mapping>(&text)
            && saved.fits(&shape.columns)
        {
            mapping = saved;
        }
        if let Some(choices) = &options.mapping {
            for choice in choices {
                let field = match choice.field.as_str() {
                    "" => None,
                    name => Some(Field::parse(name).ok_or_else(|| {
                        ApiError::new(ErrorCode::Invalid)
                            .with("field", "mapping")
                            .with("value", name)
                    })?),
                };
                mapping.set(choice.column as usize, field);
            }
        }
        Ok(mapping)
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

    /// A copy of the shop as it was, beside it; the newest few are kept.
    async fn backup_before_import(&self, shop: &OpenShop) -> Result<String> {
        let folder = self.data_dir().join(shop.which.folder()).join("backups");
        std::fs::create_dir_all(&folder).map_err(|_| ApiError::new(ErrorCode::NotWritable))?;
        let name = format!("before-import-{}.aichaku", self.now().0);
        shop.store.backup_to(&folder.join(&name), None).await?;
        forget_old_backups(&folder);
        Ok(name)
    }
}

/// Backups before imports that are kept.
const KEPT_BACKUPS: usize = 5;

fn forget_old_backups(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("before-import-"))
        })
        .collect();
    // The name ends with the time in milliseconds, all of the same length.
    files.sort();
    let old = files.len().saturating_sub(KEPT_BACKUPS);
    for file in &files[..old] {
        // One that cannot be removed now is removed next time.
        let _ = std::fs::remove_file(file);
    }
}

/// What the shop knows that a file of this kind is compared with.
async fn known(store: &Store, dataset: Dataset) -> Result<Known> {
    let mut known = store.known().await?;
    match dataset {
        Dataset::Deliveries => known.deliveries = store.known_deliveries().await?,
        Dataset::Customers | Dataset::OptOuts => known.consents = store.known_consents().await?,
        Dataset::Purchases | Dataset::Products => {}
    }
    Ok(known)
}

/// The part of a report that the list of batches shows.
#[derive(serde::Serialize, serde::Deserialize)]
struct ReportCounts {
    inserted: EntityCounts,
    updated: EntityCounts,
    rejected: Int,
}

impl ImportReport {
    fn counts(&self) -> ReportCounts {
        ReportCounts {
            inserted: self.inserted.clone(),
            updated: self.updated.clone(),
            rejected: self.rejected_total,
        }
    }
}

async fn write_chunk(writer: &mut aichaku_store::ImportWriter, chunk: &Chunk) -> Result<()> {
    writer.add(&chunk.rows).await?;
    for change in &chunk.purchases {
        writer.change_purchase(change).await?;
    }
    for (change, household) in &chunk.deliveries {
        writer.deliver(change, *household).await?;
    }
    for customer in &chunk.suppressed {
        writer.suppress(*customer).await?;
    }
    Ok(())
}

/// Reads a file through its mapping and decides about every record; `hand_over` takes what waits now and then.
#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one reading, named at both call sites"
)]
fn read_file(
    path: &Path,
    shape: &FileShape,
    mapping: &Mapping,
    rules: ParseRules,
    mut decider: Decider,
    stop: &AtomicBool,
    mut hand_over: impl FnMut(&mut Decider) -> ControlFlow<()>,
    progress: &mpsc::UnboundedSender<(usize, usize)>,
) -> Result<Read> {
    let mut rejects = Vec::new();
    let mut ignored = 0_i64;
    let mut gave_up = false;
    let summary = read_records(path, shape, mapping, &rules, &mut |found| {
        if stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        match found {
            Found::Record(record) => {
                decider.record(&record);
                if decider.chunk.rows.weight() >= CHUNK && hand_over(&mut decider).is_break() {
                    gave_up = true;
                    return ControlFlow::Break(());
                }
            }
            Found::Problem(problem) if problem.effect == ProblemEffect::RowRejected => {
                decider.problem(&problem);
                if rejects.len() < LISTED {
                    rejects.push(rejected_row(&problem));
                }
            }
            Found::Problem(_) => ignored += 1,
            Found::Progress(at) => {
                let part = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
                // Nobody may be listening any more.
                let _ = progress.send((part(at.done), part(at.total)));
            }
        }
        ControlFlow::Continue(())
    })
    .map_err(file_error)?;
    if stop.load(Ordering::Relaxed) {
        return Err(ApiError::new(ErrorCode::Cancelled));
    }
    if !gave_up {
        // The rest; a writer that gave up has its own error to tell.
        let _ = hand_over(&mut decider);
    }
    decider.doubtful += ignored;
    Ok(Read {
        rows: summary.rows,
        rejected: summary.rejected_rows,
        rejects,
        decider,
    })
}

fn rejected_row(problem: &RowProblem) -> RejectedRow {
    RejectedRow {
        line: int(problem.line),
        column: problem.column.clone().unwrap_or_default(),
        code: problem.code.as_str().to_owned(),
        value: problem.value.clone(),
    }
}

/// The fields without which a file of its kind says nothing.
fn check_mapping(mapping: &Mapping) -> Result<()> {
    let any = |fields: &[Field]| fields.iter().any(|field| mapping.has(*field));
    let missing = match mapping.dataset {
        Dataset::Purchases if !mapping.has(Field::OrderedOn) => Some(Field::OrderedOn),
        Dataset::Deliveries if !any(&[Field::DeliveredOn, Field::PlannedDeliveryOn, Field::ShippedOn]) => {
            Some(Field::DeliveredOn)
        }
        Dataset::Customers
            if !any(&[
                Field::FullName,
                Field::FamilyName,
                Field::FullKana,
                Field::Company,
            ]) =>
        {
            Some(Field::FullName)
        }
        Dataset::Products if !any(&[Field::ProductName, Field::ProductCode]) => Some(Field::ProductName),
        _ => None,
    };
    match missing {
        Some(field) => Err(ApiError::new(ErrorCode::ColumnMissing).with("field", field)),
        None => Ok(()),
    }
}

fn overrides(options: &ImportOptions) -> Result<Overrides> {
    let invalid = |field: &str| ApiError::new(ErrorCode::Invalid).with("field", field);
    let encoding = match options.encoding.as_deref() {
        None | Some("" | "auto") => None,
        Some(name) => Some(TextEncoding::parse(name).ok_or_else(|| invalid("encoding"))?),
    };
    let separator = match options.separator.as_deref() {
        None | Some("" | "auto") => None,
        Some("," | "comma") => Some(Separator::Comma),
        Some("\t" | "tab") => Some(Separator::Tab),
        Some(";" | "semicolon") => Some(Separator::Semicolon),
        Some(_) => return Err(invalid("separator")),
    };
    Ok(Overrides {
        encoding,
        separator,
        sheet: options.sheet.clone().filter(|sheet| !sheet.is_empty()),
        header_line: None,
    })
}

fn columns(shape: &FileShape, mapping: &Mapping) -> Vec<ColumnView> {
    mapping
        .columns
        .iter()
        .map(|column| ColumnView {
            index: u32::try_from(column.index).unwrap_or(u32::MAX),
            header: column.header.clone(),
            samples: shape
                .sample
                .iter()
                .filter_map(|row| row.cells.get(column.index))
                .filter(|cell| !cell.is_empty())
                .take(3)
                .cloned()
                .collect(),
            field: column
                .field
                .map_or_else(String::new, |field| field.as_str().to_owned()),
        })
        .collect()
}

fn kind_of(dataset: Dataset) -> ImportKind {
    match dataset {
        Dataset::Customers => ImportKind::Customers,
        Dataset::Purchases => ImportKind::Purchases,
        Dataset::Products => ImportKind::Products,
        Dataset::Deliveries => ImportKind::Deliveries,
        Dataset::OptOuts => ImportKind::Optouts,
    }
}

fn dataset_of(kind: ImportKind) -> Dataset {
    match kind {
        ImportKind::Customers => Dataset::Customers,
        ImportKind::Purchases => Dataset::Purchases,
        ImportKind::Products => Dataset::Products,
        ImportKind::Deliveries => Dataset::Deliveries,
        ImportKind::Optouts => Dataset::OptOuts,
    }
}

fn encoding_name(shape: &FileShape) -> String {
    shape.encoding.map_or_else(
        || shape.kind.as_str().to_owned(),
        |encoding| encoding.as_str().to_owned(),
    )
}

fn file_error(error: ReadError) -> ApiError {
    match error {
        ReadError::Empty => ApiError::new(ErrorCode::FileEmpty),
        ReadError::NotText | ReadError::DamagedWorkbook => ApiError::new(ErrorCode::FileNotTable),
        ReadError::TooManyColumns { columns, limit } => ApiError::new(ErrorCode::FileTooManyColumns)
            .with("columns", columns)
            .with("limit", limit),
        ReadError::UnclosedQuote { line } => ApiError::new(ErrorCode::FileUnclosedQuote).with("line", line),
        ReadError::NoHeader => ApiError::new(ErrorCode::FileNoHeader),
        ReadError::EncodingDoesNotFit { encoding, line } => ApiError::new(ErrorCode::FileEncoding)
            .with("encoding", encoding)
            .with("line", line),
        ReadError::NoSuchSheet { .. } => ApiError::new(ErrorCode::Invalid).with("field", "sheet"),
        ReadError::MappingDoesNotFit => ApiError::new(ErrorCode::FileChanged),
        ReadError::Unreadable(_) => ApiError::new(ErrorCode::FileUnreadable),
    }
}

/// SHA-256 of the file in hex.
fn file_hash(path: &Path) -> Result<String> {
    use std::fmt::Write as _;
    let unreadable = |_| ApiError::new(ErrorCode::FileUnreadable);
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Line, column, reason and value; UTF-8 with a mark for Excel. Cells that a spreadsheet would run are made harmless.
fn write_rejects(path: &Path, rejects: &[RejectedRow]) -> Result<()> {
    let mut text = String::from("\u{feff}line,column,reason,value\r\n");
    for row in rejects {
        let cells = [
            row.line.0.to_string(),
            row.column.clone(),
            row.code.clone(),
            row.value.clone(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| harmless_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    std::fs::write(path, text).map_err(|_| ApiError::new(ErrorCode::NotWritable))
}

fn harmless_cell(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    format!("\"{}\"", guarded.replace('"', "\"\""))
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
