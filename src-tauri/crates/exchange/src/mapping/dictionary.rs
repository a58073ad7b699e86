//! The words that shops write over their columns, in Japanese and English, and what they mean.
//!
//! A header is folded first (width, case, signs, hiragana to katakana), then looked up whole, then
//! without the word that says whose it is (注文者, 配送先 …).
//!
//! Not here: the headers of known systems, whose descriptors name them exactly.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::field::Field;

/// What a header word means. Some need the other columns to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One field.
    Is(Field),
    /// An amount: of the line where there are products, of the order where there are none.
    Amount,
    /// An address: whole where it stands alone, the street where the prefecture has its own column.
    Address,
    /// A date without a further word.
    Date,
}

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The buyer's, or nobody's in particular.
    Buyer,
    /// The receiver's.
    Receiver,
}

/// A header that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// What it means.
    pub(crate) meaning: Meaning,
    /// The number at its end (住所1), 0 without one.
    pub(crate) number: u8,
}

/// Width, case and signs folded, hiragana as katakana: `お名前（セイ）` and `ｵ名前 セイ` are one word.
pub(crate) fn fold_header(header: &str) -> String {
    header
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, 'ー' | '々' | '〒' | '#'))
        .map(|c| match c {
            '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            other => other,
        })
        .collect()
}

use Field as F;
use Meaning::{Address, Amount, Date, Is};

