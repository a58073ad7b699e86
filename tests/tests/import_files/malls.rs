//! Buyers of a mall: the address that it lends marks them, and the gate keeps offers away from them whatever they agreed to.
//!
//! Not here: the gate's rules one by one (`domain::gate`).

use aichaku_api::wire::{
    AddressLayout, AddressQuery, Channel, ConsentSource, ConsentState, Int, Lang, LeftOut, LeftOutWhy,
    Mailing, NewConsent, Purpose,
};
use aichaku_tests::files::{DAY, Files, import};
use aichaku_tests::house::House;
use rstest::rstest;

/// An order of a mall with the buyer's masked address, and one of the shop's own counter.
const OWN: &str = "注文番号,注文日,氏名,電話番号,メールアドレス,郵便番号,都道府県,市区町村,住所,商品名,金額\n\
    B-1,2026-11-01,佐藤 花,090-0000-2222,hana@example.jp,390-0811,長野県,松本市,中央1-2-3,本革ソファ,298000\n";
const RAKUTEN: &str = "注文番号,ステータス,注文日時,注文日,商品明細ID,注文者郵便番号1,注文者郵便番号2,注文者住所都道府県,\
    注文者住所郡市区,注文者住所それ以降の住所,注文者姓,注文者名,注文者電話番号1,注文者電話番号2,注文者電話番号3,\
    注文者メールアドレス,商品名,単価,個数,商品合計金額,請求金額\n\
    123456-20261101-0000000000,700,2026-11-01 11:20:00,2026-11-01,1,150,0001,東京都,渋谷区,神宮前1-2-3,田中,一郎,090,0000,1111,\
    0000000000s1@fw.rakuten.ne.jp,本革ソファ,298000,1,298000,298000\n";
const LEDGER: &str = "注文番号,注文日,氏名,電話番号,メールアドレス,郵便番号,都道府県,市区町村,住所,商品名,金額\n\
    A-1,2026-11-01,田中 一郎,090-0000-1111,abc123@pc.fw.rakuten.ne.jp,150-0001,東京都,渋谷区,神宮前1-2-3,本革ソファ,298000\n";

#[rstest]
#[case::the_malls_own_file("楽天.csv", RAKUTEN, "rakuten_rms")]
#[case::a_ledger_with_a_lent_address("控え.csv", LEDGER, "generic")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_offer_goes_to_a_buyer_of_a_mall_even_with_a_yes(
    #[case] name: &str,
    #[case] rows: &str,
    #[case] system: &str,
) {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("店.csv", OWN)).await;
    let report = import(app, &files.file(name, rows)).await;
    assert_eq!(report.system, system, "told from its header");
    assert_eq!(report.inserted.purchases, Int(1), "brought in, got {report:?}");
    let mut limited = Vec::new();
    for hit in app.customers(None, 5).await.expect("a list").hits {
        let record = app.customer(hit.customer, Lang::Ja).await.expect("a record");
        let consent = NewConsent {
            customer: hit.customer,
            channels: vec![Channel::Postcard],
            purposes: vec![Purpose::Offer],
            state: ConsentState::Granted,
            source: ConsentSource::Paper,
            wording: "ご案内をお送りしてもよい".to_owned(),
            staff: None,
        };
        app.record_consent(consent, None).await.expect("a consent");
        limited.push((record.customer.name, record.customer.mall_limited));
    }
    limited.sort();
    assert_eq!(
        limited,
        [("佐藤 花".to_owned(), false), ("田中 一郎".to_owned(), true)],
        "the buyer of the mall is marked"
    );
    let query = |mailing| AddressQuery {
        mailing,
        layout: AddressLayout::Generic,
        bought_since: None,
    };
    let offer = app
        .count_addresses(query(Mailing::Offer))
        .await
        .expect("the gate was asked");
    assert_eq!(offer.people, Int(1), "the shop's own customer agreed");
    let refused = LeftOut {
        why: LeftOutWhy::Limited,
        count: Int(1),
    };
    assert_eq!(offer.left_out, [refused], "and the mall's rules go before a yes");
    let care = app
        .count_addresses(query(Mailing::Care))
        .await
        .expect("the gate was asked");
    assert_eq!(care.people, Int(2), "care of what they bought is no offer");
}
