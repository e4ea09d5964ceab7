//! `counterflow convert`: a model in the other format, and what that format cannot say.

use crate::model::{loader_of_any_dialect, open};
use crate::{Exit, Failure, Options, Shell};
use counterflow::{Converted, Diagnostics, LoadError, Severity};
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
        let model = open(&self.model, options, (shell, Severity::Error))?;
        let Converted { text, losses } = match target {
            Target::Vensim => model.to_mdl(),
            Target::Xmile => model.to_xmile().map_err(Failure::wrong)?,
        };
        shell.diagnostics(&losses, Severity::Warning);
        let broken = self.unreadable(&text, (options, shell))?;
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
    fn unreadable(&self, text: &str, (options, shell): (&Options, &Shell)) -> Result<Option<String>, Failure> {
        let name = self.output.file_name().unwrap_or_default();
        match loader_of_any_dialect(options)?.text(self.model.with_file_name(name), text) {
            Ok(_) => Ok(None),
            Err(LoadError::Invalid(diagnostics)) => {
                let mut errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
                Ok(errors.next().map(|first| first.message.clone()))
            }
            Err(error) => Err(shell.not_loaded(error, Severity::Error)),
        }
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
