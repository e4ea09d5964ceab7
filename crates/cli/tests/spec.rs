//! Runs the pages of `tests/spec`: each model must be worth what the page says, or be told off as it says.

#[path = "spec/files.rs"]
mod files;

use check::Model;
use files::File;
use source::{Diagnostics, Severity, Sources};
use std::fmt::Write;
use std::path::Path;

/// Two numbers count as the same: the pages print up to 17 digits.
const TOLERANCE: f64 = 1e-12;

/// The clock of a model that sets none.
const CLOCK: [(&str, &str); 4] = [
    ("INITIAL TIME", "0"),
    ("FINAL TIME", "4"),
    ("TIME STEP", "1"),
    ("SAVEPER", "TIME STEP"),
];

#[test]
fn every_page_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|e| e.path())
        .collect();
    pages.sort();
    let mut wrong = String::new();
    let mut examples = 0;
    for page in pages.iter().filter(|p| p.file_name().is_some_and(|n| n != "README.md")) {
        let text = std::fs::read_to_string(page).expect("a page is text");
        for example in read_page(&text) {
            examples += 1;
            if let Err(reason) = example.judge() {
                let name = page.file_name().unwrap_or_default().to_string_lossy();
                writeln!(wrong, "{name}:{}: {reason}", example.line).expect("a string takes it");
            }
        }
    }
    assert!(examples >= 30, "only {examples} examples were found");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// One model and what is expected of it.
#[derive(Default)]
struct Example {
    line: usize,
    /// Who wrote the XMILE that `model` is; `None` for Vensim's format.
    vendor: Option<String>,
    model: String,
    settings: String,
    files: Vec<File>,
    values: Vec<String>,
    findings: Vec<String>,
}

/// The fenced blocks of a page, each `vensim` or `xmile` block with those that follow it.
fn read_page(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<String> = lines
            .by_ref()
            .map(|(_, l)| l.to_string())
            .take_while(|l| l != "```")
            .collect();
        match (kind, examples.last_mut()) {
            ("vensim", _) => examples.push(Example {
                line: number + 1,
                model: block.join("\n"),
                ..Example::default()
            }),
            (kind, _) if kind.split(' ').next() == Some("xmile") => examples.push(Example {
                line: number + 1,
                vendor: Some(kind["xmile".len()..].trim().to_string()),
                model: block.join("\n"),
                ..Example::default()
            }),
            ("settings", Some(example)) => example.settings = block.join("\n"),
            (kind, Some(example))
                if ["file", "data", "changes"].contains(&kind.split(' ').next().unwrap_or_default()) =>
            {
                let (kind, name) = kind.split_once(' ').unwrap_or((kind, "changes.cin"));
                let (kind, name) = (kind.to_string(), name.to_string());
                let text = block.join("\n") + "\n";
                example.files.push(File { kind, name, text });
            }
            ("values", Some(example)) => example.values = block,
            ("findings", Some(example)) => example.findings = block,
            _ => panic!("line {}: no such block: {kind}", number + 1),
        }
    }
    examples
}

