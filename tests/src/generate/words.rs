//! Names, towns and goods of the generated shop.
//!
//! Not here: how often each is taken.

/// A thing that the shop sells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product {
    pub(super) name: &'static str,
    pub(super) family: &'static str,
    pub(super) material: &'static str,
    pub(super) finish: &'static str,
    /// Yen.
    pub(super) price: i64,
}

/// A town with a street of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Town {
    pub(super) postal: &'static str,
    pub(super) prefecture: &'static str,
    pub(super) city: &'static str,
    pub(super) street: &'static str,
}

const fn product(
    name: &'static str,
    family: &'static str,
    material: &'static str,
    finish: &'static str,
    price: i64,
) -> Product {
    Product {
        name,
        family,
        material,
        finish,
        price,
    }
}

pub(super) const PRODUCTS: &[Product] = &[
    product("オーク無垢ダイニングテーブル 150", "table", "solid_wood", "oil", 168_000),
    product("ウォールナット無垢テーブル 180", "table", "solid_wood", "oil", 248_000),
    product("タモ無垢テーブル 135", "table", "solid_wood", "urethane", 98_000),
    product("チェリー円卓 110", "table", "solid_wood", "soap", 142_000),
    product("突板ローテーブル", "table", "veneer", "urethane", 48_000),
    product("ガラスサイドテーブル", "table", "glass", "not_applicable", 26_000),
    product("大理石センターテーブル", "table", "marble", "not_applicable", 118_000),
    product("セラミック伸長テーブル", "table", "ceramic", "not_applicable", 198_000),
    product("欅の座卓", "table", "solid_wood", "urushi", 210_000),
    product("仕上げ不明の食卓", "table", "solid_wood", "unknown", 60_000),
    product("板座チェア オーク", "chair", "solid_wood", "oil", 42_000),
    product("ペーパーコードチェア", "chair", "paper_cord", "soap", 58_000),
    product("革張りダイニングチェア", "chair", "leather", "pigmented", 52_000),
    product("布張りチェア", "chair", "fabric", "not_applicable", 32_000),
    product("ラタンスツール", "chair", "rattan", "lacquer", 24_000),
    product("ウレタン塗装ベンチ", "chair", "solid_wood", "urethane", 36_000),
    product("革張りソファ 3P", "sofa", "leather", "pigmented", 328_000),
    product("アニリンレザーソファ 2P", "sofa", "leather", "aniline", 412_000),
    product("布張りソファ 2.5P", "sofa", "fabric", "not_applicable", 178_000),
    product("羽根クッションソファ", "sofa", "feather", "not_applicable", 224_000),
    product("合皮ソファ", "sofa", "synthetic_leather", "not_applicable", 68_000),
    product("ソファベッド", "sofa_bed", "fabric", "not_applicable", 88_000),
    product("タモ材ベッドフレーム", "bed", "solid_wood", "oil", 108_000),
    product("収納ベッド", "bed", "veneer", "urethane", 92_000),
    product("スチールベッド", "bed", "steel", "not_applicable", 39_000),
    product("ポケットコイルマットレス", "mattress", "fabric", "not_applicable", 98_000),
    product("高反発マットレス", "mattress", "unknown", "not_applicable", 62_000),
    product("羽毛掛けふとん", "bedding", "feather", "not_applicable", 58_000),
    product("桐たんす", "storage", "paulownia", "unfinished", 260_000),
    product("オークTVボード 180", "storage", "solid_wood", "oil", 158_000),
    product("食器棚 120", "storage", "veneer", "urethane", 138_000),
    product("ウォールシェルフ", "storage", "solid_wood", "wax", 28_000),
    product("メラミン収納", "storage", "melamine", "not_applicable", 34_000),
    product("無垢デスク 120", "desk", "solid_wood", "oil", 88_000),
    product("スチール脚デスク", "desk", "melamine", "not_applicable", 42_000),
    product("ワークチェア", "desk_chair", "fabric", "not_applicable", 64_000),
    product("ウールラグ 200x140", "rug", "wool", "not_applicable", 48_000),
    product("綿ラグ", "rug", "fabric", "not_applicable", 18_000),
    product("オーダーカーテン", "curtain", "fabric", "not_applicable", 56_000),
    product("真鍮ペンダントライト", "lighting", "brass", "not_applicable", 38_000),
    product("和紙フロアライト", "lighting", "unknown", "not_applicable", 22_000),
    product("チークガーデンチェア", "outdoor", "teak", "unfinished", 46_000),
    product("こたつテーブル", "kotatsu", "veneer", "urethane", 78_000),
    product("姿見", "mirror", "glass", "not_applicable", 24_000),
    product("琉球畳", "tatami", "unknown", "not_applicable", 16_000),
    product("学習机", "kids", "solid_wood", "lacquer", 86_000),
    product("二段ベッド", "kids", "solid_wood", "lacquer", 94_000),
    product("家具調仏壇", "altar", "solid_wood", "lacquer", 298_000),
    product("お手入れキット オイル", "accessory", "unknown", "not_applicable", 4_800),
    product("フェルト", "accessory", "wool", "not_applicable", 1_200),
];

