//! How probable it is that two people who look alike are one.
//!
//! Fellegi & Sunter, "A Theory for Record Linkage", JASA 64(328), 1969, sections 2 and 3.1: fields are independent
//! given whether the pair is one person, and each step of likeness weighs by the ratio of its probabilities. As in
//! Larsen & Rubin, "Iterative Automated Record Linkage Using Mixture Models", JASA 96(453), 2001, section 3, a pair
//! that is not one person is either two strangers or two members of one household: these share telephone and
//! dwelling as often as one person does, and only the given name tells them apart.
//!
//! The probabilities below are stated, not fitted to any data of ours. Of strangers they follow from how common
//! things are: two Japanese share their family name in about 1 of 200 cases (the sum of the squared shares of the
//! commonest names; 佐藤 alone is 1.5 %), a telephone number or dwelling only by an error. Of one person they say
//! how often tills and clerks write the same thing twice. In one family nobody may bear the name of another:
//! municipal offices do not register it (名古屋高裁, decision of 8 November 1963).

use super::compare::{FamilyName, GivenName, Likeness, Number, Place};

/// Of a hundred persons in a shop's books, so many are there a second time.
const DOUBLES: f64 = 0.10;
/// So many others of the same household are in the books beside each person.
const RELATIVES: f64 = 0.7;
/// From this probability on a pair may be joined by rule, where the evidence is of the right kind ([`evidence`]).
/// The strictest hundredth at which 95 of 100 doubles are found in one generated set (`doubles`, seed 1); other sets
/// say what it is worth (docs/DUPLICATES.md).
const CERTAIN: f64 = 0.92;
/// From this probability on a person is asked.
const DOUBTFUL: f64 = 0.10;

/// What to do about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One person, by name and by something that only one person has.
    Certain,
    /// A person looks at the two.
    Doubtful,
    /// Two people of one household.
    Family,
    /// Nothing to ask.
    Different,
}

/// A probability and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Probability that the two are one person, 0..=1.
    pub same: f64,
    /// What to do.
    pub verdict: Verdict,
    /// The evidence is of the kind that a rule may join by, however probable it is.
    pub evidence: bool,
}

/// Probabilities of a step: of one person, of strangers, of two members of a household.
type Step = (f64, f64, f64);

/// Nothing is known, so nothing is told.
const SILENT: Step = (1.0, 1.0, 1.0);

fn family(step: FamilyName) -> Step {
    match step {
        FamilyName::Unknown => SILENT,
        FamilyName::Same => (0.985, 0.005, 0.95),
        // Marriage and divorce.
        FamilyName::Differs => (0.015, 0.995, 0.05),
    }
}

fn given(step: GivenName) -> Step {
    match step {
        GivenName::Unknown => SILENT,
        GivenName::Same => (0.90, 0.004, 0.000_2),
        GivenName::SameReading => (0.96, 0.008, 0.000_8),
        // A name has a few readings, and two of one family hardly ever share one.
        GivenName::LikelyReading => (0.85, 0.012, 0.001),
        GivenName::OtherKanji => (0.05, 0.004, 0.000_8),
        // 健一 and 健二, 由美 and 由香: a slip in one person, brothers and sisters in a family.
        GivenName::Near => (0.03, 0.02, 0.08),
        GivenName::Differs => (0.01, 0.968, 0.918),
    }
}

fn phone(step: Number) -> Step {
    match step {
        Number::Unknown => SILENT,
        Number::Same => (0.75, 0.000_002, 0.50),
        Number::Near => (0.04, 0.000_02, 0.01),
        Number::Differs => (0.21, 1.0, 0.49),
    }
}

fn mail(step: Number) -> Step {
    match step {
        Number::Unknown => SILENT,
        Number::Same => (0.70, 0.000_001, 0.08),
        Number::Near => (0.05, 0.000_1, 0.01),
        Number::Differs => (0.25, 1.0, 0.91),
    }
}

fn place(step: Place) -> Step {
    match step {
        Place::Unknown => SILENT,
        Place::Same => (0.72, 0.000_01, 0.85),
        Place::SameHouse => (0.08, 0.000_05, 0.05),
        Place::SameTown => (0.05, 0.01, 0.03),
        // People move.
        Place::Differs => (0.15, 0.99, 0.07),
    }
}

/// How probable it is that a pair as alike as `likeness` is one person, in a shop with `people` in its books.
///
/// Certain needs evidence of the right kind beside the probability: never a shared telephone alone.
///
/// Formula: Fellegi & Sunter 1969, equation (2), with the mixture of Larsen & Rubin 2001 in its denominator.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a count of people is far below 2^52")]
pub fn judge(likeness: &Likeness, people: usize) -> Judgement {
    let others = people.max(2) as f64;
    let steps = [
        family(likeness.family),
        given(likeness.given),
        phone(likeness.phone),
        mail(likeness.mail),
        place(likeness.place),
    ];
    let of = |which: fn(&Step) -> f64| steps.iter().map(which).product::<f64>();
    let one = of(|step| step.0) * (DOUBLES / others);
    let relatives = of(|step| step.2) * (RELATIVES / others);
    let strangers = of(|step| step.1) * (1.0 - (DOUBLES + RELATIVES) / others);
    let all = one + relatives + strangers;
    let same = one / all;
    let evidence = evidence(likeness);
    let verdict = if likeness.mixed {
        if same >= DOUBTFUL && likeness.given != GivenName::Differs {
            Verdict::Doubtful
        } else {
            Verdict::Different
        }
    } else if same >= CERTAIN && evidence {
        Verdict::Certain
    } else if same >= DOUBTFUL {
        Verdict::Doubtful
    } else if relatives / all >= 0.9
        && likeness.family == FamilyName::Same
        && likeness.place == Place::Same
        && matches!(likeness.given, GivenName::Differs | GivenName::Near)
    {
        Verdict::Family
    } else {
        Verdict::Different
    };
    Judgement {
        same,
        verdict,
        evidence,
    }
}

/// Whether a rule may join by what is alike: family and given name agree, and beside them a telephone number, a mail
/// address or a dwelling. The same name in one house of which a room is missing will do; a name that is only read
/// alike will not where a number speaks against it, because mothers-in-law and wives are.
fn evidence(likeness: &Likeness) -> bool {
    if likeness.mixed || likeness.family != FamilyName::Same {
        return false;
    }
    let number = likeness.phone == Number::Same || likeness.mail == Number::Same;
    match likeness.given {
        GivenName::Same => number || matches!(likeness.place, Place::Same | Place::SameHouse),
        GivenName::SameReading | GivenName::LikelyReading => {
            let against = likeness.phone == Number::Differs || likeness.mail == Number::Differs;
            number || (likeness.place == Place::Same && !against)
        }
        GivenName::Unknown | GivenName::OtherKanji | GivenName::Near | GivenName::Differs => false,
    }
}
