//! Macros: every call becomes equations of its own, before any name is looked up.
//!
//! A call within the equation of `y[Region]` makes one hidden variable for each variable of the macro, all of them over
//! `Region`: an arrayed call has an instance for every element. Names inside belong to the instance; a name that ends in
//! `$` (`Time$`, `TIME STEP$`) means the one outside, as does every name that the macro does not define.

use crate::limits;
use parse::{Body, Callee, Equation, Expr, ExprKind, MacroDefinition, Name, ParsedModel, Reference, Subscript, Target};
use rustc_hash::FxHashMap;
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
    let mut expander = Expander {
        macros: parsed.macros.iter().map(|m| (&*m.name.key, m)).collect(),
        outputs: Vec::new(),
        hidden: Vec::new(),
        made: FxHashMap::default(),
        is_full: false,
        diagnostics,
    };
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

/// What names mean inside one instance.
struct Instance<'a> {
    /// What the inputs stand for.
    inputs: FxHashMap<&'a str, Expr>,
    /// The variables that the macro defines, under their own names.
    locals: FxHashMap<&'a str, Name>,
    /// The subscripts in front of those of every local.
    subscripts: Vec<Subscript>,
}

/// Where an expression stands.
struct Around<'s> {
    /// The left side that it belongs to.
    target: &'s Target,
    /// The author's variable for which it is computed.
    owner: &'s str,
    /// The instance whose names it uses; `None` outside of macros.
    instance: Option<&'s Instance<'s>>,
    /// The macros that are being expanded.
    open: &'s [&'s str],
}

impl<'a> Expander<'a, '_> {
    fn written(&mut self, equation: &Equation) -> Equation {
        let around = Around {
            target: &equation.target,
            owner: &equation.target.name.text,
            instance: None,
            open: &[],
        };
        let body = self.body(&equation.body, &around);
        Equation {
            body,
            ..equation.clone()
        }
    }

    fn body(&mut self, body: &Body, around: &Around) -> Body {
        match body {
            Body::Formula(expr) => Body::Formula(self.expression(expr, around)),
            Body::Unchangeable(expr) => Body::Unchangeable(self.expression(expr, around)),
            Body::DataFormula(expr) => Body::DataFormula(self.expression(expr, around)),
            other => other.clone(),
        }
    }

    fn expression(&mut self, expr: &Expr, around: &Around) -> Expr {
        let kind = match &expr.kind {
            ExprKind::Reference(reference) => return around.reference(reference, expr.span),
            ExprKind::Call { callee, arguments } => {
                let arguments = arguments.iter().map(|a| self.expression(a, around)).collect();
                match self.called(callee, around) {
                    Some(definition) => return self.call(definition, arguments, (around, expr.span)),
                    None => ExprKind::Call {
                        callee: around.callee(callee),
                        arguments,
                    },
                }
            }
            ExprKind::Unary(op, inner) => ExprKind::Unary(*op, Box::new(self.expression(inner, around))),
            ExprKind::Binary(op, a, b) => {
                let [a, b] = [a, b].map(|side| Box::new(self.expression(side, around)));
                ExprKind::Binary(*op, a, b)
            }
            ExprKind::Outputs(names) => ExprKind::Outputs(names.iter().map(|name| around.named(name)).collect()),
            other => other.clone(),
        };
        Expr { kind, span: expr.span }
    }

    /// The macro that is called.
    fn called(&self, callee: &Callee, around: &Around) -> Option<&'a MacroDefinition> {
        let named = callee.reference()?;
        let definition = self.macros.get(&*named.name.key).copied()?;
        (around.is_open(named) || !around.is_local(named)).then_some(definition)
    }

    /// An instance of a macro; gives the cell of its main output.
    fn call(
        &mut self,
        definition: &'a MacroDefinition,
        mut arguments: Vec<Expr>,
        (around, span): (&Around, Span),
    ) -> Expr {
        let outputs = match arguments.pop_if(|last| matches!(last.kind, ExprKind::Outputs(_))) {
            Some(Expr {
                kind: ExprKind::Outputs(names),
                ..
            }) => names,
            _ => Vec::new(),
        };
        let counts = [arguments.len(), outputs.len()];
        if let Some(refused) = refusal(definition, counts, (around, span)) {
            self.diagnostics.push(refused);
            return error(span);
        }
        if !self.has_room(definition, span) {
            return error(span);
        }
        let prefix = self.prefix(around.owner, definition);
        let instance = self.instance(definition, arguments, (around, &prefix));
        self.define_inside(definition, &instance, around);
        for (written, local) in outputs.into_iter().zip(&definition.outputs) {
            let body = Body::Formula(instance.local(local, span));
            self.define_output(written, body, (around, span));
        }
        instance.local(&definition.name, span)
    }

    /// The equations of a macro become hidden equations of its instance.
    fn define_inside(&mut self, definition: &'a MacroDefinition, instance: &Instance<'a>, around: &Around) {
        let open: Vec<&str> = around.open.iter().copied().chain([&*definition.name.key]).collect();
        for equation in &definition.equations {
            let target = instance.target(&equation.target, around.target);
            let inside = Around {
                target: &target,
                owner: around.owner,
                instance: Some(instance),
                open: &open,
            };
            let body = self.body(&equation.body, &inside);
            self.hidden.push(made(target, body, equation.span));
        }
    }

    /// A further output is a variable of the caller: hidden where the caller is itself an instance.
    fn define_output(&mut self, written: Reference, body: Body, (around, span): (&Around, Span)) {
        let target = Target {
            name: written.name,
            subscripts: written.subscripts,
            exceptions: around.target.exceptions.clone(),
            keyword: None,
            span,
        };
        let equation = made(target, body, span);
        match around.instance {
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

    /// Inputs that are more than a name or a number become variables, so that they are computed once.
    fn instance(
        &mut self,
        definition: &'a MacroDefinition,
        arguments: Vec<Expr>,
        (around, prefix): (&Around, &str),
    ) -> Instance<'a> {
        let name = |local: &Name| Name::new(&format!("{prefix} › {}", local.text), local.span);
        let mut inputs = FxHashMap::default();
        for (input, argument) in definition.inputs.iter().zip(arguments) {
            let argument = if is_plain(&argument) {
                argument
            } else {
                let target = Target {
                    name: name(input),
                    keyword: None,
                    ..around.target.clone()
                };
                let (span, read) = (argument.span, reference(&target.name, &target.subscripts));
                self.hidden.push(made(target, Body::Formula(argument), span));
                Expr { kind: read, span }
            };
            inputs.insert(&*input.key, argument);
        }
        let mut locals: Vec<&Name> = definition.equations.iter().map(|e| &e.target.name).collect();
        for equation in &definition.equations {
            for_each_output(&equation.body, &mut |output| locals.push(&output.name));
        }
        Instance {
            inputs,
            locals: locals.into_iter().map(|local| (&*local.key, name(local))).collect(),
            subscripts: around.target.subscripts.clone(),
        }
    }

    fn has_room(&mut self, definition: &MacroDefinition, span: Span) -> bool {
        if self.hidden.len() + definition.equations.len() <= limits::MACRO_EQUATIONS {
            return true;
        }
        if !self.is_full {
            let message = format!(
                "the calls of macros make more than {} equations",
                limits::MACRO_EQUATIONS
            );
            self.diagnostics
                .push(Diagnostic::error("too-many-equations", span, message).hint("call macros fewer times"));
        }
        self.is_full = true;
        false
    }
}

