//! Any bytes as a Vensim model: no panic, no bad span, and every formula survives printing.
#![no_main]

mod model;
mod spans;

use libfuzzer_sys::fuzz_target;
use model::model_lies_in;
use parse::Expr;
use source::{Diagnostics, SourceId, Sources};
use spans::Text;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = parse::decode(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("model.mdl", text.as_str());
    let mut diagnostics = Diagnostics::new();
    let model = parse::vensim(&text, id, &mut diagnostics);
    assert!(
        diagnostics.len() + diagnostics.dropped() <= text.len() + 1,
        "a byte has more than one finding"
    );
    let texts = [text.as_str()];
    let text = Text(&texts);
    text.holds_labels(&diagnostics);
    source::render(diagnostics.iter().take(3), &sources, false);
    model_lies_in(&model, text, &survives_printing);
});

fn survives_printing(expr: &Expr) {
    let printed = parse::print::expression(expr);
    let mut diagnostics = Diagnostics::new();
    let again = parse::vensim_expression(&printed, SourceId(0), &mut diagnostics);
    assert_eq!(again.as_ref(), Some(expr), "{printed}: {diagnostics:?}");
}
