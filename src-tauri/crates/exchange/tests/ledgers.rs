//! Files that shops write themselves, without any known system.

mod common;

use aichaku_domain::kinds::{Channel, DeliveryCertainty, Family, Finish, LineKind, Material, PurchaseState};
use aichaku_exchange::{Dataset, Field, ParseRules, Record, RowModel};
use common::{file_of, read_text, read_with};

#[test]
fn amounts_in_minor_units_go_before_decimals_and_cancellations_are_no_purchases() {
    let reading = read_text(
        "order_id,customer_id,ordered_at,amount,amount_minor,status\n\
         489448,15413,2009-12-01 10:18:00,570.24,570240,paid\n\
         C489504,13916,2009-12-01 11:10:00,-15.3,-15300,cancelled\n\
         489552,17063,2009-12-01 12:36:00,278.61,278610,paid\n",
    );
    assert_eq!(
        reading.problem_lines(),
        "",
        "the decimals of the other column do not matter"
    );
    let totals: Vec<i64> = reading.purchases().iter().map(|p| p.total_minor).collect();
    assert_eq!(totals, [570_240, 278_610], "minor units as they stand");
    let reversals = reading.reversals();
    assert_eq!(reversals.len(), 1, "the negative order");
    assert_eq!(reversals[0].state, PurchaseState::Cancelled, "is a cancellation");
    assert_eq!(reversals[0].amount_minor, 15_300, "of this much");
    assert_eq!(reversals[0].on.to_string(), "2009-12-01", "booked on its day");
    assert!(
        reading.purchases().iter().all(|p| p.lines.is_empty()),
        "no products, and purchases all the same"
    );
}

#[test]
fn cents_are_read_in_a_currency_of_cents() {
    let file = file_of("order_id,customer_id,date,amount\n1,1,1997-01-01,29.33\n");
    let rules = ParseRules {
        currency_digits: 2,
        ..ParseRules::default()
    };
    let reading = read_with(file.path(), &rules, |_| {});
    assert_eq!(reading.purchases()[0].total_minor, 2_933, "exact");
}

#[test]
fn a_ledger_in_excels_manner_is_read() {
    let reading = read_text(
        "家具のさくら 売上台帳\n\
         2024年度,,,,,\n\
         \n\
         購入日,お名前,TEL,商品名,数量,金額,納品日,備考\n\
         R6.4.1,山田　太郎 様,０９０－１２３４－５６７８,オーク無垢テーブル オイル仕上げ,１,\"¥128,000\",2024/4/20,\n\
         2024/4/3,同上,〃,送料,1,\"3,300円\",,\n\
         4/5,佐藤花子,03-1234-5678,ソファ,1,198000,,日付の年がない\n\
         2024/4/6,鈴木 一郎,080-1111-2222,ダイニングチェア,4,△12000,,\n\
         合計,,,,,317300,,\n",
    );
    assert_eq!(reading.mapping.dataset, Dataset::Purchases, "what it is about");
    assert_eq!(reading.shape.header_line, 4, "under its title");
    assert_eq!(
        reading.problem_lines(),
        "7 購入日 partial_date row_rejected \"4/5\"\n",
        "a day without a year cannot be guessed; the line under the table is no row"
    );
    let purchases = reading.purchases();
    assert_eq!(
        purchases.len(),
        2,
        "two rows with a day and an amount of their own"
    );
    let table = &purchases[0].lines[0];
    assert_eq!(
        (table.traits.family, table.traits.material, table.traits.finish),
        (Family::Table, Material::SolidWood, Finish::Oil),
        "told by the name"
    );
    assert_eq!(
        purchases[0].customer.full_name.as_deref(),
        Some("山田 太郎"),
        "without 様"
    );
    let delivery = purchases[0].delivery.expect("納品日");
    assert_eq!(
        delivery.certainty,
        DeliveryCertainty::Confirmed,
        "the shop's own word"
    );
    assert_eq!(purchases[1].lines[0].kind, LineKind::Fee, "送料 is no goods");
    assert_eq!(
        purchases[1].customer.full_name.as_deref(),
        Some("山田 太郎"),
        "同上"
    );
    assert_eq!(
        purchases[1].customer.phones[0].key.as_deref(),
        Some("09012345678"),
        "〃 means the cell above"
    );
    assert_eq!(reading.reversals()[0].amount_minor, 12_000, "△ is a return");
}

