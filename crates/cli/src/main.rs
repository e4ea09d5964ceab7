//! The command `counterflow`: one file a command, answers on standard output, everything else on standard error.

mod cells;
mod changes;
mod color;
mod commands;
mod exit;
mod model;
mod options;
mod plot;
mod shell;
mod text;

use clap::Parser;
use commands::Command;
use exit::{Exit, Failure};
use options::Options;
use shell::Shell;
use std::process::ExitCode;

/// A policy laboratory for systems that push back: stock-and-flow models, policies, and what follows in thousands of futures.
///
/// It does not predict. It says what follows from which assumptions.
#[derive(Debug, Parser)]
#[command(name = "counterflow", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => return exit::of_usage(&usage),
    };
    let shell = Shell::new(&arguments.options);
    match arguments.command.run(&arguments.options, &shell) {
        Ok(exit) => exit.into(),
        Err(failure) => shell.fail(&failure).into(),
    }
}
