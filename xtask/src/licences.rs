//! The licences of the dependency tree, from `cargo metadata`.

use crate::shell;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::process::Command;

/// Licences that a user may receive with this program without further duties than a notice.
const ALLOWED: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "0BSD",
    "BSL-1.0",
    "MPL-2.0",
];

/// Fails if any package has a licence that is not allowed, and lists how many have which.
pub fn run() -> Result<()> {
    let text = shell::output(Command::new("cargo").args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut refused = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let licence = package["license"].as_str().unwrap_or("none stated");
        *counts.entry(licence.to_string()).or_default() += 1;
        if !allowed(licence) {
            refused.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    for (licence, count) in &counts {
        println!("{count:4}  {licence}");
    }
    if !refused.is_empty() {
        bail!("not on the list of allowed licences:\n{}", refused.join("\n"));
    }
    Ok(())
}

/// Whether an SPDX expression can be satisfied from the list: one side of each `OR`, every side of each `AND`.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|all| all.split(" OR ").any(|one| ALLOWED.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn reads_expressions() {
        assert!(allowed("MIT OR Apache-2.0"));
        assert!(allowed("Unlicense/MIT"));
        assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allowed("GPL-3.0-only"));
        assert!(!allowed("MIT AND GPL-3.0-only"));
    }
}
