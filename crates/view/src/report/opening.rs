//! The first screen as a page: the question, the claims, the policies, and how far to trust them.

use super::{Page, badge, note, paragraph, prose, rich_table};
use crate::chart::{share, trade};
use crate::markup::{Attribute, Markup};
use crate::words::Words;
use crate::{claim, escape};
use crate::{history, look};
use findings::{ClaimFinding, OutcomeInfo, PolicyInfo};

pub(super) fn header(m: &mut Markup, page: &Page) {
    let findings = page.findings;
    m.leaf("h1", &[], &findings.title);
    languages(m, page);
    if !findings.question.is_empty() {
        m.leaf("p", &[("class", &"question")], &findings.question);
    }
    paragraph(m, &findings.introduction);
    m.leaf("p", &[("class", &"sample")], &sample(page));
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

/// The claims of the first screen.
pub(super) fn claims(page: &Page) -> Markup {
    let mut m = Markup::new();
    let claims = look::screen_claims(page.findings);
    if claims.is_empty() {
        return m;
    }
    let said = |english| page.words.say(english);
    note(
        &mut m,
        said(
            "A share of sampled futures is not a probability. It says how often a claim holds among the \
             futures that were sampled and look like the past; other ranges would give other shares.",
        ),
    );
    let headings = [
        "claim",
        "holds in",
        "dot: all futures; bar: across mechanisms",
        "across mechanisms",
        "depends most on",
    ]
    .map(said);
    let caption = said("Claims, and the share of sampled futures in which each holds");
    rich_table(&mut m, "claims", (caption, &headings), |m| {
        claims.iter().for_each(|(claim, says)| claim_row(m, page, claim, says));
    });
    m
}

fn claim_row(m: &mut Markup, page: &Page, claim: &ClaimFinding, says: &str) {
    let words = page.words;
    m.element("tr", &[], |m| {
        m.element("th", &[("scope", &"row")], |m| claim_name(m, page, claim, says));
        let label = words.say("holds in");
        let class = if claim.apart.is_empty() { "big" } else { "big apart" };
        m.element("td", &[("class", &class), ("data-label", &label)], |m| {
            m.text(&claim::holds_in(claim, words));
        });
        m.element("td", &[("class", &"strip")], |m| {
            if let Some(strip) = share::strip_drawn(claim, words) {
                m.append(&strip);
            }
        });
        let across = claim::across(claim, words);
        m.leaf("td", &[("data-label", &words.say("across mechanisms"))], &across);
        let label = words.say("depends most on");
        m.element("td", &[("class", &"prose"), ("data-label", &label)], |m| {
            first_driver(m, page, claim)
        });
    });
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

/// The claim, how it was tested, and its rival.
fn claim_name(m: &mut Markup, page: &Page, claim: &ClaimFinding, says: &str) {
    claim_link(m, page, claim, says);
    if claim.says != says && !claim.predicate.is_empty() {
        small(m, page.words.say("Tested:"), &claim.says);
    }
    let beside = claim::beside(claim, page.words);
    for told in claim::apart_notes(claim, page.words).into_iter().chain(beside) {
        m.leaf("small", &[], &told);
    }
    if let Some(why) = &claim.unfair {
        small(m, page.words.say("Not tested:"), why);
    }
    if !claim.rival.is_empty() {
        small(m, page.words.say("Counter-argument:"), &claim.rival);
    }
}

/// What a claim says, leading to where it is shown in full.
fn claim_link(m: &mut Markup, page: &Page, claim: &ClaimFinding, says: &str) {
    let place = page.findings.claims.iter().position(|c| std::ptr::eq(c, claim));
    match place.and_then(|at| page.anchors.of_claims.get(at)) {
        Some(id) => m.leaf("a", &[("href", &format!("#{id}"))], says),
        None => m.text(says),
    }
}

fn small(m: &mut Markup, heading: &str, text: &str) {
    m.element("small", &[], |m| {
        m.leaf("b", &[], heading);
        m.text(" ");
        m.text(text);
    });
}

/// The outcomes of the first screen under every policy, and what each policy sets.
pub(super) fn policies(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let outcomes = look::screen_outcomes(findings);
    let policies = look::shown_policies(findings);
    if outcomes.is_empty() || policies.is_empty() || findings.results.is_empty() {
        return m;
    }
    let named = outcomes.iter().map(|o| look::heading(o));
    let headings: Vec<&str> = [words.say("policy")].into_iter().chain(named).collect();
    let caption = words.say("First row: the level with no change; other rows: the change from it");
    rich_table(&mut m, "figures", (caption, &headings), |m| {
        policies
            .iter()
            .for_each(|policy| policy_row(m, page, policy, &outcomes));
    });
    outcome_links(&mut m, page, &outcomes);
    trade(&mut m, page);
    note(
        &mut m,
        words.say("Median (5th–95th percentile). Policies are listed in the study's order; they are not ranked."),
    );
    m
}

fn policy_row(m: &mut Markup, page: &Page, policy: &PolicyInfo, outcomes: &[&OutcomeInfo]) {
    m.element("tr", &[], |m| {
        m.element("th", &[("scope", &"row")], |m| {
            m.text(&policy.name);
            policy.sets.iter().for_each(|set| m.leaf("small", &[], set));
        });
        for outcome in outcomes {
            let result = look::result(page.findings, &policy.name, &outcome.name);
            let told = result.map_or(String::new(), |r| look::against_reference(r, page.words));
            m.leaf("td", &[("data-label", &look::heading(outcome))], &told);
        }
    });
}

/// The first two outcomes of the table against each other.
fn trade(m: &mut Markup, page: &Page) {
    let (findings, words) = (page.findings, page.words);
    let Some(pair) = trade::outcomes(findings) else {
        return;
    };
    m.leaf("h3", &[], words.say("Trade-off between outcomes"));
    m.element("div", &[("class", &"wide")], |m| {
        let text = "Each number marks a policy at its two medians; thin lines span the middle 90 % of futures, cut at the \
                    edge of the chart. Changes are relative to \"{reference}\", future by future. Policies that crowd around \
                    0 change little of either.";
        let caption = words.fill(text, &[("reference", &findings.reference)]);
        let twin = trade::twin(findings, pair, words);
        page.figure(m, &[trade::drawn(findings, pair, words)], &caption, &twin);
    });
}

/// Where each outcome of the table is shown in full.
fn outcome_links(m: &mut Markup, page: &Page, outcomes: &[&OutcomeInfo]) {
    m.element("p", &[("class", &"note")], |m| {
        m.text(page.words.say("Details: "));
        for (at, outcome) in outcomes.iter().enumerate() {
            m.text(if at > 0 { ", " } else { "" });
            outcome_link(m, page, outcome);
        }
        m.text(".");
    });
}

fn outcome_link(m: &mut Markup, page: &Page, outcome: &OutcomeInfo) {
    let place = page.findings.outcomes.iter().position(|o| std::ptr::eq(o, outcome));
    match place.and_then(|at| page.anchors.of_outcomes.get(at)) {
        Some(id) => m.leaf("a", &[("href", &format!("#{id}"))], look::heading(outcome)),
        None => m.text(look::heading(outcome)),
    }
}

/// The model against history and what it cannot tell, in short, and where help is to be found.
pub(super) fn limits(page: &Page) -> Markup {
    let findings = page.findings;
    let mut m = Markup::new();
    let cards = [
        Card {
            heading: "Fit to the record",
            list: record(page),
            more: "#history",
        },
        Card {
            heading: "What it cannot tell",
            list: findings.cannot_tell.clone(),
            more: "",
        },
    ];
    let cards: Vec<&Card> = cards.iter().filter(|card| !card.list.is_empty()).collect();
    if !cards.is_empty() {
        m.element("div", &[("class", &"cards")], |m| {
            cards.iter().for_each(|card| card.write(m, page));
        });
    }
    if !findings.help.is_empty() {
        m.leaf("p", &[("class", &"help")], &findings.help);
    }
    m
}

/// The series that the model misses most, and the fit.
fn record(page: &Page) -> Vec<String> {
    let (findings, words) = (page.findings, page.words);
    let tested = history::tested(findings).into_iter().take(3);
    tested
        .map(|h| history::verdict(h, &history::name(findings, h), words))
        .chain(history::fit(findings, words))
        .collect()
}

/// A heading with a list below it, and where more is told.
struct Card {
    heading: &'static str,
    list: Vec<String>,
    more: &'static str,
}

impl Card {
    fn write(&self, m: &mut Markup, page: &Page) {
        m.element("div", &[("class", &"card")], |m| {
            m.leaf("h3", &[], page.words.say(self.heading));
            m.element("ul", &[], |m| {
                self.list
                    .iter()
                    .for_each(|text| m.element("li", &[], |m| prose(m, text)))
            });
            if !self.more.is_empty() {
                let more = page.words.say("Full comparison");
                m.element("p", &[], |m| m.leaf("a", &[("href", &self.more)], more));
            }
        });
    }
}
