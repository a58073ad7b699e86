//! What two people, or two households, are when they are one: blanks are filled, and where they contradict each other
//! the stricter holds. And what is left when one of several who were joined goes again.
//!
//! Pure: columns in, columns out. Not here: reading and writing them (`merge`, `unmerge`).

use aichaku_domain::kinds::{Channel, CustomerState};
use serde_json::{Map, Value};

/// Columns of a row that a merge may change.
pub(super) type Face = Map<String, Value>;

/// A table whose rows are joined.
pub(super) struct Kind {
    /// Columns that only mean something together; the first names them.
    groups: &'static [&'static [&'static str]],
    join: fn(&Face, &Face) -> Face,
}

/// Who told them about the shop.
const HEARD: [&str; 6] = [
    "heard",
    "heard_from",
    "heard_by",
    "heard_words",
    "heard_key",
    "thanked_on",
];

/// People. Who leads a household is asked of all who live there (`lead`).
pub(super) const PERSON: Kind = Kind {
    groups: &[
        &["family_kana", "given_kana"],
        &["birthday"],
        &["preferred_channel"],
        &["suppressed"],
        &["mall_limited"],
        &["service_only"],
        &["state", "state_since"],
        &["refused_channels"],
        &["note"],
        &HEARD,
    ],
    join: join_people,
};

/// Households.
pub(super) const HOME: Kind = Kind {
    groups: &[
        &["name"],
        &["moved_on"],
        &["family_change_on"],
        &["mourning_year"],
    ],
    join: join_homes,
};

/// A later merge into the same first, or the same household.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The first before it and after it.
    pub(super) before: Face,
    pub(super) after: Face,
    /// What came to the first.
    pub(super) gone: Face,
}

/// What taking a merge out from under later ones makes of the first.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Left {
    /// Columns to be put back.
    pub(super) put: Face,
    /// Columns that a person has changed since: they stay.
    pub(super) stays: Vec<&'static str>,
}

impl Kind {
    /// What the first is with what `gone` brings.
    pub(super) fn join(&self, kept: &Face, gone: &Face) -> Face {
        (self.join)(kept, gone)
    }

    /// Takes the merge that made `after` of `before` out from under `later` ones, which remember then what they would
    /// had it never been. Columns that somebody changed in between stay, there and in the first, who `is` so now.
    pub(super) fn take_out(&self, before: &Face, after: &Face, later: &mut [Link], is: &Face) -> Left {
        let mut left = Left::default();
        for group in self.groups {
            let pick = |face: &Face| -> Vec<Value> {
                let value = |column: &&str| face.get(*column).cloned().unwrap_or(Value::Null);
                group.iter().map(value).collect()
            };
            let set = |face: &mut Face, values: &[Value]| {
                for (column, value) in group.iter().zip(values) {
                    face.insert((*column).to_owned(), value.clone());
                }
            };
            let (old, mut was) = (pick(before), pick(after));
            if old == was {
                continue;
            }
            let mut now = old;
            let mut links = Vec::with_capacity(later.len());
            let mut unbroken = true;
            for link in later.iter() {
                unbroken &= alike(group, &pick(&link.before), &was);
                was = pick(&link.after);
                let mut without = link.before.clone();
                set(&mut without, &now);
                let joined = pick(&self.join(&without, &link.gone));
                links.push((now, joined.clone()));
                now = joined;
            }
            let is = pick(is);
            if !unbroken || !alike(group, &is, &was) {
                left.stays.push(group[0]);
                continue;
            }
            for (link, (before, after)) in later.iter_mut().zip(&links) {
                set(&mut link.before, before);
                set(&mut link.after, after);
            }
            if now != is {
                set(&mut left.put, &now);
            }
        }
        left
    }
}

/// Whether nobody has written in these columns of `group` in between. The person behind a name that a file told is found,
/// and lost, in the background, as long as the name stands there; a person who says who it was takes the name away.
fn alike(group: &[&str], is: &[Value], was: &[Value]) -> bool {
    let at = |name: &str| group.iter().position(|column| *column == name);
    let (Some(from), Some(key)) = (at("heard_from"), at("heard_key")) else {
        return is == was;
    };
    let named = !is[key].is_null() && is[key] == was[key];
    let others = |columns: &[Value]| -> Vec<Value> {
        let kept = columns.iter().enumerate().filter(|(at, _)| *at != from);
        kept.map(|(_, value)| value.clone()).collect()
    };
    is == was || (named && others(is) == others(was))
}

