//! Charts with believable content, used by the tests and by the gallery.
//!
//! Not here: any assertion.

use aichaku_charts::{
    Bar, Bars, Capacity, CurveGroup, CurveTick, EffectPoint, EffectRow, EffectTick, Effects, Forest,
    ForestRow, Frame, Heatmap, HeatmapCell, HeatmapColumn, HeatmapLegend, HeatmapPlace, HeatmapRow,
    ItemCalendar, ItemLife, Look, Mark, MarkKind, MonthColumn, MonthColumns, Panel, Part, ReturnCurve,
    SmallMultiples, Week, WorkCalendar, bars_with_interval, cohort_heatmap, effects_with_interval,
    item_calendar, month_columns, referral_forest, return_curve, small_multiples, work_calendar,
};
use aichaku_stats::calendar::{Day, parse_iso};
use aichaku_stats::intervals::{Interval, wilson};
use aichaku_stats::survival::{KaplanMeier, Spell};

/// A fixed sequence of numbers below `below`.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

pub(crate) fn day(text: &str) -> Day {
    parse_iso(text).expect("an ISO day")
}

/// Forty characters, among them the ones that XML must escape.
pub(crate) const LONG_NAME: &str = "無垢材のダイニングテーブル<W1600>&ベンチ(\"特注\"・オイル仕上げ)髙﨑様";

/// A year of months: one of too few, one that was counted again, the last one open.
pub(crate) fn months(target: &str) -> MonthColumns {
    let month = |at: usize| MonthColumn {
        name: format!("2026年{}月", at + 1),
        value: (at != 3).then_some(0.2 + at as f64 / 20.0),
        again: (at == 5).then_some(0.1),
        title: format!("2026年{}月 {at}/40", at + 1),
        open: at == 11,
    };
    MonthColumns {
        description: "満足の割合".to_owned(),
        months: (0..12).map(month).collect(),
        target: Some((0.8, target.to_owned())),
        again: LONG_NAME.to_owned(),
        ticks: [0.0, 0.5, 1.0]
            .map(|at| (at, format!("{:.0}%", at * 100.0)))
            .to_vec(),
        empty_message: "まだ数えた月がありません".to_owned(),
    }
}

/// One that helps, one that cannot be told yet, one of which only the others speak.
pub(crate) fn effects(names: &[&str]) -> Effects {
    let point = |value: f64| EffectPoint {
        value,
        interval: Interval {
            low: value - 0.04,
            high: value + 0.05,
        },
    };
    let row = |(at, name): (usize, &&str)| EffectRow {
        label: (*name).to_owned(),
        own: (at != 1).then(|| point(0.06 - at as f64 / 20.0)),
        pooled: (at != 1).then(|| point(0.03)),
        text: if at == 1 {
            "まだ分かりません"
        } else {
            "+6.0ポイント"
        }
        .to_owned(),
        title: format!("{name}: 6.0ポイント"),
        strong: at == 0,
    };
    Effects {
        description: "お手入れの効果".to_owned(),
        rows: names.iter().enumerate().map(row).collect(),
        ticks: [(-0.1, "-10"), (0.0, "0"), (0.1, "+10ポイント")]
            .map(|(at, label)| EffectTick {
                at,
                label: label.to_owned(),
            })
            .to_vec(),
        footnote: LONG_NAME.to_owned(),
        empty_message: "まだ比べていません".to_owned(),
    }
}

/// The same two years of each number; one of them is nothing at all.
pub(crate) fn panels(names: &[&str], columns: usize) -> SmallMultiples {
    let panel = |(place, name): (usize, &&str)| Panel {
        title: (*name).to_owned(),
        values: (0..24).map(|at| (at * place) as f64).collect(),
        texts: (0..24).map(|at| format!("{}件", at * place)).collect(),
        running: true,
    };
    SmallMultiples {
        description: "月ごとの数".to_owned(),
        panels: names.iter().enumerate().map(panel).collect(),
        periods: (0..24)
            .map(|at| format!("{}年{}月", 2025 + at / 12, at % 12 + 1))
            .collect(),
        columns,
        empty_message: "まだ数がありません".to_owned(),
    }
}

