//! What an XML text announces, found while it flows past.

use std::io::{self, Write};

/// The attribute by which a table of strings announces how many it has; its reader makes room for as many.
const COUNT: &[u8] = b"uniqueCount";

/// The most bytes between the attribute's name and the end of its number.
const LONGEST: usize = 64;

/// A sink that remembers the largest number of strings that a text announces, wherever it stands.
#[derive(Default)]
pub(super) struct Announced {
    /// The largest number.
    pub strings: u64,
    /// The last bytes that were seen: an attribute may lie across two of the pieces that flow past.
    end: Vec<u8>,
}

impl Write for Announced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.end.extend(bytes);
        let found = self.end.windows(COUNT.len()).enumerate();
        let counts = found.filter(|(_, word)| *word == COUNT);
        let numbers = counts.map(|(at, _)| number(&self.end[at + COUNT.len()..]));
        self.strings = numbers.fold(self.strings, u64::max);
        let keep = self.end.len().saturating_sub(COUNT.len() + LONGEST);
        self.end.drain(..keep);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The number behind `=` and a quotation mark; more than there can be where it has no end.
fn number(text: &[u8]) -> u64 {
    let is_around = |byte: &&u8| byte.is_ascii_whitespace() || b"=\"'+".contains(byte);
    let digits = text.iter().skip_while(is_around).take_while(|byte| byte.is_ascii_digit());
    let add = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    digits.take(LONGEST).fold(0, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announced(pieces: &[&[u8]]) -> u64 {
        let mut sink = Announced::default();
        pieces.iter().for_each(|piece| sink.write_all(piece).unwrap());
        sink.strings
    }

    #[test]
    fn the_largest_number_counts_wherever_the_text_is_cut() {
        let text = b"<sst count = \"9\" uniqueCount = '12'/><!-- uniqueCount=\"4294967295\" -->";
        assert_eq!(announced(&[text]), 4_294_967_295);
        for cut in 0..text.len() {
            assert_eq!(announced(&[&text[..cut], &text[cut..]]), 4_294_967_295, "{cut}");
        }
        assert_eq!(announced(&[b"<sst count=\"9\"/>"]), 0);
        assert_eq!(announced(&[b"uniqueCount=\"99999999999999999999999999\""]), u64::MAX);
    }
}
