//! The first screen and the ledger, as a person at a terminal sees them.

use crate::fixture;
use view::{ScreenOptions, evidence_screen, first_screen};

fn options(width: usize) -> ScreenOptions {
    ScreenOptions {
        width,
        elapsed_seconds: 1.83,
        report_path: "studies/us-mexico/results/report.html".into(),
        article_path: "studies/us-mexico/ARTICLE.md".into(),
        study_path: "studies/us-mexico".into(),
        ..Default::default()
    }
}

#[test]
fn the_first_screen_in_a_hundred_columns() {
    insta::assert_snapshot!(first_screen(&fixture::findings(), &options(100)));
}

#[test]
fn the_first_screen_in_sixty_columns() {
    insta::assert_snapshot!(first_screen(&fixture::findings(), &options(60)));
}

#[test]
fn the_ledger_in_a_hundred_columns() {
    insta::assert_snapshot!(evidence_screen(&fixture::findings(), &options(100)));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [0, 60, 72, 80, 99, 100, 300] {
        let used = width.clamp(60, 100);
        for screen in [first_screen, evidence_screen] {
            let text = screen(&fixture::findings(), &options(width));
            let widest = text.lines().max_by_key(|l| l.chars().count()).unwrap();
            assert!(widest.chars().count() <= used, "{width}: {widest}");
        }
    }
}

#[test]
fn color_changes_no_word() {
    let plain = first_screen(&fixture::findings(), &options(100));
    let colored = first_screen(
        &fixture::findings(),
        &ScreenOptions {
            color: true,
            ..options(100)
        },
    );
    assert!(!plain.contains('\u{1b}'));
    assert!(colored.contains('\u{1b}'));
    let stripped = ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"]
        .iter()
        .fold(colored, |text, code| text.replace(code, ""));
    assert_eq!(stripped, plain);
}

#[test]
fn few_deciding_futures_are_counted_not_shared() {
    let mut findings = fixture::findings();
    findings.claims[0].decided = 12;
    findings.claims[0].share = Some(8.0 / 12.0);
    assert!(first_screen(&findings, &options(100)).contains("8 of 12 futures"));
}

#[test]
fn a_study_without_anything_still_has_a_screen() {
    let text = first_screen(&findings::Findings::default(), &ScreenOptions::default());
    assert!(text.contains("0 sampled futures"), "{text}");
}

#[test]
fn shares_that_differ_by_mechanism_are_not_pooled() {
    let findings = fixture::findings();
    let claim = &findings.claims[1];
    assert_eq!((claim.share, claim.apart.len()), (Some(0.586), 1));
    let screen = first_screen(&findings, &options(100));
    assert!(screen.contains("20 · 66 · 100 %"));
    assert!(screen.contains("By \"trust recovers\": fully 20 %, in part 66 %, never 100 % (not pooled)"));
    let options = view::ReportOptions::default();
    let report = view::report(&findings, &options);
    let answer = view::chart::answer(&findings, options.language);
    for text in [screen, view::brief(&findings, &options), report, answer] {
        assert!(
            !text.contains("59 %") && !text.contains("59\u{A0}%"),
            "the pooled share is shown"
        );
    }
}
