//! Everything that the shop owns, table by table, to be read without this program.
//!
//! What people see, not how it is stored: names beside ids, days and amounts as they are meant. Rows are handed
//! over one by one, so that a large shop needs no large memory. Not here: file formats (`exchange`).

use std::ops::ControlFlow;

use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::sql::statements;
use crate::{Result, Store};

statements! {
    HOUSEHOLDS = "select id, name, touch, moved_on, family_change_on, mourning_year, reviewed_on, first_ordered_on, last_ordered_on,
        purchase_count, net_minor, merged_into from households order by id";
    CUSTOMERS = "select id, household_id, kind, family_name, given_name, family_kana, given_kana, honorific, is_primary,
        state, state_since, birthday, suppressed, mall_limited, service_only, preferred_channel, refused_channels, note,
        heard, heard_from, heard_by, heard_words, thanked_on, merged_into from customers order by id";
    SOURCES = "select source, external_id, customer_id from customer_sources order by source, external_id";
    CONTACTS = "select customer_id, kind, value, state from contact_points order by customer_id, id";
    ADDRESSES = "select household_id, kind, postal_code, prefecture, city, street, building, state
        from addresses order by household_id, id";
    PRODUCTS = "select products.id, products.code, products.name, care_classes.family, care_classes.material,
        care_classes.finish, products.price_minor, products.maker
        from products join care_classes on care_classes.id = products.class_id order by products.id";
    PURCHASES = "select purchases.id, purchases.household_id, purchases.customer_id, purchases.source,
        purchases.external_id, purchases.ordered_on, purchases.channel, purchases.staff_id, purchases.gross_minor,
        purchases.refunded_minor, purchases.state, deliveries.delivered_on, deliveries.certainty, purchases.note
        from purchases left join deliveries on deliveries.purchase_id = purchases.id order by purchases.id";
    LINES = "select id, purchase_id, position, product_id, name, kind, quantity, amount_minor
        from purchase_lines order by purchase_id, position";
    REFUNDS = "select purchase_id, line_id, refunded_on, amount_minor, reason from refunds order by id";
    ITEMS = "select owned_items.id, owned_items.household_id, owned_items.customer_id, owned_items.line_id,
        owned_items.name, care_classes.family, care_classes.material, care_classes.finish, owned_items.quantity,
        owned_items.room, owned_items.state, owned_items.state_since, owned_items.delivered_on, owned_items.certainty,
        owned_items.secret, owned_items.note
        from owned_items join care_classes on care_classes.id = owned_items.class_id order by owned_items.id";
    CONTENTS = "select care_contents.id, care_contents.code, care_contents.kind, care_contents.families,
        care_contents.materials, care_contents.finishes, care_contents.reviewed, care_contents.active,
        care_content_texts.lang, care_content_texts.title, care_content_texts.body,
        care_content_texts.talking_points, care_content_texts.never, care_content_texts.suggestion
        from care_contents join care_content_texts on care_content_texts.content_id = care_contents.id
        order by care_contents.id, care_content_texts.lang";
    PLANS = "select plans.id, plans.code, plans.name_ja, plans.name_en, plans.family, plans.material, plans.finish,
        plans.active, plan_steps.code as step, plan_steps.content_id, plan_steps.offset_unit, plan_steps.offset_count,
        plan_steps.repeat_unit, plan_steps.repeat_count, plan_steps.until_unit, plan_steps.until_count,
        plan_steps.season_from, plan_steps.season_until, plan_steps.touch, plan_steps.channel, plan_steps.fallback,
        plan_steps.grace_days, plan_steps.minutes
        from plans join plan_steps on plan_steps.plan_id = plans.id order by plans.id, plan_steps.position, plan_steps.id";
    FOLLOW_UPS = "select id, household_id, customer_id, owned_item_id, content_id, kind, touch, channel, due_on,
        planned_on, state, state_reason, attempts, staff_id, memo from follow_ups order by id";
    TOUCHES = "select id, household_id, customer_id, follow_up_id, owned_item_id, content_id, kind, channel, direction,
        outcome, happened_on, staff_id, said, note from touches where undone_at is null order by id";
    CONSENTS = "select id, customer_id, channel, purpose, state, given_on, source, wording, staff_id
        from consents order by id";
    CASES = "select id, household_id, customer_id, owned_item_id, topic, severity, state, opened_on, closed_on, resolved,
        note from cases order by id";
    NOTES = "select id, household_id, customer_id, owned_item_id, body, staff_id, written_on
        from notes where deleted_at is null order by id";
    VOICES = "select id, household_id, customer_id, occasion, way, answered_on, recommend, satisfaction, ease,
        about_quality, about_choice, about_advice, about_price, about_lead_time, about_delivery, about_aftercare,
        about_place, words, goal, goal_met, staff_id from voices where deleted_at is null order by id";
    COMPARISONS = "select id, plan_id, content_id, held_permille, starts_on, ends_on from comparisons order by id";
    MEMBERS = "select comparison_id, household_id, held, held_permille, entered_on from comparison_members order by id";
    NEEDS = "select household_id, listed_on, signs from needs_listed order by id";
    GOALS = "select id, parent_id, kind, words, plan_id, minutes_week, metric, why, target, at_least, baseline_month,
        pinned, created_on from goals order by id";
    GOAL_MONTHS = "select metric, month, numerator, denominator, later from goal_months order by metric, month";
    STAFF = "select id, name, role, active from staff order by id";
}

