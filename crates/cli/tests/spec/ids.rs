//! Every id of a diagnostic has a section on the page of diagnostics, something there that runs, and a test of its rendered text.

use crate::page::read_page;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words with hyphens in the sources that are no ids of diagnostics, each with what it is.
const NO_IDS: &[(&str, &str)] = &[
    ("counterflow-us-mexico", "the folder of the flagship, unpacked"),
    ("delay-line", "a word of a program as it is printed"),
    ("fiscal-year", "a unit"),
    ("half-year", "a unit"),
    ("integrator-input", "a word of a program as it is printed"),
    ("late-output", "a word of a program as it is printed"),
    ("latin-hypercube", "a way to draw futures"),
    ("my-study", "the name of a new study in help"),
    ("sample-and-hold", "a word of a program as it is printed"),
    ("shared-save", "a word of a program as it is printed"),
    ("shared-step", "a word of a program as it is printed"),
    ("step-clock", "a word of a program as it is printed"),
    ("us-mexico", "the folder of the flagship"),
    ("utf-8", "an encoding"),
];

/// Diagnostics that no text on a page can provoke, each with the reason; their rendered text is tested elsewhere.
const NO_EXAMPLE: &[(&str, &str)] = &[
    ("dialect-without-effect", "it is about an option of the command line"),
    ("file-too-large", "the file is longer than any page"),
    ("nesting-too-deep", "the formula is longer than any line"),
    (
        "not-a-name-in-file",
        "only a cell of a workbook can be a date or an error",
    ),
    ("not-a-text-file", "the file is no text"),
    ("statement-too-long", "it takes more than a thousand windows"),
    ("too-many-equations", "it takes two hundred thousand equations"),
    ("too-many-figures", "it takes more than ten thousand figures"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sections of the page of diagnostics: id and text.
fn sections() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("tests/spec/diagnostics.md")).expect("the page is there");
    let sections = page.split("\n## ").skip(1);
    let sections = sections.map(|s| s.split_once('\n').expect("a section has lines"));
    sections
        .map(|(id, text)| {
            (
                id.to_string(),
                text.split("\n# ").next().unwrap_or_default().to_string(),
            )
        })
        .collect()
}

/// Whatever looks like an id in the sources of a crate that makes diagnostics has a section on the page, and the other way round.
#[test]
fn every_finding_has_its_section() {
    let found = ids();
    let sections = sections();
    let missing: Vec<&String> = found.iter().filter(|id| sections.iter().all(|(known, _)| known != *id)).collect();
    assert!(missing.is_empty(), "no section about {missing:?}");
    let stale: Vec<&String> = sections.iter().map(|(id, _)| id).filter(|id| !found.contains(*id)).collect();
    assert!(stale.is_empty(), "nothing makes {stale:?}");
}

/// A section shows the diagnostic by something that runs, and says what to do.
#[test]
fn every_section_shows_its_finding() {
    let mut bare: Vec<String> = Vec::new();
    for (id, text) in sections() {
        assert!(text.contains("**What to do.**"), "`{id}` does not say what to do");
        let shows = |line: &String| line.contains(&format!("[{id}]"));
        let shown = read_page(&text).iter().any(|example| {
            let rendered = example.rendered.iter().flat_map(|r| &r.lines);
            rendered.chain(&example.diagnostics).any(shows)
        });
        let excused = NO_EXAMPLE.iter().any(|(known, _)| *known == id);
        assert!(!(shown && excused), "`{id}` has an example: it needs no excuse");
        if !shown && !excused {
            bare.push(id);
        }
    }
    assert!(bare.is_empty(), "no example of {bare:?}");
}

/// The text of each diagnostic, as a person sees it, is expected by a page of the specification or by a test.
#[test]
fn every_finding_is_tested_as_a_person_sees_it() {
    let mut expected = BTreeSet::new();
    rendered_below(&root().join("tests"), &mut expected);
    rendered_below(&root().join("crates"), &mut expected);
    let missing: Vec<String> = ids().into_iter().filter(|id| !expected.contains(id)).collect();
    assert!(missing.is_empty(), "no test has the rendered text of {missing:?}");
}

/// What looks like an id in the sources of the crates that make diagnostics: those that know the crate `source`.
fn ids() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for member in fs::read_dir(root().join("crates")).expect("the crates are there").flatten() {
        let manifest = fs::read_to_string(member.path().join("Cargo.toml")).unwrap_or_default();
        // `view` takes no more than the filter of text from `source`: its words with hyphens are attributes of pages.
        let makes_none = member.file_name() == "view";
        if member.file_name() == "source" || !makes_none && manifest.lines().any(|line| line.starts_with("source")) {
            ids_below(&member.path().join("src"), &mut found);
        }
    }
    found
}

fn ids_below(folder: &Path, found: &mut BTreeSet<String>) {
    for path in entries(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            ids_below(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path).expect("a source is text");
            let words = production(&text).split('"').filter(|word| looks_like_id(word));
            found.extend(words.map(str::to_string));
        }
    }
}

/// The ids in the heads of rendered diagnostics, `error[id]: message`, in pages, snapshots and tests.
fn rendered_below(folder: &Path, expected: &mut BTreeSet<String>) {
    for path in entries(folder) {
        if path.is_dir() {
            rendered_below(&path, expected);
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let shown = path.to_string_lossy();
        let tests = match path.extension().and_then(|e| e.to_str()) {
            Some("rs") if shown.contains("/tests") => text.as_str(),
            Some("rs") => &text[production(&text).len()..],
            Some("md" | "snap") => &text,
            _ => "",
        };
        for line in tests.lines().map(str::trim_start) {
            let rest = ["error[", "warning[", "advice["].iter().find_map(|head| line.strip_prefix(head));
            if let Some((id, _)) = rest.and_then(|rest| rest.split_once("]: ")) {
                expected.insert(id.to_string());
            }
        }
    }
}

/// A source up to its tests.
fn production(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources").flatten();
    entries.map(|entry| entry.path()).collect()
}

fn looks_like_id(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(plain) && NO_IDS.iter().all(|(known, _)| *known != word)
}
