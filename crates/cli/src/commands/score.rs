//! `counterflow score STUDY OBSERVED`: what a study stated of a time to come, against what was observed since.

use super::study::{load, screen_width};
use crate::model::failure;
use crate::{Exit, Failure, Options, Shell};
use clap::Args;
use counterflow::{ScoreError, Severity, StatementScore, StudyError};
use std::path::{Path, PathBuf};

/// Score the statements of a study against what was observed since: coverage, CRPS against two plain rivals, bias, by mechanism.
///
/// OBSERVED has the columns of a data file: series,period,value,unit,source_url,note. `[[statement.records]]` of study.toml says which
/// series are records of which quantities, and bridges differences of definition; `[[statement.unscored]]` says which are not, and
/// why. Nothing is run, and no statement is changed.
#[derive(Args, Clone, Debug)]
pub struct Score {
    /// The study's folder.
    study: PathBuf,
    /// The records: a CSV file.
    observed: PathBuf,
    /// The statement's table; otherwise every `statement*.csv` in the study's `fitted/`.
    #[arg(long, value_name = "FILE")]
    statement: Option<PathBuf>,
    /// Write the score into a file as well: .csv (every record), .json or .md.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Score {
    /// Scores, writes and prints; a miss is an answer.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let writes = self.output.as_deref().map(Written::of).transpose()?;
        let study = load(&self.study, options, shell)?;
        let scores = study.score(&self.observed, self.statement.as_deref());
        let scores = scores.map_err(|error| unscored(error, shell))?;
        if let (Some(path), Some(written)) = (&self.output, writes) {
            written.write(&scores, path)?;
        }
        let screen = view::ScreenOptions {
            width: screen_width(),
            color: options.color.shown_on(&std::io::stdout()),
            ..Default::default()
        };
        shell.answer(&view::score_screen(&scores, &screen))?;
        Ok(Exit::Done)
    }
}

/// What a file of scores is written as.
enum Written {
    Table,
    Markdown,
}

impl Written {
    fn of(path: &Path) -> Result<Written, Failure> {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("csv" | "json") => Ok(Written::Table),
            Some("md") => Ok(Written::Markdown),
            _ => {
                let message = format!("`{}` has an unsupported file extension", path.display());
                Err(Failure::wrong(message).hint("end the name in `.csv`, `.json` or `.md`"))
            }
        }
    }

    fn write(self, scores: &[StatementScore], path: &Path) -> Result<(), Failure> {
        match self {
            Written::Table => report::write_score(scores, path).map_err(failure),
            Written::Markdown => {
                let page = view::score_markdown(scores);
                Ok(results::write_whole(path, |out| out.write_all(page.as_bytes()))?)
            }
        }
    }
}

fn unscored(error: ScoreError, shell: &Shell) -> Failure {
    match error {
        ScoreError::Records(found) => {
            shell.diagnostics(&found, Severity::Warning);
            Failure::said(Exit::Wrong)
        }
        ScoreError::Study(error @ StudyError::NoStatement { .. }) => {
            let hint = "`counterflow study STUDY --full --statement FILE` makes one, and `--statement FILE` names one that is elsewhere";
            Failure::wrong(error).hint(hint)
        }
        ScoreError::Study(error) => failure(error),
    }
}
