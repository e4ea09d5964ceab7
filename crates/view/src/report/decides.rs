//! The assumptions that decide the claims, those that decide most of them first.

use super::{Page, badge, paragraph, prose, rich_table};
use crate::evidence;
use crate::look;
use crate::markup::Markup;
use findings::{ClaimFinding, Driver};

/// The most assumptions that are listed.
const LISTED: usize = 6;

/// An assumption, and the claims that depend on it.
struct Deciding<'a> {
    driver: &'a Driver,
    claims: Vec<(&'a str, &'a Driver)>,
}

impl Deciding<'_> {
    /// By how much it moves the shares of its claims in all.
    fn swing(&self) -> f64 {
        let swings = self.claims.iter().map(|(_, driver)| (driver.to - driver.from).abs());
        swings.filter(|s| s.is_finite()).sum()
    }
}

pub(super) fn assumptions(page: &Page) -> Markup {
    let words = page.words;
    let mut m = Markup::new();
    let claims = look::standing_claims(page.findings);
    let mut deciding = by_assumption(&claims);
    if deciding.is_empty() {
        return m;
    }
    deciding.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    paragraph(
        &mut m,
        &evidence::deciding_sentence(page.findings, words).unwrap_or_default(),
    );
    let headings = [
        "assumption",
        "evidence",
        "share of futures, from one end of its range to the other",
    ]
    .map(|h| words.say(h));
    let caption = words.say("The assumptions that move the claims above most");
    rich_table(&mut m, "prose-table", (caption, &headings), |m| {
        deciding.iter().take(LISTED).for_each(|one| row(m, page, one));
    });
    m
}

/// The drivers of all claims, each once, with the claims that it drives.
fn by_assumption<'a>(claims: &[(&'a ClaimFinding, &'a str)]) -> Vec<Deciding<'a>> {
    let mut all: Vec<Deciding<'a>> = Vec::new();
    for (claim, says) in claims {
        for driver in &claim.drivers {
            match all.iter_mut().find(|one| one.driver.name == driver.name) {
                Some(one) => one.claims.push((says, driver)),
                None => all.push(Deciding {
                    driver,
                    claims: vec![(says, driver)],
                }),
            }
        }
    }
    all
}

fn row(m: &mut Markup, page: &Page, one: &Deciding) {
    m.element("tr", &[], |m| {
        m.element("th", &[("scope", &"row")], |m| {
            page.parameter(m, &one.driver.name);
            if !one.driver.note.is_empty() {
                m.element("small", &[], |m| prose(m, &one.driver.note));
            }
        });
        m.element("td", &[], |m| badge(m, &one.driver.evidence, page.words));
        m.element("td", &[("class", &"said")], |m| {
            m.element("ul", &[], |m| {
                one.claims.iter().for_each(|(says, driver)| m.leaf("li", &[], &moved(page, says, driver)));
            });
        });
    });
}

/// `It escalates violence: 10 → 76 %`.
fn moved(page: &Page, says: &str, driver: &Driver) -> String {
    let ends = [driver.from, driver.to].map(|share| page.words.share(share));
    format!("{says}: {} → {}", ends[0], ends[1])
}
