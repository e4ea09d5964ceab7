//! Numbers as text: the shortest digits that read back as the same bits.

/// The shortest text that reads back as `value`: `180`, `0.1`, `1e-7`, `inf`, `-inf`, `nan`.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    let text = format!("{value:?}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.into(),
        None => text.replace(".0e", "e"),
    }
}

/// Reads a cell: `Some(None)` for a cell without a value, `None` for a text that is no number.
///
/// Besides plain numbers it reads what other tools write for numbers that are not finite, and Vensim's `:NA:` (−2¹⁰⁹).
pub fn parse_number(text: &str) -> Option<Option<f64>> {
    let text = text.trim();
    if matches!(text, "" | "?" | "-") {
        return Some(None);
    }
    let value = match text.parse::<f64>() {
        Ok(value) => value,
        Err(_) => unusual(&text.to_ascii_lowercase())?,
    };
    Some(Some(if is_missing(value) { MISSING } else { value }))
}

/// Vensim's `:NA:`, −2¹⁰⁹.
const MISSING: f64 = -649_037_107_316_853_453_566_312_041_152_512.0;

/// Whether a number is `:NA:`, as few digits as it may be written with; runs hold twice that too, −1.298e33.
pub(crate) fn is_missing(value: f64) -> bool {
    let is = |missing: f64| (value / missing - 1.0).abs() < 1e-3;
    is(MISSING) || is(2.0 * MISSING)
}

fn unusual(text: &str) -> Option<f64> {
    match text {
        "#nan" | "1.#qnan" | "-1.#ind" | "null" | "na" | "n/a" => Some(f64::NAN),
        "1.#inf" | "#inf" | "∞" => Some(f64::INFINITY),
        "-1.#inf" | "-∞" => Some(f64::NEG_INFINITY),
        ":na:" => Some(MISSING),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_digits_that_read_back() {
        let cases = [
            (0.0, "0"),
            (-0.0, "-0"),
            (180.0, "180"),
            (0.1, "0.1"),
            (1.0 / 3.0, "0.3333333333333333"),
            (1e-7, "1e-7"),
            (1e300, "1e300"),
            (1.5e300, "1.5e300"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
            let read = parse_number(text).flatten().expect("a number");
            assert!(
                read.to_bits() == value.to_bits() || value.is_nan(),
                "{text} reads back as {read}"
            );
        }
    }

    #[test]
    fn what_other_tools_write() {
        assert_eq!(parse_number(" 1.5E+03 "), Some(Some(1500.0)));
        assert_eq!(parse_number("1.#INF"), Some(Some(f64::INFINITY)));
        assert_eq!(parse_number(":NA:"), Some(Some(-649037107316853453566312041152512.0)));
        assert_eq!(parse_number(""), Some(None));
        assert_eq!(parse_number("12 persons"), None);
        assert_eq!(parse_number("1,234"), None);
    }
}
