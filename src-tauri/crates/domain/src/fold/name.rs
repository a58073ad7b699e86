//! How a person or company is addressed: never 様様, 御中 for companies, titles first in English.
//!
//! Not here: the envelope's layout (`delivery`) and joint names of a household.

use crate::kinds::Lang;

/// The honorifics that people type into a name field by habit, longest first.
const TYPED_HONORIFICS: &[&str] = &["御中", "先生", "さま", "サマ", "様", "殿"];

/// A name as the customer card holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameParts<'a> {
    /// Family name, or the whole name of a company or of a person whose name is not split.
    pub family: &'a str,
    /// Given name; may be empty.
    pub given: &'a str,
    /// `様`, `御中`, `先生`, `殿`, `Dr.` …; empty means the default of the language (様; none in English).
    pub honorific: &'a str,
}

/// The full name as on an envelope: 「田中 由紀子 様」, "Yukiko Tanaka". `None` when there is no name.
///
/// An honorific that was typed into the name is taken off once for all; a typed 御中, 先生 or 殿 is
/// kept in place of the default 様.
#[must_use]
pub fn display_name(name: NameParts<'_>, lang: Lang) -> Option<String> {
    let split = Split::of(name)?;
    let full = match lang {
        Lang::Ja => join([split.family, split.given]),
        // A Japanese name written in kanji keeps its order in every language.
        Lang::En if is_latin(split.family) && is_latin(split.given) => join([split.given, split.family]),
        Lang::En => join([split.family, split.given]),
    };
    Some(split.with_honorific(&full, lang, " "))
}

/// Name and honorific apart, as label and greeting-card programs want them: (「田中 由紀子」, 「様」). `None` when there
/// is no name. A typed honorific is taken off the name and kept as [`display_name`] does.
#[must_use]
pub fn addressee(name: NameParts<'_>) -> Option<(String, String)> {
    let split = Split::of(name)?;
    let honorific = if split.honorific.is_empty() {
        "様"
    } else {
        split.honorific
    };
    Some((join([split.family, split.given]), honorific.to_owned()))
}

/// The short form for speaking to somebody: 「田中様」, "Ms. Tanaka" or, without a title, "Yukiko Tanaka".
/// `None` when there is no name.
#[must_use]
pub fn salutation(name: NameParts<'_>, lang: Lang) -> Option<String> {
    let split = Split::of(name)?;
    let short = if split.family.is_empty() {
        split.given
    } else {
        split.family
    };
    match lang {
        Lang::Ja => Some(split.with_honorific(short, lang, if is_latin(short) { " " } else { "" })),
        Lang::En if split.english_title().is_some() => Some(split.with_honorific(short, lang, " ")),
        Lang::En => display_name(name, lang),
    }
}

struct Split<'a> {
    family: &'a str,
    given: &'a str,
    honorific: &'a str,
}

impl<'a> Split<'a> {
    fn of(name: NameParts<'a>) -> Option<Self> {
        let (family, typed_family) = without_honorific(name.family);
        let (given, typed_given) = without_honorific(name.given);
        let typed = typed_given.or(typed_family);
        let chosen = name.honorific.trim();
        let honorific = match typed {
            Some(typed @ ("御中" | "先生" | "殿")) if chosen.is_empty() || chosen == "様" => typed,
            _ => chosen,
        };
        (!family.is_empty() || !given.is_empty()).then_some(Self {
            family,
            given,
            honorific,
        })
    }

    /// The honorific when it is one that English writes in front of the name.
    fn english_title(&self) -> Option<&'a str> {
        (!self.honorific.is_empty() && is_latin(self.honorific)).then_some(self.honorific)
    }

    fn with_honorific(&self, name: &str, lang: Lang, gap: &str) -> String {
        match (lang, self.english_title()) {
            (_, Some(title)) => format!("{title} {name}"),
            (Lang::En, None) => name.to_owned(),
            (Lang::Ja, None) if self.honorific.is_empty() => format!("{name}{gap}様"),
            (Lang::Ja, None) => format!("{name}{gap}{}", self.honorific),
        }
    }
}

/// `text` without the honorifics at its end, and the first of them that stood there.
fn without_honorific(text: &str) -> (&str, Option<&'static str>) {
    let mut rest = text.trim();
    let mut typed = None;
    'strip: loop {
        for honorific in TYPED_HONORIFICS {
            if let Some(shorter) = rest.strip_suffix(honorific) {
                typed = Some(*honorific);
                rest = shorter.trim_end();
                continue 'strip;
            }
        }
        return (rest, typed);
    }
}

fn join(parts: [&str; 2]) -> String {
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether `text` is written in Latin letters throughout (true for empty).
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| c < '\u{250}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("田中", "由紀子", "", Lang::Ja, "田中 由紀子 様", "田中様")]
    #[case::given_missing("田中", "", "様", Lang::Ja, "田中 様", "田中様")]
    #[case::honorific_typed("田中", "由紀子様", "様", Lang::Ja, "田中 由紀子 様", "田中様")]
    #[case::honorific_typed_twice("田中様", "由紀子 様様", "様", Lang::Ja, "田中 由紀子 様", "田中様")]
    #[case::kana_honorific("田中", "由紀子さま", "", Lang::Ja, "田中 由紀子 様", "田中様")]
    #[case::company("株式会社青葉", "", "御中", Lang::Ja, "株式会社青葉 御中", "株式会社青葉御中")]
    #[case::company_typed(
        "株式会社青葉 御中",
        "",
        "様",
        Lang::Ja,
        "株式会社青葉 御中",
        "株式会社青葉御中"
    )]
    #[case::teacher("佐藤", "誠", "先生", Lang::Ja, "佐藤 誠 先生", "佐藤先生")]
    #[case::foreign_resident("Smith", "John", "", Lang::Ja, "Smith John 様", "Smith 様")]
    #[case::english("Tanaka", "Yukiko", "", Lang::En, "Yukiko Tanaka", "Yukiko Tanaka")]
    #[case::english_drops_sama("Tanaka", "Yukiko", "様", Lang::En, "Yukiko Tanaka", "Yukiko Tanaka")]
    #[case::english_title("Tanaka", "Yukiko", "Dr.", Lang::En, "Dr. Yukiko Tanaka", "Dr. Tanaka")]
    #[case::kanji_in_english("田中", "由紀子", "", Lang::En, "田中 由紀子", "田中 由紀子")]
    #[case::given_only("", "由紀子", "", Lang::Ja, "由紀子 様", "由紀子様")]
    fn everybody_is_addressed_properly_and_once(
        #[case] family: &str,
        #[case] given: &str,
        #[case] honorific: &str,
        #[case] lang: Lang,
        #[case] full: &str,
        #[case] short: &str,
    ) {
        let name = NameParts {
            family,
            given,
            honorific,
        };
        assert_eq!(
            display_name(name, lang).as_deref(),
            Some(full),
            "as on an envelope"
        );
        assert_eq!(salutation(name, lang).as_deref(), Some(short), "as in a letter");
    }

    #[test]
    fn nobody_is_called_only_by_an_honorific() {
        let name = NameParts {
            family: " 様",
            given: "",
            honorific: "様",
        };
        assert_eq!(
            display_name(name, Lang::Ja),
            None,
            "an honorific alone is no name"
        );
        assert_eq!(salutation(name, Lang::En), None, "an honorific alone is no name");
    }
}
