//! Harm and benefit of each course side by side, by one yardstick.

use super::{Page, rich_table};
use crate::look;
use crate::markup::{Attribute, Markup};
use crate::table::Table;
use crate::words::Words;
use findings::{Balance, BalanceRow, Better, OutcomeInfo};

/// Shares below this are left to the table.
const LISTED: f64 = 0.05;

pub(super) fn balances(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let balances: Vec<&Balance> = findings.balances.iter().filter(|b| !b.rows.is_empty()).collect();
    if balances.is_empty() {
        return m;
    }
    let headings = ["policy", "what speaks for it", "what speaks against it"].map(|h| words.say(h));
    let values = [
        ("reference", findings.reference.as_str()),
        ("share", &words.share(LISTED)),
    ];
    let text = "In what share of futures an outcome is better, and in what share it is worse, than under \"{reference}\"; in \
                brackets the median change. Shares below {share} are in the table. Policies stand in the study's order; they are not ranked.";
    let caption = words.fill(text, &values);
    rich_table(&mut m, "balance", (&caption, &headings), |m| {
        balances.iter().for_each(|balance| row(m, page, balance));
    });
    page.twin(&mut m, &twin(page, &balances));
    m
}

fn row(m: &mut Markup, page: &Page, balance: &Balance) {
    m.element("tr", &[], |m| {
        m.leaf("th", &[("scope", &"row")], &balance.policy);
        for side in [Side::For, Side::Against] {
            let label = page.words.say(side.name());
            m.element("td", &[("class", &side.class()), ("data-label", &label)], |m| {
                list(m, page, balance, side)
            });
        }
    });
}

/// For a policy or against it.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    For,
    Against,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::For => "what speaks for it",
            Side::Against => "what speaks against it",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Side::For => "for",
            Side::Against => "against",
        }
    }

    fn share(self, row: &BalanceRow) -> f64 {
        match self {
            Side::For => row.better,
            Side::Against => row.worse,
        }
    }
}

/// The outcomes that speak for one side, the largest share first.
fn list(m: &mut Markup, page: &Page, balance: &Balance, side: Side) {
    let mut rows: Vec<&BalanceRow> = balance.rows.iter().filter(|row| side.share(row) >= LISTED).collect();
    rows.sort_by(|a, b| side.share(b).total_cmp(&side.share(a)));
    if rows.is_empty() {
        let values = [("share", page.words.share(LISTED))];
        let text = "none of these outcomes in {share} of futures or more";
        let told = page.words.fill(text, &values.each_ref().map(|(k, v)| (*k, v.as_str())));
        return m.leaf("span", &[("class", &"none")], &told);
    }
    m.element("ul", &[], |m| {
        rows.iter().for_each(|row| m.element("li", &[], |m| item(m, page, row, side)));
    });
}

/// `72 % fewer: homicides 2026–35 (−5 %)`, the median on the side on which it lies.
fn item(m: &mut Markup, page: &Page, row: &BalanceRow, side: Side) {
    let outcome = page.findings.outcomes.iter().find(|o| o.name == row.outcome);
    m.leaf("b", &[], &page.words.share(side.share(row)));
    let sign = if rises(outcome, side) { "↑" } else { "↓" };
    let name = outcome.map_or(row.outcome.as_str(), |o| look::heading(o));
    m.text(&format!(" {sign}\u{A0}{name}"));
    if (row.median > 0.0) == rises(outcome, side) && row.median != 0.0 && row.median.is_finite() {
        let told = [("class", &"id" as &dyn std::fmt::Display)];
        let attributes: &[Attribute] = &told;
        m.text(" ");
        m.leaf("span", attributes, &format!("({})", median(row, page.words)));
    }
}

/// Whether an outcome rises where it speaks for a side.
fn rises(outcome: Option<&OutcomeInfo>, side: Side) -> bool {
    let better = outcome.map_or(Better::Lower, |o| o.better);
    (better == Better::Higher) == (side == Side::For)
}

fn median(row: &BalanceRow, words: &Words) -> String {
    if row.relative {
        words.relative(row.median)
    } else {
        words.change(row.median)
    }
}

/// Every share: `26 % / 43 %`.
fn twin(page: &Page, balances: &[&Balance]) -> Table {
    let words = page.words;
    let mut outcomes: Vec<&str> = Vec::new();
    for row in balances.iter().flat_map(|b| &b.rows) {
        if !outcomes.contains(&row.outcome.as_str()) {
            outcomes.push(&row.outcome);
        }
    }
    let heading = |name: &&str| {
        let outcome = page.findings.outcomes.iter().find(|o| o.name == **name);
        outcome.map_or(*name, |o| look::heading(o)).to_owned()
    };
    let cell = |balance: &Balance, outcome: &str| {
        let row = balance.rows.iter().find(|row| row.outcome == outcome);
        row.map_or(String::new(), |row| {
            format!("{} / {}", words.share(row.better), words.share(row.worse))
        })
    };
    let row = |balance: &&Balance| {
        let cells = outcomes.iter().map(|outcome| cell(balance, outcome));
        [balance.policy.clone()].into_iter().chain(cells).collect()
    };
    Table {
        caption: words.say("Share of futures in which each outcome is better / worse").to_owned(),
        headings: [words.say("policy").to_owned()].into_iter().chain(outcomes.iter().map(heading)).collect(),
        rows: balances.iter().map(row).collect(),
    }
}
