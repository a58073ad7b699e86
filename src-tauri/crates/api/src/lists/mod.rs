//! Lists that leave the shop as files: what stands on a screen, whole, and addresses for cards and labels.
//!
//! Not here: the export of everything (`keeping`), rows that an import left out (`import::rejects`).

mod addresses;
mod brought;
mod checks;
mod file;
mod kinds;
mod layouts;
mod library;
mod products;
mod rejects;
mod words;

use std::ops::ControlFlow;

use aichaku_domain::fold::{NameParts, addressee};
use aichaku_exchange::SheetCell;
use aichaku_store::{Listed, ListedPerson};

use crate::error::Result;
use crate::planning::settings;
use crate::wire::{AddressCount, AddressQuery, Lang, ListAsked, ListForm, ListReport, TodayQuery};
use crate::{App, OpenShop};
use file::ListFile;
use words::Heading;

/// Rows that are read at once.
const PAGE: u32 = 500;

impl App {
    /// Saves a list as a file. It is written beside and takes its name when it is whole. Cells that a spreadsheet
    /// would run are made harmless; characters that the form cannot hold are told.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`]; [`crate::error::ErrorCode::NotWritable`];
    /// [`crate::error::ErrorCode::DiskFull`]; those of the list itself.
    pub async fn save_list(
        &self,
        asked: ListAsked,
        form: ListForm,
        path: String,
        lang: Lang,
    ) -> Result<ListReport> {
        let shop = self.shop().await?;
        match asked {
            ListAsked::Customers { search } if search.trim().is_empty() => {
                self.save_people(&shop, Listed::All, form, &path, lang).await
            }
            ListAsked::Customers { search } => {
                let hits = shop.store.search_customers(&search, PAGE).await?;
                let found: Vec<i64> = hits.iter().map(|hit| hit.customer).collect();
                self.save_people(&shop, Listed::These(&found), form, &path, lang)
                    .await
            }
            ListAsked::Names { query } => {
                let found = self.all_names(query).await?;
                self.save_people(&shop, Listed::These(&found), form, &path, lang)
                    .await
            }
            ListAsked::Today { query } => self.save_today(query, form, &path, lang).await,
            ListAsked::AddressChecks => checks::save(&shop, form, &path, lang).await,
            ListAsked::Deliveries => save_deliveries(&shop, form, &path, lang).await,
            ListAsked::Batches => brought::save_batches(self, &shop, form, &path, lang).await,
            ListAsked::Rejects { ticket, batch } => {
                rejects::save(self, (ticket, batch), form, &path, lang).await
            }
            ListAsked::Duplicates => brought::save_pairs(self, form, &path, lang).await,
            ListAsked::Contents { shown } => library::save_contents(self, &shown, form, &path, lang).await,
            ListAsked::Products { search } => products::save(self, &shop, &search, form, &path, lang).await,
            ListAsked::Plans => library::save_plans(self, form, &path, lang).await,
            ListAsked::Addresses { query } => {
                let day = self.day_in(shop.zone);
                let cards = addresses::cards(&shop, &query, day).await?;
                let columns = layouts::columns(query.layout);
                let file = ListFile::begin(&path, form, "宛名", columns)?;
                let report = write(file, |file| {
                    cards
                        .cards
                        .iter()
                        .try_for_each(|card| file.row(layouts::row(card, query.layout)))
                })?;
                Ok(ListReport {
                    left_out: cards.left_out,
                    ..report
                })
            }
        }
    }

    /// How many cards an address list will hold, and whom it leaves out.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`]; [`crate::error::ErrorCode::InvalidDay`] with field `bought_since`.
    pub async fn count_addresses(&self, query: AddressQuery) -> Result<AddressCount> {
        let shop = self.shop().await?;
        let cards = addresses::cards(&shop, &query, self.day_in(shop.zone)).await?;
        Ok(cards.count())
    }

    async fn save_people(
        &self,
        shop: &OpenShop,
        which: Listed<'_>,
        form: ListForm,
        path: &str,
        lang: Lang,
    ) -> Result<ListReport> {
        let digits = settings(shop).await?.currency_digits;
        let Heading { sheet, columns } = words::people(lang);
        let mut file = ListFile::begin(path, form, sheet, columns)?;
        let mut failed = None;
        let read = shop
            .store
            .listed_people(
                which,
                &mut |person| match file.row(person_row(person, digits, lang)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                },
            )
            .await;
        write(file, |_| {
            read?;
            failed.map_or(Ok(()), Err)
        })
    }

