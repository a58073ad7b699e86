//! The practice shop's people: households, persons, how to reach them, what they agreed to.
//!
//! No number leads to anybody: Japanese numbers never have a zero after the area code, and `example.jp` is kept
//! free for examples. Not here: what they bought (`sales`).

use aichaku_domain::fold::AddressParts;
use aichaku_domain::kinds::{Family, Touch};
use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, ShopDay};
use aichaku_store::{
    AddressRow, ConsentRow, ContactRow, CustomerMark, CustomerRow, HouseholdMark, HouseholdRow, dwelling_key,
    name_key, sort_key,
};

use super::chance::Chance;
use super::names::{Name, Names, romaji};
use super::places::{BUILDINGS, COMPANIES, PLACES, Place};
use super::{Making, moment};

/// What the form for the mail consent says.
const MAIL_WORDING: &str = "お手入れのお知らせをメールで受け取ります(2021年版の書面)";
/// The same for offers.
const OFFER_WORDING: &str = "新作や催しのご案内を受け取ります(2021年版の書面)";

/// Somebody of a household.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// `customers.id`.
    pub(super) id: i64,
    /// Whether care is planned for them.
    pub(super) active: bool,
}

/// A household as the rest of the making needs it.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// `households.id`.
    pub(super) id: i64,
    /// Its people, who buys first.
    pub(super) members: Vec<Member>,
    /// Place in the season.
    pub(super) spread: i64,
    /// First order.
    pub(super) began: ShopDay,
    /// The shop keeps in touch with them: they come back more often.
    pub(super) cared: bool,
    /// Entry of the ledger for care by mail of the first person.
    pub(super) mail_consent: Option<i64>,
    /// The first person has a telephone and may be called.
    pub(super) may_call: bool,
    /// Wants nothing.
    pub(super) suppressed: bool,
    /// Came by a mall.
    pub(super) mall: bool,
    /// A company.
    pub(super) company: bool,
}

impl Home {
    /// The first person.
    pub(super) fn first(&self) -> i64 {
        self.members.first().map_or(0, |member| member.id)
    }
}

/// What is settled about a household before chance decides the rest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish {
    /// Family name as written.
    pub(super) family: Option<&'static str>,
    /// First person's given name.
    pub(super) given: Option<Name>,
    /// Second person's given name; `None`: nobody.
    pub(super) partner: Option<Name>,
    /// Mail address and consent for care by mail.
    pub(super) mail: bool,
    /// An ordinary household: nothing about it stands in the way of a contact.
    pub(super) ordinary: bool,
}

/// Makes one household that first ordered on `began`.
pub(super) fn home(
    making: &mut Making,
    chance: &mut Chance,
    names: &Names,
    began: ShopDay,
    wish: Wish,
) -> Home {
    let id = making.next.households;
    making.next.households += 1;
    let at = moment(began);
    let spread = i64::from(spread_of(HouseholdId(id)));
    let weights: Vec<usize> = PLACES.iter().map(|place| place.weight).collect();
    let place = PLACES[chance.weighted(&weights)];
    let company = !wish.ordinary && chance.percent(3);
    let family = match wish.family {
        Some(written) => *names
            .family
            .iter()
            .find(|(kanji, _)| *kanji == written)
            .expect("BUG: the stories bear names of the list"),
        None => *chance.pick(&names.family),
    };
    let street = format!(
        "{}{}-{}-{}",
        place.town,
        chance.between(1, 5),
        chance.between(1, 28),
        chance.between(1, 19)
    );
    let building = if !company && chance.percent(28) {
        format!(
            "{} {}",
            chance.pick(BUILDINGS),
            chance.between(1, 9) * 100 + chance.between(1, 8)
        )
    } else {
        String::new()
    };
    let parts = AddressParts {
        postal: place.postal,
        prefecture: place.prefecture,
        city: place.city,
        street: &street,
        building: &building,
    };
    making.rows.households.push(HouseholdRow {
        id,
        name: String::new(),
        match_key: dwelling_key(family.0, &parts),
        spread,
        created_at: at,
        updated_at: at,
    });
    making.rows.addresses.push(AddressRow {
        id: making.next.addresses,
        household_id: id,
        kind: "home",
        postal_code: place.postal.to_owned(),
        prefecture: place.prefecture.to_owned(),
        city: place.city.to_owned(),
        street: street.clone(),
        building: building.clone(),
        created_at: at,
    });
    making.next.addresses += 1;

    let address = [
        place.postal,
        place.prefecture,
        place.city,
        street.as_str(),
        building.as_str(),
    ];
    let mut home = Home {
        id,
        members: Vec::new(),
        spread,
        began,
        cared: wish.ordinary || chance.percent(55),
        mail_consent: None,
        may_call: true,
        suppressed: false,
        mall: !wish.ordinary && !company && chance.percent(4),
        company,
    };
    if company {
        let (name, kana) = *chance.pick(COMPANIES);
        let who = Who {
            family: (name, kana),
            given: ("", ""),
            company: true,
        };
        person(making, chance, &mut home, who, &address, &place, wish);
        return home;
    }
    let woman = chance.percent(58);
    let (own, other) = if woman {
        (&names.women, &names.men)
    } else {
        (&names.men, &names.women)
    };
    let given = wish.given.unwrap_or_else(|| *chance.pick(own));
    person(
        making,
        chance,
        &mut home,
        Who {
            family,
            given,
            company: false,
        },
        &address,
        &place,
        wish,
    );
    let partner = match wish.partner {
        Some(partner) => Some(partner),
        None if wish.family.is_none() && chance.percent(30) => Some(*chance.pick(other)),
        None => None,
    };
    if let Some(given) = partner {
        let who = Who {
            family,
            given,
            company: false,
        };
        person(making, chance, &mut home, who, &address, &place, wish);
    }
    if !wish.ordinary {
        fate(making, chance, &mut home, &place);
    }
    home
}

