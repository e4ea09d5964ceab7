//! The public model files, when they are at hand: none may panic, and we count how many check without errors.

use source::{Diagnostics, Severity, Sources, render};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `COUNTERFLOW_CONFORMANCE`, or the folder beside the workspace.
fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("COUNTERFLOW_CONFORMANCE").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    given
        .or(Some(beside))
        .map(|f| f.join("models"))
        .filter(|f| f.is_dir())
}

#[test]
fn every_public_model_is_judged_without_a_panic() {
    let Some(folder) = folder() else {
        println!("conformance models are not at hand: nothing was checked");
        return;
    };
    let mut by_suite: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for model in models(&folder) {
        let suite = model
            .strip_prefix(&folder)
            .ok()
            .and_then(|p| p.iter().next())
            .unwrap_or_default();
        let count = by_suite
            .entry(suite.to_string_lossy().into_owned())
            .or_default();
        count.0 += usize::from(is_understood(&model));
        count.1 += 1;
    }
    for (suite, (understood, all)) in &by_suite {
        println!("{suite}: {understood} of {all} check without errors");
    }
    let understood: usize = by_suite.values().map(|c| c.0).sum();
    println!("together: {understood}");
    assert!(
        understood >= 100,
        "only {understood} public models check without errors"
    );
}

fn is_understood(path: &Path) -> bool {
    let bytes = std::fs::read(path).expect("the file was listed");
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let source = sources.add(path.display().to_string(), text.clone());
    let parsed = parse::vensim(&text, source, &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics);
    if std::env::var_os("SHOW").is_some() {
        let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
        print!("{}", render(errors, &sources, false));
    }
    model.is_some()
}

fn models(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("the folder was listed")
            .flatten()
        {
            let path = entry.path();
            match path.extension() {
                _ if path.is_dir() => open.push(path),
                Some(ending) if ending.eq_ignore_ascii_case("mdl") => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
