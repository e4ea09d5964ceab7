//! `[[statement.records]]` and `[[statement.unscored]]`: which observed series are records of which quantities.

use super::observed::{Observed, factor};
use super::{Fields, Placed};
use crate::evidence::{self, Cited};
use crate::records::{Bridge, Publisher, Records, TakenSeries, UnscoredSeries};
use experiment::plan::Quantity;

/// Reads both lists of `[statement]`.
pub(super) fn records(
    statement: &mut Fields<'_>,
    observed: Observed<'_>,
    quantities: &[Quantity],
    cited: &mut Cited,
) -> Records {
    let taken = statement.tables("records", "a series of records");
    let unscored = statement.tables("unscored", "a series that is not scored");
    let mut records = Records {
        taken: taken.into_iter().filter_map(|fields| series(fields, observed, quantities, cited)).collect(),
        unscored: Vec::new(),
    };
    for fields in unscored {
        records.unscored.extend(not_scored(fields, &records));
    }
    records
}

fn series(
    mut fields: Fields<'_>,
    observed: Observed<'_>,
    quantities: &[Quantity],
    cited: &mut Cited,
) -> Option<TakenSeries> {
    let quantity = fields.need("quantity", Fields::text);
    let name = fields.need("series", Fields::text);
    if let Some(name) = &name {
        fields.what = format!("the records `{}`", name.value);
    }
    let unit = fields.need("unit", Fields::text);
    let history = fields.text("history");
    let bridge = bridge(&mut fields, cited);
    let publisher = publisher(&mut fields);
    let note = fields.words("note");
    let quantity = quantity.and_then(|name| find(&name, quantities, &fields));
    if let Some(history) = &history {
        observed.find(history);
    }
    if let (Some(quantity), Some(unit)) = (quantity, &unit) {
        measures_the_same(quantity, unit, observed);
    }
    fields.finish();
    let quantity = quantity?;
    Some(TakenSeries {
        quantity: quantity.name.clone(),
        quantity_unit: quantity.unit.clone(),
        series: name?.value,
        unit: unit?.value,
        history: history.map(|h| h.value).unwrap_or_default(),
        bridge,
        publisher,
        note,
    })
}

fn find<'a>(name: &Placed<String>, quantities: &'a [Quantity], fields: &Fields<'_>) -> Option<&'a Quantity> {
    let found = quantities.iter().find(|q| q.name == name.value);
    if found.is_none() {
        let known: Vec<&str> = quantities.iter().map(|q| q.name.as_str()).collect();
        let message = format!("the statement has no quantity `{}`", name.value);
        fields.report.no_such("unknown-quantity", name, message, &known);
    }
    found
}

/// Whether a record can be turned into the quantity's unit: over a year, since a count is a rate by the length of its period.
fn measures_the_same(quantity: &Quantity, unit: &Placed<String>, observed: Observed<'_>) {
    if factor(&unit.value, &quantity.unit, 1.0, observed.calendar).is_none() {
        let message = format!(
            "the records are in `{}`, but the quantity is in `{}`",
            unit.value, quantity.unit
        );
        observed.names.report.error("unit-differs", unit.span, message);
    }
}

fn bridge(fields: &mut Fields<'_>, cited: &mut Cited) -> Option<Bridge> {
    let node = fields.node("bridge")?;
    let mut inner = Fields::of(format!("the bridge of {}", fields.what), node, fields.report)?;
    let less = inner.need("less", Fields::number);
    let why = inner.need("why", Fields::text);
    evidence::evidence(&mut inner, cited);
    inner.finish();
    Some(Bridge {
        less: less?.value,
        why: why?.value,
    })
}

fn publisher(fields: &mut Fields<'_>) -> Publisher {
    Publisher {
        agency: fields.words("agency"),
        site: fields.words("site"),
    }
}

fn not_scored(mut fields: Fields<'_>, records: &Records) -> Option<UnscoredSeries> {
    let name = fields.need("series", Fields::text);
    let reason = fields.need("reason", Fields::text);
    let publisher = publisher(&mut fields);
    if let Some(name) = name.as_ref().filter(|n| records.taken.iter().any(|t| t.series == n.value)) {
        let message = format!(
            "`{}` is taken up by [[statement.records]] and not scored too",
            name.value
        );
        fields.report.error("both-scored-and-not", name.span, message);
    }
    fields.finish();
    Some(UnscoredSeries {
        series: name?.value,
        reason: reason?.value,
        publisher,
    })
}
