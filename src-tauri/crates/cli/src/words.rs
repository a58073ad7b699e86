//! Sentences of the command line in both languages. Every error code has one; the match is total.
//!
//! Not here: the window's words (`ui/messages`).

use std::fmt::Write as _;

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AppState, BackupReport, CatchUpReport, DeliveryRuleReport, Done, FollowUpState, FollowUpView,
    ImportPreview, ImportReport, Int, Lang, PlanChange, PlanningReport, TodayView, UndoReport, WatchView,
};

use crate::systems::system_name;

/// What went wrong and what to do next, in one sentence.
pub(crate) fn error(error: &ApiError, lang: Lang) -> String {
    let field = |name: &str| {
        error
            .fields
            .iter()
            .find(|field| field.name == name)
            .map_or("", |field| field.text.as_str())
            .to_owned()
    };
    match lang {
        Lang::Ja => match error.code {
            ErrorCode::NoShop => "まだお店がありません。init か demo で始めてください。".to_owned(),
            ErrorCode::ShopExists => "ここにはもうお店があります。別のフォルダを --data で指定してください。".to_owned(),
            ErrorCode::ShopNotEmpty => "このお店にはもうお客さまがいます。書き出しは空のお店にだけ引き継げます。別のフォルダを --data で指定してください。".to_owned(),
            ErrorCode::NotAnExport => "Aichakuの書き出しフォルダではありません。export で書き出したフォルダを指定してください。".to_owned(),
            ErrorCode::StoreTooNew => "このデータは新しい版のAichakuで作られています。アプリを更新してから開いてください(データには触れていません)。".to_owned(),
            ErrorCode::WrongKey => "鍵が合わないため開けません。正しい鍵か合言葉(AICHAKU_PASSPHRASE)を用意してください。".to_owned(),
            ErrorCode::KeyMissing => "このデータの鍵が見つかりません。鍵のあるパソコンで開くか、控えから戻してください。".to_owned(),
            ErrorCode::StoreDamaged => "データが壊れています。restore で控えから戻してください。".to_owned(),
            ErrorCode::StoreBusy => "ほかのプログラムがデータを使っています。閉じてからもう一度お試しください。".to_owned(),
            ErrorCode::DiskFull => "ディスクに空きがありません。空きを作ってからもう一度お試しください(何も変わっていません)。".to_owned(),
            ErrorCode::NotWritable => "ここには書き込めません。別のフォルダを指定してください。".to_owned(),
            ErrorCode::NotFound => "見つかりませんでした。番号を確かめてください。".to_owned(),
            ErrorCode::Conflict => "その間に内容が変わりました。もう一度見てからお試しください。".to_owned(),
            ErrorCode::EditedElsewhere => "ほかの画面でも書きかえられています。今の内容を見てから、もう一度お試しください(何も変わっていません)。".to_owned(),
            ErrorCode::PassphraseNeeded => "このパソコンの鍵では開けない控えです。作ったときの合言葉を AICHAKU_PASSPHRASE に入れるか、端末から入力してください。".to_owned(),
            ErrorCode::WrongPassphrase => "合言葉が違うか、Aichakuの控えではありません。何も変わっていません。".to_owned(),
            ErrorCode::PassphraseShort => format!("合言葉は{}文字以上にしてください。", field("least")),
            ErrorCode::Invalid => format!("「{}」の値が正しくありません。--help で書き方をご覧ください。", field("field")),
            ErrorCode::InvalidDay => format!("「{}」という日付はありません。2026-11-22 の形で書いてください。", field("value")),
            ErrorCode::AlreadyClosed => "このフォローはもう済んでいます。today で今の一覧をご覧ください。".to_owned(),
            ErrorCode::GateRefused => "今はご連絡できません。理由は today でご覧ください。".to_owned(),
            ErrorCode::TooManyPinned => format!("いつも見る数字は{}つまでです。先にどれかを外してください。", field("most")),
            ErrorCode::CannotUndo => "もう取り消せません。その後の作業に使われています。".to_owned(),
            ErrorCode::FileUnreadable => "ファイルを読めません。場所と名前を確かめてください。".to_owned(),
            ErrorCode::FileEmpty => "ファイルが空です。書き出しをやり直してください。".to_owned(),
            ErrorCode::FileNotTable => "表のファイルではありません。CSVかExcelのファイルを選んでください。".to_owned(),
            ErrorCode::FileTooManyColumns => format!("列が{}列あります({}列まで)。区切り文字を確かめてください。", field("columns"), field("limit")),
            ErrorCode::FileUnclosedQuote => format!("{}行目の引用符が閉じられていません。その行を直してください。", field("line")),
            ErrorCode::FileNoHeader => "見出しの行が見つかりません。1行目に列の名前を入れてください。".to_owned(),
            ErrorCode::FileEncoding => format!("{}行目が{}では読めません。別の文字コードを指定してください。", field("line"), field("encoding")),
            ErrorCode::FileChanged => "確かめた後でファイルが変わりました。もう一度取り込んでください。".to_owned(),
            ErrorCode::ColumnMissing => format!(
                "「{}」に当たる列が見つかりません。列の番号と意味を書いたファイルを --map で渡してください(例: {})。このファイルの列: {}",
                field("field"),
                field("map"),
                field("columns")
            ),
            ErrorCode::KindUnknown => "何のファイルか分かりません。--kind で指定してください。".to_owned(),
            ErrorCode::TicketExpired => "確かめた後でお店のデータが変わりました。もう一度取り込んでください。".to_owned(),
            ErrorCode::Cancelled => "中止しました。何も変わっていません。".to_owned(),
            ErrorCode::ContentRefused => "この文面は決まりに合わないため保存できません。".to_owned(),
            ErrorCode::SystemUnknown => format!("「{}」というシステムは知りません。generic をお使いください。", field("system")),
            ErrorCode::FileExists => "同じ名前のファイルがもうあります。別の名前にしてください。".to_owned(),
            ErrorCode::Internal => "思いがけない不具合です。もう一度お試しのうえ、続くときは記録をお知らせください。".to_owned(),
        },
        Lang::En => match error.code {
            ErrorCode::NoShop => "There is no shop here yet; begin one with init or demo.".to_owned(),
            ErrorCode::ShopExists => "A shop stands here already; name another folder with --data.".to_owned(),
            ErrorCode::ShopNotEmpty => "There are customers in this shop; an export is taken over only by an empty one. Name another folder with --data.".to_owned(),
            ErrorCode::NotAnExport => "This is no folder that Aichaku exported; name one that export has written.".to_owned(),
            ErrorCode::StoreTooNew => "This data was made by a newer Aichaku; update the app first (nothing was touched).".to_owned(),
            ErrorCode::WrongKey => "The key does not open this data; provide the right key or AICHAKU_PASSPHRASE.".to_owned(),
            ErrorCode::KeyMissing => "The key of this data is missing; open it on the computer that has the key, or restore a backup.".to_owned(),
            ErrorCode::StoreDamaged => "The data is damaged; put a backup back with restore.".to_owned(),
            ErrorCode::StoreBusy => "Another program is using the data; close it and try again.".to_owned(),
            ErrorCode::DiskFull => "The disk is full; make room and try again (nothing was changed).".to_owned(),
            ErrorCode::NotWritable => "This place cannot be written; name another folder.".to_owned(),
            ErrorCode::NotFound => "It was not found; check the number.".to_owned(),
            ErrorCode::Conflict => "It changed in the meantime; look again and retry.".to_owned(),
            ErrorCode::EditedElsewhere => "It was changed somewhere else too; look at it as it is now and try again (nothing was changed).".to_owned(),
            ErrorCode::PassphraseNeeded => "This computer's key does not open the backup; put the passphrase that it was made with into AICHAKU_PASSPHRASE, or type it at a terminal.".to_owned(),
            ErrorCode::WrongPassphrase => "The passphrase is wrong, or this is no backup of Aichaku; nothing was changed.".to_owned(),
            ErrorCode::PassphraseShort => format!("Use a passphrase of at least {} characters.", field("least")),
            ErrorCode::Invalid => format!("The value of “{}” is not valid; see --help.", field("field")),
            ErrorCode::InvalidDay => format!("“{}” is not a day; write it like 2026-11-22.", field("value")),
            ErrorCode::AlreadyClosed => "This follow-up is settled already; see today for the current list.".to_owned(),
            ErrorCode::GateRefused => "It may not go out now; today says why.".to_owned(),
            ErrorCode::TooManyPinned => format!("At most {} numbers are kept in sight. Let go of one first.", field("most")),
            ErrorCode::CannotUndo => "It cannot be taken back any more; later work builds on it.".to_owned(),
            ErrorCode::FileUnreadable => "The file cannot be read; check its place and name.".to_owned(),
            ErrorCode::FileEmpty => "The file is empty; export it again.".to_owned(),
            ErrorCode::FileNotTable => "This is not a table; choose a CSV or Excel file.".to_owned(),
            ErrorCode::FileTooManyColumns => format!("There are {} columns (at most {}); check the separator.", field("columns"), field("limit")),
            ErrorCode::FileUnclosedQuote => format!("A quotation mark in line {} is never closed; mend that line.", field("line")),
            ErrorCode::FileNoHeader => "No header was found; put the column names in the first line.".to_owned(),
            ErrorCode::FileEncoding => format!("Line {} cannot be read as {}; name another encoding.", field("line"), field("encoding")),
            ErrorCode::FileChanged => "The file changed after the preview; bring it in again.".to_owned(),
            ErrorCode::ColumnMissing => format!(
                "No column was found for “{}”; write a file such as {} and name it with --map. Columns of this file: {}",
                field("field"),
                field("map"),
                field("columns")
            ),
            ErrorCode::KindUnknown => "The kind of this file is not clear; name it with --kind.".to_owned(),
            ErrorCode::TicketExpired => "The shop's data changed after the preview; bring the file in again.".to_owned(),
            ErrorCode::Cancelled => "Stopped; nothing was changed.".to_owned(),
            ErrorCode::ContentRefused => "This text breaks a rule and cannot be saved.".to_owned(),
            ErrorCode::SystemUnknown => format!("The system “{}” is not known; use generic.", field("system")),
            ErrorCode::FileExists => "A file of that name stands there already; choose another name.".to_owned(),
            ErrorCode::Internal => "Something unexpected happened; try again, and report the log if it stays.".to_owned(),
        },
    }
}

