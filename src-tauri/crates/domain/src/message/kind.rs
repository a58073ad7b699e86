//! What a text is by its content. Advertising is recognised by what it says, not by what its author calls it.
//!
//! The marks follow the law on commercial mail: prices, links to a shop, words of sale and invitations to
//! buy make an advertisement, also inside a friendly text about care. When in doubt it is one.

use unicode_normalization::UnicodeNormalization as _;

use super::{FindingKind, MessageFinding, finding};
use crate::kinds::ContentKind;

/// Words that invite to buy, in Japanese.
const SALE_JA: &[&str] = &[
    "割引",
    "値引",
    "値下げ",
    "特価",
    "セール",
    "キャンペーン",
    "クーポン",
    "半額",
    "お買い得",
    "お値打ち",
    "送料無料",
    "ポイント還元",
    "ポイント倍",
    "先行販売",
    "限定販売",
    "数量限定",
    "期間限定",
    "販売中",
    "販売して",
    "発売",
    "新商品",
    "新製品",
    "入荷",
    "予約受付",
    "ご用意しております",
    "ご用意しています",
    "ご用意がござ",
    "ご用意がありま",
    "取り扱っております",
    "取り扱っています",
    "お取り扱いしております",
    "お取り寄せいたします",
    "お取り寄せできます",
    "お買い求め",
    "お求めいただけ",
    "お求めください",
    "ご購入いただけ",
    "ご購入ください",
    "ご購入はこちら",
    "ご注文ください",
    "ご注文はこちら",
    "を承っております",
    "も承っております",
    "を承ります",
    "ご相談を承って",
    "税込",
    "税抜",
    "円引き",
    "%オフ",
    "%引",
    "%off",
    "福袋",
    "下取りキャンペーン",
    "特典",
    "プレゼントいたします",
];

/// Words that invite to buy, in English (lower case, matched as whole words).
const SALE_EN: &[&str] = &[
    "discount",
    "discounts",
    "% off",
    "coupon",
    "voucher",
    "special offer",
    "special price",
    "promotion",
    "promo code",
    "campaign",
    "free shipping",
    "free delivery",
    "buy now",
    "order now",
    "shop now",
    "buy one",
    "on sale",
    "for sale",
    "clearance",
    "bargain",
    "new arrival",
    "new arrivals",
    "limited time",
    "we stock",
    "we sell",
    "we carry",
    "we offer",
    "we can order",
    "available in our shop",
    "available in store",
    "in stock",
    "price",
    "prices",
    "usd",
    "eur",
    "gbp",
    "jpy",
];

/// Words that ask for something, in both languages.
const REQUEST: &[&str] = &[
    "アンケート",
    "レビューを",
    "レビューの",
    "口コミを",
    "ご紹介ください",
    "ご紹介いただけ",
    "お友達を",
    "ご感想をお寄せ",
    "イベント",
    "お手入れ教室",
    "ワークショップ",
    "ご参加",
    "survey",
    "questionnaire",
    "leave a review",
    "write a review",
    "refer a friend",
    "recommend us",
    "workshop",
    "invite you to",
    "rsvp",
];

/// The mark that makes `text` an advertisement, or `None`. The mark is a word of the list, `price` for an
/// amount of money or `url` for a link.
#[must_use]
pub fn advertising_mark(text: &str) -> Option<&'static str> {
    let text = plain(text);
    sale_word(&text).or_else(|| amount(&text)).or_else(|| link(&text))
}

/// What `text` is by its content: an offer when it advertises, a request when it asks for a survey, a
/// review, a referral or a visit to an event, otherwise care.
///
/// Safety and notices cannot be told by words; see [`settle_kind`] for what their authors may claim.
#[must_use]
pub fn classify_kind(text: &str) -> ContentKind {
    if advertising_mark(text).is_some() {
        ContentKind::Offer
    } else if asks(&plain(text)) {
        ContentKind::Request
    } else {
        ContentKind::Care
    }
}

