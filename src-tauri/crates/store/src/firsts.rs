//! What the first purchase of every household was, packed by the blocks of their histories.
//!
//! A write marks its block stale (`changes`); stale and missing blocks are asked again before anybody reads. Not here:
//! what a group of households is, and any number.

use aichaku_domain::heard::HeardOf;
use aichaku_domain::kinds::{Family, Material, SalesChannel};

use crate::history::{BLOCK, Packed, lines_of};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

/// Blocks of first purchases in one transaction: about a tenth of a second, for which somebody's write may wait.
const BLOCKS_AT_ONCE: usize = 16;

statements! {
    FIRST_PURCHASE = include_str!("../sql/history_first_purchase.sql");
    /// Asked of the index alone.
    FRESH = "select block from first_blocks indexed by first_blocks_built where stale = 0";
    KEEP = "insert into first_blocks (block, stale, packed, built) values ($1, 0, $2,
            (select coalesce(max(built), 0) + 1 from first_blocks))
        on conflict (block) do update set stale = 0, packed = excluded.packed, built = excluded.built";
    BUILT = "select block, built from first_blocks indexed by first_blocks_built
        where built > $1 order by built";
    PACKED = "select block, packed from first_blocks order by block";
    PACKED_OF = "select block, packed from first_blocks
        where block in (select value from json_each($1)) order by block";
}

/// What the first purchase of a household was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPurchase {
    /// Household.
    pub household: i64,
    /// The family of its dearest thing.
    pub family: Family,
    /// And its material.
    pub material: Material,
    /// The sales channel.
    pub channel: SalesChannel,
    /// Staff id; 0: not known.
    pub staff: i64,
    /// Who told them about the shop; `None`: nobody asked.
    pub heard: Option<HeardFirst>,
    /// Where its persons stand among those of the block.
    people: (u32, u32),
}

/// The first purchases of a block of households, by household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstBlock {
    firsts: Vec<FirstPurchase>,
    customers: Vec<i64>,
}

impl FirstBlock {
    /// Every household with its persons.
    pub fn iter(&self) -> impl Iterator<Item = (&FirstPurchase, &[i64])> {
        self.firsts.iter().map(|first| {
            let (from, to) = first.people;
            (first, &self.customers[from as usize..to as usize])
        })
    }

    fn read(text: &str) -> Result<Self> {
        let mut block = Self::default();
        for line in lines_of(text) {
            let first = FirstPurchase::read(line, &mut block.customers)?;
            block.firsts.push(first);
        }
        Ok(block)
    }
}

/// Who told the first person of a household who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeardFirst {
    /// By what.
    pub of: HeardOf,
    /// Who told them, a customer, who may have been joined with another since.
    pub from: Option<i64>,
    /// That one was thanked.
    pub thanked: bool,
    /// Who was told.
    pub customer: i64,
}

impl HeardFirst {
    /// Reads `source.who told or 0.thanked.who was told`; `None` for nothing.
    fn read(text: &str) -> Result<Option<Self>> {
        if text.is_empty() {
            return Ok(None);
        }
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        Ok(Some(Self {
            of: HeardOf::parse(next()?).ok_or(StoreError::Damaged)?,
            from: Some(number(next()?)?).filter(|from| *from != 0),
            thanked: next()? == "1",
            customer: number(next()?)?,
        }))
    }
}

impl FirstPurchase {
    /// Reads `household:family:material:channel:staff:heard:person,…`; its persons go to those of the block.
    fn read(line: &str, customers: &mut Vec<i64>) -> Result<Self> {
        let mut parts = line.split(':');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        let mut first = Self {
            household: number(next()?)?,
            family: Family::parse(next()?).ok_or(StoreError::Damaged)?,
            material: Material::parse(next()?).ok_or(StoreError::Damaged)?,
            channel: SalesChannel::parse(next()?).ok_or(StoreError::Damaged)?,
            staff: number(next()?)?,
            heard: HeardFirst::read(next()?)?,
            people: (0, 0),
        };
        let place = |count: usize| u32::try_from(count).map_err(|_| StoreError::Damaged);
        first.people.0 = place(customers.len())?;
        for text in next()?.split(',').filter(|text| !text.is_empty()) {
            customers.push(number(text)?);
        }
        first.people.1 = place(customers.len())?;
        Ok(first)
    }
}

