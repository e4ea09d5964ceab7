//! The brief as a reader of Markdown sees it.

use crate::fixture;
use view::ReportOptions;

#[test]
fn the_brief_of_a_study() {
    insta::assert_snapshot!(view::brief(&fixture::findings(), &ReportOptions::default()));
}

#[test]
fn two_pages_hold_it() {
    // A page of 11 point text holds some 500 words; tables are denser.
    let words = view::brief(&fixture::findings(), &ReportOptions::default())
        .split_whitespace()
        .count();
    assert!(words < 1000, "{words} words");
}

#[test]
fn no_sentence_rests_on_a_number_read_in_one_copy_alone() {
    let mut findings = fixture::findings();
    let series = &mut findings.history[0];
    let last = series.points.last_mut().expect("the fixture has history");
    (last.observed, last.one_copy) = (77_777.0, true);
    let shown = view::brief(&findings, &ReportOptions::default());
    assert!(!shown.contains("78k"), "the brief rests on a single copy:\n{shown}");
    assert!(
        view::report(&findings, &Default::default()).contains("(one copy)"),
        "the report's table marks it"
    );
}
