//! What was wrong with a row. A bad row is data: it is handed on beside the good ones.
//!
//! Not here: the sentence for each code (`ui/messages`).

use serde::{Deserialize, Serialize};

use crate::text_enum::text_enum;

/// The longest value kept in a [`RowProblem`], in characters; the rest is cut with `…`.
pub const MAX_PROBLEM_VALUE: usize = 80;

text_enum! {
    /// Why a row or a cell was not taken.
    RowProblemCode {
        /// The order date (or another day that the record cannot do without) is empty.
        MissingDate = "missing_date",
        /// The customer of a customer row, or the product of a product row, has no name and no id.
        MissingName = "missing_name",
        /// An opt-out row has nothing to recognise the person by, a delivery row nothing to find the item by.
        MissingKey = "missing_key",
        /// A purchase row has neither an amount nor a product.
        MissingAmount = "missing_amount",
        /// The text is not a date.
        NotADate = "not_a_date",
        /// There is no such day (30 February, 元号 outside its years).
        NoSuchDay = "no_such_day",
        /// The year is outside 1868..=2200.
        YearOutOfRange = "year_out_of_range",
        /// Day and month could be read both ways (4/5/2024).
        AmbiguousDate = "ambiguous_date",
        /// Only a year and month, or only a month and day, are there.
        PartialDate = "partial_date",
        /// The text is not an amount.
        NotAnAmount = "not_an_amount",
        /// More decimals than the currency has.
        TooManyDecimals = "too_many_decimals",
        /// The amount is beyond 10^13 minor units.
        AmountOutOfRange = "amount_out_of_range",
        /// The cell holds a formula, which is never evaluated.
        Formula = "formula",
        /// The text is not a whole number of pieces.
        NotAQuantity = "not_a_quantity",
        /// More than a million pieces.
        QuantityOutOfRange = "quantity_out_of_range",
        /// The telephone number has too few or too many digits.
        NotAPhone = "not_a_phone",
        /// The postal code does not have seven digits.
        NotAPostalCode = "not_a_postal_code",
        /// The e-mail address cannot be one.
        NotAnEmail = "not_an_email",
        /// The word is neither yes nor no.
        NotYesOrNo = "not_yes_or_no",
        /// The row has more cells than the header, and the extra ones are not empty.
        TooManyCells = "too_many_cells",
        /// A quotation mark is opened and never closed.
        UnclosedQuote = "unclosed_quote",
        /// Bytes that do not belong to the encoding, or control characters, in a cell that is needed.
        UnreadableCharacters = "unreadable_characters",
        /// A cell longer than the field can hold.
        TooLong = "too_long",
        /// The rows of one order stand so far apart that they cannot be joined; sort the file by order.
        OrderRowsApart = "order_rows_apart",
        /// Another row of the same order could not be taken, so the order waits as a whole.
        OrderIncomplete = "order_incomplete",
        /// One order has more lines than are read.
        TooManyLines = "too_many_lines",
        /// The text is not one of the marks that can be given.
        NotAMark = "not_a_mark",
        /// A row of answers in which nothing was answered.
        NothingAnswered = "nothing_answered",
        /// Rows of one order tell different order totals; the first was taken.
        TotalsDiffer = "totals_differ",
    }
}

text_enum! {
    /// What the problem did.
    ProblemEffect {
        /// The row was left out.
        RowRejected = "row_rejected",
        /// The row was taken, this cell was not.
        CellIgnored = "cell_ignored",
    }
}

/// One thing that was wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Physical line in the file where the row begins, from 1 (row number in a workbook).
    pub line: u64,
    /// The header of the column, `None` when the whole row is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub code: RowProblemCode,
    /// What it did.
    pub effect: ProblemEffect,
    /// The cell as it stands, cut to [`MAX_PROBLEM_VALUE`] characters. May be personal data: show it
    /// and save it for the shop, never log it.
    pub value: String,
}

impl RowProblem {
    /// A problem that leaves the row out.
    #[must_use]
    pub fn rejected(line: u64, column: Option<&str>, code: RowProblemCode, value: &str) -> Self {
        Self::new(line, column, code, ProblemEffect::RowRejected, value)
    }

    /// A problem that leaves only the cell out.
    #[must_use]
    pub fn ignored(line: u64, column: Option<&str>, code: RowProblemCode, value: &str) -> Self {
        Self::new(line, column, code, ProblemEffect::CellIgnored, value)
    }

    fn new(
        line: u64,
        column: Option<&str>,
        code: RowProblemCode,
        effect: ProblemEffect,
        value: &str,
    ) -> Self {
        Self {
            line,
            column: column.map(cut),
            code,
            effect,
            value: cut(value),
        }
    }
}

/// `text` cut to [`MAX_PROBLEM_VALUE`] characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_PROBLEM_VALUE) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