pub(crate) fn shop_begun(state: &AppState, lang: Lang) -> String {
    let (name, households) = state.shop.as_ref().map_or((String::new(), 0), |shop| {
        (shop.name.clone(), shop.counts.households.0)
    });
    match lang {
        Lang::Ja => format!("お店「{name}」を開きました({households}世帯)。"),
        Lang::En => format!("The shop “{name}” is open ({households} households)."),
    }
}

pub(crate) fn watched(view: &WatchView, lang: Lang) -> String {
    match (&view.folder, lang) {
        (Some(folder), Lang::Ja) => format!("「{folder}」に新しい書き出しがあるかを見ます。"),
        (Some(folder), Lang::En) => format!("“{folder}” is watched for new exports."),
        (None, Lang::Ja) => "見るフォルダは決まっていません。".to_owned(),
        (None, Lang::En) => "No folder is watched.".to_owned(),
    }
}

pub(crate) fn today_heading(view: &TodayView, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}  {}件、およそ{}分", view.day, view.due_total.0, view.minutes.0),
        Lang::En => format!(
            "{}  {} due, about {} minutes",
            view.day, view.due_total.0, view.minutes.0
        ),
    }
}

pub(crate) fn follow_up(view: &FollowUpView, lang: Lang) -> String {
    let state = match (view.state, lang) {
        (FollowUpState::Planned, Lang::Ja) => "予定",
        (FollowUpState::Done, Lang::Ja) => "済み",
        (FollowUpState::Skipped, Lang::Ja) => "見送り",
        (FollowUpState::Lapsed, Lang::Ja) => "期限切れ",
        (FollowUpState::Cancelled, Lang::Ja) => "中止",
        (FollowUpState::Planned, Lang::En) => "planned",
        (FollowUpState::Done, Lang::En) => "done",
        (FollowUpState::Skipped, Lang::En) => "skipped",
        (FollowUpState::Lapsed, Lang::En) => "lapsed",
        (FollowUpState::Cancelled, Lang::En) => "cancelled",
    };
    format!("{}  {state}  {}", view.follow_up.0, view.due)
}

