//! Bringing files in on the command line: the file, the rows that were left out, and the folder that is watched.
//!
//! Not here: reading them (`exchange`), deciding about them (`api`).

use std::path::PathBuf;

use aichaku_api::App;
use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{ColumnChoice, ConflictAnswer, ImportOptions, ImportPreview, Int, Lang, PlanChoice};
use clap::Args;

use crate::arguments::{ConflictWord, KindWord, ModeWord};
use crate::{Answer, print, words};

#[derive(Debug, Args)]
pub(crate) struct Import {
    file: PathBuf,
    #[arg(long, default_value = "auto")]
    kind: KindWord,
    #[arg(long)]
    system: Option<String>,
    #[arg(long)]
    encoding: Option<String>,
    /// Sheet of a workbook, read alone; default: the first table and all sheets with the same columns.
    #[arg(long)]
    sheet: Option<String>,
    /// Line of the column names, from 1; 0: there are none.
    #[arg(long)]
    header_line: Option<u32>,
    /// JSON: [{"column": 0, "field": "order_id"}, …].
    #[arg(long)]
    map: Option<PathBuf>,
    /// Save the rows that were left out here, to be mended and brought in again.
    #[arg(long)]
    rejects: Option<PathBuf>,
    /// Only show what would happen.
    #[arg(long)]
    preview: bool,
    /// Plan care from this day on; default: today.
    #[arg(long)]
    plan_from: Option<String>,
    /// The words under which consents in the file were given; without them no consent is taken over.
    #[arg(long)]
    consent_wording: Option<String>,
    /// What the file may do: only bring what is new, only change what is there, or both.
    #[arg(long, default_value = "both")]
    mode: ModeWord,
    /// Where the file says one thing and somebody typed another: ask again next time, keep what was typed, or take
    /// the file's.
    #[arg(long, default_value = "ask")]
    conflicts: ConflictWord,
    /// Fill postal codes, prefectures and cities that are empty with what the table of postal codes proposes.
    #[arg(long)]
    fill_addresses: bool,
    /// Give new customers whose name has no reading the one that the shop's own customers of that name have.
    #[arg(long)]
    fill_readings: bool,
}

pub(crate) async fn import(app: &App, asked: Import, lang: Lang) -> Result<Answer, ApiError> {
    let options = ImportOptions {
        kind: asked.kind.as_kind(),
        system: asked.system.filter(|system| system != "auto"),
        encoding: asked.encoding,
        separator: None,
        sheet: asked.sheet,
        header_line: asked.header_line,
        mapping: asked.map.map(column_choices).transpose()?,
        consent_wording: asked.consent_wording,
        mode: Some(asked.mode.into()),
    };
    let file = asked.file.to_string_lossy().into_owned();
    let seen = app.import_preview(file, options, "import".to_owned()).await?;
    if asked.preview {
        if let Some(out) = asked.rejects.filter(|_| seen.missing.is_empty()) {
            save_rejects(app, Some(seen.ticket.clone()), None, out, lang).await?;
        }
        return Ok(Answer::new(&seen, print::preview(&seen, lang)));
    }
    if let Some(refusal) = missing_column(&seen) {
        return Err(refusal);
    }
    let day = match asked.plan_from {
        Some(day) => day,
        None => app.app_state().await?.day,
    };
    let ticket = seen.ticket.clone();
    if let Some(take) = asked.conflicts.take_file() {
        let answers = seen
            .conflicts
            .iter()
            .map(|conflict| ConflictAnswer {
                key: conflict.key.clone(),
                take_file: Some(take),
            })
            .collect();
        app.import_answer(ticket.clone(), answers).await?;
    }
    app.import_fill_addresses(ticket.clone(), asked.fill_addresses)
        .await?;
    app.import_fill_readings(ticket.clone(), asked.fill_readings)
        .await?;
    let report = app
        .import_commit(seen.ticket, PlanChoice::From { day }, "import".to_owned())
        .await?;
    if let Some(out) = asked.rejects {
        // A file that brought nothing new left no batch; its preview knows its rows still.
        let ticket = report.batch.is_none().then_some(ticket);
        save_rejects(app, ticket, report.batch, out, lang).await?;
    }
    app.enter_waiting_words().await?;
    Ok(Answer::new(&report, print::report(&report, lang)))
}

pub(crate) async fn rejects(app: &App, batch: Int, out: PathBuf, lang: Lang) -> Result<Answer, ApiError> {
    let file = out.to_string_lossy().into_owned();
    let rows = save_rejects(app, None, Some(batch), out, lang).await?;
    let told = serde_json::json!({ "file": file, "rows": rows });
    Ok(Answer::new(&told, words::rejects_saved(&file, rows, lang)))
}

pub(crate) async fn watch(
    app: &App,
    folder: Option<PathBuf>,
    off: bool,
    lang: Lang,
) -> Result<Answer, ApiError> {
    let view = match (folder, off) {
        (Some(folder), _) => {
            let whole = std::path::absolute(&folder).unwrap_or(folder);
            app.watch_folder(Some(whole.to_string_lossy().into_owned()))
                .await?
        }
        (None, true) => app.watch_folder(None).await?,
        (None, false) => app.watched_folder().await?,
    };
    Ok(Answer::new(&view, words::watched(&view, lang)))
}

/// New exports in the watched folder, without the one that is declined.
pub(crate) async fn offered(app: &App, decline: Option<String>, lang: Lang) -> Result<Answer, ApiError> {
    if let Some(hash) = decline {
        app.decline_file(hash).await?;
    }
    let files = app.offered_files().await?;
    Ok(Answer::new(&files, print::offered(&files, lang)))
}

/// The columns that a person or script has named.
fn column_choices(path: PathBuf) -> Result<Vec<ColumnChoice>, ApiError> {
    let text = std::fs::read_to_string(path).map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
    serde_json::from_str(&text).map_err(|_| ApiError::new(ErrorCode::Invalid).with("field", "map"))
}

/// The refusal of a file of which a needed column was not found: it says what to write into `--map`.
fn missing_column(seen: &ImportPreview) -> Option<ApiError> {
    let field = seen.missing.first()?;
    let free = seen.columns.iter().find(|column| column.field.is_empty());
    let columns: Vec<String> = seen
        .columns
        .iter()
        .map(|column| format!("{} {}", column.index, column.header))
        .collect();
    let example = serde_json::json!([{ "column": free.map_or(0, |column| column.index), "field": field }]);
    Some(
        ApiError::new(ErrorCode::ColumnMissing)
            .with("field", field)
            .with("columns", columns.join(", "))
            .with("map", example),
    )
}

async fn save_rejects(
    app: &App,
    ticket: Option<String>,
    batch: Option<Int>,
    out: PathBuf,
    lang: Lang,
) -> Result<Int, ApiError> {
    app.save_rejects(ticket, batch, out.to_string_lossy().into_owned(), lang)
        .await
}