/// Who somebody is.
#[derive(Debug, Clone, Copy)]
struct Who {
    family: Name,
    given: Name,
    company: bool,
}

fn person(
    making: &mut Making,
    chance: &mut Chance,
    home: &mut Home,
    who: Who,
    address: &[&str; 5],
    place: &Place,
    wish: Wish,
) {
    let id = making.next.customers;
    making.next.customers += 1;
    let first = home.members.is_empty();
    let at = moment(home.began);
    let Who {
        family,
        given,
        company,
    } = who;
    let birthday = (!company && chance.percent(18))
        .then(|| {
            ShopDay::new(
                i32::try_from(chance.between(1948, 1998)).unwrap_or(1970),
                u32::try_from(chance.between(1, 12)).unwrap_or(1),
                u32::try_from(chance.between(1, 28)).unwrap_or(1),
            )
        })
        .flatten();
    making.rows.customers.push(CustomerRow {
        id,
        household_id: home.id,
        kind: if company { "company" } else { "person" },
        family_name: family.0.to_owned(),
        given_name: given.0.to_owned(),
        family_kana: family.1.to_owned(),
        given_kana: given.1.to_owned(),
        sort_key: sort_key(family.0, given.0, family.1, given.1),
        match_key: name_key(family.0, given.0),
        is_primary: first,
        birthday,
        mall_limited: home.mall,
        note: String::new(),
        heard: "",
        heard_from: None,
        heard_by: None,
        heard_words: String::new(),
        heard_key: None,
        thanked_on: None,
        created_at: at,
        updated_at: at,
    });
    let mut numbers: Vec<String> = Vec::new();
    let tail = chance.below(10_000);
    let mobile = if chance.percent(70) { "090" } else { "080" };
    if !company && (first || chance.percent(60)) && (wish.ordinary || chance.percent(92)) {
        numbers.push(format!("{mobile}-0000-{tail:04}"));
        contact(making, id, "mobile", format!("{mobile}-0000-{tail:04}"), at);
    }
    if company || (first && chance.percent(35)) {
        let line = landline(place.area, chance.below(100), chance.below(10_000));
        contact(making, id, "phone", line.clone(), at);
        numbers.push(line);
    }
    let wants_mail = first && (wish.mail || (!wish.ordinary && chance.percent(48)));
    if wants_mail {
        let local = if company {
            // Another company of the same name has another address.
            format!("info.{}{id}", romaji(family.1))
        } else {
            format!("{}.{}{}", romaji(given.1), romaji(family.1), id)
        };
        contact(making, id, "email", format!("{local}@example.jp"), at);
        if wish.mail || chance.percent(62) {
            let source = if chance.percent(70) { "paper" } else { "oral" };
            home.mail_consent = Some(consent(
                making, id, "email", "care", "granted", home.began, source,
            ));
            if chance.percent(45) {
                consent(making, id, "email", "offer", "granted", home.began, source);
            }
        }
    }
    if first && chance.percent(6) {
        contact(
            making,
            id,
            "line",
            format!("{}-{}", romaji(family.1), romaji(given.1)),
            at,
        );
        consent(making, id, "line", "care", "granted", home.began, "oral");
    }
    if first && !wish.ordinary && chance.percent(5) {
        consent(making, id, "postcard", "offer", "denied", home.began, "oral");
    }
    if first {
        home.may_call = !numbers.is_empty();
    }
    let phones: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let [postal, rest @ ..] = address;
    making.rows.find_by(
        id,
        &[(family.0, given.0), (family.1, given.1)],
        &phones,
        postal,
        rest,
    );
    home.members.push(Member { id, active: true });
}

