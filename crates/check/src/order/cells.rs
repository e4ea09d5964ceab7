//! Arrays that depend on each other in a ring: an order between their cells, if there is one.

use super::circular::{Circular, Ring};
use super::graph::{Adjacency, components, shortest_loop};
use super::needs::{Phase, for_each_need};
use crate::limits;
use crate::model::{Equation, EquationId, Index, Model, VariableId, Work};
use crate::walk::{self, Odometer, Use, iterations};
use rustc_hash::FxHashMap;

/// Orders the cells of equations that form a ring between variables. What is found to be a ring between cells is noted.
pub(super) fn order(model: &Model, phase: Phase, equations: &[EquationId], circular: &mut Circular) -> Vec<Work> {
    let cells = Cells::new(model, equations);
    let Some(needs) = cells.needs(model, phase) else {
        // One of them is enough to say where the arrays are: all are too large together.
        circular.too_many.extend(equations.first().copied());
        return Vec::new();
    };
    let mut levels = vec![0u32; cells.count as usize];
    // Components come after those that they need, so the levels of all needs are known.
    for component in components(&needs, 0..cells.count).iter() {
        let node = component[0];
        if component.len() > 1 || needs.of(node).contains(&node) {
            let iterations = cells.ring(&needs, component);
            circular.rings.push(Ring { phase, iterations });
        } else {
            let level = needs.of(node).iter().map(|n| levels[*n as usize] + 1).max();
            levels[node as usize] = level.unwrap_or(0);
        }
    }
    cells.by_level(model, &levels)
}

/// The iterations of some equations, numbered through.
struct Cells<'e> {
    equations: &'e [EquationId],
    /// The number of each equation's iteration 0.
    first: Vec<u32>,
    count: u32,
    /// For each variable, the iteration that defines each of its cells.
    definition: FxHashMap<VariableId, Vec<u32>>,
}

const NOT_DEFINED: u32 = u32::MAX;

impl<'e> Cells<'e> {
    fn new(model: &Model, equations: &'e [EquationId]) -> Self {
        let mut cells = Cells {
            equations,
            first: Vec::new(),
            count: 0,
            definition: FxHashMap::default(),
        };
        equations.iter().for_each(|id| cells.enter(model, model.equation(*id)));
        cells
    }

    /// Numbers the iterations of an equation, and notes which of them defines which cell.
    fn enter(&mut self, model: &Model, equation: &Equation) {
        let (first, variable) = (self.count, equation.variable);
        self.first.push(first);
        // Excepted iterations have numbers too, so that a number is an iteration behind the first of its equation.
        self.count += iterations(&equation.extents).unwrap_or(0) as u32;
        let definition = self.definition.entry(variable);
        let definition = definition.or_insert_with(|| vec![NOT_DEFINED; model.cells(variable)]);
        let sizes = sizes(model, variable);
        for_each_iteration(equation, |iteration, values| {
            definition[walk::cell(&sizes, &equation.target, values)] = first + iteration;
        });
    }

    /// The shortest ring within a component, from its lowest number on: the same model always has the same message.
    fn ring(&self, needs: &Adjacency, component: &[u32]) -> Vec<(EquationId, u32)> {
        let first = component.iter().copied().min().unwrap_or(component[0]);
        let ring = shortest_loop(needs, component, first);
        ring.iter().map(|n| self.iteration_of(*n)).collect()
    }

    /// What each iteration needs; `None` when that is too much to follow.
    fn needs(&self, model: &Model, phase: Phase) -> Option<Adjacency> {
        let mut pairs = Vec::new();
        let mut is_too_many = false;
        for (id, first) in self.equations.iter().zip(&self.first) {
            let equation = model.equation(*id);
            for_each_need(model, phase, &equation.body, &mut |need| {
                // What no equation of this ring defines is computed before it.
                let Some(definition) = self.definition.get(&need.variable) else {
                    return;
                };
                let inner = Inner::of(&need, equation.extents.len());
                // Counted before they are listed: a reduction within a large loop has more pairs than fit into memory.
                is_too_many |= inner.times(equation).saturating_add(pairs.len()) > limits::CELL_DEPENDENCIES;
                if is_too_many {
                    return;
                }
                let sizes = sizes(model, need.variable);
                inner.for_each_of(equation, |iteration, values| {
                    let needed = definition[walk::cell(&sizes, need.index, values)];
                    if needed != NOT_DEFINED {
                        pairs.push((first + iteration, needed));
                    }
                });
            });
        }
        (!is_too_many).then(|| Adjacency::new(self.count as usize, &pairs))
    }

