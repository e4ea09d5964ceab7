//! Any bytes as a changes file: no panic, every entry lies in the text, and what was read is finite.
#![no_main]

mod spans;

use libfuzzer_sys::fuzz_target;
use parse::NewValue;
use source::{Diagnostics, Sources};
use spans::Text;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = parse::decode(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("changes.cin", text.as_str());
    let mut diagnostics = Diagnostics::new();
    let changes = parse::vensim_changes(&text, id, &mut diagnostics);
    let texts = [text.as_str()];
    let within = Text(&texts);
    for change in &changes {
        within.holds(change.span);
        if let NewValue::Numbers(values) = &change.to {
            assert!(values.iter().all(|value| value.is_finite()));
        }
    }
    within.holds_labels(&diagnostics);
    source::render(diagnostics.iter().take(3), &sources, false);
});
