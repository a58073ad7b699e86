//! Shop systems by their names in the reader's language.
//!
//! Not here: which there are (`exchange`).

use aichaku_api::wire::{Lang, NO_SYSTEM, system_names};

/// The name under which shops know a system; of a file of no known one, that it is a file.
pub(crate) fn system_name(id: &str, lang: Lang) -> String {
    match (id, lang) {
        (NO_SYSTEM, Lang::Ja) => "ファイル".to_owned(),
        (NO_SYSTEM, Lang::En) => "a file".to_owned(),
        _ => system_names()
            .into_iter()
            .find(|system| system.id == id)
            .map_or_else(
                || id.to_owned(),
                |system| match lang {
                    Lang::Ja => system.ja,
                    Lang::En => system.en,
                },
            ),
    }
}
