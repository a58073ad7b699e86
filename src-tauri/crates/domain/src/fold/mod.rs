//! One form for searching and matching: names, readings, addresses, telephone numbers, mail.
//!
//! Everything here makes keys. What a person typed is stored, shown and printed as typed; a key is
//! only ever compared with another key. Folding is generous (𠮷 and 吉, ヶ and が become one), so
//! equal keys are a reason to propose, never a reason to merge.
//! Not here: reading dates, money and file formats (`exchange`), deciding on duplicates.

use unicode_normalization::UnicodeNormalization as _;

mod address;
mod contact;
mod kana;
mod kanji;
mod name;
mod search;

pub use address::{AddressParts, PREFECTURES, address_key, household_key};
pub use contact::{email_key, phone_key, phone_tokens};
pub use kana::kana_key;
pub use name::{NameParts, addressee, display_name, salutation};
pub use search::{SearchQuery, bigrams, search_query, spellings};

use kana::{is_kana, plain_kana, repeat_mark, to_hiragana, vu_row};

/// Folds `text` for searching.
///
/// - width, case and accents go; katakana becomes hiragana, small kana large; ぢづゐゑを and ヴ take the
///   sound that is usually typed
/// - every dash after kana becomes `ー` (once), every other dash `-`; 々 and ゝ become what they repeat
/// - ヶ, and ケ or ガ between kanji, become `が`
/// - old kanji take the common form (`kanji.rs`); ㈱ and (株) become 株式会社
/// - variation selectors and invisible characters go; blanks and `・` become single spaces
///
/// Folding twice changes nothing. Empty stays empty. Compatibility folding is NFKC of UAX #15.
#[must_use]
pub fn fold_text(text: &str) -> String {
    let chars: Vec<char> = plain_text(text).chars().collect();
    let kanji_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_kanji(*c));
    let mut out = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    let mut at = 0;
    while let Some(&raw) = chars.get(at) {
        let here = at;
        at += 1;
        let folded = match raw {
            'ヶ' | 'ヵ' | 'ゖ' | 'ゕ' => 'が',
            'ケ' | 'ガ' if kanji_at(here.checked_sub(1)) && kanji_at(Some(at)) => 'が',
            '~' | '〜' if !last.is_some_and(is_kana) => '~',
            c if is_dash(c) => {
                if last.is_some_and(is_kana) {
                    'ー'
                } else {
                    '-'
                }
            }
            '・' => ' ',
            c if c.is_whitespace() => ' ',
            c => {
                let c = repeat_mark(to_hiragana(c), last);
                let (c, took_next) = vu_row(c, chars.get(at).copied());
                at += usize::from(took_next);
                kanji::common_form(plain_kana(c))
            }
        };
        let doubled =
            (folded == ' ' && last.is_none_or(|c| c == ' ')) || (folded == 'ー' && last == Some('ー'));
        if !doubled {
            out.push(folded);
            last = Some(folded);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// NFKC without accents, case and invisible characters; kana and kanji as they are.
fn plain_text(text: &str) -> String {
    // Almost every cell of a file; decomposing and composing again took a tenth of an import.
    let plain = if text.chars().all(is_plain) {
        text.to_ascii_lowercase()
    } else {
        decomposed(text)
    };
    if plain.contains('(') {
        plain
            .replace("(株)", "株式会社")
            .replace("(有)", "有限会社")
            .replace("(同)", "合同会社")
    } else {
        plain
    }
}

/// Whether normalising leaves `c` as it is, but for the case of ASCII letters.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '々' | '\u{4E00}'..='\u{9FFF}')
}

fn decomposed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            // Free-standing sound marks, as some old systems write them after the kana.
            '\u{309B}' => '\u{3099}',
            '\u{309C}' => '\u{309A}',
            c => c,
        })
        .nfkd()
        .filter(|c| !is_invisible(*c) && !('\u{300}'..='\u{36F}').contains(c))
        .flat_map(char::to_lowercase)
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .nfc()
        // Sound marks that found no kana to sit on.
        .filter(|c| !matches!(c, '\u{3099}' | '\u{309A}'))
        .collect()
}

