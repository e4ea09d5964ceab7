//! How far to trust the answer: the fit, the explanations that the record leaves, what it cannot tell, and where help is.

use super::{Page, prose};
use crate::markup::Markup;
use crate::words::Words;
use crate::{claim, history, look, record};
use findings::ClaimFinding;

/// The model against history and what it cannot tell, in short, and where help is to be found.
pub(super) fn trust(page: &Page) -> Markup {
    let findings = page.findings;
    let mut m = Markup::new();
    let cards = [
        Card {
            heading: "Fit to the record",
            list: fit(page),
            more: "#history",
        },
        Card {
            heading: "Not rejected by the record",
            list: findings.rivals.iter().map(|rival| record::standing(rival, page.words)).collect(),
            more: "#rivals",
        },
        Card {
            heading: "In other samples",
            list: elsewhere(page),
            more: "",
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
fn fit(page: &Page) -> Vec<String> {
    let (findings, words) = (page.findings, page.words);
    let tested = history::tested(findings).into_iter().take(2);
    tested
        .map(|h| history::verdict(h, &history::name(findings, h), words))
        .chain(history::fit(findings, words))
        .collect()
}

/// The claims whose share is clearly another one with narrower ranges, without the history filter or in refitted futures:
/// `It escalates violence: 43 %, but 77 % if disputed ranges are narrowed`.
fn elsewhere(page: &Page) -> Vec<String> {
    let words = page.words;
    let claims = look::standing_claims(page.findings).into_iter();
    let told = claims.filter(|(claim, _)| claim.apart.is_empty()).filter_map(|(claim, says)| {
        let others = differing(claim, words);
        let values = [
            ("claim", says),
            ("share", &claim::holds_in(claim, words)),
            ("others", &others.join(", ")),
        ];
        (!others.is_empty()).then(|| words.fill("{claim}: {share}, but {others}", &values))
    });
    told.collect()
}

fn differing(claim: &ClaimFinding, words: &Words) -> Vec<String> {
    const CLEARLY: f64 = 0.1;
    let others = [
        ("{share} if disputed ranges are narrowed", &claim.narrow),
        ("{share} if futures unlike the past count too", &claim.unfiltered),
        ("{share} in futures fitted anew to the record", &claim.fitted),
    ];
    let apart = |share: f64| claim.share.is_some_and(|own| (share - own).abs() >= CLEARLY);
    let told = others.into_iter().filter_map(|(template, other)| {
        let other = other.as_ref().filter(|other| other.share.is_some_and(apart))?;
        Some(words.fill(template, &[("share", &claim::other(other, words))]))
    });
    told.collect()
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
                self.list.iter().for_each(|text| m.element("li", &[], |m| prose(m, text)))
            });
            if !self.more.is_empty() {
                let more = page.words.say("Full comparison");
                m.element("p", &[], |m| m.leaf("a", &[("href", &self.more)], more));
            }
        });
    }
}
