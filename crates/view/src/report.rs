//! The report: one HTML file that needs nothing else. Four pages tell the answer; everything behind it is an appendix whose parts
//! open on demand and print only when they are open.

mod ahead;
mod anchors;
mod answer;
mod balance;
mod claims;
mod decides;
mod evidence;
mod loops;
mod method;
mod often;
mod opening;
mod outcomes;
mod past;
mod pictures;
mod policies;
mod rivals;
mod settings;
mod time;
mod trust;

use crate::claim;
use crate::markup::Markup;
use crate::table::{Table, framed};
use crate::words::{Language, Words};
use crate::{chart, escape};
use anchors::Anchors;
use findings::Findings;

const STYLE: &str = include_str!("report/report.css");

/// What a report says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportOptions {
    /// The study's folder, for the command that makes the report again; empty leaves the command out.
    pub study_path: String,
    /// What identifies the files that the report was made from, such as the manifest's hash; empty leaves
    /// it out.
    pub manifest: String,
    /// The language of all that the study does not say itself.
    pub language: Language,
    /// The same in other languages: files beside this one.
    pub others: Vec<(Language, String)>,
}

/// A study's findings as a self-contained page: no request leaves it, nothing in it runs, and it prints.
///
/// Tables and pictures say the same twice, every parameter and statement leads to its sources, and whatever
/// the study or its model brings is escaped.
pub fn report(findings: &Findings, options: &ReportOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let page = Page {
        findings,
        options,
        words,
        anchors: Anchors::new(findings),
    };
    let mut markup = Markup::new();
    markup.constant("<!DOCTYPE html>\n");
    markup.element("html", &[("lang", &words.tag)], |m| {
        m.element("head", &[], |m| head(m, findings));
        m.line();
        m.element("body", &[], |m| page.body(m));
    });
    markup.line();
    markup.into_string()
}

fn head(m: &mut Markup, findings: &Findings) {
    // Belt and braces: even if a name slipped through, the page could neither run nor load anything.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    m.void("meta", &[("charset", &"utf-8")]);
    for (key, name, content) in [
        ("name", "viewport", "width=device-width, initial-scale=1"),
        ("name", "color-scheme", "light dark"),
        ("http-equiv", "Content-Security-Policy", policy),
        ("name", "generator", "Counterflow"),
    ] {
        m.void("meta", &[(key, &name), ("content", &content)]);
    }
    m.leaf("title", &[], &findings.title);
    m.element("style", &[], |m| {
        m.constant(STYLE);
        m.constant(chart::STYLE);
    });
}

/// What every section needs.
struct Page<'a> {
    findings: &'a Findings,
    options: &'a ReportOptions,
    words: &'a Words,
    anchors: Anchors,
}

/// A part of the report: its anchor, its heading and what it holds; one that holds nothing is left out.
struct Section {
    id: &'static str,
    heading: String,
    inside: Markup,
}

/// The pages that are read and printed, and what opens on demand.
struct Sections {
    front: Vec<Section>,
    appendix: Vec<Section>,
}

