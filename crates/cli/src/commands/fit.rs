//! `counterflow fit STUDY`: the parameters that are nearest to history, how sure they are, and every future fitted anew.

use super::assumed::Assumed;
use super::study::{load, screen_width};
use crate::model::failure;
use crate::progress::Bar;
use crate::text::{Columns, rounded, width};
use crate::{Exit, Failure, Options, Shell, flagship, interrupt};
use clap::Args;
use counterflow::{Folder, Futures, Overrides, StudyOptions, printable};
use experiment::fit::{Correlation, Filtered, Fitted, ParameterFound};
use std::fmt::Write;
use std::path::PathBuf;

/// Fit a study's parameters to its history, and every sampled future anew; write the sets into `fitted/`.
#[derive(Args, Clone, Debug)]
pub struct FitStudy {
    /// The study's folder; the flagship when left out.
    study: Option<PathBuf>,
    /// Draw this many futures and fit each.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    sets: usize,
    #[command(flatten)]
    assumed: Assumed,
}

impl FitStudy {
    /// Fits the study, writes the sets and prints what was found.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let folder = self.study.clone().map_or_else(|| flagship::folder(shell), Ok)?;
        let study = load(&folder, options, shell)?;
        let held = Folder::hold(&study.folder().join("fitted"))?;
        let bar = Bar::new(options);
        let fit = study.fit(&self.asked(options), &bar, interrupt::listen());
        bar.finish();
        let fit = fit.map_err(failure)?;
        fit.write_into(&held).map_err(failure)?;
        let mut text = screen(fit.found(), study.title(), screen_width());
        let (sets, found) = (held.file("sets.csv"), held.file("fit.json"));
        let _ = write!(
            text,
            "\nSets {}; all of the above with profiles {}\n",
            sets.display(),
            found.display()
        );
        shell.answer(&printable(&text))?;
        Ok(Exit::Done)
    }

    fn asked(&self, options: &Options) -> StudyOptions {
        StudyOptions {
            overrides: Overrides {
                futures: Futures::Count(self.sets),
                ..self.assumed.overrides()
            },
            threads: self.assumed.threads,
            simd: options.simd,
            ..StudyOptions::default()
        }
    }
}

/// Correlations below this are not shown, and no more than so many.
const SHOWN: (f64, usize) = (0.3, 8);

fn screen(fitted: &Fitted, title: &str, wide: usize) -> String {
    let mut text = format!("{title}\n\n{}", summary(fitted));
    text += &format!("\n{}", parameters(fitted).lines());
    text += &bounds(fitted);
    text += &format!("\n{}", targets(fitted, wide).lines());
    text += &together(fitted);
    text += &sets(fitted);
    text
}

fn summary(fitted: &Fitted) -> String {
    let errors = match fitted.error {
        "log" => "ln(model / observed)",
        _ => "model / observed - 1",
    };
    let plural = if fitted.observations == 1.0 { "" } else { "s" };
    let mut text = format!(
        "Fitted to {} observation{plural} of {} to {}. The loss is the sum of squared errors,\n\
         {errors}, each in its own standard deviation: {} with the study's values,\n\
         {} with the best. {} of {} searches ended there.\n",
        rounded(fitted.observations),
        fitted.window.0,
        fitted.window.1,
        lost(fitted.base_loss),
        lost(fitted.loss),
        fitted.starts_that_agree,
        fitted.starts.len()
    );
    if fitted.error_scale > 1.0 {
        let larger = short(fitted.error_scale.sqrt());
        text += &format!("Errors are {larger} times as large as assumed: intervals and weights allow for it.\n");
    }
    text
}

/// A loss; what is too small to matter is 0.
fn lost(loss: f64) -> String {
    if loss < 1e-6 { "0".into() } else { short(loss) }
}

/// Up to four significant digits.
fn short(value: f64) -> String {
    if !value.is_finite() {
        return "none (failed)".into();
    }
    rounded(format!("{value:.3e}").parse().unwrap_or(value))
}

