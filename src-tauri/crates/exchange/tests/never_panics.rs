//! Whatever bytes come: an answer, never a panic, and lines that only go up.

mod common;

use std::ops::ControlFlow;

use aichaku_exchange::{
    Found, Overrides, ParseRules, Separator, TextEncoding, propose_mapping, propose_mapping_as, read_records,
    sniff, sniff_with, visit_rows,
};
use common::file_of;
use proptest::prelude::*;

/// Bytes that look like a file often enough to get past the first questions.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "order_id", "注文番号", "ordered_at", "購入日", "氏名", "金額", "商品名", "数量", "\"", "\"\"", ",", "\t", ";", "\n", "\r\n",
            "\r", "2024-04-01", "R6.4.1", "12,800円", "=1+1", "同上", "合計", "山田 太郎", "-5", "1", "\0", "\u{feff}",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        2 => prop::collection::vec(any::<u8>(), 0..12),
        1 => "\\PC{0,12}".prop_map(|text: String| encoding_of(&text)),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn encoding_of(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn check(bytes: &[u8]) {
    let file = file_of(bytes);
    let mut shapes = Vec::new();
    shapes.extend(sniff(file.path()));
    for &encoding in TextEncoding::ALL {
        for &separator in Separator::ALL {
            let overrides = Overrides {
                encoding: Some(encoding),
                separator: Some(separator),
                sheet: None,
                header_line: Some(0),
            };
            shapes.extend(sniff_with(file.path(), &overrides));
        }
    }
    for shape in shapes {
        let mut last = 0;
        let read = visit_rows(file.path(), &shape, &mut |row, _| {
            assert!(row.line > last, "lines only go up");
            last = row.line;
            ControlFlow::Continue(())
        });
        assert!(read.is_ok(), "what could be looked at can be read");
        let mut mappings = vec![propose_mapping(&shape)];
        for &dataset in aichaku_exchange::Dataset::ALL {
            mappings.push(propose_mapping_as(&shape, Some(dataset), Some("generic")));
        }
        for mapping in mappings {
            let mut rows = 0;
            let summary = read_records(
                file.path(),
                &shape,
                &mapping,
                &ParseRules::default(),
                &mut |found| {
                    if let Found::Problem(problem) = found {
                        assert!(problem.value.chars().count() <= 81, "values are cut");
                    }
                    rows += 1;
                    ControlFlow::Continue(())
                },
            )
            .expect("what could be looked at can be read");
            assert!(summary.rejected_rows <= summary.rows, "counts are true");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_get_an_answer(bytes in bytes()) {
        check(&bytes);
    }

    #[test]
    fn noise_gets_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn what_was_written_well_is_read_as_it_was(
        rows in prop::collection::vec(prop::collection::vec("[a-z0-9 \"',;\t\r\n髙山ソ表]{0,8}", 3), 1..40)
    ) {
        use aichaku_exchange::{CsvEncoding, CsvWriter, guard_formula};
        for (encoding, told) in [(CsvEncoding::Utf8Bom, TextEncoding::Utf8Bom), (CsvEncoding::Cp932, TextEncoding::Cp932)] {
            let mut bytes = Vec::new();
            let mut writer = CsvWriter::new(&mut bytes, encoding).expect("memory does not fail");
            writer.row(["氏名", "住所", "備考"]).expect("memory does not fail");
            for row in &rows {
                writer.row(row).expect("memory does not fail");
            }
            writer.finish().expect("memory does not fail");
            let file = file_of(&bytes);
            let overrides = Overrides {
                encoding: Some(told),
                separator: Some(Separator::Comma),
                sheet: None,
                header_line: Some(1),
            };
            let shape = sniff_with(file.path(), &overrides).expect("a list");
            let mut read: Vec<Vec<String>> = Vec::new();
            visit_rows(file.path(), &shape, &mut |row, _| {
                read.push(row.cells().map(str::to_owned).collect());
                ControlFlow::Continue(())
            }).expect("a list");
            let wanted: Vec<Vec<String>> = rows
                .iter()
                .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                .map(|row| row.iter().map(|cell| guard_formula(cell).into_owned()).collect())
                .collect();
            let read: Vec<Vec<String>> =
                read.into_iter().filter(|row| row.iter().any(|cell| !cell.trim_matches(['\'', ' ', '\t', '\r', '\n']).is_empty())).collect();
            let wanted: Vec<Vec<String>> =
                wanted.into_iter().filter(|row| row.iter().any(|cell| !cell.trim_matches(['\'', ' ', '\t', '\r', '\n']).is_empty())).collect();
            prop_assert_eq!(read, wanted);
        }
    }

    #[test]
    fn values_never_panic(text in "\\PC{0,40}") {
        use aichaku_exchange::values::{parse_birthday, parse_date, parse_email, parse_money, parse_name, parse_phones, parse_postal, parse_quantity, parse_status, parse_yes_no};
        let zone = ParseRules::default().zone;
        let _ = (parse_date(&text, zone), parse_birthday(&text, zone, aichaku_exchange::DateOrder::DayFirst));
        let _ = (parse_money(&text, 2), parse_quantity(&text), parse_phones(&text), parse_postal(&text));
        let _ = (parse_email(&text), parse_name(&text), parse_status(&text), parse_yes_no(&text));
    }

    #[test]
    fn amounts_come_back(minor in -10_000_000_000_000i64..=10_000_000_000_000, digits in 0u8..=3) {
        use aichaku_exchange::values::parse_money;
        let scale = 10i64.pow(u32::from(digits));
        let sign = if minor < 0 { "-" } else { "" };
        let text = match digits {
            0 => minor.to_string(),
            _ => format!("{sign}{}.{:0width$}", minor.abs() / scale, minor.abs() % scale, width = usize::from(digits)),
        };
        prop_assert_eq!(parse_money(&text, digits), Ok(Some(minor)), "{}", text);
    }
}
