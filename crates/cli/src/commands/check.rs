//! `counterflow check`: everything there is to say about a model, without running it.

use crate::model::{Opened, open};
use crate::text::rounded;
use crate::{Exit, Failure, Options, Shell};
use check::{Kind, Model, VariableId};
use source::Severity;
use std::path::PathBuf;

/// Check a model: names, dimensions, order and everything else that can be found without running it.
///
/// Findings go to standard error, a summary to standard output. Ends with 2 when the model cannot be run, or, with --strict, when
/// there is a warning.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// A Vensim model (.mdl).
    model: PathBuf,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
    /// Print the program that a run executes.
    #[arg(long)]
    program: bool,
    /// Print the findings as JSON.
    #[arg(long, conflicts_with = "program")]
    json: bool,
}

impl Check {
    /// Says everything that was found.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let opened = open(&self.model, options, shell)?;
        if self.json {
            shell.answer(&self.as_json(&opened))?;
        } else {
            shell.findings(&opened.diagnostics, &opened.sources, Severity::Advice);
            shell.answer(&self.summary(&opened)?)?;
        }
        let warnings = count(&opened, Severity::Warning);
        match opened.model.is_none() || (self.strict && warnings > 0) {
            true => Ok(Exit::Wrong),
            false => Ok(Exit::Done),
        }
    }

    fn summary(&self, opened: &Opened) -> Result<String, Failure> {
        let findings = in_words(opened);
        let name = self.model.display();
        let Some(model) = &opened.model else {
            return Ok(format!("{name}: cannot be run; {findings}\n"));
        };
        let mut text = format!("{name}: {}; {findings}\n", inventory(model));
        if self.program {
            let request = program::Request::default();
            text += &program::build(model, &request).map_err(Failure::wrong)?.to_string();
        }
        Ok(text)
    }

    fn as_json(&self, opened: &Opened) -> String {
        let findings = source::to_json(opened.diagnostics.iter(), &opened.sources);
        let value = serde_json::json!({
            "file": self.model.display().to_string(),
            "runs": opened.model.is_some(),
            "errors": opened.diagnostics.errors(),
            "not_listed": opened.diagnostics.dropped(),
            "findings": findings,
        });
        format!("{value:#}\n")
    }
}

fn count(opened: &Opened, severity: Severity) -> usize {
    let of_severity = opened.diagnostics.iter().filter(|d| d.severity == severity);
    of_severity.count()
}

fn in_words(opened: &Opened) -> String {
    let parts = [
        numbered(opened.diagnostics.errors(), "error", "errors"),
        numbered(count(opened, Severity::Warning), "warning", "warnings"),
        numbered(count(opened, Severity::Advice), "piece of advice", "pieces of advice"),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.starts_with("0 ")).collect();
    match said.is_empty() {
        true => "nothing to say against it".into(),
        false => said.join(", "),
    }
}

fn inventory(model: &Model) -> String {
    let visible = || model.variables.iter().filter(|v| !v.hidden);
    let of = |is: fn(&Kind) -> bool| visible().filter(|v| is(&v.kind)).count();
    let parts = [
        numbered(of(|kind| matches!(kind, Kind::Stock)), "stock", "stocks"),
        numbered(
            of(|kind| matches!(kind, Kind::Constant { .. })),
            "constant",
            "constants",
        ),
        numbered(of(|kind| matches!(kind, Kind::Lookup { .. })), "lookup", "lookups"),
    ];
    let variables = numbered(visible().count(), "variable", "variables");
    let time = [model.control.start, model.control.stop, model.control.step];
    let [start, stop, step] = time.map(|id| setting(model, id));
    format!("{variables} ({}), time {start} to {stop} by {step}", parts.join(", "))
}

fn numbered(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The value of one of the clock's variables, or its name where it is computed.
fn setting(model: &Model, id: VariableId) -> String {
    match &model.variable(id).kind {
        Kind::Constant { values, .. } if values.len() == 1 => rounded(values[0]),
        _ => format!("`{}`", model.variable(id).name),
    }
}
