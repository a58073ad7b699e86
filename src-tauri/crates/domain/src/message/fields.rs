//! Merge fields: `{{customer}}`, `{{item}}`, `{{shop}}`, `{{staff}}`, `{{delivered_on}}`.

use chrono::Datelike as _;

use super::{FindingKind, MessageFinding, finding, names};
use crate::fold::{NameParts, salutation};
use crate::kinds::Lang;
use crate::values::ShopDay;

/// A place in a template that is filled in for each customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeField {
    /// How the customer is addressed, with honorific: 「田中様」. A template adds none of its own.
    Customer,
    /// The owned item's name.
    Item,
    /// The shop's name.
    Shop,
    /// The member of staff who signs or calls.
    Staff,
    /// The delivery day in words.
    DeliveredOn,
}

impl MergeField {
    /// Every field, in the order in which an editor offers them.
    pub const ALL: &'static [Self] = &[
        Self::Customer,
        Self::Item,
        Self::Shop,
        Self::Staff,
        Self::DeliveredOn,
    ];

    /// The name between the braces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Item => "item",
            Self::Shop => "shop",
            Self::Staff => "staff",
            Self::DeliveredOn => "delivered_on",
        }
    }

    /// Reads the name between the braces; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == text)
    }
}

/// To whom a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recipient<'a> {
    /// The name as on the card.
    pub name: NameParts<'a>,
    /// Reading of the family name; empty when not known.
    pub family_kana: &'a str,
    /// Reading of the given name; empty when not known.
    pub given_kana: &'a str,
}

/// What the fields are filled with. An empty text means "not known"; a template that asks for it is held
/// back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeFields<'a> {
    /// Language of the template.
    pub lang: Lang,
    /// To whom.
    pub recipient: Recipient<'a>,
    /// Name of the owned item.
    pub item: &'a str,
    /// Name of the shop.
    pub shop: &'a str,
    /// Name of the member of staff who signs.
    pub staff: &'a str,
    /// Names of everybody else on the staff, so that nobody signs with a colleague's name.
    pub colleagues: &'a [&'a str],
    /// Delivery day of the item.
    pub delivered_on: Option<ShopDay>,
}

impl MergeFields<'_> {
    /// What stands in place of `field`, or `None` when it is not known.
    #[must_use]
    pub fn value(&self, field: MergeField) -> Option<String> {
        let known = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        match field {
            MergeField::Customer => salutation(self.recipient.name, self.lang),
            MergeField::Item => known(self.item),
            MergeField::Shop => known(self.shop),
            MergeField::Staff => known(self.staff),
            MergeField::DeliveredOn => self.delivered_on.map(|day| day_in_words(day, self.lang)),
        }
    }
}

/// A filled-in text without mistakes in fields and names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// The fields that were filled, in order of first use.
    pub used: Vec<MergeField>,
}

/// Fills in `template`. Blanks inside the braces do not matter.
///
/// # Errors
/// Everything that is wrong (rule G7): a field without a value or by an unknown name, stray braces, a placeholder
/// such as 〇〇様, a doubled or wrong honorific, kana in place of the kanji name, a colleague's name, no
/// text at all. Advertising is the matter of [`super::settle_kind`].
pub fn render(template: &str, fields: &MergeFields<'_>) -> Result<Rendered, Vec<MessageFinding>> {
    let (rendered, mut findings) = fill(template, fields);
    findings.extend(names::check(&rendered.text, fields));
    if rendered.text.trim().is_empty() {
        findings.push(finding(FindingKind::EmptyText, ""));
    }
    findings.sort();
    findings.dedup();
    if findings.is_empty() {
        Ok(rendered)
    } else {
        Err(findings)
    }
}

/// The text with all known fields filled in, and those that were not.
fn fill(template: &str, fields: &MergeFields<'_>) -> (Rendered, Vec<MessageFinding>) {
    let mut text = String::with_capacity(template.len());
    let mut used = Vec::new();
    let mut findings = Vec::new();
    let mut rest = template;
    while let Some(open) = rest.find("{{") {
        text.push_str(&rest[..open]);
        let behind = &rest[open + 2..];
        let Some(close) = behind.find("}}") else {
            findings.push(finding(FindingKind::UnfilledField, "{{"));
            text.push_str(&rest[open..]);
            rest = "";
            break;
        };
        let name = behind[..close].trim();
        match MergeField::parse(name).map(|field| (field, fields.value(field))) {
            Some((field, Some(value))) => {
                text.push_str(&value);
                if !used.contains(&field) {
                    used.push(field);
                }
            }
            _ => findings.push(finding(FindingKind::UnfilledField, name)),
        }
        rest = &behind[close + 2..];
    }
    text.push_str(rest);
    if rest.contains("}}") {
        findings.push(finding(FindingKind::UnfilledField, "}}"));
    }
    (Rendered { text, used }, findings)
}

/// A day as people write it: 2026年4月1日, 1 April 2026.
#[must_use]
pub fn day_in_words(day: ShopDay, lang: Lang) -> String {
    let (year, month, date) = (day.0.year(), day.0.month(), day.0.day());
    match lang {
        Lang::Ja => format!("{year}年{month}月{date}日"),
        Lang::En => day.0.format("%-d %B %Y").to_string(),
    }
}