    async fn save_today(
        &self,
        query: TodayQuery,
        form: ListForm,
        path: &str,
        lang: Lang,
    ) -> Result<ListReport> {
        let view = self.today(query, lang).await?;
        let Heading { sheet, columns } = words::today(lang);
        let file = ListFile::begin(path, form, sheet, columns)?;
        write(file, |file| {
            view.groups
                .iter()
                .flat_map(|group| &group.items)
                .try_for_each(|item| {
                    file.row(vec![
                        day(Some(&item.due)),
                        SheetCell::Integer(item.customer.0),
                        text(item.customer_name.clone()),
                        text(item.customer_kana.clone()),
                        text(item.item_name.clone()),
                        text(item.title.clone()),
                        text(words::channel(item.channel, lang)),
                        SheetCell::Integer(item.minutes.0),
                        text(words::yes_no(item.gate.allowed, lang)),
                    ])
                })
        })
    }
}

async fn save_deliveries(shop: &OpenShop, form: ListForm, path: &str, lang: Lang) -> Result<ListReport> {
    let Heading { sheet, columns } = words::deliveries(lang);
    let mut file = ListFile::begin(path, form, sheet, columns)?;
    let mut after = None;
    let outcome: Result<()> = async {
        loop {
            let page = shop.store.open_deliveries(after, PAGE).await?;
            after = page.last().map(|open| open.purchase);
            let ended = page.len() < PAGE as usize;
            for open in page {
                let name = NameParts {
                    family: &open.family_name,
                    given: &open.given_name,
                    honorific: &open.honorific,
                };
                file.row(vec![
                    SheetCell::Integer(open.purchase),
                    SheetCell::Day(open.ordered_on),
                    SheetCell::Integer(open.customer),
                    text(addressee(name).map_or_else(String::new, |(full, _)| full)),
                    text(open.goods.join(match lang {
                        Lang::Ja => "、",
                        Lang::En => ", ",
                    })),
                    open.estimated_on.map_or(SheetCell::Empty, SheetCell::Day),
                ])?;
            }
            if ended {
                return Ok(());
            }
        }
    }
    .await;
    write(file, |_| outcome)
}

/// Fills and ends a file; when something fails nothing is left behind.
fn write(mut file: ListFile, fill: impl FnOnce(&mut ListFile) -> Result<()>) -> Result<ListReport> {
    if let Err(error) = fill(&mut file) {
        file.give_up();
        return Err(error);
    }
    let (file, rows, lost) = file.finish()?;
    Ok(ListReport {
        file,
        rows: rows.into(),
        lost,
        left_out: Vec::new(),
    })
}

fn person_row(person: ListedPerson, digits: u8, lang: Lang) -> Vec<SheetCell> {
    let name = NameParts {
        family: &person.family_name,
        given: &person.given_name,
        honorific: &person.honorific,
    };
    let full = addressee(name).map_or_else(String::new, |(full, _)| full);
    let honorific = match (person.company, person.honorific.is_empty()) {
        (true, true) => "御中".to_owned(),
        (false, true) => "様".to_owned(),
        (_, false) => person.honorific,
    };
    vec![
        SheetCell::Integer(person.customer),
        text(full),
        text(person.kana),
        text(honorific),
        text(words::kind(person.company, lang)),
        text(words::standing(person.state.into(), lang)),
        text(person.address.postal_code),
        text(person.address.prefecture),
        text(person.address.city),
        text(person.address.street),
        text(person.address.building),
        text(person.phones),
        text(person.emails),
        person.first_ordered_on.map_or(SheetCell::Empty, SheetCell::Day),
        person.last_ordered_on.map_or(SheetCell::Empty, SheetCell::Day),
        SheetCell::Integer(person.purchase_count),
        SheetCell::Amount {
            minor: person.net_minor,
            digits,
        },
        SheetCell::Integer(person.household),
    ]
}

fn text(text: impl Into<String>) -> SheetCell {
    let text = text.into();
    if text.is_empty() {
        SheetCell::Empty
    } else {
        SheetCell::Text(text)
    }
}

fn day(day: Option<&str>) -> SheetCell {
    day.and_then(aichaku_domain::values::ShopDay::parse_iso)
        .map_or(SheetCell::Empty, SheetCell::Day)
}
