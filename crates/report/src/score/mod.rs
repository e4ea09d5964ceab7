//! A statement that was made before anything of its time was seen, against what was observed since.
//!
//! Comes in: a study, the statement's table with what it was made from beside it, and a file of records. Goes out: a
//! [`StatementScore`]. No run is made: the table has five quantiles, and records are compared with these.

mod direction;
mod plain_rivals;
mod statement;
mod tally;
mod write;

pub use write::write_score;

use crate::ReportError;
use crate::summary::SURVIVES_FROM;
use findings::{HashedFile, Place, RecordSource, ScoredRecord, StatementScore, UnscoredRecord};
use plain_rivals::Past;
use source::{Diagnostics, Sources};
use statement::{Statement, Window, hashed};
use std::io;
use std::path::{Path, PathBuf};
use study::Study;
use study::records::{Record, TakenRecord};

/// The fewest records that a score is made of.
const FEWEST: usize = 2;

/// Scores a statement of a study against a file of records; without one, each in `fitted/` whose windows the records reach.
///
/// `Ok(None)` means that `diagnostics` says what is wrong with the file of records.
///
/// # Errors
/// If a file cannot be read, the study has no statement, or fewer than two records lie in its windows.
pub fn score(
    study: &Study,
    observed: &Path,
    statement: Option<&Path>,
    (sources, diagnostics): (&mut Sources, &mut Diagnostics),
) -> Result<Option<Vec<StatementScore>>, ReportError> {
    let records = study::read_records(study, observed, sources, diagnostics)?;
    if diagnostics.has_errors() {
        return Ok(None);
    }
    let past = Past::of(study);
    let statements = match statement {
        Some(path) => vec![path.to_path_buf()],
        None => statements_of(study)?,
    };
    let scorer = Scorer {
        study,
        records: &records,
        past: &past,
        observed: hashed(observed)?,
    };
    let scores = statements.iter().map(|path| scorer.score(path));
    if statement.is_some() {
        return scores.collect::<Result<_, _>>().map(Some);
    }
    in_time(scores).map(Some)
}

/// The scores of the statements whose time the records reach. A later statement that waits for its records is no mistake, as long as
/// another one can be scored.
fn in_time(
    scores: impl Iterator<Item = Result<StatementScore, ReportError>>,
) -> Result<Vec<StatementScore>, ReportError> {
    let (mut scored, mut waiting) = (Vec::new(), None);
    for score in scores {
        match score {
            Ok(score) => scored.push(score),
            Err(error @ ReportError::TooFewRecords { .. }) => waiting = waiting.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    match waiting {
        Some(error) if scored.is_empty() => Err(error),
        _ => Ok(scored),
    }
}

/// The statements in `fitted/`, in the order of their names.
fn statements_of(study: &Study) -> Result<Vec<PathBuf>, ReportError> {
    let folder = study.folder.join("fitted");
    let entries = study.list("fitted").unwrap_or_default().into_iter();
    let is_statement = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("statement") && name.ends_with(".csv")
    };
    let found: Vec<PathBuf> = entries.filter(is_statement).collect();
    if found.is_empty() {
        return Err(ReportError::NoStatement { folder });
    }
    for path in &found {
        readable(study, path)?;
        readable(study, &path.with_extension("toml"))?;
    }
    Ok(found.into_iter().map(|path| study.folder.join(path)).collect())
}

/// Refuses a file of the study that is a link to something outside it.
fn readable(study: &Study, file: &Path) -> Result<(), ReportError> {
    match study.read(file, 0) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(ReportError::reading(&study.folder.join(file), error))
        }
        _ => Ok(()),
    }
}

struct Scorer<'a> {
    study: &'a Study,
    records: &'a [Record],
    past: &'a Past,
    observed: HashedFile,
}

impl Scorer<'_> {
    fn score(&self, path: &Path) -> Result<StatementScore, ReportError> {
        let statement = Statement::read(path, self.study)?;
        let mut scored: Vec<(ScoredRecord, &Window)> = Vec::new();
        let mut unscored = Vec::new();
        for record in self.records {
            match self.placed(record, &statement) {
                Ok(found) => scored.push(found),
                Err(reason) => unscored.push(UnscoredRecord {
                    source: source_of(record),
                    reason,
                }),
            }
        }
        if scored.len() < FEWEST {
            return Err(ReportError::TooFewRecords {
                statement: path.to_path_buf(),
                scored: scored.len(),
                reasons: unscored
                    .iter()
                    .map(|u| format!("{} {}: {}", u.source.series, u.source.period, u.reason))
                    .collect(),
            });
        }
        let quantities = tally::quantities(&scored, &self.study.records);
        let choices = tally::choices(&scored, &statement, &quantities);
        let mut records: Vec<ScoredRecord> = scored.into_iter().map(|(record, _)| record).collect();
        // Stable: misses first, and the file's order within each.
        records.sort_by_key(|record| match record.place {
            Place::Below | Place::Above => 0,
            Place::Outer => 1,
            Place::Inner => 2,
        });
        Ok(StatementScore {
            title: self.study.title.clone(),
            observed: self.observed.clone(),
            records,
            unscored,
            quantities,
            choices,
            directions: direction::directions(&statement, self.records, (self.study, self.past)),
            survives_from: SURVIVES_FROM,
            statement: statement.about,
        })
    }

    /// A record in its window, or why it has none.
    fn placed<'s>(&self, record: &Record, statement: &'s Statement) -> Result<(ScoredRecord, &'s Window), String> {
        let taken = record.taken.as_ref().map_err(String::clone)?;
        let by = &self.study.records.taken[taken.by];
        let window = statement.window(&by.quantity, (record.point.from, record.point.to))?;
        let known_until = statement.begins;
        Ok((
            ScoredRecord {
                quantity: by.quantity.clone(),
                unit: window.unit.clone(),
                window: window.text.clone(),
                value: taken.value,
                bridge: self.bridge(taken),
                source: source_of(record),
                quantiles: window.quantiles.to_vec(),
                place: Place::of(window.quantiles, taken.value),
                crps: tally::crps(window.quantiles, taken.value),
                rivals: self.past.rivals(&by.history, (window.from, window.to), known_until),
            },
            window,
        ))
    }

    fn bridge(&self, taken: &TakenRecord) -> String {
        let by = &self.study.records.taken[taken.by];
        by.bridge.as_ref().map_or_else(String::new, |bridge| {
            format!("less {} {}: {}", bridge.less, by.quantity_unit, bridge.why)
        })
    }
}

fn source_of(record: &Record) -> RecordSource {
    let point = &record.point;
    RecordSource {
        series: record.series.clone(),
        period: point.period.clone(),
        written: point.value,
        unit: point.unit.clone(),
        address: point.url.clone(),
        note: point.note.clone(),
        publisher: record.publisher.agency.clone(),
        relay: record.publisher.is_relayed_by(&point.url),
    }
}
