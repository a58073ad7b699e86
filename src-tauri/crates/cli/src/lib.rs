//! The command line: a second client of the use cases, so that window and script cannot disagree.
//!
//! Results go to stdout, as JSON with `--json` and else in a few plain lines; refusals go to stderr. Exit
//! codes: 0 done, 1 refused or failed, 2 wrong usage. Not here: rules, SQL, and anything that a window shows.

mod arguments;
mod charts;
mod duplicates;
mod effect;
mod findings;
mod goals;
mod households;
mod lists;
mod numbers;
mod origins;
mod print;
mod products;
mod referrals;
mod report;
mod standing;
mod systems;
mod voices;
mod words;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AddressForm, Area, ColumnChoice, Completion, ConflictAnswer, ConsentState, DeliveryCertainty,
    DeliveryRule, Drawing, ImportOptions, ImportPreview, ImportReport, Int, JobProgress, Lang, NewConsent,
    NewMemo, NewShop, Outcome, PairAnswer, PlanChoice, TodayQuery,
};
use aichaku_api::{App, Clock, Instant, Listener, ShopDay};
use clap::Parser as _;
use clap::error::ErrorKind;
use serde::Serialize;

use arguments::{Arguments, Command, Insight};

/// The folder of the app in the user's data, the same as the window's.
const IDENTIFIER: &str = "jp.aichaku.app";

/// Runs one command and returns its exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
    shows_progress: bool,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => {
            let asked = matches!(usage.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let text = usage.render().to_string();
            let _ = if asked {
                out.write_all(text.as_bytes())
            } else {
                err.write_all(text.as_bytes())
            };
            return if asked { 0 } else { 2 };
        }
    };
    let lang = arguments.lang.map_or_else(system_lang, Into::into);
    let as_json = arguments.json;
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(_) => return refuse(&ApiError::new(ErrorCode::Internal), lang, as_json, err),
    };
    match runtime.block_on(perform(arguments, lang, shows_progress)) {
        Ok(Answer { json, lines }) => {
            let text = if as_json { json } else { lines };
            // A reader that went away (`| head`) is no failure of ours.
            let _ = writeln!(out, "{text}");
            0
        }
        Err(error) => refuse(&error, lang, as_json, err),
    }
}

fn refuse(error: &ApiError, lang: Lang, as_json: bool, err: &mut (dyn Write + Send)) -> u8 {
    let text = if as_json {
        let fields: serde_json::Map<String, serde_json::Value> = error
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.text.clone().into()))
            .collect();
        serde_json::json!({ "error": { "code": error.code, "fields": fields } }).to_string()
    } else {
        words::error(error, lang)
    };
    let _ = writeln!(err, "{text}");
    1
}

async fn staff_named(app: &App, name: &str) -> Result<Int, ApiError> {
    let all = app.staff().await?;
    all.into_iter()
        .find(|person| person.name == name)
        .map(|person| person.id)
        .ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("what", "staff"))
}

/// The result of a command in both forms.
struct Answer {
    json: String,
    lines: String,
}

impl Answer {
    fn new<T: Serialize>(value: &T, lines: String) -> Self {
        let json =
            serde_json::to_string(value).expect("BUG: wire types are plain data and always have a JSON form");
        Self { json, lines }
    }
}

async fn perform(arguments: Arguments, lang: Lang, shows_progress: bool) -> Result<Answer, ApiError> {
    let day = match arguments.day.as_deref() {
        None => None,
        Some(text) => Some(ShopDay::parse_iso(text).ok_or_else(|| {
            ApiError::new(ErrorCode::InvalidDay)
                .with("field", "day")
                .with("value", text)
        })?),
    };
    let folder = match arguments.data {
        Some(folder) => folder,
        None => own_folder().ok_or_else(|| ApiError::new(ErrorCode::NotWritable))?,
    };
    let passphrase = std::env::var("AICHAKU_PASSPHRASE")
        .ok()
        .filter(|words| !words.is_empty());
    let app = App::new(
        folder,
        Box::new(MachineClock { day }),
        Box::new(Terminal { shows_progress }),
    )
    .with_passphrase(passphrase);
    app.open_at_start().await?;
    let answer = async {
        if let Some(name) = arguments.acting {
            let staff = staff_named(&app, &name).await?;
            app.set_at_counter(Some(staff)).await?;
        }
        command(&app, arguments.command, lang).await
    }
    .await;
    // One whole file is left behind, and no connection is still closing while the program ends.
    app.close().await;
    answer
}

