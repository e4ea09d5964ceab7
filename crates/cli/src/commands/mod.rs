//! The commands, one file each.

mod assumed;
mod certify;
mod check;
mod compare;
mod convert;
mod evidence;
mod fit;
mod new;
mod run;
mod score;
mod study;
mod verify;

pub use study::RunStudy;

use crate::{Exit, Failure, Options, Shell};

/// What can be done.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Run(run::Run),
    Check(check::Check),
    Certify(certify::Certify),
    Study(RunStudy),
    Fit(fit::FitStudy),
    Score(score::Score),
    Evidence(evidence::Evidence),
    Compare(compare::Compare),
    Convert(convert::Convert),
    New(new::New),
    Verify(verify::Verify),
}

impl Command {
    /// Does it.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        match self {
            Command::Run(run) => run.run(options, shell),
            Command::Check(check) => check.run(options, shell),
            Command::Certify(certify) => certify.run(options, shell),
            Command::New(new) => new.run(shell),
            Command::Study(study) => study.run(options, shell),
            Command::Fit(fit) => fit.run(options, shell),
            Command::Score(score) => score.run(options, shell),
            Command::Evidence(evidence) => evidence.run(options, shell),
            Command::Compare(compare) => compare.run(shell),
            Command::Convert(convert) => convert.run(options, shell),
            Command::Verify(verify) => verify.run(options, shell),
        }
    }
}
