//! `evidence.toml`: documents, sources, statements, and what supports the model's own constants.

use super::{Evidence, Kind};
use crate::file::{self, Entry, Fields, Placed, Report};
use source::{Diagnostic, SourceId, Span, nearest};
use std::collections::BTreeMap;

/// What is known, and where it is from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The documents that statements are of.
    pub documents: Vec<Document>,
    /// Sources by key, in the file's order.
    pub sources: Vec<Source>,
    /// Statements in the file's order.
    pub statements: Vec<Statement>,
    /// What supports constants of the model: (name, evidence).
    pub parameters: Vec<(String, Evidence)>,
}

/// A document whose lines are mapped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its name in statements.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// How many lines it has.
    pub lines: u32,
    /// Lines without words.
    pub blank: Vec<u32>,
    /// Where it stands in `evidence.toml`.
    pub span: Span,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its key: `S59`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub date: String,
    /// Where it is.
    pub address: String,
    /// Of which kind it is: primary, paper, official page, press, relay.
    pub kind: String,
    /// Whether anything in the study cites it.
    pub cited: bool,
    /// Where it stands in `evidence.toml`.
    pub span: Span,
}

/// A statement of a document, in our words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Its id: `A28`.
    pub id: String,
    /// The document.
    pub document: String,
    /// The document's lines that it stands in.
    pub lines: Vec<u32>,
    /// What it says, in our words.
    pub paraphrase: String,
    /// Of which kind it is.
    pub kind: String,
    /// The model's element or the series that it maps to.
    pub element: String,
    /// supported, partly, contradicted, not checkable; empty for what cannot have one.
    pub verdict: String,
    /// The figures behind the verdict.
    pub figures: String,
    /// Keys of sources.
    pub keys: Vec<String>,
    /// Where it stands in `evidence.toml`.
    pub span: Span,
}

const SOURCE_KINDS: [&str; 5] = ["primary", "paper", "official page", "press", "relay"];

const STATEMENT_KINDS: [&str; 10] = [
    "reported act",
    "stance",
    "quantity",
    "causal claim",
    "risk",
    "recommendation",
    "framing",
    "question",
    "heading",
    "noise",
];

const VERDICTS: [&str; 4] = ["supported", "partly", "contradicted", "not checkable"];

/// Kinds of statements that need no verdict.
const WITHOUT_VERDICT: [&str; 3] = ["heading", "noise", "question"];

/// Keys that have been cited, with the first place of each.
pub(crate) type Cited = BTreeMap<String, Span>;

/// Reads the ledger from the entries of `evidence.toml`.
pub(crate) fn read(entries: &[Entry], id: SourceId, cited: &mut Cited, report: &Report) -> Ledger {
    let mut file = Fields::new("evidence.toml", Span::new(id, 0, 0), entries, report);
    crate::file::format(&mut file);
    let documents = file.named("documents", "document");
    let sources = file.named("sources", "source");
    let statements = file.tables("statements", "a statement");
    let parameters = file.named("parameters", "parameter");
    file.finish();
    let documents: Vec<Document> = documents.into_iter().map(|(n, f)| document(n, f)).collect();
    let statements = statements
        .into_iter()
        .map(|fields| statement(fields, &documents, cited))
        .collect();
    let ledger = Ledger {
        sources: sources.into_iter().map(|(n, f)| source_of(n, f)).collect(),
        parameters: parameters
            .into_iter()
            .map(|(name, fields)| (name.value, evidence_fields(fields, cited)))
            .collect(),
        statements,
        documents,
    };
    duplicates(&ledger.statements, report);
    ledger
}

fn document(name: Placed<String>, mut fields: Fields<'_>) -> Document {
    let lines = fields.need("lines", Fields::count);
    let document = Document {
        title: fields.words("title"),
        date: fields.words("date"),
        lines: lines.map_or(0, |n| n.value.min(u64::from(crate::file::MOST_LINES)) as u32),
        blank: fields.lines("blank"),
        span: name.span,
        name: name.value,
    };
    fields.finish();
    document
}

