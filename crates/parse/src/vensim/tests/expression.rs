//! Formulas: what binds how, what a name may be, which numbers there are.

use super::{check, expression, prints};
use crate::{Expr, ExprKind, limits, vensim_expression};
use source::{Diagnostics, SourceId};

#[test]
fn operators_bind_as_in_vensim() {
    check("-2^2", "-(2^2)");
    check("2^-x", "2^(-x)");
    check("2^-x^2", "2^(-(x^2))");
    check("4^3^2", "4^(3^2)");
    check("a-b-c", "(a-b)-c");
    check("a/b/c*d", "((a/b)/c)*d");
    check("a+b*c^d", "a+(b*(c^d))");
    check("-a*b", "(-a)*b");
    check("a*-b", "a*(-b)");
    check("- -a", "-(-a)");
    check("a--b", "a-(-b)");
    check("a<-b", "a < (-b)");
    check("a+b<c*d", "(a+b)<(c*d)");
    check(":NOT: a = b", ":NOT: (a = b)");
    check(":NOT: a :AND: b", "(:NOT: a) :AND: b");
    check("a :OR: b :AND: c", "a :OR: (b :AND: c)");
    check("a :AND: :NOT: b > 1 :OR: c", "(a :AND: (:NOT: (b > 1))) :OR: c");
    check("a <> b :and: c>=d :Or: e<=f", "((a<>b) :AND: (c>=d)) :OR: (e<=f)");
}

#[test]
fn blanks_case_and_comments_do_not_count_in_names() {
    check("Birth\t rate\n of_ x", "birth rate of x");
    check("a \\\n\t\tb", "a b");
    check("a\\\r\n\t\tb", "a b");
    check("a {of all} b", "a b");
    check("a {x {y} z}+{w} b", "a + b");
    check("\"birth rate\"", "Birth Rate");
    check("AND gate OR not", "and gate or not");
    check("IF THEN ELSE rate", "if then else rate");
}

#[test]
fn names_may_be_of_any_script_and_hold_some_signs() {
    for name in [
        "größe",
        "世界 人口",
        "été_1995",
        "time's up",
        "DimA'",
        "dollar sign$",
        "Time$",
        "SG&A Cost",
        "k$",
    ] {
        let Expr {
            kind: ExprKind::Reference(reference),
            ..
        } = expression(name)
        else {
            panic!("{name}")
        };
        assert_eq!(&*reference.name.text, name);
    }
}

#[test]
fn quoted_names_hold_anything() {
    for (quoted, text) in [
        (r#""100% true""#, "100% true"),
        (r#""1995€/$""#, "1995€/$"),
        (r#""a|b~c{d}e""#, "a|b~c{d}e"),
        (r#""it' and \ \"Quotes\"""#, r#"it' and \ "Quotes""#),
        (r#""Stock with \n Newline""#, r"Stock with \n Newline"),
        (r#""ends with \\""#, r"ends with \"),
    ] {
        let Expr {
            kind: ExprKind::Reference(reference),
            ..
        } = expression(quoted)
        else {
            panic!("{quoted}")
        };
        assert_eq!(&*reference.name.text, text);
        prints(quoted, quoted);
    }
}

#[test]
fn numbers_have_many_spellings() {
    for (text, value) in [
        ("1e-3", 0.001),
        (".5", 0.5),
        ("5.", 5.0),
        ("1E+08", 1e8),
        ("007", 7.0),
        ("5.e1", 50.0),
    ] {
        assert_eq!(expression(text).kind, ExprKind::Number(value), "{text}");
    }
    check("1e-999", "0");
}

#[test]
fn functions_are_calls_with_blanks_in_their_names() {
    prints("IF THEN ELSE ( a>1,b , c)", "IF THEN ELSE(a > 1, b, c)");
    prints("INTEG\n\t(-rate,\n\t\t10)", "INTEG(-rate, 10)");
    prints("RANDOM 0 1()", "RANDOM 0 1()");
    prints("table[North](Time/2)", "table[North](Time / 2)");
    prints("SUM(a[Dim A!,b\n!])", "SUM(a[Dim A!, b!])");
    prints(
        "GET XLS DATA('?a b.xls', 'S|1~', 'A', 'B2*')",
        "GET XLS DATA('?a b.xls', 'S|1~', 'A', 'B2*')",
    );
    prints(
        "VECTOR SELECT(s[D!],x[D!],:na:,0,0)",
        "VECTOR SELECT(s[D!], x[D!], :NA:, 0, 0)",
    );
}

#[test]
fn a_call_of_a_macro_may_name_further_outputs() {
    prints("ADD3(a,b : low, high[North])", "ADD3(a, b: low, high[North])");
}

#[test]
fn points_may_stand_within_a_call() {
    prints(
        "WITH LOOKUP(Time, ([(0,0)-(10,5),(2,2),(3,3)],(0,-1),(+ 10,- 2e3)))",
        "WITH LOOKUP(Time, ([(0, 0) - (10, 5)], (0, -1), (10, -2000)))",
    );
    prints(
        "WITH LOOKUP(Time, ((0,1),(10,2)))",
        "WITH LOOKUP(Time, ((0, 1), (10, 2)))",
    );
    prints("MAX((1),2)", "MAX(1, 2)");
}

#[test]
fn printing_keeps_only_the_parentheses_that_matter() {
    prints("((a))", "a");
    prints("(a*b)+(c)", "a * b + c");
    prints("a-(b-c)", "a - (b - c)");
    prints("(a^b)^c", "(a ^ b) ^ c");
    prints("a^(b^c)", "a ^ b ^ c");
    prints("(-a)^b", "(-a) ^ b");
    prints("-(a^b)", "-a ^ b");
    prints("-(a*b)", "-(a * b)");
    prints("(:NOT: a) = b", "(:NOT: a) = b");
    prints("a*(:NOT: b)", "a * (:NOT: b)");
    prints("(a=b)=(c=d)", "a = b = (c = d)");
}

#[test]
fn nesting_is_limited_and_long_sums_too() {
    let deep = |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
    let id = |text: &str| {
        let mut diagnostics = Diagnostics::new();
        let expr = vensim_expression(text, SourceId(0), &mut diagnostics);
        assert_eq!(expr.is_some(), diagnostics.is_empty());
        diagnostics.iter().map(|diagnostic| diagnostic.id).collect::<Vec<_>>()
    };
    let (fits, limit) = (limits::NESTING - 1, limits::NESTING);
    for (open, close) in [
        ("(", ")"),
        ("-", ""),
        ("2^", ""),
        ("f(", ")"),
        (":NOT:", ""),
        ("a+(", ")"),
    ] {
        assert_eq!(id(&deep(open, close, fits)), [""; 0], "{open}");
        assert_eq!(id(&deep(open, close, limit)), ["nesting-too-deep"], "{open}");
        assert_eq!(id(&deep(open, close, 100_000)), ["nesting-too-deep"], "{open}");
    }
    assert_eq!(id(&deep("a+", "", limits::HEIGHT - 1)), [""; 0]);
    assert_eq!(id(&deep("a+", "", limits::HEIGHT)), ["nesting-too-deep"]);
}
