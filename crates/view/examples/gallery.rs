//! Writes the report, the brief and the screens of the made-up study of the tests into a folder, to be looked at.
//!
//! `cargo run -p counterflow-view --example gallery -- FOLDER`

#[path = "../tests/it/fixture/mod.rs"]
mod fixture;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("which folder?")?.into();
    std::fs::create_dir_all(&folder)?;
    let findings = fixture::weighed();
    let report = view::ReportOptions {
        study_path: "studies/made-up".into(),
        manifest: "0000".into(),
        ..Default::default()
    };
    let screen = view::ScreenOptions {
        color: true,
        study_path: "studies/made-up".into(),
        ..Default::default()
    };
    std::fs::write(folder.join("report.html"), view::report(&findings, &report))?;
    std::fs::write(
        folder.join("answer.svg"),
        view::chart::answer(&findings, report.language),
    )?;
    std::fs::write(folder.join("brief.md"), view::brief(&findings, &report))?;
    std::fs::write(folder.join("screen.txt"), view::first_screen(&findings, &screen))?;
    std::fs::write(folder.join("evidence.txt"), view::evidence_screen(&findings, &screen))?;
    Ok(())
}
