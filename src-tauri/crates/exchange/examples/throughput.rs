//! Measures reading: `cargo run --release --example throughput [FILE [DECIMALS]]`. Without a file it writes one of a
//! million rows in CP932 first. Prints rows, records, problems, seconds and the peak of memory.
//!
//! Not here: a limit. Figures belong to a machine; docs/IMPORT.md tells those of one.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use aichaku_exchange::{Found, ParseRules, propose_mapping, read_records, sniff};

fn main() -> Result<(), Box<dyn Error>> {
    let path = match std::env::args().nth(1) {
        Some(path) => PathBuf::from(path),
        None => generate()?,
    };
    let started = Instant::now();
    let shape = sniff(&path)?;
    let mapping = propose_mapping(&shape);
    println!(
        "{:?} {} MB, {} columns, system {}, {}: looked at in {:.3} s",
        shape.encoding,
        shape.size_bytes >> 20,
        shape.columns.len(),
        mapping.system,
        mapping.dataset,
        started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    let rules = ParseRules {
        currency_digits: std::env::args()
            .nth(2)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0),
        ..ParseRules::default()
    };
    let mut problems = 0u64;
    let mut total = 0i64;
    let summary = read_records(&path, &shape, &mapping, &rules, &mut |found| {
        match found {
            Found::Record(aichaku_exchange::Record::Purchase(purchase)) => total += purchase.total_minor,
            Found::Problem(problem) => {
                problems += 1;
                if problems < 5 {
                    println!("{} {:?} {}", problem.line, problem.column, problem.code);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    println!(
        "{} rows, {} records, {problems} problems, total {total}, {:.2} s, peak {}",
        summary.rows,
        summary.records,
        started.elapsed().as_secs_f64(),
        peak_memory()
    );
    Ok(())
}

/// The peak of memory as Linux tells it.
fn peak_memory() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            status
                .lines()
                .find(|line| line.starts_with("VmHWM"))
                .map(str::to_owned)
        })
        .unwrap_or_else(|| "unknown".to_owned())
}

/// A million rows of 300,000 people, as a shop's ledger has them.
fn generate() -> Result<PathBuf, Box<dyn Error>> {
    let path = std::env::temp_dir().join("aichaku-throughput.csv");
    let mut out = BufWriter::new(std::fs::File::create(&path)?);
    let write = |out: &mut BufWriter<std::fs::File>, line: &str| -> std::io::Result<()> {
        out.write_all(&encoding_rs::SHIFT_JIS.encode(line).0)
    };
    write(
        &mut out,
        "注文番号,注文日時,顧客番号,氏名,フリガナ,郵便番号,都道府県,住所,電話番号,メールアドレス,商品コード,商品名,数量,単価,金額,合計金額,送料,状態,備考\r\n",
    )?;
    let products = [
        "オーク無垢テーブル 150cm オイル仕上げ",
        "3人掛けソファ（グレー）",
        "北欧風ダイニングチェア",
        "ラグ 200×200",
        "ベッドフレーム セミダブル",
    ];
    for n in 0..1_000_000u64 {
        let customer = n * 2_654_435_761 % 300_000;
        let (year, month, day) = (2016 + n % 10, 1 + n / 7 % 12, 1 + n / 3 % 28);
        let price = 9_800 + n % 40 * 1_000;
        write(
            &mut out,
            &format!(
                "{n:08},{year}/{month:02}/{day:02} 10:33:09,{customer},髙橋 健一{customer},ﾀｶﾊｼ ｹﾝｲﾁ,{:07},新潟県,妙高市大貝{}-2-3,090-{:04}-{:04},k{customer}@example.jp,P{},{},1,\"{price}\",{price},{price},0,発送済み,\r\n",
                1_000_000 + customer,
                n % 99,
                customer / 10_000 + 1,
                customer % 10_000,
                n % 5,
                products[(n % 5) as usize]
            ),
        )?;
    }
    out.flush()?;
    Ok(path)
}
