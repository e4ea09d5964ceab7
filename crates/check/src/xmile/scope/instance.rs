//! Models where they are used: the outermost, its modules, theirs, and the insides of macros.

use super::{GUESSES, Scope, unknown_dimension};
use parse::xmile::Home;
use parse::xmile::{Macro, Model, Module, XmileModel};
use parse::{Name, limits};
use source::{Diagnostic, Diagnostics};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A model where it is used.
#[derive(Debug)]
pub(in crate::xmile) struct Instance<'x> {
    /// Which model.
    pub model: &'x Model,
    /// The macro that it is the inside of.
    pub of_macro: Option<&'x Macro>,
    /// What its variables' names begin with: `hares.`, or nothing.
    pub prefix: String,
    /// The instance that it stands in.
    pub parent: Option<usize>,
    /// The module that it is the inside of.
    module: Option<&'x Module>,
    /// The modules inside, by key.
    pub modules: HashMap<Arc<str>, usize>,
    /// The dimensions of the arrays of modules that it stands in, the outermost first. Every variable inside has them in
    /// front of its own.
    pub frame: Vec<usize>,
    /// One of these dimensions could not be understood; a diagnostic says why.
    pub broken: bool,
}

/// How deep modules may stand within modules.
const MODULE_DEPTH: usize = 16;

/// How many instances of models a file may have.
const INSTANCES: usize = 10_000;

/// All instances of the models of a file.
pub(super) fn instances<'x>(document: &'x XmileModel, diagnostics: &mut Diagnostics) -> Vec<Instance<'x>> {
    let mut builder = Builder {
        document,
        instances: Vec::new(),
        open: Vec::new(),
        diagnostics,
    };
    if let Some(root) = document.models.first() {
        builder.instance(root, String::new(), None);
    }
    for definition in &document.macros {
        let at = builder.instance(&definition.model, String::new(), None);
        builder.instances[at].of_macro = Some(definition);
    }
    builder.instances
}

struct Builder<'x, 'd> {
    document: &'x XmileModel,
    instances: Vec<Instance<'x>>,
    /// The models that are being entered.
    open: Vec<*const Model>,
    diagnostics: &'d mut Diagnostics,
}

impl<'x> Builder<'x, '_> {
    fn instance(&mut self, model: &'x Model, prefix: String, of: Option<(usize, &'x Module)>) -> usize {
        let at = self.instances.len();
        self.instances.push(Instance {
            model,
            of_macro: None,
            prefix,
            parent: of.map(|(parent, _)| parent),
            module: of.map(|(_, module)| module),
            modules: HashMap::new(),
            frame: Vec::new(),
            broken: false,
        });
        self.open.push(std::ptr::from_ref(model));
        for module in &model.modules {
            if let Some(inner) = self.module(module, at) {
                let modules = &mut self.instances[at].modules;
                modules.insert(module.name.key.clone(), inner);
            }
        }
        self.open.pop();
        at
    }

    fn module(&mut self, module: &'x Module, parent: usize) -> Option<usize> {
        if let Some(first) = self.instances[parent].modules.get(&module.name.key) {
            let diagnostic = defined_twice(module, self.instances[*first].module);
            self.diagnostics.push(diagnostic);
            return None;
        }
        let model = self.model_of(module, self.instances[parent].model.set)?;
        let is_open = self.open.contains(&std::ptr::from_ref(model));
        if is_open || self.open.len() >= MODULE_DEPTH || self.instances.len() >= INSTANCES {
            self.diagnostics.push(circular(module, is_open));
            return None;
        }
        let prefix = format!("{}{}.", self.instances[parent].prefix, module.name.text);
        Some(self.instance(model, prefix, Some((parent, module))))
    }
}

fn defined_twice(module: &Module, first: Option<&Module>) -> Diagnostic {
    let message = format!("the module `{}` is defined twice", module.name);
    let diagnostic = Diagnostic::error("duplicate-definition", module.name.span, message);
    match first {
        Some(first) => diagnostic.see(first.name.span, "first here"),
        None => diagnostic,
    }
}

