//! What the accepted futures say of a time that is not observed yet, to be scored later.

use super::{Page, note, paragraph};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use findings::{Band, StatedWindow};

pub(super) fn ahead(page: &Page) -> Markup {
    let mut m = Markup::new();
    let Some(statement) = page.findings.statement.as_ref().filter(|s| !s.windows.is_empty()) else {
        return m;
    };
    let text = "What the accepted futures under \"{policy}\" imply for a period that the study has not seen: the only \
                real test. It is recorded now, to be scored against later records; it is not a forecast of what \
                governments will do.";
    let told = page.words.fill(text, &[("policy", &statement.policy)]);
    paragraph(&mut m, &told);
    let mut quantities: Vec<&str> = statement.windows.iter().map(|w| w.quantity.as_str()).collect();
    quantities.dedup();
    for quantity in quantities {
        let of = |w: &&StatedWindow| w.quantity == quantity;
        let all: Vec<&StatedWindow> = statement.windows.iter().filter(of).collect();
        one(&mut m, page, quantity, &all);
    }
    let text =
        "Median (5th–95th percentile). A record outside its range counts against the model, whatever the reason.";
    note(&mut m, page.words.say(text));
    m
}

fn one(m: &mut Markup, page: &Page, quantity: &str, windows: &[&StatedWindow]) {
    let pooled: Vec<&StatedWindow> = windows.iter().copied().filter(|w| w.alternative.is_empty()).collect();
    table(page, quantity, &pooled).html(m);
    let apart: Vec<&StatedWindow> = windows.iter().copied().filter(|w| !w.alternative.is_empty()).collect();
    if !apart.is_empty() {
        m.element("details", &[], |m| {
            m.leaf("summary", &[], page.words.say("By mechanism"));
            table(page, quantity, &apart).html(m);
        });
    }
}

fn table(page: &Page, quantity: &str, windows: &[&StatedWindow]) -> Table {
    let words = page.words;
    let by_choice = windows.iter().any(|w| !w.alternative.is_empty());
    let band = |w: &StatedWindow| {
        let at = |place: usize| w.quantiles.get(place).copied().unwrap_or(f64::NAN);
        Band {
            low: at(0),
            median: at(2),
            high: at(4),
        }
    };
    let row = |w: &&StatedWindow| {
        let mechanism = format!("{}: {}", w.alternative, w.choice);
        let named = by_choice.then_some(mechanism);
        let told = [words.levels(&band(w)), words.whole(w.futures)];
        [words.period(&w.window)].into_iter().chain(named).chain(told).collect()
    };
    let mechanism = by_choice.then(|| words.say("mechanism").to_owned());
    let unit = windows.first().map_or("", |w| look::unit(&w.unit, words));
    Table {
        caption: format!("{quantity}, {unit}"),
        headings: [words.say("period").to_owned()]
            .into_iter()
            .chain(mechanism)
            .chain(["median (5th–95th percentile)", "futures"].map(|h| words.say(h).to_owned()))
            .collect(),
        rows: windows.iter().map(row).collect(),
    }
}
