//! A plain workbook of one sheet: names on top, frozen and bold; numbers as numbers, days as days.
//!
//! Not here: formulas. Text is written as text, so nothing in it can run.

use std::io::{Seek, Write};

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

/// Writes a workbook of one sheet, at most 1,048,575 rows. The rows are held in memory until it is whole.
///
/// # Errors
/// [`WriteError::Workbook`] for too many rows or a sheet name of more than 31 characters.
pub fn write_workbook(
    out: impl Write + Seek + Send,
    sheet: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<SheetCell>>,
) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet)?;
    let bold = Format::new().set_bold();
    let day_format = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in (0u16..).zip(header) {
        page.write_string_with_format(0, column, *name, &bold)?;
    }
    page.set_freeze_panes(1, 0)?;
    for (row, cells) in (1u32..).zip(rows) {
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
                    let format = match digits {
                        0 => "#,##0".to_owned(),
                        _ => format!("#,##0.{}", "0".repeat(usize::from(digits))),
                    };
                    // Amounts up to 10^13 are exact in the 53 bits that a workbook has.
                    let value = minor as f64 / f64::from(10u32.pow(u32::from(digits)));
                    page.write_number_with_format(row, column, value, &Format::new().set_num_format(format))?;
                }
                SheetCell::Day(day) => {
                    let year = u16::try_from(day.0.year()).unwrap_or(1900).max(1900);
                    let (month, dom) = (day.0.month() as u8, day.0.day() as u8);
                    let moment = ExcelDateTime::from_ymd(year, month, dom)?;
                    page.write_datetime_with_format(row, column, moment, &day_format)?;
                }
            }
        }
    }
    book.save_to_writer(out)?;
    Ok(())
}
