//! Makes a report, a brief, a first screen or the picture of the answer again from `findings.json`; the ending of the file says
//! which.
//!
//! `cargo run -p counterflow-view --example again -- findings.json report.html|brief.md|screen.txt|answer.svg [LANGUAGE [COLUMNS]]`

use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, more @ ..] = words.as_slice() else {
        return Err("from what, to what?".into());
    };
    let language = more.first().map_or("en", String::as_str);
    let language = view::Language::of(language).ok_or("which language?")?;
    let width = more.get(1).map_or(Ok(100), |w| w.parse())?;
    let findings: findings::Findings = serde_json::from_slice(&std::fs::read(from)?)?;
    let report = view::ReportOptions {
        language,
        ..Default::default()
    };
    let screen = view::ScreenOptions {
        language,
        width,
        ..Default::default()
    };
    let started = Instant::now();
    let text = match to.rsplit('.').next() {
        Some("md") => view::brief(&findings, &report),
        Some("txt") => view::first_screen(&findings, &screen),
        Some("svg") => view::chart::answer(&findings, language),
        _ => view::report(&findings, &report),
    };
    eprintln!("{} bytes in {} ms", text.len(), started.elapsed().as_millis());
    std::fs::write(to, text)?;
    Ok(())
}
