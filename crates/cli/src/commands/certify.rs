//! `counterflow certify`: how faithfully a model runs here, against what another tool printed.

use super::compare::left_out;
use super::run::how_it_ended;
use crate::model::open;
use crate::text::{Columns, rounded};
use crate::{Exit, Failure, Options, Shell};
use counterflow::{FileKind, Inputs, Severity, printable};
use results::{Certification, Certified, Printed, Table, certify, sha256_of, sha256_of_text};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Run a model and compare it with tables that another tool wrote: a certificate with the verdict, the largest error of each variable
/// and the hash of everything that went in.
///
/// A value agrees when it is as near as two honest computations can be expected to be, given how many digits were printed: one unit
/// of the last digit, plus the share --tolerance of the value, plus the share --scale of the largest value of the variable. Ends with
/// 1 when a value, a variable or a time does not agree, with 2 when the model cannot be run.
#[derive(Debug, clap::Args)]
pub struct Certify {
    /// The model (.mdl, .xmile, .stmx).
    model: PathBuf,
    /// What it must give: tables (.csv, .tab) with a row a time or a row a variable, or runs of Vensim (.vdf, .vdfx).
    #[arg(required = true)]
    expected: Vec<PathBuf>,
    /// The share of a value by which it may differ.
    #[arg(long, value_name = "SHARE", default_value_t = Printed::default().relative)]
    tolerance: f64,
    /// The share of a variable's largest value by which any of its values may differ.
    #[arg(long, value_name = "SHARE", default_value_t = Printed::default().scale)]
    scale: f64,
    /// A difference that does not count where values are of the size of 1.
    #[arg(long, value_name = "SIZE", default_value_t = Printed::default().small)]
    absolute: f64,
    /// How many digits the tables were printed with; otherwise as many as the longest number has, 4 to 9.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=17))]
    digits: Option<u32>,
    /// A variable that is not compared; may be given several times.
    #[arg(long, value_name = "NAME")]
    ignore: Vec<String>,
    /// The last time that is compared.
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    until: Option<f64>,
    /// The seed of random numbers: the same seed gives the same run.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1 << 53))]
    seed: u64,
    /// Print the certificate as Markdown.
    #[arg(long)]
    markdown: bool,
    /// Print the certificate as JSON.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Write the certificate to a file as well: .md or .json.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Everything that a certificate says.
struct Certificate {
    inputs: Vec<(&'static str, String, String)>,
    program: String,
    method: &'static str,
    dialect: String,
    tolerance: Printed,
    tables: Vec<(String, Certification)>,
}

/// At most this many variables are listed on a screen.
const LISTED: usize = 20;

impl Certify {
    /// Runs the model and compares.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let tolerance = self.tolerances()?;
        let as_json = self.output.as_deref().map(is_json).transpose()?;
        let mut inputs = self.inputs(options)?;
        let model = open(&self.model, options, (shell, Severity::Error))?;
        for file in model.files().iter().filter(|file| file.kind == FileKind::Include) {
            inputs.push(("included", file.path.display().to_string(), sha256_of(&file.path)?));
        }
        let program = model.program().map_err(Failure::wrong)?;
        let run = model.run(&Inputs::new().seed(self.seed)).map_err(Failure::wrong)?;
        // What breaks down is said; whether it matters is for the comparison to judge.
        how_it_ended(&run, shell);
        let found = run.table();
        let mut certificate = Certificate {
            inputs,
            program: sha256_of_text(&program.to_string()),
            method: run.method(),
            dialect: options.dialect_of(&self.model),
            tolerance,
            tables: Vec::new(),
        };
        for path in &self.expected {
            let expected = Table::read(path)?;
            left_out(path, &expected, shell);
            let result = certify(&found, &expected, &certificate.tolerance);
            certificate.tables.push((path.display().to_string(), result));
        }
        if let (Some(path), Some(as_json)) = (&self.output, as_json) {
            let text = if as_json {
                certificate.json()
            } else {
                certificate.markdown()
            };
            results::write_whole(path, |out| out.write_all(text.as_bytes()))?;
        }
        let text = match (self.json, self.markdown) {
            (true, _) => certificate.json(),
            (_, true) => certificate.markdown(),
            _ => printable(&certificate.screen()),
        };
        shell.answer(&text)?;
        match certificate.passes() {
            true => Ok(Exit::Done),
            false => Ok(Exit::World),
        }
    }

