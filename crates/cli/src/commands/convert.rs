//! `counterflow convert`: a model in the other format, and what that format cannot say.

use crate::embed::embedded;
use crate::model::{Opened, loader, open};
use crate::{Exit, Failure, Options, Shell};
use check::write::{self, Facts};
use check::{Kind, Model, VariableId};
use load::Loader;
use parse::{Name, ParsedModel};
use source::{Diagnostics, Severity, Sources, Span};
use std::path::{Path, PathBuf};

/// Convert a model between Vensim's format (.mdl) and XMILE (.xmile, .stmx).
///
/// What the target has no form for is written out in what it has, so that the numbers stay the same. What is lost all the same is
/// named, a warning each. Ends with 2 when the model cannot be run, or, with --strict, when anything is lost: nothing is written
/// then.
#[derive(Debug, clap::Args)]
pub struct Convert {
    /// The model (.mdl, .xmile, .stmx).
    model: PathBuf,
    /// Where to write it; the ending picks the format: .mdl, .xmile or .stmx.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write nothing when anything would be lost.
    #[arg(long)]
    strict: bool,
}

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Vensim,
    Xmile,
}

impl Convert {
    /// Writes the model, and says what was lost.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let target = target(&self.output)?;
        let opened = open(&self.model, options)?;
        let errors = opened.diagnostics.has_errors();
        shell.diagnostics(&opened.diagnostics, &opened.sources, Severity::Error);
        let (Some(model), Some(parsed), false) = (&opened.model, &opened.parsed, errors) else {
            return Err(Failure::said(Exit::Wrong));
        };
        let (text, losses) = match target {
            Target::Vensim => vensim(parsed, &opened),
            Target::Xmile => xmile(parsed, model, &self.model)?,
        };
        shell.diagnostics(&losses, &opened.sources, Severity::Warning);
        let broken = self.unreadable(&text, options)?;
        if let Some(reason) = &broken {
            shell.warn(&format!("the model written cannot be run as it is: {reason}"));
        }
        let lost = losses.iter().filter(|d| d.severity >= Severity::Warning).count();
        if self.strict && (lost > 0 || broken.is_some()) {
            shell.error(&format!(
                "`{}` is not written: {}",
                self.output.display(),
                counted(lost)
            ));
            return Ok(Exit::Wrong);
        }
        results::write_whole(&self.output, |out| out.write_all(text.as_bytes()))?;
        shell.answer(&self.summary(&losses, lost))?;
        Ok(Exit::Done)
    }

    /// Why what was written cannot be run; `None` when it can. It reads the files beside the model, as the original does.
    fn unreadable(&self, text: &str, options: &Options) -> Result<Option<String>, Failure> {
        let name = self.output.file_name().unwrap_or_default();
        let loader = Loader {
            dialect: None,
            ..loader(options)?
        };
        let loaded = loader.text(&self.model.with_file_name(name), text, &mut Sources::new())?;
        let mut errors = loaded.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        Ok(errors.next().map(|first| first.message.clone()))
    }

    fn summary(&self, losses: &Diagnostics, lost: usize) -> String {
        let other = losses.len() - lost;
        let said = match other {
            0 => String::new(),
            1 => "; 1 thing is said in another way".into(),
            n => format!("; {n} things are said in another way"),
        };
        let (from, to) = (self.model.display(), self.output.display());
        format!("{from} is written as {to}: {}{said}\n", counted(lost))
    }
}

fn counted(lost: usize) -> String {
    match lost {
        0 => "nothing is lost".into(),
        1 => "1 thing is lost".into(),
        n => format!("{n} things are lost"),
    }
}

fn target(path: &Path) -> Result<Target, Failure> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match &*ending.to_ascii_lowercase() {
        "mdl" => Ok(Target::Vensim),
        "xmile" | "stmx" | "xml" => Ok(Target::Xmile),
        _ => {
            let message = format!("`{}` has an unsupported file extension", path.display());
            Err(Failure::wrong(message).hint("end the name in `.mdl`, `.xmile` or `.stmx`"))
        }
    }
}

fn vensim(parsed: &ParsedModel, opened: &Opened) -> (String, Diagnostics) {
    let (written, losses) = write::for_vensim(parsed);
    let original = opened.sources.file(parsed.source).map_or("", |file| &file.text);
    (write::vensim(&written, original), losses)
}

fn xmile(parsed: &ParsedModel, model: &Model, path: &Path) -> Result<(String, Diagnostics), Failure> {
    let parsed = &embedded(parsed, model);
    let mut facts = facts(parsed, model, path)?;
    let (written, losses) = write::for_xmile(parsed, &mut facts);
    Ok((write::xmile(&written, &facts), losses))
}

/// What the checked model knows about dimensions and the clock.
fn facts(parsed: &ParsedModel, model: &Model, path: &Path) -> Result<Facts, Failure> {
    let mut facts = Facts::of(parsed);
    facts.name = path
        .file_stem()
        .map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    for variable in model.variables.iter().filter(|v| !v.shape.is_empty()) {
        let dimension = |id: &check::DimensionId| &model.dimensions[id.0 as usize];
        let names = variable
            .shape
            .iter()
            .map(|id| Name::new(&dimension(id).name, Span::default()));
        let names: Vec<Name> = names.collect();
        // The series that was read for a data variable becomes one beside it.
        facts
            .shapes
            .insert(Name::key_of(&format!("{} data", variable.name)).into(), names.clone());
        facts.shapes.insert(variable.key.clone(), names);
    }
    facts.clock = clock(model)?;
    Ok(facts)
}

/// The control variables at the start of the run.
fn clock(model: &Model) -> Result<[Option<f64>; 4], Failure> {
    let control = &model.control;
    let ids = [control.start, control.stop, control.step, control.save_every];
    let constant = |id: VariableId| match &model.variable(id).kind {
        Kind::Constant { values, .. } => values.first().copied(),
        _ => None,
    };
    let known = ids.map(constant);
    if known.iter().all(Option::is_some) {
        return Ok(known);
    }
    let program = program::build(model, &program::Request::default()).map_err(Failure::wrong)?;
    let trajectory = run::simulate(&program, &[]).map_err(Failure::wrong)?;
    let first = |id: VariableId| {
        trajectory
            .get(&model.variable(id).name)
            .and_then(|v| v.first().copied())
    };
    Ok(ids.map(|id| constant(id).or_else(|| first(id))))
}
