//! Purchase histories, packed: what every number about coming back feeds on.
//!
//! A block holds 128 households: what one more purchase makes stale is read again in milliseconds, wherever in the
//! file the purchases of those households lie. A write marks its block stale (`changes`); [`Store::histories`] builds
//! stale and missing blocks again and hands over the packed bytes. How bytes are laid out is the caller's
//! affair: it gives a packing function. Not here: what a qualifying purchase is (`domain::purchases::qualifies`), and
//! any number.

use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

/// Households in a block.
pub(crate) const BLOCK: i64 = 1 << 7;
/// Blocks that are kept by one transaction: about a tenth of a second, for which somebody's write may wait.
const KEPT_AT_ONCE: usize = 64;
/// Stale blocks from which on one walk over all purchases is quicker.
const MANY_BLOCKS: usize = 384;
/// Purchases that one statement of such a walk reads.
const WALK: i64 = 50_000;

statements! {
    VERSION = "select data_version from shop where id = 1";
    BLOCKS = "select coalesce((max(id) >> 7) + 1, 0) from households";
    /// Asked of the index alone.
    FRESH = "select block from history_blocks indexed by history_blocks_built
        where unit_anchor = $1 and stale = 0";
    FACTS = include_str!("../sql/history_facts.sql");
    FACTS_WALK = include_str!("../sql/history_facts_walk.sql");
    LAST_PURCHASE = "select coalesce(max(id), 0) from purchases";
    KEEP = "insert into history_blocks (block, unit_anchor, stale, packed, built) values ($1, $2, 0, $3,
            (select coalesce(max(built), 0) + 1 from history_blocks where unit_anchor = $2))
        on conflict (unit_anchor, block) do update
        set stale = 0, packed = excluded.packed, built = excluded.built";
    /// `built` is asked of its index alone: in the row it lies behind all that is packed.
    BUILT = "select block, built from history_blocks indexed by history_blocks_built
        where unit_anchor = $1 and built > $2 order by built";
    PACKED = "select block, packed from history_blocks where unit_anchor = $1 order by block";
    PACKED_OF = "select block, packed from history_blocks
        where unit_anchor = $1 and block in (select value from json_each($2)) order by block";
    PRIMARY_OF = "select customers.id from json_each($1) as wanted
        join customers on customers.id = (
            select one.id from customers as one where one.household_id = wanted.value and one.merged_into is null
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

    /// Whether persons are counted, not households.
    #[must_use]
    pub fn by_customer(self) -> bool {
        matches!(self, Self::CustomerOrder | Self::CustomerDelivery)
    }

    fn by_delivery(self) -> bool {
        matches!(self, Self::HouseholdDelivery | Self::CustomerDelivery)
    }
}

/// One qualifying purchase of a unit, or a refund of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseFact {
    /// Household or customer id.
    pub unit: i64,
    /// The day that counts; of a refund the day on which it was given.
    pub day: ShopDay,
    /// What was paid, minor units; of a refund what was given back, below 0.
    pub amount_minor: i64,
    /// Money given back for a purchase that stands.
    pub is_refund: bool,
}

/// Blocks of households that were built since somebody last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed<Block> {
    /// What to look from the next time.
    pub built: i64,
    /// By number: households `number * 128` to `number * 128 + 127`.
    pub blocks: Vec<(i64, Block)>,
}

/// The households of a block.
#[must_use]
pub fn households_of_block(block: i64) -> std::ops::Range<i64> {
    block * BLOCK..(block + 1) * BLOCK
}

