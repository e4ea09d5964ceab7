//! The report as a browser, a printer and a screen reader find it.

use crate::fixture;
use roxmltree::{Document, Node};
use std::collections::HashSet;
use view::ReportOptions;

fn made() -> String {
    view::report(
        &fixture::findings(),
        &ReportOptions {
            study_path: "studies/x".into(),
            manifest: "abc".into(),
            ..Default::default()
        },
    )
}

/// The page as a tree: it is well-formed XML but for its document type.
pub fn parse(html: &str) -> Document<'_> {
    let start = html.find("<html").expect("there is a page");
    Document::parse(&html[start..]).expect("the page is well-formed")
}

/// Every element of a name.
pub fn named<'a, 'b>(document: &'a Document<'b>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    document.descendants().filter(move |n| n.tag_name().name() == tag)
}

/// What holds for every report, whatever the findings: ids are unique, links within lead somewhere,
/// pictures are told in words and in numbers, and nothing is fetched or run.
pub fn is_sound(html: &str) {
    let document = parse(html);
    let ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for link in named(&document, "a").filter_map(|a| a.attribute("href")) {
        match link.strip_prefix('#') {
            Some(id) => assert!(unique.contains(id), "{link} leads nowhere"),
            None => assert!(
                link.starts_with("http://") || link.starts_with("https://") || is_file_beside(link),
                "{link} is no web address"
            ),
        }
    }
    for label in document.descendants().filter_map(|n| n.attribute("aria-labelledby")) {
        assert!(unique.contains(label), "{label} labels nothing");
    }
    pictures_are_told(&document);
    nothing_is_fetched(&document);
}

/// The name of a file in the same folder, and nothing that could lead elsewhere.
fn is_file_beside(link: &str) -> bool {
    link.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn pictures_are_told(document: &Document) {
    for svg in named(document, "svg") {
        let children: Vec<&str> = svg.children().take(2).map(|n| n.tag_name().name()).collect();
        assert_eq!(children, ["title", "desc"]);
        assert_eq!(svg.attribute("role"), Some("img"));
        let is_held = svg.ancestors().any(|n| matches!(n.tag_name().name(), "figure" | "td"));
        assert!(is_held, "a picture stands outside of a figure and of a table");
    }
    for figure in named(document, "figure") {
        let twin = figure.descendants().find(|n| n.tag_name().name() == "details");
        let table = twin.and_then(|d| d.descendants().find(|n| n.tag_name().name() == "table"));
        assert!(table.is_some(), "a picture has no table");
    }
}

fn nothing_is_fetched(document: &Document) {
    const FETCHING: [&str; 9] = [
        "script", "img", "iframe", "object", "embed", "link", "image", "use", "base",
    ];
    for node in document.descendants() {
        assert!(!FETCHING.contains(&node.tag_name().name()), "{node:?}");
        assert_eq!(node.attribute("src"), None);
        assert!(node.attribute("style").is_none_or(|s| !s.contains("url")));
    }
    for style in named(document, "style") {
        let text = style.text().unwrap_or_default();
        assert!(
            !text.contains("url(") && !text.contains("@import"),
            "a style sheet fetches something"
        );
    }
}

#[test]
fn a_report_is_sound() {
    is_sound(&made());
}

#[test]
fn an_empty_study_has_a_report() {
    is_sound(&view::report(&findings::Findings::default(), &ReportOptions::default()));
}

#[test]
fn headings_descend_one_level_at_a_time() {
    let html = made();
    let document = parse(&html);
    let level = |n: Node| n.tag_name().name().strip_prefix('h').and_then(|d| d.parse::<u32>().ok());
    let levels: Vec<u32> = document.descendants().filter_map(level).collect();
    assert_eq!(levels[0], 1);
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1);
    assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "{levels:?}");
}

