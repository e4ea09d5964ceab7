//! The iterations of a loop, as values of index variables.

use crate::BuildError;
use crate::error::{ITERATION_LIMIT, within_limit};
use check::{Equation, Index};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Which index variables an expression depends on, one bit each.
pub(super) type Needs = u128;

/// The bit of an index variable.
pub(super) fn bit(variable: u8) -> Result<Needs, BuildError> {
    1u128.checked_shl(variable.into()).ok_or_else(|| BuildError::TooLarge {
        what: format!("{} index variables in one equation", variable),
        limit: 128,
    })
}

/// What an index depends on.
pub(super) fn needs_of(index: &Index) -> Result<Needs, BuildError> {
    match index {
        Index::Fixed(_) => Ok(0),
        Index::Along { variable, .. } => bit(*variable),
    }
}

/// The iterations of a loop: each index variable's value at each iteration.
#[derive(Clone, Debug)]
pub(super) struct Space {
    /// How many iterations.
    pub iterations: u32,
    columns: Vec<(u8, Column)>,
}

/// The values of an index variable.
#[derive(Clone, Debug)]
enum Column {
    /// Of a loop without gaps: `iteration / stride % extent`.
    Regular { stride: u32, extent: u32 },
    /// One per iteration.
    Listed(Rc<[u32]>),
}

impl Column {
    fn at(&self, iteration: u32) -> u32 {
        match self {
            Column::Regular { stride, extent } => iteration / stride % extent,
            Column::Listed(values) => values[iteration as usize],
        }
    }

    /// Stride and extent, in a loop without gaps.
    fn regular(&self) -> Option<(u32, u32)> {
        match self {
            Column::Regular { stride, extent } => Some((*stride, *extent)),
            Column::Listed(_) => None,
        }
    }
}

/// For each iteration of one loop, an iteration of another.
#[derive(Clone, Debug)]
pub(super) enum Which {
    /// Always the first.
    First,
    /// The same.
    Same,
    /// These.
    Listed(Vec<u32>),
}

impl Which {
    /// The other loop's iteration.
    pub fn at(&self, iteration: u32) -> u32 {
        match self {
            Which::First => 0,
            Which::Same => iteration,
            Which::Listed(iterations) => iterations[iteration as usize],
        }
    }
}

impl Space {
    /// The iterations that `equation` takes, restricted to `cells`.
    pub fn of(equation: &Equation, cells: Option<&[u32]>) -> Result<Space, BuildError> {
        let whole = Space::whole((0u8..).zip(equation.extents.iter().copied()))?;
        if equation.except.is_empty() && cells.is_none() {
            return Ok(whole);
        }
        let iterations: Vec<u32> = match cells {
            Some(cells) => cells.to_vec(),
            None => except(equation, whole.iterations),
        };
        let listed =
            |column: &Column| Column::Listed(iterations.iter().map(|&iteration| column.at(iteration)).collect());
        let columns = whole.columns.iter().map(|(v, column)| (*v, listed(column))).collect();
        Ok(Space {
            iterations: iterations.len() as u32,
            columns,
        })
    }

    /// A loop over all values of some index variables, the last fastest.
    fn whole(variables: impl Iterator<Item = (u8, u32)> + Clone) -> Result<Space, BuildError> {
        let size = count(variables.clone().map(|(_, extent)| extent));
        let iterations = within_limit(size, ITERATION_LIMIT, "iterations of one loop")?;
        let mut columns = Vec::new();
        let mut stride = iterations;
        for (variable, extent) in variables {
            stride = (stride / extent.max(1)).max(1);
            let extent = extent.max(1);
            columns.push((variable, Column::Regular { stride, extent }));
        }
        Ok(Space { iterations, columns })
    }

    /// The position that an index has at an iteration.
    pub fn position(&self, index: &Index, iteration: u32) -> u32 {
        match index {
            Index::Fixed(position) => *position,
            Index::Along { variable, positions } => positions[self.column(*variable).at(iteration) as usize],
        }
    }

    fn column(&self, variable: u8) -> &Column {
        let column = self.columns.iter().find(|(v, _)| *v == variable);
        let (_, column) = column.expect("invariant: an index variable is used inside its loop only");
        column
    }

    /// Stride and extent of an index variable, in a loop without gaps.
    pub fn regular(&self, variable: u8) -> Option<(u32, u32)> {
        self.column(variable).regular()
    }