/// The kind that a text with this content goes out as, when its author calls it `declared`.
///
/// Nobody can call an advertisement something else. Care that asks for something becomes a request.
/// Two things are left to their authors: a notice may name amounts (a repair's cost is part of the contract), and
/// a safety message may link (to the maker's recall page). An offer stays an offer even when nothing
/// in it shows.
///
/// # Errors
/// [`FindingKind::AdvertisingInCare`] with the mark that gave it away (rule G6).
pub fn settle_kind(declared: ContentKind, text: &str) -> Result<ContentKind, MessageFinding> {
    let text = plain(text);
    let mark = match declared {
        ContentKind::Offer => return Ok(ContentKind::Offer),
        ContentKind::Notice => sale_word(&text)
            .filter(|word| !matches!(*word, "税込" | "税抜" | "price" | "prices"))
            .or_else(|| link(&text)),
        ContentKind::Safety => sale_word(&text).or_else(|| amount(&text)),
        ContentKind::Care | ContentKind::Request => {
            sale_word(&text).or_else(|| amount(&text)).or_else(|| link(&text))
        }
    };
    match mark {
        Some(mark) => Err(finding(FindingKind::AdvertisingInCare, mark)),
        None if declared == ContentKind::Care && asks(&text) => Ok(ContentKind::Request),
        None => Ok(declared),
    }
}

/// Half-width and lower case, so that ￥１，０００ and ¥1,000 are one.
fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

fn sale_word(text: &str) -> Option<&'static str> {
    let ja = SALE_JA.iter().copied().find(|word| {
        // セールス is a person, アフターセールス a service.
        text.match_indices(word)
            .any(|(at, _)| !(*word == "セール" && text[at + word.len()..].starts_with('ス')))
    });
    ja.or_else(|| SALE_EN.iter().copied().find(|word| has_word(text, word)))
}

fn asks(text: &str) -> bool {
    REQUEST.iter().any(|word| {
        if word.is_ascii() {
            has_word(text, word)
        } else {
            text.contains(word)
        }
    })
}

/// Whether `word` stands in `text` with no letter glued to either end ("campaign" is not in "champaign").
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(|c: char| c.is_ascii_alphabetic())
            && !text[at + word.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// An amount of money: ¥1,000, 1,000円, 3万円, $20, 20 yen. 円形 and 円卓 are shapes.
fn amount(text: &str) -> Option<&'static str> {
    let digit_follows = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let signs = ['¥', '$', '€', '£'];
    let by_sign = text
        .char_indices()
        .any(|(at, c)| signs.contains(&c) && digit_follows(&text[at + c.len_utf8()..]));
    let by_unit = ["円", "yen", "ドル", "dollars", "euros"].iter().any(|unit| {
        text.match_indices(unit).any(|(at, _)| {
            let before = text[..at].trim_end().trim_end_matches(['万', '千', '億']);
            let shape = *unit == "円"
                && text[at + unit.len()..].starts_with(['形', '卓', '柱', '筒', '弧', '周', '錐']);
            before.ends_with(|c: char| c.is_ascii_digit()) && !shape
        })
    });
    (by_sign || by_unit).then_some("price")
}

