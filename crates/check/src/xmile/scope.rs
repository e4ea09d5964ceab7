//! What every name means: variables through modules and connections, dimensions, macros.

use super::dimension::{self, Dimensions, renamed};
use super::functions::{self, Rule};
use parse::xmile::Variable;
use parse::xmile::{Formula, Node, Path};
use parse::xmile::{Model, XmileModel};
use parse::{Method, Name};
use source::{Diagnostic, Diagnostics};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

mod connect;
mod instance;

pub(super) use instance::Instance;

/// How many variables the instances of models may have together.
const VARIABLES: usize = 1_000_000;

/// Everything that has a name.
#[derive(Debug)]
pub(super) struct Scope<'x> {
    /// The file.
    pub document: &'x XmileModel,
    /// How the file is integrated, if it says so.
    pub method: Option<Method>,
    /// The outermost model, its modules, theirs, and the macros.
    pub instances: Vec<Instance<'x>>,
    /// Its variables.
    pub variables: Vec<Known<'x>>,
    /// Its dimensions.
    pub dimensions: Dimensions,
    by_key: HashMap<(usize, Arc<str>), usize>,
    keys: HashSet<Arc<str>>,
    macros: HashSet<Arc<str>>,
    /// The stock that each outflow drains; the first where there are two.
    drained_by: HashMap<usize, usize>,
    filled_by: HashMap<usize, usize>,
    /// The stocks whose inflows depend on their outflows within a step.
    pub fed_by_themselves: HashSet<usize>,
}

/// A variable of one instance.
#[derive(Debug)]
pub(super) struct Known<'x> {
    /// Its name in the model.
    pub name: Name,
    /// What was declared.
    pub variable: &'x Variable,
    /// The instance that it belongs to.
    pub instance: usize,
    /// Its dimensions: those of the arrays of modules that it stands in, then its own.
    pub dimensions: Vec<usize>,
    /// How many of them are those of arrays of modules.
    pub frame: usize,
    /// The variable that it is connected to.
    pub source: Option<usize>,
    /// For each dimension of that variable, the place among its own dimensions that it goes along.
    pub route: Vec<usize>,
    /// Its dimensions or its connection could not be understood; a diagnostic says why.
    pub broken: bool,
    /// Its table goes by a name of its own, because someone calls it.
    pub table: Option<Name>,
}

impl<'x> Known<'x> {
    /// Without dimensions or connections, which are found later.
    fn new(name: Name, variable: &'x Variable, instance: usize) -> Self {
        Known {
            name,
            variable,
            instance,
            dimensions: Vec::new(),
            frame: 0,
            source: None,
            route: Vec::new(),
            broken: false,
            table: None,
        }
    }

    /// The dimensions that it was declared with.
    pub fn own_dimensions(&self) -> &[usize] {
        &self.dimensions[self.frame..]
    }

    /// Whether it has a table, for all of its elements or for some.
    fn has_table(&self) -> bool {
        self.variable.definitions.iter().any(|d| d.table.is_some())
    }

    /// Whether it is a table and nothing else.
    pub fn is_table(&self) -> bool {
        let definitions = &self.variable.definitions;
        definitions.iter().all(|d| d.rows.is_none() && d.table.is_some())
    }
}

/// Enters everything that a file declares.
pub(super) fn scope<'x>(document: &'x XmileModel, method: Option<Method>, diagnostics: &mut Diagnostics) -> Scope<'x> {
    let instances = instance::instances(document, diagnostics);
    let mut scope = Scope {
        document,
        method,
        instances,
        variables: Vec::new(),
        dimensions: Dimensions::default(),
        by_key: HashMap::new(),
        keys: HashSet::new(),
        macros: document.macros.iter().map(|m| m.name.key.clone()).collect(),
        drained_by: HashMap::new(),
        filled_by: HashMap::new(),
        fed_by_themselves: HashSet::new(),
    };
    scope.enter_variables(diagnostics);
    scope.enter_dimensions(diagnostics);
    scope.connect(diagnostics);
    scope.name_tables();
    scope.enter_outflows();
    scope
}

