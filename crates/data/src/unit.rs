//! Units as data files write them: the one table of synonyms.

/// Words for one thing, in lower case: what is written, and what it is called here.
const THINGS: &[(&str, &str)] = &[
    ("persons", "person"),
    ("people", "person"),
    ("victims", "person"),
    ("victim", "person"),
    ("deaths", "person"),
    ("events", "event"),
    ("groups", "group"),
    ("organisations", "organisation"),
    ("organizations", "organisation"),
    ("organization", "organisation"),
    ("requests", "request"),
    ("units", "unit"),
    ("kits", "kit"),
    ("pills", "pill"),
    ("removals", "removal"),
    ("dollars", "usd"),
    ("us dollars", "usd"),
    ("$", "usd"),
    ("pounds", "lb"),
    ("lbs", "lb"),
    ("kilograms", "kg"),
    ("kilogram", "kg"),
    ("fraction", "dmnl"),
    ("dimensionless", "dmnl"),
    ("", "dmnl"),
    ("-", "dmnl"),
];

/// Words for a length of time, in lower case: what is written, what it is called here, and how many years it is, where the
/// calendar says so. Weeks and days are left out: how many make a year is the model's business.
const TIMES: &[(&str, &str, Option<f64>)] = &[
    ("year", "year", Some(1.0)),
    ("years", "year", Some(1.0)),
    ("yr", "year", Some(1.0)),
    ("fiscal-year", "year", Some(1.0)),
    ("fiscal year", "year", Some(1.0)),
    ("12 months ending", "year", Some(1.0)),
    ("half-year", "half-year", Some(0.5)),
    ("half year", "half-year", Some(0.5)),
    ("quarter", "quarter", Some(0.25)),
    ("month", "month", Some(1.0 / 12.0)),
    ("months", "month", Some(1.0 / 12.0)),
    ("week", "week", None),
    ("weeks", "week", None),
    ("day", "day", None),
    ("days", "day", None),
];

/// Words for a factor in front of a thing.
const FACTORS: &[(&str, f64)] = &[("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];

/// The key of a unit: two spellings with one key are the same unit. `persons/Year` and `person/fiscal-year` are `person/year`.
pub fn key(unit: &str) -> String {
    let parts = Parts::of(unit);
    let factor = parts.factor.map_or("", |(word, _)| word);
    let blank = if factor.is_empty() { "" } else { " " };
    match parts.per {
        Some(time) => format!("{factor}{blank}{}/{}", parts.thing, time.name),
        None => format!("{factor}{blank}{}", parts.thing),
    }
}

/// The number by which a value in `from` is multiplied to be in `to`; `None` when they do not measure the same, or when it
/// depends on how many weeks or days make a year.
pub fn factor(from: &str, to: &str) -> Option<f64> {
    let (from, to) = (Parts::of(from), Parts::of(to));
    if from.thing != to.thing {
        return None;
    }
    let scale = |parts: &Parts| parts.factor.map_or(1.0, |(_, by)| by);
    let scaled = scale(&from) / scale(&to);
    match (from.per, to.per) {
        (None, None) => Some(scaled),
        (Some(a), Some(b)) if a.name == b.name => Some(scaled),
        (Some(a), Some(b)) => Some(scaled * b.years? / a.years?),
        _ => None,
    }
}

/// Whether values of this unit are sums over the year that ends with their period (`persons/12 months ending`).
pub fn ends_a_year(unit: &str) -> bool {
    unit.to_lowercase().trim().ends_with("/12 months ending")
}

struct Parts {
    factor: Option<(&'static str, f64)>,
    thing: String,
    per: Option<Time>,
}

#[derive(Clone)]
struct Time {
    name: String,
    years: Option<f64>,
}

impl Parts {
    fn of(unit: &str) -> Parts {
        let lower = unit.trim().to_lowercase();
        let (thing, per) = match lower.split_once('/') {
            Some((thing, per)) => (thing.trim(), Some(Time::of(per.trim()))),
            None => (lower.as_str(), None),
        };
        let word = thing.split_once(' ').map_or(thing, |(first, _)| first);
        let factor = FACTORS.iter().find(|(name, _)| *name == word).copied();
        let rest = factor.map_or(thing, |(name, _)| thing[name.len()..].trim());
        let known = THINGS.iter().find(|(written, _)| *written == rest);
        Parts {
            factor,
            thing: known.map_or(rest, |(_, name)| name).into(),
            per,
        }
    }
}

impl Time {
    fn of(text: &str) -> Time {
        let known = TIMES.iter().find(|(written, ..)| *written == text);
        match known {
            Some((_, name, years)) => Time {
                name: (*name).into(),
                years: *years,
            },
            None => Time {
                name: text.into(),
                years: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_unit() {
        for (written, expected) in [
            ("persons/year", "person/year"),
            ("person/Year", "person/year"),
            ("events/fiscal-year", "event/year"),
            ("persons/12 months ending", "person/year"),
            ("victims/day", "person/day"),
            ("million USD", "million usd"),
            ("Dmnl", "dmnl"),
            ("fraction", "dmnl"),
            ("1/year", "1/year"),
            ("index 1999=1", "index 1999=1"),
        ] {
            assert_eq!(key(written), expected);
        }
    }

    #[test]
    fn from_one_unit_to_another() {
        assert_eq!(factor("persons/month", "person/year"), Some(12.0));
        assert_eq!(factor("persons/half-year", "person/year"), Some(2.0));
        assert_eq!(factor("billion USD/year", "million USD/year"), Some(1000.0));
        assert_eq!(factor("persons/week", "person/week"), Some(1.0));
        assert_eq!(factor("persons/week", "person/year"), None);
        assert_eq!(factor("persons", "person/year"), None);
        assert_eq!(factor("lb/year", "kg/year"), None);
    }
}