/// A cell of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A whole number.
    Number(i64),
    /// Text; days are `YYYY-MM-DD`.
    Text(String),
}

/// A table of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportTable {
    /// Name, used for the file.
    pub name: &'static str,
    statement: &'static str,
}

const TABLES: &[ExportTable] = &[
    table("households", HOUSEHOLDS),
    table("customers", CUSTOMERS),
    table("customer_sources", SOURCES),
    table("contact_points", CONTACTS),
    table("addresses", ADDRESSES),
    table("products", PRODUCTS),
    table("purchases", PURCHASES),
    table("purchase_lines", LINES),
    table("refunds", REFUNDS),
    table("owned_items", ITEMS),
    table("care_contents", CONTENTS),
    table("plans", PLANS),
    table("follow_ups", FOLLOW_UPS),
    table("touches", TOUCHES),
    table("consents", CONSENTS),
    table("cases", CASES),
    table("notes", NOTES),
    table("voices", VOICES),
    table("needs_listed", NEEDS),
    table("comparisons", COMPARISONS),
    table("comparison_members", MEMBERS),
    table("goals", GOALS),
    table("goal_months", GOAL_MONTHS),
    table("staff", STAFF),
];

const fn table(name: &'static str, statement: &'static str) -> ExportTable {
    ExportTable { name, statement }
}

impl ExportTable {
    /// All tables, parents before children.
    #[must_use]
    pub fn all() -> &'static [Self] {
        TABLES
    }
}

impl Store {
    /// The columns of a table.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn export_columns(&self, table: ExportTable) -> Result<Vec<String>> {
        use sqlx::{Executor as _, SqlSafeStr as _, Statement as _};
        let mut connection = self.read().acquire().await?;
        let statement = (&mut *connection).prepare(table.statement.into_sql_str()).await?;
        Ok(statement
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect())
    }

    /// Hands over the rows of a table one by one, until `take` says stop; returns how many.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn export_rows(
        &self,
        table: ExportTable,
        take: &mut (dyn FnMut(Vec<Cell>) -> ControlFlow<()> + Send),
    ) -> Result<i64> {
        // Pages by offset would see other rows when somebody writes in between: one statement sees one state.
        let mut count = 0;
        let mut rows = sqlx::query(table.statement).fetch(self.read());
        while let Some(row) = next_row(&mut rows).await? {
            let mut cells = Vec::with_capacity(row.columns().len());
            for at in 0..row.columns().len() {
                let raw = row.try_get_raw(at)?;
                cells.push(if raw.is_null() {
                    Cell::Empty
                } else if raw.type_info().name() == "INTEGER" {
                    Cell::Number(row.try_get(at)?)
                } else {
                    Cell::Text(row.try_get(at)?)
                });
            }
            count += 1;
            if take(cells).is_break() {
                break;
            }
        }
        Ok(count)
    }
}

type Rows<'a> = std::pin::Pin<
    Box<
        dyn futures_core::Stream<Item = std::result::Result<sqlx::sqlite::SqliteRow, sqlx::Error>>
            + Send
            + 'a,
    >,
>;

/// The next row of a stream.
pub(crate) async fn next_row(rows: &mut Rows<'_>) -> Result<Option<sqlx::sqlite::SqliteRow>> {
    let next = std::future::poll_fn(|context| rows.as_mut().poll_next(context)).await;
    Ok(next.transpose()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Location, StoreKey};
    use aichaku_domain::values::Instant;

    #[tokio::test]
    async fn every_table_tells_its_columns_and_rows() {
        let store = Store::open(&Location::Memory, &StoreKey::new([1; 32]))
            .await
            .expect("a store in memory");
        let owner = crate::Staff {
            id: 0,
            name: "店主".to_owned(),
            role: aichaku_domain::kinds::Role::Owner,
            active: true,
        };
        store.save_staff(&owner, Instant(1)).await.expect("one row");
        for table in ExportTable::all() {
            let columns = store.export_columns(*table).await.expect("columns");
            let mut rows = Vec::new();
            let count = store
                .export_rows(*table, &mut |row| {
                    rows.push(row);
                    ControlFlow::Continue(())
                })
                .await
                .expect("rows");
            assert_eq!(count, i64::from(table.name == "staff"), "rows of {}", table.name);
            if let Some(row) = rows.first() {
                assert_eq!(row.len(), columns.len(), "a cell for each column");
                assert_eq!(row[1], Cell::Text("店主".to_owned()), "as it was typed");
            }
        }
    }
}
