//! Yes, no, cancelled, returned, in the words of shops.
//!
//! Not here: the status numbers of single systems (their descriptors).

use super::width::{fold_width, is_blank};

/// Reads a yes or no: 1/0, ○/×, 有/無, 可/不可, 希望する/希望しない, 受信する, ON, subscribed, yes, TRUE ….
/// `None`: empty. `Some(None)` never happens: an unknown word is `Err`.
///
/// # Errors
/// The unit error for a word that is neither.
pub fn parse_yes_no(text: &str) -> Result<Option<bool>, UnknownWord> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let folded = fold_width(text).to_lowercase();
    match folded.as_str() {
        "1" | "○" | "〇" | "◯" | "◎" | "o" | "✓" | "✔" | "レ" | "有" | "有り" | "あり" | "可" | "要"
        | "はい" | "希望" | "希望する" | "希望します" | "受信" | "受信する" | "受け取る" | "購読"
        | "購読する" | "購読中" | "許可" | "許可する" | "同意" | "同意する" | "同意します" | "on" | "yes"
        | "y" | "true" | "t" | "ok" | "subscribed" | "opt-in" | "optin" | "granted" => Ok(Some(true)),
        "0" | "×" | "✕" | "✗" | "x" | "無" | "無し" | "なし" | "不可" | "不要" | "いいえ" | "希望しない"
        | "希望しません" | "受信しない" | "受け取らない" | "受信拒否" | "拒否" | "購読しない"
        | "購読解除" | "解除" | "配信停止" | "停止" | "許可しない" | "同意しない" | "同意しません"
        | "off" | "no" | "n" | "false" | "f" | "ng" | "unsubscribed" | "opt-out" | "optout" | "denied"
        | "not subscribed" | "not_subscribed" => Ok(Some(false)),
        _ if is_blank(text) => Ok(None),
        _ => Err(UnknownWord),
    }
}

/// A word that is not in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither yes nor no")]
pub struct UnknownWord;

/// What a status says about a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWord {
    /// Anything that does not undo it.
    Stands,
    /// Cancelled.
    Cancelled,
    /// All of it came back.
    Returned,
}

/// Reads a status word of any system. Unknown words leave the purchase standing; "partially refunded" too.
#[must_use]
pub fn parse_status(text: &str) -> StatusWord {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return StatusWord::Stands;
    }
    let folded = fold_width(text).to_lowercase();
    if folded.contains("partial") || folded.contains("一部") {
        return StatusWord::Stands;
    }
    for undone in ["未キャンセル", "キャンセル可", "キャンセル不可", "not cancel"] {
        if folded.contains(undone) {
            return StatusWord::Stands;
        }
    }
    for word in [
        "キャンセル",
        "取消",
        "取り消",
        "cancel",
        "void",
        "無効",
        "注文取消し",
        "破棄",
    ] {
        if folded.contains(word) {
            return StatusWord::Cancelled;
        }
    }
    for word in ["返品", "返送", "返金", "refund", "return"] {
        if folded.contains(word) {
            return StatusWord::Returned;
        }
    }
    StatusWord::Stands
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1", true)]
    #[case("○", true)]
    #[case("◯", true)]
    #[case("有", true)]
    #[case("可", true)]
    #[case("希望する", true)]
    #[case("受信する", true)]
    #[case("ON", true)]
    #[case("subscribed", true)]
    #[case("yes", true)]
    #[case("ＴＲＵＥ", true)]
    #[case("0", false)]
    #[case("×", false)]
    #[case("無", false)]
    #[case("不可", false)]
    #[case("希望しない", false)]
    #[case("OFF", false)]
    #[case("unsubscribed", false)]
    fn the_shops_words_for_yes_and_no(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(parse_yes_no(text), Ok(Some(expected)), "{text}");
    }

    #[test]
    fn another_word_is_not_taken_for_consent() {
        assert_eq!(parse_yes_no("検討中"), Err(UnknownWord), "doubt is not a yes");
        assert_eq!(parse_yes_no(""), Ok(None), "silence is not a yes");
    }

    #[rstest]
    #[case("paid", StatusWord::Stands)]
    #[case("cancelled", StatusWord::Cancelled)]
    #[case("注文取消し", StatusWord::Cancelled)]
    #[case("注文キャンセル", StatusWord::Cancelled)]
    #[case("voided", StatusWord::Cancelled)]
    #[case("refunded", StatusWord::Returned)]
    #[case("partially_refunded", StatusWord::Stands)]
    #[case("返品", StatusWord::Returned)]
    #[case("返送", StatusWord::Returned)]
    #[case("発送済み", StatusWord::Stands)]
    #[case("", StatusWord::Stands)]
    fn status_words_of_any_system(#[case] text: &str, #[case] expected: StatusWord) {
        assert_eq!(parse_status(text), expected, "{text}");
    }
}
