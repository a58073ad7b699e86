//! Plans for beds, storage, floors, windows, lights, the garden and children.

use super::*;

pub(super) const PLANS: &[StarterPlan] = &[
    StarterPlan {
        code: "desk",
        name_ja: "机",
        name_en: "Desks",
        matches: ItemMatch {
            family: Some(Family::Desk),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T5", Days(30), MAIL),
            step("wall-gap", "T4", Days(120), AUTO)
                .every(12)
                .season((5, 10), (5, 31)),
        ],
    },
    StarterPlan {
        code: "bed",
        name_ja: "ベッド",
        name_en: "Beds",
        matches: ItemMatch {
            family: Some(Family::Bed),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T84", Days(30), CARD),
            step("slats", "T85", Months(12), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "mattress",
        name_ja: "マットレス",
        name_en: "Mattresses",
        matches: ItemMatch {
            family: Some(Family::Mattress),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("turn", "T80", Days(30), MAIL).every(12),
            step("rainy-season", "T82", Days(60), AUTO)
                .every_until(12, 90)
                .season((6, 1), (6, 30)),
            step("years", "T86", Months(96), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "bedding",
        name_ja: "寝具",
        name_en: "Bedding",
        matches: ItemMatch {
            family: Some(Family::Bedding),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[step("wash", "T83", Days(14), MAIL).every(12)],
    },
    StarterPlan {
        code: "storage",
        name_ja: "収納家具",
        name_en: "Storage",
        matches: ItemMatch {
            family: Some(Family::Storage),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("doors", "T91", Days(60), MAIL),
            step("rainy-season", "T93", Days(60), AUTO)
                .every(12)
                .season((6, 1), (6, 30)),
            step("anti-tip", "T7", Days(14), CARD)
                .every(12)
                .season((8, 25), (9, 20)),
        ],
    },
    StarterPlan {
        code: "storage-paulownia",
        name_ja: "桐の箪笥",
        name_en: "Paulownia chests",
        matches: ItemMatch {
            family: Some(Family::Storage),
            material: Some(Material::Paulownia),
            finish: None,
        },
        priority: 60,
        steps: &[
            step("dry-cloth", "T33", Days(7), CARD),
            step("airing", "T36", Months(12), CARD)
                .every(12)
                .season((10, 10), (11, 15)),
        ],
    },
    StarterPlan {
        code: "rug",
        name_ja: "ラグ",
        name_en: "Rugs",
        matches: ItemMatch {
            family: Some(Family::Rug),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("vacuum", "T99", Days(14), MAIL),
            step("turn", "T101", Months(6), MAIL).every(12),
        ],
    },
    StarterPlan {
        code: "rug-wool",
        name_ja: "ウールのラグ",
        name_en: "Wool rugs",
        matches: ItemMatch {
            family: Some(Family::Rug),
            material: Some(Material::Wool),
            finish: None,
        },
        priority: 60,
        steps: &[step("shedding", "T100", Days(30), MAIL)],
    },
    StarterPlan {
        code: "curtain",
        name_ja: "カーテン",
        name_en: "Curtains",
        matches: ItemMatch {
            family: Some(Family::Curtain),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[step("wash", "T104", Months(6), CARD)
            .every(12)
            .season((4, 1), (5, 10))],
    },
    StarterPlan {
        code: "lighting",
        name_ja: "照明",
        name_en: "Lighting",
        matches: ItemMatch {
            family: Some(Family::Lighting),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("shades", "T113", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 15))
                .grace(14),
            step("check", "T111", Months(12), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "outdoor",
        name_ja: "屋外の家具",
        name_en: "Outdoor furniture",
        matches: ItemMatch {
            family: Some(Family::Outdoor),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("spring", "T118", Days(60), CARD)
                .every(12)
                .season((4, 1), (4, 30)),
            step("cushions", "T120", Days(14), MAIL).season((5, 25), (6, 20)),
            step("storm", "T119", Days(14), CARD)
                .every(12)
                .season((8, 20), (9, 10))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "outdoor-teak-oil",
        name_ja: "屋外のチーク(オイル仕上げ)",
        name_en: "Oiled teak outdoors",
        matches: ItemMatch {
            family: Some(Family::Outdoor),
            material: Some(Material::Teak),
            finish: Some(Finish::Oil),
        },
        priority: 60,
        steps: &[step("teak-oil", "T117", Months(12), CARD)
            .every(12)
            .season((4, 1), (5, 15))],
    },
    StarterPlan {
        code: "kotatsu",
        name_ja: "こたつ",
        name_en: "Kotatsu",
        matches: ItemMatch {
            family: Some(Family::Kotatsu),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[step("heater", "T121", Days(30), CARD)
            .every(12)
            .season((10, 1), (10, 31))],
    },
    StarterPlan {
        code: "mirror",
        name_ja: "鏡",
        name_en: "Mirrors",
        matches: ItemMatch {
            family: Some(Family::Mirror),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[step("fixing", "T122", Days(14), CARD).every(12)],
    },
    StarterPlan {
        code: "tatami",
        name_ja: "畳",
        name_en: "Tatami",
        matches: ItemMatch {
            family: Some(Family::Tatami),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[step("rainy-season", "T110", Days(14), CARD)
            .every(12)
            .season((5, 25), (6, 20))],
    },
    StarterPlan {
        code: "kids",
        name_ja: "お子さまの家具",
        name_en: "Children’s furniture",
        matches: ItemMatch {
            family: Some(Family::Kids),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("bolts", "T5", Days(30), MAIL),
            step("check", "T126", Months(6), CARD).every(6),
        ],
    },
    StarterPlan {
        code: "altar",
        name_ja: "仏壇",
        name_en: "Buddhist altars",
        matches: ItemMatch {
            family: Some(Family::Altar),
            material: None,
            finish: None,
        },
        priority: 50,
        steps: &[
            step("place", "T3", Days(21), CARD),
            step("anti-tip", "T7", Days(60), CARD)
                .every(12)
                .season((8, 25), (9, 20)),
        ],
    },
];
