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
    let words = view::brief(&fixture::findings(), &ReportOptions::default()).split_whitespace().count();
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

#[test]
fn explanations_that_cannot_be_judged_are_told_apart_from_those_rejected() {
    let mut findings = fixture::findings();
    let mut told = |survives: [Option<bool>; 3]| {
        let choices = findings.rivals[0].choices.iter_mut().zip(survives);
        choices.for_each(|(choice, survives)| choice.survives = survives);
        let brief = view::brief(&findings, &ReportOptions::default());
        let line = brief.lines().find(|l| l.starts_with("Not rejected by the record"));
        line.expect("the brief names what stands").to_owned()
    };
    let (yes, no) = (Some(true), Some(false));
    assert!(told([yes, no, None]).ends_with("short (1 of 3, 1 with too few futures to tell)."));
    assert!(told([no, no, no]).ends_with("none of them (0 of 3)."));
    assert!(told([None, None, None]).ends_with("not tested, too few futures."));
    assert!(told([yes, yes, yes]).ends_with("all 3."));
}
