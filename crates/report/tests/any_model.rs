//! Studies of models in every format, of several files, and of arrays, with outcomes that can be worked out by hand.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Asked, carried_out, folder, read};
use report::Executed;
use std::path::Path;
use std::time::SystemTime;
use study::{Futures, Study};
use tempfile::TempDir;

fn sound(folder: &Path) -> Study {
    let (study, found) = read(folder);
    assert_eq!(found, "");
    study.unwrap()
}

/// What the manifest of a study's results names as its inputs.
fn inputs(done: &Executed, asked: &Asked) -> Vec<String> {
    let manifest = report::manifest(done, &asked.options(), SystemTime::UNIX_EPOCH).unwrap();
    manifest.inputs.into_iter().map(|input| input.path).collect()
}

/// The head of a study that counts in years from 2000 to 2004, with policies from 2002.
fn head(model: &str) -> String {
    format!(
        r#"format = 1
[study]
title = "t"
question = "q"
model = "{model}"
reference = "leave it"
seed = 1
[time]
unit = "year"
zero = 2000
per_year = 1
policies_from = 2002
until = 2004
[futures]
count = 20
"#
    )
}

const XMILE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>test</vendor><product version="1">test</product></header>
<include resource="twice.xmile"/>
<sim_specs time_units="year"><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<model><variables>
<stock name="level"><eqn>10</eqn><inflow>rise</inflow><units>litre</units></stock>
<flow name="rise"><eqn>twice(inflow)</eqn><units>litre/year</units></flow>
<aux name="inflow"><eqn>1</eqn><units>litre/year</units></aux>
</variables></model>
</xmile>"#;

const TWICE: &str =
    r#"<xmile version="1.0"><header/><macro name="twice"><parm>a</parm><eqn>a * 2</eqn></macro></xmile>"#;

/// The level in 2004 is 10 and twice the inflow of four years; a tap of 5 from 2002 on takes the place of the inflow.
const TAP: &str = r#"
[outcomes."level 2004"]
variable = "level"
reduce = "final"
unit = "litre"
better = "lower"
[levers."tap"]
sets = "inflow"
unit = "litre/year"
low = 0
high = 5
base = 1
evidence = { kind = "definition", note = "a tap" }
[policies."leave it"]
[policies."open"]
"tap" = 5
"#;

#[test]
fn a_model_in_xmile_that_includes_another_file() {
    let files = [
        ("study.toml", &*(head("model/level.xmile") + TAP)),
        ("model/level.xmile", XMILE),
        ("model/twice.xmile", TWICE),
    ];
    let folder = folder(&files);
    let study = sound(folder.path());
    let asked = Asked::default();
    let done = carried_out(&study, &asked);
    assert_eq!(done.ensemble.value(0, 0, 0), Some(10.0 + 2.0 * 4.0));
    assert_eq!(done.ensemble.value(1, 0, 0), Some(10.0 + 2.0 * 2.0 + 2.0 * 10.0));
    assert_eq!(
        inputs(&done, &asked),
        ["study.toml", "model/level.xmile", "model/twice.xmile"]
    );
}

/// Three regions with a share each, read from a file; `total` is 100 times their sum in each of four years.
const REGIONS: &str = "{UTF-8}
region: north, east, south ~~|
share[region] = GET DIRECT CONSTANTS('shares.csv', ',', 'B2*') ~ dmnl ~|
people[region] = INTEG(100 * share[region] + grant[region], 0) ~ person ~|
grant[region] = 0, 0, 7 ~ person/year ~|
INITIAL TIME = 0 ~ year ~|
FINAL TIME = 4 ~ year ~|
TIME STEP = 1 ~ year ~|
SAVEPER = TIME STEP ~ year ~|
";

const SHARES: &str = "region,share\nnorth,0.1\neast,0.2\nsouth,0.3\n";

const ELEMENTS: &str = r#"
[outcomes."north"]
variable = "people[north]"
reduce = "final"
unit = "person"
better = "higher"
[outcomes."south"]
variable = "people[ South ]"
reduce = "final"
unit = "person"
better = "higher"
[uncertainties."share[north]"]
low = 0.0
base = 0.1
high = 1.0
unit = "dmnl"
evidence = { kind = "judgement", note = "invented" }
[levers."help"]
sets = "grant[south]"
unit = "person/year"
low = 0
base = 7
high = 50
evidence = { kind = "definition", note = "a sum" }
[policies."leave it"]
[policies."help"]
"help" = 50
[[claims]]
id = "C"
says = "Help helps the south alone"
kind = "causal claim"
holds_if = "'south' @ 'help' > 'south' @ 'leave it' and 'north' @ 'help' == 'north' @ 'leave it'"
rival = "none"
"#;

fn regions(study: &str) -> TempDir {
    folder(&[
        ("study.toml", &*(head("model/regions.mdl") + study)),
        ("model/regions.mdl", REGIONS),
        ("model/shares.csv", SHARES),
    ])
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn elements_of_arrays_are_uncertainties_levers_and_outcomes() {
    let folder = regions(ELEMENTS);
    let study = sound(folder.path());
    let asked = Asked::default();
    let done = carried_out(&study, &asked);
    for scenario in 0..20 {
        let share = done.ensemble.sample.values[0][scenario];
        for policy in [0, 1] {
            near(done.ensemble.value(policy, scenario, 0), 400.0 * share);
        }
        // 30 a year from the share, 7 a year from the grant, or 50 in the last two of four years.
        near(done.ensemble.value(0, scenario, 1), 4.0 * 37.0);
        near(done.ensemble.value(1, scenario, 1), 2.0 * 37.0 + 2.0 * 80.0);
    }
    assert_eq!(done.findings.claims[0].share, Some(1.0));
    assert_eq!(
        inputs(&done, &asked),
        ["study.toml", "model/regions.mdl", "model/shares.csv"]
    );
}

#[test]
fn an_element_is_set_and_ranged_from_the_command_line() {
    let folder = regions(ELEMENTS);
    let study = sound(folder.path());
    let asked = Asked {
        futures: Futures::Count(1),
        set: vec![("share[NORTH]".into(), 0.5)],
        uncertainties: vec![("share[south]".into(), 0.25, 0.25)],
        ..Asked::default()
    };
    let done = carried_out(&study, &asked);
    near(done.ensemble.value(0, 0, 0), 200.0);
    near(done.ensemble.value(0, 0, 1), 4.0 * (25.0 + 7.0));
}

#[test]
fn a_number_that_is_none_is_named() {
    let files = ELEMENTS.replace("people[north]", "people").replace("people[ South ]", "people[west]");
    let (study, found) = read(regions(&files).path());
    assert!(study.is_none());
    insta::assert_snapshot!(found, @r#"
    error[not-a-scalar]: `people` is an array: a study needs one number
      --> study.toml:18:13
       |
    18 | variable = "people"
       |             ^^^^^^
       |
      ::: model/regions.mdl:4:1
       |
     4 | people[region] = INTEG(100 * share[region] + grant[region], 0) ~ person ~|
       | -------------- defined here
       |
       = help: name one of its elements: `people[north]`
    error[unknown-subscript]: `people` has no element `west`
      --> study.toml:23:13
       |
    23 | variable = "people[west]"
       |             ^^^^^^^^^^^^
       |
      ::: model/regions.mdl:4:1
       |
     4 | people[region] = INTEG(100 * share[region] + grant[region], 0) ~ person ~|
       | -------------- defined here
    "#);
}