/// What somebody refused between these merges and now, and not by them: whether everything, and which channels.
pub(super) fn refused_since(after: &Face, later: &[Link], is: &Face) -> (bool, Vec<String>) {
    let ends = std::iter::once(after).chain(later.iter().map(|link| &link.after));
    let starts = later.iter().map(|link| &link.before).chain(std::iter::once(is));
    let (mut everything, mut channels) = (false, Vec::new());
    for (end, start) in ends.zip(starts) {
        everything |= number(start, "suppressed") == 1 && number(end, "suppressed") == 0;
        let known: Vec<&str> = text(end, "refused_channels").split(',').collect();
        let words = text(start, "refused_channels").split(',');
        channels.extend(words.filter(|word| !known.contains(word)).map(str::to_owned));
    }
    (everything, channels)
}

/// Both comma lists of channels, in the order of all channels.
pub(super) fn both(one: &str, other: &str) -> String {
    let refused = |channel: &Channel| {
        one.split(',')
            .chain(other.split(','))
            .any(|word| word == channel.as_str())
    };
    let words: Vec<&str> = Channel::ALL
        .iter()
        .filter(|channel| refused(channel))
        .map(|channel| channel.as_str())
        .collect();
    words.join(",")
}

fn join_people(kept: &Face, gone: &Face) -> Face {
    let mut face = kept.clone();
    if text(kept, "family_kana").is_empty() && text(kept, "given_kana").is_empty() {
        copy(&mut face, gone, &["family_kana", "given_kana"]);
    }
    for column in ["birthday", "preferred_channel"] {
        if kept.get(column).is_none_or(Value::is_null) {
            copy(&mut face, gone, &[column]);
        }
    }
    for column in ["suppressed", "mall_limited", "service_only"] {
        if number(gone, column) > number(kept, column) {
            copy(&mut face, gone, &[column]);
        }
    }
    // Whoever passed away did so in every book.
    if weight(text(gone, "state")) > weight(text(kept, "state")) {
        copy(&mut face, gone, &["state", "state_since"]);
    }
    let refused = text(gone, "refused_channels");
    if !refused.is_empty() {
        let refused = both(text(kept, "refused_channels"), refused);
        face.insert("refused_channels".to_owned(), Value::String(refused));
    }
    let (own, more) = (text(kept, "note"), text(gone, "note"));
    if !more.is_empty() && more != own {
        let note = if own.is_empty() {
            more.to_owned()
        } else {
            format!("{own}\n{more}")
        };
        face.insert("note".to_owned(), Value::String(note));
    }
    // Somebody is told once: the second's answer only where the first has none, and nobody is told by themselves.
    if text(kept, "heard").is_empty() {
        copy(&mut face, gone, &HEARD);
        if face.get("heard_from") == kept.get("id") {
            face.insert("heard_from".to_owned(), Value::Null);
        }
    }
    face
}

fn join_homes(kept: &Face, gone: &Face) -> Face {
    let mut face = kept.clone();
    if text(kept, "name").is_empty() {
        copy(&mut face, gone, &["name"]);
    }
    for column in ["moved_on", "family_change_on"] {
        if text(gone, column) > text(kept, column) {
            copy(&mut face, gone, &[column]);
        }
    }
    if number(gone, "mourning_year") > number(kept, "mourning_year") {
        copy(&mut face, gone, &["mourning_year"]);
    }
    face
}

fn copy(face: &mut Face, from: &Face, columns: &[&str]) {
    for column in columns {
        let value = from.get(*column).cloned().unwrap_or(Value::Null);
        face.insert((*column).to_owned(), value);
    }
}

fn text<'a>(face: &'a Face, column: &str) -> &'a str {
    face.get(column).and_then(Value::as_str).unwrap_or_default()
}

fn number(face: &Face, column: &str) -> i64 {
    face.get(column).and_then(Value::as_i64).unwrap_or_default()
}

