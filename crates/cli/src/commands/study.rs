//! `counterflow study STUDY`: every policy in every future, then the first screen, a report and a brief.

use super::assumed::Assumed;
use crate::progress::Bar;
use crate::{Exit, Failure, Options, Shell, flagship, interrupt};
use clap::Args;
use experiment::{ExperimentError, Journal, Trajectories};
use findings::Findings;
use report::{Executed, FittedSample, Keep, ParquetTables, ReportError, Session};
use results::Folder;
use source::{Diagnostics, Severity, Sources};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};
use study::{Futures, Overrides, Study, StudyError};
use view::Language;

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
        let started = SystemTime::now();
        let folder = self.study.clone().map_or_else(|| flagship::folder(shell), Ok)?;
        let mut sources = Sources::new();
        let study = load(&folder, &mut sources, shell)?;
        let held = Folder::hold(&study.folder.join("results"))?;
        let asked = self.options(options);
        // Before an unfinished study's runs are removed: what cannot be asked for must cost nobody anything.
        study.with(&asked.overrides).map_err(failure)?;
        let journal = Journal::open(&held.file("unfinished"), self.resume).map_err(failure)?;
        let bar = Bar::new(options);
        let executed = carry_out(&study, &asked, &held, (&journal, &bar));
        bar.finish();
        let executed = executed.map_err(interrupted)?;
        let unused = &executed.findings.sample.fitted_unused;
        if !unused.is_empty() && asked.overrides.keep_assumptions() {
            let folder = study.folder.display();
            shell.warn(&format!(
                "the futures of `fitted/` are left out: {unused}; `counterflow fit {folder}` makes them again"
            ));
        }
        report::write(&executed, &asked, &held, started).map_err(failure)?;
        let editions = editions(&executed, &study);
        write_texts(&editions, &study, &held)?;
        self.write_prediction(&executed, (&asked, &held), started)?;
        journal.remove().map_err(failure)?;
        let edition = self.edition(&editions, shell);
        let screen = view::ScreenOptions {
            width: screen_width(),
            color: options.color.shown_on(&std::io::stdout()),
            elapsed_seconds: begun.elapsed().as_secs_f64(),
            report_path: held.file(&edition.file("report", "html")).display().to_string(),
            article_path: article(&study),
            study_path: study.folder.display().to_string(),
            language: edition.language,
        };
        shell.answer(&view::first_screen(&edition.findings, &screen))?;
        Ok(Exit::Done)
    }

    fn options(&self, options: &Options) -> report::Options {
        report::Options {
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

    /// Writes the study's prediction, if it has one, among the results and where it was asked for.
    fn write_prediction(
        &self,
        executed: &Executed,
        (asked, held): (&report::Options, &Folder),
        made: SystemTime,
    ) -> Result<(), Failure> {
        let among = held.file("statement.csv");
        for path in [Some(&among), self.statement.as_ref()].into_iter().flatten() {
            let written = report::write_prediction(executed, asked, path, made).map_err(failure)?;
            if written.is_none() && self.statement.is_some() {
                return Err(Failure::wrong("the study has no `[statement]`: nothing was written"));
            }
        }
        Ok(())
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

/// A study's findings in one language.
struct Edition {
    language: Language,
    findings: Findings,
}

impl Edition {
    /// `report.html`, `report.es.html`.
    fn file(&self, name: &str, ending: &str) -> String {
        match self.language {
            Language::English => format!("{name}.{ending}"),
            other => format!("{name}.{}.{ending}", other.tag()),
        }
    }
}

/// The findings in English and in every language that the study is translated into.
fn editions(executed: &Executed, study: &Study) -> Vec<Edition> {
    let english = Edition {
        language: Language::English,
        findings: executed.findings.clone(),
    };
    let translated = study.translations.iter().filter_map(|translation| {
        Some(Edition {
            language: Language::of(&translation.language)?,
            findings: translation.of(&executed.findings),
        })
    });
    [english].into_iter().chain(translated).collect()
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

/// Reads a study; everything wrong with it is shown at once.
pub fn load(folder: &Path, sources: &mut Sources, shell: &Shell) -> Result<Study, Failure> {
    let mut diagnostics = Diagnostics::new();
    let study = study::load(folder, sources, &mut diagnostics).map_err(failure)?;
    shell.diagnostics(&diagnostics, sources, Severity::Warning);
    study
        .filter(|_| !diagnostics.has_errors())
        .ok_or(Failure::said(Exit::Wrong))
}

/// What stands between a study and its answer: the world, or what was asked.
pub fn failure(error: impl Into<ReportError>) -> Failure {
    match error.into() {
        ReportError::Experiment(ExperimentError::Interrupted) => interrupt::lost(),
        ReportError::Study(StudyError::Read { path, source }) | ReportError::Read { path, source } => {
            unread(&path, &source)
        }
        error @ (ReportError::Study(StudyError::Data(_) | StudyError::Load(_))
        | ReportError::Experiment(ExperimentError::Journal { .. } | ExperimentError::Results(_))
        | ReportError::Results(_)) => Failure::world(error),
        error => Failure::wrong(error),
    }
}

/// Makes the runs of a study, with everything that they read or write opened here.
fn carry_out(
    study: &Study,
    asked: &report::Options,
    held: &Folder,
    (journal, bar): (&Journal, &Bar),
) -> Result<Executed, ReportError> {
    let parquet = ParquetTables::begin(held.path())?;
    let mut files = (asked.keep == Keep::Trajectories).then(|| parquet.trajectories(study));
    let session = Session {
        stop: interrupt::listen(),
        progress: bar,
        journal: Some(journal),
        trajectories: files.as_mut().map(|files| files as &mut dyn Trajectories),
        fitted: FittedSample::load(study, &asked.overrides)?,
    };
    report::execute(study, asked, session)
}

/// A file of a study, or the study itself, that cannot be had.
fn unread(path: &Path, why: &std::io::Error) -> Failure {
    let shown = path.display();
    let is_study = path.file_name().is_some_and(|name| name == "study.toml");
    match why.kind() {
        ErrorKind::NotFound if is_study => {
            let folder = path.parent().unwrap_or(Path::new(".")).display();
            Failure::world(format!("`{folder}` is no study: it has no `study.toml`"))
                .hint("`counterflow new NAME` makes a study to fill in")
        }
        ErrorKind::NotFound => Failure::world(format!("there is no `{shown}`")),
        ErrorKind::IsADirectory => Failure::world(format!("`{shown}` is a folder, not a file")),
        ErrorKind::PermissionDenied => Failure::world(format!("not allowed to read `{shown}`")),
        _ => Failure::world(format!("cannot read `{shown}`: {why}")),
    }
}

/// Why a study was not carried out to its end; after Ctrl-C, with the command that goes on.
fn interrupted(error: ReportError) -> Failure {
    match error {
        ReportError::Experiment(ExperimentError::Interrupted) => interrupt::kept(&words()),
        error => failure(error),
    }
}

/// The words of the command line.
fn words() -> Vec<String> {
    let words = std::env::args_os().skip(1);
    words.map(|word| word.to_string_lossy().into_owned()).collect()
}

/// `report.html`, `brief.md` and `answer.svg` in each language, linked to each other.
fn write_texts(editions: &[Edition], study: &Study, held: &Folder) -> Result<(), Failure> {
    for edition in editions {
        let options = |name: &str, ending: &str| {
            let others = editions.iter().filter(|e| e.language != edition.language);
            view::ReportOptions {
                study_path: study.folder.display().to_string(),
                language: edition.language,
                others: others.map(|e| (e.language, e.file(name, ending))).collect(),
                ..Default::default()
            }
        };
        let report = view::report(&edition.findings, &options("report", "html"));
        held.write(&edition.file("report", "html"), &report)?;
        let brief = view::brief(&edition.findings, &options("brief", "md"));
        held.write(&edition.file("brief", "md"), &brief)?;
        let answer = view::chart::answer(&edition.findings, edition.language);
        held.write(&edition.file("answer", "svg"), &answer)?;
    }
    Ok(())
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
