//! Column names of lists, in both languages. A list leaves the house as a whole, also from the command line, so its
//! words stand here and not in the window's. Those of address lists are the words of the programs that read them.

use crate::address_check::AddressCheck;
use crate::wire::{Channel, CustomerState, Lang};

/// Sheet and columns of a list.
pub(super) struct Heading {
    pub(super) sheet: &'static str,
    pub(super) columns: Vec<&'static str>,
}

/// People.
pub(super) fn people(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "お客様",
            columns: vec![
                "お客様番号",
                "お名前",
                "ふりがな",
                "敬称",
                "種類",
                "状態",
                "郵便番号",
                "都道府県",
                "市区町村",
                "町名・番地",
                "建物名",
                "電話番号",
                "メールアドレス",
                "最初のご購入日",
                "最後のご購入日",
                "世帯のご購入回数",
                "世帯のご購入額",
                "世帯番号",
            ],
        },
        Lang::En => Heading {
            sheet: "Customers",
            columns: vec![
                "Customer no.",
                "Name",
                "Reading",
                "Honorific",
                "Kind",
                "Standing",
                "Postal code",
                "Prefecture",
                "City",
                "Town and number",
                "Building",
                "Telephone",
                "E-mail",
                "First purchase",
                "Last purchase",
                "Purchases of the household",
                "Amount of the household",
                "Household no.",
            ],
        },
    }
}

/// What Today lists. Neither telephone numbers nor notes: the sheet may lie on a table (gate rule G12).
pub(super) fn today(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "今日",
            columns: vec![
                "予定日",
                "お客様番号",
                "お名前",
                "ふりがな",
                "品",
                "内容",
                "方法",
                "目安(分)",
                "今できるか",
            ],
        },
        Lang::En => Heading {
            sheet: "Today",
            columns: vec![
                "Due",
                "Customer no.",
                "Name",
                "Reading",
                "Item",
                "Content",
                "How",
                "Minutes",
                "May go out now",
            ],
        },
    }
}

/// Delivery days that are wanted.
pub(super) fn deliveries(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "お届け日",
            columns: vec![
                "購入番号",
                "ご購入日",
                "お客様番号",
                "お名前",
                "品",
                "見込みのお届け日",
            ],
        },
        Lang::En => Heading {
            sheet: "Delivery days",
            columns: vec![
                "Purchase no.",
                "Ordered",
                "Customer no.",
                "Name",
                "Items",
                "Estimated delivery",
            ],
        },
    }
}

/// Addresses to look at.
pub(super) fn checks(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "ご住所の確認",
            columns: vec![
                "お客様番号",
                "お名前",
                "郵便番号",
                "都道府県",
                "市区町村",
                "町名・番地",
                "建物名",
                "確かめること",
                "候補の郵便番号",
                "候補の住所",
            ],
        },
        Lang::En => Heading {
            sheet: "Addresses to check",
            columns: vec![
                "Customer no.",
                "Name",
                "Postal code",
                "Prefecture",
                "City",
                "Town and number",
                "Building",
                "To look at",
                "Proposed code",
                "Proposed place",
            ],
        },
    }
}

/// What is to be looked at in an address.
pub(super) fn check(check: AddressCheck, lang: Lang) -> &'static str {
    match (lang, check) {
        (Lang::Ja, AddressCheck::Differs) => "郵便番号と住所が合いません",
        (Lang::Ja, AddressCheck::UnknownCode) => "郵便番号簿にない番号です",
        (Lang::Ja, AddressCheck::MissingPart) => "都道府県・市区町村がありません",
        (Lang::Ja, AddressCheck::MissingCode) => "郵便番号がありません",
        (Lang::En, AddressCheck::Differs) => "postal code and address do not go together",
        (Lang::En, AddressCheck::UnknownCode) => "the table does not know the code",
        (Lang::En, AddressCheck::MissingPart) => "prefecture or city is missing",
        (Lang::En, AddressCheck::MissingCode) => "the postal code is missing",
    }
}

/// Yes or no.
pub(super) fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (lang, yes) {
        (Lang::Ja, true) => "はい",
        (Lang::Ja, false) => "いいえ",
        (Lang::En, true) => "yes",
        (Lang::En, false) => "no",
    }
}

/// A company or a person.
pub(super) fn kind(company: bool, lang: Lang) -> &'static str {
    match (lang, company) {
        (Lang::Ja, true) => "会社",
        (Lang::Ja, false) => "個人",
        (Lang::En, true) => "company",
        (Lang::En, false) => "person",
    }
}

/// A person's standing; the ordinary one says nothing.
pub(super) fn standing(state: CustomerState, lang: Lang) -> &'static str {
    match (lang, state) {
        (_, CustomerState::Active) => "",
        (Lang::Ja, CustomerState::Deceased) => "ご逝去",
        (Lang::Ja, CustomerState::MovedAway) => "転居先不明",
        (Lang::Ja, CustomerState::Erased) => "消去済み",
        (Lang::En, CustomerState::Deceased) => "deceased",
        (Lang::En, CustomerState::MovedAway) => "moved away",
        (Lang::En, CustomerState::Erased) => "erased",
    }
}

/// A way of contact.
pub(super) fn channel(channel: Channel, lang: Lang) -> &'static str {
    match (lang, channel) {
        (Lang::Ja, Channel::Phone) => "電話",
        (Lang::Ja, Channel::Letter) => "手紙",
        (Lang::Ja, Channel::Postcard) => "はがき",
        (Lang::Ja, Channel::Email) => "メール",
        (Lang::Ja, Channel::Visit) => "訪問",
        (Lang::Ja, Channel::Leaflet) => "店頭でお渡し",
        (_, Channel::Line) => "LINE",
        (_, Channel::Sms) => "SMS",
        (Lang::En, Channel::Phone) => "telephone",
        (Lang::En, Channel::Letter) => "letter",
        (Lang::En, Channel::Postcard) => "postcard",
        (Lang::En, Channel::Email) => "e-mail",
        (Lang::En, Channel::Visit) => "visit",
        (Lang::En, Channel::Leaflet) => "leaflet in the shop",
    }
}