impl Around<'_> {
    fn is_local(&self, reference: &Reference) -> bool {
        let key = &*reference.name.key;
        self.instance
            .is_some_and(|i| i.inputs.contains_key(key) || i.locals.contains_key(key))
    }

    /// A macro's own name is a variable of its own where it is read, but the macro where it is called.
    fn is_open(&self, callee: &Reference) -> bool {
        self.open.contains(&&*callee.name.key)
    }

    /// What is called here, which is no macro.
    fn callee(&self, written: &Callee) -> Callee {
        match written {
            Callee::Builtin(builtin) => Callee::Builtin(*builtin),
            Callee::Named(written) => Callee::Named(Box::new(self.named(written))),
        }
    }

    /// What a name means here.
    fn reference(&self, written: &Reference, span: Span) -> Expr {
        if let Some(instance) = self.instance
            && let Some(input) = instance.inputs.get(&*written.name.key)
            && !matches!(input.kind, ExprKind::Reference(_))
        {
            return input.clone();
        }
        let kind = ExprKind::Reference(self.named(written));
        Expr { kind, span }
    }

    /// What a name with subscripts means here, where only a name can stand.
    fn named(&self, written: &Reference) -> Reference {
        let Some(instance) = self.instance else {
            return written.clone();
        };
        let own = written.subscripts.iter().map(|s| instance.subscript(s));
        let key = &*written.name.key;
        let (name, before) = match (instance.inputs.get(key), instance.locals.get(key)) {
            (Some(input), _) => match &input.kind {
                ExprKind::Reference(input) => (input.name.clone(), &input.subscripts[..]),
                _ => (written.name.clone(), &[][..]),
            },
            (None, Some(local)) => (local.clone(), &instance.subscripts[..]),
            (None, None) => (outside(&written.name), &[][..]),
        };
        Reference {
            name,
            subscripts: before.iter().cloned().chain(own).collect(),
        }
    }
}

