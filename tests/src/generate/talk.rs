//! What was said: contacts of the last two years and a few open cases.

use aichaku_domain::values::{Instant, ShopDay};
use sqlx::sqlite::SqliteConnection;

use super::bulk::{Bulk, Field};
use super::chance::Chance;
use super::people::Household;
use super::{DAY_MS, Failure};

/// Contacts of the last two years and a few open cases.
pub(super) async fn talk(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    households: &[Household],
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut touches = Bulk::new(
        "touches",
        "household_id, customer_id, kind, channel, direction, outcome, happened_on, happened_at, note",
    );
    let mut cases = Bulk::new(
        "cases",
        "household_id, customer_id, topic, severity, opened_on, created_at, updated_at",
    );
    for (at, household) in households.iter().enumerate() {
        let id = i64::try_from(at + 1)?;
        if chance.percent(30) {
            let day = today.plus_days(-i64::try_from(chance.below(730))?);
            touches
                .row(
                    connection,
                    &[
                        Field::Int(id),
                        Field::Int(household.customer),
                        Field::Text("care"),
                        Field::Text("phone"),
                        Field::Text("out"),
                        Field::Text("reached"),
                        Field::Text(&day.to_string()),
                        Field::Int(i64::from(day.epoch_days()) * DAY_MS),
                        Field::Text("お変わりなし。"),
                    ],
                )
                .await?;
        }
        if chance.below(1_000) < 3 {
            let day = today.plus_days(-i64::try_from(chance.below(60))?).to_string();
            cases
                .row(
                    connection,
                    &[
                        Field::Int(id),
                        Field::Int(household.customer),
                        Field::Text("きしみ"),
                        Field::Text("ordinary"),
                        Field::Text(&day),
                        Field::Int(now.0),
                        Field::Int(now.0),
                    ],
                )
                .await?;
        }
    }
    touches.flush(connection).await?;
    cases.flush(connection).await?;
    sqlx::query("update shop set data_version = data_version + 1")
        .execute(connection)
        .await?;
    Ok(())
}
