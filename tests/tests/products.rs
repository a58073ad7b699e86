//! Products changed by hand: found, guarded against a second window, followed by the care of their things, taken back; and
//! what a list says that comes again.
//!
//! Not here: lists of products alone (`import_files/products.rs`).

use aichaku_api::App;
use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AnchorName, ConflictAnswer, Family, Finish, ImportOptions, ImportPreview, Int, Lang, Material,
    ProductForm, ProductKindBy, ProductLine, ReturnGroup, ReturnsQuery, Role, StaffView, UnitName,
};
use aichaku_tests::files::{DAY, Files, command_line, commit, import, look, take_back};
use aichaku_tests::house::House;

const ORDERS: &str = "注文番号,注文日,氏名,電話番号,商品コード,商品名,数量,小計,納品日\n\
    A-1,2026-11-01,田中 一郎,090-0000-1111,K1,くつろぎ 2人用,1,98000,2026-11-19\n\
    A-2,2026-11-02,佐藤 花,090-0000-2222,K1,くつろぎ 2人用,1,98000,2026-11-20\n\
    A-3,2026-11-02,鈴木 明,090-0000-3333,T1,ダイニングテーブル オーク,1,198000,2026-11-20\n";
const LIST: &str = "商品コード,商品名,販売価格,家具の種類\nK1,くつろぎ 2人用,98000,椅子\n";

async fn shop() -> (House, Files) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("受注.csv", ORDERS)).await;
    (house, files)
}

async fn find(app: &App, text: &str) -> Vec<ProductLine> {
    app.product_list(text.to_owned(), None, 50)
        .await
        .expect("a list")
        .rows
}

async fn one(app: &App, text: &str) -> ProductLine {
    let found = find(app, text).await;
    assert_eq!(found.len(), 1, "one product is called {text}");
    found.into_iter().next().expect("one")
}

fn form_of(product: &ProductLine) -> ProductForm {
    ProductForm {
        name: product.name.clone(),
        family: product.family,
        material: product.material,
        finish: product.finish,
        price_minor: product.price_minor,
        maker: product.maker.clone(),
    }
}

/// What the customer's things are, and how much care is planned for them.
async fn things(app: &App, name: &str) -> (Vec<(Family, Material)>, usize) {
    let hits = app.search(name.to_owned(), 1).await.expect("hits");
    let record = app.customer(hits[0].customer, Lang::Ja).await.expect("a record");
    let kinds = record
        .items
        .iter()
        .map(|item| (item.family, item.material))
        .collect();
    let planned = record.items.iter().map(|item| item.calendar.len()).sum();
    (kinds, planned)
}

