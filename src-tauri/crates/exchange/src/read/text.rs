//! Separated text: decodes a file piece by piece and hands over its rows.
//!
//! Not here: how rows are cut (`separated`), which encoding it is (`encoding`).

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::{Decoder, Encoding};

use super::row::{Row, RowFlaw};
use super::separated::{Cut, cut_row};
use crate::error::ReadError;
use crate::records::Progress;
use crate::shape::{FileShape, TextEncoding};

/// Bytes that are read at a time.
const CHUNK: usize = 128 << 10;
/// The longest row that is read; the rest of a longer one is passed over.
const MAX_ROW_BYTES: usize = 16 << 20;

/// The decoder's name of an encoding.
pub(crate) fn codec(encoding: TextEncoding) -> &'static Encoding {
    match encoding {
        TextEncoding::Utf8 | TextEncoding::Utf8Bom => encoding_rs::UTF_8,
        TextEncoding::Utf16Le => encoding_rs::UTF_16LE,
        TextEncoding::Utf16Be => encoding_rs::UTF_16BE,
        TextEncoding::Cp932 => encoding_rs::SHIFT_JIS,
        TextEncoding::EucJp => encoding_rs::EUC_JP,
        TextEncoding::Windows1252 => encoding_rs::WINDOWS_1252,
    }
}

/// Rows of a byte source, decoded on the way.
pub(crate) struct RowReader<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    /// How much of `text` is used up.
    at: usize,
    line: u64,
    separator: u8,
    bytes_read: u64,
    source_done: bool,
    chunk: usize,
}

impl<R: Read> RowReader<R> {
    pub(crate) fn new(source: R, encoding: TextEncoding, separator: u8) -> Self {
        Self {
            source,
            decoder: codec(encoding).new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            text: String::new(),
            at: 0,
            line: 1,
            separator,
            bytes_read: 0,
            source_done: false,
            chunk: CHUNK,
        }
    }

    /// Bytes taken from the source so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Reads the next row into `row`; `false` at the end. A blank line is a row of one empty cell.
    pub(crate) fn next_row(&mut self, row: &mut Row) -> io::Result<bool> {
        loop {
            match cut_row(
                &self.text[self.at..],
                self.separator,
                self.source_done,
                self.line,
                row,
            ) {
                Cut::Row { bytes, lines } => {
                    self.at += bytes;
                    self.line += lines;
                    self.chunk = CHUNK;
                    return Ok(true);
                }
                Cut::End => return Ok(false),
                Cut::NeedMore if self.text.len() - self.at > MAX_ROW_BYTES => {
                    self.take_head_of_endless_row(row)?;
                    return Ok(true);
                }
                Cut::NeedMore => self.fill()?,
            }
        }
    }

    /// Decodes more bytes behind what is there. A row that does not fit asks for twice as much each
    /// time, so that a cell of a million characters is not cut a hundred times over.
    fn fill(&mut self) -> io::Result<()> {
        if self.at > 0 {
            self.text.drain(..self.at);
            self.at = 0;
        }
        let mut wanted = self.chunk;
        self.chunk = (self.chunk * 2).min(MAX_ROW_BYTES);
        while wanted > 0 && !self.source_done {
            let read = loop {
                match self.source.read(&mut self.raw) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            self.bytes_read += read as u64;
            self.source_done = read == 0;
            wanted = wanted.saturating_sub(read);
            let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16);
            self.text.reserve(room);
            let (result, _, _) =
                self.decoder
                    .decode_to_string(&self.raw[..read], &mut self.text, self.source_done);
            debug_assert_eq!(result, encoding_rs::CoderResult::InputEmpty, "room was asked for");
        }
        Ok(())
    }

