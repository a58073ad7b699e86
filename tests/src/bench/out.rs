//! The ways out of a large shop: lists, the export of everything, and beginning a shop anew from it.

use std::path::Path;

use aichaku_api::wire::{Lang, ListAsked, ListForm};
use aichaku_domain::values::ShopDay;

use super::{app, begin, forget_highest, memory, say};
use crate::generate::Failure;

/// Saves the list of all customers in each form, exports everything and takes it over in an empty folder.
///
/// # Errors
/// A use case failed.
pub async fn out(folder: &Path, scratch: &Path, day: ShopDay) -> Result<(), Failure> {
    let shop = app(folder, day);
    shop.open_at_start().await?;
    let place = scratch.join("out");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place)?;
    for (form, name) in [
        (ListForm::CsvUtf8, "customers.csv"),
        (ListForm::CsvCp932, "customers-cp932.csv"),
        (ListForm::Xlsx, "customers.xlsx"),
    ] {
        forget_highest();
        let path = place.join(name).to_string_lossy().into_owned();
        let asked = ListAsked::Customers {
            search: String::new(),
        };
        let begun = begin();
        let report = shop.save_list(asked, form, path, Lang::Ja).await?;
        say(name, begun.elapsed(), &format!("{} rows", report.rows.0));
        memory("memory");
    }
    forget_highest();
    let dir = place.join("everything").to_string_lossy().into_owned();
    let begun = begin();
    let report = shop.export_all(dir.clone()).await?;
    say(
        "exporting everything",
        begun.elapsed(),
        &format!("{} rows", report.rows.0),
    );
    memory("memory");
    shop.close().await;
    let again = scratch.join("again");
    let _ = std::fs::remove_dir_all(&again);
    let new = app(&again, day);
    forget_highest();
    let begun = begin();
    let seen = new.take_over_preview(dir.clone()).await?;
    say(
        "looking into the export",
        begun.elapsed(),
        &format!("{} customers", seen.customers.0),
    );
    let begun = begin();
    new.take_over(dir, "take-over".to_owned()).await?;
    say("taking it over", begun.elapsed(), "");
    memory("memory");
    new.close().await;
    std::fs::remove_dir_all(&place)?;
    Ok(())
}
