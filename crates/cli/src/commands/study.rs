//! `counterflow study STUDY`: every policy in every future, then the first screen, a report and a brief.

use crate::progress::Bar;
use crate::{Exit, Failure, Options, Shell, flagship};
use clap::Args;
use results::Folder;
use source::{Diagnostics, Severity, Sources};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};
use study::{Executed, Futures, Study, StudyError};

/// Set by Ctrl-C.
pub(super) static STOP: AtomicBool = AtomicBool::new(false);

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
    /// Draw them from this seed.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Only this policy, beside the reference; may be given several times.
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// Give a constant another value: it no longer varies.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, f64)>,
    /// Give an uncertainty another range.
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = range)]
    uncertainty: Vec<(String, f64, f64)>,
    /// Take one choice of a structural alternative for true.
    #[arg(long, value_name = "NAME=LABEL", value_parser = choice)]
    alternative: Vec<(String, String)>,
    /// Run on this many threads.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
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
        let started = SystemTime::now();
        let folder = self.study.clone().map_or_else(|| flagship::folder(shell), Ok)?;
        let mut sources = Sources::new();
        let study = load(&folder, &mut sources, shell)?;
        let asked = self.asked.options();
        let held = Folder::hold(&study.folder.join("results"))?;
        // A second handler cannot be set; the first one does the same.
        let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
        let bar = Bar::new(options);
        let executed = study::execute(&study, &asked, &bar, &STOP).map_err(failure)?;
        bar.finish();
        study::write(&executed, &asked, &held, started).map_err(failure)?;
        let report = write_texts(&executed, &study, &held)?;
        self.state(&executed, (&asked, &held), started)?;
        let screen = view::ScreenOptions {
            width: screen_width(),
            color: options.color.shown_on(&std::io::stdout()),
            elapsed_seconds: begun.elapsed().as_secs_f64(),
            report_path: report.display().to_string(),
            article_path: article(&study),
            study_path: study.folder.display().to_string(),
        };
        shell.answer(&view::first_screen(&executed.findings, &screen))?;
        Ok(Exit::Done)
    }
    /// Writes the study's statement, if it has one, among the results and where it was asked for.
    fn state(
        &self,
        executed: &Executed,
        (asked, held): (&study::Options, &Folder),
        made: SystemTime,
    ) -> Result<(), Failure> {
        let among = held.file("statement.csv");
        for path in [Some(&among), self.statement.as_ref()].into_iter().flatten() {
            let written = study::write_statement(executed, asked, path, made).map_err(failure)?;
            if written.is_none() && self.statement.is_some() {
                return Err(Failure::wrong("the study has no `[statement]`: nothing was written"));
            }
        }
        Ok(())
    }
}

impl Asked {
    fn options(&self) -> study::Options {
        let futures = match (self.futures, self.quick) {
            (Some(count), _) => Futures::Count(count),
            (None, true) => Futures::Quick,
            (None, false) => Futures::Full,
        };
        study::Options {
            futures,
            seed: self.seed,
            policies: self.policy.clone(),
            set: self.set.clone(),
            uncertainties: self.uncertainty.clone(),
            alternatives: self.alternative.clone(),
            threads: self.threads,
        }
    }
}

/// Reads a study; everything wrong with it is shown at once.
pub fn load(folder: &Path, sources: &mut Sources, shell: &Shell) -> Result<Study, Failure> {
    let mut diagnostics = Diagnostics::new();
    let study = study::load(folder, sources, &mut diagnostics).map_err(failure)?;
    shell.findings(&diagnostics, sources, Severity::Warning);
    study
        .filter(|_| !diagnostics.has_errors())
        .ok_or(Failure::said(Exit::Wrong))
}

/// What stands between a study and its answer: the world, or what was asked.
pub fn failure(error: StudyError) -> Failure {
    match error {
        StudyError::Interrupted => Failure::said(Exit::Interrupted),
        StudyError::Read { .. } | StudyError::Data(_) | StudyError::Results(_) => Failure::world(error),
        _ => Failure::wrong(error),
    }
}

/// `report.html`, `brief.md` and `answer.svg`; returns where the report is.
fn write_texts(executed: &Executed, study: &Study, held: &Folder) -> Result<PathBuf, Failure> {
    let options = view::ReportOptions {
        study_path: study.folder.display().to_string(),
        ..Default::default()
    };
    held.write("report.html", &view::report(&executed.findings, &options))?;
    held.write("brief.md", &view::brief(&executed.findings))?;
    held.write("answer.svg", &view::chart::answer(&executed.findings))?;
    Ok(held.file("report.html"))
}

fn article(study: &Study) -> String {
    let path = study.folder.join("ARTICLE.md");
    if path.is_file() {
        path.display().to_string()
    } else {
        String::new()
    }
}

/// How many columns the terminal has; 100 where it does not say.
pub fn screen_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns
        .or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)))
        .unwrap_or(100)
}

pub(super) fn setting(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text.rsplit_once('=').ok_or("expected NAME=VALUE")?;
    let value = value
        .trim()
        .parse()
        .map_err(|_| format!("`{}` is not a number", value.trim()))?;
    Ok((name.trim().to_string(), value))
}

pub(super) fn range(text: &str) -> Result<(String, f64, f64), String> {
    let (name, range) = text.rsplit_once('=').ok_or("expected NAME=LOW..HIGH")?;
    let (low, high) = range.split_once("..").ok_or("expected LOW..HIGH behind `=`")?;
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| format!("`{}` is not a number", text.trim()))
    };
    Ok((name.trim().to_string(), number(low)?, number(high)?))
}

pub(super) fn choice(text: &str) -> Result<(String, String), String> {
    let (name, label) = text.split_once('=').ok_or("expected NAME=LABEL")?;
    Ok((name.trim().to_string(), label.trim().to_string()))
}
