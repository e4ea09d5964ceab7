//! Two pictures: each claim's share over its threshold, and what policies do to two outcomes at once.

use super::{Page, note};
use crate::chart::{curve, trade};
use crate::look;
use crate::markup::Markup;
use findings::ClaimFinding;

/// The curves of the claims of the first screen.
pub(super) fn curves(page: &Page) -> Markup {
    let mut m = Markup::new();
    let (findings, words) = (page.findings, page.words);
    let claims = look::standing_claims(findings);
    let (drawn, others): (Vec<_>, Vec<_>) = claims.into_iter().partition(|(claim, _)| curve::of(claim).is_some());
    if drawn.is_empty() {
        return m;
    }
    let panel =
        |(claim, says): &(&ClaimFinding, &str)| Some(curve::drawn(findings, claim, says, curve::of(claim)?, words));
    let panels: Vec<Markup> = drawn.iter().filter_map(panel).collect();
    let text = "In what share of futures an outcome changes by more than so much; dotted: the study's threshold, and the share \
                there. A steep curve at the threshold means that the cut decides the share.";
    m.element("div", &[("class", &"small")], |m| {
        page.figure(m, &panels, words.say(text), &curve::twin(&drawn, words));
    });
    let near = drawn.iter().filter(|(claim, _)| curve::sits_on_the_median(claim));
    let text = "Near the median, so that another cut gives another verdict: {claims}.";
    claims_that(&mut m, page, text, near);
    let apart = others.iter().filter(|(claim, _)| claim.curve.is_some());
    let text = "No single curve, since the share differs between mechanisms: {claims}.";
    claims_that(&mut m, page, text, apart);
    m
}

/// A note on some claims, if there are any.
fn claims_that<'a>(
    m: &mut Markup,
    page: &Page,
    text: &'static str,
    claims: impl Iterator<Item = &'a (&'a ClaimFinding, &'a str)>,
) {
    let named: Vec<String> = claims.map(|(_, says)| page.words.fill("\"{claim}\"", &[("claim", says)])).collect();
    if !named.is_empty() {
        note(m, &page.words.fill(text, &[("claims", &named.join(", "))]));
    }
}

/// The first two outcomes of the first screen against each other.
pub(super) fn trade_off(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let Some(pair) = trade::outcomes(findings) else {
        return m;
    };
    m.element("div", &[("class", &"wide")], |m| {
        let text = "Each mark is a policy at its two medians; thin lines span the middle 90 % of futures, cut at the edge of the \
                    chart. Changes are relative to \"{reference}\", future by future. Policies in the crowd around 0 change \
                    little of either.";
        let caption = words.fill(text, &[("reference", &findings.reference)]);
        let twin = trade::twin(findings, pair, words);
        page.figure(m, &[trade::drawn(findings, pair, words)], &caption, &twin);
    });
    m
}
