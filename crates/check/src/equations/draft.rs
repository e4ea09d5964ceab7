//! The model while it is being made.

use crate::dimensions::Dimensions;
use crate::external::ExternalData;
use crate::limits;
use crate::model::{Control, Data, Dimension, DimensionId, Equation, Model, Variable, VariableId};
use crate::names::Names;
use crate::walk::iterations;
use rustc_hash::{FxHashMap, FxHashSet};
use source::{Diagnostic, Diagnostics, Span};
use std::sync::Arc;

/// Variables and equations found so far.
#[derive(Default)]
pub(crate) struct Draft {
    /// The author's variables in file order, then hidden ones.
    pub variables: Vec<Variable>,
    /// All equations.
    pub equations: Vec<Equation>,
    /// For each equation, the number of the written definition that it comes from.
    pub origin: Vec<u32>,
    /// Something could not be understood, and a diagnostic says what.
    pub broken: bool,
    /// Variables whose shape could not be found: uses of them are not judged.
    pub shapeless: FxHashSet<VariableId>,
    /// Variables that this version cannot compute, as a diagnostic says: uses of them are not judged.
    pub unsupported: FxHashSet<VariableId>,
    /// The tables of data variables.
    pub series: FxHashMap<VariableId, SeriesTables>,
    /// What is computed of them before a run.
    pub data: Data,
    /// The tables of data variables by the number of the point, by the table of values.
    pub numbered: FxHashMap<VariableId, NumberedPoints>,
    /// Hidden lookups that follow from others: from which, and how.
    pub hidden_tables: FxHashMap<(VariableId, &'static str), VariableId>,
    /// How many hidden variables each variable has.
    pub made: FxHashMap<VariableId, u32>,
    /// The streams of random numbers in use.
    pub streams: FxHashSet<u32>,
    /// Files and sheets that cannot be read.
    pub unread: Unread,
    /// Texts that several variables have: units, empty descriptions.
    texts: FxHashSet<Arc<str>>,
    cells: usize,
    iterations: usize,
    stages: usize,
}

/// What cannot be read, as far as it was said.
#[derive(Default)]
pub(crate) struct Unread {
    pub told: FxHashSet<String>,
    /// How many calls more read the same, or other files that cannot be read.
    pub others: usize,
    /// The last of these calls.
    pub last: Option<Span>,
    /// How many variables no data file has.
    pub variables: usize,
    /// The last of those that are only counted.
    pub last_variable: Option<Span>,
}

impl Unread {
    /// So many are named; the rest are counted.
    pub const NAMED: usize = 5;
}

/// The tables of a data variable, one a cell: values over time, and each time over itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeriesTables {
    /// Values over time.
    pub values: VariableId,
    /// Each time over itself.
    pub times: VariableId,
}

/// The points of a data variable by their number, from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberedPoints {
    pub times: VariableId,
    pub values: VariableId,
    /// How many points the longest series has.
    pub count: u32,
}

/// What the making of a draft looks at and writes to.
pub(crate) struct Builder<'a, 'd> {
    /// Who is called what.
    pub names: &'a Names<'a>,
    /// Dimensions and elements.
    pub dimensions: &'a Dimensions,
    /// What files say.
    pub external: &'a dyn ExternalData,
    /// The result.
    pub draft: Draft,
    /// Where diagnostics go.
    pub diagnostics: &'d mut Diagnostics,
}

impl Draft {
    /// Nothing yet; `broken` when earlier diagnostics forbid a run.
    pub fn new(broken: bool) -> Self {
        Draft {
            broken,
            ..Self::default()
        }
    }

    /// The variable with that number.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.0 as usize]
    }

    /// A text, kept once for all who have it; long ones are not compared.
    pub fn shared_text(&mut self, text: &str) -> Arc<str> {
        if text.len() > 40 {
            return text.into();
        }
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.texts.insert(new.clone());
        new
    }

    /// Adds a variable.
    pub fn add_variable(&mut self, variable: Variable) -> VariableId {
        self.variables.push(variable);
        VariableId(self.variables.len() as u32 - 1)
    }

    /// Adds an equation that comes from the definition `origin`.
    pub fn add_equation(&mut self, equation: Equation, origin: u32) {
        self.equations.push(equation);
        self.origin.push(origin);
    }

    /// The model, not yet ordered, and the origin of each equation.
    pub fn finish(self, dimensions: Vec<Dimension>, control: Control) -> (Model, Vec<u32>) {
        let model = Model {
            dimensions,
            variables: self.variables,
            equations: self.equations,
            data: self.data,
            control,
            initial_order: Vec::new(),
            step_order: Vec::new(),
        };
        (model, self.origin)
    }
}

impl Builder<'_, '_> {
    /// Adds an error: the model cannot be run.
    pub fn error(&mut self, diagnostic: Diagnostic) {
        self.draft.broken = true;
        self.diagnostics.push(diagnostic);
    }

    /// Counts the cells of an array. `None`, with a diagnostic the first time, when all together are too many.
    pub fn count_cells(&mut self, extents: &[u32], span: Span) -> Option<usize> {
        let more = iterations(extents).unwrap_or(usize::MAX);
        let before = self.draft.cells;
        self.draft.cells = before.saturating_add(more);
        self.allow(more, [before, self.draft.cells], span)
    }

    /// Counts the iterations of a loop over the left side, likewise.
    pub fn count_iterations(&mut self, extents: &[u32], span: Span) -> Option<usize> {
        let more = iterations(extents).unwrap_or(usize::MAX);
        let before = self.draft.iterations;
        self.draft.iterations = before.saturating_add(more);
        self.allow(more, [before, self.draft.iterations], span)
    }

    /// Counts the stages of a smooth or a delay of some order; `false` beyond the limit, which is said once.
    pub fn count_stages(&mut self, more: u32, span: Span) -> bool {
        let before = self.draft.stages;
        self.draft.stages = before.saturating_add(more as usize);
        if self.draft.stages <= limits::STAGES {
            return true;
        }
        self.draft.broken = true;
        if before <= limits::STAGES {
            let message = format!(
                "the orders of all SMOOTH N and DELAY N together may be {}",
                limits::STAGES
            );
            let diagnostic = Diagnostic::error("too-many-equations", span, message);
            self.error(diagnostic.hint("lower the orders: `3` is the usual one"));
        }
        false
    }

    fn allow(&mut self, more: usize, [before, after]: [usize; 2], span: Span) -> Option<usize> {
        if after <= limits::CELLS {
            return Some(more);
        }
        self.draft.broken = true;
        if before <= limits::CELLS {
            let message = format!("too many elements: all arrays together may have {}", limits::CELLS);
            self.error(Diagnostic::error("too-many-elements", span, message));
        }
        None
    }

    /// The sizes of some dimensions.
    pub fn sizes(&self, dimensions: &[DimensionId]) -> Vec<u32> {
        dimensions.iter().map(|d| self.dimensions.size(*d) as u32).collect()
    }
}
