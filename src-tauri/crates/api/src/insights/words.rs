//! The few words inside a drawing, in both languages.
//!
//! They stand here and not in the window's words because a drawing leaves the house as a whole, also from the
//! command line. Sentences about a chart are the client's.

use aichaku_stats::worth::WithinYears;

use crate::wire::{Lang, MeasureName, PeriodName, ReturnGroup, UnitName};

/// Heading over the sizes of cohorts.
pub(super) fn size_heading(unit: UnitName, lang: Lang) -> &'static str {
    match (unit, lang) {
        (UnitName::Household, Lang::Ja) => "世帯",
        (UnitName::Customer, Lang::Ja) => "人数",
        (UnitName::Household, Lang::En) => "Households",
        (UnitName::Customer, Lang::En) => "People",
    }
}

/// What the table is, in a sentence.
pub(super) fn table_description(measure: MeasureName, period: PeriodName, lang: Lang) -> String {
    match lang {
        Lang::Ja => {
            let period = match period {
                PeriodName::Month => "月",
                PeriodName::Quarter => "四半期",
                PeriodName::Half => "半年",
                PeriodName::Year => "年",
            };
            let measure = match measure {
                MeasureName::By => "それまでに再び購入した割合",
                MeasureName::In => "その期間に再び購入した割合",
                MeasureName::Since => "その期間以降に購入した割合",
                MeasureName::Revenue => "期間ごとの一世帯あたりの売上",
                MeasureName::Value => "それまでの一世帯あたりの売上(返金を除く)",
                MeasureName::Margin => "それまでに一世帯あたり残った額(返金を除く)",
            };
            format!("初回購入の{period}ごとに、{measure}を示す表")
        }
        Lang::En => {
            let period = match period {
                PeriodName::Month => "month",
                PeriodName::Quarter => "quarter",
                PeriodName::Half => "half-year",
                PeriodName::Year => "year",
            };
            let measure = match measure {
                MeasureName::By => "share that bought again by then",
                MeasureName::In => "share that bought again in that period",
                MeasureName::Since => "share that bought in that period or later",
                MeasureName::Revenue => "revenue per household in each period",
                MeasureName::Value => "sales less refunds up to then, per acquired household",
                MeasureName::Margin => "what stayed with the shop up to then, per acquired household",
            };
            format!("Table by {period} of the first purchase: {measure}")
        }
    }
}

/// For a table without cohorts.
pub(super) fn nothing_yet(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "まだ言えません。ご購入の記録が入ると、ここに現れます。",
        Lang::En => "Too early to say. It appears here once purchases are recorded.",
    }
}

/// Beside the hatched sample of a legend.
pub(super) fn immature(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "期間の途中",
        Lang::En => "still running",
    }
}

/// Nobody, in a cell that is counted and not rated.
pub(super) const NOBODY: &str = "–";

/// Beside the outlined sample of a legend: fewer than `least` are counted and not rated, and what [`NOBODY`] says.
pub(super) fn counted(unit: UnitName, least: i64, lang: Lang) -> String {
    match (unit, lang) {
        (UnitName::Household, Lang::Ja) => format!("{least}世帯未満は数だけ({NOBODY}は0)"),
        (UnitName::Customer, Lang::Ja) => format!("{least}人未満は数だけ({NOBODY}は0)"),
        (_, Lang::En) => format!("under {least}: counts only ({NOBODY} is 0)"),
    }
}

/// Name of the row of means.
pub(super) fn mean(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "平均",
        Lang::En => "Mean",
    }
}

/// What the curve is, in a sentence.
pub(super) fn curve_description(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "初回のお届けからの日数と、再び購入した割合(95%区間つき)",
        Lang::En => "Time since the first delivery and the share that has bought again, with 95 % intervals",
    }
}

/// What the bars of amounts are, in a sentence.
pub(super) fn worth_description(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "初回のご購入から何年かのうちの、ならしたお買い上げ額(95%区間つき)",
        Lang::En => "Mean sales within so many years of the first purchase, with 95 % intervals",
    }
}

/// Which part of a bar is which.
pub(super) fn worth_legend(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "左が初回のお買い上げ、右が2回目から。線は95%区間です。",
        Lang::En => "Left: the first purchase; right: what came after. The line is the 95 % interval.",
    }
}

/// The whole truth about a bar of amounts: its sum, what of it came later, its interval, and of how many.
pub(super) fn worth_bar(
    within: &WithinYears,
    sum: &str,
    later: &str,
    (low, high): &(String, String),
    lang: Lang,
) -> String {
    let (span, units) = (years(within.years, lang), within.units);
    match lang {
        Lang::Ja => format!("{span}: {sum}({low}–{high})、うち2回目から{later}、{units}をならして"),
        Lang::En => format!("{span}: {sum} ({low}–{high}), of which later {later}, mean of {units}"),
    }
}

/// What the bars of the coming weeks are, in a sentence.
pub(super) fn workload_description(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "これからの仕事量",
        Lang::En => "Work in the coming weeks",
    }
}

/// Heading over the numbers still watched.
pub(super) fn at_risk(unit: UnitName, lang: Lang) -> &'static str {
    match (unit, lang) {
        (UnitName::Household, Lang::Ja) => "見守っている世帯",
        (UnitName::Customer, Lang::Ja) => "見守っている方",
        (UnitName::Household, Lang::En) => "Households still watched",
        (UnitName::Customer, Lang::En) => "People still watched",
    }
}

