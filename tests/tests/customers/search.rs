//! Finding people: by what is typed, and in the list of all.

use aichaku_api::wire::{CustomerForm, Lang};
use aichaku_tests::house::{House, goods, person};
use rstest::rstest;

use super::{TABLE, add};

pub(super) async fn names(house: &House, typed: &str) -> Vec<String> {
    let hits = house.app.search(typed.to_owned(), 20).await.expect("a search");
    hits.into_iter().map(|hit| hit.name).collect()
}

#[rstest]
#[case::kanji("高橋")]
#[case::old_form("髙橋")]
#[case::one_kanji("橋")]
#[case::whole_name("髙橋 由美子")]
#[case::kana("たかはし")]
#[case::katakana("タカハシ")]
#[case::half_width_kana("ﾀｶﾊｼ")]
#[case::two_kana("たか")]
#[case::beginning("たかは")]
#[case::given("ゆみこ")]
#[case::tail("5678")]
#[case::number("090-1234-5678")]
#[case::town("南青山")]
#[case::postal("1070062")]
#[case::thing("ダイニング")]
#[case::name_and_tail("高橋 5678")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_is_found_by(#[case] typed: &str) {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("髙橋", "由美子", "タカハシ", "ユミコ")).await;
    let mut other = person("渡辺", "一郎", "ワタナベ", "イチロウ");
    other.contacts[0].value = "03-9999-0000".to_owned();
    other.address.postal_code = "060-0001".to_owned();
    other.address.street = "北一条".to_owned();
    add(&house, other).await;
    house
        .sell(customer, "2026-11-01", None, vec![goods(TABLE, 198_000)])
        .await;
    assert_eq!(
        names(&house, typed).await,
        ["髙橋 由美子"],
        "by {typed}, and nobody else"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whole_names_come_first_and_recent_buyers_before_others() {
    let house = House::with_shop("2026-11-22").await;
    let old = add(&house, person("林", "花子", "ハヤシ", "ハナコ")).await;
    let recent = add(&house, person("林", "太郎", "ハヤシ", "タロウ")).await;
    add(&house, person("小林", "次郎", "コバヤシ", "ジロウ")).await;
    for (customer, day) in [(old, "2020-05-01"), (recent, "2026-10-01")] {
        house.sell(customer, day, None, vec![goods("椅子", 30_000)]).await;
    }
    assert_eq!(
        names(&house, "林").await,
        ["林 太郎", "林 花子", "小林 次郎"],
        "the family name itself first, then whoever bought last"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_follows_the_fifty_sounds_a_page_at_a_time() {
    let house = House::with_shop("2026-11-22").await;
    for (family, kana) in [
        ("渡辺", "ワタナベ"),
        ("青木", "アオキ"),
        ("佐藤", "サトウ"),
        ("Smith", ""),
    ] {
        add(&house, person(family, "", kana, "")).await;
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = house.app.customers(after, 2).await.expect("a page");
        assert_eq!(page.total.0, 4, "all of them");
        seen.extend(page.hits.into_iter().map(|hit| hit.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(
        seen,
        ["青木", "佐藤", "渡辺", "Smith"],
        "kana order, letters last, nobody twice"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_is_told_from_a_person_wherever_its_name_stands() {
    let house = House::with_shop("2026-11-22").await;
    let company = add(
        &house,
        CustomerForm {
            company: true,
            ..person("株式会社木の家", "", "カブシキガイシャキノイエ", "")
        },
    )
    .await;
    let household = house
        .app
        .customer(company, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let teacher = house
        .app
        .add_customer(
            CustomerForm {
                honorific: "先生".to_owned(),
                ..person("森", "誠", "モリ", "マコト")
            },
            Some(household),
        )
        .await
        .expect("a person of the company")
        .id;
    house
        .sell(company, "2026-11-01", None, vec![goods(TABLE, 198_000)])
        .await;

    let found = house.app.search("木の家".to_owned(), 5).await.expect("a search");
    let listed = house.app.customers(None, 10).await.expect("a list").hits;
    for hit in found.iter().chain(&listed) {
        assert_eq!(hit.company, hit.customer == company, "{}", hit.name);
        let own = if hit.customer == teacher { "先生" } else { "" };
        assert_eq!(hit.honorific, own, "{}", hit.name);
    }
    let record = house.app.customer(teacher, Lang::Ja).await.expect("a record");
    assert!(record.members[0].company, "beside the person, too");
    let open = house.app.undelivered(None, 10).await.expect("purchases");
    assert!(open[0].company, "and where its delivery day is asked for");
}
