//! Units as products of powers of base units.

use parse::Name;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A product of powers of base units; empty for a pure number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Base units by number, ascending, with their exponents; never 0.
    powers: Rc<[(u32, i32)]>,
}

impl Unit {
    /// A pure number.
    pub fn none() -> Self {
        Unit::default()
    }

    pub fn is_none(&self) -> bool {
        self.powers.is_empty()
    }

    pub fn times(&self, other: &Unit) -> Unit {
        self.combine(other, 1)
    }

    pub fn over(&self, other: &Unit) -> Unit {
        self.combine(other, -1)
    }

    /// `self * other^sign`.
    fn combine(&self, other: &Unit, sign: i32) -> Unit {
        let mut powers = self.powers.to_vec();
        for (base, exponent) in other.powers.iter() {
            let more = exponent.saturating_mul(sign);
            match powers.binary_search_by_key(base, |p| p.0) {
                Ok(at) => powers[at].1 = powers[at].1.saturating_add(more),
                Err(at) => powers.insert(at, (*base, more)),
            }
        }
        powers.retain(|(_, exponent)| *exponent != 0);
        let powers = powers.into();
        Unit { powers }
    }

    /// `self^exponent`.
    pub fn power(&self, exponent: i32) -> Unit {
        let raise = |(base, n): &(u32, i32)| (*base, n.saturating_mul(exponent));
        let powers = self.powers.iter().map(raise).filter(|(_, n)| *n != 0).collect();
        Unit { powers }
    }

    /// The square root, where all exponents are even.
    pub fn root(&self) -> Option<Unit> {
        let is_even = self.powers.iter().all(|(_, n)| n % 2 == 0);
        let powers = self.powers.iter().map(|(base, n)| (*base, n / 2)).collect();
        is_even.then_some(Unit { powers })
    }
}

/// The base units of a model, under all their spellings.
#[derive(Default)]
pub(crate) struct Bases {
    by_spelling: FxHashMap<String, Option<u32>>,
    names: Vec<String>,
}

/// How long a unit may be, in bytes.
const LENGTH: usize = 1000;

/// How deep parentheses may nest in a unit.
const NESTING: usize = 32;

/// Words for a pure number.
const PURE: &[&str] = &[
    "dmnl",
    "dimensionless",
    "unitless",
    "no units",
    "fraction",
    "ratio",
    "1",
];

impl Bases {
    /// With the author's own synonyms, a row each.
    pub fn new(synonyms: &[Vec<String>]) -> Self {
        let mut bases = Bases::default();
        for row in synonyms {
            let pure = row.iter().any(|word| PURE.contains(&&*singular(word)));
            let base = if pure {
                None
            } else {
                row.first().and_then(|first| bases.base(first))
            };
            for word in row {
                bases.by_spelling.insert(singular(word), base);
            }
        }
        bases
    }

    /// The number of a base unit; `None` for a pure number.
    fn base(&mut self, word: &str) -> Option<u32> {
        let key = singular(word);
        if PURE.contains(&&*key) {
            return None;
        }
        let names = &mut self.names;
        *self.by_spelling.entry(key).or_insert_with_key(|key| {
            names.push(key.clone());
            Some(names.len() as u32 - 1)
        })
    }

    /// Reads a unit; `None` when it cannot be understood.
    pub fn read(&mut self, text: &str) -> Option<Unit> {
        if text.len() > LENGTH {
            return None;
        }
        let mut reader = Reader {
            bases: self,
            rest: text,
            depth: 0,
        };
        let unit = reader.product()?;
        reader.rest.trim().is_empty().then_some(unit)
    }

    /// A unit as a person writes it.
    pub fn show(&self, unit: &Unit) -> String {
        let part = |sign: i32| {
            let powers = unit.powers.iter().filter(|(_, n)| n.signum() == sign);
            powers
                .map(|(base, n)| self.show_power(*base, n.abs()))
                .collect::<Vec<_>>()
        };
        let (above, below) = (part(1), part(-1));
        let above = if above.is_empty() {
            if below.is_empty() { "Dmnl".into() } else { "1".into() }
        } else {
            above.join("*")
        };
        match &below[..] {
            [] => above,
            [one] => format!("{above}/{one}"),
            _ => format!("{above}/({})", below.join("*")),
        }
    }