fn source_of(name: Placed<String>, mut fields: Fields<'_>) -> Source {
    let source = Source {
        cited: false,
        title: fields.need("title", Fields::text).map(|t| t.value).unwrap_or_default(),
        publisher: fields.words("publisher"),
        date: fields.words("date"),
        address: fields
            .need("address", Fields::text)
            .map(|t| t.value)
            .unwrap_or_default(),
        kind: one_of(&mut fields, "kind", &SOURCE_KINDS),
        span: name.span,
        key: name.value,
    };
    for (what, text) in [("title", &source.title), ("address", &source.address)] {
        if fields.has(what) && text.trim().is_empty() {
            let message = format!("the {what} of {} is empty", fields.what);
            let finding = Diagnostic::error("malformed-source", source.span, message);
            fields
                .report
                .push(finding.hint("name what a reader can look up, and where"));
        }
    }
    fields.finish();
    source
}

fn statement(mut fields: Fields<'_>, documents: &[Document], cited: &mut Cited) -> Statement {
    let id = fields.need("id", Fields::text);
    let at = id.as_ref().map_or(fields.at, |i| i.span);
    let id = id.map(|i| i.value).unwrap_or_default();
    if !id.is_empty() {
        fields.what = format!("the statement `{id}`");
    }
    let document = document_of(&mut fields, documents);
    let kind = one_of(&mut fields, "kind", &STATEMENT_KINDS);
    let verdict = match WITHOUT_VERDICT.contains(&kind.as_str()) && !fields.has("verdict") {
        true => {
            fields.node("verdict");
            String::new()
        }
        false => one_of(&mut fields, "verdict", &VERDICTS),
    };
    let lines = fields.lines("lines");
    within(&lines, documents.iter().find(|d| d.name == document), (at, &fields));
    let statement = Statement {
        lines,
        paraphrase: fields
            .need("paraphrase", Fields::text)
            .map(|t| t.value)
            .unwrap_or_default(),
        element: fields.words("element"),
        figures: fields.words("figures"),
        keys: cite(fields.texts("keys"), cited),
        id,
        document,
        kind,
        verdict,
        span: at,
    };
    fields.finish();
    statement
}

/// The document named, or the only one.
fn document_of(fields: &mut Fields<'_>, documents: &[Document]) -> String {
    let names: Vec<&str> = documents.iter().map(|d| d.name.as_str()).collect();
    match fields.text("document") {
        Some(name) => {
            if !names.contains(&name.value.as_str()) {
                let message = format!("no document is called `{}`", name.value);
                let finding = Diagnostic::error("unknown-document", name.span, message);
                fields.report.push(near(finding, &name.value, &names));
            }
            name.value
        }
        None => match names.as_slice() {
            [only] => only.to_string(),
            _ => {
                let message = format!("{} has no `document`", fields.what);
                fields.report.error("missing-key", fields.at, message);
                String::new()
            }
        },
    }
}