impl<'x> Scope<'x> {
    fn enter_variables(&mut self, diagnostics: &mut Diagnostics) {
        for at in 0..self.instances.len() {
            let model: &'x Model = self.instances[at].model;
            for variable in &model.variables {
                if self.variables.len() >= VARIABLES {
                    let message = format!("the modules have more than {VARIABLES} variables");
                    let diagnostic = Diagnostic::error("file-too-large", variable.span, message);
                    diagnostics.push(diagnostic);
                    return;
                }
                self.enter(variable, at, diagnostics);
            }
        }
    }

    fn enter(&mut self, variable: &'x Variable, instance: usize, diagnostics: &mut Diagnostics) {
        let key = (instance, variable.name.key.clone());
        if let Some(first) = self.by_key.get(&key) {
            let first = self.variables[*first].variable;
            return diagnostics.push(defined_twice(&variable.name, &first.name));
        }
        self.by_key.insert(key, self.variables.len());
        let name = in_instance(&self.instances[instance], &variable.name);
        self.variables.push(Known::new(name, variable, instance));
    }

    fn enter_dimensions(&mut self, diagnostics: &mut Diagnostics) {
        self.keys = self.variables.iter().map(|v| v.name.key.clone()).collect();
        let declared = dimension::declared(&self.document.dimensions, diagnostics);
        self.dimensions = Dimensions::of(&declared, &self.keys);
        self.enter_frames(diagnostics);
        for known in &mut self.variables {
            let instance = &self.instances[known.instance];
            known.dimensions.clone_from(&instance.frame);
            known.frame = instance.frame.len();
            known.broken = instance.broken;
            for name in &known.variable.dimensions {
                match self.dimensions.find(&name.key) {
                    Some(dimension) => known.dimensions.push(dimension),
                    None => {
                        known.broken = true;
                        let near = diagnostics.len() < GUESSES;
                        diagnostics.push(unknown_dimension(name, self.document, near));
                    }
                }
            }
        }
    }

    /// The variable that a name means within an instance.
    pub fn find(&self, instance: usize, path: &Path) -> Option<usize> {
        if path.rooted {
            let top = self.outermost(instance);
            let found = self.descend(top, path);
            return found.or_else(|| self.descend(instance, path));
        }
        self.descend(instance, path)
    }

    /// The variable of the outermost model with that name.
    pub fn root_variable(&self, name: &str) -> Option<usize> {
        let key = Name::key_of(name).into();
        self.by_key.get(&(0, key)).copied()
    }

    fn outermost(&self, mut instance: usize) -> usize {
        while let Some(parent) = self.instances[instance].parent {
            instance = parent;
        }
        instance
    }

    fn descend(&self, mut instance: usize, path: &Path) -> Option<usize> {
        let (last, modules) = path.parts.split_last()?;
        for module in modules {
            instance = *self.instances[instance].modules.get(&module.key)?;
        }
        self.by_key.get(&(instance, last.key.clone())).copied()
    }

    /// Whether a key is the name of a macro.
    pub fn is_macro(&self, key: &str) -> bool {
        self.macros.contains(key)
    }

    fn enter_outflows(&mut self) {
        for at in 0..self.variables.len() {
            let known = &self.variables[at];
            let Some(stock) = known.variable.stock() else {
                continue;
            };
            for path in &stock.outflows {
                if let Some(flow) = self.find(known.instance, path) {
                    self.drained_by.entry(flow).or_insert(at);
                }
            }
            for path in &stock.inflows {
                if let Some(flow) = self.find(known.instance, path) {
                    self.filled_by.entry(flow).or_insert(at);
                }
            }
        }
    }