/// A link, with or without scheme. Mail addresses are not links.
fn link(text: &str) -> Option<&'static str> {
    let found = text
        .split(|c: char| {
            !(c.is_ascii_alphanumeric()
                || matches!(c, '.' | '/' | ':' | '-' | '_' | '@' | '?' | '=' | '&' | '%'))
        })
        .any(|token| {
            let token = token.trim_matches(['.', ':', '-']);
            if token.starts_with("http:") || token.starts_with("https:") || token.starts_with("www.") {
                return true;
            }
            let host = token.split('/').next().unwrap_or(token);
            let known = [
                ".com", ".jp", ".net", ".org", ".shop", ".store", ".me", ".info", ".biz",
            ];
            !token.contains('@')
                && known
                    .iter()
                    .any(|end| host.len() > end.len() && host.ends_with(end))
        });
    found.then_some("url")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::yen_sign("替えカバーは¥12,800です。", "price")]
    #[case::full_width_yen("￥１２，８００", "price")]
    #[case::yen("替えカバーは12,800円です。", "price")]
    #[case::ten_thousands("張替えは3万円からです。", "price")]
    #[case::dollars("A new cover is $120.", "price")]
    #[case::url("くわしくは https://example.jp/care をご覧ください。", "url")]
    #[case::bare_host("くわしくは example.com へ。", "url")]
    #[case::sale("ただいまセールを開催しております。", "セール")]
    #[case::campaign("キャンペーンのお知らせです。", "キャンペーン")]
    #[case::percent("今なら20%オフです。", "%オフ")]
    #[case::discount("割引券をお送りします。", "割引")]
    #[case::stocked("家具用オイルを店頭でご用意しております。", "ご用意しております")]
    #[case::english_stock("We stock furniture oil.", "we stock")]
    #[case::english_discount("Enjoy a discount this week.", "discount")]
    #[case::english_on_sale("Sofas are on sale now.", "on sale")]
    fn advertising_is_an_offer_whatever_it_is_called(#[case] text: &str, #[case] mark: &str) {
        assert_eq!(advertising_mark(text), Some(mark), "mark of {text}");
        assert_eq!(classify_kind(text), ContentKind::Offer, "{text} advertises");
        for declared in [ContentKind::Care, ContentKind::Request] {
            let refused = settle_kind(declared, text).map_err(|finding| (finding.kind, finding.detail));
            assert_eq!(
                refused,
                Err((FindingKind::AdvertisingInCare, mark.to_owned())),
                "nobody can call it {declared}: {text}"
            );
        }
        assert_eq!(
            settle_kind(ContentKind::Offer, text),
            Ok(ContentKind::Offer),
            "as an offer it may go"
        );
    }

    #[rstest]
    #[case::care("オイルを薄く塗り、乾いた布で拭き取ってください。")]
    #[case::prepare_a_cloth("やわらかい布をご用意ください。")]
    #[case::round_table("直径110センチの円形のテーブルと、2円卓の話です。")]
    #[case::humidity("湿度40〜60%を目安にしてください。")]
    #[case::salesperson("セールスではございません。")]
    #[case::purchased("ご購入いただいたテーブルの様子はいかがですか。")]
    #[case::harmony("ご家庭円満をお祈りいたします。")]
    #[case::mail_address("お困りのときは shop@example.jp までどうぞ。")]
    #[case::english_care("Wipe it with a soft dry cloth once a week.")]
    #[case::english_after_sales("Our after-sales desk is glad to help.")]
    fn care_stays_care(#[case] text: &str) {
        assert_eq!(advertising_mark(text), None, "{text} advertises nothing");
        assert_eq!(classify_kind(text), ContentKind::Care, "{text} is care");
        assert_eq!(
            settle_kind(ContentKind::Care, text),
            Ok(ContentKind::Care),
            "{text} may go as care"
        );
    }

    #[test]
    fn whoever_asks_makes_a_request() {
        assert_eq!(
            classify_kind("アンケートにお答えください。"),
            ContentKind::Request,
            "a survey"
        );
        assert_eq!(
            settle_kind(ContentKind::Care, "Please answer our survey."),
            Ok(ContentKind::Request),
            "not care"
        );
        assert_eq!(
            settle_kind(ContentKind::Notice, "修理が終わりました。"),
            Ok(ContentKind::Notice),
            "a notice stays"
        );
    }

    #[test]
    fn a_notice_may_name_amounts_and_a_safety_message_may_link() {
        assert_eq!(
            settle_kind(ContentKind::Notice, "修理代は8,800円(税込)です。"),
            Ok(ContentKind::Notice),
            "contract"
        );
        assert!(
            settle_kind(ContentKind::Notice, "修理が終わりました。ただいまセール中です。").is_err(),
            "no advertising"
        );
        assert!(
            settle_kind(ContentKind::Notice, "https://example.jp/new").is_err(),
            "a link leads to the shop"
        );
        let recall = "くわしくは https://example.jp/recall をご覧ください。";
        assert_eq!(
            settle_kind(ContentKind::Safety, recall),
            Ok(ContentKind::Safety),
            "the recall page"
        );
        assert!(
            settle_kind(ContentKind::Safety, "新しい金具は2,000円です。").is_err(),
            "no selling by fear"
        );
    }
}
