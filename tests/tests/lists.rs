//! Lists that leave the shop: what stands on screen as a file that spreadsheets open rightly, and addresses only of
//! those to whom post may go.
//!
//! Not here: quoting and encodings by themselves (`exchange`), the export of everything (`shop.rs`).

use aichaku_api::wire::{
    AddressForm, AddressLayout, AddressQuery, Channel, ConsentSource, ConsentState, CustomerState,
    HouseholdForm, Int, Lang, LeftOutWhy, ListAsked, ListForm, ListReport, Mailing, NewConsent, Purpose,
    Touch,
};
use aichaku_tests::files::import;
use aichaku_tests::house::{House, goods, person};

fn home(street: &str) -> AddressForm {
    AddressForm {
        postal_code: "1500001".to_owned(),
        prefecture: "東京都".to_owned(),
        city: "渋谷区".to_owned(),
        street: street.to_owned(),
        building: String::new(),
    }
}

async fn save(house: &House, asked: ListAsked, form: ListForm, name: &str) -> (ListReport, Vec<u8>) {
    let path = house.dir().join(name);
    let report = house
        .app
        .save_list(asked, form, path.to_string_lossy().into_owned(), Lang::Ja)
        .await
        .expect("a list");
    let bytes = std::fs::read(&path).expect("the file");
    assert!(
        !house.dir().join(format!("{name}.part")).exists(),
        "nothing unfinished stays behind"
    );
    (report, bytes)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").expect("the mark").to_vec()).expect("UTF-8")
}