    fn tolerances(&self) -> Result<Printed, Failure> {
        for (option, value) in [
            ("tolerance", self.tolerance),
            ("scale", self.scale),
            ("absolute", self.absolute),
        ] {
            if value.is_nan() || value < 0.0 {
                return Err(Failure::wrong(format!("`--{option} {value}` must be 0 or more")));
            }
        }
        Ok(Printed {
            relative: self.tolerance,
            scale: self.scale,
            small: self.absolute,
            digits: self.digits,
            ignored: self.ignore.clone(),
            until: self.until,
        })
    }

    /// The files that the verdict depends on, with their hashes.
    fn inputs(&self, options: &Options) -> Result<Vec<(&'static str, String, String)>, Failure> {
        let tagged = options.data_tag.iter().filter_map(|tag| tag.split_once('=')).map(|(_, file)| PathBuf::from(file));
        let data = options.data.iter().cloned().chain(tagged);
        let mut inputs = Vec::new();
        let model = std::iter::once(("model", self.model.clone()));
        let expected = self.expected.iter().map(|path| ("expected", path.clone()));
        for (what, path) in model.chain(data.map(|path| ("data", path))).chain(expected) {
            inputs.push((what, path.display().to_string(), sha256_of(&path)?));
        }
        Ok(inputs)
    }
}

fn is_json(path: &Path) -> Result<bool, Failure> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("json") => Ok(true),
        Some("md") => Ok(false),
        _ => {
            let message = format!("`{}` has an unsupported file extension", path.display());
            Err(Failure::wrong(message).hint("end the name in `.md` or `.json`"))
        }
    }
}

impl Certificate {
    fn passes(&self) -> bool {
        self.tables.iter().all(|(_, table)| table.passes())
    }

    fn verdict(&self) -> String {
        let variables: usize = self.tables.iter().map(|(_, t)| t.variables.len()).sum();
        let differing = self.differing().count();
        let values: usize = self.tables.iter().map(|(_, t)| t.values).sum();
        let missing: usize = self.tables.iter().map(|(_, t)| t.missing_variables.len()).sum();
        match (self.passes(), values) {
            (true, _) => format!("passes: {values} values of {variables} variables agree"),
            (false, 0) => "does not pass: nothing could be compared".into(),
            (false, _) => format!("does not pass: {differing} of {variables} variables differ, {missing} are missing"),
        }
    }

    fn differing(&self) -> impl Iterator<Item = &Certified> {
        self.tables.iter().flat_map(|(_, t)| &t.variables).filter(|v| v.first.is_some())
    }

    fn rule(&self) -> String {
        let t = &self.tolerance;
        let digits: Vec<String> = self.tables.iter().map(|(_, t)| t.digits.to_string()).collect();
        format!(
            "one unit of digit {} plus {} of the value plus {} of the variable's largest, plus {} where that is 1 or more",
            digits.join(", "),
            rounded(t.relative),
            rounded(t.scale),
            rounded(t.small)
        )
    }

