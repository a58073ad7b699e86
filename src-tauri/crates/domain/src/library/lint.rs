//! Refuses care advice that harms the finish or material that it is given for.
//!
//! The table is the shop trade's "never" list: oil on urethane, alcohol on oil, water on paulownia and so
//! on. The lint reads what a text recommends: "do not use alcohol" passes and "wipe it with alcohol" does not.
//! It reads word by word, so it errs on the side of a finding: a harmful thing that is neither plainly
//! recommended nor plainly forbidden is reported.
//! Not here: the part of a tip that lists what not to do (`never`), which is not linted, and advertising
//! (`message`).

use crate::kinds::{Family, Finish, Material};
use crate::plan::CareClass;

mod clause;
mod words;

/// The row of the "never" table that a text breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeverRule {
    /// Urethane and lacquer: no oil or wax, alcohol, chemical cloth, melamine sponge, hard rubbing.
    HardCoat,
    /// Oil, soap and wax: no alcohol, no alkaline or acid cleaners, no wet glasses left standing.
    OpenPore,
    /// Paulownia and unfinished wood: no water, oil, wet hands.
    BareWood,
    /// Urushi: no sun, abrasives, repairs at home, chemical cloth, camellia oil.
    Urushi,
    /// Leather: no olive oil, hand cream, shoe cream, solvents.
    Leather,
    /// Aniline leather: besides, no water and no soap.
    Aniline,
    /// Marble: no acid cleaners, no wine left standing.
    Marble,
    /// Glass: no sudden heat or cold, no use after a chip.
    Glass,
    /// Rattan: no wax, no hard rubbing.
    Rattan,
    /// Tatami: no wet mop, no carpet on top.
    Tatami,
    /// Whoever advises oil warns of rags that catch fire by themselves.
    OilRags,
}

/// The harmful thing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// Furniture oil.
    Oil,
    /// Wax.
    Wax,
    /// Alcohol, disinfectant.
    Alcohol,
    /// Chemical cloth.
    ChemicalCloth,
    /// Melamine sponge.
    MelamineSponge,
    /// Hard rubbing.
    HardRubbing,
    /// Alkaline or acid cleaner, also a weak one.
    HarshCleaner,
    /// A wet glass left standing.
    WetGlass,
    /// Water.
    Water,
    /// Wet hands.
    WetHands,
    /// Direct sun.
    Sun,
    /// Abrasives.
    Abrasive,
    /// Repair at home.
    SelfRepair,
    /// Camellia oil.
    CamelliaOil,
    /// Olive oil.
    OliveOil,
    /// Hand cream.
    HandCream,
    /// Shoe cream.
    ShoeCream,
    /// Solvents.
    Solvent,
    /// Soap and detergent.
    Soap,
    /// Acids such as vinegar, lemon and citric acid.
    Acid,
    /// Wine left standing.
    WineLeft,
    /// Sudden heat or cold.
    TemperatureShock,
    /// Use after a chip.
    UseAfterChip,
    /// Wet mop, steam.
    WetMop,
    /// Carpet on top.
    CarpetOnTop,
    /// Oil advised without the warning about rags.
    NoRagWarning,
}

/// One harmful recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// The row of the table.
    pub rule: NeverRule,
    /// What is recommended.
    pub harm: Harm,
    /// The word of the text that gave it away; empty when something is missing instead.
    pub word: &'static str,
}

