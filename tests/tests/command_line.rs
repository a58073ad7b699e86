//! The command line as a script uses it: plans, delivery days, what was said, and a backup that travels.
//!
//! Not here: numbers and charts (`reference.rs`), files that are brought in by the use cases themselves.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const WORDS: &str = "窓辺の椅子と青い猫 1955";

fn run(data: &Path, arguments: &[&str], passphrase: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aichaku-cli-under-test"));
    command
        .arg("--data")
        .arg(data)
        .args(["--json", "--day", "2026-11-22"])
        .args(arguments)
        .env("AICHAKU_KEYCHAIN", "off")
        .env_remove("AICHAKU_DATA_DIR")
        .env_remove("AICHAKU_PASSPHRASE")
        .stdin(std::process::Stdio::null());
    if let Some(passphrase) = passphrase {
        command.env("AICHAKU_PASSPHRASE", passphrase);
    }
    command.output().expect("the command line starts")
}

fn cli(data: &Path, arguments: &[&str]) -> Value {
    let output = run(data, arguments, None);
    assert!(
        output.status.success(),
        "{arguments:?} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("--json prints JSON")
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "refused, not broken");
    let error: Value = serde_json::from_slice(&output.stderr).expect("the refusal as JSON");
    error["error"]["code"].as_str().expect("a code").to_owned()
}

/// A shop with one sofa whose delivery day nobody knows.
fn a_shop(data: &Path) {
    cli(data, &["init", "--shop", "青葉家具"]);
    let file = data.join("ledger.csv");
    std::fs::write(
        &file,
        "注文番号,注文日,氏名,電話番号,商品名,金額\nA-1,2026-11-10,田中 由紀子,090-1234-5678,本革ソファ,298000\n",
    )
    .expect("a file");
    let file = file.to_string_lossy().into_owned();
    cli(data, &["import", &file]);
    cli(data, &["day"]);
}

#[test]
fn a_plan_is_switched_off_and_taken_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path();
    a_shop(data);
    let open = cli(data, &["undelivered"]);
    let purchase = open[0]["purchase"].to_string();
    cli(data, &["delivery", &purchase, "2026-11-22"]);
    assert_eq!(
        cli(data, &["undelivered"]),
        serde_json::json!([]),
        "the chore is done"
    );
    let plans = cli(data, &["plans"]);
    let first = plans
        .as_array()
        .expect("plans")
        .iter()
        .find(|plan| plan["code"] == "first-90-days")
        .expect("the general plan")
        .clone();
    let id = first["id"].to_string();
    let seen = cli(data, &["plan", &id, "--off", "--preview"]);
    let done = cli(data, &["plan", &id, "--off"]);
    assert_eq!(
        seen["removed"], done["removed"],
        "what was shown is what happened"
    );
    assert!(done["removed"].as_i64() > Some(0), "its follow-ups went");
    cli(data, &["take-back", &done["undo"].to_string()]);
    let again = cli(data, &["plans"]);
    assert_eq!(plans, again, "the plans are as they were");
    let twice = run(data, &["take-back", &done["undo"].to_string()], None);
    assert_eq!(refused(&twice), "cannot_undo", "once is enough");
    let neither = run(data, &["plan", &id], None);
    assert_eq!(neither.status.code(), Some(2), "on or off must be said");
}

#[test]
fn what_was_said_is_written_down_with_its_proof() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path();
    a_shop(data);
    let customer = cli(data, &["search", "たなか", "--limit", "1"]);
    let customer = if customer[0].is_null() {
        cli(data, &["search", "田中"])
    } else {
        customer
    };
    let id = customer[0]["customer"].to_string();
    cli(
        data,
        &["memo", &id, "春に買い足したい", "--promise", "2026-12-01"],
    );
    let wordless = run(
        data,
        &[
            "consent",
            &id,
            "--channel",
            "email",
            "--purpose",
            "care",
            "--yes",
            "",
        ],
        None,
    );
    assert_eq!(refused(&wordless), "invalid", "a yes needs its words");
    cli(
        data,
        &[
            "consent",
            &id,
            "--channel",
            "email",
            "--purpose",
            "care",
            "--yes",
            "メールでお手入れのご案内をしてよいですか",
        ],
    );
    cli(
        data,
        &["consent", &id, "--channel", "phone", "--purpose", "offer", "--no"],
    );
    let record = cli(data, &["customer", &id]);
    let history = record["consent_history"].as_array().expect("the ledger");
    assert_eq!(history.len(), 2, "both stand there");
    let household = record["household"]["id"].to_string();
    cli(data, &["reviewed", &household]);
}

