//! What stands behind the numbers, in words.

use crate::words::Words;
use findings::{ClaimFinding, Driver, EvidenceFinding, Findings};

/// The kind of evidence that rests on reasons alone.
pub(crate) const JUDGEMENT: &str = "judgement";
/// The kind of what could not be otherwise: weeks in a year, a switch.
const DEFINITION: &str = "definition";

/// `12 supported, 9 partly supported`.
pub(crate) fn counted(kinds: &[(String, usize)], words: &Words) -> String {
    let told = kinds.iter().map(|(kind, n)| words.counted(kind, *n));
    told.collect::<Vec<_>>().join(", ")
}

/// Lines of the document: `16–18, 22`.
pub(crate) fn lines(lines: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*line) => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let written = runs.iter().map(|(from, to)| {
        if from == to {
            from.to_string()
        } else {
            format!("{from}–{to}")
        }
    });
    written.collect::<Vec<_>>().join(", ")
}

/// `source S59, S66`.
pub(crate) fn kind_and_keys(kind: &str, keys: &[String], words: &Words) -> String {
    let kind = words.term(kind);
    if keys.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} {}", keys.join(", "))
    }
}

/// How many parameters there are and how many of those that could be otherwise rest on judgement.
pub(crate) fn parameters_sentence(findings: &Findings, words: &Words) -> String {
    let kinds = &findings.evidence.parameters;
    let sum = |counts: &dyn Fn(&str) -> bool| {
        kinds.iter().filter(|(kind, _)| counts(kind)).fold(0usize, |sum, (_, n)| sum.saturating_add(*n))
    };
    let all = sum(&|_| true);
    let open = sum(&|kind| kind != DEFINITION);
    let judged = sum(&|kind| kind == JUDGEMENT);
    let share = if open > 0 { judged as f64 / open as f64 } else { 0.0 };
    let template = if open < all {
        "{parameters}: {kinds}. Of the {open} that aren't definitions, {share} rest on judgement: a stated reason \
         and a wide range rather than a measurement."
    } else {
        "{parameters}: {kinds}. {share} rest on judgement: a stated reason and a wide range rather than a \
         measurement."
    };
    words.fill(
        template,
        &[
            ("parameters", &words.count(all, "parameter", "parameters")),
            ("kinds", &counted(kinds, words)),
            ("open", &words.whole(open)),
            ("share", &words.share(share)),
        ],
    )
}

/// What the links and the claims rest on, if the findings say it.
pub(crate) fn links_sentence(findings: &Findings, words: &Words) -> Option<String> {
    let EvidenceFinding {
        links,
        tested,
        untested,
        ..
    } = &findings.evidence;
    let all = links.iter().fold(0usize, |sum, (_, n)| sum.saturating_add(*n));
    (all > 0).then(|| {
        words.fill(
            "{links} between variables, each graded by the weakest number in the equation of its effect: {kinds}. \
             Claims: {tested} tested by runs, {untested} not tested, each with the reason.",
            &[
                ("links", &words.count(all, "link", "links")),
                ("kinds", &counted(links, words)),
                ("tested", &words.whole(*tested)),
                ("untested", &words.whole(*untested)),
            ],
        )
    })
}

/// The drivers that a claim turns on, each once.
fn deciding(findings: &Findings) -> Vec<&Driver> {
    let mut seen = std::collections::HashSet::new();
    let judged = findings.claims.iter().filter(|c| c.share.is_some());
    judged.flat_map(|c| &c.drivers).filter(|d| seen.insert(d.name.as_str())).collect()
}

/// How much of what decides the claims rests on judgement, if anything decides them.
pub(crate) fn deciding_sentence(findings: &Findings, words: &Words) -> Option<String> {
    let deciding = deciding(findings);
    let judged = deciding.iter().filter(|d| d.evidence == JUDGEMENT).count();
    (!deciding.is_empty()).then(|| {
        words.fill(
            "The claims depend most on {all}, {judged} of which rest on judgement.",
            &[
                ("all", &words.count(deciding.len(), "assumption", "assumptions")),
                ("judged", &words.whole(judged)),
            ],
        )
    })
}

/// The same in few words: `35 of the 45 deciding assumptions rest on judgement.`
pub(crate) fn judged_sentence(findings: &Findings, words: &Words) -> Option<String> {
    let deciding = deciding(findings);
    let judged = deciding.iter().filter(|d| d.evidence == JUDGEMENT).count();
    let values = [("judged", words.whole(judged)), ("all", words.whole(deciding.len()))];
    let text = "{judged} of the {all} deciding assumptions rest on judgement.";
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    (!deciding.is_empty()).then(|| words.fill(text, &values))
}

/// The same for one claim: `On judgement: 2 of the 3 listed.`
pub(crate) fn deciding_one(claim: &ClaimFinding, words: &Words) -> Option<String> {
    let judged = claim.drivers.iter().filter(|d| d.evidence == JUDGEMENT).count();
    let values = [
        ("judged", words.whole(judged)),
        ("all", words.whole(claim.drivers.len())),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    if claim.deciding > 0 {
        let text = "It responds to {all} by more than chance; {judged} of them rest on judgement.";
        let judged = words.whole(claim.deciding_by_judgement);
        let all = words.count(claim.deciding, "assumption", "assumptions");
        return Some(words.fill(text, &[("all", &all), ("judged", &judged)]));
    }
    (!claim.drivers.is_empty()).then(|| words.fill("{judged} of the {all} listed rest on judgement.", &values))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn neighbouring_lines_are_a_range() {
        assert_eq!(lines(&[2, 4, 5, 6, 16]), "2, 4–6, 16");
        assert_eq!(lines(&[]), "");
        assert_eq!(lines(&[u32::MAX, 0]), format!("{}, 0", u32::MAX));
    }
}
