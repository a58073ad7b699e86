//! Files that are brought in, through the use cases: what is read, what is refused, what is taken back.
//!
//! Not here: how cells are read (`exchange`), and what a killed import leaves (`kill.rs`).

mod again;
mod companies;
mod malls;
mod mappings;
mod origins;
mod postal;
mod products;
mod reading;
mod readings;
mod saved;
mod shops;
mod surveys;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{ImportOptions, ImportPreview};
use aichaku_tests::files;

const LEDGER: &str = "注文番号,注文日,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,商品名,金額,納品日\n\
    A-1,令和8年4月1日,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3,オーク無垢ダイニングテーブル オイル仕上げ,\"¥198,000\",令和8年4月25日\n\
    A-2,R8.8.8,山﨑 健一,ヤマサキ ケンイチ,090-0000-2222,390-0811,長野県,松本市,中央3-4-5,革張りソファ 3P,３６８０００円,R8.8.24\n\
    A-3,H30/3/5,渡邉 恵,ワタナベ メグミ,0263-000-3333,399-8205,長野県,安曇野市,豊科6-7,タモ材ベッドフレーム,128000,H30.3.20\n\
    A-4,2026-10-30,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3,ペンダントライト 真鍮,46000,2026-11-19\n";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../src-tauri/crates/exchange/tests/fixtures")
        .join(name)
}

/// The preview of a file that nobody gives a hint about.
async fn preview(app: &App, file: &str) -> Result<ImportPreview, ApiError> {
    files::preview(app, file, ImportOptions::default()).await
}

/// What is the same, table by table, so that a difference names its table.
#[track_caller]
fn assert_same(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>, why: &str) {
    for (table, text) in before {
        assert_eq!(Some(text), after.get(table), "{table}: {why}");
    }
}