    fn screen(&self) -> String {
        let row = |v: &Certified| {
            let [time, found, expected] = v.first?;
            let numbers = [found, expected].map(results::number);
            let [found, expected] = numbers;
            Some(vec![
                v.name.replace('\n', " "),
                rounded(time),
                found,
                expected,
                rounded(v.largest),
            ])
        };
        let mut text = String::new();
        let rows: Vec<Vec<String>> = self.differing().take(LISTED).filter_map(row).collect();
        if !rows.is_empty() {
            let headings = ["variable", "first at", "found", "expected", "largest error"].map(String::from).to_vec();
            text += &Columns {
                headings,
                rows,
                names: 1,
            }
            .lines();
        }
        for (path, table) in &self.tables {
            text += &listed(
                &format!("missing in the run, expected by {path}"),
                &table.missing_variables,
            );
            let times: Vec<String> = table.missing_times.iter().map(|t| rounded(*t)).collect();
            text += &listed(&format!("times missing in the run, expected by {path}"), &times);
        }
        let worst = self.tables.iter().flat_map(|(_, t)| &t.variables);
        let worst = worst.max_by(|a, b| a.largest.total_cmp(&b.largest)).filter(|v| v.largest > 0.0);
        text += &self.verdict();
        if let Some(worst) = worst {
            let _ = write!(
                text,
                "; largest relative error {} in `{}`",
                rounded(worst.largest),
                worst.name
            );
        }
        let _ = write!(text, "\nallowed: {}\n", self.rule());
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# Certificate\n\n**It {}.**\n\n", self.verdict());
        let _ = writeln!(text, "| what | file | SHA-256 |\n|---|---|---|");
        for (what, path, hash) in &self.inputs {
            let _ = writeln!(text, "| {what} | {} | `{hash}` |", cell(path));
        }
        let _ = writeln!(text, "| program | as compiled | `{}` |\n", self.program);
        let _ = writeln!(
            text,
            "Counterflow {}, {} integration, dialect {}. Allowed: {}.\n",
            env!("CARGO_PKG_VERSION"),
            self.method,
            self.dialect,
            self.rule()
        );
        let _ = writeln!(
            text,
            "| variable | largest relative error | share of what is allowed | verdict |\n|---|---|---|---|"
        );
        for variable in self.tables.iter().flat_map(|(_, t)| &t.variables) {
            let verdict = match variable.first {
                None => "agrees".to_string(),
                Some([time, found, expected]) => format!(
                    "differs from time {} on: {} where {} is expected",
                    rounded(time),
                    results::number(found),
                    results::number(expected)
                ),
            };
            let (largest, share) = (rounded(variable.largest), rounded(variable.of_allowed));
            let _ = writeln!(text, "| {} | {largest} | {share} | {verdict} |", cell(&variable.name));
        }
        for name in self.tables.iter().flat_map(|(_, t)| &t.missing_variables) {
            let _ = writeln!(text, "| {} | | | missing |", cell(name));
        }
        let times: Vec<String> = self.tables.iter().flat_map(|(_, t)| &t.missing_times).map(|t| rounded(*t)).collect();
        if !times.is_empty() {
            let _ = writeln!(text, "\nMissing times: {}.", times.join(", "));
        }
        text
    }

    fn json(&self) -> String {
        let inputs: Vec<_> = self
            .inputs
            .iter()
            .map(|(what, path, hash)| serde_json::json!({"what": what, "file": path, "sha256": hash}))
            .collect();
        let tables: Vec<_> = self.tables.iter().map(|(path, table)| table_as_json(path, table)).collect();
        let value = serde_json::json!({
            "format": 1,
            "passes": self.passes(),
            "version": env!("CARGO_PKG_VERSION"),
            "method": self.method,
            "dialect": self.dialect,
            "inputs": inputs,
            "program_sha256": self.program,
            "tolerance": {
                "relative": self.tolerance.relative,
                "scale": self.tolerance.scale,
                "absolute": self.tolerance.small,
                "ignored": self.tolerance.ignored,
                "until": self.tolerance.until,
            },
            "tables": tables,
        });
        format!("{value:#}\n")
    }
}

fn table_as_json(path: &str, table: &Certification) -> serde_json::Value {
    let variable = |v: &Certified| {
        let first = v.first.map(|[time, found, expected]| {
            serde_json::json!({"time": time, "found": results::number(found), "expected": results::number(expected)})
        });
        // JSON has no infinity: a text stands for it.
        let number = |n: f64| {
            if n.is_finite() {
                serde_json::json!(n)
            } else {
                serde_json::json!("inf")
            }
        };
        serde_json::json!({
            "name": v.name,
            "largest_relative_error": number(v.largest),
            "share_of_allowed": number(v.of_allowed),
            "first_difference": first,
        })
    };
    serde_json::json!({
        "expected": path,
        "passes": table.passes(),
        "values": table.values,
        "digits": table.digits,
        "variables": table.variables.iter().map(variable).collect::<Vec<_>>(),
        "missing_variables": table.missing_variables,
        "missing_times": table.missing_times,
    })
}

fn listed(what: &str, list: &[String]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let shown: Vec<&str> = list.iter().take(LISTED).map(String::as_str).collect();
    let more = match list.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("{what}: {}{more}\n", shown.join(", "))
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    let plain = text.replace(['\n', '\r'], " ").replace('\\', "\\\\");
    let escaped = plain
        .replace('|', "\\|")
        .replace('`', "\\`")
        .replace('<', "&lt;")
        .replace('*', "\\*")
        .replace('_', "\\_");
    printable(&escaped)
}
