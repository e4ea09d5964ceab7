//! What units mean, and that they are a group.

use proptest::prelude::*;
use units::{Synonyms, Unit, conversion, per_year, same};

#[track_caller]
fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap_or_else(|| panic!("`{text}` is not understood as a unit"))
}

#[test]
fn one_unit_has_one_form() {
    for (text, expected) in [
        ("Person", "person"),
        ("persons / Year", "person/year"),
        ("person/(Month*widget)", "person/(month*widget)"),
        ("person/month/widget", "person/(month*widget)"),
        ("people/(year*week)", "person/(week*year)"),
        ("Dmnl", "dmnl"),
        ("1", "dmnl"),
        ("1/years", "1/year"),
        ("km^2/km", "km"),
        ("m*m^-2", "1/m"),
        ("$/metric ton", "USD/metric ton"),
        ("(((a)))*a", "a^2"),
        ("a/b*c", "a*c/b"),
        ("foxes/(boxes*glasses)", "fox/(box*glass)"),
        ("deliveries*people/gas", "delivery*person/gas"),
        ("billion US dollars/fiscal-year", "billion USD/year"),
        ("persons/12 months ending", "person/year"),
        ("victims/day", "person/day"),
        ("million", "million"),
        ("index 1999=1", "index 1999=1"),
        ("\"Barrels_of  Oil\"/Day", "barrel of oil/day"),
    ] {
        assert_eq!(unit(text).to_string(), expected, "{text}");
    }
}

#[test]
fn what_is_no_unit_is_not_read() {
    let deep = "(".repeat(100);
    let long = "a*".repeat(1000) + "a";
    for text in [
        "a/",
        "a//b",
        "*a",
        "1000 person",
        "a^b",
        "a^0.5",
        "a^100",
        "(a",
        "a)",
        "()",
        &deep,
        &long,
    ] {
        assert_eq!(Unit::parse(text), None, "{text}");
    }
}

#[test]
fn pure_numbers_are_alike_in_models_studies_and_data() {
    for text in [
        "1",
        "Dmnl",
        "dimensionless",
        "unitless",
        "No Units",
        "share",
        "shares",
        "fraction",
        "ratio",
        "index",
        "-",
        "",
        " ",
    ] {
        assert!(unit(text).is_pure(), "{text}");
    }
    assert_ne!(unit("percent"), Unit::pure());
    assert_eq!(unit("%"), unit("percent"));
}

#[test]
fn spellings_of_one_unit() {
    for (a, b) in [
        ("gas", "gases"),
        ("bus/news", "buses/news"),
        ("deaths/year", "person/yr"),
        ("1/week", "1/weeks"),
        ("billion USD/year", "billion usd / years"),
        ("kilograms", "kg"),
        ("pounds", "lbs"),
    ] {
        assert_eq!(unit(a), unit(b), "{a} and {b}");
    }
}

#[test]
fn units_that_differ() {
    for (a, b) in [
        ("person/year", "person/week"),
        ("person", "group"),
        ("USD", "million USD"),
        ("mass", "ma"),
        ("gas", "ga"),
        ("lb", "kg"),
        ("dmnl", "percent"),
    ] {
        assert_ne!(unit(a), unit(b), "{a} and {b}");
    }
}

#[test]
fn a_rate_knows_its_time() {
    assert_eq!(unit("person/year").per(), Some("year"));
    assert_eq!(unit("lb").per(), None);
    assert_eq!(unit("lb*month").per(), None);
    let homicides = unit("person/year").times(&unit("year"));
    assert_eq!(homicides.to_string(), "person");
}

#[test]
fn a_year_has_as_many_weeks_as_the_model_says() {
    assert_eq!(per_year("week", "weeks", 52.0), Some(52.0));
    assert_eq!(per_year("month", "week", 52.0), Some(12.0));
    assert_eq!(per_year("day", "week", 52.0), Some(365.25));
    assert_eq!(per_year("lustrum", "week", 52.0), None);
}

