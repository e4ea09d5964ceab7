//! A model file, opened and checked.

use crate::external::{Files, access};
use crate::include::Folder;
use crate::{Exit, Failure, Options, Shell};
use check::{Input, Model};
use parse::{ParsedModel, Reading};
use source::{Diagnostic, Diagnostics, Severity, SourceFile, SourceId, Sources};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A model with everything that was found in its file.
pub struct Opened {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// What the file says, where it is text.
    pub parsed: Option<ParsedModel>,
    /// The model, if anything sensible can be run.
    pub model: Option<Model>,
}

/// Reads and checks a model. Diagnostics are collected, not shown.
pub fn open(path: &Path, options: &Options) -> Result<Opened, Failure> {
    let files = Files::new(path, options)?;
    let bytes = bytes_of(path)?;
    let mut opened = Opened {
        sources: Sources::new(),
        diagnostics: Diagnostics::new(),
        parsed: None,
        model: None,
    };
    let text = match parse::decode(&bytes) {
        Ok(text) => text,
        Err(diagnostic) => {
            opened.diagnostics.push(about(path, diagnostic));
            return Ok(opened);
        }
    };
    let id = opened.sources.add(path.display().to_string(), text.as_str());
    let mut folder = Folder::new(access(path, options)?, (path, id), &mut opened.sources);
    let reading = Reading {
        dialect: options.dialect.map(parse::Dialect::from),
        includes: &mut folder,
    };
    let parsed = parse::model_with(reading, path, (&text, id), &mut opened.diagnostics);
    let equations = parsed.equations(&mut opened.diagnostics).into_owned();
    let model = check::check_with(&equations, &files, &mut opened.diagnostics);
    opened.model = model.filter(|_| !opened.diagnostics.has_errors());
    opened.parsed = Some(equations);
    Ok(opened)
}

impl Opened {
    /// The files that the model includes, in the order in which they were read.
    pub fn included(&self) -> impl Iterator<Item = &SourceFile> {
        (1..).map_while(|n| self.sources.file(SourceId(n)))
    }

    /// Shows errors and warnings (advice is for `check`) and gives the model, or ends the command.
    pub fn model(self, shell: &Shell) -> Result<(Model, Sources), Failure> {
        shell.diagnostics(&self.diagnostics, &self.sources, Severity::Warning);
        match self.model {
            Some(model) => Ok((model, self.sources)),
            None => Err(Failure::said(Exit::Wrong)),
        }
    }
}

/// The bytes of a file, at most one more than a model may have.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |e: io::Error| {
        let shown = path.display();
        Failure::world(match e.kind() {
            io::ErrorKind::NotFound => format!("there is no file `{shown}`"),
            io::ErrorKind::IsADirectory => format!("`{shown}` is a folder, not a model file"),
            io::ErrorKind::PermissionDenied => format!("not allowed to read `{shown}`"),
            _ => format!("cannot read `{shown}`: {e}"),
        })
    };
    let limit = parse::limits::FILE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(fail)?;
    file.take(limit).read_to_end(&mut bytes).map_err(fail)?;
    Ok(bytes)
}

/// A diagnostic about a whole file names the file.
pub fn about(path: &Path, mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.message = format!("`{}`: {}", path.display(), diagnostic.message);
    diagnostic
}
