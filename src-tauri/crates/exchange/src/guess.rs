//! What a product's name tells: kind of furniture, material, finish, and whether it is goods at all.
//!
//! The name is folded, the most telling words are asked first, and what is not told stays unknown: with an
//! unknown finish only advice that is safe for all goes out. A guess is a proposal to the shop, never a fact.
//!
//! Not here: advice, and what a shop has set by hand.

use std::collections::HashMap;

use aichaku_domain::kinds::{Family, Finish, LineKind, Material};

use crate::mapping::dictionary::fold_header;
use crate::records::ProductTraits;
use crate::values::fold_width;

/// Words and what they tell; the first that is found wins, so longer and more telling ones stand first.
type Words<T> = &'static [(T, &'static [&'static str])];

const FAMILIES: Words<Family> = &[
    (
        Family::Accessory,
        &[
            "メンテナンスキット",
            "ケアキット",
            "お手入れセット",
            "お手入れキット",
            "フェルト",
            "傷防止",
            "替えカバー",
            "ソファカバー",
            "ソファーカバー",
            "チェアカバー",
            "椅子カバー",
            "クッションカバー",
            "カバーのみ",
            "ワックス",
            "メンテナンスオイル",
            "家具用オイル",
            "クリーナー",
            "コースター",
            "care kit",
            "maintenance kit",
            "felt pad",
            "slipcover",
            "cushion cover",
            "coaster",
        ],
    ),
    (
        Family::SofaBed,
        &[
            "ソファベッド",
            "ソファーベッド",
            "ソファベット",
            "sofa bed",
            "sofabed",
            "sleeper sofa",
        ],
    ),
    (
        Family::Kids,
        &[
            "学習机",
            "学習デスク",
            "学習椅子",
            "二段ベッド",
            "2段ベッド",
            "ロフトベッド",
            "ベビー",
            "キッズ",
            "ハイチェア",
            "子供",
            "こども",
            "bunk bed",
            "high chair",
            "kids",
            "nursery",
            "crib",
        ],
    ),
    (Family::Kotatsu, &["こたつ", "コタツ", "炬燵", "kotatsu"]),
    (Family::Altar, &["仏壇", "神棚", "仏具"]),
    (Family::Tatami, &["畳", "たたみ", "tatami"]),
    (
        Family::Outdoor,
        &[
            "ガーデン",
            "アウトドア",
            "屋外",
            "テラス",
            "ベランダ用",
            "outdoor",
            "garden",
            "patio",
        ],
    ),
    (Family::Mattress, &["マットレス", "mattress"]),
    (
        Family::Bedding,
        &[
            "布団",
            "ふとん",
            "枕",
            "まくら",
            "ピロー",
            "敷きパッド",
            "敷パッド",
            "ベッドパッド",
            "シーツ",
            "毛布",
            "ブランケット",
            "掛け布団",
            "羽毛",
            "pillow",
            "duvet",
            "quilt",
            "bedding",
            "blanket",
            "topper",
        ],
    ),
    (
        Family::Lighting,
        &[
            "照明",
            "ペンダントライト",
            "ランプ",
            "シーリング",
            "シャンデリア",
            "フロアライト",
            "デスクライト",
            "スタンドライト",
            "ライト",
            "lamp",
            "light",
            "chandelier",
            "lantern",
        ],
    ),
    (
        Family::DeskChair,
        &[
            "オフィスチェア",
            "デスクチェア",
            "ワークチェア",
            "ゲーミングチェア",
            "事務椅子",
            "office chair",
            "desk chair",
            "task chair",
        ],
    ),
    (
        Family::Curtain,
        &[
            "カーテン",
            "ブラインド",
            "ロールスクリーン",
            "シェード",
            "curtain",
            "blind",
            "roller shade",
        ],
    ),
    (
        Family::Rug,
        &[
            "ラグ",
            "カーペット",
            "絨毯",
            "じゅうたん",
            "キリム",
            "ギャッベ",
            "玄関マット",
            "rug",
            "carpet",
        ],
    ),
    (Family::Mirror, &["ミラー", "鏡", "姿見", "mirror"]),
    (
        Family::Storage,
        &[
            "テレビボード",
            "TVボード",
            "テレビ台",
            "TV台",
            "ローボード",
            "サイドボード",
            "カップボード",
            "食器棚",
            "キャビネット",
            "チェスト",
            "本棚",
            "ブックシェルフ",
            "シェルフ",
            "ラック",
            "収納",
            "箪笥",
            "タンス",
            "たんす",
            "クローゼット",
            "ワードローブ",
            "ドレッサー",
            "下駄箱",
            "シューズボックス",
            "レンジ台",
            "ハンガーラック",
            "棚",
            "キッチンボード",
            "コンソール",
            "shelf",
            "bookcase",
            "cabinet",
            "chest",
            "sideboard",
            "tv board",
            "tv stand",
            "wardrobe",
            "drawer",
            "dresser",
            "cupboard",
            "storage",
            "rack",
        ],
    ),
    (
        Family::Sofa,
        &[
            "ソファ",
            "ソファー",
            "カウチ",
            "オットマン",
            "ローソファ",
            "sofa",
            "couch",
            "ottoman",
            "loveseat",
            "settee",
        ],
    ),
    (
        Family::Bed,
        &[
            "ベッドフレーム",
            "ベッド",
            "ベット",
            "すのこ",
            "bed frame",
            "bedstead",
            "bed",
        ],
    ),
    (
        Family::Desk,
        &["デスク", "机", "書斎机", "ワークテーブル", "desk"],
    ),
    (
        Family::Chair,
        &[
            "ダイニングチェア",
            "チェア",
            "チェアー",
            "椅子",
            "いす",
            "イス",
            "スツール",
            "ベンチ",
            "座椅子",
            "リクライナー",
            "ロッキングチェア",
            "chair",
            "stool",
            "bench",
            "armchair",
            "recliner",
        ],
    ),
    (
        Family::Table,
        &[
            "ダイニングテーブル",
            "テーブル",
            "食卓",
            "座卓",
            "ちゃぶ台",
            "天板",
            "table",
        ],
    ),
];

const MATERIALS: Words<Material> = &[
    (
        Material::SyntheticLeather,
        &[
            "合皮",
            "合成皮革",
            "PUレザー",
            "PVC",
            "ソフトレザー",
            "レザー調",
            "フェイクレザー",
            "レザーテックス",
            "faux leather",
            "pu leather",
            "vegan leather",
            "bonded leather",
        ],
    ),
    (
        Material::Leather,
        &[
            "本革",
            "総革",
            "牛革",
            "革張り",
            "レザー",
            "ヌメ革",
            "革",
            "leather",
        ],
    ),
    (
        Material::Feather,
        &["フェザー", "羽毛", "ダウン", "feather", "goose down"],
    ),
    (
        Material::PaperCord,
        &["ペーパーコード", "paper cord", "papercord"],
    ),
    (
        Material::Rattan,
        &["ラタン", "籐", "ケイン", "rattan", "wicker", "cane"],
    ),
    (Material::Paulownia, &["桐", "paulownia"]),
    (Material::Teak, &["チーク", "teak"]),
    (
        Material::Melamine,
        &["メラミン", "プリント化粧板", "プリント紙", "melamine"],
    ),
    (
        Material::Veneer,
        &["突板", "突き板", "ツキ板", "化粧合板", "veneer"],
    ),
    (
        Material::SolidWood,
        &[
            "無垢",
            "一枚板",
            "集成材",
            "オーク材",
            "ウォールナット材",
            "ナラ材",
            "タモ材",
            "solid oak",
            "solid wood",
            "solid walnut",
            "オーク",
            "ウォールナット",
            "ウォルナット",
            "ウォールナッツ",
            "チェリー",
            "メープル",
            "楢",
            "ナラ",
            "タモ",
            "アッシュ",
            "ビーチ材",
            "ブナ",
            "杉",
            "ヒノキ",
            "檜",
            "栗",
            "パイン",
            "山桜",
            "欅",
            "ケヤキ",
            "oak",
            "walnut",
            "maple",
            "cherry wood",
            "ash wood",
            "beech",
            "pine",
        ],
    ),
    (
        Material::Marble,
        &["大理石", "マーブル", "天然石", "御影石", "marble", "granite"],
    ),
    (Material::Ceramic, &["セラミック", "ceramic"]),
    (Material::Glass, &["ガラス", "glass"]),
    (
        Material::Brass,
        &["真鍮", "ブラス", "クローム", "brass", "chrome"],
    ),
    (
        Material::Steel,
        &["スチール", "アイアン", "ステンレス", "鉄脚", "steel", "iron"],
    ),
    (Material::Wool, &["ウール", "羊毛", "wool"]),
    (
        Material::Fabric,
        &[
            "ファブリック",
            "布張り",
            "布製",
            "リネン",
            "コットン",
            "ベルベット",
            "コーデュロイ",
            "fabric",
            "linen",
            "cotton",
            "velvet",
            "bouclé",
            "boucle",
        ],
    ),
];

const FINISHES: Words<Finish> = &[
    (Finish::Unfinished, &["無塗装", "白木", "unfinished"]),
    (Finish::Urushi, &["漆", "拭漆", "urushi"]),
    (Finish::Lacquer, &["ラッカー", "lacquer"]),
    (
        Finish::Urethane,
        &["ウレタン", "PU塗装", "UV塗装", "urethane", "polyurethane finish"],
    ),
    (
        Finish::Soap,
        &[
            "ソープ仕上",
            "ソープフィニッシュ",
            "石けん仕上",
            "soap finish",
            "soaped",
        ],
    ),
    (
        Finish::Oil,
        &[
            "オイル仕上",
            "オイルフィニッシュ",
            "オイル塗装",
            "オイルステイン",
            "自然オイル",
            "蜜蝋オイル",
            "オイル",
            "oil finish",
            "oiled",
            "oil-finished",
        ],
    ),
    (
        Finish::Wax,
        &["ワックス仕上", "蜜ろう仕上", "蜜蝋仕上", "wax finish", "waxed"],
    ),
    (
        Finish::Aniline,
        &["アニリン", "ヌメ革", "ヌバック", "aniline", "nubuck"],
    ),
    (
        Finish::Pigmented,
        &[
            "顔料仕上",
            "顔料革",
            "プロテクト革",
            "セミアニリン",
            "pigmented",
            "protected leather",
        ],
    ),
];

/// Selling words that say nothing about the line itself: 【送料無料】 does not make a sofa a delivery fee.
const SELLING_WORDS: &[&str] = &[
    "送料無料",
    "配送無料",
    "送料込み",
    "送料込",
    "送料別",
    "開梱設置無料",
    "設置無料",
    "開梱設置付き",
    "開梱設置込み",
    "組立設置無料",
    "組立設置付き",
    "設置付き",
    "設置込み",
    "組立無料",
    "組立済み",
    "完成品",
    "保証付き",
    "保証付",
    "年保証",
    "ポイント倍",
    "クーポン対象",
    "free shipping",
    "with free delivery",
];

const FEES: &[&str] = &[
    "送料",
    "配送料",
    "配送費",
    "配達料",
    "運賃",
    "手数料",
    "代引",
    "梱包料",
    "ラッピング料",
    "リサイクル料",
    "搬入料",
    "出張費",
    "出張料",
    "消費税",
    "配送",
    "shipping fee",
    "delivery fee",
    "shipping",
    "postage",
    "handling fee",
    "delivery charge",
    "carriage",
];
const DISCOUNTS: &[&str] = &[
    "値引",
    "割引",
    "クーポン",
    "ポイント",
    "まけ",
    "サービス値引",
    "discount",
    "coupon",
    "points",
    "voucher",
];
const SERVICES: &[&str] = &[
    "設置",
    "組立",
    "開梱",
    "引取",
    "引き取り",
    "処分",
    "回収",
    "保証料",
    "延長保証",
    "長期保証",
    "採寸",
    "取付",
    "工事",
    "オーダー料",
    "加工料",
    "assembly",
    "installation",
    "removal service",
    "warranty",
];
const REPAIRS: &[&str] = &[
    "修理",
    "張替",
    "張り替え",
    "再塗装",
    "補修",
    "メンテナンス料",
    "repair",
    "reupholstery",
    "refinishing",
];
const CARE_KITS: &[&str] = &[
    "メンテナンスキット",
    "ケアキット",
    "お手入れセット",
    "お手入れキット",
    "ワックス",
    "メンテナンスオイル",
    "家具用オイル",
    "クリーナー",
    "フェルト",
    "傷防止",
    "care kit",
    "maintenance kit",
    "felt pad",
    "leather cream",
    "レザークリーム",
    "保革",
];

/// Guesses from names, remembering the answers: a file repeats its product names.
#[derive(Debug, Default)]
pub struct Guesser {
    known: HashMap<String, (ProductTraits, LineKind)>,
}

/// How many names are remembered at a time.
const REMEMBERED: usize = 8_192;

impl Guesser {
    /// What the name tells.
    pub fn of_name(&mut self, name: &str) -> (ProductTraits, LineKind) {
        if let Some(answer) = self.known.get(name) {
            return *answer;
        }
        let answer = (guess_traits(name), guess_line_kind(name));
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(name.to_owned(), answer);
        answer
    }
}

/// A name for comparing: width and case folded.
fn fold(name: &str) -> String {
    fold_width(name).to_lowercase()
}

/// Kind, material and finish, as far as the name tells.
///
/// A mattress, a lamp or bedding has no finish to speak of; glass, stone and metal neither.
#[must_use]
pub fn guess_traits(name: &str) -> ProductTraits {
    let folded = fold(name);
    let family = first(FAMILIES, &folded).unwrap_or(Family::Other);
    let material = first(MATERIALS, &folded).unwrap_or(Material::Unknown);
    let told = first(FINISHES, &folded);
    let without_finish = matches!(
        family,
        Family::Mattress
            | Family::Bedding
            | Family::Rug
            | Family::Curtain
            | Family::Lighting
            | Family::Mirror
            | Family::Tatami
            | Family::Accessory
    );
    let finish = match told {
        // An oil can be bought; a lamp has no oil finish.
        _ if without_finish => Finish::NotApplicable,
        Some(finish) => finish,
        None => Finish::Unknown,
    };
    ProductTraits {
        family,
        material,
        finish,
    }
}

/// What kind of line a name stands for. Only short names can be fees and services: a sofa "with free
/// delivery and assembly" is a sofa.
#[must_use]
pub fn guess_line_kind(name: &str) -> LineKind {
    let mut folded = fold(name);
    for word in SELLING_WORDS {
        if folded.contains(word) {
            folded = folded.replace(word, " ");
        }
    }
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, '【' | '】' | '[' | ']' | '★' | '☆' | '◆' | '■'))
        .collect();
    let bare = bare.trim();
    let length = bare.chars().count();
    let says = |words: &[&str]| words.iter().any(|word| bare.contains(&fold(word)));
    let begins = |words: &[&str]| words.iter().any(|word| bare.starts_with(&fold(word)));
    let is_furniture = first(FAMILIES, bare).is_some_and(|family| family != Family::Accessory);
    let is_about = |words: &[&str]| says(words) && (begins(words) || (length <= 14 && !is_furniture));
    if says(CARE_KITS) && !is_furniture {
        LineKind::CareKit
    } else if is_about(DISCOUNTS) {
        LineKind::Discount
    } else if is_about(FEES) {
        LineKind::Fee
    } else if says(REPAIRS) && (length <= 20 || begins(REPAIRS)) {
        LineKind::Repair
    } else if is_about(SERVICES) || (length <= 14 && bare.ends_with("サービス")) {
        LineKind::Service
    } else {
        LineKind::Goods
    }
}

