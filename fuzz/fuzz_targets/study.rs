//! Any text as `study.toml` and `evidence.toml`: no panic, no bad span, and what is sound can be asked for its evidence.
//!
//! The input is one text or two with a NUL between them: the study and its ledger.
#![no_main]

use libfuzzer_sys::fuzz_target;
use load::{Files, Loader};
use source::{Diagnostics, Sources};
use std::io;
use std::path::{Path, PathBuf};

/// A model with a constant, a stock, a lookup and an array, so that names can be of the wrong kind.
const MODEL: &str = "
G: a,b ~~|
Level= INTEG (rate, 1) ~ person ~|
rate= 2 ~ person/year ~|
doubled= rate * 2 ~ person/year ~|
fixed== 3 ~ dmnl ~|
table((0,0),(1,1)) ~ dmnl ~|
many[G]= 1 ~ dmnl ~|
INITIAL TIME= 0 ~ year ~|
FINAL TIME= 10 ~ year ~|
TIME STEP= 1 ~ year ~|
SAVEPER= 1 ~ year ~|
";

/// A folder with two texts; whatever else is asked for is the model, so that a study may call it by any name.
struct Folder {
    study: String,
    ledger: String,
}

impl Files for Folder {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(Path::new("/").join(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        !self.is_folder(path) && path.extension().is_none_or(|e| e != "toml" && e != "csv")
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.as_os_str().is_empty() || path == Path::new("/")
    }

    fn read(&self, path: &Path, _: u64) -> io::Result<Vec<u8>> {
        let text = match path.to_str() {
            Some("study.toml") => &self.study,
            Some("evidence.toml") => &self.ledger,
            _ => MODEL,
        };
        Ok(text.as_bytes().to_vec())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (study, ledger) = text.split_once('\0').unwrap_or((text, ""));
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let loader = Loader::reading(Folder {
        study: study.into(),
        ledger: ledger.into(),
    });
    let found = study::load_with(&loader, "study.toml".as_ref(), &mut sources, &mut diagnostics);
    let found = found.expect("every file can be read");
    assert!(found.is_none() || !diagnostics.has_errors());
    for label in diagnostics.iter().flat_map(|d| d.primary.iter().chain(&d.secondary)) {
        let length = [study.len(), ledger.len(), MODEL.len()].into_iter().max().unwrap_or(0);
        assert!(label.span.range().end <= length, "a span leads out of every text");
    }
    source::render(diagnostics.iter().take(3), &sources, false);
    if let Some(study) = found {
        study::evidence::audit(&study);
        study::evidence::article(&study.title, &study.ledger);
        study.evidence();
    }
});
