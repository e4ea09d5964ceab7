//! What is found in a file before any value is asked for.

use super::blocks::Block;

/// A series that is in a file and cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The variable, without subscripts.
    pub name: String,
    /// Why.
    pub why: String,
}

/// A cell of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// `x` or `x[A1,B2]`.
    pub name: String,
    pub(super) values: Values,
}

/// Where the values of a series are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    Constant(f64),
    /// A block, and the number of the list of its times.
    Saved(Block, usize),
}

/// What was found in a file.
pub(super) struct Found {
    pub series: Vec<Series>,
    pub unread: Vec<Unread>,
    /// The lists of times that series go by.
    pub times: Vec<Vec<f64>>,
}