/// Lines that the document does not have become a finding.
fn within(lines: &[u32], document: Option<&Document>, (at, fields): (Span, &Fields<'_>)) {
    let Some(document) = document else {
        return;
    };
    if let Some(line) = lines.iter().find(|l| **l == 0 || **l > document.lines) {
        let message = format!(
            "{} is of line {line}, but `{}` has {}",
            fields.what, document.name, document.lines
        );
        let hint = format!("lines = [{}]", document.lines);
        fields.report.advise("line-out-of-range", at, message, hint);
    }
}

/// A text that must be one of a few words.
fn one_of(fields: &mut Fields<'_>, key: &'static str, words: &[&str]) -> String {
    let Some(found) = fields.need(key, Fields::text) else {
        return String::new();
    };
    if !words.contains(&found.value.as_str()) {
        let message = format!("`{}` is not a {key}", found.value);
        let finding = Diagnostic::error("unknown-word", found.span, message);
        let hint = format!("one of {}", crate::file::listed(words));
        fields.report.push(finding.hint(hint));
    }
    found.value
}

fn duplicates(statements: &[Statement], report: &Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for statement in statements.iter().filter(|s| !s.id.is_empty()) {
        if let Some(first) = seen.insert(&statement.id, statement.span) {
            let message = format!("two statements have the id `{}`", statement.id);
            let finding = Diagnostic::error("duplicate-id", statement.span, message);
            report.push(finding.see(first, "the first"));
        }
    }
}

/// Evidence under a key: a table of kind, keys and note, or a list of source keys.
pub(crate) fn evidence(fields: &mut Fields<'_>, cited: &mut Cited) -> Evidence {
    let report = fields.report;
    match fields.node("evidence") {
        None => {
            let message = format!("{} has no `evidence`", fields.what);
            let finding = Diagnostic::warning("missing-evidence", fields.at, message);
            report.push(finding.hint("evidence = { kind = \"judgement\", note = \"the reason\" }"));
            Evidence::default()
        }
        Some(node) if node.is_list() => Evidence {
            kind: Some(Kind::Source),
            keys: cite(fields.texts("evidence"), cited),
            note: String::new(),
        },
        Some(node) => match Fields::of(format!("the evidence of {}", fields.what), node, report) {
            Some(inner) => evidence_fields(inner, cited),
            None => Evidence::default(),
        },
    }
}

fn evidence_fields(mut fields: Fields<'_>, cited: &mut Cited) -> Evidence {
    let kind = fields.need("kind", Fields::text);
    let known: Vec<&str> = Kind::ALL.iter().map(|k| k.word()).collect();
    if let Some(word) = kind.as_ref().filter(|w| Kind::of(&w.value).is_none()) {
        let message = format!("`{}` is not a kind of evidence", word.value);
        let finding = Diagnostic::error("unknown-word", word.span, message);
        let hint = format!("one of {}", crate::file::listed(&known));
        fields.report.push(finding.hint(hint));
    }
    let evidence = Evidence {
        kind: kind.as_ref().and_then(|k| Kind::of(&k.value)),
        keys: cite(fields.texts("keys"), cited),
        note: fields.words("note"),
    };
    if let (Some(gap), Some(_)) = (evidence.gap(), evidence.kind) {
        let message = format!("{} has {gap}", fields.what);
        let finding = Diagnostic::warning("evidence-gap", fields.at, message);
        fields.report.push(match evidence.kind {
            Some(Kind::Source) => finding.hint("keys = [\"the key of a source in evidence.toml\"]"),
            _ => finding.hint("note = \"…\""),
        });
    }
    fields.finish();
    evidence
}

/// Notes keys as cited, and gives them back without their places.
pub(crate) fn cite(keys: Vec<Placed<String>>, cited: &mut Cited) -> Vec<String> {
    for key in &keys {
        cited.entry(key.value.clone()).or_insert(key.span);
    }
    keys.into_iter().map(|k| k.value).collect()
}

/// Every cited key must be a source, and every source cited: each is told whether it is.
pub(crate) fn check_sources(ledger: &mut Ledger, cited: &Cited, report: &Report) {
    let known: Vec<&str> = ledger.sources.iter().map(|s| s.key.as_str()).collect();
    for (key, at) in cited {
        if !known.contains(&key.as_str()) {
            let message = format!("`{key}` is not a source of evidence.toml");
            let finding = Diagnostic::error("unknown-source", *at, message);
            report.push(near(finding, key, &known));
        }
    }
    for source in &mut ledger.sources {
        source.cited = cited.contains_key(&source.key);
        if !source.cited {
            let message = format!("nothing cites the source `{}`", source.key);
            let finding = Diagnostic::warning("unused-source", source.span, message);
            report.push(finding.hint(format!(
                "keys = [\"{}\"] where it supports something, or take it away",
                source.key
            )));
        }
    }
}

/// The longest list of names that is shown where none of them is near.
const MOST_LISTED: usize = 8;

/// Adds the name that was probably meant, or else the names that there are.
pub(crate) fn near(finding: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None if (1..=MOST_LISTED).contains(&known.len()) => finding.hint(format!("one of {}", file::listed(known))),
        None => finding,
    }
}
