//! Outcomes over time: fans of futures with what was observed.

use super::{Page, note, observed_at};
use crate::chart::fan;
use crate::look;
use crate::markup::Markup;
use findings::Chart;

pub(super) fn charts(page: &Page) -> Markup {
    let mut m = Markup::new();
    let charts: Vec<&Chart> = page.findings.charts.iter().filter(|c| !c.fans.is_empty()).collect();
    if charts.is_empty() {
        return m;
    }
    let text = "Line: the median of the futures at each point in time. Darker band: the middle 50 %. Lighter band: the \
                middle 90 %. The edge of a band is not the path of any one future. Grey: no change, with its middle 90 % \
                between dotted lines. Dots: observed. The first panel of each chart shows the whole past; the others show the \
                policies that end lowest and highest. All panels of a chart share one scale.";
    note(&mut m, page.words.say(text));
    charts.iter().for_each(|chart| one(&mut m, page, chart));
    m
}

fn one(m: &mut Markup, page: &Page, chart: &Chart) {
    m.leaf("h3", &[], &chart.title);
    let panels = fan::drawn(chart, &page.findings.reference, page.words);
    page.figure(
        m,
        &panels,
        &caption(page, chart),
        &fan::twin(chart, &page.findings.reference, page.words),
    );
    let between = fan::between(chart, &page.findings.reference);
    if between > 0 {
        let text = "{policies} more end between those drawn; their numbers are in `findings.json`.";
        let policies = page.words.count(between, "policy", "policies");
        note(m, &page.words.fill(text, &[("policies", &policies)]));
    }
    let alike = fan::alike(chart, &page.findings.reference);
    if !alike.is_empty() {
        let text = "Not drawn, because the bands coincide with those of \"{reference}\": {policies}.";
        let values = [
            ("reference", page.findings.reference.as_str()),
            ("policies", &alike.join(", ")),
        ];
        note(m, &page.words.fill(text, &values));
    }
    observed_at(m, page, &chart.source);
}

fn caption(page: &Page, chart: &Chart) -> String {
    let futures = page.words.count(chart.futures, "future", "futures");
    let values = [
        ("variable", chart.variable.as_str()),
        ("unit", look::unit(&chart.unit, page.words)),
        ("futures", &futures),
    ];
    page.words.fill("{variable}, {unit}, in {futures}", &values)
}
