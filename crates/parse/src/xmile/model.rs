//! What an XMILE file declares: run specs, dimensions, units, models, modules, variables, macros. No name is looked up.

use super::syntax::{Formula, Path, Rows};
use crate::{Dialect, LookupTable, Name, Sketch, UnitDefinition, UnitText};
use source::{SourceId, Span};

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct XmileModel {
    /// The file that spans point into, unless they say otherwise.
    pub source: SourceId,
    /// The opening tag of the file.
    pub span: Span,
    /// Who wrote it.
    pub dialect: Dialect,
    /// When the run begins and ends, and how it is computed.
    pub specs: Specs,
    /// The run specs of models and included files.
    pub own_specs: Vec<OwnSpecs>,
    /// Whether there is no number where a computed subscript is none; otherwise there is 0.
    pub no_number_outside: bool,
    /// The dimensions in file order, each as often as it is declared.
    pub dimensions: Vec<Dimension>,
    /// Units that are one and the same, a row each.
    pub unit_synonyms: Vec<Vec<String>>,
    /// Units that are defined by others.
    pub unit_definitions: Vec<UnitDefinition>,
    /// The models in file order; the outermost is the first.
    pub models: Vec<Model>,
    /// The macros in file order.
    pub macros: Vec<Macro>,
    /// The drawings.
    pub sketch: Option<Sketch>,
}

/// `<dim name="Region">`.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Its name.
    pub name: Name,
    /// Its elements; those of a dimension that has only a size are called 1, 2, 3.
    pub elements: Vec<Name>,
    /// Nothing stands inside it.
    pub is_empty: bool,
    /// It states how many elements it has.
    pub has_size: bool,
    /// The dimension that it is only another name of, where a writer says so.
    pub same_as: Option<Name>,
    /// The whole definition.
    pub span: Span,
}

/// One `<model>`.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its name; the outermost may have none.
    pub name: Option<Name>,
    /// The set of models that it belongs to: 0 for those of the file itself and what it includes.
    pub set: usize,
    /// How many files are included into each other down to the one that it stands in.
    pub depth: usize,
    /// Where its content stands.
    pub home: Home,
    /// Its variables in file order.
    pub variables: Vec<Variable>,
    /// The modules inside.
    pub modules: Vec<Module>,
    /// Its groups.
    pub groups: Vec<Group>,
}

/// `<module name="hares">`: another model inside this one.
#[derive(Clone, Debug)]
pub struct Module {
    /// What it is called here.
    pub name: Name,
    /// Which model it is.
    pub model: Name,
    /// Where that stands.
    pub home: Home,
    /// The names of the dimensions over which it is an array; empty where there is one.
    pub dimensions: Vec<Name>,
    /// What its inputs are connected to.
    pub connections: Vec<Connection>,
    /// The opening tag.
    pub span: Span,
}

/// `<connect to="lynxes" from="lynxes.lynxes"/>`.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The input.
    pub to: Path,
    /// Where its value comes from.
    pub from: Path,
}

/// `<group name="Land">` with the variables in it.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub doc: String,
    /// The names of its variables.
    pub members: Vec<Name>,
    /// Where.
    pub span: Span,
}

/// `<macro name="…">`.
#[derive(Clone, Debug)]
pub struct Macro {
    /// How it is called.
    pub name: Name,
    /// Its inputs in order.
    pub parameters: Vec<Name>,
    /// What each input is where a call leaves it out.
    pub defaults: Vec<Option<Formula>>,
    /// What its call gives.
    pub result: Option<Formula>,
    /// The variables inside.
    pub model: Model,
    /// The opening tag.
    pub span: Span,
}

/// Where the content of a model or a module stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Among the models of the file that names it.
    Here,
    /// In another file, whose set of models has this number.
    Other(usize),
    /// In a file that cannot be had; a diagnostic says why.
    Nowhere,
}

