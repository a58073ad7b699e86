//! What customers answered when they were asked.
//!
//! Not here: what may stand (`domain::voices`), what many answers say (`stats`).

use std::collections::HashSet;

use aichaku_domain::values::{Instant, ShopDay};
use aichaku_domain::voices::{Answers, GoalMet, VoiceOccasion, VoiceTopic, VoiceWay};
use sqlx::sqlite::SqliteRow;

use crate::changes::{Changes, Deed, Table, Written};
use crate::people::household_of;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    INSERT = "insert into voices (household_id, customer_id, occasion, way, answered_on, recommend, satisfaction, ease,
            about_quality, about_choice, about_advice, about_price, about_lead_time, about_delivery, about_aftercare,
            about_place, words, goal, goal_met, staff_id, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)
        returning id";
    REMOVE = "update voices set deleted_at = $2, updated_at = $2 where id = $1 and deleted_at is null";
    OF_HOUSEHOLD = "select voices.id, voices.customer_id, customers.family_name, customers.given_name, voices.occasion,
            voices.way, voices.answered_on, voices.recommend, voices.satisfaction, voices.ease, voices.about_quality,
            voices.about_choice, voices.about_advice, voices.about_price, voices.about_lead_time, voices.about_delivery,
            voices.about_aftercare, voices.about_place, voices.words,
            voices.goal, voices.goal_met, coalesce(staff.name, '') as staff
        from voices join customers on customers.id = voices.customer_id
        left join staff on staff.id = voices.staff_id
        where voices.household_id = (select household_id from customers where id = $1) and voices.deleted_at is null
        order by voices.answered_on desc, voices.id desc limit $2";
    /// 1,024 rows a text; an empty field is a mark that was not given. 31 and 30 stand between parts and rows.
    MARKS = "select group_concat(id || char(31) || household_id || char(31) || customer_id || char(31) || occasion
            || char(31) || answered_on || char(31) || coalesce(recommend, '') || char(31) || coalesce(satisfaction, '')
            || char(31) || coalesce(ease, '') || char(31) || coalesce(about_quality, '') || char(31)
            || coalesce(about_choice, '') || char(31) || coalesce(about_advice, '') || char(31)
            || coalesce(about_price, '') || char(31) || coalesce(about_lead_time, '') || char(31)
            || coalesce(about_delivery, '') || char(31) || coalesce(about_aftercare, '') || char(31)
            || coalesce(about_place, '') || char(31) || (goal <> '') || char(31) || coalesce(goal_met, ''), char(30)) as packed
        from voices
        where deleted_at is null and answered_on between $1 and $2
        group by id >> 10";
    /// Of a list of households, those with one purchase that counts.
    BOUGHT_ONCE = "select id from households where purchase_count = 1 and id in (select value from json_each($1))";
}

/// The columns of the topics, in the order of [`VoiceTopic::ALL`].
const TOPIC_COLUMNS: [&str; 8] = [
    "about_quality",
    "about_choice",
    "about_advice",
    "about_price",
    "about_lead_time",
    "about_delivery",
    "about_aftercare",
    "about_place",
];

/// Answers to write down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVoice {
    /// Who.
    pub customer: i64,
    /// About what.
    pub occasion: VoiceOccasion,
    /// How it came.
    pub way: VoiceWay,
    /// When.
    pub answered_on: ShopDay,
    /// What.
    pub answers: Answers,
    /// Who of the staff wrote it down.
    pub staff: Option<i64>,
}

/// Answers that stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its id.
    pub id: i64,
    /// Who.
    pub customer: i64,
    /// Family and given name.
    pub name: (String, String),
    /// About what.
    pub occasion: VoiceOccasion,
    /// How it came.
    pub way: VoiceWay,
    /// When.
    pub answered_on: ShopDay,
    /// What.
    pub answers: Answers,
    /// Who of the staff wrote it down; empty: not known.
    pub staff: String,
}

/// The marks of one answer, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Household.
    pub household: i64,
    /// Who.
    pub customer: i64,
    /// About what.
    pub occasion: VoiceOccasion,
    /// When.
    pub answered_on: ShopDay,
    /// 0..=10.
    pub recommend: Option<u8>,
    /// 1..=5.
    pub satisfaction: Option<u8>,
    /// 1..=5.
    pub ease: Option<u8>,
    /// 1..=5, in the order of [`VoiceTopic::ALL`].
    pub topics: [Option<u8>; 8],
    /// They said what they want to reach.
    pub said_goal: bool,
    /// Whether it came true.
    pub goal_met: Option<GoalMet>,
}

