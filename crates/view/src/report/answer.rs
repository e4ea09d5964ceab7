//! The answer: plain sentences with what they rest on least, and each claim's share beside what the record leaves of it.

use super::{Page, badge, paragraph, rich_table};
use crate::chart::share;
use crate::claim;
use crate::look;
use crate::markup::Markup;
use crate::record;
use crate::words::Words;
use findings::{ClaimFinding, Findings, PlainSentence};

/// The study's plain sentences.
pub(super) fn sentences(page: &Page) -> Markup {
    let mut m = Markup::new();
    let sentences = &page.findings.sentences;
    if !sentences.is_empty() {
        m.element("ol", &[("class", &"answer")], |m| {
            sentences.iter().for_each(|s| m.element("li", &[], |m| sentence(m, page, s)));
        });
    }
    m
}

/// A sentence and, below it, the assumption that rests on least of those it depends on.
fn sentence(m: &mut Markup, page: &Page, sentence: &PlainSentence) {
    stressed(m, sentence, page.words);
    if let Some(driver) = &sentence.weakest {
        m.element("small", &[], |m| {
            m.text(page.words.say("Weakest assumption: "));
            page.parameter(m, &driver.name);
            m.text(" ");
            badge(m, &driver.evidence, page.words);
        });
    }
}

/// The sentence with its shares in bold.
fn stressed(m: &mut Markup, sentence: &PlainSentence, words: &Words) {
    let once = |name: &String| sentence.shares.iter().filter(|(other, _)| other == name).count() == 1;
    let single = sentence.shares.iter().filter(|(name, _)| once(name));
    let shares: Vec<String> = single.map(|(_, share)| words.share(*share)).collect();
    let mut rest = sentence.text.as_str();
    while let Some((at, share)) = first_of(rest, &shares) {
        let (before, after) = rest.split_at(at);
        m.text(before);
        m.leaf("b", &[], share);
        rest = &after[share.len()..];
    }
    m.text(rest);
}

