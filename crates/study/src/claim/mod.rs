//! Claims as predicates over paired runs: `'homicides' @ 'unilateral force' > 'homicides' @ 'no change'` in the same future.

mod check;
mod compare;
mod evaluate;
mod lex;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use check::{Scope, check};
pub use compare::Comparison;
pub use evaluate::relative_change;
pub(crate) use parse::parse;

use source::Span;

/// When a claim holds: an expression whose value is a truth, in which every name is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// As written.
    pub text: String,
    pub(crate) root: Expr,
}

/// A run's outcome, as an expression names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pair {
    /// The outcome: its position in `Plan::outcomes`.
    pub outcome: usize,
    /// The policy: its position in `Plan::policies`.
    pub policy: usize,
}

/// An expression with its place; `N` is how it names outcomes and policies.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expr<N = Pair> {
    pub kind: ExprKind<N>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ExprKind<N> {
    Number(f64),
    /// An outcome under a policy.
    Outcome(N),
    /// The relative change of an outcome under a policy against the reference.
    Change(N),
    Negate(Box<Expr<N>>),
    Not(Box<Expr<N>>),
    Binary(Binary, Box<Expr<N>>, Box<Expr<N>>),
    Call(Call, Vec<Expr<N>>),
}

/// An outcome and a policy as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WrittenPair {
    pub outcome: (String, Span),
    pub policy: (String, Span),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

impl Binary {
    /// Whether it compares two numbers.
    pub fn compares(self) -> bool {
        use Binary::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        matches!(self, Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual)
    }

    /// Whether it joins two truths.
    pub fn joins(self) -> bool {
        matches!(self, Binary::And | Binary::Or)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Abs,
    Min,
    Max,
}

impl<N> Expr<N> {
    /// Every outcome under a policy that it names.
    pub fn pairs(&self) -> Vec<&N> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a N>) {
        match &self.kind {
            ExprKind::Number(_) => {}
            ExprKind::Outcome(pair) | ExprKind::Change(pair) => found.push(pair),
            ExprKind::Negate(inner) | ExprKind::Not(inner) => inner.collect(found),
            ExprKind::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            ExprKind::Call(_, arguments) => arguments.iter().for_each(|a| a.collect(found)),
        }
    }
}