/// The words, as people write them; folded once at the first use.
const WORDS: &[(Meaning, &[&str])] = &[
    (
        Is(F::OrderId),
        &[
            "注文番号",
            "注文ID",
            "注文No",
            "受注番号",
            "受注ID",
            "受注コード",
            "受注No",
            "オーダー番号",
            "売上ID",
            "売上番号",
            "伝票番号",
            "伝票No",
            "取引ID",
            "取引番号",
            "会計番号",
            "会計ID",
            "レシート番号",
            "購入番号",
            "納品書番号",
            "契約番号",
            "order id",
            "order number",
            "order no",
            "order",
            "order #",
            "invoice",
            "invoice no",
            "invoice number",
            "transaction id",
            "receipt number",
            "receipt no",
            "sale id",
            "purchase id",
        ],
    ),
    (
        Is(F::LineId),
        &[
            "明細ID",
            "明細番号",
            "取引明細ID",
            "注文詳細ID",
            "商品明細ID",
            "行番号",
            "line id",
            "order item id",
            "lineitem id",
        ],
    ),
    (
        Is(F::OrderedOn),
        &[
            "購入日",
            "購入日時",
            "ご購入日",
            "お買い上げ日",
            "お買上日",
            "お買上げ日",
            "買上日",
            "注文日",
            "注文日時",
            "ご注文日",
            "受注日",
            "受注日時",
            "オーダー日",
            "オーダー日時",
            "取引日時",
            "取引日",
            "会計日",
            "会計日時",
            "売上日",
            "売上日時",
            "販売日",
            "契約日",
            "成約日",
            "計上日",
            "伝票日付",
            "order date",
            "ordered at",
            "ordered on",
            "order time",
            "purchase date",
            "purchased at",
            "purchased on",
            "invoice date",
            "sale date",
            "sold at",
            "transaction date",
            "created at",
            "date of purchase",
        ],
    ),
    (Date, &["日付", "日時", "年月日", "date", "datetime"]),
    (
        Is(F::DeliveredOn),
        &[
            "お届け日",
            "お届日",
            "届け日",
            "納品日",
            "納入日",
            "配達日",
            "配達完了日",
            "配送日",
            "配送完了日",
            "搬入日",
            "引渡日",
            "引渡し日",
            "お引き渡し日",
            "納品完了日",
            "delivered on",
            "delivered at",
            "delivery date",
            "date delivered",
        ],
    ),
    (
        Is(F::PlannedDeliveryOn),
        &[
            "お届け予定日",
            "納品予定日",
            "納入予定日",
            "配送予定日",
            "配達予定日",
            "お届け希望日",
            "配送希望日",
            "配達希望日",
            "希望日",
            "お届け日指定",
            "配達指定日",
            "納期",
            "予定日",
            "planned delivery date",
            "expected delivery",
            "requested delivery date",
            "scheduled delivery",
            "promise date",
        ],
    ),
    (
        Is(F::ShippedOn),
        &[
            "発送日",
            "出荷日",
            "出荷日時",
            "発送日時",
            "発送完了日",
            "shipped on",
            "shipped at",
            "ship date",
            "shipping date",
            "fulfilled at",
        ],
    ),
    (
        Is(F::CustomerExternalId),
        &[
            "顧客番号",
            "顧客ID",
            "顧客コード",
            "顧客No",
            "会員番号",
            "会員ID",
            "会員コード",
            "会員No",
            "お客様番号",
            "お客様コード",
            "お客様ID",
            "得意先コード",
            "得意先番号",
            "customer id",
            "customer number",
            "customer no",
            "customer code",
            "member id",
            "client id",
            "user id",
            "customer reference id",
        ],
    ),
    (
        Is(F::FullName),
        &[
            "氏名",
            "お名前",
            "名前",
            "顧客名",
            "お客様名",
            "客名",
            "会員名",
            "得意先名",
            "購入者",
            "注文者",
            "ご注文者",
            "ご購入者",
            "お客様",
            "お客様氏名",
            "顧客氏名",
            "姓名",
            "宛名",
            "購入者名",
            "注文者名",
            "name",
            "full name",
            "customer name",
            "customer",
            "buyer name",
            "contact name",
        ],
    ),
    (
        Is(F::FamilyName),
        &[
            "姓",
            "氏",
            "名字",
            "苗字",
            "氏名姓",
            "お名前姓",
            "last name",
            "family name",
            "surname",
            "lastname",
        ],
    ),
    (
        Is(F::GivenName),
        &[
            "名",
            "氏名名",
            "お名前名",
            "first name",
            "given name",
            "firstname",
            "forename",
        ],
    ),
    (
        Is(F::FullKana),
        &[
            "フリガナ",
            "カナ",
            "振り仮名",
            "振仮名",
            "ヨミガナ",
            "読み仮名",
            "読みがな",
            "氏名カナ",
            "氏名フリガナ",
            "名前カナ",
            "お名前フリガナ",
            "お名前カナ",
            "顧客名カナ",
            "お客様名カナ",
            "カナ氏名",
            "カナ名",
            "氏名ヨミ",
            "ヨミ",
            "kana",
            "name kana",
            "full name kana",
            "furigana",
            "注文者振り仮名",
            "注文者フリガナ",
        ],
    ),
    (
        Is(F::FamilyKana),
        &[
            "セイ",
            "姓カナ",
            "姓フリガナ",
            "氏カナ",
            "お名前セイ",
            "氏名フリガナセイ",
            "氏名カナ姓",
            "フリガナ姓",
            "フリガナセイ",
            "カナ姓",
            "カナセイ",
            "last name kana",
            "family name kana",
            "lastnamekana",
        ],
    ),
    (
        Is(F::GivenKana),
        &[
            "メイ",
            "名カナ",
            "名フリガナ",
            "お名前メイ",
            "氏名フリガナメイ",
            "氏名カナ名",
            "フリガナ名",
            "フリガナメイ",
            "カナメイ",
            "first name kana",
            "given name kana",
            "firstnamekana",
        ],
    ),
    (
        Is(F::Company),
        &[
            "会社名",
            "会社",
            "法人名",
            "企業名",
            "勤務先",
            "部署名",
            "部署",
            "company",
            "company name",
            "organization",
            "organisation",
        ],
    ),
    (
        Is(F::Phone),
        &[
            "電話番号",
            "電話",
            "TEL",
            "連絡先",
            "ご連絡先",
            "お電話番号",
            "固定電話",
            "自宅電話",
            "自宅電話番号",
            "電話番号メイン",
            "TEL番号",
            "phone",
            "phone number",
            "telephone",
            "tel",
            "phone no",
            "home phone",
            "contact number",
        ],
    ),
    (
        Is(F::Phone2),
        &[
            "電話番号サブ",
            "連絡先2",
            "その他電話",
            "日中連絡先",
            "緊急連絡先",
            "勤務先電話",
            "勤務先電話番号",
            "second phone",
            "work phone",
            "other phone",
        ],
    ),
    (
        Is(F::Mobile),
        &[
            "携帯",
            "携帯電話",
            "携帯電話番号",
            "携帯番号",
            "携帯TEL",
            "モバイル",
            "スマホ",
            "mobile",
            "mobile phone",
            "mobile number",
            "cell",
            "cell phone",
        ],
    ),
    (
        Is(F::Email),
        &[
            "メールアドレス",
            "メール",
            "Eメール",
            "Eメールアドレス",
            "電子メール",
            "Mail",
            "email",
            "e-mail",
            "email address",
            "mail address",
            "mailaddress",
            "メールアドレスPC",
            "PCメールアドレス",
        ],
    ),
    (
        Is(F::PostalCode),
        &[
            "郵便番号",
            "〒",
            "郵便",
            "ご住所郵便番号",
            "zip",
            "zip code",
            "zipcode",
            "postal code",
            "postcode",
            "post code",
            "postalcode",
        ],
    ),
    (
        Is(F::Prefecture),
        &[
            "都道府県",
            "都道府県名",
            "県名",
            "都道府県名称",
            "都道府県区分",
            "府県",
            "住所都道府県",
            "prefecture",
            "state",
            "province",
            "region",
        ],
    ),
    (
        Is(F::City),
        &[
            "市区町村",
            "市町村",
            "市区郡町村",
            "郡市区",
            "住所郡市区",
            "住所市区町村",
            "市区",
            "city",
            "town",
            "city town",
        ],
    ),
    (
        Is(F::Street),
        &[
            "町域番地",
            "町名番地",
            "番地",
            "丁目番地",
            "町域",
            "町名",
            "それ以降の住所",
            "住所それ以降の住所",
            "以降の住所",
            "住所番地",
            "street",
            "street address",
            "address line",
        ],
    ),
    (
        Is(F::Building),
        &[
            "建物名",
            "建物",
            "ビル等",
            "ビル名",
            "マンション名",
            "建物名部屋番号",
            "建物名等",
            "部屋番号",
            "方書",
            "building",
            "apartment",
            "apt",
        ],
    ),
    (
        Address,
        &[
            "住所",
            "ご住所",
            "自宅住所",
            "現住所",
            "所在地",
            "address",
            "full address",
        ],
    ),
    (
        Is(F::Birthday),
        &[
            "生年月日",
            "誕生日",
            "お誕生日",
            "birthday",
            "date of birth",
            "birth date",
            "dob",
        ],
    ),
    (
        Is(F::ProductCode),
        &[
            "商品コード",
            "商品番号",
            "商品ID",
            "品番",
            "型番",
            "品目コード",
            "SKU",
            "JAN",
            "JANコード",
            "管理番号",
            "商品管理番号",
            "品目番号",
            "product code",
            "product id",
            "item code",
            "item number",
            "stock code",
            "stockcode",
            "part number",
            "sku code",
        ],
    ),
    (
        Is(F::ProductName),
        &[
            "商品名",
            "商品",
            "品名",
            "品目",
            "品目名",
            "アイテム名",
            "アイテム",
            "購入商品",
            "お買い上げ商品",
            "商品名称",
            "製品名",
            "製品",
            "家具",
            "内容",
            "商品タイトル",
            "作品名",
            "作品タイトル",
            "product",
            "product name",
            "item",
            "item name",
            "description",
            "title",
            "lineitem name",
            "product title",
        ],
    ),
    (
        Is(F::Variant),
        &[
            "カラー",
            "色",
            "サイズ",
            "バリエーション",
            "バリエーション名",
            "種類",
            "規格",
            "仕様",
            "オプション",
            "項目選択肢",
            "規格分類名1",
            "規格分類名2",
            "張地",
            "variant",
            "variation",
            "color",
            "colour",
            "size",
            "option",
            "options",
        ],
    ),
    (
        Is(F::Quantity),
        &[
            "数量",
            "個数",
            "点数",
            "購入数量",
            "購入数",
            "注文数",
            "台数",
            "quantity",
            "qty",
            "item quantity",
            "pieces",
            "lineitem quantity",
        ],
    ),
    (
        Is(F::UnitPrice),
        &[
            "単価",
            "販売単価",
            "商品単価",
            "価格",
            "販売価格",
            "商品価格",
            "定価",
            "売価",
            "unit price",
            "price",
            "item price",
            "lineitem price",
        ],
    ),
    (
        Is(F::LineAmount),
        &[
            "小計",
            "明細金額",
            "商品金額",
            "行合計",
            "明細合計",
            "商品小計",
            "line total",
            "line amount",
            "item total",
            "amount of line",
        ],
    ),
    (
        Is(F::OrderTotal),
        &[
            "合計",
            "合計金額",
            "総合計",
            "総額",
            "注文合計",
            "注文金額",
            "ご注文金額",
            "請求合計金額",
            "お買上合計",
            "購入合計",
            "受注金額",
            "契約金額",
            "total",
            "order total",
            "grand total",
            "total amount",
            "order amount",
            "total price",
        ],
    ),
    (
        Is(F::PaidTotal),
        &[
            "請求金額",
            "支払合計",
            "支払金額",
            "お支払い金額",
            "入金額",
            "amount paid",
            "paid",
            "total paid",
        ],
    ),
    (
        Amount,
        &[
            "金額",
            "売上金額",
            "売上",
            "購入金額",
            "お買上金額",
            "お買い上げ金額",
            "販売金額",
            "amount",
            "sales amount",
            "net sales",
        ],
    ),
    (
        Is(F::AmountMinor),
        &[
            "amount minor",
            "total minor",
            "amount in minor units",
            "amount cents",
        ],
    ),
    (
        Is(F::Discount),
        &[
            "値引き",
            "値引",
            "値引額",
            "割引",
            "割引額",
            "割引金額",
            "クーポン",
            "クーポン利用額",
            "discount",
            "discount amount",
            "coupon",
        ],
    ),
    (
        Is(F::Points),
        &[
            "ポイント利用額",
            "ポイント値引き",
            "使用ポイント",
            "利用ポイント",
            "ポイント",
            "points used",
            "points redeemed",
        ],
    ),
    (
        Is(F::ShippingFee),
        &[
            "送料",
            "配送料",
            "配送費",
            "運賃",
            "送料合計",
            "shipping fee",
            "shipping",
            "delivery fee",
            "shipping cost",
        ],
    ),
    (
        Is(F::Refunded),
        &[
            "返金額",
            "返金",
            "返金金額",
            "refunded",
            "refunded amount",
            "refund",
            "refund amount",
        ],
    ),
    (
        Is(F::Status),
        &[
            "状態",
            "ステータス",
            "注文状況",
            "対応状況",
            "処理状況",
            "対応状況名称",
            "発送状況",
            "取引状況",
            "注文ステータス",
            "status",
            "order status",
            "financial status",
            "state of order",
            "transaction status",
        ],
    ),
    (
        Is(F::Cancelled),
        &[
            "キャンセル",
            "キャンセル日",
            "キャンセル日時",
            "取消",
            "取消日",
            "取消区分",
            "cancelled at",
            "canceled at",
            "cancelled",
            "canceled",
        ],
    ),
    (
        Is(F::Family),
        &[
            "家具の種類",
            "商品種別",
            "カテゴリ",
            "カテゴリー",
            "分類",
            "商品分類",
            "部門名",
            "category",
            "family",
            "product type",
            "product category",
        ],
    ),
    (Is(F::Material), &["素材", "材質", "樹種", "material"]),
    (
        Is(F::Finish),
        &["仕上げ", "塗装", "仕上", "表面仕上げ", "finish", "surface finish"],
    ),
    (Is(F::Room), &["設置場所", "部屋", "設置部屋", "置き場所", "room"]),
    (
        Is(F::Staff),
        &[
            "担当",
            "担当者",
            "販売員",
            "販売員名",
            "スタッフ",
            "スタッフ名",
            "担当者名",
            "接客担当",
            "staff",
            "staff name",
            "salesperson",
            "employee",
            "sales person",
        ],
    ),
    (
        Is(F::SalesChannel),
        &[
            "販売チャネル",
            "購入元",
            "販路",
            "購入場所",
            "購入経路",
            "店舗",
            "店舗名",
            "チャネル",
            "sales channel",
            "channel",
            "source",
            "store",
            "location",
        ],
    ),
    (
        Is(F::Note),
        &[
            "備考",
            "メモ",
            "注意事項",
            "特記事項",
            "コメント",
            "通信欄",
            "ショップメモ",
            "ショップ用メモ欄",
            "注文メモ",
            "顧客メモ",
            "note",
            "notes",
            "memo",
            "remarks",
            "comment",
            "comments",
        ],
    ),
    (
        Is(F::ConsentEmail),
        &[
            "メルマガ",
            "メルマガ受信",
            "メールマガジン",
            "メルマガ購読",
            "メール配信",
            "メール受信",
            "案内メール",
            "DMメール",
            "メール可否",
            "accepts email marketing",
            "accepts marketing",
            "email subscription status",
            "email consent",
            "newsletter",
            "consent email",
            "mail magazine",
        ],
    ),
    (
        Is(F::ConsentPost),
        &[
            "DM",
            "DM可否",
            "DM送付",
            "DM希望",
            "郵送可否",
            "はがき可否",
            "案内状",
            "accepts post",
            "post consent",
            "consent post",
            "direct mail",
        ],
    ),
    (
        Is(F::CustomerSince),
        &[
            "登録日",
            "会員登録日",
            "入会日",
            "顧客登録日",
            "初回登録日",
            "customer since",
            "registered on",
            "registered at",
            "signup date",
            "member since",
        ],
    ),
    (
        Is(F::OptOutChannel),
        &[
            "停止チャネル",
            "拒否チャネル",
            "停止種別",
            "配信停止対象",
            "opt out channel",
            "unsubscribed channel",
        ],
    ),
    (
        Is(F::OptOutOn),
        &[
            "配信停止日",
            "停止日",
            "拒否日",
            "解除日",
            "退会日",
            "unsubscribed at",
            "opt out date",
            "unsubscribe date",
            "bounced at",
        ],
    ),
    (
        Is(F::OptOutReason),
        &[
            "停止理由",
            "解除理由",
            "拒否理由",
            "配信停止理由",
            "unsubscribe reason",
            "opt out reason",
            "bounce reason",
        ],
    ),
];

