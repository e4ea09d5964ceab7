//! Any bytes as a Vensim model: no panic, no bad span, and every formula survives printing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parse::{
    Body, DimensionDefinition, Equation, Expr, ExprKind, Member, Name, ParsedModel, Reference,
    Subscript,
};
use source::{Diagnostics, SourceId, Sources, Span};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = parse::decode(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("model.mdl", text.as_str());
    let mut diagnostics = Diagnostics::new();
    let model = parse::vensim(&text, id, &mut diagnostics);
    assert!(
        diagnostics.len() + diagnostics.dropped() <= text.len() + 1,
        "a byte has more than one finding"
    );
    let text = Text(&text);
    for finding in diagnostics.iter() {
        finding
            .primary
            .iter()
            .chain(&finding.secondary)
            .for_each(|label| text.holds(label.span));
    }
    source::render(diagnostics.iter().take(3), &sources, false);
    model_lies_in(&model, text);
});

#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    fn holds(self, span: Span) {
        assert!(
            self.0.get(span.range()).is_some(),
            "{span:?} in a text of {} bytes",
            self.0.len()
        );
    }

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
                self.holds_reference(callee);
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

fn model_lies_in(model: &ParsedModel, text: Text) {
    model
        .equations
        .iter()
        .for_each(|equation| equation_lies_in(equation, text));
    model
        .dimensions
        .iter()
        .for_each(|dimension| dimension_lies_in(dimension, text));
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
            .for_each(|equation| equation_lies_in(equation, text));
    }
}

fn dimension_lies_in(dimension: &DimensionDefinition, text: Text) {
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
    dimension.read_from.iter().for_each(survives_printing);
}

fn equation_lies_in(equation: &Equation, text: Text) {
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
        survives_printing(expr);
    }
}

fn survives_printing(expr: &Expr) {
    let printed = parse::print::expression(expr);
    let mut diagnostics = Diagnostics::new();
    let again = parse::vensim_expression(&printed, SourceId(0), &mut diagnostics);
    assert_eq!(again.as_ref(), Some(expr), "{printed}: {diagnostics:?}");
}
