//! `evidence.toml`: documents, sources, statements, and what supports the model's own constants.

use super::{Evidence, Kind};
use crate::file::{self, Entry, Fields, Placed, Report};
use source::{Diagnostic, SourceId, Span};
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
    file::format(&mut file);
    let documents = file.named("documents", "document");
    let sources = file.named("sources", "source");
    let statements = file.tables("statements", "a statement");
    let parameters = file.named("parameters", "parameter");
    file.finish();
    let documents: Vec<Document> = documents.into_iter().map(|(n, f)| document(n, f)).collect();
    let statements = statements.into_iter().map(|f| statement(f, &documents, cited));
    let statements = statements.collect();
    let parameters = parameters.into_iter().map(|(n, f)| (n.value, evidence_fields(f, cited)));
    let ledger = Ledger {
        sources: sources.into_iter().map(|(n, f)| source_of(n, f)).collect(),
        parameters: parameters.collect(),
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
        lines: lines.map_or(0, |n| n.value.min(u64::from(file::MOST_LINES)) as u32),
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
        title: fields.needed_text("title"),
        publisher: fields.words("publisher"),
        date: fields.words("date"),
        address: fields.needed_text("address"),
        kind: one_of(&mut fields, "kind", &SOURCE_KINDS),
        span: name.span,
        key: name.value,
    };
    must_have_words("title", &source.title, source.span, &fields);
    must_have_words("address", &source.address, source.span, &fields);
    fields.finish();
    source
}

/// A key without words is as bad as one that is missing, which has been said.
fn must_have_words(key: &str, text: &str, at: Span, fields: &Fields<'_>) {
    if fields.has(key) && text.trim().is_empty() {
        let message = format!("the {key} of {} is empty", fields.what);
        let hint = "name what a reader can look up, and where";
        fields.report.advise("malformed-source", at, message, hint);
    }
}

fn statement(mut fields: Fields<'_>, documents: &[Document], cited: &mut Cited) -> Statement {
    let id = statement_id(&mut fields);
    let document = document_of(&mut fields, documents);
    let kind = one_of(&mut fields, "kind", &STATEMENT_KINDS);
    let verdict = verdict(&mut fields, &kind);
    let lines = fields.lines("lines");
    if let Some(document) = documents.iter().find(|d| d.name == document) {
        must_be_lines_of(document, &lines, id.span, &fields);
    }
    let statement = Statement {
        lines,
        paraphrase: fields.needed_text("paraphrase"),
        element: fields.words("element"),
        figures: fields.words("figures"),
        keys: cite(fields.texts("keys"), cited),
        id: id.value,
        document,
        kind,
        verdict,
        span: id.span,
    };
    fields.finish();
    statement
}

/// The id, by which messages name the statement from now on; empty where it is missing.
fn statement_id(fields: &mut Fields<'_>) -> Placed<String> {
    let id = fields.need("id", Fields::text).unwrap_or(Placed {
        value: String::new(),
        span: fields.at,
    });
    if !id.value.is_empty() {
        fields.what = format!("the statement `{}`", id.value);
    }
    id
}

fn verdict(fields: &mut Fields<'_>, kind: &str) -> String {
    if WITHOUT_VERDICT.contains(&kind) && !fields.has("verdict") {
        // Asked for all the same, so that a message lists it among the keys of a statement.
        fields.node("verdict");
        return String::new();
    }
    one_of(fields, "verdict", &VERDICTS)
}

/// The document named, or the only one.
fn document_of(fields: &mut Fields<'_>, documents: &[Document]) -> String {
    let names: Vec<&str> = documents.iter().map(|d| d.name.as_str()).collect();
    if let Some(name) = fields.text("document") {
        fields.report.position("unknown-document", "document", &name, &names);
        return name.value;
    }
    if let [only] = names.as_slice() {
        return only.to_string();
    }
    let message = format!("{} has no `document`", fields.what);
    fields.report.error("missing-key", fields.at, message);
    String::new()
}

