//! Each claim: its test, its share of futures, the mechanisms and assumptions it depends on, and its rival.

use super::{Page, badge, paragraph};
use crate::chart::{curve, share};
use crate::claim;
use crate::evidence;
use crate::markup::Markup;
use crate::record;
use crate::words::Words;
use findings::{ClaimFinding, Driver};

pub(super) fn claims(page: &Page) -> Markup {
    let mut m = Markup::new();
    let claims = &page.findings.claims;
    for kind in kinds(claims) {
        let heading = if kind.is_empty() { page.words.say("claim") } else { kind };
        m.leaf("h3", &[("class", &"kind")], heading);
        for (at, claim) in claims.iter().enumerate().filter(|(_, c)| c.kind == kind) {
            let id = page.anchors.of_claims.get(at).map_or("", String::as_str);
            m.element("article", &[("id", &id), ("class", &"claim")], |m| one(m, page, claim));
            m.line();
        }
    }
    m
}

/// The kinds of claims, in the order in which they first appear.
fn kinds(claims: &[ClaimFinding]) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for claim in claims {
        if !kinds.contains(&claim.kind.as_str()) {
            kinds.push(&claim.kind);
        }
    }
    kinds
}

fn one(m: &mut Markup, page: &Page, claim: &ClaimFinding) {
    m.element("h4", &[], |m| {
        m.leaf("span", &[("class", &"id")], &claim.id);
        m.text(" ");
        m.text(&claim.says);
    });
    if !claim.lines.is_empty() {
        m.leaf("p", &[("class", &"meta")], &lines(claim, page.words));
    }
    m.element("div", &[("class", &"split")], |m| {
        m.element("div", &[], |m| told(m, page, claim));
        if let Some(curve) = curve::of(claim) {
            let panel = curve::drawn(page.findings, claim, &claim.says, curve, page.words);
            page.figure(m, &[panel], "", &curve::twin(&[(claim, &claim.id)], page.words));
        }
    });
}

/// Where the article says it.
fn lines(claim: &ClaimFinding, words: &Words) -> String {
    let lines = evidence::lines(&claim.lines);
    let template = match claim.lines.len() {
        1 => "Line {lines} of the article",
        _ => "Lines {lines} of the article",
    };
    words.fill(template, &[("lines", &lines)])
}

fn told(m: &mut Markup, page: &Page, claim: &ClaimFinding) {
    let words = page.words;
    m.element("p", &[("class", &"verdict")], |m| verdict(m, page, claim));
    if !claim.predicate.is_empty() {
        m.element("p", &[], |m| {
            m.text(words.say("Test: "));
            m.leaf("code", &[], &claim.predicate);
        });
    }
    if let Some(why) = &claim.unfair {
        paragraph(m, &format!("{} {why}", words.say("Not tested:")));
    }
    drivers(m, page, claim);
    mechanisms(m, claim, words);
    if !claim.rival.is_empty() {
        m.element("p", &[], |m| {
            m.leaf("b", &[], words.say("Counter-argument:"));
            m.text(" ");
            m.text(&claim.rival);
        });
    }
}

/// The assumptions that a claim depends on, and how many of them rest on judgement.
fn drivers(m: &mut Markup, page: &Page, claim: &ClaimFinding) {
    if claim.drivers.is_empty() {
        return;
    }
    m.leaf("p", &[], page.words.say("Depends most on (strongest first):"));
    m.element("ul", &[], |m| {
        claim.drivers.iter().for_each(|d| driver(m, page, claim, d))
    });
    if let Some(judged) = evidence::deciding_one(claim, page.words) {
        m.leaf("p", &[("class", &"meta")], &judged);
    }
}

/// The mechanisms between whose choices the share differs most, choice by choice.
fn mechanisms(m: &mut Markup, claim: &ClaimFinding, words: &Words) {
    let telling = share::telling(claim);
    if telling.is_empty() {
        return;
    }
    m.leaf("p", &[], words.say("By mechanism, the most telling first:"));
    m.element("ul", &[], |m| {
        for alternative in telling {
            let choices = claim.branches.iter().filter(|b| b.alternative == alternative);
            let choices: Vec<String> = choices.map(|b| format!("{} {}", b.choice, words.share(b.share))).collect();
            m.leaf("li", &[], &format!("{alternative}: {}", choices.join(" · ")));
        }
    });
}

/// What the record leaves of the share: `Survivors 46 %; by fit 50 %`.
fn by_record(page: &Page, claim: &ClaimFinding) -> Option<String> {
    let (findings, words) = (page.findings, page.words);
    let survivors = record::has_survivors(findings).then(|| record::survivors(claim, words));
    let weighted = record::has_weighted(findings).then(|| record::weighted(claim, words));
    let told = [
        survivors.map(|share| words.fill("{share} among survivors", &[("share", &share)])),
        weighted.map(|share| words.fill("{share} by fit", &[("share", &share)])),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| words.fill("By the record: {told}", &[("told", &told.join("; "))]))
}

/// `Holds in 72 % of futures; 58 decide it, standard error 6 %; 55–88 % across mechanisms; undecided in 2 futures.`
fn verdict(m: &mut Markup, page: &Page, claim: &ClaimFinding) {
    let words = page.words;
    if claim.share.is_none() {
        m.leaf("strong", &[], &claim::holds_in(claim, words));
        return;
    }
    m.text(words.say("Holds in "));
    m.leaf("strong", &[], &claim::holds_in_futures(claim, words));
    m.text(&precision(claim, words));
    m.text(".");
    claim::apart_notes(claim, words)
        .iter()
        .chain(by_record(page, claim).iter())
        .chain(claim::beside(claim, words).iter())
        .for_each(|told| m.leaf("small", &[], told));
}

/// What the share is of, and how far it can be off.
fn precision(claim: &ClaimFinding, words: &Words) -> String {
    let decided = words.count(claim.decided, "future", "futures");
    let mut told = words.fill("; evaluated in {decided}", &[("decided", &decided)]);
    if claim.apart.is_empty() {
        let error = words.percent(claim.standard_error);
        told += &words.fill(", standard error {error}", &[("error", &error)]);
    }
    if let Some((low, high)) = claim.across {
        let range = words.share_range(low, high);
        told += &words.fill("; {range} across mechanisms", &[("range", &range)]);
    }
    if claim.undecided > 0 {
        let undecided = words.count(claim.undecided, "future", "futures");
        let text = "; undecided in {undecided}, where a run failed";
        told += &words.fill(text, &[("undecided", &undecided)]);
    }
    told
}

fn driver(m: &mut Markup, page: &Page, claim: &ClaimFinding, driver: &Driver) {
    m.element("li", &[], |m| {
        page.parameter(m, &driver.name);
        m.text(" ");
        badge(m, &driver.evidence, page.words);
        m.text(&moved(claim, driver, page.words));
    });
}

/// How the share differs between the ends of an assumption's range, or between its choices.
fn moved(claim: &ClaimFinding, driver: &Driver, words: &Words) -> String {
    let is_choice = claim.branches.iter().any(|b| b.alternative == driver.name);
    let text = if is_choice {
        ": from {from} to {to} across its choices"
    } else {
        ": from {from} to {to}, from the lowest to the highest third of its range"
    };
    let (from, to) = (words.share(driver.from), words.share(driver.to));
    words.fill(text, &[("from", &from), ("to", &to)])
}