    /// A row without end: hands over the beginning of it and passes over the rest of its line.
    fn take_head_of_endless_row(&mut self, row: &mut Row) -> io::Result<()> {
        row.start(self.line);
        let rest = &self.text[self.at..];
        let head = rest
            .char_indices()
            .nth(1_000)
            .map_or(rest, |(end, _)| &rest[..end]);
        for cell in head.split(char::from(self.separator)) {
            row.push(cell);
            row.end_cell();
        }
        row.flaw = Some(RowFlaw::TooLong);
        loop {
            if let Some(end) = memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[self.at..]) {
                self.at += end + 1;
                if self.text[..self.at].ends_with('\r') {
                    if self.at == self.text.len() && !self.source_done {
                        self.fill()?;
                    }
                    if self.text[self.at..].starts_with('\n') {
                        self.at += 1;
                    }
                }
                self.line += 1;
                return Ok(());
            }
            self.at = self.text.len();
            if self.source_done {
                return Ok(());
            }
            self.chunk = CHUNK;
            self.fill()?;
        }
    }
}

/// Rows under the header of a text file.
pub(crate) fn visit(
    path: &Path,
    shape: &FileShape,
    visit: &mut dyn FnMut(&Row, Progress) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let encoding = shape.encoding.unwrap_or(TextEncoding::Utf8);
    let separator = shape.separator.map_or(b',', crate::shape::Separator::byte);
    let mut reader = RowReader::new(File::open(path)?, encoding, separator);
    let mut row = Row::default();
    let mut rows = 0;
    while reader.next_row(&mut row)? {
        if row.line <= shape.header_line || row.is_blank() {
            continue;
        }
        rows += 1;
        let progress = Progress {
            done: reader.bytes_read(),
            total: shape.size_bytes,
            rows,
        };
        if visit(&row, progress).is_break() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that gives one byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match (self.0.split_first(), out.first_mut()) {
                (Some((byte, rest)), Some(slot)) => {
                    *slot = *byte;
                    self.0 = rest;
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
    }

    fn rows(source: impl Read, encoding: TextEncoding) -> Vec<(u64, Vec<String>, Option<RowFlaw>)> {
        let mut reader = RowReader::new(source, encoding, b',');
        let mut row = Row::default();
        let mut out = Vec::new();
        while reader.next_row(&mut row).expect("memory does not fail") {
            out.push((row.line, row.cells().map(str::to_owned).collect(), row.flaw));
        }
        out
    }

    #[test]
    fn characters_cut_between_two_reads_are_whole() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("髙橋,①㈱\r\n\"表\r\n予\",ソ\r\n");
        let whole = rows(&bytes[..], TextEncoding::Cp932);
        let dripped = rows(Drip(&bytes), TextEncoding::Cp932);
        assert_eq!(whole, dripped, "the size of a read must not matter");
        assert_eq!(
            whole,
            [
                (1, vec!["髙橋".to_owned(), "①㈱".to_owned()], None),
                (2, vec!["表\r\n予".to_owned(), "ソ".to_owned()], None),
            ],
            "second bytes that look like ASCII signs are no signs"
        );
    }

    #[test]
    fn a_cell_of_a_million_characters_is_read_whole() {
        let text = format!("a,\"{}\",b\nc,d,e\n", "字".repeat(1_000_000));
        let rows = rows(text.as_bytes(), TextEncoding::Utf8);
        assert_eq!(rows.len(), 2, "one row each");
        assert_eq!(rows[0].1[1].chars().count(), 1_000_000, "nothing is lost");
        assert_eq!(rows[1].1, ["c", "d", "e"], "and the next row is right");
    }

    #[test]
    fn a_row_without_end_is_cut_and_the_next_one_is_right() {
        let text = format!("{}\r\nc,d,e\n", "x".repeat(40 << 20));
        let rows = rows(text.as_bytes(), TextEncoding::Utf8);
        assert_eq!(rows.len(), 2, "the endless row and the next");
        assert_eq!(rows[0].2, Some(RowFlaw::TooLong), "it says so");
        assert_eq!((rows[1].0, rows[1].1.len()), (2, 3), "the line is counted");
    }

    #[test]
    fn bytes_that_do_not_decode_become_a_mark_in_their_cell() {
        let rows = rows(&b"a,\xff\xfe,c\nd,e,f\n"[..], TextEncoding::Utf8);
        assert!(rows[0].1[1].contains('\u{fffd}'), "visible, and only there");
        assert_eq!(rows[1].1, ["d", "e", "f"], "the next row is untouched");
    }
}
