//! Acceptance tests of a study: read, carried out, and what is wrong with them.
//!
//! The tank of `tests/studies/tank` holds 100 at the start of 2000 and gains its inflow, 1 a month, less the drain. A step
//! is half a month, so that the mean of the first year is 105.75: each step counts with the level at its start.

mod common;

use common::sound;
use report::acceptance::{TestFinding, Verdict, verify};
use source::{Diagnostics, SourceId, Sources};
use study::acceptance::read;

/// The tests of a text, carried out on the tank.
fn verified(tests: &str) -> Vec<TestFinding> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = sound("tank");
    let series = data::series(LEVELS, SourceId(0), &mut diagnostics);
    let text = format!("format = 1\n{tests}");
    let read = read(("a.toml", &text), (&study, &series), &mut sources, &mut diagnostics);
    let found = source::render(diagnostics.iter(), &sources, false);
    verify(&study, &read.expect(&found), run::Simd::default()).expect("the tank runs")
}

/// What is wrong with a text, as a person sees it.
fn wrong(tests: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let text = format!("format = 1\n{tests}");
    let study = sound("tank");
    assert_eq!(
        read(("a.toml", &text), (&study, &[]), &mut sources, &mut diagnostics),
        None
    );
    source::render(diagnostics.iter(), &sources, false)
}

/// The means of three years, the third observed a tenth too high.
const LEVELS: &str = "\
series,period,value,unit,source_url,note
level,2000,105.75,litre,https://example.org,
level,2001,117.75,litre,https://example.org,
level,2002,142.725,litre,https://example.org,
";

fn test_of(measure: &str) -> String {
    format!(
        "[[tests]]\nid = \"T1\"\ntitle = \"t\"\nsource = \"by hand\"\nmeasures = [{{ label = \"m\", variable = \"Level\", {measure} }}]\n"
    )
}

fn got(measure: &str) -> f64 {
    verified(&test_of(measure))[0].figures[0].got
}

#[track_caller]
fn near(got: f64, expected: f64) {
    assert!((got - expected).abs() < 1e-9, "{got} is not {expected}");
}

#[test]
fn a_course_becomes_a_number() {
    near(got("reduce = \"at\", at = 2001"), 112.0);
    near(got("reduce = \"mean\", between = [2000, 2001]"), 105.75);
    near(got("reduce = \"max\", between = [2000, 2001]"), 111.5);
    near(got("reduce = \"integral\", between = [2000, 2002]"), 105.75 + 117.75);
}

#[test]
fn what_counts_per_month_is_integrated_in_months() {
    let measure = test_of("reduce = \"integral\", between = [2000, 2002]").replace("Level", "inflow");
    near(verified(&measure)[0].figures[0].got, 24.0);
}

#[test]
fn a_figure_may_be_divided_by_another_of_its_run() {
    near(got("reduce = \"at\", at = 2001, over = { at = 2000 }"), 1.12);
    near(
        got(
            "reduce = \"at\", at = 2001, over = { variable = \"inflow per year\", reduce = \"mean\", between = [2000, 2001] }",
        ),
        112.0 / 12.0,
    );
}

#[test]
fn a_run_may_be_compared_with_a_second_one() {
    let measure = "reduce = \"at\", at = 2001, set = { drain = 2 }, against = { drain = 1 }";
    near(got(measure), 88.0 / 100.0 - 1.0);
    near(got(&format!("{measure}, compare = \"difference\"")), -12.0);
}

#[test]
fn the_clock_can_be_set_too() {
    near(
        got("reduce = \"max\", between = [2000, 2001], set = { \"TIME STEP\" = 0.5 }"),
        111.5,
    );
}

#[test]
fn a_course_is_scored_against_a_series() {
    near(
        got("series = \"level\", score = \"worst\", between = [2000, 2002]"),
        0.0,
    );
    near(
        got("series = \"level\", score = \"worst\", between = [2000, 2003]"),
        1.0 - 129.75 / 142.725,
    );
    near(
        got("series = \"level\", score = \"mean\", between = [2000, 2003]"),
        (1.0 - 129.75 / 142.725) / 3.0,
    );
}

#[test]
fn constants_of_the_measure_hold_over_those_of_the_test() {
    let test = test_of("set = { drain = 1 }, reduce = \"at\", at = 2001")
        .replace("measures", "set = { drain = 9, inflow = 3 }\nmeasures");
    near(verified(&test)[0].figures[0].got, 100.0 + 24.0);
}

#[test]
fn a_test_is_missed_met_or_only_shown() {
    let verdict = |range: &str| verified(&test_of(&format!("reduce = \"at\", at = 2001{range}")))[0].verdict;
    assert_eq!(verdict(", low = 112, high = 112"), Verdict::Met);
    assert_eq!(verdict(", low = 112.1"), Verdict::Missed);
    assert_eq!(verdict(""), Verdict::Shown);
}

#[test]
fn no_number_is_a_miss() {
    let found = verified(&test_of(
        "reduce = \"at\", at = 2009, set = { \"root of\" = -1, drain = 1 }, low = 0",
    ));
    assert!(found[0].figures[0].got.is_nan());
    assert_eq!(found[0].verdict, Verdict::Missed);
}

/// A miss needs a written reason, and a reason that is no longer true must go.
#[test]
fn a_test_ends_as_the_study_says_or_fails() {
    let ended = |expect: &str, low: f64| {
        let measure = test_of(&format!("reduce = \"at\", at = 2001, low = {low}"));
        verified(&measure.replace("measures", &format!("expect = \"{expect}\"\nnote = \"why\"\nmeasures")))[0]
            .is_as_said()
    };
    assert!(ended("met", 1.0));
    assert!(!ended("met", 1000.0));
    assert!(ended("missed", 1000.0));
    assert!(!ended("missed", 1.0));
}

