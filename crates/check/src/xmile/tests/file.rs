//! Files: what XML is read, what is refused, and the layouts of different programs.

use super::{SPECS, equations, file, ids, model, read};

#[test]
fn the_older_layout_has_variables_in_the_model_itself() {
    let text = format!(
        "<?xml version=\"1.0\"?><xmile xmlns=\"http://www.systemdynamics.org/XMILE\">{SPECS}<model>\
         <stock name=\"tank\"><eqn>5</eqn><inflow>in</inflow><display x=\"1\" y=\"2\"/></stock>\
         <flow name=\"in\"><eqn>1</eqn></flow><display><connector><from>a</from></connector></display></model></xmile>"
    );
    assert_eq!(equations(&model(&text), "tank"), "tank = INTEG(in, 5)");
}

/// Converters use the prefix `isee:` without declaring it, and authors write `--` into comments.
#[test]
fn xml_is_read_as_programs_write_it() {
    let text =
        file("<!-- a -- b --><isee:note isee:x=\"1\"/><aux name=\"a &amp; b\"><eqn><![CDATA[1 < 2]]></eqn></aux>");
    assert_eq!(equations(&model(&text), "a & b"), "a & b = 1 < 2");
    let entities = file("<aux name=\"&#x61;\"><eqn>1 &gt;<!-- x --> 2 &#43; 3</eqn></aux>");
    assert_eq!(equations(&model(&entities), "a"), "a = 1 > 2 + 3");
}

#[test]
fn a_tag_that_is_not_closed_harms_only_itself() {
    let text = file("<aux name=\"a\"><eqn>1</eqn><aux name=\"b\"><eqn>2</eqn></aux>");
    let (model, diagnostics) = read(&text);
    let found: Vec<_> = diagnostics.iter().map(|f| (f.id, f.severity)).collect();
    assert_eq!(found, [("element-not-closed", source::Severity::Warning)]);
    assert_eq!(equations(&model, "a"), "a = 1");
    assert_eq!(equations(&model, "b"), "b = 2");
}

#[test]
fn every_formula_knows_its_place() {
    let text = file("<aux name=\"a\"><eqn>1 &lt; {no} 2 + 3</eqn></aux>");
    let model = model(&text);
    let body = &model.equations.last().expect("an equation").body;
    let parse::Body::Formula(formula) = body else {
        panic!("{body:?}")
    };
    assert_eq!(&text[formula.span.range()], "1 &lt; {no} 2 + 3");
    let parse::ExprKind::Binary(_, _, right) = &formula.kind else {
        panic!("{formula:?}")
    };
    assert_eq!(&text[right.span.range()], "2 + 3");
}

#[test]
fn drawings_are_kept_as_they_stand() {
    let text = format!(
        "<xmile>{SPECS}<model name=\"main\"><variables/><views>\n<view><stock name=\"a\"/></view>\n</views></model></xmile>"
    );
    let sketch = model(&text).sketch.expect("the file has a drawing");
    assert_eq!(sketch.views[0].title, "main");
    assert_eq!(
        sketch.views[0].lines,
        ["<views>", "<view><stock name=\"a\"/></view>", "</views>"]
    );
}

#[test]
fn attacks_are_refused() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><xmile>&b;</xmile>";
    assert_eq!(ids(bomb)[0], "xml-document-type");
    let deep = "<a>".repeat(100_000);
    assert_eq!(ids(&format!("<xmile>{deep}</xmile>")), ["nesting-too-deep"]);
    let drawn = "<x>".repeat(100_000);
    assert_eq!(
        ids(&format!("<xmile><views>{drawn}</views></xmile>")),
        ["nesting-too-deep"]
    );
    let parentheses = "(".repeat(100_000);
    assert!(ids(&file(&format!("<aux name=\"a\"><eqn>{parentheses}</eqn></aux>"))).contains(&"nesting-too-deep"));
    let sum = "1+".repeat(100_000);
    assert!(ids(&file(&format!("<aux name=\"a\"><eqn>{sum}1</eqn></aux>"))).contains(&"nesting-too-deep"));
    let size = "<dimensions><dim name=\"D\" size=\"999999999999\"/></dimensions>";
    assert!(ids(&format!("<xmile>{SPECS}{size}<model><variables/></model></xmile>")).contains(&"invalid-size"));
}

/// Each model holds the next ten times: 10^16 instances if no one counted.
#[test]
fn modules_that_multiply_are_refused() {
    let mut models = String::new();
    for n in 0..16 {
        let modules: String = (0..10).map(|m| format!("<module name=\"i{m}\" model_name=\"m{}\"/>", n + 1)).collect();
        models += &format!("<model name=\"m{n}\"><variables>{modules}</variables></model>");
    }
    models += "<model name=\"m16\"><variables/></model>";
    let (_, diagnostics) = read(&format!("<xmile>{SPECS}{models}</xmile>"));
    assert!(diagnostics.iter().any(|f| f.id == "circular-module"));
}

#[test]
fn what_is_no_model_is_said() {
    assert_eq!(ids(""), ["empty-file"]);
    assert_eq!(ids("  \n"), ["empty-file"]);
    assert_eq!(ids("a = 1 ~~|"), ["broken-xml"]);
    assert_eq!(ids("<html></html>"), ["not-an-xmile-model"]);
    assert_eq!(ids(&format!("<xmile>{SPECS}</xmile>")), ["empty-file"]);
    assert_eq!(ids("<xmile><model><variables/></model></xmile>"), ["missing-run-specs"]);
    assert_eq!(ids("<xmile>")[0], "truncated-file");
}
