//! One person once: the queue of pairs that look alike, its answers, joining two people and taking them apart.
//!
//! Not here: looking for them (`look`), how alike they are (`domain::matching`), what moves (`store`).

mod look;
mod together;

use aichaku_store::{Answer, LaterWork, Merge, OpenPair, PairKind, PairPerson};

use crate::App;
use crate::customers::full_name;
use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::areas_of;
use crate::wire::{
    Done, DuplicatesCount, DuplicatesPage, Int, LaterEntity, LaterWorkView, MergeView, PairAnswer,
    PairQuestion, PairReason, PairSide, PairView, UnmergeReport,
};

/// Pairs that are handed over at once.
const MOST_PAIRS: u32 = 100;
/// Merges that are listed.
const MOST_MERGES: u32 = 50;

impl App {
    /// People who may be in the books twice, the surest first, at most 100 pairs; and who was joined lately.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn duplicates(&self, limit: u32) -> Result<DuplicatesPage> {
        let shop = self.shop().await?;
        let pairs = shop.store.open_pairs(limit.clamp(1, MOST_PAIRS)).await?;
        let merges = shop.store.standing_merges(MOST_MERGES).await?;
        let ids: Vec<i64> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
        let people = shop.store.people_of_pairs(&ids).await?;
        let joined: Vec<i64> = merges
            .iter()
            .flat_map(|merge| [merge.kept, merge.absorbed])
            .collect();
        let names = shop.store.names_of(&joined).await?;
        let name = |id: i64| {
            names
                .iter()
                .find(|(known, ..)| *known == id)
                .map_or_else(String::new, |(_, family, given)| full_name(family, given))
        };
        Ok(DuplicatesPage {
            pairs: pairs.iter().filter_map(|pair| pair_view(pair, &people)).collect(),
            open: Int(shop.store.count_open_pairs().await?),
            waiting: Int(shop.store.waiting_for_look().await?),
            joined: merges
                .iter()
                .map(|merge| MergeView {
                    token: Int(merge.token),
                    kept: Int(merge.kept),
                    name: name(merge.kept),
                    other_name: name(merge.absorbed),
                    by_rule: merge.by_rule,
                    merged_at: Int(merge.merged_at.0),
                })
                .collect(),
            joined_total: Int(shop.store.count_standing_merges().await?),
        })
    }

    /// Every pair that waits for an answer, the surest first.
    pub(crate) async fn all_pairs(&self) -> Result<Vec<PairView>> {
        let shop = self.shop().await?;
        let pairs = shop.store.open_pairs(u32::MAX).await?;
        let mut views = Vec::with_capacity(pairs.len());
        for part in pairs.chunks(500) {
            let ids: Vec<i64> = part.iter().flat_map(|pair| [pair.one, pair.other]).collect();
            let people = shop.store.people_of_pairs(&ids).await?;
            views.extend(part.iter().filter_map(|pair| pair_view(pair, &people)));
        }
        Ok(views)
    }

    /// How many pairs wait for an answer.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn duplicates_count(&self) -> Result<DuplicatesCount> {
        let shop = self.shop().await?;
        Ok(DuplicatesCount {
            open: Int(shop.store.count_open_pairs().await?),
            waiting: Int(shop.store.waiting_for_look().await?),
        })
    }

    /// Answers a pair. Of one person `one` stays, with name and home; of one household `other` moves in with `one`.
    /// What was answered is never asked again; the undo takes it back and asks again.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when one of them is not there (any more); [`ErrorCode::Conflict`] for one with
    /// oneself.
    pub async fn answer_duplicate(&self, one: Int, other: Int, answer: PairAnswer) -> Result<Done> {
        let shop = self.shop().await?;
        if one == other {
            return Err(ApiError::new(ErrorCode::Conflict).with("what", "customer"));
        }
        let now = self.now();
        let token = match answer {
            PairAnswer::Same => {
                let merge = Merge {
                    keep: one.0,
                    absorb: other.0,
                    by_rule: false,
                };
                let written = shop.store.merge_customers(&merge, now).await?;
                return self.done(&shop, &written, &areas_of("customer")).await;
            }
            PairAnswer::Household => {
                let people = shop.store.people_of_pairs(&[one.0, other.0]).await?;
                let home = |id: Int| {
                    people
                        .iter()
                        .find(|person| person.id == id.0)
                        .map(|p| p.household)
                };
                let (Some(here), Some(there)) = (home(one), home(other)) else {
                    return Err(ApiError::new(ErrorCode::NotFound).with("what", "customer"));
                };
                let moved = if here == there {
                    None
                } else {
                    let written = shop.store.join_household(other.0, Some(here), now).await?;
                    if !written.items.is_empty() {
                        self.plan_marked(&shop).await?;
                    }
                    written.undo
                };
                shop.store
                    .answer_pair(one.0, other.0, Answer::Household, moved, now)
                    .await?
            }
            PairAnswer::Different => {
                shop.store
                    .answer_pair(one.0, other.0, Answer::Different, None, now)
                    .await?
            }
        };
        let areas = areas_of("customer");
        self.changed(&areas);
        Ok(Done {
            id: one,
            areas,
            undo: Some(Int(token)),
        })
    }

    /// Takes two people apart who were joined; they are never joined by themselves again. What came since and
    /// cannot be told apart stays with the first and is listed.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for a token that joined nobody; [`ErrorCode::CannotUndo`] when the first went into a
    /// third person since: that has to be taken back before.
    pub async fn unmerge(&self, token: Int) -> Result<UnmergeReport> {
        let shop = self.shop().await?;
        let undone = shop.store.unmerge_customers(token.0, false, self.now()).await?;
        self.plan_marked(&shop).await?;
        self.changed(&areas_of("customer"));
        Ok(UnmergeReport {
            kept: Int(undone.kept),
            returned: Int(undone.returned),
            later: undone.later.iter().filter_map(later_view).collect(),
        })
    }

    /// Takes an answer about a pair back, for the undo of the write.
    pub(crate) async fn undo_answer(&self, shop: &crate::OpenShop, token: i64) -> aichaku_store::Result<()> {
        let now = self.now();
        if let Some(moved) = shop.store.reopen_pair(token, now).await? {
            shop.store.undo(moved, now).await?;
        }
        Ok(())
    }
}

