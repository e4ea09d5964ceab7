//! Every model of the conformance collection is understood, when the collection is at hand.

use source::{Diagnostics, Severity, SourceId, Sources, render};
use std::path::{Path, PathBuf};

/// `COUNTERFLOW_CONFORMANCE`, or the folder beside the project.
fn collection() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let folder = std::env::var_os("COUNTERFLOW_CONFORMANCE").map_or_else(beside, PathBuf::from);
    folder.join("models").is_dir().then_some(folder)
}

fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the collection can be listed");
    for path in entries.map(|entry| entry.expect("the collection can be listed").path()) {
        if path.is_dir() {
            models(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "mdl") {
            found.push(path);
        }
    }
}

/// The errors in a file, rendered; empty when there are none.
fn errors(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the model can be read");
    let mut diagnostics = Diagnostics::new();
    let mut sources = Sources::new();
    match parse::decode(&bytes) {
        Ok(text) => {
            let id = sources.add(path.display().to_string(), text.as_str());
            let model = parse::vensim(&text, id, &mut diagnostics);
            assert!(!model.equations.is_empty(), "{} has no equations", path.display());
        }
        Err(diagnostic) => diagnostics.push(diagnostic),
    }
    render(
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error),
        &sources,
        false,
    )
}

#[test]
fn every_model_is_understood() {
    let Some(folder) = collection() else {
        eprintln!("SKIPPED: no conformance collection at ../shared/conformance or COUNTERFLOW_CONFORMANCE");
        return;
    };
    let mut found = Vec::new();
    models(&folder.join("models"), &mut found);
    assert!(!found.is_empty(), "the collection holds no .mdl file");
    let wrong: Vec<String> = found.iter().map(|path| errors(path)).filter(|text| !text.is_empty()).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} files:\n{}",
        wrong.len(),
        found.len(),
        wrong.join("\n")
    );
}

/// Formulas printed and read again are the same formulas; the collection has more variety than any list of ours.
#[test]
fn every_formula_survives_printing() {
    let Some(folder) = collection() else {
        eprintln!("SKIPPED: no conformance collection at ../shared/conformance or COUNTERFLOW_CONFORMANCE");
        return;
    };
    let mut found = Vec::new();
    models(&folder.join("models"), &mut found);
    for path in found {
        let text = parse::decode(&std::fs::read(&path).expect("the model can be read")).expect("it is text");
        let model = parse::vensim(&text, SourceId(0), &mut Diagnostics::new());
        for equation in &model.equations {
            let (parse::Body::Formula(expr) | parse::Body::Unchangeable(expr)) = &equation.body else {
                continue;
            };
            let printed = parse::print::expression(expr);
            let mut diagnostics = Diagnostics::new();
            let again = parse::vensim_expression(&printed, SourceId(0), &mut diagnostics);
            let again = again.unwrap_or_else(|| panic!("{}: {printed}: {diagnostics:?}", path.display()));
            assert_eq!(*expr, again, "{}: {printed}", path.display());
        }
    }
}
