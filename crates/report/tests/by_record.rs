//! Claims by what the record says of each future, over other thresholds, weighed and put into sentences; all by hand.
//!
//! Into the tank of 100 litres run 10 litres a year, and with them what a spring gives: nothing (in 100 futures of 200), 1 litre
//! (in 50), or -11 (in 50: it drinks). The record says 10 litres in 2001. At the start of 2004 the tank holds 140, 144 or 96
//! litres, and 10 less where 5 litres a year are drained from 2002 on: changes of -1/14, -10/144 and -10/96.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Asked, carried_out, example, folder, read};
use findings::{ClaimFinding, Findings};
use std::fs;

const MODEL: &str = "{UTF-8}
Level= INTEG (rise - drain, 100) ~ litre ~ All numbers are invented. [definition] |
rise= inflow + spring ~ litre/year ~ |
inflow= 10 ~ litre/year ~ [definition] |
spring= 0 ~ litre/year ~ [definition] no spring |
drain= 0 ~ litre/year ~ [definition] |
INITIAL TIME= 0 ~ year ~ |
FINAL TIME= 4 ~ year ~ |
TIME STEP= 0.25 ~ year ~ |
SAVEPER= 1 ~ year ~ |
";

const STUDY: &str = r#"format = 1
[study]
title = "t"
question = "q"
model = "model/tank.mdl"
reference = "leave it"
seed = 1
[time]
unit = "year"
zero = 2000
per_year = 1
policies_from = 2002
until = 2004
[futures]
count = 200
[judging]
material = 0.1
[history]
calibrate = [2000, 2000]
hold_out = [2001, 2001]
[outcomes."level"]
variable = "Level"
reduce = "final"
unit = "litre"
better = "lower"
balance = true
[outcomes."water"]
variable = "Level"
reduce = "final"
unit = "litre"
better = "higher"
relative = false
balance = true
[alternatives."spring"]
question = "Is there a spring?"
choices = [
  { label = "none", set = { "spring" = 0 }, weight = 2 },
  { label = "weak", set = { "spring" = 1 } },
  { label = "drinks", set = { "spring" = -11 } },
]
evidence = { kind = "derived", note = "invented" }
[levers."drain"]
sets = "drain"
unit = "litre/year"
low = 0
base = 0
high = 5
evidence = { kind = "definition", note = "a tap" }
[policies."leave it"]
[policies."drain"]
"drain" = 5
[[rivals]]
alternative = "spring"
records = [{ variable = "rise", series = "rise_seen" }]
[[claims]]
id = "much"
says = "Draining lowers the level by more than 7 %"
kind = "causal claim"
holds_if = "'level' @ 'drain' < 0.93 * 'level' @ 'leave it'"
rival = "none"
[[claims]]
id = "water"
says = "Draining costs more than 5 litres, and the tank is not dry"
kind = "causal claim"
holds_if = "'water' @ 'leave it' - 'water' @ 'drain' > 5 and 'water' @ 'drain' > 0"
rival = "none"
[[sentences]]
says = "In {much} the level falls, in {much opposite} it rises as much."
"#;

/// What is found where the record of 2001 says `seen`, after edits of the study.
fn found(seen: f64, edits: &[(&str, &str)]) -> Findings {
    let mut study = STUDY.to_string();
    for (from, to) in edits {
        assert!(study.contains(from), "the study has no `{from}`");
        study = study.replace(from, to);
    }
    let data = format!(
        "series,period,value,unit,source_url,note\nrise_seen,2001,{seen},litre/year,https://example.org/rise,invented\n"
    );
    let files = [
        ("study.toml", study.as_str()),
        ("model/tank.mdl", MODEL),
        ("data/rise.csv", &data),
    ];
    let folder = folder(&files);
    let (study, wrong) = read(folder.path());
    assert_eq!(wrong, "");
    carried_out(&study.unwrap(), &Asked::default()).findings
}

fn much(findings: &Findings) -> &ClaimFinding {
    &findings.claims[0]
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-6, "{a} is not {b}");
}

