//! The words, Japanese and English, by which harmful things are called.
//!
//! Not here: whether a sentence recommends or forbids them (`clause`).

use super::{Harm, clause};

/// The Japanese and the English words for a harm. English ones are lower case.
pub(super) fn of(harm: Harm) -> (&'static [&'static str], &'static [&'static str]) {
    match harm {
        Harm::Oil => (&["オイル"], &["oil", "oiling"]),
        Harm::Wax => (&["ワックス", "蜜ろう", "蜜蝋"], &["wax", "beeswax"]),
        Harm::Alcohol => (
            &["アルコール", "消毒液", "除菌シート", "除菌スプレー", "エタノール"],
            &["alcohol", "disinfectant", "hand sanitiser", "hand sanitizer"],
        ),
        Harm::ChemicalCloth => (
            &["化学ぞうきん", "化学雑巾", "化学モップ"],
            &[
                "chemical cloth",
                "chemical duster",
                "treated dust cloth",
                "impregnated cloth",
            ],
        ),
        Harm::MelamineSponge => (
            &["メラミンスポンジ", "メラミンフォーム"],
            &["melamine sponge", "magic eraser"],
        ),
        Harm::HardRubbing => (
            &[
                "強くこす",
                "強く擦",
                "ごしごし",
                "ゴシゴシ",
                "力を入れてこす",
                "力を入れて拭",
            ],
            &[
                "scrub",
                "rub hard",
                "rub it hard",
                "rub vigorously",
                "hard rubbing",
            ],
        ),
        Harm::HarshCleaner => (
            &["アルカリ", "酸性", "重曹", "クエン酸", "セスキ", "お酢", "漂白剤"],
            &[
                "alkaline",
                "acidic",
                "acid cleaner",
                "baking soda",
                "citric acid",
                "vinegar",
                "bleach",
            ],
        ),
        Harm::WetGlass => (
            &["濡れたコップ", "濡れたグラス", "ぬれたコップ", "ぬれたグラス"],
            &["wet glass", "wet glasses", "wet cup"],
        ),
        Harm::Water => (
            &[
                "水拭き",
                "水ぶき",
                "濡れた布",
                "ぬれた布",
                "濡らした布",
                "湿らせた布",
                "絞った布",
                "水で洗",
                "水洗い",
                "石けん水",
            ],
            &[
                "damp cloth",
                "wet cloth",
                "with water",
                "moist cloth",
                "damp sponge",
            ],
        ),
        Harm::WetHands => (&["濡れた手", "ぬれた手"], &["wet hands", "wet hand"]),
        Harm::Sun => (
            &["日光に当て", "日に当て", "日なた", "天日", "日差しに当て"],
            &["in the sun", "sunlight", "sunshine"],
        ),
        Harm::Abrasive => (
            &[
                "研磨",
                "クレンザー",
                "サンドペーパー",
                "紙やすり",
                "コンパウンド",
                "磨き粉",
            ],
            &[
                "abrasive",
                "scouring",
                "sandpaper",
                "polishing compound",
                "sanding",
            ],
        ),
        Harm::SelfRepair => (
            &[
                "ご自分で直",
                "自分で直",
                "ご自身で直",
                "ご自分で修理",
                "ご自身で修理",
                "接着剤",
            ],
            &["repair it yourself", "fix it yourself", "glue"],
        ),
        Harm::CamelliaOil => (&["椿油", "つばき油"], &["camellia oil"]),
        Harm::OliveOil => (&["オリーブオイル", "オリーブ油"], &["olive oil"]),
        Harm::HandCream => (&["ハンドクリーム"], &["hand cream"]),
        Harm::ShoeCream => (
            &["靴クリーム", "靴用クリーム", "靴墨"],
            &["shoe cream", "shoe polish"],
        ),
        Harm::Solvent => (
            &["シンナー", "ベンジン", "除光液", "溶剤", "アセトン"],
            &["thinner", "benzine", "nail polish remover", "solvent", "acetone"],
        ),
        Harm::Soap => (&["石けん", "石鹸", "せっけん", "洗剤"], &["soap", "detergent"]),
        Harm::Acid => (
            &[
                "酢で",
                "酢を使",
                "酢を含",
                "レモンで",
                "レモン汁",
                "クエン酸",
                "酸性の洗剤",
                "酸性洗剤",
                "トイレ用洗剤",
            ],
            &[
                "with vinegar",
                "use vinegar",
                "with lemon",
                "citric acid",
                "acid cleaner",
                "acidic cleaner",
            ],
        ),
        Harm::WineLeft => (
            &[
                "ワインをこぼしたまま",
                "ワインを置いたまま",
                "ワインをそのまま",
                "ワインはそのまま",
            ],
            &["leave wine", "leave spilled wine", "wine can stay"],
        ),
        Harm::TemperatureShock => (
            &["熱湯", "急に冷や", "急に温め", "急に熱", "氷水"],
            &["boiling water", "ice water", "hot pan directly"],
        ),
        Harm::UseAfterChip => (
            &[
                "欠けたまま",
                "欠けていても",
                "欠けても",
                "ひびが入ったまま",
                "ひびが入っていても",
            ],
            &[
                "even if it is chipped",
                "even when chipped",
                "use a chipped",
                "using a chipped",
                "keep using it",
            ],
        ),
        Harm::WetMop => (
            &[
                "水拭き",
                "水ぶき",
                "濡れた雑巾",
                "濡れ雑巾",
                "ぬれ雑巾",
                "スチーム",
            ],
            &["wet mop", "damp mop", "wet cloth", "steam cleaner"],
        ),
        Harm::CarpetOnTop => (
            &[
                "上にカーペット",
                "上にじゅうたん",
                "上にラグ",
                "カーペットを敷",
                "じゅうたんを敷",
                "ラグを敷",
            ],
            &["carpet on", "rug on", "rug over", "carpet over"],
        ),
        Harm::NoRagWarning => (&[], &[]),
    }
}

/// Whether the text advises to put oil on wood and keeps silent about the rags.
pub(super) fn lacks_rag_warning(clauses: &[String]) -> bool {
    let advised = clauses.iter().any(|clause| {
        let (ja, en) = of(Harm::Oil);
        let applied_ja = ["塗", "すり込", "染み込", "しみ込", "含ませ"]
            .iter()
            .any(|verb| clause.contains(verb));
        let applied_en = ["apply", "rub", "wipe on", "coat", "work in"]
            .iter()
            .any(|verb| clause.contains(verb));
        (applied_ja
            && ja
                .iter()
                .any(|word| clause::recommends_ja(clause, word, Harm::Oil)))
            || (applied_en && en.iter().any(|word| clause::recommends_en(clause, word)))
    });
    let has = |words: &[&str]| {
        clauses
            .iter()
            .any(|clause| words.iter().any(|word| clause.contains(word)))
    };
    let warned = (has(&["布", "ウエス"])
        && has(&["発火", "火がつ", "火事"])
        && has(&["水に浸", "水にひた", "水につけ", "水で濡"]))
        || (has(&["rag", "cloth"]) && has(&["catch fire", "ignite", "combust"]) && has(&["water"]));
    advised && !warned
}
