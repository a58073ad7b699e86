//! Prefectures by code.
//!
//! Not here: their names and reading an address for matching (`domain::fold`); what is typed stands.

use aichaku_domain::fold::PREFECTURES;

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