#[test]
fn survivors_are_the_futures_whose_explanation_meets_the_record() {
    let findings = found(10.0, &[]);
    assert_eq!(much(&findings).share, Some(0.75), "with no spring, and where it drinks");
    let survives: Vec<_> = findings.rivals[0].choices.iter().map(|c| c.survives).collect();
    assert_eq!(survives, [Some(true), Some(false), Some(false)]);
    let survivors = much(&findings).survivors.unwrap();
    assert_eq!(
        (survivors.share, survivors.decided, survivors.undecided),
        (Some(1.0), 100, 0)
    );
    assert!(findings.nobody_survives.is_empty());
    let branches = &much(&findings).branches;
    let by_choice: Vec<_> = branches.iter().map(|b| (b.choice.as_str(), b.survivors)).collect();
    assert_eq!(by_choice, [("none", Some(1.0)), ("weak", None), ("drinks", None)]);
    // A spring that drinks has no weight, so that none of its futures decides.
    let weighted: Vec<_> = branches.iter().map(|b| b.weighted).collect();
    assert_eq!(weighted, [Some(1.0), Some(0.0), None]);
    assert_eq!(findings.material, Some(0.1));
}

#[test]
fn a_question_that_nobody_survives_filters_nothing_and_is_named() {
    let findings = found(50.0, &[]);
    assert_eq!(findings.nobody_survives, ["spring"]);
    assert_eq!(much(&findings).survivors, None);
    assert_eq!(much(&findings).share, Some(0.75));
}

/// Without a spring the record is met: weight 1. A litre more is off by ln 1.1 = 0.0953102, at a deviation of 0.1 a weight of
/// exp(-0.953102² / 2) = 0.634955. A spring that drinks leaves -1 litre, which has no logarithm: no weight. The claim holds
/// without a spring: 100 / (100 + 50 · 0.634955) = 0.759026 of the weights. These say as much as
/// (100 + 31.7478)² / (100 + 50 · 0.634955²) = 17357.47 / 120.1584 = 144.4549 futures.
#[test]
fn futures_weigh_as_much_as_the_record_makes_them_likely() {
    let weighted = much(&found(10.0, &[])).weighted.unwrap();
    near(weighted.share.unwrap(), 0.759_026_3);
    assert!((weighted.effective.unwrap() - 144.4549).abs() < 1e-3);
    assert_eq!((weighted.decided, weighted.undecided), (150, 50));
    // Ten times the deviation: exp(-0.0953102² / 2) = 0.995468 and 100 / 149.7734.
    let wide = found(
        10.0,
        &[("series = \"rise_seen\"", "series = \"rise_seen\", deviation = 1")],
    );
    near(much(&wide).weighted.unwrap().share.unwrap(), 100.0 / 149.7734);
    let untested = found(
        10.0,
        &[(
            "[[rivals]]\nalternative = \"spring\"\nrecords = [{ variable = \"rise\", series = \"rise_seen\" }]\n",
            "",
        )],
    );
    assert_eq!((much(&untested).weighted, much(&untested).survivors), (None, None));
}

#[test]
fn a_curve_is_the_share_over_thresholds() {
    let findings = found(10.0, &[]);
    let curve = much(&findings).curve.as_ref().unwrap();
    assert_eq!(
        (curve.outcome.as_str(), curve.policy.as_str(), curve.against.as_str()),
        ("level", "drain", "leave it")
    );
    assert_eq!((curve.threshold, curve.relative, curve.more), (-0.07, true, false));
    assert_eq!(curve.points.len(), 41);
    assert!(curve.points.is_sorted_by(|a, b| a.threshold < b.threshold));
    near(curve.points[0].threshold, -10.0 / 96.0);
    assert_eq!((curve.points[40].threshold, curve.points[40].share), (0.0, 1.0));
    assert!(curve.points.iter().any(|p| (p.threshold, p.share) == (-0.07, 0.75)));
    // The largest fall is in 50 futures of 200, the next in 100, the smallest in 50; the first point is the largest fall itself.
    for point in &curve.points[1..] {
        let share = match point.threshold {
            t if t > -10.0 / 144.0 => 1.0,
            t if t > -1.0 / 14.0 => 0.75,
            _ => 0.25,
        };
        assert_eq!(point.share, share, "at {}", point.threshold);
    }
    assert_eq!(findings.claims[1].curve, None, "two conditions have no one threshold");
}

