//! An expression as written: names are text, and nothing is looked up.

use crate::Name;
use language::Builtin;
use source::Span;

/// Vensim's `:NA:` as a number, -2^109: what a table or a list of numbers holds where a value is missing.
pub const MISSING: f64 = -649_037_107_316_853_453_566_312_041_152_512.0;

/// An expression with its place, which does not count when two are compared.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What an expression can be.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal.
    Number(f64),
    /// `:NA:`, the missing value.
    Missing,
    /// `'text'`, an argument of the functions that read files.
    Text(String),
    /// A variable, an element or a dimension by name.
    Reference(Reference),
    /// `name(arguments)`: a builtin, a macro or a lookup; `name[subscripts](x)` for a lookup of an array.
    Call {
        /// What is called.
        callee: Callee,
        /// With what.
        arguments: Vec<Expr>,
    },
    /// `-x`, `+x`, `:NOT: x`.
    Unary(UnaryOp, Box<Expr>),
    /// `a + b` and its like.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// Points written inside a call, as in `WITH LOOKUP(x, ((0,1),(1,2)))`.
    Lookup(Box<LookupTable>),
    /// `: low, high` behind a call's arguments and only there, always the last of them: the variables that the call of
    /// a macro defines with its further outputs. They are defined nowhere else.
    Outputs(Vec<Reference>),
    /// Nothing that could be understood; a diagnostic says why.
    Error,
}

/// The points of a table as written. Where it stands does not count when two are compared.
#[derive(Clone, Debug, Default)]
pub struct LookupTable {
    /// `[(xmin,ymin)-(xmax,ymax)]`, when given.
    pub range: Option<[f64; 4]>,
    /// The points `(x, y)` in the order written.
    pub points: Vec<(f64, f64)>,
    /// Where.
    pub span: Span,
}

impl PartialEq for LookupTable {
    fn eq(&self, other: &Self) -> bool {
        self.range == other.range && self.points == other.points
    }
}

/// What is called. A builtin equals its name as an author writes it.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A function of the language, whatever names the model has: written by a reader that knows what it means.
    Builtin(Builtin),
    /// A name as the author wrote it: a function of Vensim, a macro, or a lookup with its subscripts.
    Named(Box<Reference>),
}

impl PartialEq for Callee {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Callee::Builtin(a), Callee::Builtin(b)) => a == b,
            (Callee::Named(a), Callee::Named(b)) => a == b,
            (Callee::Builtin(builtin), Callee::Named(name)) | (Callee::Named(name), Callee::Builtin(builtin)) => {
                name.subscripts.is_empty() && language::find(&name.name.key) == Some(*builtin)
            }
        }
    }
}

impl Callee {
    /// A name without subscripts.
    pub fn named(name: Name) -> Self {
        Callee::Named(Box::new(Reference {
            name,
            subscripts: Vec::new(),
        }))
    }

    /// The function that is meant where no macro of the model has its name.
    pub fn builtin(&self) -> Option<Builtin> {
        match self {
            Callee::Builtin(builtin) => Some(*builtin),
            Callee::Named(reference) => language::find(&reference.name.key),
        }
    }

    /// The author's name, where it is one.
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            Callee::Builtin(_) => None,
            Callee::Named(reference) => Some(reference),
        }
    }

    /// The subscripts of a lookup.
    pub fn subscripts(&self) -> &[Subscript] {
        self.reference().map_or(&[], |reference| &reference.subscripts)
    }

    /// Whether it is the function of Vensim with that key.
    pub fn is(&self, key: &str) -> bool {
        match self {
            Callee::Builtin(builtin) => language::find(key) == Some(*builtin),
            Callee::Named(reference) => *reference.name.key == *key && reference.subscripts.is_empty(),
        }
    }

    /// Where its name stands in a call that stands at `call`.
    pub fn span(&self, call: Span) -> Span {
        self.reference().map_or(call, |reference| reference.name.span)
    }
}

impl std::fmt::Display for Callee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Callee::Builtin(builtin) => f.write_str(builtin.name),
            Callee::Named(reference) => reference.name.fmt(f),
        }
    }
}

/// A name with its subscripts.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Which.
    pub name: Name,
    /// With which subscripts; empty for none.
    pub subscripts: Vec<Subscript>,
}

/// One subscript in brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscript {
    /// A dimension, a subrange or an element; or a number in XMILE.
    pub name: Name,
    /// `name!`: reduce over it.
    pub bang: bool,
}

/// Operators before one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `+`
    Plus,
    /// `:NOT:`
    Not,
}

/// Operators between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`, right-associative
    Power,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `:AND:`
    And,
    /// `:OR:`
    Or,
}
