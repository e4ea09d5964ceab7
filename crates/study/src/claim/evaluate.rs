//! A claim's truth in one future.

use super::{Binary, Call, Expr, ExprKind, Pair, Predicate};

impl Predicate {
    /// The runs that it needs: each pair once, those of the reference that a change is against included.
    pub fn pairs(&self, reference: usize) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self.root.pairs().into_iter().copied().collect();
        let against: Vec<Pair> = pairs
            .iter()
            .map(|p| Pair {
                policy: reference,
                ..*p
            })
            .filter(|p| self.has_change(p.outcome))
            .collect();
        pairs.extend(against);
        pairs.sort();
        pairs.dedup();
        pairs
    }

    fn has_change(&self, outcome: usize) -> bool {
        has_change(&self.root, outcome)
    }

    /// Whether it holds where `value` gives the outcomes of one future, in the reference too.
    ///
    /// `None` when it is undecided: a run that it needs failed (its value is not finite), or a number in it is not finite,
    /// as after a division by zero.
    pub fn holds(&self, reference: usize, value: &dyn Fn(Pair) -> f64) -> Option<bool> {
        let pairs = self.pairs(reference);
        // All runs first: `a or b` is undecided where a run of `b` failed, even if `a` holds. Else a claim would be judged in
        // other futures for each way of writing it.
        if pairs.iter().any(|p| !value(*p).is_finite()) {
            return None;
        }
        let future = Future { reference, value };
        future.truth(&self.root)
    }
}

fn has_change(expression: &Expr, outcome: usize) -> bool {
    match &expression.kind {
        ExprKind::Change(pair) => pair.outcome == outcome,
        ExprKind::Number(_) | ExprKind::Outcome(_) => false,
        ExprKind::Negate(inner) | ExprKind::Not(inner) => has_change(inner, outcome),
        ExprKind::Binary(_, left, right) => has_change(left, outcome) || has_change(right, outcome),
        ExprKind::Call(_, arguments) => arguments.iter().any(|a| has_change(a, outcome)),
    }
}

struct Future<'a> {
    reference: usize,
    value: &'a dyn Fn(Pair) -> f64,
}

impl Future<'_> {
    fn truth(&self, expression: &Expr) -> Option<bool> {
        match &expression.kind {
            ExprKind::Not(inner) => self.truth(inner).map(|t| !t),
            // Both sides, without a short cut: whether a future is decided must not depend on which side stands first.
            ExprKind::Binary(Binary::And, left, right) => Some(self.truth(left)? & self.truth(right)?),
            ExprKind::Binary(Binary::Or, left, right) => Some(self.truth(left)? | self.truth(right)?),
            ExprKind::Binary(op, left, right) => {
                let (a, b) = (self.number(left)?, self.number(right)?);
                compare(*op, a, b)
            }
            _ => None,
        }
    }

    fn number(&self, expression: &Expr) -> Option<f64> {
        let value = match &expression.kind {
            ExprKind::Number(value) => *value,
            ExprKind::Outcome(pair) => (self.value)(*pair),
            ExprKind::Change(pair) => {
                let against = (self.value)(Pair {
                    policy: self.reference,
                    ..*pair
                });
                relative_change((self.value)(*pair), against)?
            }
            ExprKind::Negate(inner) => -self.number(inner)?,
            ExprKind::Binary(op, left, right) => {
                let (a, b) = (self.number(left)?, self.number(right)?);
                arithmetic(*op, a, b)?
            }
            ExprKind::Call(call, arguments) => self.call(*call, arguments)?,
            ExprKind::Not(_) => return None,
        };
        // A division by zero on the way leaves the claim undecided, not false.
        value.is_finite().then_some(value)
    }

    fn call(&self, call: Call, arguments: &[Expr]) -> Option<f64> {
        let values: Option<Vec<f64>> = arguments.iter().map(|a| self.number(a)).collect();
        let combine = match call {
            Call::Abs => return values?.first().map(|v| v.abs()),
            // Neither is given a number that is not finite, which `f64::min` would pass over in silence.
            Call::Min => f64::min,
            Call::Max => f64::max,
        };
        values?.into_iter().reduce(combine)
    }
}

/// The change from `against` to `value` as a share of the size of `against`; `None` where that is zero.
pub fn relative_change(value: f64, against: f64) -> Option<f64> {
    // By the size: a rise from -2 to -1 is a rise of one half.
    (against != 0.0).then(|| (value - against) / against.abs())
}

fn arithmetic(op: Binary, a: f64, b: f64) -> Option<f64> {
    match op {
        Binary::Add => Some(a + b),
        Binary::Subtract => Some(a - b),
        Binary::Multiply => Some(a * b),
        Binary::Divide => Some(a / b),
        _ => None,
    }
}

fn compare(op: Binary, a: f64, b: f64) -> Option<bool> {
    match op {
        Binary::Less => Some(a < b),
        Binary::LessEqual => Some(a <= b),
        Binary::Greater => Some(a > b),
        Binary::GreaterEqual => Some(a >= b),
        Binary::Equal => Some(a == b),
        Binary::NotEqual => Some(a != b),
        _ => None,
    }
}
