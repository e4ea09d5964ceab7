//! What a model file in Vensim's text says, before anyone asks what it means.

use crate::Name;
use crate::expr::{Expr, LookupTable, Subscript};
use source::{SourceId, Span};

/// A model as equations: one file in Vensim's text, understood as far as it could be.
#[derive(Clone, Debug, Default)]
pub struct ParsedModel {
    /// The text that all spans point into.
    pub source: SourceId,
    /// Dimensions and subranges in file order.
    pub dimensions: Vec<DimensionDefinition>,
    /// Equations in file order; arrays may have several for one variable.
    pub equations: Vec<Equation>,
    /// Macro definitions in file order.
    pub macros: Vec<MacroDefinition>,
    /// Groups (`{**** .Name ****}` headers) in file order.
    pub groups: Vec<Group>,
    /// The drawing, kept as data.
    pub sketch: Option<Sketch>,
    /// How to integrate, and other settings of the file.
    pub settings: Settings,
}

/// `Region: North, South ~ ~ |`, also subranges, aliases (`<->`) and mappings (`->`).
#[derive(Clone, Debug)]
pub struct DimensionDefinition {
    /// The dimension.
    pub name: Name,
    /// Its elements, subranges or numbered ranges, in order.
    pub members: Vec<Member>,
    /// `<-> other`: the same elements under another name.
    pub alias_of: Option<Name>,
    /// `-> other` and `-> (other: a, b, c)`.
    pub mappings: Vec<DimensionMapping>,
    /// `GET DIRECT SUBSCRIPT('file', …)` and its like: a call that reads the elements from a file.
    pub read_from: Option<Expr>,
    /// The comment.
    pub comment: String,
    /// The whole definition.
    pub span: Span,
}

/// One entry of a dimension's list.
#[derive(Clone, Debug)]
pub enum Member {
    /// An element, or another dimension whose elements are meant.
    Named(Name),
    /// `(A1 - A10)`: elements that share a prefix and are numbered.
    Range {
        /// `A1`.
        first: Name,
        /// `A10`.
        last: Name,
    },
}

/// A correspondence between the elements of two dimensions.
#[derive(Clone, Debug)]
pub struct DimensionMapping {
    /// The dimension mapped to.
    pub target: Name,
    /// Which members of `target` correspond to this dimension's members in order; empty means one to one.
    pub members: Vec<Name>,
}

/// `target = body ~ units ~ comment |`.
#[derive(Clone, Debug)]
pub struct Equation {
    /// What is defined.
    pub target: Target,
    /// How.
    pub body: Body,
    /// The unit as written, without the range `[0,1]` behind it.
    pub units: Option<UnitText>,
    /// The range behind the unit, `[low, high]` or `[low, high, step]`; `?` is `None`.
    pub range: Vec<Option<f64>>,
    /// The third field.
    pub comment: String,
    /// Marked `:SUPPLEMENTARY` or `:SUP`.
    pub supplementary: bool,
    /// Made by the reader to say what the author wrote otherwise, and not to be shown as a variable.
    pub hidden: bool,
    /// The index of the group it stands in.
    pub group: Option<usize>,
    /// The definition up to, not including, the first `~`.
    pub span: Span,
}

impl Equation {
    /// An equation with nothing but its two sides.
    pub fn plain(target: Target, body: Body) -> Self {
        let span = target.span;
        Equation {
            target,
            body,
            units: None,
            range: Vec::new(),
            comment: String::new(),
            supplementary: false,
            hidden: false,
            group: None,
            span,
        }
    }
}

