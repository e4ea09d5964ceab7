//! Whatever is written: no panic, and what checks without errors can be computed in the order given.

mod common;

use common::{CLOCK, check_text, naive};
use proptest::prelude::*;

const TOKENS: &[&str] = &[
    "x",
    "y",
    "z",
    "A",
    "B",
    "a1",
    "a2",
    "Part",
    "m",
    "t",
    "1",
    "2",
    "-3",
    "0.5",
    "1e9",
    "Time",
    "TIME STEP",
    "+",
    "-",
    "*",
    "/",
    "^",
    "=",
    "==",
    ":=",
    "<",
    ">=",
    "<>",
    ":AND:",
    ":NOT:",
    ":EXCEPT:",
    ":NA:",
    "(",
    ")",
    "[",
    "]",
    "!",
    ",",
    ";",
    ":",
    "->",
    "<->",
    "~",
    "|",
    "~~|",
    "~~|",
    "~~|",
    "INTEG",
    "SUM",
    "SMOOTH",
    "DELAY3",
    "DELAY FIXED",
    "SAMPLE IF TRUE",
    "INITIAL",
    "ACTIVE INITIAL",
    "WITH LOOKUP",
    "IF THEN ELSE",
    "MAX",
    "ELMCOUNT",
    "((0,0),(1,1))",
    "(a1-a3)",
    "\n",
    "\"q\"",
    "SAVEPER",
    "FINAL TIME",
    ":MACRO:",
    ":END OF MACRO:",
    "person/Year",
    "GET XLS DATA",
    "'file'",
];

fn soup() -> impl Strategy<Value = String> {
    let token = prop::sample::select(TOKENS);
    prop::collection::vec(token, 0..80).prop_map(|tokens| tokens.join(" "))
}

const DIMENSIONS: &str =
    "A: a1, a2, a3 ~~| B <-> A ~~| Part: a2, a3 ~~| Before: a1, a2 -> Part ~~| t[A]((0,0),(4,2)) ~~|";

/// Every variable is defined once and whole, in one of several ways; what stands on the right is random.
fn model_text() -> impl Strategy<Value = String> {
    let vectors = ["x", "y", "z"].map(|name| equations(name.to_string(), VECTOR));
    let matrix = equations("m".to_string(), MATRIX);
    let scalars = ["p", "q"].map(|name| equations(name.to_string(), SCALAR));
    (vectors, matrix, scalars).prop_map(|(vectors, matrix, scalars)| {
        format!(
            "{DIMENSIONS}\n{}\n{matrix}\n{}\n{CLOCK}",
            vectors.join("\n"),
            scalars.join("\n")
        )
    })
}

/// Ways to define a variable: left sides, each with the subscript that `§` stands for on its right side.
type Ways = &'static [&'static [(&'static str, &'static str)]];

const VECTOR: Ways = &[
    &[("[A]", "A")],
    &[("[a1]", "a1"), ("[Part]", "Part")],
    &[("[a1]", "a1"), ("[a2]", "a2"), ("[a3]", "a3")],
    &[("[B] :EXCEPT: [a1]", "B"), ("[a1]", "a1")],
    &[("[A] :EXCEPT: [Part]", "A"), ("[Part]", "Part")],
];
const MATRIX: Ways = &[
    &[("[A,B]", "A")],
    &[("[a1,B]", "B"), ("[Part,A]", "A")],
    &[("[A,B] :EXCEPT: [a1,Part]", "B"), ("[a1,Part]", "Part")],
];
const SCALAR: Ways = &[&[("", "a2")]];

fn equations(name: String, ways: Ways) -> impl Strategy<Value = String> {
    prop::sample::select(ways).prop_flat_map(move |pieces| {
        let name = name.clone();
        prop::collection::vec(whole_right(), pieces.len()).prop_map(move |rights| {
            let equation = |(piece, right): (&(&str, &str), &String)| {
                let (left, subscript) = *piece;
                let before = if subscript == "Part" { "Before" } else { subscript };
                let right = right.replace('§', subscript).replace('‹', before);
                format!("{name}{left} = {right} ~~|")
            };
            pieces.iter().zip(&rights).map(equation).collect::<Vec<_>>().join(" ")
        })
    })
}

