//! Names, numbers and addresses in the many ways people write them.
//!
//! Not here: how often each way is taken (`people`).

use crate::generate::chance::Chance;
use crate::generate::words::{FAMILY_NAMES, GIVEN_NAMES};

/// A name with its reading in hiragana.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) kanji: String,
    pub(super) kana: String,
}

impl Name {
    fn of((kanji, kana): (&str, &str)) -> Self {
        Self {
            kanji: kanji.to_owned(),
            kana: kana.to_owned(),
        }
    }

    fn joined(first: (&str, &str), second: (&str, &str)) -> Self {
        Self {
            kanji: format!("{}{}", first.0, second.0),
            kana: format!("{}{}", first.1, second.1),
        }
    }
}

const FAMILY_FIRST: &[(&str, &str)] = &[
    ("大", "おお"),
    ("小", "こ"),
    ("中", "なか"),
    ("高", "たか"),
    ("上", "うえ"),
    ("西", "にし"),
    ("東", "ひがし"),
    ("北", "きた"),
    ("南", "みなみ"),
    ("石", "いし"),
    ("松", "まつ"),
    ("竹", "たけ"),
    ("杉", "すぎ"),
    ("藤", "ふじ"),
    ("森", "もり"),
    ("岩", "いわ"),
    ("黒", "くろ"),
    ("白", "しら"),
    ("青", "あお"),
    ("平", "ひら"),
];
const FAMILY_SECOND: &[(&str, &str)] = &[
    ("田", "た"),
    ("川", "かわ"),
    ("山", "やま"),
    ("本", "もと"),
    ("村", "むら"),
    ("野", "の"),
    ("島", "しま"),
    ("井", "い"),
    ("原", "はら"),
    ("沢", "さわ"),
];
const MEN_FIRST: &[(&str, &str)] = &[
    ("健", "けん"),
    ("浩", "こう"),
    ("真", "しん"),
    ("信", "しん"),
    ("英", "えい"),
    ("俊", "しゅん"),
    ("雄", "ゆう"),
    ("裕", "ゆう"),
    ("慶", "けい"),
    ("恵", "けい"),
    ("正", "まさ"),
    ("雅", "まさ"),
    ("和", "かず"),
    ("隆", "たか"),
    ("孝", "たか"),
    ("康", "やす"),
    ("義", "よし"),
    ("良", "よし"),
    ("幸", "ゆき"),
    ("秀", "ひで"),
];
const MEN_SECOND: &[(&str, &str)] = &[
    ("一", "いち"),
    ("二", "じ"),
    ("太", "た"),
    ("介", "すけ"),
    ("輔", "すけ"),
    ("樹", "き"),
    ("之", "ゆき"),
    ("彦", "ひこ"),
    ("也", "や"),
    ("人", "と"),
    ("郎", "ろう"),
    ("平", "へい"),
];
const WOMEN_FIRST: &[(&str, &str)] = &[
    ("由", "ゆ"),
    ("美", "み"),
    ("恵", "え"),
    ("千", "ち"),
    ("佳", "か"),
    ("香", "か"),
    ("真", "ま"),
    ("麻", "ま"),
    ("沙", "さ"),
    ("早", "さ"),
    ("理", "り"),
    ("里", "り"),
    ("奈", "な"),
    ("菜", "な"),
    ("亜", "あ"),
    ("紀", "き"),
    ("久", "く"),
    ("友", "とも"),
    ("智", "とも"),
    ("裕", "ゆう"),
];
const WOMEN_SECOND: &[(&str, &str)] = &[
    ("子", "こ"),
    ("美", "み"),
    ("香", "か"),
    ("佳", "か"),
    ("代", "よ"),
    ("恵", "え"),
    ("江", "え"),
    ("奈", "な"),
    ("絵", "え"),
    ("紀", "き"),
    ("織", "おり"),
    ("里", "り"),
];
/// Common forms and the old ones beside them.
const OLD_FORMS: &[(char, &str)] = &[
    ('高', "髙"),
    ('崎', "﨑"),
    ('辺', "邉邊"),
    ('斎', "齋齊斉"),
    ('浜', "濵濱"),
    ('沢', "澤"),
    ('島', "嶋"),
    ('吉', "𠮷"),
    ('広', "廣"),
    ('国', "國"),
    ('桜', "櫻"),
    ('富', "冨"),
    ('真', "眞"),
    ('恵', "惠"),
];

