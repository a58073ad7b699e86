//! What customers answer when they are asked: would they recommend us, are they content, was it easy.
//!
//! Not here: what follows from many answers (`stats`), whom to ask (the gate and the plans).

use crate::text_enum;

text_enum! {
    /// What somebody was asked about. Answers about one contact and about the whole relation are kept apart.
    VoiceOccasion {
        /// After a delivery.
        Delivery = "delivery",
        /// After care or advice.
        Care = "care",
        /// After a case was closed.
        Case = "case",
        /// About the shop as a whole.
        Relation = "relation",
    }
}

text_enum! {
    /// How the answer came.
    VoiceWay {
        /// A card or postcard.
        Card = "card",
        /// Asked on the telephone.
        Phone = "phone",
        /// Asked in the shop or at the door.
        Shop = "shop",
        /// Filled in on the web.
        Web = "web",
    }
}

text_enum! {
    /// What a shop of furniture is judged by: each from 1 (poor) to 5 (excellent).
    VoiceTopic {
        /// The thing itself.
        Quality = "quality",
        /// What there is to choose from.
        Choice = "choice",
        /// Advice before the purchase.
        Advice = "advice",
        /// What it costs for what it is.
        Price = "price",
        /// How long it takes.
        LeadTime = "lead_time",
        /// Delivery and assembly.
        Delivery = "delivery",
        /// Care after the purchase.
        Aftercare = "aftercare",
        /// The shop as a place.
        Place = "place",
    }
}

text_enum! {
    /// Whether what somebody wanted came true, as they say.
    GoalMet {
        /// Not at all.
        No = "no",
        /// In part.
        Partly = "partly",
        /// Yes.
        Yes = "yes",
    }
}

/// What somebody answered; whatever was not asked or not answered is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// "Would you recommend us?", 0 (not at all) to 10.
    pub recommend: Option<u8>,
    /// "Are you content?", 1 to 5.
    pub satisfaction: Option<u8>,
    /// "Was it easy?", 1 (hard) to 5 (very easy): higher is better.
    pub ease: Option<u8>,
    /// Topics with 1 to 5, each at most once.
    pub topics: Vec<(VoiceTopic, u8)>,
    /// Their own words.
    pub words: String,
    /// What they want most to reach with what they bought: the customer's own goal (顧客のKPI).
    pub goal: String,
    /// Whether what they wanted, then or earlier, came true.
    pub goal_met: Option<GoalMet>,
}

/// Why answers cannot stand as they are: the field that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswersError {
    /// Nothing was answered at all.
    Empty,
    /// Outside 0..=10.
    Recommend,
    /// Outside 1..=5.
    Satisfaction,
    /// Outside 1..=5.
    Ease,
    /// Outside 1..=5, or a topic twice.
    Topic,
}

impl AnswersError {
    /// The field's name as forms and files know it.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Empty => "answers",
            Self::Recommend => "recommend",
            Self::Satisfaction => "satisfaction",
            Self::Ease => "ease",
            Self::Topic => "topics",
        }
    }
}

impl Answers {
    /// Whether they can stand.
    ///
    /// # Errors
    /// The first field that is out of its range.
    pub fn check(&self) -> Result<(), AnswersError> {
        let of_five = |mark: Option<u8>| mark.is_none_or(|mark| (1..=5).contains(&mark));
        if self.recommend.is_some_and(|mark| mark > 10) {
            return Err(AnswersError::Recommend);
        }
        if !of_five(self.satisfaction) {
            return Err(AnswersError::Satisfaction);
        }
        if !of_five(self.ease) {
            return Err(AnswersError::Ease);
        }
        for (at, (topic, mark)) in self.topics.iter().enumerate() {
            if !of_five(Some(*mark)) || self.topics[..at].iter().any(|(other, _)| other == topic) {
                return Err(AnswersError::Topic);
            }
        }
        let nothing = self.recommend.is_none()
            && self.satisfaction.is_none()
            && self.ease.is_none()
            && self.topics.is_empty()
            && self.words.trim().is_empty()
            && self.goal.trim().is_empty()
            && self.goal_met.is_none();
        if nothing { Err(AnswersError::Empty) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, AnswersError, VoiceTopic};

    #[test]
    fn only_marks_within_their_ranges_stand() {
        let good = Answers {
            recommend: Some(0),
            satisfaction: Some(5),
            ease: Some(1),
            topics: vec![(VoiceTopic::Price, 3), (VoiceTopic::Quality, 5)],
            ..Answers::default()
        };
        let wish = Answers {
            goal: "家族で囲む食卓".to_owned(),
            ..Answers::default()
        };
        assert_eq!(wish.check(), Ok(()), "a goal alone is an answer");
        assert_eq!(good.check(), Ok(()));
        let wrong = [
            (
                Answers {
                    recommend: Some(11),
                    ..good.clone()
                },
                AnswersError::Recommend,
            ),
            (
                Answers {
                    satisfaction: Some(0),
                    ..good.clone()
                },
                AnswersError::Satisfaction,
            ),
            (
                Answers {
                    ease: Some(6),
                    ..good.clone()
                },
                AnswersError::Ease,
            ),
            (
                Answers {
                    topics: vec![(VoiceTopic::Price, 3), (VoiceTopic::Price, 4)],
                    ..good.clone()
                },
                AnswersError::Topic,
            ),
            (
                Answers {
                    topics: vec![(VoiceTopic::Price, 0)],
                    ..good
                },
                AnswersError::Topic,
            ),
            (
                Answers {
                    words: "  ".to_owned(),
                    ..Answers::default()
                },
                AnswersError::Empty,
            ),
        ];
        for (answers, error) in wrong {
            assert_eq!(answers.check(), Err(error), "{answers:?}");
        }
    }
}
