//! Households, and what several tills and clerks wrote down about them.

use aichaku_domain::fold::{AddressParts, email_key, phone_key};
use aichaku_domain::matching::{PersonParts, Traits};

use super::spelling::{self, Name};
use crate::generate::chance::Chance;
use crate::generate::words::TOWNS;

/// How often something happens, in a thousand.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Persons who are in the books a second time, per thousand; a tenth of them a third time.
    pub doubles: usize,
    /// The family name in its old form, where it has one.
    pub old_form: usize,
    /// No reading at all.
    pub no_kana: usize,
    /// Only the reading.
    pub only_kana: usize,
    /// Given name before family name.
    pub turned: usize,
    /// Family name and given name in one field; in four of ten without a blank.
    pub unsplit: usize,
    /// 様 typed into the name.
    pub honorific: usize,
    /// Another kanji of the same reading.
    pub other_kanji: usize,
    /// A new family name.
    pub married: usize,
    /// No telephone number.
    pub no_phone: usize,
    /// The other telephone of the person (mobile or at home).
    pub other_phone: usize,
    /// A digit wrong, or two in the other order.
    pub phone_slip: usize,
    /// 000-0000-0000.
    pub phone_filler: usize,
    /// No mail address, of those who have one.
    pub no_mail: usize,
    /// Another mail address.
    pub other_mail: usize,
    /// No address.
    pub no_address: usize,
    /// The address before or after a move.
    pub moved: usize,
    /// The room is missing, of those who live in flats.
    pub no_room: usize,
}

impl Rates {
    /// What is written down the first time.
    pub const FIRST: Self = Self {
        doubles: 120,
        old_form: 300,
        no_kana: 200,
        only_kana: 10,
        turned: 10,
        unsplit: 150,
        honorific: 20,
        other_kanji: 0,
        married: 0,
        no_phone: 40,
        other_phone: 0,
        phone_slip: 0,
        phone_filler: 5,
        no_mail: 200,
        other_mail: 0,
        no_address: 40,
        moved: 0,
        no_room: 20,
    };
    /// What is written down again, by another system or another hand.
    pub const AGAIN: Self = Self {
        doubles: 0,
        old_form: 300,
        no_kana: 250,
        only_kana: 30,
        turned: 40,
        unsplit: 250,
        honorific: 30,
        other_kanji: 10,
        married: 8,
        no_phone: 60,
        other_phone: 120,
        phone_slip: 25,
        phone_filler: 5,
        no_mail: 300,
        other_mail: 120,
        no_address: 60,
        moved: 60,
        no_room: 60,
    };
}

/// What the books say of a person.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Who it really is.
    pub person: usize,
    /// Which household.
    pub household: usize,
    /// A company.
    pub company: bool,
    /// Family name, or all of it.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Reading of the family name.
    pub family_kana: String,
    /// Reading of the given name.
    pub given_kana: String,
    /// As typed; empty: none.
    pub phone: String,
    /// As typed; empty: none.
    pub mail: String,
    /// Postal code.
    pub postal: String,
    /// Prefecture.
    pub prefecture: String,
    /// City.
    pub city: String,
    /// Street and number.
    pub street: String,
    /// Building and room.
    pub building: String,
}

impl Written {
    /// Folded for comparing.
    #[must_use]
    pub fn traits(&self) -> Traits {
        Traits::of(&PersonParts {
            company: self.company,
            family: &self.family,
            given: &self.given,
            family_kana: &self.family_kana,
            given_kana: &self.given_kana,
            phones: phone_key(&self.phone).into_iter().collect(),
            mails: email_key(&self.mail).into_iter().collect(),
            places: vec![AddressParts {
                postal: &self.postal,
                prefecture: &self.prefecture,
                city: &self.city,
                street: &self.street,
                building: &self.building,
            }],
        })
    }
}

/// A dwelling.
#[derive(Debug, Clone, Copy)]
struct Home {
    town: usize,
    numbers: [usize; 3],
    room: Option<usize>,
}

impl Home {
    fn new(chance: &mut Chance) -> Self {
        Self {
            town: chance.below(TOWNS.len()),
            numbers: [chance.below(6) + 1, chance.below(60) + 1, chance.below(30) + 1],
            room: chance
                .percent(35)
                .then(|| (chance.below(8) + 1) * 100 + chance.below(6) + 1),
        }
    }
}

/// Somebody as they are.
#[derive(Debug, Clone)]
struct Person {
    id: usize,
    household: usize,
    company: bool,
    family: Name,
    given: Name,
    home: Home,
    mobile: String,
    landline: Option<String>,
    mail: Option<String>,
}

