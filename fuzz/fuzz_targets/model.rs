//! Whether a model that was read lies in the text that it was read from.

use crate::spans::Text;
use parse::{
    Body, DimensionDefinition, Equation, Expr, ExprKind, Member, Name, ParsedModel, Reference,
    Subscript,
};

impl Text<'_> {
    fn holds_name(self, name: &Name) {
        self.holds(name.span);
        assert!(!name.key.is_empty());
    }

    fn holds_subscripts(self, subscripts: &[Subscript]) {
        subscripts
            .iter()
            .for_each(|subscript| self.holds_name(&subscript.name));
    }

    fn holds_reference(self, reference: &Reference) {
        self.holds_name(&reference.name);
        self.holds_subscripts(&reference.subscripts);
    }

    fn holds_expr(self, expr: &Expr) {
        self.holds(expr.span);
        match &expr.kind {
            ExprKind::Reference(reference) => self.holds_reference(reference),
            ExprKind::Call { callee, arguments } => {
                callee.reference().into_iter().for_each(|at| self.holds_reference(at));
                arguments
                    .iter()
                    .for_each(|argument| self.holds_expr(argument));
            }
            ExprKind::Unary(_, operand) => self.holds_expr(operand),
            ExprKind::Binary(_, left, right) => [left, right]
                .into_iter()
                .for_each(|side| self.holds_expr(side)),
            ExprKind::Lookup(table) => self.holds(table.span),
            ExprKind::Outputs(outputs) => outputs
                .iter()
                .for_each(|output| self.holds_reference(output)),
            ExprKind::Number(_) | ExprKind::Missing | ExprKind::Text(_) | ExprKind::Error => {}
        }
    }
}

/// Every span of a model lies in the text, and every formula passes `judge`.
pub fn model_lies_in(model: &ParsedModel, text: Text, judge: &dyn Fn(&Expr)) {
    model
        .equations
        .iter()
        .for_each(|equation| equation_lies_in(equation, text, judge));
    model
        .dimensions
        .iter()
        .for_each(|dimension| dimension_lies_in(dimension, text, judge));
    model.groups.iter().for_each(|group| text.holds(group.span));
    for macro_ in &model.macros {
        text.holds(macro_.span);
        macro_
            .inputs
            .iter()
            .chain(&macro_.outputs)
            .for_each(|name| text.holds_name(name));
        macro_
            .equations
            .iter()
            .for_each(|equation| equation_lies_in(equation, text, judge));
    }
}

fn dimension_lies_in(dimension: &DimensionDefinition, text: Text, judge: &dyn Fn(&Expr)) {
    text.holds(dimension.span);
    text.holds_name(&dimension.name);
    for member in &dimension.members {
        match member {
            Member::Named(name) => text.holds_name(name),
            Member::Range { first, last } => [first, last]
                .into_iter()
                .for_each(|name| text.holds_name(name)),
        }
    }
    for mapping in &dimension.mappings {
        text.holds_name(&mapping.target);
        mapping
            .members
            .iter()
            .for_each(|name| text.holds_name(name));
    }
    dimension.read_from.iter().for_each(judge);
}

fn equation_lies_in(equation: &Equation, text: Text, judge: &dyn Fn(&Expr)) {
    text.holds(equation.span);
    text.holds(equation.target.span);
    text.holds_name(&equation.target.name);
    text.holds_subscripts(&equation.target.subscripts);
    equation
        .target
        .exceptions
        .iter()
        .for_each(|exception| text.holds_subscripts(exception));
    equation
        .units
        .iter()
        .for_each(|units| text.holds(units.span));
    if let Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) = &equation.body
    {
        text.holds_expr(expr);
        judge(expr);
    }
}