    /// The distinct iterations when only `needs` are looked at, and for each iteration of this space which of them it is; `None` when
    /// that would not save an iteration.
    pub fn project(&self, needs: Needs) -> Option<(Space, Which)> {
        let is_needed = |(variable, _): &&(u8, Column)| needs >> variable & 1 == 1;
        let kept: Vec<&(u8, Column)> = self.columns.iter().filter(is_needed).collect();
        if self.iterations <= 1 || kept.len() == self.columns.len() {
            return None;
        }
        if kept.is_empty() {
            let (iterations, columns) = (1, Vec::new());
            return Some((Space { iterations, columns }, Which::First));
        }
        match kept
            .iter()
            .map(|(v, column)| column.regular().map(|r| (*v, r)))
            .collect()
        {
            Some(regular) if self.has_no_gaps() => self.project_regular(regular),
            _ => self.project_listed(&kept),
        }
    }

    fn has_no_gaps(&self) -> bool {
        self.columns.iter().all(|(_, column)| column.regular().is_some())
    }

    /// The same for a loop without gaps, of which some index variables are kept, with their strides and extents.
    fn project_regular(&self, mut kept: Vec<(u8, (u32, u32))>) -> Option<(Space, Which)> {
        kept.sort_by_key(|(_, (stride, _))| std::cmp::Reverse(*stride)); // as they are nested
        let smaller = Space::whole(kept.iter().map(|(variable, (_, extent))| (*variable, *extent))).ok()?;
        if smaller.iterations == self.iterations {
            return None;
        }
        let number = |iteration: u32| {
            let values = kept
                .iter()
                .map(|(_, (stride, extent))| (iteration / stride % extent, extent));
            values.fold(0, |number, (value, extent)| number * extent + value)
        };
        Some((smaller, Which::Listed((0..self.iterations).map(number).collect())))
    }

    fn project_listed(&self, kept: &[&(u8, Column)]) -> Option<(Space, Which)> {
        let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut firsts = Vec::new();
        let mut which = Vec::with_capacity(self.iterations as usize);
        for iteration in 0..self.iterations {
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
        let pick = |column: &Column| Column::Listed(firsts.iter().map(|&iteration| column.at(iteration)).collect());
        let columns = kept.iter().map(|(v, column)| (*v, pick(column))).collect();
        let iterations = firsts.len() as u32;
        Some((Space { iterations, columns }, Which::Listed(which)))
    }

    /// A loop over new index variables inside this loop: what belongs to one iteration of this stands together.
    pub fn within(&self, over: &[(u8, u32)]) -> Result<Space, BuildError> {
        let inner = Space::whole(over.iter().copied())?;
        let iterations = u64::from(inner.iterations) * u64::from(self.iterations);
        let iterations = within_limit(iterations, ITERATION_LIMIT, "iterations of one loop")?;
        let slower = |column: &Column| match column {
            Column::Regular { stride, extent } => Column::Regular {
                stride: stride * inner.iterations.max(1),
                extent: *extent,
            },
            Column::Listed(_) => Column::Listed(
                (0..iterations)
                    .map(|iteration| column.at(iteration / inner.iterations))
                    .collect(),
            ),
        };
        let mut columns: Vec<_> = self.columns.iter().map(|(v, column)| (*v, slower(column))).collect();
        columns.extend(inner.columns);
        Ok(Space { iterations, columns })
    }

    /// This loop inside a loop over new index variables, and for each iteration which iteration of this space it is. The new variables
    /// are outermost, so that an array of sums takes one addend each before the next: every sum still has its own order.
    pub fn repeat(&self, over: &[(u8, u32)]) -> Result<(Space, Which), BuildError> {
        let outer = Space::whole(over.iter().copied())?;
        let iterations = u64::from(outer.iterations) * u64::from(self.iterations);
        let iterations = within_limit(iterations, ITERATION_LIMIT, "iterations of one loop")?;
        let again = |column: &Column| match column {
            Column::Regular { .. } => column.clone(),
            Column::Listed(_) => Column::Listed(
                (0..iterations)
                    .map(|iteration| column.at(iteration % self.iterations))
                    .collect(),
            ),
        };
        let slower = |(variable, column): (u8, Column)| match column {
            Column::Regular { stride, extent } => {
                let stride = stride * self.iterations.max(1);
                (variable, Column::Regular { stride, extent })
            }
            listed @ Column::Listed(_) => (variable, listed),
        };
        let mut columns: Vec<_> = self.columns.iter().map(|(v, column)| (*v, again(column))).collect();
        columns.extend(outer.columns.into_iter().map(slower));
        let which = match (self.iterations, outer.iterations) {
            (1, _) => Which::First,
            (_, 1) => Which::Same,
            _ => Which::Listed((0..iterations).map(|iteration| iteration % self.iterations).collect()),
        };
        Ok((Space { iterations, columns }, which))
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
