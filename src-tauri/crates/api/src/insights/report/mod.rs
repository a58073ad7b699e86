//! The owner's report on A4: a week for Monday's meeting, a month, a year.
//!
//! Not here: how a page is set (`charts::sheet`).

mod numbers;
mod period;
mod words;

use std::path::Path;

use aichaku_charts::sheet::CONTENT;
use aichaku_charts::{
    Block, Figure, Fonts, Panel, Paper, PdfOptions, Sheet, SmallMultiples, sheets, small_multiples,
    svg_to_pdf,
};
use aichaku_domain::values::ShopDay;

use self::numbers::Counted;
use self::period::{Span, day_text};
use self::words::{Heading, Name};
use super::drawings::{curve, frame, money};
use super::referrals_drawn::name_of;
use super::standings::of_today;
use super::{compute, settings};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    AnchorName, BetweenSide, CohortQuery, CustomerHit, Drawing, Lang, MeasureName, NamesQuery, PeriodName,
    RecommendView, ReportAsked, ReportFigure, ReportKind, ReportSaved, ReportView, UnitName,
};

/// Height of the curve: a month fits on one page with it.
const CURVE: u32 = 190;
/// So much smaller it is set where the numbers that are kept in sight stand above it.
const SMALLER: f64 = 1.25;
/// Open cases that a week lists.
const CASES: i64 = 12;
/// Thanks that a week lists.
const THANKS: usize = 8;

impl App {
    /// A report with its numbers, sentences and pages.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`]; [`ErrorCode::InvalidDay`] with field `of`: not such days, or days that have not begun.
    pub async fn report(&self, asked: ReportAsked) -> Result<ReportView> {
        let shop = self.shop().await?;
        let today = self.day_in(shop.zone);
        let (span, lang) = (Span::read(asked.kind, &asked.of)?, asked.lang);
        if span.from > today {
            return Err(ApiError::new(ErrorCode::InvalidDay)
                .with("field", "of")
                .with("value", &asked.of));
        }
        let set = settings(&shop).await?;
        let yen = |minor: i64| words::yen(minor, set.currency_digits, &set.currency);
        let spans = span.history();
        let counted = self.counted(&spans, today).await?;
        let [.., earlier, now] = counted.as_slice() else {
            return Err(ApiError::new(ErrorCode::Internal).with("reference", "report"));
        };
        let recommend = self.recommended(span).await?;
        let figures = figures(span, now, earlier, &recommend, &yen, lang);
        let year = match span.kind {
            ReportKind::Week => None,
            ReportKind::Month | ReportKind::Year => {
                let until = Some(span.until.min(today).to_string());
                let repeat = self
                    .repeat(AnchorName::Delivery, UnitName::Household, until, None)
                    .await?;
                repeat.within.into_iter().find(|within| within.days.0 == 365)
            }
        };
        let sentences = words::sentences(span, now, earlier, year.as_ref(), lang);
        let mut blocks = vec![
            Block::Text(sentences.join(match lang {
                Lang::Ja => "",
                Lang::En => " ",
            })),
            Block::Figures(figures.iter().map(figure).collect()),
            Block::Heading(words::heading(Heading::Course, lang).to_owned()),
            course(&spans, &counted, today, set.currency_digits, lang),
        ];
        blocks.extend(self.more(span, today, lang).await?);
        let title = words::title(span, lang);
        let pages = sheets(&Sheet {
            over: set.name.clone(),
            title: title.clone(),
            under: words::under(span, today, lang),
            blocks,
            foot: words::foot(&set.name, lang),
        });
        let after = span.after();
        Ok(ReportView {
            title,
            from: span.from.to_string(),
            until: span.until.to_string(),
            runs: today < span.until,
            before: span.before().asked(),
            after: if after.from > today {
                String::new()
            } else {
                after.asked()
            },
            sentences,
            figures,
            pages,
        })
    }

