//! Which texts of the findings are a study's own words, in the order of a report.

use findings::{ClaimFinding, Driver, Findings, OutcomeInfo, ParameterEvidence, PolicyInfo, StatementFinding};

/// Whether a text is expected to be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A reader of the study meets it.
    Must,
    /// It belongs to the model and may stay in the model's language: a comment, the name of a constant.
    May,
}

/// What is done to each text.
type Each<'a> = &'a mut dyn FnMut(Need, &mut String);

/// Visits every text that the study itself brings, each as often as it stands there. Keys, units, series, addresses, the
/// names of sources and predicates are no words, and are left alone.
pub(crate) fn each(findings: &mut Findings, each: Each<'_>) {
    let must = &mut |text: &mut String| each(Need::Must, text);
    must(&mut findings.title);
    must(&mut findings.question);
    must(&mut findings.introduction);
    must(&mut findings.reference);
    findings.cannot_tell.iter_mut().for_each(&mut *must);
    must(&mut findings.help);
    findings.sample.conditions.iter_mut().for_each(|(words, _)| must(words));
    findings.policies.iter_mut().for_each(|p| policy(p, must));
    findings.outcomes.iter_mut().for_each(|o| outcome(o, must));
    for result in &mut findings.results {
        must(&mut result.policy);
        must(&mut result.outcome);
    }
    findings.claims.iter_mut().for_each(|c| claim(c, must));
    side_by_side(findings, must);
    courses(findings, must);
    beyond(findings, must);
    settings(findings, must);
    for found in &mut findings.loops {
        must(&mut found.name);
        for link in &mut found.links {
            must(&mut link.from);
            must(&mut link.to);
            link.by.iter_mut().for_each(&mut *must);
        }
    }
    findings.evidence.statements.iter_mut().for_each(|s| statement(s, must));
    findings.failures.iter_mut().for_each(|f| must(&mut f.policy));
    findings.evidence.table.iter_mut().for_each(|p| parameter(p, each));
    for link in findings.loops.iter_mut().flat_map(|l| &mut l.links) {
        link.zeros.iter_mut().for_each(|text| each(Need::May, text));
    }
    findings.failures.iter_mut().for_each(|f| each(Need::May, &mut f.variable));
}

fn policy(policy: &mut PolicyInfo, must: &mut dyn FnMut(&mut String)) {
    must(&mut policy.name);
    policy.sets.iter_mut().for_each(must);
}

fn outcome(outcome: &mut OutcomeInfo, must: &mut dyn FnMut(&mut String)) {
    must(&mut outcome.name);
    must(&mut outcome.heading);
    must(&mut outcome.how);
    outcome.threshold.iter_mut().for_each(|(_, why)| must(why));
}

fn claim(claim: &mut ClaimFinding, must: &mut dyn FnMut(&mut String)) {
    must(&mut claim.says);
    claim.screen.iter_mut().for_each(&mut *must);
    claim.unfair.iter_mut().for_each(&mut *must);
    must(&mut claim.rival);
    claim.apart.iter_mut().for_each(&mut *must);
    for branch in &mut claim.branches {
        must(&mut branch.alternative);
        must(&mut branch.choice);
    }
    claim.drivers.iter_mut().for_each(|d| driver(d, must));
    if let Some(curve) = &mut claim.curve {
        must(&mut curve.outcome);
        must(&mut curve.policy);
        must(&mut curve.against);
    }
}

/// Balances and sentences, and what no explanation survives.
fn side_by_side(findings: &mut Findings, must: &mut dyn FnMut(&mut String)) {
    for balance in &mut findings.balances {
        must(&mut balance.policy);
        balance.rows.iter_mut().for_each(|row| must(&mut row.outcome));
    }
    for sentence in &mut findings.sentences {
        must(&mut sentence.says);
        sentence.weakest.iter_mut().for_each(|d| driver(d, must));
    }
    findings.nobody_survives.iter_mut().for_each(must);
}

fn driver(driver: &mut Driver, must: &mut dyn FnMut(&mut String)) {
    must(&mut driver.name);
    must(&mut driver.note);
}

/// What stands over time: the record beside the model, and the charts.
fn courses(findings: &mut Findings, must: &mut dyn FnMut(&mut String)) {
    for series in &mut findings.history {
        must(&mut series.variable);
        must(&mut series.note);
    }
    for chart in &mut findings.charts {
        must(&mut chart.title);
        must(&mut chart.variable);
        chart.fans.iter_mut().for_each(|fan| must(&mut fan.policy));
    }
}

/// Rival explanations, and what is said of a time that is not observed yet.
fn beyond(findings: &mut Findings, must: &mut dyn FnMut(&mut String)) {
    for rival in &mut findings.rivals {
        must(&mut rival.alternative);
        must(&mut rival.question);
        rival.choices.iter_mut().for_each(|c| must(&mut c.choice));
        must(&mut rival.note);
    }
    if let Some(statement) = &mut findings.statement {
        must(&mut statement.policy);
        for window in &mut statement.windows {
            must(&mut window.quantity);
            must(&mut window.variable);
            must(&mut window.alternative);
            must(&mut window.choice);
        }
    }
}

fn settings(findings: &mut Findings, must: &mut dyn FnMut(&mut String)) {
    for setting in &mut findings.settings {
        must(&mut setting.title);
        must(&mut setting.says);
        setting.outcomes.iter_mut().for_each(&mut *must);
        must(&mut setting.dose_variable);
        setting.cases.iter_mut().for_each(|case| must(&mut case.label));
        setting.break_even.iter_mut().for_each(|(outcome, _)| must(outcome));
    }
}

fn statement(statement: &mut StatementFinding, must: &mut dyn FnMut(&mut String)) {
    must(&mut statement.paraphrase);
    if statement.element != "none" {
        must(&mut statement.element);
    }
    must(&mut statement.figures);
}

/// A parameter of the study must be told, a constant of the model alone may be.
fn parameter(parameter: &mut ParameterEvidence, each: Each<'_>) {
    // A range in brackets stands in the model's comment only.
    let need = if parameter.range.is_empty() || parameter.range.starts_with('(') {
        Need::May
    } else {
        Need::Must
    };
    each(need, &mut parameter.name);
    each(need, &mut parameter.note);
    for range in [&mut parameter.range, &mut parameter.narrow] {
        let mut labels: Vec<String> = range.split(" | ").map(str::to_string).collect();
        if labels.len() > 1 {
            labels.iter_mut().for_each(|label| each(need, label));
            *range = labels.join(" | ");
        }
    }
}
