//! Studies as they are carried out, with outcomes that can be worked out by hand.
//!
//! The tank holds 100 litres at the start of 2000 and gains `x` litres a month, `x` drawn from 0 to 2 in 100 strata. At the
//! start of 2004 it holds 100 + 48x, so that the history lets through 0.5 ≤ x ≤ 1.5: exactly the 50 strata from 25 to 74. In
//! 2010 it holds 100 + 120x, less what was drained. Where the meter breaks, every run fails in the middle of 2007.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;
use common::{Asked, carried_out, sound};
use experiment::NoProgress;
use experiment::plan::Test;
use findings::{Findings, PolicyOutcome};
use report::Executed;
use std::sync::atomic::AtomicBool;
use study::Futures;

fn tank() -> Executed {
    carried_out(&sound("tank"), &Asked::default())
}

fn result<'a>(findings: &'a Findings, policy: &str, outcome: &str) -> &'a PolicyOutcome {
    let found = findings.results.iter().find(|r| r.policy == policy && r.outcome == outcome);
    found.expect("every policy has every outcome")
}

/// The inflow of each accepted future, and whether its meter holds.
fn accepted(done: &Executed) -> Vec<(f64, bool)> {
    let drawn = &done.ensemble.sample;
    let of = |future: &usize| (drawn.values[0][*future], drawn.choices[0][*future] == 0);
    done.ensemble.accepted.iter().map(of).collect()
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn history_lets_half_of_the_tanks_through() {
    let done = tank();
    let sample = &done.findings.sample;
    assert_eq!((sample.drawn, sample.accepted, sample.failed), (100, 50, 0));
    assert_eq!(sample.conditions[0].1, 0.5);
    assert_eq!(sample.runs, 100 + 2 * 50);
    assert!(accepted(&done).iter().all(|(x, _)| (0.5..=1.5).contains(x)));
}

#[test]
fn outcomes_are_those_worked_out_by_hand() {
    let done = tank();
    for (slot, (x, holds)) in accepted(&done).into_iter().enumerate() {
        let level = |policy| done.ensemble.value(policy, slot, 0);
        let Some(left) = level(0) else {
            assert!(!holds, "a run failed though its meter holds");
            continue;
        };
        assert!(holds, "a run did not fail though its meter breaks");
        near(left, 100.0 + 120.0 * x);
        near(level(1).unwrap(), 100.0 + 120.0 * x - 60.0);
        near(level(2).unwrap(), 100.0 + 120.0 * x - 24.0);
        let inflow = done.ensemble.value(0, slot, 1).unwrap();
        near(inflow, 60.0 * x);
    }
}

#[test]
fn failed_runs_are_counted_and_named() {
    let done = tank();
    let broken = accepted(&done).iter().filter(|(_, holds)| !holds).count();
    assert!(broken > 0);
    let found = result(&done.findings, "drain", "level 2010");
    assert_eq!((found.futures, found.failed), (50 - broken, broken));
    let drawn = &done.ensemble.sample;
    let of_all = drawn.choices[0].iter().filter(|c| **c == 1).count();
    assert_eq!(of_all, 25, "a quarter of the weights");
    assert_eq!(done.findings.failures.len(), of_all + 2 * broken);
    let first = &done.findings.failures[0];
    assert_eq!(first.policy, "leave it");
    assert!((2007.5..2007.7).contains(&first.year), "{}", first.year);
}

#[test]
fn changes_are_paired() {
    let done = tank();
    let found = result(&done.findings, "drain", "level 2010");
    let change = found.change.unwrap();
    near(change.low, -60.0);
    near(change.high, -60.0);
    assert_eq!(found.better_share, Some(1.0));
    let inflow = result(&done.findings, "drain", "inflow 2005-10");
    assert_eq!(inflow.relative.map(|b| b.median), Some(0.0));
    assert_eq!(inflow.better_share, Some(0.0));
    let reference = result(&done.findings, "leave it", "level 2010");
    assert_eq!(
        (reference.change, reference.relative, reference.better_share),
        (None, None, None)
    );
}

#[test]
fn thresholds_and_regret() {
    let done = tank();
    let whole: Vec<f64> = accepted(&done).iter().filter(|(_, h)| *h).map(|(x, _)| *x).collect();
    let full = whole.iter().filter(|x| 100.0 + 120.0 * **x > 220.0).count();
    let reference = result(&done.findings, "leave it", "level 2010");
    near(reference.beyond_threshold.unwrap(), full as f64 / whole.len() as f64);
    near(reference.regret.median, 60.0);
    near(result(&done.findings, "drain late", "level 2010").regret.median, 36.0);
    assert_eq!(result(&done.findings, "drain", "level 2010").regret.high, 0.0);
}

#[test]
fn claims_by_hand() {
    let done = tank();
    let whole: Vec<f64> = accepted(&done).iter().filter(|(_, h)| *h).map(|(x, _)| *x).collect();
    let [lower, much, why] = &done.findings.claims[..] else {
        panic!("the tank has three claims");
    };
    assert_eq!(
        (lower.share, lower.decided, lower.undecided),
        (Some(1.0), whole.len(), 50 - whole.len())
    );
    assert_eq!(lower.branches.len(), 1, "no future with a broken meter decides");
    // 60 / (100 + 120x) is more than 30 % where x < 5/6.
    let held = whole.iter().filter(|x| **x < 5.0 / 6.0).count();
    let share = held as f64 / whole.len() as f64;
    assert_eq!(much.share, Some(share));
    near(much.standard_error, (share * (1.0 - share) / whole.len() as f64).sqrt());
    assert_eq!(much.drivers[0].name, "inflow");
    assert_eq!((much.drivers[0].from, much.drivers[0].to), (1.0, 0.0));
    assert_eq!(much.drivers[0].evidence, "judgement");
    assert_eq!((why.share, why.unfair.as_deref()), (None, Some("a value, not a fact")));
}

/// 60 / (100 + 120x) is more than 30 % where x < 5/6: in the 50 strata of 0 to 2 that history lets through from 0.5 on, and in the
/// 25 rejected ones below. The narrower range is 0.75 to 1.25, all of which history lets through.
#[test]
fn claims_in_other_samples() {
    let study = sound("tank");
    let options = Asked {
        alternatives: vec![("meter".into(), "holds".into())],
        ..Asked::default()
    };
    let done = carried_out(&study, &options);
    let sample = &done.findings.sample;
    let (narrow, rejected) = (sample.narrow.unwrap(), sample.rejected.unwrap());
    assert_eq!((narrow.drawn, narrow.judged, narrow.failed), (100, 100, 0));
    // Only the claims' policy and the reference are run.
    assert_eq!(narrow.runs, 100 + 100);
    assert_eq!((rejected.drawn, rejected.judged, rejected.runs), (50, 50, 50));
    let much = &done.findings.claims[1];
    let drawn = &done.ensemble.sample;
    let of_all = drawn.values[0].iter().filter(|x| **x < 5.0 / 6.0).count();
    near(much.unfiltered.unwrap().share.unwrap(), of_all as f64 / 100.0);
    assert_eq!(much.unfiltered.unwrap().decided, 100);
    let drawn = &done.side_samples.narrow.as_ref().unwrap().sample;
    assert!(drawn.values[0].iter().all(|x| (0.75..=1.25).contains(x)));
    let held = drawn.values[0].iter().filter(|x| **x < 5.0 / 6.0).count();
    let found = much.narrow.unwrap();
    assert_eq!((found.share, found.decided), (Some(held as f64 / 100.0), 100));
    near(
        found.standard_error,
        (0.01 * held as f64 * (1.0 - 0.01 * held as f64) / 100.0).sqrt(),
    );
    assert_eq!(
        done.findings.claims[2].narrow, None,
        "a claim without a predicate has no share"
    );
}

/// Half of 40 futures were rejected; a share over all counts both halves as often as they are, however few of them were run.
#[test]
fn a_range_that_was_asked_for_holds_in_every_sample() {
    let options = Asked {
        uncertainties: vec![("inflow".into(), 0.6, 1.4)],
        ..Asked::default()
    };
    let done = carried_out(&sound("tank"), &options);
    assert_eq!(done.findings.sample.narrow, None);
    assert_eq!(done.findings.sample.rejected, None, "all of these are accepted");
    assert_eq!(done.findings.claims[1].narrow, None);
    let claim = &done.findings.claims[1];
    assert_eq!(claim.unfiltered.unwrap().share, claim.share);
}

#[test]
fn a_statement_is_made_of_the_accepted_futures() {
    let done = tank();
    let statement = done.findings.statement.as_ref().unwrap();
    assert_eq!(statement.policy, "leave it");
    let [year, half, ratio] = [0, 3, 6].map(|at| &statement.windows[at]);
    assert_eq!(
        (year.quantity.as_str(), year.window.as_str(), year.futures),
        ("what flows in", "2006", 50)
    );
    assert_eq!((half.window.as_str(), ratio.unit.as_str()), ("2006-H1", "dmnl"));
    let mut inflow: Vec<f64> = accepted(&done).iter().map(|(x, _)| *x).collect();
    inflow.sort_by(f64::total_cmp);
    let median = (inflow[24] + inflow[25]) / 2.0;
    near(year.quantiles[2], 12.0 * median);
    near(half.quantiles[2], 6.0 * median);
    assert_eq!(ratio.quantiles, [1.0; 5]);
    let [_, holds, breaks] = [0, 1, 2].map(|at| &statement.windows[at]);
    assert_eq!((holds.alternative.as_str(), holds.choice.as_str()), ("meter", "holds"));
    assert_eq!(holds.futures + breaks.futures, 50);
}

#[test]
fn a_statement_is_written_with_what_it_was_made_from() {
    let done = tank();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("ahead.csv");
    let made = std::time::SystemTime::UNIX_EPOCH;
    let beside = report::write_prediction(&done, &Asked::default().options(), &path, made).unwrap().unwrap();
    let table = std::fs::read_to_string(&path).unwrap();
    assert_eq!(table.lines().count(), 1 + 3 * 3);
    assert!(
        table.lines().nth(1).unwrap().starts_with("what flows in,inflow per year,litre,2006,all,all,50,"),
        "{table}"
    );
    let beside = std::fs::read_to_string(beside).unwrap();
    for words in [
        "made = \"1970-01-01T00:00:00Z\"",
        "seed = 7",
        "sampled = 100",
        "accepted = 50",
        "model/tank.mdl",
        "acceptance.toml",
    ] {
        assert!(beside.contains(words), "{beside}");
    }
    let hash = results::sha256_of(&done.study.folder.join("study.toml")).unwrap();
    assert!(beside.contains(&hash));
}

#[test]
fn charts_are_of_the_accepted_futures() {
    let done = tank();
    let chart = &done.findings.charts[0];
    assert_eq!((chart.futures, chart.fans.len()), (50, 3));
    assert_eq!((chart.years[0], chart.years.last().copied()), (2000.0, Some(2010.0)));
    let at = chart.years.iter().position(|y| *y == 2004.0).unwrap();
    let mut levels: Vec<f64> = accepted(&done).iter().map(|(x, _)| 100.0 + 48.0 * x).collect();
    levels.sort_by(f64::total_cmp);
    near(chart.fans[1].p50[at], (levels[24] + levels[25]) / 2.0);
}

#[test]
fn assumptions_can_be_changed() {
    let study = sound("tank");
    let options = Asked {
        set: vec![("inflow".into(), 1.0)],
        alternatives: vec![("meter".into(), "holds".into())],
        futures: Futures::Count(5),
        policies: vec!["drain late".into()],
        ..Asked::default()
    };
    let done = carried_out(&study, &options);
    let found = result(&done.findings, "drain late", "level 2010");
    near(found.level.low, 220.0 - 24.0);
    near(found.level.high, 220.0 - 24.0);
    assert_eq!(done.findings.policies.len(), 2);
    let unfair = done.findings.claims[0].unfair.as_deref();
    assert_eq!(unfair, Some("not judged: the policy `drain` was left out of this run"));
    let wider = Asked {
        uncertainties: vec![("inflow".into(), 1.5, 1.9)],
        ..Asked::default()
    };
    let error = wider.execute(&study, &NoProgress, &AtomicBool::new(false)).unwrap_err();
    insta::assert_snapshot!(error, @"
    none of 100 futures looks like the observed past (0 failed before it could be judged)
      Level in 2004 between 124 and 172: 0.0 %
    hint: draw more futures, or widen the ranges or the conditions in [history]
    ");
}

#[test]
fn what_cannot_be_asked() {
    let study = sound("tank");
    let refused =
        |options: Asked| options.execute(&study, &NoProgress, &AtomicBool::new(false)).unwrap_err().to_string();
    let options = Asked::default;
    let errors = [
        refused(Asked {
            policies: vec!["drian".into()],
            ..options()
        }),
        refused(Asked {
            set: vec![("Level".into(), 1.0)],
            ..options()
        }),
        refused(Asked {
            set: vec![("inflw".into(), 1.0)],
            ..options()
        }),
        refused(Asked {
            set: vec![("inflow".into(), f64::NAN)],
            ..options()
        }),
        refused(Asked {
            uncertainties: vec![("inflow".into(), 2.0, 1.0)],
            ..options()
        }),
        refused(Asked {
            alternatives: vec![("metre".into(), "holds".into())],
            ..options()
        }),
        refused(Asked {
            alternatives: vec![("meter".into(), "hold".into())],
            ..options()
        }),
        refused(Asked {
            futures: Futures::Count(0),
            ..options()
        }),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    the study has no policy `drian`; did you mean `drain`?
    `Level` is a stock: only constants can be set
    the model has no variable `inflw`; a similar name is `inflow`
    `inflow` cannot go from NaN to NaN: it must be a finite number
    `inflow` cannot go from 2 to 1: the first must not be above the second
    the study has no alternative `metre`; did you mean `meter`?
    the alternative `meter` has no choice `hold`: it has `holds`, `breaks`
    a study has 1 to 1000000 futures, not 0
    ");
}

#[test]
fn the_model_must_save_every_step() {
    let mut study = sound("predator");
    let save = study.plan.model.control.save_every;
    let equation = study.plan.model.equations.iter_mut().find(|e| e.variable == save);
    let body = &mut equation.expect("SAVEPER = TIME STEP is an equation").body;
    body.kind = check::ExprKind::Number(1.0);
    let done = Asked::default().execute(&study, &NoProgress, &AtomicBool::new(false));
    insta::assert_snapshot!(done.unwrap_err(), @"
    the model saves every 1, but its step is 0.25, and a study looks at every step
    hint: write SAVEPER as a number, or as TIME STEP
    ");
}

#[test]
fn history_and_settings_of_the_herd() {
    let done = carried_out(&sound("predator"), &Asked::default());
    let [prey, eaten] = &done.findings.history[..] else {
        panic!("the herd has two series");
    };
    assert_eq!((prey.points.len(), eaten.points.len()), (5, 2));
    let calibrated: Vec<bool> = prey.points.iter().map(|p| p.calibrated).collect();
    assert_eq!(calibrated, [true, true, true, false, false]);
    // The history lets a future through only within 30 % of each point of the calibration window.
    assert!(prey.error_calibrated.unwrap() <= 0.3);
    for point in prey.points.iter().filter(|p| p.calibrated) {
        assert!(point.model.low >= 0.7 * point.observed && point.model.high <= 1.3 * point.observed);
    }
    assert_eq!(eaten.note, "half of the points are guesses");
    let setting = &done.findings.settings[0];
    assert_eq!((setting.cases.len(), setting.doses.len()), (2, 4));
    assert_eq!(setting.cases[0].against_no_change, [0.0, 0.0]);
    assert_eq!(
        setting.doses[0].change, setting.cases[0].change,
        "a dose of 0 is no change"
    );
    // With births of 4 % and no shelter the herd stands still where 10 % of 0.002 * 200 prey feed as many predators as die:
    // at culling of 0.04 - 0.03 = 0.01 a month, since 200 prey and 20 predators are the start.
    assert_eq!(setting.cases[1].change, [0.0, 0.0]);
    let still = |outcome: &str| (outcome.to_string(), 0.01);
    assert_eq!(setting.break_even, [still("Prey"), still("Predators")]);
}

/// What only a run can show: a history that no scenario has.
#[test]
fn a_history_that_no_scenario_has() {
    let mut study = sound("predator");
    let Test::Between { low, high, .. } = &mut study.plan.history.conditions[0].test else {
        panic!("the first condition is of a date");
    };
    assert_eq!((*low, *high), (150.0, 400.0));
    (*low, *high) = (1500.0, 4000.0);
    study.plan.history.conditions[0].words = "Prey in 2004 between 1,500 and 4,000".into();
    let refused = Asked::default().execute(&study, &NoProgress, &AtomicBool::new(false));
    insta::assert_snapshot!(refused.unwrap_err(), @"
    none of 200 futures looks like the observed past (0 failed before it could be judged)
      Prey in 2004 between 1,500 and 4,000: 20.5 %
      Prey within 30 % of prey_counted in each of 2000 to 2004: 4.5 %
    hint: draw more futures, or widen the ranges or the conditions in [history]
    ");
}
