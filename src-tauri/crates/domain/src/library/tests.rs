//! What the library as a whole promises.

use std::collections::{HashMap, HashSet};

use rstest::rstest;

use super::*;
use crate::kinds::{CustomerState, ItemState};
use crate::plan::{DayWindow, ItemForPlanning, Plan, Step, plan_item};
use crate::values::{ContentId, CustomerId, HouseholdId, OwnedItemId, PlanId, ShopDay, StepId};

const WOODS: &[Material] = &[
    Material::SolidWood,
    Material::Veneer,
    Material::Paulownia,
    Material::Unknown,
];
const WOOD_FINISHES: &[Finish] = &[
    Finish::Oil,
    Finish::Soap,
    Finish::Wax,
    Finish::Urethane,
    Finish::Lacquer,
    Finish::Urushi,
    Finish::Unfinished,
    Finish::Unknown,
];

/// Every finish that things of this material come with.
fn finishes_of(material: Material) -> Vec<Finish> {
    match material {
        material if WOODS.contains(&material) => WOOD_FINISHES.to_vec(),
        Material::Teak => vec![Finish::Oil, Finish::Unfinished, Finish::Unknown],
        Material::Rattan => vec![Finish::Lacquer, Finish::Unfinished, Finish::Unknown],
        Material::Leather => vec![Finish::Pigmented, Finish::Aniline, Finish::Unknown],
        _ => vec![Finish::NotApplicable, Finish::Unknown],
    }
}

/// Every class of thing that a tip may be given for.
fn classes_of(tip: &StarterTip) -> Vec<CareClass> {
    let families = if tip.applies_to.families.is_empty() {
        Family::ALL
    } else {
        tip.applies_to.families
    };
    let mut classes = Vec::new();
    for family in families {
        for material in Material::ALL {
            for finish in finishes_of(*material) {
                let class = CareClass {
                    family: *family,
                    material: *material,
                    finish,
                };
                if tip.applies_to.fits(class) {
                    classes.push(class);
                }
            }
        }
    }
    classes
}

/// What the customer or the caller reads as a recommendation.
fn advice(text: &TipText) -> String {
    [
        &[text.title, text.body, text.suggestion][..],
        &text.talking_points,
    ]
    .concat()
    .join("\n")
}

#[test]
fn every_tip_has_a_code_of_its_own_and_a_source() {
    let codes: HashSet<&str> = starter_tips().iter().map(|tip| tip.code).collect();
    assert_eq!(codes.len(), starter_tips().len(), "codes are unique");
    assert!(
        starter_tips().len() >= 60,
        "{} tips are too few",
        starter_tips().len()
    );
    for tip in starter_tips() {
        assert!(!tip.source.is_empty(), "{} says where it comes from", tip.code);
        assert!((1..=3).contains(&tip.difficulty), "{} has a difficulty", tip.code);
        assert!(
            (1..=60).contains(&tip.minutes),
            "{} says how long it takes",
            tip.code
        );
        assert!(!classes_of(tip).is_empty(), "{} is for something", tip.code);
    }
}

#[test]
fn every_tip_is_whole_in_both_languages() {
    for tip in starter_tips() {
        for lang in Lang::ALL {
            let text = tip.text(*lang);
            let ends: &[char] = if *lang == Lang::Ja { &['。'] } else { &['.', '?'] };
            assert!(!text.title.is_empty(), "{} has a title in {lang}", tip.code);
            assert!(
                text.title.chars().count() <= 50,
                "the title of {} fits a list in {lang}",
                tip.code
            );
            let sentences = text
                .body
                .chars()
                .filter(|c| matches!(c, '。' | '?' | '.'))
                .count();
            assert!(
                (2..=5).contains(&sentences),
                "{} has {sentences} sentences in {lang}",
                tip.code
            );
            assert!(
                text.body.ends_with(ends),
                "the body of {} is whole in {lang}",
                tip.code
            );
            for line in text.talking_points {
                assert!(
                    line.ends_with(ends),
                    "a line of {} is whole in {lang}: {line}",
                    tip.code
                );
            }
            assert!(
                !text.never.is_empty(),
                "{} says what not to do in {lang}",
                tip.code
            );
        }
        let missing = tip.ja.suggestion.is_empty() != tip.en.suggestion.is_empty();
        assert!(!missing, "{} suggests the same in both languages", tip.code);
        let kana = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='龯');
        assert!(
            !advice(&tip.en).contains(kana),
            "{} is English in English",
            tip.code
        );
    }
}