fn pair_view(pair: &OpenPair, people: &[PairPerson]) -> Option<PairView> {
    let side = |id: i64| people.iter().find(|person| person.id == id).map(side_view);
    Some(PairView {
        one: side(pair.one)?,
        other: side(pair.other)?,
        question: match pair.kind {
            PairKind::Person => PairQuestion::Person,
            PairKind::Family => PairQuestion::Family,
        },
        score: Int(pair.score),
        reasons: pair
            .reasons
            .iter()
            .filter_map(|word| read_word::<PairReason>(word))
            .collect(),
    })
}

fn side_view(person: &PairPerson) -> PairSide {
    PairSide {
        customer: Int(person.id),
        household: Int(person.household),
        name: full_name(&person.family_name, &person.given_name),
        kana: full_name(&person.family_kana, &person.given_kana),
        company: person.company,
        honorific: person.honorific.clone(),
        phones: person.phones.clone(),
        mails: person.mails.clone(),
        address: person.address.clone(),
        members: person.members.clone(),
        purchases: Int(person.purchases),
        last_purchase: person.last_ordered_on.map(|day| day.to_string()),
        sources: person.sources.clone(),
    }
}

fn later_view(work: &LaterWork) -> Option<LaterWorkView> {
    Some(LaterWorkView {
        entity: read_word::<LaterEntity>(&work.entity)?,
        id: Int(work.id),
        name: work.name.clone(),
    })
}

/// A word of a closed list of the wire.
fn read_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
