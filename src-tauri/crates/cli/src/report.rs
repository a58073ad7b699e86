//! The owner's report, on the command line.

use std::path::PathBuf;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Lang, ReportAsked, ReportKind};
use clap::Args;

use crate::Answer;

/// Which days, and the file.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("days").required(true).args(["month", "year", "week"])))]
pub(crate) struct Report {
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    #[arg(long, value_name = "YYYY")]
    year: Option<String>,
    /// Any day of the week.
    #[arg(long, value_name = "YYYY-MM-DD")]
    week: Option<String>,
    /// The file, `.pdf`.
    #[arg(long)]
    out: PathBuf,
}

/// Writes the report and says where it is.
pub(crate) async fn report(app: &App, asked: Report, lang: Lang) -> Result<Answer, ApiError> {
    let (kind, of) = match (asked.month, asked.year, asked.week) {
        (Some(month), _, _) => (ReportKind::Month, month),
        (None, Some(year), _) => (ReportKind::Year, year),
        (None, None, week) => (ReportKind::Week, week.unwrap_or_default()),
    };
    let file = asked.out.to_string_lossy().into_owned();
    let saved = app.save_report(ReportAsked { kind, of, lang }, file).await?;
    Ok(Answer::new(&saved, saved.file.clone()))
}
