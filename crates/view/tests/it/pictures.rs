//! Pictures of little and of broken data, and what they say in words.

use crate::fixture;
use findings::{Chart, Fan, Findings, HistoryFinding, SettingFinding};
use view::chart::{answer, dose, fan, interval, past, share, standalone};

/// Every number of the picture is finite, it is well-formed, and it has its words.
fn check(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{e}: {svg}"));
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    let title = document.root_element().first_child().expect("a picture is not empty");
    assert_eq!(title.tag_name().name(), "title");
}

fn chart(years: Vec<f64>, values: Vec<f64>) -> Chart {
    let fan = |policy: &str| Fan {
        policy: policy.into(),
        failed: 0,
        p5: values.clone(),
        p25: values.clone(),
        p50: values.clone(),
        p75: values.clone(),
        p95: values.clone(),
    };
    Chart {
        fans: vec![fan("base"), fan("other")],
        years,
        policies_from: 2.0,
        ..Default::default()
    }
}

#[test]
fn fans_of_little_or_broken_data() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -f64::MAX, 1e-300];
    let cases = [
        (vec![], vec![]),
        (vec![1.0], vec![5.0]),
        (vec![1.0, 2.0, 3.0], vec![7.0, 7.0, 7.0]),
        (vec![1.0, 2.0, 3.0], vec![0.0; 3]),
        (vec![1.0, 2.0, 3.0], vec![1.0]),
        (vec![3.0, 2.0, 1.0], vec![1.0, 2.0, 3.0]),
        (odd.to_vec(), odd.to_vec()),
        (vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], odd.to_vec()),
    ];
    for (years, values) in cases {
        let chart = chart(years, values);
        let panels = fan::panels(&chart, "base");
        assert!(
            (1..=2).contains(&panels.len()),
            "a policy on the reference's line needs no panel"
        );
        panels.iter().for_each(|svg| check(svg));
        fan::table(&chart, "base");
        // Without a reference the two ends are drawn, which may be one policy.
        assert!((1..=2).contains(&fan::panels(&chart, "unknown").len()));
    }
    assert!(fan::panels(&Chart::default(), "base").is_empty());
}

#[test]
fn a_long_run_is_thinned_and_keeps_its_ends() {
    let years: Vec<f64> = (0..100_000).map(|week| 2000.0 + f64::from(week) / 1000.0).collect();
    let values = years.clone();
    let svg = &fan::panels(&chart(years, values), "base")[0];
    assert!(svg.len() < 40_000, "{}", svg.len());
}

#[test]
fn panels_of_a_chart_share_their_scale() {
    let findings = fixture::findings();
    let panels = fan::panels(&findings.charts[0], &findings.reference);
    // No change, the policy that ends lowest and the one that ends highest.
    assert_eq!(panels.len(), 3);
    let labels = |svg: &str| -> Vec<String> {
        let document = roxmltree::Document::parse(svg).unwrap();
        let ticks = document.descendants().filter(|n| n.attribute("class").is_some_and(|c| c.starts_with("cf-tick")));
        let texts = ticks.flat_map(|group| group.children());
        texts.filter_map(|n| n.text()).map(str::to_owned).collect()
    };
    assert_eq!(
        labels(&panels[0]),
        ["0", "10k", "20k", "30k", "40k", "2015", "2020", "2025", "2030", "2035"]
    );
    // The others show the years around the policies' beginning and after, on the same scale of values.
    let other = ["0", "10k", "20k", "30k", "40k", "2025", "2030", "2035"];
    panels[1..].iter().for_each(|panel| assert_eq!(labels(panel), other));
}

#[test]
fn a_policy_that_changes_nothing_is_named_and_not_drawn() {
    let mut findings = fixture::findings();
    let chart = &mut findings.charts[0];
    let base = chart.fans.iter().find(|f| f.policy == findings.reference).unwrap().clone();
    let policy = chart.fans[3].policy.clone();
    chart.fans[3] = findings::Fan {
        policy: policy.clone(),
        ..base
    };
    let html = view::report(&findings, &Default::default());
    assert!(html.contains(&format!(
        "Not drawn, because the bands coincide with those of &quot;no change&quot;: {policy}."
    )));
}

#[test]
fn of_many_policies_those_at_both_ends_are_drawn_and_the_others_counted() {
    let findings = fixture::findings();
    let chart = &findings.charts[0];
    let table = fan::table(chart, &findings.reference);
    assert_eq!(
        table.headings,
        ["year", "observed", "no change", "unilateral force", "social programmes"]
    );
    let html = view::report(&findings, &Default::default());
    assert!(html.contains("3 policies more end between those drawn"));
    let rising = Chart {
        fans: chart.fans[..4].to_vec(),
        ..chart.clone()
    };
    let table = fan::table(&rising, &findings.reference);
    assert_eq!(
        table.headings[2..],
        ["no change", "unilateral force"],
        "none ends below no change"
    );
}

