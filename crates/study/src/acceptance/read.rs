//! `acceptance.toml`: text to tests, with everything wrong as findings.

use super::{Acceptance, Band, By, Compare, Count, Counted, Figure, Score, Taken, Trial};
use crate::StudyError;
use crate::file::{self, Fields, Names, Observed, Placed, Report};
use crate::study::Study;
use crate::texts::text_of;
use data::Series;
use experiment::plan::{Assignment, CellId, Observation, scalar};
use source::{Diagnostic, Diagnostics, Sources, Span};
use std::cell::RefCell;

/// The most figures of all tests together: each may be two runs.
const MOST_FIGURES: usize = 10_000;

/// Reads `acceptance.toml` in a study's folder; `None` where there is none, or where `diagnostics` says what is wrong.
pub fn load(
    study: &Study,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Acceptance>, StudyError> {
    if !study.has("acceptance.toml") {
        return Ok(None);
    }
    let path = study.folder.join("acceptance.toml");
    let Some(text) = text_of(&study.own_files(), &path, diagnostics)? else {
        return Ok(None);
    };
    let name = path.display().to_string();
    Ok(read((&name, &text), (study, &study.observed), sources, diagnostics))
}

/// Reads the text of an `acceptance.toml`, given with its name, against a study and its data.
pub fn read(
    (name, text): (&str, &str),
    (study, series): (&Study, &[Series]),
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Acceptance> {
    let before = diagnostics.errors();
    let report = Report::new(std::mem::take(diagnostics));
    let id = sources.add(name, text);
    let entries = file::parse(text, id, &report);
    let mut root = Fields::new("acceptance.toml", Span::new(id, 0, 0), &entries, &report);
    file::format(&mut root);
    let known: Vec<&str> = series.iter().map(|s| s.name.as_str()).collect();
    let reader = TestReader::new(study, series, &known, &report);
    let tests: Vec<Trial> = root.tables("tests", "a test").into_iter().map(|t| reader.test(t)).collect();
    root.finish();
    reader.judge_length(&tests, Span::whole(id));
    *diagnostics = report.into_inner();
    (diagnostics.errors() == before).then_some(Acceptance { tests })
}

struct TestReader<'a> {
    study: &'a Study,
    names: Names<'a>,
    observed: Observed<'a>,
    report: &'a Report,
    /// The first and last year of the model.
    covers: (f64, f64),
    /// The tests' ids so far.
    ids: RefCell<Vec<String>>,
}

impl<'a> TestReader<'a> {
    fn new(study: &'a Study, series: &'a [Series], known: &'a [&'a str], report: &'a Report) -> Self {
        let names = Names {
            model: Some(&study.plan.model),
            report,
        };
        let year = |id| scalar(&study.plan.model.variable(id).kind).map(|time| study.plan.calendar.year(time));
        let begins = year(study.plan.model.control.start).unwrap_or(study.plan.calendar.zero);
        TestReader {
            study,
            names,
            observed: Observed {
                names,
                calendar: &study.plan.calendar,
                begins,
                series,
                known,
            },
            report,
            covers: (
                begins,
                year(study.plan.model.control.stop).unwrap_or(study.plan.calendar.until),
            ),
            ids: RefCell::default(),
        }
    }

    fn judge_length(&self, tests: &[Trial], at: Span) {
        let figures: usize = tests.iter().map(|t| t.figures.len()).sum();
        if figures > MOST_FIGURES {
            let message = format!("{figures} figures are more than the {MOST_FIGURES} that are tested");
            self.report.advise(
                "too-many-figures",
                at,
                message,
                "leave tests out, or fewer measures, bands or counts of each",
            );
        }
    }

    fn test(&self, mut fields: Fields<'_>) -> Trial {
        let id = self.id(&mut fields);
        let title = fields.needed_text("title");
        let source = fields.needed_text("source");
        let note = fields.words("note");
        let expected_to_miss = self.expectation(&mut fields, &note);
        let common = self.named_runs(&mut fields);
        let own = merged(&common, &self.names.sets(&mut fields, "set"));
        let figures = fields.tables("measures", "a measure");
        let bands = fields.tables("bands", "a band");
        let counts = fields.tables("counts", "a count");
        self.must_test(&fields);
        fields.finish();
        Trial {
            id,
            title,
            source,
            note,
            expected_to_miss,
            figures: figures.into_iter().filter_map(|f| self.figure(f, &own)).collect(),
            bands: bands.into_iter().filter_map(|b| self.band(b)).collect(),
            counts: counts.into_iter().filter_map(|c| self.count(c)).collect(),
        }
    }

    /// The id, by which messages name the test from now on.
    fn id(&self, fields: &mut Fields<'_>) -> String {
        let Some(id) = fields.need("id", Fields::text) else {
            return String::new();
        };
        fields.what = format!("the test `{}`", id.value);
        fields.at = id.span;
        if self.ids.borrow().contains(&id.value) {
            let message = format!("two tests are called `{}`", id.value);
            let hint = format!("id = \"{} again\"", id.value);
            self.report.advise("duplicate-name", id.span, message, hint);
        }
        self.ids.borrow_mut().push(id.value.clone());
        id.value
    }

    fn must_test(&self, fields: &Fields<'_>) {
        if !["measures", "bands", "counts"].iter().any(|key| fields.has(key)) {
            let message = format!("{} has neither `measures` nor `bands` nor `counts`", fields.what);
            self.report.error("missing-key", fields.at, message);
        }
    }

    /// `expect`: a test may only be missed with a reason.
    fn expectation(&self, fields: &mut Fields<'_>, note: &str) -> bool {
        let missed = self.word(fields, "expect", &[("met", false), ("missed", true)]) == Some(true);
        if missed && note.trim().is_empty() {
            let message = format!("{} is to be missed, and has no `note` that says why", fields.what);
            self.report.error("missing-key", fields.at, message);
        }
        missed
    }

    fn named_runs(&self, fields: &mut Fields<'_>) -> Vec<Assignment> {
        let Some(name) = fields.text("setting") else {
            return Vec::new();
        };
        let found = self.study.named_runs.iter().find(|s| s.name == name.value);
        if found.is_none() {
            self.no_such_runs(&name);
        }
        found.map(|runs| runs.set.clone()).unwrap_or_default()
    }

    fn no_such_runs(&self, name: &Placed<String>) {
        let known: Vec<&str> = self.study.named_runs.iter().map(|s| s.name.as_str()).collect();
        let message = format!("the study has no setting `{}`", name.value);
        if known.is_empty() {
            let hint = format!("[settings.{:?}] in study.toml", name.value);
            self.report.advise("unknown-setting", name.span, message, hint);
        } else {
            self.report.no_such("unknown-setting", name, message, &known);
        }
    }

    fn figure(&self, mut fields: Fields<'_>, own: &[Assignment]) -> Option<Figure> {
        let label = self.label(&mut fields);
        let variable = fields.need("variable", Fields::text);
        let set = merged(own, &self.names.sets(&mut fields, "set"));
        let compare = [("change", Compare::Change), ("difference", Compare::Difference)];
        let compare = self.word(&mut fields, "compare", &compare).unwrap_or(Compare::Change);
        let against = fields.has("against").then(|| (merged(own, &self.names.sets(&mut fields, "against")), compare));
        let taken = match (&variable, fields.has("series")) {
            (Some(name), true) => self.scored(&mut fields, name),
            (Some(name), false) => self.reduced(&mut fields, name),
            (None, _) => None,
        };
        let (low, high) = self.range(&mut fields);
        fields.finish();
        Some(Figure {
            label,
            set,
            against,
            variable: self.names.variable(&variable?),
            taken: taken?,
            low,
            high,
        })
    }

    fn label(&self, fields: &mut Fields<'_>) -> String {
        let label = fields.needed_text("label");
        if !label.is_empty() {
            fields.what = format!("{} `{label}`", fields.what);
        }
        label
    }

    fn range(&self, fields: &mut Fields<'_>) -> (Option<f64>, Option<f64>) {
        let (low, high) = (fields.number("low"), fields.number("high"));
        if let (Some(low), Some(high)) = (&low, &high)
            && low.value > high.value
        {
            self.report.error("empty-window", high.span, "`high` is below `low`");
        }
        (low.map(|l| l.value), high.map(|h| h.value))
    }

    fn reduced(&self, fields: &mut Fields<'_>, name: &Placed<String>) -> Option<Taken> {
        let words = fields.need("reduce", Fields::text)?;
        let by = self.by(fields, &words);
        let node = fields.node("over");
        let over = node.and_then(|node| Fields::of("`over`", node, self.report));
        let over = over.map(|over| self.over(over, name, &words));
        Some(Taken::Reduced {
            by: by?,
            over: over.flatten(),
        })
    }

    /// What a figure is divided by: variable and reduction are those of the figure unless it names its own.
    fn over(&self, mut fields: Fields<'_>, name: &Placed<String>, words: &Placed<String>) -> Option<(CellId, By)> {
        let variable = fields.text("variable").unwrap_or_else(|| name.clone());
        let words = fields.text("reduce").unwrap_or_else(|| words.clone());
        let by = self.by(&mut fields, &words);
        fields.finish();
        Some((self.names.variable(&variable), by?))
    }

    fn by(&self, fields: &mut Fields<'_>, words: &Placed<String>) -> Option<By> {
        if words.value == "at" {
            let at = fields.need("at", Fields::number)?;
            self.covered(at.span, (at.value, at.value));
            return Some(By::At(at.value));
        }
        let make: fn(f64, f64) -> By = match words.value.as_str() {
            "mean" => By::Mean,
            "integral" => By::Integral,
            "min" => By::Min,
            "max" => By::Max,
            _ => return self.unknown_reduction(fields, words),
        };
        let window = self.window(fields)?;
        Some(make(window.0, window.1))
    }

    fn unknown_reduction(&self, fields: &mut Fields<'_>, words: &Placed<String>) -> Option<By> {
        let message = format!("`{}` is no way to make a number of a course", words.value);
        let known = ["at", "mean", "integral", "min", "max"];
        self.report.no_such("unknown-word", words, message, &known);
        // One of these belongs to the word that was meant: it is no unknown key.
        fields.node("at");
        fields.node("between");
        None
    }

    fn window(&self, fields: &mut Fields<'_>) -> Option<(f64, f64)> {
        let window = fields.need("between", Fields::range)?;
        if window.value.0 >= window.value.1 {
            let message = "`between` begins where it ends";
            self.report.error("empty-window", window.span, message);
            return None;
        }
        self.covered(window.span, window.value);
        Some(window.value)
    }

    fn covered(&self, at: Span, (from, to): (f64, f64)) {
        let (first, last) = self.covers;
        // A window's end lies a step behind the last save point that it looks at.
        let beyond = 1.0 / self.study.plan.calendar.per_year.max(1.0) + 1e-6;
        if from < first - 1e-6 || to > last + beyond {
            let message = format!("the model runs from {first:.2} to {last:.2}");
            self.report.error("window-beyond-model", at, message);
        }
    }

    fn scored(&self, fields: &mut Fields<'_>, name: &Placed<String>) -> Option<Taken> {
        let series = fields.text("series");
        let scores = [
            ("worst", Score::Worst),
            ("mean", Score::Mean),
            ("fit", Score::Fit),
            ("turns", Score::Turns),
        ];
        let score = fields.need("score", |fields, key| self.word(fields, key, &scores));
        let between = self.window(fields);
        let variable = self.names.variable(name);
        let series = series?;
        let points = self.observed.observations(&series, variable)?;
        let (score, (from, to)) = (score?, between?);
        let within = |p: &Observation| p.from >= from - 1e-6 && p.to <= to + 1e-6;
        let points: Vec<Observation> = points.into_iter().filter(within).collect();
        let (count, needed) = (points.len(), fewest(score));
        if count < needed {
            let name = &series.value;
            let message =
                format!("`{name}` has {count} observations from {from} to {to}, and this score needs {needed}");
            self.report.error("empty-window", series.span, message);
        }
        Some(Taken::Scored { score, points })
    }

    fn band(&self, mut fields: Fields<'_>) -> Option<Band> {
        let label = self.label(&mut fields);
        let variable = fields.need("variable", Fields::text);
        let taken = variable.as_ref().and_then(|name| self.reduced(&mut fields, name));
        let observed = fields.need("observed", Fields::number);
        fields.finish();
        let id = self.names.variable(&variable?);
        match taken? {
            Taken::Reduced { by, over } => Some(Band {
                label,
                variable: id,
                by,
                over,
                observed: observed?.value,
            }),
            Taken::Scored { .. } => None,
        }
    }

    fn count(&self, mut fields: Fields<'_>) -> Option<Counted> {
        let label = self.label(&mut fields);
        let of = fields.need("of", |fields, key| self.word(fields, key, &Count::WORDS));
        let (low, high) = self.range(&mut fields);
        fields.finish();
        Some(Counted {
            label,
            of: of?,
            low,
            high,
        })
    }

    /// One of a few words.
    fn word<T: Copy>(&self, fields: &mut Fields<'_>, key: &'static str, known: &[(&str, T)]) -> Option<T> {
        let word = fields.text(key)?;
        let found = known.iter().find(|(name, _)| *name == word.value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let message = format!("`{key}` is one of {}, not `{}`", file::listed(&names), word.value);
            self.report.push(Diagnostic::error("unknown-word", word.span, message));
        }
        found.map(|(_, value)| *value)
    }
}

/// The fewest observations that a score can be made of: a spread needs two, a turn one on either side.
fn fewest(score: Score) -> usize {
    match score {
        Score::Worst | Score::Mean => 1,
        Score::Fit => 2,
        Score::Turns => 3,
    }
}

/// The first constants, with those of the second over them.
fn merged(first: &[Assignment], second: &[Assignment]) -> Vec<Assignment> {
    let kept = first.iter().filter(|a| second.iter().all(|b| b.constant != a.constant));
    kept.chain(second).cloned().collect()
}
