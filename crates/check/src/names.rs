//! One table of everything that has a name: variables, dimensions and elements. Functions are in the crate `language`.

use crate::dimensions::Dimensions;
use crate::guess::similar;
use crate::limits;
use crate::macros::{Expanded, for_each_output};
use crate::model::VariableId;
use crate::outline::Outlines;
use parse::{Body, Equation, Name, ParsedModel};
use rustc_hash::{FxHashMap, FxHashSet};
use source::{Diagnostic, Diagnostics};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Everything that has a name.
pub(crate) struct Names<'a> {
    /// The variables in the order of their first equation.
    pub variables: Vec<Named<'a>>,
    by_key: FxHashMap<&'a str, VariableId>,
    /// Variables that calls of macros define with their further outputs.
    outputs: FxHashSet<&'a str>,
    /// String variables.
    texts: FxHashSet<&'a str>,
    dimensions: &'a Dimensions,
    guesses: RefCell<FxHashMap<Arc<str>, Option<String>>>,
    guesses_left: Cell<usize>,
}

/// A variable as it was written.
pub(crate) struct Named<'a> {
    /// Its name where it is defined first.
    pub name: &'a Name,
    /// Its equations, in file order.
    pub equations: Vec<&'a Equation>,
    /// Made by the call of a macro.
    pub hidden: bool,
}

/// Enters every name, and reports those that mean two things.
pub(crate) fn names<'a>(
    expanded: &'a Expanded,
    dimensions: &'a Dimensions,
    diagnostics: &mut Diagnostics,
) -> Names<'a> {
    let Expanded { parsed, equations, .. } = expanded;
    let mut names = Names {
        variables: Vec::with_capacity(equations.len()),
        by_key: FxHashMap::with_capacity_and_hasher(equations.len(), Default::default()),
        outputs: FxHashSet::default(),
        texts: FxHashSet::default(),
        dimensions,
        guesses: RefCell::default(),
        guesses_left: Cell::new(limits::guesses(equations.len())),
    };
    let outlines = Outlines::of(equations);
    for (at, equation) in equations.iter().enumerate() {
        if outlines.replaced(equation, diagnostics) {
            continue;
        }
        names.enter(equation, at >= expanded.visible, diagnostics);
    }
    if parsed.macros.iter().any(|m| !m.outputs.is_empty()) {
        names.enter_outputs(parsed);
    }
    for named in &names.variables {
        names.check_name(named, diagnostics);
    }
    names
}

impl<'a> Names<'a> {
    fn enter(&mut self, equation: &'a Equation, hidden: bool, diagnostics: &mut Diagnostics) {
        if matches!(equation.body, Body::RealityCheck) {
            diagnostics.push(reality_check(equation));
            return;
        }
        let name = &equation.target.name;
        if matches!(equation.body, Body::Text(_)) {
            self.texts.insert(&name.key);
            return; // the calls that read files have its text already
        }
        let next = VariableId(self.variables.len() as u32);
        let id = *self.by_key.entry(&name.key).or_insert(next);
        if id == next {
            let equations = Vec::with_capacity(1);
            self.variables.push(Named {
                name,
                equations,
                hidden,
            });
        }
        self.variables[id.0 as usize].equations.push(equation);
    }

    fn enter_outputs(&mut self, parsed: &'a ParsedModel) {
        for equation in &parsed.equations {
            for_each_output(&equation.body, &mut |output| {
                self.outputs.insert(&output.name.key);
            });
        }
    }

    fn check_name(&self, named: &Named, diagnostics: &mut Diagnostics) {
        let name = named.name;
        if &*name.key == TIME || language::find(&name.key).is_some() {
            diagnostics.push(name_is_builtin(name));
        }
        let other = self.dimensions.span_of(&name.key);
        let other = other.map(|span| (span, "a dimension or element"));
        if let Some((span, what)) = other {
            diagnostics.push(
                Diagnostic::error("duplicate-definition", name.span, format!("`{name}` is also {what}"))
                    .see(span, "here")
                    .hint(format!("choose another name, such as `{name} value`")),
            );
        }
        let [first, rest @ ..] = &named.equations[..] else {
            return;
        };
        // One that was not understood has a diagnostic already.
        let is_whole = |e: &&&Equation| e.target.subscripts.is_empty() && !matches!(e.body, Body::Error);
        for again in rest.iter().filter(is_whole) {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-definition",
                    again.target.span,
                    format!("`{name}` is defined twice"),
                )
                .see(first.target.span, "first here")
                .hint("remove one of them, or give it another name"),
            );
        }
    }

    /// The variable of that key.
    pub fn variable(&self, key: &str) -> Option<VariableId> {
        self.by_key.get(key).copied()
    }

    /// Whether a call of a macro defines that key.
    pub fn is_output(&self, key: &str) -> bool {
        self.outputs.contains(key)
    }

    /// A diagnostic about a name that nothing has.
    pub fn unknown(&self, name: &Name) -> Diagnostic {
        if self.texts.contains(&*name.key) {
            let message = format!("`{name}` is a text (`:IS:`), not a number");
            return Diagnostic::error("unknown-name", name.span, message);
        }
        let diagnostic = Diagnostic::error(
            "unknown-name",
            name.span,
            format!("no variable or function is called `{name}`"),
        )
        .label("not defined in this model");
        self.guess(diagnostic, name, &mut self.all())
    }

    /// A diagnostic about a subscript that no dimension or element has as its name.
    pub fn unknown_subscript(&self, name: &Name) -> Diagnostic {
        let message = format!("no dimension or element is called `{name}`");
        let diagnostic = Diagnostic::error("unknown-subscript", name.span, message);
        self.guess(diagnostic, name, &mut self.dimensions.names())
    }

    /// A diagnostic about a call of something that is nowhere defined.
    pub fn unknown_function(&self, name: &Name) -> Diagnostic {
        let message = format!("no function or lookup is called `{name}`");
        let diagnostic = Diagnostic::error("unknown-function", name.span, message);
        self.guess(diagnostic, name, &mut self.all())
    }

    /// Adds the nearest name as a hint; only for the first few diagnostics.
    fn guess(&self, diagnostic: Diagnostic, name: &Name, known: &mut dyn Iterator<Item = &str>) -> Diagnostic {
        let mut guesses = self.guesses.borrow_mut();
        let guess = guesses.entry(name.key.clone()).or_insert_with(|| {
            let left = self.guesses_left.get().checked_sub(1)?;
            self.guesses_left.set(left);
            similar(&name.text, known).map(str::to_string)
        });
        match guess {
            Some(guess) => diagnostic.hint(format!("a similar name is `{guess}`")),
            None => diagnostic,
        }
    }

    fn all<'s>(&'s self) -> impl Iterator<Item = &'s str> {
        let variables = self.variables.iter().map(|v| &*v.name.text);
        let builtins = language::names().map(|name| -> &'s str { name });
        variables.chain(builtins).chain(self.dimensions.names())
    }
}

/// The key of the clock.
pub(crate) const TIME: &str = "time";

/// The key of the clock's step.
pub(crate) const TIME_STEP: &str = "time step";

fn name_is_builtin(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "name-is-builtin",
        name.span,
        format!("`{name}` is the name of a builtin function and cannot be redefined"),
    )
    .hint(format!("choose another name, such as `my {}`", name.text))
}

fn reality_check(equation: &Equation) -> Diagnostic {
    let name = &equation.target.name;
    let message = format!("`{name}` is a reality check; it is kept, but not run");
    Diagnostic::advice("reality-check-not-run", name.span, message)
}
