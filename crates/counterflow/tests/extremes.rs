//! The flagship under extreme policies: every lever at 0, at its maximum and at ten times that, alone and in pairs.

use counterflow::{Columns, Loader, Outcomes, Reduce};

const FLAGSHIP: &str = "../../studies/us-mexico";

/// Each lever with what it may be set to, as study.toml says.
fn ends(study: &counterflow::Study) -> Vec<(String, Vec<f64>)> {
    let levers = study.contents().plan.levers.iter();
    let distinct = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    };
    levers
        .map(|lever| {
            let constant = lever.constant.name(&study.contents().plan.model);
            let values = vec![0.0, lever.low, lever.high, 10.0 * lever.low, 10.0 * lever.high];
            (constant, distinct(values))
        })
        .collect()
}

/// Runs in which one lever, or two, leave their base.
fn design(ends: &[(String, Vec<f64>)]) -> Vec<Vec<(usize, f64)>> {
    let alone = ends.iter().enumerate().flat_map(|(i, (_, values))| values.iter().map(move |v| vec![(i, *v)]));
    let mut runs: Vec<Vec<(usize, f64)>> = alone.collect();
    for first in 0..ends.len() {
        for second in first + 1..ends.len() {
            for a in &ends[first].1 {
                runs.extend(ends[second].1.iter().map(|b| vec![(first, *a), (second, *b)]));
            }
        }
    }
    runs
}

fn columns(model: &counterflow::Model, ends: &[(String, Vec<f64>)], runs: &[Vec<(usize, f64)>]) -> Columns {
    ends.iter().enumerate().fold(Columns::new(), |columns, (at, (name, _))| {
        let constant = model.variable(name).expect("a lever sets a constant");
        let base = constant.values().expect("a constant has values")[0];
        let moved = |run: &Vec<(usize, f64)>| run.iter().find(|(i, _)| *i == at).map_or(base, |(_, value)| *value);
        columns.with(name.clone(), runs.iter().map(moved).collect::<Vec<f64>>())
    })
}

fn within(outcomes: &Outcomes, name: &str, low: f64, high: f64) {
    let column = outcomes.column(name).expect("it was asked for");
    let (least, most) = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
    assert!(
        least >= low && most <= high,
        "{name}: {least} to {most}, allowed are {low} to {high}"
    );
}

#[test]
fn every_lever_beyond_its_range_alone_and_in_pairs() {
    let study = Loader::new().study(FLAGSHIP).unwrap();
    let model = Loader::new().open(format!("{FLAGSHIP}/model/us-mexico.mdl")).unwrap();
    let ends = ends(&study);
    let runs = design(&ends);
    assert!(runs.len() > 3_000, "{} runs", runs.len());
    let inputs = columns(&model, &ends, &runs);
    let mut ensemble = model.ensemble(&inputs);
    // Shares stay shares, people and kilograms stay above 0 (but for the last bit), and no year has ten times the homicides of any
    // year on record.
    let bounds = [
        ("Trust", 0.0, 1.0),
        ("Cooperation", 0.0, 1.0),
        ("Sovereignty sentiment", 0.0, 1.0),
        ("diplomatic crisis", 0.0, 1.0),
        ("Corruption", 0.0, 1.0),
        ("Total members", 1.0, 2e6),
        ("Prisoners", 0.0, 1e6),
        ("homicides per year", 1e4, 4e5),
        ("opioid deaths per year", 1.0, 2e5),
        ("synthetic deaths per year", 0.0, 2e5),
        ("consumption per year", 0.0, 1e5),
        ("US stock", -1e-9, 1e5),
        ("trade per year", 0.0, 2e3),
        ("remittances per year", 0.0, 200.0),
        ("known cost per year", 0.0, 1e4),
        ("attacks on institutions", 0.0, 100.0),
        ("people exploited per year", 0.0, 1e7),
    ];
    for (name, ..) in bounds {
        ensemble = ensemble.outcome(name, Reduce::Min).named(format!("{name}: least"));
        ensemble = ensemble.outcome(name, Reduce::Max).named(format!("{name}: most"));
    }
    let outcomes = ensemble.run().unwrap();
    assert_eq!(outcomes.failed().len(), 0, "{:?}", outcomes.failed().first());
    for (name, low, high) in bounds {
        within(&outcomes, &format!("{name}: least"), low, high);
        within(&outcomes, &format!("{name}: most"), low, high);
    }
}
