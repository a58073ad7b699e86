//! The owner's numbers beside those of programs that live by such numbers: this side of the comparison.
//!
//! Our answers are timed from opening the store on disk to the answer, and written with their times into one folder;
//! the same purchases are laid beside them as CSV. `tests/peers/compare.py` then asks `DuckDB`, polars and lifetimes
//! the same, and says where an answer differs. Not here: the other side.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use aichaku_api::App;
use aichaku_api::wire::{
    AnchorName, CohortQuery, MeasureName, NumberQuery, PeriodName, ReturnsQuery, RfmBy, RfmQuery, UnitName,
};
use aichaku_domain::values::ShopDay;
use aichaku_stats::btyd::Summary;
use aichaku_stats::btyd::bg::{BetaGeometric, Kind};
use aichaku_store::{Location, Store, StoreKey};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use super::{app, begin, say};
use crate::generate::Failure;

/// How often each question is asked; the middle one counts.
const ASKED: usize = 5;

/// Asks our side, and lays the purchases beside the answers in `out`.
///
/// # Errors
/// A use case failed; files that cannot be written.
pub async fn ours(folder: &Path, key: [u8; 32], day: ShopDay, out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out)?;
    let laid = lay_out(folder, key, day, out).await?;
    say(
        "(laying out purchases)",
        laid.took,
        &format!("{} purchases", laid.purchases),
    );
    let app = app(folder, day);
    app.open_at_start().await?;
    // Packs what is stale, as the background of an ordinary day does.
    app.cohorts(cohort_query(), None).await?;
    app.close().await;
    let mut answers = BTreeMap::new();
    answers.insert("until", json!(day.to_string()));
    let cohorts = |app: App| async move {
        let answer = app.cohorts(cohort_query(), None).await?;
        Ok((serde_json::to_value(&answer.rows)?, app))
    };
    answers.insert(
        "cohorts",
        asked(folder, day, "cohort table by month", cohorts).await?,
    );
    let returns = |app: App| async move {
        let answer = app.returns(returns_query(), None).await?;
        Ok((serde_json::to_value(&answer.curves)?, app))
    };
    answers.insert("returns", asked(folder, day, "return curve", returns).await?);
    let rfm = |app: App| async move {
        let query = RfmQuery {
            of: number_query(),
            by: RfmBy::Fixed,
        };
        let answer = app.rfm(query).await?;
        Ok((serde_json::to_value(&answer)?, app))
    };
    answers.insert("rfm", asked(folder, day, "RFM", rfm).await?);
    answers.insert("bg_nbd", fitted(&laid.units)?);
    std::fs::write(out.join("ours.json"), serde_json::to_vec_pretty(&answers)?)?;
    Ok(())
}

fn cohort_query() -> CohortQuery {
    CohortQuery {
        by: PeriodName::Month,
        measure: MeasureName::By,
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: Some(0),
        family: None,
    }
}

fn returns_query() -> ReturnsQuery {
    ReturnsQuery {
        group: None,
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: Some(0),
    }
}

fn number_query() -> NumberQuery {
    NumberQuery {
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: Some(0),
    }
}

/// Times a fit of BG/NBD from what both sides get: repeats, and weeks to the last purchase and to the last day.
fn fitted(units: &[Summary]) -> Result<Value, Failure> {
    let (mut took, mut told) = (Vec::new(), None);
    for _ in 0..ASKED {
        let begun = begin();
        told = Some(BetaGeometric::fit(Kind::Bg, units)?);
        took.push(begun.elapsed());
    }
    let fit = told.ok_or("asked at least once")?;
    took.sort();
    let middle = took[took.len() / 2];
    say("BG/NBD fit", middle, "median of 5");
    let BetaGeometric { r, alpha, a, b, .. } = fit.parameters;
    Ok(json!({
        "ms": middle.as_secs_f64() * 1000.0,
        "answer": {
            "log_likelihood": fit.log_likelihood,
            "converged": fit.converged,
            "parameters": { "r": r, "alpha": alpha, "a": a, "b": b },
        },
    }))
}

