//! The iterations of a loop, as values of index variables.

use super::dependence::Dependence;
use crate::BuildError;
use crate::error::{ITERATION_LIMIT, within_limit};
use check::{Equation, Index};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// The iterations of a loop: each index variable's value at each iteration.
#[derive(Clone, Debug)]
pub(super) struct IterationSpace {
    /// How many iterations.
    pub iterations: u32,
    columns: Vec<(u8, IndexValues)>,
}

/// The values of an index variable.
#[derive(Clone, Debug)]
enum IndexValues {
    /// Of a loop without gaps: `iteration / stride % extent`.
    Regular { stride: u32, extent: u32 },
    /// One per iteration.
    Listed(Rc<[u32]>),
}

impl IndexValues {
    fn at(&self, iteration: u32) -> u32 {
        match self {
            IndexValues::Regular { stride, extent } => iteration / stride % extent,
            IndexValues::Listed(values) => values[iteration as usize],
        }
    }

    /// The values when each iteration is one of `inner` others, of which there are `iterations` together.
    fn slower(&self, inner: u32, iterations: u32) -> IndexValues {
        match self {
            IndexValues::Regular { stride, extent } => IndexValues::Regular {
                // A loop without iterations must not make a stride of 0, by which `at` would divide.
                stride: stride * inner.max(1),
                extent: *extent,
            },
            IndexValues::Listed(values) => {
                let values = (0..iterations).map(|iteration| values[(iteration / inner) as usize]);
                IndexValues::Listed(values.collect())
            }
        }
    }

    /// The values when all `own` iterations are run again and again, until there are `iterations`.
    fn again(&self, own: u32, iterations: u32) -> IndexValues {
        match self {
            // The remainder in `at` starts anew by itself.
            IndexValues::Regular { .. } => self.clone(),
            IndexValues::Listed(values) => {
                let values = (0..iterations).map(|iteration| values[(iteration % own) as usize]);
                IndexValues::Listed(values.collect())
            }
        }
    }

    /// Stride and extent, in a loop without gaps.
    fn regular(&self) -> Option<(u32, u32)> {
        match self {
            IndexValues::Regular { stride, extent } => Some((*stride, *extent)),
            IndexValues::Listed(_) => None,
        }
    }
}

/// For each iteration of one loop, an iteration of another.
#[derive(Clone, Debug)]
pub(super) enum IterationMap {
    /// Always the first.
    First,
    /// The same.
    Same,
    /// These.
    Listed(Vec<u32>),
}

impl IterationMap {
    /// The other loop's iteration.
    pub fn at(&self, iteration: u32) -> u32 {
        match self {
            IterationMap::First => 0,
            IterationMap::Same => iteration,
            IterationMap::Listed(iterations) => iterations[iteration as usize],
        }
    }
}

impl IterationSpace {
    /// The iterations that `equation` takes, restricted to `cells`.
    pub fn of(equation: &Equation, cells: Option<&[u32]>) -> Result<IterationSpace, BuildError> {
        let whole = IterationSpace::whole((0u8..).zip(equation.extents.iter().copied()))?;
        if equation.except.is_empty() && cells.is_none() {
            return Ok(whole);
        }
        let iterations: Vec<u32> = match cells {
            // Some at a time: elements of an array may depend on each other, and those on which others do come before.
            Some(cells) => cells.to_vec(),
            None => except(equation, whole.iterations),
        };
        Ok(whole.pick(&iterations))
    }

    /// Some of the iterations, in this order.
    fn pick(&self, iterations: &[u32]) -> IterationSpace {
        let listed = |column: &IndexValues| iterations.iter().map(|&iteration| column.at(iteration)).collect();
        let columns = self.columns.iter();
        IterationSpace {
            iterations: iterations.len() as u32,
            columns: columns.map(|(v, column)| (*v, IndexValues::Listed(listed(column)))).collect(),
        }
    }

    /// A loop over all values of some index variables, the last fastest.
    fn whole(variables: impl Iterator<Item = (u8, u32)> + Clone) -> Result<IterationSpace, BuildError> {
        let size = count(variables.clone().map(|(_, extent)| extent));
        let iterations = within_limit(size, ITERATION_LIMIT, "iterations of one loop")?;
        let mut columns = Vec::new();
        let mut stride = iterations;
        for (variable, extent) in variables {
            // An empty dimension must not divide by zero; a loop over it has no iteration anyway.
            stride = (stride / extent.max(1)).max(1);
            let extent = extent.max(1);
            columns.push((variable, IndexValues::Regular { stride, extent }));
        }
        Ok(IterationSpace { iterations, columns })
    }

    /// The position that an index has at an iteration.
    pub fn position(&self, index: &Index, iteration: u32) -> u32 {
        match index {
            Index::Fixed(position) => *position,
            Index::Along { variable, positions } => positions[self.column(*variable).at(iteration) as usize],
        }
    }

    fn column(&self, variable: u8) -> &IndexValues {
        let column = self.columns.iter().find(|(v, _)| *v == variable);
        let (_, column) = column.expect("invariant: an index variable is used inside its loop only");
        column
    }

    /// Stride and extent of an index variable, in a loop without gaps.
    pub fn regular(&self, variable: u8) -> Option<(u32, u32)> {
        self.column(variable).regular()
    }

    /// The loop over the index variables in `needs`, and for each iteration of this loop which of its iterations it is.
    pub fn smallest(&self, needs: Dependence) -> (IterationSpace, IterationMap) {
        let smaller = self.project(needs);
        smaller.unwrap_or_else(|| (self.clone(), IterationMap::Same))
    }

