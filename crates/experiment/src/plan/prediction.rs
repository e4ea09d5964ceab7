//! What is predicted, under the reference policy, of a time that is not observed yet.

use super::CellId;

/// What is predicted, under the reference policy, of a time that is not observed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prediction {
    /// What is predicted.
    pub quantities: Vec<Quantity>,
    /// Alternatives for each choice of which the same is predicted: positions in [`crate::Plan::alternatives`].
    pub alternatives: Vec<usize>,
}

/// Something that will be observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What it is called.
    pub name: String,
    /// The variable.
    pub variable: CellId,
    /// The variable's name.
    pub variable_name: String,
    /// The unit in which it will be observed.
    pub unit: String,
    /// Whether it is the ratio to the same window of the year before.
    pub over_year_before: bool,
    /// When.
    pub windows: Vec<Window>,
}

/// A stretch of time over which a mean is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// As written.
    pub period: String,
    /// Where it begins, as a year.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What one of the quantity's unit, over this time, is in the variable's unit.
    pub of_one: f64,
}
