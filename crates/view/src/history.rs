//! The model against what was observed, in words.

use crate::claim::FEW;
use crate::words::Words;
use findings::{Findings, HistoryFinding, HistoryPoint};

/// `58 of 200 sampled futures look like 2012–2022 (29 %)`.
pub(crate) fn accepted(findings: &Findings, words: &Words) -> String {
    let sample = &findings.sample;
    let drawn = words.count(sample.drawn, "sampled future", "sampled futures");
    let failed = words.whole(sample.failed);
    if sample.conditions.is_empty() {
        // Without a history nothing looks like the past or does not: all that did not fail are judged.
        return match sample.failed {
            0 => drawn,
            _ => words.fill(
                "{failed} of {drawn} failed before policies begin; shares are of the other {accepted}",
                &[
                    ("failed", &failed),
                    ("drawn", &drawn),
                    ("accepted", &words.whole(sample.accepted)),
                ],
            ),
        };
    }
    let looks = looks_like_the_past(findings, &drawn, words);
    match sample.failed {
        0 => looks,
        _ => words.fill(
            "{looks}; {failed} failed before policies begin",
            &[("looks", &looks), ("failed", &failed)],
        ),
    }
}

fn looks_like_the_past(findings: &Findings, drawn: &str, words: &Words) -> String {
    let sample = &findings.sample;
    let (from, until) = sample.calibrated;
    let share = if sample.drawn > 0 {
        sample.accepted as f64 / sample.drawn as f64
    } else {
        0.0
    };
    let verb = if sample.accepted == 1 { "looks" } else { "look" };
    words.fill(
        "{accepted} of {drawn} {look} like {years} ({share})",
        &[
            ("accepted", &words.whole(sample.accepted)),
            ("drawn", drawn),
            ("look", words.say(verb)),
            ("years", &words.years(from, until)),
            ("share", &words.share(share)),
        ],
    )
}

/// Whether so few futures were accepted that shares say little.
pub(crate) fn too_few(findings: &Findings) -> bool {
    findings.sample.accepted < FEW
}

/// The points that were not used to fit and on which a sentence may rest: not those read in one copy alone.
pub(crate) fn held_out(series: &HistoryFinding) -> impl Iterator<Item = &HistoryPoint> {
    series.points.iter().filter(|p| !p.calibrated && !p.one_copy)
}

/// Whether the middle 90 % of the futures hold the observation.
pub(crate) fn is_inside(point: &HistoryPoint) -> bool {
    point.model.low <= point.observed && point.observed <= point.model.high
}

/// The series with points that were not used to fit, those that the model misses most first.
pub(crate) fn tested(findings: &Findings) -> Vec<&HistoryFinding> {
    let mut tested: Vec<_> = findings.history.iter().filter(|h| held_out(h).next().is_some()).collect();
    let missed = |h: &HistoryFinding| {
        let all = held_out(h).count().max(1);
        held_out(h).filter(|p| !is_inside(p)).count() as f64 / all as f64
    };
    let error = |h: &HistoryFinding| h.error_held_out.unwrap_or(0.0);
    tested.sort_by(|a, b| missed(b).total_cmp(&missed(a)).then(error(b).total_cmp(&error(a))));
    tested
}

/// How many of all the observations that were not used to fit lie within the model's band.
pub(crate) fn held_out_sentence(findings: &Findings, words: &Words) -> Option<String> {
    let points: Vec<&HistoryPoint> = findings.history.iter().flat_map(held_out).collect();
    (!points.is_empty()).then(|| {
        let values = [("counted", counted(&points, words)), ("years", window(&points, words))];
        let text = "Not used for fitting, {years}: {counted}.";
        words.fill(text, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
    })
}

/// The point of a series that tells most: the last that the model misses, else the last.
fn telling<'a>(points: &[&'a HistoryPoint]) -> Option<&'a HistoryPoint> {
    let missed = points.iter().rfind(|p| !is_inside(p));
    missed.or(points.last()).copied()
}

