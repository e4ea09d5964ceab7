//! The definitions use nothing whose result depends on the machine or its libraries.

use std::path::Path;

/// Methods of `f64` that call the platform's mathematics or may be fused or approximated.
const FORBIDDEN: [&str; 26] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot", "sin", "cos",
    "sin_cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "gamma", "mul_add",
];

#[test]
fn no_definition_calls_the_platforms_mathematics() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = 0;
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for method in FORBIDDEN {
            for call in [format!(".{method}("), format!("f64::{method}(")] {
                assert!(!text.contains(&call), "{} calls `{call}…)`", path.display());
            }
        }
        files += 1;
    }
    assert!(files > 10, "the sources were not found");
}
