//! `counterflow study STUDY`: every policy in every future, then the first screen, a report and a brief.

use super::assumed::Assumed;
use crate::model::{failure, loader};
use crate::progress::Bar;
use crate::{Exit, Failure, Options, Shell, flagship, interrupt};
use clap::Args;
use counterflow::{
    Done, Edition, ExperimentError, Folder, Futures, Keep, Language, Overrides, Severity, Study, StudyError,
    StudyOptions, Workplace,
};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Run every policy in every sampled future; write results, a report and a brief.
#[derive(Args, Clone, Debug, Default)]
pub struct RunStudy {
    /// The study's folder; the flagship when left out.
    study: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// Write what the study states of a time that is not observed yet into this CSV file, and its hashes into a TOML file beside it.
    #[arg(long, value_name = "FILE")]
    statement: Option<PathBuf>,
    /// Go on with a study that was interrupted or killed: finished runs are not made again. The results are the same.
    #[arg(long)]
    resume: bool,
    /// What to keep of the runs as Parquet, in `results/parquet/`: outcomes and futures, or the course of what the study charts too.
    #[arg(long, value_enum, value_name = "WHAT")]
    keep: Option<Kept>,
    /// The language of the first screen, and of the report that it names.
    #[arg(long, value_enum, default_value_t)]
    language: Spoken,
}

/// What is kept of the runs in columns.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Kept {
    /// Futures and outcomes.
    Outcomes,
    /// And the course of every variable that the study charts, in every run.
    Trajectories,
}

/// A language to answer in.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default)]
enum Spoken {
    /// English.
    #[default]
    En,
    /// Spanish, where the study has its texts in `es.toml`.
    Es,
}

/// What may be asked of a study.
#[derive(Args, Clone, Debug, Default)]
pub struct Asked {
    /// Few futures: an answer in seconds.
    #[arg(long)]
    quick: bool,
    /// As many futures as the study says (the default of `study`).
    #[arg(long, conflicts_with = "quick")]
    full: bool,
    /// Draw this many futures.
    #[arg(long, value_name = "N", conflicts_with_all = ["quick", "full"])]
    futures: Option<usize>,
    /// Only this policy, beside the reference; may be given several times.
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// Judge the policies in the futures of `fitted/`, which `counterflow fit` fitted to history, instead of a filtered sample.
    #[arg(long, conflicts_with_all = ["seed", "set", "uncertainty", "alternative"])]
    fitted: bool,
    #[command(flatten)]
    assumed: Assumed,
}

impl RunStudy {
    /// The flagship's quick study: what `counterflow` alone does.
    pub fn flagship() -> RunStudy {
        RunStudy {
            asked: Asked {
                quick: true,
                ..Asked::default()
            },
            ..RunStudy::default()
        }
    }

    /// Carries the study out, writes what it found and prints the first screen.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let begun = Instant::now();
        let folder = self.study.clone().map_or_else(|| flagship::folder(shell), Ok)?;
        let study = load(&folder, options, shell)?;
        let held = Folder::hold(&study.folder().join("results"))?;
        let asked = self.options(options);
        let bar = Bar::new(options);
        let place = Workplace {
            folder: &held,
            resume: self.resume,
            progress: &bar,
            cancel: interrupt::listen(),
        };
        let done = study.carry_out_in(&asked, place);
        bar.finish();
        let done = done.map_err(interrupted)?;
        let unused = &done.findings().sample.fitted_unused;
        if !unused.is_empty() && asked.overrides.keep_assumptions() {
            let folder = study.folder().display();
            shell.warn(&format!(
                "the futures of `fitted/` are left out: {unused}; `counterflow fit {folder}` makes them again"
            ));
        }
        done.write_into(&held).map_err(failure)?;
        self.write_prediction(&done)?;
        let editions = done.editions();
        let edition = self.edition(&editions, shell);
        let screen = view::ScreenOptions {
            width: screen_width(),
            color: options.color.shown_on(&std::io::stdout()),
            elapsed_seconds: begun.elapsed().as_secs_f64(),
            report_path: held.file(&edition.file("report", "html")).display().to_string(),
            article_path: article(study.folder()),
            study_path: study.folder().display().to_string(),
            language: edition.language,
        };
        shell.answer(&view::first_screen(&edition.findings, &screen))?;
        Ok(Exit::Done)
    }

    fn options(&self, options: &Options) -> StudyOptions {
        StudyOptions {
            overrides: self.asked.overrides(),
            fitted: self.asked.fitted,
            threads: self.asked.assumed.threads,
            simd: options.simd,
            keep: match self.keep {
                None => Keep::Tables,
                Some(Kept::Outcomes) => Keep::Outcomes,
                Some(Kept::Trajectories) => Keep::Trajectories,
            },
        }
    }

    /// Writes the study's prediction where it was asked for.
    fn write_prediction(&self, done: &Done) -> Result<(), Failure> {
        let Some(path) = &self.statement else {
            return Ok(());
        };
        match done.write_prediction(path).map_err(failure)? {
            true => Ok(()),
            false => Err(Failure::wrong("the study has no `[statement]`: nothing was written")),
        }
    }

    /// The edition in the language that was asked for, or the English one.
    fn edition<'a>(&self, editions: &'a [Edition], shell: &Shell) -> &'a Edition {
        let language = match self.language {
            Spoken::En => Language::English,
            Spoken::Es => Language::Spanish,
        };
        editions.iter().find(|e| e.language == language).unwrap_or_else(|| {
            let file = format!("{}.toml", language.tag());
            shell.warn(&format!("the study has no `{file}`: the answer is in English"));
            &editions[0]
        })
    }
}

impl Asked {
    fn overrides(&self) -> Overrides {
        let futures = match (self.futures, self.quick) {
            (Some(count), _) => Futures::Count(count),
            (None, true) => Futures::Quick,
            (None, false) => Futures::Full,
        };
        Overrides {
            futures,
            policies: self.policy.clone(),
            ..self.assumed.overrides()
        }
    }
}

/// Opens a study; everything wrong with it is shown at once.
pub fn load(folder: &Path, options: &Options, shell: &Shell) -> Result<Study, Failure> {
    match loader(options)?.study(folder) {
        Ok(study) => {
            shell.diagnostics(study.diagnostics(), Severity::Warning);
            Ok(study)
        }
        Err(error) => Err(shell.not_loaded(error, Severity::Warning)),
    }
}

/// Why a study was not carried out to its end; after Ctrl-C, with the command that goes on.
fn interrupted(error: StudyError) -> Failure {
    match error {
        StudyError::Experiment(ExperimentError::Interrupted) => interrupt::kept(&words()),
        error => failure(error),
    }
}

/// The words of the command line.
fn words() -> Vec<String> {
    let words = std::env::args_os().skip(1);
    words.map(|word| word.to_string_lossy().into_owned()).collect()
}

fn article(folder: &Path) -> String {
    let path = folder.join("ARTICLE.md");
    if path.is_file() {
        path.display().to_string()
    } else {
        String::new()
    }
}

/// How many columns the terminal has; 100 where it does not say.
pub fn screen_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(100)
}
