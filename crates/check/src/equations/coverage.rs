//! Which cells of an array have an equation: none may have two, and none that is used may have none.

use super::draft::Builder;
use super::target::{Definition, Targets};
use crate::limits;
use crate::model::{DimensionId, Equation, Index, VariableId};
use crate::walk::{self, Odometer, Use};
use rustc_hash::FxHashSet;
use source::Diagnostic;

/// The owner of a cell that no definition has taken.
const NOBODY: u32 = u32::MAX;

/// Whether one definition alone has all cells.
fn is_whole(definitions: &[Definition], cells: usize) -> bool {
    let [only] = definitions else {
        return false;
    };
    only.except.is_empty() && walk::iterations(&only.extents) == Some(cells)
}

/// Gives a definition its cells; the first that another has, with the number of the other.
fn take_cells(definition: &Definition, number: u32, sizes: &[usize], owner: &mut [u32]) -> Option<(usize, u32)> {
    let mut clash = None;
    definition.for_each_iteration(|_, at| {
        let cell = walk::cell(sizes, &definition.target, at);
        if owner[cell] != NOBODY {
            clash.get_or_insert((cell, owner[cell]));
        }
        owner[cell] = number;
    });
    clash
}

impl Builder<'_, '_> {
    /// Which cells of a variable its equations define; `None` for all. Reports the first cell that two define.
    pub fn defined(&mut self, targets: &Targets) -> Option<Vec<bool>> {
        let cells = self.cells(targets);
        // Most variables: no table is made for them.
        if targets.definitions.is_empty() || is_whole(&targets.definitions, cells) {
            return None;
        }
        let sizes: Vec<usize> = self.sizes(&targets.shape).iter().map(|n| *n as usize).collect();
        let mut owner: Vec<u32> = vec![NOBODY; cells];
        for (number, definition) in targets.definitions.iter().enumerate() {
            if let Some((cell, other)) = take_cells(definition, number as u32, &sizes, &mut owner) {
                self.overlap(targets, cell, [&targets.definitions[other as usize], definition]);
                break;
            }
        }
        let defined: Vec<bool> = owner.iter().map(|o| *o != NOBODY).collect();
        defined.contains(&false).then_some(defined)
    }

    fn overlap(&mut self, targets: &Targets, cell: usize, both: [&Definition; 2]) {
        let [first, second] = both;
        if targets.shape.is_empty() {
            return; // two equations of a scalar are a duplicate definition, reported with the names
        }
        let name = &second.written.target.name;
        let at = self.element_names(&targets.shape, cell);
        self.error(
            Diagnostic::error(
                "overlapping-definition",
                second.written.target.span,
                format!("`{name}[{at}]` is defined twice"),
            )
            .see(first.written.target.span, "first here")
            .hint(format!("leave it out of one of them: `:EXCEPT: [{at}]`")),
        );
    }

    pub(super) fn element_names(&self, shape: &[DimensionId], cell: usize) -> String {
        let extents = self.sizes(shape);
        let odometer = Odometer::at(&extents, cell as u32);
        let element =
            |(dimension, position): (&DimensionId, &u32)| self.dimensions.element_at(*dimension, *position).to_string();
        shape.iter().zip(odometer.values()).map(element).collect::<Vec<_>>().join(",")
    }

    /// Reports uses of cells that no equation defines.
    pub fn coverage(&mut self) {
        let partial = self.partial();
        // What could not be read may define the cells that seem to lack an equation.
        if partial.is_empty() || self.draft.broken {
            return;
        }
        let mut diagnostics = Vec::new();
        let mut told = FxHashSet::default();
        // One budget for the whole model: a file of a few lines can use a large array in as many ways.
        let mut iterations_left = limits::CELLS;
        for equation in &self.draft.equations {
            equation.body.for_each_use(&mut |used| {
                if partial.contains(&used.variable) {
                    let missing = self.first_undefined(equation, &used, &mut iterations_left);
                    let missing = missing.filter(|cell| told.insert((used.variable, *cell)));
                    diagnostics.extend(missing.map(|cell| self.undefined_element(&used, cell)));
                }
            });
        }
        if iterations_left == 0 {
            let message = "too many elements to tell whether all that are used are defined";
            diagnostics.push(Diagnostic::whole("too-many-elements", message));
        }
        diagnostics.into_iter().for_each(|diagnostic| self.error(diagnostic));
    }

    /// The variables of which some cells have no equation.
    fn partial(&self) -> FxHashSet<VariableId> {
        let all = (0..self.draft.variables.len() as u32).map(VariableId);
        all.filter(|v| self.draft.variable(*v).defined.is_some()).collect()
    }

    /// The first cell without an equation that one reference meets.
    fn first_undefined(&self, equation: &Equation, used: &Use, iterations_left: &mut usize) -> Option<usize> {
        let variable = self.draft.variable(used.variable);
        let sizes: Vec<usize> = self.sizes(&variable.shape).iter().map(|n| *n as usize).collect();
        let defined = variable.defined.as_ref()?;
        let extents = relevant_extents(equation, used);
        let mut odometer = Odometer::new(&extents);
        loop {
            *iterations_left = iterations_left.checked_sub(1)?;
            let cell = walk::cell(&sizes, used.index, odometer.values());
            if !defined[cell] && !is_excepted(equation, odometer.values()) {
                return Some(cell);
            }
            if !odometer.advance() {
                return None;
            }
        }
    }

    fn undefined_element(&self, used: &Use, cell: usize) -> Diagnostic {
        let variable = self.draft.variable(used.variable);
        let at = self.element_names(&variable.shape, cell);
        let message = format!("`{}[{at}]` is used, but has no equation", variable.name);
        Diagnostic::error("undefined-element", used.span, message)
            .see(variable.span, "other elements are defined here")
            .hint(format!("`{}[{at}] = 0 ~~|`", variable.name))
    }
}

/// Whether `:EXCEPT:` takes an iteration out, whose index variables come first among the values.
fn is_excepted(equation: &Equation, values: &[u32]) -> bool {
    if equation.except.is_empty() {
        return false;
    }
    let iteration = iteration(&equation.extents, &values[..equation.extents.len()]);
    equation.except.binary_search(&iteration).is_ok()
}

/// The extents of the index variables that matter to a reference; 1 for the others. Exceptions need them all.
fn relevant_extents(equation: &Equation, used: &Use) -> Vec<u32> {
    let is_used =
        |v: usize| used.index.iter().any(|i| matches!(i, Index::Along { variable, .. } if *variable as usize == v));
    let mut extents = equation.extents.clone();
    for (variable, extent) in used.over {
        let variable = *variable as usize;
        extents.resize(extents.len().max(variable + 1), 1);
        extents[variable] = *extent;
    }
    for (v, extent) in extents.iter_mut().enumerate() {
        let is_loop = v < equation.extents.len();
        let may_be_excepted = is_loop && !equation.except.is_empty();
        if !is_used(v) && !may_be_excepted {
            *extent = 1;
        }
    }
    extents
}

fn iteration(extents: &[u32], values: &[u32]) -> u32 {
    extents.iter().zip(values).fold(0, |iteration, (extent, value)| iteration * extent + value)
}
