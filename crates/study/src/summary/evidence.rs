//! Where the evidence stands, for the tables behind a report.

use crate::evidence::{Statement, coverage, links, parameters};
use crate::study::Study;
use findings::{EvidenceFinding, ParameterEvidence, SourceInfo, StatementFinding};

/// Parameters, statements and sources.
pub(super) fn evidence(study: &Study) -> EvidenceFinding {
    let parameters = parameters(study);
    EvidenceFinding {
        parameters: coverage(&parameters),
        links: links(study),
        tested: study.claims.iter().filter(|c| c.predicate.is_ok()).count(),
        untested: study.claims.iter().filter(|c| c.predicate.is_err()).count(),
        table: parameters
            .into_iter()
            .map(|p| ParameterEvidence {
                name: p.name,
                called: String::new(),
                range: p.range,
                narrow: p.narrow,
                base: p.base,
                unit: p.unit,
                kind: p.evidence.word().into(),
                keys: p.evidence.keys,
                note: p.evidence.note,
            })
            .collect(),
        verdicts: verdicts(&study.ledger.statements),
        statements: study.ledger.statements.iter().map(statement).collect(),
        sources: study.ledger.sources.iter().map(source_info).collect(),
    }
}

/// How many statements have each verdict, in the order in which the verdicts first appear.
fn verdicts(statements: &[Statement]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for s in statements.iter().filter(|s| !s.verdict.is_empty()) {
        match counts.iter_mut().find(|(verdict, _)| *verdict == s.verdict) {
            Some((_, count)) => *count += 1,
            None => counts.push((s.verdict.clone(), 1)),
        }
    }
    counts
}

fn statement(s: &Statement) -> StatementFinding {
    StatementFinding {
        id: s.id.clone(),
        lines: s.lines.clone(),
        paraphrase: s.paraphrase.clone(),
        kind: s.kind.clone(),
        element: s.element.clone(),
        verdict: s.verdict.clone(),
        figures: s.figures.clone(),
        keys: s.keys.clone(),
    }
}

fn source_info(s: &crate::evidence::Source) -> SourceInfo {
    SourceInfo {
        key: s.key.clone(),
        title: s.title.clone(),
        publisher: s.publisher.clone(),
        date: s.date.clone(),
        address: s.address.clone(),
        kind: s.kind.clone(),
    }
}
