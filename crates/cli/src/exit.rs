//! How a command ends: the codes of the manual, and why it stopped early.

use std::process::ExitCode;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; a claim that does not hold is done too.
    Done,
    /// The world (a file, a disk), or a check that does not pass.
    World,
    /// The model, the study or the command line is wrong.
    Wrong,
    /// Stopped by Ctrl-C.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::World => 1,
            Exit::Wrong => 2,
            Exit::Interrupted => 130,
        })
    }
}

/// Why a command stopped before its answer.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The code to end with.
    pub exit: Exit,
    /// One sentence; empty when everything has been said already.
    pub message: String,
    /// What can be typed instead.
    pub hints: Vec<String>,
}

impl Failure {
    /// A file, a disk or another process stands in the way.
    pub fn world(message: impl std::fmt::Display) -> Self {
        Self::new(Exit::World, message.to_string())
    }

    /// The model or the command line is wrong.
    pub fn wrong(message: impl std::fmt::Display) -> Self {
        Self::new(Exit::Wrong, message.to_string())
    }

    /// Diagnostics have said why.
    pub fn said(exit: Exit) -> Self {
        Self::new(exit, String::new())
    }

    /// Adds what can be typed instead.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    fn new(exit: Exit, message: String) -> Self {
        Failure {
            exit,
            message,
            hints: Vec::new(),
        }
    }
}

impl From<results::ResultsError> for Failure {
    fn from(error: results::ResultsError) -> Self {
        Failure::world(error)
    }
}

/// Help and version are answers; anything else about the command line is wrong.
pub fn of_usage(usage: &clap::Error) -> ExitCode {
    // Where standard output or standard error is closed nothing can be said.
    let _ = usage.print();
    match usage.use_stderr() {
        true => Exit::Wrong.into(),
        false => Exit::Done.into(),
    }
}
