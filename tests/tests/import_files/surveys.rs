//! Answers of customers, from the table of a web form and from a list of cards.

use aichaku_api::wire::{
    GoalMet, ImportKind, ImportOptions, RowOutcome, VoiceOccasion, VoiceWay, VoicesQuery,
};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, commit, import, look, sound};
use aichaku_tests::house::House;

use super::{LEDGER, assert_same};

/// What a form hands over: a mark that cannot be given, a person nobody knows, a row without any answer.
const FORM: &str = "タイムスタンプ,お名前,電話番号,ご友人やご家族に勧めたいと思いますか,満足度,らくらく度,品質,アフターサービス,ご意見・ご感想,いちばん叶えたいこと,叶いましたか\n\
    2026/11/20 10:03:12,髙橋 由紀子,090-0000-1111,9,5：とても満足,4,5,やや満足,\"椅子の座り心地が\nとても良いです\",家族で囲む食卓,一部叶った\n\
    2026/11/20 21:40:00,山﨑 健一,090-0000-2222,11,どちらともいえない,,,,,,\n\
    2026/11/21 08:00:00,知らない 人,090-0000-9999,3,1,,,,,,\n\
    2026/11/21 09:00:00,髙橋 由紀子,090-0000-1111,,,,,,,,\n";

async fn everybody(house: &House) -> aichaku_api::wire::VoicesView {
    let all = VoicesQuery::default();
    house.app.voices(all, None).await.expect("voices")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_of_answers_is_counted_once() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let before = content(&house.app).await;
    let file = files.file("回答.csv", FORM);
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(seen.kind, ImportKind::Surveys, "by its columns");
    let told: Vec<&str> = seen
        .sample
        .iter()
        .map(|row| match &row.outcome {
            RowOutcome::KnownCustomer { .. } => "known",
            RowOutcome::Undecided { why } => why.as_str(),
            RowOutcome::Rejected { problem, .. } => problem.as_str(),
            _ => "other",
        })
        .collect();
    assert_eq!(
        told,
        ["known", "known", "no_such_customer", "nothing_answered"],
        "each row says what comes of it"
    );
    let report = commit(&house.app, &seen).await;
    assert_eq!(report.inserted.answers.0, 2);
    assert_eq!(
        content(&house.app).await["customers"],
        before["customers"],
        "nobody is made a customer by a form"
    );
    let counted = everybody(&house).await;
    assert_eq!(
        (counted.people.0, counted.recommend.n.0, counted.satisfaction.n.0),
        (2, 1, 2),
        "11 is no mark: left out, and the rest of the row stands"
    );
    let hits = house
        .app
        .search("髙橋 由紀子".to_owned(), 5)
        .await
        .expect("found");
    let said = house.app.voices_at_home(hits[0].customer).await.expect("voices");
    let answers = &said[0].answers;
    assert_eq!(
        (
            answers.recommend.map(|mark| mark.0),
            answers.satisfaction.map(|mark| mark.0),
            answers.ease.map(|mark| mark.0),
            answers
                .topics
                .iter()
                .map(|topic| topic.mark.0)
                .collect::<Vec<_>>(),
            answers.words.as_str(),
        ),
        (
            Some(9),
            Some(5),
            Some(4),
            vec![5, 4],
            "椅子の座り心地が\nとても良いです"
        )
    );
    assert_eq!(
        (answers.goal.as_str(), answers.goal_met),
        ("家族で囲む食卓", Some(GoalMet::Partly)),
        "their own goal, and what became of it"
    );
    assert_eq!(
        (
            counted.goals.said.0,
            counted.goals.n.0,
            counted.goals.partly.0,
            counted.goals.share
        ),
        (1, 1, 1, None),
        "of one person nothing is a share"
    );
    assert_eq!(
        (answers.occasion, answers.way),
        (VoiceOccasion::Relation, VoiceWay::Web)
    );
    assert_eq!(answers.answered_on.as_deref(), Some("2026-11-20"));

    let again = import(&house.app, &file).await;
    assert_eq!(again.batch, None, "the same file brings nothing new");
    house.app.remove_voice(said[0].id).await.expect("removed");
    let again = import(&house.app, &file).await;
    assert_eq!(again.batch, None, "what was removed by hand does not come back");

    let batch = report.batch.expect("a batch");
    let undone = house.app.undo_batch(batch).await.expect("taken back");
    assert_eq!(undone.removed.answers.0, 2);
    assert_same(&before, &content(&house.app).await, "taken back exactly");
    assert_eq!(everybody(&house).await.people.0, 0);
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_cards_says_what_it_is_about() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let (cards, _, _) = encoding_rs::SHIFT_JIS.encode(
        "回答日,電話番号,氏名,NPS,アンケート種別,回答方法\n令和8年11月3日,090-0000-1111,髙橋 由紀子,10,お届けのあと,はがき\n",
    );
    let seen = look(
        &house.app,
        &files.file("葉書.csv", &cards),
        ImportOptions::default(),
    )
    .await;
    assert_eq!(seen.kind, ImportKind::Surveys);
    commit(&house.app, &seen).await;
    let hits = house.app.search("由紀子".to_owned(), 5).await.expect("found");
    let said = house.app.voices_at_home(hits[0].customer).await.expect("voices");
    assert_eq!(
        (said[0].answers.occasion, said[0].answers.way),
        (VoiceOccasion::Delivery, VoiceWay::Card)
    );
    assert_eq!(said[0].answers.answered_on.as_deref(), Some("2026-11-03"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wishes_in_a_list_of_customers_make_no_survey_of_it() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let list = files.file(
        "名簿.csv",
        "氏名,電話番号,ご要望\n中村 誠,090-0000-4444,木曜は不在\n",
    );
    let seen = look(&house.app, &list, ImportOptions::default()).await;
    assert_eq!(seen.kind, ImportKind::Customers);
}
