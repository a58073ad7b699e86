//! Many rows in one statement.
//!
//! Not here: which rows.

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use super::Failure;

/// Rows in one statement.
const ROWS: usize = 4_000;

/// One value of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field<'a> {
    Null,
    Int(i64),
    Text(&'a str),
}

impl From<usize> for Field<'_> {
    fn from(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

/// Collects rows of one table and writes them together.
#[derive(Debug)]
pub(super) struct Bulk {
    statement: String,
    list: String,
    rows: usize,
}

impl Bulk {
    /// Rows of `table` with these columns, separated by commas.
    pub(super) fn new(table: &str, columns: &str) -> Self {
        let values: Vec<String> = (0..columns.split(',').count())
            .map(|at| format!("value ->> {at}"))
            .collect();
        Self {
            statement: format!(
                "insert into {table} ({columns}) select {} from json_each($1)",
                values.join(", ")
            ),
            list: String::new(),
            rows: 0,
        }
    }

    /// Adds a row.
    pub(super) async fn row(
        &mut self,
        connection: &mut SqliteConnection,
        fields: &[Field<'_>],
    ) -> Result<(), Failure> {
        use std::fmt::Write as _;
        self.list.push(if self.rows == 0 { '[' } else { ',' });
        for (at, field) in fields.iter().enumerate() {
            self.list.push(if at == 0 { '[' } else { ',' });
            match field {
                Field::Null => self.list.push_str("null"),
                Field::Int(value) => write!(self.list, "{value}")?,
                Field::Text(text) => {
                    self.list.push('"');
                    for c in text.chars() {
                        if matches!(c, '"' | '\\') {
                            self.list.push('\\');
                        }
                        self.list.push(c);
                    }
                    self.list.push('"');
                }
            }
        }
        self.list.push(']');
        self.rows += 1;
        if self.rows == ROWS {
            self.flush(connection).await?;
        }
        Ok(())
    }

    /// Writes what was collected.
    pub(super) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<(), Failure> {
        if self.rows > 0 {
            let mut list = std::mem::take(&mut self.list);
            list.push(']');
            self.rows = 0;
            sqlx::query(AssertSqlSafe(self.statement.clone()))
                .bind(list)
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}
