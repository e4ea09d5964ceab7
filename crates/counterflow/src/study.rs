//! A study: opened, asked, carried out, written.

use crate::{
    Acceptance, Cancel, Diagnostics, Fit, LoadError, Loops, Model, ScoreError, Simd, StatementScore, StudyError,
    StudyOptions,
};
use experiment::{Journal, NoProgress, Progress, Trajectories};
use findings::Findings;
use report::{Executed, FittedSample, Keep, ParquetTables, Session};
use results::{Draft, Folder};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use view::Language;

/// A study without errors.
#[derive(Clone, Debug)]
pub struct Study {
    pub(crate) study: ::study::Study,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) simd: Simd,
}

/// A folder in which a study is carried out, and who looks on.
#[derive(Clone, Copy)]
pub struct Workplace<'a> {
    /// The folder, held so that no other process writes there. What is finished of the runs is kept in it until the results are
    /// written, and with [`Keep::Trajectories`] the trajectories of all runs are written there while they are made.
    pub folder: &'a Folder,
    /// Whether runs that were finished before an interruption count; else they are removed and made again.
    pub resume: bool,
    /// Learns how far the runs are.
    pub progress: &'a dyn Progress,
    /// Ends the runs early, which is an error; finished runs are kept.
    pub cancel: &'a Cancel,
}

/// A study that was carried out.
#[derive(Clone, Debug)]
pub struct Done {
    executed: Executed,
    options: StudyOptions,
    started: SystemTime,
}

