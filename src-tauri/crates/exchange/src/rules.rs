//! What the shop knows and the file does not say: zone, currency.
//!
//! Not here: today's date. No rule of reading depends on the day on which a file is read.

use chrono_tz::Tz;

/// How values are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseRules {
    /// The shop's time zone: a time stamp with an offset is taken to its day here.
    pub zone: Tz,
    /// Decimals of the shop's currency, 0..=4 (0 for yen, 2 for dollars).
    pub currency_digits: u8,
}

impl Default for ParseRules {
    /// Tokyo and yen.
    fn default() -> Self {
        Self {
            zone: chrono_tz::Asia::Tokyo,
            currency_digits: 0,
        }
    }
}