/// Reads a cell of a column for the kind of furniture: the list's own word, or a shop's word.
#[must_use]
pub fn read_family(text: &str) -> Option<Family> {
    Family::parse(text.trim()).or_else(|| first(FAMILIES, &fold(text)))
}

/// Reads a cell of a material column.
#[must_use]
pub fn read_material(text: &str) -> Option<Material> {
    Material::parse(text.trim()).or_else(|| match fold_header(text).as_str() {
        "布" | "布地" => Some(Material::Fabric),
        "木" | "木製" => None,
        _ => first(MATERIALS, &fold(text)),
    })
}

/// Reads a cell of a finish column; here the bare word is enough (オイル, ウレタン, ソープ).
#[must_use]
pub fn read_finish(text: &str) -> Option<Finish> {
    let folded = fold(text);
    Finish::parse(text.trim())
        .or_else(|| first(FINISHES, &folded))
        .or_else(|| {
            [
                ("オイル", Finish::Oil),
                ("ソープ", Finish::Soap),
                ("石けん", Finish::Soap),
                ("ワックス", Finish::Wax),
                ("蜜ろう", Finish::Wax),
                ("ウレタン", Finish::Urethane),
                ("oil", Finish::Oil),
                ("soap", Finish::Soap),
                ("wax", Finish::Wax),
                ("顔料", Finish::Pigmented),
            ]
            .iter()
            .find(|(word, _)| folded.contains(word))
            .map(|(_, finish)| *finish)
        })
}

