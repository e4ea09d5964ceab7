//! Any bytes as an XMILE model: no panic, no bad span, and checking what was read ends.
//!
//! What stands behind a record separator (U+001E) is another file, `1`, `2` and so on, which the model may include.
#![no_main]

mod model;
mod spans;

use check::Input;
use libfuzzer_sys::fuzz_target;
use model::model_lies_in;
use parse::{Included, Includes, Reading};
use source::{Diagnostics, SourceId, Sources};
use spans::Text;

struct Files<'t>(&'t [&'t str]);

impl Includes for Files<'_> {
    fn open(&mut self, resource: &str, _: SourceId) -> Result<Included, String> {
        let number = resource.parse::<usize>().ok();
        let text = number.and_then(|number| self.0.get(number));
        let (number, text) = number.zip(text).ok_or("there is no such file")?;
        Ok(Included {
            source: SourceId(number as u32),
            text: (*text).into(),
        })
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(all) = parse::decode(bytes) else {
        return;
    };
    let texts: Vec<&str> = all.split('\u{1e}').collect();
    let mut sources = Sources::new();
    for text in &texts {
        sources.add("model.xmile", *text);
    }
    let mut diagnostics = Diagnostics::new();
    let reading = Reading {
        dialect: None,
        includes: &mut Files(&texts),
    };
    let file = parse::xmile_with(reading, texts[0], SourceId(0), &mut diagnostics);
    let model = file.equations(&mut diagnostics);
    let text = Text(&texts);
    text.holds_labels(&diagnostics);
    source::render(diagnostics.iter().take(3), &sources, false);
    model_lies_in(&model, text, &|_| ());
    if !diagnostics.has_errors() {
        check::check(&*model, &mut diagnostics);
    }
});