/// `rows` cohorts by `columns` periods: a triangle whose last diagonal is not mature.
pub(crate) fn heatmap(rows: usize, columns: usize, label: impl Fn(usize) -> String) -> Heatmap {
    let mut numbers = Numbers(7);
    let make_row = |row: usize, label: String, numbers: &mut Numbers| {
        let size = 140 + numbers.below(160);
        let there = columns.saturating_sub(row * columns / rows.max(1));
        let cells = (0..columns).map(|column| {
            let n = size * (3 + numbers.below(6) + 20 / (column as u64 + 2)) / 100;
            let rate = n as f64 / size as f64;
            (column < there).then(|| HeatmapCell {
                value: Some(rate),
                text: format!("{:.1}", rate * 100.0),
                title: format!("{label} +{}: {n} / {size}", column + 1),
                mature: column + 1 < there || row == 0,
            })
        });
        HeatmapRow {
            size: size.to_string(),
            cells: cells.collect(),
            label: label.clone(),
        }
    };
    Heatmap {
        description: "初回購入の時期ごとの再購入".to_owned(),
        size_heading: "世帯数".to_owned(),
        columns: (1..=columns as u32)
            .map(|k| HeatmapColumn {
                k,
                label: format!("+{k}"),
            })
            .collect(),
        rows: (0..rows)
            .map(|row| make_row(row, label(row), &mut numbers))
            .collect(),
        mean: (rows > 1).then(|| make_row(0, "平均".to_owned(), &mut numbers)),
        darkest: None,
        legend: Some(HeatmapLegend {
            low: "0%".to_owned(),
            high: "18%".to_owned(),
            immature: "期間の途中(平均に入れません)".to_owned(),
            counted: "10世帯未満は数だけ".to_owned(),
        }),
        empty_message: "まだ言えません。購入が2回以上ある世帯が増えると、ここに表が出ます。".to_owned(),
        place: HeatmapPlace::Page,
    }
}

pub(crate) fn quarters(row: usize) -> String {
    format!("{}Q{}", 23 + row / 4, row % 4 + 1)
}

/// Return curves of `labels`, each from a few hundred households.
pub(crate) fn curves(labels: &[&str], households: usize) -> ReturnCurve {
    let mut numbers = Numbers(11);
    let ticks: Vec<CurveTick> = (0..=10)
        .map(|year| CurveTick {
            days: year * 365,
            label: format!("{year}年"),
        })
        .collect();
    let groups = labels.iter().enumerate().map(|(place, label)| {
        let spells: Vec<Spell> = (0..households)
            .map(|_| {
                let watched = numbers.below(3650) as u32;
                let back = 40 + numbers.below(9000 + 4000 * place as u64) as u32;
                Spell {
                    days: watched.min(back),
                    happened: back <= watched,
                }
            })
            .collect();
        let curve = KaplanMeier::fit(&spells);
        let at_risk = ticks
            .iter()
            .map(|tick| {
                curve
                    .returned_by(tick.days)
                    .map_or(String::new(), |point| point.at_risk.to_string())
            })
            .collect();
        CurveGroup {
            label: (*label).to_owned(),
            points: curve.return_steps(),
            at_risk,
        }
    });
    ReturnCurve {
        description: "お届けから何年でまた買っていただいたか".to_owned(),
        groups: groups.collect(),
        last_day: Some(3650),
        at_risk_heading: "見守っている世帯数".to_owned(),
        empty_message: "まだ言えません。お届けから時間がたつと、ここに線が出ます。".to_owned(),
        ticks,
    }
}

