//! Finding people as one types, and the list of all of them in 五十音 order.
//!
//! The index holds bigrams of folded words, so one or two characters find as well as ten. What a person typed
//! stays as typed; only keys are compared. Not here: folding (`domain::fold`), the record.

use std::collections::{HashMap, HashSet};

use aichaku_domain::fold::{bigrams, fold_text, kana_key, phone_tokens, search_query};
use aichaku_domain::kinds::CustomerState;
use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store};

/// People looked at for each way of matching; more than anybody reads, few enough to be fetched at once.
const LOOKED_AT: i64 = 64;

statements! {
    NAMES_OF = "select family_name, given_name, family_kana, given_kana, household_id,
        merged_into is not null as joined from customers where id = $1";
    /// Whoever was joined with them is found by the names that they were kept under.
    OTHER_NAMES = "select family_name, given_name, family_kana, given_kana from customers
        where merged_into = $1 order by id limit 4";
    NUMBERS_OF = "select value from contact_points
        where customer_id = $1 and kind in ('phone', 'mobile', 'fax') order by id limit 8";
    PLACES_OF = "select postal_code, prefecture, city, street, building from addresses
        where household_id = $1 order by id limit 4";
    THINGS_OF = "select name from owned_items where household_id = $1 and customer_id = $2
        and state in ('awaiting', 'in_use', 'stored') order by id desc limit 24";
    FORGET = "delete from customer_search where rowid = $1";
    ENTER = "insert into customer_search (rowid, name, phone, place, item) values ($1, $2, $3, $4, $5)";
    /// People whose reading begins so, by the index of the list.
    BY_READING = "select id from customers where sort_key >= $1 and sort_key < $2 and state <> 'erased'
        order by sort_key, id limit $3";
    /// Newest first by row id: the order in which the index can stop early.
    BY_WORDS = "select rowid from customer_search where customer_search match $1 order by rowid desc limit $2";
    RANKABLE = include_str!("../sql/search_rankable.sql");
    HITS = include_str!("../sql/search_hits.sql");
    LIST = include_str!("../sql/customer_list.sql");
    /// By the index of the few whose standing is not the ordinary one.
    COUNT_ERASED = "select count(*) from customers
        where state <> 'active' and state = 'erased' and merged_into is null";
}

/// States of things that somebody is found by; the same as in [`THINGS_OF`].
pub(crate) const FOUND_BY: [&str; 3] = ["awaiting", "in_use", "stored"];

/// One person as lists show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerHit {
    /// Customer id.
    pub customer: i64,
    /// Household id.
    pub household: i64,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of both.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
    /// Last four digits of the first telephone; empty: none.
    pub phone_tail: String,
    /// Prefecture and city.
    pub town: String,
    /// Last purchase of the household.
    pub last_ordered_on: Option<ShopDay>,
    /// Standing.
    pub state: CustomerState,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPage {
    /// Rows in 五十音 order.
    pub hits: Vec<CustomerHit>,
    /// Where the next page begins; `None`: the end.
    pub next: Option<ListPlace>,
}

/// A place in the list: the last row of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPlace {
    /// Its key of order.
    pub sort_key: String,
    /// Its id.
    pub customer: i64,
}

/// The words under which a person is found. Empty parts are fine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SearchDocument {
    /// Name and reading.
    pub(crate) name: String,
    /// Telephone numbers.
    pub(crate) phone: String,
    /// Addresses.
    pub(crate) place: String,
    /// Things.
    pub(crate) item: String,
}

impl SearchDocument {
    /// A name or reading; the written name first.
    pub(crate) fn add_name(&mut self, family: &str, given: &str) {
        let folded = fold_text(&format!("{family}{given}"));
        if self.name.is_empty() {
            for word in beginnings(&folded) {
                append(&mut self.name, &word);
            }
        }
        append(&mut self.name, &bigrams(&folded));
    }

    /// A telephone number as typed.
    pub(crate) fn add_phone(&mut self, number: &str) {
        append(&mut self.phone, &phone_tokens(number));
    }

