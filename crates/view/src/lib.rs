//! Charts, reports and briefs: a study's findings as text.
//!
//! Comes in: [`findings::Findings`]. Goes out: the first screen of a terminal, `report.html`, `brief.md` and
//! pictures (SVG), each with a table twin. Every word that a model or a study brings is escaped for the
//! place where it is shown. It reads and writes no file, runs no model and computes no statistic: it rounds
//! and it lays out.
//!
//! ```
//! let findings = findings::Findings { title: "A pond <and> its fish".into(), ..Default::default() };
//! let options = view::ScreenOptions { color: false, ..Default::default() };
//! assert!(view::first_screen(&findings, &options).starts_with("A pond <and> its fish\n"));
//! assert!(view::brief(&findings, &view::ReportOptions::default()).starts_with("# A pond \\<and\\> its fish\n"));
//! assert!(view::report(&findings, &view::ReportOptions::default()).contains("<h1>A pond &lt;and&gt; its fish</h1>"));
//! ```

mod balance;
mod brief;
pub mod chart;
mod claim;
mod escape;
mod evidence;
mod history;
mod look;
mod markup;
mod number;
mod period;
mod record;
mod report;
mod score;
mod sentence;
mod table;
mod terminal;
mod words;

pub use brief::brief;
pub use report::{ReportOptions, report};
pub use score::{score_markdown, score_screen};
pub use table::Table;
pub use terminal::{ScreenOptions, evidence_screen, first_screen};
pub use words::Language;
