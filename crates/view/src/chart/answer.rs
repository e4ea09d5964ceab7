//! The answer in one picture: the claims with their shares of futures, and what each policy does to the first outcome.

use super::axis::Axis;
use super::interval::Changes;
use super::{Frame, bottom_axis, cut, grid, label, lines, picture, share, upright};
use crate::claim;
use crate::look;
use crate::markup::{Attribute, Markup, Px};
use crate::words::{Language, Words};
use findings::{ClaimFinding, Findings, OutcomeInfo};

const WIDTH: f64 = 780.0;
const ROW: f64 = 27.0;
/// Where names end, the scale lies and figures stand.
const NAMES: f64 = 12.0;
const SCALE: (f64, f64) = (318.0, 596.0);
const FIGURES: f64 = WIDTH - 14.0;

/// A picture for the top of a page about the study, to stand alone as a file.
///
/// Above, each claim of the first screen: a dot for the share of futures in which it holds and a bar for its range across
/// mechanisms. Below, the first outcome of the first screen: the change under each policy, its median and middle 90 %.
pub fn answer(findings: &Findings, language: Language) -> String {
    super::standalone(&drawn(findings, language.words()).into_string())
}

pub(crate) fn drawn(findings: &Findings, words: &Words) -> Markup {
    let claims = look::standing_claims(findings);
    let outcome = look::screen_outcomes(findings).into_iter().next();
    let changes = outcome.map(|o| (o, Changes::new(findings, o, words))).filter(|(_, c)| !c.rows.is_empty());
    let above = height_of(claims.len());
    let below = height_of(changes.as_ref().map_or(0, |(_, c)| c.rows.len()));
    let size = (WIDTH, (above + below).max(20.0));
    picture(size, &findings.title, &description(&claims, words), |m| {
        ground(m, size);
        if !claims.is_empty() {
            shares(m, &claims, findings, words);
        }
        if let Some((outcome, changes)) = &changes {
            heading(m, above + 20.0, &changes_heading(findings, outcome, words));
            draw_changes(m, above + 34.0, changes, words);
        }
    })
}

/// What a part with so many rows needs; one without rows is not drawn.
fn height_of(rows: usize) -> f64 {
    if rows == 0 { 0.0 } else { 84.0 + ROW * rows as f64 }
}

fn ground(m: &mut Markup, (width, height): (f64, f64)) {
    let (width, height) = (Px(width), Px(height));
    let size: [Attribute; 3] = [("class", &"cf-ground"), ("width", &width), ("height", &height)];
    m.void("rect", &size);
}

fn changes_heading(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> String {
    let values = [
        ("outcome", look::heading(outcome)),
        ("reference", findings.reference.as_str()),
    ];
    let text = "{outcome}: change relative to \"{reference}\", future by future (line: 5th–95th percentile)";
    words.fill(text, &values)
}

fn description(claims: &[(&ClaimFinding, &str)], words: &Words) -> String {
    let told = claims.iter().map(|(claim, says)| format!("{says}: {}", claim::holds_in_futures(claim, words)));
    told.collect::<Vec<_>>().join("; ") + "."
}

fn heading(m: &mut Markup, y: f64, text: &str) {
    label(m, "cf-name", (NAMES, y), "start", &cut(text, 110));
}

fn name(m: &mut Markup, y: f64, text: &str) {
    if text.chars().count() <= 46 {
        return label(m, "cf-halo cf-large", (NAMES, y + 4.5), "start", text);
    }
    // A sentence takes two smaller lines.
    for (at, text) in lines(text, 56, 2).iter().enumerate() {
        label(m, "cf-halo", (NAMES, y - 2.0 + 12.0 * at as f64), "start", text);
    }
}

fn figure(m: &mut Markup, y: f64, text: &str) {
    label(m, "cf-large cf-strong", (FIGURES, y + 4.5), "end", text);
}

fn shares(m: &mut Markup, claims: &[(&ClaimFinding, &str)], findings: &Findings, words: &Words) {
    let text = "{heading}, and the share of sampled futures in which it holds (bar: range across mechanisms)";
    let claimed = words.say(claim::claims_heading(findings));
    heading(m, 24.0, &words.fill(text, &[("heading", claimed)]));
    let frame = Frame {
        left: SCALE.0,
        right: SCALE.1,
        top: 38.0,
        bottom: 44.0 + ROW * claims.len() as f64,
    };
    let axis = Axis::exact((0.0, 1.0), SCALE, 4);
    grid(m, &frame, &axis);
    let ticks: Vec<String> = axis.ticks.iter().map(|t| words.share(*t)).collect();
    bottom_axis(m, &frame, &axis, &ticks);
    for (at, (claim, says)) in claims.iter().enumerate() {
        let y = frame.top + ROW * (at as f64 + 0.6);
        name(m, y, says);
        claim_share(m, claim, &axis, y);
        figure(m, y, &claim::holds_in(claim, words));
    }
}

fn claim_share(m: &mut Markup, claim: &ClaimFinding, axis: &Axis, y: f64) {
    if let Some(share) = claim.share.filter(|s| s.is_finite()) {
        share::across(m, axis, y, claim.across.unwrap_or((share, share)));
        share::dots(m, claim, axis, y, 5.0);
    }
}

fn draw_changes(m: &mut Markup, top: f64, changes: &Changes, words: &Words) {
    let frame = Frame {
        left: SCALE.0,
        right: SCALE.1,
        top,
        bottom: top + 6.0 + ROW * changes.rows.len() as f64,
    };
    let axis = changes.axis(SCALE);
    for tick in &axis.ticks {
        let class = if *tick == 0.0 { "cf-zero" } else { "cf-grid" };
        upright(m, class, &frame, axis.place(*tick));
    }
    bottom_axis(m, &frame, &axis, &changes.ticks(&axis, words));
    for (at, row) in changes.rows.iter().enumerate() {
        let y = frame.top + ROW * (at as f64 + 0.6);
        name(m, y, &row.name);
        row.draw(m, &axis, y);
        figure(m, y, &row.told.full);
    }
}
