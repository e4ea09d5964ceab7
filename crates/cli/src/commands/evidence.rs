//! `counterflow evidence STUDY`: the ledger of statements, and what stands behind each number.

use super::study::{load, screen_width};
use crate::{Exit, Failure, Options, Shell};
use clap::Args;
use counterflow::{Severity, Study};
use std::path::PathBuf;

/// Show every statement of the document with its verdict and sources, and what supports each number.
#[derive(Args, Clone, Debug)]
pub struct Evidence {
    /// The study's folder.
    study: PathBuf,
    /// Print the ledger as JSON.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print ARTICLE.md: every line of the document, what it maps to, and what became of it.
    #[arg(long)]
    markdown: bool,
}

impl Evidence {
    /// Prints the ledger; a number without unit or evidence, or an unmapped line, makes the command fail.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let study = load(&self.study, options, shell)?;
        let gaps = study.audit();
        shell.diagnostics(&gaps, Severity::Warning);
        shell.answer(&self.text(&study, options))?;
        Ok(if gaps.has_errors() { Exit::World } else { Exit::Done })
    }

    fn text(&self, study: &Study, options: &Options) -> String {
        if self.markdown {
            return study.article();
        }
        let findings = study.evidence();
        if self.json {
            return serde_json::to_string_pretty(&findings.evidence).expect("a ledger has text keys") + "\n";
        }
        let color = options.color.shown_on(&std::io::stdout());
        let screen = view::ScreenOptions {
            width: screen_width(),
            color,
            ..Default::default()
        };
        view::evidence_screen(&findings, &screen)
    }
}