    /// The parts of an address as typed; the postal code is found by its digits.
    pub(crate) fn add_place(&mut self, postal: &str, parts: &[&str]) {
        append(&mut self.place, &bigrams(&fold_text(&parts.concat())));
        let digits: String = fold_text(postal).chars().filter(char::is_ascii_digit).collect();
        append(&mut self.place, &bigrams(&digits));
    }

    /// The name of a thing.
    pub(crate) fn add_item(&mut self, name: &str) {
        append(&mut self.item, &bigrams(&fold_text(name)));
    }

    /// Enters the words under `customer`, in place of those that stood there.
    pub(crate) async fn enter(&self, tx: &mut WriteTx, customer: i64) -> Result<()> {
        forget_customer(tx, customer).await?;
        sqlx::query(ENTER)
            .bind(customer)
            .bind(&self.name)
            .bind(&self.phone)
            .bind(&self.place)
            .bind(&self.item)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }
}

/// The words of names and readings as the index holds them, the written name first.
#[must_use]
pub fn name_words(names: &[(&str, &str)]) -> String {
    let mut document = SearchDocument::default();
    for (family, given) in names {
        document.add_name(family, given);
    }
    document.name
}

/// Words that say how a name written in kanji begins: 「田中…」 → `n田`, `n田中`. Asking the index for a first
/// token instead would walk through everybody whose name has it anywhere. Readings have `customers.sort_key`.
fn beginnings(folded: &str) -> Vec<String> {
    let mut chars = folded.chars().filter(|c| c.is_alphanumeric());
    match (chars.next(), chars.next()) {
        (Some(first), second) if is_kanji(first) => {
            let mut words = vec![format!("n{first}")];
            words.extend(second.map(|second| format!("n{first}{second}")));
            words
        }
        _ => Vec::new(),
    }
}

fn append(to: &mut String, tokens: &str) {
    if tokens.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(tokens);
}

/// The key of 五十音 order: the reading, else a name that is itself kana or letters, else the folded name,
/// which stands behind all readings because kanji do.
#[must_use]
pub fn sort_key(family: &str, given: &str, family_kana: &str, given_kana: &str) -> String {
    let reading = format!("{family_kana} {given_kana}");
    let reading = reading.trim();
    if !reading.is_empty() {
        return kana_key(reading);
    }
    let name = format!("{family} {given}");
    let name = name.trim();
    if has_kanji(name) {
        fold_text(name)
    } else {
        kana_key(name)
    }
}

fn is_kanji(c: char) -> bool {
    c >= '\u{3400}' && !('\u{FF00}'..='\u{FFEF}').contains(&c)
}

fn has_kanji(text: &str) -> bool {
    text.chars().any(is_kanji)
}

/// Brings the words of one person up to date from their rows.
pub(crate) async fn index_customer(tx: &mut WriteTx, customer: i64) -> Result<()> {
    let Some(row) = sqlx::query(NAMES_OF)
        .bind(customer)
        .fetch_optional(&mut **tx)
        .await?
    else {
        return forget_customer(tx, customer).await;
    };
    let mut document = SearchDocument::default();
    if row.flag("joined")? {
        // An empty row stands for nobody and is found by nothing.
        return document.enter(tx, customer).await;
    }
    document.add_name(&row.text("family_name")?, &row.text("given_name")?);
    document.add_name(&row.text("family_kana")?, &row.text("given_kana")?);
    for other in sqlx::query(OTHER_NAMES)
        .bind(customer)
        .fetch_all(&mut **tx)
        .await?
    {
        document.add_name(&other.text("family_name")?, &other.text("given_name")?);
        document.add_name(&other.text("family_kana")?, &other.text("given_kana")?);
    }
    let household = row.int("household_id")?;
    for number in sqlx::query_scalar::<_, String>(NUMBERS_OF)
        .bind(customer)
        .fetch_all(&mut **tx)
        .await?
    {
        document.add_phone(&number);
    }
    for place in sqlx::query(PLACES_OF)
        .bind(household)
        .fetch_all(&mut **tx)
        .await?
    {
        document.add_place(
            &place.text("postal_code")?,
            &[
                &place.text("prefecture")?,
                &place.text("city")?,
                &place.text("street")?,
                &place.text("building")?,
            ],
        );
    }
    for name in sqlx::query_scalar::<_, String>(THINGS_OF)
        .bind(household)
        .bind(customer)
        .fetch_all(&mut **tx)
        .await?
    {
        document.add_item(&name);
    }
    document.enter(tx, customer).await
}

