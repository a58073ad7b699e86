//! Two people as files and clerks write them, and what is made of them.

use rstest::rstest;

use super::*;
use crate::fold::{AddressParts, email_key, phone_key};

/// Who is in the books of a shop of ordinary size.
const PEOPLE: usize = 10_000;

/// name | reading | phone | mail | street and number in 松本市.
fn person(text: &str) -> Traits {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let split = |text: &'static str| text.split_once('/').unwrap_or((text, ""));
    let owned =
        |at: usize| -> &'static str { parts.get(at).map_or("", |part| String::leak((*part).to_owned())) };
    let (family, given) = split(owned(0));
    let (family_kana, given_kana) = split(owned(1));
    Traits::of(&PersonParts {
        company: family.contains("株式会社") || family.contains('㈱'),
        family,
        given,
        family_kana,
        given_kana,
        phones: phone_key(owned(2)).into_iter().collect(),
        mails: email_key(owned(3)).into_iter().collect(),
        places: vec![AddressParts {
            city: "松本市",
            street: owned(4),
            ..AddressParts::default()
        }],
    })
}

fn verdict(one: &str, other: &str) -> Verdict {
    let (one, other) = (person(one), person(other));
    let there = judge(&compare(&one, &other), PEOPLE);
    let back = judge(&compare(&other, &one), PEOPLE);
    assert_eq!(there, back, "whichever stands left");
    there.verdict
}

#[rstest]
#[case::old_form("髙橋/由紀子||090-1234-5678", "高橋/由紀子||０９０（１２３４）５６７８")]
#[case::kana_only("髙橋/由紀子|タカハシ/ユキコ|090-1234-5678", "ﾀｶﾊｼ/ﾕｷｺ||09012345678")]
#[case::turned("山田/太郎||090-1234-5678", "太郎/山田||090-1234-5678")]
#[case::not_split("山田/太郎|||taro@example.jp", "山田太郎|||TARO@example.jp")]
#[case::split_by_a_blank("山田/太郎|||taro@example.jp", "山田　太郎 様|||taro@example.jp")]
#[case::moved("山田/太郎||090-1234-5678||大手1-2-3", "山田/太郎||090-1234-5678||中央9-8-7")]
#[case::another_telephone(
    "山田/太郎||090-1234-5678||大手1-2-3",
    "山田/太郎||0263-55-1234||大手一丁目二番地三"
)]
#[case::slip_of_a_digit("山田/太郎||090-1234-5678||大手1-2-3", "山田/太郎||090-1234-5687||大手1-2-3")]
#[case::room_missing("山田/太郎||090-1234-5678||大手1-2-3-405", "山田/太郎||||大手一丁目2番3号")]
#[case::company("株式会社木の家||0263-55-1234", "㈱木の家||0263551234")]
fn one_person_is_certain(#[case] one: &str, #[case] other: &str) {
    assert_eq!(verdict(one, other), Verdict::Certain, "{one} is {other}");
}

#[rstest]
#[case::given_name_unknown("山田/太郎||090-1234-5678", "山田||090-1234-5678")]
#[case::married("山田/花子||090-1234-5678", "鈴木/花子||090-1234-5678")]
#[case::typed_by_ear(
    "山田/裕子|ヤマダ/ユウコ|090-1234-5678",
    "山田/優子|ヤマダ/ユウコ|090-1234-5678"
)]
#[case::namesakes_of_one_town("佐藤/誠||090-1111-2222||大手1-2-3", "佐藤/誠||||大手5-6-7")]
#[case::read_alike_with_another_telephone(
    "山田/裕子|ヤマダ/ユウコ|090-1234-5678||大手1-2-3",
    "ヤマダ/ユウコ||0263-55-1234||大手1-2-3"
)]
#[case::no_name("|||taro@example.jp", "山田/太郎|||taro@example.jp")]
fn a_person_is_asked(#[case] one: &str, #[case] other: &str) {
    assert_eq!(verdict(one, other), Verdict::Doubtful, "{one} and {other}");
}

