//! How sure a share is: intervals for one proportion and for the difference of two.
//!
//! Not here: intervals of survival curves (`survival`, `competing`) and of the net promoter score (`nps`).

/// The two-sided 95 % quantile of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A closed range, `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// 95 % interval of the share `hits / n`, both ends in 0..=1; `None` when `n` is 0, because nothing is known then.
///
/// `hits` above `n` is read as `n`. Formula: E. B. Wilson, JASA 22 (1927) 209–212; Newcombe, Stat. Med. 17 (1998)
/// 857–872, method 3 (no continuity correction). Worked numbers in `tests/numbers/intervals.rs`.
#[must_use]
pub fn wilson(hits: u64, n: u64) -> Option<Interval> {
    wilson_at(hits, n, Z95)
}

/// [`wilson`] for another normal quantile `z` (1.96 is 95 %, 1.28 is 80 %).
#[must_use]
pub fn wilson_at(hits: u64, n: u64, z: f64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let hits = hits.min(n);
    let (count, share) = (n as f64, hits as f64 / n as f64);
    let squared = z * z;
    let centre = share + squared / (2.0 * count);
    let half = z * (share * (1.0 - share) / count + squared / (4.0 * count * count)).sqrt();
    let scale = 1.0 + squared / count;
    // At 0 and n one end is exactly 0 or 1; rounding must not make it -1e-17.
    let low = if hits == 0 { 0.0 } else { (centre - half) / scale };
    let high = if hits == n { 1.0 } else { (centre + half) / scale };
    Some(Interval { low, high })
}

/// A difference of two shares with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// First share minus second share, −1..=1.
    pub difference: f64,
    /// 95 % interval of it.
    pub interval: Interval,
}

/// `first / first_n − second / second_n` with its 95 % interval; `None` when either group is empty.
///
/// Formula: R. G. Newcombe, Stat. Med. 17 (1998) 873–890, method 10 (hybrid of two Wilson intervals, without
/// continuity correction). His Table II is in `tests/numbers/intervals.rs`.
#[must_use]
pub fn newcombe(first: u64, first_n: u64, second: u64, second_n: u64) -> Option<Difference> {
    let (wilson_1, wilson_2) = (wilson(first, first_n)?, wilson(second, second_n)?);
    let share_1 = first.min(first_n) as f64 / first_n as f64;
    let share_2 = second.min(second_n) as f64 / second_n as f64;
    let difference = share_1 - share_2;
    let low = difference - (share_1 - wilson_1.low).hypot(wilson_2.high - share_2);
    let high = difference + (wilson_1.high - share_1).hypot(share_2 - wilson_2.low);
    Some(Difference {
        difference,
        interval: Interval { low, high },
    })
}
