//! How somebody came to the shop, as a cell of a file tells it.
//!
//! Not here: the words (`domain::heard`), and who bears the name in it, which is looked up when the whole file is in
//! the books (`store`): it may be somebody further down.

use aichaku_domain::heard::{HeardBy, HeardOf, read_heard};
use aichaku_exchange::CustomerRecord;
use aichaku_store::name_key;

/// Columns of a new person.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) of: &'static str,
    pub(super) by: Option<&'static str>,
    pub(super) words: String,
    pub(super) key: Option<i64>,
}

/// What the record says; the column of names before the one of sources.
pub(super) fn heard_of(record: &CustomerRecord) -> Told {
    let named = record.referrer.as_deref().and_then(|cell| read_heard(cell, true));
    let source = record
        .heard_from
        .as_deref()
        .and_then(|cell| read_heard(cell, false));
    let Some(told) = named.or(source) else {
        return Told::default();
    };
    let key = name_key(&told.name, "");
    Told {
        of: told.of.as_str(),
        by: (told.of == HeardOf::Person).then_some(HeardBy::Said.as_str()),
        key: key.filter(|_| told.of == HeardOf::Person),
        words: told.name,
    }
}
