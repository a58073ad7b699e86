//! Where each field of a record came from, a line each.
//!
//! Not here: working it out (`api`).

use aichaku_api::wire::{Lang, OriginView};

pub(crate) fn origins(origins: &[OriginView], lang: Lang) -> String {
    let lines: Vec<String> = origins
        .iter()
        .map(|origin| {
            format!(
                "{} {}  {}  {}",
                origin.entity,
                origin.id.0,
                origin.field,
                from(origin, lang)
            )
        })
        .collect();
    lines.join("\n")
}

/// The file with its line, or a hand; and whose.
fn from(origin: &OriginView, lang: Lang) -> String {
    let mut words = match (&origin.file, lang) {
        (None, Lang::Ja) => vec!["手で入力".to_owned()],
        (None, Lang::En) => vec!["by hand".to_owned()],
        (Some(file), _) => vec![file.clone()],
    };
    words.extend(origin.sheet.clone());
    words.extend(origin.line.map(|line| match lang {
        Lang::Ja => format!("{}行目", line.0),
        Lang::En => format!("line {}", line.0),
    }));
    words.extend(origin.staff.clone());
    words.join("  ")
}
