//! The example studies of the tests.

use source::{Diagnostics, Sources};
use std::path::{Path, PathBuf};
use study::Study;

/// The folder of an example study.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studies").join(name)
}

/// An example study, which has no finding.
#[allow(dead_code, reason = "not every test file reads a whole study")]
pub fn sound(name: &str) -> Study {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let study = study::load(&example(name), &mut sources, &mut diagnostics).expect("the folder can be read");
    assert!(
        diagnostics.is_empty(),
        "{}",
        source::render(diagnostics.iter(), &sources, false)
    );
    study.expect("a study without findings is read")
}