impl NeverRule {
    /// What the row forbids.
    #[must_use]
    pub fn harms(self) -> &'static [Harm] {
        match self {
            Self::HardCoat => &[
                Harm::Oil,
                Harm::Wax,
                Harm::Alcohol,
                Harm::ChemicalCloth,
                Harm::MelamineSponge,
                Harm::HardRubbing,
            ],
            Self::OpenPore => &[Harm::Alcohol, Harm::HarshCleaner, Harm::WetGlass],
            Self::BareWood => &[Harm::Water, Harm::Oil, Harm::WetHands],
            Self::Urushi => &[
                Harm::Sun,
                Harm::Abrasive,
                Harm::MelamineSponge,
                Harm::SelfRepair,
                Harm::ChemicalCloth,
                Harm::CamelliaOil,
            ],
            Self::Leather => &[
                Harm::OliveOil,
                Harm::HandCream,
                Harm::ShoeCream,
                Harm::Solvent,
                Harm::Alcohol,
            ],
            Self::Aniline => &[Harm::Water, Harm::Soap],
            Self::Marble => &[Harm::Acid, Harm::WineLeft],
            Self::Glass => &[Harm::TemperatureShock, Harm::UseAfterChip],
            Self::Rattan => &[Harm::Wax, Harm::HardRubbing],
            Self::Tatami => &[Harm::WetMop, Harm::CarpetOnTop],
            Self::OilRags => &[Harm::NoRagWarning],
        }
    }

    /// The rows that protect a thing of this class. What is not known is protected by every row that
    /// might apply, so that only advice that is safe for all gets through.
    #[must_use]
    pub fn protecting(class: CareClass) -> Vec<Self> {
        let CareClass {
            family,
            material,
            finish,
        } = class;
        let wood_finish = matches!(
            finish,
            Finish::Oil | Finish::Soap | Finish::Wax | Finish::Urethane | Finish::Lacquer | Finish::Urushi
        );
        let unknown_material = material == Material::Unknown;
        // Of something oiled or lacquered one knows at least that it is no leather and no glass.
        let is = |wanted: Material| material == wanted || (unknown_material && !wood_finish);
        let wooden = matches!(
            material,
            Material::SolidWood | Material::Veneer | Material::Paulownia | Material::Rattan | Material::Teak
        ) || unknown_material;
        let open_finish = finish == Finish::Unknown && wooden;
        let leather = is(Material::Leather) || matches!(finish, Finish::Pigmented | Finish::Aniline);

        let mut rules = Vec::new();
        let mut add = |applies: bool, rule: Self| {
            if applies {
                rules.push(rule);
            }
        };
        add(
            matches!(finish, Finish::Urethane | Finish::Lacquer) || open_finish,
            Self::HardCoat,
        );
        add(
            matches!(finish, Finish::Oil | Finish::Soap | Finish::Wax) || open_finish,
            Self::OpenPore,
        );
        // Teak for outdoors is left bare on purpose and stands in the rain.
        let bare = (finish == Finish::Unfinished || open_finish) && material != Material::Teak;
        add(material == Material::Paulownia || bare, Self::BareWood);
        add(finish == Finish::Urushi || open_finish, Self::Urushi);
        add(leather, Self::Leather);
        add(
            finish == Finish::Aniline || (leather && finish == Finish::Unknown),
            Self::Aniline,
        );
        add(is(Material::Marble), Self::Marble);
        add(is(Material::Glass) || family == Family::Mirror, Self::Glass);
        add(is(Material::Rattan), Self::Rattan);
        add(family == Family::Tatami, Self::Tatami);
        add(true, Self::OilRags);
        rules
    }
}

