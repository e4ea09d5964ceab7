//! The first screen: the document's question, what follows from each course, and how far to trust it.

use super::ScreenOptions;
use super::layout::{Cell, Row, Screen, Weight, bold, cell};
use crate::claim;
use crate::history;
use crate::look;
use crate::words::Words;
use findings::{ClaimFinding, Findings, OutcomeInfo, PolicyInfo};

/// How many series of the history a first screen has room for.
const SERIES: usize = 3;

/// The answer of a study on one screen, in plain words: claims, policies, the model against history, what
/// it cannot tell, and where to read on.
pub fn first_screen(findings: &Findings, options: &ScreenOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let mut screen = Screen::new(options.columns(), options.color);
    screen.paragraph(&findings.title, 0, Weight::Bold);
    for text in [&findings.introduction].into_iter().filter(|t| !t.is_empty()) {
        screen.paragraph(text, 0, Weight::Plain);
    }
    screen.blank();
    screen.paragraph(&sample(findings, options, words), 0, Weight::Plain);
    claims(&mut screen, findings, words);
    policies(&mut screen, findings, words);
    reading(&mut screen, findings, words);
    past(&mut screen, findings, words);
    limits(&mut screen, findings, words);
    onward(&mut screen, options, words);
    screen.finish()
}

/// How many futures count, of how many, and what it took.
fn sample(findings: &Findings, options: &ScreenOptions, words: &Words) -> String {
    let sample = &findings.sample;
    let (from, until) = sample.window;
    let policies = look::shown_policies(findings).len();
    let counted = history::accepted(findings, words);
    let rest = [
        words.count(policies, "policy", "policies"),
        words.years(from, until),
        words.seconds(options.elapsed_seconds),
    ];
    format!("{counted}; {}", rest.join(", "))
}

fn claims(screen: &mut Screen, findings: &Findings, words: &Words) {
    let claims = look::screen_claims(findings);
    if claims.is_empty() {
        return;
    }
    screen.blank();
    let headings = [
        words.say(claim::claims_heading(findings)),
        words.say("holds in"),
        words.say("across mechanisms"),
        words.say("depends most on"),
    ]
    .map(str::to_owned);
    let mut rows: Vec<Row> = claims
        .iter()
        .map(|(claim, says)| claim_row(claim, says, words))
        .collect();
    // The unit stands once, at the first figure.
    if let Some((row, claim)) = rows.iter_mut().zip(&claims).find(|(_, (c, _))| c.share.is_some()) {
        row.cells[1] = bold(claim::holds_in_futures(claim.0, words));
    }
    screen.table(&headings, &[0, 3], &rows);
}

fn claim_row(claim: &ClaimFinding, says: &str, words: &Words) -> Row {
    let driver = match claim.drivers.first() {
        Some(driver) => claim::driver(driver, words),
        None if claim.share.is_some() => words.say("no single assumption dominates").to_owned(),
        None => String::new(),
    };
    let share = bold(claim::holds_in(claim, words));
    Row {
        cells: vec![cell(says), share, cell(claim::across(claim, words)), cell(driver)],
        notes: claim_notes(claim, says, words),
    }
}

/// What was tested, where mechanisms or samples differ, the rival, and what is undecided.
fn claim_notes(claim: &ClaimFinding, says: &str, words: &Words) -> Vec<String> {
    let mut notes = Vec::new();
    if claim.says != says && !claim.predicate.is_empty() {
        notes.push(format!("{} {}", words.say("Tested:"), claim.says));
    }
    notes.extend(claim::apart_notes(claim, words));
    notes.extend(claim::beside(claim, words));
    if let Some(why) = &claim.unfair {
        notes.push(format!("{} {why}", words.say("Not tested:")));
    }
    if !claim.rival.is_empty() {
        notes.push(format!("{} {}", words.say("Counter-argument:"), claim.rival));
    }
    notes.extend(undecided(claim, words));
    notes
}

fn undecided(claim: &ClaimFinding, words: &Words) -> Option<String> {
    let futures = words.count(claim.undecided, "future", "futures");
    let told = || words.fill("Undecided in {futures}, where a run failed", &[("futures", &futures)]);
    (claim.undecided > 0).then(told)
}