impl Page<'_> {
    fn body(&self, m: &mut Markup) {
        let sections = self.sections();
        let skip = self.words.say("Skip to the findings");
        m.leaf("a", &[("class", &"skip"), ("href", &"#main")], skip);
        m.element("header", &[("class", &"top")], |m| opening::header(m, self));
        m.element("div", &[("class", &"columns")], |m| {
            self.contents(m, &sections);
            m.element("main", &[("id", &"main"), ("tabindex", &"-1")], |m| {
                sections.front.iter().for_each(|section| section.write(m));
                self.appendix(m, &sections.appendix);
            });
        });
        m.element("footer", &[], |m| self.footer(m));
    }

    fn footer(&self, m: &mut Markup) {
        m.leaf("p", &[], &method::made_by(self.findings, self.words));
        let text = "It does not predict: it says what follows from which assumptions.";
        m.leaf("p", &[], self.words.say(text));
    }

    fn sections(&self) -> Sections {
        let balances = balance::balances(self);
        let policies = policies::policies(self);
        // Harm and benefit stand in front; a study that weighs no outcome shows what each policy changes instead.
        let (front, behind) = match balances == Markup::new() {
            true => (policies, Markup::new()),
            false => (Markup::new(), policies),
        };
        Sections {
            front: self.front(balances, front),
            appendix: self.behind(behind),
        }
    }

    /// The question's answer, harm and benefit, two pictures, what decides it, and how far to trust it.
    fn front(&self, balances: Markup, policies: Markup) -> Vec<Section> {
        let said = |english: &'static str| self.words.say(english).to_owned();
        present([
            ("answer", said("The answer"), answer::sentences(self)),
            (
                "claims",
                said(claim::claims_heading(self.findings)),
                answer::claims(self),
            ),
            ("balance", said("Harm and benefit of each policy"), balances),
            ("policies", self.against_reference(), policies),
            (
                "trade-off",
                said("Trade-off between outcomes"),
                pictures::trade_off(self),
            ),
            (
                "thresholds-drawn",
                said("How much the threshold matters"),
                pictures::curves(self),
            ),
            ("decides", said("What decides it"), decides::assumptions(self)),
            ("trust", said("How far to trust it"), trust::trust(self)),
        ])
    }

    fn against_reference(&self) -> String {
        self.words.fill(
            "Change relative to \"{reference}\", future by future",
            &[("reference", &self.findings.reference)],
        )
    }

    /// What stands behind the answer, ever deeper.
    fn behind(&self, policies: Markup) -> Vec<Section> {
        let said = |english: &'static str| self.words.say(english).to_owned();
        present([
            ("policies", self.against_reference(), policies),
            ("outcomes", said("All outcomes"), outcomes::outcomes(self)),
            ("time", said("Over time"), time::charts(self)),
            ("claims-in-detail", said("The claims, one by one"), claims::claims(self)),
            ("loops", said("Feedback loops"), loops::loops(self)),
            (
                "published",
                said("A published result, recomputed"),
                settings::settings(self),
            ),
            ("history", said("Fit to the historical record"), past::history(self)),
            (
                "rivals",
                said("Rival explanations against the record"),
                rivals::rivals(self),
            ),
            ("ahead", said("Statements to be tested"), ahead::ahead(self)),
            ("thresholds", said("Thresholds and regret"), outcomes::thresholds(self)),
            ("failures", said("Failed runs"), outcomes::failures(self)),
            ("evidence", said("What it rests on"), evidence::parameters(self)),
            (
                "statements",
                said("The article, line by line"),
                evidence::statements(self),
            ),
            ("sources", said("Sources"), evidence::sources(self)),
            ("method", said("How it was made"), method::method(self)),
        ])
    }

    fn appendix(&self, m: &mut Markup, sections: &[Section]) {
        if sections.is_empty() {
            return;
        }
        let words = self.words;
        m.element("div", &[("class", &"appendix")], |m| {
            m.leaf("h2", &[("id", &"appendix")], words.say("Appendix"));
            let text = "Everything behind these pages, part by part: open what you need. Only open parts are printed. All \
                        numbers are in `findings.json` and the tables beside this file.";
            note(m, words.say(text));
            sections.iter().for_each(|section| section.fold(m));
        });
    }

    fn contents(&self, m: &mut Markup, sections: &Sections) {
        m.element("nav", &[("aria-label", &self.words.say("Contents"))], |m| {
            m.element("ol", &[], |m| {
                sections.front.iter().for_each(|section| section.entry(m));
                if !sections.appendix.is_empty() {
                    m.leaf("li", &[("class", &"part")], self.words.say("Appendix"));
                }
                sections.appendix.iter().for_each(|section| section.entry(m));
            });
        });
    }

    /// Pictures of one thing with what they show and their numbers.
    fn figure(&self, m: &mut Markup, panels: &[Markup], caption: &str, twin: &Table) {
        m.element("figure", &[], |m| {
            m.element("div", &[("class", &"panels")], |m| {
                panels.iter().for_each(|p| m.append(p))
            });
            if !caption.is_empty() {
                m.element("figcaption", &[], |m| prose(m, caption));
            }
            self.twin(m, twin);
        });
        m.line();
    }

    fn twin(&self, m: &mut Markup, twin: &Table) {
        m.element("details", &[], |m| {
            m.leaf("summary", &[], self.words.say("The same in numbers"));
            twin.html(m);
        });
    }

    /// Keys of sources, each a link to its entry if there is one.
    fn keys(&self, m: &mut Markup, keys: &[String]) {
        for (at, key) in keys.iter().enumerate() {
            if at > 0 {
                m.text(" ");
            }
            self.key(m, key);
        }
    }

    fn key(&self, m: &mut Markup, key: &str) {
        if let Some(id) = self.anchors.source(key) {
            m.leaf("a", &[("href", &format!("#{id}"))], key);
        } else {
            let text = self.words.fill("{key} (not listed)", &[("key", key)]);
            m.leaf("span", &[("class", &"key")], &text);
        }
    }

    /// An uncertainty or an alternative, linked to what supports it if that is listed.
    fn parameter(&self, m: &mut Markup, name: &str) {
        match self.anchors.parameter(name) {
            Some(id) => m.leaf("a", &[("href", &format!("#{id}"))], name),
            None => m.text(name),
        }
    }
}

