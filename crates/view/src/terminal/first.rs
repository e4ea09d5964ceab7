//! The first screen: the document's question, what follows from each course, and how far to trust it.

use super::layout::{Screen, Weight};
use super::{ScreenOptions, answer, courses};
use crate::words::Words;
use crate::{claim, history, look};
use findings::Findings;

/// How many series of the history a first screen has room for.
const SERIES: usize = 3;

/// The answer of a study on one screen, in plain words: sentences to repeat, claims, courses, the model against history,
/// what it cannot tell, and where to read on.
pub fn first_screen(findings: &Findings, options: &ScreenOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let mut screen = Screen::new(options.columns(), options.color);
    screen.paragraph(&findings.title, 0, Weight::Bold);
    for text in [&findings.introduction].into_iter().filter(|t| !t.is_empty()) {
        screen.paragraph(text, 0, Weight::Plain);
    }
    screen.paragraph(&sample(findings, options, words), 0, Weight::Plain);
    answer::sentences(&mut screen, findings, words);
    answer::claims(&mut screen, findings, words);
    courses::balances(&mut screen, findings, words);
    courses::policies(&mut screen, findings, words);
    failed(&mut screen, findings, words);
    past(&mut screen, findings, words);
    limits(&mut screen, findings, words);
    onward(&mut screen, options, words);
    screen.finish()
}

/// How many futures count, of how many, what it took, and from what change on an effect counts.
fn sample(findings: &Findings, options: &ScreenOptions, words: &Words) -> String {
    let (from, until) = findings.sample.window;
    let rest = [
        words.count(look::shown_policies(findings).len(), "policy", "policies"),
        words.years(from, until),
        words.seconds(options.elapsed_seconds),
    ];
    let counted = [
        Some(history::accepted(findings, words)),
        Some(rest.join(", ")),
        claim::yardstick(findings, words),
    ];
    counted.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Runs that failed, if any did.
fn failed(screen: &mut Screen, findings: &Findings, words: &Words) {
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

/// What the study cannot tell, each in a line; the reasons are in the report.
fn limits(screen: &mut Screen, findings: &Findings, words: &Words) {
    if !findings.cannot_tell.is_empty() {
        screen.blank();
        screen.paragraph(words.say("What it cannot tell"), 0, Weight::Bold);
        for limit in look::limits(findings) {
            screen.paragraph(&format!("- {limit}"), 2, Weight::Plain);
        }
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
