//! What stands behind an option: a list of names, a constant with its value.

use std::str::FromStr;

/// A constant and what it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The name, with subscripts if it has any.
    pub name: String,
    /// One value for all cells.
    pub value: f64,
}

impl FromStr for Setting {
    type Err = String;

    /// `NAME=VALUE`, as `--set` takes it.
    fn from_str(text: &str) -> Result<Self, String> {
        let Some((name, value)) = text.rsplit_once('=') else {
            return Err("write it as `NAME=VALUE`".into());
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() {
            return Err("the name is missing".into());
        }
        match value.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Setting {
                name: name.into(),
                value: number,
            }),
            _ => Err(format!("`{value}` is not a number")),
        }
    }
}

/// Splits `A,x[B,C],"d, e"` at the commas that are neither in brackets nor in quotes.
pub fn names(text: &str) -> Vec<String> {
    let (mut quoted, mut depth) = (false, 0i32);
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if c != ',' || quoted || depth > 0 => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_set_takes() {
        let setting: Setting = "birth rate = 0.04".parse().unwrap();
        assert_eq!((setting.name.as_str(), setting.value), ("birth rate", 0.04));
        let setting: Setting = "x[A1,B2]=-1e3".parse().unwrap();
        assert_eq!((setting.name.as_str(), setting.value), ("x[A1,B2]", -1000.0));
        for (wrong, message) in [
            ("birth rate", "write it as `NAME=VALUE`"),
            ("=3", "the name is missing"),
            ("x=four", "`four` is not a number"),
            ("x=", "`` is not a number"),
            ("x=inf", "`inf` is not a number"),
        ] {
            assert_eq!(wrong.parse::<Setting>(), Err(message.into()));
        }
    }

    #[test]
    fn a_list_of_names() {
        assert_eq!(names("a, x[B,C],\"d, e\",,"), ["a", "x[B,C]", "\"d, e\""]);
        assert!(names("").is_empty());
    }
}
