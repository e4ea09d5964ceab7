//! The example studies of the tests.

use experiment::{Journal, NoProgress, Progress, Trajectories};
use report::{Executed, FittedSample, Keep, Options, ParquetTables, ReportError, Session};
use source::{Diagnostics, Sources};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use study::{Futures, Overrides, Study};
use tempfile::TempDir;

/// The folder of an example study.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../study/tests/studies").join(name)
}

/// An example study, which has no finding.
#[allow(dead_code, reason = "not every test file reads a whole study")]
pub fn sound(name: &str) -> Study {
    let (study, found) = read(&example(name));
    assert!(found.is_empty(), "{found}");
    study.expect("a study without findings is read")
}

/// How a test carries a study out: everything that may be asked of it in one list, and the folders that it uses.
#[derive(Clone, Debug, Default)]
#[allow(dead_code, reason = "not every test file asks for everything")]
pub struct Asked {
    pub futures: Futures,
    pub seed: Option<u64>,
    pub policies: Vec<String>,
    pub set: Vec<(String, f64)>,
    pub uncertainties: Vec<(String, f64, f64)>,
    pub alternatives: Vec<(String, String)>,
    pub fitted: bool,
    pub threads: Option<usize>,
    pub keep: Keep,
    /// A folder for what finished runs have measured.
    pub journal: Option<PathBuf>,
    /// Whether to go on from what the journal has.
    pub resume: bool,
    /// The folder of the results, for trajectories.
    pub results: Option<PathBuf>,
}

#[allow(dead_code, reason = "not every test file carries a study out")]
impl Asked {
    pub fn options(&self) -> Options {
        Options {
            overrides: Overrides {
                futures: self.futures,
                seed: self.seed,
                policies: self.policies.clone(),
                set: self.set.clone(),
                uncertainties: self.uncertainties.clone(),
                alternatives: self.alternatives.clone(),
            },
            fitted: self.fitted,
            threads: self.threads,
            simd: run::Simd::default(),
            keep: self.keep,
        }
    }

    /// Carries the study out as the command does.
    pub fn execute(&self, study: &Study, progress: &dyn Progress, stop: &AtomicBool) -> Result<Executed, ReportError> {
        let options = self.options();
        let journal = self.journal.as_deref().map(|folder| Journal::open(folder, self.resume));
        let journal = journal.transpose()?;
        let parquet = self.results.as_deref().map(ParquetTables::begin).transpose()?;
        let parquet = parquet.filter(|_| self.keep == Keep::Trajectories);
        let mut files = parquet.map(|tables| tables.trajectories(study));
        let session = Session {
            stop,
            progress,
            journal: journal.as_ref(),
            trajectories: files.as_mut().map(|files| files as &mut dyn Trajectories),
            fitted: FittedSample::load(study, &options.overrides)?,
        };
        report::execute(study, &options, session)
    }

    /// Removes the journal.
    pub fn finished(&self) -> Result<(), ReportError> {
        let journal = self.journal.as_deref().map(|folder| Journal::open(folder, true));
        Ok(journal.map_or(Ok(()), |journal| journal?.remove())?)
    }
}

/// A study carried out, which nothing stops.
#[allow(dead_code, reason = "not every test file carries a study out")]
pub fn carried_out(study: &Study, options: &Asked) -> Executed {
    let done = options.execute(study, &NoProgress, &AtomicBool::new(false));
    done.expect("a sound study can be carried out")
}

/// A folder with these files.
#[allow(dead_code, reason = "not every test file writes a study")]
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    folder
}

/// The study in a folder, and what is found wrong with it.
#[allow(dead_code, reason = "not every test file reads a study")]
pub fn read(folder: &Path) -> (Option<Study>, String) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(folder, &mut sources, &mut diagnostics).expect("the folder can be read");
    let found = source::render(diagnostics.iter(), &sources, false);
    (study, found.replace(&format!("{}/", folder.display()), ""))
}

/// Stops a study once so many runs of a stage are done.
#[allow(dead_code, reason = "not every test file stops a study")]
pub struct StopAfter<'a>(pub usize, pub &'a AtomicBool);

impl Progress for StopAfter<'_> {
    fn runs(&self, done: usize, _total: usize) {
        if done >= self.0 {
            self.1.store(true, Ordering::Relaxed);
        }
    }
}

/// Writes the results of a study into a folder.
#[allow(dead_code, reason = "not every test file writes results")]
pub fn write(done: &Executed, options: &Asked, folder: &results::Folder) {
    let draft = folder.draft().expect("the results can be written");
    report::write(done, &options.options(), &draft).expect("the results can be written");
    let manifest = report::manifest(done, &options.options(), std::time::SystemTime::UNIX_EPOCH)
        .expect("the results can be written");
    draft.put_in_place(manifest).expect("the results can be written");
}
