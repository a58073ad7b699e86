//! Whether a clause recommends a thing or warns of it.
//!
//! Not here: which things (`words`).

use super::Harm;

/// The sentences of a text, lower case; English ones are also cut where a new instruction begins, so that
/// "do not rub, use alcohol" is two.
pub(super) fn clauses(text: &str) -> Vec<String> {
    let mut text = text
        .to_lowercase()
        .replace(['。', '！', '？', '!', '?', ';', '\n'], "\u{1}");
    for cut in [
        ". ",
        " but ",
        " instead ",
        ", use ",
        ", wipe ",
        ", apply ",
        ", clean ",
        ", then ",
        ", just ",
        ", rub ",
    ] {
        // The verb stays with its own clause.
        let kept = cut.trim_start_matches([',', '.']).trim_start();
        text = text.replace(cut, &format!("\u{1}{kept}"));
    }
    text.split('\u{1}')
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What makes a Japanese thing forbidden when it follows.
const JA_AGAINST: &[&str] = &[
    "ない",
    "ません",
    "ず、",
    "ずに",
    "せず",
    "避け",
    "控え",
    "禁物",
    "厳禁",
    "おやめ",
    "傷め",
    "傷み",
    "傷む",
    "弱い",
    "弱く",
    "苦手",
    "変色",
    "くもる",
    "くもり",
    "白くなる",
    "白い跡",
    "はがれ",
    "割れ",
    "溶け",
    "不要",
    "ご遠慮",
    "注意",
    "危険",
    "使うと跡",
];

/// What makes it recommended, when it stands first.
const JA_FOR: &[&str] = &[
    "ください",
    "ましょう",
    "おすすめ",
    "お勧め",
    "ればよ",
    "といい",
    "と良い",
    "とよい",
    "できます",
    "大丈夫",
    "安心",
    "問題あ",
    "かまい",
    "構いません",
    "いただけ",
    "きれいに",
    "取れます",
    "落とせます",
    "落ちます",
    "で拭いて",
    "で拭きま",
    "を塗って",
    "を塗りま",
    "で洗って",
    "で洗いま",
    "をつけて",
    "を使って",
    "を使いま",
    "に使え",
    "で磨いて",
];

/// Whether a Japanese clause recommends `word`: of what follows the word, the first that says yes or no
/// decides, and silence counts as yes.
pub(super) fn recommends_ja(clause: &str, word: &str, harm: Harm) -> bool {
    clause.match_indices(word).any(|(at, _)| {
        let before = &clause[..at];
        let after = &clause[at + word.len()..];
        if names_something_else(before, after, harm) {
            return false;
        }
        // The word itself may already end in the prohibition (「強くこす|らず、」).
        let against = JA_AGAINST.iter().filter_map(|mark| after.find(mark)).min();
        let forth = JA_FOR.iter().filter_map(|mark| after.find(mark)).min();
        match (against, forth) {
            (Some(no), Some(yes)) => yes < no,
            (Some(_), None) => false,
            (None, _) => true,
        }
    })
}

/// オイル仕上げ, オイルヒーター, オリーブオイル and the like are not the oil that is rubbed in.
fn names_something_else(before: &str, after: &str, harm: Harm) -> bool {
    let compound = ["仕上げ", "ヒーター", "レザー", "ステイン", "フィニッシュ", "塗装"]
        .iter()
        .any(|tail| after.starts_with(tail));
    match harm {
        Harm::Oil => compound || before.ends_with("オリーブ"),
        Harm::Wax | Harm::Soap => compound,
        _ => false,
    }
}

const EN_AGAINST_BEFORE: &[&str] = &[
    "not ",
    "n't ",
    "never ",
    "avoid",
    "no ",
    "without ",
    "away from",
    "keep off",
    "rather than ",
    "nor ",
    "careful with ",
    "free of ",
];

const EN_AGAINST_AFTER: &[&str] = &[
    "should not",
    "must not",
    "is not",
    "are not",
    "not needed",
    "can damage",
    "can leave",
    "damages",
    "can harm",
    "harms",
    "ruins",
    "can cloud",
    "can whiten",
    "can stain",
    "can dull",
    "can etch",
    "can soften",
    "dissolves",
    " away",
    "is too",
];

const EN_FOR: &[&str] = &[
    "use ", "apply ", "wipe ", "clean ", "rub ", "try ", "add ", "soak ", "pour ", "spray ", "polish ",
    "put ", "treat ",
];

/// Whether an English clause recommends `word` (lower case, matched as whole words).
pub(super) fn recommends_en(clause: &str, word: &str) -> bool {
    clause.match_indices(word).any(|(at, _)| {
        let before = &clause[..at];
        let after = &clause[at + word.len()..];
        let inside_a_word = before.ends_with(|c: char| c.is_ascii_alphabetic())
            || after
                .trim_start_matches('s')
                .starts_with(|c: char| c.is_ascii_alphabetic());
        let names_something_else = ["-free", " finish", "-finish", " heater", "-treated"]
            .iter()
            .any(|tail| after.starts_with(tail));
        if inside_a_word
            || names_something_else
            || EN_AGAINST_BEFORE.iter().any(|mark| stands_before(before, mark))
        {
            return false;
        }
        let advised = EN_FOR
            .iter()
            .any(|verb| before.starts_with(verb) || before.contains(&format!(" {verb}")));
        advised || !EN_AGAINST_AFTER.iter().any(|mark| after.contains(mark))
    })
}

/// Whether `mark` stands in `before` as a word of its own ("no " is not the end of "piano ").
fn stands_before(before: &str, mark: &str) -> bool {
    before
        .match_indices(mark)
        .any(|(at, _)| mark.starts_with("n't") || !before[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
}
