//! Whatever a file holds, reading it ends, and every finding lies in the text.

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

fn holds(text: &str) {
    let (model, diagnostics) = read(text);
    for finding in diagnostics.iter() {
        for label in finding.primary.iter().chain(&finding.secondary) {
            assert!(
                text.get(label.span.range()).is_some(),
                "{finding:?} lies outside of {text:?}"
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

    #[test]
    fn any_formula(parts in prop::collection::vec(part(), 0..12)) {
        let eqn = parts.concat().replace('<', "&lt;");
        let variables = format!("{VARIABLES}<aux name=\"r\"><dimensions><dim name=\"Region\"/></dimensions><eqn>{eqn}</eqn></aux>");
        holds(&by("Test", &format!("<model><variables>{variables}</variables></model>")));
    }
}
