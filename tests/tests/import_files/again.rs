//! The same file again, a file taken back, and one that is stopped.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Completion, ImportKind, ImportOptions, Lang, Outcome, PlanChoice, RowOutcome, TodayQuery, UndoReport,
};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, commit, import, look, sound};
use aichaku_tests::house::House;
use rstest::rstest;

use super::{LEDGER, assert_same, fixture, preview};

#[rstest]
#[case::ledger(None)]
#[case::shopify(Some("sample_shopify_orders.csv"))]
#[case::eccube(Some("sample_eccube_orders.csv"))]
#[case::rakuten(Some("sample_rakuten_orders.csv"))]
#[case::smaregi(Some("sample_smaregi_transactions.csv"))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_twice_changes_nothing(#[case] sample: Option<&str>) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = match sample {
        Some(name) => fixture(name).to_string_lossy().into_owned(),
        None => files.file("台帳.csv", LEDGER),
    };
    let first = import(&house.app, &file).await;
    assert!(first.batch.is_some(), "the first time there is something new");
    let before = content(&house.app).await;
    let seen = preview(&house.app, &file).await.expect("a preview");
    assert_eq!(seen.seen_before, first.batch, "the preview says that it was here");
    let second = import(&house.app, &file).await;
    assert_eq!(
        second.batch, None,
        "the second time there is nothing new: {second:?}"
    );
    assert_eq!(second.inserted, Default::default(), "nothing comes in");
    assert_eq!(second.updated, Default::default(), "nothing changes");
    assert_same(
        &before,
        &content(&house.app).await,
        "the same file twice changes nothing",
    );
    assert_eq!(
        house.app.batches().await.expect("batches").len(),
        1,
        "and leaves no batch"
    );
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn delivery_days_and_opt_outs_twice_change_nothing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let deliveries = files.file("納品.csv", "注文番号,納品日\nA-4,2026-11-20\nA-2,2026-08-25\n");
    let optouts = files.file(
        "停止.csv",
        "氏名,電話番号,配信停止日,媒体\n山﨑 健一,090-0000-2222,2026-11-01,はがき\n",
    );
    for (file, kind) in [
        (deliveries, ImportKind::Deliveries),
        (optouts, ImportKind::Optouts),
    ] {
        let options = ImportOptions {
            kind: Some(kind),
            ..ImportOptions::default()
        };
        let mut dumps = Vec::new();
        for round in 0..2 {
            let seen = house
                .app
                .import_preview(file.clone(), options.clone(), "job".to_owned())
                .await
                .expect("a preview");
            let report = house
                .app
                .import_commit(seen.ticket, PlanChoice::Nothing, "job".to_owned())
                .await
                .expect("brought in");
            assert_eq!(
                report.batch.is_some(),
                round == 0,
                "{kind:?}, round {round}: only the first time there is something new"
            );
            dumps.push(content(&house.app).await);
        }
        assert_same(&dumps[0], &dumps[1], "the same file twice changes nothing");
    }
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_taken_back_leaves_the_shop_as_it_was() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("前.csv", LEDGER)).await;
    let before = content(&house.app).await;
    // Somebody new, somebody known with a new purchase, and an order that is cancelled by the later file.
    // The known person also gets a number and a mail address.
    let later = "注文番号,注文日,顧客番号,氏名,フリガナ,電話番号,メールアドレス,商品名,金額,納品日,状態\n\
        B-1,2026-11-01,M9,中村 誠,ナカムラ マコト,090-0000-4444,,チェリー円卓 ソープ仕上げ,168000,2026-11-15,完了\n\
        B-2,2026-11-02,M1,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,yukiko@example.jp,板座チェア,42000,,完了\n\
        A-4,2026-10-30,M1,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,,ペンダントライト 真鍮,46000,2026-11-19,キャンセル\n";
    let report = import(&house.app, &files.file("後.csv", later)).await;
    assert_ne!(
        before,
        content(&house.app).await,
        "the second file brought something"
    );
    let batch = report.batch.expect("a batch");
    let undone: UndoReport = house.app.undo_batch(batch).await.expect("taken back");
    assert!(
        undone.kept.is_empty(),
        "nobody worked with it, got {:?}",
        undone.kept
    );
    assert_same(&before, &content(&house.app).await, "taken back to the last cell");
    sound(&house.app).await;
    let again = house.app.undo_batch(batch).await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "only once"
    );
    assert!(
        house.app.batches().await.expect("batches")[0].undone,
        "the list of batches says so"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_worked_with_stays_when_the_rest_is_taken_back() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let report = import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let batch = report.batch.expect("a batch");
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let item = today
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .find(|item| item.customer_name.contains("髙橋") && item.gate.allowed)
        .expect("the lamp came three days ago, so a call is due")
        .clone();
    let completion = Completion {
        outcome: Outcome::Reached,
        channel: None,
        note: "気に入っているとのこと".to_owned(),
        staff: None,
        also: Vec::new(),
    };
    house
        .app
        .complete(item.follow_up, completion)
        .await
        .expect("recorded");
    let undone = house.app.undo_batch(batch).await.expect("taken back");
    let kept: Vec<(&str, &str)> = undone
        .kept
        .iter()
        .map(|row| (row.entity.as_str(), row.code.as_str()))
        .collect();
    assert!(
        kept.iter()
            .any(|(entity, code)| *entity == "customer" && *code == "has_touch"),
        "who was called stays, and it says why: {kept:?}"
    );
    let left = house.app.customers(None, 50).await.expect("a list").hits;
    let names: Vec<&str> = left.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["髙橋 由紀子"], "the others are gone");
    let record = house
        .app
        .customer(left[0].customer, Lang::Ja)
        .await
        .expect("a record");
    assert!(
        content(&house.app).await["touches"].contains("気に入っているとのこと"),
        "and what was written down is there"
    );
    assert_eq!(record.items.len(), 1, "with the thing that it was about");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_stopped_leaves_nothing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let mut text = String::from("order_id,customer_id,ordered_at,amount,商品名\n");
    for order in 0..30_000 {
        use std::fmt::Write as _;
        let _ = writeln!(
            text,
            "{order},{},2024-04-{:02},12000,板座チェア",
            order / 3,
            1 + order % 28
        );
    }
    let file = files.file("many.csv", text);
    let before = content(&house.app).await;
    let seen = preview(&house.app, &file).await.expect("a preview");
    let stop = async {
        // From the first moment on, again and again, because the job begins when the commit has begun.
        for _ in 0..2_000 {
            house.app.cancel_job("stopped".to_owned()).await.expect("asked");
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    let commit = house
        .app
        .import_commit(seen.ticket, PlanChoice::Nothing, "stopped".to_owned());
    let stopped = tokio::select! {
        answer = commit => answer,
        () = stop => panic!("the commit ends when it is asked to"),
    };
    assert_eq!(
        stopped.map_err(|error| error.code).err(),
        Some(ErrorCode::Cancelled),
        "it says that it was stopped"
    );
    assert_same(&before, &content(&house.app).await, "nothing of it is there");
    assert!(
        house.app.batches().await.expect("batches").is_empty(),
        "and no batch"
    );
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_that_is_known_is_told_from_a_person() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let rows = |order: &str| {
        format!(
            "注文番号,注文日,氏名,電話番号,商品名,金額\n\
             {order}-1,2026-10-01,株式会社木の家 御中,03-0000-1111,チェア,40000\n\
             {order}-2,2026-10-01,田中 一郎,090-0000-1111,チェア,40000\n"
        )
    };
    import(&house.app, &files.file("一.csv", rows("A"))).await;
    let seen = preview(&house.app, &files.file("二.csv", rows("B")))
        .await
        .expect("a preview");
    let known: Vec<(&str, bool)> = seen
        .sample
        .iter()
        .filter_map(|row| match &row.outcome {
            RowOutcome::KnownCustomer { name, company, .. } => Some((name.as_str(), *company)),
            _ => None,
        })
        .collect();
    assert_eq!(
        known,
        [("株式会社木の家", true), ("田中 一郎", false)],
        "a company is 御中, a person 様"
    );
}

/// The list of the van: days of people and things, without a number of the purchase.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_day_of_a_person_goes_to_the_one_purchase_that_it_can_be_of() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let orders = "注文番号,注文日,氏名,フリガナ,電話番号,商品名,金額,納品日\n\
        C-1,2026-09-01,中村 誠,ナカムラ マコト,090-0000-4444,チェリー円卓,168000,\n\
        C-2,2026-09-02,山﨑 健一,ヤマサキ ケンイチ,090-0000-2222,革張りソファ 3P,368000,\n\
        C-3,2026-09-03,山﨑 健一,ヤマサキ ケンイチ,090-0000-2222,タモ材ベッドフレーム,128000,\n\
        C-4,2026-09-04,山﨑 健一,ヤマサキ ケンイチ,090-0000-2222,タモ材ベッドフレーム,128000,\n";
    import(&house.app, &files.file("台帳.csv", orders)).await;
    let van = "納品日,氏名,電話番号,商品名\n\
        2026-09-20,中村 誠,090-0000-4444,\n\
        2026-09-21,山崎 健一,090-0000-2222,革張りソファ 3P\n\
        2026-09-22,山﨑 健一,090-0000-2222,タモ材ベッドフレーム\n\
        2026-08-01,中村 誠,090-0000-4444,チェリー円卓\n\
        2026-09-23,見知らぬ 人,090-0000-9999,ソファ\n";
    let options = ImportOptions {
        kind: Some(ImportKind::Deliveries),
        ..ImportOptions::default()
    };
    let file = files.file("配送.csv", van);
    let seen = look(&house.app, &file, options.clone()).await;
    let report = commit(&house.app, &seen).await;
    let why: Vec<(i64, &str)> = report
        .undecided
        .iter()
        .map(|row| (row.line.0, row.code.as_str()))
        .collect();
    assert_eq!(
        why,
        [(4, "delivery_several"), (5, "no_purchase"), (6, "no_purchase")],
        "two beds are doubt, nothing comes before it is bought, and a stranger has bought nothing"
    );
    assert_eq!(report.updated.deliveries.0, 2, "the table and the sofa");
    let before = content(&house.app).await;
    let again = look(&house.app, &file, options).await;
    assert_eq!(
        again.counts.updated.deliveries.0, 0,
        "a second time it says nothing new"
    );
    assert_same(&before, &content(&house.app).await, "a preview changes nothing");
    let told = before.values().any(|row| row.contains("2026-09-20"))
        && before.values().any(|row| row.contains("2026-09-21"));
    assert!(told, "both days stand in the shop");
    sound(&house.app).await;
}
