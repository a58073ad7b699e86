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
mod imports;
mod insights;
mod lists;
mod machine;
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

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AddressForm, Completion, ConsentState, DeliveryCertainty, DeliveryRule, Drawing, Int, Lang, NewConsent,
    NewMemo, NewShop, Outcome, PairAnswer, TodayQuery,
};
use aichaku_api::{App, ShopDay};
use clap::Parser as _;
use clap::error::ErrorKind;
use serde::Serialize;

use arguments::{Arguments, Command};

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
    let lang = arguments.lang.map_or_else(machine::system_lang, Into::into);
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
        None => machine::own_folder().ok_or_else(|| ApiError::new(ErrorCode::NotWritable))?,
    };
    let passphrase = std::env::var("AICHAKU_PASSPHRASE")
        .ok()
        .filter(|words| !words.is_empty());
    let app = App::new(
        folder,
        Box::new(machine::MachineClock { day }),
        Box::new(machine::Terminal { shows_progress }),
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
        Command::Import(asked) => imports::import(app, asked, lang).await?,
        Command::Rejects { batch, out } => imports::rejects(app, Int(batch), out, lang).await?,
        Command::Undo { batch } => {
            let report = app.undo_batch(Int(batch)).await?;
            app.enter_waiting_words().await?;
            Answer::new(&report, print::undone(&report, lang))
        }
        Command::Watch { folder, off } => imports::watch(app, folder, off, lang).await?,
        Command::Offered { decline } => imports::offered(app, decline, lang).await?,
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
        Command::Insights(insight) => insights::insights(app, insight, lang).await?,
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
            let passphrase = if portable {
                machine::choose_passphrase(lang)?
            } else {
                None
            };
            let report = app
                .backup(file.to_string_lossy().into_owned(), passphrase)
                .await?;
            Answer::new(&report, words::kept(&report, lang))
        }
        Command::Restore { file } => {
            let file = file.to_string_lossy().into_owned();
            let report = match app.restore(file.clone(), None).await {
                Err(error) if error.code == ErrorCode::PassphraseNeeded && machine::at_a_terminal() => {
                    app.restore(file, machine::ask(false, lang)).await?
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
