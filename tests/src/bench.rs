//! Measurements through the use cases on a large shop: start, search, record, charts, import, memory.
//!
//! Figures are printed, never asserted: how fast a machine is, is no fact about the code. Not here: making the
//! shop (`generate`), planning (`bin/bench.rs` measures it on the store alone).

mod out;
mod peers;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use aichaku_api::wire::{
    AnchorName, Area, CohortQuery, Drawing, EffectOutcome, EffectQuery, ImportOptions, Int, JobProgress,
    Lang, LineKind, MeasureName, NewLine, NewPurchase, NewShop, NumberQuery, PeriodName, PlanChoice,
    ReturnGroup, ReturnsQuery, RfmBy, RfmQuery, SalesChannel, TodayQuery, UnitName, VoicesQuery,
};
use aichaku_api::{App, Clock, Keychain, Listener};
use aichaku_domain::values::{Instant, ShopDay, spread_hash};

use sqlx::Connection as _;

use crate::bare;
use crate::generate::{Failure, connect};
pub use out::out;
pub use peers::ours;

struct At(ShopDay);

impl Clock for At {
    fn now(&self) -> Instant {
        // Ten in the morning in Tokyo.
        Instant(i64::from(self.0.epoch_days()) * 86_400_000 + 3_600_000)
    }
}

struct Nobody;

impl Listener for Nobody {
    fn data_changed(&self, _: &[Area]) {}

    fn job_progress(&self, _: &JobProgress) {}
}

fn app(folder: &Path, day: ShopDay) -> App {
    App::new(folder.to_owned(), Box::new(At(day)), Box::new(Nobody)).with_keychain(Keychain::Off)
}

#[expect(clippy::print_stdout, reason = "a program for people at a terminal")]
fn say(name: &str, took: Duration, more: &str) {
    println!("{name:<34} {:>9.1} ms  {more}", took.as_secs_f64() * 1000.0);
}

fn begin() -> Stopwatch {
    Stopwatch::now()
}

/// Puts a store where the app finds it: `store` is copied, its key lies beside it.
///
/// # Errors
/// The folder cannot be written.
pub fn furnish(folder: &Path, store: &Path, key: [u8; 32]) -> Result<(), Failure> {
    let shop = folder.join("shop");
    std::fs::create_dir_all(&shop)?;
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(shop.join(format!("aichaku.db{end}")));
    }
    std::fs::copy(store, shop.join("aichaku.db"))?;
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(shop.join("store.key"), hex)?;
    Ok(())
}

/// Start to Today, on a large shop and on an empty one.
///
/// # Errors
/// A use case failed.
pub async fn start(folder: &Path, day: ShopDay, name: &str) -> Result<(), Failure> {
    let mut took = Vec::new();
    for _ in 0..7 {
        let begun = begin();
        let app = app(folder, day);
        app.app_state().await?;
        app.today(TodayQuery::default(), Lang::Ja).await?;
        took.push(begun.elapsed());
        app.close().await;
    }
    took.sort();
    say(name, took[took.len() / 2], "median of 7");
    Ok(())
}

/// Does what the app does twenty seconds after its start, so that a shop is as it is on any other day.
///
/// # Errors
/// A use case failed.
pub async fn tidy(folder: &Path, day: ShopDay) -> Result<(), Failure> {
    let app = app(folder, day);
    app.open_at_start().await?;
    let begun = begin();
    app.tidy().await?;
    say("tidying after a start", begun.elapsed(), "once after an import");
    app.close().await;
    Ok(())
}

/// The highest memory is counted from here on, where the system can.
fn forget_highest() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Finding, reading and charting.
///
/// # Errors
/// A use case failed.
pub async fn daily(folder: &Path, day: ShopDay) -> Result<(), Failure> {
    let app = app(folder, day);
    app.open_at_start().await?;
    let words = [
        "た",
        "さとう",
        "佐藤",
        "田中",
        "高橋",
        "すずき",
        "4321",
        "0917",
        "大阪",
        "渡辺 ",
        "けん",
        "山",
        "ゆみ",
        "なかむら",
        "世田谷",
    ];
    let mut took = Vec::new();
    let mut found = Vec::new();
    for round in 0..40 {
        for word in words {
            let begun = begin();
            let hits = app.search(word.to_owned(), 20).await?;
            took.push(begun.elapsed());
            if round == 0 {
                found.extend(hits.into_iter().map(|hit| hit.customer));
            }
        }
    }
    quantiles("search", &mut took);
    let mut took = Vec::new();
    for at in 0..300_u64 {
        let id = match found.get(usize::try_from(at)?) {
            Some(id) if at % 2 == 0 => *id,
            _ => Int(i64::try_from(spread_hash(at) % 290_000)? + 1),
        };
        let begun = begin();
        app.customer(id, Lang::Ja).await?;
        took.push(begun.elapsed());
    }
    quantiles("record", &mut took);
    app.today(TodayQuery::default(), Lang::Ja).await?;
    memory("memory at rest");
    // `App::tidy` would look for doubles as well, which is measured by itself ([`duplicates`]).
    charts(&app, "nothing packed yet").await?;
    app.close().await;
    let app = self::app(folder, day);
    app.open_at_start().await?;
    insights(&app, false, "after a start").await?;
    charts(&app, "and then").await?;
    let bought = found.first().ok_or("somebody is found")?;
    app.add_purchase(one_purchase(*bought, day)).await?;
    insights(&app, false, "after one more purchase").await?;
    app.add_purchase(one_purchase(*bought, day)).await?;
    insights(&app, false, "after another").await?;
    app.add_purchase(one_purchase(*bought, day)).await?;
    insights(&app, true, "after one more purchase").await?;
    memory("memory after all of Insights");
    app.add_purchase(one_purchase(*bought, day)).await?;
    charts(&app, "after one more purchase").await?;
    memory("memory after all of this");
    app.close().await;
    Ok(())
}

