//! Properties of the study itself: whether every lever, choice and statement is treated alike.

use super::MeasureFinding;
use crate::ReportError;
use crate::named_runs::value;
use experiment::plan::{Assignment, CellId, Columns, Cost, Lever};
use experiment::{Plan, noise_seed};
use program::{Keep, Program, Request};
use run::Simd;
use study::Study;
use study::acceptance::{Count, Counted};

/// Kinds of statements that a claim must take up.
const CLAIMED: [&str; 3] = ["risk", "causal claim", "recommendation"];

/// The most that are named beside their number.
const MOST_NAMED: usize = 8;

/// One figure for each count.
pub(super) fn counted(study: &Study, counts: &[Counted], simd: Simd) -> Result<Vec<MeasureFinding>, ReportError> {
    let one = |counted: &Counted| {
        let names = names(study, counted.of, simd)?;
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
fn names(study: &Study, count: Count, simd: Simd) -> Result<Vec<&str>, ReportError> {
    Ok(match count {
        Count::LeversUnused => unused(study),
        Count::LeversWithoutEffect => without_effect(study, simd)?,
        Count::LeversWithoutCost => {
            let silent = study.plan.levers.iter().filter(|l| l.cost == Cost::Unsaid);
            silent.map(|l| l.name.as_str()).collect()
        }
        Count::UnevenChoices => {
            let choices = study.plan.alternatives.iter().map(|a| &a.choices);
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
    let shown = study.plan.policies.iter().filter(|p| p.shown);
    let moved: Vec<usize> = shown.flat_map(|p| &p.steps).map(|s| s.lever).collect();
    let levers = study.plan.levers.iter().enumerate();
    levers.filter(|(at, _)| !moved.contains(at)).map(|(_, l)| l.name.as_str()).collect()
}

/// Levers that change no bit of any outcome's variable, alone and from the start.
fn without_effect(study: &Study, simd: Simd) -> Result<Vec<&str>, ReportError> {
    let plan = &study.plan;
    let moves = Moves::new(plan, simd)?;
    let untouched = moves.outcomes(&[])?;
    let mut found = Vec::new();
    for lever in &plan.levers {
        let at = |value| moves.outcomes(&[set(lever, value)]);
        if at(lever.low)? == untouched && at(lever.high)? == untouched {
            found.push(lever.name.as_str());
        }
    }
    Ok(found)
}

fn set(lever: &Lever, value: f64) -> Assignment {
    let constant = lever.constant;
    Assignment { constant, value }
}

/// Single runs in which levers are moved.
struct Moves<'a> {
    plan: &'a Plan,
    simd: Simd,
    program: Program,
    levers: Columns,
    /// Where the outcomes' variables are among the saved cells.
    outcomes: Vec<usize>,
}

impl Moves<'_> {
    fn new(plan: &Plan, simd: Simd) -> Result<Moves<'_>, ReportError> {
        let mut model = plan.model.clone();
        model.save_every_step();
        let levers = Columns::of(&model, plan.levers.iter().map(|l| l.constant));
        let cells = || plan.outcomes.iter().map(|o| o.measure.variable);
        let saved = Columns::of(&model, cells());
        let outcomes = cells().filter_map(|cell| saved.place(cell)).collect();
        let request = Request {
            vary: levers.variables.clone(),
            keep: Keep::Only(saved.variables),
        };
        let program = program::build(&model, &request)?;
        Ok(Moves {
            plan,
            simd,
            program,
            levers,
            outcomes,
        })
    }

    /// The bits of every outcome's variable at every step, where some levers are set.
    fn outcomes(&self, set: &[Assignment]) -> Result<Vec<Vec<u64>>, ReportError> {
        let base = |cell: &CellId| self.plan.levers.iter().find(|l| l.constant == *cell).map(|l| l.base);
        let moved = |cell: &CellId| set.iter().find(|s| s.constant == *cell).map(|s| s.value);
        let value = |cell: &CellId| moved(cell).or_else(|| base(cell));
        let cells = self.levers.cells.iter();
        let values: Vec<f64> =
            cells.map(|cell| value(cell).unwrap_or_else(|| self::value(&self.plan.model, *cell, &[]))).collect();
        let options = run::Options {
            simd: self.simd,
            seed: noise_seed(self.plan.sampling.seed),
            ..run::Options::default()
        };
        let run = run::simulate_with(&self.program, &values, &options)?;
        let bits = |at: &usize| run.values[*at].iter().map(|v| v.to_bits()).collect();
        Ok(self.outcomes.iter().map(bits).collect())
    }
}