/// The books of a shop with about `count` different people, the same for the same seed.
#[must_use]
pub fn people(count: usize, seed: u64) -> Vec<Written> {
    let mut chance = Chance(seed);
    let mut there: Vec<Person> = Vec::with_capacity(count);
    let mut household = 0;
    while there.len() < count {
        household += 1;
        if chance.below(1000) < 20 {
            there.push(company(&mut chance, there.len(), household));
            continue;
        }
        let from = there.len();
        family(&mut chance, &mut there, household);
        // A namesake: a stranger of the same name in the same town.
        if chance.below(1000) < 2 {
            let mut namesake = there[from].clone();
            household += 1;
            namesake.id = there.len();
            namesake.household = household;
            namesake.home = Home {
                town: namesake.home.town,
                ..Home::new(&mut chance)
            };
            namesake.mobile = mobile(&mut chance);
            namesake.landline = None;
            namesake.mail = None;
            there.push(namesake);
        }
    }
    // A number that somebody gave up belongs to somebody else some years later.
    for _ in 0..there.len() / 1000 {
        let (one, other) = (chance.below(there.len()), chance.below(there.len()));
        if one != other {
            there[one].mobile = there[other].mobile.clone();
        }
    }
    let mut books = Vec::with_capacity(count * 9 / 8);
    for person in &there {
        books.push(write(&mut chance, person, &Rates::FIRST));
        if chance.below(1000) < Rates::FIRST.doubles {
            books.push(write(&mut chance, person, &Rates::AGAIN));
            if chance.percent(10) {
                books.push(write(&mut chance, person, &Rates::AGAIN));
            }
        }
    }
    books
}

/// One to four people of one home.
fn family(chance: &mut Chance, there: &mut Vec<Person>, household: usize) {
    let size = match chance.below(100) {
        0..=54 => 1,
        55..=86 => 2,
        87..=95 => 3,
        _ => 4,
    };
    let home = Home::new(chance);
    let name = spelling::family_name(chance);
    let landline = chance.percent(45).then(|| landline(chance));
    let mut given: Vec<Name> = Vec::new();
    for member in 0..size {
        let own = match given.first() {
            // 通字: fathers and sons, brothers and sisters share a kanji; twins too.
            Some(first) if chance.percent(25) => spelling::alike(chance, first),
            // Mother and daughter-in-law whose names are read alike and written differently.
            Some(first) if chance.below(1000) < 3 => spelling::read_alike(chance, first),
            _ => spelling::given_name(chance),
        };
        // Nobody bears the name of another in one register.
        if given.iter().any(|other| other.kanji == own.kanji) {
            continue;
        }
        given.push(own.clone());
        let id = there.len();
        let family = if member > 0 && chance.percent(3) {
            spelling::family_name(chance)
        } else {
            name.clone()
        };
        // A child without a telephone of its own gives that of a parent.
        let mobile = if member >= 2 && chance.percent(30) {
            there[id - 1].mobile.clone()
        } else {
            mobile(chance)
        };
        let mail = chance.percent(55).then(|| {
            if member > 0 && chance.percent(8) {
                there[id - 1].mail.clone().unwrap_or_else(|| mail_of(chance, id))
            } else {
                mail_of(chance, id)
            }
        });
        there.push(Person {
            id,
            household,
            company: false,
            family,
            given: own,
            home,
            mobile,
            landline: landline.clone(),
            mail,
        });
    }
}

fn company(chance: &mut Chance, id: usize, household: usize) -> Person {
    Person {
        id,
        household,
        company: true,
        family: spelling::company_name(chance),
        given: Name::default(),
        home: Home::new(chance),
        mobile: landline(chance),
        landline: None,
        mail: chance.percent(60).then(|| mail_of(chance, id)),
    }
}

fn mobile(chance: &mut Chance) -> String {
    format!("0{}0{:08}", 7 + chance.below(3), chance.below(100_000_000))
}

/// Ten digits, with the area codes of large and small towns.
fn landline(chance: &mut Chance) -> String {
    let area = *chance.pick(&["3", "6", "11", "22", "45", "52", "75", "92", "263", "467", "766"]);
    let rest = 9 - area.len();
    let number = chance.below(8 * 10_usize.pow(u32::try_from(rest - 1).unwrap_or(1)));
    format!(
        "0{area}{:0rest$}",
        10_usize.pow(u32::try_from(rest - 1).unwrap_or(1)) + number
    )
}

