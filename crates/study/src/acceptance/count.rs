//! Properties of the study itself: whether every lever, choice and statement is treated alike.

use super::{Count, Counted, MeasureFinding};
use crate::StudyError;
use crate::execute::sow;
use crate::study::{Cost, Study};
use check::VariableId;
use program::{Keep, Request};

/// Kinds of statements that a claim must take up.
const CLAIMED: [&str; 3] = ["risk", "causal claim", "recommendation"];

/// The most that are named beside their number.
const MOST_NAMED: usize = 8;

/// One figure for each count.
pub(super) fn counted(study: &Study, counts: &[Counted]) -> Result<Vec<MeasureFinding>, StudyError> {
    let one = |counted: &Counted| {
        let names = names(study, counted.of)?;
        let label = match names.len() {
            1..=MOST_NAMED => format!("{}: {}", counted.label, names.join(", ")),
            _ => counted.label.clone(),
        };
        Ok(MeasureFinding::new(
            &label,
            names.len() as f64,
            (counted.low, counted.high),
        ))
    };
    counts.iter().map(one).collect()
}

/// What is counted, by name.
fn names(study: &Study, count: Count) -> Result<Vec<&str>, StudyError> {
    Ok(match count {
        Count::LeversUnused => unused(study),
        Count::LeversWithoutEffect => without_effect(study)?,
        Count::LeversWithoutCost => {
            let silent = study.levers.iter().filter(|l| l.cost == Cost::Unsaid);
            silent.map(|l| l.name.as_str()).collect()
        }
        Count::UnevenChoices => {
            let choices = study.alternatives.iter().map(|a| &a.choices);
            let uneven = choices.flat_map(|all| all.iter().filter(|c| c.weight != all[0].weight));
            uneven.map(|c| c.label.as_str()).collect()
        }
        Count::StatementsWithoutClaim => {
            // Several claims may take up one statement: `A28`, `A28 soon`.
            let ids: Vec<&str> = study.claims.iter().filter_map(|c| c.id.split(' ').next()).collect();
            let asked = study.ledger.statements.iter();
            let asked = asked.filter(|s| CLAIMED.contains(&s.kind.as_str()) && !ids.contains(&s.id.as_str()));
            asked.map(|s| s.id.as_str()).collect()
        }
    })
}

fn unused(study: &Study) -> Vec<&str> {
    let shown = study.policies.iter().filter(|p| p.shown);
    let moved: Vec<usize> = shown.flat_map(|p| &p.steps).map(|s| s.lever).collect();
    let levers = study.levers.iter().enumerate();
    levers
        .filter(|(at, _)| !moved.contains(at))
        .map(|(_, l)| l.name.as_str())
        .collect()
}

/// Levers that change no bit of any outcome's variable, alone and from the start.
fn without_effect(study: &Study) -> Result<Vec<&str>, StudyError> {
    let mut keep: Vec<VariableId> = study.outcomes.iter().map(|o| o.measure.variable).collect();
    keep.sort();
    keep.dedup();
    let mut model = study.model.clone();
    model.save_every_step();
    let vary: Vec<VariableId> = study.levers.iter().map(|l| l.constant).collect();
    let request = Request {
        vary,
        keep: Keep::Only(keep),
    };
    let mut program = program::build(&model, &request)?;
    sow(&mut program, study.plan.seed);
    let base: Vec<f64> = study.levers.iter().map(|l| l.base).collect();
    let course = |moved: Option<(usize, f64)>| -> Result<Vec<Vec<u64>>, StudyError> {
        let mut values = base.clone();
        if let Some((at, value)) = moved {
            values[at] = value;
        }
        let bits = |column: &Vec<f64>| column.iter().map(|v| v.to_bits()).collect();
        Ok(run::simulate(&program, &values)?.values.iter().map(bits).collect())
    };
    let untouched = course(None)?;
    let mut found = Vec::new();
    for (at, lever) in study.levers.iter().enumerate() {
        let moves = |value| Ok::<bool, StudyError>(course(Some((at, value)))? != untouched);
        if !(moves(lever.low)? || moves(lever.high)?) {
            found.push(lever.name.as_str());
        }
    }
    Ok(found)
}