/// Takes a person out of the index.
pub(crate) async fn forget_customer(tx: &mut WriteTx, customer: i64) -> Result<()> {
    sqlx::query(FORGET).bind(customer).execute(&mut **tx).await?;
    Ok(())
}

/// How well somebody matches; better ones are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// The whole name or reading.
    Whole,
    /// The whole family name or its reading.
    Family,
    /// The beginning of name or reading, or the telephone number.
    Beginning,
    /// Somewhere.
    Somewhere,
}

impl Store {
    /// People who match what was typed, best first, at most `limit`. Empty for a text without letters and digits.
    ///
    /// Whole names come first, then family names, then beginnings and telephone numbers; among equals whoever
    /// bought last. Only the newest few of very many matches are looked at, so one letter is as fast as ten.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn search_customers(&self, typed: &str, limit: u32) -> Result<Vec<CustomerHit>> {
        let Some(query) = search_query(typed) else {
            return Ok(Vec::new());
        };
        let mut tx = self.read().begin().await?;
        let mut ids: Vec<i64> = Vec::new();
        let mut numbers: HashSet<i64> = HashSet::new();
        if let Some((from, until)) = reading_range(typed) {
            let found: Vec<i64> = sqlx::query_scalar(BY_READING)
                .bind(from)
                .bind(until)
                .bind(LOOKED_AT)
                .fetch_all(&mut *tx)
                .await?;
            ids.extend(found);
        }
        let first_word = query.folded.split(' ').next().unwrap_or_default();
        if let Some(word) = beginnings(first_word).pop() {
            let found: Vec<i64> = sqlx::query_scalar(BY_WORDS)
                .bind(format!("name : \"{word}\" AND {}", query.fts))
                .bind(LOOKED_AT)
                .fetch_all(&mut *tx)
                .await?;
            ids.extend(found);
        }
        if let Some(tail) = &query.phone_tail {
            let reversed: String = tail.chars().rev().collect();
            let found: Vec<i64> = sqlx::query_scalar(BY_WORDS)
                .bind(format!("phone : \"r{reversed}\"* OR phone : \"p{tail}\"*"))
                .bind(LOOKED_AT)
                .fetch_all(&mut *tx)
                .await?;
            numbers.extend(&found);
            ids.extend(found);
        }
        let found: Vec<i64> = sqlx::query_scalar(BY_WORDS)
            .bind(&query.fts)
            .bind(LOOKED_AT)
            .fetch_all(&mut *tx)
            .await?;
        ids.extend(found.iter().copied());
        // A number together with a name is found by the whole question only.
        if query.fts.contains(" AND ") {
            numbers.retain(|id| found.contains(id));
            let by_all: HashSet<i64> = found.iter().copied().collect();
            if found.len() < LOOKED_AT.unsigned_abs() as usize {
                ids.retain(|id| by_all.contains(id));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let wanted = Wanted::new(&query.folded);
        let mut ranked = Vec::with_capacity(ids.len());
        for row in sqlx::query(RANKABLE)
            .bind(id_list(&ids))
            .fetch_all(&mut *tx)
            .await?
        {
            let id = row.int("id")?;
            let mut how = wanted.compare(
                &row.text("family_name")?,
                &row.text("given_name")?,
                &row.text("family_kana")?,
                &row.text("given_kana")?,
            );
            if numbers.contains(&id) {
                how = how.min(Match::Beginning);
            }
            ranked.push((how, std::cmp::Reverse(row.text_opt("last_ordered_on")?), id));
        }
        ranked.sort_unstable();
        ranked.truncate(limit as usize);
        let order: Vec<i64> = ranked.into_iter().map(|(_, _, id)| id).collect();
        let hits = load_hits(&mut tx, &order).await?;
        Ok(hits)
    }

    /// A page of all customers in 五十音 order, after `after`.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn list_customers(&self, after: Option<&ListPlace>, limit: u32) -> Result<CustomerPage> {
        let mut tx = self.read().begin().await?;
        let rows = sqlx::query(LIST)
            .bind(after.map_or("", |place| place.sort_key.as_str()))
            .bind(after.map_or(0, |place| place.customer))
            .bind(i64::from(limit) + 1)
            .fetch_all(&mut *tx)
            .await?;
        let more = rows.len() > limit as usize;
        let rows = rows.get(..rows.len().min(limit as usize)).unwrap_or_default();
        let next = match rows.last() {
            Some(last) if more => Some(ListPlace {
                sort_key: last.text("sort_key")?,
                customer: last.int("id")?,
            }),
            _ => None,
        };
        let order = rows.iter().map(|row| row.int("id")).collect::<Result<Vec<_>>>()?;
        let hits = load_hits(&mut tx, &order).await?;
        Ok(CustomerPage { hits, next })
    }

