//! A page of the specification: its examples, and what it expects of each.

use crate::files::File;

/// What an example is written in.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Subject {
    /// Equations in Vensim's format; a clock is added.
    #[default]
    Vensim,
    /// Variables, or models and other parts of an XMILE file, by this vendor.
    Xmile(String),
    /// A whole file of this name, as it stands.
    Whole(String),
    /// Changes to an example study of this name.
    Study(String),
}

/// Diagnostics as a person sees them.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// What is done with the example: `rendered`, `converted`, `audited`, `scored`.
    pub by: String,
    /// The lines of the block.
    pub lines: Vec<String>,
    /// Where these lines stand on the page, from 0.
    pub at: std::ops::Range<usize>,
}

/// One example and what is expected of it.
#[derive(Default)]
pub struct Example {
    /// The line of its block on the page, from 1.
    pub line: usize,
    /// What it is written in.
    pub subject: Subject,
    /// The block.
    pub text: String,
    /// Settings behind the model.
    pub settings: String,
    /// Files beside the model.
    pub files: Vec<File>,
    /// Rows of values: the times, then a variable each.
    pub values: Vec<String>,
    /// Heads of diagnostics: `error[id] message`.
    pub diagnostics: Vec<String>,
    /// Diagnostics as a person sees them.
    pub rendered: Option<Rendered>,
}

/// The fenced blocks of a page, each example with the blocks that follow it.
pub fn read_page(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<String> = lines.by_ref().map(|(_, l)| l.to_string()).take_while(|l| l != "```").collect();
        let (kind, name) = fence.split_once(' ').unwrap_or((fence, ""));
        if let Some(subject) = subject(kind, name) {
            examples.push(Example {
                line: number + 1,
                subject,
                text: block.join("\n"),
                ..Example::default()
            });
        } else {
            let example = examples.last_mut();
            let example = example.unwrap_or_else(|| panic!("line {}: `{kind}` behind no example", number + 1));
            example.add(kind, name, (number + 1, block));
        }
    }
    examples
}

fn subject(kind: &str, name: &str) -> Option<Subject> {
    Some(match kind {
        "vensim" => Subject::Vensim,
        "xmile" => Subject::Xmile(name.to_string()),
        "whole" => Subject::Whole(name.to_string()),
        "study" => Subject::Study(name.to_string()),
        _ => return None,
    })
}

impl Example {
    fn add(&mut self, kind: &str, name: &str, (first, block): (usize, Vec<String>)) {
        match kind {
            "settings" => self.settings = block.join("\n"),
            "file" | "data" | "changes" => {
                let name = if name.is_empty() { "changes.cin" } else { name };
                self.files.push(File {
                    kind: kind.to_string(),
                    name: name.to_string(),
                    text: block.join("\n") + "\n",
                });
            }
            "values" => self.values = block,
            "diagnostics" => self.diagnostics = block,
            "rendered" | "converted" | "audited" | "scored" => {
                self.rendered = Some(Rendered {
                    by: kind.to_string(),
                    at: first..first + block.len(),
                    lines: block,
                });
            }
            _ => panic!("line {first}: no such block: {kind}"),
        }
    }
}
