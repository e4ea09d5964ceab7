//! How a study is carried out.

use std::collections::BTreeMap;
use study::{Futures, Overrides, Study};

/// How a study is carried out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// What replaces parts of what the study's files say.
    pub overrides: Overrides,
    /// Whether the policies are judged in the scenarios of `fitted/`, instead of a sample of their own.
    pub fitted: bool,
    /// How many threads run; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// Which instructions the engine uses; the results are the same.
    pub simd: run::Simd,
    /// What is kept of the runs.
    pub keep: Keep,
}

/// What is kept of the runs, beside what the report shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The tables `experiments.csv` and `outcomes.csv`.
    #[default]
    Tables,
    /// Outcomes and scenarios as Parquet too.
    Outcomes,
    /// And the trajectory of everything that the study charts, of every run.
    Trajectories,
}

impl Options {
    /// What was asked for, of the loader of the study too, as it would be typed: option and value; options that were not given are
    /// missing.
    pub(crate) fn asked(&self, study: &Study) -> BTreeMap<String, String> {
        let overrides = &self.overrides;
        let all = [
            (
                "dialect",
                study.dialect_asked().map(str::to_string).into_iter().collect(),
            ),
            ("futures", Vec::from_iter(futures(overrides.futures))),
            ("fitted", Vec::from_iter(self.fitted.then(|| "true".to_string()))),
            ("keep", Vec::from_iter(self.keep.word())),
            ("seed", overrides.seed.iter().map(u64::to_string).collect()),
            ("policy", overrides.policies.clone()),
            ("set", values(&overrides.set)),
            ("uncertainty", ranges(&overrides.uncertainties)),
            ("alternative", values(&overrides.alternatives)),
        ];
        let given = all.into_iter().filter(|(_, words)| !words.is_empty());
        given.map(|(key, words)| (key.to_string(), words.join("; "))).collect()
    }
}

impl Keep {
    /// Its word; none for what is kept in any case.
    fn word(self) -> Option<String> {
        match self {
            Keep::Tables => None,
            Keep::Outcomes => Some("outcomes".to_string()),
            Keep::Trajectories => Some("trajectories".to_string()),
        }
    }
}

fn futures(futures: Futures) -> Option<String> {
    match futures {
        Futures::Quick => Some("quick".to_string()),
        Futures::Full => None,
        Futures::Count(count) => Some(count.to_string()),
    }
}

fn values<T: std::fmt::Display>(set: &[(String, T)]) -> Vec<String> {
    set.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

fn ranges(ranges: &[(String, f64, f64)]) -> Vec<String> {
    let ranges = ranges.iter();
    ranges.map(|(name, low, high)| format!("{name}={low}..{high}")).collect()
}
