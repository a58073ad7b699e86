//! The process that `kill.rs` ends at random moments: it imports, plans or completes until it is ended, and says
//! on stdout what the store has acknowledged.
//!
//! `kill-child DATA_DIR DAY import FILE | plan | complete`. Not here: the ending, and looking after it.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    Area, Completion, ImportOptions, JobProgress, Lang, Outcome, PlanChoice, TodayQuery,
};
use aichaku_api::{App, Clock, Keychain, Listener};
use aichaku_domain::values::{Instant, ShopDay};

struct OneDay(ShopDay);

impl Clock for OneDay {
    fn now(&self) -> Instant {
        // Ten in the morning in Tokyo.
        Instant(i64::from(self.0.epoch_days()) * 86_400_000 + 3_600_000)
    }

    fn day(&self) -> Option<ShopDay> {
        Some(self.0)
    }
}

struct Deaf;

impl Listener for Deaf {
    fn data_changed(&self, _: &[Area]) {}
    fn job_progress(&self, _: &JobProgress) {}
}

/// Says a line at once: the reader knows it even if this process is gone in the next moment.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

async fn work(app: &App, what: &str, rest: &[String]) -> Result<(), ApiError> {
    app.open_at_start().await?;
    say("ready");
    match what {
        "import" => {
            let file = rest.first().cloned().unwrap_or_default();
            let day = app.app_state().await?.day;
            let seen = app
                .import_preview(file, ImportOptions::default(), "import".to_owned())
                .await?;
            say("previewed");
            let report = app
                .import_commit(seen.ticket, PlanChoice::From { day }, "import".to_owned())
                .await?;
            say(&format!("imported {}", report.inserted.purchases.0));
        }
        "plan" => {
            let report = app.begin_day().await?;
            say(&format!("planned {}", report.through));
        }
        _ => {
            let query = TodayQuery {
                limit: 500,
                ..TodayQuery::default()
            };
            let today = app.today(query, Lang::Ja).await?;
            let open = today
                .groups
                .iter()
                .flat_map(|group| &group.items)
                .filter(|item| item.gate.allowed);
            for item in open {
                let id = item.follow_up;
                let completion = Completion {
                    outcome: Outcome::Reached,
                    channel: None,
                    note: format!("記録 {}。", id.0),
                    staff: None,
                    also: Vec::new(),
                };
                app.complete(id, completion).await?;
                say(&format!("done {}", id.0));
            }
        }
    }
    Ok(())
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, day, what, rest @ ..] = arguments.as_slice() else {
        say("usage: kill-child DATA_DIR DAY import FILE | plan | complete");
        return;
    };
    let day = ShopDay::parse_iso(day).expect("a day as YYYY-MM-DD");
    let app = App::new(PathBuf::from(dir), Box::new(OneDay(day)), Box::new(Deaf))
        .with_keychain(Keychain::Off)
        .with_passphrase(None);
    match work(&app, what, rest).await {
        Ok(()) => say("finished"),
        Err(error) => say(&format!("failed {:?}", error.code)),
    }
    // Whoever ends us does it from outside.
    tokio::time::sleep(Duration::from_secs(60)).await;
}
