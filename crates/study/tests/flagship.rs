//! The flagship as it is read: sound, every line of its article mapped, every number with unit and evidence.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use source::{Diagnostics, Sources, render};
use std::path::{Path, PathBuf};
use study::Study;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/us-mexico")
}

fn flagship() -> Study {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(&folder(), &mut sources, &mut diagnostics).unwrap();
    assert!(
        !diagnostics.has_errors(),
        "{}",
        render(diagnostics.iter(), &sources, false)
    );
    study.expect("a study without errors is read")
}

#[test]
fn every_number_and_every_line_has_its_evidence() {
    let found = study::evidence::audit(&flagship());
    let messages: Vec<String> = found.iter().map(|d| format!("{}: {}", d.id, d.message)).collect();
    assert!(messages.is_empty(), "{}", messages.join("\n"));
}

#[test]
fn the_page_of_the_article_is_up_to_date() {
    let study = flagship();
    let page = std::fs::read_to_string(folder().join("ARTICLE.md")).unwrap();
    assert!(
        page == study::evidence::article(&study.title, &study.ledger),
        "make it again: counterflow evidence studies/us-mexico --markdown > studies/us-mexico/ARTICLE.md"
    );
}

#[test]
fn claims_name_a_statement_of_the_ledger() {
    let study = flagship();
    let known: Vec<&str> = study.ledger.statements.iter().map(|s| s.id.as_str()).collect();
    for claim in &study.claims {
        let id = claim.id.split(' ').next().unwrap_or_default();
        assert!(
            known.contains(&id),
            "the ledger has no statement `{id}` for the claim `{}`",
            claim.id
        );
    }
}
