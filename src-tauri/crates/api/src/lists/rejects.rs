//! Rows that an import left out, in any form of a list: their original cells, and behind them line, column and reason.
//!
//! Not here: which rows they are and why (`import::rejects`).

use aichaku_exchange::SheetCell;

use super::file::ListFile;
use super::{text, write};
use crate::App;
use crate::error::Result;
use crate::wire::{Int, Lang, ListForm, ListReport};

/// Saves the rows of a preview or of a batch. Cells stay texts, so that a workbook gives back what the file had.
pub(super) async fn save(
    app: &App,
    (ticket, batch): (Option<String>, Option<Int>),
    form: ListForm,
    path: &str,
    lang: Lang,
) -> Result<ListReport> {
    let (header, rows) = app.left_out_table(ticket, batch, lang).await?;
    let sheet = match lang {
        Lang::Ja => "取り込めなかった行",
        Lang::En => "Rows left out",
    };
    let file = ListFile::begin(path, form, sheet, header)?;
    write(file, |file| {
        rows.into_iter().try_for_each(|row| {
            let cells: Vec<SheetCell> = row.into_iter().map(text).collect();
            file.row(cells)
        })
    })
}
