//! What a claim's expression means: known names, truths and numbers in their places, and units that can be compared.

use super::{Binary, Call, Expr, ExprKind, Pair, Predicate, WrittenPair};
use crate::file::{Placed, Report};
use source::{Diagnostic, Span, nearest};
use units::Unit;

/// What an expression may name.
pub(crate) struct Scope<'a> {
    /// Outcomes with their units; `None` for a unit that could not be read.
    pub outcomes: Vec<(&'a str, Option<Unit>)>,
    /// Policies.
    pub policies: Vec<&'a str>,
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
enum Sort {
    Truth,
    /// A number in this unit.
    Number(Unit),
    /// A written number fits any unit; so does what is not known because of another finding.
    Any,
}

/// Resolves names and judges units. Everything wrong becomes a finding.
pub(crate) fn check(
    text: &Placed<String>,
    written: &Expr<WrittenPair>,
    scope: &Scope<'_>,
    report: &Report,
) -> Option<Predicate> {
    let checker = Checker { scope, report };
    let (root, sort) = checker.expression(written);
    if matches!(sort, Some(Sort::Number(_) | Sort::Any)) {
        let finding = Diagnostic::error("claim-not-a-predicate", text.span, "this is a number, not a comparison");
        report.push(finding.hint("a claim either holds or does not: compare it, as in `… > 0.05`"));
        return None;
    }
    Some(Predicate {
        text: text.value.clone(),
        root: root.filter(|_| sort.is_some())?,
    })
}

struct Checker<'a> {
    scope: &'a Scope<'a>,
    report: &'a Report,
}

type Checked = (Option<Expr>, Option<Sort>);

