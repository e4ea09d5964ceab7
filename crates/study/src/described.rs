//! What a study says before any run, in the words of its findings: policies, outcomes, evidence.

use crate::evidence::{Kind, Statement, coverage, links, parameters};
use crate::study::Study;
use crate::wording;
use experiment::plan::{Outcome, Policy, PolicyStep};
use findings::{EvidenceFinding, Findings, OutcomeInfo, ParameterEvidence, PolicyInfo, SourceInfo, StatementFinding};

impl Study {
    /// What is known without a run: title, question, what it cannot tell, and its evidence.
    pub fn evidence(&self) -> Findings {
        Findings {
            title: self.title.clone(),
            question: self.question.clone(),
            introduction: self.introduction.clone(),
            cannot_tell: self.cannot_tell.clone(),
            help: self.help.clone(),
            reference: self.plan.policies[self.plan.reference].name.clone(),
            evidence: evidence(self),
            ..Findings::default()
        }
    }

    /// A policy in words, by its position.
    pub fn policy_info(&self, policy: usize) -> PolicyInfo {
        let policy: &Policy = &self.plan.policies[policy];
        PolicyInfo {
            name: policy.name.clone(),
            sets: policy.steps.iter().map(|step| self.in_words(step)).collect(),
            shown: policy.shown,
        }
    }

    fn in_words(&self, step: &PolicyStep) -> String {
        let lever = &self.plan.levers[step.lever];
        let amount = wording::amount(step.value, &lever.unit);
        let until = step.until.map(|until| format!(" to {}", wording::date(until)));
        let ramp = (step.ramp > 0.0).then(|| format!(", phased in over {}", wording::amount(step.ramp, "year")));
        let from = wording::date(step.from);
        let ends = [until, ramp].into_iter().flatten().collect::<String>();
        format!("{}: {amount} from {from}{ends}", lever.name)
    }

    /// The outcomes in words.
    pub fn outcome_infos(&self) -> Vec<OutcomeInfo> {
        self.plan.outcomes.iter().map(outcome_info).collect()
    }
}

fn outcome_info(o: &Outcome) -> OutcomeInfo {
    OutcomeInfo {
        name: o.name.clone(),
        heading: o.heading.clone(),
        how: o.how.clone(),
        unit: o.unit.clone(),
        better: o.better,
        threshold: o.fail.as_ref().map(|f| (f.value, f.why.clone())),
        first_screen: o.first_screen,
    }
}

/// Parameters, statements and sources.
fn evidence(study: &Study) -> EvidenceFinding {
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
                kind: p.badge.map_or("none", Kind::word).into(),
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