/// A number of years on the time axis.
pub(super) fn years(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{count}年"),
        Lang::En if count == 1 => "1 year".to_owned(),
        Lang::En => format!("{count} years"),
    }
}

/// A number of months on the time axis.
pub(super) fn months(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{count}か月"),
        Lang::En => format!("{count} mo."),
    }
}

/// Name of a group of the return curve.
pub(super) fn group(kind: Option<ReturnGroup>, name: &str, lang: Lang) -> String {
    let named = match (kind, name, lang) {
        (None, _, Lang::Ja) => "全体",
        (None, _, Lang::En) => "All",
        (Some(ReturnGroup::Material), name, Lang::Ja) => material_ja(name),
        (Some(ReturnGroup::Material), name, Lang::En) => material_en(name),
        (_, "unknown", Lang::Ja) => "不明",
        (_, "unknown", Lang::En) => "Unknown",
        (Some(ReturnGroup::Staff), name, _) => name,
        (_, "referred", Lang::Ja) => "ご紹介",
        (_, "referred", Lang::En) => "Referred",
        (_, "not_referred", Lang::Ja) => "ご紹介以外",
        (_, "not_referred", Lang::En) => "Not referred",
        (Some(ReturnGroup::Channel), "store", Lang::Ja) => "店頭",
        (Some(ReturnGroup::Channel), "online", Lang::Ja) => "ネットショップ",
        (Some(ReturnGroup::Channel), "mall", Lang::Ja) => "モール",
        (Some(ReturnGroup::Channel), "phone", Lang::Ja) => "電話・FAX",
        (Some(ReturnGroup::Channel), "store", Lang::En) => "In store",
        (Some(ReturnGroup::Channel), "online", Lang::En) => "Online",
        (Some(ReturnGroup::Channel), "mall", Lang::En) => "Mall",
        (Some(ReturnGroup::Channel), "phone", Lang::En) => "Phone",
        (_, "other", Lang::Ja) => "その他",
        (_, "other", Lang::En) => "Other",
        (_, name, Lang::Ja) => family_ja(name),
        (_, name, Lang::En) => family_en(name),
    };
    named.to_owned()
}

fn family_ja(name: &str) -> &str {
    match name {
        "table" => "テーブル",
        "chair" => "椅子",
        "sofa" => "ソファ",
        "sofa_bed" => "ソファベッド",
        "bed" => "ベッド",
        "mattress" => "マットレス",
        "bedding" => "寝具",
        "storage" => "収納",
        "desk" => "デスク",
        "desk_chair" => "デスクチェア",
        "rug" => "ラグ",
        "curtain" => "カーテン",
        "lighting" => "照明",
        "outdoor" => "屋外家具",
        "kotatsu" => "こたつ",
        "mirror" => "ミラー",
        "tatami" => "畳",
        "kids" => "子ども家具",
        "altar" => "仏壇",
        "accessory" => "小物",
        other => other,
    }
}

fn family_en(name: &str) -> &str {
    match name {
        "table" => "Tables",
        "chair" => "Chairs",
        "sofa" => "Sofas",
        "sofa_bed" => "Sofa beds",
        "bed" => "Beds",
        "mattress" => "Mattresses",
        "bedding" => "Bedding",
        "storage" => "Storage",
        "desk" => "Desks",
        "desk_chair" => "Desk chairs",
        "rug" => "Rugs",
        "curtain" => "Curtains",
        "lighting" => "Lighting",
        "outdoor" => "Outdoor",
        "kotatsu" => "Kotatsu",
        "mirror" => "Mirrors",
        "tatami" => "Tatami",
        "kids" => "Children's",
        "altar" => "Altars",
        "accessory" => "Accessories",
        other => other,
    }
}

fn material_ja(name: &str) -> &str {
    match name {
        "solid_wood" => "無垢材",
        "veneer" => "突板",
        "paulownia" => "桐",
        "leather" => "本革",
        "synthetic_leather" => "合成皮革",
        "fabric" => "布",
        "feather" => "羽根",
        "wool" => "ウール",
        "glass" => "ガラス",
        "marble" => "大理石・石",
        "ceramic" => "陶器・セラミック",
        "steel" => "鉄",
        "brass" => "真鍮",
        "rattan" => "籐",
        "paper_cord" => "ペーパーコード",
        "melamine" => "メラミン・化粧板",
        "teak" => "チーク",
        "unknown" => "素材不明",
        other => other,
    }
}

fn material_en(name: &str) -> &str {
    match name {
        "solid_wood" => "Solid wood",
        "veneer" => "Veneer",
        "paulownia" => "Paulownia",
        "leather" => "Leather",
        "synthetic_leather" => "Synthetic leather",
        "fabric" => "Fabric",
        "feather" => "Feather",
        "wool" => "Wool",
        "glass" => "Glass",
        "marble" => "Marble",
        "ceramic" => "Ceramic",
        "steel" => "Steel",
        "brass" => "Brass",
        "rattan" => "Rattan",
        "paper_cord" => "Paper cord",
        "melamine" => "Melamine",
        "teak" => "Teak",
        "unknown" => "Material unknown",
        other => other,
    }
}

/// What the drawing of the marks shows.
pub(super) fn recommend_title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "おすすめ度の点数ごとの人数",
        Lang::En => "People by how much they would recommend the shop",
    }
}

/// What the drawing of the drivers shows.
pub(super) fn drivers_title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "おすすめ度と一緒に動いている項目",
        Lang::En => "Topics that go along with recommending the shop",
    }
}
