//! What customers answered, from a file of a form or a list of cards.
//!
//! Not here: reading marks (`exchange`), what may stand (`domain::voices`).

use aichaku_domain::identity::{Identity, KeyTable as _, both};
use aichaku_domain::voices::{Answers, GoalMet, VoiceOccasion, VoiceTopic, VoiceWay};
use aichaku_exchange::SurveyRecord;
use aichaku_store::{KnownAnswer, VoiceRow, text_key};

use super::names::{display, is_company};
use super::{Decider, count_on};
use crate::import::words::Undecided;
use crate::wire::RowOutcome;

impl Decider {
    /// Answers that are written down, also those that somebody removed: they are not to come back with the next file.
    pub(in crate::import) fn learn_answers(&mut self, known: &[KnownAnswer]) {
        for one in known {
            let key = key_of(one);
            self.answers.set(key, 1);
        }
    }

    pub(super) fn survey(&mut self, record: &SurveyRecord) {
        let outcome = match self.people.identify(&self.evidence(&record.customer)) {
            Identity::Known {
                customer,
                household,
                by,
            } => {
                if self.answer(customer, household, record) {
                    RowOutcome::KnownCustomer {
                        name: display(&record.customer),
                        company: is_company(&record.customer),
                        by: by.as_str().to_owned(),
                    }
                } else {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
            }
            _ => self.undecided(record.line, Undecided::NoSuchCustomer, ""),
        };
        let said = record.answers.words.clone();
        self.show(
            record.line,
            Some(record.on),
            &record.customer,
            said,
            None,
            outcome,
        );
    }

    /// Writes answers down; answers whether they are new.
    fn answer(&mut self, customer: i64, household: i64, record: &SurveyRecord) -> bool {
        let answers = &record.answers;
        let topic = |of: VoiceTopic| {
            let found = answers.topics.iter().find(|(topic, _)| *topic == of);
            found.map(|(_, mark)| i64::from(*mark))
        };
        let row = VoiceRow {
            id: 0,
            household_id: household,
            customer_id: customer,
            occasion: record.occasion.unwrap_or(VoiceOccasion::Relation).as_str(),
            way: record.way.unwrap_or(VoiceWay::Web).as_str(),
            answered_on: record.on,
            recommend: answers.recommend.map(i64::from),
            satisfaction: answers.satisfaction.map(i64::from),
            ease: answers.ease.map(i64::from),
            about_quality: topic(VoiceTopic::Quality),
            about_choice: topic(VoiceTopic::Choice),
            about_advice: topic(VoiceTopic::Advice),
            about_price: topic(VoiceTopic::Price),
            about_lead_time: topic(VoiceTopic::LeadTime),
            about_delivery: topic(VoiceTopic::Delivery),
            about_aftercare: topic(VoiceTopic::Aftercare),
            about_place: topic(VoiceTopic::Place),
            words: answers.words.clone(),
            goal: answers.goal.clone(),
            goal_met: answers.goal_met.map(GoalMet::as_str),
            staff_id: None,
            created_at: self.setting.now.0,
            updated_at: self.setting.now.0,
        };
        let known = KnownAnswer {
            customer,
            on: record.on,
            marks: marks_of(answers),
            words: answers.words.clone(),
            goal: answers.goal.clone(),
            goal_met: answers.goal_met.map_or("", GoalMet::as_str).to_owned(),
        };
        let key = key_of(&known);
        if self.answers.has(key) {
            return false;
        }
        self.answers.set(key, 1);
        let id = count_on(&mut self.next.voices);
        self.chunk.rows.voices.push(VoiceRow { id, ..row });
        self.inserted.answers.0 += 1;
        true
    }
}

/// The marks in the order of the store's columns; 0: not given, else one more than the mark.
fn marks_of(answers: &Answers) -> Vec<u8> {
    let topic = |of: &VoiceTopic| {
        let found = answers.topics.iter().find(|(topic, _)| topic == of);
        found.map(|(_, mark)| *mark)
    };
    [answers.recommend, answers.satisfaction, answers.ease]
        .into_iter()
        .chain(VoiceTopic::ALL.iter().map(topic))
        .map(|mark| mark.map_or(0, |mark| mark + 1))
        .collect()
}

/// The same person, day, marks and words: the same answer, whatever the occasion it was put under by hand.
fn key_of(one: &KnownAnswer) -> i64 {
    let marks = one
        .marks
        .iter()
        .fold(0_i64, |sum, mark| sum * 12 + i64::from(*mark));
    let said = [&one.words, &one.goal, &one.goal_met];
    let words = said.map(|text| text_key(text.trim()).unwrap_or(0));
    let day = i64::from(one.on.epoch_days());
    words.into_iter().fold(both(both(one.customer, day), marks), both)
}