    /// The equation and iteration of a number.
    fn iteration_of(&self, node: u32) -> (EquationId, u32) {
        let at = self.first.partition_point(|first| *first <= node) - 1;
        (self.equations[at], node - self.first[at])
    }

    /// Iterations on one level need none of each other: they are computed together, equation by equation.
    fn by_level(&self, model: &Model, levels: &[u32]) -> Vec<Work> {
        let mut iterations: Vec<Leveled> = Vec::with_capacity(levels.len());
        for (at, id) in self.equations.iter().enumerate() {
            let first = self.first[at];
            for_each_iteration(model.equation(*id), |iteration, _| {
                iterations.push(Leveled {
                    level: levels[(first + iteration) as usize],
                    equation: at,
                    iteration,
                });
            });
        }
        // By level, then equation, then iteration: long runs of one equation, each in the order in which it lies in memory.
        iterations.sort_unstable();
        let together = iterations.chunk_by(|a, b| (a.level, a.equation) == (b.level, b.equation));
        together.map(|chunk| self.work(model, chunk)).collect()
    }

    fn work(&self, model: &Model, chunk: &[Leveled]) -> Work {
        let equation = self.equations[chunk[0].equation];
        let written = model.equation(equation);
        let all = iterations(&written.extents).unwrap_or(0) - written.except.len();
        // A whole equation stays one loop.
        let cells = (chunk.len() < all).then(|| chunk.iter().map(|i| i.iteration).collect());
        Work { equation, cells }
    }
}

/// An iteration, ordered by when it can be computed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Leveled {
    level: u32,
    /// Which of the equations.
    equation: usize,
    iteration: u32,
}

/// The iterations of the reductions around a need, as far as they matter to it.
struct Inner {
    loops: usize,
    extents: Vec<u32>,
    count: usize,
}

impl Inner {
    fn of(need: &Use, loops: usize) -> Self {
        let mut extents = Vec::new();
        for (variable, extent) in need.over {
            let at = *variable as usize - loops;
            extents.resize(extents.len().max(at + 1), 1);
            let is_used = |i: &Index| matches!(i, Index::Along { variable: v, .. } if v == variable);
            // A reduction that does not move the cell needs it once, however often it runs.
            extents[at] = if need.index.iter().any(is_used) { *extent } else { 1 };
        }
        let count = iterations(&extents).unwrap_or(usize::MAX);
        Inner { loops, extents, count }
    }

    /// How many iterations there are together with those of an equation's loop.
    fn times(&self, equation: &Equation) -> usize {
        let outer = iterations(&equation.extents).unwrap_or(usize::MAX);
        self.count.saturating_mul(outer)
    }

    /// Shows each iteration of an equation with each of these, and the values of all index variables.
    fn for_each_of(&self, equation: &Equation, mut show: impl FnMut(u32, &[u32])) {
        for_each_iteration(equation, |iteration, outer| {
            self.for_each(outer, |values| show(iteration, values));
        });
    }

    /// Shows the values of all index variables for each iteration, those of the loop given.
    fn for_each(&self, outer: &[u32], mut show: impl FnMut(&[u32])) {
        if self.extents.is_empty() {
            return show(outer);
        }
        if self.count == 0 {
            return;
        }
        let mut values = outer[..self.loops].to_vec();
        let mut odometer = Odometer::new(&self.extents);
        loop {
            values.truncate(self.loops);
            values.extend(odometer.values());
            show(&values);
            if !odometer.advance() {
                return;
            }
        }
    }
}

fn sizes(model: &Model, variable: VariableId) -> Vec<usize> {
    let shape = &model.variable(variable).shape;
    shape.iter().map(|d| model.dimensions[d.0 as usize].elements.len()).collect()
}

/// Shows each iteration that an equation defines, with the values of the index variables.
fn for_each_iteration(equation: &Equation, mut show: impl FnMut(u32, &[u32])) {
    let iterations = iterations(&equation.extents).unwrap_or(0) as u32;
    let mut odometer = Odometer::new(&equation.extents);
    let mut except = equation.except.iter().peekable();
    for iteration in 0..iterations {
        if except.next_if_eq(&&iteration).is_none() {
            show(iteration, odometer.values());
        }
        odometer.advance();
    }
}
