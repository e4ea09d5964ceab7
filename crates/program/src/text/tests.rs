//! The text form of whole models, and each pass alone on text.

mod passes;

use super::parse::parse;
use crate::mir::{Mir, verify};
use crate::{Keep, PASSES, Pass, Request, fold, lower};
use proptest::prelude::*;
use source::{Diagnostics, SourceId};
use std::path::Path;

/// The models of `tests/models` and `studies`, and the examples of the specification, as far as they need no other file.
fn models() -> Vec<(String, check::Model)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let texts = ["tests/models", "studies", "tests/spec"].map(|folder| texts_in(&root.join(folder)));
    let models = texts.into_iter().flatten();
    models.filter_map(|(name, text)| Some((name, model(&text)?))).collect()
}

fn texts_in(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.display().to_string();
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => texts.extend(texts_in(&path)),
            Some("mdl") => texts.push((name, std::fs::read_to_string(&path).expect("a text"))),
            Some("md") => texts.extend(examples(&name, &std::fs::read_to_string(&path).expect("a text"))),
            _ => {}
        }
    }
    texts
}

/// The Vensim examples of a page of the specification, with a clock if they have none.
fn examples(page: &str, text: &str) -> Vec<(String, String)> {
    let clock = "INITIAL TIME = 0 ~~| FINAL TIME = 2 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    let blocks = text.split("```vensim\n").skip(1).filter_map(|rest| rest.split("```").next());
    let complete = |block: &str| {
        if block.contains("FINAL TIME") {
            block.to_string()
        } else {
            format!("{block} {clock}")
        }
    };
    blocks.map(|block| (format!("{page}: {block}"), complete(block))).collect()
}

fn model(text: &str) -> Option<check::Model> {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
    check::check(&parsed, &mut diagnostics)
}

/// What lowering makes of a model, and each pass after it.
fn stages(model: &check::Model, request: &Request) -> Vec<(&'static str, Mir)> {
    let Ok(mut mir) = lower::lower(model, request) else {
        return Vec::new(); // an example of what cannot be built
    };
    let first: [Pass; 1] = [("constant folding", fold::fold_constants)];
    let mut stages = vec![("lowering", mir.clone())];
    for (name, pass) in first.into_iter().chain(PASSES) {
        mir.pass(name, pass);
        stages.push((name, mir.clone()));
    }
    stages
}

fn reads_back(name: &str, mir: &Mir) {
    let text = mir.to_string();
    let read = parse(&text);
    assert_eq!(read.to_string(), text, "{name}");
    assert_eq!(verify(&read), Ok(()), "{name}");
}

#[test]
fn every_stage_of_every_model_reads_back() {
    let models = models();
    assert!(models.len() >= 80, "the models are found: {}", models.len());
    for (name, model) in &models {
        for (pass, mir) in stages(model, &Request::default()) {
            reads_back(&format!("{name} after {pass}"), &mir);
        }
    }
}

#[test]
fn the_text_holds_all_that_slot_assignment_reads() {
    for (name, model) in &models() {
        let Ok(program) = crate::build(model, &Request::default()) else {
            continue;
        };
        let (_, last) = stages(model, &Request::default()).pop().expect("a stage");
        let read = crate::slots::assign_slots(parse(&last.to_string()), program.clock);
        assert_eq!(read.to_string(), program.to_string(), "{name}");
    }
}

/// Models with arrays, subscript mappings, sums, sorting, lookups, random numbers, delays and a switch.
fn texts() -> impl Strategy<Value = String> {
    let terms = [
        "x[r] * k",
        "SUM(x[r!]) / 3",
        "VMAX(m[r, c!])",
        "EXP(-x[r])",
        "MAX(x[r], late)",
        "effect(x[r])",
        "RANDOM UNIFORM(0, 1, 7)",
        "SIN(Time * k)",
        "IF THEN ELSE(k > 1, x[r], 2)",
        "VECTOR RANK(size[r], 1)",
        "SMOOTH(x[r], 4)",
        "1 / 0",
        "0 - size[r]",
    ];
    let term = proptest::sample::select(terms.to_vec());
    (proptest::collection::vec(term, 1..6), -3.0..3.0f64).prop_map(|(terms, k)| {
        format!(
            "r: r1, r2, r3 ~~| c: c1, c2 ~~| k = {k} ~~| size[r] = 3, 1, 2 ~~| m[r,c] = 1,2;3,4;5,6; ~~|
            effect((0,0),(1,2),(4,3)) ~~| late = DELAY FIXED(k, 2, 0) ~~|
            rate[r] = {} ~~| x[r] = INTEG(rate[r], size[r]) ~~|
            INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|",
            terms.join(" + ")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_stage_of_any_model_reads_back(text in texts(), varies: bool) {
        let model = model(&text).expect("a model");
        let vary = if varies { vec![model.find("k").expect("a constant")] } else { Vec::new() };
        let request = Request { vary, keep: Keep::All };
        for (pass, mir) in stages(&model, &request) {
            reads_back(pass, &mir);
        }
    }
}