/// The series that the model misses most, if it misses any: what it says and what the record shows.
pub(crate) fn miss(findings: &Findings, words: &Words) -> Option<String> {
    let series = tested(findings).into_iter().next()?;
    let points: Vec<&HistoryPoint> = held_out(series).collect();
    let point = telling(&points).filter(|p| !is_inside(p))?;
    let text = "Most missed: {variable}; the model gives {model} for {period}, the record shows {observed}.";
    let values = [
        ("variable", name(findings, series)),
        ("model", words.levels(&point.model)),
        ("period", words.period_within(&point.period)),
        ("observed", words.level(point.observed)),
    ];
    Some(words.fill(text, &values.each_ref().map(|(key, value)| (*key, value.as_str()))))
}

/// What became of a series in the years that were not used to fit: `homicides per year, 2023–2025: the
/// model gives 31k (28k–35k) for 2025, the record shows 24k: missed; 1 of 3 observations within the 90 % band`.
pub(crate) fn verdict(series: &HistoryFinding, name: &str, words: &Words) -> String {
    let points: Vec<&HistoryPoint> = held_out(series).collect();
    let Some(point) = telling(&points) else {
        return name.to_owned();
    };
    let template = if is_inside(point) {
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}; {counted}"
    } else {
        "{variable}, {years}: the model gives {model} for {period}, the record shows {observed}: missed; {counted}"
    };
    words.fill(
        template,
        &[
            ("years", &window(&points, words)),
            ("variable", name),
            ("model", &words.levels(&point.model)),
            ("period", &words.period_within(&point.period)),
            ("observed", &words.level(point.observed)),
            ("counted", &counted(&points, words)),
        ],
    )
}

/// `1 of 3 observations within the 90 % band`.
fn counted(points: &[&HistoryPoint], words: &Words) -> String {
    let inside = points.iter().filter(|p| is_inside(p)).count();
    let values = [
        ("inside", words.whole(inside)),
        ("points", words.count(points.len(), "observation", "observations")),
    ];
    words.fill(
        "{inside} of {points} within the 90 % band",
        &values.each_ref().map(|(key, value)| (*key, value.as_str())),
    )
}

/// First and last year of some points.
pub(crate) fn window(points: &[&HistoryPoint], words: &Words) -> String {
    let years = || points.iter().map(|p| p.year).filter(|y| y.is_finite());
    words.years(
        years().fold(f64::INFINITY, f64::min),
        years().fold(f64::NEG_INFINITY, f64::max),
    )
}

/// What a series is called where several are shown: its variable, and its own name if another has the same variable.
pub(crate) fn name(findings: &Findings, series: &HistoryFinding) -> String {
    let is_alike = |h: &&HistoryFinding| h.variable == series.variable;
    if findings.history.iter().filter(is_alike).count() > 1 {
        format!("{} ({})", series.variable, series.series)
    } else {
        series.variable.clone()
    }
}

/// How well the calibration window is met, the worst first: `2012–2022 (fitted): off on average by 7.4 % in homicides per
/// year, …`.
pub(crate) fn fit(findings: &Findings, words: &Words) -> Option<String> {
    const NAMED: usize = 3;
    let mut errors: Vec<(&HistoryFinding, f64)> =
        findings.history.iter().filter_map(|h| Some((h, h.error_calibrated?))).collect();
    errors.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told = errors.iter().take(NAMED).map(|(series, error)| {
        let values = [("error", words.percent(*error)), ("variable", name(findings, series))];
        words.fill(
            "{error} for {variable}",
            &values.each_ref().map(|(key, value)| (*key, value.as_str())),
        )
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let (from, until) = findings.sample.calibrated;
    let template = match errors.len() {
        0 => return None,
        n if n > NAMED => "{years} (used for fitting): mean error {told}; less for the others",
        _ => "{years} (used for fitting): mean error {told}",
    };
    Some(words.fill(template, &[("years", &words.years(from, until)), ("told", &told)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn futures_that_fail_early_are_named() {
        let mut findings = Findings::default();
        (findings.sample.drawn, findings.sample.accepted, findings.sample.failed) = (40, 10, 30);
        let words = Language::English.words();
        let text = "30 of 40 sampled futures failed before policies begin; shares are of the other 10";
        assert_eq!(accepted(&findings, words), text);
        findings.sample.conditions = vec![("rain".into(), 0.5)];
        findings.sample.calibrated = (2000.0, 2010.0);
        let text = "10 of 40 sampled futures look like 2000–2010 (25\u{a0}%); 30 failed before policies begin";
        assert_eq!(accepted(&findings, words), text);
    }
}
