//! Who lives with whom: seeing it, and putting it right.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{CustomerRecord, HouseholdPeople, Int, Lang};
use clap::Args;
use serde::Serialize;

use crate::{Answer, words};

/// A household, named by somebody who lives there.
#[derive(Debug, Args)]
pub(crate) struct HouseholdArguments {
    /// Somebody who lives there.
    customer: i64,
    /// Move in with all that is theirs.
    #[arg(long, value_delimiter = ',', value_name = "CUSTOMERS")]
    join: Vec<i64>,
    /// Leave together, for a household of their own.
    #[arg(long, value_delimiter = ',', value_name = "CUSTOMERS")]
    leave: Vec<i64>,
    /// Stands first on envelopes and lists.
    #[arg(long, value_name = "CUSTOMER")]
    lead: Option<i64>,
}

/// Changes a household, or tells who lives there.
pub(crate) async fn household(app: &App, asked: HouseholdArguments, lang: Lang) -> Result<Answer, ApiError> {
    let record = app.customer(Int(asked.customer), lang).await?;
    if asked.join.is_empty() && asked.leave.is_empty() && asked.lead.is_none() {
        let lives = Lives {
            household: record.household.id,
            lead: record.household.lead,
            people: people(&record),
        };
        let lines = lives.lines(lang);
        return Ok(Answer::new(&lives, lines));
    }
    let ids = |list: Vec<i64>| list.into_iter().map(Int).collect();
    let people = HouseholdPeople {
        join: ids(asked.join),
        leave: ids(asked.leave),
        lead: asked.lead.map(Int),
    };
    let done = app.arrange_household(record.household.id, people).await?;
    Ok(Answer::new(&done, words::done(&done, lang)))
}

/// Who lives in a household.
#[derive(Debug, Serialize)]
struct Lives {
    household: Int,
    lead: Int,
    people: Vec<Living>,
}

#[derive(Debug, Serialize)]
struct Living {
    customer: Int,
    name: String,
}

fn people(record: &CustomerRecord) -> Vec<Living> {
    let asked = (record.customer.id, &record.customer.name);
    let others = record.members.iter().map(|one| (one.customer, &one.name));
    std::iter::once(asked)
        .chain(others)
        .map(|(customer, name)| Living {
            customer,
            name: name.clone(),
        })
        .collect()
}

impl Lives {
    /// A line for each; whoever leads with a mark.
    fn lines(&self, lang: Lang) -> String {
        let mut text = match lang {
            Lang::Ja => format!("世帯 {}", self.household.0),
            Lang::En => format!("Household {}", self.household.0),
        };
        for one in &self.people {
            let mark = if one.customer == self.lead { '*' } else { ' ' };
            let _ = write!(text, "\n{mark} {} {}", one.customer.0, one.name);
        }
        text
    }
}
