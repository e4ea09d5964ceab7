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
        let of = |w: &&StatedWindow| w.quantity == quantity && w.alternative.is_empty();
        let pooled: Vec<&StatedWindow> = statement.windows.iter().filter(of).collect();
        table(page, quantity, &pooled).html(&mut m);
    }
    let text =
        "Median (5th–95th percentile). A record outside its range counts against the model, whatever the reason.";
    note(&mut m, page.words.say(text));
    if statement.windows.iter().any(|w| !w.alternative.is_empty()) {
        let text = "The same for each mechanism: `statement.csv`, beside this file.";
        note(&mut m, page.words.say(text));
    }
    m
}

/// One quantity, window by window, over all accepted futures.
fn table(page: &Page, quantity: &str, windows: &[&StatedWindow]) -> Table {
    let words = page.words;
    let row = |w: &&StatedWindow| vec![words.period(&w.window), words.levels(&band(w)), words.whole(w.futures)];
    let unit = windows.first().map_or("", |w| look::unit(&w.unit, words));
    let headings = ["period", "median (5th–95th percentile)", "futures"];
    Table {
        caption: format!("{quantity}, {unit}"),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: windows.iter().map(row).collect(),
    }
}

fn band(window: &StatedWindow) -> Band {
    let at = |place: usize| window.quantiles.get(place).copied().unwrap_or(f64::NAN);
    Band {
        low: at(0),
        median: at(2),
        high: at(4),
    }
}
