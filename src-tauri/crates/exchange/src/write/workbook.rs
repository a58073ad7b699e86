//! A plain workbook of one sheet: names on top, frozen and bold; numbers as numbers, days as days.
//!
//! Not here: formulas. Text is written as text, so nothing in it can run.

use std::io::{Seek, Write};
use std::path::Path;

use aichaku_domain::values::ShopDay;
use chrono::Datelike as _;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::error::WriteError;

/// A cell to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like: codes keep their zeros.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount in minor units of a currency with so many decimals.
    Amount {
        /// Minor units.
        minor: i64,
        /// Decimals, 0..=4.
        digits: u8,
    },
    /// A day.
    Day(ShopDay),
}

/// A workbook of one sheet that is written row by row, at most 1,048,575 of them: rows wait in a nameless file of the
/// given folder, not in memory.
pub struct WorkbookWriter {
    book: Workbook,
    day: Format,
    /// Formats of amounts, by decimals.
    amounts: [Format; 5],
    row: u32,
}

impl WorkbookWriter {
    /// Begins with the names of the columns; `folder` takes what waits.
    ///
    /// # Errors
    /// [`WriteError::Workbook`] for a sheet name of more than 31 characters or a folder that cannot be written.
    pub fn new(folder: &Path, sheet: &str, header: &[impl AsRef<str>]) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        book.set_tempdir(folder)?;
        let page = book.add_worksheet_with_constant_memory();
        page.set_name(sheet)?;
        page.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (column, name) in (0u16..).zip(header) {
            page.write_string_with_format(0, column, name.as_ref(), &bold)?;
        }
        let amount = |digits: usize| match digits {
            0 => Format::new().set_num_format("#,##0"),
            _ => Format::new().set_num_format(format!("#,##0.{}", "0".repeat(digits))),
        };
        Ok(Self {
            book,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            amounts: [amount(0), amount(1), amount(2), amount(3), amount(4)],
            row: 0,
        })
    }

    /// The next row.
    ///
    /// # Errors
    /// [`WriteError::Workbook`] for too many rows.
    pub fn row(&mut self, cells: impl IntoIterator<Item = SheetCell>) -> Result<(), WriteError> {
        self.row += 1;
        let row = self.row;
        let page = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                SheetCell::Empty => {}
                SheetCell::Text(text) => {
                    // A cell of Excel ends at 32,767 characters.
                    let text: String = text.chars().take(32_767).collect();
                    page.write_string(row, column, text)?;
                }
                SheetCell::Integer(number) => {
                    page.write_number(row, column, number as f64)?;
                }
                SheetCell::Amount { minor, digits } => {
                    let digits = digits.min(4);
                    // Amounts up to 10^13 are exact in the 53 bits that a workbook has.
                    let value = minor as f64 / f64::from(10u32.pow(u32::from(digits)));
                    page.write_number_with_format(row, column, value, &self.amounts[usize::from(digits)])?;
                }
                SheetCell::Day(day) => {
                    let year = u16::try_from(day.0.year()).unwrap_or(1900).max(1900);
                    let (month, dom) = (day.0.month() as u8, day.0.day() as u8);
                    let moment = ExcelDateTime::from_ymd(year, month, dom)?;
                    page.write_datetime_with_format(row, column, moment, &self.day)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// [`WriteError::Workbook`].
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), WriteError> {
        self.book.save_to_writer(out)?;
        Ok(())
    }
}
