//! The parts of a file: comments, groups, macros, drawing, settings, and files that lack some of them.

use super::{ids, model};
use crate::Method;

#[test]
fn comments_may_stand_before_a_definition() {
    let model = model("{UTF-8}\n{first} a = 1 ~~|\n{ b = 2 ~~|\n {x} c = 3 ~~| }\nd = 4 ~~| {end}");
    assert_eq!(targets(&model), ["a", "d"]);
}

fn targets(model: &crate::ParsedModel) -> Vec<&str> {
    model.equations.iter().map(|equation| &*equation.target.name.text).collect()
}

#[test]
fn groups_have_three_spellings() {
    let stars = "*".repeat(56);
    let text = format!(
        "x = 0 ~~|\n{stars}\n\t.Control\n{stars}~\n\t\tSimulation \\\n\t\tControl\n\t|\na = 1 ~~|\n\
         {{{stars}\n .Old.One\n{stars}}}\nb = 2 ~~|\n{stars}\n .No comment \n{stars}\nc = 3 ~~|\n{{*** .Short ***}} ~ why |\nd = 4 ~~|"
    );
    let model = model(&text);
    let groups: Vec<_> = model.groups.iter().map(|g| (g.name.as_str(), g.comment.as_str())).collect();
    let expected = [
        ("Control", "Simulation Control"),
        ("Old.One", ""),
        ("No comment", ""),
        ("Short", "why"),
    ];
    assert_eq!(groups, expected);
    let of: Vec<_> = model.equations.iter().map(|e| e.group).collect();
    assert_eq!(of, [None, Some(0), Some(1), Some(2), Some(3)]);
}

#[test]
fn macros_hold_their_equations() {
    let model = model(
        ":MACRO: ADD3(a, b : low, high)\nADD3 = a + b ~ a ~ sum |\nlow = MIN(a,b) ~~|\nhigh=1~~|\n:END OF MACRO:\n\
         x = ADD3(1,2:p,q) ~~|\n:macro: NONE()\nNONE = 1 ~~|\n:End Of Macro:",
    );
    assert_eq!(targets(&model), ["x"]);
    let names = |names: &[crate::Name]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let first = &model.macros[0];
    assert_eq!(
        (names(&first.inputs), names(&first.outputs)),
        (names_of(["a", "b"]), names_of(["low", "high"]))
    );
    assert_eq!(first.equations.len(), 3);
    assert_eq!((&*model.macros[1].name.text, model.macros[1].inputs.len()), ("NONE", 0));
}

fn names_of(names: [&str; 2]) -> Vec<String> {
    names.map(String::from).to_vec()
}

const DRAWING: &str = "\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|72,72,100,0
10,1,births,434,118,70,23,3,131,0,0,0,0,0,0
*a text, not a title
\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*Second | view
12,5,48,196,114,10,8,0,3,0,0,-1,0,0,0
";

#[test]
fn a_drawing_is_kept_view_by_view() {
    for ends in ["\n", "\r\n", "\r"] {
        let text =
            format!("a = 1 ~~|\n{DRAWING}///---\\\\\\\n:L\u{7f}<%^E!@\n1:x.vdf\n15:0,0,0,1,0,0\n").replace('\n', ends);
        let model = model(&text);
        assert_eq!(model.settings.method, Some(Method::RungeKutta4Auto));
        let sketch = model.sketch.expect("a drawing");
        let views: Vec<_> = sketch.views.iter().map(|v| (v.title.as_str(), v.lines.len())).collect();
        assert_eq!(views, [("View 1", 2), ("Second | view", 1)]);
        assert!(sketch.views[0].style.starts_with("$192-192-192,0,Times"));
        assert_eq!(sketch.views[0].lines[1], "*a text, not a title");
    }
}

#[test]
fn the_fourth_number_of_line_15_is_the_method() {
    for (number, method) in [
        (0, Method::Euler),
        (1, Method::RungeKutta4Auto),
        (2, Method::Difference),
        (3, Method::RungeKutta2Auto),
        (4, Method::RungeKutta2),
        (5, Method::RungeKutta4),
    ] {
        let text = format!("a = 1 ~~|\n///---\\\\\\\n:L<%^E!@\n15:1,0,0,{number},0,0\n");
        assert_eq!(model(&text).settings.method, Some(method), "{number}");
    }
    assert_eq!(ids("a = 1 ~~|\n:L\u{7f}<%^E!@\n15:0,0,0,6,0,0\n"), ["unknown-method"]);
    assert_eq!(model("a = 1 ~~|").settings.method, None);
}

#[test]
fn unit_synonyms_are_read_from_the_settings() {
    let model = model("a = 1 ~~|\n///---\\\\\\\n:L<%^E!@\n22:$,Dollar,Dollars,$s\n22:Day,Days\n");
    assert_eq!(
        model.settings.unit_synonyms,
        [vec!["$", "Dollar", "Dollars", "$s"], vec!["Day", "Days"]]
    );
}

#[test]
fn the_last_bar_and_everything_behind_it_may_be_missing() {
    assert_eq!(targets(&model("a = 1 ~~| b = 2 ~ u ~ comment")), ["a", "b"]);
    assert_eq!(targets(&model("a = 1 ~~| b = 2")), ["a", "b"]);
    assert_eq!(targets(&model("a = 1 ~~| |\n\\\\---/// Sketch information")), ["a"]);
}
