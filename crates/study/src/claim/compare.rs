//! Claims that compare one outcome under two policies, and what becomes of them at another threshold.

use super::{Binary, Expr, ExprKind, Pair, Predicate, relative_change};
use experiment::plan::Outcome;

/// One outcome under two policies, and the change between them that a claim asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The outcome under the policy that is judged.
    pub judged: Pair,
    /// The same under the policy that it is compared with.
    pub against: Pair,
    /// The change asked for.
    pub threshold: f64,
    /// How the change is measured.
    measure: Measure,
    /// How it is compared with the threshold.
    op: Binary,
}

/// How a change is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// `A < 0.98 * B`.
    Ratio,
    /// `A - B < -20`.
    Difference,
    /// `change(A) < -2 %`.
    Change,
}

impl Comparison {
    /// Whether changes are shares; else they are in the outcome's unit.
    pub fn relative(&self) -> bool {
        self.measure != Measure::Difference
    }

    /// Whether more than the threshold is asked for.
    pub fn more(&self) -> bool {
        matches!(self.op, Binary::Greater | Binary::GreaterEqual)
    }

    /// The change in one future; `None` where it is no number.
    pub fn effect(&self, judged: f64, against: f64) -> Option<f64> {
        let effect = match self.measure {
            Measure::Difference => judged - against,
            Measure::Ratio | Measure::Change => relative_change(judged, against)?,
        };
        effect.is_finite().then_some(effect)
    }

    /// Whether the claim would hold in one future if it asked for another change.
    pub fn holds_at(&self, threshold: f64, judged: f64, against: f64) -> bool {
        // The claim's own form, not the effect: where the outcome is 0 under `against` a ratio still compares.
        match self.measure {
            Measure::Ratio => self.compares(judged, (1.0 + threshold) * against),
            Measure::Difference => self.compares(judged - against, threshold),
            Measure::Change => relative_change(judged, against).is_some_and(|change| self.compares(change, threshold)),
        }
    }

    fn compares(&self, a: f64, b: f64) -> bool {
        match self.op {
            Binary::Less => a < b,
            Binary::LessEqual => a <= b,
            Binary::Greater => a > b,
            _ => a >= b,
        }
    }
}

impl Predicate {
    /// The comparison that it is, where it is one of one outcome under two policies: `A < k * B`, `A - B > c`,
    /// `change(A) > c` and what comes to the same.
    pub fn comparison(&self, outcomes: &[Outcome], reference: usize) -> Option<Comparison> {
        let ExprKind::Binary(op, left, right) = &self.root.kind else {
            return None;
        };
        let ordered = matches!(
            op,
            Binary::Less | Binary::LessEqual | Binary::Greater | Binary::GreaterEqual
        );
        let sum = Linear::of(left)?.plus(Linear::of(right)?.times(-1.0));
        let comparison = sum.comparison(*op, outcomes, reference).filter(|_| ordered)?;
        Some(Comparison {
            // 0.98 - 1 is -0.020000000000000018.
            threshold: (comparison.threshold * 1e12).round() / 1e12,
            ..comparison
        })
    }

    /// The claim that there is as much change the other way, where it is such a comparison.
    pub fn opposite(&self, outcomes: &[Outcome], reference: usize) -> Option<Predicate> {
        let comparison = self.comparison(outcomes, reference)?;
        let at = self.root.span;
        let expr = |kind| Box::new(Expr { kind, span: at });
        let number = |value| expr(ExprKind::Number(value));
        let (judged, against) = (comparison.judged, comparison.against);
        let (left, right) = match comparison.measure {
            Measure::Ratio => {
                let factor = number(1.0 - comparison.threshold);
                let scaled = ExprKind::Binary(Binary::Multiply, factor, expr(ExprKind::Outcome(against)));
                (expr(ExprKind::Outcome(judged)), expr(scaled))
            }
            Measure::Difference => {
                let pair = [judged, against].map(|pair| expr(ExprKind::Outcome(pair)));
                let [a, b] = pair;
                (
                    expr(ExprKind::Binary(Binary::Subtract, a, b)),
                    number(-comparison.threshold),
                )
            }
            Measure::Change => (expr(ExprKind::Change(judged)), number(-comparison.threshold)),
        };
        let root = ExprKind::Binary(turned(comparison.op), left, right);
        Some(Predicate {
            text: format!("the opposite of {}", self.text),
            root: Expr { kind: root, span: at },
        })
    }
}

