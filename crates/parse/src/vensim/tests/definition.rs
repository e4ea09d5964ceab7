//! Definitions: what can stand on the left and on the right, and the fields behind.

use super::{equation, model};
use crate::{Body, MISSING, Member, print};

fn names(names: &[crate::Name]) -> Vec<&str> {
    names.iter().map(|name| &*name.text).collect()
}

fn subscripts(subscripts: &[crate::Subscript]) -> Vec<&str> {
    subscripts.iter().map(|subscript| &*subscript.name.text).collect()
}

/// The right-hand side as Debug shows its kind, and what it holds.
fn body(text: &str) -> String {
    match equation(text).body {
        Body::Formula(expr) => format!("= {}", print::expression(&expr)),
        Body::Unchangeable(expr) => format!("== {}", print::expression(&expr)),
        Body::DataFormula(expr) => format!(":= {}", print::expression(&expr)),
        Body::Numbers(rows) => format!("{rows:?}"),
        Body::Lookup(table) => format!("{:?} {:?}", table.range, table.points),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_definition_has_a_body_of_its_kind() {
    assert_eq!(body("a = b + 1 ~~|"), "= b + 1");
    assert_eq!(body("a == 7 ~~|"), "== 7");
    assert_eq!(
        body("a[D]:INTERPOLATE::=\n GET DIRECT DATA('f','s','A','B2')~~|"),
        ":= GET DIRECT DATA('f', 's', 'A', 'B2')"
    );
    assert_eq!(body("a:RAW: ~~|"), "Data");
    assert_eq!(body("a[D] ~~|"), "Data");
    assert_eq!(
        body("a[D](GET XLS LOOKUPS('f','s','4','C5')) ~~|"),
        "= GET XLS LOOKUPS('f', 's', '4', 'C5')"
    );
    assert_eq!(
        body("c[D]:THE CONDITION: p[D]:IMPLIES:x[D] <= F(0.5, x[D]) ~~|"),
        "RealityCheck"
    );
    assert_eq!(body("t:TEST INPUT:\n x = RC STEP(x, 0) ~~|"), "RealityCheck");
}

#[test]
fn lists_of_numbers_keep_their_rows() {
    assert_eq!(body("a[D] = 1, -2, + 3 ~~|"), "[[1.0, -2.0, 3.0]]");
    assert_eq!(body("a[D,E] = 1,2;\n 3,4; ~~|"), "[[1.0, 2.0], [3.0, 4.0]]");
    assert_eq!(body("a[D] == 1,{one} 2 {two} ~~|"), "[[1.0, 2.0]]");
    assert_eq!(body("a[D] = 1; ~~|"), "[[1.0]]");
    assert_eq!(body("a[D] = 1, :NA: ~~|"), format!("[[1.0, {MISSING:?}]]"));
    assert_eq!(MISSING, -2f64.powi(109));
}

#[test]
fn tabbed_arrays_have_a_row_on_each_line() {
    assert_eq!(
        body("a[D,E] = TABBED ARRAY(\n1\t2\t-3e1\n4\t5\t6\n) ~~|"),
        "[[1.0, 2.0, -30.0], [4.0, 5.0, 6.0]]"
    );
    assert_eq!(
        body("a[D,E] = tabbed_array (1 2\r\n3 4) ~~|"),
        "[[1.0, 2.0], [3.0, 4.0]]"
    );
    assert_eq!(
        body("a[D,E] = TABBED ARRAY(1\t2\\\n\t3\n4 5 6) ~~|"),
        "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]"
    );
}

#[test]
fn lookups_come_with_or_without_a_range_and_in_the_older_form() {
    assert_eq!(body("f((0,0),(1,-1)) ~~|"), "None [(0.0, 0.0), (1.0, -1.0)]");
    assert_eq!(
        body("f( [(0,0)-(2,1.2),(0.5,0.5),(1,1)],(0,0),(\\\n\t2,1)) ~~|"),
        "Some([0.0, 0.0, 2.0, 1.2]) [(0.0, 0.0), (2.0, 1.0)]"
    );
    assert_eq!(
        body("f(0, 1, 2, 10, 11, 12) ~~|"),
        "None [(0.0, 10.0), (1.0, 11.0), (2.0, 12.0)]"
    );
    assert_eq!(
        body("f([(0,0)-(1,1)], 0,1, 5,6) ~~|"),
        "Some([0.0, 0.0, 1.0, 1.0]) [(0.0, 5.0), (1.0, 6.0)]"
    );
}

#[test]
fn left_hand_sides_have_subscripts_exceptions_and_keywords() {
    let target = equation("p[A, B]:EXCEPT: [a1,B],\n[A,b2] = 1 ~~|").target;
    assert_eq!(subscripts(&target.subscripts), ["A", "B"]);
    assert_eq!(
        target.exceptions.iter().map(|e| subscripts(e)).collect::<Vec<_>>(),
        [["a1", "B"], ["A", "b2"]]
    );
    for (text, keyword) in [
        ("x:INTERPOLATE: ~~|", "INTERPOLATE"),
        ("x[D]:raw: ~~|", "RAW"),
        ("x:Look Forward:[D] ~~|", "LOOK FORWARD"),
        ("x :HOLD  BACKWARD: := y ~~|", "HOLD BACKWARD"),
    ] {
        assert_eq!(equation(text).target.keyword.as_deref(), Some(keyword), "{text}");
    }
}

#[test]
fn dimensions_list_elements_ranges_and_mappings() {
    let model = model("Dim A : A1, (B1 - B5), \"c 3\" -> Other, (Third: x, (y1-y3))\n ~ ~ of all |");
    let dimension = &model.dimensions[0];
    assert_eq!((&*dimension.name.text, dimension.comment.as_str()), ("Dim A", "of all"));
    let members: Vec<String> = dimension.members.iter().map(described).collect();
    assert_eq!(members, ["A1", "B1-B5", "c 3"]);
    let mappings: Vec<_> = dimension.mappings.iter().map(|m| (&*m.target.text, names(&m.members))).collect();
    assert_eq!(mappings, [("Other", vec![]), ("Third", vec!["x", "y1", "y2", "y3"])]);
}

fn described(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Range { first, last } => format!("{first}-{last}"),
    }
}

#[test]
fn dimensions_may_be_aliases_or_read_from_a_file() {
    let model = model("DimA' <-> DimA ~~|\nB: GET DIRECT SUBSCRIPT('f.csv', ',', 'A2', 'A', '') -> C ~~|");
    assert_eq!(model.dimensions[0].alias_of.as_ref().map(|n| &*n.text), Some("DimA"));
    let read = model.dimensions[1].read_from.as_ref().map(print::expression);
    assert_eq!(
        read.as_deref(),
        Some("GET DIRECT SUBSCRIPT('f.csv', ',', 'A2', 'A', '')")
    );
    assert_eq!(&*model.dimensions[1].mappings[0].target.text, "C");
}

#[test]
fn units_have_a_text_and_a_range() {
    let fields = |text: &str| {
        let equation = equation(text);
        (equation.units.map(|unit| unit.text).unwrap_or_default(), equation.range)
    };
    assert_eq!(
        fields("a = 1 ~ person/Year [0,?] ~ |"),
        ("person/Year".into(), vec![Some(0.0), None])
    );
    assert_eq!(
        fields("a = 1 ~ percent [-99,300,1]~|"),
        ("percent".into(), vec![Some(-99.0), Some(300.0), Some(1.0)])
    );
    assert_eq!(
        fields("a = 1 ~ Degrees [-459.67, inf] ~ |"),
        ("Degrees".into(), vec![Some(-459.67), None])
    );
    assert_eq!(fields("a = 1 ~ [0,1] ~ |"), (String::new(), vec![Some(0.0), Some(1.0)]));
    assert_eq!(
        fields("a = 1 ~ \n\twatt/\\\n\t\t(meter*meter) ~ |"),
        ("watt/ (meter*meter)".into(), vec![])
    );
    assert_eq!(fields("a = 1 ~ {as measured} kg ~ |"), ("kg".into(), vec![]));
    assert_eq!(fields("a = 1 ~ \t ~ |"), (String::new(), vec![]));
}

#[test]
fn comments_are_joined_where_vensim_broke_them() {
    let text = "a = 1\n\t~\t\n\t~\tRamp with different \\\n\t\tsyntax.\n\t\tNext \"line.\n\t|";
    assert_eq!(equation(text).comment, "Ramp with different syntax.\nNext \"line.");
}

#[test]
fn supplementary_stands_in_a_field_of_its_own() {
    for text in [
        "a = 1 ~~~:SUPPLEMENTARY|",
        "a = 1 ~ u ~ c ~ :SUP\n |",
        "a = 1 ~ ~:supplementary|",
        "a=1~~ ~ :SUPPLEMENTARY ~ |",
    ] {
        assert!(equation(text).supplementary, "{text}");
    }
    assert!(!equation("a = 1 ~ ~ a :SUPPLEMENTARY remark |").supplementary);
}

#[test]
fn spans_point_at_what_was_written() {
    let text = "{UTF-8}\n größe[ D ] = 2 * (b + c) ~ kg [0,1] ~ so |";
    let equation = equation(text);
    assert_eq!(&text[equation.span.range()], "größe[ D ] = 2 * (b + c)");
    assert_eq!(&text[equation.target.span.range()], "größe[ D ]");
    assert_eq!(&text[equation.units.expect("a unit").span.range()], "kg");
    let Body::Formula(expr) = equation.body else {
        panic!("a formula")
    };
    assert_eq!(&text[expr.span.range()], "2 * (b + c)");
}