/// A family name: sixty of a hundred a common one, so that two people share theirs in about 1 of 190 cases.
pub(super) fn family_name(chance: &mut Chance) -> Name {
    if chance.percent(60) {
        Name::of(*chance.pick(FAMILY_NAMES))
    } else {
        Name::joined(*chance.pick(FAMILY_FIRST), *chance.pick(FAMILY_SECOND))
    }
}

/// A given name of a man or a woman.
pub(super) fn given_name(chance: &mut Chance) -> Name {
    match chance.below(10) {
        0..=2 => Name::of(*chance.pick(GIVEN_NAMES)),
        3..=6 => Name::joined(*chance.pick(WOMEN_FIRST), *chance.pick(WOMEN_SECOND)),
        _ => Name::joined(*chance.pick(MEN_FIRST), *chance.pick(MEN_SECOND)),
    }
}

/// Another name with the same first kanji: 健一 and 健二.
pub(super) fn alike(chance: &mut Chance, name: &Name) -> Name {
    for (firsts, seconds) in [(MEN_FIRST, MEN_SECOND), (WOMEN_FIRST, WOMEN_SECOND)] {
        let shared = firsts
            .iter()
            .find(|(kanji, kana)| name.kanji.starts_with(kanji) && name.kana.starts_with(kana));
        if let Some(first) = shared {
            return Name::joined(*first, *chance.pick(seconds));
        }
    }
    given_name(chance)
}

/// Another kanji for a part of the name, read alike: 真一 and 信一. The name itself where there is none.
pub(super) fn read_alike(chance: &mut Chance, name: &Name) -> Name {
    let mut others: Vec<String> = Vec::new();
    for list in [MEN_FIRST, MEN_SECOND, WOMEN_FIRST, WOMEN_SECOND] {
        for (kanji, kana) in list {
            if !name.kanji.contains(kanji) {
                continue;
            }
            let same = list.iter().filter(|other| other.1 == *kana && other.0 != *kanji);
            others.extend(same.map(|other| name.kanji.replacen(kanji, other.0, 1)));
        }
    }
    match others.is_empty() {
        true => name.clone(),
        false => Name {
            kanji: chance.pick(&others).clone(),
            kana: name.kana.clone(),
        },
    }
}

/// ㈱, (株), 株式会社, in front or behind.
pub(super) fn company_name(chance: &mut Chance) -> Name {
    let core = family_name(chance);
    let trade = *chance.pick(&[
        ("建設", "けんせつ"),
        ("設計事務所", "せっけいじむしょ"),
        ("歯科医院", "しかいいん"),
        ("珈琲", "こーひー"),
        ("不動産", "ふどうさん"),
        ("製作所", "せいさくしょ"),
    ]);
    let name = Name::joined((&core.kanji, &core.kana), trade);
    Name {
        kanji: format!("株式会社{}", name.kanji),
        kana: name.kana,
    }
}

/// The name with one of its kanji in an old form, and the other way round.
pub(super) fn old_form(chance: &mut Chance, kanji: &str) -> String {
    if let Some(rest) = kanji.strip_prefix("株式会社") {
        return format!("{}{rest}", chance.pick(&["㈱", "(株)", "（株）"]));
    }
    for (common, old) in OLD_FORMS {
        if kanji.contains(*common) {
            let old: Vec<char> = old.chars().collect();
            return kanji.replace(*common, &chance.pick(&old).to_string());
        }
        if let Some(found) = kanji.chars().find(|c| old.contains(*c)) {
            return kanji.replace(found, &common.to_string());
        }
    }
    kanji.to_owned()
}

