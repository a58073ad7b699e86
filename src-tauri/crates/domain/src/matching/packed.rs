//! What is known of a person in few bytes: a whole shop is looked at at once, and its people stay in memory meanwhile.
//!
//! About 100 to 150 bytes a person instead of 500: the texts stand one behind the other, each behind its length.
//! Not here: folding (`traits`), comparing (`compare`).

use super::traits::{Name, Traits};

/// [`Traits`] in few bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedTraits(Box<[u8]>);

impl PackedTraits {
    /// Packs what is known of a person.
    #[must_use]
    pub fn of(traits: &Traits) -> Self {
        let mut bytes = vec![u8::from(traits.company)];
        for name in [&traits.written, &traits.read] {
            put_text(&mut bytes, &name.family);
            put_text(&mut bytes, &name.given);
        }
        for list in [&traits.phones, &traits.mails, &traits.places] {
            put_length(&mut bytes, list.len());
            for text in list {
                put_text(&mut bytes, text);
            }
        }
        Self(bytes.into_boxed_slice())
    }

    /// What was packed.
    #[must_use]
    pub fn unpack(&self) -> Traits {
        let mut rest: &[u8] = &self.0;
        let company = take(&mut rest, 1) == [1];
        let [written, read] = [(); 2].map(|()| {
            let (family, given) = (take_text(&mut rest), take_text(&mut rest));
            // A name in one field has it as the family name, and a whole name is both.
            let whole = format!("{family}{given}");
            Name { family, given, whole }
        });
        let [phones, mails, places] = [(); 3].map(|()| {
            let length = take_length(&mut rest);
            (0..length).map(|_| take_text(&mut rest)).collect()
        });
        Traits {
            company,
            written,
            read,
            phones,
            mails,
            places,
        }
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_length(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put_length(bytes: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        bytes.push(u8::try_from(length & 0x7F).expect("BUG: seven bits are a byte") | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).expect("BUG: less than 128 is a byte"));
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (taken, left) = rest.split_at(length);
    *rest = left;
    taken
}

fn take_length(rest: &mut &[u8]) -> usize {
    let (mut length, mut shift) = (0, 0);
    loop {
        let byte = take(rest, 1)[0];
        length |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return length;
        }
        shift += 7;
    }
}

fn take_text(rest: &mut &[u8]) -> String {
    let length = take_length(rest);
    String::from_utf8(take(rest, length).to_vec()).expect("BUG: a text was packed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fold::AddressParts;
    use crate::matching::PersonParts;

    proptest! {
        #[test]
        fn what_is_packed_comes_out_as_it_was(
            company: bool, names in prop::array::uniform4(".{0,200}"), phones in prop::collection::vec("[0-9]{0,12}", 0..4),
            mails in prop::collection::vec(".{0,20}", 0..3), street in ".{0,40}"
        ) {
            let place = AddressParts {
                postal: "1500001",
                prefecture: "東京都",
                city: "渋谷区",
                street: &street,
                building: &names[0],
            };
            let [family, given, family_kana, given_kana] = &names;
            let traits = Traits::of(&PersonParts {
                company, family, given, family_kana, given_kana, phones, mails, places: vec![place],
            });
            prop_assert_eq!(PackedTraits::of(&traits).unpack(), traits);
        }
    }
}
