//! A formula as it was written in XMILE's own terms, before any name in it is known.

use crate::Name;
use source::Span;

/// A formula with its place.
#[derive(Clone, Debug)]
pub struct Formula {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Span,
}

/// Rows of formulas: `a` is one row of one, `1, 2; 3, 4` two of two.
pub type Rows = Vec<Vec<Formula>>;

/// What a formula can be.
#[derive(Clone, Debug)]
pub enum Node {
    /// A literal.
    Number(f64),
    /// A name, with or without subscripts.
    Reference(Path, Vec<Index>),
    /// `name(arguments)`, also `name[subscripts](x)`.
    Call(Path, Vec<Index>, Vec<Formula>),
    /// `-x`, `+x`, `NOT x`.
    Unary(crate::UnaryOp, Box<Formula>),
    /// An operator that the model's formulas have too.
    Binary(crate::BinaryOp, Box<Formula>, Box<Formula>),
    /// `a MOD b`.
    Modulo(Box<Formula>, Box<Formula>),
    /// `a // b`: 0 where `b` is 0.
    SafeDivide(Box<Formula>, Box<Formula>),
    /// `IF a THEN b ELSE c`.
    If(Box<[Formula; 3]>),
}

/// A name that may go through modules: `module.variable`, `.variable` from the outermost model.
#[derive(Clone, Debug)]
pub struct Path {
    /// Whether it begins with a dot.
    pub rooted: bool,
    /// The names between the dots; at least one.
    pub parts: Vec<Name>,
    /// The whole name.
    pub span: Span,
}

/// One subscript.
#[derive(Clone, Debug)]
pub enum Index {
    /// `*`
    All(Span),
    /// `*:Sub`
    AllOf(Name),
    /// `2:4`, `a:c`
    Range(Formula, Formula),
    /// An element, a dimension, a number, or a formula that gives a number.
    One(Formula),
}

impl Path {
    /// The only name of a path without dots.
    pub fn single(&self) -> Option<&Name> {
        match &self.parts[..] {
            [only] if !self.rooted => Some(only),
            _ => None,
        }
    }

    /// The key of the whole path: the keys of the parts with dots between them.
    pub fn key(&self) -> String {
        let keys: Vec<&str> = self.parts.iter().map(|part| &*part.key).collect();
        keys.join(".")
    }

    /// The path as its author spelled it.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| &*part.text).collect();
        format!("{}{}", if self.rooted { "." } else { "" }, parts.join("."))
    }
}

impl Formula {
    /// Shows this formula and every one inside it.
    pub fn for_each<'f>(&'f self, show: &mut dyn FnMut(&'f Formula)) {
        show(self);
        match &self.node {
            Node::Number(_) => {}
            Node::Reference(_, indices) => for_each_index(indices, show),
            Node::Call(_, indices, arguments) => {
                for_each_index(indices, show);
                arguments.iter().for_each(|a| a.for_each(show));
            }
            Node::Unary(_, inner) => inner.for_each(show),
            Node::Binary(_, a, b) | Node::Modulo(a, b) | Node::SafeDivide(a, b) => {
                a.for_each(show);
                b.for_each(show);
            }
            Node::If(parts) => parts.iter().for_each(|part| part.for_each(show)),
        }
    }
}

fn for_each_index<'f>(indices: &'f [Index], show: &mut dyn FnMut(&'f Formula)) {
    for index in indices {
        match index {
            Index::All(_) | Index::AllOf(_) => {}
            Index::Range(from, to) => {
                from.for_each(show);
                to.for_each(show);
            }
            Index::One(formula) => formula.for_each(show),
        }
    }
}
