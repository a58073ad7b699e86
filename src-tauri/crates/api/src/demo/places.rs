//! Towns where the customers live. Real towns with their postal codes; the house numbers are invented.
//!
//! Not here: who lives there.

/// A part of a town.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Seven digits.
    pub(super) postal: &'static str,
    /// Prefecture.
    pub(super) prefecture: &'static str,
    /// City, with ward.
    pub(super) city: &'static str,
    /// Part of the town.
    pub(super) town: &'static str,
    /// Area code of the telephone.
    pub(super) area: &'static str,
    /// How many customers live there, against the others.
    pub(super) weight: usize,
}

const fn place(
    postal: &'static str,
    prefecture: &'static str,
    city: &'static str,
    town: &'static str,
    area: &'static str,
    weight: usize,
) -> Place {
    Place {
        postal,
        prefecture,
        city,
        town,
        area,
        weight,
    }
}

/// Around the shop in Matsumoto first, then farther away.
pub(super) const PLACES: &[Place] = &[
    place("3900874", "長野県", "松本市", "大手", "0263", 30),
    place("3900811", "長野県", "松本市", "中央", "0263", 26),
    place("3900803", "長野県", "松本市", "元町", "0263", 18),
    place("3900861", "長野県", "松本市", "蟻ケ崎", "0263", 16),
    place("3900833", "長野県", "松本市", "双葉", "0263", 16),
    place("3998101", "長野県", "安曇野市", "三郷明盛", "0263", 18),
    place("3998205", "長野県", "安曇野市", "豊科", "0263", 20),
    place("3998303", "長野県", "安曇野市", "穂高", "0263", 18),
    place("3990737", "長野県", "塩尻市", "大門八番町", "0263", 16),
    place("3920004", "長野県", "諏訪市", "諏訪", "0266", 10),
    place("3940027", "長野県", "岡谷市", "中央町", "0266", 10),
    place("3910001", "長野県", "茅野市", "ちの", "0266", 10),
    place("3800823", "長野県", "長野市", "南千歳", "026", 10),
    place("3860012", "長野県", "上田市", "中央", "0268", 9),
    place("3950044", "長野県", "飯田市", "本町", "0265", 6),
    place("3890111", "長野県", "北佐久郡軽井沢町", "長倉", "0267", 8),
    place("4000031", "山梨県", "甲府市", "丸の内", "055", 8),
    place("4080044", "山梨県", "北杜市", "小淵沢町", "0551", 6),
    place("5080033", "岐阜県", "中津川市", "太田町", "0573", 4),
    place("4600008", "愛知県", "名古屋市中区", "栄", "052", 10),
    place("4640075", "愛知県", "名古屋市千種区", "内山", "052", 6),
    place("1660003", "東京都", "杉並区", "高円寺南", "03", 12),
    place("1800004", "東京都", "武蔵野市", "吉祥寺本町", "0422", 10),
    place("1550031", "東京都", "世田谷区", "北沢", "03", 10),
    place("2310023", "神奈川県", "横浜市中区", "山下町", "045", 7),
    place("2480006", "神奈川県", "鎌倉市", "小町", "0467", 5),
    place("3300063", "埼玉県", "さいたま市浦和区", "高砂", "048", 5),
    place("6048005", "京都府", "京都市中京区", "恵比須町", "075", 4),
];

/// Names of buildings.
pub(super) const BUILDINGS: &[&str] = &[
    "コーポあずさ",
    "メゾン北アルプス",
    "ハイツ常念",
    "グリーンヒルズ",
    "サンシティ",
    "プラージュ女鳥羽",
    "第二けやき荘",
    "レジデンス深志",
    "アルプスハイム",
    "パークテラス",
];

/// Companies and places that bought.
pub(super) const COMPANIES: &[(&str, &str)] = &[
    ("株式会社みずうみ設計", "みずうみせっけい"),
    ("喫茶こもれび", "きっさこもれび"),
    ("ひばり歯科クリニック", "ひばりしかくりにっく"),
    ("合同会社あさひ企画", "あさひきかく"),
    ("民宿 しらかば", "みんしゅくしらかば"),
    ("さんかく保育園", "さんかくほいくえん"),
    ("有限会社ほし印刷", "ほしいんさつ"),
    ("山の図書室", "やまのとしょしつ"),
];
