//! Points in time and years, and a period as a record writes it (`2025-H1`, `FY2025`, `2024-02..2025-01`), as a person says it.

use crate::words::Words;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// A point in time: `2026`, `mid-2026`, `2026.3`.
    pub(crate) fn year(&self, year: f64) -> String {
        if !year.is_finite() || year.abs() > 1e6 {
            return self.say("n/a").to_owned();
        }
        if (year - year.round()).abs() < 0.005 {
            return format!("{:.0}", year.round());
        }
        if (year - year.floor() - 0.5).abs() < 0.005 {
            return self.fill("mid-{year}", &[("year", &format!("{:.0}", year.floor()))]);
        }
        format!("{year:.1}").replace('.', &self.decimal.to_string())
    }

    /// Whole years from one to another: `2026–2035`.
    pub(crate) fn years(&self, from: f64, until: f64) -> String {
        let (from, until) = (self.year(from.floor()), self.year(until.floor()));
        if from == until {
            from
        } else {
            format!("{from}–{until}")
        }
    }

    /// `first half of 2025`, `fiscal year 2025`, `February 2024 to January 2025`; what is written otherwise stays.
    pub(crate) fn period(&self, written: &str) -> String {
        match written.split_once("..") {
            Some((from, until)) => self.fill(
                "{from} to {until}",
                &[("from", &self.date(from)), ("until", &self.date(until))],
            ),
            None => self.date(written),
        }
    }

    /// The same within a sentence, where a part of a year takes its article: `the first half of 2025`.
    pub(crate) fn period_within(&self, written: &str) -> String {
        let part = written.split_once(['-', ' ']).map(|(_, part)| part);
        let is_part = part.is_some_and(|p| p.starts_with(['H', 'Q'])) || written.starts_with("FY");
        let period = self.period(written);
        match is_part && period != written {
            true => self.fill("the {period}", &[("period", &period)]),
            false => period,
        }
    }

    fn date(&self, written: &str) -> String {
        let said = match (written.strip_prefix("FY"), written.split_once(['-', ' '])) {
            (Some(year), _) => Some(self.fill("fiscal year {year}", &[("year", year)])),
            (None, Some((year, part))) => self.part(year, part),
            (None, None) => None,
        };
        said.unwrap_or_else(|| written.to_owned())
    }

    /// A half, a quarter or a month of a year.
    fn part(&self, year: &str, part: &str) -> Option<String> {
        match part {
            "H1" => Some(self.fill("first half of {year}", &[("year", year)])),
            "H2" => Some(self.fill("second half of {year}", &[("year", year)])),
            "Q1" => Some(self.fill("first quarter of {year}", &[("year", year)])),
            "Q2" => Some(self.fill("second quarter of {year}", &[("year", year)])),
            "Q3" => Some(self.fill("third quarter of {year}", &[("year", year)])),
            "Q4" => Some(self.fill("fourth quarter of {year}", &[("year", year)])),
            month => self.month(year, month),
        }
    }

    fn month(&self, year: &str, month: &str) -> Option<String> {
        let at = month.parse::<usize>().ok()?.checked_sub(1)?;
        let month = self.term(MONTHS.get(at)?);
        Some(self.fill("{month} {year}", &[("month", month), ("year", year)]))
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{ENGLISH, SPANISH};

    #[test]
    fn a_part_of_a_year_takes_its_article_within_a_sentence() {
        let table = [
            ("2025", "2025", "2025"),
            ("2025-H1", "the first half of 2025", "el primer semestre de 2025"),
            ("2024-Q3", "the third quarter of 2024", "el 3.er trimestre de 2024"),
            ("FY2024", "the fiscal year 2024", "el año fiscal 2024"),
            ("2025-11", "November 2025", "noviembre de 2025"),
            ("Q and A", "Q and A", "Q and A"),
        ];
        for (written, english, spanish) in table {
            assert_eq!(ENGLISH.period_within(written), english);
            assert_eq!(SPANISH.period_within(written), spanish);
        }
    }

    #[test]
    fn periods_are_said_as_people_say_them() {
        let table = [
            ("2025", "2025", "2025"),
            ("2025-H1", "first half of 2025", "primer semestre de 2025"),
            ("FY2025", "fiscal year 2025", "año fiscal 2025"),
            ("2025-11", "November 2025", "noviembre de 2025"),
            (
                "2024-02..2025-01",
                "February 2024 to January 2025",
                "febrero de 2024 a enero de 2025",
            ),
            ("2026-Q2", "second quarter of 2026", "2.º trimestre de 2026"),
            ("2024-Q3", "third quarter of 2024", "3.er trimestre de 2024"),
            ("2024 Q3", "third quarter of 2024", "3.er trimestre de 2024"),
            ("2026-13", "2026-13", "2026-13"),
            ("2026-03-15", "2026-03-15", "2026-03-15"),
            ("a while", "a while", "a while"),
        ];
        for (written, english, spanish) in table {
            assert_eq!(ENGLISH.period(written), english);
            assert_eq!(SPANISH.period(written), spanish);
        }
    }
}
