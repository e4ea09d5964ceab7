//! What is said about a file that is wrong, and that nothing else suffers from it.

use super::{VARIABLES, diagnostics, equations, file, ids, read};

fn formula(eqn: &str) -> String {
    file(&format!("{VARIABLES}\n<aux name=\"r\">\n<eqn>{eqn}</eqn>\n</aux>\n"))
}

/// A file in which the lines around the formula are short enough to be shown.
fn short(eqn: &str) -> String {
    let aux = |name, eqn| format!("<aux name=\"{name}\">\n<eqn>{eqn}</eqn>\n</aux>\n");
    let variables = [aux("a", "1"), aux("b", "2"), aux("r", eqn)].concat();
    format!(
        "<xmile>\n{}\n<model>\n<variables>\n{variables}</variables>\n</model>\n</xmile>",
        super::SPECS
    )
}

fn formula_ids(eqn: &str) -> Vec<&'static str> {
    ids(&formula(eqn))
}

#[test]
fn one_bad_formula_never_hides_another() {
    let variables = "<aux name=\"a\"><eqn>1 +</eqn></aux><aux name=\"b\"><eqn>2</eqn></aux>\
        <aux name=\"c\"><eqn>(3</eqn></aux><aux><eqn>4</eqn></aux><aux name=\"d\"><eqn>x[</eqn></aux>\
        <aux name=\"e\"/><aux name=\"f\"><eqn>6</eqn></aux>";
    let (model, diagnostics) = read(&file(variables));
    let ids: Vec<_> = diagnostics.iter().map(|f| f.id).collect();
    let expected = [
        "missing-operand",
        "unbalanced-parenthesis",
        "empty-name",
        "missing-operand",
        "incomplete-equation",
    ];
    assert_eq!(ids, expected);
    assert_eq!(equations(&model, "a"), "a = Error");
    assert_eq!(equations(&model, "b"), "b = 2");
    assert_eq!(equations(&model, "f"), "f = 6");
}

#[test]
fn wrong_formulas_have_diagnostics_of_their_own() {
    assert_eq!(
        formula_ids("a b"),
        Vec::<&str>::new(),
        "the next stage knows that there is no `a b`"
    );
    assert_eq!(formula_ids("a 2"), ["unexpected-token"]);
    assert_eq!(formula_ids("a)"), ["unbalanced-parenthesis"]);
    assert_eq!(formula_ids("IF a THEN b"), ["missing-operand"]);
    assert_eq!(formula_ids("IF a b"), ["missing-operand"]);
    assert_eq!(formula_ids("{a"), ["unterminated-comment"]);
    assert_eq!(formula_ids("\"a"), ["unterminated-text"]);
    assert_eq!(formula_ids("1e999"), ["number-out-of-range"]);
    assert_eq!(formula_ids("???"), ["unexpected-token"]);
    assert_eq!(formula_ids("MAX()"), ["wrong-number-of-arguments"]);
    assert_eq!(formula_ids("SMTH1(a)"), ["wrong-number-of-arguments"]);
    assert_eq!(formula_ids("CYCLETIME(0.5)"), ["unsupported-function"]);
    assert_eq!(formula_ids("LOOKUP(a, 1)"), ["not-a-lookup"]);
    assert_eq!(formula_ids("x[North, South]"), ["dimension-mismatch"]);
    assert_eq!(formula_ids("SUM(x[3:1])"), ["bad-range"]);
    assert_eq!(formula_ids("1, 2"), ["wrong-number-of-values"]);
    assert_eq!(formula_ids("1 &nope;"), ["unknown-entity"]);
}

