//! A process that is ended (SIGKILL) a hundred times in the middle of an import, of planning, or of recording
//! what was done: the store opens, is sound, holds all of a batch or none, and whatever was acknowledged is there.
//!
//! The moments are drawn by a seed from the time that the work takes when nobody ends it. Not here: a machine that
//! loses power, which no test can do (`store` says how it writes).

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, mpsc};
use std::time::{Duration, Instant as Stopwatch};

use aichaku_api::App;
use aichaku_api::wire::{ImportOptions, Int, PlanChoice};
use aichaku_domain::values::spread_hash;
use aichaku_tests::dump::content;
use aichaku_tests::house::House;
use tempfile::TempDir;

const DAY: &str = "2026-11-22";
/// Eight days later, so that there is much to plan.
const LATER: &str = "2026-11-30";
/// Purchases that stand before.
const BEFORE: i64 = 240;
/// Purchases of the file whose import is ended.
const FILE_ROWS: i64 = 2_500;
const SEED: u64 = 22;

/// A folder with a shop in it, from which every round begins.
struct Base {
    dir: TempDir,
    file: PathBuf,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    runtime().block_on(async {
        let house = House::with_shop(DAY).await;
        let dir = tempfile::tempdir().expect("a folder");
        let before = dir.path().join("before.csv");
        std::fs::write(&before, ledger(0, BEFORE)).expect("a file");
        let seen = house
            .app
            .import_preview(
                before.to_string_lossy().into_owned(),
                ImportOptions::default(),
                "base".to_owned(),
            )
            .await
            .expect("a preview");
        let plan = PlanChoice::From { day: DAY.to_owned() };
        house
            .app
            .import_commit(seen.ticket, plan, "base".to_owned())
            .await
            .expect("brought in");
        house.app.begin_day().await.expect("a planned day");
        let file = dir.path().join("many.csv");
        std::fs::write(&file, ledger(BEFORE, FILE_ROWS)).expect("a file");
        copy(house.dir(), &dir.path().join("base"));
        Base { dir, file }
    })
});

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Purchases of people of their own, delivered three days ago, so that each is due a call.
fn ledger(first: i64, count: i64) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("注文番号,注文日,氏名,電話番号,商品名,金額,納品日\n");
    for order in first..first + count {
        let _ = writeln!(
            text,
            "K-{order},2026-10-{:02},客{order},090-00{:02}-{:04},オーク無垢テーブル オイル仕上げ,98000,2026-11-19",
            1 + order % 28,
            order / 10_000,
            order % 10_000
        );
    }
    text
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

/// A round: a copy of the base in which a child works.
struct Round {
    dir: TempDir,
    child: Child,
    lines: mpsc::Receiver<String>,
    said: Vec<String>,
}

impl Round {
    fn begin(day: &str, what: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        copy(&BASE.dir.path().join("base"), dir.path());
        let mut child = Command::new(env!("CARGO_BIN_EXE_kill-child"))
            .arg(dir.path())
            .arg(day)
            .args(what)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the child starts");
        let out = BufReader::new(child.stdout.take().expect("its stdout"));
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let mut round = Self {
            dir,
            child,
            lines,
            said: Vec::new(),
        };
        round.wait_for(|line| line == "ready");
        round
    }

    fn wait_for(&mut self, wanted: impl Fn(&str) -> bool) {
        loop {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(120))
                .expect("the child goes on talking");
            assert!(!line.starts_with("failed"), "the child could work: {line}");
            let found = wanted(&line);
            self.said.push(line);
            if found {
                return;
            }
        }
    }

    /// Ends the child with SIGKILL; answers what it had said.
    fn kill(mut self) -> (TempDir, Vec<String>) {
        self.child.kill().expect("ended");
        self.child.wait().expect("gone");
        // Its lines are read to their end: what it said was acknowledged.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(120)) {
            self.said.push(line);
        }
        (self.dir, self.said)
    }
}