#[test]
fn a_backup_travels_with_its_words_and_never_with_an_argument() {
    let dir = tempfile::tempdir().expect("a folder");
    let (here, there) = (dir.path().join("here"), dir.path().join("there"));
    std::fs::create_dir_all(&here).expect("a folder");
    a_shop(&here);
    let file = dir.path().join("carried.aichaku").to_string_lossy().into_owned();
    let nobody = run(&here, &["backup", &file, "--portable"], None);
    assert_eq!(refused(&nobody), "invalid", "nobody is there to be asked");
    let made = run(&here, &["backup", &file, "--portable"], Some(WORDS));
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(
        refused(&run(&there, &["restore", &file], None)),
        "passphrase_needed",
        "it says what it needs"
    );
    assert_eq!(
        refused(&run(&there, &["restore", &file], Some("窓辺の机"))),
        "wrong_passphrase",
        "and what is wrong"
    );
    let restored = run(&there, &["restore", &file], Some(WORDS));
    assert!(
        restored.status.success(),
        "{}",
        String::from_utf8_lossy(&restored.stderr)
    );
    let found = cli(&there, &["search", "田中"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "all came along");
}

/// The lines for a person at a terminal.
fn lines(data: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_aichaku-cli-under-test"))
        .arg("--data")
        .arg(data)
        .args(["--lang", "en", "--day", "2026-11-22"])
        .args(arguments)
        .env("AICHAKU_KEYCHAIN", "off")
        .env_remove("AICHAKU_DATA_DIR")
        .env_remove("AICHAKU_PASSPHRASE")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the command line starts");
    let text = if output.status.success() {
        output.stdout
    } else {
        output.stderr
    };
    (
        output.status.code(),
        String::from_utf8(text).expect("text in UTF-8"),
    )
}

/// 髙橋 twice, certainly, and a couple of one dwelling; returns their ids by name.
fn twice(data: &Path) -> impl Fn(&str) -> String {
    cli(data, &["init", "--shop", "青葉家具"]);
    let file = data.join("people.csv");
    std::fs::write(
        &file,
        "顧客番号,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所\n\
         1,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3\n\
         2,高橋 由紀子,,080-2222-3333,390-0874,長野県,松本市,大手9-8-7\n\
         3,田中 健一,タナカ ケンイチ,0263-00-2222,390-0811,長野県,松本市,中央3-4-5\n\
         4,田中 恵子,タナカ ケイコ,0263-00-2222,390-0811,長野県,松本市,中央3-4-5-101\n",
    )
    .expect("a file");
    let file = file.to_string_lossy().into_owned();
    cli(data, &["import", &file]);
    let found: Vec<Value> = ["髙橋", "田中"]
        .iter()
        .flat_map(|name| {
            let hits = cli(data, &["search", name]);
            hits.as_array().cloned().unwrap_or_default()
        })
        .collect();
    move |name| {
        found
            .iter()
            .find(|hit| hit["name"] == name)
            .unwrap_or_else(|| panic!("{name} is in the books"))["customer"]
            .to_string()
    }
}

#[test]
fn doubles_are_listed_joined_and_taken_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path();
    let id = twice(data);
    let (one, other) = (id("髙橋 由紀子"), id("高橋 由紀子"));
    let queue = cli(data, &["duplicates"]);
    assert_eq!(queue["waiting"], 0, "everybody was looked at");
    assert_eq!(
        queue["pairs"].as_array().map(Vec::len),
        Some(1),
        "one is asked about"
    );
    assert_eq!(queue["pairs"][0]["question"], "person", "are the two one");
    let (code, text) = lines(data, &["duplicates"]);
    assert_eq!(code, Some(0), "listed");
    assert!(text.starts_with("Pairs to look at: 1\n= "), "{text}");
    assert!(
        text.contains("髙橋 由紀子") && text.contains("高橋 由紀子"),
        "{text}"
    );

    assert_eq!(
        refused(&run(data, &["merge", &one, "4711"], None)),
        "not_found",
        "nobody of that number"
    );
    assert_eq!(
        refused(&run(data, &["merge", &one, &one], None)),
        "conflict",
        "one with oneself"
    );
    let done = cli(data, &["merge", &one, &other]);
    let token = done["undo"].to_string();
    let record = cli(data, &["customer", &other]);
    assert_eq!(record["customer"]["id"].to_string(), one, "found with the first");
    let (_, text) = lines(data, &["duplicates"]);
    assert!(
        text.contains(&format!("unmerge {token}")),
        "the way back is printed: {text}"
    );
    assert_eq!(
        refused(&run(data, &["unmerge", "4711"], None)),
        "not_found",
        "no such merge"
    );
    let (code, text) = lines(data, &["unmerge", &token]);
    assert_eq!(code, Some(0), "apart");
    assert_eq!(
        text.trim_end(),
        format!("{one} and {other} are two customers again. Left with {one}: 0"),
        "said in words"
    );
    assert_eq!(
        refused(&run(data, &["unmerge", &token], None)),
        "not_found",
        "only once"
    );
    assert_eq!(cli(data, &["duplicates"])["open"], 0, "never asked about again");
    assert_eq!(lines(data, &["merge", &one]).0, Some(2), "wrong usage");
    assert_eq!(lines(data, &["unmerge", "abc"]).0, Some(2), "no number");
}

