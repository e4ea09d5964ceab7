//! Harm and benefit of each course side by side.

use crate::look;
use crate::words::Words;
use findings::{Balance, BalanceRow, Findings, OutcomeInfo};

/// A course that moves no outcome in this share of futures is named, not shown.
const MOVES: f64 = 0.05;

/// The outcomes that the study weighs, in its order.
pub(crate) fn outcomes(findings: &Findings) -> Vec<&OutcomeInfo> {
    let rows = || findings.balances.iter().flat_map(|b| &b.rows);
    let is_weighed = |o: &&OutcomeInfo| rows().any(|row| row.outcome == o.name);
    findings.outcomes.iter().filter(is_weighed).collect()
}

/// The courses that move some outcome.
pub(crate) fn moving(findings: &Findings) -> Vec<&Balance> {
    findings.balances.iter().filter(|b| is_moving(b)).collect()
}

/// The courses that move none.
pub(crate) fn still(findings: &Findings) -> Vec<&str> {
    let still = findings.balances.iter().filter(|b| !is_moving(b));
    still.map(|b| b.policy.as_str()).collect()
}

/// The courses that claims of the first screen judge.
pub(crate) fn judged(findings: &Findings) -> Vec<&Balance> {
    let claims = look::screen_claims(findings);
    let curves = || claims.iter().filter_map(|(claim, _)| claim.curve.as_ref());
    let is_judged = |balance: &&Balance| curves().any(|c| c.policy == balance.policy || c.against == balance.policy);
    findings.balances.iter().filter(is_judged).collect()
}

fn is_moving(balance: &Balance) -> bool {
    balance.rows.iter().any(|r| r.better >= MOVES || r.worse >= MOVES)
}

/// In what share of futures an outcome is better, and in what share worse: `26/43`.
pub(crate) fn cell(balance: &Balance, outcome: &OutcomeInfo, words: &Words) -> String {
    let row = balance.rows.iter().find(|row| row.outcome == outcome.name);
    row.map_or(String::new(), |BalanceRow { better, worse, .. }| {
        format!("{}/{}", words.tight_share(*better), words.tight_share(*worse))
    })
}

/// An outcome's heading without the years that it ends with, unless another outcome would read the same.
pub(crate) fn heading<'a>(outcome: &'a OutcomeInfo, all: &[&OutcomeInfo]) -> &'a str {
    let full = look::heading(outcome);
    let bare = without_years(full);
    let alike = all.iter().filter(|o| without_years(look::heading(o)) == bare);
    if bare.is_empty() || alike.count() > 1 {
        full
    } else {
        bare
    }
}

/// `trust in 2030` is trust.
fn without_years(heading: &str) -> &str {
    let is_year = |c: char| c.is_ascii_digit() || matches!(c, '–' | '-' | '.');
    let Some((before, last)) = heading.rsplit_once(' ') else {
        return heading;
    };
    if !last.chars().all(is_year) {
        return heading;
    }
    let trimmed = before.strip_suffix(" in").or_else(|| before.strip_suffix(" en"));
    trimmed.unwrap_or(before)
}

/// What the two figures of a cell say.
pub(crate) fn reading(findings: &Findings, words: &Words) -> String {
    match findings.material {
        Some(material) => words.fill(
            "Better/worse: the % of futures in which the outcome is better, and worse, by at least {material}.",
            &[("material", &words.stated(material))],
        ),
        None => words
            .say("Better/worse: the % of futures in which the outcome is better, and worse, enough to count.")
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_years;

    #[test]
    fn a_heading_loses_the_years_at_its_end() {
        let table = [
            ("homicides 2026–35", "homicides"),
            ("trust in 2030", "trust"),
            ("confianza en 2030", "confianza"),
            ("members in prison 2035", "members in prison"),
            ("cost in dollars", "cost in dollars"),
            ("2035", "2035"),
        ];
        for (heading, bare) in table {
            assert_eq!(without_years(heading), bare);
        }
    }
}