/// The comparison that holds when both sides are multiplied by -1.
fn turned(op: Binary) -> Binary {
    match op {
        Binary::Less => Binary::Greater,
        Binary::LessEqual => Binary::GreaterEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterEqual => Binary::LessEqual,
        other => other,
    }
}

/// What a sum is of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Term {
    Outcome(Pair),
    Change(Pair),
}

/// A sum of multiples and a number.
#[derive(Clone, Debug, Default)]
struct Linear {
    /// Each term once, in the order of the text.
    terms: Vec<(Term, f64)>,
    constant: f64,
}

impl Linear {
    /// The sum that an expression is; `None` where it is none, as for a product of two outcomes.
    fn of(expression: &Expr) -> Option<Linear> {
        Some(match &expression.kind {
            ExprKind::Number(value) => Linear {
                constant: *value,
                ..Linear::default()
            },
            ExprKind::Outcome(pair) => Linear::single(Term::Outcome(*pair)),
            ExprKind::Change(pair) => Linear::single(Term::Change(*pair)),
            ExprKind::Negate(inner) => Linear::of(inner)?.times(-1.0),
            ExprKind::Binary(op, left, right) => {
                let (a, b) = (Linear::of(left)?, Linear::of(right)?);
                match op {
                    Binary::Add => a.plus(b),
                    Binary::Subtract => a.plus(b.times(-1.0)),
                    Binary::Multiply if a.terms.is_empty() => b.times(a.constant),
                    Binary::Multiply if b.terms.is_empty() => a.times(b.constant),
                    Binary::Divide if b.terms.is_empty() => a.times(1.0 / b.constant),
                    _ => return None,
                }
            }
            ExprKind::Not(_) | ExprKind::Call(..) => return None,
        })
    }

    fn single(term: Term) -> Linear {
        Linear {
            terms: vec![(term, 1.0)],
            constant: 0.0,
        }
    }

    fn times(mut self, factor: f64) -> Linear {
        self.terms.iter_mut().for_each(|(_, multiple)| *multiple *= factor);
        self.constant *= factor;
        self
    }

    fn plus(mut self, other: Linear) -> Linear {
        for (term, multiple) in other.terms {
            match self.terms.iter_mut().find(|(own, _)| *own == term) {
                Some((_, own)) => *own += multiple,
                None => self.terms.push((term, multiple)),
            }
        }
        self.constant += other.constant;
        self
    }

    /// The comparison that `self op 0` is.
    fn comparison(&self, op: Binary, outcomes: &[Outcome], reference: usize) -> Option<Comparison> {
        match self.terms[..] {
            [(Term::Change(judged), multiple)] => {
                let against = Pair {
                    policy: reference,
                    ..judged
                };
                let threshold = -self.constant / multiple;
                comparison(judged, against, Measure::Change, threshold, directed(op, multiple))
            }
            [(Term::Outcome(first), a), (Term::Outcome(second), b)] if first.outcome == second.outcome => {
                // A claim is about the policy that is not the reference, whichever it names first.
                let turn = first.policy == reference;
                let (judged, against) = if turn { (second, first) } else { (first, second) };
                let (a, b) = if turn { (b, a) } else { (a, b) };
                let factor = -b / a;
                let relative = outcomes[judged.outcome].relative;
                let (measure, threshold) = match self.constant == 0.0 {
                    true if factor > 0.0 && (relative || factor != 1.0) => (Measure::Ratio, factor - 1.0),
                    _ if factor == 1.0 => (Measure::Difference, -self.constant / a),
                    _ => return None,
                };
                comparison(judged, against, measure, threshold, directed(op, a))
            }
            _ => None,
        }
    }
}

/// The comparison left when both sides are divided by a number.
fn directed(op: Binary, by: f64) -> Binary {
    if by < 0.0 { turned(op) } else { op }
}

fn comparison(judged: Pair, against: Pair, measure: Measure, threshold: f64, op: Binary) -> Option<Comparison> {
    let found = Comparison {
        judged,
        against,
        threshold,
        measure,
        op,
    };
    (judged.policy != against.policy && threshold.is_finite()).then_some(found)
}