/// What in `text` would harm a thing of `class`, in order of the table. Empty means nothing was found.
///
/// `text` is what the customer or the caller reads as a recommendation: body, talking points and
/// suggestion, in Japanese or English, together (the warning about oily rags may stand in any of them).
#[must_use]
pub fn lint_content(class: CareClass, text: &str) -> Vec<LintFinding> {
    let clauses = clause::clauses(text);
    let mut findings = Vec::new();
    for rule in NeverRule::protecting(class) {
        if rule == NeverRule::OilRags {
            if words::lacks_rag_warning(&clauses) {
                findings.push(LintFinding {
                    rule,
                    harm: Harm::NoRagWarning,
                    word: "",
                });
            }
            continue;
        }
        for harm in rule.harms() {
            let (ja, en) = words::of(*harm);
            let recommended = clauses.iter().find_map(|clause| {
                ja.iter()
                    .find(|word| clause::recommends_ja(clause, word, *harm))
                    .or_else(|| en.iter().find(|word| clause::recommends_en(clause, word)))
            });
            if let Some(word) = recommended {
                findings.push(LintFinding {
                    rule,
                    harm: *harm,
                    word,
                });
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn class(family: Family, material: Material, finish: Finish) -> CareClass {
        CareClass {
            family,
            material,
            finish,
        }
    }

    fn table(finish: Finish) -> CareClass {
        class(Family::Table, Material::SolidWood, finish)
    }

    fn sofa(finish: Finish) -> CareClass {
        class(Family::Sofa, Material::Leather, finish)
    }

    fn top(material: Material) -> CareClass {
        class(Family::Table, material, Finish::NotApplicable)
    }

    const PAULOWNIA: CareClass = CareClass {
        family: Family::Storage,
        material: Material::Paulownia,
        finish: Finish::Unfinished,
    };
    const RATTAN: CareClass = CareClass {
        family: Family::Chair,
        material: Material::Rattan,
        finish: Finish::Lacquer,
    };
    const TATAMI: CareClass = CareClass {
        family: Family::Tatami,
        material: Material::Unknown,
        finish: Finish::NotApplicable,
    };

    #[rstest]
    #[case::urethane_oil(table(Finish::Urethane), "乾いた布でオイルを薄く塗ってください。", Harm::Oil)]
    #[case::urethane_wax(table(Finish::Urethane), "半年に一度、ワックスを塗ってください。", Harm::Wax)]
    #[case::urethane_alcohol(
        table(Finish::Urethane),
        "気になるときはアルコールで拭いてください。",
        Harm::Alcohol
    )]
    #[case::urethane_chemical_cloth(
        table(Finish::Urethane),
        "ほこりは化学ぞうきんで取れます。",
        Harm::ChemicalCloth
    )]
    #[case::urethane_melamine(
        table(Finish::Urethane),
        "汚れはメラミンスポンジできれいになります。",
        Harm::MelamineSponge
    )]
    #[case::urethane_rubbing(
        table(Finish::Urethane),
        "落ちにくいときは強くこすってください。",
        Harm::HardRubbing
    )]
    #[case::lacquer_alcohol(
        table(Finish::Lacquer),
        "Wipe the top with alcohol once a day.",
        Harm::Alcohol
    )]
    #[case::lacquer_oil(table(Finish::Lacquer), "Rub in a little oil.", Harm::Oil)]
    #[case::oil_alcohol(table(Finish::Oil), "食事の前にアルコールを使って拭きます。", Harm::Alcohol)]
    #[case::oil_weak_alkaline(
        table(Finish::Oil),
        "弱アルカリ性の洗剤で拭いてください。",
        Harm::HarshCleaner
    )]
    #[case::oil_baking_soda(table(Finish::Oil), "Clean it with baking soda.", Harm::HarshCleaner)]
    #[case::oil_wet_glass(table(Finish::Oil), "濡れたコップは置いたままで大丈夫です。", Harm::WetGlass)]
    #[case::soap_alcohol(table(Finish::Soap), "Spray alcohol on stains.", Harm::Alcohol)]
    #[case::soap_acid(table(Finish::Soap), "クエン酸で拭いてください。", Harm::HarshCleaner)]
    #[case::paulownia_water(PAULOWNIA, "固く絞った布で拭いてください。", Harm::Water)]
    #[case::paulownia_oil(PAULOWNIA, "オイルで拭いてください。", Harm::Oil)]
    #[case::paulownia_hands(PAULOWNIA, "濡れた手で触っても大丈夫です。", Harm::WetHands)]
    #[case::unfinished_water(table(Finish::Unfinished), "Wipe with a damp cloth.", Harm::Water)]
    #[case::urushi_sun(table(Finish::Urushi), "ときどき日光に当ててください。", Harm::Sun)]
    #[case::urushi_abrasive(
        table(Finish::Urushi),
        "くもりはコンパウンドで磨いてください。",
        Harm::Abrasive
    )]
    #[case::urushi_repair(table(Finish::Urushi), "欠けは接着剤でとめてください。", Harm::SelfRepair)]
    #[case::urushi_chemical_cloth(
        table(Finish::Urushi),
        "化学ぞうきんで拭いてください。",
        Harm::ChemicalCloth
    )]
    #[case::urushi_camellia(
        table(Finish::Urushi),
        "つや出しには椿油を使ってください。",
        Harm::CamelliaOil
    )]
    #[case::leather_olive(
        sofa(Finish::Pigmented),
        "オリーブオイルを少し塗ってください。",
        Harm::OliveOil
    )]
    #[case::leather_hand_cream(
        sofa(Finish::Pigmented),
        "A little hand cream keeps it soft.",
        Harm::HandCream
    )]
    #[case::leather_shoe_cream(sofa(Finish::Aniline), "靴クリームで磨いてください。", Harm::ShoeCream)]
    #[case::leather_solvent(sofa(Finish::Pigmented), "インクはベンジンで落とせます。", Harm::Solvent)]
    #[case::aniline_water(sofa(Finish::Aniline), "水拭きしてください。", Harm::Water)]
    #[case::aniline_soap(sofa(Finish::Aniline), "Use mild soap.", Harm::Soap)]
    #[case::marble_vinegar(top(Material::Marble), "水あかはお酢で拭いてください。", Harm::Acid)]
    #[case::marble_citric(top(Material::Marble), "クエン酸で落とせます。", Harm::Acid)]
    #[case::marble_wine(top(Material::Marble), "ワインをこぼしたままでも大丈夫です。", Harm::WineLeft)]
    #[case::glass_shock(
        top(Material::Glass),
        "熱湯をかけて消毒してください。",
        Harm::TemperatureShock
    )]
    #[case::glass_chip(top(Material::Glass), "欠けたままお使いいただけます。", Harm::UseAfterChip)]
    #[case::rattan_wax(RATTAN, "ワックスを使ってください。", Harm::Wax)]
    #[case::rattan_rubbing(RATTAN, "Scrub the seat well.", Harm::HardRubbing)]
    #[case::tatami_mop(TATAMI, "週に一度、水拭きしてください。", Harm::WetMop)]
    #[case::tatami_carpet(TATAMI, "上にカーペットを敷いてください。", Harm::CarpetOnTop)]
    #[case::oil_without_warning(
        table(Finish::Oil),
        "オイルを薄く塗り、十分に乾かしてください。",
        Harm::NoRagWarning
    )]
    #[case::oil_without_warning_in_english(
        table(Finish::Oil),
        "Apply a thin coat of oil and let it dry.",
        Harm::NoRagWarning
    )]
    #[case::harm_before_a_prohibition(
        table(Finish::Urethane),
        "アルコールで拭いて、強くこすらないでください。",
        Harm::Alcohol
    )]
    #[case::no_problem_is_a_recommendation(
        table(Finish::Oil),
        "アルコールを使っても問題ありません。",
        Harm::Alcohol
    )]
    #[case::use_after_do_not(table(Finish::Oil), "Do not rub, use alcohol.", Harm::Alcohol)]
    fn harmful_advice_is_found(#[case] class: CareClass, #[case] text: &str, #[case] harm: Harm) {
        let harms: Vec<Harm> = lint_content(class, text)
            .into_iter()
            .map(|finding| finding.harm)
            .collect();
        assert!(
            harms.contains(&harm),
            "{text} recommends {harm:?}, found {harms:?}"
        );
    }

    #[rstest]
    #[case::urethane_oil(table(Finish::Urethane), "オイルやワックスは必要ありません。")]
    #[case::urethane_alcohol(
        table(Finish::Urethane),
        "アルコールや化学ぞうきん、メラミンスポンジは使わないでください。"
    )]
    #[case::urethane_rubbing(table(Finish::Urethane), "強くこすらず、やわらかい布で拭いてください。")]
    #[case::urethane_names_oil_finish(table(Finish::Urethane), "オイル仕上げの家具とはお手入れが違います。")]
    #[case::lacquer_alcohol(
        table(Finish::Lacquer),
        "Keep alcohol and hot cups away: never use alcohol on it."
    )]
    #[case::alcohol_free(table(Finish::Lacquer), "Use an alcohol-free cleaner.")]
    #[case::oil_alcohol(table(Finish::Oil), "アルコールは白い跡になることがあるので避けてください。")]
    #[case::oil_harsh(
        table(Finish::Oil),
        "弱いものでもアルカリ性や酸性の洗剤は使わないでください。"
    )]
    #[case::oil_wet_glass(table(Finish::Oil), "濡れたコップを置いたままにしないでください。")]
    #[case::oil_neutral_mention(table(Finish::Oil), "オイル仕上げは、木の手ざわりを楽しめる仕上げです。")]
    #[case::oil_with_warning(
        table(Finish::Oil),
        "オイルを薄く塗ります。使った布は自然に発火することがあるので、水に浸してから捨ててください。"
    )]
    #[case::oil_with_warning_in_english(
        table(Finish::Oil),
        "Apply a thin coat of oil. Oily rags can catch fire by themselves, so soak them in water before you throw them away."
    )]
    #[case::paulownia(
        PAULOWNIA,
        "水拭きはせず、乾いた布でほこりを払ってください。濡れた手で触らないようにしてください。"
    )]
    #[case::unfinished(table(Finish::Unfinished), "Never wipe it with a damp cloth.")]
    #[case::urushi(
        table(Finish::Urushi),
        "欠けたときは、ご自分で直さずにご相談ください。椿油は塗らないでください。"
    )]
    #[case::urushi_sun(table(Finish::Urushi), "Keep it away from direct sunlight.")]
    #[case::leather(
        sofa(Finish::Pigmented),
        "オリーブオイルやハンドクリーム、靴クリームは使わないでください。"
    )]
    #[case::aniline(sofa(Finish::Aniline), "水拭きや石けんは避け、乾いた布で拭いてください。")]
    #[case::pigmented_may_be_wiped_damp(sofa(Finish::Pigmented), "固く絞った布で拭いてください。")]
    #[case::marble(
        top(Material::Marble),
        "レモンや酢がこぼれたら、すぐに拭き取ってください。クエン酸は使わないでください。"
    )]
    #[case::marble_wine(top(Material::Marble), "ワインはすぐに拭き取ってください。")]
    #[case::glass(
        top(Material::Glass),
        "欠けたまま使わず、すぐにご連絡ください。熱湯をかけないでください。"
    )]
    #[case::glass_in_english(
        top(Material::Glass),
        "Do not keep using it once it is chipped. Never pour boiling water on it."
    )]
    #[case::rattan(
        RATTAN,
        "ワックスは使わず、ブラシでほこりを払ってください。強くこすらないでください。"
    )]
    #[case::tatami(TATAMI, "水拭きは避け、上にカーペットを敷かないようにしてください。")]
    #[case::oil_finish_may_be_oiled(
        table(Finish::Oil),
        "Rub in the oil, wipe it off, and soak the rag in water at once because it can catch fire."
    )]
    #[case::marble_may_stand_damp(top(Material::Marble), "固く絞った布で拭いてください。")]
    fn sound_advice_passes(#[case] class: CareClass, #[case] text: &str) {
        assert_eq!(lint_content(class, text), [], "{text} harms nothing");
    }

    #[rstest]
    #[case::oil(
        "家具用のオイルを塗ってください。使った布は発火するので水に浸してください。",
        Harm::Oil
    )]
    #[case::water("固く絞った布で拭いてください。", Harm::Water)]
    #[case::alcohol("Wipe with alcohol.", Harm::Alcohol)]
    fn an_unknown_finish_is_protected_by_every_row(#[case] text: &str, #[case] harm: Harm) {
        let harms: Vec<Harm> = lint_content(table(Finish::Unknown), text)
            .into_iter()
            .map(|finding| finding.harm)
            .collect();
        assert!(
            harms.contains(&harm),
            "{text} is not safe for all, found {harms:?}"
        );
    }
}
