//! `format`, `[study]`, `[time]` and `[futures]`.

use super::{Fields, Placed};
use experiment::plan::{Calendar, Sampling};
use source::Span;

/// What stands at the head of a study.
pub(crate) struct Header {
    pub title: String,
    pub question: String,
    pub introduction: String,
    pub cannot_tell: Vec<String>,
    pub help: String,
    pub model: Option<Placed<String>>,
    pub reference: Option<Placed<String>>,
    pub calendar: Calendar,
    /// Where the study's end is said.
    pub until_at: Span,
    pub sampling: Sampling,
}

/// The format that this version reads and writes.
const FORMAT: u64 = 1;

/// The most futures that a study may ask for.
pub(crate) const MOST_FUTURES: usize = 1_000_000;

/// Reads `format`, which must be 1.
pub(crate) fn format(file: &mut Fields<'_>) {
    let Some(format) = file.need("format", Fields::count) else {
        return;
    };
    if format.value != FORMAT {
        let message = format!("format {} is unknown: this version reads format {FORMAT}", format.value);
        file.report.advise("format-unsupported", format.span, message, format!("format = {FORMAT}"));
    }
}

/// Reads the head of `study.toml`.
pub(crate) fn header(file: &mut Fields<'_>) -> Header {
    format(file);
    let mut study = table(file, "study");
    let needed = |study: &mut Fields<'_>, key| study.need(key, Fields::text);
    let text = |found: Option<Placed<String>>| found.map(|t| t.value).unwrap_or_default();
    let title = text(needed(&mut study, "title"));
    let question = text(needed(&mut study, "question"));
    let header = Header {
        title,
        question,
        introduction: study.words("introduction"),
        cannot_tell: study.texts("cannot_tell").into_iter().map(|t| t.value).collect(),
        help: study.words("help"),
        model: needed(&mut study, "model"),
        reference: needed(&mut study, "reference"),
        sampling: Sampling {
            quick: 0,
            count: 0,
            seed: study.need("seed", Fields::count).map_or(0, |s| s.value),
        },
        until_at: file.at,
        calendar: Calendar::default(),
    };
    study.finish();
    let (calendar, until_at) = calendar(&mut table(file, "time"));
    Header {
        calendar,
        until_at: until_at.unwrap_or(file.at),
        sampling: sampling(&mut table(file, "futures"), header.sampling.seed),
        ..header
    }
}

/// A table that must be there; an empty one, after a finding, when it is not.
fn table<'a>(file: &mut Fields<'a>, key: &'static str) -> Fields<'a> {
    let report = file.report;
    let found = file.need(key, |file, key| file.node(key));
    let table = found.and_then(|node| Fields::of(format!("`[{key}]`"), node, report));
    table.unwrap_or_else(|| Fields::absent(key, file.at, report))
}

/// The calendar, and where its end is said.
fn calendar(time: &mut Fields<'_>) -> (Calendar, Option<Span>) {
    let unit = time.need("unit", Fields::text).map(|u| u.value);
    let zero = time.need("zero", Fields::number).map(|z| z.value);
    let per_year = time.need("per_year", Fields::number);
    let from = time.need("policies_from", Fields::number);
    let until = time.need("until", Fields::number);
    if let Some(n) = per_year.as_ref().filter(|n| n.value <= 0.0) {
        time.report.error("empty-window", n.span, "a year must have more than 0 time units");
    }
    if let (Some(from), Some(until)) = (&from, &until)
        && from.value >= until.value
    {
        let message = "policies begin when the study has already ended";
        time.report.error("empty-window", until.span, message);
    }
    let until_at = until.as_ref().map(|u| u.span);
    let calendar = Calendar {
        unit: unit.unwrap_or_default(),
        zero: zero.unwrap_or(0.0),
        per_year: per_year.map_or(1.0, |n| n.value),
        policies_from: from.map_or(0.0, |n| n.value),
        until: until.map_or(1.0, |n| n.value),
    };
    time.end();
    (calendar, until_at)
}

fn sampling(futures: &mut Fields<'_>, seed: u64) -> Sampling {
    let count = futures.need("count", Fields::count);
    let quick = futures.count("quick");
    for n in [&count, &quick].into_iter().flatten() {
        if n.value == 0 || n.value > MOST_FUTURES as u64 {
            let message = format!("a study has 1 to {MOST_FUTURES} futures, not {}", n.value);
            let hint = "200 for a quick look, 2000 for a study";
            futures.report.advise("futures-out-of-range", n.span, message, hint);
        }
    }
    if let Some(method) = futures.text("method")
        && method.value != "latin-hypercube"
    {
        let message = format!("`{}` is not a method of drawing futures", method.value);
        let finding = source::Diagnostic::error("unknown-word", method.span, message);
        futures.report.push(finding.hint("method = \"latin-hypercube\""));
    }
    let bounded = |n: Option<Placed<u64>>| n.map(|n| n.value.clamp(1, MOST_FUTURES as u64) as usize);
    let count = bounded(count).unwrap_or(1);
    let sampling = Sampling {
        quick: bounded(quick).unwrap_or_else(|| count.min(200)),
        count,
        seed,
    };
    futures.end();
    sampling
}