fn addresses(mailing: Mailing, layout: AddressLayout) -> ListAsked {
    ListAsked::Addresses {
        query: AddressQuery {
            mailing,
            layout,
            bought_since: None,
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_on_screen_is_the_list_in_the_file() {
    let house = House::with_shop("2026-11-22").await;
    let mut tanaka = person("田中", "由紀子", "たなか", "ゆきこ");
    tanaka.address = home("神宮前1-2-3");
    let tanaka = house.app.add_customer(tanaka, None).await.expect("a person").id;
    house
        .app
        .add_customer(person("=1+1", "", "", ""), None)
        .await
        .expect("a person with a strange name");
    house
        .app
        .add_customer(person("𠮷田", "髙志", "よしだ", "たかし"), None)
        .await
        .expect("a person whose name CP932 lacks");
    house
        .sell(tanaka, "2026-11-01", None, vec![goods("本革ソファ", 298_000)])
        .await;

    let everybody = ListAsked::Customers {
        search: String::new(),
    };
    let (report, bytes) = save(&house, everybody.clone(), ListForm::CsvUtf8, "all.csv").await;
    let all = text(&bytes);
    assert_eq!(report.rows, Int(3), "three people");
    assert_eq!(all.lines().count(), 4, "a header and a line for each");
    assert!(
        all.contains("田中 由紀子,たなか ゆきこ,様,個人,,1500001,東京都,渋谷区,神宮前1-2-3"),
        "as typed: {all}"
    );
    assert!(all.contains(",1,298000,"), "how often and for how much: {all}");
    assert!(
        all.contains(",'=1+1,"),
        "what a spreadsheet would run is harmless"
    );

    let found = ListAsked::Customers {
        search: "たなか".to_owned(),
    };
    let (report, _) = save(&house, found, ListForm::CsvUtf8, "found.csv").await;
    assert_eq!(report.rows, Int(1), "only what the search shows");

    let (report, bytes) = save(&house, everybody.clone(), ListForm::CsvCp932, "old.csv").await;
    assert_eq!(
        report
            .lost
            .iter()
            .map(|lost| lost.character.as_str())
            .collect::<Vec<_>>(),
        ["𠮷"],
        "told, and 髙 is none of them"
    );
    let (old, _, _) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(old.contains("〓田 髙志"), "a mark stands in its place: {old}");

    let (report, bytes) = save(&house, everybody, ListForm::Xlsx, "all.xlsx").await;
    assert_eq!(&bytes[..2], b"PK", "a workbook");
    assert!(report.lost.is_empty(), "it holds every character");

    let (report, bytes) = save(&house, ListAsked::Deliveries, ListForm::CsvUtf8, "deliveries.csv").await;
    assert_eq!(report.rows, Int(1), "one purchase waits for its day");
    assert!(text(&bytes).contains("本革ソファ"), "with its goods");
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_saved_as_the_screen_lists_them() {
    let house = House::with_shop("2026-11-22").await;
    let file = house.dir().join("商品.csv");
    let products = "商品コード,商品名,販売価格\nA-1,本革ソファ 3P,368000\nA-2,=1+1,\n";
    std::fs::write(&file, products).expect("a file");
    import(&house.app, &file.to_string_lossy()).await;
    let all = ListAsked::Products {
        search: String::new(),
    };
    let (report, bytes) = save(&house, all, ListForm::CsvUtf8, "products.csv").await;
    assert_eq!(report.rows, Int(2));
    let all = text(&bytes);
    assert!(
        all.contains("A-1,本革ソファ 3P,ソファ,本革,"),
        "what it is: {all}"
    );
    assert!(all.contains(",368000,"), "what it costs: {all}");
    assert!(
        all.contains(",'=1+1,"),
        "what a spreadsheet would run is harmless"
    );
    let found = ListAsked::Products {
        search: "ソファ".to_owned(),
    };
    let (report, bytes) = save(&house, found, ListForm::Xlsx, "sofas.xlsx").await;
    assert_eq!(
        (report.rows, &bytes[..2]),
        (Int(1), b"PK".as_slice()),
        "what the search shows"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_stands_there_stays_when_the_list_fails() {
    let house = House::with_shop("2026-11-22").await;
    let path = house.dir().join("no-such-folder").join("list.csv");
    let refused = house
        .app
        .save_list(
            ListAsked::Deliveries,
            ListForm::CsvUtf8,
            path.to_string_lossy().into_owned(),
            Lang::Ja,
        )
        .await
        .expect_err("there is no such folder");
    assert_eq!(
        refused.code,
        aichaku_api::error::ErrorCode::NotWritable,
        "said as it is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_goes_to_a_household_once_and_to_nobody_who_must_not_get_it() {
    let house = House::with_shop("2026-11-22").await;
    let app = &house.app;
    let mut first = person("田中", "太郎", "たなか", "たろう");
    first.address = home("神宮前1-2-3");
    let first = app.add_customer(first, None).await.expect("a person").id;
    let household = app
        .customer(first, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    for (given, state) in [
        ("由紀子", CustomerState::Active),
        ("三郎", CustomerState::Deceased),
    ] {
        let mut member = person("田中", given, "", "");
        member.address = home("神宮前1-2-3");
        member.state = state;
        app.add_customer(member, Some(household)).await.expect("a member");
    }
    let mut company = person("株式会社青葉", "", "", "");
    company.company = true;
    company.address = home("神南9-9");
    app.add_customer(company, None).await.expect("a company");
    let mut silent = person("佐藤", "花子", "", "");
    silent.address = home("渋谷5-5");
    silent.suppressed = true;
    app.add_customer(silent, None)
        .await
        .expect("somebody who wants nothing");
    let mut nowhere = person("鈴木", "一", "", "");
    nowhere.address = AddressForm::default();
    app.add_customer(nowhere, None)
        .await
        .expect("somebody without an address");
    let mut mourning = person("高橋", "実", "", "");
    mourning.address = home("恵比寿4-4");
    let mourning = app.add_customer(mourning, None).await.expect("a person").id;
    let home_of = app
        .customer(mourning, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let form = HouseholdForm {
        name: String::new(),
        touch: Touch::Low,
        moved_on: None,
        family_change_on: None,
        mourning_year: Some(Int(2026)),
    };
    app.edit_household(home_of, form, None).await.expect("mourning");

    let (report, bytes) = save(
        &house,
        addresses(Mailing::NewYear, AddressLayout::Generic),
        ListForm::CsvUtf8,
        "cards.csv",
    )
    .await;
    let cards = text(&bytes);
    assert_eq!(report.rows, Int(2), "a household and a company: {cards}");
    assert!(
        cards.contains("田中,太郎,たなか たろう,様,由紀子,様,,,,,,150-0001,東京都,渋谷区,神宮前1-2-3,"),
        "two names on one card, the dead left out: {cards}"
    );
    assert!(
        cards.contains(",,,御中,,,,,,,株式会社青葉,150-0001,"),
        "a company is 御中: {cards}"
    );
    let mut left_out: Vec<_> = report
        .left_out
        .iter()
        .map(|left| (left.why, left.count.0))
        .collect();
    left_out.sort();
    assert_eq!(
        left_out,
        [
            (LeftOutWhy::Deceased, 1),
            (LeftOutWhy::OptedOut, 1),
            (LeftOutWhy::Mourning, 1),
            (LeftOutWhy::NoAddress, 1)
        ],
        "each is counted with the reason"
    );

    let query = |mailing| AddressQuery {
        mailing,
        layout: AddressLayout::Labels,
        bought_since: None,
    };
    let care = app.count_addresses(query(Mailing::Care)).await.expect("a count");
    assert_eq!(care.cards, Int(3), "care may go into a house of mourning");
    let offer = app.count_addresses(query(Mailing::Offer)).await.expect("a count");
    assert_eq!(offer.cards, Int(0), "nobody agreed to offers");
    let consent = NewConsent {
        customer: first,
        channels: vec![Channel::Postcard],
        purposes: vec![Purpose::Offer],
        state: ConsentState::Granted,
        source: ConsentSource::Paper,
        wording: "ご案内をお送りしてもよい".to_owned(),
        staff: None,
    };
    app.record_consent(consent, None).await.expect("a consent");
    let (report, bytes) = save(
        &house,
        addresses(Mailing::Offer, AddressLayout::Labels),
        ListForm::CsvUtf8,
        "labels.csv",
    )
    .await;
    assert_eq!(report.rows, Int(1), "only who agreed");
    assert!(
        text(&bytes).contains(&format!(
            "〒150-0001,東京都渋谷区神宮前1-2-3,,田中 太郎 様,,,,{}",
            first.0
        )),
        "a label in whole lines, with a small number against swapped sheets"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_go_with_its_code_is_listed_beside_a_proposal_and_stays() {
    let house = House::with_shop("2026-11-22").await;
    let mut good = person("田中", "太郎", "", "");
    good.address = home("神宮前1-2-3");
    house.app.add_customer(good, None).await.expect("a person");
    let mut odd = person("佐藤", "花子", "", "");
    odd.address = AddressForm {
        prefecture: "大阪府".to_owned(),
        city: "大阪市北区".to_owned(),
        ..home("梅田1-1")
    };
    let odd = house.app.add_customer(odd, None).await.expect("a person").id;
    let (report, bytes) = save(&house, ListAsked::AddressChecks, ListForm::CsvUtf8, "checks.csv").await;
    let checks = text(&bytes);
    assert_eq!(report.rows, Int(1), "only the one: {checks}");
    assert!(
        checks.contains("大阪府,大阪市北区,梅田1-1,,郵便番号と住所が合いません,150-0001,東京都渋谷区神宮前"),
        "typed and proposed side by side: {checks}"
    );
    let record = house.app.customer(odd, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.customer.form.address.prefecture, "大阪府",
        "what was typed stays as it was"
    );
}
