//! What stands behind the numbers: parameters, statements and sources, each linked to the next.

use super::{Page, address, badge, paragraph, prose, rich_table};
use crate::evidence;
use crate::markup::{Attribute, Markup};
use findings::{ParameterEvidence, SourceInfo, StatementFinding};

pub(super) fn parameters(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let table = &findings.evidence.table;
    if table.is_empty() && findings.evidence.parameters.is_empty() {
        return m;
    }
    paragraph(&mut m, &evidence::parameters_sentence(findings, words));
    for told in [
        evidence::links_sentence(findings, words),
        evidence::deciding_sentence(findings, words),
    ] {
        paragraph(&mut m, &told.unwrap_or_default());
    }
    if !table.is_empty() {
        let headings = ["parameter", "base value", "range", "unit", "evidence", "why"].map(|h| words.say(h));
        let caption =
            words.say("Parameters and the evidence for their ranges; ranges in brackets are stated but not sampled");
        rich_table(&mut m, "prose-table", (caption, &headings), |m| {
            for (parameter, id) in table.iter().zip(&page.anchors.of_parameters) {
                parameter_row(m, page, parameter, id.as_deref());
            }
        });
    }
    m
}

/// A row that links lead to, if it is the first of its name.
fn anchored(m: &mut Markup, id: Option<&str>, inside: impl FnOnce(&mut Markup)) {
    let id = id.unwrap_or_default();
    let attributes: [Attribute; 1] = [("id", &id)];
    m.element("tr", if id.is_empty() { &[] } else { &attributes }, inside);
}

fn parameter_row(m: &mut Markup, page: &Page, parameter: &ParameterEvidence, id: Option<&str>) {
    anchored(m, id, |m| {
        m.element("th", &[("scope", &"row")], |m| {
            m.text(&parameter.name);
            if !parameter.called.is_empty() {
                m.element("small", &[], |m| m.leaf("code", &[], &parameter.called));
            }
        });
        m.leaf("td", &[], &parameter.base);
        m.element("td", &[], |m| {
            m.text(&parameter.range);
            if !parameter.narrow.is_empty() {
                let text = "narrower: {range}";
                m.leaf("small", &[], &page.words.fill(text, &[("range", &parameter.narrow)]));
            }
        });
        m.leaf("td", &[], &parameter.unit);
        m.element("td", &[], |m| {
            badge(m, &parameter.kind, page.words);
            m.text(" ");
            page.keys(m, &parameter.keys);
        });
        m.element("td", &[("class", &"why")], |m| prose(m, &parameter.note));
    });
}

pub(super) fn statements(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let statements = &findings.evidence.statements;
    if statements.is_empty() {
        return m;
    }
    let count = words.count(statements.len(), "statement", "statements");
    let verdicts = evidence::counted(&findings.evidence.verdicts, words);
    paragraph(&mut m, &format!("{count}: {verdicts}."));
    let headings = [
        "lines",
        "statement, in our words",
        "maps to",
        "verdict",
        "figures",
        "sources",
    ]
    .map(|h| words.say(h));
    let caption = words.say("Every statement of the article and its verdict");
    rich_table(&mut m, "prose-table", (caption, &headings), |m| {
        statements.iter().for_each(|s| statement_row(m, page, s));
    });
    m
}

fn statement_row(m: &mut Markup, page: &Page, statement: &StatementFinding) {
    m.element("tr", &[], |m| {
        m.leaf("td", &[], &evidence::lines(&statement.lines));
        m.element("th", &[("scope", &"row"), ("class", &"said")], |m| {
            m.leaf("span", &[("class", &"id")], &statement.id);
            m.text(" ");
            m.text(&statement.paraphrase);
            m.leaf("small", &[], &statement.kind);
        });
        m.leaf("td", &[], &statement.element);
        m.element("td", &[], |m| m.leaf("strong", &[], &statement.verdict));
        m.element("td", &[("class", &"why")], |m| prose(m, &statement.figures));
        m.element("td", &[], |m| page.keys(m, &statement.keys));
    });
}

pub(super) fn sources(page: &Page) -> Markup {
    let mut m = Markup::new();
    let sources = &page.findings.evidence.sources;
    if sources.is_empty() {
        return m;
    }
    let headings = ["key", "title", "publisher", "date", "kind"].map(|h| page.words.say(h));
    let caption = page.words.say("Sources cited");
    rich_table(&mut m, "prose-table", (caption, &headings), |m| {
        for (source, id) in sources.iter().zip(&page.anchors.of_sources) {
            source_row(m, source, id.as_deref());
        }
    });
    m
}

fn source_row(m: &mut Markup, source: &SourceInfo, id: Option<&str>) {
    anchored(m, id, |m| {
        m.leaf("th", &[("scope", &"row")], &source.key);
        m.element("td", &[], |m| {
            let title = if source.title.is_empty() {
                &source.address
            } else {
                &source.title
            };
            address(m, &source.address, title);
        });
        m.leaf("td", &[], &source.publisher);
        m.leaf("td", &[("class", &"key")], &source.date);
        m.leaf("td", &[], &source.kind);
    });
}