    /// Writes a report as a PDF and returns its file.
    ///
    /// # Errors
    /// As [`App::report`]; [`ErrorCode::Invalid`] with field `file` for another ending than `.pdf`,
    /// [`ErrorCode::NotWritable`].
    pub async fn save_report(&self, asked: ReportAsked, file: String) -> Result<ReportSaved> {
        let is_pdf = Path::new(&file)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        if !is_pdf {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "file"));
        }
        let lang = asked.lang;
        let view = self.report(asked).await?;
        let pages = u32::try_from(view.pages.len()).unwrap_or(u32::MAX);
        let path = file.clone();
        compute(move || {
            let options = PdfOptions {
                paper: Paper::Drawing,
                title: view.title,
                language: if lang == Lang::Ja { "ja" } else { "en" }.to_owned(),
            };
            let drawn: Vec<&str> = view.pages.iter().map(String::as_str).collect();
            let bytes = svg_to_pdf(&drawn, &options, &Fonts::system())
                .map_err(|_| ApiError::new(ErrorCode::Internal).with("reference", "report"))?;
            std::fs::write(path, bytes).map_err(|_| ApiError::new(ErrorCode::NotWritable))
        })
        .await?;
        Ok(ReportSaved { file, pages })
    }

    /// What only this kind of report tells.
    async fn more(&self, span: Span, today: ShopDay, lang: Lang) -> Result<Vec<Block>> {
        let drawing = Drawing {
            dark: false,
            width: CONTENT as u32,
            lang,
        };
        let until = Some(span.until.min(today).to_string());
        let head = |of: Heading| Block::Heading(words::heading(of, lang).to_owned());
        let mut blocks = Vec::new();
        match span.kind {
            ReportKind::Week => {
                // On a Monday the meeting looks back on the week that has just ended.
                if span.after().until >= today {
                    blocks.extend([head(Heading::Needs), self.needs(lang).await?]);
                    blocks.extend([head(Heading::Cases), self.open_cases(today, lang).await?]);
                    blocks.extend([head(Heading::Thanks), self.thanks(lang).await?]);
                    let ahead = self.workload(None, drawing).await?;
                    blocks.extend([head(Heading::Ahead), chart(ahead.svg)]);
                }
            }
            ReportKind::Month | ReportKind::Year => {
                let mut wide = drawing.clone();
                if span.kind == ReportKind::Month
                    && let Some(numbers) = self.numbers_in_sight(span.from, lang).await?
                {
                    wide.width = (CONTENT * SMALLER) as u32;
                    blocks.push(Block::Text(numbers));
                }
                if span.kind == ReportKind::Year {
                    let query = CohortQuery {
                        by: PeriodName::Year,
                        measure: MeasureName::By,
                        anchor: AnchorName::Delivery,
                        unit: UnitName::Household,
                        until: until.clone(),
                        merge_days: None,
                        family: None,
                    };
                    let table = self.cohorts(query, Some(drawing.clone())).await?;
                    blocks.extend([head(Heading::Cohorts), chart(table.svg)]);
                }
                let asked = self
                    .ask(UnitName::Household, AnchorName::Delivery, until.as_deref(), None)
                    .await?;
                let curves = self.fit_curves(&asked, None).await?;
                let svg = curve(&curves, None, UnitName::Household, &wide, CURVE);
                blocks.extend([head(Heading::Curve), chart(svg)]);
            }
        }
        Ok(blocks)
    }

    /// Who needs the shop now, with their names: the page is for those who turn to them.
    async fn needs(&self, lang: Lang) -> Result<Block> {
        let view = self.standings().await?;
        let rows = view.needs.iter().map(|need| {
            let why: Vec<&str> = need
                .signs
                .iter()
                .map(|sign| words::sign(sign.kind, lang))
                .collect();
            let why = why.join(if lang == Lang::Ja { "、" } else { ", " });
            row(&need.who, why, &need.since, lang)
        });
        Ok(table(Heading::Needs, rows.collect(), lang))
    }

    async fn open_cases(&self, today: ShopDay, lang: Lang) -> Result<Block> {
        let shop = self.shop().await?;
        let cases = shop.store.open_cases(today, CASES).await?;
        let homes: Vec<i64> = cases.iter().map(|case| case.household).collect();
        let people = shop.store.primary_customers(&homes).await?;
        let hits = shop.store.customer_hits(&people).await?;
        let rows = cases.iter().filter_map(|case| {
            let hit = hits.iter().find(|hit| hit.household == case.household)?;
            let mark = if case.serious { "● " } else { "" };
            Some(row(
                &CustomerHit::from(hit),
                format!("{mark}{}", case.topic),
                &case.opened_on.to_string(),
                lang,
            ))
        });
        Ok(table(Heading::Cases, rows.collect(), lang))
    }

    async fn thanks(&self, lang: Lang) -> Result<Block> {
        let view = self.referrals(of_today(), None).await?;
        let rows = view.owed.iter().take(THANKS).map(|owed| {
            let told = name_of(&owed.told, lang);
            row(&owed.who, told, &owed.since, lang)
        });
        Ok(table(Heading::Thanks, rows.collect(), lang))
    }
}

fn figure(of: &ReportFigure) -> Figure {
    Figure {
        label: of.label.clone(),
        value: of.value.clone(),
        note: of.note.clone(),
    }
}

