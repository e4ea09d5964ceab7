//! What may be asked of a study on the command line: another number of futures, another assumption.

use crate::StudyError;
use crate::evidence::{Evidence, Kind as EvidenceKind};
use crate::file::MOST_FUTURES;
use crate::study::{Study, Uncertainty};

/// What is asked of a study beyond what its files say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
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
    /// Whether the policies are judged in the futures of `fitted/`, instead of a sample of their own.
    pub fitted: bool,
    /// A folder for what finished runs have measured, so that a study that was killed can go on; `None` for nowhere.
    pub journal: Option<std::path::PathBuf>,
    /// Whether to go on from what the journal has.
    pub resume: bool,
    /// How many threads run; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// The folder of the results, for what is kept in columns.
    pub results: Option<std::path::PathBuf>,
    /// What is kept of the runs.
    pub keep: Keep,
}

/// What is kept of the runs, beside what the report shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The tables `experiments.csv` and `outcomes.csv`.
    #[default]
    Tables,
    /// Outcomes and futures as Parquet too.
    Outcomes,
    /// And the course of everything that the study charts, of every run.
    Trajectories,
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

impl Options {
    /// Whether the study's own assumptions hold.
    pub fn is_plain(&self) -> bool {
        self.set.is_empty() && self.uncertainties.is_empty() && self.alternatives.is_empty()
    }
}

impl Study {
    /// The study with what was asked for: names that it does not know are errors.
    pub fn with(&self, options: &Options) -> Result<Study, StudyError> {
        let mut study = self.clone();
        study.plan.count = study.futures(options.futures)?;
        study.plan.seed = options.seed.unwrap_or(study.plan.seed);
        study.select(&options.policies)?;
        for (name, low, high) in &options.uncertainties {
            study.widen(name, *low, *high)?;
        }
        for (name, label) in &options.alternatives {
            study.assume(name, label)?;
        }
        for (name, value) in &options.set {
            study.fix(name, *value)?;
        }
        Ok(study)
    }

    fn futures(&self, futures: Futures) -> Result<usize, StudyError> {
        let asked = match futures {
            Futures::Quick => self.plan.quick,
            Futures::Full => self.plan.count,
            Futures::Count(count) => count,
        };
        match (1..=MOST_FUTURES).contains(&asked) {
            true => Ok(asked),
            false => Err(StudyError::Futures {
                asked,
                most: MOST_FUTURES,
            }),
        }
    }

    fn select(&mut self, names: &[String]) -> Result<(), StudyError> {
        for name in names {
            if !self.policies.iter().any(|p| p.name == *name) {
                let known = self.policies.iter().map(|p| p.name.as_str());
                return Err(StudyError::unknown("policy", name, known));
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        for (at, policy) in self.policies.iter_mut().enumerate() {
            let wanted = names.contains(&policy.name);
            policy.run = wanted || at == self.reference;
            policy.shown |= wanted;
        }
        Ok(())
    }

    fn widen(&mut self, name: &str, low: f64, high: f64) -> Result<(), StudyError> {
        let key = parse::Name::key_of(name);
        let no_range = |why| StudyError::NoRange {
            name: name.to_string(),
            low,
            high,
            why,
        };
        if !(low.is_finite() && high.is_finite() && low <= high) {
            return Err(no_range("the first must not be above the second"));
        }
        if let Some(known) = self
            .uncertainties
            .iter_mut()
            .find(|u| parse::Name::key_of(&u.name) == key)
        {
            if known.logarithmic && low <= 0.0 {
                return Err(no_range("its scale is logarithmic"));
            }
            // A range that was asked for holds in every sample.
            (known.low, known.high, known.narrow) = (low, high, None);
            return Ok(());
        }
        let (constant, _) = self.model.settable(name)?;
        let variable = self.model.variable(constant);
        let Some(base) = crate::study::scalar(&variable.kind) else {
            return Err(no_range("it is an array"));
        };
        self.uncertainties.push(Uncertainty {
            name: variable.name.to_string(),
            constant,
            low,
            base,
            high,
            narrow: None,
            logarithmic: false,
            unit: variable.units.to_string(),
            evidence: Evidence {
                kind: Some(EvidenceKind::Judgement),
                keys: Vec::new(),
                note: "a range given on the command line".into(),
            },
            question: String::new(),
        });
        Ok(())
    }

    fn assume(&mut self, name: &str, label: &str) -> Result<(), StudyError> {
        let key = parse::Name::key_of(name);
        let known: Vec<String> = self.alternatives.iter().map(|a| a.name.clone()).collect();
        let found = self
            .alternatives
            .iter_mut()
            .find(|a| parse::Name::key_of(&a.name) == key);
        let Some(alternative) = found else {
            return Err(StudyError::unknown(
                "alternative",
                name,
                known.iter().map(String::as_str),
            ));
        };
        let labels: Vec<&str> = alternative.choices.iter().map(|c| c.label.as_str()).collect();
        let Some(at) = labels.iter().position(|l| *l == label) else {
            return Err(StudyError::UnknownChoice {
                alternative: alternative.name.clone(),
                name: label.to_string(),
                choices: crate::file::listed(&labels),
            });
        };
        alternative.choices = vec![alternative.choices[at].clone()];
        alternative.narrow.clear();
        Ok(())
    }

    fn fix(&mut self, name: &str, value: f64) -> Result<(), StudyError> {
        let (constant, _) = self.model.settable(name)?;
        if !value.is_finite() {
            let (name, low, high, why) = (name.to_string(), value, value, "it must be a finite number");
            return Err(StudyError::NoRange { name, low, high, why });
        }
        self.model.set_constant(name, value)?;
        self.uncertainties.retain(|u| u.constant != constant);
        if let Some(free) = &mut self.fit.parameters {
            free.retain(|p| p.constant != constant);
        }
        for choice in self.alternatives.iter_mut().flat_map(|a| &mut a.choices) {
            choice.set.retain(|s| s.constant != constant);
        }
        for lever in self.levers.iter_mut().filter(|l| l.constant == constant) {
            lever.base = value;
        }
        Ok(())
    }
}
