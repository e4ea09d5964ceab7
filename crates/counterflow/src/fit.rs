//! A study's parameters fitted to history.

use crate::{Cancel, Progress, Study, StudyError, StudyOptions};
use experiment::fit::Fitted;
use report::Session;
use results::Folder;
use std::path::Path;

/// A fit that was made: the parameters that are nearest to history, and every future fitted anew.
#[derive(Clone, Debug)]
pub struct Fit {
    study: study::Study,
    options: StudyOptions,
    fitted: Fitted,
}

impl Fit {
    pub(crate) fn of(
        study: &Study,
        options: &StudyOptions,
        (progress, cancel): (&dyn Progress, &Cancel),
    ) -> Result<Fit, StudyError> {
        let session = Session {
            progress,
            ..Session::new(cancel.flag())
        };
        Ok(Fit {
            fitted: report::fit(&study.study, options, session)?,
            study: study.study.clone(),
            options: options.clone(),
        })
    }

    /// What was found: parameters with their intervals, targets, correlations, sets.
    pub fn found(&self) -> &Fitted {
        &self.fitted
    }

    /// Writes the sets and what was found into a folder, which is made if need be: `fitted/` of the study's own folder is where a
    /// study looks for them.
    ///
    /// # Errors
    /// If another process is writing there, or the disk refuses.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<(), StudyError> {
        self.write_into(&Folder::hold(folder.as_ref())?)
    }

    /// As [`Fit::write`], into a folder that is held already.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write_into(&self, folder: &Folder) -> Result<(), StudyError> {
        report::write_fit(&self.fitted, &self.study, &self.options, folder)
    }
}
