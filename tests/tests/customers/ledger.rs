//! Consents, notes and cases with their history.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{Channel, ConsentSource, ConsentState, Lang, NewCase, NewConsent, Purpose};
use aichaku_tests::house::{House, person};

use super::add;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_of_consents_only_grows() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let say = |state| NewConsent {
        customer,
        channels: vec![Channel::Email, Channel::Postcard],
        purposes: vec![Purpose::Care],
        state,
        source: ConsentSource::Oral,
        wording: "メールでお手入れのご案内をお送りしてよいですか".to_owned(),
        staff: None,
    };
    let field = |refused: Result<_, aichaku_api::error::ApiError>| {
        let error = refused.map(|_: aichaku_api::wire::Done| ()).expect_err("refused");
        (error.code, error.fields[0].text.clone())
    };
    let wordless = NewConsent {
        wording: " ".to_owned(),
        ..say(ConsentState::Granted)
    };
    assert_eq!(
        field(house.app.record_consent(wordless, None).await),
        (ErrorCode::Invalid, "wording".to_owned()),
        "a yes needs its proof"
    );
    let out_of_a_stop = NewConsent {
        source: ConsentSource::Request,
        ..say(ConsentState::Granted)
    };
    assert_eq!(
        field(house.app.record_consent(out_of_a_stop, None).await),
        (ErrorCode::Invalid, "source".to_owned()),
        "a request to stop is never a yes"
    );
    let done = house
        .app
        .record_consent(say(ConsentState::Granted), None)
        .await
        .expect("granted");
    assert!(done.undo.is_none(), "what was said cannot be unsaid");
    house.go_to("2026-11-25");
    house
        .app
        .record_consent(say(ConsentState::Denied), None)
        .await
        .expect("withdrawn");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.consent_history.len(), 4, "both stand in the ledger");
    assert_eq!(record.consents.len(), 2, "one answer for each way");
    assert!(
        record
            .consents
            .iter()
            .all(|consent| consent.state == ConsentState::Denied
                && consent.since.as_deref() == Some("2026-11-25")),
        "the last word counts"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_and_cases_are_kept_with_their_history() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let note = house
        .app
        .add_note(customer, "犬を飼っている".to_owned(), None)
        .await
        .expect("a note");
    let edited = house
        .app
        .edit_note(note.id, "猫を飼っている".to_owned(), None)
        .await
        .expect("changed");
    let removed = house.app.remove_note(note.id, None).await.expect("removed");
    assert!(
        house
            .app
            .customer(customer, Lang::Ja)
            .await
            .expect("a record")
            .notes
            .is_empty(),
        "out of sight"
    );
    house
        .app
        .undo(removed.undo.expect("a token"))
        .await
        .expect("taken back");
    house
        .app
        .undo(edited.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.notes[0].body, "犬を飼っている", "step by step back");

    let case = house
        .app
        .open_case(NewCase {
            customer,
            item: None,
            topic: "脚のがたつき".to_owned(),
            severity: "ordinary".to_owned(),
            note: String::new(),
        })
        .await
        .expect("a case");
    house
        .app
        .close_case(case.id, "yes".to_owned(), "脚を調整".to_owned())
        .await
        .expect("closed");
    let twice = house
        .app
        .close_case(case.id, "yes".to_owned(), String::new())
        .await;
    assert_eq!(
        twice.map_err(|error| error.code).err(),
        Some(ErrorCode::Conflict),
        "closed is closed"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(!record.cases[0].open, "it is closed");
    assert_eq!(record.timeline.len(), 3, "note, opened, closed");
}
