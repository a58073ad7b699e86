//! Plans for sofas and chairs.

use super::*;

pub(super) const PLANS: &[StarterPlan] = &[
    StarterPlan {
        code: "sofa-leather",
        name_ja: "本革のソファ",
        name_en: "Leather sofas",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::Leather),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("everyday", "T40", Days(21), MAIL),
            step("winter", "T46", Days(60), CARD)
                .every(12)
                .season((11, 1), (12, 10)),
        ],
    },
    StarterPlan {
        code: "sofa-leather-pigmented",
        name_ja: "本革のソファ(顔料仕上げ)",
        name_en: "Pigmented leather sofas",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::Leather),
            finish: Some(Finish::Pigmented),
        },
        priority: 60,
        steps: &[step("cream", "T41", Months(6), CARD).every(12)],
    },
    StarterPlan {
        code: "sofa-leather-aniline",
        name_ja: "本革のソファ(アニリン)",
        name_en: "Aniline leather sofas",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::Leather),
            finish: Some(Finish::Aniline),
        },
        priority: 60,
        steps: &[step("cream", "T43", Months(4), CARD).every(12)],
    },
    StarterPlan {
        code: "sofa-leather-unknown",
        name_ja: "本革のソファ(仕上げ不明)",
        name_en: "Leather sofas, finish unknown",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::Leather),
            finish: Some(Finish::Unknown),
        },
        priority: 60,
        steps: &[step("rainy-season", "T45", Days(60), MAIL)
            .every(12)
            .season((6, 1), (6, 30))],
    },
    StarterPlan {
        code: "sofa-synthetic",
        name_ja: "合成皮革のソファ",
        name_en: "Synthetic leather sofas",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::SyntheticLeather),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("dye", "T47", Days(21), MAIL),
            step("wipe", "T50", Months(6), CARD).every(12),
            step("years", "T49", Months(48), CARD).every(24),
        ],
    },
    StarterPlan {
        code: "sofa-fabric",
        name_ja: "布のソファ",
        name_en: "Fabric sofas",
        matches: ItemMatch {
            family: Some(Family::Sofa),
            material: Some(Material::Fabric),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("spills", "T53", Days(14), MAIL),
            step("covers", "T52", Months(6), CARD).every(12),
            step("legs", "T62", Months(12), MAIL).every_until(12, 54),
            step("seat", "T60", Months(60), CARD).every(24),
        ],
    },
    StarterPlan {
        code: "sofa-bed",
        name_ja: "ソファベッド",
        name_en: "Sofa beds",
        matches: ItemMatch {
            family: Some(Family::SofaBed),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T84", Days(30), MAIL),
            step("swap", "T54", Months(6), MAIL).every(12),
        ],
    },
    StarterPlan {
        code: "chair",
        name_ja: "椅子",
        name_en: "Chairs",
        matches: ItemMatch {
            family: Some(Family::Chair),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T5", Days(30), MAIL),
            step("felt", "T66", Months(6), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "desk-chair",
        name_ja: "デスクチェア",
        name_en: "Desk chairs",
        matches: ItemMatch {
            family: Some(Family::DeskChair),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T5", Days(30), MAIL),
            step("yearly", "T97", Months(12), CARD).every(12),
        ],
    },
];