pub(crate) fn bars(labels: &[&str]) -> Bars {
    let mut numbers = Numbers(3);
    let bars = labels.iter().enumerate().map(|(place, label)| {
        let n = 60 + numbers.below(900);
        let hits = n * (20 + numbers.below(25)) / 100;
        let rate = hits as f64 / n as f64;
        let interval = wilson(hits, n);
        let range = interval.map_or(String::new(), |range| {
            format!("({:.1}–{:.1})", range.low * 100.0, range.high * 100.0)
        });
        Bar {
            label: (*label).to_owned(),
            value: rate,
            interval,
            text: format!("{:.1}%", rate * 100.0),
            title: format!("{label}: {:.1}% {range}, {hits} / {n}", rate * 100.0),
            strong: place == 0,
            base: if place == 1 { rate * 0.6 } else { 0.0 },
            opens: (place == 1).then_some(3),
        }
    });
    Bars {
        description: "お手入れ連絡の効果".to_owned(),
        bars: bars.collect(),
        top: None,
        footnote: "差 +6.2pt(95%区間 +1.8 – +10.6)・ 1年以内の再購入 ・ 3,912世帯".to_owned(),
        empty_message: "まだ比べられません。".to_owned(),
    }
}

pub(crate) fn weeks(count: usize) -> WorkCalendar {
    let mut numbers = Numbers(5);
    let mut first = day("2026-11-23");
    let weeks = (0..count).map(|place| {
        let (rest, main) = (
            25 + numbers.below(22),
            12 + numbers.below(22) + if (4..9).contains(&place) { 22 } else { 0 },
        );
        let (_, month, day_of_month) = aichaku_stats::calendar::civil_from_day(first);
        first += 7;
        Week {
            label: format!("{month}/{day_of_month}"),
            title: format!("{month}/{day_of_month} の週: {} 分", rest + main),
            amounts: vec![rest as f64, main as f64],
        }
    });
    WorkCalendar {
        description: "これから26週間の仕事量".to_owned(),
        parts: vec![
            Part {
                label: "ほかの計画".to_owned(),
            },
            Part {
                label: "この計画".to_owned(),
            },
        ],
        weeks: weeks.collect(),
        capacity: Some(Capacity {
            value: 84.0,
            label: "84分".to_owned(),
            over_label: "上限を超える分(後ろへずらします)".to_owned(),
        }),
        ticks: [0, 30, 60, 90]
            .map(|minutes| (f64::from(minutes), format!("{minutes}分")))
            .to_vec(),
        empty_message: "これから26週間に予定はありません。".to_owned(),
    }
}

fn mark(at: &str, kind: MarkKind, label: &str) -> Mark {
    Mark {
        day: day(at),
        kind,
        label: label.to_owned(),
        title: format!("{at} {label}"),
    }
}

pub(crate) fn items() -> ItemCalendar {
    use MarkKind::{Done, Now, Planned, Renew};
    let item = |label: &str, detail: &str, from: &str, strong, marks| ItemLife {
        label: label.to_owned(),
        detail: detail.to_owned(),
        from: day(from),
        until: None,
        strong,
        marks,
    };
    let table = vec![
        mark("2026-10-25", Done, "最初の一週間"),
        mark("2026-11-22", Now, "30日点検"),
        mark("2027-01-20", Planned, "増し締め"),
        mark("2027-04-22", Planned, "オイル"),
        mark("2027-10-22", Planned, "一年点検"),
    ];
    let sofa = vec![
        mark("2026-01-13", Done, "座面の向き"),
        mark("2026-07-13", Done, "二年点検"),
        mark("2027-02-01", Planned, "洗濯"),
        mark("2027-07-13", Renew, "カバー替えどき"),
    ];
    let lamp = vec![mark("2026-01-20", Done, "")];
    let mut gone = item(
        "子ども用チェア",
        "2024-04-01 納品・譲渡",
        "2024-04-01",
        false,
        Vec::new(),
    );
    gone.until = Some(day("2026-08-01"));
    ItemCalendar {
        description: "お使いの品と、お手入れの暦".to_owned(),
        from: day("2025-11-22"),
        to: day("2027-11-22"),
        today: Some((day("2026-11-22"), "今日".to_owned())),
        ticks: [
            ("2025-11-22", "25年11月"),
            ("2026-05-22", "26年5月"),
            ("2026-11-01", "26年11月"),
            ("2027-05-22", "27年5月"),
            ("2027-11-22", "27年11月"),
        ]
        .map(|(at, label)| (day(at), label.to_owned()))
        .to_vec(),
        items: vec![
            item("オーク無垢テーブル", "2026-10-22 納品", "2026-10-22", true, table),
            item("布張りソファ 2.5P", "2024-07-13 納品", "2024-07-13", false, sofa),
            item("ペンダントライト", "2025-12-20 納品", "2025-12-20", false, lamp),
            gone,
        ],
        today_note: "今日: 30日点検の電話".to_owned(),
        empty_message: "お使いの品はまだありません。".to_owned(),
    }
}

