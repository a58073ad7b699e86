//! The sentences of rows that were left out, for the file that is saved of them: it leaves the house as a
//! whole, also from the command line, so its few words stand here. A test keeps them the same as the screen's.
//!
//! Not here: the words of screens (`ui`).

use aichaku_exchange::RowProblemCode as Code;

use crate::wire::Lang;

/// A row that was read and found no place: a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecided {
    /// Something came back that nobody is known to have bought.
    ReturnNone,
    /// Something came back that may be of several purchases.
    ReturnSeveral,
    /// Something came back from nobody who is known.
    ReturnNobody,
    /// A cancellation of a purchase that is not there.
    CancelNone,
    /// A delivery day of a purchase that is not there.
    NoPurchase,
    /// A delivery day that may be of several purchases.
    DeliverySeveral,
    /// An opt-out of somebody who is not there.
    NoSuchCustomer,
}

impl Undecided {
    const ALL: [Self; 7] = [
        Self::ReturnNone,
        Self::ReturnSeveral,
        Self::ReturnNobody,
        Self::CancelNone,
        Self::NoPurchase,
        Self::DeliverySeveral,
        Self::NoSuchCustomer,
    ];

    /// The stable text form.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::ReturnNone => "return_none",
            Self::ReturnSeveral => "return_several",
            Self::ReturnNobody => "return_nobody",
            Self::CancelNone => "cancel_none",
            Self::NoPurchase => "no_purchase",
            Self::DeliverySeveral => "delivery_several",
            Self::NoSuchCustomer => "no_such_customer",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ReturnNone => (
                "戻したお品に合う、それより前のご購入が見つかりません",
                "No earlier purchase of what came back was found",
            ),
            Self::ReturnSeveral => (
                "合うご購入が2つ以上あり、どれの返品か決められません",
                "More than one purchase fits what came back",
            ),
            Self::ReturnNobody => (
                "どなたの返品か分かりません",
                "It does not say who brought it back",
            ),
            Self::CancelNone => (
                "取り消すご購入が見つかりません",
                "The purchase that it cancels was not found",
            ),
            Self::NoPurchase => ("合うご購入が見つかりません", "No purchase fits"),
            Self::DeliverySeveral => (
                "合うご購入が2つ以上あり、どれのお届け日か決められません",
                "More than one purchase may have come that day",
            ),
            Self::NoSuchCustomer => ("合うお客様が見つかりません", "No customer fits"),
        }
    }

    /// The case of a text form.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.as_str() == code)
    }
}

/// The sentence of a row that was left out, by the code that a report gives it; without the values of the row.
#[must_use]
pub fn row_sentence(code: &str, lang: Lang) -> &'static str {
    let (ja, en) = Code::parse(code)
        .map(problem_words)
        .or_else(|| Undecided::parse(code).map(Undecided::words))
        // Of a batch that a newer program made.
        .unwrap_or(("読めません", "It cannot be read"));
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

fn problem_words(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::MissingDate => ("日付がありません", "The date is missing"),
        Code::MissingName => ("お名前も番号もありません", "There is neither a name nor a number"),
        Code::MissingKey => (
            "どの方・どの品か見分けるものがありません",
            "Nothing tells which person or thing is meant",
        ),
        Code::MissingAmount => ("金額も品もありません", "There is neither an amount nor a thing"),
        Code::NotADate => ("日付として読めません", "It cannot be read as a date"),
        Code::NoSuchDay => ("その日はカレンダーにありません", "There is no such day"),
        Code::YearOutOfRange => ("年が1868〜2200の外です", "The year lies outside 1868–2200"),
        Code::AmbiguousDate => (
            "月と日のどちらが先か決められません",
            "Day and month could be read both ways",
        ),
        Code::PartialDate => ("年・月・日がそろっていません", "Only part of the date is there"),
        Code::NotAnAmount => ("金額として読めません", "It cannot be read as an amount"),
        Code::TooManyDecimals => ("小数の桁が多すぎます", "It has too many decimals"),
        Code::AmountOutOfRange => ("金額が大きすぎます", "The amount is too large"),
        Code::Formula => (
            "式が入っています(式は計算しません)",
            "It holds a formula, which is never evaluated",
        ),
        Code::NotAQuantity => ("個数として読めません", "It cannot be read as a number of pieces"),
        Code::QuantityOutOfRange => ("個数が多すぎます", "There are too many pieces"),
        Code::NotAPhone => (
            "電話番号の桁が合いません",
            "It has too few or too many digits for a telephone number",
        ),
        Code::NotAPostalCode => ("郵便番号は7桁です", "A postal code has seven digits"),
        Code::NotAnEmail => ("メールアドレスとして読めません", "It cannot be an e-mail address"),
        Code::NotYesOrNo => (
            "はい・いいえとして読めません",
            "It reads neither as yes nor as no",
        ),
        Code::TooManyCells => (
            "見出しより列の多い行です",
            "The row has more cells than the header",
        ),
        Code::UnclosedQuote => ("引用符「\"」が閉じていません", "A quotation mark is never closed"),
        Code::UnreadableCharacters => ("読めない文字があります", "It has characters that cannot be read"),
        Code::TooLong => ("長すぎます", "It is too long"),
        Code::OrderRowsApart => (
            "同じ注文の行が離れています。注文番号順に並べてください",
            "Rows of one order stand too far apart; sort the file by order",
        ),
        Code::OrderIncomplete => (
            "同じ注文の別の行が読めないため、注文ごと見合わせました",
            "Another row of this order cannot be read, so the whole order waits",
        ),
        Code::TooManyLines => ("1つの注文の行が多すぎます", "One order has too many lines"),
        Code::NotAMark => (
            "選べる点数・言葉ではありません",
            "It is none of the marks that can be given",
        ),
        Code::NothingAnswered => ("ご回答がひとつもありません", "Nothing was answered"),
        Code::TotalsDiffer => (
            "同じ注文の中で合計が違います(はじめの値を使いました)",
            "Rows of one order give different totals; the first was taken",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_and_the_screen_say_the_same() {
        for lang in [Lang::Ja, Lang::En] {
            let folder = if lang == Lang::Ja { "ja" } else { "en" };
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../../ui/messages")
                .join(folder)
                .join("errors.json");
            let text = std::fs::read_to_string(path).expect("the words of the screens");
            let words: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let codes = Code::ALL
                .iter()
                .map(|code| code.as_str())
                .chain(Undecided::ALL.iter().map(|case| case.as_str()));
            for code in codes {
                assert_eq!(
                    words[format!("row_problem_{code}")],
                    row_sentence(code, lang),
                    "{code} in {folder}"
                );
            }
        }
    }
}
