//! A statement against what was observed since: on a terminal, and as Markdown. What it missed comes first.

mod markdown;
mod screen;
mod tables;

pub use markdown::score_markdown;
pub use screen::score_screen;

use crate::words::ENGLISH as WORDS;
use findings::{Direction, HashedFile, InputNow, Place, QuantityScore, RivalScore, ScoredRecord, StatementScore};

/// The number of records that the rule of survival speaks of: with fewer the verdict is not the last.
const RULED: usize = 10;

/// How scores are made, in one sentence.
const METHOD: &str = "CRPS is the continuous ranked probability score, in the unit of the quantity; 0 is perfect. It is approximated by \
    the pinball loss of the five quantiles, each standing for the levels nearest to it (Gneiting and Ranjan 2011; with equal weights, \
    the weighted interval score of Bracher and others 2021). For a rival, which says one number, it is the absolute error. Of a bell \
    curve the five quantiles find up to 14 % too little, so a lead of less than that over a rival is none. Bias is the mean of median \
    less record; Theil splits the median's squared error into bias, spread and the rest.";

/// Everything that went wrong, one sentence each: records outside their bands, trends of the wrong sign, rivals that were nearer,
/// choices that do not survive.
fn misses(score: &StatementScore) -> Vec<String> {
    let outside = score.records.iter().filter(|r| !r.place.is_held()).map(outside);
    let directions = score.directions.iter().filter(|d| d.is_wrong()).map(direction);
    let nearer = score.quantities.iter().flat_map(nearer);
    outside.chain(directions).chain(nearer).chain(fallen(score)).collect()
}

/// How many records the bands hold, in one sentence.
fn held(score: &StatementScore) -> String {
    let records = score.records.len();
    let count = |is: fn(Place) -> bool| score.records.iter().filter(|r| is(r.place)).count();
    format!(
        "Of {records} scored records the middle 90 % hold {}, the middle 50 % hold {}; {} more are not scored.",
        count(Place::is_held),
        count(|place| place == Place::Inner),
        score.unscored.len()
    )
}

fn outside(record: &ScoredRecord) -> String {
    let [low, .., high] = record.quantiles.as_slice() else {
        return String::new();
    };
    format!(
        "{}, {}: {} {} is {} ({} to {}){}",
        record.quantity,
        WORDS.period(&record.window),
        figure(record.value),
        record.unit,
        place(record.place),
        figure(*low),
        figure(*high),
        if record.bridge.is_empty() { "" } else { ", bridged" },
    )
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Below => "below the 90 % band",
        Place::Above => "above the 90 % band",
        Place::Outer => "within the 90 % band",
        Place::Inner => "within the 50 % band",
    }
}

fn direction(direction: &Direction) -> String {
    let moved = |change: f64, more, less| if change < 0.0 { less } else { more };
    let (stated, recorded) = (direction.stated(), direction.recorded());
    let wrong = if direction.is_wrong() {
        "the trend has the wrong sign: "
    } else {
        ""
    };
    format!(
        "{}: {wrong}the median {} by {} between the first window ({}: {}) and the last ({}: {} {}), the latest record ({}: {}) is {} {} \
         that of a year before ({})",
        direction.quantity,
        moved(stated, "rises", "falls"),
        WORDS.percent(stated.abs()),
        WORDS.period(&direction.first.0),
        figure(direction.first.1),
        WORDS.period(&direction.last.0),
        figure(direction.last.1),
        direction.unit,
        WORDS.period(&direction.record.0),
        figure(direction.record.1),
        WORDS.percent(recorded.abs()),
        moved(recorded, "above", "below"),
        figure(direction.year_before),
    )
}

/// The rivals that did better on a quantity.
fn nearer(quantity: &QuantityScore) -> Vec<String> {
    let rivals = [
        ("the value of the year before", quantity.year_before),
        ("the straight line through the last three years", quantity.line),
    ];
    let beaten = |(name, rival): (&str, Option<RivalScore>)| {
        let rival = rival.filter(|r| r.crps < r.stated)?;
        Some(format!(
            "{}: {name} was nearer, CRPS {} against {} {} on {} records",
            quantity.quantity,
            short(rival.crps),
            short(rival.stated),
            quantity.unit,
            rival.records
        ))
    };
    rivals.into_iter().filter_map(beaten).collect()
}

/// How many choices do not survive; nothing where all do.
fn fallen(score: &StatementScore) -> Option<String> {
    let (judged, fallen): (Vec<_>, Vec<_>) = (
        score.choices.iter().filter(|c| c.survives.is_some()).collect(),
        score.choices.iter().filter(|c| c.survives == Some(false)).collect(),
    );
    let records = score.choices.iter().map(|c| c.records).max().unwrap_or(0);
    let so_far = if records < RULED {
        format!("; the rule speaks of {RULED} records and there are {records}, so this is not the last word")
    } else {
        String::new()
    };
    (!fallen.is_empty()).then(|| {
        format!(
            "mechanisms: {} of {} choices do not survive, their 90 % bands hold less than {} of the records{so_far}",
            fallen.len(),
            judged.len(),
            WORDS.share(score.survives_from)
        )
    })
}

/// Which series were read in somebody else's copy, and who publishes them.
fn relays(score: &StatementScore) -> Option<String> {
    let all = score.records.iter().map(|r| &r.source).chain(score.unscored.iter().map(|u| &u.source));
    let mut told: Vec<String> = Vec::new();
    for source in all.filter(|source| source.relay) {
        let text = format!("{} ({})", source.series, source.publisher);
        if !told.contains(&text) {
            told.push(text);
        }
    }
    (!told.is_empty()).then(|| {
        format!(
            "Read in relays, not at the agency that publishes them: {}.",
            told.join(", ")
        )
    })
}

/// What the statement is, and whether its inputs are still those it was made from.
fn identity(score: &StatementScore) -> Vec<String> {
    let statement = &score.statement;
    let mut told = vec![format!("Statement: {}", hashed(&statement.table))];
    match &statement.beside {
        None => told.push("No file beside it says what it was made from.".into()),
        Some(beside) => {
            told.push(format!("Made from: {}", hashed(beside)));
            told.push(format!(
                "Made {} under \"{}\" over {} of {} futures.",
                statement.made,
                statement.policy,
                WORDS.whole(statement.accepted as usize),
                WORDS.whole(statement.sampled as usize)
            ));
            told.extend(inputs(score));
        }
    }
    told.push(format!("Records: {}", hashed(&score.observed)));
    told
}

fn hashed(file: &HashedFile) -> String {
    format!("{}, SHA-256 {}", file.path, file.sha256)
}

/// Which inputs still have the hash that the statement names.
fn inputs(score: &StatementScore) -> Vec<String> {
    let said = [
        (InputNow::Changed, "Inputs with another hash now"),
        (InputNow::Gone, "Inputs that are gone"),
        (InputNow::Same, "Inputs with the hash that the statement names"),
    ];
    let list = |(now, title): (InputNow, &str)| {
        let paths: Vec<&str> =
            score.statement.inputs.iter().filter(|i| i.now == now).map(|i| i.path.as_str()).collect();
        (!paths.is_empty()).then(|| format!("{title}: {}.", paths.join(", ")))
    };
    said.into_iter().filter_map(list).collect()
}

/// A number with at most five significant digits, as a statement has them.
fn figure(value: f64) -> String {
    WORDS.exact(rounded(value, 4))
}

/// A score or an error, in three digits.
fn short(value: f64) -> String {
    WORDS.exact(rounded(value, 2))
}

fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.digits$e}").parse().unwrap_or(value)
}