impl Store {
    /// Grows with every write that numbers feed on; results remembered under another value are old.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn data_version(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(VERSION).fetch_one(self.read()).await?)
    }

    /// The packed histories of the blocks built after `since`, in their order; of all households for a negative one.
    /// `pack` makes the bytes of one block from its facts, which come by unit and day ascending.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn histories(
        &self,
        unit_anchor: UnitAnchor,
        since: i64,
        pack: fn(&[PurchaseFact]) -> Vec<u8>,
    ) -> Result<Packed<Vec<u8>>> {
        self.refresh_histories(unit_anchor, pack).await?;
        let kind = unit_anchor.as_str();
        // Whatever is built between these two is read now and once more with the next question.
        let built: Vec<(i64, i64)> = sqlx::query_as(BUILT)
            .bind(kind)
            .bind(since)
            .fetch_all(self.read())
            .await?;
        let blocks = if since < 0 {
            sqlx::query_as(PACKED).bind(kind).fetch_all(self.read()).await?
        } else {
            let blocks: Vec<i64> = built.iter().map(|(block, _)| *block).collect();
            let wanted = crate::sql::id_list(&blocks);
            let asked = sqlx::query_as(PACKED_OF).bind(kind).bind(wanted);
            asked.fetch_all(self.read()).await?
        };
        Ok(Packed {
            built: built.last().map_or(since.max(0), |(_, built)| *built),
            blocks,
        })
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
        let mut built = 0;
        loop {
            let waiting = self.blocks_to_build(unit_anchor).await?.len();
            if waiting == 0 {
                return Ok(built);
            }
            if waiting >= MANY_BLOCKS {
                let walked = self.walk_histories(&[unit_anchor], pack).await?;
                built += walked;
                if walked > 0 {
                    continue;
                }
                // Somebody wrote before anything was kept: some block by block, which no other write can come between.
            }
            let (some, more) = self.build_some(unit_anchor, pack).await?;
            built += some;
            if !more {
                return Ok(built);
            }
        }
    }

    /// Builds blocks one by one, [`KEPT_AT_ONCE`] at most; how many, and whether more are waiting.
    async fn build_some(
        &self,
        unit_anchor: UnitAnchor,
        pack: fn(&[PurchaseFact]) -> Vec<u8>,
    ) -> Result<(usize, bool)> {
        let mut tx = self.write().await?;
        // Looked up again inside the transaction: somebody may have built them meanwhile.
        let all = self.blocks_to_build(unit_anchor).await?;
        let wanted = &all[..all.len().min(KEPT_AT_ONCE)];
        let mut place = 0;
        while place < wanted.len() {
            let first = wanted[place];
            let mut end = place;
            while end < wanted.len() && wanted[end] - first == (end - place) as i64 {
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
                let facts = lines_of(text).map(Fact::read).collect::<Result<Vec<_>>>()?;
                // A write marks all kinds; the next chart may ask for another one.
                for kind in UnitAnchor::ALL {
                    sqlx::query(KEEP)
                        .bind(first + offset as i64)
                        .bind(kind.as_str())
                        .bind(pack(&counted(&facts, kind)))
                        .execute(&mut *tx)
                        .await?;
                }
            }
            place = end;
        }
        tx.commit().await?;
        Ok((wanted.len(), all.len() > wanted.len()))
    }

    /// Builds whatever is stale or missing of every kind of history, before anybody asks. Cheap when there is
    /// nothing to do.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn refresh_all_histories(&self, pack: fn(&[PurchaseFact]) -> Vec<u8>) -> Result<()> {
        let mut many = Vec::new();
        for unit_anchor in UnitAnchor::ALL {
            if self.blocks_to_build(unit_anchor).await?.len() >= MANY_BLOCKS {
                many.push(unit_anchor);
            }
        }
        if !many.is_empty() {
            self.walk_histories(&many, pack).await?;
        }
        for unit_anchor in UnitAnchor::ALL {
            self.refresh_histories(unit_anchor, pack).await?;
        }
        Ok(())
    }

    /// Builds the stale and missing blocks of these kinds from one walk over the purchases, some at a time; what was not
    /// kept when somebody wrote meanwhile is left out. Returns how many.
    async fn walk_histories(
        &self,
        kinds: &[UnitAnchor],
        pack: fn(&[PurchaseFact]) -> Vec<u8>,
    ) -> Result<usize> {
        let version = self.data_version().await?;
        let last: i64 = sqlx::query_scalar(LAST_PURCHASE).fetch_one(self.read()).await?;
        let mut facts: Vec<Fact> = Vec::with_capacity(usize::try_from(last).unwrap_or(0));
        let mut from = 0;
        while from <= last {
            let text: Option<String> = sqlx::query_scalar(FACTS_WALK)
                .bind(from)
                .bind(from + WALK)
                .fetch_one(self.read())
                .await?;
            for line in lines_of(text.as_deref().unwrap_or_default()) {
                facts.push(Fact::read(line)?);
            }
            from += WALK;
        }
        facts.sort_by_key(|fact| fact.household);
        let mut wanted = Vec::new();
        for kind in kinds {
            wanted.extend(self.blocks_to_build(*kind).await?);
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut built = 0;
        for part in wanted.chunks(KEPT_AT_ONCE) {
            let mut tx = self.write().await?;
            let now: i64 = sqlx::query_scalar(VERSION).fetch_one(&mut *tx).await?;
            if now != version {
                return Ok(built);
            }
            for block in part {
                let from = facts.partition_point(|fact| fact.household / BLOCK < *block);
                let own = &facts[from..];
                let own = &own[..own.partition_point(|fact| fact.household / BLOCK <= *block)];
                for kind in kinds {
                    sqlx::query(KEEP)
                        .bind(block)
                        .bind(kind.as_str())
                        .bind(pack(&counted(own, *kind)))
                        .execute(&mut *tx)
                        .await?;
                    built += 1;
                }
            }
            tx.commit().await?;
        }
        Ok(built)
    }

    async fn blocks_to_build(&self, unit_anchor: UnitAnchor) -> Result<Vec<i64>> {
        let fresh: Vec<i64> = sqlx::query_scalar(FRESH)
            .bind(unit_anchor.as_str())
            .fetch_all(self.read())
            .await?;
        self.others_than(&fresh).await
    }

    /// The blocks of the shop that are not among these.
    pub(crate) async fn others_than(&self, fresh: &[i64]) -> Result<Vec<i64>> {
        let blocks: i64 = sqlx::query_scalar(BLOCKS).fetch_one(self.read()).await?;
        let mut is_fresh = vec![false; usize::try_from(blocks).unwrap_or(0)];
        for block in fresh {
            if let Some(flag) = usize::try_from(*block).ok().and_then(|at| is_fresh.get_mut(at)) {
                *flag = true;
            }
        }
        Ok((0..)
            .zip(is_fresh)
            .filter(|(_, fresh)| !fresh)
            .map(|(block, _)| block)
            .collect())
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

/// A qualifying purchase with everything that any kind of history asks.
#[derive(Debug, Clone)]
struct Fact {
    household: i64,
    customer: i64,
    ordered: ShopDay,
    delivered: Option<ShopDay>,
    amount_minor: i64,
    /// Days and amounts given back; nearly always none, and then it takes no memory.
    refunds: Vec<(ShopDay, i64)>,
}

impl Fact {
    /// Reads `household,customer,ordered,delivered or empty,amount,day=refund day=refund …`.
    fn read(line: &str) -> Result<Self> {
        let mut parts = line.split(',');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        let day = |text: &str| crate::planning::day(text).ok_or(StoreError::Damaged);
        Ok(Self {
            household: number(next()?)?,
            customer: number(next()?)?,
            ordered: day(next()?)?,
            delivered: match next()? {
                "" => None,
                text => Some(day(text)?),
            },
            amount_minor: number(next()?)?,
            refunds: next()?
                .split(' ')
                .filter(|text| !text.is_empty())
                .map(|text| {
                    let (on, amount) = text.split_once('=').ok_or(StoreError::Damaged)?;
                    Ok((day(on)?, number(amount)?))
                })
                .collect::<Result<_>>()?,
        })
    }
}

pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|line| !line.is_empty())
}

