//! `counterflow check`: everything there is to say about a model, without running it.

use crate::model::{failure, loader};
use crate::text::rounded;
use crate::{Exit, Failure, Options, Shell, loops};
use counterflow::{Diagnostics, Kind, LoadError, Loops, Model, Severity, Study, Variable, nearest};
use std::path::{Path, PathBuf};

/// Check a model or a study: names, dimensions, order, units, evidence, everything that can be found without running it.
///
/// Diagnostics go to standard error, a summary to standard output. Ends with 2 when the model cannot be run, or, with --strict, when
/// there is a warning.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// A model (.mdl, .xmile, .stmx), or a study's folder.
    #[arg(required_unless_present = "explain")]
    model: Option<PathBuf>,
    /// Say what a diagnostic means, by its id, and what to do: --explain unit-mismatch.
    #[arg(long, value_name = "ID", conflicts_with = "model")]
    explain: Option<String>,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
    /// Print the program that a run executes, and how much work it is.
    #[arg(long)]
    program: bool,
    /// Show the feedback loops: those that a study names, link by link, and the shortest independent ones.
    #[arg(long, conflicts_with = "program")]
    loops: bool,
    /// Print the diagnostics as JSON.
    #[arg(long, conflicts_with = "program")]
    json: bool,
}

impl Check {
    /// Says everything that was found.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        if let Some(id) = &self.explain {
            shell.answer(explanation(id)?)?;
            return Ok(Exit::Done);
        }
        if is_study(self.path()) {
            return self.study(options, shell);
        }
        let (model, diagnostics) = opened(loader(options)?.open(self.path()), shell)?;
        let loops = match &model {
            Some(model) if self.loops => Some(model.loops().map_err(failure)?),
            _ => None,
        };
        if self.json {
            shell.answer(&self.as_json(model.is_some(), &diagnostics, loops.as_ref()))?;
        } else {
            shell.diagnostics(&diagnostics, Severity::Advice);
            let text = self.summary(model.as_ref(), &diagnostics)?;
            shell.answer(&(text + &loops.as_ref().map(loops::text).unwrap_or_default()))?;
        }
        Ok(self.verdict(model.is_some(), &diagnostics))
    }

    /// What is checked; nothing only where a diagnostic is explained.
    fn path(&self) -> &Path {
        self.model.as_deref().unwrap_or(Path::new(""))
    }

    /// A study: its own files, its model, its data and its evidence.
    fn study(&self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let (study, diagnostics) = match loader(options)?.study(self.path()) {
            Ok(study) => {
                let found = study.diagnostics().clone().and(&study.audit());
                (Some(study), found)
            }
            Err(LoadError::Invalid(found)) => (None, *found),
            Err(error) => return Err(shell.not_loaded(error, Severity::Advice)),
        };
        let loops = match &study {
            Some(study) if self.loops => Some(study.loops().map_err(failure)?),
            _ => None,
        };
        if self.json {
            shell.answer(&self.as_json(study.is_some(), &diagnostics, loops.as_ref()))?;
        } else {
            shell.diagnostics(&diagnostics, Severity::Advice);
            let found = in_words(&diagnostics);
            let contents = study.as_ref().map_or("cannot be run".into(), contents);
            let text = format!("{}: {contents}; {found}\n", self.path().display());
            shell.answer(&(text + &loops.as_ref().map(loops::text).unwrap_or_default()))?;
        }
        match loops.as_ref().is_none_or(loops::hold) {
            true => Ok(self.verdict(study.is_some(), &diagnostics)),
            false => Ok(Exit::Wrong),
        }
    }

    fn verdict(&self, runs: bool, diagnostics: &Diagnostics) -> Exit {
        let strict = self.strict && diagnostics.count(Severity::Warning) > 0;
        match !runs || diagnostics.has_errors() || strict {
            true => Exit::Wrong,
            false => Exit::Done,
        }
    }

    fn summary(&self, model: Option<&Model>, diagnostics: &Diagnostics) -> Result<String, Failure> {
        let counts = in_words(diagnostics);
        let name = self.path().display();
        let Some(model) = model else {
            return Ok(format!("{name}: cannot be run; {counts}\n"));
        };
        let mut text = format!("{name}: {}; {counts}\n", inventory(model));
        if self.program {
            let program = model.program().map_err(Failure::wrong)?;
            text += &format!("\n{}\n{program}", program.work());
        }
        Ok(text)
    }

    fn as_json(&self, runs: bool, diagnostics: &Diagnostics, loops: Option<&Loops>) -> String {
        let mut value = serde_json::json!({
            "file": self.path().display().to_string(),
            "runs": runs,
            "errors": diagnostics.errors(),
            "not_listed": diagnostics.dropped(),
            "findings": diagnostics.to_json(),
        });
        if let Some(loops) = loops {
            value["loops"] = loops::as_json(loops);
        }
        format!("{value:#}\n")
    }
}

