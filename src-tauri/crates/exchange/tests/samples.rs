//! The same fourteen orders out of the files of four systems.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use aichaku_domain::kinds::{LineKind, PurchaseState, SalesChannel};
use aichaku_exchange::{CustomerRecord, PurchaseRecord, Separator, TextEncoding};
use common::{Reading, fixture, read};
use rstest::rstest;

/// A person: the number of the shop, else the mail address.
fn person(customer: &CustomerRecord) -> String {
    customer.emails.first().map_or_else(
        || customer.external_id.clone().expect("a number or an address"),
        |email| email.key.clone(),
    )
}

fn expected() -> serde_json::Value {
    let text = std::fs::read_to_string(fixture("sample_expected.json")).expect("the fixture is there");
    serde_json::from_str(&text).expect("it is JSON")
}

/// Purchases that count: a cancelled one never does, a returned one took place.
fn valid(reading: &Reading) -> Vec<&PurchaseRecord> {
    reading
        .purchases()
        .into_iter()
        .filter(|purchase| purchase.state != PurchaseState::Cancelled)
        .collect()
}

#[rstest]
#[case::shopify("sample_shopify_orders.csv", "shopify", TextEncoding::Utf8)]
#[case::eccube("sample_eccube_orders.csv", "eccube", TextEncoding::Cp932)]
#[case::rakuten("sample_rakuten_orders.csv", "rakuten_rms", TextEncoding::Cp932)]
#[case::smaregi("sample_smaregi_transactions.csv", "smaregi", TextEncoding::Utf8Bom)]
fn every_system_tells_the_same_orders(
    #[case] file: &str,
    #[case] system: &str,
    #[case] encoding: TextEncoding,
) {
    let reading = read(&fixture(file));
    assert_eq!(reading.mapping.system, system, "recognised by its header");
    assert_eq!(reading.shape.encoding, Some(encoding), "told from its bytes");
    assert_eq!(
        reading.shape.separator,
        Some(Separator::Comma),
        "told from its rows"
    );
    assert_eq!(
        reading.problem_lines(),
        "",
        "there is nothing wrong with these files"
    );

    let want = expected();
    let number = |key: &str| want[key].as_i64().expect("a number");
    let purchases = reading.purchases();
    assert_eq!(
        purchases.len() as i64,
        number("orders_in_file"),
        "orders in the file"
    );
    let cancelled = purchases
        .iter()
        .filter(|p| p.state == PurchaseState::Cancelled)
        .count();
    assert_eq!(cancelled as i64, number("cancelled"), "cancelled orders");
    let valid = valid(&reading);
    assert_eq!(
        valid.len() as i64,
        number("valid_orders"),
        "orders that took place"
    );
    let people: BTreeSet<String> = purchases.iter().map(|p| person(&p.customer)).collect();
    assert_eq!(people.len() as i64, number("customers"), "people");
    let gross: i64 = valid.iter().map(|p| p.total_minor).sum();
    assert_eq!(
        gross,
        number("gross_revenue"),
        "order totals are taken once, before points"
    );
    let points: i64 = valid.iter().map(|p| p.points_minor).sum();
    if system != "eccube" && system != "shopify" {
        assert_eq!(points, number("point_discount"), "points are a way of paying");
    }

    // Refunds: as a column, as a status, or as a receipt of its own. The sample of Rakuten has none.
    let refunded: i64 = valid.iter().map(|p| p.refunded_minor).sum::<i64>()
        + reading.reversals().iter().map(|r| r.amount_minor).sum::<i64>();
    if system != "rakuten_rms" {
        assert_eq!(gross - refunded, number("net_revenue"), "what went back is known");
    }

    // Per person, in the order of their first purchase, as the expectation numbers them.
    let mut by_person: BTreeMap<String, Vec<&PurchaseRecord>> = BTreeMap::new();
    for purchase in &valid {
        by_person
            .entry(person(&purchase.customer))
            .or_default()
            .push(purchase);
    }
    let mut found: Vec<(usize, usize, i64, String, String)> = by_person
        .values()
        .map(|list| {
            let days: BTreeSet<_> = list.iter().map(|p| p.ordered_on).collect();
            (
                list.len(),
                days.len(),
                list.iter().map(|p| p.total_minor).sum(),
                days.first().expect("a day").to_string(),
                days.last().expect("a day").to_string(),
            )
        })
        .collect();
    found.sort();
    let mut wanted: Vec<(usize, usize, i64, String, String)> = want["per_customer"]
        .as_object()
        .expect("people")
        .values()
        .map(|one| {
            (
                one["orders"].as_u64().expect("a number") as usize,
                one["purchase_days"].as_u64().expect("a number") as usize,
                one["gross"].as_i64().expect("a number"),
                one["first"].as_str().expect("a day")[..10].to_owned(),
                one["last"].as_str().expect("a day")[..10].to_owned(),
            )
        })
        .collect();
    wanted.sort();
    assert_eq!(
        found, wanted,
        "orders, days, revenue, first and last day of each person"
    );
}