pub(super) const TOWNS: &[Town] = &[
    Town { postal: "150-0001", prefecture: "東京都", city: "渋谷区", street: "神宮前" },
    Town { postal: "166-0003", prefecture: "東京都", city: "杉並区", street: "高円寺南" },
    Town { postal: "180-0004", prefecture: "東京都", city: "武蔵野市", street: "吉祥寺本町" },
    Town { postal: "231-0023", prefecture: "神奈川県", city: "横浜市中区", street: "山下町" },
    Town { postal: "248-0006", prefecture: "神奈川県", city: "鎌倉市", street: "小町" },
    Town { postal: "330-0063", prefecture: "埼玉県", city: "さいたま市浦和区", street: "高砂" },
    Town { postal: "260-0013", prefecture: "千葉県", city: "千葉市中央区", street: "中央" },
    Town { postal: "390-0874", prefecture: "長野県", city: "松本市", street: "大手" },
    Town { postal: "460-0008", prefecture: "愛知県", city: "名古屋市中区", street: "栄" },
    Town { postal: "604-8005", prefecture: "京都府", city: "京都市中京区", street: "恵比須町" },
    Town { postal: "530-0001", prefecture: "大阪府", city: "大阪市北区", street: "梅田" },
    Town { postal: "659-0092", prefecture: "兵庫県", city: "芦屋市", street: "大原町" },
    Town { postal: "730-0035", prefecture: "広島県", city: "広島市中区", street: "本通" },
    Town { postal: "810-0001", prefecture: "福岡県", city: "福岡市中央区", street: "天神" },
    Town { postal: "060-0061", prefecture: "北海道", city: "札幌市中央区", street: "南一条西" },
    Town { postal: "980-0811", prefecture: "宮城県", city: "仙台市青葉区", street: "一番町" },
];

/// Family names with their readings, old forms among them.
pub(super) const FAMILY_NAMES: &[(&str, &str)] = &[
    ("佐藤", "さとう"), ("鈴木", "すずき"), ("高橋", "たかはし"), ("髙橋", "たかはし"), ("田中", "たなか"),
    ("伊藤", "いとう"), ("渡辺", "わたなべ"), ("渡邉", "わたなべ"), ("渡邊", "わたなべ"), ("山本", "やまもと"),
    ("中村", "なかむら"), ("小林", "こばやし"), ("加藤", "かとう"), ("吉田", "よしだ"), ("山田", "やまだ"),
    ("佐々木", "ささき"), ("山口", "やまぐち"), ("松本", "まつもと"), ("井上", "いのうえ"), ("木村", "きむら"),
    ("林", "はやし"), ("斎藤", "さいとう"), ("齋藤", "さいとう"), ("齊藤", "さいとう"), ("清水", "しみず"),
    ("山崎", "やまざき"), ("山﨑", "やまざき"), ("森", "もり"), ("池田", "いけだ"), ("橋本", "はしもと"),
    ("阿部", "あべ"), ("石川", "いしかわ"), ("前田", "まえだ"), ("藤田", "ふじた"), ("小川", "おがわ"),
    ("岡田", "おかだ"), ("後藤", "ごとう"), ("長谷川", "はせがわ"), ("村上", "むらかみ"), ("近藤", "こんどう"),
    ("石井", "いしい"), ("坂本", "さかもと"), ("遠藤", "えんどう"), ("青木", "あおき"), ("藤井", "ふじい"),
    ("西村", "にしむら"), ("福田", "ふくだ"), ("太田", "おおた"), ("三浦", "みうら"), ("藤原", "ふじわら"),
    ("岡本", "おかもと"), ("松田", "まつだ"), ("中川", "なかがわ"), ("中野", "なかの"), ("原田", "はらだ"),
    ("小野", "おの"), ("田村", "たむら"), ("竹内", "たけうち"), ("金子", "かねこ"), ("和田", "わだ"),
    ("中山", "なかやま"), ("石田", "いしだ"), ("上田", "うえだ"), ("森田", "もりた"), ("原", "はら"),
    ("柴田", "しばた"), ("酒井", "さかい"), ("工藤", "くどう"), ("横山", "よこやま"), ("宮崎", "みやざき"),
    ("宮本", "みやもと"), ("内田", "うちだ"), ("高木", "たかぎ"), ("安藤", "あんどう"), ("谷口", "たにぐち"),
    ("大野", "おおの"), ("丸山", "まるやま"), ("今井", "いまい"), ("高田", "たかだ"), ("濱田", "はまだ"),
];

/// Given names with their readings.
pub(super) const GIVEN_NAMES: &[(&str, &str)] = &[
    ("由紀子", "ゆきこ"), ("健一", "けんいち"), ("大輔", "だいすけ"), ("さくら", "さくら"), ("誠", "まこと"),
    ("陽子", "ようこ"), ("直樹", "なおき"), ("美咲", "みさき"), ("翔太", "しょうた"), ("恵", "めぐみ"),
    ("浩二", "こうじ"), ("真由美", "まゆみ"), ("拓也", "たくや"), ("千尋", "ちひろ"), ("和子", "かずこ"),
    ("隆", "たかし"), ("愛", "あい"), ("剛", "つよし"), ("久美子", "くみこ"), ("修", "おさむ"),
    ("智子", "ともこ"), ("亮", "りょう"), ("裕子", "ゆうこ"), ("学", "まなぶ"), ("葵", "あおい"),
    ("蓮", "れん"), ("結衣", "ゆい"), ("悠真", "ゆうま"), ("陽菜", "ひな"), ("律", "りつ"),
    ("正雄", "まさお"), ("幸子", "さちこ"), ("清", "きよし"), ("節子", "せつこ"), ("勇", "いさむ"),
    ("京子", "きょうこ"), ("進", "すすむ"), ("洋子", "ひろこ"), ("豊", "ゆたか"), ("明美", "あけみ"),
    ("圭介", "けいすけ"), ("香織", "かおり"), ("慎吾", "しんご"), ("奈々", "なな"), ("俊介", "しゅんすけ"),
    ("里美", "さとみ"), ("涼", "りょう"), ("紗希", "さき"), ("海斗", "かいと"), ("美月", "みつき"),
];