fn mail_of(chance: &mut Chance, id: usize) -> String {
    let domain = chance.pick(&[
        "example.jp",
        "example.ne.jp",
        "mail.example.com",
        "docomo.example",
    ]);
    format!(
        "{}{}@{domain}",
        chance.pick(&["yuki", "ken", "home", "sakura", "hana", "k.t"]),
        id * 7 + chance.below(7)
    )
}

/// What a clerk or a till makes of a person.
fn write(chance: &mut Chance, person: &Person, rates: &Rates) -> Written {
    let happens = |chance: &mut Chance, rate: usize| chance.below(1000) < rate;
    let mut written = Written {
        person: person.id,
        household: person.household,
        company: person.company,
        ..Written::default()
    };
    let mut family = person.family.clone();
    let mut given = person.given.clone();
    if !person.company {
        if happens(chance, rates.married) {
            family = spelling::family_name(chance);
        }
        if happens(chance, rates.other_kanji) {
            given = spelling::read_alike(chance, &given);
        }
    }
    if happens(chance, rates.old_form) {
        family.kanji = spelling::old_form(chance, &family.kanji);
    }
    let script = chance.below(3);
    let kana = |text: &str| spelling::kana(text, script);
    let only_kana = happens(chance, rates.only_kana);
    (written.family, written.given) = if only_kana {
        (kana(&family.kana), kana(&given.kana))
    } else {
        (family.kanji.clone(), given.kanji.clone())
    };
    if !only_kana && !happens(chance, rates.no_kana) {
        (written.family_kana, written.given_kana) = (kana(&family.kana), kana(&given.kana));
    }
    if !person.company {
        if happens(chance, rates.turned) {
            std::mem::swap(&mut written.family, &mut written.given);
            std::mem::swap(&mut written.family_kana, &mut written.given_kana);
        }
        if happens(chance, rates.unsplit) {
            let gap = if chance.percent(40) {
                ""
            } else {
                chance.pick(&[" ", "　"])
            };
            written.family = format!("{}{gap}{}", written.family, std::mem::take(&mut written.given));
            if !written.family_kana.is_empty() {
                let reading = std::mem::take(&mut written.given_kana);
                written.family_kana = format!("{}{gap}{reading}", written.family_kana);
            }
        }
        if happens(chance, rates.honorific) {
            let last = if written.given.is_empty() {
                &mut written.family
            } else {
                &mut written.given
            };
            let honorific = *chance.pick(&["様", " 様", "さま"]);
            last.push_str(honorific);
        }
    }
    written.phone = phone(chance, person, rates);
    if let Some(mail) = &person.mail
        && !happens(chance, rates.no_mail)
    {
        written.mail = if happens(chance, rates.other_mail) {
            mail_of(chance, person.id + 10_000_000)
        } else if chance.percent(20) {
            mail.to_uppercase()
        } else {
            mail.clone()
        };
    }
    if !happens(chance, rates.no_address) {
        let mut home = person.home;
        if happens(chance, rates.moved) {
            home = Home::new(chance);
        }
        if happens(chance, rates.no_room) {
            home.room = None;
        }
        place(chance, &mut written, home);
    }
    written
}

fn phone(chance: &mut Chance, person: &Person, rates: &Rates) -> String {
    let happens = |chance: &mut Chance, rate: usize| chance.below(1000) < rate;
    if happens(chance, rates.no_phone) {
        return String::new();
    }
    if happens(chance, rates.phone_filler) {
        return "000-0000-0000".to_owned();
    }
    // Whoever has a telephone at home gave that one first in a third of cases.
    let at_home = person.id.is_multiple_of(3) != happens(chance, rates.other_phone);
    let mut number = match &person.landline {
        Some(landline) if at_home => landline.clone(),
        None if happens(chance, rates.other_phone) => mobile(chance),
        _ => person.mobile.clone(),
    };
    if happens(chance, rates.phone_slip) {
        number = spelling::slip(chance, &number);
    }
    spelling::phone(chance, &number)
}

fn place(chance: &mut Chance, written: &mut Written, home: Home) {
    let town = &TOWNS[home.town];
    written.postal = town.postal.to_owned();
    written.prefecture = town.prefecture.to_owned();
    written.city = town.city.to_owned();
    let (numbers, room) = spelling::house(chance, home.numbers, home.room);
    written.street = format!("{}{numbers}", town.street);
    written.building = room;
    if chance.percent(10) {
        // All of it in one field, as ledgers have it.
        written.street = format!("{}{}{}", written.prefecture, written.city, written.street);
        written.prefecture.clear();
        written.city.clear();
        if chance.percent(50) {
            written.postal.clear();
        }
    }
}
