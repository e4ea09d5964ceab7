//! Small pieces of the model's formulas, put together.

use language::{Builtin, Meaning};
use parse::{BinaryOp, Callee, Expr, ExprKind, Name, Reference, Subscript};
use source::Span;

/// A literal.
pub(crate) fn number(value: f64, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Number(value),
        span,
    }
}

/// A name with subscripts.
pub(crate) fn reference(name: Name, subscripts: Vec<Subscript>) -> Expr {
    let span = name.span;
    Expr {
        kind: ExprKind::Reference(Reference { name, subscripts }),
        span,
    }
}

/// A name of the clock or the run, such as `TIME STEP`.
pub(crate) fn control(name: &str, span: Span) -> Expr {
    reference(Name::new(name, span), Vec::new())
}

/// A call of a function of Vensim, by its name.
pub(crate) fn call(name: &str, arguments: Vec<Expr>, span: Span) -> Expr {
    called(callee(Name::new(name, span)), arguments, span)
}

/// What a name calls: a function of Vensim, or what the model may define under it.
pub(crate) fn callee(name: Name) -> Callee {
    match language::find(&language::key_of(&name.text)) {
        Some(builtin) => Callee::Builtin(builtin),
        None => Callee::named(name),
    }
}

/// A call of a function by what it means.
pub(crate) fn builtin(meaning: Meaning, arguments: Vec<Expr>, span: Span) -> Expr {
    called(Callee::Builtin(Builtin::of(meaning)), arguments, span)
}

/// A call.
pub(crate) fn called(callee: Callee, arguments: Vec<Expr>, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Call { callee, arguments },
        span,
    }
}

/// Two operands.
pub(crate) fn binary(op: BinaryOp, a: Expr, b: Expr) -> Expr {
    let span = a.span.to(b.span);
    Expr {
        kind: ExprKind::Binary(op, Box::new(a), Box::new(b)),
        span,
    }
}

/// What could not be understood; a diagnostic says why.
pub(crate) fn error(span: Span) -> Expr {
    Expr {
        kind: ExprKind::Error,
        span,
    }
}

/// What is no number.
pub(crate) fn not_a_number(span: Span) -> Expr {
    binary(BinaryOp::Divide, number(0.0, span), number(0.0, span))
}

/// The sum of the first minus the sum of the second; 0 when both are empty.
pub(crate) fn net(inflows: &[Expr], outflows: &[Expr], span: Span) -> Expr {
    let (mut inflows, mut outflows) = (inflows.iter().cloned(), outflows.iter().cloned());
    let first = match (inflows.next(), outflows.len()) {
        (Some(first), _) => first,
        (None, 0) => return number(0.0, span),
        (None, _) => {
            let first = outflows.next().unwrap_or_else(|| number(0.0, span));
            negative(first)
        }
    };
    let sum = inflows.fold(first, |sum, flow| binary(BinaryOp::Add, sum, flow));
    outflows.fold(sum, |sum, flow| binary(BinaryOp::Subtract, sum, flow))
}

fn negative(expr: Expr) -> Expr {
    Expr {
        span: expr.span,
        kind: ExprKind::Unary(parse::UnaryOp::Negate, Box::new(expr)),
    }
}

/// The larger of an expression and 0.
pub(crate) fn at_least_zero(expr: Expr) -> Expr {
    let span = expr.span;
    call("MAX", vec![expr, number(0.0, span)], span)
}
