//! What a terminal shows: a study's answer on one screen, and the ledger of its evidence.

mod answer;
mod courses;
mod evidence;
mod first;
pub(crate) mod layout;

use crate::words::Language;

pub use evidence::evidence_screen;
pub use first::first_screen;

/// How wide a screen may be, whether it has colours, and what it points to.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenOptions {
    /// Columns of the terminal; used from 60 to 100.
    pub width: usize,
    /// Whether escape sequences for weight and colour may be written.
    pub color: bool,
    /// Seconds from the command to the answer.
    pub elapsed_seconds: f64,
    /// Where the report was written; empty if it was not.
    pub report_path: String,
    /// Where every line of the document is answered; empty if nowhere.
    pub article_path: String,
    /// The study's folder, for the commands to type next; empty leaves them out.
    pub study_path: String,
    /// The language of all that the study does not say itself.
    pub language: Language,
}

impl Default for ScreenOptions {
    fn default() -> ScreenOptions {
        ScreenOptions {
            width: 100,
            color: false,
            elapsed_seconds: 0.0,
            report_path: String::new(),
            article_path: String::new(),
            study_path: String::new(),
            language: Language::English,
        }
    }
}

impl ScreenOptions {
    /// The columns used.
    pub(crate) fn columns(&self) -> usize {
        self.width.clamp(60, 100)
    }
}