/// The families with which people began.
async fn first_families(app: &App) -> Vec<String> {
    let query = ReturnsQuery {
        group: Some(ReturnGroup::Family),
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
    };
    let view = app.returns(query, None).await.expect("curves");
    view.curves.into_iter().map(|curve| curve.group).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_moves_the_care_of_all_things_and_is_taken_back() {
    let (house, _files) = shop().await;
    let app = &house.app;
    let product = one(app, "くつろぎ").await;
    assert_eq!(
        (product.family, product.kind_by, product.things),
        (Family::Other, ProductKindBy::Guess, Int(2)),
        "as the name told"
    );
    // Of one of the two somebody knows better.
    let hits = app.search("佐藤".to_owned(), 1).await.expect("hits");
    let record = app.customer(hits[0].customer, Lang::Ja).await.expect("a record");
    let item = &record.items[0];
    let own = aichaku_api::wire::ItemForm {
        name: item.name.clone(),
        family: Family::Rug,
        material: Material::Wool,
        finish: Finish::NotApplicable,
        quantity: item.quantity,
        room: String::new(),
        state: item.state,
        delivered_on: item.delivered_on.clone(),
        secret: false,
        note: String::new(),
    };
    app.edit_item(item.id, own, None).await.expect("changed");
    let before = things(app, "田中").await;
    let sofa = ProductForm {
        family: Family::Sofa,
        material: Material::Leather,
        finish: Finish::Aniline,
        maker: "北の工房".to_owned(),
        price_minor: Some(Int(120_000)),
        ..form_of(&product)
    };
    let families = first_families(app).await;
    assert!(!families.contains(&"sofa".to_owned()), "nobody began with a sofa");
    let done = app
        .edit_product(product.id, sofa, Some(product.version.clone()))
        .await
        .expect("changed");
    let now = one(app, "くつろぎ").await;
    assert_eq!(
        (now.kind_by, now.price_minor, now.maker.as_str()),
        (ProductKindBy::Hand, Some(Int(120_000)), "北の工房"),
        "as it was typed"
    );
    let (kinds, planned) = things(app, "田中").await;
    assert_eq!(kinds, [(Family::Sofa, Material::Leather)], "the thing follows");
    assert!(
        planned > before.1,
        "leather is cared for: {planned} after {}",
        before.1
    );
    assert_eq!(
        things(app, "佐藤").await.0,
        [(Family::Rug, Material::Wool)],
        "what somebody set stays"
    );
    let families = first_families(app).await;
    assert!(
        families.contains(&"sofa".to_owned()),
        "what counts by family follows: {families:?}"
    );
    app.undo(done.undo.expect("a token")).await.expect("taken back");
    assert_eq!(things(app, "田中").await, before, "as before");
    let back = one(app, "くつろぎ").await;
    assert_eq!(
        (back.version, back.kind_by),
        (product.version, ProductKindBy::Guess),
        "and the product"
    );
    assert_eq!(
        things(app, "佐藤").await.0,
        [(Family::Rug, Material::Wool)],
        "and nothing of somebody's own"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_writes_over_what_changed_in_another_window() {
    let (house, _files) = shop().await;
    let product = one(&house.app, "くつろぎ").await;
    let renamed = |name: &str| ProductForm {
        name: name.to_owned(),
        ..form_of(&product)
    };
    let seen = Some(product.version.clone());
    house
        .app
        .edit_product(product.id, renamed("くつろぎ 二人掛け"), seen.clone())
        .await
        .expect("the first");
    let second = house
        .app
        .edit_product(product.id, renamed("くつろぎ"), seen)
        .await;
    assert_eq!(
        second.expect_err("the second").code,
        ErrorCode::EditedElsewhere,
        "it is told"
    );
    let wrong = house.app.edit_product(product.id, renamed("  "), None).await;
    assert_eq!(
        wrong.expect_err("without a name").code,
        ErrorCode::Invalid,
        "a product has a name"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn products_are_found_in_any_kana_and_come_by_the_page() {
    let (house, files) = shop().await;
    let app = &house.app;
    let mut list = "商品コード,商品名,販売価格\n".to_owned();
    for at in 0..120 {
        list.push_str(&format!("Q{at:03},棚 {at:03},{}\n", 1_000 + at));
    }
    list.push_str("R1,100%ウール ラグ,5000\nR2,100番ラグ,5000\n");
    import(app, &files.file("商品.csv", list)).await;
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = app.product_list(String::new(), after, 50).await.expect("a page");
        assert_eq!(page.total, Int(124), "all of them");
        seen.extend(page.rows.into_iter().map(|row| (row.name, row.id.0)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 124, "each once");
    assert!(seen.is_sorted(), "in the order of their names");
    for (text, names) in [
        ("だいにんぐ", &["ダイニングテーブル オーク"][..]),
        ("ﾀﾞｲﾆﾝｸﾞ オーク", &["ダイニングテーブル オーク"]),
        ("オーク ダイニング", &["ダイニングテーブル オーク"]),
        ("ｋ1", &["くつろぎ 2人用"]),
        ("100%", &["100%ウール ラグ"]),
        (
            "棚 11",
            &[
                "棚 011", "棚 110", "棚 111", "棚 112", "棚 113", "棚 114", "棚 115", "棚 116", "棚 117",
                "棚 118", "棚 119",
            ],
        ),
        ("無い品", &[]),
    ] {
        let found: Vec<String> = find(app, text).await.into_iter().map(|row| row.name).collect();
        assert_eq!(found, names, "{text}");
    }
}

/// A preview with an answer to each field.
async fn answer(app: &App, seen: &ImportPreview, take_file: Option<bool>) {
    let answers = seen.conflicts.iter().map(|one| ConflictAnswer {
        key: one.key.clone(),
        take_file,
    });
    app.import_answer(seen.ticket.clone(), answers.collect())
        .await
        .expect("answered");
}

fn asked(seen: &ImportPreview) -> Vec<(String, String, String, bool)> {
    let told = seen.conflicts.iter();
    told.map(|one| {
        (
            one.field.clone(),
            one.file.clone(),
            one.shop.clone(),
            one.file_is_new,
        )
    })
    .collect()
}

/// The product's fields in a line each: from where, and who.
async fn origins(app: &App, product: Int) -> Vec<String> {
    let origins = app.product_origins(product).await.expect("origins");
    origins
        .iter()
        .map(|origin| {
            let file = origin.file.as_deref().unwrap_or("by hand");
            let line = origin
                .line
                .map_or_else(String::new, |line| format!(":{}", line.0));
            let staff = origin.staff.as_deref().unwrap_or("nobody");
            format!("{} {file}{line} {staff}", origin.field)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_field_of_a_product_says_where_it_came_from() {
    let (house, files) = shop().await;
    let app = &house.app;
    let product = one(app, "くつろぎ").await;
    assert_eq!(
        origins(app, product.id).await,
        ["name 受注.csv:2 nobody", "class 受注.csv:2 nobody",],
        "the first order named it"
    );
    let staff = StaffView {
        id: Int(0),
        name: "森".to_owned(),
        role: Role::Staff,
        active: true,
    };
    let mori = app.save_staff(staff).await.expect("hired").id;
    let list = "商品コード,商品名,販売価格,家具の種類\nQ9,棚,5000,収納\nK1,くつろぎ 2人用,98000,椅子\n";
    let batch = import(app, &files.file("商品.csv", list)).await;
    app.set_at_counter(Some(mori)).await.expect("at the counter");
    let now = one(app, "くつろぎ").await;
    let form = ProductForm {
        maker: "北の工房".to_owned(),
        price_minor: Some(Int(120_000)),
        ..form_of(&now)
    };
    let done = app.edit_product(now.id, form, None).await.expect("changed");
    assert_eq!(
        origins(app, product.id).await,
        [
            "name 受注.csv:2 nobody",
            "class 商品.csv:3 nobody",
            "price by hand 森",
            "maker by hand 森",
        ],
        "of each field the last word"
    );
    let shelf = one(app, "棚").await;
    assert_eq!(
        origins(app, shelf.id).await[0],
        "name 商品.csv:2 nobody",
        "a list's own product"
    );
    app.undo(done.undo.expect("can be taken back"))
        .await
        .expect("taken back");
    take_back(app, batch.batch).await;
    assert_eq!(
        origins(app, product.id).await,
        ["name 受注.csv:2 nobody", "class 受注.csv:2 nobody",],
        "what is taken back told nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_asks_before_it_writes_over_what_somebody_typed() {
    let (house, files) = shop().await;
    let app = &house.app;
    import(app, &files.file("商品.csv", LIST)).await;
    let product = one(app, "くつろぎ").await;
    assert_eq!(
        (product.family, product.kind_by),
        (Family::Chair, ProductKindBy::File),
        "as the list told"
    );
    let typed = ProductForm {
        name: "くつろぎソファ 2人用".to_owned(),
        family: Family::Sofa,
        material: Material::Fabric,
        finish: Finish::NotApplicable,
        price_minor: Some(Int(128_000)),
        ..form_of(&product)
    };
    house.go_to_hour(DAY, 11);
    app.edit_product(product.id, typed, None).await.expect("changed");
    house.go_to_hour(DAY, 12);
    // The same list again, and then one with a new price.
    let again = files.file("商品2.csv", LIST);
    let seen = look(app, &again, ImportOptions::default()).await;
    assert_eq!(
        asked(&seen),
        [
            (
                "product_name".to_owned(),
                "くつろぎ 2人用".to_owned(),
                "くつろぎソファ 2人用".to_owned(),
                false
            ),
            (
                "product_kind".to_owned(),
                format!("chair/{}", kind_words(&product)),
                "sofa/fabric/not_applicable".to_owned(),
                false
            ),
            (
                "product_price".to_owned(),
                "98000".to_owned(),
                "128000".to_owned(),
                false
            ),
        ],
        "side by side, as the list said before"
    );
    let report = commit(app, &seen).await;
    assert_eq!(
        report.updated.products,
        Int(0),
        "without an answer what was typed stays"
    );
    let seen = look(app, &again, ImportOptions::default()).await;
    assert_eq!(seen.conflicts.len(), 3, "and it is asked again");
    answer(app, &seen, Some(false)).await;
    let kept = commit(app, &seen).await;
    let seen = look(app, &again, ImportOptions::default()).await;
    assert!(
        seen.conflicts.is_empty(),
        "keep mine is remembered: {:?}",
        seen.conflicts
    );
    let dearer = files.file("商品3.csv", LIST.replace("98000", "110000"));
    let seen = look(app, &dearer, ImportOptions::default()).await;
    assert_eq!(
        asked(&seen),
        [(
            "product_price".to_owned(),
            "110000".to_owned(),
            "128000".to_owned(),
            true
        )],
        "a new word is asked about"
    );
    answer(app, &seen, Some(true)).await;
    let taken = commit(app, &seen).await;
    let now = one(app, "くつろぎ").await;
    assert_eq!(
        (now.price_minor, now.family),
        (Some(Int(110_000)), Family::Sofa),
        "the list's price, and the rest as it was typed"
    );
    // The price is the list's again; the name is still somebody's.
    let third = files.file(
        "商品4.csv",
        LIST.replace("98000", "115000")
            .replace("くつろぎ 2人用", "くつろぎ 二人用"),
    );
    let seen = look(app, &third, ImportOptions::default()).await;
    let fields: Vec<String> = asked(&seen).into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["product_name"], "only what somebody typed");
    take_back(app, taken.batch).await;
    assert_eq!(
        one(app, "くつろぎ").await.price_minor,
        Some(Int(128_000)),
        "as it was typed"
    );
    if kept.batch.is_some() {
        take_back(app, kept.batch).await;
        let seen = look(app, &again, ImportOptions::default()).await;
        assert_eq!(
            seen.conflicts.len(),
            3,
            "an answer that was taken back is asked for again"
        );
    }
}

/// Material and finish as a conflict names them.
fn kind_words(product: &ProductLine) -> String {
    let word = |value: serde_json::Value| value.as_str().expect("a word").to_owned();
    let material = word(serde_json::to_value(product.material).expect("a word"));
    let finish = word(serde_json::to_value(product.finish).expect("a word"));
    format!("{material}/{finish}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_finds_and_changes_products() {
    let (house, _files) = shop().await;
    let id = one(&house.app, "くつろぎ").await.id;
    house.app.close().await;
    let run = |arguments: &[&str]| {
        command_line(
            env!("CARGO_BIN_EXE_aichaku-cli-under-test"),
            house.dir(),
            arguments,
        )
    };
    let list = run(&["products", "--search", "くつろぎ"]);
    assert!(
        list.contains("くつろぎ 2人用") && list.contains("お客様の品 2点"),
        "{list}"
    );
    let id = id.0.to_string();
    let done = run(&[
        "product",
        &id,
        "--family",
        "sofa",
        "--material",
        "leather",
        "--price",
        "150000",
    ]);
    assert!(done.contains("take-back"), "it can be taken back: {done}");
    let told = run(&["product", &id, "--origins"]);
    assert!(
        told.contains("name  受注.csv  2行目") && told.contains("price  手で入力"),
        "{told}"
    );
    let shown = run(&["product", &id]);
    assert!(
        shown.contains("sofa/leather/") && shown.contains("150000"),
        "{shown}"
    );
}