#[test]
fn delivery_rows_of_eccube_are_no_goods_and_its_second_送料_is_not_the_first() {
    let reading = read(&fixture("sample_eccube_orders.csv"));
    let first = reading.purchases()[0];
    let kinds: Vec<LineKind> = first.lines.iter().map(|line| line.kind).collect();
    assert_eq!(
        kinds,
        [LineKind::Goods, LineKind::Goods, LineKind::Fee],
        "明細区分 decides"
    );
    assert_eq!(
        first.total_minor, 227_200,
        "stated, not summed from prices without tax"
    );
    assert!(!first.lines_include_tax, "prices of the rows are without tax");
    let fees: Vec<usize> = reading
        .mapping
        .columns_of(aichaku_exchange::Field::ShippingFee)
        .collect();
    assert_eq!(fees, [23], "送料 of the order, not of the shipment");
    assert_eq!(first.sales_channel, SalesChannel::Online, "a web shop");
    assert!(!first.mall_limited, "of the shop's own");
}

#[test]
fn a_guest_of_eccube_is_known_by_mail() {
    let reading = read(&fixture("sample_eccube_orders.csv"));
    let guest = reading.purchases()[4];
    assert_eq!(guest.customer.external_id, None, "guests have no number");
    assert_eq!(
        guest.customer.emails[0].key, "kokyaku4@example.jp",
        "but an address"
    );
    assert_eq!(
        guest.customer.address.postal_code.as_deref(),
        Some("669-2532"),
        "and a postal code"
    );
}

#[test]
fn buyers_of_rakuten_belong_to_the_mall() {
    let reading = read(&fixture("sample_rakuten_orders.csv"));
    for purchase in reading.purchases() {
        assert!(purchase.mall_limited, "no advertising of the shop's own");
        assert_eq!(purchase.sales_channel, SalesChannel::Mall, "a mall");
        assert!(purchase.customer.emails[0].relay, "the address is an alias");
    }
    let customer = &reading.purchases()[0].customer;
    assert_eq!(
        customer.phones[0].key.as_deref(),
        Some("09000000001"),
        "three columns, one number"
    );
    assert_eq!(
        customer.address.postal_code.as_deref(),
        Some("944-0215"),
        "two columns, one code"
    );
    assert_eq!(
        customer.full_kana.as_deref(),
        Some("タカハシ ケンイチ"),
        "kana in two columns"
    );
}

