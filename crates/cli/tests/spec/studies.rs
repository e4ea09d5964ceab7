//! Examples that change an example study, as a diff without line numbers.

use source::{Diagnostics, Sources};
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the study, what is taken from it and what comes in its place.
struct Change {
    file: String,
    from: String,
    to: String,
}

/// What is found in the study `name` with these changes, by its readers and, on demand, by the audit of its evidence or in the records
/// of `observed.csv`.
pub fn diagnostics(name: &str, changes: &str, by: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&example(name), folder.path());
    changes_in(changes).iter().for_each(|change| change.make(folder.path()));
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let read = study::load(folder.path(), &mut sources, &mut diagnostics).expect("the folder can be read");
    let mut text = String::new();
    if let Some(study) = &read {
        study::acceptance::load(study, &mut sources, &mut diagnostics).expect("the folder can be read");
        if by == "audited" {
            text = source::render(study::evidence::audit(study).iter(), &sources, false);
        }
        if by == "scored" {
            let observed = folder.path().join("observed.csv");
            study::read_records(study, &observed, &mut sources, &mut diagnostics).expect("the file can be read");
        }
    }
    let text = source::render(diagnostics.iter(), &sources, false) + &text;
    text.replace(&format!("{}/", folder.path().display()), "")
}

fn example(name: &str) -> PathBuf {
    let studies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../study/tests/studies");
    studies.join(if name.is_empty() { "predator" } else { name })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("the file can be copied")),
        }
    }
}

/// Lines that begin with `-` are taken away, with `+` put there, with a space left; any other line names the file of those below.
fn changes_in(text: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for line in text.lines() {
        let Some(rest) = line.strip_prefix(['-', '+', ' ']) else {
            changes.push(Change {
                file: line.to_string(),
                from: String::new(),
                to: String::new(),
            });
            continue;
        };
        let change = changes.last_mut().expect("the first line names a file");
        let (from, to) = (!line.starts_with('+'), !line.starts_with('-'));
        for (_, side) in [(from, &mut change.from), (to, &mut change.to)].into_iter().filter(|(on, _)| *on) {
            side.push_str(rest);
            side.push('\n');
        }
    }
    changes
}

impl Change {
    /// A change that takes nothing away makes a file.
    fn make(&self, folder: &Path) {
        let path = folder.join(&self.file);
        let text = match self.from.is_empty() {
            true => self.to.clone(),
            false => {
                let text = fs::read_to_string(&path).expect("the file can be read");
                assert!(text.contains(&self.from), "{} has no\n{}", self.file, self.from);
                text.replacen(&self.from, &self.to, 1)
            }
        };
        fs::write(path, text).expect("the file can be written");
    }
}
