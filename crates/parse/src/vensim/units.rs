//! Units as written, and the range behind them: `Month [0,?]`.

use crate::UnitText;
use source::Span;

/// The unit and the range in a field; `span` is the whole field.
pub(super) fn units(field: &str, span: Span) -> (Option<UnitText>, Vec<Option<f64>>) {
    let (unit, range) = match range_behind(field) {
        Some((unit, range)) => (unit, range),
        None => (field, Vec::new()),
    };
    let without_comments = without_comments(unit);
    let words = without_comments.split_whitespace().map(|word| word.trim_end_matches('\\'));
    let text = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return (None, range);
    }
    let start = span.start as usize + (unit.len() - unit.trim_start().len());
    let span = Span::new(span.source, start, start + unit.trim().len());
    (Some(UnitText { text, span }), range)
}

/// Splits `Month [0,?]`; `None` when what stands in the brackets is not a range.
fn range_behind(field: &str) -> Option<(&str, Vec<Option<f64>>)> {
    let inner = field.trim_end().strip_suffix(']')?;
    let open = inner.rfind('[')?;
    let range = inner[open + 1..].split(',').map(bound).collect::<Option<Vec<_>>>()?;
    Some((&field[..open], range))
}

/// A bound; `?`, `inf` and `nan` (which other tools write) stand for none. The outer `None` means: no bound at all.
fn bound(text: &str) -> Option<Option<f64>> {
    match text.trim() {
        "" | "?" => Some(None),
        number => number.parse::<f64>().ok().map(|value| Some(value).filter(|v| v.is_finite())),
    }
}

fn without_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        clean.push_str(before);
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    clean + rest
}