/// Whose a column is, by the word before or behind.
const RECEIVER: &[&str] = &[
    "配送先",
    "お届け先",
    "届け先",
    "お届先",
    "届先",
    "送付先",
    "送り先",
    "納品先",
    "納入先",
    "shipping",
    "ship",
    "recipient",
    "delivery",
    "ship to",
];
const BUYER: &[&str] = &[
    "ご注文者",
    "注文者",
    "ご購入者",
    "購入者",
    "ご依頼主",
    "依頼主",
    "注文主",
    "お客様",
    "顧客",
    "会員",
    "請求先",
    "ご請求先",
    "billing",
    "bill",
    "customer",
    "buyer",
    "default address",
    "purchaser",
];

static BY_WORD: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for (meaning, words) in WORDS {
        for word in *words {
            map.entry(fold_header(word)).or_insert(*meaning);
        }
    }
    map
});

static OWNERS: LazyLock<Vec<(String, Whose)>> = LazyLock::new(|| {
    let mut owners: Vec<(String, Whose)> = RECEIVER
        .iter()
        .map(|word| (fold_header(word), Whose::Receiver))
        .chain(BUYER.iter().map(|word| (fold_header(word), Whose::Buyer)))
        .collect();
    // Longest first, so that "ship to" is not taken for "ship".
    owners.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    owners
});

