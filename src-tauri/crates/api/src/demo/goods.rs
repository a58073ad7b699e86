//! What the shop sells, with what decides its care, and how often it is bought.
//!
//! Not here: who bought it.

use aichaku_domain::kinds::{Family, Finish, Material};
use aichaku_domain::plan::CareClass;

/// A thing of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Good {
    /// Name on the receipt.
    pub(super) name: &'static str,
    /// What decides its care.
    pub(super) class: CareClass,
    /// Yen.
    pub(super) price: i64,
    /// How often it is bought, against the others.
    pub(super) weight: usize,
    /// Bought in numbers: chairs, panels.
    pub(super) pieces: (i64, i64),
    /// Where it stands.
    pub(super) room: &'static str,
}

const fn good(
    name: &'static str,
    family: Family,
    material: Material,
    finish: Finish,
    price: i64,
    weight: usize,
    room: &'static str,
) -> Good {
    Good {
        name,
        class: CareClass {
            family,
            material,
            finish,
        },
        price,
        weight,
        pieces: (1, 1),
        room,
    }
}

impl Good {
    const fn pieces(mut self, from: i64, to: i64) -> Self {
        self.pieces = (from, to);
        self
    }
}

use Family as F;
use Finish as N;
use Material as M;

/// The catalogue. The names of the first eight are used by the stories.
pub(super) const GOODS: &[Good] = &[
    good(
        "オーク無垢ダイニングテーブル W1600",
        F::Table,
        M::SolidWood,
        N::Oil,
        198_000,
        46,
        "ダイニング",
    ),
    good(
        "革張りソファ 3P",
        F::Sofa,
        M::Leather,
        N::Pigmented,
        368_000,
        20,
        "リビング",
    ),
    good(
        "布張りソファ 2.5P グレー",
        F::Sofa,
        M::Fabric,
        N::NotApplicable,
        168_000,
        34,
        "リビング",
    ),
    good(
        "タモ材ベッドフレーム ダブル",
        F::Bed,
        M::SolidWood,
        N::Oil,
        128_000,
        20,
        "寝室",
    ),
    good(
        "ペーパーコードチェア",
        F::Chair,
        M::PaperCord,
        N::Soap,
        58_000,
        20,
        "ダイニング",
    )
    .pieces(1, 4),
    good(
        "オークTVボード W1800",
        F::Storage,
        M::SolidWood,
        N::Oil,
        158_000,
        26,
        "リビング",
    ),
    good(
        "タモ無垢ダイニングテーブル W1350",
        F::Table,
        M::SolidWood,
        N::Urethane,
        98_000,
        28,
        "ダイニング",
    ),
    good(
        "ウォールナット無垢テーブル W1800",
        F::Table,
        M::SolidWood,
        N::Oil,
        278_000,
        16,
        "ダイニング",
    ),
    good(
        "チェリー円卓 1100",
        F::Table,
        M::SolidWood,
        N::Soap,
        168_000,
        10,
        "ダイニング",
    ),
    good(
        "パインのちゃぶ台",
        F::Table,
        M::SolidWood,
        N::Wax,
        42_000,
        8,
        "居間",
    ),
    good(
        "欅の座卓 拭き漆",
        F::Table,
        M::SolidWood,
        N::Urushi,
        248_000,
        4,
        "和室",
    ),
    good(
        "突板ローテーブル",
        F::Table,
        M::Veneer,
        N::Urethane,
        46_000,
        16,
        "リビング",
    ),
    good(
        "ガラス天板サイドテーブル",
        F::Table,
        M::Glass,
        N::NotApplicable,
        28_000,
        8,
        "リビング",
    ),
    good(
        "セラミック天板伸長テーブル",
        F::Table,
        M::Ceramic,
        N::NotApplicable,
        218_000,
        7,
        "ダイニング",
    ),
    good(
        "展示品 食卓 栗",
        F::Table,
        M::SolidWood,
        N::Unknown,
        68_000,
        9,
        "ダイニング",
    ),
    good(
        "板座チェア オーク",
        F::Chair,
        M::SolidWood,
        N::Oil,
        42_000,
        40,
        "ダイニング",
    )
    .pieces(2, 6),
    good(
        "布張りダイニングチェア",
        F::Chair,
        M::Fabric,
        N::NotApplicable,
        34_000,
        24,
        "ダイニング",
    )
    .pieces(2, 4),
    good(
        "革張りダイニングチェア",
        F::Chair,
        M::Leather,
        N::Pigmented,
        52_000,
        10,
        "ダイニング",
    )
    .pieces(2, 4),
    good(
        "タモのベンチ W1200",
        F::Chair,
        M::SolidWood,
        N::Urethane,
        48_000,
        16,
        "ダイニング",
    ),
    good("籐のスツール", F::Chair, M::Rattan, N::Lacquer, 26_000, 8, "玄関"),
    good(
        "ヌメ革ソファ 2P",
        F::Sofa,
        M::Leather,
        N::Aniline,
        428_000,
        6,
        "リビング",
    ),
    good(
        "羽根クッションソファ 3P",
        F::Sofa,
        M::Feather,
        N::NotApplicable,
        258_000,
        12,
        "リビング",
    ),
    good(
        "合皮ソファ 2P",
        F::Sofa,
        M::SyntheticLeather,
        N::NotApplicable,
        72_000,
        8,
        "リビング",
    ),
    good(
        "ソファベッド",
        F::SofaBed,
        M::Fabric,
        N::NotApplicable,
        88_000,
        8,
        "客間",
    ),
    good(
        "ウォールナットのベッド クイーン",
        F::Bed,
        M::SolidWood,
        N::Oil,
        198_000,
        8,
        "寝室",
    ),
    good(
        "すのこベッド シングル",
        F::Bed,
        M::SolidWood,
        N::Unknown,
        58_000,
        12,
        "寝室",
    ),
    good(
        "ポケットコイルマットレス ダブル",
        F::Mattress,
        M::Fabric,
        N::NotApplicable,
        118_000,
        24,
        "寝室",
    ),
    good(
        "羽毛掛けふとん",
        F::Bedding,
        M::Feather,
        N::NotApplicable,
        62_000,
        12,
        "寝室",
    ),
    good(
        "食器棚 W1200",
        F::Storage,
        M::Veneer,
        N::Urethane,
        148_000,
        16,
        "キッチン",
    ),
    good(
        "本棚 タモ W900",
        F::Storage,
        M::SolidWood,
        N::Oil,
        88_000,
        16,
        "書斎",
    ),
    good(
        "桐の箪笥",
        F::Storage,
        M::Paulownia,
        N::Unfinished,
        286_000,
        5,
        "和室",
    ),
    good(
        "玄関収納",
        F::Storage,
        M::Melamine,
        N::NotApplicable,
        64_000,
        9,
        "玄関",
    ),
    good(
        "無垢デスク W1200",
        F::Desk,
        M::SolidWood,
        N::Oil,
        92_000,
        18,
        "書斎",
    ),
    good(
        "ワークチェア",
        F::DeskChair,
        M::Fabric,
        N::NotApplicable,
        68_000,
        14,
        "書斎",
    ),
    good(
        "ウールラグ 200×140",
        F::Rug,
        M::Wool,
        N::NotApplicable,
        54_000,
        16,
        "リビング",
    ),
    good(
        "オーダーカーテン",
        F::Curtain,
        M::Fabric,
        N::NotApplicable,
        58_000,
        14,
        "リビング",
    )
    .pieces(1, 3),
    good(
        "ペンダントライト 真鍮",
        F::Lighting,
        M::Brass,
        N::NotApplicable,
        46_000,
        22,
        "ダイニング",
    ),
    good(
        "和紙のフロアライト",
        F::Lighting,
        M::Unknown,
        N::NotApplicable,
        24_000,
        8,
        "寝室",
    ),
    good(
        "チークのガーデンチェア",
        F::Outdoor,
        M::Teak,
        N::Unfinished,
        48_000,
        6,
        "庭",
    )
    .pieces(1, 2),
    good(
        "こたつテーブル W1200",
        F::Kotatsu,
        M::Veneer,
        N::Urethane,
        84_000,
        9,
        "居間",
    ),
    good(
        "オーク枠の姿見",
        F::Mirror,
        M::Glass,
        N::NotApplicable,
        32_000,
        9,
        "玄関",
    ),
    good(
        "学習机 オーク",
        F::Kids,
        M::SolidWood,
        N::Oil,
        108_000,
        16,
        "子ども部屋",
    ),
    good(
        "二段ベッド パイン",
        F::Kids,
        M::SolidWood,
        N::Lacquer,
        128_000,
        5,
        "子ども部屋",
    ),
    good(
        "家具調仏壇",
        F::Altar,
        M::SolidWood,
        N::Lacquer,
        318_000,
        3,
        "和室",
    ),
];

/// Index of a good by the beginning of its name.
pub(super) fn good_at(name: &str) -> usize {
    GOODS
        .iter()
        .position(|good| good.name.starts_with(name))
        .expect("BUG: the stories name goods of the catalogue")
}

/// What goes well with a good: the second and third line of a receipt.
pub(super) fn goes_with(family: Family) -> &'static [&'static str] {
    match family {
        Family::Table => &[
            "板座チェア",
            "布張りダイニング",
            "ペーパーコード",
            "ペンダントライト",
            "タモのベンチ",
        ],
        Family::Chair => &["オーク無垢", "ペンダントライト", "籐の"],
        Family::Sofa | Family::SofaBed => &["突板ロー", "ウールラグ", "オークTV", "ガラス天板"],
        Family::Bed => &["ポケットコイル", "羽毛掛け", "和紙の", "オーク枠"],
        Family::Desk => &["ワークチェア", "本棚"],
        Family::Storage => &["オーク枠", "ウールラグ"],
        Family::Curtain => &["ウールラグ"],
        _ => &[],
    }
}