fn circular(module: &Module, is_open: bool) -> Diagnostic {
    let message = if is_open {
        format!("the module `{}` contains itself", module.name)
    } else {
        "too many nested modules".to_string()
    };
    Diagnostic::error("circular-module", module.span, message)
        .hint("remove the inner `<module>`, or name another model in it")
}

impl<'x> Builder<'x, '_> {
    /// The model that a module in a set of models is; `None` with a diagnostic.
    fn model_of(&mut self, module: &'x Module, set: usize) -> Option<&'x Model> {
        let models = &self.document.models;
        let named = |set: usize| {
            let is_it = |model: &&Model| model.set == set && model.name.as_ref() == Some(&module.model);
            models.iter().find(is_it)
        };
        let first = |set: usize| models.iter().find(|model| model.set == set);
        let mut model = match module.home {
            Home::Nowhere => return None,
            Home::Other(set) => named(set).or_else(|| first(set)),
            Home::Here => named(set).or_else(|| named(0)),
        };
        // Files that include themselves were refused, so this ends.
        while let Some(Home::Other(set)) = model.map(|model| model.home) {
            model = first(set);
        }
        if model.is_some_and(|model| model.home == Home::Nowhere) {
            return None;
        }
        if model.is_none() {
            self.diagnostics.push(unknown_model(module));
        }
        model
    }
}

fn unknown_model(module: &Module) -> Diagnostic {
    let message = format!("the file has no model `{}`", module.model);
    Diagnostic::error("unknown-model", module.model.span, message)
        .see(module.span, "needed by this module")
        .hint(format!("`<model name=\"{}\">`", module.model))
}

/// The dimensions of the arrays of modules around an instance.
struct Frame<'m> {
    dimensions: Vec<usize>,
    /// Names of its module that no dimension has.
    unknown: Vec<&'m Name>,
    too_many: bool,
    broken: bool,
}

impl Scope<'_> {
    /// Finds the dimensions of the arrays of modules, and says which are unknown, once for each module of the file.
    pub(super) fn enter_frames(&mut self, diagnostics: &mut Diagnostics) {
        let mut reported = HashSet::new();
        for at in 0..self.instances.len() {
            let instance = &self.instances[at];
            let (Some(parent), Some(module)) = (instance.parent, instance.module) else {
                continue;
            };
            let frame = self.frame(&self.instances[parent], module);
            if !module.dimensions.is_empty() && reported.insert(std::ptr::from_ref(module)) {
                self.report(&frame, module, diagnostics);
            }
            let instance = &mut self.instances[at];
            (instance.frame, instance.broken) = (frame.dimensions, frame.broken);
        }
    }

    fn frame<'m>(&self, parent: &Instance, module: &'m Module) -> Frame<'m> {
        let mut dimensions = parent.frame.clone();
        let mut unknown = Vec::new();
        for name in &module.dimensions {
            match self.dimensions.find(&name.key) {
                Some(dimension) => dimensions.push(dimension),
                None => unknown.push(name),
            }
        }
        let too_many = dimensions.len() > limits::SUBSCRIPTS;
        dimensions.truncate(limits::SUBSCRIPTS);
        Frame {
            broken: parent.broken || too_many || !unknown.is_empty(),
            dimensions,
            unknown,
            too_many,
        }
    }

    fn report(&self, frame: &Frame, module: &Module, diagnostics: &mut Diagnostics) {
        for name in &frame.unknown {
            let near = diagnostics.len() < GUESSES;
            diagnostics.push(unknown_dimension(name, self.document, near));
        }
        if frame.too_many {
            let most = limits::SUBSCRIPTS;
            let message = format!(
                "the arrays around the module `{}` have more than {most} dimensions",
                module.name
            );
            diagnostics.push(Diagnostic::error("too-many-subscripts", module.span, message));
        }
    }

    /// How many dimensions of arrays of modules hold for two instances at once: those around the modules that both stand in.
    pub fn shared_frame(&self, mut a: usize, mut b: usize) -> usize {
        // An instance comes behind the one that it stands in.
        while a != b {
            let deeper = if a > b { &mut a } else { &mut b };
            match self.instances[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => return 0,
            }
        }
        self.instances[a].frame.len()
    }
}
