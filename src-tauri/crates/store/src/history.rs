//! Purchase histories, packed: what every number about coming back feeds on.
//!
//! A block holds 1,024 households. A write marks its block stale (`changes`); [`Store::histories`] builds
//! stale and missing blocks again and hands over the packed bytes. How bytes are laid out is the caller's
//! affair: it gives a packing function. Not here: what a qualifying purchase is (`purchases.qualifies`), and
//! any number.

use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

/// Households in a block.
const BLOCK: i64 = 1 << 10;
/// Blocks whose facts are read by one statement; keeps the text of a full shop in a few megabytes.
const BLOCKS_AT_ONCE: i64 = 16;

statements! {
    VERSION = "select data_version from shop where id = 1";
    BLOCKS = "select coalesce((max(id) >> 10) + 1, 0) from households";
    FRESH = "select block from history_blocks where unit_anchor = $1 and stale = 0";
    FACTS = include_str!("../sql/history_facts.sql");
    FIRST_PURCHASE = include_str!("../sql/history_first_purchase.sql");
    KEEP = "insert into history_blocks (block, unit_anchor, stale, packed) values ($1, $2, 0, $3)
        on conflict (unit_anchor, block) do update set stale = 0, packed = excluded.packed";
    PACKED = "select packed from history_blocks where unit_anchor = $1 order by block";
    PRIMARY_OF = "select customers.id from json_each($1) as wanted
        join customers on customers.id = (
            select one.id from customers as one where one.household_id = wanted.value
            order by one.is_primary desc, one.id limit 1)
        order by wanted.key";
}

/// Who is counted, and from which day the clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitAnchor {
    /// Households by order day.
    HouseholdOrder,
    /// Households by delivery day (order day where it is not known).
    HouseholdDelivery,
    /// Customers by order day.
    CustomerOrder,
    /// Customers by delivery day (order day where it is not known).
    CustomerDelivery,
}

impl UnitAnchor {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::HouseholdOrder,
        Self::HouseholdDelivery,
        Self::CustomerOrder,
        Self::CustomerDelivery,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::HouseholdOrder => "household_order",
            Self::HouseholdDelivery => "household_delivery",
            Self::CustomerOrder => "customer_order",
            Self::CustomerDelivery => "customer_delivery",
        }
    }

    fn by_customer(self) -> bool {
        matches!(self, Self::CustomerOrder | Self::CustomerDelivery)
    }

    fn by_delivery(self) -> bool {
        matches!(self, Self::HouseholdDelivery | Self::CustomerDelivery)
    }
}

/// One qualifying purchase of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseFact {
    /// Household or customer id.
    pub unit: i64,
    /// The day that counts.
    pub day: ShopDay,
    /// What was paid, minor units.
    pub amount_minor: i64,
}

/// What the first purchase of a household was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPurchase {
    /// Household.
    pub household: i64,
    /// Text form of the family of its dearest thing.
    pub family: String,
    /// Text form of the sales channel.
    pub channel: String,
    /// Staff id; 0: not known.
    pub staff: i64,
}

