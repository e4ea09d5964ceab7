//! English: its number marks and units. Its phrases are in the code that shows them.

use super::Words;

/// English.
pub static ENGLISH: Words = Words {
    tag: "en",
    name: "English",
    decimal: '.',
    group: ',',
    scales: ["k", "m", "bn", "tn"],
    units: &[
        ("person", "people", "person"),
        ("removal", "removals", "removal"),
        ("group", "groups", "group"),
        ("event", "events", "event"),
        ("kit", "kits", "kit"),
        ("week", "weeks", "week"),
        ("month", "months", "month"),
        ("year", "years", "year"),
    ],
    counts: &[
        ("source", "{n} from a source", "{n} from sources"),
        ("judgement", "{n} by judgement", "{n} by judgement"),
        ("definition", "{n} by definition", "{n} by definition"),
        ("partly", "{n} partly supported", "{n} partly supported"),
    ],
    phrases: &[&[("latin-hypercube", "Latin hypercube"), ("partly", "partly supported")]],
};
