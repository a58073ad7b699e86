//! One row of a file.
//!
//! Not here: its meaning.

/// Why a row could not be cut well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFlaw {
    /// A quotation mark was opened and never closed; the mark was taken as it stands and the row ends
    /// with its line, so that one bad mark costs one row and not the rest of the file.
    UnclosedQuote {
        /// The cell that begins with the mark, from 0.
        cell: usize,
    },
    /// The row is longer than is read; its end was left out.
    TooLong,
}

/// One row as it stands in the file. Reused from row to row by the readers.
#[derive(Debug, Default)]
pub struct Row {
    /// Physical line on which the row begins, from 1; the row number of a workbook.
    pub line: u64,
    /// Set when the row could not be cut well.
    pub flaw: Option<RowFlaw>,
    text: String,
    ends: Vec<usize>,
}

impl Clone for Row {
    fn clone(&self) -> Self {
        Self {
            line: self.line,
            flaw: self.flaw,
            text: self.text.clone(),
            ends: self.ends.clone(),
        }
    }

    /// Keeps its memory: the row above is kept for every row.
    fn clone_from(&mut self, source: &Self) {
        self.line = source.line;
        self.flaw = source.flaw;
        self.text.clone_from(&source.text);
        self.ends.clone_from(&source.ends);
    }
}

impl Row {
    /// Empties the row for the next line.
    pub(crate) fn start(&mut self, line: u64) {
        self.line = line;
        self.flaw = None;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds text to the cell that is being read.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the cell that is being read.
    pub(crate) fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at `index` (from 0); empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..end]
    }

    /// All cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Whether no cell holds anything but spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Whether any cell holds a replacement or control character: bytes that did not decode, NULs.
    #[must_use]
    pub(crate) fn may_be_unreadable(&self) -> bool {
        // 0xEF begins the replacement character, and otherwise only full-width letters and half-width kana.
        let bytes = self.text.as_bytes();
        memchr::memchr(0, bytes).is_some()
            || memchr::memchr_iter(0xef, bytes).any(|at| bytes[at..].starts_with("\u{fffd}".as_bytes()))
    }
}
