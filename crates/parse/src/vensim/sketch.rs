//! Drawings, kept as they were written: one view per marker line.

use super::sections::lines;
use crate::{Sketch, View, limits};

/// Reads the views; `None` when there is no drawing.
pub(super) fn sketch(text: &str) -> Option<Sketch> {
    if text.is_empty() {
        return None;
    }
    let mut sketch = Sketch::default();
    let mut within_header = true;
    for line in lines(text).take(limits::SKETCH_LINES) {
        if is_marker(line) {
            within_header = true;
        } else if within_header && is_version(line) || line.is_empty() {
            continue;
        } else if let Some(title) = line.strip_prefix('*').filter(|_| within_header) {
            sketch.views.push(View {
                title: title.trim().into(),
                ..View::default()
            });
            within_header = false;
        } else {
            object(&mut sketch, line, within_header);
            within_header = false;
        }
    }
    Some(sketch)
}

fn object(sketch: &mut Sketch, line: &str, begins_view: bool) {
    if begins_view || sketch.views.is_empty() {
        sketch.views.push(View::default());
    }
    let Some(view) = sketch.views.last_mut() else {
        return;
    };
    if view.style.is_empty() && view.lines.is_empty() && line.starts_with('$') {
        view.style = line.into();
    } else {
        view.lines.push(line.into());
    }
}

/// `\\\---/// Sketch information …`.
fn is_marker(line: &str) -> bool {
    let rest = line.trim_start_matches('\\');
    rest.len() < line.len() && rest.starts_with("---///")
}

/// `V300  Do not put anything below this section …`.
fn is_version(line: &str) -> bool {
    line.strip_prefix('V').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
