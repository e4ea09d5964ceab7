//! The flagship's published core: the four-tier cartel model of Prieto-Curiel, Campedelli and Hope (Science 381:1312, 2023),
//! re-computed twice independently.

use super::Answer;
use super::engine::Run;
use crate::flagship;

/// Weeks of 2022 and 2027 in the model's time.
const WEEKS: [f64; 2] = [520.0, 780.0];

/// Members and deaths of 2022, and what five years change under each policy.
pub fn answers() -> Vec<Answer> {
    let setting = flagship::published_setting();
    let base = Measured::of(&setting, &[]);
    let tiers = [
        ("Largest", 28_698.8),
        ("Second", 17_758.0),
        ("NextEight", 51_389.0),
        ("Others", 75_706.2),
    ];
    let mut answers = vec![
        level("members 2022".into(), 173_552.07, base.members[0], 1e-6, true),
        level("deaths a week 2022".into(), 135.0121, base.deaths[0], 1e-4, false),
    ];
    for (at, (name, expected)) in tiers.into_iter().enumerate() {
        // The published tiers are printed to a tenth of a person.
        answers.push(level(
            format!("members 2022, {name}"),
            expected,
            base.tiers[at],
            0.05,
            false,
        ));
    }
    answers.extend(changes(&setting));
    answers
}

/// A policy's name, what it sets, and the published changes of deaths and of members in percent.
type Published = (&'static str, &'static [(&'static str, f64)], [f64; 2]);

/// 2027 against 2022, in percent: deaths, then members.
fn changes(setting: &[(String, f64)]) -> Vec<Answer> {
    let cases: [Published; 5] = [
        ("no change", &[], [39.54, 19.87]),
        ("arrests doubled", &[("arrests multiplier", 2.0)], [3.68, 3.21]),
        (
            "recruitment halved",
            &[("recruitment multiplier", 0.5)],
            [-24.13, -11.80],
        ),
        (
            "both",
            &[("arrests multiplier", 2.0), ("recruitment multiplier", 0.5)],
            [-47.72, -26.86],
        ),
        ("arrests tripled", &[("arrests multiplier", 3.0)], [-27.87, -14.01]),
    ];
    cases
        .iter()
        .flat_map(|(label, levers, expected)| {
            let got = Measured::of(setting, levers);
            let percent = |v: [f64; 2]| (v[1] / v[0] - 1.0) * 100.0;
            [
                ("deaths", expected[0], percent(got.deaths)),
                ("members", expected[1], percent(got.members)),
            ]
            .map(|(what, expected, got)| {
                level(
                    format!("{what} 2027 against 2022, {label}, %"),
                    expected,
                    got,
                    0.01,
                    false,
                )
            })
        })
        .collect()
}

fn level(what: String, expected: f64, got: f64, tolerance: f64, relative: bool) -> Answer {
    Answer {
        problem: "published core",
        what,
        expected,
        got,
        tolerance,
        relative,
        source: "two independent re-computations of the published model in four tiers",
    }
}

/// What a run of the published setting gives at the two dates.
struct Measured {
    members: [f64; 2],
    deaths: [f64; 2],
    tiers: [f64; 4],
}

impl Measured {
    fn of(setting: &[(String, f64)], levers: &[(&str, f64)]) -> Measured {
        let model = setting
            .iter()
            .fold(Run::of(flagship::model()), |run, (name, value)| run.set(name, *value));
        let model = levers.iter().fold(model, |run, (name, value)| run.set(name, *value));
        let run = model.run();
        let at = |name: &str, time: f64| run.as_ref().and_then(|run| value(run, name, time)).unwrap_or(f64::NAN);
        Measured {
            members: WEEKS.map(|week| at("Total members", week)),
            deaths: WEEKS.map(|week| at("deaths per week", week)),
            tiers: ["Largest", "Second", "NextEight", "Others"].map(|tier| at(&format!("Members[{tier}]"), WEEKS[0])),
        }
    }
}

fn value(run: &counterflow::Run, name: &str, time: f64) -> Option<f64> {
    let point = run.times().iter().position(|t| (t - time).abs() < 1e-6)?;
    run.get(name).ok()?.get(point).copied()
}
