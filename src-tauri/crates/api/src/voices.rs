//! What customers answer when they are asked: written down by hand, shown with the household.
//!
//! Not here: counting (`insights`), what may stand (`domain::voices`).

use aichaku_domain::voices::Answers;
use aichaku_store::NewVoice;

use crate::App;
use crate::customers::{LONGEST_NOTE, full_name};
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid, parse_day_opt};
use crate::wire::{Done, Int, TopicMark, VoiceForm, VoiceView};

/// Characters of a customer's own goal at most.
const LONGEST_GOAL: usize = 500;

/// Answers of a household that are shown.
const SHOWN: u32 = 100;

impl App {
    /// Writes down what somebody answered.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field that is out of its range, `answers` where nothing was
    /// answered, `answered_on` for a day that has not come; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_voice(&self, customer: Int, form: VoiceForm, staff: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        let today = self.day_in(shop.zone);
        let answered_on = parse_day_opt("answered_on", form.answered_on.as_deref())?.unwrap_or(today);
        if answered_on > today {
            return Err(invalid("answered_on"));
        }
        let new = NewVoice {
            customer: customer.0,
            occasion: form.occasion.into(),
            way: form.way.into(),
            answered_on,
            answers: answers_of(form)?,
            staff: staff.map(|staff| staff.0),
        };
        let written = shop.store.add_voice(&new, self.now()).await?;
        self.done(&shop, &written, &areas_of("voice")).await
    }

    /// Removes answers that were written down by mistake.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn remove_voice(&self, id: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.remove_voice(id.0, self.now()).await?;
        self.done(&shop, &written, &areas_of("voice")).await
    }

    /// What the household of somebody answered, newest first, at most a hundred.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn voices_at_home(&self, customer: Int) -> Result<Vec<VoiceView>> {
        let shop = self.shop().await?;
        let voices = shop.store.voices_at_home(customer.0, SHOWN).await?;
        Ok(voices.into_iter().map(view).collect())
    }
}

/// What a form says, checked.
pub(crate) fn answers_of(form: VoiceForm) -> Result<Answers> {
    let mark = |field: &str, mark: Option<Int>| {
        mark.map(|mark| u8::try_from(mark.0).map_err(|_| invalid(field)))
            .transpose()
    };
    let mut topics = Vec::new();
    for TopicMark { topic, mark } in form.topics {
        topics.push((topic.into(), u8::try_from(mark.0).map_err(|_| invalid("topics"))?));
    }
    let answers = Answers {
        recommend: mark("recommend", form.recommend)?,
        satisfaction: mark("satisfaction", form.satisfaction)?,
        ease: mark("ease", form.ease)?,
        topics,
        words: form.words,
        goal: form.goal,
        goal_met: form.goal_met.map(Into::into),
    };
    expect_text("words", &answers.words, LONGEST_NOTE)?;
    expect_text("goal", &answers.goal, LONGEST_GOAL)?;
    answers.check().map_err(|error| invalid(error.field()))?;
    Ok(answers)
}

fn view(voice: aichaku_store::Voice) -> VoiceView {
    let mark = |mark: Option<u8>| mark.map(|mark| Int(mark.into()));
    VoiceView {
        id: Int(voice.id),
        customer: Int(voice.customer),
        name: full_name(&voice.name.0, &voice.name.1),
        answers: VoiceForm {
            occasion: voice.occasion.into(),
            way: voice.way.into(),
            answered_on: Some(voice.answered_on.to_string()),
            recommend: mark(voice.answers.recommend),
            satisfaction: mark(voice.answers.satisfaction),
            ease: mark(voice.answers.ease),
            topics: voice
                .answers
                .topics
                .iter()
                .map(|(topic, mark)| TopicMark {
                    topic: (*topic).into(),
                    mark: Int((*mark).into()),
                })
                .collect(),
            words: voice.answers.words,
            goal: voice.answers.goal,
            goal_met: voice.answers.goal_met.map(Into::into),
        },
        staff: voice.staff,
    }
}
