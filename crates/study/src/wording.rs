//! Dates, numbers and units of a study as a sentence has them.

/// `mid-2026`, `2035`, `2025.3`.
pub(crate) fn date(year: f64) -> String {
    if year.fract().abs() == 0.5 {
        format!("mid-{}", year.floor())
    } else {
        year.to_string()
    }
}

/// `160,000`, `0.2`.
pub(crate) fn number(value: f64) -> String {
    let digits = value.abs().to_string();
    let (whole, tenths) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut written = if value < 0.0 { "-".to_owned() } else { String::new() };
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written + tenths
}

/// `4 removals a year`, `0.2 a year`; a pure number needs no unit behind it.
pub(crate) fn amount(value: f64, unit: &str) -> String {
    let number = number(value);
    let (counted, per) = unit.split_once('/').unwrap_or((unit, ""));
    let is_one_rate = per.chars().all(char::is_alphabetic);
    match (counted, per) {
        ("dmnl", "") => number,
        (_, "") => format!("{number} {}", many(counted, value)),
        ("1", per) if is_one_rate => format!("{number} a {per}"),
        (counted, per) if is_one_rate => format!("{number} {} a {per}", many(counted, value)),
        _ => format!("{number} {unit}"),
    }
}

/// The plural of what a study counts, where the value asks for one.
fn many(counted: &str, value: f64) -> String {
    match counted {
        _ if value == 1.0 => counted.to_owned(),
        "person" => "people".to_owned(),
        "removal" | "group" | "event" | "kit" | "week" | "month" | "year" => format!("{counted}s"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_numbers_and_units_are_said_as_people_say_them() {
        assert_eq!([2026.5, 2035.0, 2025.3].map(date), ["mid-2026", "2035", "2025.3"]);
        assert_eq!([160_000.0, 0.2, -1_234.5].map(number), ["160,000", "0.2", "-1,234.5"]);
        assert_eq!(amount(4.0, "removal/year"), "4 removals a year");
        assert_eq!(amount(1.0, "removal/year"), "1 removal a year");
        assert_eq!(amount(0.2, "1/year"), "0.2 a year");
        assert_eq!(amount(2.0, "dmnl"), "2");
        assert_eq!(amount(26.0, "week"), "26 weeks");
        assert_eq!(amount(9.0, "USD/(person*year)"), "9 USD/(person*year)");
    }
}