/// Lines with these depths; every third name is long.
pub(crate) fn forest(depths: &[u32]) -> Forest {
    let told = |at: usize| {
        let deeper = depths[at + 1..].iter().take_while(|depth| **depth > depths[at]);
        deeper.filter(|depth| **depth == depths[at] + 1).count() as u32
    };
    let row = |(at, depth): (usize, &u32)| ForestRow {
        label: if at % 3 == 2 {
            LONG_NAME.to_owned()
        } else {
            format!("高橋 由紀子{at} 様")
        },
        depth: *depth,
        amount: if told(at) > 0 {
            90_000.0 * (at + 1) as f64
        } else {
            0.0
        },
        text: if told(at) > 0 {
            format!("¥{}0,000", 9 * (at + 1))
        } else {
            String::new()
        },
        title: format!("高橋 由紀子{at} 様: ご紹介 {}", told(at)),
        told: told(at),
    };
    Forest {
        description: "どなたのご紹介で来られたか".to_owned(),
        rows: depths.iter().enumerate().map(row).collect(),
        footnote: "棒は、その方のご紹介にさかのぼるお買い上げです。".to_owned(),
        empty_message: "まだありません。".to_owned(),
    }
}

/// Every chart with its name, in the look; easy ones and hard ones.
pub(crate) fn gallery(look: Look, text_scale: f64) -> Vec<(&'static str, String)> {
    let frame = |width, height| Frame {
        width,
        height,
        look,
        text_scale,
    };
    let groups = ["ダイニング", "ソファ", "寝具", "照明・小物"];
    let many_days = [
        "2026-11-22",
        "2026-11-25",
        "2026-12-01",
        "2026-12-08",
        "2026-12-20",
        "2027-01-05",
        "2027-01-15",
    ];
    let mut crowded = items();
    crowded.items.truncate(1);
    crowded.items[0].label = LONG_NAME.to_owned();
    crowded.items[0].marks = many_days
        .iter()
        .map(|at| mark(at, MarkKind::Planned, "ボルトの増し締め"))
        .collect();
    let mut long_groups = curves(
        &[LONG_NAME, LONG_NAME, "短い名前", "寝具", "照明・小物", "その他"],
        30,
    );
    long_groups.ticks.push(CurveTick {
        days: 3640,
        label: "ちょうど3640日".to_owned(),
    });
    let mut one_point = bars(&["一件だけ"]);
    one_point.bars[0].interval = Some(Interval {
        low: 0.02,
        high: 0.97,
    });
    vec![
        (
            "heatmap",
            cohort_heatmap(&heatmap(12, 11, quarters), &frame(620, 430)),
        ),
        (
            "heatmap_one",
            cohort_heatmap(&heatmap(1, 4, quarters), &frame(620, 160)),
        ),
        (
            "heatmap_huge",
            cohort_heatmap(
                &heatmap(40, 120, |row| {
                    format!("20{:02}-{:02}", 17 + row / 12, row % 12 + 1)
                }),
                &frame(1000, 600),
            ),
        ),
        (
            "heatmap_window",
            cohort_heatmap(
                &Heatmap {
                    place: HeatmapPlace::Window,
                    ..heatmap(40, 60, quarters)
                },
                &frame(620, 430),
            ),
        ),
        (
            "heatmap_long_names",
            cohort_heatmap(&heatmap(5, 6, |_| LONG_NAME.to_owned()), &frame(620, 240)),
        ),
        (
            "heatmap_empty",
            cohort_heatmap(&heatmap(0, 11, quarters), &frame(620, 200)),
        ),
        ("curve", return_curve(&curves(&[""], 420), &frame(640, 360))),
        (
            "curve_groups",
            return_curve(&curves(&groups, 300), &frame(760, 440)),
        ),
        ("curve_long_names", return_curve(&long_groups, &frame(560, 380))),
        (
            "curve_few",
            return_curve(&curves(&["ソファ"], 6), &frame(640, 360)),
        ),
        (
            "curve_empty",
            return_curve(
                &ReturnCurve {
                    groups: Vec::new(),
                    ..curves(&[""], 3)
                },
                &frame(640, 240),
            ),
        ),
        (
            "bars",
            bars_with_interval(&bars(&["連絡あり", "連絡なし"]), &frame(420, 140)),
        ),
        (
            "bars_many",
            bars_with_interval(
                &bars(&["ダイニング", LONG_NAME, "寝具", "照明", "ラグ", "その他"]),
                &frame(420, 140),
            ),
        ),
        ("bars_one", bars_with_interval(&one_point, &frame(320, 100))),
        ("bars_empty", bars_with_interval(&bars(&[]), &frame(420, 140))),
        (
            "effects",
            effects_with_interval(&effects(&["お手入れの案内", "点検", LONG_NAME]), &frame(620, 200)),
        ),
        (
            "effects_empty",
            effects_with_interval(&effects(&[]), &frame(420, 140)),
        ),
        (
            "panels",
            small_multiples(
                &panels(&["ご購入", "再来店", "ご紹介", LONG_NAME], 3),
                &frame(640, 260),
            ),
        ),
        (
            "panels_narrow",
            small_multiples(&panels(&["ご購入", "再来店"], 2), &frame(300, 140)),
        ),
        ("panels_empty", small_multiples(&panels(&[], 3), &frame(420, 140))),
        ("months", month_columns(&months(LONG_NAME), &frame(620, 150))),
        (
            "months_narrow",
            month_columns(&months("目標 80%以上"), &frame(320, 120)),
        ),
        (
            "months_empty",
            month_columns(
                &MonthColumns {
                    months: Vec::new(),
                    ..months("")
                },
                &frame(420, 140),
            ),
        ),
        ("weeks", work_calendar(&weeks(26), &frame(620, 330))),
        ("weeks_narrow", work_calendar(&weeks(26), &frame(300, 260))),
        ("weeks_one", work_calendar(&weeks(1), &frame(400, 260))),
        ("weeks_empty", work_calendar(&weeks(0), &frame(620, 200))),
        ("items", item_calendar(&items(), &frame(640, 330))),
        ("items_crowded", item_calendar(&crowded, &frame(640, 140))),
        (
            "items_empty",
            item_calendar(
                &ItemCalendar {
                    items: Vec::new(),
                    ..items()
                },
                &frame(640, 160),
            ),
        ),
        (
            "forest",
            referral_forest(&forest(&[0, 1, 2, 2, 1, 0, 1, 0, 1, 2, 3]), &frame(620, 100)),
        ),
        (
            "forest_deep",
            referral_forest(&forest(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), &frame(320, 100)),
        ),
        ("forest_empty", referral_forest(&forest(&[]), &frame(620, 160))),
    ]
}