/// A model with what was found in it; what cannot be run has only the latter.
fn opened(loaded: Result<Model, LoadError>, shell: &Shell) -> Result<(Option<Model>, Diagnostics), Failure> {
    match loaded {
        Ok(model) => {
            let found = model.diagnostics().clone();
            Ok((Some(model), found))
        }
        Err(LoadError::Invalid(found)) => Ok((None, *found)),
        Err(error) => Err(shell.not_loaded(error, Severity::Advice)),
    }
}

/// Every diagnostic: what it means, an example, what to do.
const DIAGNOSTICS: &str = include_str!("../../../../tests/spec/diagnostics.md");

/// The section of the page of diagnostics that is about one.
fn explanation(id: &str) -> Result<&'static str, Failure> {
    let starts: Vec<usize> = DIAGNOSTICS.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    let name = |at: usize| DIAGNOSTICS[at + 3..].lines().next().unwrap_or_default();
    if let Some(at) = starts.iter().find(|at| name(**at) == id) {
        let rest = &DIAGNOSTICS[*at..];
        let end = ["\n## ", "\n# "].iter().filter_map(|next| rest.find(next)).min();
        return Ok(&rest[..end.map_or(rest.len(), |end| end + 1)]);
    }
    let failure = Failure::wrong(format!("no diagnostic has the id `{id}`"));
    Err(match nearest(id, starts.iter().map(|at| name(*at))) {
        Some(near) => failure.hint(format!("counterflow check --explain {near}")),
        None => failure,
    })
}

/// Whether a path is a study's folder or its `study.toml`.
fn is_study(path: &Path) -> bool {
    path.join("study.toml").is_file() || path.extension().is_some_and(|e| e == "toml")
}

/// What a study holds.
fn contents(study: &Study) -> String {
    let (plan, claims) = (&study.contents().plan, &study.contents().claims);
    let parts = [
        numbered(plan.uncertainties.len(), "uncertainty", "uncertainties"),
        numbered(
            plan.alternatives.len(),
            "structural alternative",
            "structural alternatives",
        ),
        numbered(plan.levers.len(), "lever", "levers"),
        numbered(plan.policies.len(), "policy", "policies"),
        numbered(plan.outcomes.len(), "outcome", "outcomes"),
        numbered(claims.len(), "claim", "claims"),
    ];
    format!("{}; its model: {}", parts.join(", "), inventory(&study.model()))
}

fn in_words(diagnostics: &Diagnostics) -> String {
    let parts = [
        numbered(diagnostics.errors(), "error", "errors"),
        numbered(diagnostics.count(Severity::Warning), "warning", "warnings"),
        numbered(
            diagnostics.count(Severity::Advice),
            "piece of advice",
            "pieces of advice",
        ),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.starts_with("0 ")).collect();
    if said.is_empty() {
        "no problems found".into()
    } else {
        said.join(", ")
    }
}

fn inventory(model: &Model) -> String {
    let of = |kind: Kind| model.variables().filter(|variable| variable.kind() == kind).count();
    let parts = [
        numbered(of(Kind::Stock), "stock", "stocks"),
        numbered(of(Kind::Constant), "constant", "constants"),
        numbered(of(Kind::Lookup), "lookup", "lookups"),
    ];
    let variables = numbered(model.variables().count(), "variable", "variables");
    let clock = model.clock();
    let [start, stop, step] = [clock.start, clock.stop, clock.step].map(setting);
    format!("{variables} ({}), time {start} to {stop} by {step}", parts.join(", "))
}

fn numbered(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The value of one of the clock's variables, or its name where it is computed.
fn setting(variable: Variable<'_>) -> String {
    match variable.values() {
        Some([value]) => rounded(*value),
        _ => format!("`{}`", variable.name()),
    }
}
