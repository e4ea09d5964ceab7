//! The turns of a loop, as values of index variables.

use crate::BuildError;
use crate::error::{TURN_LIMIT, within_limit};
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

/// The turns of a loop: each index variable's value at each turn.
#[derive(Clone, Debug)]
pub(super) struct Space {
    /// How many turns.
    pub turns: u32,
    columns: Vec<(u8, Rc<[u32]>)>,
}

impl Space {
    /// The turns that `equation` takes, restricted to `cells`.
    pub fn of(equation: &Equation, cells: Option<&[u32]>) -> Result<Space, BuildError> {
        if equation.extents.is_empty() && equation.except.is_empty() && cells.is_none() {
            return Ok(Space::single());
        }
        let size = count(equation.extents.iter().copied());
        let size = within_limit(size, TURN_LIMIT, "turns of one loop")?;
        let turns: Vec<u32> = match cells {
            Some(cells) => cells.to_vec(),
            None => except(equation, size),
        };
        let mut stride = size;
        let mut columns = Vec::new();
        for (variable, &extent) in equation.extents.iter().enumerate() {
            stride /= extent.max(1);
            let values = turns.iter().map(|turn| turn / stride.max(1) % extent).collect();
            columns.push((variable as u8, values));
        }
        Ok(Space {
            turns: turns.len() as u32,
            columns,
        })
    }

    /// One turn without index variables, as a scalar takes it.
    fn single() -> Space {
        Space {
            turns: 1,
            columns: Vec::new(),
        }
    }

    /// The position that an index has at a turn.
    pub fn position(&self, index: &Index, turn: u32) -> u32 {
        match index {
            Index::Fixed(position) => *position,
            Index::Along { variable, positions } => positions[self.value(*variable, turn) as usize],
        }
    }

    fn value(&self, variable: u8, turn: u32) -> u32 {
        let column = self.columns.iter().find(|(v, _)| *v == variable);
        let (_, values) = column.expect("invariant: an index variable is used inside its loop only");
        values[turn as usize]
    }

    /// The distinct turns when only `needs` are looked at, and for each turn of this space which of them it is; `None` when
    /// that would not save a turn.
    pub fn project(&self, needs: Needs) -> Option<(Space, Vec<u32>)> {
        let used = |(variable, _): &&(u8, Rc<[u32]>)| needs >> variable & 1 == 1;
        let kept: Vec<_> = self.columns.iter().filter(used).collect();
        if self.turns <= 1 || kept.len() == self.columns.len() {
            return None;
        }
        let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut firsts = Vec::new();
        let mut which = Vec::with_capacity(self.turns as usize);
        for turn in 0..self.turns {
            let key = kept.iter().map(|(_, values)| values[turn as usize]).collect();
            let next = seen.len() as u32;
            let number = *seen.entry(key).or_insert(next);
            if number == next {
                firsts.push(turn);
            }
            which.push(number);
        }
        if firsts.len() == self.turns as usize {
            return None;
        }
        let pick = |values: &Rc<[u32]>| firsts.iter().map(|&t| values[t as usize]).collect();
        let columns = kept.iter().map(|(v, values)| (*v, pick(values))).collect();
        let turns = firsts.len() as u32;
        Some((Space { turns, columns }, which))
    }

    /// A loop over new index variables inside this loop: what belongs to one turn of this stands together.
    pub fn within(&self, over: &[(u8, u32)]) -> Result<Space, BuildError> {
        let inner = count(over.iter().map(|&(_, extent)| extent));
        let turns = within_limit(inner.saturating_mul(self.turns.into()), TURN_LIMIT, "turns of one loop")?;
        let inner = inner as u32;
        let each = |values: &Rc<[u32]>| (0..turns).map(|turn| values[(turn / inner) as usize]).collect();
        let mut columns: Vec<_> = self.columns.iter().map(|(v, values)| (*v, each(values))).collect();
        let mut stride = inner;
        for &(variable, extent) in over {
            stride /= extent.max(1);
            columns.push((variable, (0..turns).map(|turn| turn / stride.max(1) % extent).collect()));
        }
        Ok(Space { turns, columns })
    }

    /// This loop inside a loop over new index variables, and for each turn which turn of this space it is. The new variables
    /// are outermost, so that an array of sums takes one addend each before the next: every sum still has its own order.
    pub fn repeat(&self, over: &[(u8, u32)]) -> Result<(Space, Vec<u32>), BuildError> {
        let inner = count(over.iter().map(|&(_, extent)| extent));
        let turns = within_limit(inner.saturating_mul(self.turns.into()), TURN_LIMIT, "turns of one loop")?;
        let inner = inner as u32;
        let each = |values: &Rc<[u32]>| (0..inner).flat_map(|_| values.iter().copied()).collect();
        let mut columns: Vec<_> = self.columns.iter().map(|(v, values)| (*v, each(values))).collect();
        let mut stride = inner;
        for &(variable, extent) in over {
            stride /= extent.max(1);
            let value = |turn: u32| turn / self.turns.max(1) / stride.max(1) % extent;
            columns.push((variable, (0..turns).map(value).collect()));
        }
        let which = (0..inner).flat_map(|_| 0..self.turns).collect();
        Ok((Space { turns, columns }, which))
    }
}

/// How many combinations of values there are; too many to count are as many as can be counted.
fn count(extents: impl Iterator<Item = u32>) -> u64 {
    extents.fold(1, |count: u64, extent| count.saturating_mul(extent.into()))
}

/// All turns but those that another equation defines.
fn except(equation: &Equation, size: u32) -> Vec<u32> {
    let except: FxHashSet<u32> = equation.except.iter().copied().collect();
    (0..size).filter(|turn| !except.contains(turn)).collect()
}
