//! What a sentence has in it, by words alone:
//!
//! | mark | the rule |
//! |---|---|
//! | quantity | a digit that is not part of a year, `%`, or a word for a number (two … ten, half, hundred, million, doubled …) |
//! | date | a year from 1900 to 2099, a month, or `ago`, `decade`, `recent`, `recently`, `last year` |
//! | attribution | `said`, `stated`, `according to`, `reported`, `claims`, `argues`, `announced` … |
//! | cause | `because`, `due to`, `result`, `lead to`, `cause`, `trigger`, `escalate`, `reduce`, `increase`, `impact`, `hinder` … |
//! | recommendation | `should`, `must`, `need`, `needs`, `needed`, `requires`, `ought`, `recommend`, `urge`, `call for` |
//! | risk | `risk`, `could`, `would`, `might`, `threat`, `danger`, `potentially`, `likely` |

/// What was found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A number or a word for one.
    Quantity,
    /// A year, a month, a time.
    Date,
    /// Somebody says so.
    Attribution,
    /// One thing makes another.
    Cause,
    /// Something ought to be done.
    Recommendation,
    /// Something may come.
    Risk,
}

impl Mark {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Quantity => "quantity",
            Mark::Date => "date",
            Mark::Attribution => "attribution",
            Mark::Cause => "cause",
            Mark::Recommendation => "recommendation",
            Mark::Risk => "risk",
        }
    }
}

const NUMBERS: [&str; 22] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "dozen",
    "half",
    "third",
    "quarter",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "doubled",
    "tripled",
];
const DATES: [&str; 18] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "ago",
    "decade",
    "decades",
    "recent",
    "recently",
    "yesterday",
    "today",
];
const ATTRIBUTIONS: [&str; 26] = [
    "said",
    "says",
    "stated",
    "states",
    "told",
    "according",
    "reported",
    "reports",
    "report",
    "revealed",
    "affirmed",
    "claims",
    "claimed",
    "claiming",
    "argues",
    "argued",
    "announced",
    "asserting",
    "asserted",
    "emphasized",
    "clarifying",
    "dismissed",
    "praised",
    "reiterated",
    "suggest",
    "suggests",
];
/// Beginnings of words for causes.
const CAUSES: [&str; 30] = [
    "because",
    "cause",
    "causing",
    "due",
    "result",
    "lead",
    "led",
    "trigger",
    "escalat",
    "fuel",
    "driv",
    "drove",
    "impact",
    "affect",
    "reduc",
    "increas",
    "decreas",
    "hinder",
    "curb",
    "undermin",
    "destabili",
    "spark",
    "attribut",
    "disrupt",
    "dismantl",
    "stem",
    "weaken",
    "strengthen",
    "damage",
    "unlock",
];
const RECOMMENDATIONS: [&str; 12] = [
    "should",
    "must",
    "need",
    "needs",
    "needed",
    "requires",
    "require",
    "ought",
    "recommend",
    "recommends",
    "urge",
    "urges",
];
const RISKS: [&str; 12] = [
    "risk",
    "risks",
    "could",
    "would",
    "might",
    "threat",
    "threats",
    "danger",
    "dangers",
    "potentially",
    "likely",
    "unpredictable",
];

/// What is in a sentence, in the order of [`Mark`].
pub fn marks(text: &str) -> Vec<Mark> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '%').filter(|w| !w.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let begins = |list: &[&str]| words.iter().any(|word| list.iter().any(|start| word.starts_with(start)));
    let is_year = |word: &&&str| word.parse::<u32>().is_ok_and(|n| (1900..2100).contains(&n));
    let is_number = |word: &&str| word.bytes().any(|b| b.is_ascii_digit());
    let years = words.iter().filter(is_year).count();
    let numbers = words.iter().filter(|word| is_number(word)).count();
    let behind_item =
        usize::from(words.first().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit())) && lower.contains(". "));
    let found = [
        (
            Mark::Quantity,
            numbers > years + behind_item || lower.contains('%') || has(&NUMBERS),
        ),
        (Mark::Date, years > 0 || has(&DATES) || lower.contains("last year")),
        (Mark::Attribution, has(&ATTRIBUTIONS)),
        (Mark::Cause, begins(&CAUSES)),
        (
            Mark::Recommendation,
            has(&RECOMMENDATIONS) || lower.contains("call for") || lower.contains("calls for"),
        ),
        (Mark::Risk, has(&RISKS)),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(mark, _)| mark).collect()
}

/// The ledger's kind that the marks speak for: question, recommendation, risk, quantity, cause, attribution, in this order.
pub(super) fn kind_of(text: &str) -> &'static str {
    let marks = marks(text);
    let has = |mark: Mark| marks.contains(&mark);
    match () {
        () if text.trim_end().ends_with('?') => "question",
        () if has(Mark::Recommendation) => "recommendation",
        () if has(Mark::Risk) => "risk",
        () if has(Mark::Quantity) => "quantity",
        () if has(Mark::Cause) => "causal claim",
        () if has(Mark::Attribution) => "reported act",
        () => "framing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str], kind: &str) {
        let found: Vec<&str> = marks(text).into_iter().map(Mark::word).collect();
        assert_eq!((&found[..], kind_of(text)), (words, kind), "{text}");
    }

    #[test]
    fn sentences_are_marked_by_their_words() {
        check("The harbour was closed in 2019.", &["date"], "framing");
        check("Catches fell by 40 % in 2019.", &["quantity", "date"], "quantity");
        check(
            "Overfishing caused the collapse, the minister said.",
            &["attribution", "cause"],
            "causal claim",
        );
        check("Quotas should be lower.", &["recommendation"], "recommendation");
        check("A ban could trigger protests.", &["cause", "risk"], "risk");
        check("Will the boats come back?", &[], "question");
        check("The union told members to wait.", &["attribution"], "reported act");
    }
}