/// A table bought today, by hand.
fn one_purchase(customer: Int, day: ShopDay) -> NewPurchase {
    NewPurchase {
        customer,
        ordered_on: day.to_string(),
        delivered_on: Some(day.to_string()),
        lines: vec![NewLine {
            name: "オーク無垢ダイニングテーブル".to_owned(),
            product: None,
            kind: LineKind::Goods,
            family: None,
            material: None,
            finish: None,
            quantity: Int(1),
            amount_minor: Int(298_000),
        }],
        channel: SalesChannel::Store,
        staff: None,
        note: String::new(),
    }
}

/// Looking at everybody in a large shop, and at one more.
///
/// # Errors
/// A use case failed.
pub async fn duplicates(folder: &Path, day: ShopDay) -> Result<(), Failure> {
    let app = app(folder, day);
    app.open_at_start().await?;
    let waiting = app.duplicates_count().await?.waiting;
    let first = app.search("佐藤".to_owned(), 1).await?;
    let first = first.first().ok_or("somebody is found")?.customer;
    let app = Arc::new(app);
    // Somebody at the counter writes meanwhile.
    let (counter, looks) = (Arc::clone(&app), Arc::new(AtomicBool::new(true)));
    let still = Arc::clone(&looks);
    let writing = tokio::spawn(async move {
        let mut took = Vec::new();
        while still.load(Ordering::Relaxed) {
            let begun = begin();
            let words = "また来られるとのこと".to_owned();
            counter.add_note(first, words, None).await?;
            took.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok::<_, aichaku_api::error::ApiError>(took)
    });
    let begun = begin();
    let report = app.look_for_duplicates("look".to_owned()).await?;
    looks.store(false, Ordering::Relaxed);
    let more = format!(
        "{} people, {} joined, {} pairs to ask about",
        waiting.0, report.joined.0, report.open.0
    );
    say("looking at everybody, once", begun.elapsed(), &more);
    memory("memory after looking");
    quantiles("a note meanwhile", &mut writing.await??);
    let form = app.customer(first, Lang::Ja).await?.customer.form;
    app.add_customer(form, None).await?;
    let begun = begin();
    app.look_for_duplicates("look".to_owned()).await?;
    say("looking at one more", begun.elapsed(), "");
    let begun = begin();
    app.duplicates(60).await?;
    say("the queue, 60 pairs", begun.elapsed(), "");
    app.close().await;
    Ok(())
}

/// The charts of the owner's page.
async fn charts(app: &App, when: &str) -> Result<(), Failure> {
    let query = CohortQuery {
        by: PeriodName::Year,
        measure: MeasureName::By,
        anchor: AnchorName::Delivery,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
        family: None,
    };
    let begun = begin();
    app.cohorts(query.clone(), None).await?;
    say("cohort table, first time", begun.elapsed(), when);
    let begun = begin();
    app.cohorts(query.clone(), None).await?;
    say("cohort table, again", begun.elapsed(), when);
    let begun = begin();
    app.cohorts(
        CohortQuery {
            by: PeriodName::Month,
            ..query
        },
        None,
    )
    .await?;
    say("cohort table by month", begun.elapsed(), when);
    let mut query = ReturnsQuery {
        group: None,
        anchor: AnchorName::Delivery,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
    };
    let begun = begin();
    app.returns(query.clone(), None).await?;
    say("return curve", begun.elapsed(), when);
    query.group = Some(ReturnGroup::Family);
    let begun = begin();
    app.returns(query, None).await?;
    say("return curve by family", begun.elapsed(), when);
    Ok(())
}

/// Everything that the screen Insights asks when it is opened or something was sold, all at once as it does; or one
/// after the other, so that each can be told.
async fn insights(app: &App, each: bool, when: &str) -> Result<(), Failure> {
    let (anchor, unit) = (AnchorName::Delivery, UnitName::Household);
    let of = NumberQuery {
        anchor,
        unit,
        until: None,
        merge_days: None,
    };
    let returns = ReturnsQuery {
        group: None,
        anchor,
        unit,
        until: None,
        merge_days: None,
    };
    let cohorts = CohortQuery {
        by: PeriodName::Year,
        measure: MeasureName::By,
        anchor,
        unit,
        until: None,
        merge_days: None,
        family: None,
    };
    let rfm = RfmQuery {
        of: of.clone(),
        by: RfmBy::Fixed,
    };
    let voices = VoicesQuery {
        occasion: None,
        from: None,
        until: None,
    };
    let effect = EffectQuery {
        outcome: EffectOutcome::Either,
        days: Int(365),
    };
    let drawing = Some(Drawing {
        dark: false,
        width: 900,
        lang: Lang::Ja,
    });
    macro_rules! parts {
        ($($name:literal: $asked:expr;)*) => {
            if each {
                $(let begun = begin();
                $asked.await?;
                say(concat!("  ", $name), begun.elapsed(), when);)*
            } else {
                let begun = begin();
                tokio::try_join!($(async { $asked.await.map(drop) }),*)?;
                say("everything on Insights", begun.elapsed(), when);
            }
        };
    }
    parts! {
        "repeat": app.repeat(anchor, unit, None, None);
        "return figures": app.returns(returns.clone(), None);
        "return curve": app.returns(returns.clone(), drawing.clone());
        "cohorts": app.cohorts(cohorts, drawing.clone());
        "worth": app.worth(of.clone(), None, drawing.clone());
        "RFM": app.rfm(rfm);
        "voices": app.voices(voices, drawing.clone());
        "referrals": app.referrals(of.clone(), drawing.clone());
        "standings": app.standings();
        "effect": app.effect(effect, Lang::Ja, drawing.clone());
    }
    Ok(())
}

/// Lets every household of a shop take part in two comparisons, a fifth of them going without.
///
/// # Errors
/// The store cannot be written.
pub async fn compare_everybody(folder: &Path, key: [u8; 32], day: ShopDay) -> Result<(), Failure> {
    let mut connection = connect(&folder.join("shop").join("aichaku.db"), key).await?;
    let begun = day.plus_days(-1_200).to_string();
    sqlx::query(
        "insert into comparisons (plan_id, held_permille, salt, starts_on, created_at)
         values (1, 200, 11, $1, 0), (2, 200, 12, $1, 0)",
    )
    .bind(&begun)
    .execute(&mut connection)
    .await?;
    sqlx::query(
        "insert into comparison_members (comparison_id, household_id, held, held_permille, entered_on)
         select comparisons.id, households.id, (households.id * 7919 + comparisons.id * 31) % 5 = 0, 200,
            max($1, date(first_ordered_on, '+90 days'))
         from comparisons, households where purchase_count > 0",
    )
    .bind(&begun)
    .execute(&mut connection)
    .await?;
    connection.close().await?;
    Ok(())
}

/// Brings a million rows of a CP932 file into an empty shop.
///
/// # Errors
/// A use case failed.
pub async fn import(folder: &Path, day: ShopDay, rows: u32) -> Result<(), Failure> {
    let file = folder.join("sales.csv");
    let begun = begin();
    write_sales(&file, rows, day)?;
    let size = std::fs::metadata(&file)?.len() / 1_000_000;
    say(
        "(writing the file)",
        begun.elapsed(),
        &format!("{rows} rows, {size} MB"),
    );
    let home = folder.join("import");
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home)?;
    let app = app(&home, day);
    app.create_shop(NewShop {
        name: String::new(),
        currency: "JPY".to_owned(),
        zone: "Asia/Tokyo".to_owned(),
    })
    .await?;
    let begun = begin();
    let whole = begun;
    let preview = app
        .import_preview(
            file.to_string_lossy().into_owned(),
            ImportOptions::default(),
            "preview".to_owned(),
        )
        .await?;
    say(
        "import, preview",
        begun.elapsed(),
        &format!("{} new customers", preview.counts.inserted.customers.0),
    );
    memory("memory after the preview");
    let begun = begin();
    let plan = PlanChoice::From { day: day.to_string() };
    let report = app
        .import_commit(preview.ticket, plan, "commit".to_owned())
        .await?;
    say(
        "import, commit",
        begun.elapsed(),
        &format!(
            "{} purchases, {} follow-ups",
            report.inserted.purchases.0, report.follow_ups_planned.0
        ),
    );
    let whole = whole.elapsed();
    say("import, both together", whole, "");
    memory("memory after the commit");
    let begun = begin();
    app.today(TodayQuery::default(), Lang::Ja).await?;
    say("Today after the import", begun.elapsed(), "");
    memory("memory at rest after the import");
    forget_highest();
    let begun = begin();
    app.enter_waiting_words().await?;
    say("words of later rows, in the background", begun.elapsed(), "");
    memory("memory of that");
    forget_highest();
    let begun = begin();
    let again = app
        .import_preview(
            file.to_string_lossy().into_owned(),
            ImportOptions::default(),
            "again".to_owned(),
        )
        .await?;
    say(
        "the same file again, preview",
        begun.elapsed(),
        &format!("{} rows say nothing new", again.counts.skipped.0),
    );
    memory("memory of that");
    app.close().await;
    let key = std::fs::read_to_string(home.join("shop").join("store.key"))?;
    if let Some(bare) = bare::import(&home, key.trim()).await? {
        let times = whole.as_secs_f64() / bare.took.as_secs_f64();
        let more = format!(
            "{} of {} rows; ours takes {times:.1} times that",
            bare.rows, bare.asked
        );
        say("bare sqlite3 .import", bare.took, &more);
    }
    Ok(())
}