async fn command(app: &App, command: Command, lang: Lang) -> Result<Answer, ApiError> {
    Ok(match command {
        Command::Init { shop, currency, zone } => {
            let state = app
                .create_shop(NewShop {
                    name: shop,
                    currency,
                    zone,
                })
                .await?;
            Answer::new(&state, words::shop_begun(&state, lang))
        }
        Command::Demo { seed, households } => {
            let state = app.open_practice(Int(seed), Int(households)).await?;
            Answer::new(&state, words::shop_begun(&state, lang))
        }
        Command::Import {
            file,
            kind,
            system,
            encoding,
            sheet,
            header_line,
            map,
            rejects,
            preview,
            plan_from,
            consent_wording,
            mode,
            conflicts,
            fill_addresses,
            fill_readings,
        } => {
            let options = ImportOptions {
                kind: kind.as_kind(),
                system: system.filter(|system| system != "auto"),
                encoding,
                separator: None,
                sheet,
                header_line,
                mapping: map.map(column_choices).transpose()?,
                consent_wording,
                mode: Some(mode.into()),
            };
            let file = file.to_string_lossy().into_owned();
            let seen = app.import_preview(file, options, "import".to_owned()).await?;
            if preview {
                if let Some(out) = rejects.filter(|_| seen.missing.is_empty()) {
                    save_rejects(app, Some(seen.ticket.clone()), None, out, lang).await?;
                }
                return Ok(Answer::new(&seen, print::preview(&seen, lang)));
            }
            if let Some(refusal) = missing_column(&seen) {
                return Err(refusal);
            }
            let day = match plan_from {
                Some(day) => day,
                None => app.app_state().await?.day,
            };
            let ticket = seen.ticket.clone();
            if let Some(take) = conflicts.take_file() {
                let answers = seen
                    .conflicts
                    .iter()
                    .map(|conflict| ConflictAnswer {
                        key: conflict.key.clone(),
                        take_file: Some(take),
                    })
                    .collect();
                app.import_answer(ticket.clone(), answers).await?;
            }
            app.import_fill_addresses(ticket.clone(), fill_addresses).await?;
            app.import_fill_readings(ticket.clone(), fill_readings).await?;
            let report: ImportReport = app
                .import_commit(seen.ticket, PlanChoice::From { day }, "import".to_owned())
                .await?;
            if let Some(out) = rejects {
                // A file that brought nothing new left no batch; its preview knows its rows still.
                let ticket = report.batch.is_none().then_some(ticket);
                save_rejects(app, ticket, report.batch, out, lang).await?;
            }
            app.enter_waiting_words().await?;
            Answer::new(&report, print::report(&report, lang))
        }
        Command::Rejects { batch, out } => {
            let file = out.to_string_lossy().into_owned();
            let rows = save_rejects(app, None, Some(Int(batch)), out, lang).await?;
            Answer::new(
                &serde_json::json!({ "file": file, "rows": rows }),
                words::rejects_saved(&file, rows, lang),
            )
        }
        Command::Undo { batch } => {
            let report = app.undo_batch(Int(batch)).await?;
            app.enter_waiting_words().await?;
            Answer::new(&report, print::undone(&report, lang))
        }
        Command::Watch { folder, off } => {
            let view = match (folder, off) {
                (Some(folder), _) => {
                    let whole = std::path::absolute(&folder).unwrap_or(folder);
                    app.watch_folder(Some(whole.to_string_lossy().into_owned()))
                        .await?
                }
                (None, true) => app.watch_folder(None).await?,
                (None, false) => app.watched_folder().await?,
            };
            Answer::new(&view, words::watched(&view, lang))
        }
        Command::Offered { decline } => {
            if let Some(hash) = decline {
                app.decline_file(hash).await?;
            }
            let files = app.offered_files().await?;
            Answer::new(&files, print::offered(&files, lang))
        }
        Command::Batches => {
            let batches = app.batches().await?;
            Answer::new(&batches, print::batches(&batches, lang))
        }
        Command::Day => {
            let report = app.begin_day().await?;
            app.close_months().await?;
            Answer::new(&report, print::planning(&report, lang))
        }
        Command::Today { staff, limit } => {
            // The day's planning comes first, as in the window; doing it again changes nothing.
            app.begin_day().await?;
            let staff = match staff {
                None => None,
                Some(name) => Some(staff_named(app, &name).await?),
            };
            let view = app
                .today(
                    TodayQuery {
                        staff,
                        channel: None,
                        limit,
                    },
                    lang,
                )
                .await?;
            Answer::new(&view, print::today(&view, lang))
        }
        Command::Done {
            follow_up,
            note,
            outcome,
        } => {
            let completion = Completion {
                outcome: outcome.map_or(Outcome::Reached, Into::into),
                channel: None,
                note,
                staff: None,
                also: Vec::new(),
            };
            let view = app.complete(Int(follow_up), completion).await?;
            Answer::new(&view, print::follow_up(&view, lang))
        }
        Command::Skip { follow_up, why, note } => {
            let view = app.skip(Int(follow_up), why.into(), note).await?;
            Answer::new(&view, print::follow_up(&view, lang))
        }
        Command::Postpone { follow_up, to } => {
            let view = app.postpone(Int(follow_up), to).await?;
            Answer::new(&view, print::follow_up(&view, lang))
        }
        Command::Search { text, limit } => {
            let hits = app.search(text, limit).await?;
            Answer::new(&hits, print::hits(&hits))
        }
        Command::Customer { id } => {
            let record = app.customer(Int(id), lang).await?;
            Answer::new(&record, print::record(&record))
        }
        Command::Origins { customer } => {
            let origins = app.origins(Int(customer)).await?;
            Answer::new(&origins, origins::origins(&origins, lang))
        }
        Command::Insights(insight) => insights(app, insight, lang).await?,
        Command::Report(asked) => report::report(app, asked, lang).await?,
        Command::Chart {
            name,
            out,
            width,
            height,
            theme,
        } => {
            let drawing = Drawing {
                dark: theme.is_dark(),
                width,
                lang,
            };
            let file = app
                .save_chart(
                    charts::chart_named(&name)?,
                    out.to_string_lossy().into_owned(),
                    drawing,
                    height,
                )
                .await?;
            Answer::new(&serde_json::json!({ "file": file }), file)
        }
        Command::DeliveryRule {
            days,
            from,
            until,
            family,
            replace_estimated,
            preview,
        } => {
            let rule = DeliveryRule {
                ordered_from: from,
                ordered_until: until,
                family,
                days,
                replace_estimated,
            };
            let report = if preview {
                app.delivery_rule_preview(rule).await?
            } else {
                app.delivery_rule_apply(rule).await?
            };
            Answer::new(&report, words::delivery_rule(&report, preview, lang))
        }
        Command::Plans => {
            let plans = app.plans(lang).await?;
            Answer::new(&plans, print::plans(&plans, lang))
        }
        Command::Plan { id, on, preview, .. } => {
            let plans = app.plans(lang).await?;
            let mut plan = plans
                .into_iter()
                .find(|plan| plan.id.0 == id)
                .ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("what", "plan"))?;
            plan.active = on;
            let change = if preview {
                app.preview_plan(plan).await?
            } else {
                app.save_plan(plan).await?
            };
            Answer::new(&change, words::plan_changed(&change, preview, lang))
        }
        Command::Memo {
            customer,
            text,
            promise,
        } => {
            let memo = NewMemo {
                customer: Int(customer),
                body: text,
                promise_on: promise,
                staff: None,
            };
            let done = app.add_memo(memo).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Products(asked) => products::products(app, asked, lang).await?,
        Command::Product(asked) => products::product(app, asked, lang).await?,
        Command::Voice(asked) => voices::voice(app, asked, lang).await?,
        Command::Consent {
            customer,
            channel,
            purpose,
            yes,
            source,
            ..
        } => {
            let consent = NewConsent {
                customer: Int(customer),
                channels: channel,
                purposes: purpose,
                state: match yes {
                    Some(_) => ConsentState::Granted,
                    None => ConsentState::Denied,
                },
                source: source.into(),
                wording: yes.unwrap_or_default(),
                staff: None,
            };
            let done = app.record_consent(consent, None).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Undelivered { limit } => {
            let open = app.undelivered(None, limit).await?;
            Answer::new(&open, print::undelivered(&open))
        }
        Command::Delivery { purchase, day } => {
            let done = app
                .set_delivery(Int(purchase), day, DeliveryCertainty::Confirmed, None)
                .await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::CatchUp { choice } => {
            let report = app.catch_up(choice.into()).await?;
            Answer::new(&report, words::caught_up(&report, lang))
        }
        Command::Reviewed { household } => {
            let done = app.review_household(Int(household)).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::TakeBack { token } => {
            let done = app.undo(Int(token)).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Backup { file, portable } => {
            let passphrase = if portable { choose_passphrase(lang)? } else { None };
            let report = app
                .backup(file.to_string_lossy().into_owned(), passphrase)
                .await?;
            Answer::new(&report, words::kept(&report, lang))
        }
        Command::Restore { file } => {
            let file = file.to_string_lossy().into_owned();
            let report = match app.restore(file.clone(), None).await {
                Err(error) if error.code == ErrorCode::PassphraseNeeded && at_a_terminal() => {
                    app.restore(file, ask(false, lang)).await?
                }
                restored => restored?,
            };
            Answer::new(&report, words::kept(&report, lang))
        }
        Command::Duplicates { limit } => {
            app.look_for_duplicates("duplicates".to_owned()).await?;
            let page = app.duplicates(limit).await?;
            Answer::new(&page, duplicates::page(&page, lang))
        }
        Command::Goals(asked) => goals::goals(app, asked, lang).await?,
        Command::Goal(asked) => goals::goal(app, asked, lang).await?,
        Command::Compare(asked) => effect::compare(app, asked, lang).await?,
        Command::Standing { customer } => standing::standing(app, customer, lang).await?,
        Command::Way(asked) => standing::way(app, asked, lang).await?,
        Command::Heard(asked) => referrals::heard(app, asked, lang).await?,
        Command::Thanked { customer } => {
            let done = app.thanked(Int(customer)).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Merge { keep, absorb } => {
            let done = app
                .answer_duplicate(Int(keep), Int(absorb), PairAnswer::Same)
                .await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Unmerge { token } => {
            let report = app.unmerge(Int(token)).await?;
            Answer::new(&report, duplicates::apart(&report, lang))
        }
        Command::Different {
            one,
            other,
            household,
        } => {
            let answer = if household {
                PairAnswer::Household
            } else {
                PairAnswer::Different
            };
            let done = app.answer_duplicate(Int(one), Int(other), answer).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Command::Household(asked) => households::household(app, asked, lang).await?,
        Command::Check => {
            let report = app.check().await?;
            if !report.ok {
                return Err(
                    ApiError::new(ErrorCode::StoreDamaged).with("problems", report.problems.join(", "))
                );
            }
            Answer::new(&report, words::checked(lang).to_owned())
        }
        Command::Export { dir } => {
            let report = app.export_all(dir.to_string_lossy().into_owned()).await?;
            let lines = report.files.join("\n");
            Answer::new(&report, lines)
        }
        Command::TakeOver { dir } => {
            let dir = dir.to_string_lossy().into_owned();
            let state = app.take_over(dir, "take-over".to_owned()).await?;
            Answer::new(&state, words::shop_begun(&state, lang))
        }
        Command::Postal { code } => {
            let address = AddressForm {
                postal_code: code,
                ..AddressForm::default()
            };
            let advice = app.address_advice(address).await?;
            Answer::new(&advice, print::places(&advice))
        }
        Command::ExportList(asked) => lists::export(app, asked, lang).await?,
    })
}

/// The columns that a person or script has named.
fn column_choices(path: PathBuf) -> Result<Vec<ColumnChoice>, ApiError> {
    let text = std::fs::read_to_string(path).map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
    serde_json::from_str(&text).map_err(|_| ApiError::new(ErrorCode::Invalid).with("field", "map"))
}

/// The refusal of a file of which a needed column was not found: it says what to write into `--map`.
fn missing_column(seen: &ImportPreview) -> Option<ApiError> {
    let field = seen.missing.first()?;
    let free = seen.columns.iter().find(|column| column.field.is_empty());
    let columns: Vec<String> = seen
        .columns
        .iter()
        .map(|column| format!("{} {}", column.index, column.header))
        .collect();
    let example = serde_json::json!([{ "column": free.map_or(0, |column| column.index), "field": field }]);
    Some(
        ApiError::new(ErrorCode::ColumnMissing)
            .with("field", field)
            .with("columns", columns.join(", "))
            .with("map", example),
    )
}

async fn save_rejects(
    app: &App,
    ticket: Option<String>,
    batch: Option<Int>,
    out: PathBuf,
    lang: Lang,
) -> Result<Int, ApiError> {
    app.save_rejects(ticket, batch, out.to_string_lossy().into_owned(), lang)
        .await
}

async fn insights(app: &App, insight: Insight, lang: Lang) -> Result<Answer, ApiError> {
    Ok(match insight {
        Insight::Cohorts {
            by,
            measure,
            anchor,
            unit,
            until,
            merge_days,
            family,
        } => {
            let query = aichaku_api::wire::CohortQuery {
                by: by.into(),
                measure: measure.into(),
                anchor: anchor.into(),
                unit: unit.into(),
                until,
                merge_days,
                family,
            };
            let table = app.cohorts(query, None).await?;
            Answer::new(&table, print::cohorts(&table))
        }
        Insight::Returns {
            group,
            anchor,
            unit,
            until,
            merge_days,
        } => {
            let query = aichaku_api::wire::ReturnsQuery {
                group: group.map(Into::into),
                anchor: anchor.into(),
                unit: unit.into(),
                until,
                merge_days,
            };
            let view = app.returns(query, None).await?;
            Answer::new(&view.curves, print::returns(&view, lang))
        }
        Insight::Repeat {
            anchor,
            unit,
            until,
            merge_days,
        } => {
            let view = app.repeat(anchor.into(), unit.into(), until, merge_days).await?;
            Answer::new(&view, print::repeat(&view))
        }
        Insight::Ltv(asked) => numbers::ltv(app, asked, lang).await?,
        Insight::Effect(asked) => effect::effect(app, asked, lang).await?,
        Insight::Health => standing::standings(app, lang).await?,
        Insight::Referrals(of) => referrals::referrals(app, of, lang).await?,
        Insight::Rfm(asked) => numbers::rfm(app, asked, lang).await?,
        Insight::Nps(asked) => voices::nps(app, asked, lang).await?,
        Insight::Model(asked) => numbers::model(app, asked, lang).await?,
    })
}

/// Whether somebody can be asked.
fn at_a_terminal() -> bool {
    use std::io::IsTerminal as _;
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for a passphrase without showing it; `None` when nothing was typed.
fn ask(again: bool, lang: Lang) -> Option<String> {
    rpassword::prompt_password(words::passphrase(again, lang))
        .ok()
        .filter(|typed| !typed.is_empty())
}

/// A passphrase for a new backup, typed twice; that of the environment goes without asking.
fn choose_passphrase(lang: Lang) -> Result<Option<String>, ApiError> {
    if std::env::var_os("AICHAKU_PASSPHRASE").is_some_and(|words| !words.is_empty()) {
        return Ok(None);
    }
    let chosen = if at_a_terminal() { ask(false, lang) } else { None };
    let Some(chosen) = chosen else {
        return Err(ApiError::new(ErrorCode::Invalid).with("field", "AICHAKU_PASSPHRASE"));
    };
    if ask(true, lang).as_deref() != Some(chosen.as_str()) {
        return Err(ApiError::new(ErrorCode::WrongPassphrase));
    }
    Ok(Some(chosen))
}

/// The system's language: Japanese where it says so, else English.
fn system_lang() -> Lang {
    match sys_locale::get_locale() {
        Some(tag) if tag.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

fn own_folder() -> Option<PathBuf> {
    dirs::data_local_dir().map(|folder| folder.join(IDENTIFIER))
}

/// The machine's clock; the one place of the command line that reads it. `--day` overrides the day.
struct MachineClock {
    day: Option<ShopDay>,
}

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the wiring: everything else takes `now` as an argument"
    )]
    fn now(&self) -> Instant {
        Instant(chrono::Utc::now().timestamp_millis())
    }

    fn day(&self) -> Option<ShopDay> {
        self.day
    }
}

/// Progress goes to stderr, only to a terminal.
struct Terminal {
    shows_progress: bool,
}

impl Listener for Terminal {
    fn data_changed(&self, _: &[Area]) {}

    #[expect(clippy::print_stderr, reason = "a person is watching the terminal")]
    fn job_progress(&self, progress: &JobProgress) {
        if self.shows_progress && progress.total.0 > 0 {
            eprint!("\r{:3} %", progress.done.0 * 100 / progress.total.0);
        }
    }
}
