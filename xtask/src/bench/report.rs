//! What was measured, as Markdown.

use super::rounds::{Time, median, ratio};
use super::row::{Bar, Figure, Row, times, verdict};
use crate::shell;
use anyhow::Result;
use std::fmt::Write;
use std::process::Command;

/// The report as it grows.
pub struct Report {
    head: String,
    ensembles: String,
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Report {
    /// Begins with the machine and the versions.
    pub fn new(rounds: usize, runs: usize) -> Report {
        let mut head = String::from(
            "# Benchmarks\n\nWritten by `cargo xtask bench --report`; do not edit. Times are of processor time (user), reading and \
             writing\nincluded, where nothing else is said; a ratio is the median of paired rounds, more is better. Before a time \
             counts, both\nsides are found to have computed the same (1e-9 relative). A bar is met or missed by the figure beside \
             it.\n\n",
        );
        _ = writeln!(
            head,
            "- Machine: {}, {} threads; load at the start {}",
            machine(),
            threads(),
            load()
        );
        for (tool, word) in [("gcc", "--version"), ("rustc", "--version")] {
            let shown = shell::output(Command::new(tool).arg(word)).unwrap_or_default();
            _ = writeln!(head, "- {}", shown.lines().next().unwrap_or(tool));
        }
        _ = writeln!(
            head,
            "- Models and their C: `make_models.py` (seeds fixed); C by `gcc -O3 -march=native`, once with `-ffp-contract=off`, once \
             with\n  `-ffp-contract=fast`; pysimlin 0.8.5 and PySD 3.14.3 from PyPI\n- {rounds} rounds, ensembles of {runs} runs, \
             blocks of 64; C makes half as many and `portable` a fifth\n- `measure` is `target/release/examples/measure`; files are in \
             `target/bench`\n"
        );
        Report {
            head,
            ensembles: String::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A sentence about what could not be measured.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    /// An ensemble on one thread against the two C programs; both count for the bar.
    pub fn ensemble(
        &mut self,
        (model, set): (&str, &str),
        [plain, fused, ours]: [&[Time]; 3],
        bar: Bar,
        command: &str,
    ) {
        let each = |times: &[Time]| median(times, Time::each) * 1e3;
        let of = |theirs: &[Time]| ratio(theirs, ours, Time::each);
        let gains = [of(plain), of(fused)];
        let shown = match bar {
            Bar::AtLeast(bar) => format!("≥ {bar} ×"),
            _ => String::new(),
        };
        _ = writeln!(
            self.ensembles,
            "| `{model}` | {set} | {:.3} | {:.3} | {:.3} | {} | {} | {shown} | {} | `{command}` |",
            each(plain),
            each(fused),
            each(ours),
            times(gains[0]),
            times(gains[1]),
            verdict(&gains.map(Figure::Ratio), bar)
        );
    }

    /// A public tool against ours, in seconds; where there is nothing to compare, why.
    pub fn against(&mut self, what: &str, theirs: &Result<f64>, (ours, bar): (f64, Bar), command: String) {
        self.row(match theirs {
            Ok(theirs) => Row::ratio(what, (*theirs, ours), bar).by(command),
            Err(why) => Row {
                theirs: format!("cannot: {why}"),
                ..Row::alone(what, Figure::Seconds(ours), Bar::Told).by(command)
            },
        });
    }

    /// A line among the others.
    pub fn row(&mut self, row: Row) {
        println!("{}", row.line().trim_end());
        self.rows.push(row);
    }

    /// The whole report.
    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        if !self.ensembles.is_empty() {
            text += "## Ensembles against compiled C, one thread\n\nMilliseconds a run; the C computes one run at a time.\n\n";
            text += "| model | instructions | C | C, fused | ours | against C | against C, fused | bar | | command |\n";
            text += "|---|---|---|---|---|---|---|---|---|---|\n";
            text += &self.ensembles;
            text.push('\n');
        }
        text +=
            "## Everything else\n\n| what | theirs | ours | ratio | bar | | command |\n|---|---|---|---|---|---|---|\n";
        text.extend(self.rows.iter().map(Row::line));
        text.push('\n');
        for note in &self.notes {
            _ = writeln!(text, "{note}\n");
        }
        text.trim_end().to_string() + "\n"
    }
}

/// How many processes wanted to run in the last minute.
pub fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("unknown").to_string()
}

fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find(|line| line.starts_with("model name"));
    let name = name.and_then(|line| line.split(':').nth(1)).unwrap_or("unknown").trim();
    let sets: Vec<&str> = ["avx2", "avx512f"]
        .into_iter()
        .filter(|set| text.split_whitespace().any(|flag| flag == *set))
        .collect();
    format!("{name} ({})", sets.join(", "))
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