#[test]
fn order_totals_are_not_summed_over_item_rows() {
    let reading = read_text(
        "注文番号,注文日,氏名,商品名,数量,単価,合計金額\n\
         A1,2024/4/1,山田 太郎,ソファ,1,100000,148000\n\
         A1,2024/4/1,山田 太郎,テーブル,1,48000,148000\n\
         A2,2024/4/2,佐藤 花,椅子,2,10000,20000\n",
    );
    assert_eq!(
        reading.mapping.row_model,
        RowModel::ItemPerRow,
        "rows repeat their order"
    );
    let totals: Vec<i64> = reading.purchases().iter().map(|p| p.total_minor).collect();
    assert_eq!(totals, [148_000, 20_000], "once per order");
}

#[test]
fn an_amount_that_differs_within_an_order_is_the_lines() {
    let reading = read_text(
        "注文番号,注文日,氏名,商品名,数量,合計\n\
         A1,2024/4/1,山田 太郎,ソファ,1,100000\n\
         A1,2024/4/1,山田 太郎,テーブル,1,48000\n",
    );
    assert!(
        reading.mapping.has(Field::LineAmount),
        "合計 stands for each line"
    );
    assert_eq!(
        reading.purchases()[0].total_minor,
        148_000,
        "so here they are summed"
    );
    assert!(!reading.purchases()[0].total_is_stated, "and it says so");
}

#[test]
fn rows_of_an_order_may_stand_apart() {
    let mut text = String::from(
        "order_id,customer_id,ordered_at,product_name,line_amount\nfirst,1,2024-04-01,Sofa,100\n",
    );
    for n in 0..1_000 {
        text.push_str(&format!("o{n},2,2024-04-01,Chair,10\n"));
    }
    text.push_str("first,1,2024-04-01,Table,50\n");
    let reading = read_text(&text);
    assert_eq!(reading.problem_lines(), "", "within the window nothing is wrong");
    let first = reading.purchases()[0];
    assert_eq!((first.lines.len(), first.total_minor), (2, 150), "joined");
    assert_eq!(reading.purchases().len(), 1_001, "and not counted twice");
}

#[test]
fn rows_of_an_order_too_far_apart_are_told_and_not_counted_twice() {
    let mut text = String::from(
        "order_id,customer_id,ordered_at,product_name,line_amount\nfirst,1,2024-04-01,Sofa,100\n",
    );
    for n in 0..1_500 {
        text.push_str(&format!("o{n},2,2024-04-01,Chair,10\n"));
    }
    text.push_str("first,1,2024-04-01,Table,50\n");
    let reading = read_text(&text);
    assert_eq!(
        reading.problem_lines(),
        "1503 order_id order_rows_apart row_rejected \"first\"\n",
        "the row is not lost: it is named"
    );
    assert_eq!(reading.purchases().len(), 1_501, "one purchase per order");
}

#[test]
fn a_wide_sheet_holds_several_products_in_a_row() {
    let reading = read_text(
        "注文番号,購入日,氏名,商品名1,数量1,商品名2,数量2,商品名3,数量3,合計金額\n\
         1,2024/4/1,山田 太郎,ソファ,1,チェア,4,,,200000\n\
         2,2024/4/2,佐藤 花,ラグ,1,,,,,20000\n",
    );
    let first = reading.purchases()[0];
    let lines: Vec<(&str, i64)> = first
        .lines
        .iter()
        .map(|l| (l.name.as_str(), l.quantity))
        .collect();
    assert_eq!(lines, [("ソファ", 1), ("チェア", 4)], "side by side");
    assert_eq!(first.total_minor, 200_000, "one total");
    assert_eq!(reading.purchases()[1].lines.len(), 1, "empty sets are none");
}

