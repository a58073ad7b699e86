//! Plans for everything, for wood by its finish, and for tables.

use super::*;

pub(super) const PLANS: &[StarterPlan] = &[
    StarterPlan {
        code: "first-90-days",
        name_ja: "はじめの90日",
        name_en: "The first 90 days",
        matches: ItemMatch {
            family: None,
            material: None,
            finish: None,
        },
        priority: 100,
        steps: &[
            step("hello", "T1", Days(3), CALL).grace(14),
            step("three-months", "T125", Days(90), MAIL),
        ],
    },
    StarterPlan {
        code: "solid-wood",
        name_ja: "無垢材の冬",
        name_en: "Solid wood in winter",
        matches: ItemMatch {
            family: None,
            material: Some(Material::SolidWood),
            finish: None,
        },
        priority: 20,
        steps: &[step("winter", "T37", Days(30), AUTO)
            .every(12)
            .season((11, 1), (12, 10))],
    },
    StarterPlan {
        code: "table-oil",
        name_ja: "オイル仕上げの食卓",
        name_en: "Oiled tables",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: None,
            finish: Some(Finish::Oil),
        },
        priority: 60,
        steps: &[
            step("first-oil", "T11", Days(45), MAIL),
            step("autumn-oil", "T12", Days(120), CARD)
                .every(12)
                .season((10, 1), (11, 10)),
        ],
    },
    StarterPlan {
        code: "table-soap",
        name_ja: "ソープ仕上げの食卓",
        name_en: "Soaped tables",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: None,
            finish: Some(Finish::Soap),
        },
        priority: 60,
        steps: &[
            step("first-soap", "T19", Days(21), MAIL),
            step("soap", "T20", Months(8), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "table-wax",
        name_ja: "ワックス仕上げの食卓",
        name_en: "Waxed tables",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: None,
            finish: Some(Finish::Wax),
        },
        priority: 60,
        steps: &[
            step("coasters", "T15", Days(14), MAIL),
            step("wax", "T21", Months(6), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "table-urethane",
        name_ja: "ウレタン塗装の食卓",
        name_en: "Urethane tables",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: None,
            finish: Some(Finish::Urethane),
        },
        priority: 60,
        steps: &[
            step("everyday", "T22", Days(21), MAIL),
            step("disinfectant", "T23", Days(60), AUTO)
                .every(12)
                .season((11, 5), (12, 5)),
        ],
    },
    StarterPlan {
        code: "table-lacquer",
        name_ja: "ラッカー塗装の食卓",
        name_en: "Lacquered tables",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: None,
            finish: Some(Finish::Lacquer),
        },
        priority: 60,
        steps: &[
            step("gentle", "T27", Days(14), MAIL),
            step("disinfectant", "T23", Days(60), AUTO)
                .every(12)
                .season((11, 5), (12, 5)),
        ],
    },
    StarterPlan {
        code: "urushi",
        name_ja: "漆の家具",
        name_en: "Urushi",
        matches: ItemMatch {
            family: None,
            material: None,
            finish: Some(Finish::Urushi),
        },
        priority: 60,
        steps: &[
            step("glow", "T28", Days(14), CARD),
            step("dry-months", "T29", Days(60), CARD)
                .every(12)
                .season((11, 1), (12, 10)),
        ],
    },
    StarterPlan {
        code: "solid-wood-unknown-finish",
        name_ja: "仕上げのわからない無垢材",
        name_en: "Solid wood, finish unknown",
        matches: ItemMatch {
            family: None,
            material: Some(Material::SolidWood),
            finish: Some(Finish::Unknown),
        },
        priority: 40,
        steps: &[
            step("place", "T3", Days(21), MAIL),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "veneer-unknown-finish",
        name_ja: "仕上げのわからない突板",
        name_en: "Veneer, finish unknown",
        matches: ItemMatch {
            family: None,
            material: Some(Material::Veneer),
            finish: Some(Finish::Unknown),
        },
        priority: 40,
        steps: &[
            step("place", "T3", Days(21), MAIL),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "unknown",
        name_ja: "素材も仕上げもわからないもの",
        name_en: "Material and finish unknown",
        matches: ItemMatch {
            family: None,
            material: Some(Material::Unknown),
            finish: Some(Finish::Unknown),
        },
        priority: 40,
        steps: &[
            step("place", "T3", Days(21), MAIL),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "table-glass",
        name_ja: "ガラスの天板",
        name_en: "Glass tops",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: Some(Material::Glass),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("safe-glass", "T73", Days(14), CARD).every(12),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "table-marble",
        name_ja: "大理石の天板",
        name_en: "Marble tops",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: Some(Material::Marble),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("acids", "T75", Days(7), CARD),
            step("seal", "T76", Months(12), CARD).every(12),
        ],
    },
    StarterPlan {
        code: "table-ceramic",
        name_ja: "セラミックの天板",
        name_en: "Ceramic tops",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: Some(Material::Ceramic),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("care", "T77", Days(14), MAIL),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
    StarterPlan {
        code: "table-melamine",
        name_ja: "メラミンの天板",
        name_en: "Melamine tops",
        matches: ItemMatch {
            family: Some(Family::Table),
            material: Some(Material::Melamine),
            finish: None,
        },
        priority: 50,
        steps: &[
            step("care", "T32", Days(14), MAIL),
            step("year-end", "T9", Days(60), AUTO)
                .every(12)
                .season((12, 1), (12, 20))
                .grace(14),
        ],
    },
];
