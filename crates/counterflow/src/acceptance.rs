//! A study's acceptance tests: what its model must reproduce before anybody should listen to it.

use crate::{Diagnostics, LoadError, Study, StudyError};
use report::acceptance::TestFinding;

/// The acceptance tests of a study, read and found sound.
#[derive(Clone, Debug)]
pub struct Acceptance<'s> {
    study: &'s Study,
    tests: study::acceptance::Acceptance,
    diagnostics: Diagnostics,
}

impl<'s> Acceptance<'s> {
    pub(crate) fn of(study: &'s Study) -> Result<Option<Acceptance<'s>>, LoadError> {
        let (mut sources, mut list) = (study.diagnostics.sources.clone(), source::Diagnostics::new());
        let tests = ::study::acceptance::load(&study.study, &mut sources, &mut list)?;
        let diagnostics = Diagnostics { list, sources };
        match tests {
            Some(tests) => Ok(Some(Acceptance {
                study,
                tests,
                diagnostics,
            })),
            None if diagnostics.has_errors() => Err(LoadError::Invalid(diagnostics.into())),
            None => Ok(None),
        }
    }

    /// What was found in their file: warnings and advice.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Carries the tests out. A figure out of its range is a finding, not an error.
    ///
    /// # Errors
    /// If the model cannot be run.
    pub fn verify(&self) -> Result<Vec<TestFinding>, StudyError> {
        report::acceptance::verify(&self.study.study, &self.tests, self.study.simd)
    }
}
