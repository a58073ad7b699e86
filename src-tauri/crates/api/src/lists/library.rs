//! The care library and the plans as lists.
//!
//! Not here: what is in them (`care`).

use aichaku_exchange::SheetCell;

use super::file::ListFile;
use super::words::{self, Heading};
use super::{kinds, text, write};
use crate::App;
use crate::error::Result;
use crate::wire::{ContentView, Int, Lang, ListForm, ListReport, PlanView};

/// Saves the texts of these numbers, in the order of the library; none named: all of them.
pub(super) async fn save_contents(
    app: &App,
    wanted: &[Int],
    form: ListForm,
    path: &str,
    lang: Lang,
) -> Result<ListReport> {
    let contents = app.contents().await?;
    let Heading { sheet, columns } = contents_heading(lang);
    let file = ListFile::begin(path, form, sheet, columns)?;
    write(file, |file| {
        contents
            .iter()
            .filter(|content| wanted.is_empty() || wanted.contains(&content.id))
            .try_for_each(|content| file.row(content_row(content, lang)))
    })
}

/// Saves all plans.
pub(super) async fn save_plans(app: &App, form: ListForm, path: &str, lang: Lang) -> Result<ListReport> {
    let plans = app.plans(lang).await?;
    let Heading { sheet, columns } = plans_heading(lang);
    let file = ListFile::begin(path, form, sheet, columns)?;
    write(file, |file| {
        plans.iter().try_for_each(|plan| file.row(plan_row(plan, lang)))
    })
}

fn content_row(content: &ContentView, lang: Lang) -> Vec<SheetCell> {
    let words = match lang {
        Lang::Ja => &content.ja,
        Lang::En => &content.en,
    };
    vec![
        text(content.code.clone()),
        text(words.title.clone()),
        text(kinds::content_kind(content.kind, lang)),
        text(joined(
            content.families.iter().map(|one| kinds::family(*one, lang)),
            lang,
        )),
        text(joined(
            content.materials.iter().map(|one| kinds::material(*one, lang)),
            lang,
        )),
        text(joined(
            content.finishes.iter().map(|one| kinds::finish(*one, lang)),
            lang,
        )),
        SheetCell::Integer(content.minutes.0),
        text(words.body.clone()),
        text(words.never.join("\n")),
        SheetCell::Integer(content.used_in.0),
        text(words::yes_no(content.own, lang)),
        text(words::yes_no(content.active, lang)),
    ]
}

fn plan_row(plan: &PlanView, lang: Lang) -> Vec<SheetCell> {
    let name = match lang {
        Lang::Ja => &plan.name_ja,
        Lang::En => &plan.name_en,
    };
    let steps: Vec<&str> = plan
        .steps
        .iter()
        .filter(|step| step.active)
        .map(|step| step.title.as_str())
        .collect();
    vec![
        text(name.clone()),
        text(plan.family.map_or("", |one| kinds::family(one, lang))),
        text(plan.material.map_or("", |one| kinds::material(one, lang))),
        text(plan.finish.map_or("", |one| kinds::finish(one, lang))),
        text(words::yes_no(plan.active, lang)),
        text(words::yes_no(plan.own, lang)),
        SheetCell::Integer(plan.items.0),
        SheetCell::Integer(plan.households.0),
        text(steps.join("\n")),
    ]
}

fn joined(words: impl Iterator<Item = &'static str>, lang: Lang) -> String {
    let words: Vec<&str> = words.collect();
    words.join(match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    })
}

fn contents_heading(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "お手入れ",
            columns: vec![
                "番号",
                "題名",
                "種類",
                "家具",
                "素材",
                "仕上げ",
                "かかる時間(分)",
                "本文",
                "してはいけないこと",
                "使っている予定の数",
                "自店で作成",
                "使用中",
            ],
        },
        Lang::En => Heading {
            sheet: "Care library",
            columns: vec![
                "Code",
                "Title",
                "Kind",
                "Furniture",
                "Materials",
                "Finishes",
                "Minutes",
                "Text",
                "Never",
                "Steps that use it",
                "Made by the shop",
                "In use",
            ],
        },
    }
}

fn plans_heading(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "フォロー計画",
            columns: vec![
                "計画",
                "家具",
                "素材",
                "仕上げ",
                "使用中",
                "自店で作成",
                "お使いの品",
                "世帯",
                "ステップ",
            ],
        },
        Lang::En => Heading {
            sheet: "Plans",
            columns: vec![
                "Plan",
                "Furniture",
                "Material",
                "Finish",
                "In use",
                "Made by the shop",
                "Items in use",
                "Households",
                "Steps",
            ],
        },
    }
}