#[test]
fn shopifys_empty_cells_belong_to_the_order_above() {
    let reading = read(&fixture("sample_shopify_orders.csv"));
    let first = reading.purchases()[0];
    assert_eq!(first.lines.len(), 2, "both lines in one order");
    assert_eq!(
        first.customer.full_name.as_deref(),
        Some("高橋 健一"),
        "from the first row"
    );
    assert_eq!(
        first.customer.address.prefecture.as_deref(),
        Some("新潟県"),
        "the name, not JP-15"
    );
    assert_eq!(
        first.customer.address.postal_code.as_deref(),
        Some("944-0215"),
        "without the apostrophe"
    );
    let lamp = &reading.purchases()[3].lines[0];
    assert_eq!(lamp.name, "ペンダントライト, 真鍮", "a comma inside a name");
    let cancelled = reading.purchases()[9];
    assert_eq!(
        cancelled.customer.full_name.as_deref(),
        Some("𠮷田 直樹"),
        "outside the basic plane"
    );
    let midnight = reading.purchases()[4];
    assert_eq!(
        midnight.ordered_on.to_string(),
        "2024-04-01",
        "00:00 +0900 is April, not March"
    );
}

#[test]
fn a_negative_receipt_of_smaregi_is_a_return_and_no_purchase() {
    let reading = read(&fixture("sample_smaregi_transactions.csv"));
    let reversals = reading.reversals();
    assert_eq!(reversals.len(), 1, "one receipt gives back");
    assert_eq!(
        reversals[0].external_id.as_deref(),
        Some("905"),
        "with a number of its own"
    );
    assert_eq!(reversals[0].amount_minor, 49_600, "told as a positive amount");
    assert!(reversals[0].lines[0].is_return, "the goods came back");
    assert_eq!(
        reversals[0].state,
        PurchaseState::Returned,
        "returned, not cancelled"
    );
}

fn read_text(text: &str) -> Reading {
    read(common::file_of(text.as_bytes()).path())
}

#[test]
fn people_of_square_come_without_those_that_a_card_made() {
    let header = "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,\
        Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,\
        Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile,Blocked from online booking\n";
    let rows = ",花,佐藤,hana@example.jp,+819000000002,,,大手4-5-6,,松本市,長野県,3900811,1980-04-01,,SQ1,Manual,2024-04-01,,2,,subscribed,No,No\n\
        ,TARO,YAMADA,,,,,,,,,,,,SQ2,Instant Profile,2024-04-02,,1,,,Yes,No\n";
    let reading = read_text(&format!("{header}{rows}"));
    assert_eq!(
        reading.mapping.system, "square_customers",
        "recognised by its header"
    );
    let people: Vec<&CustomerRecord> = reading
        .records
        .iter()
        .filter_map(|record| match record {
            aichaku_exchange::Record::Customer(customer) => Some(&**customer),
            _ => None,
        })
        .collect();
    assert_eq!(people.len(), 1, "a card holder's name is no contact");
    assert_eq!(
        (
            people[0].external_id.as_deref(),
            people[0].family_name.as_deref(),
            people[0].given_name.as_deref(),
            people[0].phones[0].key.as_deref(),
            people[0].consent_email,
        ),
        (
            Some("SQ1"),
            Some("佐藤"),
            Some("花"),
            Some("09000000002"),
            Some(true)
        ),
        "names in their order, the number of Japan, the consent"
    );
    assert_eq!(reading.problem_lines(), "", "nothing is wrong with it");
}

#[test]
fn a_receipt_of_airregi_is_known_by_the_columns_that_a_shop_switches_on() {
    let text = "会計日,会計ID,商品名,数量,小計,顧客名,顧客名（カナ）,顧客番号,伝票メモ\n\
        2024/4/1,K-1,本革ソファ,1,298000,佐藤 花,サトウ ハナ,C-1,配送あり\n\
        2024/4/1,K-1,クッション,2,6000,佐藤 花,サトウ ハナ,C-1,配送あり\n";
    let reading = read_text(text);
    assert_eq!(reading.mapping.system, "airregi", "recognised by its header");
    let purchases = reading.purchases();
    assert_eq!(
        (
            purchases.len(),
            purchases[0].lines.len(),
            purchases[0].total_minor
        ),
        (1, 2, 304_000),
        "one receipt with two lines"
    );
    assert_eq!(purchases[0].customer.external_id.as_deref(), Some("C-1"));
    assert_eq!(reading.problem_lines(), "", "nothing is wrong with it");
    let list = read_text("顧客番号,顧客名,顧客名（カナ）,電話番号\nC-1,佐藤 花,サトウ ハナ,090-0000-0002\n");
    assert_eq!(
        list.mapping.system, "generic",
        "a list of customers is not taken for receipts"
    );
}