/// A number of ten digits that leads to nobody: no exchange begins with 0.
fn landline(area: &str, exchange: usize, line: usize) -> String {
    let width = 6_usize.saturating_sub(area.len());
    let exchange = if width > 2 { exchange } else { exchange % 10 };
    format!("{area}-{exchange:0width$}-{line:04}")
}

fn contact(making: &mut Making, customer: i64, kind: &'static str, value: String, at: i64) {
    let value_key = if kind == "email" || kind == "line" {
        value.to_lowercase()
    } else {
        value.replace('-', "")
    };
    making.rows.contacts.push(ContactRow {
        id: making.next.contact_points,
        customer_id: customer,
        kind,
        value,
        value_key,
        state: "ok",
        created_at: at,
    });
    making.next.contact_points += 1;
}

/// Adds to the ledger; its id, because the ledger of a new store begins with 1.
fn consent(
    making: &mut Making,
    customer: i64,
    channel: &'static str,
    purpose: &'static str,
    state: &'static str,
    on: ShopDay,
    source: &'static str,
) -> i64 {
    making.rows.consents.push(ConsentRow {
        customer_id: customer,
        channel,
        purpose,
        state,
        given_on: on,
        source,
        wording: match (source, purpose) {
            ("paper", "offer") => OFFER_WORDING.to_owned(),
            ("paper", _) => MAIL_WORDING.to_owned(),
            _ => String::new(),
        },
        recorded_at: moment(on),
    });
    i64::try_from(making.rows.consents.len()).unwrap_or(0)
}

/// What life brought to a household: most of it nothing.
fn fate(making: &mut Making, chance: &mut Chance, home: &mut Home, place: &Place) {
    let day = making.day;
    let known_for = day.days_since(home.began).max(2);
    let since = home.began.plus_days(chance.between(1, known_for - 1));
    let first = home.first();
    let mut household = HouseholdMark {
        id: home.id,
        touch: if home.cared && chance.percent(20) {
            Touch::High
        } else {
            Touch::Low
        },
        moved_on: None,
        family_change_on: None,
        mourning_year: None,
    };
    let mut mark = CustomerMark {
        id: first,
        honorific: "",
        state: "active",
        state_since: None,
        suppressed: false,
        service_only: false,
        preferred: None,
        refused: "",
    };
    match chance.below(100) {
        0..=2 if !home.company => {
            // Somebody died. Of a couple the other one lives on in the house.
            let who = home.members.len() - 1;
            mark.id = home.members[who].id;
            mark.state = "deceased";
            mark.state_since = Some(since);
            household.family_change_on = Some(since);
            household.mourning_year = Some(chrono::Datelike::year(&since.0));
            home.members[who].active = false;
        }
        3..=5 => {
            household.moved_on = Some(since);
            former_address(making, home, place, chance);
        }
        6..=7 => {
            mark.state = "moved_away";
            mark.state_since = Some(since);
            if let Some(member) = home.members.first_mut() {
                member.active = false;
            }
        }
        8..=10 => {
            mark.suppressed = true;
            home.suppressed = true;
            let entries = [("phone", "care"), ("postcard", "care"), ("postcard", "offer")];
            for (channel, purpose) in entries {
                consent(making, first, channel, purpose, "denied", since, "request");
            }
        }
        11..=14 => {
            mark.refused = "phone";
            mark.preferred = Some("postcard");
            home.may_call = false;
        }
        15..=16 => mark.preferred = Some("email").filter(|_| home.mail_consent.is_some()),
        17 => mark.honorific = "先生",
        18 => household.family_change_on = Some(since),
        _ => {}
    }
    making.past.households.push(household);
    making.past.customers.push(mark);
}

fn former_address(making: &mut Making, home: &Home, place: &Place, chance: &mut Chance) {
    let id = making.next.addresses;
    making.next.addresses += 1;
    making.rows.addresses.push(AddressRow {
        id,
        household_id: home.id,
        kind: "former",
        postal_code: place.postal.to_owned(),
        prefecture: place.prefecture.to_owned(),
        city: place.city.to_owned(),
        street: format!("{}{}-{}", place.town, chance.between(1, 9), chance.between(1, 30)),
        building: String::new(),
        created_at: moment(home.began),
    });
}

/// Whether things of this kind live for a long time in a house, or are given away when it changes.
pub(super) fn is_passing(family: Family) -> bool {
    matches!(
        family,
        Family::Kids | Family::Rug | Family::Bedding | Family::Curtain | Family::SofaBed
    )
}
