//! Causal links and feedback loops.

mod common;

use check::loops::{CausalGraph, LegState};
use check::{Model, VariableId};
use common::model;

const FOX_AND_HARE: &str = "\
Hares= INTEG(births - eaten, 100) ~~|
births= Hares * fertility ~~|
fertility= 2 ~~|
eaten= Hares * Foxes * hunger ~~|
Foxes= INTEG(eaten * 0.1 - deaths, 10) ~~|
deaths= Foxes / SMOOTH(comfort, 3) ~~|
comfort= 1 + Hares / first hares ~~|
first hares= INITIAL(Hares) ~~|
hunger= 0.1 ~~|
";

fn id(model: &Model, name: &str) -> VariableId {
    model.find(name).expect(name)
}

fn names(model: &Model, ids: &[VariableId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| &*model.variable(*id).name).collect();
    names.join(" > ")
}

#[test]
fn a_link_joins_a_cause_with_what_reads_it() {
    let model = model(FOX_AND_HARE);
    let graph = CausalGraph::of(&model);
    let has = |a, b| graph.has(id(&model, a), id(&model, b));
    assert!(has("births", "Hares"));
    assert!(has("Hares", "eaten"));
    assert!(has("fertility", "births"));
    assert!(!has("Hares", "Foxes"));
}

/// SMOOTH makes a stock that nobody named.
#[test]
fn what_an_expansion_made_is_passed_through() {
    let model = model(FOX_AND_HARE);
    let graph = CausalGraph::of(&model);
    let ways = graph.ways(id(&model, "comfort"), id(&model, "deaths"));
    assert!(!ways.is_empty() && ways.iter().all(|way| !way.is_empty()), "{ways:?}");
}

/// Stocks start from what they start from, but that closes no loop.
#[test]
fn what_is_read_at_the_start_is_no_link() {
    let model = model(FOX_AND_HARE);
    let graph = CausalGraph::of(&model);
    assert!(!graph.has(id(&model, "Hares"), id(&model, "first hares")));
}

#[test]
fn each_link_of_a_named_loop_is_proved() {
    let model = model(FOX_AND_HARE);
    let graph = CausalGraph::of(&model);
    let states = |through: &[&str]| -> Vec<LegState> {
        let through: Vec<VariableId> = through.iter().map(|n| id(&model, n)).collect();
        graph.trace(&model, &through).into_iter().map(|l| l.state).collect()
    };
    assert_eq!(states(&["Hares", "births"]), [LegState::Linked, LegState::Linked]);
    let by = vec![id(&model, "eaten")];
    assert_eq!(states(&["Hares", "Foxes", "eaten"])[0], LegState::Missing(Some(by)));
    assert_eq!(states(&["births", "hunger", "eaten"])[0], LegState::Exogenous);
    assert_eq!(states(&["deaths", "first hares"])[0], LegState::Missing(None));
}

/// A course over time that no stock acts on is set from outside, as a constant is; one that a stock acts on is not.
#[test]
fn a_course_over_time_keeps_a_loop_open() {
    let model = model(
        "\
Hares= INTEG(births - shot, 100) ~~|
births= 0.1 * Hares ~~|
season= STEP(1, 5) ~~|
licences= SMOOTH(season, 3) * 10 ~~|
shot= licences ~~|
fear= Hares / 100 ~~|
",
    );
    let graph = CausalGraph::of(&model);
    let last = |through: &[&str]| -> LegState {
        let through: Vec<VariableId> = through.iter().map(|n| id(&model, n)).collect();
        graph.trace(&model, &through).pop().expect("a loop has legs").state
    };
    assert_eq!(last(&["licences", "shot", "Hares"]), LegState::Exogenous);
    assert_eq!(
        last(&["fear", "shot", "Hares", "births"]),
        LegState::Missing(Some(vec![id(&model, "Hares")]))
    );
}

/// Worked out by hand: 10 links lie on loops; the first four loops hold two each, the last the two that are left.
#[test]
fn the_shortest_independent_loops_cover_every_link_on_a_loop() {
    let model = model(FOX_AND_HARE);
    let graph = CausalGraph::of(&model);
    let loops = graph.shortest_independent_loops(&model).expect("a small model");
    let text: Vec<String> = loops.iter().map(|l| names(&model, l)).collect();
    assert_eq!(
        text,
        [
            "Hares > births",
            "Hares > eaten",
            "eaten > Foxes",
            "Foxes > deaths",
            "Hares > comfort > deaths > Foxes > eaten"
        ]
    );
}

#[test]
fn a_model_without_feedback_has_no_loop() {
    let model = model("a= INTEG(b, 0) ~~|\nb= 2 ~~|\n");
    let loops = CausalGraph::of(&model).shortest_independent_loops(&model);
    assert_eq!(loops, Some(Vec::new()));
}
