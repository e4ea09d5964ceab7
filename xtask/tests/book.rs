//! What the book points at is there: pages, and commands that a reader can type.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the book is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
}

/// Targets of the links of a page that lead to other pages.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split('#').next().unwrap_or_default())
        .filter(|target| target.ends_with(".md") && !target.contains("://"))
}

#[test]
fn every_link_leads_to_a_page_and_every_page_is_in_the_contents() {
    let source = root().join("book/src");
    let contents = std::fs::read_to_string(source.join("SUMMARY.md")).expect("the book has a table of contents");
    let mut all = Vec::new();
    pages(&source, &mut all);
    assert!(all.len() >= 7, "only {} pages", all.len());
    for page in all {
        let text = std::fs::read_to_string(&page).expect("a page is text");
        let folder = page.parent().expect("a page lies in a folder");
        for link in links(&text).filter(|l| !l.starts_with("language/") && !l.starts_with("../language/")) {
            assert!(folder.join(link).is_file(), "{}: nothing at {link}", page.display());
        }
        let inside = page.strip_prefix(&source).expect("it was found there");
        let name = inside.display().to_string();
        assert!(
            name == "SUMMARY.md" || contents.contains(&name),
            "{name} is not in the contents"
        );
    }
}

#[test]
fn every_command_in_the_book_is_one_that_counterflow_has() {
    let commands = root().join("crates/cli/src/commands");
    let mut all = Vec::new();
    pages(&root().join("book/src"), &mut all);
    let mut seen = 0;
    for page in all {
        let text = std::fs::read_to_string(&page).expect("a page is text");
        for line in text.lines().map(str::trim).filter_map(|l| l.strip_prefix("counterflow ")) {
            let word = line.split_whitespace().next().unwrap_or_default();
            assert!(
                commands.join(format!("{word}.rs")).is_file(),
                "{}: no command `{word}`",
                page.display()
            );
            seen += 1;
        }
    }
    assert!(seen >= 10, "only {seen} commands were found");
}