/// Lines that the document does not have become a finding.
fn must_be_lines_of(document: &Document, lines: &[u32], at: Span, fields: &Fields<'_>) {
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
        let hint = format!("one of {}", file::listed(words));
        fields.report.advise("unknown-word", found.span, message, hint);
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
    match fields.node("evidence") {
        None => {
            is_without_evidence(fields);
            Evidence::default()
        }
        Some(node) if node.is_list() => Evidence {
            kind: Some(Kind::Source),
            keys: cite(fields.texts("evidence"), cited),
            note: String::new(),
        },
        Some(node) => {
            let inner = Fields::of(format!("the evidence of {}", fields.what), node, fields.report);
            inner.map(|inner| evidence_fields(inner, cited)).unwrap_or_default()
        }
    }
}

fn is_without_evidence(fields: &Fields<'_>) {
    let message = format!("{} has no `evidence`", fields.what);
    let finding = Diagnostic::warning("missing-evidence", fields.at, message);
    let hint = "evidence = { kind = \"judgement\", note = \"the reason\" }";
    fields.report.push(finding.hint(hint));
}

fn evidence_fields(mut fields: Fields<'_>, cited: &mut Cited) -> Evidence {
    let evidence = Evidence {
        kind: evidence_kind(&mut fields),
        keys: cite(fields.texts("keys"), cited),
        note: fields.words("note"),
    };
    // Without a kind it is not known what is missing, and that there is none has been said.
    if let (Some(gap), Some(kind)) = (evidence.gap(), evidence.kind) {
        has_gap(&fields, kind, gap);
    }
    fields.finish();
    evidence
}

fn evidence_kind(fields: &mut Fields<'_>) -> Option<Kind> {
    let word = fields.need("kind", Fields::text)?;
    let kind = Kind::of(&word.value);
    if kind.is_none() {
        let known: Vec<&str> = Kind::ALL.iter().map(|k| k.word()).collect();
        let message = format!("`{}` is not a kind of evidence", word.value);
        let hint = format!("one of {}", file::listed(&known));
        fields.report.advise("unknown-word", word.span, message, hint);
    }
    kind
}

fn has_gap(fields: &Fields<'_>, kind: Kind, gap: &str) {
    let message = format!("{} has {gap}", fields.what);
    let finding = Diagnostic::warning("evidence-gap", fields.at, message);
    fields.report.push(match kind {
        Kind::Source => finding.hint("keys = [\"the key of a source in evidence.toml\"]"),
        _ => finding.hint("note = \"…\""),
    });
}

/// Notes keys as cited, and gives them back without their places.
pub(crate) fn cite(keys: Vec<Placed<String>>, cited: &mut Cited) -> Vec<String> {
    for key in &keys {
        // The first place alone: one finding is enough for a key that no source has.
        cited.entry(key.value.clone()).or_insert(key.span);
    }
    keys.into_iter().map(|k| k.value).collect()
}

/// Every cited key must be a source, and every source cited: each is told whether it is.
pub(crate) fn check_sources(ledger: &mut Ledger, cited: &Cited, report: &Report) {
    let known: Vec<&str> = ledger.sources.iter().map(|s| s.key.as_str()).collect();
    for (key, at) in cited.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        let message = format!("`{key}` is not a source of evidence.toml");
        let finding = Diagnostic::error("unknown-source", *at, message);
        report.push(file::near(finding, key, &known));
    }
    for source in &mut ledger.sources {
        source.cited = cited.contains_key(&source.key);
        if !source.cited {
            report.push(unused(source, Diagnostic::warning));
        }
    }
}

/// That nothing cites a source: advice while a study is read, an error in an audit.
pub(super) fn unused(source: &Source, severity: fn(&'static str, Span, String) -> Diagnostic) -> Diagnostic {
    let key = &source.key;
    let finding = severity(
        "unused-source",
        source.span,
        format!("nothing cites the source `{key}`"),
    );
    finding.hint(format!(
        "keys = [\"{key}\"] where it supports something, or take it away"
    ))
}
