//! What must never happen, where it can be seen in the source (ARCHITECTURE.md has the whole list).
//!
//! Tests, benches and examples may do what they like; everything else is read as a syntax tree.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Crates whose numbers must have the same bits on every machine.
const COMPUTES: &[&str] = &["math", "check", "program", "run", "analysis", "experiment"];

/// Functions that the platform's library computes, each platform in its own way. Square roots and roundings are exact
/// everywhere (IEEE 754) and may be used.
const FROM_THE_PLATFORM: &[&str] = &[
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "sin", "cos", "tan", "sin_cos",
    "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt", "hypot", "mul_add",
];

/// Where a rule does not hold: (rule, file, why).
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("prints", "crates/cli/", "the command line is what prints"),
    ("exits", "crates/cli/", "the command line is what ends the process"),
    (
        "is global",
        "crates/cli/src/interrupt.rs",
        "a signal handler can reach nothing else",
    ),
    (
        "writes a file",
        "crates/cli/src/commands/new.rs",
        "a new study is a whole folder that is written beside its name and renamed",
    ),
    (
        "writes a file",
        "crates/results/src/file.rs",
        "the one place where output is written beside its name and renamed",
    ),
];

#[test]
fn nothing_is_computed_by_the_platforms_library() {
    check("computes", |path, used| {
        let ours = COMPUTES.iter().any(|name| path.starts_with(&format!("crates/{name}/")));
        ours && matches!(used, Used::Method(name) if FROM_THE_PLATFORM.contains(&name.as_str()))
    });
}

#[test]
fn a_library_prints_nothing() {
    let printing = ["print", "println", "eprint", "eprintln", "dbg"];
    check(
        "prints",
        |_, used| matches!(used, Used::Macro(name) if printing.contains(&name.as_str())),
    );
}

#[test]
fn a_library_ends_no_process() {
    check("exits", |_, used| path_ends(used, &["process::exit", "process::abort"]));
}

#[test]
fn nothing_is_global() {
    check("is global", |_, used| match used {
        Used::Static(kind) => ["Mutex", "RwLock", "Atomic", "OnceLock", "OnceCell", "RefCell", "Cell<"]
            .iter()
            .any(|word| kind.contains(word)),
        Used::Macro(name) => name == "thread_local",
        _ => false,
    });
}

#[test]
fn nothing_reaches_the_network() {
    check(
        "reaches the network",
        |_, used| matches!(used, Used::Path(path) if path.starts_with("std::net")),
    );
}

#[test]
fn output_is_written_beside_its_name_and_renamed() {
    check("writes a file", |_, used| {
        path_ends(
            used,
            &["File::create", "File::create_new", "fs::write", "OpenOptions::new"],
        )
    });
}

/// What production code names.
enum Used {
    /// A method that is called.
    Method(String),
    /// A macro.
    Macro(String),
    /// A path, with `::`.
    Path(String),
    /// The type of a static.
    Static(String),
}

fn path_ends(used: &Used, ends: &[&str]) -> bool {
    matches!(used, Used::Path(path) if ends.iter().any(|end| path == end || path.ends_with(&format!("::{end}"))))
}

/// Every file with what it names; read once for all tests.
static SOURCES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let read = |path: String| SourceFile {
        names: read(&path),
        path,
    };
    sources().into_iter().map(read).collect()
});

struct SourceFile {
    /// From the root.
    path: String,
    /// What it names, each with its line.
    names: Vec<(usize, Used)>,
}

fn check(rule: &str, breaks: impl Fn(&str, &Used) -> bool) {
    let mut wrong = Vec::new();
    for SourceFile { path, names } in SOURCES.iter() {
        let excepted = |(of, file, _): &&(&str, &str, &str)| *of == rule && path.starts_with(file);
        if EXCEPTIONS.iter().any(|exception| excepted(&exception)) {
            continue;
        }
        let broken = names.iter().filter(|(_, used)| breaks(path, used));
        wrong.extend(broken.map(|(line, _)| format!("{path}:{line} {rule}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The production code of the crates, as paths from the root.
fn sources() -> Vec<String> {
    let listed = Command::new("git").args(["ls-files", "crates/*.rs"]).current_dir(root()).output();
    let listed = String::from_utf8(listed.expect("git lists files").stdout).expect("paths are UTF-8");
    let is_test = |path: &str| {
        path.ends_with("tests.rs") || ["/tests/", "/benches/", "/examples/"].iter().any(|f| path.contains(f))
    };
    let there = listed.lines().filter(|path| !is_test(path) && root().join(path).exists());
    there.map(String::from).collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &str) -> Vec<(usize, Used)> {
    let text = std::fs::read_to_string(root().join(path)).expect("a listed file can be read");
    let mut reader = Reader::default();
    reader.visit_file(&syn::parse_file(&text).unwrap_or_else(|e| panic!("{path}: {e}")));
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<(usize, Used)>,
}

impl Reader {
    fn note(&mut self, at: &impl Spanned, used: Used) {
        self.found.push((at.span().start().line, used));
    }

    fn tree(&mut self, before: &str, tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| {
            if before.is_empty() {
                ident.to_string()
            } else {
                format!("{before}::{ident}")
            }
        };
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.note(tree, Used::Path(with(&name.ident))),
            syn::UseTree::Rename(name) => self.note(tree, Used::Path(with(&name.ident))),
            syn::UseTree::Glob(_) => self.note(tree, Used::Path(before.to_string())),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    let is_test = |attribute: &syn::Attribute| attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test");
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && is_test(attribute))
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.tree("", &item.tree);
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        let kind: String = quote::ToTokens::to_token_stream(&item.ty).to_string();
        self.note(item, Used::Static(kind.replace(' ', "")));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.note(call, Used::Method(call.method.to_string()));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        let name = called.path.segments.last().map(|segment| segment.ident.to_string());
        self.note(called, Used::Macro(name.unwrap_or_default()));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(path, Used::Path(words.join("::")));
        visit::visit_path(self, path);
    }
}
