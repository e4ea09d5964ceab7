//! `[[claims]]`: what is said, and when it holds.

use super::{Fields, OutcomeRead, Placed, Report};
use crate::claim::{self, Scope};
use crate::study::Claim;
use experiment::plan::Policy;
use source::{Diagnostic, Span};
use std::collections::BTreeMap;

/// Reads `[[claims]]`.
pub(crate) fn claims(file: &mut Fields<'_>, outcomes: &[OutcomeRead], policies: &[Policy]) -> Vec<Claim> {
    let scope = Scope {
        outcomes: outcomes
            .iter()
            .map(|o| (o.outcome.name.as_str(), o.unit.clone()))
            .collect(),
        policies: policies.iter().map(|p| p.name.as_str()).collect(),
    };
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for fields in file.tables("claims", "a claim") {
        found.extend(claim(fields, &scope, &mut seen));
    }
    found
}

fn claim(mut fields: Fields<'_>, scope: &Scope<'_>, seen: &mut BTreeMap<String, Span>) -> Option<Claim> {
    let report = fields.report;
    let id = fields.need("id", Fields::text);
    if let Some(id) = &id {
        fields.what = format!("the claim `{}`", id.value);
        if let Some(first) = seen.insert(id.value.clone(), id.span) {
            let message = format!("two claims have the id `{}`", id.value);
            report.push(Diagnostic::error("duplicate-id", id.span, message).see(first, "the first"));
        }
    }
    let holds_if = fields.text("holds_if");
    let unfair = fields.text("unfair");
    let says = fields.need("says", Fields::text);
    let kind = fields.need("kind", Fields::text);
    let rival = fields.need("rival", Fields::text);
    let text = |found: Option<Placed<String>>| found.map(|t| t.value).unwrap_or_default();
    let read = Claim {
        id: text(id),
        says: text(says),
        screen: fields.text("screen").map(|s| s.value),
        kind: text(kind),
        lines: fields.lines("lines"),
        predicate: predicate(&fields, holds_if, unfair, (scope, report))?,
        rival: text(rival),
    };
    fields.finish();
    Some(read)
}

type Verdict = Result<claim::Predicate, String>;

fn predicate(
    fields: &Fields<'_>,
    holds_if: Option<Placed<String>>,
    unfair: Option<Placed<String>>,
    (scope, report): (&Scope<'_>, &Report),
) -> Option<Verdict> {
    match (holds_if, unfair) {
        (Some(text), None) => {
            let written = claim::parse(&text, report)?;
            claim::check(&text, &written, scope, report).map(Ok)
        }
        (None, Some(why)) => Some(Err(why.value)),
        (Some(_), Some(why)) => {
            let message = format!("{} has both `holds_if` and `unfair`", fields.what);
            let finding = Diagnostic::error("claim-with-both", why.span, message);
            report.push(finding.hint("keep `holds_if`, or say in `unfair` why no predicate is fair"));
            None
        }
        (None, None) => {
            let message = format!("{} has neither `holds_if` nor `unfair`", fields.what);
            let finding = Diagnostic::error("missing-key", fields.at, message);
            report.push(finding.hint("holds_if = \"'outcome' @ 'policy' > 'outcome' @ 'no change'\""));
            None
        }
    }
}
