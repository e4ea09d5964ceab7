//! `[[claims]]`: what is said, and when it holds.

use super::{Fields, OutcomeRead, Placed, Report};
use crate::claim::{self, Predicate, Scope};
use crate::study::Claim;
use experiment::plan::Policy;
use source::{Diagnostic, Span};
use std::collections::BTreeMap;

/// Reads `[[claims]]`.
pub(crate) fn claims(file: &mut Fields<'_>, outcomes: &[OutcomeRead], policies: &[Policy]) -> Vec<Claim> {
    let scope = Scope {
        outcomes: outcomes.iter().map(|o| (o.outcome.name.as_str(), o.unit.clone())).collect(),
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
    let id = id(&mut fields, seen);
    let condition = Condition {
        holds_if: fields.text("holds_if"),
        unfair: fields.text("unfair"),
    };
    let says = fields.needed_text("says");
    let kind = fields.needed_text("kind");
    let rival = fields.needed_text("rival");
    let read = Claim {
        id,
        says,
        screen: fields.text("screen").map(|s| s.value),
        kind,
        lines: fields.lines("lines"),
        predicate: condition.predicate(&fields, scope)?,
        rival,
    };
    fields.finish();
    Some(read)
}

/// The id, by which messages name the claim from now on.
fn id(fields: &mut Fields<'_>, seen: &mut BTreeMap<String, Span>) -> String {
    let Some(id) = fields.need("id", Fields::text) else {
        return String::new();
    };
    fields.what = format!("the claim `{}`", id.value);
    if let Some(first) = seen.insert(id.value.clone(), id.span) {
        let message = format!("two claims have the id `{}`", id.value);
        let finding = Diagnostic::error("duplicate-id", id.span, message);
        fields.report.push(finding.see(first, "the first"));
    }
    id.value
}

/// When a claim holds, or why that cannot be said, as written.
struct Condition {
    holds_if: Option<Placed<String>>,
    unfair: Option<Placed<String>>,
}

impl Condition {
    fn predicate(self, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Result<Predicate, String>> {
        match (self.holds_if, self.unfair) {
            (Some(text), None) => {
                let written = claim::parse(&text, fields.report)?;
                claim::check(&text, &written, scope, fields.report).map(Ok)
            }
            (None, Some(why)) => Some(Err(why.value)),
            (Some(_), Some(why)) => {
                has_both(fields, why.span, fields.report);
                None
            }
            (None, None) => {
                has_neither(fields, fields.report);
                None
            }
        }
    }
}

fn has_both(fields: &Fields<'_>, at: Span, report: &Report) {
    let message = format!("{} has both `holds_if` and `unfair`", fields.what);
    let finding = Diagnostic::error("claim-with-both", at, message);
    report.push(finding.hint("keep `holds_if`, or say in `unfair` why no predicate is fair"));
}

fn has_neither(fields: &Fields<'_>, report: &Report) {
    let message = format!("{} has neither `holds_if` nor `unfair`", fields.what);
    let finding = Diagnostic::error("missing-key", fields.at, message);
    report.push(finding.hint("holds_if = \"'outcome' @ 'policy' > 'outcome' @ 'no change'\""));
}
