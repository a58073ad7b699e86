//! The words of one follow-up: message, talking points and suggestion with merged fields.
//!
//! What the gate finds wrong with a text comes from here. Not here: composing itself (`domain::message`),
//! layout per channel (`delivery`).

use aichaku_domain::fold::salutation;
use aichaku_domain::gate::MessageFinding;
use aichaku_domain::kinds::{Channel, ConsentState, ContentKind, Lang, Purpose};
use aichaku_domain::message::{
    MergeFields, Parts, Recipient, SenderBlock, compose, day_in_words, opt_out_line, render,
};
use aichaku_domain::values::StaffId;
use aichaku_store::{Content, ContentText, FollowUpCard, PlannedKind, Shop, Staff};

use super::list::name_parts;
use crate::OpenShop;
use crate::error::Result;

/// What there is to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// To ask and say, line by line.
    pub(super) talking_points: Vec<String>,
    /// The message.
    pub(super) message: String,
    /// What not to do, line by line.
    pub(super) never: Vec<String>,
    /// The advertising part; empty where no consent to advertising stands on the channel.
    pub(super) suggestion: String,
    /// What is wrong with the message.
    pub(super) findings: Vec<MessageFinding>,
}

/// The language of messages to customers.
pub(super) fn shop_lang(shop: &Shop) -> Lang {
    if shop.region == "jp" { Lang::Ja } else { Lang::En }
}

/// A name to sign with where nobody in particular does.
pub(crate) fn team(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "スタッフ一同",
        Lang::En => "The team",
    }
}

/// The content's words in a language, or in the other one where they were never written.
pub(crate) fn text_of(content: &Content, lang: Lang) -> &ContentText {
    let (wanted, other) = match lang {
        Lang::Ja => (&content.ja, &content.en),
        Lang::En => (&content.en, &content.ja),
    };
    if wanted.body.is_empty() { other } else { wanted }
}

/// A template with what is known filled in; what is not stays in its braces, to be seen.
fn fill_known(template: &str, fields: &MergeFields<'_>) -> String {
    if let Ok(rendered) = render(template, fields) {
        return rendered.text;
    }
    let mut text = template.to_owned();
    let known = [
        ("customer", salutation(fields.recipient.name, fields.lang)),
        ("item", Some(fields.item.to_owned())),
        ("shop", Some(fields.shop.to_owned())),
        ("staff", Some(fields.staff.to_owned())),
        (
            "delivered_on",
            fields.delivered_on.map(|day| day_in_words(day, fields.lang)),
        ),
    ];
    for (name, value) in known {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text = text.replace(&format!("{{{{{name}}}}}"), &value);
        }
    }
    text
}

impl Words {
    /// The words about `card` on `channel`, signed by `staff`.
    pub(super) async fn read(
        shop: &OpenShop,
        settings: &Shop,
        card: &FollowUpCard,
        channel: Channel,
        staff: Option<StaffId>,
        lang: Lang,
    ) -> Result<Self> {
        let Some(id) = card.content else {
            return Ok(Self {
                message: card.memo.clone(),
                talking_points: vec![card.memo.clone()],
                ..Self::default()
            });
        };
        let content = shop.store.content(id).await?;
        let team_members = shop.store.list_staff().await?;
        Ok(Self::of(
            settings,
            card,
            &content,
            &team_members,
            channel,
            staff.or(card.staff),
            lang,
        ))
    }

    fn of(
        settings: &Shop,
        card: &FollowUpCard,
        content: &Content,
        members: &[Staff],
        channel: Channel,
        staff: Option<StaffId>,
        lang: Lang,
    ) -> Self {
        let signs = staff.and_then(|staff| members.iter().find(|member| member.id == staff.0));
        let colleagues: Vec<&str> = members
            .iter()
            .filter(|member| signs.is_none_or(|signs| signs.id != member.id))
            .map(|member| member.name.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        let (family_kana, given_kana) = card.kana.split_once(' ').unwrap_or((&card.kana, ""));
        let fields = MergeFields {
            lang,
            recipient: Recipient {
                name: name_parts(&card.name),
                family_kana,
                given_kana,
            },
            item: &card.item_name,
            shop: &settings.name,
            staff: signs
                .map(|signs| signs.name.as_str())
                .filter(|name| !name.trim().is_empty())
                .unwrap_or_else(|| team(lang)),
            colleagues: &colleagues,
            delivered_on: card.facts.item.and_then(|item| item.delivered_on),
        };
        let text = text_of(content, lang);
        let declared = match card.kind {
            PlannedKind::Content(kind) => kind,
            PlannedKind::Promise => ContentKind::Notice,
        };
        let sender = sender_of(settings, channel, lang);
        let parts = Parts {
            declared,
            body: &text.body,
            suggestion: "",
            class: card.class,
            channel,
            sender,
        };
        let (message, findings) = match compose(&parts, &fields) {
            Ok(composed) => (composed.text, Vec::new()),
            Err(findings) => (fill_known(&text.body, &fields), findings),
        };
        let may_advertise = matches!(
            card.facts.consent(channel, Purpose::Offer),
            Some((ConsentState::Granted, _))
        ) && !card.facts.person.mall_limited
            && !card.facts.person.service_only;
        Self {
            talking_points: text
                .talking_points
                .iter()
                .map(|line| fill_known(line, &fields))
                .collect(),
            message,
            never: text.never.iter().map(|line| fill_known(line, &fields)).collect(),
            suggestion: if may_advertise && !text.suggestion.is_empty() {
                fill_known(&text.suggestion, &fields)
            } else {
                String::new()
            },
            findings,
        }
    }

    /// The exact text to keep with the contact.
    pub(super) fn said(&self, channel: Channel) -> String {
        if matches!(channel, Channel::Phone | Channel::Visit) && !self.talking_points.is_empty() {
            self.talking_points.join("\n")
        } else {
            self.message.clone()
        }
    }
}

/// The shop as sender, with a line about refusing more where it has written none.
pub(crate) fn sender_of(settings: &Shop, channel: Channel, lang: Lang) -> SenderBlock<'_> {
    SenderBlock {
        name: &settings.sender_name,
        address: &settings.sender_address,
        contact: &settings.sender_contact,
        opt_out: if settings.opt_out_line.is_empty() {
            opt_out_line(channel, lang)
        } else {
            &settings.opt_out_line
        },
    }
}
