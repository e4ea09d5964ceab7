//! The tables of a score, as plain text: what a terminal and a page show alike.

use super::{WORDS, figure, place, short};
use crate::table::Table;
use findings::{
    QuantityScore, RecordSource, RivalScore, ScoredRecord, StatedChoiceScore, StatementScore, UnscoredRecord,
};

fn headings<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// Every scored record with its band, misses first.
pub(super) fn records(score: &StatementScore) -> Table {
    let row = |r: &ScoredRecord| {
        let quantile = |at: usize| figure(r.quantiles.get(at).copied().unwrap_or(f64::NAN));
        let mut record = figure(r.value);
        if !r.bridge.is_empty() {
            record += " (bridged)";
        }
        let mut cells = vec![format!("{}, {}", r.quantity, r.unit), r.window.clone(), record];
        cells.extend((0..5).map(quantile));
        cells.push(place(r.place).replace("the ", "").replace(" band", ""));
        cells
    };
    Table {
        caption: "Records and bands, misses first".into(),
        headings: headings([
            "quantity", "window", "record", "5 %", "25 %", "50 %", "75 %", "95 %", "lies",
        ]),
        rows: score.records.iter().map(row).collect(),
    }
}

/// What the statement and its rivals score on each quantity.
pub(super) fn quantities(score: &StatementScore) -> Table {
    let rival = |rival: Option<RivalScore>, records: usize| match rival {
        Some(r) if r.records == records => short(r.crps),
        // On fewer records the statement has another score.
        Some(r) => format!("{} (here {}) on {}", short(r.crps), short(r.stated), r.records),
        None => "no record".into(),
    };
    let row = |q: &QuantityScore| {
        let s = &q.score;
        let theil = s.theil.map_or("one record".into(), |t| {
            let parts = [t.bias, t.variance, t.covariance].map(|part| WORDS.share(part));
            parts.join(" · ")
        });
        vec![
            format!("{}, {}", q.quantity, q.unit),
            format!("{} of {}", s.held, s.records),
            format!("{} of {}", s.held_by_half, s.records),
            short(s.crps),
            rival(q.year_before, s.records),
            rival(q.line, s.records),
            short(s.bias),
            theil,
        ]
    };
    Table {
        caption: "Scores, quantity by quantity".into(),
        headings: headings([
            "quantity",
            "in 90 %",
            "in 50 %",
            "CRPS",
            "year before",
            "straight line",
            "bias",
            "Theil: bias · spread · rest",
        ]),
        rows: score.quantities.iter().map(row).collect(),
    }
}

/// Each choice of each alternative.
pub(super) fn choices(score: &StatementScore) -> Table {
    let names: Vec<String> = score.quantities.iter().map(|q| q.quantity.clone()).collect();
    let row = |c: &StatedChoiceScore| {
        let verdict = match c.survives {
            Some(true) => "survives",
            Some(false) => "does not survive",
            None => "too few futures for a band",
        };
        let mut cells = vec![
            c.alternative.clone(),
            c.choice.clone(),
            WORDS.whole(c.futures),
            format!("{} of {}", c.held, c.records),
            format!("{} of {}", c.held_by_half, c.records),
        ];
        cells.extend(c.quantities.iter().map(|(_, s)| short(s.crps)));
        cells.push(verdict.into());
        cells
    };
    Table {
        caption: "By mechanism".into(),
        headings: headings(["mechanism", "choice", "futures", "in 90 %", "in 50 %"])
            .into_iter()
            .chain(names.iter().map(|name| format!("CRPS, {name}")))
            .chain(["verdict".to_owned()])
            .collect(),
        rows: score.choices.iter().map(row).collect(),
    }
}

/// Records that are not scored, with the reason.
pub(super) fn unscored(score: &StatementScore) -> Table {
    let row = |u: &UnscoredRecord| {
        let record = format!("{} {}", figure(u.source.written), u.source.unit);
        vec![
            u.source.series.clone(),
            u.source.period.clone(),
            record,
            u.reason.clone(),
        ]
    };
    Table {
        caption: "Not scored".into(),
        headings: headings(["series", "period", "record", "why not"]),
        rows: score.unscored.iter().map(row).collect(),
    }
}

/// Where each series was read: one row for each address.
pub(super) fn sources(score: &StatementScore) -> Table {
    let all = score.records.iter().map(|r| &r.source).chain(score.unscored.iter().map(|u| &u.source));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for source in all {
        let row = source_row(source);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    Table {
        caption: "Where the records were read".into(),
        headings: headings(["series", "published by", "read at", "note"]),
        rows,
    }
}

fn source_row(source: &RecordSource) -> Vec<String> {
    let relay = if source.relay { "relay: " } else { "" };
    let publisher = match source.publisher.as_str() {
        "" => "not said",
        publisher => publisher,
    };
    vec![
        source.series.clone(),
        publisher.into(),
        format!("{relay}{}", source.address),
        source.note.clone(),
    ]
}
