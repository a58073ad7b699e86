//! Asked while planning: who goes without what is about to be planned. Whoever is not in the comparison yet is taken in,
//! on the side that chance gives them, and stays there.

use std::collections::BTreeMap;

use aichaku_domain::comparison::Comparison;
use aichaku_domain::kinds::ContentKind;
use aichaku_domain::plan::Draft;
use aichaku_domain::values::{HouseholdId, ShopDay};
use sqlx::SqliteConnection;

use crate::sql::{id_list, statements};
use crate::{Result, StoreError};

statements! {
    /// $1 the comparison, $2 a JSON list of households.
    KNOWN = "select household_id, held from comparison_members
        where comparison_id = $1 and household_id in (select value from json_each($2))";
    /// $1 the comparison, $2 its chance, $3 a JSON list of [household, held, day].
    TAKE_IN = "insert into comparison_members (comparison_id, household_id, held, held_permille, entered_on)
        select $1, value ->> 0, value ->> 1, $2, value ->> 2 from json_each($3) order by value ->> 0";
}

/// Households asked about in one statement.
const AT_ONCE: usize = 10_000;

/// What comparisons say to follow-ups that are about to be planned.
#[derive(Debug, Default)]
pub(crate) struct Admission {
    comparisons: Vec<(Comparison, BTreeMap<i64, bool>)>,
}

impl Admission {
    /// Whether the household of a follow-up goes without it.
    pub(crate) fn holds_out(&self, draft: &Draft, kind: ContentKind) -> bool {
        self.comparisons.iter().any(|(comparison, sides)| {
            comparison.concerns(draft, kind) && sides.get(&draft.household.0) == Some(&true)
        })
    }
}

/// Takes the households of these follow-ups into the comparisons that run. Nothing is asked where none does.
pub(crate) async fn admit<'a>(
    connection: &mut SqliteConnection,
    drafts: impl Iterator<Item = (&'a Draft, ContentKind)> + Clone,
) -> Result<Admission> {
    let mut admission = Admission::default();
    for comparison in super::running(connection).await? {
        let mut first: BTreeMap<i64, ShopDay> = BTreeMap::new();
        for (draft, kind) in drafts.clone() {
            if comparison.concerns(draft, kind) {
                let day = first.entry(draft.household.0).or_insert(draft.due);
                *day = draft.due.min(*day);
            }
        }
        if first.is_empty() {
            continue;
        }
        let households: Vec<i64> = first.keys().copied().collect();
        let mut sides = BTreeMap::new();
        for part in households.chunks(AT_ONCE) {
            let known: Vec<(i64, bool)> = sqlx::query_as(KNOWN)
                .bind(comparison.id)
                .bind(id_list(part))
                .fetch_all(&mut *connection)
                .await?;
            sides.extend(known);
        }
        if comparison.held_permille > 0 {
            take_in(connection, &comparison, &first, &mut sides).await?;
        }
        admission.comparisons.push((comparison, sides));
    }
    Ok(admission)
}

async fn take_in(
    connection: &mut SqliteConnection,
    comparison: &Comparison,
    first: &BTreeMap<i64, ShopDay>,
    sides: &mut BTreeMap<i64, bool>,
) -> Result<()> {
    let new: Vec<(i64, bool, String)> = first
        .iter()
        .filter(|(household, _)| !sides.contains_key(household))
        .map(|(household, day)| {
            let held = comparison.holds_out(HouseholdId(*household));
            (*household, held, day.to_string())
        })
        .collect();
    for part in new.chunks(AT_ONCE) {
        let rows: Vec<_> = part
            .iter()
            .map(|(household, held, day)| (household, i64::from(*held), day))
            .collect();
        let list = serde_json::to_string(&rows).map_err(|error| StoreError::Other(Box::new(error)))?;
        sqlx::query(TAKE_IN)
            .bind(comparison.id)
            .bind(comparison.held_permille)
            .bind(list)
            .execute(&mut *connection)
            .await?;
    }
    sides.extend(new.into_iter().map(|(household, held, _)| (household, held)));
    Ok(())
}
