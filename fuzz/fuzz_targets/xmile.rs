//! Any bytes as an XMILE model: no panic, no bad span, and checking what was read ends.
#![no_main]

mod spans;

use libfuzzer_sys::fuzz_target;
use source::{Diagnostics, Sources};
use spans::{Text, model_lies_in};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = parse::decode(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("model.xmile", text.as_str());
    let mut diagnostics = Diagnostics::new();
    let model = parse::xmile(&text, id, &mut diagnostics);
    let text = Text(&text);
    for finding in diagnostics.iter() {
        finding
            .primary
            .iter()
            .chain(&finding.secondary)
            .for_each(|label| text.holds(label.span));
    }
    source::render(diagnostics.iter().take(3), &sources, false);
    model_lies_in(&model, text, &|_| ());
    if !diagnostics.has_errors() {
        check::check(&model, &mut diagnostics);
    }
});
