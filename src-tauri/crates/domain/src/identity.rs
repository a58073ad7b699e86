//! Is this somebody we know? Deciding it for a row of a file, by evidence that is already folded to keys.
//!
//! Certain evidence joins, everything else makes a new person: two people are never made one because only a
//! telephone number is shared (a family has one). Not here: folding (`fold`), reviewing doubtful pairs.

mod ids;

pub use ids::{Ids, KeyTable, both};

use ids::spread;

/// Keys of what a row says about a person. 0 or empty: the row does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Key of the person's number in the system that the file comes from.
    pub source: i64,
    /// Key of the folded whole name.
    pub name: i64,
    /// Keys of telephone numbers and mail addresses.
    pub contacts: Vec<i64>,
    /// Keys of mail addresses alone: a mail without a name is one person, a telephone is not.
    pub mails: Vec<i64>,
    /// Key of family name and dwelling.
    pub dwelling: i64,
}

/// By what somebody was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecognisedBy {
    /// Their number in the same system.
    Number,
    /// Name and a telephone number or mail.
    NameAndContact,
    /// A mail address, where the row tells no name.
    Mail,
    /// Name and dwelling.
    NameAndDwelling,
}

impl RecognisedBy {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "external_id",
            Self::NameAndContact => "contact_and_name",
            Self::Mail => "email",
            Self::NameAndDwelling => "address_and_name",
        }
    }
}

/// Who a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Somebody who is there.
    Known {
        /// Customer id.
        customer: i64,
        /// Household id.
        household: i64,
        /// By what.
        by: RecognisedBy,
    },
    /// A new person in a household that is there: same family name, same dwelling.
    Joins {
        /// Household id.
        household: i64,
    },
    /// A new person in a new household.
    New,
}

/// The people of the shop by their keys; grows while a file is read.
#[derive(Debug, Clone, Default)]
pub struct People<T = Ids> {
    by_source: T,
    by_name_and_contact: T,
    by_mail: T,
    by_name_and_dwelling: T,
    by_dwelling: T,
    household_of: T,
    /// Whose contact is known, by person and contact.
    contacts: T,
}

impl<T: KeyTable> People<T> {
    /// Nobody yet, in tables made by `table`.
    pub fn in_tables(mut table: impl FnMut() -> T) -> Self {
        Self {
            by_source: table(),
            by_name_and_contact: table(),
            by_mail: table(),
            by_name_and_dwelling: table(),
            by_dwelling: table(),
            household_of: table(),
            contacts: table(),
        }
    }

    /// Learns of a person or of more about one. What was learned first stays: the older record wins.
    pub fn learn(&mut self, evidence: &Evidence, customer: i64, household: i64) {
        self.household_of.set(spread(customer), household);
        if evidence.source != 0 {
            self.by_source.keep_first(evidence.source, customer);
        }
        if evidence.dwelling != 0 {
            self.by_dwelling.keep_first(evidence.dwelling, household);
        }
        for contact in &evidence.contacts {
            self.contacts.set(both(customer, *contact), customer);
            if evidence.name != 0 {
                self.by_name_and_contact
                    .keep_first(both(evidence.name, *contact), customer);
            }
        }
        for mail in &evidence.mails {
            self.by_mail.keep_first(*mail, customer);
        }
        if evidence.name != 0 && evidence.dwelling != 0 {
            self.by_name_and_dwelling
                .keep_first(both(evidence.name, evidence.dwelling), customer);
        }
    }

    /// Whether this way to reach the person is known already.
    #[must_use]
    pub fn has_contact(&self, customer: i64, contact: i64) -> bool {
        self.contacts.has(both(customer, contact))
    }

    /// Whether the household's dwelling, or anybody by this number, is known.
    #[must_use]
    pub fn has_source(&self, source: i64) -> bool {
        self.by_source.has(source)
    }