/// Whether a header word is known.
pub(crate) fn knows(header: &str) -> bool {
    look_up(header).is_some()
}

/// What a header means and whose it is; `None` when it is not known.
pub(crate) fn look_up(header: &str) -> Option<(Known, Whose)> {
    let folded = fold_header(header);
    if folded.is_empty() || folded.len() > 120 {
        return None;
    }
    if let Some(known) = plain(&folded) {
        return Some((known, Whose::Buyer));
    }
    for (word, whose) in OWNERS.iter() {
        let rest = folded
            .strip_prefix(word.as_str())
            .or_else(|| folded.strip_suffix(word.as_str()));
        let Some(rest) = rest else { continue };
        let rest = rest.trim_start_matches('ノ');
        if let Some(known) = plain(rest) {
            return Some((known, *whose));
        }
    }
    None
}

/// A folded word, with or without a number at its end.
fn plain(folded: &str) -> Option<Known> {
    if let Some(meaning) = BY_WORD.get(folded) {
        return Some(Known {
            meaning: *meaning,
            number: 0,
        });
    }
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u8 = folded[stem.len()..].parse().ok()?;
    let meaning = BY_WORD.get(stem)?;
    (1..=30).contains(&number).then_some(Known {
        meaning: *meaning,
        number,
    })
}

