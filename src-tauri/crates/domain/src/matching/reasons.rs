//! What speaks for and against two people being one, as codes for people to read.
//!
//! Not here: how much it counts (`odds`), the words (`ui/messages`).

use super::compare::{FamilyName, GivenName, Likeness, Number, Place};

impl Likeness {
    /// What is alike and what is not, the name first. What is not known of one of them is left out.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'static str> {
        let name = match (self.family, self.given) {
            _ if self.swapped => "name_turned",
            (FamilyName::Same, GivenName::Same) => "name_same",
            (FamilyName::Same, GivenName::SameReading | GivenName::LikelyReading) => "reading_same",
            (FamilyName::Same, GivenName::OtherKanji) => "other_kanji",
            (FamilyName::Same, GivenName::Near) => "given_near",
            (FamilyName::Same, GivenName::Differs) => "given_differs",
            (FamilyName::Same, GivenName::Unknown) => "given_unknown",
            (FamilyName::Differs, GivenName::Same | GivenName::SameReading) => "family_differs",
            (FamilyName::Unknown, GivenName::Unknown) => "",
            _ => "name_differs",
        };
        let phone = number(self.phone, ["phone_same", "phone_near", "phone_differs"]);
        let mail = number(self.mail, ["mail_same", "mail_near", "mail_differs"]);
        let place = match self.place {
            Place::Unknown => "",
            Place::Same => "place_same",
            Place::SameHouse => "house_same",
            Place::SameTown => "town_same",
            Place::Differs => "place_differs",
        };
        let mixed = if self.mixed { "company_and_person" } else { "" };
        [name, phone, mail, place, mixed]
            .into_iter()
            .filter(|reason| !reason.is_empty())
            .collect()
    }
}

fn number(step: Number, [same, near, differs]: [&'static str; 3]) -> &'static str {
    match step {
        Number::Unknown => "",
        Number::Same => same,
        Number::Near => near,
        Number::Differs => differs,
    }
}
