//! Macros: every call becomes equations of its own, before any name is looked up.
//!
//! A call within the equation of `y[Region]` makes one hidden variable for each variable of the macro, all of them over
//! `Region`: an arrayed call has an instance for every element. Names inside belong to the instance; a name that ends in
//! `$` (`Time$`, `TIME STEP$`) means the one outside, as does every name that the macro does not define.

mod refusal;
mod scope;

use crate::limits;
use parse::{Body, Callee, Equation, Expr, ExprKind, MacroDefinition, Name, ParsedModel, Reference, Target};
use refusal::{Counts, refusal};
use rustc_hash::FxHashMap;
use scope::{Call, Context, Instance, reference};
use source::{Diagnostic, Diagnostics, Span};
use std::borrow::Cow;

/// A model file whose calls of macros have been expanded.
pub(crate) struct Expanded<'a> {
    /// The file as written.
    pub parsed: &'a ParsedModel,
    /// The equations without calls of macros: the author's, those of further outputs, then hidden ones.
    pub equations: Cow<'a, [Equation]>,
    /// How many of them define what the author sees.
    pub visible: usize,
}

/// Expands every call of a macro.
pub(crate) fn expand<'a>(parsed: &'a ParsedModel, diagnostics: &mut Diagnostics) -> Expanded<'a> {
    if parsed.macros.is_empty() {
        let equations = Cow::Borrowed(&parsed.equations[..]);
        let visible = equations.len();
        return Expanded {
            parsed,
            equations,
            visible,
        };
    }
    let mut expander = Expander::new(parsed, diagnostics);
    let mut equations: Vec<Equation> = parsed.equations.iter().map(|e| expander.written(e)).collect();
    equations.append(&mut expander.outputs);
    let visible = equations.len();
    equations.append(&mut expander.hidden);
    Expanded {
        parsed,
        equations: Cow::Owned(equations),
        visible,
    }
}

struct Expander<'a, 'd> {
    macros: FxHashMap<&'a str, &'a MacroDefinition>,
    outputs: Vec<Equation>,
    hidden: Vec<Equation>,
    /// How many instances each variable of the author has.
    made: FxHashMap<String, usize>,
    is_full: bool,
    diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Expander<'a, 'd> {
    fn new(parsed: &'a ParsedModel, diagnostics: &'d mut Diagnostics) -> Self {
        Expander {
            macros: parsed.macros.iter().map(|m| (&*m.name.key, m)).collect(),
            outputs: Vec::new(),
            hidden: Vec::new(),
            made: FxHashMap::default(),
            is_full: false,
            diagnostics,
        }
    }

    fn written(&mut self, equation: &Equation) -> Equation {
        let context = Context {
            target: &equation.target,
            owner: &equation.target.name.text,
            instance: None,
            open: &[],
        };
        let body = self.body(&equation.body, &context);
        Equation {
            body,
            ..equation.clone()
        }
    }

    fn body(&mut self, body: &Body, context: &Context) -> Body {
        match body {
            Body::Formula(expr) => Body::Formula(self.expression(expr, context)),
            Body::Unchangeable(expr) => Body::Unchangeable(self.expression(expr, context)),
            Body::DataFormula(expr) => Body::DataFormula(self.expression(expr, context)),
            other => other.clone(),
        }
    }

    fn expression(&mut self, expr: &Expr, context: &Context) -> Expr {
        let span = expr.span;
        let kind = match &expr.kind {
            ExprKind::Reference(reference) => return context.reference(reference, span),
            ExprKind::Call { callee, arguments } => {
                // Arguments belong to the caller: they are expanded before anything of the macro that is called.
                let arguments = arguments.iter().map(|a| self.expression(a, context)).collect();
                if let Some(definition) = self.called(callee, context) {
                    let call = Call {
                        definition,
                        context,
                        span,
                    };
                    return self.call(&call, arguments);
                }
                let callee = context.callee(callee);
                ExprKind::Call { callee, arguments }
            }
            ExprKind::Unary(op, inner) => ExprKind::Unary(*op, Box::new(self.expression(inner, context))),
            ExprKind::Binary(op, a, b) => {
                let [a, b] = [a, b].map(|side| Box::new(self.expression(side, context)));
                ExprKind::Binary(*op, a, b)
            }
            ExprKind::Outputs(names) => ExprKind::Outputs(names.iter().map(|name| context.named(name)).collect()),
            other => other.clone(),
        };
        Expr { kind, span }
    }

    /// The macro that is called.
    fn called(&self, callee: &Callee, context: &Context) -> Option<&'a MacroDefinition> {
        let named = callee.reference()?;
        let definition = self.macros.get(&*named.name.key).copied()?;
        (context.is_open(named) || !context.is_local(named)).then_some(definition)
    }

    /// An instance of a macro; gives the cell of its main output.
    fn call(&mut self, call: &Call<'a, '_>, mut arguments: Vec<Expr>) -> Expr {
        let outputs = further_outputs(&mut arguments);
        let given = Counts {
            inputs: arguments.len(),
            outputs: outputs.len(),
        };
        if let Some(refused) = refusal(call, &given) {
            self.diagnostics.push(refused);
            return error(call.span);
        }
        if !self.has_room(call.definition, call.span) {
            return error(call.span);
        }
        let instance = self.instance(call, arguments);
        self.define_inside(call, &instance);
        for (written, local) in outputs.into_iter().zip(&call.definition.outputs) {
            let body = Body::Formula(instance.local(local, call.span));
            self.define_output(written, body, call);
        }
        instance.local(&call.definition.name, call.span)
    }