#[test]
fn a_policy_is_told_from_no_change_without_colour() {
    let findings = fixture::findings();
    let panels = fan::panels(&findings.charts[0], &findings.reference);
    let dashes: Vec<String> = panels
        .iter()
        .map(|svg| {
            let document = roxmltree::Document::parse(svg).unwrap();
            let line = document.descendants().find_map(|n| n.attribute("stroke-dasharray"));
            line.unwrap_or_default().to_owned()
        })
        .collect();
    assert_eq!(dashes[0], "", "the reference is a full line");
    let distinct: std::collections::HashSet<&String> = dashes.iter().collect();
    assert_eq!(distinct.len(), dashes.len(), "{dashes:?}");
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let findings = fixture::findings();
    let panels = fan::panels(&findings.charts[0], &findings.reference);
    let document = roxmltree::Document::parse(&panels[1]).unwrap();
    let description = document.descendants().find(|n| n.tag_name().name() == "desc").unwrap();
    insta::assert_snapshot!(
        description.text().unwrap(),
        @"unilateral force in 2035: 25k (18k–34k) person/year; no change: 22k (16k–29k)."
    );
    let change = interval::change(&findings, &findings.outcomes[0]);
    let document = roxmltree::Document::parse(&change).unwrap();
    let description = document.descendants().find(|n| n.tag_name().name() == "desc").unwrap();
    insta::assert_snapshot!(
        description.text().unwrap().replace('\u{A0}', " "),
        @"unilateral force: +6 % (−3 … +21 %); joint operations: 0 % (−5 … +6 %); arrests doubled: +3 % (−9 … +19 %); social programmes: −4 % (−11 … 0 %); joint operations and social programmes: −4 % (−13 … +3 %)."
    );
}

#[test]
fn intervals_without_results() {
    let findings = fixture::findings();
    let bare = Findings {
        results: vec![],
        ..findings.clone()
    };
    check(&interval::change(&bare, &bare.outcomes[0]));
    for claim in &findings.claims {
        assert_eq!(share::strip(claim).is_some(), claim.share.is_some());
    }
}

#[test]
fn an_outcome_that_never_differs_is_the_same_and_not_worse() {
    let html = view::report(&fixture::findings(), &Default::default());
    let often = &html[html.find("class=\"often\"").unwrap()..];
    let row = &often[often.find("<th>US overdose deaths").unwrap()..];
    let cells: Vec<&str> = row[..row.find("</tr>").unwrap()].split("<td").skip(1).collect();
    assert_eq!(cells.len(), 5);
    // Social programmes change nothing in any future.
    assert_eq!(cells[3], ">–</td>");
    assert!(cells[0].starts_with(" class=\"d1\">40"), "{}", cells[0]);
}

#[test]
fn doses_of_little_or_broken_data() {
    let full = fixture::findings().settings.remove(0);
    let mut broken = full.clone();
    broken.doses[0].change = vec![f64::NAN, f64::INFINITY];
    broken.doses[1].change.clear();
    broken.doses[2].dose = Some(f64::NAN);
    broken.break_even = vec![("unknown".into(), f64::NAN), ("members".into(), 1e300)];
    let single = SettingFinding {
        doses: full.doses[..1].to_vec(),
        ..full.clone()
    };
    for setting in [&full, &broken, &single, &SettingFinding::default()] {
        for against in [dose::Against::Start, dose::Against::NoChange] {
            check(&dose::response(setting, against));
        }
        dose::table(setting);
    }
}

#[test]
fn what_was_not_fitted_comes_first_in_the_twin() {
    let homicides = fixture::findings().history.remove(0);
    check(&past::series(&homicides));
    check(&past::series(&HistoryFinding::default()));
    let periods: Vec<String> = past::table(&homicides).rows.into_iter().map(|r| r[0].clone()).collect();
    assert_eq!(periods[..4], ["2023", "2024", "2025", "2012"]);
}

#[test]
fn a_picture_can_stand_alone() {
    let findings = fixture::findings();
    let svg = standalone(&interval::change(&findings, &findings.outcomes[0]));
    assert!(svg.contains("<style>"));
    roxmltree::Document::parse(&svg).unwrap();
}

#[test]
fn the_answer_is_one_picture_that_stands_alone() {
    let svg = answer(&fixture::findings(), Default::default());
    check(&svg);
    for told in [
        "Unilateral force escalates violence",
        "72\u{A0}%",
        "arrests doubled",
        "+3\u{A0}%",
    ] {
        assert!(svg.contains(told), "{told}");
    }
    check(&answer(&Findings::default(), Default::default()));
}
