//! Claims: what parses, what holds, and what is wrong with the others.

use super::{Pair, Scope, check, parse};
use crate::file::{Placed, Report};
use source::{Sources, Span};
use units::Unit;

/// Outcomes `deaths` (person), `rate` (person/year) and `trust` (dmnl); policies `none` and `force`.
fn scope() -> Scope<'static> {
    let outcome = |name, unit| (name, Unit::parse(unit));
    Scope {
        outcomes: vec![
            outcome("deaths", "person"),
            outcome("rate", "person/year"),
            outcome("trust", "dmnl"),
        ],
        policies: vec!["none", "force"],
    }
}

fn read(text: &str) -> (Option<super::Predicate>, String) {
    let mut sources = Sources::new();
    let id = sources.add("claim", text);
    let placed = Placed {
        value: text.to_string(),
        span: Span::new(id, 0, text.len()),
    };
    let report = Report::default();
    let predicate = parse(&placed, &report).and_then(|written| check(&placed, &written, &scope(), &report));
    let findings = source::render(report.into_inner().iter(), &sources, false);
    (predicate, findings)
}

/// Whether a claim holds where deaths are 100 under `none` and 120 under `force`, rates 10 and 12, trust 0.5 and 0.
fn holds(text: &str) -> Option<bool> {
    let (predicate, findings) = read(text);
    let predicate = predicate.unwrap_or_else(|| panic!("{text} has findings:\n{findings}"));
    let values = [[100.0, 120.0], [10.0, 12.0], [0.5, 0.0]];
    predicate.holds(0, &|p: Pair| values[p.outcome][p.policy])
}

#[test]
fn what_holds_and_what_does_not() {
    let table = [
        ("'deaths' @ 'force' > 'deaths' @ 'none'", Some(true)),
        ("'deaths'@'force' <= 'deaths'@'none'", Some(false)),
        ("change('deaths' @ 'force') > 0.1", Some(true)),
        ("change('deaths' @ 'force') > 20 %", Some(false)),
        ("change('deaths' @ 'force') >= 20%", Some(true)),
        ("'deaths' @ 'force' - 'deaths' @ 'none' = 20", Some(true)),
        ("'deaths' @ 'force' > 1.1 * 'deaths' @ 'none'", Some(true)),
        ("'deaths' @ 'none' / 'rate' @ 'none' = 10", Some(true)),
        ("not 'trust' @ 'force' > 0 and 'trust' @ 'none' > 0", Some(true)),
        ("'trust' @ 'force' > 1 or 'trust' @ 'none' > 0 and 1 < 2", Some(true)),
        ("('trust' @ 'none' > 1 or 1 < 2) and 2 < 1", Some(false)),
        ("-'trust' @ 'none' < 0", Some(true)),
        ("abs('deaths' @ 'none' - 'deaths' @ 'force') < 20.5", Some(true)),
        ("min('deaths' @ 'none', 'deaths' @ 'force', 7) <> 7", Some(false)),
        ("max(1, 2 + 3 * 4) = 14", Some(true)),
        ("1 - 2 - 3 = -4", Some(true)),
        ("8 / 4 / 2 = 1", Some(true)),
        ("281_000 ≥ 2.81e5", Some(true)),
        ("'trust' @ 'none' / 'trust' @ 'force' > 1", None),
        ("change('trust' @ 'force') < 0", Some(true)),
    ];
    for (text, expected) in table {
        assert_eq!(holds(text), expected, "{text}");
    }
}

#[test]
fn a_failed_run_leaves_a_claim_undecided() {
    let (predicate, _) = read("'trust' @ 'none' > 0 or 'deaths' @ 'force' > 0");
    let failed = |p: Pair| if p.policy == 1 { f64::NAN } else { 1.0 };
    assert_eq!(predicate.and_then(|p| p.holds(0, &failed)), None);
}

#[test]
fn a_change_needs_the_reference_too() {
    let (predicate, _) = read("change('deaths' @ 'force') > 0");
    let pairs = predicate.map(|p| p.pairs(0)).unwrap_or_default();
    let pair = |policy| Pair { outcome: 0, policy };
    assert_eq!(pairs, [pair(0), pair(1)]);
}

#[track_caller]
fn finding(text: &str) -> String {
    let (_, findings) = read(text);
    assert!(!findings.is_empty(), "{text} has no finding");
    findings
}