#[test]
fn roots_need_even_exponents() {
    assert_eq!(unit("m^2/s^4").root(), Some(unit("m/s^2")));
    assert_eq!(unit("m^3").root(), None);
}

#[test]
fn from_one_unit_to_another() {
    for (from, to, expected) in [
        ("persons/month", "person/year", Some(12.0)),
        ("persons/half-year", "person/year", Some(2.0)),
        ("persons/year", "person/quarter", Some(0.25)),
        ("billion USD/year", "million USD/year", Some(1000.0)),
        ("billion USD/month", "million USD/year", Some(12_000.0)),
        ("USD/thousand persons", "USD/person", Some(0.001)),
        ("percent", "fraction", Some(0.01)),
        ("percent/year", "1/year", Some(0.01)),
        ("", "dmnl", Some(1.0)),
        ("-", "share", Some(1.0)),
        ("persons/week", "person/week", Some(1.0)),
        ("persons/week", "person/year", None),
        ("persons", "person/year", None),
        ("lb/year", "kg/year", None),
        ("12 months", "12 Months", Some(1.0)),
        ("12 months", "year", None),
    ] {
        assert_eq!(conversion(from, to), expected, "{from} to {to}");
    }
    assert!(same("persons/12 months ending", "person/fiscal-year"));
    assert!(!same("1000 persons", "person"));
}

#[test]
fn the_authors_synonyms_count() {
    let row = |words: &[&str]| words.iter().map(ToString::to_string).collect();
    let synonyms = Synonyms::new(&[
        row(&["Peso", "MXN"]),
        row(&["Percent", "Dmnl"]),
        row(&["Human", "People"]),
        row(&["Soul", "Human"]),
    ]);
    assert_eq!(synonyms.parse("mxn"), synonyms.parse("Pesos"));
    assert_eq!(synonyms.parse("percent"), Some(Unit::pure()));
    assert_eq!(synonyms.parse("persons/souls"), Some(Unit::pure()));
    assert_eq!(synonyms.parse("USD"), Unit::parse("USD"));
}

const WORDS: &[&str] = &[
    "person",
    "year",
    "week",
    "USD",
    "billion USD",
    "percent",
    "kg",
    "gas",
    "index 1999=1",
];

fn any_unit() -> impl Strategy<Value = Unit> {
    let power = (prop::sample::select(WORDS), -4..=4).prop_map(|(word, exponent)| unit(word).power(exponent));
    prop::collection::vec(power, 0..5).prop_map(|powers| powers.iter().fold(Unit::pure(), |all, one| all.times(one)))
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(unit in any_unit()) {
        prop_assert_eq!(Unit::parse(&unit.to_string()), Some(unit));
    }

    #[test]
    fn units_are_a_commutative_group(a in any_unit(), b in any_unit(), c in any_unit()) {
        prop_assert_eq!(a.times(&b), b.times(&a));
        prop_assert_eq!(a.times(&b).times(&c), a.times(&b.times(&c)));
        prop_assert_eq!(a.times(&Unit::pure()), a.clone());
        prop_assert_eq!(a.over(&a), Unit::pure());
        prop_assert_eq!(a.over(&b), a.times(&b.power(-1)));
        prop_assert_eq!(a.times(&a), a.power(2));
        prop_assert_eq!(a.power(2).root(), Some(a));
    }

    #[test]
    fn a_conversion_can_be_undone(a in any_unit(), b in any_unit()) {
        prop_assert_eq!(a.factor_to(&a), Some(1.0));
        if let (Some(there), Some(back)) = (a.factor_to(&b), b.factor_to(&a)) {
            prop_assert!((there * back - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in ".{0,60}") {
        if let Some(unit) = Unit::parse(&text) {
            prop_assert_eq!(Unit::parse(&unit.to_string()), Some(unit));
        }
    }

    #[test]
    fn words_and_signs_are_read_or_not(text in "[a-s1 */^()_$%.-]{0,24}") {
        if let Some(unit) = Unit::parse(&text) {
            prop_assert_eq!(Unit::parse(&unit.to_string()), Some(unit));
        }
    }
}
