//! Units of a study, compared by what they mean: `persons/year` is `person / Year`.

use std::collections::BTreeMap;
use std::fmt;

/// A product of powers of base units; empty for a pure number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    powers: BTreeMap<String, i32>,
}

/// Short words for times. Things have their synonyms in [`data::unit`]; plurals in -s are folded before this table is asked.
const TIMES: &[(&str, &str)] = &[
    ("yr", "year"),
    ("fiscal-year", "year"),
    ("fiscal year", "year"),
    ("mo", "month"),
    ("wk", "week"),
];

/// Spellings of a pure number.
const PURE: &[&str] = &["1", "dmnl", "share", "ratio", "index"];

/// Base units of time.
const CLOCK: &[&str] = &["year", "quarter", "month", "week", "day", "hour"];

impl Unit {
    /// A pure number.
    pub fn pure() -> Self {
        Self::default()
    }

    /// Reads `a*b/c/d^2`; everything behind a `/` up to the next `*` at the same level divides. `None` if it cannot be read.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader {
            rest: text.trim(),
            depth: 0,
        };
        if reader.rest.is_empty() {
            return Some(Unit::pure());
        }
        let unit = reader.product()?;
        reader.rest.trim().is_empty().then_some(unit)
    }

    /// Whether it is a pure number.
    pub fn is_pure(&self) -> bool {
        self.powers.is_empty()
    }

    /// The product of two units.
    pub fn times(&self, other: &Unit) -> Unit {
        self.combine(other, 1)
    }

    /// The quotient of two units.
    pub fn over(&self, other: &Unit) -> Unit {
        self.combine(other, -1)
    }

    /// The unit of time that it is a rate in: `year` for `person/year`.
    pub fn per(&self) -> Option<&'static str> {
        CLOCK
            .iter()
            .copied()
            .find(|t| self.powers.get(*t).is_some_and(|p| *p < 0))
    }

    fn combine(&self, other: &Unit, sign: i32) -> Unit {
        let mut powers = self.powers.clone();
        for (name, power) in &other.powers {
            let before = powers.get(name).copied().unwrap_or(0);
            powers.insert(name.clone(), before.saturating_add(sign * power));
        }
        powers.retain(|_, p| *p != 0);
        Unit { powers }
    }

    fn base(word: &str) -> Unit {
        let folded = data::unit::key(&word.split_whitespace().collect::<Vec<_>>().join(" "));
        let single = match folded.strip_suffix('s') {
            Some(s) if s.len() >= 2 && !s.ends_with('s') => s.to_string(),
            _ => folded,
        };
        let known = TIMES.iter().find(|(from, _)| *from == single);
        let name = known.map_or(single, |(_, to)| to.to_string());
        if PURE.contains(&name.as_str()) {
            return Unit::pure();
        }
        Unit {
            powers: BTreeMap::from([(name, 1)]),
        }
    }

    /// The unit to a whole power.
    fn power(&self, exponent: i32) -> Unit {
        let mut powers = self.powers.clone();
        powers
            .values_mut()
            .for_each(|p| *p = p.saturating_mul(exponent).clamp(-MOST, MOST));
        powers.retain(|_, p| *p != 0);
        Unit { powers }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |positive: bool| -> Vec<String> {
            self.powers
                .iter()
                .filter(|(_, p)| (**p > 0) == positive)
                .map(|(name, p)| match p.abs() {
                    1 => name.clone(),
                    p => format!("{name}^{p}"),
                })
                .collect()
        };
        let (above, below) = (part(true), part(false));
        match (above.is_empty(), below.is_empty()) {
            (true, true) => f.write_str("dmnl"),
            (false, true) => f.write_str(&above.join("*")),
            (true, false) => write!(f, "1/{}", below.join("/")),
            (false, false) => write!(f, "{}/{}", above.join("*"), below.join("/")),
        }
    }
}

/// The days of a mean year.
const DAYS: f64 = 365.25;

/// How many of a unit of time a year has, by the calendar of a study with `per_year` of its own `unit` to a year.
pub(crate) fn per_year(time: &str, own: &str, own_per_year: f64) -> Option<f64> {
    let same = |a: &str, b: &str| Unit::base(a) == Unit::base(b);
    match time {
        t if same(t, own) => Some(own_per_year),
        "year" => Some(1.0),
        "quarter" => Some(4.0),
        "month" => Some(12.0),
        "week" => Some(DAYS / 7.0),
        "day" => Some(DAYS),
        _ => None,
    }
}

/// The largest power that is told apart.
const MOST: i32 = 1_000_000;

/// The deepest nesting of parentheses in a unit.
const DEEPEST: usize = 16;

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn product(&mut self) -> Option<Unit> {
        let mut unit = self.factor()?;
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix('*') {
                self.rest = rest;
                unit = unit.times(&self.factor()?);
            } else if let Some(rest) = self.rest.strip_prefix('/') {
                self.rest = rest;
                unit = unit.over(&self.factor()?);
            } else {
                return Some(unit);
            }
        }
    }

    fn factor(&mut self) -> Option<Unit> {
        self.rest = self.rest.trim_start();
        let unit = match self.rest.strip_prefix('(') {
            Some(rest) => {
                self.rest = rest;
                self.depth += 1;
                let inner = (self.depth <= DEEPEST).then(|| self.product()).flatten()?;
                self.depth -= 1;
                self.rest = self.rest.trim_start().strip_prefix(')')?;
                inner
            }
            None => Unit::base(self.word()?),
        };
        match self.rest.trim_start().strip_prefix('^') {
            Some(rest) => {
                self.rest = rest.trim_start();
                let exponent: i32 = self.word()?.parse().ok()?;
                (exponent.abs() <= 9).then(|| unit.power(exponent))
            }
            None => Some(unit),
        }
    }

    fn word(&mut self) -> Option<&str> {
        let end = self.rest.find(['*', '/', '(', ')', '^']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let word = word.trim();
        (!word.is_empty()).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert_eq!(Unit::parse(a), Unit::parse(b), "{a} and {b}");
        assert!(Unit::parse(a).is_some(), "{a} cannot be read");
    }

    #[test]
    fn spellings_that_mean_the_same() {
        same("persons/year", "person / Year");
        same("people/(year*week)", "person/week/year");
        same("events/fiscal-year", "event/year");
        same("Dmnl", "1");
        same("share", "fraction");
        same("1/week", "1/weeks");
        same("billion USD/year", "billion usd / years");
        same("m*m", "m^2");
    }

    #[test]
    fn spellings_that_differ() {
        assert_ne!(Unit::parse("person/year"), Unit::parse("person/week"));
        assert_ne!(Unit::parse("person"), Unit::parse("group"));
        assert_eq!(Unit::parse("person//year"), None);
        assert_eq!(Unit::parse("(person"), None);
    }

    #[test]
    fn a_rate_knows_its_time() {
        assert_eq!(Unit::parse("person/year").and_then(|u| u.per()), Some("year"));
        assert_eq!(Unit::parse("lb").and_then(|u| u.per()), None);
        let homicides = Unit::parse("person/year").map(|u| u.times(&Unit::base("year")).to_string());
        assert_eq!(homicides.as_deref(), Some("person"));
    }
}