/// What was laid out.
struct Laid {
    took: Duration,
    purchases: usize,
    units: Vec<Summary>,
}

/// What BG/NBD needs to know of each household.
fn summaries(purchases: &[(i64, ShopDay)], until: ShopDay) -> Vec<Summary> {
    let mut days: BTreeMap<i64, BTreeSet<ShopDay>> = BTreeMap::new();
    for (household, day) in purchases {
        days.entry(*household).or_default().insert(*day);
    }
    let weeks = |from: ShopDay, to: ShopDay| f64::from(to.epoch_days() - from.epoch_days()) / 7.0;
    days.values()
        .filter_map(|days| {
            let (first, last) = (*days.first()?, *days.last()?);
            Some(Summary {
                repeats: u32::try_from(days.len()).ok()? - 1,
                last_week: weeks(first, last),
                weeks: weeks(first, until),
                repeat_mean_minor: 0.0,
            })
        })
        .collect()
}

/// Times a question from opening the store to the answer.
async fn asked<Answer>(
    folder: &Path,
    day: ShopDay,
    name: &str,
    question: impl Fn(App) -> Answer,
) -> Result<Value, Failure>
where
    Answer: Future<Output = Result<(Value, App), Failure>>,
{
    let (mut took, mut told) = (Vec::new(), Value::Null);
    for _ in 0..ASKED {
        let app = app(folder, day);
        let begun = begin();
        app.open_at_start().await?;
        let (answer, app) = question(app).await?;
        took.push(begun.elapsed());
        app.close().await;
        told = answer;
    }
    took.sort();
    let middle = took[took.len() / 2];
    say(name, middle, "from the store on disk, median of 5");
    Ok(json!({ "ms": middle.as_secs_f64() * 1000.0, "answer": told }))
}

/// Every purchase that counts as one, and who can no longer come back, as CSV.
async fn lay_out(folder: &Path, key: [u8; 32], until: ShopDay, out: &Path) -> Result<Laid, Failure> {
    let begun = begin();
    let file = folder.join("shop").join("aichaku.db");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .pragma("key", format!("\"x'{hex}'\""))
        .read_only(true)
        .disable_statement_logging()
        .connect()
        .await?;
    let rows = sqlx::query(
        "select household_id, ordered_on, gross_minor from purchases where qualifies = 1 and state = 'ok' order by id",
    )
    .fetch_all(&mut connection)
    .await?;
    connection.close().await?;
    let mut csv = std::io::BufWriter::new(std::fs::File::create(out.join("purchases.csv"))?);
    writeln!(csv, "household,day,amount")?;
    let mut purchases = Vec::with_capacity(rows.len());
    for row in &rows {
        let (household, day, amount): (i64, &str, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        writeln!(csv, "{household},{day},{amount}")?;
        purchases.push((household, ShopDay::parse_iso(day).ok_or("a day")?));
    }
    csv.flush()?;
    let store = Store::open(&Location::File(file), &StoreKey::new(key)).await?;
    let mut left: BTreeMap<i64, ShopDay> = BTreeMap::new();
    for exit in store.exits().await?.iter().filter(|exit| exit.nobody_left) {
        let day = left.entry(exit.household).or_insert(exit.on);
        // The household could come back for as long as one of them could.
        *day = exit.on.max(*day);
    }
    store.close().await;
    let mut csv = std::io::BufWriter::new(std::fs::File::create(out.join("exits.csv"))?);
    writeln!(csv, "household,day")?;
    for (household, day) in left {
        writeln!(csv, "{household},{day}")?;
    }
    csv.flush()?;
    Ok(Laid {
        took: begun.elapsed(),
        purchases: rows.len(),
        units: summaries(&purchases, until),
    })
}
