//! Feedback loops as text and as JSON.

use counterflow::Loops;
use findings::{LoopFinding, LoopLink, LoopSign, Polarity};
use report::loops::METHOD;
use serde_json::{Value, json};
use std::fmt::Write;

/// Named loops link by link, then the shortest independent ones.
pub fn text(loops: &Loops) -> String {
    let mut text = String::new();
    if !loops.named.is_empty() {
        text += "\nnamed loops\n";
        loops.named.iter().for_each(|l| text += &said(l));
        let _ = writeln!(text, "{}", summary(&loops.named));
    }
    match &loops.independent {
        None => text += "\nthe model has too many links on loops to look for the shortest independent ones\n",
        Some(found) if found.is_empty() => text += "\nno variable acts on itself: there is no loop\n",
        Some(found) => {
            let _ = writeln!(text, "\n{} shortest independent loops (Oliva 2004)", found.len());
            found.iter().for_each(|l| text += &said(l));
        }
    }
    if loops.named.is_empty() && loops.independent.as_ref().is_none_or(Vec::is_empty) {
        return text;
    }
    format!("{text}\n{METHOD}\n")
}

fn said(found: &LoopFinding) -> String {
    let name = match found.name.is_empty() {
        true => String::new(),
        false => format!("  {}", found.name),
    };
    let mut text = format!("{:<4} {}{name}{}\n     ", found.key, word(found.found), differs(found));
    for (at, link) in found.links.iter().enumerate() {
        let gap = if at == 0 { "" } else { " " };
        let _ = write!(text, "{gap}{} {}", link.from, arrow(link));
    }
    if let Some(first) = found.links.first() {
        let _ = write!(text, " {}", first.from);
    }
    text + "\n"
}

fn word(sign: LoopSign) -> &'static str {
    match sign {
        LoopSign::Reinforcing => "reinforcing",
        LoopSign::Balancing => "balancing",
        LoopSign::Mixed => "both, at different times",
        LoopSign::Silent => "without effect in the base run",
        LoopSign::Open => "open: set from outside",
        LoopSign::Missing => "NOT THERE",
    }
}

/// What to say when the study takes the loop for the other kind.
fn differs(found: &LoopFinding) -> String {
    let judged = matches!(found.found, LoopSign::Reinforcing | LoopSign::Balancing);
    match found.named {
        Some(named) if judged && named != found.found => format!("  (NAMED AS {})", word(named).to_uppercase()),
        _ => String::new(),
    }
}

fn arrow(link: &LoopLink) -> String {
    match link.polarity {
        Polarity::Positive => "-(+)->".into(),
        Polarity::Negative => "-(-)->".into(),
        Polarity::Mixed => format!("-({:.0} % +)->", link.positive_share.unwrap_or(0.0) * 100.0),
        Polarity::Silent if link.zeros.is_empty() => "-(0)->".into(),
        Polarity::Silent => format!("-(0 while {} = 0)->", link.zeros.join(", ")),
        Polarity::Exogenous => "-(set from outside)->".into(),
        Polarity::Missing if link.by.is_empty() => "-(NO LINK, NO WAY)->".into(),
        Polarity::Missing => format!("-(NO LINK; the shortest way is by {})->", link.by.join(", ")),
    }
}

fn summary(named: &[LoopFinding]) -> String {
    let count = |is: fn(&LoopFinding) -> bool| named.iter().filter(|l| is(l)).count();
    format!(
        "{} of {} are what they are named; {} open, {} without effect or both ways, {} not as named, {} not there",
        count(|l| l.named == Some(l.found)),
        named.len(),
        count(|l| l.found == LoopSign::Open),
        count(|l| matches!(l.found, LoopSign::Silent | LoopSign::Mixed)),
        count(|l| !differs(l).is_empty()),
        count(|l| l.found == LoopSign::Missing),
    )
}

/// Both lists, and how polarities are found.
pub fn as_json(loops: &Loops) -> Value {
    json!({ "named": loops.named, "shortest_independent": loops.independent, "method": METHOD })
}

/// Whether every named loop closes, or stays open at something set from outside, and none is the opposite of its name.
pub fn hold(loops: &Loops) -> bool {
    let named = loops.named.iter();
    named.filter(|l| l.found == LoopSign::Missing || !differs(l).is_empty()).count() == 0
}