/// Characters that nobody sees: variation selectors, joiners, byte order marks, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
        || (c.is_control() && !c.is_whitespace())
}

/// Everything that people type for a dash or a long vowel.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | 'ー' | '~' | '〜' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{2043}' | '\u{2D7}'
    )
}

/// Whether `c` is a kanji (unified ideographs of all planes).
fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::hashigo_daka("髙橋", "高橋")]
    #[case::tatsu_saki("山﨑", "山崎")]
    #[case::long_nabe("渡邉", "渡辺")]
    #[case::longer_nabe("渡邊", "渡辺")]
    #[case::sai_one("齋藤", "斎藤")]
    #[case::sai_two("齊藤", "斎藤")]
    #[case::sai_three("斉藤", "斎藤")]
    #[case::hama("濵田", "浜田")]
    #[case::toku("德川", "徳川")]
    #[case::yanagi("栁", "柳")]
    #[case::tsuchi_yoshi("𠮷田", "吉田")]
    #[case::one_dot_tsuji("辻\u{E0100}", "辻")]
    #[case::sawa("澤", "沢")]
    #[case::shima("嶌", "島")]
    #[case::compatibility_ideograph("\u{FA19}谷", "神谷")]
    #[case::half_width_kana("ﾔﾏﾀﾞ", "やまだ")]
    #[case::katakana("ヤマダ", "やまだ")]
    #[case::hiragana("やまだ", "やまだ")]
    #[case::spacing_sound_mark("ヤマタ゛", "やまだ")]
    #[case::small_kana("キャッチ", "きやつち")]
    #[case::half_width_small_kana("ｷｬｯﾁ", "きやつち")]
    #[case::long_vowel("コーヒー", "こーひー")]
    #[case::hyphen_for_long_vowel("コ-ヒ－", "こーひー")]
    #[case::half_width_long_vowel("ｺｰﾋｰ", "こーひー")]
    #[case::minus_for_long_vowel("コ−ヒ―", "こーひー")]
    #[case::long_vowel_in_numbers("１ー２ー３", "1-2-3")]
    #[case::dashes_in_numbers("1‐2–3", "1-2-3")]
    #[case::vu("ヴァイオリン", "ばいおりん")]
    #[case::vu_alone("ヴ", "ぶ")]
    #[case::old_kana("かをり", "かおり")]
    #[case::tsu_with_sound_mark("かづこ", "かずこ")]
    #[case::repeat_kanji("佐々木", "佐佐木")]
    #[case::repeat_kana("いすゞ", "いすず")]
    #[case::small_ke("青葉ヶ丘", "青葉が丘")]
    #[case::large_ke_between_kanji("青葉ケ丘", "青葉が丘")]
    #[case::ke_elsewhere("ケヤキ", "けやき")]
    #[case::full_width_latin("ＡＢＣ　１２３", "abc 123")]
    #[case::accents("José Müller", "jose muller")]
    #[case::company_sign("㈱青葉", "株式会社青葉")]
    #[case::company_brackets("（有）青葉", "有限会社青葉")]
    #[case::wide_space("田中　 由紀子 ", "田中 由紀子")]
    #[case::middle_dot("ジョン・スミス", "じよん すみす")]
    #[case::zero_width("田\u{200B}中", "田中")]
    #[case::empty("", "")]
    fn what_people_type_differently_folds_to_one_form(#[case] typed: &str, #[case] folded: &str) {
        assert_eq!(fold_text(typed), folded, "fold of {typed}");
    }

    /// Every plain character, in an order in which neighbours could compose if any did.
    #[test]
    fn plain_characters_need_no_normalising() {
        let plain: String = ('\0'..=char::MAX).filter(|c| is_plain(*c)).collect();
        assert_eq!(decomposed(&plain), plain.to_ascii_lowercase());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,24}") {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once);
        }

        #[test]
        fn folding_kana_twice_changes_nothing(text in "[ぁ-ゟ゛゜ァ-ヿｦ-ﾟ々〆ヶー\\-~・ 田中(株)]{0,16}") {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once);
        }
    }
}
