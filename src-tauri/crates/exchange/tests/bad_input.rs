//! Files that are broken, hostile or not what they seem: one clear answer each, and nothing lost.

mod common;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use aichaku_exchange::{
    CsvEncoding, Overrides, ParseRules, ReadError, RejectedCells, RejectedLabels, RowProblemCode, Separator,
    TextEncoding, propose_mapping, read_records, rows_at, sniff, sniff_with, write_rejected,
};
use common::{file_of, fixture, read, read_text};

#[test]
fn an_empty_file_is_called_empty() {
    for bytes in ["", "\n\n\r\n", "\u{feff}", "   \n ,,\n"] {
        let file = file_of(bytes);
        let answer = sniff(file.path());
        assert!(matches!(answer, Err(ReadError::Empty)), "{bytes:?}: {answer:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_unreadable() {
    let answer = sniff(&fixture("no such file.csv"));
    assert!(matches!(answer, Err(ReadError::Unreadable(_))), "{answer:?}");
}

#[test]
fn a_picture_is_not_text() {
    let noise: Vec<u8> = (0..100_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    for bytes in [b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), b"%PDF-1.7\n".to_vec(), noise] {
        let file = file_of(bytes);
        let answer = sniff(file.path());
        assert!(matches!(answer, Err(ReadError::NotText)), "{answer:?}");
    }
}

#[test]
fn a_zip_that_is_no_workbook_is_not_text() {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend([0u8; 64]);
    let file = file_of(bytes);
    let answer = sniff(file.path());
    assert!(
        matches!(answer, Err(ReadError::NotText | ReadError::DamagedWorkbook)),
        "{answer:?}"
    );
}

#[test]
fn five_hundred_columns_are_too_many() {
    let header: Vec<String> = (0..500).map(|n| format!("列{n}")).collect();
    let row: Vec<String> = (0..500).map(|n| n.to_string()).collect();
    let file = file_of(format!("{}\n{}\n", header.join(","), row.join(",")));
    let answer = sniff(file.path());
    assert!(
        matches!(
            answer,
            Err(ReadError::TooManyColumns {
                columns: 500,
                limit: 400
            })
        ),
        "{answer:?}"
    );
}

#[test]
fn three_hundred_columns_are_read() {
    let mut header: Vec<String> = (0..300).map(|n| format!("自由項目{n}")).collect();
    header[7] = "氏名".to_owned();
    let mut row: Vec<String> = vec![String::new(); 300];
    row[7] = "山田 太郎".to_owned();
    let reading = read_text(format!("{}\n{}\n", header.join(","), row.join(",")));
    assert_eq!(reading.records.len(), 1, "wide, but a list");
}

#[test]
fn values_without_a_header_have_no_header() {
    let file = file_of("00001,1,19970101,29.33\n00002,1,19970118,29.73\n");
    let answer = sniff(file.path());
    assert!(matches!(answer, Err(ReadError::NoHeader)), "{answer:?}");
    let shape = sniff_with(
        file.path(),
        &Overrides {
            header_line: Some(0),
            ..Overrides::default()
        },
    )
    .expect("a person can say that there is none");
    assert_eq!(shape.columns, ["1", "2", "3", "4"], "numbered");
    assert_eq!(shape.sample.len(), 2, "no row is taken for names");
}

#[test]
fn a_mark_that_is_never_closed_costs_its_row_alone() {
    let reading = read_text(
        "order_id,customer_id,ordered_at,amount\n\
         1,1,2024-04-01,100\n\
         2,\"2,2024-04-02,200\n\
         3,3,2024-04-03,300\n\
         4,4,2024-04-04,400\n",
    );
    assert_eq!(
        reading.problem_lines(),
        "3 customer_id unclosed_quote row_rejected \"\\\"2\"\n",
        "line and column"
    );
    assert_eq!(reading.purchases().len(), 3, "the rest of the file is there");
}

#[test]
fn a_mark_unclosed_in_the_header_is_told_with_its_line() {
    let file = file_of("注文番号,\"注文日,氏名,金額\n1,2024/4/1,山田,100\n2,2024/4/2,佐藤,200\n");
    let answer = sniff(file.path());
    assert!(
        matches!(answer, Err(ReadError::UnclosedQuote { line: 1 })),
        "{answer:?}"
    );
}

#[test]
fn an_encoding_that_does_not_fit_is_refused_with_its_line() {
    let path = fixture("sample_eccube_orders.csv");
    for encoding in [TextEncoding::Utf8, TextEncoding::EucJp, TextEncoding::Utf16Le] {
        let answer = sniff_with(
            &path,
            &Overrides {
                encoding: Some(encoding),
                ..Overrides::default()
            },
        );
        assert!(
            matches!(answer, Err(ReadError::EncodingDoesNotFit { encoding: told, .. }) if told == encoding),
            "{encoding}: {answer:?}"
        );
    }
}

#[test]
fn broken_bytes_in_the_middle_are_a_row_problem() {
    let mut bytes = "顧客番号,氏名,備考\n".as_bytes().to_vec();
    for n in 0..200 {
        bytes.extend(format!("{n},山田 太郎,よいお客様\n").as_bytes());
    }
    bytes.extend(b"200,\xe5\xb1,x\n201,\xe4\xbd\x90\xe8\x97\xa4,\n");
    let reading = read(file_of(&bytes).path());
    assert_eq!(reading.shape.encoding, Some(TextEncoding::Utf8), "still UTF-8");
    assert_eq!(reading.problems.len(), 1, "{}", reading.problem_lines());
    assert_eq!(
        reading.problems[0].code,
        RowProblemCode::UnreadableCharacters,
        "told"
    );
    assert_eq!(reading.problems[0].line, 202, "with its line");
    assert_eq!(reading.records.len(), 201, "the others are read");
}

#[test]
fn impossible_days_and_amounts_say_what_they_are() {
    let reading = read_text(
        "order_id,customer_id,ordered_at,amount\n\
         1,1,0000-00-00,100\n\
         2,1,2024-02-30,100\n\
         3,1,0001-01-01,100\n\
         4,1,2024-04-01,99999999999999999999\n\
         5,1,2024-04-01,-99999999999999\n\
         6,1,2024-04-01,=1+1\n\
         7,1,4/5/2024,100\n\
         8,1,,100\n\
         9,1,2024-04-01,\n\
         10,1,2024-04-01,12.5\n\
         11,1,2024-04-01,-500\n",
    );
    assert_eq!(
        reading.problem_lines(),
        "2 ordered_at year_out_of_range row_rejected \"0000-00-00\"\n\
         3 ordered_at no_such_day row_rejected \"2024-02-30\"\n\
         4 ordered_at year_out_of_range row_rejected \"0001-01-01\"\n\
         5 amount amount_out_of_range row_rejected \"99999999999999999999\"\n\
         6 amount amount_out_of_range row_rejected \"-99999999999999\"\n\
         7 amount formula row_rejected \"=1+1\"\n\
         8 ordered_at ambiguous_date row_rejected \"4/5/2024\"\n\
         9 ordered_at missing_date row_rejected \"\"\n\
         10 - missing_amount row_rejected \"\"\n\
         11 amount too_many_decimals row_rejected \"12.5\"\n",
        "each row with line, column and reason"
    );
    assert_eq!(reading.purchases().len(), 0, "none of them is a purchase");
    assert_eq!(reading.reversals().len(), 1, "a negative amount is a return");
}

#[test]
fn a_formula_in_a_name_is_a_name() {
    let reading = read_text("顧客番号,氏名\n1,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n");
    assert_eq!(reading.records.len(), 1, "it is not evaluated and not lost");
}

#[test]
fn nul_bytes_are_a_row_problem() {
    let reading = read_text("顧客番号,氏名\n1,山田 太郎\n2,佐\0藤\n3,鈴木 一郎\n");
    assert_eq!(
        reading.problems[0].code,
        RowProblemCode::UnreadableCharacters,
        "told"
    );
    assert_eq!(reading.records.len(), 2, "the others are read");
}

#[test]
fn a_cell_of_a_million_characters_is_cut_and_said() {
    let reading = read_text(format!(
        "顧客番号,氏名,備考\n1,山田 太郎,{}\n2,佐藤 花,普通\n",
        "長".repeat(1_000_000)
    ));
    assert_eq!(reading.records.len(), 2, "both people");
    assert_eq!(reading.problems[0].code, RowProblemCode::TooLong, "told");
    assert!(reading.problems[0].value.chars().count() <= 81, "and cut");
}

#[test]
fn shifted_rows_are_not_taken_for_something_else() {
    let reading = read_text(
        "order_id,customer_id,ordered_at,amount\n1,1,2024-04-01,100\n2,1,2024-04-01,1,200\n3\n,,,\n4,1,2024-04-01,100,,\n",
    );
    assert_eq!(
        reading.problem_lines(),
        "3 - too_many_cells row_rejected \"200\"\n4 ordered_at missing_date row_rejected \"\"\n",
        "a comma too many, and a row that ends too early"
    );
    assert_eq!(
        reading.purchases().len(),
        2,
        "empty cells beyond the header do no harm"
    );
}

#[test]
fn separators_are_told_from_the_rows() {
    for (separator, text) in [
        (Separator::Tab, "顧客番号\t氏名\t住所\n1\t山田, 太郎\t東京\n"),
        (
            Separator::Semicolon,
            "顧客番号;氏名;金額\n1;山田 太郎;1,5\n2;佐藤 花;2,5\n",
        ),
        (Separator::Comma, "顧客番号,氏名,備考\n1,山田 太郎,a;b;c\n"),
    ] {
        let file = file_of(text);
        let shape = sniff(file.path()).expect("a list");
        assert_eq!(shape.separator, Some(separator), "{text}");
        assert_eq!(shape.columns.len(), 3, "{text}");
    }
}

/// The rows of a reading that were left out, as the file that is saved of them.
fn saved(path: &std::path::Path, reading: &common::Reading) -> String {
    let lines: BTreeSet<u64> = reading.problems.iter().map(|problem| problem.line).collect();
    let cells = rows_at(path, &reading.shape, &lines).expect("it is still there");
    let texts: Vec<(String, String)> = reading
        .problems
        .iter()
        .map(|problem| (problem.line.to_string(), problem.code.to_string()))
        .collect();
    let rows: Vec<RejectedCells<'_>> = reading
        .problems
        .iter()
        .zip(&texts)
        .map(|(problem, (line, reason))| RejectedCells {
            line,
            column: problem.column.as_deref().unwrap_or(""),
            reason,
            cells: &cells[&problem.line],
        })
        .collect();
    let mut bytes = Vec::new();
    let unwritable = write_rejected(
        &reading.shape.columns,
        &rows,
        RejectedLabels::JA,
        CsvEncoding::Utf8Bom,
        &mut bytes,
    )
    .expect("memory does not fail");
    assert!(unwritable.is_empty(), "all of it can be written");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_rows_that_were_rejected_can_be_saved_mended_and_read_again() {
    let source = file_of(
        "order_id,customer_id,ordered_at,amount,note\n1,1,2024-04-01,100,fine\n2,1,2024-02-30,200,=1+1\n3,〃,2024-04-03,abc,\"a,b\"\n",
    );
    let reading = read(source.path());
    let text = saved(source.path(), &reading);
    assert_eq!(
        text,
        "\u{feff}order_id,customer_id,ordered_at,amount,note,取り込めなかった行,取り込めなかった列,取り込めなかった理由\r\n\
         2,1,2024-02-30,200,'=1+1,3,ordered_at,no_such_day\r\n\
         3,1,2024-04-03,abc,\"a,b\",4,amount,not_an_amount\r\n",
        "the original cells, 〃 filled in, and what was wrong"
    );
    let mended = text.replace("02-30", "02-29").replace("abc", "300");
    let again = read_text(&mended);
    assert_eq!(
        again.purchases().len(),
        2,
        "both come in now: {}",
        again.problem_lines()
    );
    assert!(
        reading.mapping.fits(&again.shape.columns),
        "a mapping that was kept for the file fits the mended one too"
    );
    assert_eq!(
        again.purchases()[0].note.as_deref(),
        Some("=1+1"),
        "and the apostrophe is gone again"
    );
    let broken_again = file_of(text);
    let reading = read(broken_again.path());
    assert_eq!(
        saved(broken_again.path(), &reading)
            .lines()
            .next()
            .map(|line| line.matches("取り込めなかった").count()),
        Some(3),
        "a file that comes back twice has the three columns once"
    );
}

#[test]
fn an_order_with_a_row_that_cannot_be_read_waits_as_a_whole() {
    let reading = read_text(
        "注文番号,注文日,氏名,商品名,数量,小計\n\
         1,2024-04-01,山田 太郎,テーブル,1,100\n\
         1,2024-04-01,山田 太郎,チェア,いくつか,200\n\
         2,2024-04-02,佐藤 花,ソファ,1,300\n\
         1,2024-04-01,山田 太郎,ラグ,1,400\n\
         3,2024-99-01,鈴木 一,ベッド,1,500\n\
         3,2024-04-03,鈴木 一,マットレス,1,600\n",
    );
    let orders: Vec<Option<&str>> = reading
        .purchases()
        .iter()
        .map(|purchase| purchase.external_id.as_deref())
        .collect();
    assert_eq!(orders, [Some("2")], "the whole ones come in");
    assert_eq!(
        reading.problem_lines(),
        "3 数量 not_a_quantity row_rejected \"いくつか\"\n\
         6 注文日 no_such_day row_rejected \"2024-99-01\"\n\
         2 注文番号 order_incomplete row_rejected \"1\"\n\
         5 注文番号 order_incomplete row_rejected \"1\"\n\
         7 注文番号 order_incomplete row_rejected \"3\"\n",
        "every row of the others is told, so that they can be mended together"
    );
    assert_eq!(reading.summary.rejected_rows, 5, "and counted");
}

#[test]
fn rows_below_a_head_that_was_left_out_do_not_join_the_order_above_it() {
    let reading = read_text(
        "注文番号,注文日,氏名,商品名,小計\n\
         1,2024-04-01,山田 太郎,テーブル,100\n\
         ,,,チェア,200\n\
         2,2024-02-30,佐藤 花,ソファ,300\n\
         ,,,クッション,50\n",
    );
    assert_eq!(reading.purchases().len(), 1, "only the first is whole");
    assert_eq!(
        reading.purchases()[0].total_minor,
        300,
        "the cushion was not the first buyer's"
    );
    assert_eq!(
        reading.summary.rejected_rows, 2,
        "head and follower wait together"
    );
}

#[test]
fn a_mapping_for_another_file_is_refused() {
    let one = file_of("order_id,customer_id,ordered_at,amount\n1,1,2024-04-01,100\n");
    let other = file_of("customer_id,order_id,ordered_at,amount\n1,1,2024-04-01,100\n");
    let mapping = propose_mapping(&sniff(one.path()).expect("a list"));
    let shape = sniff(other.path()).expect("a list");
    let answer = read_records(
        other.path(),
        &shape,
        &mapping,
        &ParseRules::default(),
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(matches!(answer, Err(ReadError::MappingDoesNotFit)), "{answer:?}");
}

#[test]
fn the_receiver_can_stop_the_reading() {
    let mut text = String::from("order_id,customer_id,ordered_at,amount\n");
    for n in 0..20_000 {
        text.push_str(&format!("{n},1,2024-04-01,100\n"));
    }
    let file = file_of(text);
    let shape = sniff(file.path()).expect("a list");
    let mapping = propose_mapping(&shape);
    let mut seen = 0;
    let summary = read_records(file.path(), &shape, &mapping, &ParseRules::default(), &mut |_| {
        seen += 1;
        if seen == 10 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .expect("stopping is no error");
    assert!(summary.stopped, "it says so");
    assert_eq!(seen, 10, "nothing comes after a stop");
}