/// How long the work takes when nobody ends it, and what it leaves.
fn undisturbed(day: &str, what: &[&str]) -> (Duration, TempDir, Vec<String>) {
    let begun = Stopwatch::now();
    let mut round = Round::begin(day, what);
    let ready = begun.elapsed();
    round.wait_for(|line| line == "finished");
    let took = begun.elapsed().saturating_sub(ready);
    let (dir, said) = round.kill();
    (took, dir, said)
}

/// Ends the work in so many rounds and looks at what each has left.
fn rounds(count: u64, seed: u64, day: &str, what: &[&str], look: impl Fn(&Path, &[String])) {
    let (took, dir, said) = undisturbed(day, what);
    look(dir.path(), &said);
    let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1);
    for round in 0..count {
        // A little beyond the end, so that some are ended just after it.
        let moment = spread_hash(seed.wrapping_mul(1_000) + round) % (took + took / 20 + 1);
        let work = Round::begin(day, what);
        std::thread::sleep(Duration::from_micros(moment));
        let (dir, said) = work.kill();
        look(dir.path(), &said);
    }
}

async fn open(dir: &Path, day: &str) -> App {
    let app = House::app_over(dir, day);
    let state = app.app_state().await.expect("the store opens");
    assert!(state.shop.is_some(), "with its shop");
    let check = app.check().await.expect("walked through");
    assert!(check.ok, "and is sound, got {:?}", check.problems);
    app
}

#[test]
fn a_killed_import_leaves_the_whole_batch_or_none_of_it() {
    let file = BASE.file.to_string_lossy().into_owned();
    let runtime = runtime();
    rounds(34, SEED, DAY, &["import", &file], |dir, said| {
        runtime.block_on(async {
            let app = open(dir, DAY).await;
            let purchases = app.app_state().await.expect("a state").shop.expect("a shop").counts.purchases;
            let batches = app.batches().await.expect("batches").len();
            let acknowledged = said.iter().any(|line| line.starts_with("imported"));
            let all = (Int(BEFORE + FILE_ROWS), 2);
            let none = (Int(BEFORE), 1);
            assert!(
                (purchases, batches) == all || (!acknowledged && (purchases, batches) == none),
                "all or nothing, and all when it was acknowledged; got {purchases:?} in {batches} batches after {said:?}"
            );
        });
    });
}

#[test]
fn killed_planning_is_made_up_for_and_plans_nothing_twice() {
    let runtime = runtime();
    let planned = |dir: &Path| {
        runtime.block_on(async {
            let app = open(dir, LATER).await;
            app.begin_day().await.expect("planned again");
            let follow_ups = content(&app).await["follow_ups"].clone();
            let mut keys: Vec<String> = follow_ups
                .lines()
                .map(|line| line.split(',').skip(1).take(9).collect::<Vec<_>>().join(","))
                .collect();
            keys.sort();
            keys
        })
    };
    let (_, dir, _) = undisturbed(LATER, &["plan"]);
    let wanted = planned(dir.path());
    assert!(
        wanted.len() > usize::try_from(BEFORE).unwrap_or(0),
        "there was something to plan"
    );
    rounds(33, SEED + 1, LATER, &["plan"], |dir, _| {
        assert_eq!(planned(dir), wanted, "as if it had never been ended");
    });
}

#[test]
fn nothing_that_was_acknowledged_is_missing_after_a_kill() {
    let runtime = runtime();
    rounds(33, SEED + 2, DAY, &["complete"], |dir, said| {
        runtime.block_on(async {
            let app = open(dir, DAY).await;
            let touches = content(&app).await["touches"].clone();
            let acknowledged: Vec<&str> = said
                .iter()
                .filter_map(|line| line.strip_prefix("done "))
                .collect();
            for id in &acknowledged {
                assert!(
                    touches.contains(&format!("記録 {id}。")),
                    "follow-up {id} was acknowledged and must be there"
                );
            }
            let there = touches.matches("記録 ").count();
            assert!(
                there <= acknowledged.len() + 1,
                "at most one more was written than was told of: {there} against {}",
                acknowledged.len()
            );
        });
    });
}