/// What a study found, in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The language.
    pub language: Language,
    /// What was found, as plain data that serialises.
    pub findings: Findings,
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

    /// Its model, as the study's files have it.
    pub fn model(&self) -> Model {
        Model::of_study(self)
    }

    /// The feedback loops that the study names and the shortest independent ones, with the sign of every link along one run.
    ///
    /// # Errors
    /// If that run cannot be made.
    pub fn loops(&self) -> Result<Loops, StudyError> {
        report::loops::of_study(&self.study, self.simd)
    }

    /// What is missing in its evidence: numbers without a unit or a source, lines of the document without a statement.
    pub fn audit(&self) -> Diagnostics {
        Diagnostics {
            list: ::study::evidence::audit(&self.study),
            sources: self.diagnostics.sources.clone(),
        }
    }

    /// What is known without a run: title, question, what it cannot tell, and its evidence.
    pub fn evidence(&self) -> Findings {
        self.study.evidence()
    }

    /// `ARTICLE.md`: every line of the document, what it maps to, and what became of it.
    pub fn article(&self) -> String {
        ::study::evidence::article(&self.study.title, &self.study.ledger)
    }

    /// Its acceptance tests, the model's figures that must lie in given ranges; `None` without an `acceptance.toml`.
    ///
    /// # Errors
    /// [`LoadError::Study`] if the file cannot be read, [`LoadError::Invalid`] with every diagnostic if something in it is wrong.
    pub fn acceptance(&self) -> Result<Option<Acceptance<'_>>, LoadError> {
        Acceptance::of(self)
    }

    /// Fits the parameters to history, and then every sampled future anew; `overrides.futures` says how many.
    ///
    /// # Errors
    /// If there is nothing to fit, or the runs cannot be made or were cancelled.
    pub fn fit(&self, options: &StudyOptions, progress: &dyn Progress, cancel: &Cancel) -> Result<Fit, StudyError> {
        Fit::of(self, options, (progress, cancel))
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
        let session = Session {
            progress,
            ..self.session(options, cancel)?
        };
        self.execute(options, session)
    }

    /// As [`Study::carry_out`], for [`Keep::Trajectories`]: the trajectories of all runs go to `parquet/` in a folder while they are
    /// made, and the results into the folder at the end.
    ///
    /// # Errors
    /// As [`Study::carry_out`], and if the folder cannot be written.
    pub fn carry_out_into(&self, options: &StudyOptions, folder: impl AsRef<Path>) -> Result<Done, StudyError> {
        let folder = Folder::hold(folder.as_ref())?;
        let place = Workplace {
            folder: &folder,
            resume: false,
            progress: &NoProgress,
            cancel: &Cancel::new(),
        };
        let done = self.carry_out_in(options, place)?;
        done.write_into(&folder)?;
        Ok(done)
    }

    /// As [`Study::carry_out`], in a folder that keeps what is finished when the runs are interrupted. The results are left to
    /// [`Done::write_into`].
    ///
    /// # Errors
    /// As [`Study::carry_out_with`], and if the folder cannot be written.
    pub fn carry_out_in(&self, options: &StudyOptions, place: Workplace<'_>) -> Result<Done, StudyError> {
        // Before an unfinished study's runs are removed: what cannot be asked for must cost nobody anything.
        self.study.with(&options.overrides)?;
        let journal = Journal::open(&unfinished(place.folder), place.resume)?;
        let parquet = ParquetTables::begin(place.folder.draft()?.path())?;
        let mut files = (options.keep == Keep::Trajectories).then(|| parquet.trajectories(&self.study));
        let session = Session {
            progress: place.progress,
            journal: Some(&journal),
            trajectories: files.as_mut().map(|files| files as &mut dyn Trajectories),
            ..self.session(options, place.cancel)?
        };
        self.execute(options, session)
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

    /// Writes the tables, the findings, the report and the brief into a folder, which is made if need be.
    ///
    /// # Errors
    /// If another process is writing there, or the disk refuses.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<(), StudyError> {
        self.write_into(&Folder::hold(folder.as_ref())?)
    }

    /// As [`Done::write`], into a folder that is held already. All takes the place of what was there at once; finished runs that
    /// were kept there are removed.
    ///
    /// # Errors
    /// If the disk refuses; what was in the folder is still there then.
    pub fn write_into(&self, folder: &Folder) -> Result<(), StudyError> {
        let draft = folder.draft()?;
        report::write(&self.executed, &self.options, &draft)?;
        self.write_texts(&draft)?;
        self.write_prediction(draft.file("statement.csv"))?;
        draft.put_in_place(report::manifest(&self.executed, &self.options, self.started)?)?;
        Journal::remove_from(&unfinished(folder))?;
        Ok(())
    }

    /// Writes what the study predicts of a time that is not observed yet into a CSV file, and beside it under the same name with
    /// `.toml` what it was made from. `false` when the study predicts nothing, and nothing is written.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write_prediction(&self, path: impl AsRef<Path>) -> Result<bool, StudyError> {
        let written = report::write_prediction(&self.executed, &self.options, path.as_ref(), self.started)?;
        Ok(written.is_some())
    }

    /// What was found in English first, and then in every language that the study is translated into.
    pub fn editions(&self) -> Vec<Edition> {
        let translated = self.executed.study.translations.iter().filter_map(|translation| {
            Some(Edition {
                language: Language::of(&translation.language)?,
                findings: translation.of(self.findings()),
            })
        });
        let english = Edition {
            language: Language::English,
            findings: self.findings().clone(),
        };
        std::iter::once(english).chain(translated).collect()
    }

    /// `report.html`, `brief.md` and `answer.svg` in each language, linked to each other.
    fn write_texts(&self, draft: &Draft<'_>) -> Result<(), StudyError> {
        let editions = self.editions();
        for edition in &editions {
            let options = |name: &str, extension: &str| {
                let others = editions.iter().filter(|other| other.language != edition.language);
                view::ReportOptions {
                    study_path: self.executed.study.folder.display().to_string(),
                    language: edition.language,
                    others: others.map(|other| (other.language, other.file(name, extension))).collect(),
                    ..Default::default()
                }
            };
            let findings = &edition.findings;
            let write = |name: &str, extension: &str, text: &str| draft.write(&edition.file(name, extension), text);
            write("report", "html", &view::report(findings, &options("report", "html")))?;
            write("brief", "md", &view::brief(findings, &options("brief", "md")))?;
            write("answer", "svg", &view::chart::answer(findings, edition.language))?;
        }
        Ok(())
    }
}

impl Edition {
    /// The name of a file of this edition: `report.html`, `report.es.html`.
    pub fn file(&self, name: &str, extension: &str) -> String {
        match self.language {
            Language::English => format!("{name}.{extension}"),
            other => format!("{name}.{}.{extension}", other.tag()),
        }
    }
}

/// Where a folder keeps the finished runs of a study that is being carried out.
fn unfinished(folder: &Folder) -> PathBuf {
    folder.file("unfinished")
}
