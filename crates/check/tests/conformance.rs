//! The public model files, when they are at hand: none may panic; those that check without errors are run by the naive
//! interpreter and must give the published numbers.
//!
//! Where the files are: `COUNTERFLOW_CONFORMANCE`, or `../shared/conformance` beside the workspace.

mod common;

use common::{check_file, naive};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("COUNTERFLOW_CONFORMANCE").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    given.or(Some(beside)).filter(|f| f.join("manifest.json").is_file())
}

#[derive(Default)]
struct Count {
    all: usize,
    understood: usize,
    right: usize,
}

#[test]
fn public_models_give_the_published_numbers_or_a_finding() {
    let Some(folder) = folder() else {
        println!("the public models are not at hand: nothing was checked");
        return;
    };
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).expect("it is a file");
    let manifest: Value = serde_json::from_str(&manifest).expect("the manifest is JSON");
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in manifest["cases"].as_array().expect("a list").iter().filter(|c| c["format"] == "mdl") {
        let count = counts.entry(text(case, "suite").to_string()).or_default();
        count.all += 1;
        let Some(model) = check_file(&folder.join(text(case, "model"))) else {
            continue;
        };
        count.understood += 1;
        if case.get("skip").is_some() {
            continue;
        }
        match compare(&naive::run(&model), &folder, case) {
            Ok(()) => count.right += 1,
            Err(difference) => wrong.push(format!("{}: {difference}", text(case, "id"))),
        }
    }
    for (suite, count) in &counts {
        println!(
            "{suite}: {} cases, {} check without errors, {} right",
            count.all, count.understood, count.right
        );
    }
    let right: usize = counts.values().map(|c| c.right).sum();
    println!("together right: {right}");
    assert_eq!(wrong, Vec::<String>::new());
    assert!(right >= 100, "only {right} public models are right");
}

fn text<'v>(case: &'v Value, key: &str) -> &'v str {
    case[key].as_str().unwrap_or_default()
}

/// Compares every published number, with the tolerance that the collection's own `compare.py` documents.
fn compare(found: &naive::Trajectory, folder: &Path, case: &Value) -> Result<(), String> {
    let expected = std::fs::read_to_string(folder.join(text(case, "expected"))).map_err(|e| e.to_string())?;
    let mut lines = expected.lines().map(cells);
    let head = lines.next().ok_or("the file is empty")?;
    let rows: Vec<Vec<String>> = lines.collect();
    let columns: HashMap<String, usize> = found.names.iter().enumerate().map(|(at, n)| (key(n), at)).collect();
    let ignored: Vec<String> =
        case["ignore"].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(key)).collect();
    let model = std::fs::read_to_string(folder.join(text(case, "model"))).map_err(|e| e.to_string())?;
    // Times are printed with six digits: 10.03125 as 10.0312.
    let row_at = |time: f64| {
        let near = |t: &f64| (t - time).abs() <= 5.01e-6 * time.abs().max(1.0);
        found.times.iter().position(near).ok_or(format!("time {time} is missing"))
    };
    for (at, name) in head.iter().enumerate().skip(1) {
        let is_clock = ["saveper", "initial time", "final time", "time step"].contains(&&*key(name));
        let base = key(name.split('[').next().unwrap_or_default());
        if ignored.contains(&base) {
            continue;
        }
        let Some(column) = columns.get(&key(name)) else {
            let is_nowhere_written = !parse::Name::key_of(&model).contains(&base); // a published column of an older model
            if is_clock || is_nowhere_written || rows.iter().all(|r| number(r, at).is_none()) {
                continue;
            }
            return Err(format!("`{name}` is missing"));
        };
        let largest = rows
            .iter()
            .filter_map(|r| number(r, at))
            .filter(|v| v.abs() < 6e32)
            .fold(0.0, |m: f64, v| m.max(v.abs()));
        for row in &rows {
            let (Some(time), Some(expected)) = (number(row, 0), number(row, at)) else {
                continue;
            };
            if case["t_max"].as_f64().is_some_and(|last| time > last) {
                continue; // chaotic: single and double precision part from there on
            }
            let value = found.rows[row_at(time)?][*column];
            if (value - expected).abs() > allowed(case, (value, expected), largest)
                || value.is_nan() != expected.is_nan()
            {
                return Err(format!("`{name}` at {time} is {value}, not {expected}"));
            }
        }
    }
    Ok(())
}

fn allowed(case: &Value, (a, b): (f64, f64), largest: f64) -> f64 {
    let given = |key: &str, otherwise: f64| case["tol"][key].as_f64().unwrap_or(otherwise);
    let unit_in_last_of_six = if b == 0.0 {
        0.0
    } else {
        10f64.powf(b.abs().log10().floor() - 5.0)
    };
    given("ulps", 1.0) * unit_in_last_of_six
        + given("rtol", 1e-6) * a.abs().max(b.abs())
        + given("scale", 1e-6) * largest
        + given("atol", 1e-9) * largest.clamp(1e-3, 1.0)
}

fn number(row: &[String], at: usize) -> Option<f64> {
    let text = row.get(at)?.trim();
    match text.to_lowercase().as_str() {
        "" | "?" | "-" => None,
        ":na:" => Some(-(2f64.powi(109))),
        other => other.parse().ok(),
    }
}

/// A name without case, quotes and kinds of blanks.
fn key(name: &str) -> String {
    let bare = name.replace("\\n", " ").replace(['"', '\\'], "").replace(", ", ",");
    parse::Name::key_of(&bare)
}

/// One line of a CSV file.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let last = cells.len() - 1;
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                cells[last].push('"');
                chars.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            c => cells[last].push(c),
        }
    }
    cells
}
