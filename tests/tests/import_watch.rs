//! A folder that is watched: what is new there is offered, and nothing is read in by itself.
//!
//! Not here: what bringing a file in does.

use aichaku_api::wire::{ImportKind, ImportOptions, Int, OfferedFile, PlanChoice};
use aichaku_tests::house::House;

const DAY: &str = "2026-11-22";
const HEADER: &str = "注文番号,注文日,氏名,電話番号,商品名,金額\n";
const FIRST: &str = "A-1,2026-11-10,田中 由紀子,090-1234-5678,本革ソファ,298000\n";
const SECOND: &str = "A-2,2026-11-11,佐藤 花,090-0000-2222,板座チェア,40000\n";

fn names(files: &[OfferedFile]) -> Vec<&str> {
    let mut names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
    names.sort_unstable();
    names
}

async fn bring_in(house: &House, file: &OfferedFile) -> Option<Int> {
    let seen = house
        .app
        .import_preview(file.path.clone(), ImportOptions::default(), "job".to_owned())
        .await
        .expect("a preview");
    let plan = PlanChoice::From { day: DAY.to_owned() };
    house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in")
        .batch
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_exports_are_offered_until_they_are_brought_in_or_declined() {
    let house = House::with_shop(DAY).await;
    let dir = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        std::fs::write(dir.path().join(name), text).expect("a file");
    };
    put("1.csv", &format!("{HEADER}{FIRST}"));
    put("2.csv", &format!("{HEADER}{SECOND}"));
    put("読んでください.txt", "");
    put("~$1.xlsx", "x");
    put("絵.png", "x");
    assert_eq!(
        house.app.offered_files().await.expect("asked").len(),
        0,
        "no folder is watched yet"
    );
    let folder = dir.path().to_string_lossy().into_owned();
    let view = house
        .app
        .watch_folder(Some(folder.clone()))
        .await
        .expect("watched");
    assert_eq!(
        (view.folder.as_deref(), view.reachable),
        (Some(folder.as_str()), true)
    );
    let offered = house.app.offered_files().await.expect("asked");
    assert_eq!(names(&offered), ["1.csv", "2.csv"], "tables only");
    assert_eq!(
        (offered[0].kind, offered[0].system.as_str(), offered[0].rows),
        (ImportKind::Purchases, "generic", Int(1)),
        "with what they are"
    );
    let there = house.app.customers(None, 5).await.expect("a list").hits.len();
    assert_eq!(there, 0, "nothing came in by itself");

    let first = offered
        .iter()
        .find(|file| file.file == "1.csv")
        .expect("the first");
    let batch = bring_in(&house, first).await.expect("a batch");
    let second = offered
        .iter()
        .find(|file| file.file == "2.csv")
        .expect("the second");
    house
        .app
        .decline_file(second.hash.clone())
        .await
        .expect("declined");
    // Copies under other names hold the same.
    put("3.csv", &format!("{HEADER}{FIRST}"));
    put("4.csv", &format!("{HEADER}{SECOND}"));
    let offered = house.app.offered_files().await.expect("asked");
    assert_eq!(names(&offered), [""; 0], "remembered by what they hold");
    house.app.undo_batch(batch).await.expect("taken back");
    assert_eq!(
        house.app.offered_files().await.expect("asked").len(),
        0,
        "what somebody took back is not pressed on them"
    );

    // The next week's file under an old name, seen by the next start of the program.
    put("1.csv", &format!("{HEADER}{FIRST}{SECOND}"));
    house.app.close().await;
    let next = house.again("2026-11-29");
    let offered = next.app.offered_files().await.expect("asked");
    assert_eq!(names(&offered), ["1.csv"], "what it holds is new");
    assert_eq!(offered[0].rows, Int(2), "with its rows");
    std::fs::remove_file(dir.path().join("1.csv")).expect("gone");
    assert_eq!(
        next.app.offered_files().await.expect("asked").len(),
        0,
        "and gone when it is gone"
    );
    next.app.watch_folder(None).await.expect("no longer watched");
    put("5.csv", &format!("{HEADER}A-5,2026-11-12,別 人,,机,1\n"));
    assert_eq!(
        next.app.offered_files().await.expect("asked").len(),
        0,
        "nobody looks"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_says_nothing_new_is_not_offered_again() {
    let house = House::with_shop(DAY).await;
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("1.csv"), format!("{HEADER}{FIRST}{SECOND}")).expect("a file");
    house
        .app
        .watch_folder(Some(dir.path().to_string_lossy().into_owned()))
        .await
        .expect("watched");
    let offered = house.app.offered_files().await.expect("asked");
    bring_in(&house, &offered[0]).await.expect("a batch");
    std::fs::write(dir.path().join("2.csv"), format!("{HEADER}{SECOND}")).expect("a file");
    let offered = house.app.offered_files().await.expect("asked");
    assert_eq!(names(&offered), ["2.csv"]);
    assert_eq!(bring_in(&house, &offered[0]).await, None, "it says nothing new");
    assert_eq!(
        house.app.offered_files().await.expect("asked").len(),
        0,
        "looked at is enough"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_is_no_folder_is_refused() {
    let house = House::with_shop(DAY).await;
    let refused = house.app.watch_folder(Some("/no/such/folder".to_owned())).await;
    assert_eq!(
        refused.expect_err("refused").code,
        aichaku_api::error::ErrorCode::FileUnreadable
    );
}
