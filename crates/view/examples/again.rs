//! Makes a report again from `findings.json`: `cargo run -p counterflow-view --example again -- findings.json report.html`

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1);
    let (from, to) = (paths.next().ok_or("from what?")?, paths.next().ok_or("to what?")?);
    let findings: findings::Findings = serde_json::from_slice(&std::fs::read(from)?)?;
    std::fs::write(to, view::report(&findings, &view::ReportOptions::default()))?;
    Ok(())
}
