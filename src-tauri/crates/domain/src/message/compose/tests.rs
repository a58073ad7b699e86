//! Rules G6, G7 and G14, each both ways.

use rstest::rstest;

use super::super::{MergeField, Recipient, Rendered};
use super::*;
use crate::fold::NameParts;
use crate::kinds::{Family, Finish, Material};
use crate::library::starter_tips;
use crate::values::ShopDay;

const SENDER: SenderBlock<'static> = SenderBlock {
    name: "青葉家具店",
    address: "東京都渋谷区神宮前1-2-3",
    contact: "03-1234-5678",
    opt_out: "ご案内が不要な場合は、お知らせください。",
};

fn fields() -> MergeFields<'static> {
    MergeFields {
        lang: Lang::Ja,
        recipient: Recipient {
            name: NameParts {
                family: "田中",
                given: "由紀子",
                honorific: "様",
            },
            family_kana: "タナカ",
            given_kana: "ユキコ",
        },
        item: "オーク無垢ダイニングテーブル",
        shop: "青葉家具店",
        staff: "佐藤",
        colleagues: &["佐藤", "鈴木"],
        delivered_on: ShopDay::new(2026, 4, 1),
    }
}

fn parts(declared: ContentKind) -> Parts<'static> {
    Parts {
        declared,
        body: "",
        suggestion: "",
        class: None,
        channel: Channel::Postcard,
        sender: SENDER,
    }
}

fn found(result: Result<impl std::fmt::Debug, Vec<MessageFinding>>) -> Vec<(FindingKind, String)> {
    result.map_or_else(
        |findings| {
            findings
                .into_iter()
                .map(|finding| (finding.kind, finding.detail))
                .collect()
        },
        |_| Vec::new(),
    )
}

#[test]
fn fields_are_filled_in() {
    let template = "{{customer}}、{{ item }}を{{delivered_on}}にお届けした{{shop}}の{{staff}}です。";
    let text = "田中様、オーク無垢ダイニングテーブルを2026年4月1日にお届けした青葉家具店の佐藤です。";
    let used = vec![
        MergeField::Customer,
        MergeField::Item,
        MergeField::DeliveredOn,
        MergeField::Shop,
        MergeField::Staff,
    ];
    assert_eq!(
        render(template, &fields()),
        Ok(Rendered {
            text: text.to_owned(),
            used
        }),
        "all five"
    );
    let english = MergeFields {
        lang: Lang::En,
        recipient: Recipient {
            name: NameParts {
                family: "Tanaka",
                given: "Yukiko",
                honorific: "",
            },
            ..Recipient::default()
        },
        ..fields()
    };
    let text = render("Dear {{customer}}, since {{delivered_on}}.", &english).map(|rendered| rendered.text);
    assert_eq!(
        text.as_deref(),
        Ok("Dear Yukiko Tanaka, since 1 April 2026."),
        "in English"
    );
}

#[rstest]
#[case::unknown_field("{{price}}です。", FindingKind::UnfilledField, "price")]
#[case::never_closed("{{customer です。", FindingKind::UnfilledField, "{{")]
#[case::never_opened("customer}}です。", FindingKind::UnfilledField, "}}")]
#[case::placeholder("〇〇様、こんにちは。", FindingKind::UnfilledField, "〇〇様")]
#[case::honorific_added_in_the_template("{{customer}}様、こんにちは。", FindingKind::WrongHonorific, "様様")]
#[case::doubled_with_a_blank("田中様 様、こんにちは。", FindingKind::WrongHonorific, "様様")]
#[case::other_honorific("田中さん、こんにちは。", FindingKind::WrongHonorific, "さん")]
#[case::company_form("田中 由紀子 御中", FindingKind::WrongHonorific, "御中")]
#[case::katakana("タナカ様、こんにちは。", FindingKind::KanaForKanji, "customer")]
#[case::hiragana_full_name("たなか ゆきこ さま", FindingKind::KanaForKanji, "customer")]
#[case::a_colleague_signs("こんにちは。\n担当 鈴木", FindingKind::WrongStaffName, "staff")]
#[case::nothing_to_say("  ", FindingKind::EmptyText, "")]
fn mistakes_hold_a_message_back(#[case] template: &str, #[case] kind: FindingKind, #[case] detail: &str) {
    let findings = found(render(template, &fields()));
    assert!(
        findings.contains(&(kind, detail.to_owned())),
        "{template}: {findings:?}"
    );
}

