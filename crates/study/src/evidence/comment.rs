//! Evidence that stands in a variable's comment: source keys in square brackets, and the word for its kind.

use super::{Evidence, Kind};

/// Reads a comment such as `Judgement for the level [S34].` or `Published fit [S59, S66].`
///
/// The kind is the word that stands in square brackets (`[derived]`), or else the first of Definition, Derived, Calibrated,
/// Judgement that begins with a capital; where there is none and keys are cited, it is a source. The comment is the note.
pub(super) fn of_comment(comment: &str) -> Evidence {
    let keys = keys(comment);
    let bracketed = words(comment).find_map(|w| Kind::of(w.strip_prefix('[')?));
    let kind = bracketed.or_else(|| words(comment).find_map(capitalised));
    let cited = (!keys.is_empty()).then_some(Kind::Source);
    Evidence {
        kind: kind.or(cited),
        keys,
        note: comment.to_string(),
    }
}

/// Words with the bracket before them, if there is one.
fn words(comment: &str) -> impl Iterator<Item = &str> {
    comment.split(|c: char| !(c.is_alphabetic() || c == '[')).filter(|w| !w.is_empty())
}

fn capitalised(word: &str) -> Option<Kind> {
    let kind = Kind::of(&word.to_lowercase()).filter(|k| *k != Kind::Source)?;
    word.starts_with(char::is_uppercase).then_some(kind)
}

/// The range that a comment states: `Range 0 to 0.5.`
pub(super) fn stated_range(comment: &str) -> Option<(f64, f64)> {
    let (_, after) = comment.split_once("Range ")?;
    let mut words = after.split_whitespace();
    let low = words.next()?.parse().ok()?;
    let high = (words.next()? == "to").then(|| words.next())??;
    let high = high.trim_end_matches(['.', ',', ';', ':']).parse().ok()?;
    Some((low, high))
}

/// Keys such as `S59` within square brackets.
pub(crate) fn keys(comment: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for part in comment.split('[').skip(1) {
        let inside = part.split(']').next().unwrap_or("");
        for word in inside.split([',', ';', ' ']) {
            if is_key(word) && !keys.iter().any(|k| k == word) {
                keys.push(word.to_string());
            }
        }
    }
    keys
}

/// A capital letter and digits.
fn is_key(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase()) && word.len() > 1 && letters.all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{of_comment, stated_range};

    #[track_caller]
    fn check(comment: &str, kind: &str, keys: &[&str]) {
        let found = of_comment(comment);
        assert_eq!(
            (found.word(), found.keys),
            (kind, keys.iter().map(|k| k.to_string()).collect())
        );
    }

    #[test]
    fn reads_a_stated_range() {
        assert_eq!(
            stated_range("Half of it. Range 0 to 0.5. [judgement]"),
            Some((0.0, 0.5))
        );
        assert_eq!(
            stated_range("Range -0.03 to 0.08; a drop is reported [S134]."),
            Some((-0.03, 0.08))
        );
        assert_eq!(stated_range("Range of opinions to be had."), None);
        assert_eq!(stated_range("A range 0 to 1"), None);
    }

    #[test]
    fn reads_kind_and_keys() {
        check("Published fit [S59].", "source", &["S59"]);
        check("Two fits [S59, S66][S67].", "source", &["S59", "S66", "S67"]);
        check("Judgement for the level [S34].", "judgement", &["S34"]);
        check("Definition. A year has 52 weeks [S59].", "definition", &["S59"]);
        check("By definition a share", "none", &[]);
        check("fitted to 2022 [calibrated] [S46]", "calibrated", &["S46"]);
        check(
            "Judgement is not needed: [S19][S59] say so. [derived]",
            "derived",
            &["S19", "S59"],
        );
        check("a[G1] of the group", "source", &["G1"]);
        check("", "none", &[]);
    }
}