/// The receiver's counterpart of a buyer's field.
pub(crate) fn receivers(field: Field) -> Option<Field> {
    Some(match field {
        F::FullName => F::ShipFullName,
        F::FamilyName => F::ShipFamilyName,
        F::GivenName => F::ShipGivenName,
        F::Phone | F::Mobile => F::ShipPhone,
        F::PostalCode => F::ShipPostalCode,
        F::PostalPart1 => F::ShipPostalPart1,
        F::PostalPart2 => F::ShipPostalPart2,
        F::Prefecture => F::ShipPrefecture,
        F::City => F::ShipCity,
        F::Street => F::ShipStreet,
        F::Building => F::ShipBuilding,
        F::FullAddress => F::ShipFullAddress,
        _ => return None,
    })
}

/// The buyer's counterpart of a receiver's field.
pub(crate) fn buyers(field: Field) -> Option<Field> {
    Field::ALL
        .iter()
        .copied()
        .find(|buyer| receivers(*buyer) == Some(field))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("氏名", F::FullName)]
    #[case("お名前", F::FullName)]
    #[case("顧客名", F::FullName)]
    #[case("注文者", F::FullName)]
    #[case("お名前（セイ）", F::FamilyKana)]
    #[case("氏名(名)", F::GivenName)]
    #[case("氏(請求先)", F::FamilyName)]
    #[case("フリガナ", F::FullKana)]
    #[case("ふりがな", F::FullKana)]
    #[case("ﾌﾘｶﾞﾅ", F::FullKana)]
    #[case("振り仮名", F::FullKana)]
    #[case("TEL", F::Phone)]
    #[case("ＴＥＬ", F::Phone)]
    #[case("電話番号(メイン)", F::Phone)]
    #[case("携帯", F::Mobile)]
    #[case("〒", F::PostalCode)]
    #[case("郵便番号", F::PostalCode)]
    #[case("購入日", F::OrderedOn)]
    #[case("注文日", F::OrderedOn)]
    #[case("受注日", F::OrderedOn)]
    #[case("取引日時", F::OrderedOn)]
    #[case("会計日", F::OrderedOn)]
    #[case("売上日", F::OrderedOn)]
    #[case("ordered_at", F::OrderedOn)]
    #[case("order_id", F::OrderId)]
    #[case("customer_id", F::CustomerExternalId)]
    #[case("amount_minor", F::AmountMinor)]
    #[case("Customer ID", F::CustomerExternalId)]
    #[case("顧客名（カナ）", F::FullKana)]
    #[case("注文者(振り仮名)", F::FullKana)]
    #[case("お届け希望日", F::PlannedDeliveryOn)]
    #[case("納品日", F::DeliveredOn)]
    fn headers_of_shops_are_known(#[case] header: &str, #[case] field: Field) {
        let known = look_up(header).map(|(known, _)| known.meaning);
        assert_eq!(known, Some(Is(field)), "{header}");
    }

    #[rstest]
    #[case("配送先_お名前(姓)", F::FamilyName)]
    #[case("お届け先郵便番号", F::PostalCode)]
    #[case("氏(配送先)", F::FamilyName)]
    #[case("Shipping City", F::City)]
    #[case("配送先の氏名", F::FullName)]
    fn the_receiver_is_not_the_buyer(#[case] header: &str, #[case] field: Field) {
        let (known, whose) = look_up(header).expect("known");
        assert_eq!((known.meaning, whose), (Is(field), Whose::Receiver), "{header}");
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut seen: HashMap<String, Meaning> = HashMap::new();
        for (meaning, words) in WORDS {
            for word in *words {
                let folded = fold_header(word);
                let other = seen.insert(folded, *meaning);
                assert!(
                    other.is_none() || other == Some(*meaning),
                    "{word} stands under two meanings"
                );
            }
        }
    }
}
