//! What a result was made from: hashes, seed, version and counts, written when everything else is.

use crate::{ResultsError, write_whole};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// `manifest.json`, the last file that a study writes: where it is missing, the results are not whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of this file: 1.
    pub format: u32,
    /// The version of Counterflow.
    pub version: String,
    /// The seed of the sample.
    pub seed: u64,
    /// How many runs, and what became of them.
    pub counts: Counts,
    /// Every file that the result depends on, by its path from the study's folder, with `/`.
    pub inputs: Vec<InputFile>,
    /// What the run has written into the folder, this file apart. Whatever else is there is the user's.
    #[serde(default)]
    pub files: Vec<String>,
    /// What was asked for on the command line, as text.
    pub options: BTreeMap<String, String>,
    /// When the runs began, as [`timestamp`] writes it.
    pub started: String,
    /// How long they took, in seconds.
    pub seconds: f64,
}

/// How many runs were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Futures drawn.
    pub futures: u64,
    /// Futures that look like the observed past.
    pub accepted: u64,
    /// Policies run in each.
    pub policies: u64,
    /// Runs in all.
    pub runs: u64,
    /// Runs that did not reach the end with finite numbers.
    pub failed: u64,
}

/// A file that a result depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputFile {
    /// Its path from the study's folder.
    pub path: String,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// The file's name in a results folder.
    pub const NAME: &str = "manifest.json";
    /// The form that this version writes.
    pub const FORMAT: u32 = 1;
    /// The largest manifest that is read, in bytes.
    const LARGEST: u64 = 16 << 20;

    /// Reads the manifest of a results folder; `None` where it has none that can be read.
    pub fn read(folder: &Path) -> Option<Manifest> {
        let path = folder.join(Self::NAME);
        let found = std::fs::symlink_metadata(&path).ok()?;
        if !found.is_file() || found.len() > Self::LARGEST {
            return None;
        }
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    /// Writes the manifest into a results folder.
    pub fn save(&self, folder: &Path) -> Result<(), ResultsError> {
        let text = serde_json::to_string_pretty(self).expect("a manifest has text keys only");
        write_whole(&folder.join(Self::NAME), |out| writeln!(out, "{text}"))
    }
}

impl InputFile {
    /// Hashes `root/path`.
    pub fn hash(root: &Path, path: &str) -> Result<InputFile, ResultsError> {
        let sha256 = sha256_of(&root.join(path))?;
        Ok(InputFile {
            path: path.into(),
            sha256,
        })
    }
}

/// The SHA-256 of a file's bytes, in hexadecimal digits.
pub fn sha256_of(path: &Path) -> Result<String, ResultsError> {
    let fail = |e| ResultsError::reading(path, e);
    let mut file = File::open(path).map_err(fail)?;
    let mut hasher = Sha256::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        match file.read(&mut bytes).map_err(fail)? {
            0 => break,
            read => hasher.update(&bytes[..read]),
        }
    }
    Ok(digits(hasher))
}

/// The SHA-256 of a text, in hexadecimal digits.
pub fn sha256_of_text(text: &str) -> String {
    sha256_of_bytes(text.as_bytes())
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256_of_bytes(bytes: &[u8]) -> String {
    digits(Sha256::new().chain_update(bytes))
}

fn digits(hasher: Sha256) -> String {
    let digest = hasher.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A moment as `2026-11-22T09:30:00Z`.
pub fn timestamp(moment: SystemTime) -> String {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The Gregorian date, `days` after 1970-01-01.
fn date(mut days: u64) -> (u64, u64, u64) {
    let mut year = 1970;
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    loop {
        let length = 365 + u64::from(leap(year));
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    #[test]
    fn hashes_as_the_standard_has_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("abc"), "abc").unwrap();
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let file = InputFile::hash(folder.path(), "abc").unwrap();
        assert_eq!(file.sha256, expected);
        assert!(matches!(
            InputFile::hash(folder.path(), "none"),
            Err(ResultsError::NoFile { .. })
        ));
    }

    #[test]
    fn dates_as_the_calendar_has_them() {
        let at = |seconds| timestamp(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_000_000_000), "2001-09-09T01:46:40Z");
        assert_eq!(at(4_107_542_399), "2100-02-28T23:59:59Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn a_manifest_reads_back() {
        let sha256 = sha256_of_text("abc");
        let path = "model/tank.mdl".to_string();
        let manifest = Manifest {
            format: Manifest::FORMAT,
            inputs: vec![InputFile { path, sha256 }],
            ..Manifest::default()
        };
        let folder = tempfile::tempdir().unwrap();
        manifest.save(folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join(Manifest::NAME)).unwrap();
        assert_eq!(serde_json::from_str::<Manifest>(&text).unwrap(), manifest);
    }
}