#[rstest]
#[case::greeting("田中様、こんにちは。")]
#[case::full_name("田中 由紀子 様")]
#[case::a_word_in_kana("たなかの物と、ユキコという名の椅子です。")]
#[case::own_signature("こんにちは。\n担当 佐藤")]
#[case::a_colleague_in_the_text("先日は鈴木がお世話になりました。")]
#[case::single_brace("{お手入れ}のご案内です。")]
#[case::many_customers("皆様、お客様へ。")]
fn what_is_right_passes(#[case] template: &str) {
    assert_eq!(found(render(template, &fields())), [], "{template} is right");
}

#[rstest]
#[case::no_name(MergeFields { recipient: Recipient::default(), ..fields() }, "{{customer}}", "customer")]
#[case::only_an_honorific(
    MergeFields { recipient: Recipient { name: NameParts { family: "様", given: "", honorific: "様" }, ..Recipient::default() }, ..fields() },
    "{{customer}}",
    "customer"
)]
#[case::no_item(MergeFields { item: " ", ..fields() }, "{{item}}", "item")]
#[case::no_delivery_day(MergeFields { delivered_on: None, ..fields() }, "{{delivered_on}}", "delivered_on")]
#[case::no_staff(MergeFields { staff: "", ..fields() }, "{{staff}}", "staff")]
fn a_field_without_value_is_unfilled(
    #[case] fields: MergeFields<'_>,
    #[case] template: &str,
    #[case] detail: &str,
) {
    let findings = found(render(&format!("こんにちは。{template}"), &fields));
    assert_eq!(
        findings,
        [(FindingKind::UnfilledField, detail.to_owned())],
        "{template} is not known"
    );
}

#[test]
fn a_company_is_addressed_as_one() {
    let company = MergeFields {
        recipient: Recipient {
            name: NameParts {
                family: "株式会社青葉",
                given: "",
                honorific: "御中",
            },
            ..Recipient::default()
        },
        ..fields()
    };
    assert_eq!(found(render("{{customer}}", &company)), [], "御中");
    let findings = found(render("株式会社青葉様", &company));
    assert_eq!(
        findings,
        [(FindingKind::WrongHonorific, "様".to_owned())],
        "not 様"
    );
}

#[test]
fn a_name_written_in_kana_is_no_mistake() {
    let kana = MergeFields {
        recipient: Recipient {
            name: NameParts {
                family: "スミス",
                given: "アン",
                honorific: "様",
            },
            family_kana: "スミス",
            given_kana: "アン",
        },
        ..fields()
    };
    assert_eq!(
        found(render("{{customer}}、こんにちは。", &kana)),
        [],
        "there is no kanji"
    );
}

#[test]
fn care_goes_out_as_care_with_greeting_and_signature() {
    let message = Parts {
        body: "{{item}}は、乾いた布で拭いてください。",
        ..parts(ContentKind::Care)
    };
    let composed = compose(&message, &fields());
    let text = "田中様\n\nオーク無垢ダイニングテーブルは、乾いた布で拭いてください。\n\n青葉家具店 佐藤";
    assert_eq!(
        composed,
        Ok(Composed {
            text: text.to_owned(),
            kind: ContentKind::Care
        }),
        "no sender block needed"
    );
    let call = compose(
        &Parts {
            channel: Channel::Phone,
            ..message
        },
        &fields(),
    )
    .map(|composed| composed.text);
    assert_eq!(
        call.as_deref(),
        Ok("オーク無垢ダイニングテーブルは、乾いた布で拭いてください。"),
        "a script is spoken"
    );
}

#[test]
fn what_the_machine_sends_is_signed_by_the_shop() {
    let message = Parts {
        body: "乾いた布で拭いてください。",
        ..parts(ContentKind::Care)
    };
    let composed = compose(
        &message,
        &MergeFields {
            staff: "",
            ..fields()
        },
    )
    .map(|composed| composed.text);
    assert_eq!(
        composed.as_deref(),
        Ok("田中様\n\n乾いた布で拭いてください。\n\n青葉家具店"),
        "nobody in particular"
    );
}

#[test]
fn a_suggestion_makes_an_offer_with_the_sender_below() {
    let message = Parts {
        body: "乾いた布で拭いてください。",
        suggestion: "家具用の布を店頭でご用意しております。",
        ..parts(ContentKind::Care)
    };
    let composed = compose(&message, &fields());
    assert_eq!(
        composed.as_ref().map(|composed| composed.kind),
        Ok(ContentKind::Offer),
        "advertising"
    );
    let text = composed.map(|composed| composed.text).unwrap_or_default();
    for part in [SENDER.name, SENDER.address, SENDER.contact, SENDER.opt_out] {
        assert!(text.contains(part), "{part} stands below");
    }
}

