//! How a room of the store names its statements and reads its rows.
//!
//! Every statement is a named constant made by [`statements!`], so that one test can prepare them all on a
//! migrated database. Not here: any statement.

use aichaku_domain::values::ShopDay;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Sqlite};

use crate::{Result, StoreError};

/// Names the statements of a room: `statements! { /// why it is shaped so \n NAME = "select …"; }`.
///
/// Text that needs more than a few lines lives in `sql/*.sql` and comes in by `include_str!`. Each room is
/// listed in `ALL_STATEMENTS` of the library's tests.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: &str = $text;)*

        /// Every statement of this room, for the test that prepares them all.
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

/// Reading columns into the shop's values. A value that the checks of the schema forbid means damage.
pub(crate) trait RowExt {
    /// A whole number.
    fn int(&self, column: &str) -> Result<i64>;
    /// A whole number that may be missing.
    fn int_opt(&self, column: &str) -> Result<Option<i64>>;
    /// 0 or 1.
    fn flag(&self, column: &str) -> Result<bool>;
    /// Text.
    fn text(&self, column: &str) -> Result<String>;
    /// Text that may be missing.
    fn text_opt(&self, column: &str) -> Result<Option<String>>;
    /// A day.
    fn day(&self, column: &str) -> Result<ShopDay>;
    /// A day that may be missing.
    fn day_opt(&self, column: &str) -> Result<Option<ShopDay>>;
    /// A value of a closed list; pass its `parse`.
    fn kind<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<K>;
    /// A value of a closed list that may be missing.
    fn kind_opt<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<Option<K>>;
    /// A comma list of a closed list; unknown words are damage.
    fn kinds<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<Vec<K>>;
}

impl RowExt for SqliteRow {
    fn int(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn int_opt(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.try_get::<i64, _>(column)? != 0)
    }

    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn text_opt(&self, column: &str) -> Result<Option<String>> {
        Ok(self.try_get(column)?)
    }

    fn day(&self, column: &str) -> Result<ShopDay> {
        self.day_opt(column)?.ok_or(StoreError::Damaged)
    }

    fn day_opt(&self, column: &str) -> Result<Option<ShopDay>> {
        match self.try_get::<Option<&str>, _>(column)? {
            None => Ok(None),
            Some(text) => ShopDay::parse_iso(text).map(Some).ok_or(StoreError::Damaged),
        }
    }

    fn kind<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<K> {
        parse(self.try_get::<&str, _>(column)?).ok_or(StoreError::Damaged)
    }

    fn kind_opt<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<Option<K>> {
        match self.try_get::<Option<&str>, _>(column)? {
            None => Ok(None),
            Some(text) => parse(text).map(Some).ok_or(StoreError::Damaged),
        }
    }

    fn kinds<K>(&self, column: &str, parse: fn(&str) -> Option<K>) -> Result<Vec<K>> {
        self.try_get::<&str, _>(column)?
            .split(',')
            .filter(|word| !word.is_empty())
            .map(|word| parse(word).ok_or(StoreError::Damaged))
            .collect()
    }
}

/// The ids as a JSON list, for `in (select value from json_each($1))`: one statement for any number of ids.
pub(crate) fn id_list(ids: &[i64]) -> String {
    let mut list = String::with_capacity(ids.len() * 8 + 2);
    list.push('[');
    for (at, id) in ids.iter().enumerate() {
        if at > 0 {
            list.push(',');
        }
        list.push_str(&id.to_string());
    }
    list.push(']');
    list
}

/// Words of a closed list as they are stored, joined by commas; [`RowExt::kinds`] reads them.
pub(crate) fn comma_list<K: Copy>(kinds: &[K], as_str: fn(K) -> &'static str) -> String {
    kinds
        .iter()
        .map(|kind| as_str(*kind))
        .collect::<Vec<_>>()
        .join(",")
}

/// The day as it is stored.
pub(crate) fn day_text(day: Option<ShopDay>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The transaction of the one writer.
pub(crate) type WriteTx = sqlx::Transaction<'static, Sqlite>;