/// The run specs of a file.
#[derive(Clone, Debug, Default)]
pub struct Specs {
    /// INITIAL TIME.
    pub start: Option<Setting>,
    /// FINAL TIME.
    pub stop: Option<Setting>,
    /// TIME STEP.
    pub step: Option<Setting>,
    /// SAVEPER, when the file states one.
    pub save_every: Option<Setting>,
    /// How to integrate, when the file states it.
    pub method: Option<MethodName>,
    /// The unit of time.
    pub units: Option<UnitText>,
}

/// `method="RK4"` or a list of methods, as written.
#[derive(Clone, Debug)]
pub struct MethodName {
    /// The name or names.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Run specs in a model or in an included file, beside those of the whole.
#[derive(Clone, Debug)]
pub struct OwnSpecs {
    /// Whose they are.
    pub whose: Whose,
    /// What they state; when the run begins and ends only for a model.
    pub specs: Specs,
    /// The opening tag.
    pub span: Span,
}

/// What has run specs of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A model.
    Model,
    /// An included file.
    File,
}

/// A number with its place.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The number.
    pub value: f64,
    /// Where.
    pub span: Span,
}

/// A variable as it was declared.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: Kind,
    /// The names of its dimensions; empty for a scalar.
    pub dimensions: Vec<Name>,
    /// Its formulas: one for everything, or one for each element.
    pub definitions: Vec<Definition>,
    /// It does not fall below zero.
    pub non_negative: bool,
    /// Its unit.
    pub units: Option<UnitText>,
    /// What is said about it.
    pub doc: String,
    /// Its range, for sliders.
    pub range: Vec<Option<f64>>,
    /// It receives its value from outside of its module.
    pub is_input: bool,
    /// It was made by a writer to say what the author wrote otherwise, and is not to be shown.
    pub hidden: bool,
    /// Parts that are not kept, though they would change the numbers.
    pub parts: Vec<Part>,
    /// The opening tag.
    pub span: Span,
}

/// A part of an element, such as `<queue>`, of which no more is kept than that it is there.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its opening tag.
    pub span: Span,
    /// What it makes of its element: "a queue".
    pub what: &'static str,
}

/// What a variable can be.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A stock.
    Stock(Stock),
    /// A flow.
    Flow,
    /// A flow that falls off a conveyor along its way; its formula is the share that does.
    Leak,
    /// Anything else.
    Auxiliary,
}

/// What a stock has beside its initial value.
#[derive(Clone, Debug)]
pub struct Stock {
    /// What flows in, in the order listed.
    pub inflows: Vec<Path>,
    /// What flows out, in the order listed.
    pub outflows: Vec<Path>,
    /// A conveyor: what flows in leaves after a time.
    pub conveyor: Option<Conveyor>,
}

/// `<conveyor>`.
#[derive(Clone, Debug)]
pub struct Conveyor {
    /// How long everything stays.
    pub transit_time: Option<Formula>,
    /// The share that leaks is taken of what remains, not of what entered.
    pub exponential_leak: bool,
    /// The first part of it that is not kept, though it would change the numbers.
    pub part: Option<Part>,
    /// The opening tag.
    pub span: Span,
}

/// The formula of all elements, or of one.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Which element; empty for all.
    pub subscripts: Vec<Name>,
    /// The formulas as written; none when the file has none, or when a diagnostic says why.
    pub rows: Option<Rows>,
    /// The initial value where it has a formula of its own.
    pub initial: Option<Formula>,
    /// The table through which the formula's value goes.
    pub table: Option<Table>,
    /// Something in it was not understood; a diagnostic says what.
    pub broken: bool,
    /// The formula, or the opening tag.
    pub span: Span,
}

impl Variable {
    /// What a stock has, if it is one.
    pub fn stock(&self) -> Option<&Stock> {
        match &self.kind {
            Kind::Stock(stock) => Some(stock),
            _ => None,
        }
    }
}

/// The points, and what holds between and beyond them.
#[derive(Clone, Debug)]
pub struct Table {
    /// The points.
    pub points: LookupTable,
    /// Between and beyond.
    pub mode: Mode,
}

/// What holds between and beyond the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A line between two points; the end values beyond.
    Continuous,
    /// A line between two points; the outermost lines go on beyond.
    Extrapolate,
    /// The value of the point before.
    Discrete,
}