impl Example {
    fn judge(&self) -> Result<(), String> {
        if !self.files.is_empty() {
            return self.judge_run();
        }
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let (name, text) = match &self.vendor {
            None => ("example.mdl", self.text()),
            Some(vendor) => ("example.xmile", self.xmile(vendor)),
        };
        let id = sources.add(name, text.as_str());
        let parsed = parse::model(Path::new(name), &text, id, &mut diagnostics);
        let model = check::check(&parsed, &mut diagnostics);
        if !self.findings.is_empty() {
            return self.judge_findings(&diagnostics);
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

    /// What the binary makes of the model and the files beside it.
    fn judge_run(&self) -> Result<(), String> {
        let (name, text) = match &self.vendor {
            None => ("example.mdl", self.text()),
            Some(vendor) => ("example.xmile", self.xmile(vendor)),
        };
        match files::run((name, &text), &self.files) {
            Err(told) if self.findings.is_empty() => Err(format!("refused: {told:#?}")),
            Err(told) => self.compare_findings(&told),
            Ok(_) if !self.findings.is_empty() => Err(format!("expected {:#?}, was told nothing", self.findings)),
            Ok(_) if self.values.is_empty() => Err("the example expects nothing".into()),
            Ok(columns) => self.compare_values(&columns),
        }
    }

    /// The model with a clock, and with the settings behind an empty sketch.
    fn text(&self) -> String {
        let mut text = format!("{{UTF-8}}\n{}\n", self.model);
        for (name, value) in CLOCK {
            if !self.model.contains(&format!("{name} ="))
                || (name == "TIME STEP" && !self.model.contains("\nTIME STEP ="))
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
        let specs = if self.model.contains("<sim_specs") { "" } else { specs };
        let model = match self.model.contains("<model") {
            true => self.model.clone(),
            false => format!("<model><variables>{}</variables></model>", self.model),
        };
        format!("<xmile><header><vendor>{vendor}</vendor></header>{specs}{model}</xmile>")
    }

    /// Every expected finding is there, in order, and there is no further error; nor a further warning where one is expected.
    fn judge_findings(&self, diagnostics: &Diagnostics) -> Result<(), String> {
        let with_warnings = self.findings.iter().any(|f| f.starts_with("warning"));
        let told: Vec<String> = diagnostics
            .iter()
            .filter_map(|d| match d.severity {
                Severity::Error => Some(format!("error[{}] {}", d.id, d.message)),
                Severity::Warning if with_warnings => Some(format!("warning[{}] {}", d.id, d.message)),
                _ => None,
            })
            .collect();
        self.compare_findings(&told)
    }

    fn compare_findings(&self, told: &[String]) -> Result<(), String> {
        let fits = told.len() == self.findings.len()
            && told.iter().zip(&self.findings).all(|(told, wanted)| {
                let (id, words) = wanted.split_once(' ').unwrap_or((wanted, ""));
                told.starts_with(&format!("{id} ")) && told.contains(words)
            });
        if fits {
            Ok(())
        } else {
            Err(format!("expected {:#?}, was told {told:#?}", self.findings))
        }
    }

    fn judge_values(&self, model: &Model) -> Result<(), String> {
        let program = program::build(model, &program::Request::default()).map_err(|e| e.to_string())?;
        let trajectory = run::simulate(&program, &[]).map_err(|e| e.to_string())?;
        let columns = trajectory.names.into_iter().zip(trajectory.values);
        let columns: Vec<_> = [("Time".to_string(), trajectory.times)]
            .into_iter()
            .chain(columns)
            .collect();
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

/// Words with hyphens in the sources that are no ids of findings.
const NO_IDS: [&str; 7] = [
    "counterflow-us-mexico",
    "fiscal-year",
    "half-year",
    "latin-hypercube",
    "my-study",
    "us-mexico",
    "utf-8",
];

/// Whatever looks like an id in the sources of a crate that makes findings has a section on the page, and the other way round.
#[test]
fn every_finding_has_its_section() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("tests/spec/findings.md")).expect("the page is there");
    let sections: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    let mut found = std::collections::BTreeSet::new();
    for part in ["source", "parse", "data", "check", "program", "study", "cli"] {
        ids_within(&root.join("crates").join(part).join("src"), &mut found);
    }
    let missing: Vec<&String> = found.iter().filter(|id| !sections.contains(&id.as_str())).collect();
    assert!(missing.is_empty(), "no section about {missing:?}");
    let stale: Vec<&&str> = sections.iter().filter(|id| !found.contains(**id)).collect();
    assert!(stale.is_empty(), "nothing makes {stale:?}");
}

fn ids_within(folder: &Path, found: &mut std::collections::BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            ids_within(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let text = std::fs::read_to_string(&path).expect("a source is text");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let words = code.split('"').filter(|word| looks_like_id(word));
            found.extend(words.map(str::to_string));
        }
    }
}

fn looks_like_id(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(plain) && !NO_IDS.contains(&word)
}