fn parameters(fitted: &Fitted) -> Columns {
    let row = |p: &ParameterFound| {
        vec![
            p.name.clone(),
            interval(p),
            short(p.base),
            short(p.best),
            p.unit.clone(),
        ]
    };
    Columns {
        headings: ["parameter", "95 % interval", "study", "best", "unit"].map(String::from).to_vec(),
        rows: fitted.parameters.iter().map(row).collect(),
        names: 2,
    }
}

fn interval(p: &ParameterFound) -> String {
    let end = |end: Option<f64>, bound: f64, sign: &str| end.map_or(format!("{sign} {}", short(bound)), short);
    match p.is_open() {
        true => "anything within its bounds".into(),
        false => format!(
            "{} to {}",
            end(p.interval.0, p.low, "≤"),
            end(p.interval.1, p.high, "≥")
        ),
    }
}

fn bounds(fitted: &Fitted) -> String {
    let said = |p: &ParameterFound| {
        let bound = if p.at_bound? == "low" { p.low } else { p.high };
        Some(format!("`{}` ended at its bound, {}.\n", p.name, short(bound)))
    };
    fitted.parameters.iter().filter_map(said).collect()
}

/// How much of a line the numbers beside a target take.
const NUMBERS: usize = 58;

fn targets(fitted: &Fitted, wide: usize) -> Columns {
    let room = wide.saturating_sub(NUMBERS).max(20);
    let row = |t: &experiment::fit::TargetFound| {
        let largest = t.points.iter().map(|p| p.error).fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
        vec![
            clipped(&t.words, room),
            t.points.len().to_string(),
            rounded(t.weight),
            lost(t.base_loss),
            lost(t.loss),
            format!("{largest:+.1}"),
        ]
    };
    let headings = [
        "fitted to",
        "observations",
        "weight",
        "loss, study",
        "best",
        "worst error",
    ];
    Columns {
        headings: headings.map(String::from).to_vec(),
        rows: fitted.targets.iter().map(row).collect(),
        names: 1,
    }
}

/// A text that takes no more than so many columns.
fn clipped(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.into();
    }
    let start: String = text.chars().take(room - 1).collect();
    format!("{}…", start.trim_end())
}

fn together(fitted: &Fitted) -> String {
    let mut text = String::new();
    match &fitted.estimate_correlations {
        None => text += "\nThese observations cannot tell all parameters apart: see the profiles.\n",
        Some(pairs) => text += &strongest("\nCorrelated estimates:\n", pairs),
    }
    text + &strongest("\nCorrelated over the sets that fit:\n", &fitted.set_correlations)
}

fn strongest(title: &str, pairs: &[Correlation]) -> String {
    let mut shown: Vec<&Correlation> = pairs.iter().filter(|c| c.correlation.abs() >= SHOWN.0).collect();
    shown.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()));
    let line = |c: &&Correlation| format!("  {:+.2}  {} and {}\n", c.correlation, c.a, c.b);
    let lines: String = shown.iter().take(SHOWN.1).map(line).collect();
    if lines.is_empty() {
        lines
    } else {
        format!("{title}{lines}")
    }
}

fn sets(fitted: &Fitted) -> String {
    let sets = &fitted.sets;
    let row = |name: &str, kept: &Filtered| {
        vec![
            name.to_string(),
            kept.accepted.to_string(),
            format!("{:.1}", kept.effective),
        ]
    };
    let columns = Columns {
        headings: ["", "meet every condition", "effective number by weight"].map(String::from).to_vec(),
        rows: vec![row("as drawn", &sets.as_drawn), row("fitted anew", &sets.refitted)],
        names: 1,
    };
    let failed = match sets.failed {
        0 => String::new(),
        n => format!("{n} failed, or had no finite loss.\n"),
    };
    format!(
        "\n{} sampled futures ({} runs in all):\n{}{failed}",
        sets.drawn,
        fitted.runs,
        columns.lines()
    )
}