#[test]
fn wrong_declarations_have_diagnostics_of_their_own() {
    let aux = |inside: &str| ids(&file(&format!("<aux name=\"r\">{inside}</aux>")));
    assert_eq!(
        aux("<dimensions><dim name=\"Regoin\"/></dimensions><eqn>1</eqn>"),
        ["unknown-subscript"]
    );
    let regions = "<dimensions><dim name=\"Region\"/></dimensions>";
    assert_eq!(
        aux(&format!("{regions}<element subscript=\"East\"><eqn>1</eqn></element>")),
        ["subscript-not-in-dimension"]
    );
    assert_eq!(
        aux(&format!("{regions}<element><eqn>1</eqn></element>")),
        ["missing-subscript"]
    );
    assert_eq!(aux(&format!("{regions}<eqn>1, 2</eqn>")), ["wrong-number-of-values"]);
    assert_eq!(
        aux("<eqn>1</eqn><gf><xpts>1,2</xpts><ypts>1</ypts></gf>"),
        ["lookup-odd-count"]
    );
    assert_eq!(aux("<eqn>1</eqn><gf><ypts>1,2</ypts></gf>"), ["lookup-without-points"]);
    assert_eq!(
        aux("<eqn>1</eqn><gf><xpts>1,2</xpts><ypts>1,x</ypts></gf>"),
        ["not-a-number"]
    );
    assert_eq!(
        aux("<eqn>1</eqn></aux><aux name=\"R\"><eqn>2</eqn>"),
        ["duplicate-definition"]
    );
    assert_eq!(
        ids(&file("<stock name=\"q\"><eqn>0</eqn><queue/></stock>")),
        ["unsupported-element"]
    );
    assert_eq!(ids(&file("").replace("Euler", "Gear")), ["unknown-method"]);
    assert_eq!(ids(&file("").replace("<dt>1", "<dt>0")), ["invalid-control"]);
    assert_eq!(ids(&file("").replace("<stop>10", "<stop>ten")), ["not-a-number"]);
}

#[test]
fn an_array_within_a_function_of_arrays_must_say_what_it_means() {
    let variables =
        format!("{VARIABLES}<aux name=\"r\"><dimensions><dim name=\"Region\"/></dimensions><eqn>SUM(x)</eqn></aux>");
    assert_eq!(ids(&file(&variables)), ["ambiguous-subscript"]);
}

#[test]
fn diagnostics_point_at_the_text() {
    insta::assert_snapshot!(diagnostics(&short("a &lt; (b + 1")), @"
    error[unbalanced-parenthesis]: this `(` is never closed
      --> model.xmile:12:13
       |
    12 | <eqn>a &lt; (b + 1</eqn>
       |             ^ opened here
    ");
    insta::assert_snapshot!(diagnostics(&short("a &amp;&amp; b")), @"
    error[unexpected-token]: expected an operator or the end of the formula, found `&`
      --> model.xmile:12:8
       |
    12 | <eqn>a &amp;&amp; b</eqn>
       |        ^^^^^
       |
       = help: write `AND`
    ");
    insta::assert_snapshot!(diagnostics(&short("a = b +")), @"
    error[missing-operand]: expected a number, a name or `(`, found the end of the formula
      --> model.xmile:12:13
       |
    12 | <eqn>a = b +</eqn>
       |             ^ something is missing here
    ");
    insta::assert_snapshot!(diagnostics(&short("a").replace("</xmile>", "")), @"
    error[truncated-file]: the file ends inside `<xmile>`
     --> model.xmile:1:1
      |
    1 | <xmile>
      | ^^^^^^^ opened here
      |
      = help: the file may have been cut off when it was copied
    ");
    insta::assert_snapshot!(diagnostics(&short("a").replace("name=\"b\"", "name=b")), @r#"
    error[broken-xml]: the value of an attribute must be in quotes
     --> model.xmile:8:11
      |
    8 | <aux name=b>
      |           ^
      |
      = help: write attributes as `name="value"`
    error[empty-name]: this `<aux>` has no name
     --> model.xmile:8:1
      |
    8 | <aux name=b>
      | ^^^^^^^^^^^^
      |
      = help: `<aux name="…">`
    "#);
    insta::assert_snapshot!(diagnostics("<xmile"), @"
    error[broken-xml]: syntax error: tag not closed: `>` not found before end of input
     --> model.xmile:1:1
      |
    1 | <xmile
      | ^
    ");
}

#[test]
fn limits_are_stated() {
    let deep = format!("<xmile>\n{}", "<a>".repeat(300));
    insta::assert_snapshot!(diagnostics(&deep), @"
    error[nesting-too-deep]: elements are nested more than 200 levels deep
     --> model.xmile:2:598
      |
    2 | ...<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><...
      |                                                                   ^^^
      |
      = help: check whether an earlier element is not closed
    ");
    let parentheses = "(".repeat(300);
    insta::assert_snapshot!(diagnostics(&short(&parentheses)), @"
    error[nesting-too-deep]: this formula nests more than 200 levels deep or has more than 600 terms in a row
      --> model.xmile:12:206
       |
    12 | ...(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((...
       |                                                                    ^
       |
       = help: split it into several variables
    ");
    let elements = format!("<xmile>\n{}", "<a/>\n".repeat(parse::limits::XML_NODES));
    insta::assert_snapshot!(diagnostics(&elements), @"
    error[file-too-large]: the file has more than 2000000 elements; the rest is not read
           --> model.xmile:2000001:1
            |
    2000001 | <a/>
            | ^^^^
    ");
}
