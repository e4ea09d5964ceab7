//! The book: the pages of `book/src` and of `tests/spec`, put together below `target/` and built by mdBook.
//!
//! The language's pages stay where they run as tests; the table of contents gets a line for each, so none can be forgotten.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// mdBook's versions that this book is built with.
const VERSION: &str = "^0.4";

/// Puts the book together and builds it into `target/book`.
pub fn run() -> Result<()> {
    let folder = shell::root().join("target").join("book-source");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    copy(&shell::root().join("book"), &folder)?;
    let pages = shell::root().join("tests").join("spec");
    copy(&pages, &folder.join("src").join("language"))?;
    let contents = folder.join("src").join("SUMMARY.md");
    let mut text = std::fs::read_to_string(&contents).with_context(|| format!("cannot read {}", contents.display()))?;
    for page in language(&pages)? {
        text.push_str(&page);
    }
    std::fs::write(&contents, text)?;
    let out = shell::root().join("target").join("book");
    shell::finish(Command::new(mdbook()?).arg("build").arg(&folder).arg("--dest-dir").arg(&out))?;
    println!("{}", out.join("index.html").display());
    Ok(())
}

/// A line of the table of contents for each page of the language but its first.
fn language(pages: &Path) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(pages)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "README.md" || !name.ends_with(".md") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let title = text.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or(&name).to_owned();
        lines.push(format!("  - [{title}](language/{name})\n"));
    }
    lines.sort();
    Ok(lines)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// mdBook from the path, or installed below `target/` on first use.
fn mdbook() -> Result<PathBuf> {
    if Command::new("mdbook").arg("--version").output().is_ok_and(|o| o.status.success()) {
        return Ok("mdbook".into());
    }
    let root = shell::root().join("target").join("tools");
    let binary = root.join("bin").join("mdbook");
    if !binary.exists() {
        let folder = root.display().to_string();
        let words = [
            "install",
            "mdbook",
            "--version",
            VERSION,
            "--locked",
            "--no-default-features",
        ];
        shell::cargo(&[&words[..], &["--root", &folder]].concat())?;
    }
    Ok(binary)
}