impl Store {
    /// What the first purchase of every household was, of the blocks built after `since`; all of them for a negative
    /// one.
    ///
    /// # Errors
    /// The store cannot be read or written, or is damaged.
    pub async fn first_purchases(&self, since: i64) -> Result<Packed<FirstBlock>> {
        self.refresh_first_purchases().await?;
        let built: Vec<(i64, i64)> = sqlx::query_as(BUILT).bind(since).fetch_all(self.read()).await?;
        let packed: Vec<(i64, String)> = if since < 0 {
            sqlx::query_as(PACKED).fetch_all(self.read()).await?
        } else {
            let blocks: Vec<i64> = built.iter().map(|(block, _)| *block).collect();
            let wanted = crate::sql::id_list(&blocks);
            sqlx::query_as(PACKED_OF)
                .bind(wanted)
                .fetch_all(self.read())
                .await?
        };
        Ok(Packed {
            built: built.last().map_or(since.max(0), |(_, built)| *built),
            blocks: packed
                .iter()
                .map(|(block, text)| Ok((*block, FirstBlock::read(text)?)))
                .collect::<Result<_>>()?,
        })
    }

    /// Builds stale and missing blocks of first purchases. Cheap when there are none. A shop that was just brought in
    /// takes a while; others can write in between.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn refresh_first_purchases(&self) -> Result<()> {
        let fresh: Vec<i64> = sqlx::query_scalar(FRESH).fetch_all(self.read()).await?;
        for part in self.others_than(&fresh).await?.chunks(BLOCKS_AT_ONCE) {
            let mut tx = self.write().await?;
            for block in part {
                let lines: Option<String> = sqlx::query(FIRST_PURCHASE)
                    .bind(block * BLOCK)
                    .bind((block + 1) * BLOCK)
                    .fetch_optional(&mut *tx)
                    .await?
                    .map(|row| row.text("lines"))
                    .transpose()?;
                sqlx::query(KEEP)
                    .bind(block)
                    .bind(lines.unwrap_or_default())
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::tests::furnished;

    async fn told(store: &Store, since: i64) -> (i64, Vec<(i64, SalesChannel, Vec<i64>)>) {
        let packed = store.first_purchases(since).await.expect("first purchases");
        let told = packed.blocks.iter().flat_map(|(_, block)| block.iter());
        let told = told.map(|(first, people)| (first.household, first.channel, people.to_vec()));
        (packed.built, told.collect())
    }

    #[tokio::test]
    async fn first_purchases_are_of_the_household_and_follow_a_write() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = furnished(&dir).await;
        let (built, all) = told(&store, -1).await;
        assert_eq!(
            all,
            [
                (7, SalesChannel::Store, vec![4, 5]),
                (300, SalesChannel::Store, vec![3])
            ],
            "nobody without a purchase that counts"
        );
        let (same, none) = told(&store, built).await;
        assert_eq!((same, none.len()), (built, 0), "nothing was written");
        let mut tx = store.write().await.expect("a transaction");
        sqlx::query("update purchases set channel = 'mall' where id = 3")
            .execute(&mut *tx)
            .await
            .expect("changed");
        crate::changes::mark_stale(&mut tx, &[7]).await.expect("marked");
        tx.commit().await.expect("committed");
        let (later, changed) = told(&store, built).await;
        assert_eq!(
            changed,
            [(7, SalesChannel::Mall, vec![4, 5])],
            "its block was asked again, and no other"
        );
        assert!(later > built);
        store.close().await;
    }
}