#[rstest]
#[case::couple("山田/太郎||0263-55-1234||大手1-2-3", "山田/花子||0263-55-1234||大手1-2-3")]
#[case::brothers("山田/健一||0263-55-1234||大手1-2-3", "山田/健二||0263-55-1234||大手1-2-3")]
#[case::read_nearly_alike(
    "山田/由美|ヤマダ/ユミ|0263-55-1234||大手1-2-3",
    "山田/由香|ヤマダ/ユカ|0263-55-1234||大手1-2-3"
)]
fn a_family_is_not_one_person(#[case] one: &str, #[case] other: &str) {
    assert_eq!(verdict(one, other), Verdict::Family, "{one} and {other}");
}

#[rstest]
#[case::telephone_only("山田/太郎||0263-55-1234", "鈴木/花子||0263-55-1234")]
#[case::telephone_and_family_name("山田/太郎||0263-55-1234", "山田/花子||0263-55-1234")]
#[case::town_only("山田/太郎||||大手1-2-3", "鈴木/花子||||大手5-6-7")]
#[case::namesakes_far_apart("佐藤/誠||090-1111-2222||大手1-2-3", "佐藤/誠||090-3333-4444||中央5-6-7")]
fn nobody_is_asked(#[case] one: &str, #[case] other: &str) {
    assert_eq!(verdict(one, other), Verdict::Different, "{one} and {other}");
}

#[test]
fn a_shared_telephone_alone_is_never_certain_however_small_the_shop() {
    let one = person("山田||0263-55-1234");
    let other = person("山田||0263-55-1234");
    for people in [0, 1, 2, 10, 1_000_000] {
        let judged = judge(&compare(&one, &other), people);
        assert_ne!(judged.verdict, Verdict::Certain, "a family name and a telephone");
        assert!((0.0..=1.0).contains(&judged.same), "a probability");
    }
}

#[test]
fn two_who_are_one_share_a_key() {
    let keys = |text: &str| blocking_keys(&person(text));
    let share = |one: &str, other: &str| keys(one).iter().any(|key| keys(other).contains(key));
    assert!(
        share("山田/太郎||||大手1-2-3", "太郎 山田||||大手5-6-7"),
        "a name in one town, in either order"
    );
    assert!(
        share("山田||||大手1-2-3", "鈴木||||大手一丁目二番三号"),
        "a dwelling"
    );
    assert!(
        !share("山田/太郎||||大手1-2-3", "山田/太郎||||中央1-2-3"),
        "a name in two towns"
    );
    assert!(keys("||").is_empty(), "nothing is no key");
}

#[test]
fn a_name_in_kanji_and_one_in_kana_meet_by_how_others_of_the_shop_are_read() {
    let web = person("髙橋由紀子||090-1234-5678||大手1-2-3");
    let till = person("ﾕｷｺ/ﾀｶﾊｼ||09012345678||大手1-2-3");
    let mut readings = Readings::default();
    readings.learn_family("高橋", "タカハシ");
    readings.learn_family("高橋", "コウハシ");
    let alone = judge(&compare_with(&web, &till, &readings), PEOPLE);
    assert_eq!(
        alone.verdict,
        Verdict::Doubtful,
        "nobody of the shop tells how 由紀子 is read"
    );
    readings.learn_given("由紀子", "ゆきこ");
    let there = judge(&compare_with(&web, &till, &readings), PEOPLE);
    let back = judge(&compare_with(&till, &web, &readings), PEOPLE);
    assert_eq!(there, back, "whichever stands left");
    assert_eq!(there.verdict, Verdict::Certain, "read as others are");
    let wife = person("ﾀｶﾊｼ/ﾊﾅｺ||09012345678||大手1-2-3");
    let other = judge(&compare_with(&web, &wife, &readings), PEOPLE);
    assert_ne!(other.verdict, Verdict::Certain, "another name is not hers");
}