/// The parts that hold something.
fn present<const N: usize>(all: [(&'static str, String, Markup); N]) -> Vec<Section> {
    let sections = all.into_iter().map(|(id, heading, inside)| Section { id, heading, inside });
    sections.filter(|section| section.inside != Markup::new()).collect()
}

impl Section {
    fn write(&self, m: &mut Markup) {
        let heading = format!("{}-heading", self.id);
        m.element("section", &[("id", &self.id), ("aria-labelledby", &heading)], |m| {
            m.leaf("h2", &[("id", &heading)], &self.heading);
            m.append(&self.inside);
        });
        m.line();
    }

    /// The same, closed until it is opened or a link leads into it.
    fn fold(&self, m: &mut Markup) {
        let heading = format!("{}-heading", self.id);
        m.element("details", &[("class", &"part")], |m| {
            m.element("summary", &[], |m| m.leaf("h2", &[("id", &heading)], &self.heading));
            m.element("section", &[("id", &self.id), ("aria-labelledby", &heading)], |m| {
                m.append(&self.inside);
            });
        });
        m.line();
    }

    fn entry(&self, m: &mut Markup) {
        m.element("li", &[], |m| {
            m.leaf("a", &[("href", &format!("#{}", self.id))], &self.heading);
        });
    }
}

/// A kind of evidence as a small label; judgement looks weaker than the rest.
fn badge(m: &mut Markup, kind: &str, words: &Words) {
    let class = if kind == crate::evidence::JUDGEMENT {
        "badge weak"
    } else {
        "badge"
    };
    if !kind.is_empty() {
        m.leaf("span", &[("class", &class)], words.term(kind));
    }
}

/// An address as a link if it leads to the web, else as it is written.
fn address(m: &mut Markup, address: &str, text: &str) {
    match escape::link(address) {
        Some(href) => m.leaf("a", &[("href", &href), ("rel", &"noreferrer")], text),
        None => m.text(text),
    }
}

/// Where what was observed is to be found.
fn observed_at(m: &mut Markup, page: &Page, at: &str) {
    if !at.is_empty() {
        m.element("p", &[("class", &"note")], |m| {
            m.text(page.words.say("Observed: "));
            address(m, at, at);
        });
    }
}

fn paragraph(m: &mut Markup, text: &str) {
    if !text.trim().is_empty() {
        m.element("p", &[], |m| prose(m, text));
    }
}

fn note(m: &mut Markup, text: &str) {
    m.element("p", &[("class", &"note")], |m| prose(m, text));
}

/// Text in which names of the model stand in back-quotes, as they do in messages.
fn prose(m: &mut Markup, text: &str) {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return m.text(text);
    }
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 1 {
            m.leaf("code", &[], part)
        } else {
            m.text(part)
        }
    }
}

/// A table whose cells hold more than text; `class` says whether they read as `figures` or as `prose`.
fn rich_table(
    m: &mut Markup,
    class: &'static str,
    (caption, headings): (&str, &[&str]),
    body: impl FnOnce(&mut Markup),
) {
    m.element("div", &[("class", &class)], |m| {
        framed(m, caption, |m| {
            m.element("thead", &[], |m| {
                m.element("tr", &[], |m| {
                    headings.iter().for_each(|h| m.leaf("th", &[("scope", &"col")], h))
                });
            });
            m.element("tbody", &[], body);
        });
    });
}
