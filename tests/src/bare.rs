//! What a bare `sqlite3 .import` of the same rows into the same tables and indexes costs, as a measure for an import.
//!
//! The rows that a shop holds are written as one CSV file a table; the time is that of the `sqlite3` program which
//! reads them into an empty, unencrypted file with the same tables and indexes. It has nothing to find out, to
//! compare, to encrypt or to search, and leaves the search index out. Not here: the import itself (`bench`).

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Stopwatch};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use crate::generate::Failure;

/// What the comparison came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Time of the program, from its start to its end.
    pub took: Duration,
    /// Rows that stand in the tables afterwards.
    pub rows: i64,
    /// Rows that the shop holds.
    pub asked: i64,
}

/// Copies the rows of the shop in `folder` as CSV and times `sqlite3` as it reads them. None without the program.
///
/// An empty text takes the place of a missing value, which CSV cannot say; rows that are refused for that are
/// missing in [`Bare::rows`].
///
/// # Errors
/// Files that cannot be read or written; the program failed.
pub async fn import(folder: &Path, key: &str) -> Result<Option<Bare>, Failure> {
    if Command::new("sqlite3")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        return Ok(None);
    }
    let scratch = tempfile::tempdir_in(folder)?;
    let at = |name: &str| scratch.path().join(name);
    let plain = at("plain.db");
    let made = lay_out(&folder.join("shop").join("aichaku.db"), key, &plain).await?;
    let (mut schema, mut reading, mut asked) = (String::new(), String::new(), 0);
    for table in &made.tables {
        let csv = at(&format!("{table}.csv"));
        let out = std::fs::File::create(&csv)?;
        run(Command::new("sqlite3")
            .arg("-csv")
            .arg(&plain)
            .arg(format!("select * from {table}"))
            .stdout(out))?;
        reading.push_str(&format!(".import --csv {} {table}\n", csv.display()));
        asked += count(&plain, table)?;
    }
    for text in &made.sql {
        schema.push_str(text);
        schema.push_str(";\n");
    }
    std::fs::remove_file(&plain)?;
    let empty = at("bare.db");
    feed(&empty, &schema)?;
    let begun = Stopwatch::now();
    feed(
        &empty,
        &format!("pragma ignore_check_constraints = on;\n{reading}"),
    )?;
    let took = begun.elapsed();
    let mut rows = 0;
    for table in &made.tables {
        rows += count(&empty, table)?;
    }
    Ok(Some(Bare { took, rows, asked }))
}

struct Made {
    tables: Vec<String>,
    sql: Vec<String>,
}

/// Writes the ordinary tables of an encrypted store into a plain file, and says how they and their indexes are made.
async fn lay_out(store: &Path, key: &str, plain: &Path) -> Result<Made, Failure> {
    let mut connection = SqliteConnectOptions::new()
        .filename(store)
        // Also what is attached is made with this.
        .create_if_missing(true)
        .pragma("key", format!("\"x'{key}'\""))
        .disable_statement_logging()
        .connect()
        .await?;
    let rows = sqlx::query(
        "select name, type, sql from sqlite_master
         where sql is not null and type in ('table', 'index')
           and tbl_name not like 'sqlite\\_%' escape '\\' and tbl_name not like 'customer\\_search%' escape '\\'
         order by type desc, name",
    )
    .fetch_all(&mut connection)
    .await?;
    let attach = format!("attach '{}' as plain key ''", plain.display());
    sqlx::query(AssertSqlSafe(attach))
        .execute(&mut connection)
        .await?;
    let mut made = Made {
        tables: Vec::new(),
        sql: Vec::new(),
    };
    for row in rows {
        let (name, kind, sql): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        if kind == "table" {
            let copy = format!("create table plain.{name} as select * from main.{name}");
            sqlx::query(AssertSqlSafe(copy)).execute(&mut connection).await?;
            made.tables.push(name);
        }
        made.sql.push(sql);
    }
    connection.close().await?;
    Ok(made)
}

fn count(file: &Path, table: &str) -> Result<i64, Failure> {
    let out = Command::new("sqlite3")
        .arg(file)
        .arg(format!("select count(*) from {table}"))
        .output()?;
    Ok(String::from_utf8(out.stdout)?.trim().parse()?)
}

/// Hands the program its commands. What it says of single rows is not shown: they are people's.
fn feed(file: &Path, commands: &str) -> Result<(), Failure> {
    let mut program = Command::new("sqlite3")
        .arg(file)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = program.stdin.take() {
        input.write_all(commands.as_bytes())?;
    }
    program.wait()?;
    Ok(())
}

fn run(command: &mut Command) -> Result<(), Failure> {
    match command.status()?.success() {
        true => Ok(()),
        false => Err("sqlite3 failed".into()),
    }
}
