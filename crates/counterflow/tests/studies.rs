//! Studies through a loader: from memory as from a disk, of arrays, of workbooks, with what the loader allows.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use counterflow::{
    Cancel, Done, Folder, Futures, Loader, Memory, NoProgress, Overrides, Severity, Study, StudyOptions, Workplace,
};
use std::fs;
use std::path::{Path, PathBuf};

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

const CLOCK: &str = "INITIAL TIME = 0 ~ year ~| FINAL TIME = 4 ~ year ~| TIME STEP = 1 ~ year ~| SAVEPER = 1 ~ year ~|";

#[track_caller]
fn opened(loader: &Loader, path: impl AsRef<Path>) -> Study {
    match loader.study(path) {
        Ok(study) => {
            assert_eq!(study.diagnostics().render(Severity::Advice, false), "");
            study
        }
        Err(error) => panic!("{error}"),
    }
}

fn carried_out(study: &Study) -> Done {
    study.carry_out(&StudyOptions::default()).unwrap()
}

/// What the manifest of written results names as their inputs.
fn inputs(done: &Done) -> Vec<String> {
    let results = tempfile::tempdir().unwrap();
    done.write(results.path()).unwrap();
    let text = fs::read_to_string(results.path().join("manifest.json")).unwrap();
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("\"path\": \""));
    lines.map(|line| line.trim_end_matches("\",").to_string()).collect()
}

/// Three regions with a share each; their people are 100 times the share and the grant in each of four years.
const REGIONS: &str = "
region: north, east, south ~~|
share[region] = 0.1, 0.2, 0.3 ~ dmnl ~|
people[region] = INTEG(100 * share[region] + grant[region], 0) ~ person ~|
grant[region] = 0, 0, 7 ~ person/year ~|
";

const ELEMENTS: &str = r#"
[outcomes."people[north]"]
variable = "people[north]"
reduce = "final"
unit = "person"
better = "higher"
[outcomes."people[south]"]
variable = "people[south]"
reduce = "final"
unit = "person"
better = "higher"
[uncertainties."share[north]"]
low = 0.0
base = 0.1
high = 1.0
unit = "dmnl"
evidence = { kind = "judgement", note = "invented" }
[levers."grant[south]"]
sets = "grant[south]"
unit = "person/year"
low = 0
base = 7
high = 50
evidence = { kind = "definition", note = "a sum" }
[policies."leave it"]
[policies."help"]
"grant[south]" = 50
[[claims]]
id = "south"
says = "Help helps the south"
kind = "causal claim"
holds_if = "'people[south]' @ 'help' > 'people[south]' @ 'leave it'"
rival = "none"
[[claims]]
id = "north"
says = "Help helps the north"
kind = "causal claim"
holds_if = "'people[north]' @ 'help' > 'people[north]' @ 'leave it'"
rival = "none"
"#;

#[test]
fn elements_of_arrays_vary_are_set_and_are_claimed_about() {
    let files = Memory::new()
        .with("study/study.toml", head("model/regions.mdl") + ELEMENTS)
        .with("study/model/regions.mdl", format!("{REGIONS}{CLOCK}"));
    let study = opened(&Loader::new().files(files), "study");
    let done = carried_out(&study);
    let claims = done.findings().claims.iter();
    let shares: Vec<_> = claims.map(|claim| (claim.id.as_str(), claim.share)).collect();
    // The grant reaches the south alone.
    assert_eq!(shares, [("south", Some(1.0)), ("north", Some(0.0))]);
    let ensemble = &done.executed().ensemble;
    for future in 0..20 {
        let share = ensemble.sample.values[0][future];
        let near = |policy: usize, outcome: usize, expected: f64| {
            let found = ensemble.value(policy, future, outcome).unwrap();
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        };
        near(0, 0, 4.0 * 100.0 * share);
        near(1, 0, 4.0 * 100.0 * share);
        near(0, 1, 4.0 * 37.0);
        near(1, 1, 2.0 * 37.0 + 2.0 * 80.0);
    }
}

#[test]
fn an_element_of_a_study_is_set_by_its_name() {
    let files = Memory::new()
        .with("study.toml", head("regions.mdl") + ELEMENTS)
        .with("regions.mdl", format!("{REGIONS}{CLOCK}"));
    let study = opened(&Loader::new().files(files), "study.toml");
    let with = |name: &str| StudyOptions {
        overrides: Overrides {
            futures: Futures::Count(1),
            set: vec![(name.into(), 0.5)],
            ..Overrides::default()
        },
        ..StudyOptions::default()
    };
    let done = study.carry_out(&with("share[NORTH]")).unwrap();
    assert_eq!(done.executed().ensemble.value(0, 0, 0), Some(4.0 * 50.0));
    let refused = study.carry_out(&with("share[west]")).unwrap_err();
    insta::assert_snapshot!(refused, @"`share` has no element `west`");
}

/// A level that rises by what a workbook says.
const FILLS: &str = r#"
[outcomes."level"]
variable = "level"
reduce = "final"
unit = "litre"
better = "lower"
[uncertainties."start"]
low = 0.0
base = 10.0
high = 20.0
unit = "litre"
evidence = { kind = "judgement", note = "invented" }
[policies."leave it"]
"#;

fn fills(workbook: &str) -> String {
    format!(
        "level = INTEG(rise, start) ~ litre ~|
         rise = GET XLS CONSTANTS('{workbook}', 'Sheet1', 'B1') ~ litre/year ~|
         start = 10 ~ litre ~|
         {CLOCK}"
    )
}

