//! Charts by name, on the command line.

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AnchorName, ChartAsked, CohortQuery, EffectOutcome, EffectQuery, Int, MeasureName, NumberQuery,
    PeriodName, ReturnsQuery, UnitName, VoicesQuery,
};

/// The chart that a name asks for, in its ordinary view.
pub(crate) fn chart_named(name: &str) -> Result<ChartAsked, ApiError> {
    let (anchor, unit) = (AnchorName::Delivery, UnitName::Household);
    Ok(match name {
        "cohorts" => ChartAsked::Cohorts {
            query: CohortQuery {
                by: PeriodName::Year,
                measure: MeasureName::By,
                anchor,
                unit,
                until: None,
                merge_days: None,
                family: None,
            },
        },
        "returns" => ChartAsked::Returns {
            query: ReturnsQuery {
                group: None,
                anchor,
                unit,
                until: None,
                merge_days: None,
            },
        },
        "worth" => ChartAsked::Worth {
            query: NumberQuery {
                anchor,
                unit,
                until: None,
                merge_days: None,
            },
        },
        "referrals" => ChartAsked::Referrals {
            query: NumberQuery {
                anchor,
                unit,
                until: None,
                merge_days: None,
            },
        },
        "effect" => ChartAsked::Effect {
            query: EffectQuery {
                outcome: EffectOutcome::Return,
                days: Int(183),
            },
        },
        "workload" => ChartAsked::Workload,
        "recommend" => ChartAsked::Recommend {
            query: VoicesQuery::default(),
        },
        "drivers" => ChartAsked::Drivers {
            query: VoicesQuery::default(),
        },
        _ => return Err(ApiError::new(ErrorCode::Invalid).with("field", "chart")),
    })
}
