//! One feedback loop: its variables down one side and up the other, each link with its sign.

use super::{PANEL, label, labelled, lines, picture};
use crate::markup::{Attribute, Markup, Px, path};
use crate::words::Words;
use findings::{LoopFinding, LoopLink, LoopSign, Polarity};

/// Where the two sides stand, and how far rows lie apart.
const SIDES: (f64, f64) = (88.0, PANEL - 88.0);
const ROW: f64 = 36.0;
/// Letters of a variable that fit beside the other side.
const LETTERS: usize = 27;

/// The mark of a link: `+` for the same direction, `−` for the other.
pub(crate) fn mark(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "+",
        Polarity::Negative => "−",
        Polarity::Mixed => "±",
        Polarity::Silent => "0",
        Polarity::Exogenous | Polarity::Missing => "×",
    }
}

/// The looks of a link: a negative one is dashed, one without effect dotted.
pub(super) fn looks(polarity: Polarity) -> (&'static str, &'static str) {
    match polarity {
        Polarity::Positive => ("cf-i2", ""),
        Polarity::Negative => ("cf-i1", "7 3"),
        Polarity::Mixed => ("cf-i4", "10 3 2 3"),
        Polarity::Silent | Polarity::Exogenous | Polarity::Missing => ("cf-i0", "1.5 3"),
    }
}

/// What a loop does, in one word.
pub(crate) fn does(sign: LoopSign, words: &Words) -> &'static str {
    words.say(match sign {
        LoopSign::Reinforcing => "reinforcing",
        LoopSign::Balancing => "balancing",
        LoopSign::Mixed => "changes sign",
        LoopSign::Silent => "no effect in the base run",
        LoopSign::Open => "open",
        LoopSign::Missing => "a link is missing",
    })
}

/// `R`, `B`, or a question mark where the links say neither.
pub(crate) fn letter(found: &LoopFinding) -> &'static str {
    match found.named.unwrap_or(found.found) {
        LoopSign::Reinforcing => "R",
        LoopSign::Balancing => "B",
        _ => "?",
    }
}

/// The loop as a sentence: `Members → recruits (+) → Members (+)`.
pub(crate) fn told(found: &LoopFinding) -> String {
    let first = found.links.first().map_or("", |l| l.from.as_str()).to_owned();
    found.links.iter().fold(first, |text, l| format!("{text} → {} ({})", l.to, mark(l.polarity)))
}

/// A loop that runs clockwise.
pub(crate) fn drawn(found: &LoopFinding, words: &Words) -> Markup {
    let rows = found.links.len().div_ceil(2).max(1) as f64;
    let size = (PANEL, 92.0 + ROW * rows);
    let title = format!("{} {}: {}", found.key, found.name, does(found.found, words));
    // Link by link the loop is told in the table of all loops.
    picture(size, &title, does(found.found, words), |m| {
        let name = format!("{} {}", found.key, found.name);
        for (at, text) in lines(&name, 52, 2).iter().enumerate() {
            label(m, "cf-name", (0.0, 13.0 + 14.0 * at as f64), "start", text);
        }
        let signs = found
            .links
            .iter()
            .enumerate()
            .map(|(at, link)| (link_drawn(m, found, at), mark(link.polarity).into()));
        let signs: Vec<_> = signs.collect();
        labelled(m, "cf-halo cf-large cf-strong cf-m", signs.into_iter());
        let variables = found.links.iter().enumerate().map(|(at, link)| {
            let (x, y) = place(at, found.links.len());
            ((x, y + 4.0), lines(&link.from, LETTERS, 1).concat().into())
        });
        labelled(m, "cf-halo cf-m", variables);
        turn(m, (PANEL / 2.0, 66.0 + ROW * (rows - 1.0) / 2.0), letter(found));
    })
}

/// Where a variable stands: the first half down the right side, the others up the left.
fn place(at: usize, count: usize) -> (f64, f64) {
    let down = count.div_ceil(2);
    let top = 66.0;
    if at < down {
        (SIDES.1, top + ROW * at as f64)
    } else {
        // The left side is spread over the height of the right one.
        let step = if count > down + 1 {
            ROW * (down - 1) as f64 / (count - down - 1) as f64
        } else {
            0.0
        };
        let alone = if count == down + 1 {
            ROW * (down - 1) as f64 / 2.0
        } else {
            0.0
        };
        (SIDES.0, top + alone + step * (count - 1 - at) as f64)
    }
}

