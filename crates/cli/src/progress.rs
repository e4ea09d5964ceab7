//! How far the runs are: runs per second and time left, on standard error.

use crate::Options;
use counterflow::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that hides itself where standard error is no terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for the stages of a study; none with `--quiet`.
    pub fn new(options: &Options) -> Bar {
        let target = if options.quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} runs, {per_sec}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Bar(bar)
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn runs(&self, done: usize, total: usize) {
        if self.0.length() != Some(total as u64) {
            self.0.reset();
            self.0.set_length(total as u64);
        }
        self.0.set_position(done as u64);
    }
}
