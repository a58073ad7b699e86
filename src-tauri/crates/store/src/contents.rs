//! The care library in the store: texts in two languages, what they fit, and whose they are.
//!
//! A content that came with the program follows the program's newer texts until the shop edits it; from
//! then on it is the shop's and is never overwritten. Not here: the lint (`domain::library`), merging of
//! fields (`domain::message`).

use aichaku_domain::kinds::{ContentKind, Family, Finish, Material};
use aichaku_domain::library::StarterTip;
use aichaku_domain::values::{ContentId, Instant};
use sqlx::{Row as _, SqliteConnection};

use crate::sql::{RowExt as _, comma_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    /// The library with both languages, in the order of codes; codes of one length sort as numbers do.
    ALL = "select c.id, c.code, c.kind, c.families, c.materials, c.finishes, c.minutes, c.difficulty, c.source,
                  c.reviewed, c.origin, c.version, c.active,
                  (select count(*) from plan_steps as s where s.content_id = c.id and s.active = 1) as used_in,
                  j.title as ja_title, j.body as ja_body, j.talking_points as ja_points, j.never as ja_never,
                  j.suggestion as ja_suggestion,
                  e.title as en_title, e.body as en_body, e.talking_points as en_points, e.never as en_never,
                  e.suggestion as en_suggestion
           from care_contents as c
           left join care_content_texts as j on j.content_id = c.id and j.lang = 'ja'
           left join care_content_texts as e on e.content_id = c.id and e.lang = 'en'
           where $1 is null or c.id = $1
           order by length(c.code), c.code";
    /// A new content.
    INSERT = "insert into care_contents (code, kind, families, materials, finishes, minutes, difficulty, source,
                     reviewed, origin, version, active, updated_at)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)
              returning id";
    /// A changed content; its version grows because what goes out is remembered with it.
    UPDATE = "update care_contents
              set kind = $2, families = $3, materials = $4, finishes = $5, minutes = $6, difficulty = $7, source = $8,
                  reviewed = $9, origin = $10, version = $11, active = $12, updated_at = $13
              where id = $1";
    /// One language of a content.
    PUT_TEXT = "insert into care_content_texts (content_id, lang, title, body, talking_points, never, suggestion)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (content_id, lang) do update
                set title = excluded.title, body = excluded.body, talking_points = excluded.talking_points,
                    never = excluded.never, suggestion = excluded.suggestion";
}

/// Whose a content or a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Came with the program and follows its newer versions.
    Library,
    /// Made or edited by the shop; never overwritten.
    Shop,
}

impl Origin {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Shop => "shop",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "library" => Some(Self::Library),
            "shop" => Some(Self::Shop),
            _ => None,
        }
    }
}

/// The words of a content in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContentText {
    /// Short topic.
    pub title: String,
    /// The care itself, with merge fields.
    pub body: String,
    /// To say or ask on the telephone.
    pub talking_points: Vec<String>,
    /// What must not be done.
    pub never: Vec<String>,
    /// The advertising part; empty when there is none.
    pub suggestion: String,
}

/// A content of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Key; 0 for one that is not stored yet.
    pub id: ContentId,
    /// Stable code, unique.
    pub code: String,
    /// What it is by its content.
    pub kind: ContentKind,
    /// Families that it fits; empty for any.
    pub families: Vec<Family>,
    /// Materials that it fits; empty for any.
    pub materials: Vec<Material>,
    /// Finishes that it fits; empty for any, unknown ones too.
    pub finishes: Vec<Finish>,
    /// Minutes of the customer's time, 0..=240.
    pub minutes: i64,
    /// 1 easy ..= 3 hard.
    pub difficulty: i64,
    /// Source marks.
    pub source: String,
    /// Reviewed by the maker.
    pub reviewed: bool,
    /// Whose it is.
    pub origin: Origin,
    /// Grows with every change.
    pub version: i64,
    /// In use.
    pub active: bool,
    /// Japanese.
    pub ja: ContentText,
    /// English.
    pub en: ContentText,
    /// Steps of plans that use it.
    pub used_in: i64,
}

impl Content {
    /// Whether both say the same to a customer about the same things; switches are not compared.
    fn same_words(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.families == other.families
            && self.materials == other.materials
            && self.finishes == other.finishes
            && self.minutes == other.minutes
            && self.difficulty == other.difficulty
            && self.source == other.source
            && self.ja == other.ja
            && self.en == other.en
    }

