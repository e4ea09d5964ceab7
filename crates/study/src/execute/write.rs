//! `results/`: the experiments, their outcomes, the findings, and last the manifest.

use super::{Columns, Ensemble, Executed};
use crate::experiment::Drawn;
use crate::study::Study;
use crate::{Keep, Options, StudyError};
use results::{
    Cell, Counts, ExperimentRow, Experiments, Folder, InputFile, Manifest, OutcomeRow, Outcomes, RunEnd, timestamp,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

/// Writes `experiments.csv`, `outcomes.csv`, what is kept as Parquet, `findings.json` and last `manifest.json` into a folder
/// that is held.
pub fn write(executed: &Executed, options: &Options, folder: &Folder, started: SystemTime) -> Result<(), StudyError> {
    let (study, ensemble) = (&executed.study, &executed.ensemble);
    let none = Drawn::default();
    let drawn = ensemble.drawn.as_ref().unwrap_or(&none);
    tables(study, (ensemble, drawn), folder)?;
    match options.keep {
        Keep::Tables => Columns::discard(folder.path())?,
        Keep::Outcomes | Keep::Trajectories => Columns::of(folder.path()).write(study, (ensemble, drawn))?,
    }
    let json = serde_json::to_string_pretty(&executed.findings).expect("findings have text keys only");
    folder.write("findings.json", &(json + "\n"))?;
    let manifest = Manifest {
        format: 1,
        version: executed.findings.sample.version.clone(),
        seed: study.plan.seed,
        counts: counts(study, ensemble, drawn),
        inputs: inputs_of(study)?,
        options: asked(options),
        started: timestamp(started),
        seconds: executed.findings.sample.seconds,
    };
    manifest.save(folder.path())?;
    Ok(())
}

/// The files that a study depends on, with their hashes.
pub(crate) fn inputs_of(study: &Study) -> Result<Vec<InputFile>, StudyError> {
    let hash = |path: &PathBuf| Ok(InputFile::hash(&study.folder, &slashed(path))?);
    study.inputs.iter().map(hash).collect()
}

fn slashed(path: &std::path::Path) -> String {
    let parts: Vec<String> = path
        .components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// Both tables.
fn tables(study: &Study, (ensemble, drawn): (&Ensemble, &Drawn), folder: &Folder) -> Result<(), StudyError> {
    let names = study.uncertainties.iter().map(|u| u.name.as_str());
    let names = names.chain(study.alternatives.iter().map(|a| a.name.as_str()));
    let mut experiments = Experiments::create(&folder.file("experiments.csv"), names)?;
    let outcomes = study.outcomes.iter().map(|o| o.name.as_str());
    let mut table = Outcomes::create(&folder.file("outcomes.csv"), outcomes)?;
    for_each_experiment(study, ensemble, |_, row| {
        let (experiment, future, policy) = (row.experiment, row.future, row.policy);
        let key = ExperimentRow {
            experiment,
            future,
            policy,
        };
        experiments.add(key, inputs(study, drawn, future))?;
        Ok(table.add(row)?)
    })?;
    experiments.finish()?;
    table.finish()?;
    Ok(())
}

/// Shows every experiment with the number of its policy: the reference in every future, then each policy in the accepted ones.
pub(super) fn for_each_experiment(
    study: &Study,
    ensemble: &Ensemble,
    mut show: impl FnMut(usize, &OutcomeRow<'_>) -> Result<(), StudyError>,
) -> Result<(), StudyError> {
    let width = study.outcomes.len();
    let mut experiment = 0;
    let mut one = |policy: usize, (future, accepted): (usize, bool), outcomes: &[f64]| {
        let failed = ensemble.failures.get(&(policy, future));
        let row = OutcomeRow {
            experiment,
            future,
            policy: &study.policies[policy].name,
            accepted,
            end: failed.map_or(RunEnd::Done, |f| RunEnd::Failed {
                time: f.time,
                variable: &f.variable,
            }),
            outcomes,
        };
        experiment += 1;
        show(policy, &row)
    };
    for (future, outcomes) in ensemble.reference.chunks(width.max(1)).enumerate() {
        let accepted = ensemble.accepted.binary_search(&future).is_ok();
        one(study.reference, (future, accepted), outcomes)?;
    }
    let policies = ensemble.policies.iter().enumerate();
    for (policy, values) in policies.filter(|(policy, _)| *policy != study.reference) {
        let values = values.iter().flat_map(|values| values.chunks(width.max(1)));
        for (future, outcomes) in ensemble.accepted.iter().zip(values) {
            one(policy, (*future, true), outcomes)?;
        }
    }
    Ok(())
}

pub(super) fn inputs<'a>(study: &'a Study, drawn: &'a Drawn, future: usize) -> impl Iterator<Item = Cell<'a>> {
    let values = drawn.values.iter().map(move |column| Cell::Number(column[future]));
    let chosen = study.alternatives.iter().zip(&drawn.choices);
    let choices = chosen.map(move |(a, column)| Cell::Text(&a.choices[column[future] as usize].label));
    values.chain(choices)
}

fn counts(study: &Study, ensemble: &Ensemble, drawn: &Drawn) -> Counts {
    Counts {
        futures: drawn.count as u64,
        accepted: ensemble.accepted.len() as u64,
        policies: study.policies.iter().filter(|p| p.run).count() as u64,
        runs: ensemble.runs as u64,
        failed: ensemble.failures.len() as u64,
    }
}

/// What was asked for, as it would be typed.
pub(crate) fn asked(options: &Options) -> BTreeMap<String, String> {
    let mut asked = BTreeMap::new();
    let mut add = |key: &str, words: Vec<String>| {
        if !words.is_empty() {
            asked.insert(key.to_string(), words.join("; "));
        }
    };
    add(
        "futures",
        match options.futures {
            crate::Futures::Quick => vec!["quick".into()],
            crate::Futures::Full => Vec::new(),
            crate::Futures::Count(count) => vec![count.to_string()],
        },
    );
    add(
        "fitted",
        options.fitted.then(|| "true".to_string()).into_iter().collect(),
    );
    let keep = match options.keep {
        Keep::Tables => None,
        Keep::Outcomes => Some("outcomes"),
        Keep::Trajectories => Some("trajectories"),
    };
    add("keep", keep.map(String::from).into_iter().collect());
    add("seed", options.seed.iter().map(u64::to_string).collect());
    add("policy", options.policies.clone());
    add(
        "set",
        options
            .set
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect(),
    );
    let ranges = options.uncertainties.iter();
    add(
        "uncertainty",
        ranges
            .map(|(name, low, high)| format!("{name}={low}..{high}"))
            .collect(),
    );
    let choices = options.alternatives.iter();
    add(
        "alternative",
        choices.map(|(name, label)| format!("{name}={label}")).collect(),
    );
    asked
}
