//! What may be asked of a study on the command line: another number of futures, another assumption.

use crate::StudyError;
use crate::file::MOST_FUTURES;
use crate::sections::CLOCK_SLACK;
use crate::study::Study;
use experiment::Plan;
use experiment::plan::{CellId, Evidence, EvidenceKind, Sampling, Uncertainty, scalar};

/// What replaces parts of what a study's files say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// How many futures are drawn.
    pub futures: Futures,
    /// Another seed.
    pub seed: Option<u64>,
    /// Only these policies (and the reference); all when empty.
    pub policies: Vec<String>,
    /// Constants with other values: they no longer vary.
    pub set: Vec<(String, f64)>,
    /// Uncertainties with other ranges: (name, low, high). A constant that had none gets one.
    pub uncertainties: Vec<(String, f64, f64)>,
    /// Alternatives of which one choice is taken for true: (name, label).
    pub alternatives: Vec<(String, String)>,
}

/// How many futures are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Futures {
    /// As many as the study's quick setting says.
    Quick,
    /// As many as the study says.
    #[default]
    Full,
    /// This many.
    Count(usize),
}

impl Overrides {
    /// Whether the study's own assumptions hold.
    pub fn keep_assumptions(&self) -> bool {
        self.set.is_empty() && self.uncertainties.is_empty() && self.alternatives.is_empty()
    }
}

impl Study {
    /// The study with some of its assumptions replaced.
    ///
    /// # Errors
    /// If a name is not known to the study, or cannot have the value or range.
    pub fn with(&self, overrides: &Overrides) -> Result<Study, StudyError> {
        let mut study = self.clone();
        let sampling = &mut study.plan.sampling;
        sampling.count = futures(sampling, overrides.futures)?;
        sampling.seed = overrides.seed.unwrap_or(sampling.seed);
        self.selected(&overrides.policies)?;
        for policy in &mut study.plan.policies {
            // What was asked for by name is shown, even where it only serves a claim.
            policy.shown |= overrides.policies.contains(&policy.name);
        }
        for (name, low, high) in &overrides.uncertainties {
            widen(&mut study.plan, name, *low, *high)?;
        }
        for (name, label) in &overrides.alternatives {
            assume(&mut study.plan, name, label)?;
        }
        for (name, value) in &overrides.set {
            fix(&mut study.plan, name, *value)?;
        }
        if !overrides.set.is_empty() {
            covers(&study.plan)?;
        }
        Ok(study)
    }

    /// The policies of these names and the reference, as positions; all when no name is given.
    ///
    /// # Errors
    /// If the study has no policy of a name.
    pub fn selected(&self, names: &[String]) -> Result<Vec<usize>, StudyError> {
        let policies = &self.plan.policies;
        for name in names {
            if !policies.iter().any(|p| p.name == *name) {
                let known = policies.iter().map(|p| p.name.as_str());
                return Err(StudyError::unknown("policy", name, known));
            }
        }
        let wanted = |at: &usize| names.is_empty() || *at == self.plan.reference || names.contains(&policies[*at].name);
        Ok((0..policies.len()).filter(wanted).collect())
    }
}

/// The clock, as it was set, must cover what the study looks at.
fn covers(plan: &Plan) -> Result<(), StudyError> {
    let control = &plan.model.control;
    let value = |id| scalar(&plan.model.variable(id).kind);
    let calendar = &plan.calendar;
    let beyond = |what: String, time: f64| StudyError::WindowBeyondModel {
        what,
        looks: rounded(calendar.year(time)),
        start: value(control.start).map_or_else(|| "its start".into(), |time| rounded(calendar.year(time))),
        stop: value(control.stop).map_or_else(|| "its end".into(), |time| rounded(calendar.year(time))),
    };
    let until = calendar.time(calendar.until);
    if value(control.stop).is_some_and(|stop| until > stop + CLOCK_SLACK) {
        return Err(beyond("the study".into(), until));
    }
    let Some(start) = value(control.start) else {
        return Ok(());
    };
    let early = |outcome: &&experiment::plan::Outcome| outcome.measure.begins() < start - CLOCK_SLACK;
    match plan.outcomes.iter().find(early) {
        Some(outcome) => Err(beyond(format!("`{}`", outcome.name), outcome.measure.begins())),
        None => Ok(()),
    }
}

