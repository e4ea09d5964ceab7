//! The page of functions is the table of the language, and every function has an example that runs.

use crate::page::{Example, Subject, read_page};
use crate::{WRITE, pages};
use language::{Builtin, Dialect, Purity};
use std::path::{Path, PathBuf};

fn page_of_functions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec/functions.md")
}

/// What authors can call; random numbers expand to others that have no spelling.
fn written() -> impl Iterator<Item = Builtin> {
    language::all().filter(|builtin| !builtin.spellings.is_empty())
}

#[test]
fn the_page_of_functions_is_the_table() {
    let listed = list();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(page_of_functions(), &listed).expect("the page can be written");
    }
    let page = std::fs::read_to_string(page_of_functions()).expect("the page is there");
    assert!(
        page == listed,
        "the page lists other functions: {WRITE}=1 writes it anew"
    );
}

#[test]
fn every_function_has_an_example() {
    let examples = examples();
    let is_shown = |builtin: &Builtin| examples.iter().any(|example| example.calls(*builtin));
    let missing: Vec<&str> = written().filter(|b| !is_shown(b)).map(|b| b.name).collect();
    assert!(missing.is_empty(), "no example on any page calls {missing:?}");
}

fn examples() -> Vec<Example> {
    let pages = pages().into_iter().filter(|page| *page != page_of_functions());
    let texts = pages.map(|page| std::fs::read_to_string(page).expect("a page is text"));
    texts.flat_map(|text| read_page(&text)).collect()
}

impl Example {
    /// Whether its text calls a function by one of its names in the example's own format.
    fn calls(&self, builtin: Builtin) -> bool {
        let in_xmile = match &self.subject {
            Subject::Vensim | Subject::Study(_) => false,
            Subject::Xmile(_) => true,
            Subject::Whole(name) => !name.ends_with(".mdl"),
        };
        let text = self.text.to_lowercase();
        let spelled = builtin.spellings.iter().filter(|s| in_xmile == is_xmile(s.dialect));
        spelled
            .map(|s| s.name.to_lowercase())
            .any(|name| is_called(&text, &name) || (name == INFIX && text.contains(" mod ")))
    }
}

/// The one function that XMILE writes between its arguments: `a MOD b`.
const INFIX: &str = "mod";

fn is_xmile(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Xmile | Dialect::Stella)
}

/// Whether a parenthesis opens behind the name, which is not the end of a longer one (`SMOOTH N` is not `N`).
fn is_called(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '_']);
        let is_whole = !before.ends_with(char::is_alphanumeric);
        is_whole && text[at + name.len()..].trim_start().starts_with('(')
    })
}

fn list() -> String {
    let mut page = String::from(
        "# Functions\n\nEvery function that models may call, from the table of the crate `language`, with the number of its \
         arguments. An\nXMILE name is given where it takes the same arguments in the same order; other XMILE functions are \
         rewritten when a file\nis read. The tests keep this page up to date, and ask for an example of each function on \
         another page.\n\n| function | arguments | in XMILE | its value depends on |\n|---|---|---|---|\n",
    );
    for builtin in written() {
        page += &row(builtin);
    }
    page
}

fn row(builtin: Builtin) -> String {
    let arity = builtin.arity;
    let arguments = if arity.least == arity.most {
        arity.most.to_string()
    } else {
        format!("{} or {}", arity.least, arity.most)
    };
    let xmile = builtin.spellings.iter().filter(|s| is_xmile(s.dialect));
    let xmile: Vec<String> = xmile.map(|s| format!("`{}`", s.name)).collect();
    let depends_on = match builtin.purity() {
        Purity::Pure => "its arguments",
        Purity::Time => "the time",
        Purity::Data => "data",
        Purity::Random => "chance",
        Purity::Stateful => "what was before",
    };
    let (name, xmile) = (builtin.name, xmile.join(", "));
    format!("| `{name}` | {arguments} | {xmile} | {depends_on} |\n")
}
