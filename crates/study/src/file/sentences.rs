//! `[judging]` and `[[sentences]]`: the yardstick for all outcomes, and plain sentences that state shares of claims.

use super::{Fields, Placed, Report, near};
use crate::sentence::{Mark, Sentence, marks};
use crate::study::Claim;
use experiment::plan::Outcome;
use source::{Diagnostic, Span};

/// From which change on an effect counts, where the study does not say: 2 % of the outcome.
pub(crate) const MATERIAL: f64 = 0.02;

/// Reads `[judging]`: from which change on an effect counts.
pub(crate) fn judging(file: &mut Fields<'_>) -> f64 {
    let Some(mut fields) = file.section("judging") else {
        return MATERIAL;
    };
    let material = fields.number("material");
    if let Some(zero) = material.as_ref().filter(|m| m.value <= 0.0) {
        let message = "this share must be above 0: 0.02 is 2 %";
        fields.report.advise("empty-window", zero.span, message, format!("material = {MATERIAL}"));
    }
    fields.finish();
    material.map_or(MATERIAL, |m| m.value)
}

/// What sentences are read against.
pub(crate) struct Claimed<'a> {
    pub claims: &'a [Claim],
    pub outcomes: &'a [Outcome],
    pub reference: usize,
}

/// Reads `[[sentences]]`.
pub(crate) fn sentences(file: &mut Fields<'_>, claimed: &Claimed<'_>) -> Vec<Sentence> {
    let tables = file.tables("sentences", "a sentence");
    tables.into_iter().filter_map(|fields| sentence(fields, claimed)).collect()
}

fn sentence(mut fields: Fields<'_>, claimed: &Claimed<'_>) -> Option<Sentence> {
    let says = fields.need("says", Fields::text);
    let report = fields.report;
    fields.finish();
    let says = says?;
    let written = marks(&says.value);
    let found = written.iter().map(|mark| claimed.resolve(mark, &says, report));
    Some(Sentence {
        marks: found.collect::<Vec<_>>().into_iter().flatten().collect(),
        says: says.value,
    })
}

impl Claimed<'_> {
    fn resolve(&self, written: &str, says: &Placed<String>, report: &Report) -> Option<Mark> {
        let at = place(written, says);
        let (id, opposite) = match written.strip_suffix(" opposite") {
            Some(id) => (id.trim_end(), true),
            None => (written, false),
        };
        let Some(claim) = self.claims.iter().position(|c| c.id == id) else {
            let known: Vec<&str> = self.claims.iter().map(|c| c.id.as_str()).collect();
            let finding = Diagnostic::error("unknown-claim", at, format!("no claim has the id `{id}`"));
            report.push(near(finding, id, &known));
            return None;
        };
        if let Some(why) = self.has_no_share(claim, opposite) {
            report.error("claim-without-share", at, format!("`{written}` has no share: {why}"));
            return None;
        }
        Some(Mark {
            written: written.to_string(),
            claim,
            opposite,
        })
    }

    fn has_no_share(&self, claim: usize, opposite: bool) -> Option<&'static str> {
        match &self.claims[claim].predicate {
            Err(_) => Some("the claim is `unfair`"),
            Ok(predicate) if opposite && predicate.opposite(self.outcomes, self.reference).is_none() => {
                Some("its claim does not compare one outcome under two policies")
            }
            Ok(_) => None,
        }
    }
}

/// Where a mark stands within its sentence; the whole sentence where that is not written as it reads.
fn place(written: &str, says: &Placed<String>) -> Span {
    let within = says.value.find(&format!("{{{written}}}"));
    let (start, end) = (says.span.start as usize, says.span.end as usize);
    match within.filter(|_| end - start == says.value.len()) {
        Some(at) => Span::new(says.span.source, start + at, start + at + written.len() + 2),
        None => says.span,
    }
}
