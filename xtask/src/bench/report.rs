//! What was measured, as Markdown.

use super::rounds::{Time, median, ratio};
use crate::shell;
use std::fmt::Write;
use std::process::Command;

/// The report as it grows.
pub struct Report {
    head: String,
    ensembles: String,
    rows: Vec<[String; 4]>,
    notes: Vec<String>,
}

impl Report {
    /// Begins with the machine and the versions.
    pub fn new(rounds: usize, runs: usize) -> Report {
        let mut head = String::from(
            "# Benchmarks\n\nWritten by `cargo xtask bench --report`; do not edit. Times are of processor time (user), reading and \
             writing\nincluded; a ratio is the median of paired rounds, more is better. Before a time counts, both sides are found to \
             have\ncomputed the same (1e-9 relative).\n\n",
        );
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load: Vec<&str> = load.split_whitespace().take(1).collect();
        _ = writeln!(
            head,
            "- Machine: {}, {} threads; load at the start {}",
            machine(),
            threads(),
            load.concat()
        );
        for (tool, word) in [("gcc", "--version"), ("rustc", "--version")] {
            let shown = shell::output(Command::new(tool).arg(word)).unwrap_or_default();
            _ = writeln!(head, "- {}", shown.lines().next().unwrap_or(tool));
        }
        _ = writeln!(
            head,
            "- Models and their C: `make_models.py` (seeds fixed); C by `gcc -O3 -march=native`, once with `-ffp-contract=off`, once \
             with\n  `-ffp-contract=fast`; pysimlin 0.8.5 and PySD 3.14.3 from PyPI\n- {rounds} rounds, ensembles of {runs} runs, blocks of 64\n"
        );
        Report {
            head,
            ensembles: String::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A sentence about what could not be measured.
    pub fn say(&mut self, sentence: &str) {
        self.notes.push(sentence.into());
    }

    /// An ensemble on one thread against the two C programs.
    pub fn ensemble(&mut self, model: &str, set: &str, [plain, fused, ours]: [&[Time]; 3], runs: usize) {
        let each = |times: &[Time]| median(times, |t| t.processor) / runs as f64 * 1e3;
        let of = |theirs: &[Time]| ratio(theirs, ours, |t| t.processor);
        _ = writeln!(
            self.ensembles,
            "| `{model}` | {set} | {:.3} | {:.3} | {:.3} | {:.2} × | {:.2} × |",
            each(plain),
            each(fused),
            each(ours),
            of(plain),
            of(fused)
        );
    }

    /// One thread against two, on the wall.
    pub fn threads(&mut self, model: &str, one: &[Time], two: &[Time]) {
        let gain = ratio(one, two, |t| t.wall);
        let seconds = |times: &[Time]| format!("{:.2} s", median(times, |t| t.wall));
        let what = format!("`{model}`: 1 → 2 threads, on the wall");
        self.rows
            .push([what, seconds(one), seconds(two), format!("{gain:.2} ×")]);
    }

    /// A single run against C, in seconds.
    pub fn single(&mut self, model: &str, c: f64, ours: f64) {
        self.row(format!("single run of {model} / its C"), c, ours);
    }

    /// Any run against a public tool, in seconds.
    pub fn tool(&mut self, what: &str, theirs: f64, ours: f64) {
        self.row(what.into(), theirs, ours);
    }

    fn row(&mut self, what: String, theirs: f64, ours: f64) {
        let gain = theirs / ours;
        let gain = if gain >= 100.0 {
            format!("{gain:.0} ×")
        } else {
            format!("{gain:.2} ×")
        };
        self.rows.push([what, duration(theirs), duration(ours), gain]);
    }

    /// From a model's text to a program, in seconds.
    pub fn compile(&mut self, what: &str, seconds: f64) {
        self.rows.push([
            format!("compile {what}, on the wall"),
            String::new(),
            duration(seconds),
            String::new(),
        ]);
    }

    /// A million runs of the flagship, from the time of one.
    pub fn million(&mut self, seconds: f64) {
        self.notes.push(format!(
            "A million runs of the flagship (1,196 weeks, weekly steps) take {:.0} minutes of processor time at this rate.",
            seconds * 1e6 / 60.0
        ));
    }

    /// The whole report.
    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        if !self.ensembles.is_empty() {
            text += "## Ensembles against compiled C, one thread\n\nMilliseconds a run; the C computes one run at a time.\n\n";
            text += "| model | instructions | C | C, fused | ours | against C | against C, fused |\n|---|---|---|---|---|---|---|\n";
            text += &self.ensembles;
            text.push('\n');
        }
        text += "## Everything else\n\n| what | theirs | ours | ratio |\n|---|---|---|---|\n";
        for [what, theirs, ours, gain] in &self.rows {
            _ = writeln!(text, "| {what} | {theirs} | {ours} | {gain} |");
        }
        text.push('\n');
        for note in &self.notes {
            _ = writeln!(text, "{note}\n");
        }
        text.trim_end().to_string() + "\n"
    }
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.1} µs", s * 1e6),
    }
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
