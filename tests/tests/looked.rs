//! Looking at many people together comes to the same as looking at them in short stretches, whatever happens meanwhile.
//!
//! Not here: who is found and joined (`doubles`), how long it takes (the bench).

use std::collections::BTreeSet;
use std::path::Path;

use aichaku_api::App;
use aichaku_api::wire::{Int, Lang, PairAnswer};
use aichaku_tests::doubles::people;
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, import, sound};
use aichaku_tests::house::House;
use rstest::rstest;

/// A shop whose people came in by a file and were never looked at.
async fn unlooked(count: usize) -> House {
    let house = House::with_shop(DAY).await;
    let mut csv = "顧客番号,姓,名,セイ,メイ,電話番号,メールアドレス,郵便番号,都道府県,市区町村,住所,建物名\n"
        .to_owned();
    for (at, one) in people(count, 5).iter().enumerate() {
        let cells = [
            &format!("K-{at}"),
            &one.family,
            &one.given,
            &one.family_kana,
            &one.given_kana,
            &one.phone,
            &one.mail,
            &one.postal,
            &one.prefecture,
            &one.city,
            &one.street,
            &one.building,
        ];
        csv.push_str(&cells.map(|cell| cell.replace(',', "、")).join(","));
        csv.push('\n');
    }
    import(&house.app, &Files::new().file("people.csv", csv)).await;
    house
}

/// The shop of `house`, closed and copied, with another number of people who are looked at together.
async fn copy(house: &House, together: usize) -> (tempfile::TempDir, App) {
    house.app.close().await;
    let folder = tempfile::tempdir().expect("a folder");
    copy_all(house.dir(), folder.path());
    let app = House::app_over(folder.path(), DAY).with_looked_together(together);
    app.open_at_start().await.expect("opened");
    (folder, app)
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_all(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("copied");
        }
    }
}

async fn look(app: &App) -> i64 {
    app.look_for_duplicates("look".to_owned())
        .await
        .expect("looked")
        .joined
        .0
}

/// Every pair that is asked about, with what is said of it, and whoever was joined with whom.
async fn found(app: &App) -> (BTreeSet<String>, BTreeSet<String>) {
    let page = app.duplicates(100).await.expect("a queue");
    assert!(page.open.0 <= 100, "all of the queue is looked at");
    assert_eq!(page.waiting, Int(0), "everybody was looked at");
    let pairs = page.pairs.iter().map(|pair| {
        let (one, other) = (pair.one.customer.0, pair.other.customer.0);
        let said = (one.min(other), one.max(other), pair.question, pair.score.0);
        format!("{said:?} {:?}", pair.reasons)
    });
    let all = content(app).await;
    let joined = all["customers"].lines();
    (pairs.collect(), joined.map(str::to_owned).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_looked_at_together_are_found_as_in_short_stretches() {
    let house = unlooked(500).await;
    let (_short, stretches) = copy(&house, usize::MAX).await;
    let (_long, together) = copy(&house, 0).await;
    let joined = look(&stretches).await;
    assert!(joined > 5, "there is somebody to join, got {joined}");
    assert_eq!(look(&together).await, joined, "as many are joined");
    let (short, long) = (found(&stretches).await, found(&together).await);
    assert!(!short.0.is_empty(), "and somebody to ask about");
    assert_eq!(long.0, short.0, "the same is asked");
    assert_eq!(long.1, short.1, "and the same people stand");
    sound(&together).await;
    assert_eq!(look(&together).await, 0, "there is nothing left to find");
    assert_eq!(found(&together).await, short, "and nothing changes");
    for app in [stretches, together] {
        app.close().await;
    }
}

#[rstest]
#[case::taken_up_together(0)]
#[case::taken_up_in_stretches(usize::MAX)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_look_is_taken_up_again(#[case] again: usize) {
    let house = unlooked(500).await;
    let (_whole, whole) = copy(&house, 0).await;
    look(&whole).await;
    let (folder, app) = copy(&house, 0).await;
    let waiting = app.duplicates_count().await.expect("counted").waiting;
    let stop = async {
        // The job is known soon after it has begun.
        for _ in 0..200 {
            app.cancel_job("look".to_owned()).await.expect("asked");
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(look(&app), stop);
    let left = app.duplicates_count().await.expect("counted").waiting;
    assert_eq!(left, waiting, "everybody waits still");
    app.close().await;
    let app = House::app_over(folder.path(), DAY).with_looked_together(again);
    app.open_at_start().await.expect("opened");
    look(&app).await;
    assert_eq!(found(&app).await, found(&whole).await, "nobody was forgotten");
    for app in [app, whole] {
        app.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_says_while_everybody_is_looked_at_holds() {
    let house = unlooked(900).await;
    let (_folder, known) = copy(&house, 0).await;
    look(&known).await;
    let customers = content(&known).await["customers"].clone();
    known.close().await;
    // Whoever is joined when nobody says anything: id and `merged_into`.
    let header: Vec<&str> = customers
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .expect("a header")
        .split(',')
        .collect();
    let column = |name| header.iter().position(|head| *head == name).expect("a column");
    let (id, into) = (column("id"), column("merged_into"));
    let twins: Vec<(i64, i64)> = customers
        .lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Some((cells.get(id)?.parse().ok()?, cells.get(into)?.parse().ok()?))
        })
        .collect();
    assert!(twins.len() > 5, "there is somebody to join, got {}", twins.len());
    let (_folder, app) = copy(&house, 0).await;
    let answers = async {
        let mut held = Vec::new();
        for (gone, kept) in &twins {
            let (one, other) = (Int(*kept.min(gone)), Int(*kept.max(gone)));
            if app
                .answer_duplicate(one, other, PairAnswer::Different)
                .await
                .is_ok()
            {
                held.push(Int(*gone));
            }
        }
        held
    };
    let (_, held) = tokio::join!(look(&app), answers);
    assert!(!held.is_empty(), "somebody was quicker than the look");
    look(&app).await;
    for gone in held {
        let record = app.customer(gone, Lang::Ja).await.expect("stands");
        assert_eq!(
            record.customer.id, gone,
            "nobody was joined against a person's word"
        );
    }
    sound(&app).await;
    app.close().await;
}