fn whole_right() -> impl Strategy<Value = String> {
    let two = || (right(), right());
    prop_oneof![
        4 => right(),
        3 => two().prop_map(|(a, b)| format!("INTEG({a}, {b})")),
        1 => two().prop_map(|(a, b)| format!("ACTIVE INITIAL({a}, {b})")),
        1 => right().prop_map(|a| format!("INITIAL({a})")),
        1 => Just("7".to_string()),
    ]
}

fn right() -> impl Strategy<Value = String> {
    let name = || prop::sample::select(vec!["x", "y", "z"]);
    let leaf = prop_oneof![
        14 => prop::sample::select(vec!["1", "2.5", "Time", "§", "a2", "TIME STEP"]).prop_map(str::to_string),
        1 => prop::sample::select(vec!["p", "q"]).prop_map(str::to_string),
        2 => (name(), prop::sample::select(vec!["§", "‹", "a1"])).prop_map(|(name, s)| format!("{name}[{s}]")),
        1 => prop::sample::select(vec!["m[§,§]", "m[a1,§]", "m[‹,a3]", "VMAX(m[A!,Part!])", "SUM(m[§,A!])"]).prop_map(str::to_string),
        1 => name().prop_map(|name| format!("SUM({name}[A!] * m[A!,§] + SMOOTH({name}[A!], 2))")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(a, b)| format!("({a} + {b})")),
            two.clone().prop_map(|(a, b)| format!("MAX({a}, {b})")),
            two.clone().prop_map(|(a, b)| format!("IF THEN ELSE({a} > 1, {b}, 0)")),
            two.clone().prop_map(|(a, b)| format!("DELAY1I({a}, 3, {b})")),
            two.clone().prop_map(|(a, b)| format!("ACTIVE INITIAL({a}, {b})")),
            two.prop_map(|(a, b)| format!("SAMPLE IF TRUE(Time > 2, {a}, {b})")),
            inner.clone().prop_map(|a| format!("INITIAL({a})")),
            inner.clone().prop_map(|a| format!("DELAY FIXED({a}, 2, 1)")),
            inner.prop_map(|a| format!("t[§]({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in soup()) {
        check_text(&text);
        check_text(&format!("{text} ~~| {CLOCK}"));
    }

    #[test]
    fn what_checks_can_be_computed_in_its_order(text in model_text()) {
        let (model, diagnostics) = check_text(&text);
        prop_assert_eq!(model.is_some(), !diagnostics.contains("error["));
        if let Some(model) = model {
            naive::run(&model);
        }
    }
}

/// A sum over all elements reads those that another equation defines: there is nothing held behind them.
#[test]
fn a_sample_with_exceptions_reads_what_is_there() {
    let (model, diagnostics) = check_text(&format!(
        "A: a1, a2, a3 ~~|
         m[A] :EXCEPT: [a1] = SAMPLE IF TRUE(Time > 2, SUM(m[A!]), 1) ~~| m[a1] = INTEG(1, 2) ~~|
         top[A] :EXCEPT: [a1] = SAMPLE IF TRUE(Time > top[A], Time, 1) ~~| top[a1] = 5 ~~|
         {CLOCK}"
    ));
    assert!(
        diagnostics.contains("error[circular") && !diagnostics.contains("top"),
        "{diagnostics}"
    );
    assert!(model.is_none());
    let (model, diagnostics) = check_text(&format!(
        "A: a1, a2, a3 ~~|
         top[A] :EXCEPT: [a1] = SAMPLE IF TRUE(Time > top[A], Time, 1) ~~| top[a1] = 5 ~~|
         {CLOCK}"
    ));
    naive::run(&model.unwrap_or_else(|| panic!("{diagnostics}")));
}
