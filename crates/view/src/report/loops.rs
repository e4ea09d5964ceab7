//! The named feedback loops: all in one map, each alone, and all as a table.

use super::{Page, note, paragraph};
use crate::chart::{map, ring};
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
use findings::{LoopFinding, LoopSign};

pub(super) fn loops(page: &Page) -> Markup {
    let words = page.words;
    let mut m = Markup::new();
    let loops: Vec<&LoopFinding> = page.findings.loops.iter().filter(|l| !l.links.is_empty()).collect();
    if loops.is_empty() {
        return m;
    }
    let text = "Each arrow is a link in the model, with the sign that the effect's own equation gives it along the base \
                run: + the effect moves with its cause, − against it, 0 no effect in that run, × no such link in the \
                model, or an effect set from outside. Two short bars: the effect accumulates over time. R: the loop \
                reinforces a change; B: it balances a change.";
    paragraph(&mut m, words.say(text));
    whole(&mut m, page, &loops);
    m.leaf("h3", &[], words.say("Loop by loop"));
    let panels: Vec<Markup> = loops.iter().map(|found| ring::drawn(found, words)).collect();
    page.figure(&mut m, &panels, "", &table(page, &loops));
    inactive(&mut m, page, &loops);
    m
}

/// All loops in one map, where they can be drawn in one.
fn whole(m: &mut Markup, page: &Page, loops: &[&LoopFinding]) {
    let Some(drawn) = map::drawn(page.findings, page.words) else {
        return;
    };
    let text = "The map leaves out variables that only pass an effect on; below, each loop is shown with all of its \
                variables. Solid blue: +. Dashed orange: −. Dotted grey: 0 or ×.";
    m.element("div", &[("class", &"wide")], |m| {
        page.figure(m, &[drawn], page.words.say(text), &table(page, loops));
    });
}

/// How many loops do nothing in the base run, and why that can be.
fn inactive(m: &mut Markup, page: &Page, loops: &[&LoopFinding]) {
    let is_active = |l: &&&LoopFinding| matches!(l.found, LoopSign::Reinforcing | LoopSign::Balancing);
    let open = loops.len() - loops.iter().filter(is_active).count();
    if open == 0 {
        return;
    }
    let text = "Inactive in the base run: {open}. A link has no effect there, or a variable is set by a decision from \
                outside, which leaves the loop open.";
    let open = page.words.count(open, "loop", "loops");
    note(m, &page.words.fill(text, &[("open", &open)]));
}

fn table(page: &Page, loops: &[&LoopFinding]) -> Table {
    let words = page.words;
    Table {
        caption: words.say("The named feedback loops, link by link").to_owned(),
        headings: ["loop", "named as", "in the base run", "links"].map(|h| words.say(h).to_owned()).into(),
        rows: loops.iter().map(|found| cells(found, words)).collect(),
    }
}

fn cells(found: &LoopFinding, words: &Words) -> Vec<String> {
    let named = found.named.map_or("", |sign| ring::does(sign, words));
    vec![
        format!("{} {}", found.key, found.name),
        named.to_owned(),
        ring::does(found.found, words).to_owned(),
        ring::told(found),
    ]
}
