//! The commands, one file each.

mod check;
mod compare;
mod run;

use crate::{Exit, Failure, Options, Shell};

/// What can be done.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Run(run::Run),
    Check(check::Check),
    Compare(compare::Compare),
}

impl Command {
    /// Does it.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        match self {
            Command::Run(run) => run.run(options, shell),
            Command::Check(check) => check.run(options, shell),
            Command::Compare(compare) => compare.run(shell),
        }
    }
}