/// The first entry one of whose words is in `folded`. English words must stand alone: "bed" is not in "embedded".
fn first<T: Copy>(table: Words<T>, folded: &str) -> Option<T> {
    table
        .iter()
        .find(|(_, words)| words.iter().any(|word| holds(folded, word)))
        .map(|(value, _)| *value)
}

fn holds(folded: &str, word: &str) -> bool {
    let has_upper = word.bytes().any(|b| b.is_ascii_uppercase());
    let lower;
    let word = if has_upper {
        lower = word.to_lowercase();
        lower.as_str()
    } else {
        word
    };
    if !word.is_ascii() {
        return folded.contains(word);
    }
    folded.match_indices(word).any(|(at, _)| {
        let before = folded[..at].bytes().next_back();
        let after = &folded[at + word.len()..];
        let after = after
            .strip_prefix("es")
            .or_else(|| after.strip_prefix('s'))
            .unwrap_or(after);
        let starts = before.is_none_or(|b| !b.is_ascii_alphabetic());
        let ends = after.bytes().next().is_none_or(|b| !b.is_ascii_alphabetic());
        starts && ends
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("北欧風ダイニングチェア", Family::Chair, Material::Unknown, Finish::Unknown)]
    #[case(
        "オーク無垢テーブル 150cm",
        Family::Table,
        Material::SolidWood,
        Finish::Unknown
    )]
    #[case(
        "オーク無垢テーブル オイル仕上げ",
        Family::Table,
        Material::SolidWood,
        Finish::Oil
    )]
    #[case("3人掛けソファ（グレー）", Family::Sofa, Material::Unknown, Finish::Unknown)]
    #[case("本革ソファ 2P", Family::Sofa, Material::Leather, Finish::Unknown)]
    #[case("合皮ソファ", Family::Sofa, Material::SyntheticLeather, Finish::Unknown)]
    #[case("ソファベッド", Family::SofaBed, Material::Unknown, Finish::Unknown)]
    #[case("ベッドフレーム セミダブル", Family::Bed, Material::Unknown, Finish::Unknown)]
    #[case("ラグ 200×200", Family::Rug, Material::Unknown, Finish::NotApplicable)]
    #[case(
        "ペンダントライト, 真鍮",
        Family::Lighting,
        Material::Brass,
        Finish::NotApplicable
    )]
    #[case(
        "ウォールナット ＴＶボード ウレタン塗装",
        Family::Storage,
        Material::SolidWood,
        Finish::Urethane
    )]
    #[case(
        "Solid oak dining table, oiled",
        Family::Table,
        Material::SolidWood,
        Finish::Oil
    )]
    #[case("Embedded system kit", Family::Other, Material::Unknown, Finish::Unknown)]
    #[case("ギフトカード", Family::Other, Material::Unknown, Finish::Unknown)]
    #[case(
        "家具用オイル 250ml",
        Family::Accessory,
        Material::Unknown,
        Finish::NotApplicable
    )]
    #[case("GLASS BOTTLE", Family::Other, Material::Glass, Finish::Unknown)]
    fn names_tell_what_they_tell(
        #[case] name: &str,
        #[case] family: Family,
        #[case] material: Material,
        #[case] finish: Finish,
    ) {
        assert_eq!(
            guess_traits(name),
            ProductTraits {
                family,
                material,
                finish
            },
            "{name}"
        );
    }

    #[rstest]
    #[case("送料", LineKind::Fee)]
    #[case("配送料（関東）", LineKind::Fee)]
    #[case("代引き手数料", LineKind::Fee)]
    #[case("家電リサイクル料", LineKind::Fee)]
    #[case("値引き", LineKind::Discount)]
    #[case("ポイント利用", LineKind::Discount)]
    #[case("開梱設置サービス", LineKind::Service)]
    #[case("延長保証料 5年", LineKind::Service)]
    #[case("椅子の張り替え", LineKind::Repair)]
    #[case("レザーメンテナンスキット", LineKind::CareKit)]
    #[case("【送料無料】ダイニングテーブル 設置無料", LineKind::Goods)]
    #[case("ソファ", LineKind::Goods)]
    #[case("配送無料 3人掛けソファ", LineKind::Goods)]
    #[case("REGENCY CAKESTAND 3 TIER", LineKind::Goods)]
    fn fees_and_services_are_no_goods(#[case] name: &str, #[case] kind: LineKind) {
        assert_eq!(guess_line_kind(name), kind, "{name}");
    }

    #[rstest]
    #[case("オイル", Some(Finish::Oil))]
    #[case("oil", Some(Finish::Oil))]
    #[case("ウレタン塗装", Some(Finish::Urethane))]
    #[case("", None)]
    fn a_finish_column_is_read(#[case] text: &str, #[case] expected: Option<Finish>) {
        assert_eq!(read_finish(text), expected, "{text}");
    }
}