    fn of_tip(tip: &StarterTip) -> Self {
        let text = |text: &aichaku_domain::library::TipText| ContentText {
            title: text.title.to_owned(),
            body: text.body.to_owned(),
            talking_points: text
                .talking_points
                .iter()
                .map(|line| (*line).to_owned())
                .collect(),
            never: text.never.iter().map(|line| (*line).to_owned()).collect(),
            suggestion: text.suggestion.to_owned(),
        };
        Self {
            id: ContentId(0),
            code: tip.code.to_owned(),
            kind: tip.kind,
            families: tip.applies_to.families.to_vec(),
            materials: tip.applies_to.materials.to_vec(),
            finishes: tip.applies_to.finishes.to_vec(),
            minutes: i64::from(tip.minutes),
            difficulty: i64::from(tip.difficulty),
            source: tip.source.join(" "),
            reviewed: tip.reviewed,
            origin: Origin::Library,
            version: 1,
            active: true,
            ja: text(&tip.ja),
            en: text(&tip.en),
            used_in: 0,
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn read(row: &sqlx::sqlite::SqliteRow) -> Result<Content> {
    let text = |lang: &str| -> Result<ContentText> {
        let of = |part: &str| -> Result<String> {
            Ok(row.text_opt(&format!("{lang}_{part}"))?.unwrap_or_default())
        };
        Ok(ContentText {
            title: of("title")?,
            body: of("body")?,
            talking_points: lines(&of("points")?),
            never: lines(&of("never")?),
            suggestion: of("suggestion")?,
        })
    };
    Ok(Content {
        id: ContentId(row.int("id")?),
        code: row.text("code")?,
        kind: row.kind("kind", ContentKind::parse)?,
        families: row.kinds("families", Family::parse)?,
        materials: row.kinds("materials", Material::parse)?,
        finishes: row.kinds("finishes", Finish::parse)?,
        minutes: row.int("minutes")?,
        difficulty: row.int("difficulty")?,
        source: row.text("source")?,
        reviewed: row.flag("reviewed")?,
        origin: row.kind("origin", Origin::parse)?,
        version: row.int("version")?,
        active: row.flag("active")?,
        ja: text("ja")?,
        en: text("en")?,
        used_in: row.int("used_in")?,
    })
}

async fn put(connection: &mut SqliteConnection, content: &Content, now: Instant) -> Result<i64> {
    let families = comma_list(&content.families, Family::as_str);
    let materials = comma_list(&content.materials, Material::as_str);
    let finishes = comma_list(&content.finishes, Finish::as_str);
    let id = if content.id.0 == 0 {
        sqlx::query(INSERT)
            .bind(&content.code)
            .bind(content.kind.as_str())
            .bind(families)
            .bind(materials)
            .bind(finishes)
            .bind(content.minutes)
            .bind(content.difficulty)
            .bind(&content.source)
            .bind(content.reviewed)
            .bind(content.origin.as_str())
            .bind(content.active)
            .bind(now.0)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?
    } else {
        sqlx::query(UPDATE)
            .bind(content.id.0)
            .bind(content.kind.as_str())
            .bind(families)
            .bind(materials)
            .bind(finishes)
            .bind(content.minutes)
            .bind(content.difficulty)
            .bind(&content.source)
            .bind(content.reviewed)
            .bind(content.origin.as_str())
            .bind(content.version)
            .bind(content.active)
            .bind(now.0)
            .execute(&mut *connection)
            .await?;
        content.id.0
    };
    for (lang, text) in [("ja", &content.ja), ("en", &content.en)] {
        sqlx::query(PUT_TEXT)
            .bind(id)
            .bind(lang)
            .bind(&text.title)
            .bind(&text.body)
            .bind(text.talking_points.join("\n"))
            .bind(text.never.join("\n"))
            .bind(&text.suggestion)
            .execute(&mut *connection)
            .await?;
    }
    Ok(id)
}

pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<Content>> {
    sqlx::query(ALL)
        .bind(None::<i64>)
        .fetch_all(connection)
        .await?
        .iter()
        .map(read)
        .collect()
}

async fn one(connection: &mut SqliteConnection, id: ContentId) -> Result<Content> {
    let row = sqlx::query(ALL)
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { what: "content" })?;
    read(&row)
}

/// Brings the program's contents in: new ones are added, those that the shop never edited follow.
pub(crate) async fn seed(connection: &mut SqliteConnection, tips: &[StarterTip], now: Instant) -> Result<()> {
    let held = all(connection).await?;
    for tip in tips {
        let mut wanted = Content::of_tip(tip);
        match held.iter().find(|content| content.code == tip.code) {
            None => {
                put(connection, &wanted, now).await?;
            }
            Some(content) if content.origin == Origin::Library && !content.same_words(&wanted) => {
                // What a person switched stays switched.
                wanted.id = content.id;
                wanted.reviewed = content.reviewed;
                wanted.active = content.active;
                wanted.version = content.version + 1;
                put(connection, &wanted, now).await?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

impl Store {
    /// The whole library, in the order of codes.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn contents(&self) -> Result<Vec<Content>> {
        let mut connection = self.read().acquire().await?;
        all(&mut connection).await
    }

    /// One content.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn content(&self, id: ContentId) -> Result<Content> {
        let mut connection = self.read().acquire().await?;
        one(&mut connection, id).await
    }

    /// Adds (id 0) or changes a content; answers its id. Code, origin and version are the store's matter:
    /// a content whose words change belongs to the shop from then on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the version is not the one that was read, or
    /// another content has the code.
    pub async fn save_content(&self, content: &Content, now: Instant) -> Result<ContentId> {
        let mut tx = self.write().await?;
        let mut wanted = content.clone();
        let held = all(&mut tx).await?;
        if content.id.0 == 0 {
            if held.iter().any(|other| other.code == content.code) {
                return Err(StoreError::Conflict { what: "content" });
            }
            wanted.origin = Origin::Shop;
        } else {
            let before = held
                .iter()
                .find(|other| other.id == content.id)
                .ok_or(StoreError::NotFound { what: "content" })?;
            if before.version != content.version {
                return Err(StoreError::Conflict { what: "content" });
            }
            wanted.code.clone_from(&before.code);
            let edited = !before.same_words(content);
            wanted.origin = if edited { Origin::Shop } else { before.origin };
            wanted.version = before.version + i64::from(edited);
        }
        let id = put(&mut tx, &wanted, now).await?;
        tx.commit().await?;
        Ok(ContentId(id))
    }
}
