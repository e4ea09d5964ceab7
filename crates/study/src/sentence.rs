//! Plain sentences in which a mark such as `{A28}` stands for the share of a claim.

/// A sentence that states shares of claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The sentence, with its marks.
    pub says: String,
    /// The marks, in the sentence's order.
    pub marks: Vec<Mark>,
}

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What stands between the braces.
    pub written: String,
    /// The claim: its position in the study's list.
    pub claim: usize,
    /// Whether the share is that of the opposite: as much change the other way.
    pub opposite: bool,
}

/// What stands between braces, in the order of the text.
pub(crate) fn marks(text: &str) -> Vec<&str> {
    let opened = text.split('{').skip(1);
    opened.filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Puts shares in the place of their marks: `40 %`, or `16 to 41 %` where a mark has two shares.
///
/// A mark without a share stays as it is written.
pub fn fill(says: &str, shares: &[(String, f64)], language: &str) -> String {
    let mut filled = says.to_string();
    for written in marks(says) {
        let own: Vec<f64> = shares.iter().filter(|(mark, _)| mark == written).map(|(_, s)| *s).collect();
        if let Some(words) = in_words(&own, language) {
            filled = filled.replace(&format!("{{{written}}}"), &words);
        }
    }
    filled
}

fn in_words(shares: &[f64], language: &str) -> Option<String> {
    let (low, high) = (percent(*shares.first()?), percent(*shares.last()?));
    let to = if language == "es" { "a" } else { "to" };
    Some(if low == high {
        format!("{low}{NO_BREAK}%")
    } else {
        format!("{low} {to} {high}{NO_BREAK}%")
    })
}

/// What stands between a number and its sign, so that no line ends between them.
const NO_BREAK: char = '\u{a0}';

/// A share that is nearly none or nearly all says so: `0 %` would read as `never`.
fn percent(share: f64) -> String {
    match share * 100.0 {
        p if p > 0.0 && p < 1.0 => format!("<{NO_BREAK}1"),
        p if p > 99.0 && p < 100.0 => format!(">{NO_BREAK}99"),
        p => format!("{p:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{fill, marks};

    #[test]
    fn marks_become_shares() {
        let says = "In {A1} of futures it rises, in {A1 opposite} it falls, {A2}, {A1}.";
        assert_eq!(marks(says), ["A1", "A1 opposite", "A2", "A1"]);
        let shares = [("A1", 0.4), ("A1 opposite", 0.004), ("A2", 0.16), ("A2", 0.41)];
        let shares: Vec<(String, f64)> = shares.iter().map(|(mark, s)| (mark.to_string(), *s)).collect();
        let filled = fill(says, &shares, "en").replace('\u{a0}', " ");
        assert_eq!(
            filled,
            "In 40 % of futures it rises, in < 1 % it falls, 16 to 41 %, 40 %."
        );
        assert!(fill(says, &shares, "es").contains("16 a 41"));
        assert_eq!(
            fill("{A1} and {A3}, {open", &shares[..1], "en").replace('\u{a0}', " "),
            "40 % and {A3}, {open"
        );
    }
}