/// A year with two digits: one turned back from a time has sixteen, none of which anybody wrote.
fn rounded(year: f64) -> String {
    ((year * 100.0).round() / 100.0).to_string()
}

fn futures(sampling: &Sampling, futures: Futures) -> Result<usize, StudyError> {
    let asked = match futures {
        Futures::Quick => sampling.quick,
        Futures::Full => sampling.count,
        Futures::Count(count) => count,
    };
    if !(1..=MOST_FUTURES).contains(&asked) {
        let most = MOST_FUTURES;
        return Err(StudyError::Futures { asked, most });
    }
    Ok(asked)
}

/// Gives an uncertainty another range; a constant that had none gets one.
fn widen(plan: &mut Plan, name: &str, low: f64, high: f64) -> Result<(), StudyError> {
    let no_range = |why| StudyError::NoRange {
        name: name.to_string(),
        low,
        high,
        why,
    };
    if !(low.is_finite() && high.is_finite() && low <= high) {
        return Err(no_range("the first must not be above the second"));
    }
    let key = parse::Name::key_of(name);
    let known = plan.uncertainties.iter_mut().find(|u| parse::Name::key_of(&u.name) == key);
    let Some(known) = known else {
        let added = uncertain(plan, name, (low, high))?;
        plan.uncertainties.push(added);
        return Ok(());
    };
    if known.logarithmic && low <= 0.0 {
        return Err(no_range("its scale is logarithmic"));
    }
    // A range that was asked for holds in every sample.
    (known.low, known.high, known.narrow) = (low, high, None);
    Ok(())
}

/// A constant of the model as an uncertainty.
fn uncertain(plan: &Plan, name: &str, (low, high): (f64, f64)) -> Result<Uncertainty, StudyError> {
    let (variable, element) = plan.model.settable(name)?;
    let constant = CellId { variable, element };
    Ok(Uncertainty {
        name: constant.name(&plan.model),
        constant,
        low,
        base: constant.value(&plan.model).unwrap_or(low),
        high,
        narrow: None,
        logarithmic: false,
        unit: plan.model.variable(variable).units.to_string(),
        evidence: Evidence {
            kind: Some(EvidenceKind::Judgement),
            keys: Vec::new(),
            note: "a range given on the command line".into(),
        },
        question: String::new(),
    })
}

/// Takes one choice of a structural uncertainty for true.
fn assume(plan: &mut Plan, name: &str, label: &str) -> Result<(), StudyError> {
    let key = parse::Name::key_of(name);
    let alternatives = &mut plan.alternatives;
    let Some(at) = alternatives.iter().position(|a| parse::Name::key_of(&a.name) == key) else {
        let known = alternatives.iter().map(|a| a.name.as_str());
        return Err(StudyError::unknown("alternative", name, known));
    };
    let alternative = &mut alternatives[at];
    let labels: Vec<&str> = alternative.choices.iter().map(|c| c.label.as_str()).collect();
    let Some(choice) = labels.iter().position(|l| *l == label) else {
        return Err(StudyError::UnknownChoice {
            alternative: alternative.name.clone(),
            name: label.to_string(),
            choices: crate::file::listed(&labels),
        });
    };
    // One choice is left and the alternative stays: positions of others in the plan do not move.
    alternative.choices = vec![alternative.choices[choice].clone()];
    alternative.narrow.clear();
    Ok(())
}

/// Gives a constant another value: it no longer varies, and no choice sets it.
fn fix(plan: &mut Plan, name: &str, value: f64) -> Result<(), StudyError> {
    let (variable, element) = plan.model.settable(name)?;
    if !value.is_finite() {
        let (name, low, high, why) = (name.to_string(), value, value, "it must be a finite number");
        return Err(StudyError::NoRange { name, low, high, why });
    }
    // In the model itself: the base of every run, and what a row falls back to.
    plan.model.set_constant(name, value)?;
    let constant = CellId { variable, element };
    plan.uncertainties.retain(|u| u.constant != constant);
    if let Some(free) = &mut plan.fit.parameters {
        free.retain(|p| p.constant != constant);
    }
    for choice in plan.alternatives.iter_mut().flat_map(|a| &mut a.choices) {
        choice.set.retain(|s| s.constant != constant);
    }
    for lever in plan.levers.iter_mut().filter(|l| l.constant == constant) {
        lever.base = value;
    }
    Ok(())
}