#[test]
fn a_row_of_a_customer_holds_one_purchase_beside_the_other() {
    for header in [
        "氏名,電話番号,購入日1,商品名1,金額1,納品日1,購入日2,商品名2,金額2,納品日2,備考",
        "氏名,電話番号,購入日,商品名,金額,納品日,購入日,商品名,金額,納品日,備考",
        "氏名,電話番号,日付,品名,金額,納品日,日付,品名,金額,納品日,備考",
    ] {
        let reading = read_text(format!(
            "{header}\n\
             山田 太郎,090-1234-5678,2024/4/1,ソファ,200000,2024/4/20,2025/5/2,ラグ,30000,,常連\n\
             佐藤 花,090-1234-5679,2024/6/1,ベッド,120000,,,,,,\n\
             鈴木 一,090-1234-5670,2024/7/1,チェア,20000,,2024/7/1,チェア,20000,,\n"
        ));
        assert_eq!(reading.mapping.purchases_per_row(), 2, "{header}");
        let told: Vec<String> = reading
            .purchases()
            .iter()
            .map(|one| {
                format!(
                    "{} {} {} {} {} {}",
                    one.line,
                    one.ordered_on,
                    one.customer.full_name.as_deref().unwrap_or("-"),
                    one.lines[0].name,
                    one.total_minor,
                    one.delivery
                        .map_or_else(String::new, |delivery| delivery.on.to_string())
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "2 2024-04-01 山田 太郎 ソファ 200000 2024-04-20",
                "2 2025-05-02 山田 太郎 ラグ 30000 ",
                "3 2024-06-01 佐藤 花 ベッド 120000 ",
                "4 2024-07-01 鈴木 一 チェア 20000 ",
                "4 2024-07-01 鈴木 一 チェア 20000 ",
            ],
            "{header}: each is a purchase of its own, an empty place is none"
        );
        let keys: std::collections::HashSet<&str> =
            reading.purchases().iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys.len(), 5, "two that are alike are two");
        assert_eq!(reading.problem_lines(), "", "nothing is wrong");
    }
}

#[test]
fn a_wide_row_of_which_one_purchase_cannot_be_read_waits_as_a_whole() {
    let reading = read_text(
        "氏名,電話番号,購入日1,商品名1,金額1,購入日2,商品名2,金額2\n\
         山田 太郎,090-1234-5678,2024/4/1,ソファ,200000,2024/2/30,ラグ,30000\n\
         佐藤 花,090-1234-5679,2024/6/1,ベッド,120000,,,\n",
    );
    assert_eq!(reading.purchases().len(), 1, "the other row comes in");
    assert_eq!(
        reading.problem_lines(),
        "2 購入日2 no_such_day row_rejected \"2024/2/30\"\n",
        "what is wrong is told with its column"
    );
    assert_eq!(reading.summary.rejected_rows, 1, "one row waits");
}

#[test]
fn options_of_base_join_the_line_above() {
    let reading = read_text(
        "注文ID,注文日時,氏(請求先),名(請求先),郵便番号(請求先),商品名,バリエーション,価格,数量,合計金額,送料,発送状況,商品ID\n\
         X1,2024-04-01 10:00:00,山田,太郎,600001,ソファ,グレー,100000,1,103000,3000,発送済み,55\n\
         X1,2024-04-01 10:00:00,山田,太郎,600001,商品オプション「脚: ナチュラル」,,0,1,103000,3000,発送済み,\n\
         X2,2024-04-02 10:00:00,佐藤,花,1234567,椅子,,5000,2,10000,0,キャンセル,56\n",
    );
    assert_eq!(reading.mapping.system, "base", "recognised");
    let first = reading.purchases()[0];
    assert_eq!(first.lines.len(), 1, "an option is no product");
    assert_eq!(
        first.lines[0].variant.as_deref(),
        Some("グレー 脚: ナチュラル"),
        "it is told with it"
    );
    assert_eq!(
        first.customer.address.postal_code.as_deref(),
        Some("060-0001"),
        "the lost zero"
    );
    assert_eq!(
        reading.purchases()[1].state,
        PurchaseState::Cancelled,
        "発送状況 says so"
    );
}

#[test]
fn purchases_without_an_order_number_keep_their_key() {
    let text = "購入日,氏名,商品名,金額\n\
                2024/4/1,山田 太郎,ソファ,100000\n\
                2024/4/1,山田 太郎,ソファ,100000\n\
                2024/4/2,佐藤 花,椅子,5000\n";
    let keys = |text: &str| -> Vec<String> {
        read_text(text)
            .purchases()
            .iter()
            .map(|p| p.key.clone())
            .collect()
    };
    let first = keys(text);
    assert_eq!(first, keys(text), "the same file gives the same keys");
    assert_ne!(first[0], first[1], "two equal rows are two purchases");
    assert!(first[1].ends_with("#2"), "told apart by their count");
}

