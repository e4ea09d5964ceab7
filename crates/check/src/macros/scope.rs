//! What names mean within an instance of a macro.

use parse::{Callee, Expr, ExprKind, MacroDefinition, Name, Reference, Subscript, Target};
use rustc_hash::FxHashMap;
use source::Span;

/// What names mean inside one instance.
pub(super) struct Instance<'a> {
    /// What the inputs stand for.
    pub inputs: FxHashMap<&'a str, Expr>,
    /// The variables that the macro defines, under their own names.
    pub locals: FxHashMap<&'a str, Name>,
    /// The subscripts in front of those of every local.
    pub subscripts: Vec<Subscript>,
}

/// Where an expression stands.
pub(super) struct Context<'s> {
    /// The left side that it belongs to.
    pub target: &'s Target,
    /// The author's variable for which it is computed.
    pub owner: &'s str,
    /// The instance whose names it uses; `None` outside of macros.
    pub instance: Option<&'s Instance<'s>>,
    /// The macros that are being expanded.
    pub open: &'s [&'s str],
}

/// A call of a macro.
pub(super) struct Call<'a, 'c> {
    pub definition: &'a MacroDefinition,
    pub context: &'c Context<'c>,
    pub span: Span,
}

impl Context<'_> {
    pub(super) fn is_local(&self, reference: &Reference) -> bool {
        let key = &*reference.name.key;
        self.instance.is_some_and(|i| i.inputs.contains_key(key) || i.locals.contains_key(key))
    }

    /// A macro's own name is a variable of its own where it is read, but the macro where it is called.
    pub(super) fn is_open(&self, callee: &Reference) -> bool {
        self.open.contains(&&*callee.name.key)
    }

    /// What is called here, which is no macro.
    pub(super) fn callee(&self, written: &Callee) -> Callee {
        match written {
            Callee::Builtin(builtin) => Callee::Builtin(*builtin),
            Callee::Named(written) => Callee::Named(Box::new(self.named(written))),
        }
    }

    /// What a name means here.
    pub(super) fn reference(&self, written: &Reference, span: Span) -> Expr {
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
    pub(super) fn named(&self, written: &Reference) -> Reference {
        let Some(instance) = self.instance else {
            return written.clone();
        };
        let own = written.subscripts.iter().map(|s| instance.subscript(s));
        let (name, before) = instance.meaning(&written.name);
        Reference {
            name,
            subscripts: before.iter().cloned().chain(own).collect(),
        }
    }
}

impl Instance<'_> {
    /// The variable that a name means, and the subscripts that stand before those written.
    fn meaning(&self, name: &Name) -> (Name, &[Subscript]) {
        match (self.inputs.get(&*name.key), self.locals.get(&*name.key)) {
            (Some(input), _) => match &input.kind {
                ExprKind::Reference(input) => (input.name.clone(), &input.subscripts),
                _ => (name.clone(), &[]),
            },
            (None, Some(local)) => (local.clone(), &self.subscripts),
            (None, None) => (outside(name), &[]),
        }
    }

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
    pub(super) fn target(&self, written: &Target, caller: &Target) -> Target {
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
    pub(super) fn local(&self, name: &Name, span: Span) -> Expr {
        let kind = match self.locals.get(&*name.key) {
            Some(local) => reference(local, &self.subscripts),
            None => ExprKind::Error, // refused before
        };
        Expr { kind, span }
    }
}

/// The name outside that a name of the caller's model means: `Time$` is `Time`.
fn outside(name: &Name) -> Name {
    match name.text.strip_suffix('$') {
        Some(bare) if !bare.is_empty() => Name::new(bare, name.span),
        _ => name.clone(),
    }
}

pub(super) fn reference(name: &Name, subscripts: &[Subscript]) -> ExprKind {
    let (name, subscripts) = (name.clone(), subscripts.to_vec());
    ExprKind::Reference(Reference { name, subscripts })
}
