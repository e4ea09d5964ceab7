//! The example studies of the tests.

use source::{Diagnostics, Sources};
use std::fs;
use std::path::{Path, PathBuf};
use study::Study;

/// The folder of an example study.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studies").join(name)
}

/// An example study, which has no finding.
#[allow(dead_code, reason = "not every test file reads a whole study")]
pub fn sound(name: &str) -> Study {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(&example(name), &mut sources, &mut diagnostics).expect("the folder can be read");
    assert!(
        diagnostics.is_empty(),
        "{}",
        source::render(diagnostics.iter(), &sources, false)
    );
    study.expect("a study without findings is read")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}

/// The predator study with parts of its files replaced, and what is found in it.
#[allow(dead_code, reason = "not every test file edits a study")]
pub fn edited(edits: &[(&str, &str, &str)]) -> (Option<Study>, String) {
    edited_of("predator", edits, |_| Diagnostics::new())
}

/// An example study with parts of its files replaced, and what is found in it, first by its reader and then by `more`.
#[allow(dead_code, reason = "not every test file edits a study")]
pub fn edited_of(
    name: &str,
    edits: &[(&str, &str, &str)],
    more: impl Fn(&Study) -> Diagnostics,
) -> (Option<Study>, String) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    copy(&example(name), folder.path());
    for (file, from, to) in edits {
        let path = folder.path().join(file);
        // An edit of nothing makes a file.
        let text = if from.is_empty() {
            String::new()
        } else {
            fs::read_to_string(&path).expect("the file can be read")
        };
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(&path, text.replacen(from, to, 1)).expect("the file can be written");
    }
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(folder.path(), &mut sources, &mut diagnostics).expect("the folder can be read");
    let later = study.as_ref().map(more).unwrap_or_default();
    let findings = source::render(diagnostics.iter().chain(later.iter()), &sources, false);
    let shown = findings.replace(&format!("{}/", folder.path().display()), "");
    (study, shown)
}

/// What is found after one edit of `study.toml` of the predator study.
#[allow(dead_code, reason = "not every test file edits a study")]
#[track_caller]
pub fn finding(from: &str, to: &str) -> String {
    let (_, findings) = edited(&[("study.toml", from, to)]);
    assert!(!findings.is_empty(), "nothing is found");
    findings
}
