//! Carries a study out and prints its claims: `carry_out FOLDER [FUTURES]`.

use report::{Options, Session};
use source::{Diagnostics, Sources};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use study::{Futures, Overrides};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().ok_or("carry_out FOLDER [FUTURES]")?;
    let futures = match words.next() {
        Some(count) => Futures::Count(count.parse()?),
        None => Futures::Quick,
    };
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(Path::new(&folder), &mut sources, &mut diagnostics)?;
    eprint!("{}", source::render(diagnostics.iter(), &sources, false));
    let study = study.ok_or("the study has errors")?;
    let options = Options {
        overrides: Overrides {
            futures,
            ..Overrides::default()
        },
        ..Options::default()
    };
    let stop = AtomicBool::new(false);
    let done = report::execute(&study, &options, Session::new(&stop))?;
    let sample = &done.findings.sample;
    println!(
        "{} of {} futures, {:.1} s",
        sample.accepted, sample.drawn, sample.seconds
    );
    for claim in &done.findings.claims {
        let share = claim.share.map_or("–".to_string(), |s| format!("{:.1} %", s * 100.0));
        println!("{share:>8}  {} {}", claim.id, claim.says);
        for driver in &claim.drivers {
            let (from, to) = (driver.from * 100.0, driver.to * 100.0);
            println!(
                "{:>12}{from:.0} to {to:.0} %  {} ({})",
                "", driver.name, driver.evidence
            );
        }
    }
    Ok(())
}
