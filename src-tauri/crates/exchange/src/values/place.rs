//! Prefectures by code.
//!
//! Not here: checking addresses; what is typed stands.

/// The prefectures in the order of their JIS X 0401 codes, 1..=47.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// The name of the prefecture whose ISO 3166-2 code (`JP-13`) the text is; `None` for anything else.
#[must_use]
pub fn prefecture_name(text: &str) -> Option<&'static str> {
    let code: usize = text.trim().strip_prefix("JP-")?.parse().ok()?;
    PREFECTURES.get(code.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_shopify_become_prefectures() {
        assert_eq!(prefecture_name("JP-15"), Some("新潟県"), "JIS order");
        assert_eq!(prefecture_name("JP-47"), Some("沖縄県"), "the last one");
        assert_eq!(prefecture_name("JP-48"), None, "there are 47");
        assert_eq!(prefecture_name("新潟県"), None, "names stand as they are");
    }
}
