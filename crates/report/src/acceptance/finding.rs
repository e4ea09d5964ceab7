//! What became of each test, as plain data.

use serde::{Deserialize, Serialize};

/// What became of a figure or a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It lies in its range.
    Met,
    /// It does not, or is no number.
    Missed,
    /// No range is asked for.
    Shown,
}

/// One test, carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestFinding {
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub title: String,
    /// Where the expected figures come from.
    pub source: String,
    /// Why it is posed as it is, or why it cannot be met.
    pub note: String,
    /// Whether the study says that the model fails it.
    pub expected_to_miss: bool,
    /// Its figures.
    pub figures: Vec<MeasureFinding>,
    /// Observed values against the band of the accepted futures.
    pub bands: Vec<BandFinding>,
    /// Missed when any figure or band is; shown when nothing is asked for.
    pub verdict: Verdict,
}

/// One figure of a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureFinding {
    /// What it is.
    pub label: String,
    /// What came out; NaN where nothing did.
    #[serde(deserialize_with = "findings::or_nan")]
    pub got: f64,
    /// The smallest value accepted.
    pub low: Option<f64>,
    /// The largest value accepted.
    pub high: Option<f64>,
    /// Whether it lies between them, ends included.
    pub verdict: Verdict,
}

/// An observed value that must lie in the middle 90 % of the accepted futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BandFinding {
    /// What it is.
    pub label: String,
    /// What was observed.
    pub observed: f64,
    /// The 5 % point of the accepted futures; NaN where there are none.
    #[serde(deserialize_with = "findings::or_nan")]
    pub low: f64,
    /// The 95 % point.
    #[serde(deserialize_with = "findings::or_nan")]
    pub high: f64,
    /// How many futures were drawn, and how many of them history accepts.
    pub futures: (usize, usize),
    /// Whether it lies between them, ends included.
    pub verdict: Verdict,
}

impl TestFinding {
    /// Whether it ended as the study says: met, or missed with the reason written. A test that is met although the study
    /// says it is missed does not: its written reason is no longer true.
    pub fn is_as_said(&self) -> bool {
        match self.verdict {
            Verdict::Missed => self.expected_to_miss,
            Verdict::Met | Verdict::Shown => !self.expected_to_miss,
        }
    }
}

impl MeasureFinding {
    pub(super) fn new(label: &str, got: f64, (low, high): (Option<f64>, Option<f64>)) -> Self {
        let above = low.is_none_or(|low| got >= low);
        let below = high.is_none_or(|high| got <= high);
        let verdict = match (low, high) {
            (None, None) => Verdict::Shown,
            _ if above && below && got.is_finite() => Verdict::Met,
            _ => Verdict::Missed,
        };
        MeasureFinding {
            label: label.to_string(),
            got,
            low,
            high,
            verdict,
        }
    }
}

/// The verdict of a test from those of its figures and bands.
pub(super) fn verdict(figures: &[MeasureFinding], bands: &[BandFinding]) -> Verdict {
    let verdicts = || figures.iter().map(|f| f.verdict).chain(bands.iter().map(|b| b.verdict));
    let any = |verdict| verdicts().any(|v| v == verdict);
    match (any(Verdict::Missed), any(Verdict::Met)) {
        (true, _) => Verdict::Missed,
        (false, true) => Verdict::Met,
        (false, false) => Verdict::Shown,
    }
}
