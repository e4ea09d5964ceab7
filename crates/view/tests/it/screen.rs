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
    let stripped = ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"].iter().fold(colored, |text, code| text.replace(code, ""));
    assert_eq!(stripped, plain);
}

#[test]
fn few_deciding_futures_are_counted_not_shared() {
    let mut findings = fixture::findings();
    findings.claims[0].decided = 12;
    findings.claims[0].share = Some(8.0 / 12.0);
    assert!(first_screen(&findings, &options(100)).contains("8 of 12 "));
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
    assert!(
        screen.contains("It destroys trust for good           20–100 %  10–50 %"),
        "{screen}"
    );
    let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("By \"trust recovers\": fully 20 %, in part 66 %, never 100 % (not averaged)"));
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

/// The row of the table that begins with a claim.
fn row<'a>(screen: &'a str, claim: &str) -> &'a str {
    let row = screen.lines().find(|line| line.starts_with(claim));
    row.unwrap_or_else(|| panic!("no row for {claim} in\n{screen}"))
}

#[test]
fn the_answer_comes_first_and_no_claim_gives_way_to_a_column() {
    for width in [60, 80, 100] {
        let screen = first_screen(&fixture::findings(), &options(width));
        let sentence = screen.find("- Force: homicides rise in 72 % of futures.").unwrap();
        assert!(sentence < screen.find("What the article says").unwrap());
        let claim = row(&screen, "Unilateral force escalates violence");
        assert!(claim.contains("72 %") && claim.contains("61 %"), "{claim}");
        assert_eq!(claim.contains("69 %"), width > 60, "{width}: {claim}");
    }
}

#[test]
fn where_nothing_survives_words_say_why() {
    let mut findings = fixture::findings();
    for claim in &mut findings.claims {
        claim.survivors = None;
    }
    let mut screen = |survives: Option<bool>, nobody: &[&str]| {
        let choices = findings.rivals[0].choices.iter_mut();
        choices.for_each(|c| c.survives = survives);
        findings.nobody_survives = nobody.iter().map(|n| (*n).to_owned()).collect();
        let text = first_screen(&findings, &options(100));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let untested = screen(None, &[]);
    assert!(
        untested.contains("too few futures to test the explanations"),
        "{untested}"
    );
    let rejected = screen(Some(false), &["conflict after a removal"]);
    assert!(rejected.contains("the record rejects every explanation"), "{rejected}");
    let empty = screen(Some(true), &[]);
    assert!(empty.contains("no future is left"), "{empty}");
    for text in [untested, rejected, empty] {
        assert!(!text.contains("NaN") && !text.contains("Survivors:"), "{text}");
    }
}

#[test]
fn a_policy_that_changes_little_is_named_and_not_shown() {
    let mut findings = fixture::findings();
    for result in findings.results.iter_mut().filter(|r| r.policy == "social programmes") {
        let small = |band: findings::Band| findings::Band { median: 0.001, ..band };
        (result.change, result.relative) = (result.change.map(small), result.relative.map(small));
    }
    let screen = first_screen(&findings, &options(100));
    assert!(
        screen.contains("Little change, each median below 2 %: social programmes."),
        "{screen}"
    );
    assert!(
        !screen.lines().any(|l| l.starts_with("social programmes  ")),
        "{screen}"
    );
}

#[test]
fn a_question_that_nobody_answers_is_named_where_others_have_survivors() {
    let mut findings = fixture::findings();
    findings.nobody_survives = vec!["is trust recoverable".into()];
    let mut untested = findings.rivals[0].clone();
    untested.alternative = "what programmes do".into();
    untested.choices.iter_mut().for_each(|c| c.survives = None);
    findings.rivals.push(untested);
    let screen = first_screen(&findings, &options(100));
    let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("It rejects every explanation of: is trust recoverable."),
        "{flat}"
    );
    assert!(
        flat.contains("Too few futures to test any explanation of: what programmes do."),
        "{flat}"
    );
}
