//! The commands of the page, each a row of a table: name, arguments, answer, and the use case it calls.
//!
//! Not here: rules, SQL, sentences. A row that needs an `if` belongs in `api`.

use tauri_specta::{Commands, collect_commands};

mod app;
mod care;
mod choose;
mod customers;
mod duplicates;
mod import;
mod insights;
mod lists;
mod places;
mod shop;
mod today;
mod voices;

/// Every command that the page may call.
#[must_use]
pub fn all() -> Commands<tauri::Wry> {
    collect_commands![
        app::app_info,
        app::print_page,
        choose::choose_file,
        choose::choose_folder,
        choose::choose_new_file,
        shop::app_state,
        shop::create_shop,
        shop::open_practice,
        shop::leave_practice,
        shop::remove_practice,
        shop::save_shop,
        shop::staff,
        shop::save_staff,
        shop::set_at_counter,
        shop::backup,
        shop::restore,
        shop::take_over_preview,
        shop::take_over,
        shop::check,
        shop::begin_day,
        shop::undo,
        shop::save_draft,
        shop::draft,
        shop::export_all,
        today::today,
        today::follow_up,
        today::call_sheet,
        today::complete,
        today::skip,
        today::postpone,
        today::catch_up,
        today::add_memo,
        customers::search,
        customers::customers,
        customers::customer,
        customers::add_customer,
        customers::edit_customer,
        customers::edit_household,
        customers::review_household,
        customers::join_household,
        customers::arrange_household,
        customers::add_purchase,
        customers::edit_purchase,
        customers::cancel_purchase,
        customers::add_refund,
        customers::add_item,
        customers::edit_item,
        customers::record_consent,
        customers::add_note,
        customers::edit_note,
        customers::remove_note,
        customers::open_case,
        customers::close_case,
        customers::products,
        customers::guess_class,
        customers::set_delivery,
        customers::undelivered,
        customers::delivery_rule_preview,
        customers::delivery_rule_apply,
        duplicates::duplicates,
        duplicates::duplicates_count,
        duplicates::look_for_duplicates,
        duplicates::answer_duplicate,
        duplicates::unmerge,
        import::import_preview,
        import::import_answer,
        import::import_fill_addresses,
        import::watched_folder,
        import::watch_folder,
        import::offered_files,
        import::decline_file,
        import::origins,
        import::import_commit,
        import::cancel_job,
        import::save_rejects,
        import::batches,
        import::undo_batch,
        care::contents,
        care::save_content,
        care::lint_content,
        care::preview_content,
        care::plans,
        care::preview_plan,
        care::save_plan,
        care::workload,
        insights::cohorts,
        insights::returns,
        insights::repeat,
        insights::names,
        insights::save_chart,
        voices::add_voice,
        voices::remove_voice,
        voices::voices_at_home,
        voices::voices,
        lists::save_list,
        lists::count_addresses,
        places::address_advice,
        places::reading_advice,
        insights::worth,
        insights::worth_ahead,
        insights::rfm,
        insights::number_settings,
        insights::save_number_settings,
    ]
}
