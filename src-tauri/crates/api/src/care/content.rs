//! Contents: from and to the wire, what is wrong with them, and how they read.
//!
//! Not here: the rules of the lint (`domain::library`, `domain::message`) and the layout (`delivery`).

use aichaku_delivery::{Message, compose as form};
use aichaku_domain::fold::NameParts;
use aichaku_domain::kinds::{Channel, ContentKind, Family, Finish, Lang as DomainLang, Material};
use aichaku_domain::library::{NeverRule, lint_content};
use aichaku_domain::message::{
    FindingKind, MergeFields, Parts, Recipient, check_sender, compose, render, sender_lines, settle_kind,
};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{ContentId, ShopDay};
use aichaku_store::{Content, ContentText, Origin, Shop};

use crate::error::{ApiError, ErrorCode, Result};
use crate::today::words::{sender_of, team, text_of};
use crate::wire::{ContentFinding, ContentPreview, ContentText as TextView, ContentView, Int, Lang};

/// Characters of a title at most.
const LONGEST_TITLE: usize = 120;
/// Characters of one text at most.
const LONGEST_TEXT: usize = 4_000;

fn text_view(text: ContentText) -> TextView {
    TextView {
        title: text.title,
        body: text.body,
        talking_points: text.talking_points,
        never: text.never,
        suggestion: text.suggestion,
    }
}

/// A content as it crosses the edge.
pub(super) fn view(content: Content) -> ContentView {
    ContentView {
        id: Int(content.id.0),
        code: content.code,
        kind: content.kind.into(),
        families: content.families.into_iter().map(Into::into).collect(),
        materials: content.materials.into_iter().map(Into::into).collect(),
        finishes: content.finishes.into_iter().map(Into::into).collect(),
        minutes: Int(content.minutes),
        difficulty: u8::try_from(content.difficulty).unwrap_or(1),
        source: content.source,
        reviewed: content.reviewed,
        own: content.origin == Origin::Shop,
        version: Int(content.version),
        active: content.active,
        ja: text_view(content.ja),
        en: text_view(content.en),
        used_in: Int(content.used_in),
    }
}

fn stored_text(text: &TextView) -> ContentText {
    // Lists are kept one entry a line.
    let lines = |list: &[String]| {
        list.iter()
            .flat_map(|line| line.lines())
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    };
    ContentText {
        title: text.title.trim().to_owned(),
        body: text.body.trim().to_owned(),
        talking_points: lines(&text.talking_points),
        never: lines(&text.never),
        suggestion: text.suggestion.trim().to_owned(),
    }
}

/// The content as it would be stored, whatever is wrong with it.
pub(super) fn unchecked(content: &ContentView) -> Content {
    Content {
        id: ContentId(content.id.0),
        code: content.code.trim().to_owned(),
        kind: content.kind.into(),
        families: content.families.iter().copied().map(Into::into).collect(),
        materials: content.materials.iter().copied().map(Into::into).collect(),
        finishes: content.finishes.iter().copied().map(Into::into).collect(),
        minutes: content.minutes.0,
        difficulty: i64::from(content.difficulty),
        source: content.source.trim().to_owned(),
        reviewed: content.reviewed,
        origin: if content.own {
            Origin::Shop
        } else {
            Origin::Library
        },
        version: content.version.0,
        active: content.active,
        ja: stored_text(&content.ja),
        en: stored_text(&content.en),
        used_in: content.used_in.0,
    }
}