impl Store {
    /// Writes answers down.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer.
    pub async fn add_voice(&self, new: &NewVoice, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let household = household_of(&mut tx, new.customer).await?;
        let topic = |topic: VoiceTopic| {
            let found = new.answers.topics.iter().find(|(of, _)| *of == topic);
            found.map(|(_, mark)| i64::from(*mark))
        };
        let mut query = sqlx::query_scalar(INSERT)
            .bind(household)
            .bind(new.customer)
            .bind(new.occasion.as_str())
            .bind(new.way.as_str())
            .bind(new.answered_on.to_string())
            .bind(new.answers.recommend.map(i64::from))
            .bind(new.answers.satisfaction.map(i64::from))
            .bind(new.answers.ease.map(i64::from));
        for of in VoiceTopic::ALL {
            query = query.bind(topic(*of));
        }
        let id = query
            .bind(new.answers.words.trim())
            .bind(new.answers.goal.trim())
            .bind(new.answers.goal_met.map(GoalMet::as_str))
            .bind(new.staff)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
        let mut changes = Changes::new();
        changes.made(Table::Voices, id);
        let deed = Deed {
            now,
            staff: new.staff,
            action: "voice.add",
            entity: "voice",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Removes answers that were written down by mistake.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn remove_voice(&self, id: i64, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Voices, id).await?;
        let removed = sqlx::query(REMOVE).bind(id).bind(now.0).execute(&mut *tx).await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "voice" });
        }
        let deed = Deed {
            now,
            staff: None,
            action: "voice.remove",
            entity: "voice",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// What the household of `customer` answered, newest first, at most `most`.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn voices_at_home(&self, customer: i64, most: u32) -> Result<Vec<Voice>> {
        let rows = sqlx::query(OF_HOUSEHOLD)
            .bind(customer)
            .bind(most)
            .fetch_all(self.read())
            .await?;
        rows.iter().map(voice).collect()
    }

    /// The marks of everybody who answered on these days, both ends inside, in the order of writing.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn marks(&self, from: ShopDay, until: ShopDay) -> Result<Vec<Marks>> {
        let packed: Vec<String> = sqlx::query_scalar(MARKS)
            .bind(from.to_string())
            .bind(until.to_string())
            .fetch_all(self.read())
            .await?;
        let mut marks = Vec::new();
        for text in &packed {
            for line in text.split(crate::import::RECORD) {
                marks.push(unpack(line).ok_or(StoreError::Damaged)?);
            }
        }
        Ok(marks)
    }

    /// Of these households, those that bought once.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn bought_once(&self, households: &[i64]) -> Result<HashSet<i64>> {
        let ids: Vec<i64> = sqlx::query_scalar(BOUGHT_ONCE)
            .bind(id_list(households))
            .fetch_all(self.read())
            .await?;
        Ok(ids.into_iter().collect())
    }
}

fn voice(row: &SqliteRow) -> Result<Voice> {
    let mark = |column: &str| -> Result<Option<u8>> {
        row.int_opt(column)?
            .map(|mark| u8::try_from(mark).map_err(|_| StoreError::Damaged))
            .transpose()
    };
    let mut topics = Vec::new();
    for (topic, column) in VoiceTopic::ALL.iter().zip(TOPIC_COLUMNS) {
        topics.extend(mark(column)?.map(|mark| (*topic, mark)));
    }
    Ok(Voice {
        id: row.int("id")?,
        customer: row.int("customer_id")?,
        name: (row.text("family_name")?, row.text("given_name")?),
        occasion: row.kind("occasion", VoiceOccasion::parse)?,
        way: row.kind("way", VoiceWay::parse)?,
        answered_on: row.day("answered_on")?,
        answers: Answers {
            recommend: mark("recommend")?,
            satisfaction: mark("satisfaction")?,
            ease: mark("ease")?,
            topics,
            words: row.text("words")?,
            goal: row.text("goal")?,
            goal_met: row
                .text_opt("goal_met")?
                .map(|met| GoalMet::parse(&met).ok_or(StoreError::Damaged))
                .transpose()?,
        },
        staff: row.text("staff")?,
    })
}

fn unpack(line: &str) -> Option<Marks> {
    let mut parts = line.split(crate::import::UNIT);
    let mut next = || parts.next();
    let _id = next()?;
    let household = next()?.parse().ok()?;
    let customer = next()?.parse().ok()?;
    let occasion = VoiceOccasion::parse(next()?)?;
    let answered_on = crate::planning::day(next()?)?;
    let mark = |text: &str| match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    };
    let (recommend, satisfaction, ease) = (mark(next()?)?, mark(next()?)?, mark(next()?)?);
    let mut topics = [None; 8];
    for topic in &mut topics {
        *topic = mark(next()?)?;
    }
    let said_goal = next()? == "1";
    let goal_met = match next()? {
        "" => None,
        text => Some(GoalMet::parse(text)?),
    };
    Some(Marks {
        household,
        customer,
        occasion,
        answered_on,
        recommend,
        satisfaction,
        ease,
        topics,
        said_goal,
        goal_met,
    })
}
