//! The four pages in front: the answer, harm and benefit, two pictures, what decides it; and what stays closed behind them.

use crate::fixture;
use crate::report::{is_sound, named, parse};
use roxmltree::Node;
use view::{Language, ReportOptions};

fn weighed() -> String {
    view::report(&fixture::weighed(), &ReportOptions::default())
}

/// The part of a page with an id, up to the next part.
fn part<'a>(html: &'a str, id: &str) -> &'a str {
    let from = html.find(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}"));
    let rest = &html[from..];
    &rest[..rest[1..].find("<section id=").map_or(rest.len(), |end| end + 1)]
}

#[test]
fn the_answer_is_told_in_sentences_with_their_shares_and_weakest_assumption() {
    let html = weighed();
    let answer = part(&html, "answer");
    assert!(
        answer.contains("Force raises homicides in <b>72\u{A0}%</b> of futures"),
        "{answer}"
    );
    assert!(
        answer.contains("Weakest assumption: <a href=\"#parameter-how-long-a-removal-inflames\">"),
        "{answer}"
    );
    assert_eq!(html.matches("The yardstick: ").count(), 1, "the rule is said once");
    assert!(html.contains("in the same future by at least 2\u{A0}% (0.02 for an index)."));
}

#[test]
fn a_claim_stands_beside_what_the_record_leaves_of_it() {
    let html = weighed();
    let claims = part(&html, "claims");
    let row = &claims[claims.find("Unilateral force escalates").unwrap()..];
    let row = &row[..row.find("</tr>").unwrap()];
    for share in ["72\u{A0}%", ">61\u{A0}%<", ">68\u{A0}%<"] {
        assert!(row.contains(share), "{share} in {row}");
    }
    // Shares that must not be pooled are a range among survivors too.
    let apart = &claims[claims.find("It destroys trust for good").unwrap()..];
    assert!(apart[..apart.find("</tr>").unwrap()].contains(">10–50\u{A0}%<"));
    assert!(claims.contains("Survivors: in the 36 futures whose explanations the record of"));
}

#[test]
fn where_no_explanation_passes_the_page_says_so_and_shows_no_column() {
    let mut findings = fixture::weighed();
    findings.claims.iter_mut().for_each(|claim| (claim.survivors, claim.weighted) = (None, None));
    let told = |findings| view::report(&findings, &ReportOptions::default());
    assert!(told(findings.clone()).contains("no future is left whose explanations the record does not reject"));
    findings.nobody_survives = vec![findings.rivals[0].alternative.clone()];
    let html = told(findings);
    assert!(html.contains("the record rejects every explanation that was tested"));
    assert!(!part(&html, "claims").contains("<th scope=\"col\">survivors</th>"));
}

#[test]
fn harm_and_benefit_stand_side_by_side_in_the_studys_order() {
    let html = weighed();
    let balance = part(&html, "balance");
    let force = &balance[balance.find("unilateral force</th>").unwrap()..];
    let force = &force[..force.find("</tr>").unwrap()];
    let (speaks_for, against) = force.split_once("class=\"against\"").unwrap();
    assert!(
        speaks_for.contains("<b>12\u{A0}%</b> ↓\u{A0}homicides 2026–35</li>"),
        "{speaks_for}"
    );
    assert!(
        against.find("100\u{A0}%").unwrap() < against.find("66\u{A0}%").unwrap(),
        "{against}"
    );
    assert!(
        against.contains("<b>66\u{A0}%</b> ↑\u{A0}homicides 2026–35 <span class=\"id\">(+6\u{A0}%)"),
        "{against}"
    );
    // What is rare is left to the table, and a side without anything says so.
    let programmes = &balance[balance.find("social programmes</th>").unwrap()..];
    let against = programmes.split_once("class=\"against\"").unwrap().1;
    assert!(
        against[..against.find("</tr>").unwrap()].contains("none of these outcomes"),
        "{against}"
    );
    assert!(balance.contains("2\u{A0}% / 1\u{A0}%"));
}

#[test]
fn a_curve_marks_the_studys_threshold_and_says_where_it_lies_on_the_median() {
    let html = weighed();
    let curves = part(&html, "thresholds-drawn");
    assert_eq!(
        curves.matches("<svg").count(),
        2,
        "a share that must not be pooled has no single curve"
    );
    assert!(
        curves.contains("threshold −4\u{A0}%: 72\u{A0}%; half of the futures reach 0\u{A0}%."),
        "{curves}"
    );
    assert!(curves.contains("No single curve, since the share differs between mechanisms: &quot;It destroys trust"));
    assert!(!curves.contains("Near the median"));
    let mut findings = fixture::weighed();
    findings.claims[0].share = Some(0.47);
    let html = view::report(&findings, &ReportOptions::default());
    let near =
        "Near the median, so that another cut gives another verdict: &quot;Unilateral force escalates violence&quot;.";
    assert!(html.contains(near));
}

#[test]
fn a_label_that_continues_the_row_above_gives_way_to_the_claims_own_sentence() {
    let findings = fixture::weighed();
    let svg = view::chart::answer(&findings, Default::default());
    assert!(!svg.contains(">and cooperation"), "{svg}");
    assert!(
        svg.contains(">Cooperation has brought results on both sides of the<"),
        "{svg}"
    );
}

#[test]
fn everything_behind_the_four_pages_is_closed_until_it_is_opened() {
    let html = weighed();
    let document = parse(&html);
    let parts: Vec<Node> = named(&document, "details").filter(|d| d.attribute("class") == Some("part")).collect();
    assert!(parts.len() > 8 && parts.iter().all(|d| d.attribute("open").is_none()));
    let is_folded = |id: &str| {
        let node = document.descendants().find(|n| n.attribute("id") == Some(id)).unwrap();
        node.ancestors().any(|n| n.attribute("class") == Some("part"))
    };
    assert!(["answer", "claims", "balance", "trade-off", "decides", "trust"].iter().all(|id| !is_folded(id)));
    assert!(["outcomes", "claims-in-detail", "evidence", "sources", "method"].iter().all(|id| is_folded(id)));
    // Paper leaves out what is closed.
    assert!(html.contains("details:not([open]), summary { display: none; }"));
}

#[test]
fn the_four_pages_are_sound_in_both_languages() {
    for language in [Language::English, Language::Spanish] {
        let options = ReportOptions {
            language,
            ..Default::default()
        };
        is_sound(&view::report(&fixture::weighed(), &options));
    }
}