pub(crate) fn preview(preview: &ImportPreview, lang: Lang) -> String {
    let counts = &preview.counts;
    match lang {
        Lang::Ja => format!(
            "{}行({}、{}): 新しいお客様{}、ご購入{}、変わらない行{}、読めない行{}。今日から予定すると26週でフォロー{}件。",
            preview.rows.0,
            system_name(&preview.system, lang),
            preview.encoding,
            counts.inserted.customers.0,
            counts.inserted.purchases.0,
            counts.skipped.0,
            counts.rejected.0,
            preview.forecast.from_today.0
        ),
        Lang::En => format!(
            "{} rows ({}, {}): {} new customers, {} purchases, {} unchanged, {} unreadable. Planned from today: {} follow-ups in 26 weeks.",
            preview.rows.0,
            system_name(&preview.system, lang),
            preview.encoding,
            counts.inserted.customers.0,
            counts.inserted.purchases.0,
            counts.skipped.0,
            counts.rejected.0,
            preview.forecast.from_today.0
        ),
    }
}

pub(crate) fn report(report: &ImportReport, lang: Lang) -> String {
    let batch = report.batch.map_or_else(String::new, |batch| batch.0.to_string());
    match lang {
        Lang::Ja => format!(
            "取り込み{batch}: お客様{}、ご購入{}、お使いの品{}、変わらない行{}、読めない行{}、入れる先を決められない行{}、フォロー{}件。",
            report.inserted.customers.0,
            report.inserted.purchases.0,
            report.inserted.items.0,
            report.skipped.0,
            report.rejected_total.0,
            report.undecided_total.0,
            report.follow_ups_planned.0
        ),
        Lang::En => format!(
            "Import {batch}: {} customers, {} purchases, {} items, {} unchanged, {} unreadable, {} without a place, {} follow-ups.",
            report.inserted.customers.0,
            report.inserted.purchases.0,
            report.inserted.items.0,
            report.skipped.0,
            report.rejected_total.0,
            report.undecided_total.0,
            report.follow_ups_planned.0
        ),
    }
}

