//! The head of the page: the question, the sample that answers it, and the rules that hold for every figure.

use super::{Page, answer, paragraph};
use crate::escape;
use crate::markup::{Attribute, Markup};
use crate::words::Words;
use crate::{history, look};

pub(super) fn header(m: &mut Markup, page: &Page) {
    let findings = page.findings;
    m.leaf("h1", &[], &findings.title);
    languages(m, page);
    if !findings.question.is_empty() {
        m.leaf("p", &[("class", &"question")], &findings.question);
    }
    paragraph(m, &findings.introduction);
    m.leaf("p", &[("class", &"sample")], &sample(page));
    answer::rules(m, page);
    if history::too_few(findings) {
        let text = "So few futures are left that the shares are only rough; draw more futures for firmer ones.";
        m.leaf("p", &[("class", &"warning")], page.words.say(text));
    }
}

/// How many futures and policies there are, over which years.
fn sample(page: &Page) -> String {
    let (findings, words) = (page.findings, page.words);
    let (from, until) = findings.sample.window;
    let policies = look::shown_policies(findings).len();
    let values = [
        ("accepted", history::accepted(findings, words)),
        ("policies", words.count(policies, "policy", "policies")),
        ("years", words.years(from, until)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    words.fill("{accepted}. {policies}, {years}.", &values)
}

/// Links to the same page in other languages, each in its own words.
fn languages(m: &mut Markup, page: &Page) {
    if page.options.others.is_empty() {
        return;
    }
    m.element("p", &[("class", &"languages")], |m| {
        for (language, file) in &page.options.others {
            language_link(m, language.words(), file);
        }
    });
}

fn language_link(m: &mut Markup, words: &Words, file: &str) {
    let href = escape::file(file);
    let leads: [Attribute; 3] = [("href", &href), ("lang", &words.tag), ("hreflang", &words.tag)];
    m.leaf("a", &leads, words.name);
}