#[test]
fn no_tip_recommends_what_harms_the_things_it_is_for() {
    let mut found = Vec::new();
    for tip in starter_tips() {
        for lang in Lang::ALL {
            let mut asked = HashSet::new();
            for class in classes_of(tip) {
                // Classes under the same rules need asking once.
                if !asked.insert(NeverRule::protecting(class)) {
                    continue;
                }
                if let Some(finding) = lint_content(class, &advice(tip.text(*lang))).first() {
                    found.push(format!("{} in {lang} for {class:?}: {finding:?}", tip.code));
                    break;
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new(), "the library follows its own rules");
}

#[test]
fn only_care_carries_a_suggestion() {
    for tip in starter_tips() {
        let may = tip.kind == ContentKind::Care;
        assert!(
            may || tip.ja.suggestion.is_empty(),
            "{} is no place for advertising",
            tip.code
        );
    }
}

#[test]
fn nothing_claims_to_be_reviewed_by_a_maker() {
    assert!(
        starter_tips().iter().all(|tip| !tip.reviewed),
        "nobody has reviewed the starter library"
    );
}

#[test]
fn every_oil_tip_warns_of_the_rags() {
    let oil: Vec<&StarterTip> = starter_tips()
        .iter()
        .filter(|tip| tip.en.body.contains("thin coat of"))
        .collect();
    assert!(oil.len() >= 4, "the oil tips are there");
    for tip in oil {
        assert!(
            tip.ja.body.contains("発火") && tip.ja.body.contains("水に浸"),
            "{} warns",
            tip.code
        );
        assert!(
            tip.en.body.contains("catch fire") && tip.en.body.contains("water"),
            "{} warns",
            tip.code
        );
    }
}

#[test]
fn every_step_sends_a_tip_that_is_for_the_plans_things() {
    for plan in starter_plans() {
        let mut codes = HashSet::new();
        assert!(!plan.steps.is_empty(), "{} has steps", plan.code);
        for step in plan.steps {
            assert!(codes.insert(step.code), "{}/{} is unique", plan.code, step.code);
            let tip = starter_tip(step.content);
            assert!(
                tip.is_some(),
                "{}/{} sends a tip of the library",
                plan.code,
                step.code
            );
            let Some(tip) = tip else { continue };
            let AppliesTo {
                families,
                materials,
                finishes,
            } = tip.applies_to;
            let family = families.is_empty() || plan.matches.family.is_some_and(|f| families.contains(&f));
            let finish = finishes.is_empty() || plan.matches.finish.is_some_and(|f| finishes.contains(&f));
            // A wood finish says enough about the material.
            let material = materials.is_empty()
                || plan.matches.material.is_some_and(|m| materials.contains(&m))
                || (plan.matches.material.is_none() && plan.matches.finish.is_some() && finish);
            assert!(
                family && material && finish,
                "{} fits all of plan {}",
                tip.code,
                plan.code
            );
            let by_itself = step.touch == Touch::Tech && tip.kind == ContentKind::Safety;
            assert!(
                !by_itself,
                "{}: an unreviewed safety tip does not go out by itself",
                tip.code
            );
            assert_ne!(
                Some(step.channel),
                step.fallback,
                "{}/{} has a second way",
                plan.code,
                step.code
            );
        }
    }
}

#[test]
fn an_unknown_finish_gets_only_advice_that_is_safe_for_all() {
    for plan in starter_plans()
        .iter()
        .filter(|plan| plan.matches.finish.is_none_or(|f| f == Finish::Unknown))
    {
        for step in plan.steps {
            let tip = starter_tip(step.content);
            assert!(
                tip.is_some_and(|tip| !tip.applies_to.needs_known_finish()),
                "{}/{}",
                plan.code,
                step.code
            );
        }
    }
}

/// The starter plans as the planner sees them, and the content ids' tips.
fn runtime_plans() -> (Vec<Plan>, HashMap<ContentId, &'static StarterTip>) {
    let ids: HashMap<&str, ContentId> = (1..)
        .zip(starter_tips())
        .map(|(id, tip)| (tip.code, ContentId(id)))
        .collect();
    let tips = starter_tips().iter().map(|tip| (ids[tip.code], tip)).collect();
    let mut next_step = 0;
    let plans = (1..)
        .zip(starter_plans())
        .map(|(id, plan)| Plan {
            id: PlanId(id),
            code: plan.code.to_owned(),
            matches: plan.matches,
            priority: plan.priority,
            active: true,
            steps: plan
                .steps
                .iter()
                .map(|step| {
                    next_step += 1;
                    Step {
                        id: StepId(next_step),
                        code: step.code.to_owned(),
                        content: ids[step.content],
                        offset: step.offset,
                        repeat: step.repeat,
                        season: step.season,
                        touch: step.touch,
                        channel: step.channel,
                        fallback: step.fallback,
                        grace_days: step.grace_days,
                        minutes: u16::from(step.minutes),
                    }
                })
                .collect(),
        })
        .collect();
    (plans, tips)
}

#[rstest]
#[case::oiled_oak_table(Family::Table, Material::SolidWood, Finish::Oil)]
#[case::urethane_table(Family::Table, Material::SolidWood, Finish::Urethane)]
#[case::urethane_veneer_table(Family::Table, Material::Veneer, Finish::Urethane)]
#[case::soaped_table(Family::Table, Material::SolidWood, Finish::Soap)]
#[case::table_of_unknown_finish(Family::Table, Material::SolidWood, Finish::Unknown)]
#[case::marble_table(Family::Table, Material::Marble, Finish::NotApplicable)]
#[case::pigmented_leather_sofa(Family::Sofa, Material::Leather, Finish::Pigmented)]
#[case::aniline_sofa(Family::Sofa, Material::Leather, Finish::Aniline)]
#[case::leather_sofa_of_unknown_finish(Family::Sofa, Material::Leather, Finish::Unknown)]
#[case::fabric_sofa(Family::Sofa, Material::Fabric, Finish::NotApplicable)]
#[case::synthetic_sofa(Family::Sofa, Material::SyntheticLeather, Finish::NotApplicable)]
#[case::oak_chair(Family::Chair, Material::SolidWood, Finish::Oil)]
#[case::oak_bed(Family::Bed, Material::SolidWood, Finish::Urethane)]
#[case::mattress(Family::Mattress, Material::Unknown, Finish::NotApplicable)]
#[case::veneer_storage(Family::Storage, Material::Veneer, Finish::Urethane)]
#[case::oak_storage(Family::Storage, Material::SolidWood, Finish::Oil)]
#[case::paulownia_chest(Family::Storage, Material::Paulownia, Finish::Unfinished)]
#[case::wool_rug(Family::Rug, Material::Wool, Finish::NotApplicable)]
#[case::lamp(Family::Lighting, Material::Steel, Finish::NotApplicable)]
#[case::outdoor_teak(Family::Outdoor, Material::Teak, Finish::Oil)]
#[case::desk(Family::Desk, Material::SolidWood, Finish::Urethane)]
#[case::kids_bed(Family::Kids, Material::SolidWood, Finish::Urethane)]
#[case::curtain(Family::Curtain, Material::Fabric, Finish::NotApplicable)]
#[case::sofa_nobody_knows(Family::Sofa, Material::Unknown, Finish::Unknown)]
fn a_typical_thing_brings_few_contacts(
    #[case] family: Family,
    #[case] material: Material,
    #[case] finish: Finish,
    #[values("2024-02-10", "2024-05-20", "2024-09-15", "2024-12-01")] delivered: &str,
) {
    let (plans, tips) = runtime_plans();
    let delivered_on = ShopDay::parse_iso(delivered).expect("a real day");
    let class = CareClass {
        family,
        material,
        finish,
    };
    let item = ItemForPlanning {
        id: OwnedItemId(1),
        household: HouseholdId(1),
        customer: CustomerId(1),
        customer_state: CustomerState::Active,
        class,
        delivered_on: Some(delivered_on),
        state: ItemState::InUse,
        spread: 7,
    };
    let count = |from: ShopDay, to: ShopDay| {
        let drafts = plan_item(&item, &plans, DayWindow::new(from, to));
        for draft in &drafts {
            assert!(
                tips[&draft.content].applies_to.fits(class),
                "{} is for {class:?}",
                tips[&draft.content].code
            );
        }
        let safety = drafts
            .iter()
            .filter(|draft| tips[&draft.content].kind == ContentKind::Safety)
            .count();
        (drafts.len() - safety, safety)
    };
    let (care, safety) = count(delivered_on, delivered_on.plus_days(364));
    assert!(
        (2..=5).contains(&care),
        "{care} contacts about care in the first year"
    );
    assert!(safety <= 1, "{safety} contacts about safety in the first year");
    for year in 1..8 {
        let from = delivered_on.plus_months(12 * year).plus_days(-1);
        let to = delivered_on.plus_months(12 * (year + 1)).plus_days(-2);
        let (care, safety) = count(from, to);
        assert!(
            (1..=2).contains(&care),
            "{care} contacts about care in year {}",
            year + 1
        );
        assert!(safety <= 2, "{safety} contacts about safety in year {}", year + 1);
    }
}