/// Draws the arrow from one variable to the next; gives the place of its sign.
fn link_drawn(m: &mut Markup, found: &LoopFinding, at: usize) -> (f64, f64) {
    let count = found.links.len();
    let (from, to) = (place(at, count), place((at + 1) % count, count));
    let link = &found.links[at];
    if from.0 == to.0 && count > 1 {
        let down = if to.1 > from.1 { 1.0 } else { -1.0 };
        let ends = ((from.0, from.1 + 9.0 * down), (to.0, to.1 - 10.0 * down));
        let middle = ((ends.0.0 + ends.1.0) / 2.0, (ends.0.1 + ends.1.1) / 2.0);
        arrow(m, link, (ends.0, middle, ends.1));
        return (from.0 + 11.0 * down, middle.1 + 4.0);
    }
    // Across: below from right to left, above from left to right.
    let below = from.0 > to.0;
    let side = if below { 1.0 } else { -1.0 };
    let edge = if below { from.1.max(to.1) } else { from.1.min(to.1) };
    let ends = ((from.0, from.1 + 10.0 * side), (to.0, to.1 + 10.0 * side));
    let middle = (PANEL / 2.0, edge + 34.0 * side);
    arrow(m, link, (ends.0, middle, ends.1));
    (PANEL / 2.0, edge + 22.0 * side + if below { 12.0 } else { -2.0 })
}

/// A curved arrow through a control point; two bars across it say that its effect gathers over time.
pub(super) fn arrow(m: &mut Markup, link: &LoopLink, (from, control, to): ((f64, f64), (f64, f64), (f64, f64))) {
    let (class, dash) = looks(link.polarity);
    let line = format!("cf-line {class}");
    let d = format!(
        "M{} {}Q{} {} {} {}",
        Px(from.0),
        Px(from.1),
        Px(control.0),
        Px(control.1),
        Px(to.0),
        Px(to.1)
    );
    if dash.is_empty() {
        m.void("path", &[("class", &line), ("d", &d)]);
    } else {
        m.void("path", &[("class", &line), ("d", &d), ("stroke-dasharray", &dash)]);
    }
    head(m, class, (control, to));
    if link.delayed {
        bars(m, class, (from, control, to));
    }
}

/// A direction of length one; downwards where there is none.
pub(super) fn direction(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length > 1e-9 {
        (dx / length, dy / length)
    } else {
        (0.0, 1.0)
    }
}

fn head(m: &mut Markup, class: &'static str, (before, tip): ((f64, f64), (f64, f64))) {
    let (dx, dy) = direction(before, tip);
    let back = (tip.0 - 7.5 * dx, tip.1 - 7.5 * dy);
    let corners = [
        tip,
        (back.0 - 3.6 * dy, back.1 + 3.6 * dx),
        (back.0 + 3.6 * dy, back.1 - 3.6 * dx),
    ];
    let class = format!("cf-mark {class}");
    m.void("path", &[("class", &class), ("d", &(path(corners.into_iter()) + "Z"))]);
}

fn bars(m: &mut Markup, class: &'static str, (from, control, to): ((f64, f64), (f64, f64), (f64, f64))) {
    let middle = (
        0.25 * from.0 + 0.5 * control.0 + 0.25 * to.0,
        0.25 * from.1 + 0.5 * control.1 + 0.25 * to.1,
    );
    let (dx, dy) = direction(from, to);
    let class = format!("cf-thin {class}");
    let bar = |shift: f64| {
        let at = (middle.0 + shift * dx, middle.1 + shift * dy);
        let ends = [(at.0 - 5.0 * dy, at.1 + 5.0 * dx), (at.0 + 5.0 * dy, at.1 - 5.0 * dx)];
        path(ends.into_iter())
    };
    m.void("path", &[("class", &class), ("d", &(bar(-1.8) + &bar(1.8)))]);
}

/// A letter within an arrow that turns clockwise.
fn turn(m: &mut Markup, (x, y): (f64, f64), letter: &str) {
    const RADIUS: f64 = 13.0;
    let d = format!("M{} {}a{r} {r} 0 1 1 -{r} -{r}", Px(x + RADIUS), Px(y), r = Px(RADIUS));
    let line: [Attribute; 2] = [("class", &"cf-edge-full cf-i0"), ("d", &d)];
    m.void("path", &line);
    head(m, "cf-i0", ((x - 5.0, y - RADIUS), (x + 4.0, y - RADIUS)));
    label(m, "cf-large cf-strong", (x, y + 4.5), "middle", letter);
}
