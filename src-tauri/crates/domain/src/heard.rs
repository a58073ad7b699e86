//! Who told somebody about the shop: the closed list of sources, how sure it is, and what a cell of a file says.
//!
//! Not here: which customer a name in such a cell is (`store`), and the numbers (`stats::referral`).

use crate::fold::fold_text;
use crate::kinds::text_enum;

text_enum! {
    /// By what somebody came to the shop.
    HeardOf {
        /// Somebody told them.
        Person = "person",
        /// Signboard, the look of the shop.
        Sign = "sign",
        /// A search, the shop's own pages.
        Web = "web",
        /// Instagram and the like.
        Social = "social",
        /// They passed by.
        Passing = "passing",
        /// Leaflet, newspaper, magazine.
        Paper = "paper",
        /// Exhibition, workshop, open day.
        Event = "event",
        /// Something else.
        Other = "other",
        /// They were asked and do not know.
        Unknown = "unknown",
    }
}

text_enum! {
    /// How sure it is who told them.
    HeardBy {
        /// They said so.
        Said = "said",
        /// The shop thinks so.
        Assumed = "assumed",
        /// They brought a card or a number.
        Code = "code",
    }
}

/// What a cell tells: a source, and for [`HeardOf::Person`] the name in it, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardCell {
    /// Source.
    pub of: HeardOf,
    /// Name without 様 and the words around it; empty: somebody, nobody says who.
    pub name: String,
}

/// Words by which a source is known, folded; the first that a cell holds decides.
const WORDS: &[(HeardOf, &[&str])] = &[
    (
        HeardOf::Unknown,
        &[
            "不明",
            "分からない",
            "わからない",
            "忘れた",
            "覚えていない",
            "don't know",
            "unknown",
            "not sure",
        ],
    ),
    (
        HeardOf::Person,
        &[
            "紹介",
            "友人",
            "知人",
            "友達",
            "家族",
            "口コミ",
            "referral",
            "referred",
            "friend",
            "word of mouth",
        ],
    ),
    (
        HeardOf::Social,
        &[
            "インスタ",
            "instagram",
            "sns",
            "facebook",
            "twitter",
            "youtube",
            "pinterest",
            "line",
        ],
    ),
    (
        HeardOf::Web,
        &[
            "ネット",
            "検索",
            "google",
            "グーグル",
            "ホームページ",
            "hp",
            "web",
            "ウェブ",
            "サイト",
            "internet",
            "search",
        ],
    ),
    (HeardOf::Sign, &["看板", "店構え", "外観", "sign"]),
    (
        HeardOf::Passing,
        &[
            "通りがかり",
            "通りすがり",
            "近所",
            "前を通",
            "walked by",
            "passing",
            "passed by",
        ],
    ),
    (
        HeardOf::Paper,
        &[
            "チラシ",
            "新聞",
            "雑誌",
            "広告",
            "折込",
            "leaflet",
            "flyer",
            "newspaper",
            "magazine",
        ],
    ),
    (
        HeardOf::Event,
        &[
            "展示会",
            "イベント",
            "催し",
            "ワークショップ",
            "マルシェ",
            "event",
            "exhibition",
            "workshop",
        ],
    ),
    (HeardOf::Other, &["その他", "other"]),
];

/// Reads a cell such as 「看板」, 「ご紹介(田中由紀子様)」, 「田中由紀子様」 or `Friend: Mary Smith`; `None` for an empty one.
///
/// A name is only taken where 様, さん, a colon or brackets mark it, or where `is_referrer` says that the column holds
/// nothing else; other words that no source is known by are [`HeardOf::Other`].
#[must_use]
pub fn read_heard(cell: &str, is_referrer: bool) -> Option<HeardCell> {
    let text = cell.trim();
    if text.is_empty() || matches!(text, "-" | "ー" | "―" | "なし" | "無し") {
        return None;
    }
    let folded = fold_text(text);
    let known = WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| folded.contains(&fold_text(word))))
        .map(|(of, _)| *of);
    let name = named(text);
    let of = match (known, &name) {
        (Some(HeardOf::Unknown), _) => HeardOf::Unknown,
        (_, Some(_)) => HeardOf::Person,
        (Some(of), None) => of,
        (None, None) if is_referrer => HeardOf::Person,
        (None, None) => HeardOf::Other,
    };
    let bare = is_referrer && known.is_none();
    let name = match of {
        HeardOf::Person => name.or_else(|| bare.then(|| text.to_owned())).unwrap_or_default(),
        _ => String::new(),
    };
    Some(HeardCell { of, name })
}

/// The name that 様, さん, brackets or a colon mark.
fn named(text: &str) -> Option<String> {
    let inside = ["(", "(", ":", ":", "「"]
        .iter()
        .find_map(|open| text.split_once(open))
        .map_or(text, |(_, rest)| rest);
    let inside = inside.trim_end_matches([')', ')', '」', ' ', ' ']);
    let marked = inside != text;
    let bare = ["様", "さん", "さま", "氏"]
        .iter()
        .find_map(|end| inside.split_once(end))
        .map(|(name, _)| name);
    let name = bare.or_else(|| marked.then_some(inside))?.trim();
    let begun = ["ご紹介", "紹介", "友人の", "知人の"]
        .iter()
        .find_map(|begin| name.strip_prefix(begin))
        .unwrap_or(name)
        .trim();
    let is_source = WORDS
        .iter()
        .flat_map(|(_, words)| *words)
        .any(|word| fold_text(begun) == fold_text(word));
    (!begun.is_empty() && !is_source).then(|| begun.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::sign("看板", false, HeardOf::Sign, "")]
    #[case::web("ネット検索", false, HeardOf::Web, "")]
    #[case::insta("Instagram", false, HeardOf::Social, "")]
    #[case::half_width("インスタ", false, HeardOf::Social, "")]
    #[case::passing("通りがかりに", false, HeardOf::Passing, "")]
    #[case::does_not_know("わからない", true, HeardOf::Unknown, "")]
    #[case::somebody("ご紹介", false, HeardOf::Person, "")]
    #[case::brackets("ご紹介(田中 由紀子様)", false, HeardOf::Person, "田中 由紀子")]
    #[case::with_sama("田中由紀子様", false, HeardOf::Person, "田中由紀子")]
    #[case::with_san("紹介 鈴木さん", false, HeardOf::Person, "鈴木")]
    #[case::english("Friend: Mary Smith", false, HeardOf::Person, "Mary Smith")]
    #[case::column_of_referrers("高橋直美", true, HeardOf::Person, "高橋直美")]
    #[case::a_source_there_too("チラシ", true, HeardOf::Paper, "")]
    #[case::other_words("ラジオ", false, HeardOf::Other, "")]
    fn a_cell_tells_its_source(
        #[case] cell: &str,
        #[case] is_referrer: bool,
        #[case] of: HeardOf,
        #[case] name: &str,
    ) {
        let expected = HeardCell {
            of,
            name: name.to_owned(),
        };
        assert_eq!(read_heard(cell, is_referrer), Some(expected), "{cell}");
    }

    #[test]
    fn nothing_said_is_not_asked() {
        for cell in ["", " ", "-", "なし"] {
            assert_eq!(read_heard(cell, true), None, "{cell:?}");
        }
    }
}
