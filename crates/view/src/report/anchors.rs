//! Names of places in the page, so that a figure leads to its parameter and that to its sources.

use findings::Findings;
use std::collections::{HashMap, HashSet};

/// The anchors of parameters, sources, claims and outcomes; each is given once.
pub(super) struct Anchors {
    parameters: HashMap<String, String>,
    sources: HashMap<String, String>,
    /// One a parameter, source, claim and outcome, in their order; `None` for an entry whose name stood before.
    pub(super) of_parameters: Vec<Option<String>>,
    pub(super) of_sources: Vec<Option<String>>,
    pub(super) of_claims: Vec<String>,
    pub(super) of_outcomes: Vec<String>,
}

impl Anchors {
    pub(super) fn new(findings: &Findings) -> Anchors {
        let mut used = HashSet::new();
        let names = findings.evidence.table.iter().map(|p| p.name.as_str());
        let (parameters, of_parameters) = named("parameter", names, &mut used);
        let keys = findings.evidence.sources.iter().map(|s| s.key.as_str());
        let (sources, of_sources) = named("source", keys, &mut used);
        let of_claims = findings.claims.iter().map(|c| fresh("claim", &c.id, &mut used)).collect();
        let of_outcomes = findings.outcomes.iter().map(|o| fresh("outcome", &o.name, &mut used)).collect();
        Anchors {
            of_outcomes,
            parameters,
            sources,
            of_parameters,
            of_sources,
            of_claims,
        }
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    pub(super) fn source(&self, key: &str) -> Option<&str> {
        self.sources.get(key).map(String::as_str)
    }
}

/// An anchor for the first entry of each name.
fn named<'a>(
    prefix: &str,
    names: impl Iterator<Item = &'a str>,
    used: &mut HashSet<String>,
) -> (HashMap<String, String>, Vec<Option<String>>) {
    let mut anchors = HashMap::new();
    let mut order = Vec::new();
    for name in names {
        let anchor = (!anchors.contains_key(name)).then(|| fresh(prefix, name, used));
        if let Some(anchor) = &anchor {
            anchors.insert(name.to_owned(), anchor.clone());
        }
        order.push(anchor);
    }
    (anchors, order)
}

/// `source-s59`; where two names look alike so, the later ones are numbered.
fn fresh(prefix: &str, name: &str, used: &mut HashSet<String>) -> String {
    let letters = name.chars().take(40).map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    let slug: String = letters.collect();
    let anchor = format!("{prefix}-{}", slug.trim_matches('-'));
    if used.insert(anchor.clone()) {
        return anchor;
    }
    let numbered = format!("{anchor}--{}", used.len());
    used.insert(numbered.clone());
    numbered
}