#[test]
fn customers_with_all_their_columns() {
    let reading = read_text(
        "顧客番号,氏名,フリガナ,〒,住所,TEL,携帯,メールアドレス,誕生日,メルマガ,DM,登録日\n\
         7,株式会社オーク　御中,ｶﾌﾞｼｷｶﾞｲｼｬｵｰｸ,〒123-4567,東京都千代田区1-1,312345678,,INFO@Example.jp,1900-01-01,希望しない,○,H30.5.1\n\
         8,,,,,,,,,,,\n\
         9,髙橋 美咲,タカハシ ミサキ,12,大阪市1,000-0000-0000,090 1234 5678,not mail,1970/3/3,たぶん,,\n",
    );
    assert_eq!(reading.mapping.dataset, Dataset::Customers, "people");
    let [
        Record::Customer(company),
        Record::Customer(number_only),
        Record::Customer(person),
    ] = &reading.records[..]
    else {
        panic!("three customers: {:?}", reading.records);
    };
    assert!(company.is_organisation, "御中");
    assert_eq!(company.full_name.as_deref(), Some("株式会社オーク"), "taken off");
    assert_eq!(
        company.full_kana.as_deref(),
        Some("カブシキガイシャオーク"),
        "full width"
    );
    assert_eq!(
        company.phones[0].key.as_deref(),
        Some("0312345678"),
        "the lost zero"
    );
    assert_eq!(company.emails[0].key, "info@example.jp", "small letters");
    assert_eq!(company.birthday, None, "1900-01-01 is nobody's");
    assert_eq!(
        (company.consent_email, company.consent_post),
        (Some(false), Some(true)),
        "said"
    );
    assert_eq!(
        company.customer_since.map(|day| day.to_string()).as_deref(),
        Some("2018-05-01"),
        "平成"
    );
    assert_eq!(
        number_only.external_id.as_deref(),
        Some("8"),
        "a number is enough"
    );
    assert_eq!(person.consent_email, None, "doubt is not consent");
    assert_eq!(person.phones.len(), 1, "the dummy is nothing");
    assert_eq!(
        reading.problem_lines(),
        "4 メールアドレス not_an_email cell_ignored \"not mail\"\n\
         4 〒 not_a_postal_code cell_ignored \"12\"\n\
         4 メルマガ not_yes_or_no cell_ignored \"たぶん\"\n",
        "each cell says what is wrong with it"
    );
}

#[test]
fn a_delivery_list_gives_days() {
    let reading = read_text(
        "注文番号,お名前,商品名,納品日,設置場所\n1001,山田 太郎,ソファ,2024/5/1,リビング\n1002,佐藤 花,椅子,未定,\n,,テーブル,2024/5/2,\n",
    );
    assert_eq!(
        reading.mapping.dataset,
        Dataset::Deliveries,
        "no amounts, but days"
    );
    let Record::Delivery(first) = &reading.records[0] else {
        panic!("a delivery")
    };
    assert_eq!(first.order_id.as_deref(), Some("1001"), "by order");
    assert_eq!(first.delivery.on.to_string(), "2024-05-01", "the day");
    assert_eq!(first.room.as_deref(), Some("リビング"), "the room");
    assert_eq!(reading.records.len(), 1, "the others cannot be used");
    assert_eq!(
        reading.problem_lines(),
        "3 納品日 not_a_date row_rejected \"未定\"\n4 - missing_key row_rejected \"\"\n",
        "and say why"
    );
}

#[test]
fn a_list_of_addresses_that_unsubscribed() {
    let reading = read_text("メールアドレス,配信停止日\na@example.jp,2024/5/1\nB@Example.jp,\n");
    assert_eq!(reading.mapping.dataset, Dataset::OptOuts, "they want no more");
    let Record::OptOut(first) = &reading.records[0] else {
        panic!("an opt-out")
    };
    assert_eq!(
        first.channel,
        Some(Channel::Email),
        "a mail service speaks of mail"
    );
    assert_eq!(
        first.on.map(|day| day.to_string()).as_deref(),
        Some("2024-05-01"),
        "since when"
    );
    assert_eq!(reading.records.len(), 2, "both");
}

#[test]
fn a_catalogue_of_products() {
    let reading = read_text(
        "商品コード,商品名,カテゴリ,素材,仕上げ,価格\nTB-1,北の国テーブル,ダイニングテーブル,ナラ,オイル,128000\nX,謎の品,,,,\n",
    );
    assert_eq!(reading.mapping.dataset, Dataset::Products, "things");
    let Record::Product(first) = &reading.records[0] else {
        panic!("a product")
    };
    assert_eq!(
        (first.traits.family, first.traits.material, first.traits.finish),
        (Family::Table, Material::SolidWood, Finish::Oil),
        "told by the columns"
    );
    let Record::Product(second) = &reading.records[1] else {
        panic!("a product")
    };
    assert_eq!(
        (second.traits.family, second.traits.finish),
        (Family::Other, Finish::Unknown),
        "what is not told stays unknown"
    );
}
