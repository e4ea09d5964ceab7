//! One file of source, measured: its lines, its functions, its reasons, and the modules that it names.

use anyhow::{Context, Result};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// What the table and the circles need to know of a file.
pub struct Measured {
    /// From the root, with `/`.
    pub path: String,
    /// Lines that are no test.
    pub lines: usize,
    /// Of these, lines that are neither blank nor a comment.
    pub code: usize,
    /// Comments that are no documentation; lines that follow each other are one.
    pub reasons: usize,
    /// Functions and methods that are no test.
    pub functions: Vec<Function>,
    /// The paths that begin with `crate` or `super`, such as `["super", "slots", "assign"]`.
    pub uses: Vec<Vec<String>>,
}

/// A function, from its signature to its closing brace.
pub struct Function {
    pub name: String,
    /// The line of `fn`, from 1.
    pub first: usize,
    pub lines: usize,
}

/// Measures a file; what stands under `#[cfg(test)]` does not count.
pub fn measure(path: &str, text: &str) -> Result<Measured> {
    let file = syn::parse_file(text).with_context(|| format!("cannot read {path}"))?;
    let mut reader = Reader::default();
    reader.visit_file(&file);
    let numbered = text.lines().enumerate();
    let production = numbered.filter(|(at, _)| !reader.is_test(at + 1));
    let lines: Vec<&str> = production.map(|(_, line)| line.trim()).collect();
    Ok(Measured {
        path: path.to_string(),
        lines: lines.len(),
        code: lines.iter().filter(|line| is_code(line)).count(),
        reasons: (0..lines.len()).filter(|at| begins_reason(&lines, *at)).count(),
        functions: reader.functions,
        uses: reader.uses,
    })
}

fn is_code(line: &str) -> bool {
    !line.is_empty() && !line.starts_with("//")
}

fn is_reason(line: &str) -> bool {
    line.starts_with("//") && !line.starts_with("///") && !line.starts_with("//!")
}

/// Whether a comment begins here: lines of one that follow each other are one reason.
fn begins_reason(lines: &[&str], at: usize) -> bool {
    is_reason(lines[at]) && (at == 0 || !is_reason(lines[at - 1]))
}

#[derive(Default)]
struct Reader {
    functions: Vec<Function>,
    uses: Vec<Vec<String>>,
    /// First and last line of each item under `#[cfg(test)]`.
    tests: Vec<(usize, usize)>,
    /// How many inline modules the reader is in: `super` means another file only outside of them.
    inline: usize,
}

impl Reader {
    fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }

    fn function(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.span().start().line;
        self.functions.push(Function {
            name: signature.ident.to_string(),
            first,
            lines: body.span().end().line - first + 1,
        });
    }

    fn path(&mut self, words: Vec<String>) {
        if self.inline == 0 && matches!(words.first().map(String::as_str), Some("crate" | "super" | "self")) {
            self.uses.push(words);
        }
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.path(with(&name.ident)),
            syn::UseTree::Rename(name) => self.path(with(&name.ident)),
            syn::UseTree::Glob(_) => self.path(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if is_for_tests(attributes) {
            self.tests.push((item.span().start().line, item.span().end().line));
        } else {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.inline += 1;
        visit::visit_item_mod(self, module);
        self.inline -= 1;
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.function(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.path(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}