fn policies(screen: &mut Screen, findings: &Findings, words: &Words) {
    let outcomes = look::screen_outcomes(findings);
    let policies = look::shown_policies(findings);
    if outcomes.is_empty() || policies.is_empty() {
        return;
    }
    screen.blank();
    let title = words.fill(
        "Change relative to \"{reference}\", future by future",
        &[("reference", &findings.reference)],
    );
    let named = outcomes.iter().map(|o| look::heading(o).to_owned());
    let headings: Vec<String> = [title].into_iter().chain(named).collect();
    let row = |policy: &&PolicyInfo| policy_row(findings, &policy.name, &outcomes, words);
    let rows: Vec<Row> = policies.iter().map(row).collect();
    screen.table(&headings, &[0], &rows);
}

fn policy_row(findings: &Findings, policy: &str, outcomes: &[&OutcomeInfo], words: &Words) -> Row {
    let cells = outcomes.iter().map(|o| outcome_cell(findings, policy, o, words));
    Row {
        cells: [cell(policy)].into_iter().chain(cells).collect(),
        notes: Vec::new(),
    }
}

/// The level under the reference, the change under any other policy.
fn outcome_cell(findings: &Findings, policy: &str, outcome: &OutcomeInfo, words: &Words) -> Cell {
    cell(look::result(findings, policy, &outcome.name).map_or(String::new(), |r| look::against_reference(r, words)))
}

/// How to read the two tables.
fn reading(screen: &mut Screen, findings: &Findings, words: &Words) {
    if !findings.results.is_empty() {
        let text = "Median (5th–95th percentile).";
        screen.paragraph(words.say(text), 0, Weight::Dim);
    }
    if !findings.claims.is_empty() {
        screen.paragraph(
            words.say("A share of sampled futures is not a probability."),
            0,
            Weight::Dim,
        );
    }
    let failed = look::failed_runs(findings);
    if failed > 0 {
        let runs = words.count(failed, "run", "runs");
        let text = "{runs} failed. Failed runs are counted, left out of averages and listed in the report.";
        screen.paragraph(&words.fill(text, &[("runs", &runs)]), 0, Weight::Plain);
    }
}

/// The years that were not used to fit, where the model misses first; then the fit.
fn past(screen: &mut Screen, findings: &Findings, words: &Words) {
    if findings.history.is_empty() {
        return;
    }
    screen.blank();
    screen.paragraph(words.say("Fit to the record"), 0, Weight::Bold);
    let tested = history::tested(findings);
    for series in tested.iter().take(SERIES) {
        screen.paragraph(
            &format!(
                "  {}",
                history::verdict(series, &history::name(findings, series), words)
            ),
            4,
            Weight::Plain,
        );
    }
    if tested.len() > SERIES {
        let n = words.whole(tested.len() - SERIES);
        screen.paragraph(&words.fill("  {n} more in the report", &[("n", &n)]), 4, Weight::Plain);
    }
    if let Some(fit) = history::fit(findings, words) {
        screen.paragraph(&format!("  {fit}"), 4, Weight::Plain);
    }
}

fn limits(screen: &mut Screen, findings: &Findings, words: &Words) {
    if !findings.cannot_tell.is_empty() {
        screen.blank();
        let list = look::joined_sentences(&findings.cannot_tell);
        screen.paragraph(
            &format!("{} {list}", words.say("What it cannot tell:")),
            0,
            Weight::Plain,
        );
    }
    if !findings.help.is_empty() {
        screen.blank();
        screen.paragraph(&findings.help, 0, Weight::Plain);
    }
}

/// Where the report is, and what to type next.
fn onward(screen: &mut Screen, options: &ScreenOptions, words: &Words) {
    let files = files(options, words);
    let has_next = !options.study_path.is_empty();
    if !files.is_empty() || has_next {
        screen.blank();
    }
    if !files.is_empty() {
        screen.items(words.say("Report"), &files);
    }
    if has_next {
        screen.items(words.say("Next"), &next(&shell_word(&options.study_path)));
    }
}

fn files(options: &ScreenOptions, words: &Words) -> Vec<String> {
    let article = || format!("{}  {}", words.say("Every line of the article"), options.article_path);
    let report = (!options.report_path.is_empty()).then(|| options.report_path.clone());
    let article = (!options.article_path.is_empty()).then(article);
    report.into_iter().chain(article).collect()
}

fn next(study: &str) -> [String; 3] {
    [
        format!("counterflow study {study} --full"),
        format!("counterflow evidence {study}"),
        "counterflow run your-model.mdl".to_owned(),
    ]
}

/// A path as it can be typed into a shell.
fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ':' | '\\');
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
