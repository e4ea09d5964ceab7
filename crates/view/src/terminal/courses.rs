//! The courses: harm and benefit of each side by side, then the outcomes of the first screen.

use super::layout::{Cell, Row, Screen, Weight, cell};
use crate::words::Words;
use crate::{balance, look};
use findings::{Balance, Findings, OutcomeInfo};

/// In what share of futures each course makes each outcome better, and worse.
pub(super) fn balances(screen: &mut Screen, findings: &Findings, words: &Words) {
    let outcomes = balance::outcomes(findings);
    let moving = balance::moving(findings);
    if moving.is_empty() {
        return;
    }
    screen.blank();
    let (headings, rows) = weighed(findings, &moving, &outcomes, words);
    screen.parted_table(&headings, &rows);
    screen.paragraph(&balance::reading(findings, words), 0, Weight::Dim);
    let still = balance::still(findings);
    if !still.is_empty() {
        let text = words.fill("They move none of these: {courses}.", &[("courses", &still.join("; "))]);
        screen.paragraph(&text, 0, Weight::Plain);
    }
}

fn weighed(
    findings: &Findings,
    courses: &[&Balance],
    outcomes: &[&OutcomeInfo],
    words: &Words,
) -> (Vec<String>, Vec<Row>) {
    let title = words.fill(
        "Compared with \"{reference}\", better/worse in %",
        &[("reference", &findings.reference)],
    );
    let named = outcomes.iter().map(|o| balance::heading(o, outcomes).to_owned());
    let row = |course: &&Balance| {
        let shares = outcomes.iter().map(|o| cell(balance::cell(course, o, words)));
        Row {
            cells: [cell(&course.policy)].into_iter().chain(shares).collect(),
            notes: Vec::new(),
        }
    };
    let headings = [title].into_iter().chain(named).collect();
    (headings, courses.iter().map(row).collect())
}

/// The outcomes of the first screen under each policy that changes one of them.
pub(super) fn policies(screen: &mut Screen, findings: &Findings, words: &Words) {
    let outcomes = look::screen_outcomes(findings);
    let (moving, still) = look::moving_policies(findings, &outcomes);
    if outcomes.is_empty() || moving.is_empty() {
        return;
    }
    screen.blank();
    let title = words.fill(
        "Change relative to \"{reference}\", future by future",
        &[("reference", &findings.reference)],
    );
    let named = outcomes.iter().map(|o| look::heading(o).to_owned());
    let headings: Vec<String> = [title].into_iter().chain(named).collect();
    let rows: Vec<Row> = moving.iter().map(|p| row(findings, &p.name, &outcomes, words)).collect();
    screen.parted_table(&headings, &rows);
    if !findings.results.is_empty() {
        screen.paragraph(words.say("Median (5th–95th percentile)."), 0, Weight::Dim);
    }
    if let (Some(material), false) = (findings.material, still.is_empty()) {
        let names: Vec<&str> = still.iter().map(|p| p.name.as_str()).collect();
        let values = [("material", words.stated(material)), ("policies", names.join("; "))];
        let text = "Little change, each median below {material}: {policies}.";
        let text = words.fill(text, &values.each_ref().map(|(k, v)| (*k, v.as_str())));
        screen.paragraph(&text, 0, Weight::Plain);
    }
}

fn row(findings: &Findings, policy: &str, outcomes: &[&OutcomeInfo], words: &Words) -> Row {
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