    /// The equations of a macro become hidden equations of its instance.
    fn define_inside(&mut self, call: &Call<'a, '_>, instance: &Instance<'a>) {
        let Call {
            definition, context, ..
        } = call;
        let open: Vec<&str> = context.open.iter().copied().chain([&*definition.name.key]).collect();
        for equation in &definition.equations {
            let target = instance.target(&equation.target, context.target);
            let inside = Context {
                target: &target,
                owner: context.owner,
                instance: Some(instance),
                open: &open,
            };
            let body = self.body(&equation.body, &inside);
            self.hidden.push(made(target, body, equation.span));
        }
    }

    /// A further output is a variable of the caller: hidden where the caller is itself an instance.
    fn define_output(&mut self, written: Reference, body: Body, call: &Call) {
        let target = Target {
            name: written.name,
            subscripts: written.subscripts,
            exceptions: call.context.target.exceptions.clone(),
            keyword: None,
            span: call.span,
        };
        let equation = made(target, body, call.span);
        match call.context.instance {
            Some(_) => self.hidden.push(equation),
            None => self.outputs.push(equation),
        }
    }

    /// `y › SSHAPE 2`: what the names of all variables of an instance begin with.
    fn prefix(&mut self, owner: &str, definition: &MacroDefinition) -> String {
        let made = self.made.entry(Name::key_of(owner)).or_insert(0);
        *made += 1;
        format!("{owner} › {} {made}", definition.name.text)
    }

    fn instance(&mut self, call: &Call<'a, '_>, arguments: Vec<Expr>) -> Instance<'a> {
        let (definition, caller) = (call.definition, call.context.target);
        let prefix = self.prefix(call.context.owner, definition);
        let name = |local: &Name| Name::new(&format!("{prefix} › {}", local.text), local.span);
        let given = definition.inputs.iter().zip(arguments);
        let inputs = given.map(|(input, argument)| (&*input.key, self.input(name(input), argument, caller)));
        Instance {
            inputs: inputs.collect(),
            locals: locals(definition).map(|local| (&*local.key, name(local))).collect(),
            subscripts: caller.subscripts.clone(),
        }
    }

    /// An argument that is more than a name or a number becomes a variable, so that it is computed once however often
    /// the macro reads it.
    fn input(&mut self, name: Name, argument: Expr, caller: &Target) -> Expr {
        if is_plain(&argument) {
            return argument;
        }
        let target = Target {
            name,
            keyword: None,
            ..caller.clone()
        };
        let (span, kind) = (argument.span, reference(&target.name, &target.subscripts));
        self.hidden.push(made(target, Body::Formula(argument), span));
        Expr { kind, span }
    }

    fn has_room(&mut self, definition: &MacroDefinition, span: Span) -> bool {
        if self.hidden.len() + definition.equations.len() <= limits::MACRO_EQUATIONS {
            return true;
        }
        // Said once: every later call would say the same.
        if !self.is_full {
            self.diagnostics.push(too_many(span));
        }
        self.is_full = true;
        false
    }
}

/// Takes the variables that a call defines with further outputs off the end of its arguments.
fn further_outputs(arguments: &mut Vec<Expr>) -> Vec<Reference> {
    match arguments.pop_if(|last| matches!(last.kind, ExprKind::Outputs(_))) {
        Some(Expr {
            kind: ExprKind::Outputs(names),
            ..
        }) => names,
        _ => Vec::new(),
    }
}

/// What a macro defines: by its equations, and with further outputs of calls within them.
fn locals(definition: &MacroDefinition) -> impl Iterator<Item = &Name> {
    let mut locals: Vec<&Name> = definition.equations.iter().map(|e| &e.target.name).collect();
    for equation in &definition.equations {
        for_each_output(&equation.body, &mut |output| locals.push(&output.name));
    }
    locals.into_iter()
}

/// Shows the variables that calls of macros within a body define with their further outputs.
pub(crate) fn for_each_output<'e>(body: &'e Body, show: &mut dyn FnMut(&'e Reference)) {
    if let Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) = body {
        outputs_within(expr, show);
    }
}

fn outputs_within<'e>(expr: &'e Expr, show: &mut dyn FnMut(&'e Reference)) {
    match &expr.kind {
        ExprKind::Outputs(names) => names.iter().for_each(show),
        ExprKind::Call { arguments, .. } => arguments.iter().for_each(|a| outputs_within(a, show)),
        ExprKind::Unary(_, inner) => outputs_within(inner, show),
        ExprKind::Binary(_, a, b) => [a, b].into_iter().for_each(|side| outputs_within(side, show)),
        _ => {}
    }
}

fn is_plain(argument: &Expr) -> bool {
    matches!(
        argument.kind,
        ExprKind::Number(_) | ExprKind::Missing | ExprKind::Reference(_) | ExprKind::Text(_) | ExprKind::Error
    )
}

/// An equation that the author did not write; it has no unit, so that none is compared.
fn made(target: Target, body: Body, span: Span) -> Equation {
    Equation {
        span,
        ..Equation::plain(target, body)
    }
}

/// Stands where a diagnostic says why there is nothing.
fn error(span: Span) -> Expr {
    let kind = ExprKind::Error;
    Expr { kind, span }
}

fn too_many(span: Span) -> Diagnostic {
    let message = format!(
        "the calls of macros make more than {} equations",
        limits::MACRO_EQUATIONS
    );
    Diagnostic::error("too-many-equations", span, message).hint("call macros fewer times")
}