impl Checker<'_> {
    fn expression(&self, written: &Expr<WrittenPair>) -> Checked {
        let (kind, sort) = match &written.kind {
            ExprKind::Number(value) => (Some(ExprKind::Number(*value)), Some(Sort::Any)),
            ExprKind::Outcome(pair) => {
                let pair = self.pair(pair);
                let sort = pair.map(|p| self.outcome_sort(p));
                (pair.map(ExprKind::Outcome), sort)
            }
            ExprKind::Change(pair) => {
                let pair = self.pair(pair);
                (pair.map(ExprKind::Change), Some(Sort::Number(Unit::pure())))
            }
            ExprKind::Negate(inner) => {
                let (inner, sort) = self.number(inner);
                (inner.map(|i| ExprKind::Negate(Box::new(i))), sort)
            }
            ExprKind::Not(inner) => {
                let inner = self.truth(inner);
                (inner.map(|i| ExprKind::Not(Box::new(i))), Some(Sort::Truth))
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right),
            ExprKind::Call(call, arguments) => self.call(*call, arguments),
        };
        let span = written.span;
        (kind.map(|kind| Expr { kind, span }), sort)
    }

    fn outcome_sort(&self, pair: Pair) -> Sort {
        let unit = &self.scope.outcomes[pair.outcome].1;
        unit.clone().map_or(Sort::Any, Sort::Number)
    }

    fn binary(&self, op: Binary, left: &Expr<WrittenPair>, right: &Expr<WrittenPair>) -> Kind {
        let join = |l: Option<Expr>, r: Option<Expr>| {
            let (l, r) = l.zip(r)?;
            Some(ExprKind::Binary(op, Box::new(l), Box::new(r)))
        };
        if op.joins() {
            let kind = join(self.truth(left), self.truth(right));
            return (kind, Some(Sort::Truth));
        }
        let ((l, left_sort), (r, right_sort)) = (self.number(left), self.number(right));
        let (Some(a), Some(b)) = (left_sort, right_sort) else {
            return (None, None);
        };
        // Products and quotients of units are units; a sum or a comparison needs the same one on both sides.
        let sort = match op {
            Binary::Multiply => product(a, b, Unit::times),
            Binary::Divide => product(a, b, Unit::over),
            _ => {
                let same = self.same_unit(a, left.span, b, right.span);
                if op.compares() { Sort::Truth } else { same }
            }
        };
        (join(l, r), Some(sort))
    }

    fn call(&self, call: Call, arguments: &[Expr<WrittenPair>]) -> Kind {
        let mut sort: Option<(Sort, Span)> = None;
        let mut found = Vec::new();
        let mut whole = true;
        for argument in arguments {
            let (inner, next) = self.number(argument);
            found.extend(inner);
            let Some(next) = next else {
                whole = false;
                continue;
            };
            sort = Some(match sort {
                None => (next, argument.span),
                Some((before, at)) => (self.same_unit(before, at, next, argument.span), at),
            });
        }
        whole &= found.len() == arguments.len();
        let kind = whole.then_some(ExprKind::Call(call, found));
        (kind, sort.map(|(sort, _)| sort))
    }

    /// An expression that must be a number.
    fn number(&self, written: &Expr<WrittenPair>) -> Checked {
        let (inner, sort) = self.expression(written);
        if sort == Some(Sort::Truth) {
            self.report.advise(
                "claim-truth-as-number",
                written.span,
                "this either holds or does not: it is not a number",
                "`and`, `or` and `not` join what holds or does not",
            );
            return (None, None);
        }
        (inner, sort)
    }

    /// An expression that must be a truth.
    fn truth(&self, written: &Expr<WrittenPair>) -> Option<Expr> {
        let (inner, sort) = self.expression(written);
        if matches!(sort, Some(Sort::Number(_) | Sort::Any)) {
            let message = "this is a number, not a comparison";
            self.report.error("claim-not-a-predicate", written.span, message);
            return None;
        }
        inner
    }

    fn same_unit(&self, a: Sort, at_a: Span, b: Sort, at_b: Span) -> Sort {
        match (a, b) {
            (Sort::Number(a), Sort::Number(b)) => {
                if a != b {
                    let message = format!("this compares `{a}` with `{b}`");
                    let finding = Diagnostic::error("claim-compares-units", at_b, message)
                        .label(format!("in `{b}`"))
                        .see(at_a, format!("in `{a}`"))
                        .hint("`change('outcome' @ 'policy')` has no unit");
                    self.report.push(finding);
                }
                Sort::Number(a)
            }
            // A written number takes the unit of what it stands beside: `> 0.05` needs no unit of its own.
            (Sort::Any, other) | (other, _) => other,
        }
    }

    fn pair(&self, written: &WrittenPair) -> Option<Pair> {
        let outcomes: Vec<&str> = self.scope.outcomes.iter().map(|(name, _)| *name).collect();
        let outcome = self.find(&written.outcome, &outcomes, "unknown-outcome", "outcome");
        let policy = self.find(&written.policy, &self.scope.policies, "unknown-policy", "policy");
        Some(Pair {
            outcome: outcome?,
            policy: policy?,
        })
    }

    fn find(&self, name: &(String, Span), known: &[&str], id: &'static str, what: &str) -> Option<usize> {
        let found = known.iter().position(|k| *k == name.0);
        if found.is_none() {
            let finding = Diagnostic::error(id, name.1, format!("no {what} is called `{}`", name.0));
            self.report.push(match nearest(&name.0, known.iter().copied()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding,
            });
        }
        found
    }
}

type Kind = (Option<ExprKind<Pair>>, Option<Sort>);

fn product(a: Sort, b: Sort, combine: impl Fn(&Unit, &Unit) -> Unit) -> Sort {
    match (a, b) {
        (Sort::Number(a), Sort::Number(b)) => Sort::Number(combine(&a, &b)),
        (Sort::Number(a), _) => Sort::Number(combine(&a, &Unit::pure())),
        (_, Sort::Number(b)) => Sort::Number(combine(&Unit::pure(), &b)),
        _ => Sort::Any,
    }
}