#[rstest]
#[case::name(SenderBlock { name: "", ..SENDER }, FindingKind::SenderMissing)]
#[case::address(SenderBlock { address: " ", ..SENDER }, FindingKind::AddressMissing)]
#[case::contact(SenderBlock { contact: "", ..SENDER }, FindingKind::ContactMissing)]
#[case::opt_out(SenderBlock { opt_out: "", ..SENDER }, FindingKind::OptOutMissing)]
fn an_offer_without_its_sender_is_refused(#[case] sender: SenderBlock<'_>, #[case] kind: FindingKind) {
    let message = Parts {
        body: "オイルを20%オフでご案内します。",
        sender,
        ..parts(ContentKind::Offer)
    };
    assert_eq!(
        found(compose(&message, &fields())),
        [(kind, String::new())],
        "each of the four is needed"
    );
}

#[test]
fn whoever_deletes_the_sender_by_hand_is_refused() {
    let offer = parts(ContentKind::Offer);
    let findings = found(check_text(
        "田中様\n\nオイルを20%オフでご案内します。",
        &offer,
        &fields(),
    ));
    assert_eq!(
        findings.len(),
        4,
        "name, address, contact and opt-out line: {findings:?}"
    );
    let whole = format!(
        "田中様\n\nオイルを20%オフで。\n\n{}",
        sender_lines(&SENDER, Lang::Ja)
    );
    assert_eq!(
        check_text(&whole, &offer, &fields()),
        Ok(ContentKind::Offer),
        "with all four it may go"
    );
}

#[test]
fn advertising_written_into_care_by_hand_is_refused() {
    let findings = found(check_text(
        "田中様\n\n布で拭いてください。替え布は1,200円です。",
        &parts(ContentKind::Care),
        &fields(),
    ));
    assert_eq!(
        findings,
        [(FindingKind::AdvertisingInCare, "price".to_owned())],
        "a price"
    );
}

#[test]
fn harmful_advice_is_refused_for_its_finish_only() {
    let class = |finish| {
        Some(CareClass {
            family: Family::Table,
            material: Material::SolidWood,
            finish,
        })
    };
    let text = "田中様\n\n水で薄めた中性洗剤を含ませ、固く絞った布で拭いてください。";
    let urethane = Parts {
        class: class(Finish::Urethane),
        ..parts(ContentKind::Care)
    };
    assert_eq!(
        check_text(text, &urethane, &fields()),
        Ok(ContentKind::Care),
        "urethane may be wiped damp"
    );
    let bare = Parts {
        class: class(Finish::Unfinished),
        ..parts(ContentKind::Care)
    };
    let findings = found(check_text(text, &bare, &fields()));
    assert!(
        findings
            .iter()
            .all(|(kind, _)| *kind == FindingKind::HarmfulAdvice),
        "bare wood may not: {findings:?}"
    );
    assert!(!findings.is_empty(), "bare wood may not");
}

#[test]
fn every_tip_of_the_library_can_be_sent_as_what_it_says_it_is() {
    for tip in starter_tips() {
        for lang in Lang::ALL {
            let text = tip.text(*lang);
            let fields = MergeFields {
                lang: *lang,
                ..fields()
            };
            for channel in [Channel::Postcard, Channel::Phone] {
                for body in std::iter::once(text.body).chain(text.talking_points) {
                    let message = Parts {
                        body,
                        channel,
                        ..parts(tip.kind)
                    };
                    let kind = compose(&message, &fields).map(|composed| composed.kind);
                    assert_eq!(kind, Ok(tip.kind), "{} in {lang}: {body}", tip.code);
                }
            }
            if !text.suggestion.is_empty() {
                let kind = super::super::classify_kind(text.suggestion);
                assert_eq!(
                    kind,
                    ContentKind::Offer,
                    "{} in {lang} is recognised: {}",
                    tip.code,
                    text.suggestion
                );
                let message = Parts {
                    body: text.body,
                    suggestion: text.suggestion,
                    ..parts(tip.kind)
                };
                let kind = compose(&message, &fields).map(|composed| composed.kind);
                assert_eq!(
                    kind,
                    Ok(ContentKind::Offer),
                    "{} in {lang} with its suggestion",
                    tip.code
                );
            }
        }
    }
}
