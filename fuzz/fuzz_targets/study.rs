//! Any text as `study.toml` and `evidence.toml`: no panic, no bad span, and what is sound can be asked for its evidence.
//!
//! The input is one text or two with a NUL between them: the study and its ledger.
#![no_main]

use libfuzzer_sys::fuzz_target;
use source::{Diagnostics, SourceId, Sources};
use std::sync::LazyLock;

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

static READ: LazyLock<check::Model> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(MODEL, SourceId(0), &mut diagnostics);
    check::check(&parsed, &mut diagnostics).expect("the model is sound")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (study, ledger) = text.split_once('\0').unwrap_or((text, ""));
    let mut sources = Sources::new();
    sources.add("study.toml", study);
    sources.add("evidence.toml", ledger);
    let mut diagnostics = Diagnostics::new();
    let found = {
        let texts = study::StudyTexts { study, evidence: ledger, series: &[] };
        study::load_texts(&texts, &READ, &mut diagnostics)
    };
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
