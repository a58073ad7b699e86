//! What the machine has for a command: its clock, language, own folder and terminal.
//!
//! Not here: what a command does with them.

use std::path::PathBuf;

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{Area, JobProgress, Lang};
use aichaku_api::{Clock, Instant, Listener, ShopDay};

use crate::words;

/// The folder of the app in the user's data, the same as the window's.
const IDENTIFIER: &str = "jp.aichaku.app";

/// Whether somebody can be asked.
pub(super) fn at_a_terminal() -> bool {
    use std::io::IsTerminal as _;
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for a passphrase without showing it; `None` when nothing was typed.
pub(super) fn ask(again: bool, lang: Lang) -> Option<String> {
    rpassword::prompt_password(words::passphrase(again, lang))
        .ok()
        .filter(|typed| !typed.is_empty())
}

/// A passphrase for a new backup, typed twice; that of the environment goes without asking.
pub(super) fn choose_passphrase(lang: Lang) -> Result<Option<String>, ApiError> {
    if std::env::var_os("AICHAKU_PASSPHRASE").is_some_and(|words| !words.is_empty()) {
        return Ok(None);
    }
    let chosen = if at_a_terminal() { ask(false, lang) } else { None };
    let Some(chosen) = chosen else {
        return Err(ApiError::new(ErrorCode::Invalid).with("field", "AICHAKU_PASSPHRASE"));
    };
    if ask(true, lang).as_deref() != Some(chosen.as_str()) {
        return Err(ApiError::new(ErrorCode::WrongPassphrase));
    }
    Ok(Some(chosen))
}

/// The system's language: Japanese where it says so, else English.
pub(super) fn system_lang() -> Lang {
    match sys_locale::get_locale() {
        Some(tag) if tag.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

pub(super) fn own_folder() -> Option<PathBuf> {
    dirs::data_local_dir().map(|folder| folder.join(IDENTIFIER))
}

/// The machine's clock; the one place of the command line that reads it. `--day` overrides the day.
pub(super) struct MachineClock {
    /// In the place of the clock's day.
    pub(super) day: Option<ShopDay>,
}

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the wiring: everything else takes `now` as an argument"
    )]
    fn now(&self) -> Instant {
        Instant(chrono::Utc::now().timestamp_millis())
    }

    fn day(&self) -> Option<ShopDay> {
        self.day
    }
}

/// Progress goes to stderr, only to a terminal.
pub(super) struct Terminal {
    /// It is watched.
    pub(super) shows_progress: bool,
}

impl Listener for Terminal {
    fn data_changed(&self, _: &[Area]) {}

    #[expect(clippy::print_stderr, reason = "a person is watching the terminal")]
    fn job_progress(&self, progress: &JobProgress) {
        if self.shows_progress && progress.total.0 > 0 {
            eprint!("\r{:3} %", progress.done.0 * 100 / progress.total.0);
        }
    }
}
