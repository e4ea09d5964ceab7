//! Runs the pages of `tests/spec`: each model must be worth what the page says, or be told off as it says.

#[path = "spec/files.rs"]
mod files;
#[path = "spec/functions.rs"]
mod functions;
#[path = "spec/ids.rs"]
mod ids;
#[path = "spec/page.rs"]
mod page;
#[path = "spec/studies.rs"]
mod studies;

use check::{Input, Model};
use page::{Example, Rendered, Subject, read_page};
use source::{Diagnostics, Severity, Sources};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Two numbers count as the same: the pages print up to 17 digits.
const TOLERANCE: f64 = 1e-12;

/// The clock of a model that sets none.
const CLOCK: [(&str, &str); 4] = [
    ("INITIAL TIME", "0"),
    ("FINAL TIME", "4"),
    ("TIME STEP", "1"),
    ("SAVEPER", "TIME STEP"),
];

/// Set to anything, the diagnostics shown on the pages are written anew: read what has changed before it is kept.
const WRITE: &str = "COUNTERFLOW_SPEC_WRITE";

/// Further diagnostics, which are not what an example is about.
const ELLIPSIS: &str = "…";

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let entries = std::fs::read_dir(folder).expect("the folder is there").flatten();
    let pages = entries.map(|e| e.path()).filter(|p| p.file_name().is_some_and(|n| n != "README.md"));
    let mut pages: Vec<_> = pages.collect();
    pages.sort();
    pages
}

#[test]
fn every_page_holds() {
    let mut wrong = String::new();
    let mut examples = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page is text");
        let read = read_page(&text);
        for example in &read {
            examples += 1;
            if let Err(reason) = example.judge() {
                let name = page.file_name().unwrap_or_default().to_string_lossy();
                writeln!(wrong, "{name}:{}: {reason}", example.line).expect("a string takes it");
            }
        }
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&page, rewritten(&text, &read)).expect("the page can be written");
        }
    }
    assert!(examples >= 30, "only {examples} examples were found");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The page with the diagnostics that its examples have now.
fn rewritten(text: &str, examples: &[Example]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    for example in examples.iter().rev() {
        if let Some(rendered) = &example.rendered {
            lines.splice(rendered.at.clone(), example.shown(rendered));
        }
    }
    lines.join("\n") + "\n"
}

/// The lines of the first diagnostic; that there are more is said by an ellipsis.
fn first_diagnostic(mut lines: Vec<String>) -> Vec<String> {
    let is_head = |line: &String| ["error[", "warning[", "advice["].iter().any(|head| line.starts_with(head));
    if let Some(second) = lines.iter().skip(1).position(is_head) {
        lines.truncate(second + 1);
        lines.push(ELLIPSIS.to_string());
    }
    lines
}

impl Example {
    fn judge(&self) -> Result<(), String> {
        if let Some(rendered) = &self.rendered {
            return self.judge_rendered(rendered);
        }
        if !self.files.is_empty() {
            return self.judge_run();
        }
        let (model, sources, diagnostics) = self.checked();
        if !self.diagnostics.is_empty() {
            return self.judge_diagnostics(&diagnostics);
        }
        match model {
            Some(model) if !diagnostics.has_errors() && !self.values.is_empty() => self.judge_values(&model),
            Some(_) if self.values.is_empty() => Err("the example expects nothing".into()),
            _ => Err(format!(
                "refused:\n{}",
                source::render(diagnostics.iter(), &sources, false)
            )),
        }
    }

    fn judge_rendered(&self, rendered: &Rendered) -> Result<(), String> {
        let shown = self.shown(rendered);
        match shown == rendered.lines {
            true if shown.is_empty() => Err("the example expects nothing".into()),
            true => Ok(()),
            false => Err(format!(
                "shown is\n{}\n{WRITE}=1 writes it to the page",
                shown.join("\n")
            )),
        }
    }

