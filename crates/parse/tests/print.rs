//! Printing and reading are inverse: whatever an expression is, its text gives it back.

use parse::{BinaryOp, Callee, Expr, ExprKind, LookupTable, Name, Reference, Subscript, UnaryOp, print};
use proptest::prelude::*;
use source::{Diagnostics, SourceId, Span};

fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

/// Any name that has a letter; half of them need quotes.
fn name() -> impl Strategy<Value = Name> {
    let spelling = prop_oneof!["[a-zA-Zé世_][a-z0-9 _'$]{0,8}", r#"[ -~é€\t]{1,10}"#, any::<String>()];
    let quoted = |text: String| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        Name::new(&format!("\"{escaped}\""), Span::default())
    };
    spelling.prop_map(quoted).prop_filter("a name has a letter", |name| !name.key.is_empty())
}

fn subscript() -> impl Strategy<Value = Subscript> {
    (name(), any::<bool>()).prop_map(|(name, bang)| Subscript { name, bang })
}

fn reference() -> impl Strategy<Value = Reference> {
    (name(), prop::collection::vec(subscript(), 0..3)).prop_map(|(name, subscripts)| Reference { name, subscripts })
}

/// Any double that can be a literal; signs are operators.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_map(f64::abs).prop_filter("a literal is finite", |value| value.is_finite()),
        (0u32..1000).prop_map(f64::from),
    ]
}

fn table() -> impl Strategy<Value = LookupTable> {
    let signed = || (number(), any::<bool>()).prop_map(|(value, minus)| if minus { -value } else { value });
    let range = prop::option::of([signed(), signed(), signed(), signed()]);
    (range, prop::collection::vec((signed(), signed()), 1..4)).prop_map(|(range, points)| LookupTable {
        range,
        points,
        span: Span::default(),
    })
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        number().prop_map(ExprKind::Number),
        Just(ExprKind::Missing),
        "[^'\n\r]{0,12}".prop_map(ExprKind::Text),
        reference().prop_map(ExprKind::Reference),
        table().prop_map(|t| ExprKind::Lookup(Box::new(t))),
    ]
    .prop_map(expr)
}

fn unary_op() -> impl Strategy<Value = UnaryOp> {
    prop::sample::select(vec![UnaryOp::Negate, UnaryOp::Plus, UnaryOp::Not])
}

fn binary_op() -> impl Strategy<Value = BinaryOp> {
    use BinaryOp::*;
    let arithmetic = [Add, Subtract, Multiply, Divide, Power];
    let logic = [Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, And, Or];
    prop::sample::select([arithmetic.as_slice(), logic.as_slice()].concat())
}

fn call(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = ExprKind> {
    let arguments = prop::collection::vec(inner, 0..4);
    let outputs = prop::collection::vec(reference(), 0..3);
    (reference(), arguments, outputs).prop_map(|(callee, mut arguments, outputs)| {
        if !outputs.is_empty() {
            arguments.push(expr(ExprKind::Outputs(outputs)));
        }
        ExprKind::Call {
            callee: Callee::Named(Box::new(callee)),
            arguments,
        }
    })
}

fn any_expression() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(6, 40, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => (binary_op(), boxed(), boxed()).prop_map(|(op, a, b)| ExprKind::Binary(op, a, b)),
            2 => (unary_op(), boxed()).prop_map(|(op, a)| ExprKind::Unary(op, a)),
            1 => call(inner.clone()),
        ]
        .prop_map(expr)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn reading_what_was_printed_gives_the_same(expr in any_expression()) {
        let printed = print::expression(&expr);
        let mut diagnostics = Diagnostics::new();
        let read = parse::vensim_expression(&printed, SourceId(0), &mut diagnostics);
        prop_assert!(diagnostics.is_empty(), "{}: {:?}", printed, diagnostics);
        prop_assert_eq!(read, Some(expr), "{}", printed);
    }

    /// Without its parentheses a text must mean something else, or they were not needed. `:NOT:` as an operand gets
    /// them always: we would read it without them, but other tools would not.
    #[test]
    fn no_parenthesis_is_superfluous(
        outer in binary_op(), inner in binary_op(), sign in prop::option::of(prop::sample::select(vec![UnaryOp::Negate, UnaryOp::Plus])), on_left: bool,
    ) {
        let reference = |letter: &str| {
            let name = Name::new(letter, Span::default());
            Box::new(expr(ExprKind::Reference(Reference { name, subscripts: vec![] })))
        };
        let nested = match sign {
            Some(sign) => ExprKind::Unary(sign, reference("a")),
            None => ExprKind::Binary(inner, reference("a"), reference("b")),
        };
        let (left, right) = if on_left { (Box::new(expr(nested)), reference("c")) } else { (reference("c"), Box::new(expr(nested))) };
        let whole = expr(ExprKind::Binary(outer, left, right));
        let printed = print::expression(&whole);
        if printed.contains('(') {
            let bare = printed.replace(['(', ')'], "");
            let read = parse::vensim_expression(&bare, SourceId(0), &mut Diagnostics::new());
            prop_assert_ne!(read, Some(whole), "{}", printed);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..60), odd in any::<String>(),
    ) {
        let text = words.concat() + &odd;
        parse::vensim(&text, SourceId(0), &mut Diagnostics::new());
        parse::vensim_expression(&text, SourceId(0), &mut Diagnostics::new());
    }
}

/// Pieces that texts of models are made of.
const WORDS: [&str; 48] = [
    "a",
    " b ",
    "\"q",
    "\"",
    "'",
    "'t'",
    "1",
    "2.5e3",
    "1e999",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    ":",
    "!",
    "=",
    "==",
    ":=",
    "<",
    ">",
    "->",
    "<->",
    "~",
    "|",
    "~~|\n",
    "{",
    "}",
    "\\\n",
    "\n",
    ":NA:",
    ":NOT:",
    ":AND:",
    ":EXCEPT:",
    ":MACRO:",
    ":END OF MACRO:",
    "********\n\t.G\n****~\n|",
    "TABBED ARRAY(",
    "((0,1),(2,3))",
    "[(0,0)-(1,1)],",
    "\n\\\\\\---/// S\n*View\n",
    "\n///---\\\\\\\n15:0,0,0,1\n",
];
