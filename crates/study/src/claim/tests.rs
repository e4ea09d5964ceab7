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
    let deep = format!("{}1{} > 0", "(".repeat(1000), ")".repeat(1000));
    insta::assert_snapshot!(finding(&deep).lines().next().unwrap_or_default(), @"error[claim-syntax]: this is nested more than 64 deep");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "['@<>=+*/(),a-z0-9 .%-]{0,60}") {
        let _ = read(&text);
    }
}