#[test]
fn harm_and_benefit_stand_side_by_side() {
    let findings = found(10.0, &[]);
    let [balance] = &findings.balances[..] else {
        panic!("one policy is not the reference");
    };
    assert_eq!(balance.policy, "drain");
    let [level, water] = &balance.rows[..] else {
        panic!("two outcomes are weighed");
    };
    // Only -10/96 is a tenth or more.
    assert_eq!((level.better, level.worse, level.relative), (0.25, 0.0, true));
    near(level.median, -1.0 / 14.0);
    assert_eq!(
        (water.better, water.worse, water.relative, water.median),
        (0.0, 1.0, false, -10.0)
    );
    let finer = found(10.0, &[("material = 0.1", "material = 0.07")]);
    assert_eq!(finer.balances[0].rows[0].better, 0.75);
}

#[test]
fn sentences_state_shares_and_the_weakest_assumption() {
    let sentence = |findings: Findings| findings.sentences[0].clone();
    let pooled = sentence(found(10.0, &[]));
    let text = pooled.text.replace('\u{a0}', " ");
    assert_eq!(text, "In 75 % the level falls, in 0 % it rises as much.");
    assert_eq!(pooled.shares, [("much".into(), 0.75), ("much opposite".into(), 0.0)]);
    // The study derives its choices, but one of them moves a definition off its base: somebody chose that number.
    let weakest = pooled.weakest.unwrap();
    assert_eq!(
        (weakest.name.as_str(), weakest.evidence.as_str()),
        ("spring", "judgement")
    );
    let apart = sentence(found(
        10.0,
        &[(
            "]\nevidence = { kind = \"derived\"",
            "]\npooled = false\nevidence = { kind = \"derived\"",
        )],
    ));
    let text = apart.text.replace('\u{a0}', " ");
    assert_eq!(text, "In 0 to 100 % the level falls, in 0 % it rises as much.");
}

#[test]
fn an_alternative_is_badged_by_the_constants_that_it_sets() {
    let kind = |findings: &Findings| {
        let table = &findings.evidence.table;
        let row = table.iter().find(|p| p.name == "spring").unwrap();
        (
            row.kind.clone(),
            row.note.clone(),
            findings.claims[0].deciding_by_judgement,
        )
    };
    assert_eq!(kind(&found(10.0, &[])), ("judgement".into(), "invented".into(), 1));
}

/// The tank of the examples with parts of its study replaced.
fn tank(edits: &[(&str, &str)], asked: &Asked) -> Findings {
    let file = |name: &str| fs::read_to_string(example("tank").join(name)).unwrap();
    let mut study = file("study.toml");
    for (from, to) in edits {
        assert!(study.contains(from));
        study = study.replacen(from, to, 1);
    }
    let folder = folder(&[("study.toml", &study), ("model/tank.mdl", &file("model/tank.mdl"))]);
    carried_out(&read(folder.path()).0.unwrap(), asked).findings
}

const SAID: &[(&str, &str)] = &[
    ("fail_above = 220", "balance = true\nfail_above = 220"),
    (
        "[[charts]]",
        "[[sentences]]\nsays = \"In {lower} it is lower.\"\n\n[[charts]]",
    ),
];

#[test]
fn runs_that_failed_decide_nothing() {
    let findings = tank(SAID, &Asked::default());
    assert!(findings.claims[0].undecided > 0);
    // 60 litres less wherever the meter holds; where it breaks nobody knows.
    assert_eq!(
        (findings.balances[0].rows[0].better, findings.balances[0].rows[0].worse),
        (1.0, 0.0)
    );
    let last = *findings.claims[0].curve.as_ref().unwrap().points.last().unwrap();
    assert_eq!((last.threshold, last.share), (0.0, 1.0));
    assert_eq!(findings.sentences[0].text, "In 100\u{a0}% it is lower.");
}

#[test]
fn what_no_future_decides_is_left_out() {
    let asked = Asked {
        alternatives: vec![("meter".into(), "breaks".into())],
        ..Asked::default()
    };
    let findings = tank(SAID, &asked);
    assert_eq!((findings.claims[0].decided, findings.claims[0].share), (0, None));
    assert_eq!(findings.claims[0].curve, None);
    assert!(findings.balances.is_empty() && findings.sentences.is_empty());
}
