//! A study in another language: what its file says, and what is found when it and the study drift apart.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use findings::{Findings, PolicyInfo};
use source::{Diagnostics, Sources};
use std::fs;
use std::path::{Path, PathBuf};
use study::{Study, Translation};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/us-mexico")
}

/// The flagship with parts of its files replaced, and what is found in it: id and message.
fn edited(edits: &[(&str, &str, &str)]) -> (Study, Vec<String>) {
    let copied = tempfile::tempdir().unwrap();
    for file in ["study.toml", "evidence.toml", "es.toml"] {
        let mut text = fs::read_to_string(folder().join(file)).unwrap();
        for (_, from, to) in edits.iter().filter(|(edited, _, _)| *edited == file) {
            assert!(text.contains(from), "{file} has no `{from}`");
            text = text.replacen(from, to, 1);
        }
        fs::write(copied.path().join(file), text).unwrap();
    }
    for part in ["data", "model"] {
        fs::create_dir(copied.path().join(part)).unwrap();
        for entry in fs::read_dir(folder().join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, copied.path().join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(copied.path(), &mut sources, &mut diagnostics).unwrap();
    let found = diagnostics.iter().map(|d| format!("{}: {}", d.id, d.message));
    (
        study.unwrap(),
        found.filter(|d| d.contains("transl") || d.contains("unknown-text")).collect(),
    )
}

fn spanish(study: &Study) -> &Translation {
    study.translations.iter().find(|t| t.language == "es").unwrap()
}

#[test]
fn the_flagship_says_everything_in_spanish() {
    let (study, found) = edited(&[]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(spanish(&study).missing(&study), Vec::<String>::new());
    assert!(spanish(&study).say(&study.title).unwrap().starts_with("Fuerza"));
}

#[test]
fn a_changed_sentence_is_missing_and_its_old_translation_belongs_to_nothing() {
    let change = ("study.toml", "It destabilises the region", "It shakes the region");
    let (_, found) = edited(&[change]);
    assert_eq!(
        found,
        [
            "unknown-text: the study does not say `It destabilises the region`",
            "missing-translation: `It shakes the region` has no translation in `es`",
        ]
    );
}

#[test]
fn translated_names_stay_one_name_wherever_they_stand() {
    let (study, _) = edited(&[]);
    let findings = Findings {
        reference: "no change".into(),
        policies: vec![PolicyInfo {
            name: "no change".into(),
            shown: true,
            ..Default::default()
        }],
        ..study.evidence()
    };
    let told = spanish(&study).of(&findings);
    assert_eq!(told.reference, "sin cambios");
    assert_eq!(told.policies[0].name, told.reference);
    let parameter = &told.evidence.table[0];
    assert_eq!(
        (parameter.name.as_str(), parameter.called.as_str()),
        ("tasa de reclutamiento", "recruitment rate")
    );
}

#[test]
fn no_two_policies_outcomes_or_mechanisms_share_a_name() {
    let (study, _) = edited(&[]);
    let spanish = spanish(&study);
    let policies: Vec<&str> = study.plan.policies.iter().map(|p| p.name.as_str()).collect();
    let outcomes: Vec<&str> = study.plan.outcomes.iter().map(|o| o.name.as_str()).collect();
    let uncertain = study.plan.uncertainties.iter().map(|u| u.name.as_str());
    let mechanisms: Vec<&str> = uncertain.chain(study.plan.alternatives.iter().map(|a| a.name.as_str())).collect();
    for names in [policies, outcomes, mechanisms] {
        let told: std::collections::HashSet<_> = names.iter().map(|n| spanish.say(n)).collect();
        assert_eq!(told.len(), names.len());
    }
}

#[test]
fn what_is_no_text_and_what_is_told_twice_are_errors() {
    let copied = tempfile::tempdir().unwrap();
    let tank = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studies/tank");
    fs::create_dir(copied.path().join("model")).unwrap();
    for file in ["study.toml", "model/tank.mdl"] {
        fs::copy(tank.join(file), copied.path().join(file)).unwrap();
    }
    let text = "[a]\n\"no change\" = \"sin cambios\"\n\"of nothing\" = 3\n[b]\n\"no  change\" = \"nada\"\n";
    fs::write(copied.path().join("es.toml"), text).unwrap();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(copied.path(), &mut sources, &mut diagnostics).unwrap();
    assert!(study.is_none());
    let errors = diagnostics.iter().filter(|d| d.severity == source::Severity::Error);
    let errors: Vec<String> = errors.map(|d| format!("{}: {}", d.id, d.message)).collect();
    assert_eq!(
        errors,
        [
            "wrong-type: `of nothing` is a number, not a text",
            "translated-twice: `no change` is translated twice, and not alike",
        ]
    );
}
