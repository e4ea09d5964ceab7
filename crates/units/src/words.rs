//! What the words in a unit mean: the one table of synonyms, and the factors that stand in front of a thing.

use crate::plural::singular;
use crate::ratio::Ratio;
use crate::unit::Unit;
use crate::{parse, time};

/// Spellings of a pure number. A share, a fraction, a ratio and an index are numbers without a unit; a percent is not
/// among them, because it is a hundredth of one.
const PURE: &[&str] = &[
    "1",
    "-",
    "dmnl",
    "dimensionless",
    "unitless",
    "no unit",
    "fraction",
    "ratio",
    "share",
    "index",
];

/// Words for one thing, in the singular and in lower case: what is written, and its canonical name.
const SYNONYMS: &[(&str, &str)] = &[
    ("victim", "person"),
    ("death", "person"),
    ("organization", "organisation"),
    ("$", "USD"),
    ("$s", "USD"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("us dollar", "USD"),
    ("mxn", "MXN"),
    ("pound", "lb"),
    ("kilogram", "kg"),
    ("%", "percent"),
];

/// Words for a number, with their value as a fraction. In front of a thing they make a base unit of their own, since a formula
/// that adds dollars to millions of dollars lacks a factor.
const FACTORS: &[(&str, Ratio)] = &[
    ("thousand", Ratio(1e3, 1.0)),
    ("million", Ratio(1e6, 1.0)),
    ("billion", Ratio(1e9, 1.0)),
    ("percent", Ratio(1.0, 100.0)),
];

impl Unit {
    /// Reads `a*b/(c*d^2)`; `None` when it cannot be understood as a unit.
    pub fn parse(text: &str) -> Option<Unit> {
        parse::unit(text, &base)
    }
}

/// The unit of a word; `None` when no unit is written so.
pub(crate) fn base(word: &str) -> Option<Unit> {
    let key = key(word);
    if PURE.contains(&&*key) {
        return Some(Unit::pure());
    }
    // A number is no unit, but `12 months ending` is.
    let is_number = key.starts_with(|c: char| c.is_ascii_digit()) && time::find(&key).is_none();
    let is_word = !key.is_empty() && !is_number;
    is_word.then(|| Unit::base(&canonical(&key)))
}

/// A word as it is looked up: without case, quotes and plurals, underscores as blanks.
pub(crate) fn key(word: &str) -> String {
    let lower = word.to_lowercase();
    // Quotes go wherever they stand: what is printed has none, and must be the same word when it is read again.
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '_' | '"'));
    let words = words.filter(|word| !word.is_empty()).map(singular);
    words.collect::<Vec<_>>().join(" ")
}

fn canonical(key: &str) -> String {
    match factored(key) {
        Some((factor, thing)) if !is_pure(thing) => format!("{factor} {}", name(thing)),
        Some((factor, _)) => factor.to_string(),
        None => name(key).to_string(),
    }
}

fn name(thing: &str) -> &str {
    let synonym = SYNONYMS.iter().find(|(written, _)| *written == thing);
    let time = || time::find(thing).map(|time| time.name);
    synonym.map(|(_, name)| *name).or_else(time).unwrap_or(thing)
}

fn is_pure(thing: &str) -> bool {
    thing.is_empty() || PURE.contains(&thing)
}

/// `million usd` in its factor and its thing.
fn factored(key: &str) -> Option<(&str, &str)> {
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    let is_factor = FACTORS.iter().any(|(name, _)| *name == first);
    is_factor.then_some((first, rest))
}

/// What a base unit is in terms of others: how many of which. A base unit that no table defines is one of itself.
pub(crate) fn definition(base: &str) -> (Ratio, Unit) {
    if let Some((factor, thing)) = factored(base) {
        let ratio = FACTORS.iter().find(|(name, _)| *name == factor).map(|(_, ratio)| *ratio);
        let unit = if is_pure(thing) {
            Unit::pure()
        } else {
            Unit::base(thing)
        };
        return (ratio.unwrap_or(Ratio(1.0, 1.0)), unit);
    }
    match time::find(base).and_then(|time| time.years) {
        Some(years) => (years, Unit::base(time::YEAR)),
        None => (Ratio(1.0, 1.0), Unit::base(base)),
    }
}
