//! Entering the words of people whom an import left for the background.
//!
//! Not here: the words (`search`), entering many at once (`index_all`).

use crate::index_all::index_people;
use crate::sql::{WriteTx, id_list, statements};
use crate::{Result, Store};

/// People who are entered with the file that told of them; more wait, so that nobody waits for the file.
const WITH_THE_FILE: usize = 5_000;
/// People who are entered in one transaction, while others wait to write.
const AT_ONCE: i64 = 500;

statements! {
    MARK = "insert or ignore into search_marks (customer_id) select value from json_each($1)";
    MARKED = "select customer_id from search_marks order by customer_id limit $1";
    UNMARK = "delete from search_marks where customer_id in (select value from json_each($1))";
}

/// Enters the words of these people, or leaves them for the background when they are many.
pub(crate) async fn index_or_mark(tx: &mut WriteTx, people: &[i64]) -> Result<()> {
    if people.len() <= WITH_THE_FILE {
        return index_people(tx, people).await;
    }
    for part in people.chunks(20_000) {
        sqlx::query(MARK).bind(id_list(part)).execute(&mut **tx).await?;
    }
    Ok(())
}

impl Store {
    /// Enters the words of everybody who waits for it, a few hundred in one transaction.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn index_marked(&self) -> Result<()> {
        loop {
            let waiting: Vec<i64> = sqlx::query_scalar(MARKED).bind(1).fetch_all(self.read()).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            let mut tx = self.write().await?;
            let people: Vec<i64> = sqlx::query_scalar(MARKED)
                .bind(AT_ONCE)
                .fetch_all(&mut *tx)
                .await?;
            index_people(&mut tx, &people).await?;
            sqlx::query(UNMARK)
                .bind(id_list(&people))
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
    }
}
