//! What a run will be asked for.

use check::VariableId;

/// What varies from run to run, and what is kept of each.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The constants that differ between runs of one ensemble, in the order of [`crate::Program::parameters`].
    pub vary: Vec<VariableId>,
    /// What the sink gets.
    pub keep: Keep,
}

/// What a sink gets at every save point.
#[derive(Clone, Debug, Default)]
pub enum Keep {
    /// Every variable that is not hidden, in the model's order.
    #[default]
    All,
    /// These, in this order; nothing that only others need is computed.
    Only(Vec<VariableId>),
}