/// The first of some shares that a text states, where no digit stands before it.
fn first_of<'a>(text: &str, shares: &'a [String]) -> Option<(usize, &'a String)> {
    let stands =
        |(at, _): &(usize, &String)| !text[..*at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let places = shares.iter().filter_map(|share| Some((text.find(share.as_str())?, share)));
    places.filter(stands).min_by_key(|(at, _)| *at)
}

/// The claims of the first screen.
pub(super) fn claims(page: &Page) -> Markup {
    let mut m = Markup::new();
    let claims = look::standing_claims(page.findings);
    if claims.is_empty() {
        return m;
    }
    let words = page.words;
    let record = Record::of(page.findings);
    let beside = record.columns().map(|(heading, _)| words.say(heading));
    let headings: Vec<&str> = [words.say("claim"), words.say("holds in")]
        .into_iter()
        .chain(beside)
        .chain([words.say("depends most on")])
        .collect();
    rich_table(&mut m, "claims", (&caption(page), &headings), |m| {
        claims.iter().for_each(|(claim, says)| row(m, page, &record, claim, says));
    });
    m
}

/// Which columns the record adds to the claims.
struct Record {
    has_survivors: bool,
    has_weighted: bool,
}

impl Record {
    fn of(findings: &Findings) -> Record {
        Record {
            has_survivors: record::has_survivors(findings),
            has_weighted: record::has_weighted(findings),
        }
    }

    /// A column's heading and what its cells say.
    fn columns(&self) -> impl Iterator<Item = (&'static str, fn(&ClaimFinding, &Words) -> String)> {
        let survivors = self
            .has_survivors
            .then_some(("survivors", record::survivors as fn(&ClaimFinding, &Words) -> String));
        let weighted = self.has_weighted.then_some(("by fit", record::weighted as fn(&ClaimFinding, &Words) -> String));
        survivors.into_iter().chain(weighted)
    }
}

/// What the columns hold, and why one is missing.
fn caption(page: &Page) -> String {
    let (findings, words) = (page.findings, page.words);
    let share = "Share of the accepted futures in which each claim holds; dot: all of them, bar: across mechanisms.";
    let survivors = record::survivors_sentence(findings, words).filter(|_| record::has_survivors(findings));
    let survivors = survivors.or_else(|| record::nobody(findings, words));
    let weighted =
        record::has_weighted(findings).then(|| words.say("By fit: weighted by fit to the record.").to_owned());
    let said = [words.say(share).to_owned()].into_iter().chain(survivors).chain(weighted);
    said.collect::<Vec<_>>().join(" ")
}

fn row(m: &mut Markup, page: &Page, record: &Record, claim: &ClaimFinding, says: &str) {
    let words = page.words;
    m.element("tr", &[], |m| {
        m.element("th", &[("scope", &"row")], |m| name(m, page, claim, says));
        let class = if claim.apart.is_empty() { "big" } else { "big apart" };
        m.element("td", &[("class", &"strip")], |m| {
            m.leaf("span", &[("class", &class)], &claim::holds_in(claim, words));
            strip(m, claim, words);
        });
        for (heading, told) in record.columns() {
            let label = words.say(heading);
            m.leaf("td", &[("data-label", &label)], &told(claim, words));
        }
        let label = words.say("depends most on");
        m.element("td", &[("class", &"prose"), ("data-label", &label)], |m| {
            first_driver(m, page, claim)
        });
    });
}

fn strip(m: &mut Markup, claim: &ClaimFinding, words: &Words) {
    if let Some(strip) = share::strip_drawn(claim, words) {
        m.append(&strip);
    }
}

/// The assumption that a claim depends on most, if one stands out.
fn first_driver(m: &mut Markup, page: &Page, claim: &ClaimFinding) {
    if let Some(driver) = claim.drivers.first() {
        page.parameter(m, &driver.name);
        m.text(" ");
        badge(m, &driver.evidence, page.words);
    } else if claim.share.is_some() {
        m.text(page.words.say("no single assumption dominates"));
    }
}

/// The claim and what was tested.
fn name(m: &mut Markup, page: &Page, claim: &ClaimFinding, says: &str) {
    claim_link(m, page, claim, says);
    if claim.says != says && !claim.predicate.is_empty() {
        // What was tested has no full stop of its own; a sentence follows it where shares are not averaged.
        let stop = if claim.apart.is_empty() { "" } else { "." };
        m.leaf("small", &[], &format!("{}{stop}", claim.says));
    }
    for told in claim::apart_notes(claim, page.words) {
        m.leaf("small", &[], &told);
    }
    if let Some(why) = &claim.unfair {
        paragraph_small(m, page.words.say("Not tested:"), why);
    }
}

fn paragraph_small(m: &mut Markup, heading: &str, text: &str) {
    m.element("small", &[], |m| {
        m.leaf("b", &[], heading);
        m.text(" ");
        m.text(text);
    });
}

/// What a claim says, leading to where it is shown in full.
fn claim_link(m: &mut Markup, page: &Page, claim: &ClaimFinding, says: &str) {
    let place = page.findings.claims.iter().position(|c| std::ptr::eq(c, claim));
    match place.and_then(|at| page.anchors.of_claims.get(at)) {
        Some(id) => m.leaf("a", &[("href", &format!("#{id}"))], says),
        None => m.text(says),
    }
}

/// One rule for all outcomes, and what a share is not: said once, before the first share.
pub(super) fn rules(m: &mut Markup, page: &Page) {
    let (findings, words) = (page.findings, page.words);
    let text = "A share of sampled futures is not a probability: other ranges would give other shares.";
    let mut told = words.say(text).to_owned();
    if let Some(material) = findings.material {
        let (share, absolute) = (words.stated(material), words.exact(material));
        let values = [
            ("share", share.as_str()),
            ("reference", &findings.reference),
            ("absolute", &absolute),
        ];
        let is_absolute = findings.balances.iter().flat_map(|b| &b.rows).any(|row| !row.relative);
        let text = if is_absolute {
            "The yardstick: an outcome counts as better or worse if it differs from \"{reference}\" in the same future by at \
             least {share} ({absolute} for an index)."
        } else {
            "The yardstick: an outcome counts as better or worse if it differs from \"{reference}\" in the same future by at \
             least {share}."
        };
        told = format!("{told} {}", words.fill(text, &values));
    }
    paragraph(m, &told);
}
