//! The named feedback loops: all in one map, each alone, and all as a table.

use super::{Page, note, paragraph};
use crate::chart::{map, ring};
use crate::markup::Markup;
use crate::table::Table;
use findings::LoopFinding;

pub(super) fn loops(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let loops: Vec<&LoopFinding> = findings.loops.iter().filter(|l| !l.links.is_empty()).collect();
    if loops.is_empty() {
        return m;
    }
    let text = "Each arrow is a link in the model, with the sign that the effect's own equation gives it along the base \
                run: + the effect moves with its cause, − against it, 0 no effect in that run, × no such link in the \
                model, or an effect set from outside. Two short bars: the effect accumulates over time. R: the loop \
                reinforces a change; B: it balances a change.";
    paragraph(&mut m, words.say(text));
    if let Some(drawn) = map::drawn(findings, words) {
        m.element("div", &[("class", &"wide")], |m| {
            let text = "The map leaves out variables that only pass an effect on; below, each loop is shown with all of its \
                        variables. Solid blue: +. Dashed orange: −. Dotted grey: 0 or ×.";
            page.figure(m, &[drawn], words.say(text), &table(page, &loops));
        });
    }
    m.leaf("h3", &[], words.say("Loop by loop"));
    let panels: Vec<Markup> = loops.iter().map(|found| ring::drawn(found, words)).collect();
    page.figure(&mut m, &panels, "", &table(page, &loops));
    let open = loops
        .iter()
        .filter(|l| !matches!(l.found, findings::LoopSign::Reinforcing | findings::LoopSign::Balancing))
        .count();
    if open > 0 {
        let text = "Inactive in the base run: {open}. A link has no effect there, or a variable is set by a decision from \
                    outside, which leaves the loop open.";
        let open = words.count(open, "loop", "loops");
        note(&mut m, &words.fill(text, &[("open", &open)]));
    }
    m
}

fn table(page: &Page, loops: &[&LoopFinding]) -> Table {
    let words = page.words;
    let row = |found: &&LoopFinding| {
        let named = found
            .named
            .map_or(String::new(), |sign| ring::does(sign, words).to_owned());
        vec![
            format!("{} {}", found.key, found.name),
            named,
            ring::does(found.found, words).to_owned(),
            ring::told(found),
        ]
    };
    Table {
        caption: words.say("The named feedback loops, link by link").to_owned(),
        headings: ["loop", "named as", "in the base run", "links"]
            .map(|h| words.say(h).to_owned())
            .into(),
        rows: loops.iter().map(row).collect(),
    }
}
