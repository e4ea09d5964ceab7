//! The ledger of a study on a terminal: every statement with its verdict, every parameter with what
//! supports it, every source.

use super::ScreenOptions;
use super::layout::{Row, Screen, Weight, bold, cell};
use crate::evidence;
use crate::words::Words;
use findings::{Findings, ParameterEvidence, SourceInfo, StatementFinding};

/// What each statement of the document became, how the parameters are supported, and the sources, in full.
pub fn evidence_screen(findings: &Findings, options: &ScreenOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let mut screen = Screen::new(options.columns(), options.color);
    screen.paragraph(&findings.title, 0, Weight::Bold);
    screen.paragraph(
        words.say("The evidence behind every number and every claim"),
        0,
        Weight::Plain,
    );
    statements(&mut screen, findings, words);
    parameters(&mut screen, findings, words);
    sources(&mut screen, findings, words);
    if !findings.help.is_empty() {
        screen.blank();
        screen.paragraph(&findings.help, 0, Weight::Plain);
    }
    screen.finish()
}

fn statements(screen: &mut Screen, findings: &Findings, words: &Words) {
    let statements = &findings.evidence.statements;
    if statements.is_empty() {
        return;
    }
    screen.blank();
    let count = words.count(statements.len(), "statement", "statements");
    let verdicts = evidence::counted(&findings.evidence.verdicts, words);
    screen.paragraph(&format!("{count}: {verdicts}"), 2, Weight::Plain);
    screen.blank();
    let headings = ["line", "", "what the article says", "verdict", "what it maps to"].map(|h| words.say(h).to_owned());
    let rows: Vec<Row> = statements.iter().map(statement_row).collect();
    screen.table(&headings, &[2, 3, 4], &rows);
}

fn statement_row(statement: &StatementFinding) -> Row {
    let mut notes = Vec::new();
    if !statement.figures.is_empty() {
        notes.push(statement.figures.clone());
    }
    if !statement.keys.is_empty() {
        notes.push(format!("[{}]", statement.keys.join(", ")));
    }
    let says = format!("{} ({})", statement.paraphrase, statement.kind);
    let cells = vec![
        cell(evidence::lines(&statement.lines)),
        cell(&statement.id),
        cell(says),
        bold(&statement.verdict),
        cell(&statement.element),
    ];
    Row { cells, notes }
}

fn parameters(screen: &mut Screen, findings: &Findings, words: &Words) {
    let table = &findings.evidence.table;
    if table.is_empty() && findings.evidence.parameters.is_empty() {
        return;
    }
    screen.blank();
    screen.paragraph(&evidence::parameters_sentence(findings, words), 2, Weight::Plain);
    let more = [
        evidence::links_sentence(findings, words),
        evidence::deciding_sentence(findings, words),
    ];
    for told in more.iter().flatten() {
        screen.paragraph(told, 2, Weight::Plain);
    }
    if table.is_empty() {
        return;
    }
    screen.blank();
    let headings = ["parameter", "base value", "range", "unit", "evidence"].map(|h| words.say(h).to_owned());
    let rows: Vec<Row> = table.iter().map(|p| parameter_row(p, words)).collect();
    screen.table(&headings, &[0, 1, 2, 4], &rows);
}

fn parameter_row(parameter: &ParameterEvidence, words: &Words) -> Row {
    let evidence = evidence::kind_and_keys(&parameter.kind, &parameter.keys, words);
    let note = Some(&parameter.note).filter(|note| !note.is_empty());
    Row {
        cells: vec![
            cell(&parameter.name),
            cell(&parameter.base),
            cell(&parameter.range),
            cell(&parameter.unit),
            bold(evidence),
        ],
        notes: note.into_iter().cloned().collect(),
    }
}

fn sources(screen: &mut Screen, findings: &Findings, words: &Words) {
    let sources = &findings.evidence.sources;
    if sources.is_empty() {
        return;
    }
    screen.blank();
    let headings = [
        words.say("key").to_owned(),
        words.count(sources.len(), "source", "sources"),
    ];
    let rows: Vec<Row> = sources.iter().map(source_row).collect();
    screen.table(&headings, &[1], &rows);
}

fn source_row(source: &SourceInfo) -> Row {
    let described = [
        &source.title,
        &source.publisher,
        &source.date,
        &source.kind,
        &source.address,
    ];
    let described = described.into_iter().map(String::as_str).filter(|s| !s.is_empty());
    let described: Vec<&str> = described.collect();
    Row {
        cells: vec![cell(&source.key), cell(described.join(", "))],
        notes: Vec::new(),
    }
}
