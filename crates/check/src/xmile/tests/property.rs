//! Whatever a file holds, reading it ends, and every diagnostic lies in the text.

use super::{VARIABLES, by, read};
use proptest::prelude::*;

/// Parts of model files, in any order.
fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<aux name=\"a\">",
        "</aux>",
        "<eqn>",
        "</eqn>",
        "1",
        "a + b",
        "x[*]",
        "x[a, 2:3]",
        "SUM(",
        ")",
        "IF a THEN",
        "ELSE b",
        "<stock name=\"s\">",
        "</stock>",
        "<inflow>a</inflow>",
        "<gf>",
        "</gf>",
        "<ypts>1,2</ypts>",
        "<element subscript=\"North\">",
        "</element>",
        "<dimensions><dim name=\"Region\"/></dimensions>",
        "<module name=\"m\"/>",
        "<conveyor><len>2</len></conveyor>",
        "<non_negative/>",
        "&lt;",
        "&amp",
        "\"q",
        "{",
        "}",
        "é€",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "\\n",
        "LOOKUP(a, 1)",
        ".a.b",
        "1e999",
    ])
}

/// A module of any model over any dimensions, connected with anything.
fn module() -> impl Strategy<Value = String> {
    let dimension = prop::sample::select(vec!["Region", "Part", "N", "None"]);
    let end = prop::sample::select(vec![
        "x", "i", "o", "m", "a.x", "b.o", "a.a.o", ".x", ".a.o", "square", "table", "p.q",
    ]);
    let connections = prop::collection::vec((end.clone(), end), 0..3);
    let of = (
        prop::sample::select(vec!["a", "b"]),
        prop::sample::select(vec!["p", "q", "r"]),
    );
    (of, prop::collection::vec(dimension, 0..3), connections).prop_map(|((name, model), dimensions, connections)| {
        let dimensions: String = dimensions.iter().map(|d| format!("<dim name=\"{d}\"/>")).collect();
        let connections: String =
            connections.iter().map(|(to, from)| format!("<connect to=\"{to}\" from=\"{from}\"/>")).collect();
        format!(
            "<module name=\"{name}\" model_name=\"{model}\"><dimensions>{dimensions}</dimensions>{connections}</module>"
        )
    })
}

fn holds(text: &str) {
    let (model, diagnostics) = read(text);
    for diagnostic in diagnostics.iter() {
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            assert!(
                text.get(label.span.range()).is_some(),
                "{diagnostic:?} lies outside of {text:?}"
            );
        }
    }
    for equation in &model.equations {
        assert!(
            text.get(equation.span.range()).is_some(),
            "{equation:?} lies outside of {text:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text(text in ".{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_order_of_parts(parts in prop::collection::vec(part(), 0..40)) {
        let variables = format!("{VARIABLES}{}", parts.concat());
        holds(&by("isee systems", &format!("<model><variables>{variables}</variables></model>")));
    }

    /// Modules and arrays of them, connected in any way, also with themselves and through each other.
    #[test]
    fn any_modules(
        modules in prop::collection::vec(module(), 0..6),
        inside in prop::collection::vec(module(), 0..3),
        parts in prop::collection::vec(part(), 0..6),
    ) {
        let variables = format!("{VARIABLES}{}", modules.concat());
        let input = "<aux name=\"i\" access=\"input\"><dimensions><dim name=\"N\"/></dimensions></aux><aux name=\"x\" access=\"input\"/>";
        let inside = format!("{input}{}{}", inside.concat(), parts.concat());
        let model = |name: &str, variables: &str| format!("<model name=\"{name}\"><variables>{variables}</variables></model>");
        let own = "<aux name=\"x\"/><aux name=\"o\"><eqn>x[Region] + SUM(x) + .m[1, 2] + Region</eqn></aux>";
        holds(&by("Test", &[model("", &variables), model("p", &inside), model("q", own)].concat()));
    }

    #[test]
    fn any_formula(parts in prop::collection::vec(part(), 0..12)) {
        let eqn = parts.concat().replace('<', "&lt;");
        let variables = format!("{VARIABLES}<aux name=\"r\"><dimensions><dim name=\"Region\"/></dimensions><eqn>{eqn}</eqn></aux>");
        holds(&by("Test", &format!("<model><variables>{variables}</variables></model>")));
    }
}