    /// The stock that a flow drains.
    pub fn drained_by(&self, flow: usize) -> Option<usize> {
        self.drained_by.get(&flow).copied()
    }

    /// The stock that a flow fills.
    pub fn filled_by(&self, flow: usize) -> Option<usize> {
        self.filled_by.get(&flow).copied()
    }

    /// Whether what flows into a stock depends, within a step, on what flows out of it.
    pub fn is_fed_by_itself(&self, stock: usize) -> bool {
        self.fed_by_themselves.contains(&stock)
    }

    /// Gives tables that are called by formulas a name of their own, unless the variable is nothing but the table.
    fn name_tables(&mut self) {
        for at in self.called_tables() {
            let at = self.end_of(at);
            let known = &self.variables[at];
            if !known.has_table() {
                continue;
            }
            let table = if known.is_table() {
                known.name.clone()
            } else {
                self.fresh(&format!("{} table", known.name.text), known.name.span)
            };
            self.variables[at].table = Some(table);
        }
    }

    /// The variables that formulas call like functions.
    fn called_tables(&self) -> HashSet<usize> {
        let mut called = HashSet::new();
        for known in &self.variables {
            for formula in formulas(known.variable) {
                formula.for_each(&mut |formula| {
                    if let Some(path) = called_table(formula) {
                        called.extend(self.find(known.instance, path));
                    }
                });
            }
        }
        called
    }

    /// A name that no variable has.
    pub fn fresh(&self, spelling: &str, span: source::Span) -> Name {
        let mut name = Name::new(spelling, span);
        let mut count = 1;
        while self.keys.contains(&name.key)
            || self.dimensions.find(&name.key).is_some()
            || functions::is_reserved(&name.key)
        {
            count += 1;
            name = Name::new(&format!("{spelling} {count}"), span);
        }
        name
    }
}

/// The name that a variable of an instance has in the model.
fn in_instance(instance: &Instance, name: &Name) -> Name {
    let spelling = format!("{}{}", instance.prefix, name.text);
    let key = Name::key_of(&spelling).into();
    let name = Name::of(spelling.into(), key, name.span);
    if functions::is_reserved(&name.key) {
        return renamed(&name, "variable");
    }
    name
}

fn defined_twice(second: &Name, first: &Name) -> Diagnostic {
    let message = format!("`{second}` is defined twice");
    Diagnostic::error("duplicate-definition", second.span, message).see(first.span, "first here")
}

/// All formulas of a variable.
pub(super) fn formulas(variable: &Variable) -> impl Iterator<Item = &Formula> {
    variable.definitions.iter().flat_map(|definition| {
        let rows = definition.rows.iter().flatten().flatten();
        rows.chain(&definition.initial)
    })
}

/// The table that a formula calls: `LOOKUP(table, x)` or `table(x)`.
fn called_table(formula: &Formula) -> Option<&Path> {
    let Node::Call(callee, _, arguments) = &formula.node else {
        return None;
    };
    let function = callee.single().and_then(|name| functions::find(&name.key));
    match (function.map(|f| f.rule), arguments.first()) {
        (Some(Rule::Lookup(_)), Some(first)) => match &first.node {
            Node::Reference(path, _) => Some(path),
            _ => None,
        },
        (Some(_), _) => None,
        (None, _) => Some(callee),
    }
}

/// How many diagnostics may be made before no more similar names are looked for.
const GUESSES: usize = 50;

fn unknown_dimension(name: &Name, document: &XmileModel, guess: bool) -> Diagnostic {
    let message = format!("no dimension is called `{name}`");
    let diagnostic = Diagnostic::error("unknown-subscript", name.span, message);
    let known = document.dimensions.iter().map(|d| &*d.name.text);
    let near = guess.then(|| source::nearest(&name.text, known)).flatten();
    match near {
        Some(near) => diagnostic.hint(format!("a similar name is `{near}`")),
        None => diagnostic,
    }
}
