//! Periods as data files write them, as stretches of years.
//!
//! A month is a twelfth of a year and a day an equal part of its month, so that halves, quarters and months begin at round
//! fractions: 2023-07 and 2023-H2 both begin at 2023.5.

/// A stretch of time in years, `from..to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// What a text in the column `period` is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PeriodText {
    /// A period.
    Period(Period),
    /// Words about a time, or years that no period is made of (`2012-2022`): the row is a note.
    Words,
    /// Written like a period, but there is none of that kind: `2023-13`, `2024-Q5`, `2025..2023`.
    Impossible,
}

/// Reads `YYYY`, `YYYY-MM`, `YYYY-Hn`, `YYYY-Qn`, `FYyyyy` (October of the year before to September), `YYYY-MM-DD`, and `a..b`
/// of any two of these. In `2025-01..09` the year is not said twice.
pub fn period(text: &str) -> PeriodText {
    let text = text.trim();
    let Some((first, last)) = text.split_once("..") else {
        return one(text).map_or_else(|| unreadable(text), PeriodText::Period);
    };
    let (first, last) = (first.trim(), last.trim());
    let same_year = first.get(..5).filter(|_| digits(last, 2).is_some());
    let last = match same_year {
        Some(year) => one(&format!("{year}{last}")),
        None => one(last),
    };
    match (one(first), last) {
        (Some(a), Some(b)) if a.from <= b.from && a.to <= b.to => {
            let (from, to) = (a.from, b.to);
            PeriodText::Period(Period { from, to })
        }
        (Some(_), Some(_)) => PeriodText::Impossible,
        _ => unreadable(text),
    }
}

/// A text of nothing but a period's characters was meant as one; two plain years with a hyphen are a range in words.
fn unreadable(text: &str) -> PeriodText {
    let of_a_period = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | 'F' | 'Y' | 'H' | 'Q');
    let years = |s: &str| s.len() == 4 && s.bytes().all(|b| b.is_ascii_digit());
    let range = text.split_once('-').is_some_and(|(a, b)| years(a) && years(b));
    if !text.is_empty() && !range && text.chars().all(of_a_period) {
        PeriodText::Impossible
    } else {
        PeriodText::Words
    }
}

fn one(text: &str) -> Option<Period> {
    if let Some(year) = text.strip_prefix("FY") {
        let year = digits(year, 4)?;
        return Some(part(f64::from(year) - 0.25, 0, 1));
    }
    let year = digits(text.get(..4)?, 4)?;
    let (start, rest) = (f64::from(year), &text[4..]);
    if rest.is_empty() {
        return Some(part(start, 0, 1));
    }
    let rest = rest.strip_prefix('-')?;
    let nth = |text: &str, parts: u32| digits(text, 1).filter(|n| (1..=parts).contains(n));
    if let Some(half) = rest.strip_prefix('H') {
        return Some(part(start, nth(half, 2)? - 1, 2));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Some(part(start, nth(quarter, 4)? - 1, 4));
    }
    let month = digits(rest.get(..2)?, 2).filter(|m| (1..=12).contains(m))?;
    match rest[2..].strip_prefix('-') {
        None => rest[2..].is_empty().then(|| part(start, month - 1, 12)),
        Some(day) => {
            let days = days_in(year, month);
            let day = digits(day, 2).filter(|d| (1..=days).contains(d))?;
            Some(part(start, (month - 1) * days + day - 1, 12 * days))
        }
    }
}

/// The `index`-th of `parts` equal parts of the year that begins at `start`.
fn part(start: f64, index: u32, parts: u32) -> Period {
    let at = |index: u32| start + f64::from(index) / f64::from(parts);
    Period {
        from: at(index),
        to: at(index + 1),
    }
}

/// The value of exactly `count` decimal digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        let cases = [
            ("2023", 2023.0, 2024.0),
            ("2023-01", 2023.0, 2023.0 + 1.0 / 12.0),
            ("2023-07", 2023.5, 2023.0 + 7.0 / 12.0),
            ("2023-12", 2023.0 + 11.0 / 12.0, 2024.0),
            ("2023-H1", 2023.0, 2023.5),
            ("2023-H2", 2023.5, 2024.0),
            ("2023-Q1", 2023.0, 2023.25),
            ("2023-Q4", 2023.75, 2024.0),
            ("FY2023", 2022.75, 2023.75),
            ("2024-02-29", 2024.0 + 57.0 / 348.0, 2024.0 + 58.0 / 348.0),
            ("2023-12-31", 2023.0 + 371.0 / 372.0, 2024.0),
            ("2012..2022", 2012.0, 2023.0),
            ("2024-10..2025-09", 2024.75, 2025.75),
            ("2025-01..09", 2025.0, 2025.75),
            ("2009-06 .. 2020-12", 2009.0 + 5.0 / 12.0, 2021.0),
            ("2023..2023-H2", 2023.0, 2024.0),
        ];
        for (text, from, to) in cases {
            let expected = PeriodText::Period(Period { from, to });
            assert_eq!(period(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_notes() {
        for text in [
            "",
            "2012-2022",
            "2012-2022 mean",
            "c. 2016",
            "2023 final",
            "FY2024 vs FY2023",
            "2023-05 to 2023-11",
            "Peña Nieto",
            "año 2020",
        ] {
            assert_eq!(period(text), PeriodText::Words, "{text}");
        }
    }

    #[test]
    fn what_was_meant_as_a_period_and_is_none() {
        for text in [
            "2023-13",
            "2023-00",
            "2023-1",
            "2023-Q5",
            "2023-H0",
            "2023-02-29",
            "2023-04-31",
            "2025..2023",
            "2025-03..01",
            "2024..",
            "20245",
            "FY24",
            "2024-10..13",
        ] {
            assert_eq!(period(text), PeriodText::Impossible, "{text}");
        }
    }
}