pub(crate) fn rejects_saved(file: &str, rows: Int, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("取り込めなかった行を{}行保存しました: {file}", rows.0),
        Lang::En => format!("{} rows that were left out are saved: {file}", rows.0),
    }
}

/// The columns of a file of which one is needed that was not found.
pub(crate) fn missing(preview: &ImportPreview, lang: Lang) -> String {
    let fields = preview.missing.join(", ");
    let mut text = match lang {
        Lang::Ja => format!(
            "{}行({}、{})。「{fields}」に当たる列が見つかりません。--map で指定してください。",
            preview.rows.0,
            system_name(&preview.system, lang),
            preview.encoding
        ),
        Lang::En => format!(
            "{} rows ({}, {}). No column was found for “{fields}”; name it with --map.",
            preview.rows.0,
            system_name(&preview.system, lang),
            preview.encoding
        ),
    };
    for column in &preview.columns {
        let _ = write!(
            text,
            "\n{:>4}  {}  {}  {}",
            column.index,
            column.header,
            column.field,
            column.samples.join(" / ")
        );
    }
    text
}

pub(crate) fn undone(report: &UndoReport, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!(
            "取り込み{}を取り消しました(ご購入{}件)。残したもの: {}件",
            report.batch.0,
            report.removed.purchases.0,
            report.kept.len()
        ),
        Lang::En => format!(
            "Import {} was taken back ({} purchases). Kept: {}",
            report.batch.0,
            report.removed.purchases.0,
            report.kept.len()
        ),
    }
}