/// A workbook whose cell B1 is 1.
fn workbook() -> Vec<u8> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    fs::read(tests.join("models/external-data/strange.xlsx")).unwrap()
}

fn level_rises_by_four(study: &Study) -> Done {
    let done = carried_out(study);
    let ensemble = &done.executed().ensemble;
    for future in 0..20 {
        let (level, start) = (ensemble.value(0, future, 0).unwrap(), ensemble.sample.values[0][future]);
        assert!((level - start - 4.0).abs() < 1e-9, "{level} from {start}");
    }
    done
}

#[test]
fn a_study_whose_model_reads_a_workbook() {
    let files: [(&str, Vec<u8>); 3] = [
        ("study.toml", (head("model/fills.mdl") + FILLS).into()),
        ("model/fills.mdl", fills("book.xlsx").into()),
        ("model/book.xlsx", workbook()),
    ];
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("model")).unwrap();
    let mut memory = Memory::new();
    for (name, bytes) in &files {
        fs::write(folder.path().join(name), bytes).unwrap();
        memory = memory.with(name, bytes);
    }
    let on_disk = level_rises_by_four(&opened(&Loader::new(), folder.path()));
    let in_memory = level_rises_by_four(&opened(&Loader::new().files(memory), "study.toml"));
    let expected = ["study.toml", "model/fills.mdl", "model/book.xlsx"];
    assert_eq!(
        (inputs(&on_disk), inputs(&in_memory)),
        (expected.map(String::from).into(), expected.map(String::from).into())
    );
}

/// A workbook beside the study's folder is read by a loader that allows it, and by no other.
#[test]
fn what_a_study_may_read_is_for_the_loader_to_say() {
    let files = Memory::new()
        .with("study/study.toml", head("fills.mdl") + FILLS)
        .with("study/fills.mdl", fills("../shared/book.xlsx"))
        .with("shared/book.xlsx", workbook());
    let loader = Loader::new().files(files);
    let refused = loader.study("study").map(|_| ()).unwrap_err();
    insta::assert_snapshot!(refused, @r#"
    error[unreadable-data]: `study/../shared/book.xlsx` is outside the model's folder; to let the model read it, pass its folder to `--allow`
     --> study/fills.mdl:2:17
      |
    2 |          rise = GET XLS CONSTANTS('../shared/book.xlsx', 'Sheet1', 'B1') ~ litre/year ~|
      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);
    let done = level_rises_by_four(&opened(&loader.allow("shared"), "study"));
    assert_eq!(inputs(&done), ["study.toml", "fills.mdl", "/shared/book.xlsx"]);
}

#[test]
fn data_and_tags_reach_a_studys_model() {
    let model = format!(
        "level = INTEG(rise, start) ~ litre ~|
         rise ~ litre/year ~|
         start = GET XLS CONSTANTS('?book', 'Sheet1', 'B1') ~ litre ~|
         {CLOCK}"
    );
    let outcome = FILLS.split("[uncertainties").next().unwrap();
    let study = head("m.mdl") + outcome + "[policies.\"leave it\"]\n";
    let files = Memory::new()
        .with("study/study.toml", study)
        .with("study/m.mdl", model)
        .with("rise.csv", "Time,rise\n0,2\n4,2\n")
        .with("book.xlsx", workbook());
    let loader = Loader::new().files(files).data("rise.csv").tag("?book", "book.xlsx");
    let model = opened(&loader, "study").model();
    let run = model.run(&counterflow::Inputs::new()).unwrap();
    assert_eq!(run["level"].last(), Some(&(1.0 + 4.0 * 2.0)));
}

/// Runs that were finished before a study was cancelled are kept in its folder, and not made again.
#[test]
fn a_cancelled_study_goes_on_in_its_folder() {
    let study = opened(&Loader::new(), "../study/tests/studies/tank");
    let results = tempfile::tempdir().unwrap();
    let folder = Folder::hold(results.path()).unwrap();
    let cancel = Cancel::new();
    let place = Workplace {
        folder: &folder,
        resume: false,
        progress: &NoProgress,
        cancel: &cancel,
    };
    cancel.cancel();
    let options = StudyOptions::default();
    assert!(study.carry_out_in(&options, place).is_err());
    let unfinished: PathBuf = results.path().join("unfinished");
    assert!(unfinished.is_dir());
    let again = Workplace {
        resume: true,
        cancel: &Cancel::new(),
        ..place
    };
    let done = study.carry_out_in(&options, again).unwrap();
    done.write_into(&folder).unwrap();
    assert!(!unfinished.exists());
    assert!(results.path().join("statement.csv").is_file());
    assert_eq!(
        done.findings().claims[0].share,
        carried_out(&study).findings().claims[0].share
    );
}

#[test]
fn what_a_study_says_of_itself() {
    let study = opened(&Loader::new(), "../study/tests/studies/tank");
    assert_eq!(study.model().variable("drain").unwrap().values(), Some(&[0.0][..]));
    assert_eq!(study.evidence().title, study.title());
    let tests = study.acceptance().unwrap().expect("it has an acceptance.toml");
    assert!(tests.diagnostics().is_empty());
    let found = tests.verify().unwrap();
    assert!(!found.is_empty());
    assert!(study.loops().unwrap().named.is_empty());
}
