//! Feedback loops of a small model: each link proved and judged along a run.

use findings::{LoopFinding, LoopSign, Polarity};
use report::loops::find;
use source::{Diagnostics, SourceId};
use study::NamedLoop;

/// Hares breed (reinforcing) and are eaten (balancing); hunting answers what is remembered of them, once somebody hunts.
const HARES: &str = "\
Hares= INTEG(births - eaten - hunted, 100) ~~|
births= Hares * fertility ~~|
fertility= 0.02 ~~|
eaten= Hares * Foxes * 0.001 ~~|
Foxes= INTEG(eaten * 0.1 - Foxes * 0.05, 10) ~~|
effort= 0 ~~|
remembered= SMOOTH(Hares, 4) ~~|
hunted= effort * remembered ~~|
swing= SIN(Time) * Foxes ~~|
kept[kind]= Hares * share[kind] ~~|
kind: large, small ~~|
share[kind]= 0.25, 0.75 ~~|
total= SUM(kept[kind!]) ~~|
comfort= 1 / MAX(total, 1) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
";

fn found(through: &[&str], reinforcing: bool) -> LoopFinding {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(HARES, SourceId(0), &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics).expect("a sound model");
    let named = NamedLoop {
        key: "X".into(),
        name: "hares".into(),
        reinforcing,
        through: through.iter().map(|n| model.find(n).expect(n)).collect(),
    };
    let found = find(&model, &[named], run::Simd::default()).expect("the model runs");
    found.named.into_iter().next().expect("one loop was named")
}

fn polarities(found: &LoopFinding) -> Vec<Polarity> {
    found.links.iter().map(|l| l.polarity).collect()
}

#[test]
fn a_loop_reinforces_when_no_link_is_negative() {
    let found = found(&["Hares", "births"], true);
    assert_eq!(polarities(&found), [Polarity::Positive, Polarity::Positive]);
    assert_eq!(
        (found.named, found.found),
        (Some(LoopSign::Reinforcing), LoopSign::Reinforcing)
    );
    assert_eq!(found.links.iter().map(|l| l.delayed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn one_negative_link_makes_it_balance_whatever_it_was_named() {
    let found = found(&["Foxes", "eaten", "Hares", "eaten"], true);
    assert_eq!(found.found, LoopSign::Balancing);
    assert_ne!(found.named, Some(found.found));
    assert_eq!(polarities(&found)[1], Polarity::Negative);
}

/// SMOOTH and subscripts lie between the hares and what follows from them.
#[test]
fn hidden_variables_and_arrays_are_passed_through() {
    let found = found(&["Hares", "remembered"], true);
    assert_eq!(polarities(&found), [Polarity::Positive, Polarity::Missing]);
    assert!(found.links[0].delayed);
    assert_eq!(found.links[1].by, ["hunted"]);
    let found = self::found(&["Hares", "kept", "total", "comfort"], true);
    assert_eq!(
        polarities(&found)[..3],
        [Polarity::Positive, Polarity::Positive, Polarity::Negative]
    );
    assert_eq!(found.found, LoopSign::Missing);
}

/// Nobody hunts in the base run: the link exists, and the constant that keeps it silent is named.
#[test]
fn a_link_that_a_lever_keeps_silent_says_so() {
    let found = found(&["Hares", "remembered", "hunted"], false);
    assert_eq!(found.found, LoopSign::Silent);
    assert_eq!(found.links[1].polarity, Polarity::Silent);
    assert_eq!(found.links[1].zeros, ["effort"]);
}

#[test]
fn a_loop_through_a_constant_stays_open() {
    let found = found(&["births", "Hares", "fertility"], true);
    assert_eq!(found.found, LoopSign::Open);
    assert_eq!(found.links[1].polarity, Polarity::Exogenous);
}

/// The sine of 1 to 10 is positive six times, and 0 at the start.
#[test]
fn a_link_that_works_both_ways_says_how_often() {
    let found = found(&["Foxes", "swing"], true);
    assert_eq!(found.links[0].polarity, Polarity::Mixed);
    assert_eq!(found.links[0].positive_share, Some(0.6));
}