fn figures(
    span: Span,
    now: &Counted,
    earlier: &Counted,
    recommend: &RecommendView,
    yen: &dyn Fn(i64) -> String,
    lang: Lang,
) -> Vec<ReportFigure> {
    let names = |side: BetweenSide| {
        Some(NamesQuery::Between {
            from: span.from.to_string(),
            until: span.until.to_string(),
            side,
        })
    };
    let was = |value: String| words::before(span.kind, &value, lang);
    let homes = |count: u32| words::households(count, lang);
    let one = |of: Name, value: String, note: String, names: Option<NamesQuery>| ReportFigure {
        label: words::name(of, lang).to_owned(),
        value,
        note,
        names,
    };
    let count = |count: i64| words::households(count, lang);
    let referred = |counted: &Counted| count(i64::try_from(counted.referred).unwrap_or(i64::MAX));
    let (split, before) = (&now.split, &earlier.split);
    let (marks, answers) = words::recommend(recommend, lang);
    vec![
        one(
            Name::New,
            homes(split.new_units),
            was(homes(before.new_units)),
            names(BetweenSide::New),
        ),
        one(
            Name::Returning,
            homes(split.returning_units),
            was(homes(before.returning_units)),
            names(BetweenSide::Returning),
        ),
        one(Name::Sales, yen(now.net()), was(yen(earlier.net())), None),
        one(
            Name::SalesBack,
            yen(split.returning_minor),
            words::share_back(now, lang),
            None,
        ),
        one(
            Name::CaredFor,
            count(now.work.cared_for),
            words::touches(now.work.touches, lang),
            names(BetweenSide::CaredFor),
        ),
        one(
            Name::Minutes,
            words::minutes(now.work.minutes, lang),
            was(words::minutes(earlier.work.minutes, lang)),
            None,
        ),
        one(
            Name::HeardFrom,
            count(now.work.heard_from),
            was(count(earlier.work.heard_from)),
            names(BetweenSide::HeardFrom),
        ),
        one(
            Name::Referred,
            referred(now),
            was(referred(earlier)),
            names(BetweenSide::Referred),
        ),
        one(
            Name::Cases,
            now.work.cases_open.to_string(),
            words::cases(now.work.cases_opened, now.work.cases_closed, lang),
            None,
        ),
        one(Name::Recommend, marks, answers, None),
    ]
}

/// The same numbers over the spans before, a small picture each.
fn course(spans: &[Span], counted: &[Counted], today: ShopDay, digits: u8, lang: Lang) -> Block {
    let running = spans.last().is_some_and(|span| today < span.until);
    let panel = |of: Name, value: &dyn Fn(&Counted) -> i64, text: &dyn Fn(i64) -> String| {
        let values: Vec<i64> = counted.iter().map(value).collect();
        #[allow(clippy::cast_precision_loss, reason = "drawn in pixels")]
        let heights = values.iter().map(|value| *value as f64).collect();
        Panel {
            title: words::name(of, lang).to_owned(),
            texts: values.iter().map(|value| text(*value)).collect(),
            values: heights,
            running,
        }
    };
    let plain = |value: i64| value.to_string();
    #[allow(clippy::cast_precision_loss, reason = "shown in whole units")]
    let amount = |value: i64| money(value as f64, digits);
    let chart_of = SmallMultiples {
        description: words::heading(Heading::Course, lang).to_owned(),
        panels: vec![
            panel(Name::New, &|of| of.split.new_units.into(), &plain),
            panel(Name::Returning, &|of| of.split.returning_units.into(), &plain),
            panel(Name::Sales, &Counted::net, &amount),
            panel(Name::CaredFor, &|of| of.work.cared_for, &plain),
            panel(Name::HeardFrom, &|of| of.work.heard_from, &plain),
            panel(
                Name::Referred,
                &|of| i64::try_from(of.referred).unwrap_or(i64::MAX),
                &plain,
            ),
        ],
        periods: spans.iter().map(|span| span.short(lang)).collect(),
        columns: 3,
        empty_message: String::new(),
    };
    let drawing = Drawing {
        dark: false,
        width: CONTENT as u32,
        lang,
    };
    chart(small_multiples(&chart_of, &frame(&drawing, 192)))
}

/// A drawing as it states its own size.
fn chart(svg: String) -> Block {
    let size = |name: &str| {
        let at = svg.find(name)? + name.len();
        svg[at..].split('"').next()?.parse().ok()
    };
    let (width, height) = (
        size(" width=\"").unwrap_or(CONTENT),
        size(" height=\"").unwrap_or(320.0),
    );
    Block::Chart { svg, width, height }
}

fn row(who: &CustomerHit, what: String, since: &str, lang: Lang) -> Vec<String> {
    let since = ShopDay::parse_iso(since).map_or_else(String::new, |day| day_text(day, lang));
    vec![name_of(who, lang), who.town.clone(), what, since, String::new()]
}

fn table(of: Heading, rows: Vec<Vec<String>>, lang: Lang) -> Block {
    if rows.is_empty() {
        return Block::Text(words::nobody(lang));
    }
    Block::Table {
        head: words::columns(of, lang),
        rows,
        shares: vec![0.2, 0.17, 0.33, 0.16, 0.14],
    }
}
