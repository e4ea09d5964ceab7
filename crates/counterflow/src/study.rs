//! A study: opened, carried out, written.

use crate::{Cancel, Diagnostics, ScoreError, StatementScore, StudyError, StudyOptions};
use experiment::{NoProgress, Progress, Trajectories};
use findings::Findings;
use report::{Executed, FittedSample, Keep, ParquetTables, Session};
use results::Folder;
use std::path::Path;
use std::time::SystemTime;
use view::Language;

/// A study without errors.
#[derive(Clone, Debug)]
pub struct Study {
    pub(crate) study: ::study::Study,
    pub(crate) diagnostics: Diagnostics,
}

/// A study that was carried out.
#[derive(Clone, Debug)]
pub struct Done {
    executed: Executed,
    options: StudyOptions,
    started: SystemTime,
}

impl Study {
    /// What it is called.
    pub fn title(&self) -> &str {
        &self.study.title
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.study.folder
    }

    /// Everything that was read: uncertainties, levers, policies, outcomes, claims.
    pub fn contents(&self) -> &::study::Study {
        &self.study
    }

    /// What was found in its files: warnings and advice, since a study with errors is not opened.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Runs every policy in every future that history accepts.
    ///
    /// # Errors
    /// If an option names what the study does not have, no future is accepted, or the runs cannot be made.
    pub fn carry_out(&self, options: &StudyOptions) -> Result<Done, StudyError> {
        self.carry_out_with(options, &NoProgress, &Cancel::new())
    }

    /// As [`Study::carry_out`]; `progress` is told of finished runs, and `cancel` ends it.
    ///
    /// # Errors
    /// As [`Study::carry_out`], and [`StudyError::Experiment`] when it was cancelled.
    pub fn carry_out_with(
        &self,
        options: &StudyOptions,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Done, StudyError> {
        let mut session = self.session(options, cancel)?;
        session.progress = progress;
        self.execute(options, session)
    }

    /// As [`Study::carry_out`], for [`Keep::Trajectories`]: the trajectories of all runs go to `parquet/` in a folder while they are
    /// made, and the results into the folder at the end.
    ///
    /// # Errors
    /// As [`Study::carry_out`], and if the folder cannot be written.
    pub fn carry_out_into(&self, options: &StudyOptions, folder: impl AsRef<Path>) -> Result<Done, StudyError> {
        let (folder, cancel) = (Folder::hold(folder.as_ref())?, Cancel::new());
        let parquet = ParquetTables::begin(folder.path())?;
        let mut files = (options.keep == Keep::Trajectories).then(|| parquet.trajectories(&self.study));
        let mut session = self.session(options, &cancel)?;
        session.trajectories = files.as_mut().map(|files| files as &mut dyn Trajectories);
        let done = self.execute(options, session)?;
        done.write_into(&folder)?;
        Ok(done)
    }

    /// Scores what the study stated of a time to come against a file of records: the statement whose table is named, or each in
    /// the study's `fitted/`.
    ///
    /// # Errors
    /// [`ScoreError::Records`] with everything that is wrong with the file of records; [`ScoreError::Study`] if a file cannot be
    /// read, there is no statement, or fewer than two records lie in its windows.
    pub fn score(
        &self,
        observed: impl AsRef<Path>,
        statement: Option<&Path>,
    ) -> Result<Vec<StatementScore>, ScoreError> {
        let mut found = Diagnostics::default();
        let into = (&mut found.sources, &mut found.list);
        let scores = report::score(&self.study, observed.as_ref(), statement, into)?;
        scores.ok_or_else(|| ScoreError::Records(found.into()))
    }

    fn session<'a>(&self, options: &StudyOptions, cancel: &'a Cancel) -> Result<Session<'a>, StudyError> {
        Ok(Session {
            fitted: FittedSample::load(&self.study, &options.overrides)?,
            ..Session::new(cancel.flag())
        })
    }

    fn execute(&self, options: &StudyOptions, session: Session<'_>) -> Result<Done, StudyError> {
        let started = SystemTime::now();
        Ok(Done {
            executed: report::execute(&self.study, options, session)?,
            options: options.clone(),
            started,
        })
    }
}

impl Done {
    /// What was found, as plain data that serialises.
    pub fn findings(&self) -> &Findings {
        &self.executed.findings
    }

    /// The runs behind the findings.
    pub fn executed(&self) -> &Executed {
        &self.executed
    }

    /// Writes the tables, the findings, the report, the brief and last the manifest into a folder, which is made if need be.
    ///
    /// # Errors
    /// If another process is writing there, or the disk refuses.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<(), StudyError> {
        self.write_into(&Folder::hold(folder.as_ref())?)
    }

    /// As [`Done::write`], into a folder that is held already.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write_into(&self, folder: &Folder) -> Result<(), StudyError> {
        report::write(&self.executed, &self.options, folder, self.started)?;
        self.write_texts(folder)
    }

    /// The findings in English, and in every language that the study is translated into.
    pub fn editions(&self) -> Vec<(Language, Findings)> {
        let translated = self.executed.study.translations.iter().filter_map(|translation| {
            let language = Language::of(&translation.language)?;
            Some((language, translation.of(self.findings())))
        });
        let english = (Language::English, self.findings().clone());
        std::iter::once(english).chain(translated).collect()
    }

    /// `report.html`, `brief.md` and `answer.svg` in each language, linked to each other.
    fn write_texts(&self, folder: &Folder) -> Result<(), StudyError> {
        let editions = self.editions();
        for (language, findings) in &editions {
            let options = |name: &str, extension: &str| {
                let others = editions.iter().filter(|(other, _)| other != language);
                view::ReportOptions {
                    study_path: self.executed.study.folder.display().to_string(),
                    language: *language,
                    others: others
                        .map(|(other, _)| (*other, file(*other, name, extension)))
                        .collect(),
                    ..Default::default()
                }
            };
            let write = |name: &str, extension: &str, text: &str| folder.write(&file(*language, name, extension), text);
            write("report", "html", &view::report(findings, &options("report", "html")))?;
            write("brief", "md", &view::brief(findings, &options("brief", "md")))?;
            write("answer", "svg", &view::chart::answer(findings, *language))?;
        }
        Ok(())
    }
}

/// `report.html`, `report.es.html`.
fn file(language: Language, name: &str, extension: &str) -> String {
    match language {
        Language::English => format!("{name}.{extension}"),
        other => format!("{name}.{}.{extension}", other.tag()),
    }
}
