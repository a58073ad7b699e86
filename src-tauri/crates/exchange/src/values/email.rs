//! E-mail addresses: plausible or not. Nobody can know more without writing to one.
//!
//! Not here: whether one may write.

use super::width::{fold_width, is_blank};
use crate::records::EmailAddress;

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// It cannot be one.
    #[error("not an e-mail address")]
    NotAnEmail,
}

/// Forwarding domains of malls: the alias is stable per buyer, but ends with the order.
const RELAYS: [&str; 8] = [
    "fw.rakuten.ne.jp",
    "pc.fw.rakuten.ne.jp",
    "mb.fw.rakuten.ne.jp",
    "marketplace.amazon.co.jp",
    "marketplace.amazon.com",
    "privaterelay.appleid.com",
    "order.store.yahoo.co.jp",
    "mail.minne.com",
];

/// Reads one address. `None`: the cell is empty.
///
/// Old mobile addresses with two dots in a row or a dot before the `@` are real and pass.
///
/// # Errors
/// [`EmailError`] when it cannot be one: no or two `@`, spaces, no dot in the domain, longer than 254.
pub fn parse_email(text: &str) -> Result<Option<EmailAddress>, EmailError> {
    if is_blank(text) {
        return Ok(None);
    }
    let folded = fold_width(text);
    let address = folded
        .strip_prefix("mailto:")
        .unwrap_or(&folded)
        .trim_matches(['<', '>', ' ']);
    let (local, domain) = address.rsplit_once('@').ok_or(EmailError::NotAnEmail)?;
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.contains('@')
        && local
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
    let domain_fits = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    // A formula that happens to hold an @ must not become an address.
    if !local_fits || !domain_fits || address.len() > 254 || local.starts_with('=') {
        return Err(EmailError::NotAnEmail);
    }
    let key = address.to_ascii_lowercase();
    let relay = key
        .rsplit_once('@')
        .is_some_and(|(_, domain)| RELAYS.contains(&domain));
    Ok(Some(EmailAddress {
        display: address.to_owned(),
        key,
        relay,
    }))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::trimmed(" Taro@Example.JP ", "taro@example.jp")]
    #[case::full_width("ｔａｒｏ＠example.jp", "taro@example.jp")]
    #[case::old_mobile("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp")]
    #[case::plus("a+b@example.co.jp", "a+b@example.co.jp")]
    #[case::angle("<taro@example.jp>", "taro@example.jp")]
    fn plausible_addresses_have_one_key(#[case] text: &str, #[case] key: &str) {
        let email = parse_email(text).expect("plausible").expect("not empty");
        assert_eq!(email.key, key, "{text}");
        assert!(!email.relay, "an ordinary address");
    }

    #[rstest]
    #[case("taro")]
    #[case("taro@")]
    #[case("@example.jp")]
    #[case("a@b@example.jp")]
    #[case("taro@localhost")]
    #[case("ta ro@example.jp")]
    #[case("太郎@example.jp")]
    #[case("a@1.2.3.4")]
    #[case("=cmd@example.jp")]
    fn impossible_addresses_are_refused(#[case] text: &str) {
        assert_eq!(parse_email(text), Err(EmailError::NotAnEmail), "{text}");
    }

    #[test]
    fn a_malls_alias_is_known_as_one() {
        let email = parse_email("0001s1@fw.rakuten.ne.jp")
            .expect("plausible")
            .expect("filled");
        assert!(email.relay, "nobody is reached there after the order");
    }
}
