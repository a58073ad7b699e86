//! Packs the official table of postal codes: `pack-postal utf_ken_all.zip YYYY-MM-DD postal.bin`.
//!
//! Not here: fetching it from Japan Post.

#![allow(clippy::print_stderr, reason = "this program talks to a terminal")]

use std::io::Read as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [zip, date, out] = &arguments[..] else {
        eprintln!("pack-postal utf_ken_all.zip YYYY-MM-DD postal.bin");
        return ExitCode::from(2);
    };
    match packed(zip, date).and_then(|bytes| std::fs::write(out, bytes).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn packed(zip: &str, date: &str) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(zip).map_err(|error| format!("{zip} cannot be read: {error}."))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| format!("{zip} is not a zip: {error}."))?;
    let mut table = String::new();
    archive
        .by_index(0)
        .map_err(|error| error.to_string())?
        .read_to_string(&mut table)
        .map_err(|_| "The table is not in UTF-8: take utf_ken_all.zip.".to_owned())?;
    aichaku_postal::pack::pack(&table, date)
        .map_err(|error| format!("The table cannot be packed: {error:?}."))
}
