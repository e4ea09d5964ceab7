//! Which constants of a plan are fitted, and between which bounds.

use crate::ExperimentError;
use crate::plan::{Evidence, EvidenceKind, FitParameter, Plan, Uncertainty};

/// The most parameters that are fitted.
const MOST_PARAMETERS: usize = 40;

/// What may be fitted, and what of it is.
pub(super) struct Parameters {
    /// The plan's uncertainties, with the parameters that `[fit]` adds and the bounds that it gives.
    pub uncertainties: Vec<Uncertainty>,
    /// Those that are fitted: positions among `uncertainties`.
    pub free: Vec<usize>,
}

impl Parameters {
    /// Those that `[fit]` names, or else every uncertainty that the study calls calibrated.
    pub fn of(plan: &Plan) -> Result<Parameters, ExperimentError> {
        let mut uncertainties = plan.uncertainties.clone();
        let free = match &plan.fit.parameters {
            Some(named) => {
                let found = named.iter().filter_map(|p| position(plan, p, &mut uncertainties));
                within_limit(found.collect(), "no parameter is left: name parameters in [fit]")
            }
            None => within_limit(
                calibrated(&uncertainties),
                "no uncertainty has evidence of the kind `calibrated`: name parameters in [fit]",
            ),
        }?;
        Ok(Parameters { uncertainties, free })
    }
}

fn calibrated(uncertainties: &[Uncertainty]) -> Vec<usize> {
    let all = uncertainties.iter().enumerate();
    all.filter(|(_, u)| u.evidence.kind == Some(EvidenceKind::Calibrated)).map(|(at, _)| at).collect()
}

/// The position of a parameter among the uncertainties, to which it is added when it has bounds and no range; `None` when it has
/// neither, since it was then set to a value.
fn position(plan: &Plan, parameter: &FitParameter, uncertainties: &mut Vec<Uncertainty>) -> Option<usize> {
    let known = uncertainties.iter().position(|u| u.constant == parameter.constant);
    let Some((low, high)) = parameter.bounds else {
        return known;
    };
    let at = known.unwrap_or(uncertainties.len());
    if known.is_none() {
        // It is then sampled too: a parameter that the study gives no range is as uncertain as its bounds say.
        uncertainties.push(with_bounds(plan, parameter, low));
    }
    // Bounds replace the range for the sample as well, so that every drawn scenario lies in the box that its fit starts in.
    (uncertainties[at].low, uncertainties[at].high) = (low, high);
    Some(at)
}

fn with_bounds(plan: &Plan, parameter: &FitParameter, low: f64) -> Uncertainty {
    Uncertainty {
        name: parameter.name.clone(),
        constant: parameter.constant,
        base: parameter.constant.value(&plan.model).unwrap_or(low),
        low,
        high: low,
        narrow: None,
        logarithmic: false,
        unit: plan.model.variable(parameter.constant.variable).units.to_string(),
        evidence: Evidence::default(),
        question: String::new(),
    }
}

fn within_limit(found: Vec<usize>, none: &str) -> Result<Vec<usize>, ExperimentError> {
    match found.len() {
        0 => Err(nothing(none)),
        n if n > MOST_PARAMETERS => {
            let why = format!("{n} parameters are more than the {MOST_PARAMETERS} that are fitted at once");
            Err(nothing(&why))
        }
        _ => Ok(found),
    }
}

/// Where a value stands in the search: a logarithm where the uncertainty's scale is logarithmic.
pub(super) fn coordinate(u: &Uncertainty, value: f64) -> f64 {
    if u.logarithmic { math::ln(value) } else { value }
}

/// That there is nothing to fit, or nothing to fit it to.
pub(super) fn nothing(why: &str) -> ExperimentError {
    ExperimentError::NothingToFit { why: why.into() }
}