/// Facts as one kind of history counts them, by unit and day ascending.
fn counted(facts: &[Fact], unit_anchor: UnitAnchor) -> Vec<PurchaseFact> {
    let mut counted: Vec<PurchaseFact> = Vec::with_capacity(facts.len());
    for fact in facts {
        let unit = if unit_anchor.by_customer() {
            fact.customer
        } else {
            fact.household
        };
        counted.push(PurchaseFact {
            unit,
            day: match fact.delivered {
                Some(delivered) if unit_anchor.by_delivery() => delivered,
                _ => fact.ordered,
            },
            amount_minor: fact.amount_minor,
            is_refund: false,
        });
        counted.extend(fact.refunds.iter().map(|(day, amount)| PurchaseFact {
            unit,
            day: *day,
            amount_minor: -amount,
            is_refund: true,
        }));
    }
    counted.sort_by_key(|fact| (fact.unit, fact.day));
    counted
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Three blocks with a hole, and a purchase that does not count.
    pub(crate) async fn furnished(dir: &tempfile::TempDir) -> Store {
        let file = crate::Location::File(dir.path().join("shop.db"));
        let store = Store::open(&file, &crate::StoreKey::new([1; 32]))
            .await
            .expect("a store");
        let shop = crate::NewShop {
            store_uid: "walk".to_owned(),
            practice: false,
            name: String::new(),
            currency: "JPY".to_owned(),
            currency_digits: 0,
            zone: "Asia/Tokyo".to_owned(),
            plan_from: None,
        };
        store
            .create_shop(&shop, aichaku_domain::values::Instant(0))
            .await
            .expect("a shop");
        for text in [
            "insert into households (id, created_at, updated_at) values (7, 0, 0), (9, 0, 0), (300, 0, 0)",
            "insert into customers (id, household_id, family_name, given_name, sort_key, created_at, updated_at)
             values (3, 300, '田', '一', '', 0, 0), (4, 7, '山', '二', '', 0, 0), (5, 7, '山', '三', '', 0, 0),
                 (6, 9, '川', '四', '', 0, 0)",
            "insert into purchases (id, household_id, customer_id, source, external_id, ordered_on, gross_minor,
                 qualifies, state, created_at, updated_at)
             values (1, 300, 3, 'hand', '1', '2024-05-02', 100, 1, 'ok', 0, 0),
                 (2, 7, 5, 'hand', '2', '2024-04-01', 50, 1, 'ok', 0, 0),
                 (3, 7, 4, 'hand', '3', '2023-04-01', 70, 1, 'ok', 0, 0),
                 (4, 7, 4, 'hand', '4', '2023-05-01', 70, 1, 'cancelled', 0, 0),
                 (5, 9, 6, 'hand', '5', '2023-05-01', 0, 0, 'ok', 0, 0)",
            "insert into deliveries (purchase_id, delivered_on, certainty, origin, created_at, updated_at)
             values (3, '2025-06-01', 'confirmed', 'hand', 0, 0)",
            "insert into refunds (purchase_id, refunded_on, amount_minor, created_at)
             values (3, '2025-07-01', 20, 0), (3, '2025-08-01', 5, 0)",
            "update purchases set refunded_minor = 25 where id = 3",
        ] {
            sqlx::query(sqlx::AssertSqlSafe(text))
                .execute(store.writer())
                .await
                .unwrap_or_else(|error| panic!("{text}: {error}"));
        }
        store
    }

    fn pack(facts: &[PurchaseFact]) -> Vec<u8> {
        format!("{facts:?}").into_bytes()
    }

    #[tokio::test]
    async fn one_walk_builds_what_block_by_block_builds() {
        let (one, other) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        let (walked, looked_up) = (furnished(&one).await, furnished(&other).await);
        let built = walked
            .walk_histories(&UnitAnchor::ALL, pack)
            .await
            .expect("a walk");
        assert_eq!(built, 12, "four kinds of three blocks");
        for kind in UnitAnchor::ALL {
            let (one, other) = (
                walked.histories(kind, -1, pack).await.expect("histories"),
                looked_up.histories(kind, -1, pack).await.expect("histories"),
            );
            assert_eq!(one.blocks, other.blocks, "{kind:?}");
            assert!(
                String::from_utf8_lossy(&one.blocks[2].1).contains("100"),
                "the last household is in the third block"
            );
        }
        walked.close().await;
        looked_up.close().await;
    }

    #[tokio::test]
    async fn more_blocks_than_one_transaction_keeps_are_all_built() {
        // Fewer and more than are worth a walk.
        for (last, blocks) in [(20_000_i64, 157_usize), (60_000, 469)] {
            let dir = tempfile::tempdir().expect("a folder");
            let store = furnished(&dir).await;
            sqlx::query("insert into households (id, created_at, updated_at) values ($1, 0, 0)")
                .bind(last)
                .execute(store.writer())
                .await
                .expect("a household far away");
            let kind = UnitAnchor::HouseholdOrder;
            let built = store.refresh_histories(kind, pack).await.expect("built");
            assert_eq!(built, blocks, "every block of {last} households");
            let waiting = store.blocks_to_build(kind).await.expect("a list");
            assert!(waiting.is_empty(), "none is left: {waiting:?}");
            let again = store.refresh_histories(kind, pack).await.expect("built");
            assert_eq!(again, 0, "nothing to do");
            store.close().await;
        }
    }

    #[test]
    fn a_purchase_without_delivery_counts_from_its_order_day() {
        let facts: Vec<Fact> = lines_of("7,9,2024-05-02,2024-05-20,100,2024-06-01=30;7,8,2024-04-01,,50,")
            .map(|line| Fact::read(line).expect("a well-formed fact"))
            .collect();
        let facts = counted(&facts, UnitAnchor::CustomerDelivery);
        let days: Vec<String> = facts
            .iter()
            .map(|fact| format!("{} {} {}", fact.unit, fact.day, fact.amount_minor))
            .collect();
        assert_eq!(
            days,
            ["8 2024-04-01 50", "9 2024-05-20 100", "9 2024-06-01 -30"],
            "by customer, by the day that is known, and what was given back after it"
        );
    }
}
