//! A copy of a model with every expression and every name rewritten.

use parse::{
    Body, Callee, DimensionDefinition, DimensionMapping, Equation, Expr, ExprKind, MacroDefinition, Member, Name,
    ParsedModel, Reference, Subscript, Target,
};

/// How names and expressions are rewritten.
pub(super) trait Rewrite {
    /// A name anywhere: a variable, a dimension, an element.
    fn name(&mut self, name: &Name) -> Name;

    /// An expression whose parts have been rewritten already.
    fn expression(&mut self, expr: Expr) -> Expr;

    /// A whole model. Everything that is neither name nor expression stays.
    fn model(&mut self, model: &ParsedModel) -> ParsedModel {
        ParsedModel {
            dimensions: model.dimensions.iter().map(|d| self.dimension(d)).collect(),
            equations: model.equations.iter().map(|e| self.equation(e)).collect(),
            macros: model.macros.iter().map(|m| self.macro_definition(m)).collect(),
            ..model.clone()
        }
    }

    /// A dimension.
    fn dimension(&mut self, dimension: &DimensionDefinition) -> DimensionDefinition {
        let members = dimension.members.iter().map(|member| match member {
            Member::Named(name) => Member::Named(self.name(name)),
            Member::Range { first, last } => Member::Range {
                first: self.name(first),
                last: self.name(last),
            },
        });
        let members = members.collect();
        let mappings = dimension.mappings.iter().map(|to| DimensionMapping {
            target: self.name(&to.target),
            members: to.members.iter().map(|m| self.name(m)).collect(),
        });
        let mappings = mappings.collect();
        DimensionDefinition {
            name: self.name(&dimension.name),
            members,
            mappings,
            alias_of: dimension.alias_of.as_ref().map(|n| self.name(n)),
            read_from: dimension.read_from.as_ref().map(|e| self.tree(e)),
            ..dimension.clone()
        }
    }

    /// A macro.
    fn macro_definition(&mut self, definition: &MacroDefinition) -> MacroDefinition {
        MacroDefinition {
            name: self.name(&definition.name),
            inputs: definition.inputs.iter().map(|n| self.name(n)).collect(),
            outputs: definition.outputs.iter().map(|n| self.name(n)).collect(),
            equations: definition.equations.iter().map(|e| self.equation(e)).collect(),
            span: definition.span,
        }
    }

    /// An equation.
    fn equation(&mut self, equation: &Equation) -> Equation {
        let body = match &equation.body {
            Body::Formula(expr) => Body::Formula(self.tree(expr)),
            Body::Unchangeable(expr) => Body::Unchangeable(self.tree(expr)),
            Body::DataFormula(expr) => Body::DataFormula(self.tree(expr)),
            other => other.clone(),
        };
        let target = &equation.target;
        Equation {
            target: Target {
                name: self.name(&target.name),
                subscripts: self.subscripts(&target.subscripts),
                exceptions: target.exceptions.iter().map(|e| self.subscripts(e)).collect(),
                ..target.clone()
            },
            body,
            ..equation.clone()
        }
    }

    /// A list of subscripts.
    fn subscripts(&mut self, subscripts: &[Subscript]) -> Vec<Subscript> {
        let one = |s: &Subscript| Subscript {
            name: self.name(&s.name),
            bang: s.bang,
        };
        subscripts.iter().map(one).collect()
    }

    /// A name with subscripts.
    fn reference(&mut self, reference: &Reference) -> Reference {
        Reference {
            name: self.name(&reference.name),
            subscripts: self.subscripts(&reference.subscripts),
        }
    }

    /// An expression, from its leaves up.
    fn tree(&mut self, expr: &Expr) -> Expr {
        self.parts(expr)
    }

    /// An expression after its parts.
    fn parts(&mut self, expr: &Expr) -> Expr {
        let kind = match &expr.kind {
            ExprKind::Reference(reference) => ExprKind::Reference(self.reference(reference)),
            ExprKind::Call { callee, arguments } => ExprKind::Call {
                callee: match callee {
                    Callee::Builtin(builtin) => Callee::Builtin(*builtin),
                    Callee::Named(reference) => Callee::Named(Box::new(self.reference(reference))),
                },
                arguments: arguments.iter().map(|a| self.tree(a)).collect(),
            },
            ExprKind::Unary(op, inner) => ExprKind::Unary(*op, Box::new(self.tree(inner))),
            ExprKind::Binary(op, a, b) => ExprKind::Binary(*op, Box::new(self.tree(a)), Box::new(self.tree(b))),
            ExprKind::Outputs(outputs) => ExprKind::Outputs(outputs.iter().map(|o| self.reference(o)).collect()),
            leaf => leaf.clone(),
        };
        let span = expr.span;
        self.expression(Expr { kind, span })
    }
}