impl Store {
    /// Grows with every write that numbers feed on; results remembered under another value are old.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn data_version(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(VERSION).fetch_one(self.read()).await?)
    }

    /// The packed histories of all households, block by block. `pack` makes the bytes of one block from its
    /// facts, which come by unit and day ascending.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn histories(
        &self,
        unit_anchor: UnitAnchor,
        pack: fn(&[PurchaseFact]) -> Vec<u8>,
    ) -> Result<Vec<Vec<u8>>> {
        self.refresh_histories(unit_anchor, pack).await?;
        Ok(sqlx::query_scalar(PACKED)
            .bind(unit_anchor.as_str())
            .fetch_all(self.read())
            .await?)
    }

    /// Builds stale and missing blocks; returns how many. Cheap when there are none.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn refresh_histories(
        &self,
        unit_anchor: UnitAnchor,
        pack: fn(&[PurchaseFact]) -> Vec<u8>,
    ) -> Result<usize> {
        if self.blocks_to_build(unit_anchor).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.write().await?;
        // Looked up again inside the transaction: somebody may have built them meanwhile.
        let wanted = self.blocks_to_build(unit_anchor).await?;
        let mut built = 0;
        let mut place = 0;
        while place < wanted.len() {
            let first = wanted[place];
            let mut end = place;
            while end < wanted.len()
                && wanted[end] - first < BLOCKS_AT_ONCE
                && wanted[end] - first == (end - place) as i64
            {
                end += 1;
            }
            let beyond = wanted[end - 1] + 1;
            let rows = sqlx::query(FACTS)
                .bind(first * BLOCK)
                .bind(beyond * BLOCK)
                .fetch_all(&mut *tx)
                .await?;
            let mut lines: Vec<String> = vec![String::new(); end - place];
            for row in rows {
                let block = usize::try_from(row.int("block")? - first).map_err(|_| StoreError::Damaged)?;
                *lines.get_mut(block).ok_or(StoreError::Damaged)? = row.text("lines")?;
            }
            for (offset, text) in lines.iter().enumerate() {
                let facts = read_facts(text, unit_anchor)?;
                sqlx::query(KEEP)
                    .bind(first + offset as i64)
                    .bind(unit_anchor.as_str())
                    .bind(pack(&facts))
                    .execute(&mut *tx)
                    .await?;
                built += 1;
            }
            place = end;
        }
        tx.commit().await?;
        Ok(built)
    }

    async fn blocks_to_build(&self, unit_anchor: UnitAnchor) -> Result<Vec<i64>> {
        let blocks: i64 = sqlx::query_scalar(BLOCKS).fetch_one(self.read()).await?;
        let fresh: Vec<i64> = sqlx::query_scalar(FRESH)
            .bind(unit_anchor.as_str())
            .fetch_all(self.read())
            .await?;
        let mut is_fresh = vec![false; usize::try_from(blocks).unwrap_or(0)];
        for block in fresh {
            if let Some(flag) = usize::try_from(block).ok().and_then(|at| is_fresh.get_mut(at)) {
                *flag = true;
            }
        }
        Ok((0..)
            .zip(is_fresh)
            .filter(|(_, fresh)| !fresh)
            .map(|(block, _)| block)
            .collect())
    }

    /// What the first purchase of every household was.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn first_purchases(&self) -> Result<Vec<FirstPurchase>> {
        let blocks: i64 = sqlx::query_scalar(BLOCKS).fetch_one(self.read()).await?;
        let mut firsts = Vec::new();
        for from in (0..blocks).step_by(BLOCKS_AT_ONCE as usize) {
            let rows = sqlx::query(FIRST_PURCHASE)
                .bind(from * BLOCK)
                .bind((from + BLOCKS_AT_ONCE) * BLOCK)
                .fetch_all(self.read())
                .await?;
            for row in rows {
                for line in row.text("lines")?.split(';') {
                    let mut parts = line.split(':');
                    let mut next = || parts.next().ok_or(StoreError::Damaged);
                    let household = next()?.parse().map_err(|_| StoreError::Damaged)?;
                    let (family, channel) = (next()?.to_owned(), next()?.to_owned());
                    let staff = next()?.parse().map_err(|_| StoreError::Damaged)?;
                    firsts.push(FirstPurchase {
                        household,
                        family,
                        channel,
                        staff,
                    });
                }
            }
        }
        Ok(firsts)
    }

    /// The person to show for each household, in the order asked.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn primary_customers(&self, households: &[i64]) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(PRIMARY_OF)
            .bind(crate::sql::id_list(households))
            .fetch_all(self.read())
            .await?)
    }
}

/// Reads `household,customer,ordered,delivered,amount;…` into facts by unit and day ascending.
fn read_facts(text: &str, unit_anchor: UnitAnchor) -> Result<Vec<PurchaseFact>> {
    let mut facts = Vec::with_capacity(text.len() / 40);
    for line in text.split(';').filter(|line| !line.is_empty()) {
        let mut parts = line.split(',');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let household = next()?;
        let customer = next()?;
        let ordered = next()?;
        let delivered = next()?;
        let amount = next()?;
        let unit = if unit_anchor.by_customer() {
            customer
        } else {
            household
        };
        let day = if unit_anchor.by_delivery() && !delivered.is_empty() {
            delivered
        } else {
            ordered
        };
        facts.push(PurchaseFact {
            unit: unit.parse().map_err(|_| StoreError::Damaged)?,
            day: ShopDay::parse_iso(day).ok_or(StoreError::Damaged)?,
            amount_minor: amount.parse().map_err(|_| StoreError::Damaged)?,
        });
    }
    facts.sort_by_key(|fact| (fact.unit, fact.day));
    Ok(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchase_without_delivery_counts_from_its_order_day() {
        let facts = read_facts(
            "7,9,2024-05-02,2024-05-20,100;7,8,2024-04-01,,50",
            UnitAnchor::CustomerDelivery,
        )
        .expect("well-formed facts");
        let days: Vec<String> = facts
            .iter()
            .map(|fact| format!("{} {}", fact.unit, fact.day))
            .collect();
        assert_eq!(
            days,
            ["8 2024-04-01", "9 2024-05-20"],
            "by customer, by the day that is known"
        );
    }
}