impl Instance<'_> {
    /// A subscript; an input may stand for a dimension or an element.
    fn subscript(&self, written: &Subscript) -> Subscript {
        match self.inputs.get(&*written.name.key).map(|input| &input.kind) {
            Some(ExprKind::Reference(input)) if input.subscripts.is_empty() => Subscript {
                name: input.name.clone(),
                bang: written.bang,
            },
            _ => written.clone(),
        }
    }

    /// The left side of one of the macro's equations in this instance: the caller's subscripts, then its own.
    fn target(&self, written: &Target, caller: &Target) -> Target {
        let own: Vec<Subscript> = written.subscripts.iter().map(|s| self.subscript(s)).collect();
        let of_caller = caller.exceptions.iter().map(|e| [&e[..], &own].concat());
        let of_macro = written.exceptions.iter().map(|e| [&self.subscripts[..], e].concat());
        let name = self.locals.get(&*written.name.key).unwrap_or(&written.name);
        Target {
            name: name.clone(),
            subscripts: [&self.subscripts[..], &own].concat(),
            exceptions: of_caller.chain(of_macro).collect(),
            keyword: written.keyword.clone(),
            span: written.span,
        }
    }

    /// The cell of a local variable.
    fn local(&self, name: &Name, span: Span) -> Expr {
        let kind = match self.locals.get(&*name.key) {
            Some(local) => reference(local, &self.subscripts),
            None => ExprKind::Error, // refused before
        };
        Expr { kind, span }
    }
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

/// The name outside that a name of the caller's model means: `Time$` is `Time`.
fn outside(name: &Name) -> Name {
    match name.text.strip_suffix('$') {
        Some(bare) if !bare.is_empty() => Name::new(bare, name.span),
        _ => name.clone(),
    }
}

fn is_plain(argument: &Expr) -> bool {
    matches!(
        argument.kind,
        ExprKind::Number(_) | ExprKind::Missing | ExprKind::Reference(_) | ExprKind::Text(_) | ExprKind::Error
    )
}

fn reference(name: &Name, subscripts: &[Subscript]) -> ExprKind {
    let (name, subscripts) = (name.clone(), subscripts.to_vec());
    ExprKind::Reference(Reference { name, subscripts })
}

/// An equation that the author did not write; it has no unit, so that none is compared.
fn made(target: Target, body: Body, span: Span) -> Equation {
    Equation {
        span,
        ..Equation::plain(target, body)
    }
}

/// Why a call cannot be expanded.
fn error(span: Span) -> Expr {
    let kind = ExprKind::Error;
    Expr { kind, span }
}

fn refusal(definition: &MacroDefinition, given: [usize; 2], (around, span): (&Around, Span)) -> Option<Diagnostic> {
    let name = &definition.name;
    let wanted = [definition.inputs.len(), definition.outputs.len()];
    let at_fault = (0..2).find(|at| given[*at] != wanted[*at] && !(*at == 1 && given[1] == 0));
    if let Some(at) = at_fault {
        let what = ["input", "further output"][at];
        let (wanted, given) = (count(wanted[at], what), given[at]);
        let message = format!("the macro `{name}` has {wanted}, but is given {given} here");
        return Some(
            Diagnostic::error("wrong-number-of-arguments", span, message).see(definition.span, "defined here"),
        );
    }
    if around.open.contains(&&*name.key) || around.open.len() >= limits::MACRO_DEPTH {
        let message = format!("the macro `{name}` calls itself, directly or through others");
        return Some(
            Diagnostic::error("recursive-macro", span, message)
                .see(definition.span, "defined here")
                .hint("write what is repeated as variables of the model"),
        );
    }
    let is_defined = |wanted: &&Name| definition.equations.iter().any(|e| e.target.name == **wanted);
    let missing = [name]
        .into_iter()
        .chain(&definition.outputs)
        .find(|wanted| !is_defined(wanted))?;
    let message = format!("the macro `{name}` has no equation for its output `{missing}`");
    Some(
        Diagnostic::error("incomplete-macro", definition.span, message)
            .see(span, "called here")
            .hint(format!("`{missing} = … ~~|` before `:END OF MACRO:`")),
    )
}

/// `1 input`, `2 inputs`.
fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
