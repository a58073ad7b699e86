//! What was answered about people who come apart: as if the merge that goes had never been.
//!
//! What somebody said about the second was carried to the first when they were joined, from there to whoever took in
//! the first or a third, and so on. So all merges that this can have reached are taken back in thought, the newest
//! first, and those that stand are made again in their order. What a person answered since is nobody's to take away.
//! Not here: rows and fields (`unmerge`), answering (`pairs`).

use super::merge::carry_answers;
use super::moved::Beside;
use super::pairs::{Known, forget, known_of, restore, set_state};
use super::unmerge::Apart;
use crate::Result;
use crate::sql::statements;

statements! {
    MARK = "insert or ignore into look_marks (customer_id) values ($1)";
}

impl Apart {
    /// Puts right what is known of pairs. `ask_again`: of the two that come apart as before they were joined; else
    /// they are two people for good.
    pub(super) async fn return_answers(&mut self, ask_again: bool) -> Result<()> {
        let mut joined = Beside::by_answers(&mut self.tx, self.kept, self.gone).await?;
        for merge in joined.iter().rev() {
            self.take_back(merge).await?;
        }
        if !ask_again {
            set_state(&mut self.tx, self.kept, self.gone, "different", self.now).await?;
        }
        joined.retain(|merge| merge.id != self.id);
        for merge in &mut joined {
            self.make_again(merge).await?;
        }
        Ok(())
    }

    /// The pairs as they were before a merge.
    async fn take_back(&mut self, merge: &Beside) -> Result<()> {
        for other in &merge.moved.answers {
            forget(&mut self.tx, merge.kept, *other, merge.since).await?;
        }
        match &merge.moved.answer {
            Some(state) => {
                let known = Known {
                    state: state.clone(),
                    decided_at: merge.moved.answered_at,
                };
                restore(&mut self.tx, merge.kept, merge.gone, &known).await
            }
            None => forget(&mut self.tx, merge.kept, merge.gone, self.now).await,
        }
    }

    /// The pairs as a merge leaves them that was made now, and what it has to remember.
    async fn make_again(&mut self, merge: &mut Beside) -> Result<()> {
        let known = known_of(&mut self.tx, merge.kept, merge.gone).await?;
        let answers = carry_answers(&mut self.tx, merge.kept, merge.gone, merge.since).await?;
        set_state(&mut self.tx, merge.kept, merge.gone, "same", merge.since).await?;
        let before = std::mem::replace(&mut merge.moved.answers, answers);
        merge.moved.answered_at = known.as_ref().and_then(|known| known.decided_at);
        merge.moved.answer = known.map(|known| known.state);
        if merge.moved.answers != before {
            // What is not known any more may have to be asked.
            sqlx::query(MARK).bind(merge.kept).execute(&mut *self.tx).await?;
        }
        merge.save(&mut self.tx).await
    }
}
