//! The flagship's published core: the four-tier cartel model of Prieto-Curiel, Campedelli and Hope (Science 381:1312, 2023),
//! re-computed twice independently.

use super::Answer;
use super::engine::Run;
use crate::flagship;
use counterflow::{Model, Simd, Study};

/// Weeks of 2022 and 2027 in the model's time.
const WEEKS: [f64; 2] = [520.0, 780.0];

/// Members and deaths of 2022, and what five years change under each policy.
pub fn answers(simd: Simd) -> Vec<Answer> {
    let published = Published::new(simd);
    let base = published.measured(&[]);
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
    answers.extend(changes(&published));
    answers
}

/// A policy's name, what it sets, and the published changes of deaths and of members in percent.
type Change = (&'static str, &'static [(&'static str, f64)], [f64; 2]);

/// 2027 against 2022, in percent: deaths, then members.
fn changes(published: &Published) -> Vec<Answer> {
    let cases: [Change; 5] = [
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
            let got = published.measured(levers);
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

/// The study's model, and the constants of the published setting; a study that cannot be read shows as NaN in the answers.
struct Published {
    model: Option<Model>,
    setting: Vec<(String, f64)>,
}

/// What a run of the published setting gives at the two dates.
struct Measured {
    members: [f64; 2],
    deaths: [f64; 2],
    tiers: [f64; 4],
}

impl Published {
    fn new(simd: Simd) -> Published {
        let study = flagship::study(simd).ok();
        Published {
            model: study.as_ref().map(Study::model),
            setting: study.as_ref().map(flagship::published_setting).unwrap_or_default(),
        }
    }

    fn measured(&self, levers: &[(&str, f64)]) -> Measured {
        let setting = self.setting.iter().map(|(name, value)| (name.as_str(), *value));
        let constants = setting.chain(levers.iter().copied());
        let run = constants.fold(Run::with(self.model.clone()), |run, (name, value)| run.set(name, value));
        let run = run.run();
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