/// A unit as a user wrote it.
#[derive(Clone, Debug)]
pub struct UnitText {
    /// As written, trimmed.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The left-hand side.
#[derive(Clone, Debug)]
pub struct Target {
    /// The variable.
    pub name: Name,
    /// Its subscripts; empty for a scalar.
    pub subscripts: Vec<Subscript>,
    /// `:EXCEPT: [a,b], [c,d]`.
    pub exceptions: Vec<Vec<Subscript>>,
    /// `:INTERPOLATE:`, `:RAW:`, `:LOOK FORWARD:`, `:HOLD BACKWARD:` as written, upper case, without colons.
    pub keyword: Option<String>,
    /// The whole left-hand side.
    pub span: Span,
}

/// The right-hand side.
#[derive(Clone, Debug)]
pub enum Body {
    /// `= expression`.
    Formula(Expr),
    /// `== expression`: a constant that may not be changed.
    Unchangeable(Expr),
    /// `= 1,2;3,4;`: numbers for all elements, rows outermost; each row as written.
    Numbers(Vec<Vec<f64>>),
    /// `name( (0,1),(1,2) )`: a lookup.
    Lookup(LookupTable),
    /// `:= expression`: a data equation.
    DataFormula(Expr),
    /// A name alone: filled from a data file.
    Data,
    /// `:IS: 'text'`: a string variable.
    Text(Vec<String>),
    /// A constraint or test input of a reality check: kept, not run.
    RealityCheck,
    /// Nothing that could be understood; a diagnostic says why.
    Error,
}

/// `:MACRO: name(inputs : outputs) … :END OF MACRO:`.
#[derive(Clone, Debug)]
pub struct MacroDefinition {
    /// How it is called.
    pub name: Name,
    /// Its inputs in order.
    pub inputs: Vec<Name>,
    /// Its further outputs, behind the colon.
    pub outputs: Vec<Name>,
    /// The equations inside.
    pub equations: Vec<Equation>,
    /// The header.
    pub span: Span,
}

/// A named section of a file.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, without the leading dot.
    pub name: String,
    /// What is said about it.
    pub comment: String,
    /// Where.
    pub span: Span,
}

/// A drawing as written: kept so that it can be shown and written back.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The views in file order.
    pub views: Vec<View>,
}

/// One page of a drawing.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its title.
    pub title: String,
    /// Its font and colour line (`$…`), as written.
    pub style: String,
    /// Its objects, one line each, as written.
    pub lines: Vec<String>,
}

/// A unit with its other names, and what it is in terms of others: `speed` is `km/hour`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDefinition {
    /// All that mean it.
    pub names: Vec<String>,
    /// What it is.
    pub equation: String,
}

/// How a file wants to be run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The integration method, when the file states one.
    pub method: Option<Method>,
    /// Units that the author declared to be one and the same (`22:Person,People,Persons`), a row each.
    pub unit_synonyms: Vec<Vec<String>>,
    /// Units that the author defined by others.
    pub unit_definitions: Vec<UnitDefinition>,
    /// The settings block behind the sketch, as written.
    pub text: String,
}

/// How stocks are integrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// First order, one evaluation a step.
    #[default]
    Euler,
    /// Euler's method, where auxiliaries are saved as they were at the save point before.
    Difference,
    /// Second order: the rates in the middle of a step.
    RungeKutta2,
    /// The same with as many steps within a step as accuracy takes.
    RungeKutta2Auto,
    /// The classical fourth-order method of Runge and Kutta.
    RungeKutta4,
    /// The same with as many steps within a step as accuracy takes.
    RungeKutta4Auto,
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 6] = [
        Method::Euler,
        Method::Difference,
        Method::RungeKutta2,
        Method::RungeKutta2Auto,
        Method::RungeKutta4,
        Method::RungeKutta4Auto,
    ];

    /// Its short name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Method::Euler => "Euler",
            Method::Difference => "difference",
            Method::RungeKutta2 => "RK2",
            Method::RungeKutta2Auto => "RK2 auto",
            Method::RungeKutta4 => "RK4",
            Method::RungeKutta4Auto => "RK4 auto",
        }
    }

    /// Whether it looks at rates within a step.
    pub fn is_runge_kutta(self) -> bool {
        !matches!(self, Method::Euler | Method::Difference)
    }

    /// Whether each run finds its own steps.
    pub fn is_adaptive(self) -> bool {
        matches!(self, Method::RungeKutta2Auto | Method::RungeKutta4Auto)
    }
}
