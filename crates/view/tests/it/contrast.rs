//! Text and lines stand out from their ground, by day and by night (WCAG 2.2: 4.5 for text, 3 for lines and marks).

use std::collections::HashMap;

/// The colours that a style sheet names, by day and by night.
fn colours(css: &str) -> [HashMap<String, String>; 2] {
    let named = |part: &str| -> HashMap<String, String> {
        let declared = part.split(['{', ';', '}']).filter_map(|d| d.split_once(':'));
        let colours = declared.filter(|(name, value)| name.trim().starts_with("--") && value.trim().starts_with('#'));
        colours.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
    };
    let (day, rest) = css.split_once("prefers-color-scheme: dark").expect("there is a night");
    // The night's declarations end where its block does.
    let night = rest.split("\n}").next().unwrap_or(rest);
    [named(day), named(night)]
}

/// Relative luminance.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour has six digits")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn a_known_contrast() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
}

#[test]
fn text_stands_out() {
    let page = include_str!("../../src/report/report.css");
    for colours in colours(page) {
        for text in ["--ink", "--soft", "--link", "--weak", "--for", "--against"] {
            for ground in ["--paper", "--ground"] {
                let ratio = contrast(&colours[text], &colours[ground]);
                assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
            }
        }
    }
    for colours in colours(view::chart::STYLE) {
        for text in ["--cf-ink", "--cf-soft"] {
            assert!(contrast(&colours[text], &colours["--cf-paper"]) >= 4.5, "{text}");
        }
    }
}

#[test]
fn lines_and_marks_stand_out() {
    for colours in colours(view::chart::STYLE) {
        for mark in ["--i0", "--i1", "--i2", "--i3", "--i4", "--i5", "--i6"] {
            let ratio = contrast(&colours[mark], &colours["--cf-paper"]);
            assert!(ratio >= 3.0, "{mark}: {ratio:.2}");
        }
    }
}