#[test]
fn members_of_futureshop_are_told_from_its_orders() {
    let text = "氏名(姓),氏名(名),フリガナ(姓),フリガナ(名),メールアドレス,郵便番号,都道府県区分,住所1,住所2,電話番号(メイン)\n\
        佐藤,花,サトウ,ハナ,hana@example.jp,390-0811,長野県,松本市,大手4-5-6,090-0000-0002\n";
    let reading = read_text(text);
    assert_eq!(
        reading.mapping.system, "futureshop_customers",
        "no order is told of"
    );
    assert!(
        matches!(&reading.records[..], [aichaku_exchange::Record::Customer(customer)]
            if customer.full_name.as_deref() == Some("佐藤 花") || customer.family_name.as_deref() == Some("佐藤")),
        "one person: {:?}",
        reading.records
    );
}

/// What each system makes of its header: a new column, or one that means something else, is seen here.
#[test]
fn the_plan_of_every_system_is_what_was_reviewed() {
    use std::fmt::Write as _;
    let mut plan = String::new();
    let mut files: Vec<_> = std::fs::read_dir(fixture("headers"))
        .expect("the headers are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let reading = read(&file);
        let known = aichaku_exchange::system(&reading.mapping.system);
        let evidence = known.map_or("-", |system| system.evidence.as_str());
        let proved = known.is_some_and(|system| system.confirmed_by_real_file);
        let name = file.file_name().expect("a name").to_string_lossy();
        let name = name.trim_end_matches(".header.csv");
        let mapping = &reading.mapping;
        let _ = writeln!(
            plan,
            "{name}: {} {} {} evidence={evidence} real={proved}",
            mapping.system, mapping.dataset, mapping.row_model
        );
        for column in mapping.columns.iter().filter(|column| column.field.is_some()) {
            let field = column.field.map_or("", |field| field.as_str());
            let header = &reading.shape.columns[column.index];
            let _ = writeln!(plan, "  {field} = {header}");
        }
    }
    expect_test::expect_file!["fixtures/plans.txt"].assert_eq(&plan);
}

#[test]
fn every_known_header_is_recognised_and_nothing_in_it_is_refused() {
    let expected = [
        ("amazon_orders_txt", "amazon"),
        ("base_orders", "base"),
        ("colorme_sales", "colorme"),
        ("creema_orders", "creema"),
        ("eccube_customers", "eccube_customers"),
        ("eccube_orders", "eccube"),
        ("futureshop_orders", "futureshop"),
        ("makeshop_orders", "makeshop"),
        ("minne_orders", "minne"),
        ("rakuten_rms_orders", "rakuten_rms"),
        ("shopify_customers", "shopify_customers"),
        ("shopify_orders", "shopify"),
        ("smaregi_transactions", "smaregi"),
        ("square_items", "square_items"),
        ("square_transactions", "square_transactions"),
        ("woocommerce_generic", "woocommerce"),
        ("yahoo_shopping_orders", "yahoo_shopping"),
        ("airregi_sales", "generic"),
    ];
    for (file, system) in expected {
        let reading = read(&fixture(&format!("headers/{file}.header.csv")));
        assert_eq!(reading.mapping.system, system, "{file}");
        assert_eq!(reading.summary.rows, 0, "{file} is a header alone");
        if let Some(known) = aichaku_exchange::system(system) {
            let named = known.columns.values().flatten().count();
            let found = reading
                .mapping
                .columns
                .iter()
                .filter(|column| column.field.is_some())
                .count();
            assert!(
                found * 10 >= named.min(8) * 6,
                "{file}: {found} of {named} columns found"
            );
        }
    }
}
