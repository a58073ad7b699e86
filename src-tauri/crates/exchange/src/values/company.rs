//! Companies among names: told by the words of their legal form, never guessed from anything else.
//!
//! Not here: titles and where a name is split (`name`).

use super::width::fold_width;

/// Words that no person's name has.
const FORMS: [&str; 28] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "相互会社",
    "社団法人",
    "財団法人",
    "医療法人",
    "学校法人",
    "宗教法人",
    "社会福祉法人",
    "福祉法人",
    "非営利活動法人",
    "NPO法人",
    "行政法人",
    "弁護士法人",
    "税理士法人",
    "司法書士法人",
    "監査法人",
    "管理組合法人",
    "協同組合",
    "管理組合",
    "事務組合",
    "㈱",
    "㈲",
    "㈳",
    "㈶",
];
/// Signs in brackets, which stand for a form at either end of a name only.
const SIGNS: [&str; 10] = [
    "(株)", "(有)", "(同)", "(合)", "(資)", "(名)", "(医)", "(学)", "(社)", "(財)",
];
/// The last word of a company's name in Latin letters, without its points and commas.
const LAST_WORDS: [&str; 11] = [
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "corp",
    "corporation",
    "company",
    "gmbh",
    "plc",
];

/// Letters of which every form, sign and last word above has one.
fn may_be_of_a_form(letter: char) -> bool {
    matches!(
        letter,
        '社' | '法' | '組' | '㈱' | '㈲' | '㈳' | '㈶' | '(' | '（'
    ) || letter.is_ascii_alphabetic()
        || ('Ａ'..='ｚ').contains(&letter)
}

/// Whether a name, without its title, is that of a company. `titled`: a title for people stood behind it, so that what
/// follows the company's own word is somebody in it.
pub(crate) fn is_company(name: &str, titled: bool) -> bool {
    // Asked for every row of a file: almost no person's name has any of these.
    if !name.chars().any(may_be_of_a_form) {
        return false;
    }
    // The signs of one character are kept by folding; brackets get one width.
    let folded = fold_width(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let names_form = |word: &str| {
        FORMS.iter().any(|form| word.contains(form))
            || SIGNS
                .iter()
                .any(|sign| word.starts_with(sign) || word.ends_with(sign))
    };
    if let Some(at) = words.iter().position(|word| names_form(word)) {
        let alone = FORMS.contains(&words[at]) || SIGNS.contains(&words[at]);
        let behind = words.len() - at - 1;
        // 「株式会社 オーク 様」 is the company, 「株式会社オーク 田中様」 is somebody.
        return !titled || behind <= usize::from(alone);
    }
    let Some(last) = words.last().filter(|_| words.len() > 1) else {
        return false;
    };
    let bare: String = last
        .chars()
        .filter(|letter| !matches!(letter, '.' | ','))
        .collect::<String>()
        .to_ascii_lowercase();
    // 「Co.,Ltd.」 is one word, 「Co.」 stands at the end only with its point.
    LAST_WORDS.contains(&bare.as_str()) || bare == "coltd" || last.eq_ignore_ascii_case("co.")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::before("株式会社オーク", true)]
    #[case::behind("青葉家具有限会社", true)]
    #[case::apart("株式会社　オーク", true)]
    #[case::sign("㈱オーク", true)]
    #[case::bracket("(株)オーク", true)]
    #[case::wide_bracket("オーク（有）", true)]
    #[case::office("一般社団法人 木の会 松本支部", true)]
    #[case::latin("Oak Furniture Co., Ltd.", true)]
    #[case::latin_short("Oak Inc.", true)]
    #[case::latin_one_word("Oak Co.,Ltd", true)]
    #[case::person("田中 太郎", false)]
    #[case::person_latin("John Smith", false)]
    #[case::not_at_the_end("田中(株)太郎", false)]
    #[case::one_latin_word("Limited", false)]
    #[case::letters_within("Colt Coen", false)]
    fn a_company_is_told_by_its_legal_form(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_company(name, false), expected, "{name}");
    }

    #[test]
    fn no_form_is_passed_over() {
        for form in FORMS.iter().chain(&SIGNS).chain(&LAST_WORDS) {
            assert!(form.chars().any(may_be_of_a_form), "{form}");
        }
    }

    #[rstest]
    #[case::whole("株式会社オーク", true)]
    #[case::apart("株式会社 オーク", true)]
    #[case::somebody_in_it("株式会社オーク 田中", false)]
    #[case::somebody_apart("株式会社 オーク 田中", false)]
    fn with_a_title_somebody_in_it_is_a_person(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_company(name, true), expected, "{name}");
    }
}