    /// These people as lists show them, in the order of `customers`; those that are not there are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn customer_hits(&self, customers: &[i64]) -> Result<Vec<CustomerHit>> {
        let mut tx = self.read().begin().await?;
        load_hits(&mut tx, customers).await
    }

    /// All people of the list.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn count_listed_customers(&self) -> Result<i64> {
        let erased: i64 = sqlx::query_scalar(COUNT_ERASED).fetch_one(self.read()).await?;
        Ok(self.counts().await?.customers - erased)
    }
}

/// What is compared when somebody was found.
struct Wanted {
    /// The folded text without blanks.
    joined: String,
}

impl Wanted {
    fn new(folded: &str) -> Self {
        Self {
            joined: folded.replace(' ', ""),
        }
    }

    fn compare(&self, family: &str, given: &str, family_kana: &str, given_kana: &str) -> Match {
        [(family, given), (family_kana, given_kana)]
            .into_iter()
            .map(|(family, given)| {
                let family = fold_text(family).replace(' ', "");
                let whole = format!("{family}{}", fold_text(given).replace(' ', ""));
                if whole == self.joined {
                    Match::Whole
                } else if family == self.joined {
                    Match::Family
                } else if whole.starts_with(&self.joined) {
                    Match::Beginning
                } else {
                    Match::Somewhere
                }
            })
            .min()
            .unwrap_or(Match::Somewhere)
    }
}

/// The stretch of `customers.sort_key` of readings that begin as typed; `None` for kanji and numbers.
fn reading_range(typed: &str) -> Option<(String, String)> {
    if has_kanji(typed) || typed.chars().any(|c| c.is_numeric()) {
        return None;
    }
    let key = kana_key(typed);
    // The last word may go on: its key is cut before the mark that ends its sounds.
    let from = key.rfind('\u{1F}').and_then(|end| key.get(..end))?.to_owned();
    if from.is_empty() {
        return None;
    }
    let until = format!("{from}\u{10FFFF}");
    Some((from, until))
}

async fn load_hits(
    tx: &mut sqlx::Transaction<'static, sqlx::Sqlite>,
    order: &[i64],
) -> Result<Vec<CustomerHit>> {
    let mut hits = HashMap::with_capacity(order.len());
    for row in sqlx::query(HITS)
        .bind(id_list(order))
        .fetch_all(&mut **tx)
        .await?
    {
        let family_kana = row.text("family_kana")?;
        let given_kana = row.text("given_kana")?;
        let digits: Vec<char> = row
            .text_opt("phone")?
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let hit = CustomerHit {
            customer: row.int("id")?,
            household: row.int("household_id")?,
            family_name: row.text("family_name")?,
            given_name: row.text("given_name")?,
            kana: [family_kana, given_kana].join(" ").trim().to_owned(),
            company: row.text("kind")? == "company",
            honorific: row.text("honorific")?,
            phone_tail: digits.iter().skip(digits.len().saturating_sub(4)).collect(),
            town: row.text_opt("town")?.unwrap_or_default(),
            last_ordered_on: row.day_opt("last_ordered_on")?,
            state: row.kind("state", CustomerState::parse)?,
        };
        hits.insert(hit.customer, hit);
    }
    Ok(order.iter().filter_map(|id| hits.remove(id)).collect())
}