#[test]
fn two_people_are_different_or_of_one_household_and_a_household_is_put_right() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path();
    let id = twice(data);
    let (one, other) = (id("髙橋 由紀子"), id("高橋 由紀子"));
    let (husband, wife) = (id("田中 健一"), id("田中 恵子"));
    assert_eq!(
        refused(&run(data, &["different", &one, "4711"], None)),
        "not_found",
        "nobody of that number"
    );
    cli(data, &["different", &one, &other]);
    assert_eq!(cli(data, &["duplicates"])["open"], 0, "answered for good");
    cli(data, &["different", &husband, &wife, "--household"]);
    let home = cli(data, &["household", &husband]);
    let living: Vec<String> = home["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|one| one["customer"].to_string())
        .collect();
    assert_eq!(living, [husband.clone(), wife.clone()], "they live together");
    assert_eq!(home["lead"].to_string(), husband, "he stands first");

    let done = cli(
        data,
        &[
            "household",
            &husband,
            "--join",
            &format!("{one},{other}"),
            "--leave",
            &husband,
            "--lead",
            &wife,
        ],
    );
    let (_, text) = lines(data, &["household", &wife]);
    assert!(
        text.contains(&format!("\n* {wife} 田中 恵子")),
        "she leads: {text}"
    );
    assert!(
        text.contains(&format!("\n  {one} 髙橋 由紀子")),
        "they came: {text}"
    );
    assert!(!text.contains("田中 健一"), "he left: {text}");
    cli(data, &["take-back", &done["undo"].to_string()]);
    let (_, text) = lines(data, &["household", &wife]);
    assert!(
        text.contains("田中 健一") && !text.contains("髙橋"),
        "as before: {text}"
    );
    assert_eq!(
        refused(&run(data, &["household", &husband, "--join", &wife], None)),
        "conflict",
        "she lives there"
    );
    assert_eq!(
        refused(&run(data, &["household", "4711"], None)),
        "not_found",
        "nobody of that number"
    );
    assert_eq!(
        lines(data, &["household", &husband, "--join", "x"]).0,
        Some(2),
        "no number"
    );
}