#[test]
fn every_unknown_name_is_told() {
    insta::assert_snapshot!(finding("'death' @ 'forse' > 'deaths' @ 'nobody'"), @"
    error[unknown-outcome]: no outcome is called `death`
     --> claim:1:1
      |
    1 | 'death' @ 'forse' > 'deaths' @ 'nobody'
      | ^^^^^^^
      |
      = help: did you mean `deaths`?
    error[unknown-policy]: no policy is called `forse`
     --> claim:1:11
      |
    1 | 'death' @ 'forse' > 'deaths' @ 'nobody'
      |           ^^^^^^^
      |
      = help: did you mean `force`?
    error[unknown-policy]: no policy is called `nobody`
     --> claim:1:32
      |
    1 | 'death' @ 'forse' > 'deaths' @ 'nobody'
      |                                ^^^^^^^^
    ");
}

#[test]
fn units_must_agree() {
    insta::assert_snapshot!(finding("'deaths' @ 'force' > 'rate' @ 'none'"), @"
    error[claim-compares-units]: this compares `person` with `person/year`
     --> claim:1:22
      |
    1 | 'deaths' @ 'force' > 'rate' @ 'none'
      | ------------------   ^^^^^^^^^^^^^^^ in `person/year`
      | |
      | in `person`
      |
      = help: `change('outcome' @ 'policy')` has no unit
    ");
}

#[test]
fn a_claim_is_a_comparison() {
    insta::assert_snapshot!(finding("'deaths' @ 'force'"), @"
    error[claim-not-a-predicate]: this is a number, not a comparison
     --> claim:1:1
      |
    1 | 'deaths' @ 'force'
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: a claim either holds or does not: compare it, as in `… > 0.05`
    ");
    insta::assert_snapshot!(finding("('trust' @ 'none' > 1) + 1 > 2"), @"
    error[claim-truth-as-number]: this either holds or does not: it is not a number
     --> claim:1:2
      |
    1 | ('trust' @ 'none' > 1) + 1 > 2
      |  ^^^^^^^^^^^^^^^^^^^^
      |
      = help: `and`, `or` and `not` join what holds or does not
    ");
    insta::assert_snapshot!(finding("'trust' @ 'none' > 1 and 'trust' @ 'force'"), @"
    error[claim-not-a-predicate]: this is a number, not a comparison
     --> claim:1:26
      |
    1 | 'trust' @ 'none' > 1 and 'trust' @ 'force'
      |                          ^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn mistakes_of_grammar() {
    insta::assert_snapshot!(finding("'deaths' > 3"), @"
    error[claim-syntax]: under which policy is `deaths` meant?
     --> claim:1:1
      |
    1 | 'deaths' > 3
      | ^^^^^^^^
      |
      = help: write `'deaths' @ 'policy'`
    ");
    insta::assert_snapshot!(finding("0 < 'deaths' @ 'none' < 3"), @"
    error[claim-syntax]: a second comparison of the same number
     --> claim:1:23
      |
    1 | 0 < 'deaths' @ 'none' < 3
      |                       ^
      |
      = help: join two comparisons with `and`
    ");
    insta::assert_snapshot!(finding("share('deaths' @ 'none' > 3) > 0.5"), @"
    error[claim-syntax]: `share` has no meaning in a claim
     --> claim:1:1
      |
    1 | share('deaths' @ 'none' > 3) > 0.5
      | ^^^^^
      |
      = help: write the predicate alone: its share of the futures is reported for every claim
    ");
    insta::assert_snapshot!(finding("chnge('deaths' @ 'none') > 3"), @"
    error[claim-syntax]: `chnge` has no meaning in a claim
     --> claim:1:1
      |
    1 | chnge('deaths' @ 'none') > 3
      | ^^^^^
      |
      = help: did you mean `change`?
    ");
    insta::assert_snapshot!(finding("('deaths' @ 'none' > 3"), @"
    error[claim-syntax]: the claim ends here, where `)` was expected
     --> claim:1:23
      |
    1 | ('deaths' @ 'none' > 3
      |                       ^
    ");
    insta::assert_snapshot!(finding("'deaths @ none > 3"), @"
    error[claim-syntax]: this name has no closing quote
     --> claim:1:1
      |
    1 | 'deaths @ none > 3
      | ^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(finding("1 ? 2"), @"
    error[claim-syntax]: `?` has no meaning in a claim
     --> claim:1:3
      |
    1 | 1 ? 2
      |   ^
    ");
    insta::assert_snapshot!(finding("1e400 > 2"), @"
    error[claim-syntax]: `1e400` is not a number
     --> claim:1:1
      |
    1 | 1e400 > 2
      | ^^^^^
    ");
    insta::assert_snapshot!(finding("abs(1, 2) > 2"), @"
    error[claim-syntax]: this takes one argument, and has 2
     --> claim:1:1
      |
    1 | abs(1, 2) > 2
      | ^^^
    ");
    insta::assert_snapshot!(finding(""), @"
    error[claim-syntax]: the claim ends here, where a number, `'outcome' @ 'policy'`, a function or `(` was expected
    --> claim
    ");
}

#[test]
fn nesting_has_a_limit() {
    let deep = format!("{}1{} > 0", "(".repeat(100), ")".repeat(100));
    insta::assert_snapshot!(finding(&deep).lines().next().unwrap_or_default(), @"error[claim-syntax]: this is nested more than 64 deep");
    let long = format!("1{} > 0", " + 1".repeat(20_000));
    insta::assert_snapshot!(finding(&long).lines().next().unwrap_or_default(), @"error[claim-syntax]: a claim has at most 1000 words and signs, and this one 40003");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "['@<>=+*/(),a-z0-9 .%-]{0,60}") {
        let _ = read(&text);
    }
}

/// Outcomes as the plan has them: of `deaths` and `rate` a share makes sense, of `trust` it does not.
fn planned() -> Vec<experiment::plan::Outcome> {
    let outcome = |name: &str| experiment::plan::Outcome {
        name: name.into(),
        measure: experiment::Measure::at(experiment::plan::CellId::from(::check::VariableId(0)), 0.0),
        how: String::new(),
        heading: String::new(),
        unit: String::new(),
        better: findings::Better::Lower,
        fail: None,
        first_screen: false,
        relative: name != "trust",
        balance: false,
    };
    ["deaths", "rate", "trust"].map(outcome).to_vec()
}

/// The threshold of a comparison of `force` with `none`, whether it is a share, and whether more is asked for.
fn compared(text: &str) -> Option<(f64, bool, bool)> {
    let (predicate, findings) = read(text);
    let comparison = predicate.unwrap_or_else(|| panic!("{findings}")).comparison(&planned(), 0)?;
    assert_eq!((comparison.judged.policy, comparison.against.policy), (1, 0));
    Some((comparison.threshold, comparison.relative(), comparison.more()))
}

#[test]
fn comparisons_of_one_outcome_under_two_policies() {
    let table = [
        (
            "'deaths' @ 'force' < 0.98 * 'deaths' @ 'none'",
            Some((-0.02, true, false)),
        ),
        ("'deaths' @ 'force' > 'deaths' @ 'none'", Some((0.0, true, true))),
        (
            "'deaths' @ 'none' * 98 % >= 'deaths' @ 'force'",
            Some((-0.02, true, false)),
        ),
        ("2 * 'deaths' @ 'none' < 'deaths' @ 'force'", Some((1.0, true, true))),
        ("'deaths' @ 'force' - 'deaths' @ 'none' > 20", Some((20.0, false, true))),
        (
            "'deaths' @ 'force' < 'deaths' @ 'none' - 20",
            Some((-20.0, false, false)),
        ),
        ("'trust' @ 'force' < 'trust' @ 'none'", Some((0.0, false, false))),
        ("change('deaths' @ 'force') > 10 %", Some((0.1, true, true))),
        ("-change('deaths' @ 'force') / 2 >= 5 %", Some((-0.1, true, false))),
        ("'deaths' @ 'force' > 20", None),
        ("'deaths' @ 'force' = 'deaths' @ 'none'", None),
        ("'deaths' @ 'force' < 0.9 * 'deaths' @ 'none' - 3", None),
        ("abs('deaths' @ 'force' - 'deaths' @ 'none') > 3", None),
        ("'deaths' @ 'force' > 'deaths' @ 'none' and 1 < 2", None),
        ("not 'deaths' @ 'force' > 'deaths' @ 'none'", None),
        ("change('deaths' @ 'none') > 0", None),
    ];
    for (text, expected) in table {
        if text == "change('deaths' @ 'none') > 0" {
            assert!(read(text).0.unwrap().comparison(&planned(), 0).is_none());
        } else {
            assert_eq!(compared(text), expected, "{text}");
        }
    }
}

/// Deaths are 100 under `none` and 120 under `force`, trust 0.5 and 0.
#[test]
fn the_opposite_is_as_much_the_other_way() {
    let table = [
        ("'deaths' @ 'force' < 0.9 * 'deaths' @ 'none'", Some(true)),
        ("'deaths' @ 'force' < 0.8 * 'deaths' @ 'none'", Some(false)),
        ("'deaths' @ 'force' <= 0.8 * 'deaths' @ 'none'", Some(true)),
        ("'deaths' @ 'force' - 'deaths' @ 'none' < -10", Some(true)),
        ("change('deaths' @ 'force') < -30 %", Some(false)),
        ("'trust' @ 'force' > 'trust' @ 'none' + 0.2", Some(true)),
    ];
    let values = [[100.0, 120.0], [10.0, 12.0], [0.5, 0.0]];
    for (text, expected) in table {
        let opposite = read(text).0.unwrap().opposite(&planned(), 0).unwrap();
        let holds = opposite.holds(0, &|p: Pair| values[p.outcome][p.policy]);
        assert_eq!(holds, expected, "{text}");
    }
}