fn quantiles(name: &str, took: &mut [Duration]) {
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    let more = format!(
        "p50 {:.1} ms, worst {:.1} ms",
        at(50).as_secs_f64() * 1000.0,
        at(100).as_secs_f64() * 1000.0
    );
    say(&format!("{name}, p95"), at(95), &more);
}

/// Memory of this process now and at its highest, where the system tells it.
#[expect(clippy::print_stdout, reason = "a program for people at a terminal")]
fn memory(name: &str) {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return;
    };
    let megabytes = |field: &str| {
        status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").trim().parse::<u64>().ok())
            .map_or(0, |kilobytes| kilobytes / 1024)
    };
    println!(
        "{name:<34} {:>9} MB  highest {} MB",
        megabytes("VmRSS:"),
        megabytes("VmHWM:")
    );
}

/// Sales as a till writes them, in CP932: about three rows a household.
fn write_sales(file: &PathBuf, rows: u32, day: ShopDay) -> Result<(), Failure> {
    let families = [
        ("佐藤", "サトウ"),
        ("鈴木", "スズキ"),
        ("高橋", "タカハシ"),
        ("田中", "タナカ"),
        ("渡辺", "ワタナベ"),
        ("伊藤", "イトウ"),
        ("山本", "ヤマモト"),
        ("中村", "ナカムラ"),
    ];
    let given = [
        ("由紀子", "ユキコ"),
        ("健一", "ケンイチ"),
        ("さくら", "サクラ"),
        ("大輔", "ダイスケ"),
        ("恵", "メグミ"),
        ("誠", "マコト"),
    ];
    let goods = [
        ("オーク無垢ダイニングテーブル オイル仕上げ", 298_000),
        ("革張りソファ 3P", 412_000),
        ("布張りソファ 2.5P", 268_000),
        ("タモ材ベッドフレーム", 154_000),
        ("食器棚 W1200 ウレタン", 189_000),
        ("ウールラグ 200×250", 64_000),
    ];
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    let mut write = |text: &str| -> Result<(), Failure> {
        let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
        if lost {
            return Err("a character that CP932 does not have".into());
        }
        Ok(out.write_all(&bytes)?)
    };
    write(
        "注文番号,注文日,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,商品名,数量,金額,お届け日\r\n",
    )?;
    let households = u64::from(rows) * 3 / 10;
    for row in 0..u64::from(rows) {
        let buyer = spread_hash(row) % households.max(1);
        let chance = spread_hash(buyer ^ 0xA1C4);
        let family = families[usize::try_from(chance % 8)?];
        let name = given[usize::try_from(chance / 8 % 6)?];
        let (product, price) = goods[usize::try_from(spread_hash(row ^ 0x51) % 6)?];
        let ordered = day.plus_days(-i64::try_from(spread_hash(row ^ 0x77) % 3650)? - 20);
        write(&format!(
            "N{row:07},{},{} {},{} {},090-{:04}-{:04},{:03}-{:04},長野県,松本市,双葉{}-{}-{},{product},1,{price},{}\r\n",
            ordered.to_string().replace('-', "/"),
            family.0,
            name.0,
            family.1,
            name.1,
            buyer / 10_000,
            buyer % 10_000,
            390 + buyer % 9,
            buyer % 9_999,
            buyer % 97 + 1,
            buyer / 97 % 89 + 1,
            buyer / 8_633 + 1,
            ordered.plus_days(12).to_string().replace('-', "/"),
        ))?;
    }
    out.flush()?;
    Ok(())
}
