//! `export-list`: a list as a file, from the command line.
//!
//! Not here: which rows a list has.

use std::path::PathBuf;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    AddressLayout, AddressQuery, Lang, LeftOutWhy, ListAsked, ListForm, ListReport, Mailing, TodayQuery,
};
use clap::{Args, ValueEnum};

use crate::Answer;
use crate::arguments::words;

/// What is asked.
#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// Which list.
    list: ListWord,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
    /// Default: by the ending of the file, .xlsx or CSV in UTF-8.
    #[arg(long)]
    form: Option<FormWord>,
    /// customers: only what this search finds.
    #[arg(long, default_value = "")]
    search: String,
    /// addresses: what will be sent; the gate asks differently.
    #[arg(long, default_value = "new-year")]
    mailing: MailingWord,
    /// addresses: columns as this program reads them.
    #[arg(long, default_value = "generic")]
    layout: LayoutWord,
    /// addresses: only households that bought on this day or later (YYYY-MM-DD).
    #[arg(long)]
    bought_since: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListWord {
    Customers,
    Today,
    Deliveries,
    Addresses,
    AddressChecks,
    /// Imports of the past.
    Imports,
    Duplicates,
    /// The care library.
    Care,
    Plans,
    /// All products, or those that `--search` finds.
    Products,
}

words! {
    FormWord for ListForm { Xlsx = "xlsx" => Xlsx, Csv = "csv" => CsvUtf8, Cp932 = "cp932" => CsvCp932 }
    MailingWord for Mailing { NewYear = "new-year" => NewYear, Care = "care" => Care, Offer = "offer" => Offer }
    LayoutWord for AddressLayout {
        Generic = "generic" => Generic, Fudemame = "fudemame" => Fudemame, Atena = "atena" => Atena, Labels = "labels" => Labels,
    }
}

/// Saves the list and says what became of it.
pub(crate) async fn export(app: &App, asked: ListArguments, lang: Lang) -> Result<Answer, ApiError> {
    let is_book = asked
        .out
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let form = match asked.form {
        Some(form) => form.into(),
        None if is_book => ListForm::Xlsx,
        None => ListForm::CsvUtf8,
    };
    let list = match asked.list {
        ListWord::Customers => ListAsked::Customers { search: asked.search },
        ListWord::Today => {
            // The day's planning comes first, as in the window; doing it again changes nothing.
            app.begin_day().await?;
            ListAsked::Today {
                query: TodayQuery::default(),
            }
        }
        ListWord::AddressChecks => ListAsked::AddressChecks,
        ListWord::Deliveries => ListAsked::Deliveries,
        ListWord::Imports => ListAsked::Batches,
        ListWord::Duplicates => ListAsked::Duplicates,
        ListWord::Care => ListAsked::Contents { shown: Vec::new() },
        ListWord::Plans => ListAsked::Plans,
        ListWord::Products => ListAsked::Products { search: asked.search },
        ListWord::Addresses => ListAsked::Addresses {
            query: AddressQuery {
                mailing: asked.mailing.into(),
                layout: asked.layout.into(),
                bought_since: asked.bought_since,
            },
        },
    };
    let path = asked.out.to_string_lossy().into_owned();
    let report = app.save_list(list, form, path, lang).await?;
    let lines = sentence(&report, lang);
    Ok(Answer::new(&report, lines))
}

fn sentence(report: &ListReport, lang: Lang) -> String {
    let mut lines = vec![match lang {
        Lang::Ja => format!("{}件を保存しました: {}", report.rows.0, report.file),
        Lang::En => format!("Saved {} rows: {}", report.rows.0, report.file),
    }];
    lines.extend(report.left_out.iter().map(|left| match lang {
        Lang::Ja => format!("入れていない方: {} {}名", why(left.why, lang), left.count.0),
        Lang::En => format!("Left out: {} {}", left.count.0, why(left.why, lang)),
    }));
    if !report.lost.is_empty() {
        let characters: Vec<&str> = report.lost.iter().map(|lost| lost.character.as_str()).collect();
        lines.push(match lang {
            Lang::Ja => format!(
                "この形式では書けない文字を「〓」に置きかえました: {}",
                characters.join(" ")
            ),
            Lang::En => format!(
                "Characters that this form cannot hold were replaced by 〓: {}",
                characters.join(" ")
            ),
        });
    }
    lines.join("\n")
}

fn why(why: LeftOutWhy, lang: Lang) -> &'static str {
    match (lang, why) {
        (Lang::Ja, LeftOutWhy::Deceased) => "亡くなられた方",
        (Lang::Ja, LeftOutWhy::MovedAway) => "転居先の分からない方",
        (Lang::Ja, LeftOutWhy::OptedOut) => "郵便を望まれない方",
        (Lang::Ja, LeftOutWhy::NoConsent) => "ご案内の同意をいただいていない方",
        (Lang::Ja, LeftOutWhy::Limited) => "モールのきまり・未成年・贈り物の受け取りの方",
        (Lang::Ja, LeftOutWhy::Mourning) => "喪中の方",
        (Lang::Ja, LeftOutWhy::Case) => "ご相談の途中の方",
        (Lang::Ja, LeftOutWhy::Review) => "ご家族の変化や引越しを確かめていない方",
        (Lang::Ja, LeftOutWhy::NoAddress) => "ご住所のない方",
        (Lang::Ja, LeftOutWhy::Returned) => "郵便が戻ってきた方",
        (Lang::Ja, LeftOutWhy::NoName) => "お名前のない方",
        (Lang::Ja, LeftOutWhy::Other) => "ほかの理由の方",
        (Lang::En, LeftOutWhy::Deceased) => "who have died",
        (Lang::En, LeftOutWhy::MovedAway) => "who moved out of reach",
        (Lang::En, LeftOutWhy::OptedOut) => "who want no post",
        (Lang::En, LeftOutWhy::NoConsent) => "without consent to offers",
        (Lang::En, LeftOutWhy::Limited) => "under a mall's rules, minors, receivers of gifts",
        (Lang::En, LeftOutWhy::Mourning) => "in mourning",
        (Lang::En, LeftOutWhy::Case) => "with an open case",
        (Lang::En, LeftOutWhy::Review) => "whose move or family change nobody has looked at",
        (Lang::En, LeftOutWhy::NoAddress) => "without an address",
        (Lang::En, LeftOutWhy::Returned) => "whose post came back",
        (Lang::En, LeftOutWhy::NoName) => "without a name",
        (Lang::En, LeftOutWhy::Other) => "for other reasons",
    }
}