    /// The diagnostics as a person sees them, line by line; only the first where the page ends with an ellipsis.
    fn shown(&self, rendered: &Rendered) -> Vec<String> {
        let by = rendered.by.as_str();
        let text = match &self.subject {
            Subject::Study(name) => studies::diagnostics(name, &self.text, by),
            _ if !self.files.is_empty() => {
                let (name, text) = self.whole();
                let told = files::run((&name, &text), &self.files).err();
                told.map_or(String::new(), |told| told.text)
            }
            _ if by == "converted" => self.converted(),
            _ => {
                let (_, sources, diagnostics) = self.checked();
                source::render(diagnostics.iter(), &sources, false)
            }
        };
        let lines: Vec<String> = text.lines().map(|line| line.trim_end().to_string()).collect();
        match rendered.lines.last().is_some_and(|last| last == ELLIPSIS) {
            true => first_diagnostic(lines),
            false => lines,
        }
    }

    fn checked(&self) -> (Option<Model>, Sources, Diagnostics) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let (name, text) = self.whole();
        let id = sources.add(&name, text.as_str());
        let parsed = parse::model(Path::new(&name), &text, id, &mut diagnostics);
        let model = check::check(&parsed, &mut diagnostics);
        (model, sources, diagnostics)
    }

    /// What the other format has no form for.
    fn converted(&self) -> String {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let (name, text) = self.whole();
        let id = sources.add(&name, text.as_str());
        let parsed = parse::model(Path::new(&name), &text, id, &mut diagnostics);
        let parsed = parsed.equations(&mut diagnostics);
        if diagnostics.has_errors() {
            return source::render(diagnostics.iter(), &sources, false);
        }
        let lost = match parse::is_xmile(Path::new(&name), &text) {
            true => check::write::for_vensim(&parsed).1,
            false => check::write::for_xmile(&parsed, &mut check::write::Facts::of(&parsed)).1,
        };
        source::render(lost.iter(), &sources, false)
    }

    /// What the binary makes of the model and the files beside it.
    fn judge_run(&self) -> Result<(), String> {
        let (name, text) = self.whole();
        match files::run((&name, &text), &self.files) {
            Err(told) if self.diagnostics.is_empty() => Err(format!("refused: {}", told.text)),
            Err(told) => self.compare_diagnostics(&told.heads),
            Ok(_) if !self.diagnostics.is_empty() => Err(format!("expected {:#?}, was told nothing", self.diagnostics)),
            Ok(_) if self.values.is_empty() => Err("the example expects nothing".into()),
            Ok(columns) => self.compare_values(&columns),
        }
    }

    /// The name of the example's file, and its text.
    fn whole(&self) -> (String, String) {
        match &self.subject {
            Subject::Vensim => ("example.mdl".into(), self.vensim()),
            Subject::Xmile(vendor) => ("example.xmile".into(), self.xmile(vendor)),
            Subject::Whole(name) | Subject::Study(name) => (name.clone(), self.text.clone()),
        }
    }

    /// The model with a clock, and with the settings behind an empty sketch.
    fn vensim(&self) -> String {
        let mut text = format!("{}\n", self.text);
        for (name, value) in CLOCK {
            if !self.text.contains(&format!("{name} ="))
                || (name == "TIME STEP" && !self.text.contains("\nTIME STEP ="))
            {
                writeln!(text, "{name} = {value} ~ ~ |").expect("a string takes it");
            }
        }
        if !self.settings.is_empty() {
            text += "\\\\\\---/// Sketch information - do not modify anything except names\nV300  Do not put anything below \
                     this section - it will be ignored\n*View 1\n$192-192-192,0,Arial|10||0-0-0|0-0-0|0-0-255|-1--1--1|\
                     -1--1--1|96,96,100,0\n///---\\\\\\\n:L\u{7f}<%^E!@\n";
            text += &self.settings;
            text += "\n";
        }
        text
    }

    /// The file around variables, models or parts of the file, with a clock.
    fn xmile(&self, vendor: &str) -> String {
        let specs = "<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>";
        let specs = if self.text.contains("<sim_specs") { "" } else { specs };
        let (before, after) = match self.text.contains("<model") {
            true => ("", ""),
            false => ("<model><variables>", "</variables></model>"),
        };
        let header = format!("<xmile><header><vendor>{vendor}</vendor></header>{specs}{before}");
        format!("{header}\n{}\n{after}</xmile>", self.text)
    }

    /// Every expected diagnostic is there, in order, and there is no further error; nor a further warning where one is expected.
    fn judge_diagnostics(&self, diagnostics: &Diagnostics) -> Result<(), String> {
        let with_warnings = self.diagnostics.iter().any(|f| f.starts_with("warning"));
        let told: Vec<String> = diagnostics
            .iter()
            .filter_map(|d| match d.severity {
                Severity::Error => Some(format!("error[{}] {}", d.id, d.message)),
                Severity::Warning if with_warnings => Some(format!("warning[{}] {}", d.id, d.message)),
                _ => None,
            })
            .collect();
        self.compare_diagnostics(&told)
    }

    fn compare_diagnostics(&self, told: &[String]) -> Result<(), String> {
        let fits = told.len() == self.diagnostics.len()
            && told.iter().zip(&self.diagnostics).all(|(told, wanted)| {
                let (id, words) = wanted.split_once(' ').unwrap_or((wanted, ""));
                told.starts_with(&format!("{id} ")) && told.contains(words)
            });
        if fits {
            Ok(())
        } else {
            Err(format!("expected {:#?}, was told {told:#?}", self.diagnostics))
        }
    }

    fn judge_values(&self, model: &Model) -> Result<(), String> {
        let program = program::build(model, &program::Request::default()).map_err(|e| e.to_string())?;
        let trajectory = run::simulate(&program, &[]).map_err(|e| e.to_string())?;
        let columns = trajectory.names.into_iter().zip(trajectory.values);
        let columns: Vec<_> = [("Time".to_string(), trajectory.times)].into_iter().chain(columns).collect();
        self.compare_values(&columns)
    }

    /// Columns have a name and a value for each save point; the first is the time.
    fn compare_values(&self, columns: &[(String, Vec<f64>)]) -> Result<(), String> {
        let times = numbers(self.values.first().ok_or("no row of times")?);
        for row in &self.values[1..] {
            let wanted = numbers(row);
            let name = row
                .split_whitespace()
                .take(row.split_whitespace().count() - wanted.len())
                .collect::<Vec<_>>()
                .join(" ");
            let column = columns.iter().find(|(known, _)| *known == name);
            let (_, column) = column.ok_or(format!("there is no `{name}`"))?;
            for (time, wanted) in times.iter().zip(&wanted) {
                let point = columns[0].1.iter().position(|t| (t - time).abs() < 1e-9);
                let point = point.ok_or(format!("there is no save point at {time}"))?;
                let got = column[point];
                if (got - wanted).abs() > TOLERANCE * wanted.abs().max(1.0) || got.is_nan() {
                    return Err(format!("`{name}` at {time}: expected {wanted}, got {got}"));
                }
            }
        }
        Ok(())
    }
}

/// The numbers at the end of a row.
fn numbers(row: &str) -> Vec<f64> {
    let mut numbers: Vec<f64> = row.split_whitespace().rev().map_while(|w| w.parse().ok()).collect();
    numbers.reverse();
    numbers
}

/// Each difference between the dialects has its heading on the page, with something that runs below it.
#[test]
fn every_difference_between_dialects_is_shown() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec/dialects.md");
    let text = std::fs::read_to_string(page).expect("the page is there");
    let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
    for difference in parse::DIFFERENCES {
        let section = sections.iter().find(|s| s.lines().next() == Some(difference.about));
        let section = section.unwrap_or_else(|| panic!("`{}` is not on the page", difference.about));
        assert!(
            !read_page(section).is_empty(),
            "`{}` shows nothing that runs",
            difference.about
        );
    }
    assert_eq!(
        sections.len(),
        parse::DIFFERENCES.len(),
        "a section is about no difference"
    );
}
