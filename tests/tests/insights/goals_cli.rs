//! Goals on the command line: the tree is set step by step, and every write can be taken back.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(data: &Path, day: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aichaku-cli-under-test"))
        .arg("--data")
        .arg(data)
        .args(["--day", day, "--lang", "ja"])
        .args(arguments)
        .env("AICHAKU_KEYCHAIN", "off")
        .env_remove("AICHAKU_DATA_DIR")
        .env_remove("AICHAKU_PASSPHRASE")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the command line starts")
}

fn cli(data: &Path, day: &str, arguments: &[&str]) -> Value {
    let json: Vec<&str> = std::iter::once("--json")
        .chain(arguments.iter().copied())
        .collect();
    let output = run(data, day, &json);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?} failed: {said}");
    serde_json::from_slice(&output.stdout).expect("--json prints JSON")
}

#[test]
fn a_tree_is_set_from_the_customer_down_and_its_months_are_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let day = "2026-03-02";
    cli(data, day, &["init", "--shop", "青葉家具"]);
    let id = |done: Value| done["id"].to_string();
    let own = ["goal", "add", "own", "--metric", "sales", "--why", "店が続くため"];
    let alone = run(data, day, &own);
    assert_eq!(
        alone.status.code(),
        Some(1),
        "refused without a customer's success"
    );
    let said = String::from_utf8_lossy(&alone.stderr);
    assert!(said.contains("parent"), "it says what is missing: {said}");

    let success = id(cli(
        data,
        day,
        &["goal", "add", "customer", "10年後も気持ちよく座れる"],
    ));
    let touch = id(cli(
        data,
        day,
        &["goal", "add", "touch", "季節のお手入れ", "--under", &success],
    ));
    let means = [
        "goal",
        "add",
        "means",
        "担当1人",
        "--under",
        &touch,
        "--minutes",
        "90",
    ];
    let means = id(cli(data, day, &means));
    let why = ["--why", "続けるほど長持ちする", "--target", "72.5", "--pin"];
    let number = [
        &["goal", "add", "own", "--metric", "care_kept", "--under", &means][..],
        &why,
    ]
    .concat();
    let number = id(cli(data, day, &number));
    let view = cli(data, day, &["goals"]);
    assert_eq!(
        view["goals"][3]["says"]["target"], 725,
        "per cent are kept in thousandths"
    );
    assert_eq!(view["minutes_week"], 90);
    assert_eq!(view["closes_on"], "2026-03-08", "February is closed next");

    let set = cli(
        data,
        day,
        &["goal", "set", &number, "--target", "80", "--why", "長く使える"],
    );
    let after = cli(data, day, &["goals"]);
    let says = &after["goals"][3]["says"];
    assert_eq!(
        (&says["target"], &says["why"]),
        (&800.into(), &"長く使える".into())
    );
    assert_eq!(says["pinned"], true, "what was not named stays");
    cli(data, day, &["take-back", &set["undo"].to_string()]);
    assert_eq!(cli(data, day, &["goals"])["goals"][3]["says"]["target"], 725);

    cli(data, "2026-05-08", &["day"]);
    let months = cli(data, "2026-05-08", &["goals", "months", "care_kept"]);
    let closed = months
        .as_array()
        .expect("months")
        .iter()
        .filter(|month| month["closed"] == true);
    assert_eq!(closed.count(), 3, "February, March, April");
    let text = run(data, "2026-05-08", &["goals"]).stdout;
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(text.contains("care_kept 2026-04 0/0 *"), "{text}");
    let removed = cli(data, "2026-05-08", &["goal", "remove", &success]);
    assert_eq!(
        cli(data, "2026-05-08", &["goals"])["goals"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    cli(data, "2026-05-08", &["take-back", &removed["undo"].to_string()]);
    assert_eq!(
        cli(data, "2026-05-08", &["goals"])["goals"]
            .as_array()
            .map(Vec::len),
        Some(4)
    );
}
