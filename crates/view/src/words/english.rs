//! English: its number marks. Its phrases stand in the code where they are shown.

use super::Words;

/// English.
pub static ENGLISH: Words = Words {
    tag: "en",
    name: "English",
    decimal: '.',
    group: ',',
    scales: ["k", "m", "bn", "tn"],
    phrases: &[],
};
