//! Whatever a study's texts contain and whatever its numbers are, nothing escapes and nothing panics.

use crate::{arbitrary, fixture, report};
use findings::Findings;
use proptest::prelude::*;
use serde_json::Value;
use view::{Language, ReportOptions, ScreenOptions};

/// Ends attributes and elements, opens a script, steers a terminal, turns text around and breaks a table.
const ATTACK: &str = "\"'><script>alert(1)</script></style><img src=x onerror=y>\u{1b}[31m\u{9b}2J\u{202e}\r\n# [x](javascript:y) | `z` &amp; <!--";

/// Words that stand for a choice of the findings.
const CHOICES: [&str; 11] = [
    "lower",
    "higher",
    "reinforcing",
    "balancing",
    "mixed",
    "silent",
    "open",
    "missing",
    "positive",
    "negative",
    "exogenous",
];

/// The fixture with the attack put into every one of its texts.
fn attacked() -> Findings {
    let mut value = serde_json::to_value(fixture::weighed()).expect("findings can be written");
    attack(&mut value);
    serde_json::from_value(value).expect("and read again")
}

fn attack(value: &mut Value) {
    match value {
        // Which direction is better, and what a link or a loop does, are choices, not texts.
        Value::String(text) if CHOICES.contains(&text.as_str()) => {}
        Value::String(text) => text.push_str(ATTACK),
        Value::Array(all) => all.iter_mut().for_each(attack),
        Value::Object(all) => all.values_mut().for_each(attack),
        _ => {}
    }
}

fn hostile_options() -> (ReportOptions, ScreenOptions) {
    let report = ReportOptions {
        study_path: ATTACK.into(),
        manifest: ATTACK.into(),
        others: vec![(Language::Spanish, ATTACK.into())],
        ..Default::default()
    };
    let screen = ScreenOptions {
        report_path: ATTACK.into(),
        article_path: ATTACK.into(),
        study_path: ATTACK.into(),
        ..Default::default()
    };
    (report, screen)
}

#[test]
fn a_report_of_hostile_names_has_the_elements_of_a_friendly_one_only() {
    let hostile = view::report(&attacked(), &hostile_options().0);
    report::is_sound(&hostile);
    assert!(!hostile.contains("<script"));
    assert!(!hostile.contains("<img"));
    assert!(!hostile.contains('\u{1b}') && !hostile.contains('\u{202e}'));
    let document = roxmltree::Document::parse(&hostile[hostile.find("<html").unwrap()..]).unwrap();
    let handlers = document.descendants().flat_map(|n| n.attributes()).filter(|a| a.name().starts_with("on"));
    assert_eq!(handlers.count(), 0);
    let text: String = document.descendants().filter_map(|n| n.text()).collect();
    assert!(
        text.contains("<script>alert(1)</script>"),
        "the names are shown, as text"
    );
}

#[test]
fn a_terminal_is_not_steered() {
    let options = hostile_options().1;
    for text in [
        view::first_screen(&attacked(), &options),
        view::evidence_screen(&attacked(), &options),
    ] {
        assert!(text.contains("<script>"), "the names are shown as they are");
        let steering = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
        assert_eq!(text.chars().find(steering), None);
    }
}

#[test]
fn a_brief_holds_no_markup_from_names() {
    let text = view::brief(&attacked(), &ReportOptions::default());
    let mut before = ' ';
    for c in text.chars() {
        let is_bare = before != '\\' && matches!(c, '<' | '[' | '`');
        assert!(!is_bare, "a bare {c:?} in the brief");
        before = c;
    }
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let tables = text.lines().filter(|l| l.starts_with('|')).collect::<Vec<_>>();
    for pair in tables.windows(2).filter(|w| w[1].starts_with("| ---")) {
        assert_eq!(columns(pair[0]), columns(pair[1]), "{}", pair[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_findings_are_too_strange(seed: u64, width in 0_usize..200) {
        let findings = arbitrary::findings(seed);
        let language = if seed.is_multiple_of(2) { Language::English } else { Language::Spanish };
        let options = ReportOptions { language, ..Default::default() };
        report::is_sound(&view::report(&findings, &options));
        view::brief(&findings, &options);
        let options = ScreenOptions { width, elapsed_seconds: f64::NAN, language, ..Default::default() };
        view::first_screen(&findings, &options);
        view::evidence_screen(&findings, &options);
    }
}

#[test]
fn strange_findings_hold_something() {
    let all: Vec<Findings> = (0..50).map(arbitrary::findings).collect();
    assert!(all.iter().any(|f| { f.charts.iter().any(|c| c.fans.iter().any(|fan| fan.policy == f.reference)) }));
    assert!(all.iter().any(|f| f.results.iter().any(|r| r.level.low.is_nan())));
    assert!(all.iter().any(|f| { f.claims.iter().any(|c| c.share.is_some() && !c.branches.is_empty()) }));
}
