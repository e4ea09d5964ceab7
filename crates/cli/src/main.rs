//! The command `counterflow`: one file a command, answers on standard output, everything else on standard error.

mod arguments;
mod color;
mod commands;
mod exit;
mod flagship;
mod interrupt;
mod loops;
mod model;
mod options;
mod plot;
mod progress;
mod shell;
mod text;
mod verify;

use clap::Parser;
use commands::{Command, RunStudy};
use exit::{Exit, Failure};
use options::Options;
use shell::Shell;
use std::process::ExitCode;

/// A policy laboratory for systems that push back: stock-and-flow models, policies, and what follows in thousands of futures.
///
/// It does not predict. It says what follows from which assumptions.
#[derive(Debug, Parser)]
#[command(name = "counterflow", version)]
struct Arguments {
    /// What to do; alone, `counterflow` runs the flagship's quick study.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    silence_contained_panics();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => return exit::of_usage(&usage),
    };
    let shell = Shell::new(&arguments.options);
    let command = arguments.command.unwrap_or_else(|| Command::Study(RunStudy::flagship()));
    match command.run(&arguments.options, &shell) {
        Ok(exit) => exit.into(),
        Err(failure) => shell.fail(&failure).into(),
    }
}

/// A reader of workbooks may panic on a damaged file. That is caught and becomes a diagnostic, so it prints nothing.
fn silence_contained_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(counterflow::WORKBOOK_READER) {
            usual(panic);
        }
    }));
}