/// The content to store: fields within their ranges, a code, and the kind that its words make it.
pub(super) fn stored(content: &ContentView, held: &[Content]) -> Result<Content> {
    let invalid = |field: &str| ApiError::new(ErrorCode::Invalid).with("field", field);
    let mut wanted = unchecked(content);
    if !(0..=240).contains(&wanted.minutes) {
        return Err(invalid("minutes"));
    }
    if !(1..=3).contains(&wanted.difficulty) {
        return Err(invalid("difficulty"));
    }
    if wanted.ja.title.is_empty() && wanted.en.title.is_empty() {
        return Err(invalid("title"));
    }
    for text in [&wanted.ja, &wanted.en] {
        if text.title.chars().count() > LONGEST_TITLE {
            return Err(invalid("title"));
        }
        let parts = text.talking_points.iter().chain(&text.never);
        if [&text.body, &text.suggestion]
            .into_iter()
            .chain(parts)
            .any(|part| part.chars().count() > LONGEST_TEXT)
        {
            return Err(invalid("body"));
        }
    }
    // The other language shows the words that there are, rather than an empty line.
    for (text, other) in [
        (&mut wanted.ja.title, &content.en.title),
        (&mut wanted.en.title, &content.ja.title),
    ] {
        if text.is_empty() {
            other.trim().clone_into(text);
        }
    }
    if wanted.id.0 == 0 && wanted.code.is_empty() {
        let last = held
            .iter()
            .filter_map(|content| content.code.strip_prefix('S')?.parse::<u32>().ok())
            .max()
            .unwrap_or(0);
        wanted.code = format!("S{}", last + 1);
    }
    // Care that asks for something is a request, whatever it is called.
    if let Ok(kind) = settle_kind(wanted.kind, &spoken(text_of(&wanted, DomainLang::Ja))) {
        wanted.kind = kind;
    }
    Ok(wanted)
}

/// Whether the calendar depends on what changed.
pub(super) fn plans_differently(before: &Content, after: &Content) -> bool {
    before.active != after.active
        || before.kind != after.kind
        || before.families != after.families
        || before.materials != after.materials
        || before.finishes != after.finishes
}

/// What is said and written as a recommendation.
fn spoken(text: &ContentText) -> String {
    let mut all = text.body.clone();
    for line in &text.talking_points {
        all.push('\n');
        all.push_str(line);
    }
    all
}

fn any_of<K: Copy>(chosen: &[K], all: &[K]) -> Vec<K> {
    if chosen.is_empty() {
        all.to_vec()
    } else {
        chosen.to_vec()
    }
}

/// One class for each set of rules that protects anything the content is for.
fn classes_at_risk(content: &Content) -> Vec<CareClass> {
    let mut seen: Vec<(Vec<NeverRule>, CareClass)> = Vec::new();
    for family in any_of(&content.families, Family::ALL) {
        for material in any_of(&content.materials, Material::ALL) {
            for finish in any_of(&content.finishes, Finish::ALL) {
                let class = CareClass {
                    family,
                    material,
                    finish,
                };
                let rules = NeverRule::protecting(class);
                if !seen.iter().any(|(held, _)| *held == rules) {
                    seen.push((rules, class));
                }
            }
        }
    }
    seen.into_iter().map(|(_, class)| class).collect()
}

/// A customer for looking at texts: nobody's data.
fn sample<'a>(settings: &'a Shop, lang: DomainLang, day: ShopDay) -> MergeFields<'a> {
    let (family, given, kana, item) = match lang {
        DomainLang::Ja => (
            "田中",
            "由紀子",
            ("たなか", "ゆきこ"),
            "オーク無垢ダイニングテーブル",
        ),
        DomainLang::En => ("Tanaka", "Yukiko", ("", ""), "oak dining table"),
    };
    MergeFields {
        lang,
        recipient: Recipient {
            name: NameParts {
                family,
                given,
                honorific: "",
            },
            family_kana: kana.0,
            given_kana: kana.1,
        },
        item,
        shop: if settings.name.is_empty() {
            "—"
        } else {
            &settings.name
        },
        staff: team(lang),
        colleagues: &[],
        delivered_on: Some(day.plus_days(-30)),
    }
}