#[test]
fn the_order_is_that_of_the_first_screen_and_then_deeper() {
    let html = made();
    let document = parse(&html);
    let headings: Vec<&str> = named(&document, "h2").filter_map(|n| n.text()).collect();
    insta::assert_snapshot!(headings.join("\n"), @r#"
    The answer
    What the article says
    Harm and benefit of each policy
    Trade-off between outcomes
    What decides it
    How far to trust it
    Appendix
    Change relative to "no change", future by future
    All outcomes
    Over time
    The claims, one by one
    Feedback loops
    A published result, recomputed
    Fit to the historical record
    Rival explanations against the record
    Thresholds and regret
    Failed runs
    What it rests on
    The article, line by line
    Sources
    How it was made
    "#);
}

#[test]
fn every_loop_is_in_the_map_has_a_picture_and_is_told_link_by_link() {
    let html = made();
    let loops = &html[html.find("id=\"loops\"").unwrap()..html.find("id=\"published\"").unwrap()];
    assert_eq!(loops.matches("<svg").count(), 1 + fixture::findings().loops.len());
    for told in [
        "members → losses (+) → risk (+) → recruits (−) → members (+)",
        "B1 losses deter: balancing",
        "1 loop",
    ] {
        assert!(loops.contains(told), "{told}");
    }
    let map = &loops[..loops.find("</svg>").unwrap()];
    // `risk` only passes on what `losses` does: the map has one negative link for the two.
    assert!(
        !map.contains(">risk<") && map.contains(">losses<") && map.contains(">−<"),
        "{map}"
    );
}

#[test]
fn landmarks_and_a_way_past_the_contents() {
    let html = made();
    let document = parse(&html);
    for landmark in ["header", "nav", "main", "footer"] {
        assert_eq!(named(&document, landmark).count(), 1, "{landmark}");
    }
    let first = named(&document, "a").next().unwrap();
    assert_eq!(first.attribute("href"), Some("#main"));
    assert!(document.root_element().attribute("lang").is_some());
    let scrolling = document.descendants().filter(|n| n.attribute("class") == Some("frame"));
    scrolling.for_each(|n| assert_eq!(n.attribute("tabindex"), Some("0"), "a keyboard can't scroll {n:?}"));
}

#[test]
fn shares_are_introduced_before_they_appear() {
    let html = made();
    let body = &html[html.find("<body>").unwrap()..];
    assert!(body.find("not a probability").unwrap() < body.find("72\u{A0}%").unwrap());
}

#[test]
fn every_assumption_of_a_claim_is_two_clicks_from_its_source() {
    let html = made();
    let document = parse(&html);
    let by_id = |id: &str| document.descendants().find(|n| n.attribute("id") == Some(id)).unwrap();
    let claim = by_id("claim-a28");
    let links = |node: Node| -> Vec<String> {
        let anchors = node.descendants().filter_map(|n| n.attribute("href"));
        anchors.filter_map(|h| h.strip_prefix('#')).map(str::to_owned).collect()
    };
    let parameters = links(claim);
    assert!(
        parameters.contains(&"parameter-how-long-a-removal-inflames".to_owned()),
        "{parameters:?}"
    );
    let sources = links(by_id("parameter-how-long-a-removal-inflames"));
    assert_eq!(sources, ["source-s37", "source-s38"]);
    let addresses = by_id("source-s37").descendants().filter_map(|n| n.attribute("href")).collect::<Vec<_>>();
    assert_eq!(addresses, ["https://example.org/s37"]);
}

#[test]
fn help_is_named_where_the_study_names_it_and_only_there() {
    let help = ["1-800-662-4357", "988", "800 911 2000"];
    assert!(help.iter().all(|number| made().contains(number)));
    let mut findings = fixture::findings();
    findings.help.clear();
    let without = view::report(&findings, &ReportOptions::default());
    assert!(!without.contains("1-800-662-4357"));
}

#[test]
fn policies_stand_in_the_studys_order() {
    let html = made();
    let policies = &html[html.find("id=\"policies\"").unwrap()..html.find("id=\"outcomes\"").unwrap()];
    let places: Vec<usize> = [
        "no change",
        "unilateral force",
        "joint operations",
        "arrests doubled",
        "social programmes",
    ]
    .iter()
    .map(|name| policies.find(&format!("<th scope=\"row\">{name}")).unwrap())
    .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn an_address_that_is_no_web_page_is_text() {
    let mut findings = fixture::findings();
    findings.evidence.sources[0].address = "javascript:alert(1)".into();
    let html = view::report(&findings, &ReportOptions::default());
    assert!(!html.contains("href=\"javascript"));
    is_sound(&html);
}
