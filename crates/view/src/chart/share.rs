//! Shares of futures: a claim's share in all of them, and within each mechanism that could be true.

use super::axis::Axis;
use super::ink::{REFERENCE, ink};
use super::{Frame, PANEL, bottom_axis, cut, grid, label, line, picture};
use crate::claim;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::ClaimFinding;

/// Heights of a row and of a group's name.
const LINE: f64 = 17.0;
const HEAD: f64 = 19.0;
/// Where the scale of a strip lies.
const STRIP: f64 = 10.0;

/// One claim's share of futures on a scale from none to all, small enough for a table's cell: a dot, and a
/// bar from the lowest to the highest share over the structural alternatives. `None` when nothing decides it.
pub fn strip(claim: &ClaimFinding) -> Option<String> {
    strip_drawn(claim, &ENGLISH).map(Markup::into_string)
}

pub(crate) fn strip_drawn(claim: &ClaimFinding, words: &Words) -> Option<Markup> {
    const SIZE: (f64, f64) = (140.0, 26.0);
    let share = claim.share.filter(|s| s.is_finite())?;
    let axis = Axis::exact((0.0, 1.0), (8.0, SIZE.0 - 8.0), 2);
    let (low, high) = claim.across.unwrap_or((share, share));
    let told = [
        ("share", claim::holds_in_futures(claim, words)),
        ("range", words.share_range(low, high)),
    ];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    let description = words.fill("holds in {share}; {range} across mechanisms", &told);
    Some(picture(SIZE, &claim.says, &description, |m| {
        strip_scale(m, &axis, SIZE.1);
        across(m, &axis, STRIP, (low, high));
        dots(m, claim, &axis, STRIP, 4.2);
    }))
}

/// The scale of a strip, from none to all, with its labels at the bottom.
fn strip_scale(m: &mut Markup, axis: &Axis, bottom: f64) {
    line(m, "cf-grid", (axis.place(0.0), STRIP), (axis.place(1.0), STRIP));
    for (tick, text) in [(0.0, "0"), (0.5, ""), (1.0, "100\u{A0}%")] {
        let x = axis.place(tick);
        line(m, "cf-axis", (x, STRIP - 4.0), (x, STRIP + 4.0));
        let (anchor, nudge) = if tick == 0.0 { ("start", -3.0) } else { ("end", 8.0) };
        label(m, "cf-tick", (x + nudge, bottom), anchor, text);
    }
}

/// A dot for the share in all futures, or one for each mechanism where these must not be pooled.
pub(super) fn dots(m: &mut Markup, claim: &ClaimFinding, axis: &Axis, y: f64, size: f64) {
    let pooled = claim.share.filter(|_| claim.apart.is_empty());
    let apart = claim::all_apart(claim).into_iter().map(|b| b.share);
    pooled
        .into_iter()
        .chain(apart)
        .for_each(|share| REFERENCE.marker(m, (axis.place(share), y), size));
}

pub(super) fn across(m: &mut Markup, axis: &Axis, y: f64, (low, high): (f64, f64)) {
    if low.is_finite() && high.is_finite() {
        line(m, "cf-across cf-i0", (axis.place(low), y), (axis.place(high), y));
    }
}

/// A claim's share in all futures and within each choice of each structural alternative, with two standard
/// errors.
pub fn branches(claim: &ClaimFinding) -> String {
    branches_drawn(claim, &ENGLISH).into_string()
}

/// The same as numbers.
pub fn branches_table(claim: &ClaimFinding) -> Table {
    branches_twin(claim, &ENGLISH)
}

/// A share, how many futures it is of, and how it is named.
struct Share {
    group: String,
    name: String,
    share: f64,
    error: f64,
    futures: usize,
}

fn shares(claim: &ClaimFinding, words: &Words) -> Vec<Share> {
    let pooled = claim.share.filter(|_| claim.apart.is_empty());
    let all = pooled.map(|share| Share {
        group: String::new(),
        name: words.say("all futures").to_owned(),
        share,
        error: claim.standard_error,
        futures: claim.decided,
    });
    let branch = |b: &findings::Branch| Share {
        group: b.alternative.clone(),
        name: b.choice.clone(),
        share: b.share,
        // The standard error of a proportion.
        error: (b.share * (1.0 - b.share) / b.futures.max(1) as f64).max(0.0).sqrt(),
        futures: b.futures,
    };
    all.into_iter().chain(claim.branches.iter().map(branch)).collect()
}