/// History lets through inflows x of 0.5 to 1.5, one in each of 50 strata; the level of 2004 is 100 + 48x.
#[test]
fn a_band_is_of_the_accepted_futures() {
    let band = |observed: f64, look: &str| {
        let text = format!(
            "[[tests]]\nid = \"T9\"\ntitle = \"t\"\nsource = \"by hand\"\nbands = [{{ label = \"b\", variable = \"Level\", {look}, observed = {observed} }}]\n"
        );
        let test = verified(&text).remove(0);
        assert_eq!(test.verdict, test.bands[0].verdict);
        test.bands[0].clone()
    };
    let at = "reduce = \"at\", at = 2004";
    let found = band(150.0, at);
    assert_eq!((found.futures, found.verdict), ((100, 50), Verdict::Met));
    // The 5 % point of 50 strata of width 0.02 from 0.5 on lies in the third or fourth of them.
    assert!(
        (100.0 + 48.0 * 0.54..=100.0 + 48.0 * 0.58).contains(&found.low),
        "{}",
        found.low
    );
    assert!(
        (100.0 + 48.0 * 1.42..=100.0 + 48.0 * 1.46).contains(&found.high),
        "{}",
        found.high
    );
    assert_eq!(band(126.0, at).verdict, Verdict::Missed);
    let ratio = band(1.0, "reduce = \"at\", at = 2004, over = { at = 2002 }");
    assert!(ratio.low > 1.1 && ratio.high < 1.3, "{ratio:?}");
    assert_eq!(ratio.verdict, Verdict::Missed);
}

#[test]
fn properties_of_the_study_are_counted() {
    let count = |of: &str| {
        let text = format!(
            "[[tests]]\nid = \"T17\"\ntitle = \"t\"\nsource = \"logic\"\ncounts = [{{ label = \"c\", of = \"{of}\", high = 0 }}]\n"
        );
        let test = verified(&text).remove(0);
        assert_eq!(test.verdict == Verdict::Met, test.figures[0].got == 0.0);
        test.figures[0].got
    };
    assert_eq!(count("levers that no policy moves"), 0.0);
    assert_eq!(count("levers without an effect"), 0.0);
    assert_eq!(count("levers without a word on cost"), 1.0, "the drain has none");
    assert_eq!(
        count("choices drawn unevenly"),
        1.0,
        "the meter holds three times as often"
    );
    assert_eq!(count("statements without a claim"), 0.0);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = "\
[[tests]]
id = \"T1\"
title = \"t\"
source = \"s\"
setting = \"publishd\"
expect = \"missed\"
measures = [
  { label = \"a\", variable = \"Levle\", reduce = \"at\", at = 2001 },
  { label = \"b\", variable = \"Level\", reduce = \"att\", at = 2001 },
  { label = \"c\", variable = \"Level\", reduce = \"mean\", between = [1990, 2001], low = 2, high = 1 },
  { label = \"d\", variable = \"Level\", series = \"levels\", score = \"worst\", between = [2000, 2001] },
  { label = \"e\", variable = \"Level\", reduce = \"at\", at = 2001, set = { drained = 1 } },
]
";
    insta::assert_snapshot!(wrong(text), @r#"
    error[missing-key]: the test `T1` is to be missed, and has no `note` that says why
     --> a.toml:3:7
      |
    3 | id = "T1"
      |       ^^
    error[unknown-setting]: the study has no setting `publishd`
     --> a.toml:6:12
      |
    6 | setting = "publishd"
      |            ^^^^^^^^
      |
      = help: [settings."publishd"] in study.toml
    error[unknown-variable]: the model has no variable `Levle`
     --> a.toml:9:30
      |
    9 |   { label = "a", variable = "Levle", reduce = "at", at = 2001 },
      |                              ^^^^^
      |
      = help: did you mean `Level`?
    error[unknown-word]: `att` is no way to make a number of a course
      --> a.toml:10:48
       |
    10 |   { label = "b", variable = "Level", reduce = "att", at = 2001 },
       |                                                ^^^
       |
       = help: did you mean `at`?
    error[window-beyond-model]: the model runs from 2000.00 to 2010.00
      --> a.toml:11:65
       |
    11 |   { label = "c", variable = "Level", reduce = "mean", between = [1990, 2001], low = 2, high = 1 },
       |                                                                 ^^^^^^^^^^^^
    error[empty-window]: `high` is below `low`
      --> a.toml:11:95
       |
    11 |   { label = "c", variable = "Level", reduce = "mean", between = [1990, 2001], low = 2, high = 1 },
       |                                                                                               ^
    error[unknown-series]: the data files have no series `levels`
      --> a.toml:12:48
       |
    12 |   { label = "d", variable = "Level", series = "levels", score = "worst", between = [2000, 2001] },
       |                                                ^^^^^^
    error[not-a-constant]: `drained` is computed by the model: only constants can be set
      --> a.toml:13:72
       |
    13 |   { label = "e", variable = "Level", reduce = "at", at = 2001, set = { drained = 1 } },
       |                                                                        ^^^^^^^
       |
       = help: name one of the constants that it is computed from
    "#);
}

#[test]
fn no_more_than_ten_thousand_figures() {
    let measure = "  { label = \"m\", variable = \"Level\", reduce = \"at\", at = 2001 },\n";
    let measures = measure.repeat(10_001);
    let test = format!("[[tests]]\nid = \"T1\"\ntitle = \"t\"\nsource = \"by hand\"\nmeasures = [\n{measures}]\n");
    insta::assert_snapshot!(wrong(&test), @"
    error[too-many-figures]: 10001 figures are more than the 10000 that are tested
    --> a.toml
     = help: leave tests out, or fewer measures, bands or counts of each
    ");
}