    /// Who a row is about.
    ///
    /// The person's own number decides alone; a row with a number that is not known yet may still be somebody
    /// known from another system, but never somebody whose name differs.
    #[must_use]
    pub fn identify(&self, evidence: &Evidence) -> Identity {
        if let Some(customer) = self
            .by_source
            .get(evidence.source)
            .filter(|_| evidence.source != 0)
        {
            return self.known(customer, RecognisedBy::Number);
        }
        if evidence.name != 0 {
            for contact in &evidence.contacts {
                if let Some(customer) = self.by_name_and_contact.get(both(evidence.name, *contact)) {
                    return self.known(customer, RecognisedBy::NameAndContact);
                }
            }
            if evidence.dwelling != 0
                && let Some(customer) = self
                    .by_name_and_dwelling
                    .get(both(evidence.name, evidence.dwelling))
            {
                return self.known(customer, RecognisedBy::NameAndDwelling);
            }
        } else if let Some(customer) = evidence.mails.iter().find_map(|mail| self.by_mail.get(*mail)) {
            return self.known(customer, RecognisedBy::Mail);
        }
        match self
            .by_dwelling
            .get(evidence.dwelling)
            .filter(|_| evidence.dwelling != 0)
        {
            Some(household) => Identity::Joins { household },
            None => Identity::New,
        }
    }

    fn known(&self, customer: i64, by: RecognisedBy) -> Identity {
        let household = self.household_of.get(spread(customer)).unwrap_or(0);
        Identity::Known {
            customer,
            household,
            by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tanaka() -> Evidence {
        Evidence {
            source: 11,
            name: 7,
            contacts: vec![100],
            mails: vec![],
            dwelling: 50,
        }
    }

    fn people() -> People {
        let mut people: People = People::default();
        people.learn(&tanaka(), 1, 9);
        people
    }

    #[test]
    fn the_own_number_decides_alone() {
        let row = Evidence {
            source: 11,
            ..Evidence::default()
        };
        let by = RecognisedBy::Number;
        assert_eq!(
            people().identify(&row),
            Identity::Known {
                customer: 1,
                household: 9,
                by
            },
            "same system, same number"
        );
    }

    #[test]
    fn a_shared_telephone_alone_joins_nobody() {
        let row = Evidence {
            name: 8,
            contacts: vec![100],
            ..Evidence::default()
        };
        assert_eq!(
            people().identify(&row),
            Identity::New,
            "a family shares a telephone, not a person"
        );
    }

    #[test]
    fn name_and_telephone_are_the_same_person() {
        let row = Evidence {
            source: 99,
            name: 7,
            contacts: vec![100],
            ..Evidence::default()
        };
        let by = RecognisedBy::NameAndContact;
        assert_eq!(
            people().identify(&row),
            Identity::Known {
                customer: 1,
                household: 9,
                by
            },
            "from another system"
        );
    }

    #[test]
    fn another_name_at_the_same_dwelling_joins_the_household() {
        let row = Evidence {
            name: 8,
            dwelling: 50,
            ..Evidence::default()
        };
        assert_eq!(
            people().identify(&row),
            Identity::Joins { household: 9 },
            "same family name and address"
        );
    }

    #[test]
    fn a_mail_recognises_only_where_no_name_is_told() {
        let mut people = people();
        people.learn(
            &Evidence {
                name: 7,
                mails: vec![200],
                contacts: vec![200],
                ..Evidence::default()
            },
            1,
            9,
        );
        let nameless = Evidence {
            mails: vec![200],
            contacts: vec![200],
            ..Evidence::default()
        };
        let other = Evidence {
            name: 8,
            ..nameless.clone()
        };
        let by = RecognisedBy::Mail;
        assert_eq!(
            people.identify(&nameless),
            Identity::Known {
                customer: 1,
                household: 9,
                by
            },
            "a mail is one person"
        );
        assert_eq!(
            people.identify(&other),
            Identity::New,
            "but a name that differs is another one"
        );
    }
}