/// The most mechanisms that are drawn.
pub(crate) const DRAWN: usize = 5;

/// The alternatives of a claim, in the study's order.
pub(crate) fn mechanisms(claim: &ClaimFinding) -> Vec<&str> {
    let mut names: Vec<&str> = claim.branches.iter().map(|b| b.alternative.as_str()).collect();
    names.dedup();
    names
}

/// Those between whose choices the share differs most; those that must not be pooled come first.
fn telling(claim: &ClaimFinding) -> Vec<&str> {
    const FEWEST: usize = 10;
    let spread = |name: &str| {
        let own = claim
            .branches
            .iter()
            .filter(|b| b.alternative == name && b.futures >= FEWEST);
        let (low, high) = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), b| {
            (low.min(b.share), high.max(b.share))
        });
        let is_apart = claim.apart.iter().any(|apart| apart == name);
        (high - low).max(0.0) + if is_apart { 1.0 } else { 0.0 }
    };
    let mut names = mechanisms(claim);
    names.sort_by(|a, b| spread(b).total_cmp(&spread(a)));
    names.truncate(DRAWN);
    names
}

pub(crate) fn branches_drawn(claim: &ClaimFinding, words: &Words) -> Markup {
    let telling = telling(claim);
    let mut shares = shares(claim, words);
    shares.retain(|s| s.group.is_empty() || telling.contains(&s.group.as_str()));
    let height = 8.0 + LINE * shares.len() as f64 + HEAD * heads(&shares) as f64;
    let frame = Frame {
        left: 132.0,
        right: PANEL - 42.0,
        top: 4.0,
        bottom: height,
    };
    let title = words.fill("{claim}: share of futures by mechanism", &[("claim", &claim.says)]);
    let told = shares
        .iter()
        .map(|s| format!("{} {}: {}", s.group, s.name, words.share(s.share)));
    let told = told.collect::<Vec<_>>().join("; ") + ".";
    picture((PANEL, height + 22.0), &title, told.trim(), |m| {
        draw_shares(m, &frame, &shares, words)
    })
}

/// How many groups are named.
fn heads(shares: &[Share]) -> usize {
    let before = [""].into_iter().chain(shares.iter().map(|s| s.group.as_str()));
    before
        .zip(shares)
        .filter(|(before, share)| *before != share.group)
        .count()
}

/// The shares one below the other, each group under its name.
fn draw_shares(m: &mut Markup, frame: &Frame, shares: &[Share], words: &Words) {
    let axis = Axis::exact((0.0, 1.0), (frame.left + 6.0, frame.right - 6.0), 2);
    bottom_axis(m, frame, &axis, &["0", "50\u{A0}%", "100\u{A0}%"].map(str::to_owned));
    grid(m, frame, &axis);
    let (mut y, mut group) = (frame.top, "");
    for share in shares {
        if share.group != group {
            y += HEAD;
            label(m, "cf-halo cf-strong", (0.0, y - 1.0), "start", &cut(&share.group, 52));
            group = &share.group;
        }
        y += LINE;
        share_row(m, &axis, y - 6.0, share, words);
    }
}

fn share_row(m: &mut Markup, axis: &Axis, y: f64, share: &Share, words: &Words) {
    let ink = if share.group.is_empty() { REFERENCE } else { ink(1) };
    label(m, "cf-halo", (0.0, y + 4.0), "start", &cut(&share.name, 22));
    label(m, "cf-halo", (PANEL, y + 4.0), "end", &words.share(share.share));
    let ends = (share.share - 2.0 * share.error, share.share + 2.0 * share.error);
    if ends.0.is_finite() && ends.1.is_finite() {
        let class = format!("cf-thin {}", ink.class);
        line(m, &class, (axis.place(ends.0), y), (axis.place(ends.1), y));
    }
    ink.marker(m, (axis.place(share.share), y), 3.8);
}

pub(crate) fn branches_twin(claim: &ClaimFinding, words: &Words) -> Table {
    let headings = ["mechanism", "choice", "holds in", "standard error", "futures"];
    let rows = shares(claim, words).into_iter().map(|s| {
        let group = if s.group.is_empty() {
            words.say("all").to_owned()
        } else {
            s.group
        };
        vec![
            group,
            s.name,
            words.share(s.share),
            words.percent(s.error),
            words.whole(s.futures),
        ]
    });
    Table {
        caption: words.fill("{claim}: share of futures by mechanism", &[("claim", &claim.says)]),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: rows.collect(),
    }
}