/// How much a standing holds back.
fn weight(state: &str) -> u8 {
    match CustomerState::parse(state) {
        Some(CustomerState::MovedAway) => 1,
        Some(CustomerState::Deceased) => 2,
        Some(CustomerState::Erased) => 3,
        Some(CustomerState::Active) | None => 0,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn face(value: Value) -> Face {
        match value {
            Value::Object(face) => face,
            _ => Face::new(),
        }
    }

    fn person(birthday: Option<&str>, state: &str, refused: &str) -> Face {
        face(json!({
            "family_kana": "", "given_kana": "", "birthday": birthday, "preferred_channel": null, "suppressed": 0,
            "mall_limited": 0, "service_only": 0, "state": state, "state_since": null, "refused_channels": refused,
            "note": "", "id": 1, "heard": "", "heard_from": null, "heard_by": null, "heard_words": "", "heard_key": null,
            "thanked_on": null
        }))
    }

    /// The first joined with each in turn: the links of all merges but the first.
    fn joined(first: &Face, others: &[Face]) -> (Face, Vec<Link>) {
        let after = PERSON.join(first, &others[0]);
        let mut links: Vec<Link> = Vec::new();
        for gone in &others[1..] {
            let before = links.last().map_or(&after, |link| &link.after).clone();
            links.push(Link {
                after: PERSON.join(&before, gone),
                before,
                gone: gone.clone(),
            });
        }
        (after, links)
    }

    #[rstest]
    #[case::the_other_fills_instead(
        &[person(Some("1970-01-01"), "active", ""), person(Some("1980-02-02"), "active", "")],
        json!({ "birthday": "1980-02-02" })
    )]
    #[case::nobody_else_knows(
        &[person(Some("1970-01-01"), "active", ""), person(None, "active", "")],
        json!({ "birthday": null })
    )]
    #[case::who_passed_away_elsewhere_did(
        &[person(None, "deceased", ""), person(None, "deceased", "")],
        json!({})
    )]
    #[case::a_channel_that_both_refuse(
        &[person(None, "active", "phone"), person(None, "active", "phone,email")],
        json!({})
    )]
    #[case::a_channel_that_only_one_refuses(
        &[person(None, "active", "phone"), person(None, "active", "email")],
        json!({ "refused_channels": "email" })
    )]
    fn the_first_is_left_as_if_it_had_never_been(#[case] others: &[Face], #[case] put: Value) {
        let first = person(None, "active", "");
        let (after, mut links) = joined(&first, others);
        let is = links.last().map_or(&after, |link| &link.after).clone();
        let left = PERSON.take_out(&first, &after, &mut links, &is);
        assert_eq!(
            left.put,
            face(put),
            "only what the one who goes had brought alone"
        );
        assert_eq!(left.stays, [""; 0], "nobody changed anything");
        let alone = PERSON.join(&first, &others[1]);
        assert_eq!(links[0].after, alone, "and the later merge remembers it so");
        assert_eq!(links[0].before, first, "from its beginning");
    }

    #[rstest]
    #[case::found_by_its_name(json!({ "heard_from": 7 }), true)]
    #[case::said_by_a_person(json!({ "heard_from": 7, "heard_key": null, "heard_words": "" }), false)]
    #[case::thanked(json!({ "heard_from": 7, "thanked_on": "2026-11-01" }), false)]
    fn only_a_person_keeps_what_the_other_had_heard(#[case] since: Value, #[case] goes: bool) {
        let first = person(None, "active", "");
        let mut second = person(None, "active", "");
        second.extend(face(json!({
            "id": 2, "heard": "person", "heard_by": "assumed", "heard_words": "佐藤 花子", "heard_key": 77
        })));
        let (after, mut links) = joined(&first, &[second]);
        let mut is = after.clone();
        is.extend(face(since));
        let left = PERSON.take_out(&first, &after, &mut links, &is);
        if goes {
            assert_eq!(left.stays, [""; 0], "nobody wrote it");
            assert_eq!(left.put["heard"], "", "the first had heard nothing");
            assert_eq!(left.put["heard_from"], Value::Null, "of nobody");
        } else {
            assert_eq!(left.stays, ["heard"], "a person's word stays");
        }
    }

    #[test]
    fn what_a_person_wrote_since_stays_and_is_no_bodys_refusal_but_theirs() {
        let first = person(None, "active", "");
        let others = [
            person(Some("1970-01-01"), "active", "phone"),
            person(None, "active", "email"),
        ];
        let (after, mut links) = joined(&first, &others);
        let mut is = links[0].after.clone();
        is.insert("birthday".to_owned(), json!("1971-01-01"));
        is.insert("refused_channels".to_owned(), json!("phone,email,sms"));
        assert_eq!(
            refused_since(&after, &links, &is),
            (false, vec!["sms".to_owned()]),
            "what the second merge brought was not said since the first"
        );
        let left = PERSON.take_out(&first, &after, &mut links, &is);
        assert_eq!(left.stays, ["birthday", "refused_channels"], "listed");
        assert_eq!(left.put, Face::new(), "and untouched");
    }
}
