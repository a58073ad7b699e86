//! Plans and contents worked out for planning: which steps a class of items really gets.
//!
//! A step whose content does not fit a class is left out here, before anything is planned: advice for oil
//! never even reaches the calendar of a thing whose finish nobody knows (gate rule G14 at the stage of
//! planning). Not here: when a step comes due (`domain::plan`).

use std::collections::HashMap;

use aichaku_domain::kinds::{ContentKind, Family, Finish, Material, Touch};
use aichaku_domain::plan::{CareClass, Plan};
use aichaku_domain::rank::Lane;
use aichaku_domain::values::{ContentId, StepId};
use sqlx::SqliteConnection;

use crate::Result;
use crate::contents::{self, Content};
use crate::plans::{self, PlanRow};

/// What planning must know of a content.
#[derive(Debug, Clone)]
struct ContentRule {
    kind: ContentKind,
    families: Vec<Family>,
    materials: Vec<Material>,
    finishes: Vec<Finish>,
}

impl ContentRule {
    fn fits(&self, class: CareClass) -> bool {
        (self.families.is_empty() || self.families.contains(&class.family))
            && (self.materials.is_empty() || self.materials.contains(&class.material))
            && (self.finishes.is_empty() || self.finishes.contains(&class.finish))
    }
}

/// All plans with what their contents fit.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    plans: Vec<Plan>,
    contents: HashMap<ContentId, ContentRule>,
    steps: HashMap<StepId, (ContentId, u16)>,
}

/// The place of a follow-up in the index of Today: its lane, then how much of a person's time it takes.
pub(crate) fn rank_of(lane: Lane, touch: Touch) -> i64 {
    let lane = match lane {
        Lane::Safety => 0,
        Lane::Promise => 1,
        Lane::Care => 2,
        Lane::Idea => 3,
        Lane::Offer => 4,
    };
    let touch = match touch {
        Touch::High => 0,
        Touch::Low => 1,
        Touch::Tech => 2,
    };
    lane * 3 + touch
}

impl Book {
    /// Reads plans and contents.
    pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Self> {
        let contents = contents::all(connection).await?;
        let plans = plans::all(connection).await?;
        Ok(Self::of(&plans, &contents))
    }

    /// From plans and contents, stored or about to be.
    pub(crate) fn of(plans: &[PlanRow], contents: &[Content]) -> Self {
        let steps = plans
            .iter()
            .flat_map(|plan| &plan.steps)
            .map(|row| (row.step.id, (row.step.content, row.step.grace_days)))
            .collect();
        let plans = plans
            .iter()
            .filter(|plan| plan.active)
            .map(|plan| plan.for_planning(contents))
            .collect();
        let contents = contents
            .iter()
            .map(|content| {
                let rule = ContentRule {
                    kind: content.kind,
                    families: content.families.clone(),
                    materials: content.materials.clone(),
                    finishes: content.finishes.clone(),
                };
                (content.id, rule)
            })
            .collect();
        Self {
            plans,
            contents,
            steps,
        }
    }

    /// The plans of a class, without the steps whose content does not fit it. For `ClassPlan::new`.
    pub(crate) fn plans_of(&self, class: CareClass) -> Vec<Plan> {
        self.plans
            .iter()
            .filter(|plan| plan.matches.matches(class))
            .map(|plan| {
                let mut plan = plan.clone();
                plan.steps.retain(|step| {
                    self.contents
                        .get(&step.content)
                        .is_some_and(|rule| rule.fits(class))
                });
                plan
            })
            .collect()
    }

    /// What a content is.
    pub(crate) fn kind_of(&self, content: ContentId) -> ContentKind {
        self.contents
            .get(&content)
            .map_or(ContentKind::Care, |rule| rule.kind)
    }

    /// Days of grace of a step.
    pub(crate) fn grace_of(&self, step: StepId) -> u16 {
        self.steps.get(&step).map_or(0, |(_, grace)| *grace)
    }

    /// What the content of a step is.
    pub(crate) fn kind_of_step(&self, step: StepId) -> ContentKind {
        self.steps
            .get(&step)
            .map_or(ContentKind::Care, |(content, _)| self.kind_of(*content))
    }
}