    fn show_power(&self, base: u32, exponent: i32) -> String {
        let name = &self.names[base as usize];
        if exponent == 1 {
            name.clone()
        } else {
            format!("{name}^{exponent}")
        }
    }
}

/// Endings of plurals, and of the words alone; the first that fits counts.
const PLURALS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("sses", "ss"),
    ("ss", "ss"),
    ("s", ""),
];

/// A word's key, without the ending of a plural.
fn singular(word: &str) -> String {
    let key = Name::key_of(word);
    if key == "people" {
        return "person".to_string();
    }
    for (plural, ending) in PLURALS {
        if let Some(stem) = key.strip_suffix(plural).filter(|stem| stem.len() > 1) {
            return format!("{stem}{ending}");
        }
    }
    key
}

/// Reads `a*b/c^2`.
struct Reader<'b, 't> {
    bases: &'b mut Bases,
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'_, 't> {
    fn product(&mut self) -> Option<Unit> {
        let mut unit = self.factor()?;
        loop {
            if self.take('*') {
                unit = unit.times(&self.factor()?);
            } else if self.take('/') {
                unit = unit.over(&self.factor()?);
            } else {
                return Some(unit);
            }
        }
    }

    fn factor(&mut self) -> Option<Unit> {
        let base = if self.take('(') {
            self.parenthesis()?
        } else {
            self.word()?
        };
        if !self.take('^') {
            return Some(base);
        }
        let exponent: i32 = self.until_operator().parse().ok()?;
        Some(base.power(exponent))
    }

    fn parenthesis(&mut self) -> Option<Unit> {
        self.depth += 1;
        if self.depth > NESTING {
            return None;
        }
        let inner = self.product()?;
        self.depth -= 1;
        self.take(')').then_some(inner)
    }

    fn word(&mut self) -> Option<Unit> {
        let word = self.until_operator();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit()) && word != "1";
        if word.is_empty() || is_number {
            return None;
        }
        let powers = self.bases.base(word).map(|base| (base, 1)).into_iter().collect();
        Some(Unit { powers })
    }

    fn until_operator(&mut self) -> &'t str {
        let end = self.rest.find(['*', '/', '^', '(', ')']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim()
    }

    fn take(&mut self, operator: char) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(operator) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<String> {
        let mut bases = Bases::default();
        let unit = bases.read(text)?;
        Some(bases.show(&unit))
    }

    #[test]
    fn one_unit_has_one_form() {
        for (text, expected) in [
            ("Person", "person"),
            ("persons / Year", "person/year"),
            ("person/(Month*widget)", "person/(month*widget)"),
            ("person/month/widget", "person/(month*widget)"),
            ("Dmnl", "Dmnl"),
            ("1", "Dmnl"),
            ("1/years", "1/year"),
            ("km^2/km", "km"),
            ("$/metric ton", "$/metric ton"),
            ("(((a)))*a", "a^2"),
            ("foxes/(boxes*glasses)", "fox/(box*glass)"),
            ("deliveries*people/gas", "delivery*person/ga"),
        ] {
            assert_eq!(check(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_unit_is_left_alone() {
        for text in ["", "a/", "1000 person", "a^b", "(a", "a)", &"(".repeat(100)] {
            assert_eq!(check(text), None, "{text}");
        }
    }

    #[test]
    fn the_authors_synonyms_count() {
        let rows = [
            vec!["Dollar".to_string(), "$".into()],
            vec!["Percent".into(), "Dmnl".into()],
        ];
        let mut bases = Bases::new(&rows);
        assert_eq!(bases.read("$"), bases.read("Dollars"));
        assert_eq!(bases.read("percent"), Some(Unit::none()));
    }
}
