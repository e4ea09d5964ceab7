//! Every live XMILE model of the conformance collection is understood, when the collection is at hand.

use check::Input;
use source::{Diagnostics, Severity, Sources, render};
use std::path::{Path, PathBuf};

/// `COUNTERFLOW_CONFORMANCE`, or the folder beside the project.
fn collection() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let folder = std::env::var_os("COUNTERFLOW_CONFORMANCE").map_or_else(beside, PathBuf::from);
    folder.join("manifest.json").is_file().then_some(folder)
}

/// The XMILE models that the manifest does not skip.
fn live(folder: &Path) -> Vec<PathBuf> {
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("the manifest can be read");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("the manifest is JSON");
    let cases = manifest["cases"].as_array().expect("the manifest lists cases");
    let is_live = |case: &&serde_json::Value| case["skip"].as_str().is_none_or(str::is_empty);
    cases
        .iter()
        .filter(is_live)
        .map(|case| folder.join(case["model"].as_str().expect("a case has a model")))
        .filter(|path| path.extension().is_some_and(|ending| ending == "xmile" || ending == "stmx"))
        .collect()
}

#[test]
fn every_live_model_is_understood() {
    let Some(folder) = collection() else {
        eprintln!("SKIPPED: no conformance collection at ../shared/conformance or COUNTERFLOW_CONFORMANCE");
        return;
    };
    let found = live(&folder);
    assert!(!found.is_empty(), "the collection holds no XMILE file");
    for path in found {
        let bytes = std::fs::read(&path).expect("the model can be read");
        let text = parse::decode(&bytes).expect("the model is text");
        let mut sources = Sources::new();
        let id = sources.add(path.display().to_string(), text.as_str());
        let mut diagnostics = Diagnostics::new();
        let parsed = parse::model(&path, &text, id, &mut diagnostics);
        let model = parsed.equations(&mut diagnostics);
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let errors = render(errors, &sources, false);
        assert!(errors.is_empty(), "{errors}");
        assert!(
            model.equations.len() > 4,
            "{} has no equations of its own",
            path.display()
        );
    }
}
