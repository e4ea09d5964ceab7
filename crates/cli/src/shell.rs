//! What a person sees: answers on standard output, diagnostics on standard error.

use crate::exit::{Exit, Failure};
use crate::options::Options;
use counterflow::{Diagnostics, Severity, printable};
use std::io::{self, Write};

/// The two streams and how to write on them.
#[derive(Clone, Copy, Debug)]
pub struct Shell {
    color: bool,
    quiet: bool,
}

impl Shell {
    /// Looks at the options and the terminal.
    pub fn new(options: &Options) -> Self {
        Shell {
            color: options.color.shown_on(&io::stderr()),
            quiet: options.quiet,
        }
    }

    /// Writes an answer. A reader that went away ends the command quietly.
    pub fn answer(&self, text: &str) -> Result<(), Failure> {
        self.answer_with(|out| out.write_all(text.as_bytes()))
    }

    /// Writes an answer piece by piece.
    pub fn answer_with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                // What is still buffered would be written, and fail, once more.
                let _ = out.into_parts();
                Err(Failure::said(Exit::Done))
            }
            Err(e) => {
                let _ = out.into_parts();
                let message = format!("cannot write to standard output: {e}");
                Err(Failure::world(message))
            }
        }
    }

    /// Shows diagnostics from a severity on; only errors when `--quiet` is given.
    pub fn diagnostics(&self, diagnostics: &Diagnostics, from: Severity) {
        let from = if self.quiet { Severity::Error } else { from };
        self.error_text(&diagnostics.render(from, self.color));
    }

    /// Says something that the user should know but that stops nothing.
    pub fn warn(&self, message: &str) {
        if !self.quiet {
            self.titled("warning", "\u{1b}[1;33m", message);
        }
    }

    /// Says what went wrong in a command that goes on to its end.
    pub fn error(&self, message: &str) {
        self.titled("error", "\u{1b}[1;31m", message);
    }

    /// Says why a command stopped and returns its code.
    pub fn fail(&self, failure: &Failure) -> Exit {
        if !failure.message.is_empty() {
            self.error(&failure.message);
            for hint in &failure.hints {
                self.error_text(&format!("  = help: {}\n", printable(hint)));
            }
        }
        failure.exit
    }

    fn titled(&self, title: &str, style: &str, message: &str) {
        let message = printable(message);
        let text = match self.color {
            true => format!("{style}{title}\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n"),
            false => format!("{title}: {message}\n"),
        };
        self.error_text(&text);
    }

    fn error_text(&self, text: &str) {
        // Where standard error is closed nobody listens.
        let _ = io::stderr().write_all(text.as_bytes());
    }
}