pub(crate) fn planning(report: &PlanningReport, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!(
            "フォロー{}件を予定し、{}件を見送りました({}まで)。",
            report.planned.0, report.lapsed.0, report.through
        ),
        Lang::En => format!(
            "{} follow-ups planned, {} let go (through {}).",
            report.planned.0, report.lapsed.0, report.through
        ),
    }
}

pub(crate) fn kept(report: &BackupReport, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}({}バイト、確認済み)", report.file, report.bytes.0),
        Lang::En => format!("{} ({} bytes, verified)", report.file, report.bytes.0),
    }
}

pub(crate) fn delivery_rule(report: &DeliveryRuleReport, preview: bool, lang: Lang) -> String {
    let (purchases, items, follow_ups) = (report.purchases.0, report.items.0, report.follow_ups.0);
    match (lang, preview) {
        (Lang::Ja, true) => {
            format!("購入 {purchases} 件、品 {items} 点にお届け日が入り、{follow_ups} 件の予定ができます。")
        }
        (Lang::Ja, false) => {
            format!("購入 {purchases} 件、品 {items} 点にお届け日を入れ、{follow_ups} 件の予定を立てました。")
        }
        (Lang::En, true) => {
            format!(
                "Would set delivery days: {purchases} purchases, {items} things, {follow_ups} follow-ups."
            )
        }
        (Lang::En, false) => {
            format!("Delivery days set: {purchases} purchases, {items} things, {follow_ups} follow-ups.")
        }
    }
}

pub(crate) fn plan_changed(change: &PlanChange, preview: bool, lang: Lang) -> String {
    let (added, moved, removed) = (change.added.0, change.moved.0, change.removed.0);
    let mut text = match (lang, preview) {
        (Lang::Ja, true) => format!("予定が {added} 件ふえ、{moved} 件動き、{removed} 件なくなります。"),
        (Lang::Ja, false) => format!("予定が {added} 件ふえ、{moved} 件動き、{removed} 件なくなりました。"),
        (Lang::En, true) => format!("Would add {added} follow-ups, move {moved} and remove {removed}."),
        (Lang::En, false) => format!("{added} follow-ups added, {moved} moved, {removed} removed."),
    };
    if let Some(token) = change.undo {
        text.push_str(&to_take_back(token.0, lang));
    }
    text
}

pub(crate) fn caught_up(report: &CatchUpReport, lang: Lang) -> String {
    let (skipped, merged, moved) = (report.skipped.0, report.merged.0, report.moved.0);
    let mut text = match lang {
        Lang::Ja => format!("見送り {skipped} 件、まとめ {merged} 件、日にちの変更 {moved} 件。"),
        Lang::En => format!("{skipped} let go, {merged} merged, {moved} moved."),
    };
    if let Some(token) = report.undo {
        text.push_str(&to_take_back(token.0, lang));
    }
    text
}

/// How to take a write back.
fn to_take_back(token: i64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("取り消すには take-back {token}"),
        Lang::En => format!(" To take it back: take-back {token}"),
    }
}

pub(crate) fn done(done: &Done, lang: Lang) -> String {
    let text = match lang {
        Lang::Ja => "できました。",
        Lang::En => "Done.",
    };
    match done.undo {
        Some(token) => format!("{text}{}", to_take_back(token.0, lang)),
        None => text.to_owned(),
    }
}

/// The question for a passphrase; asked twice when one is chosen.
pub(crate) fn passphrase(again: bool, lang: Lang) -> &'static str {
    match (lang, again) {
        (Lang::Ja, false) => "合言葉: ",
        (Lang::Ja, true) => "もう一度: ",
        (Lang::En, false) => "Passphrase: ",
        (Lang::En, true) => "Again: ",
    }
}

pub(crate) fn checked(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "問題はありません。",
        Lang::En => "Everything is in order.",
    }
}