/// Hiragana, katakana, or katakana of half width.
pub(super) fn kana(hiragana: &str, script: usize) -> String {
    let katakana = || {
        hiragana.chars().map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            c => c,
        })
    };
    match script {
        0 => hiragana.to_owned(),
        1 => katakana().collect(),
        _ => katakana().map(half_width).collect(),
    }
}

/// JIS X 0201 katakana; a sound mark stands behind its kana.
fn half_width(c: char) -> String {
    const FULL: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
    const BASE_OF_VOICED: &str = "カキクケコサシスセソタチツテトハヒフヘホ";
    const HALF_VOICED: &str = "パピプペポ";
    const BASE_OF_HALF: &str = "ハヒフヘホ";
    let half = |c: char| {
        FULL.chars()
            .position(|full| full == c)
            .and_then(|at| char::from_u32(0xFF66 + u32::try_from(at).unwrap_or(0)))
            .unwrap_or(c)
    };
    let base = |from: &str, to: &str| {
        let at = from.chars().position(|voiced| voiced == c)?;
        to.chars().nth(at)
    };
    match (base(VOICED, BASE_OF_VOICED), base(HALF_VOICED, BASE_OF_HALF)) {
        (Some(plain), _) => format!("{}ﾞ", half(plain)),
        (_, Some(plain)) => format!("{}ﾟ", half(plain)),
        _ => half(c).to_string(),
    }
}

/// One digit wrong, or two neighbours in the other order, behind the first three.
pub(super) fn slip(chance: &mut Chance, number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    let at = 3 + chance.below(digits.len() - 4);
    if chance.percent(60) {
        digits.swap(at, at + 1);
    } else {
        let wrong = u32::try_from(chance.below(10)).unwrap_or(0);
        digits[at] = char::from_digit(wrong, 10).unwrap_or('0');
    }
    digits.into_iter().collect()
}

/// 090-1234-5678 in the ways that files have it.
pub(super) fn phone(chance: &mut Chance, digits: &str) -> String {
    let (first, rest) = digits.split_at(3);
    let (second, third) = rest.split_at(rest.len() - 4);
    match chance.below(10) {
        0..=4 => format!("{first}-{second}-{third}"),
        5 | 6 => digits.to_owned(),
        7 => digits[1..].to_owned(),
        8 => format!("+81 {}-{second}-{third}", &first[1..]),
        _ => {
            let wide = |text: &str| -> String {
                text.chars()
                    .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c))
                    .collect()
            };
            format!("{}（{}）{} (夜)", wide(first), wide(second), wide(third))
        }
    }
}

/// The numbers of a house and the room, in the ways that people write them.
pub(super) fn house(chance: &mut Chance, numbers: [usize; 3], room: Option<usize>) -> (String, String) {
    let [one, two, three] = numbers;
    let written = match chance.below(6) {
        0 | 1 => format!("{one}-{two}-{three}"),
        2 => format!("{one}丁目{two}-{three}"),
        3 => format!("{one}丁目{two}番{three}号"),
        4 => format!(
            "{}丁目{}番地{}",
            kanji_number(one),
            kanji_number(two),
            kanji_number(three)
        ),
        _ => format!("{one}－{two}－{three}")
            .chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
                c => c,
            })
            .collect(),
    };
    match room {
        None => (written, String::new()),
        Some(room) => match chance.below(4) {
            0 => (format!("{written}-{room}"), String::new()),
            1 => (written, format!("青葉ハイツ{room}号室")),
            2 => (written, format!("ｱｵﾊﾞﾊｲﾂ {room}")),
            _ => (format!("{written} 青葉ハイツ{room}"), String::new()),
        },
    }
}

/// 1 to 99 in kanji.
fn kanji_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}