    /// The distinct iterations when only `needs` are looked at, and for each iteration of this space which of them it is; `None` when
    /// that would not save an iteration.
    pub fn project(&self, needs: Dependence) -> Option<(IterationSpace, IterationMap)> {
        let is_needed = |(variable, _): &&(u8, IndexValues)| needs >> variable & 1 == 1;
        let kept: Vec<&(u8, IndexValues)> = self.columns.iter().filter(is_needed).collect();
        // Projecting on all index variables would give the same loop under another name.
        if self.iterations <= 1 || kept.len() == self.columns.len() {
            return None;
        }
        if kept.is_empty() {
            let (iterations, columns) = (1, Vec::new());
            return Some((IterationSpace { iterations, columns }, IterationMap::First));
        }
        let regular = kept.iter().map(|(v, column)| column.regular().map(|r| (*v, r)));
        match regular.collect() {
            Some(regular) if self.has_no_gaps() => self.project_regular(regular),
            _ => self.project_listed(&kept),
        }
    }

    fn has_no_gaps(&self) -> bool {
        self.columns.iter().all(|(_, column)| column.regular().is_some())
    }

    /// The same for a loop without gaps, of which some index variables are kept, with their strides and extents.
    fn project_regular(&self, mut kept: Vec<(u8, (u32, u32))>) -> Option<(IterationSpace, IterationMap)> {
        kept.sort_by_key(|(_, (stride, _))| std::cmp::Reverse(*stride)); // as they are nested
        let smaller = IterationSpace::whole(kept.iter().map(|(variable, (_, extent))| (*variable, *extent))).ok()?;
        if smaller.iterations == self.iterations {
            return None;
        }
        let number = |iteration: u32| {
            let values = kept.iter().map(|(_, (stride, extent))| (iteration / stride % extent, extent));
            values.fold(0, |number, (value, extent)| number * extent + value)
        };
        Some((
            smaller,
            IterationMap::Listed((0..self.iterations).map(number).collect()),
        ))
    }

    fn project_listed(&self, kept: &[&(u8, IndexValues)]) -> Option<(IterationSpace, IterationMap)> {
        let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut firsts = Vec::new();
        let mut which = Vec::with_capacity(self.iterations as usize);
        for iteration in 0..self.iterations {
            // Numbered by first appearance, so that the smaller loop keeps the order of the larger.
            let key = kept.iter().map(|(_, column)| column.at(iteration)).collect();
            let next = seen.len() as u32;
            let number = *seen.entry(key).or_insert(next);
            if number == next {
                firsts.push(iteration);
            }
            which.push(number);
        }
        if firsts.len() == self.iterations as usize {
            return None;
        }
        let kept = IterationSpace {
            iterations: self.iterations,
            columns: kept.iter().map(|column| (*column).clone()).collect(),
        };
        Some((kept.pick(&firsts), IterationMap::Listed(which)))
    }

    /// A loop over new index variables inside this loop: what belongs to one iteration of this stands together.
    pub fn within(&self, over: &[(u8, u32)]) -> Result<IterationSpace, BuildError> {
        let inner = IterationSpace::whole(over.iter().copied())?;
        let iterations = u64::from(inner.iterations) * u64::from(self.iterations);
        let iterations = within_limit(iterations, ITERATION_LIMIT, "iterations of one loop")?;
        let slower = |(v, column): &(u8, IndexValues)| (*v, column.slower(inner.iterations, iterations));
        let mut columns: Vec<_> = self.columns.iter().map(slower).collect();
        columns.extend(inner.columns);
        Ok(IterationSpace { iterations, columns })
    }

    /// This loop inside a loop over new index variables, and for each iteration which iteration of this space it is. The new variables
    /// are outermost, so that an array of sums takes one addend each before the next: every sum still has its own order.
    pub fn repeat(&self, over: &[(u8, u32)]) -> Result<(IterationSpace, IterationMap), BuildError> {
        let outer = IterationSpace::whole(over.iter().copied())?;
        let iterations = u64::from(outer.iterations) * u64::from(self.iterations);
        let iterations = within_limit(iterations, ITERATION_LIMIT, "iterations of one loop")?;
        let again = |(v, column): &(u8, IndexValues)| (*v, column.again(self.iterations, iterations));
        let slower = |(v, column): &(u8, IndexValues)| (*v, column.slower(self.iterations, iterations));
        let mut columns: Vec<_> = self.columns.iter().map(again).collect();
        columns.extend(outer.columns.iter().map(slower));
        let which = match (self.iterations, outer.iterations) {
            // Without a list where one rule says it: a list takes four bytes per iteration.
            (1, _) => IterationMap::First,
            (_, 1) => IterationMap::Same,
            _ => IterationMap::Listed((0..iterations).map(|iteration| iteration % self.iterations).collect()),
        };
        Ok((IterationSpace { iterations, columns }, which))
    }
}

/// How many combinations of values there are; too many to count are as many as can be counted.
fn count(extents: impl Iterator<Item = u32>) -> u64 {
    extents.fold(1, |count: u64, extent| count.saturating_mul(extent.into()))
}

/// All iterations but those that another equation defines.
fn except(equation: &Equation, size: u32) -> Vec<u32> {
    let except: FxHashSet<u32> = equation.except.iter().copied().collect();
    (0..size).filter(|iteration| !except.contains(iteration)).collect()
}
