//! Numbered elements: `(A1 - A10)`.

use parse::Name;

/// The elements from a first to a last that differ in their number alone.
pub(super) struct Numbered {
    pub prefix: String,
    pub low: u64,
    pub high: u64,
    /// The digits to which numbers with leading zeros are filled up; 0 where they have none.
    width: usize,
}

impl Numbered {
    /// `None` where the two have different letters, or numbers that do not increase.
    pub(super) fn between(first: &Name, last: &Name) -> Option<Self> {
        let (first_letters, first_digits) = split_number(&first.text);
        let (last_letters, last_digits) = split_number(&last.text);
        let same = Name::key_of(first_letters) == Name::key_of(last_letters);
        let low: u64 = first_digits.parse().ok()?;
        let high: u64 = last_digits.parse().ok()?;
        let filled = first_digits.starts_with('0') && first_digits.len() == last_digits.len();
        let width = if filled { first_digits.len() } else { 0 };
        let prefix = first_letters.to_string();
        (same && low <= high).then_some(Numbered {
            prefix,
            low,
            high,
            width,
        })
    }

    /// How many there are; a range over all numbers of 64 bits has one more than fits.
    pub(super) fn count(&self) -> usize {
        usize::try_from(self.high - self.low).unwrap_or(usize::MAX).saturating_add(1)
    }

    /// A name, or the key of one, with a number behind it.
    pub(super) fn name(&self, prefix: &str, number: u64) -> String {
        format!("{prefix}{number:0width$}", width = self.width)
    }
}

pub(super) fn split_number(text: &str) -> (&str, &str) {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.split_at(letters.len())
}