/// What is said against a content. Blocking findings refuse saving.
pub(super) fn lint(content: &Content, settings: &Shop) -> Vec<ContentFinding> {
    let mut found: Vec<ContentFinding> = Vec::new();
    let mut add = |kind: FindingKind, excerpt: &str, blocking: bool| {
        let finding = ContentFinding {
            code: kind.as_str().to_owned(),
            excerpt: excerpt.to_owned(),
            blocking,
        };
        let held = found
            .iter_mut()
            .find(|held| held.code == finding.code && held.excerpt == finding.excerpt);
        match held {
            Some(held) => held.blocking |= blocking,
            None => found.push(finding),
        }
    };
    let day = ShopDay::from_epoch_days(20_000);
    let classes = classes_at_risk(content);
    for (lang, text) in [(DomainLang::Ja, &content.ja), (DomainLang::En, &content.en)] {
        // A language in which nothing was written is shown in the other one.
        if text.body.is_empty() && text.talking_points.is_empty() && text.suggestion.is_empty() {
            continue;
        }
        let said = spoken(text);
        if let Err(finding) = settle_kind(content.kind, &said) {
            add(finding.kind, &finding.detail, true);
        }
        let fields = sample(settings, lang, day);
        let parts = text.talking_points.iter().chain(&text.never);
        for part in [&text.body, &text.suggestion].into_iter().chain(parts) {
            if part.trim().is_empty() {
                continue;
            }
            if let Err(findings) = render(part, &fields) {
                for finding in findings {
                    add(finding.kind, &finding.detail, true);
                }
            }
        }
        if text.body.trim().is_empty() {
            add(FindingKind::EmptyText, "", true);
        }
        let recommended = format!("{said}\n{}", text.suggestion);
        for class in &classes {
            for finding in lint_content(*class, &recommended) {
                add(FindingKind::HarmfulAdvice, finding.word, true);
            }
        }
    }
    let advertises = content.kind == ContentKind::Offer;
    let suggests = !content.ja.suggestion.is_empty() || !content.en.suggestion.is_empty();
    if advertises || suggests {
        let sender = sender_of(settings, Channel::Letter, DomainLang::Ja);
        let lines = sender_lines(&sender, DomainLang::Ja);
        for finding in check_sender(&lines, &sender) {
            // A suggestion is only ever added where the sender is complete.
            add(finding.kind, &finding.detail, advertises);
        }
    }
    if found
        .iter()
        .all(|finding| finding.code != FindingKind::EmptyText.as_str())
        && content.ja.body.is_empty()
        && content.en.body.is_empty()
    {
        found.push(ContentFinding {
            code: FindingKind::EmptyText.as_str().to_owned(),
            excerpt: String::new(),
            blocking: true,
        });
    }
    found
}

/// How a content would read for a customer on a channel, in the language of `lang`.
pub(super) fn preview(
    content: &Content,
    settings: &Shop,
    lang: Lang,
    channel: Channel,
    day: ShopDay,
) -> ContentPreview {
    let lang = match lang {
        Lang::Ja => DomainLang::Ja,
        Lang::En => DomainLang::En,
    };
    let text = text_of(content, lang);
    let fields = sample(settings, lang, day);
    let parts = Parts {
        declared: content.kind,
        body: &text.body,
        suggestion: "",
        class: None,
        channel,
        sender: sender_of(settings, channel, lang),
    };
    let mut findings = lint(content, settings);
    let filled = |template: &str| {
        render(template, &fields).map_or_else(|_| template.to_owned(), |rendered| rendered.text)
    };
    let message = match compose(&parts, &fields) {
        Ok(composed) => composed.text,
        Err(found) => {
            for finding in found {
                let code = finding.kind.as_str();
                if !findings.iter().any(|held| held.code == code) {
                    findings.push(ContentFinding {
                        code: code.to_owned(),
                        excerpt: finding.detail,
                        blocking: false,
                    });
                }
            }
            filled(&text.body)
        }
    };
    let points: Vec<String> = text.talking_points.iter().map(|line| filled(line)).collect();
    let never: Vec<String> = text.never.iter().map(|line| filled(line)).collect();
    let form = form(
        channel,
        &Message {
            title: &filled(&text.title),
            text: &message,
            talking_points: &points,
            never: &never,
            shop: &settings.name,
        },
    );
    findings.extend(form.misfits.iter().map(|misfit| ContentFinding {
        code: misfit.kind.as_str().to_owned(),
        excerpt: format!("{}/{}", misfit.characters, misfit.limit),
        blocking: false,
    }));
    ContentPreview {
        title: form.title,
        body: form.body,
        findings,
    }
}
