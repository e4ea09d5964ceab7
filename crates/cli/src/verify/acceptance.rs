//! A study's acceptance tests as text and as rows of JSON.

use crate::text::{Columns, rounded};
use report::acceptance::{BandFinding, MeasureFinding, TestFinding, Verdict};
use serde_json::{Value, json};

/// The tests as a table, with the written reason of each that is missed.
pub fn table(tests: &[TestFinding]) -> String {
    let columns = Columns {
        headings: ["test", "figure", "accepted", "got", "verdict"].map(String::from).into(),
        rows: tests.iter().flat_map(rows).collect(),
        names: 2,
    };
    format!(
        "\nacceptance tests\n{}{}\n{}\n",
        columns.lines(),
        reasons(tests),
        summary(tests)
    )
}

fn rows(test: &TestFinding) -> Vec<Vec<String>> {
    let head = [&test.id, &test.title, "", "", word(test)].map(String::from);
    let figures = test.figures.iter().map(|f| {
        let verdict = match f.verdict {
            Verdict::Met => "ok",
            Verdict::Missed => "missed",
            Verdict::Shown => "shown",
        };
        let label = format!("  {}", f.label);
        [String::new(), label, range(f), rounded(f.got), verdict.into()].into()
    });
    let bands = test.bands.iter().map(|b| {
        let label = format!("  {}, in the middle 90 % of {} futures", b.label, b.futures.1);
        let band = format!("{} to {}", rounded(b.low), rounded(b.high));
        let verdict = if b.verdict == Verdict::Met { "ok" } else { "missed" };
        [String::new(), label, band, rounded(b.observed), verdict.into()].into()
    });
    std::iter::once(head.into()).chain(figures).chain(bands).collect()
}

fn word(test: &TestFinding) -> &'static str {
    match (test.verdict, test.is_as_said()) {
        (Verdict::Met, true) => "met",
        (Verdict::Met, false) => "MET (known to miss)",
        (Verdict::Missed, true) => "missed (known)",
        (Verdict::Missed, false) => "MISSED",
        (Verdict::Shown, true) => "shown",
        (Verdict::Shown, false) => "NOT MISSED (known to)",
    }
}

fn range(figure: &MeasureFinding) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!("{} to {}", rounded(low), rounded(high)),
        (Some(low), None) => format!("from {}", rounded(low)),
        (None, Some(high)) => format!("to {}", rounded(high)),
        (None, None) => String::new(),
    }
}

/// Why each missed test is missed, in the study's words.
fn reasons(tests: &[TestFinding]) -> String {
    let missed = tests.iter().filter(|t| t.verdict == Verdict::Missed);
    let lines: String = missed
        .map(|t| match t.expected_to_miss {
            true => format!("{}: {}\n", t.id, t.note),
            false => format!("{}: MISSED, and the study gives no reason\n", t.id),
        })
        .collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("\nwhy tests are missed\n{lines}"),
    }
}

fn summary(tests: &[TestFinding]) -> String {
    let count = |is: &dyn Fn(&TestFinding) -> bool| tests.iter().filter(|t| is(t)).count();
    let of = |verdict, as_said| count(&|t| t.verdict == verdict && t.is_as_said() == as_said);
    let drawn = tests.iter().flat_map(|t| &t.bands).map(|b| b.futures).next();
    let mut text = format!(
        "{} of {} tests are met, {} missed with a written reason, {} only shown",
        of(Verdict::Met, true),
        tests.len(),
        of(Verdict::Missed, true),
        of(Verdict::Shown, true)
    );
    let not_as_said = count(&|t| !t.is_as_said());
    if not_as_said > 0 {
        text += &format!("; {not_as_said} did not end as the study says");
    }
    if let Some((drawn, accepted)) = drawn {
        text += &format!("\nbands are of the {accepted} of {drawn} sampled futures that look like the observed past");
    }
    text
}

/// One row a figure or band, with the words of its test.
pub fn json(tests: &[TestFinding]) -> Vec<Value> {
    let band = |test: &TestFinding, band: &BandFinding| {
        json!({
            "problem": test.id,
            "what": format!("{}: {}", test.title, band.label),
            "low": band.low,
            "high": band.high,
            "observed": band.observed,
            "futures": band.futures,
            "verdict": band.verdict,
            "holds": band.verdict != Verdict::Missed,
            "source": test.source,
            "note": test.note,
            "test_verdict": test.verdict,
            "test_is_as_said": test.is_as_said(),
        })
    };
    let row = |test: &TestFinding, figure: &MeasureFinding| {
        json!({
            "problem": test.id,
            "what": format!("{}: {}", test.title, figure.label),
            "low": figure.low,
            "high": figure.high,
            "got": figure.got,
            "verdict": figure.verdict,
            "holds": figure.verdict != Verdict::Missed,
            "source": test.source,
            "note": test.note,
            "test_verdict": test.verdict,
            "test_is_as_said": test.is_as_said(),
        })
    };
    let rows = |test: &TestFinding| -> Vec<Value> {
        let figures = test.figures.iter().map(|figure| row(test, figure));
        figures.chain(test.bands.iter().map(|b| band(test, b))).collect()
    };
    tests.iter().flat_map(rows).collect()
}
