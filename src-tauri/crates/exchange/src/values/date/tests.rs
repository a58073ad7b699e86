//! How dates are written, one case each.
//!
//! Not here: files.

use rstest::rstest;

use super::*;

const TOKYO: Tz = chrono_tz::Asia::Tokyo;

fn day(text: &str) -> DateValue {
    DateValue::Day(ShopDay::parse_iso(text).expect("a day of the test"))
}

#[rstest]
#[case::slashes("2024/4/1", "2024-04-01")]
#[case::iso("2024-04-01", "2024-04-01")]
#[case::iso_time("2024-04-01 10:33:09", "2024-04-01")]
#[case::iso_blank("2024-04-01 ", "2024-04-01")]
#[case::iso_kanji("2024-04-01日", "2024-04-01")]
#[case::slashes_time("2024/04/01 0:05", "2024-04-01")]
#[case::offset_of_tokyo("2024-04-01 00:00:00 +0900", "2024-04-01")]
#[case::offset_last_second("2024-03-31 23:59:59 +0900", "2024-03-31")]
#[case::offset_colon("2024-04-01T00:30:00+09:00", "2024-04-01")]
#[case::utc_goes_to_the_shop("2024-03-31T15:00:00Z", "2024-04-01")]
#[case::utc_before("2024-03-31T14:59:59Z", "2024-03-31")]
#[case::fraction("2024-04-01T10:00:00.123Z", "2024-04-01")]
#[case::digits("20240401", "2024-04-01")]
#[case::digits_time("20240401103309", "2024-04-01")]
#[case::two_digits("24/4/1", "2024-04-01")]
#[case::two_digits_old("70/4/1", "1970-04-01")]
#[case::kanji("2024年4月1日", "2024-04-01")]
#[case::kanji_weekday("2024年4月1日(月)", "2024-04-01")]
#[case::kanji_weekday_time("2024年4月1日（月） 10時33分", "2024-04-01")]
#[case::full_width("２０２４／４／１", "2024-04-01")]
#[case::reiwa("令和6年4月1日", "2024-04-01")]
#[case::reiwa_short("R6.4.1", "2024-04-01")]
#[case::reiwa_small("r6.4.1", "2024-04-01")]
#[case::reiwa_square("㋿6.4.1", "2024-04-01")]
#[case::reiwa_first("令和元年5月1日", "2019-05-01")]
#[case::heisei_first("平成元年1月8日", "1989-01-08")]
#[case::heisei_last("平成31年4月30日", "2019-04-30")]
#[case::showa("S64.1.7", "1989-01-07")]
#[case::showa_full_width("昭和４５年　３月３日", "1970-03-03")]
#[case::taisho("T15/12/24", "1926-12-24")]
#[case::meiji("明治45年7月29日", "1912-07-29")]
#[case::serial("45383", "2024-04-01")]
#[case::serial_time("45383.43969", "2024-04-01")]
#[case::dots("2024.4.1", "2024-04-01")]
#[case::unambiguous_month_first("4/25/2024", "2024-04-25")]
#[case::unambiguous_day_first("25.4.2024", "2024-04-25")]
#[case::same("4/4/2024", "2024-04-04")]
#[case::english("Apr 1, 2024", "2024-04-01")]
#[case::english_day_first("1 April 2024", "2024-04-01")]
#[case::english_dashes("01-Apr-2024", "2024-04-01")]
#[case::leap("2024-02-29", "2024-02-29")]
#[case::apostrophe("'2024/4/1", "2024-04-01")]
#[case::pm("2024/4/1 3:05 PM", "2024-04-01")]
fn every_way_of_writing_a_day_is_read(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(parse_date(text, TOKYO), Ok(Some(day(expected))), "{text}");
}

#[rstest]
#[case::month("2024年4月", DateValue::Month { year: 2024, month: 4 })]
#[case::month_slash("2024/4", DateValue::Month { year: 2024, month: 4 })]
#[case::month_digits("202404", DateValue::Month { year: 2024, month: 4 })]
#[case::month_of_heisei("平成元年5月", DateValue::Month { year: 1989, month: 5 })]
#[case::month_day("4/1", DateValue::MonthDay { month: 4, day: 1 })]
#[case::month_day_kanji("4月1日", DateValue::MonthDay { month: 4, day: 1 })]
#[case::year("2024", DateValue::Year(2024))]
#[case::year_kanji("2024年", DateValue::Year(2024))]
fn partial_dates_stay_partial(#[case] text: &str, #[case] expected: DateValue) {
    assert_eq!(parse_date(text, TOKYO), Ok(Some(expected)), "{text}");
}

#[rstest]
#[case::year_zero("0000-00-00", DateError::YearOutOfRange)]
#[case::year_zero_time("0000-00-00 00:00:00", DateError::YearOutOfRange)]
#[case::year_one("0001/1/1", DateError::YearOutOfRange)]
#[case::far("9999-12-31", DateError::YearOutOfRange)]
#[case::thirtieth_of_february("2024-02-30", DateError::NoSuchDay)]
#[case::no_leap("2023/2/29", DateError::NoSuchDay)]
#[case::month_13("2024/13/1", DateError::NoSuchDay)]
#[case::ambiguous("4/5/2024", DateError::Ambiguous)]
#[case::one_digit_year("6/4/1", DateError::Ambiguous)]
#[case::before_reiwa("令和元年4月1日", DateError::NoSuchDay)]
#[case::after_heisei("平成31年5月1日", DateError::NoSuchDay)]
#[case::words("来週", DateError::NotADate)]
#[case::phone("03-1234-5678", DateError::NotADate)]
#[case::price("12,800円", DateError::NotADate)]
#[case::formula("=TODAY()", DateError::Formula)]
#[case::trailing("2024-04-01 の午後", DateError::NotADate)]
#[case::one_byte_more("2024-04-01;", DateError::NotADate)]
#[case::two_bytes_more("2024-04-01\";", DateError::NotADate)]
#[case::hour_25("2024-04-01 25:00:00", DateError::NotADate)]
#[case::many_digits("20240401103309999", DateError::NotADate)]
fn what_is_no_day_is_refused(#[case] text: &str, #[case] expected: DateError) {
    assert_eq!(parse_date(text, TOKYO), Err(expected), "{text}");
}

#[rstest]
#[case(DateOrder::MonthFirst, "2024-04-05")]
#[case(DateOrder::DayFirst, "2024-05-04")]
fn the_mapping_settles_what_the_text_leaves_open(#[case] order: DateOrder, #[case] expected: &str) {
    assert_eq!(
        parse_date_in_order("4/5/2024", TOKYO, order),
        Ok(Some(day(expected))),
        "a person has said the order"
    );
}

#[rstest]
#[case::known("1970-03-03", Some("1970-03-03"))]
#[case::two_digits("45/3/3", Some("1945-03-03"))]
#[case::dummy("1900-01-01", None)]
#[case::zeros("0000-00-00", None)]
#[case::partial("3月3日", None)]
#[case::empty("", None)]
fn unknown_birthdays_are_unknown(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(
        parse_birthday(text, TOKYO, DateOrder::Unambiguous),
        Ok(expected.and_then(ShopDay::parse_iso)),
        "{text}"
    );
}

#[test]
fn an_empty_cell_is_no_date_and_no_error() {
    assert_eq!(parse_date("  ", TOKYO), Ok(None), "blank is not wrong");
    assert_eq!(parse_date("－", TOKYO), Ok(None), "a dash is blank");
}
