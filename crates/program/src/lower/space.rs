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
    columns: Vec<(u8, Column)>,
}

/// The values of an index variable.
#[derive(Clone, Debug)]
enum Column {
    /// Of a loop without gaps: `turn / stride % extent`.
    Regular { stride: u32, extent: u32 },
    /// One a turn.
    Listed(Rc<[u32]>),
}

impl Column {
    fn at(&self, turn: u32) -> u32 {
        match self {
            Column::Regular { stride, extent } => turn / stride % extent,
            Column::Listed(values) => values[turn as usize],
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

/// For each turn of one loop, a turn of another.
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
    /// The other loop's turn.
    pub fn at(&self, turn: u32) -> u32 {
        match self {
            Which::First => 0,
            Which::Same => turn,
            Which::Listed(turns) => turns[turn as usize],
        }
    }
}

impl Space {
    /// The turns that `equation` takes, restricted to `cells`.
    pub fn of(equation: &Equation, cells: Option<&[u32]>) -> Result<Space, BuildError> {
        let whole = Space::whole((0u8..).zip(equation.extents.iter().copied()))?;
        if equation.except.is_empty() && cells.is_none() {
            return Ok(whole);
        }
        let turns: Vec<u32> = match cells {
            Some(cells) => cells.to_vec(),
            None => except(equation, whole.turns),
        };
        let listed = |column: &Column| Column::Listed(turns.iter().map(|&turn| column.at(turn)).collect());
        let columns = whole.columns.iter().map(|(v, column)| (*v, listed(column))).collect();
        Ok(Space {
            turns: turns.len() as u32,
            columns,
        })
    }

    /// A loop over all values of some index variables, the last fastest.
    fn whole(variables: impl Iterator<Item = (u8, u32)> + Clone) -> Result<Space, BuildError> {
        let size = count(variables.clone().map(|(_, extent)| extent));
        let turns = within_limit(size, TURN_LIMIT, "turns of one loop")?;
        let mut columns = Vec::new();
        let mut stride = turns;
        for (variable, extent) in variables {
            stride = (stride / extent.max(1)).max(1);
            let extent = extent.max(1);
            columns.push((variable, Column::Regular { stride, extent }));
        }
        Ok(Space { turns, columns })
    }

    /// The position that an index has at a turn.
    pub fn position(&self, index: &Index, turn: u32) -> u32 {
        match index {
            Index::Fixed(position) => *position,
            Index::Along { variable, positions } => positions[self.column(*variable).at(turn) as usize],
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

    /// The distinct turns when only `needs` are looked at, and for each turn of this space which of them it is; `None` when
    /// that would not save a turn.
    pub fn project(&self, needs: Needs) -> Option<(Space, Which)> {
        let is_needed = |(variable, _): &&(u8, Column)| needs >> variable & 1 == 1;
        let kept: Vec<&(u8, Column)> = self.columns.iter().filter(is_needed).collect();
        if self.turns <= 1 || kept.len() == self.columns.len() {
            return None;
        }
        if kept.is_empty() {
            let (turns, columns) = (1, Vec::new());
            return Some((Space { turns, columns }, Which::First));
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
        if smaller.turns == self.turns {
            return None;
        }
        let number = |turn: u32| {
            let values = kept
                .iter()
                .map(|(_, (stride, extent))| (turn / stride % extent, extent));
            values.fold(0, |number, (value, extent)| number * extent + value)
        };
        Some((smaller, Which::Listed((0..self.turns).map(number).collect())))
    }

    fn project_listed(&self, kept: &[&(u8, Column)]) -> Option<(Space, Which)> {
        let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut firsts = Vec::new();
        let mut which = Vec::with_capacity(self.turns as usize);
        for turn in 0..self.turns {
            let key = kept.iter().map(|(_, column)| column.at(turn)).collect();
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
        let pick = |column: &Column| Column::Listed(firsts.iter().map(|&turn| column.at(turn)).collect());
        let columns = kept.iter().map(|(v, column)| (*v, pick(column))).collect();
        let turns = firsts.len() as u32;
        Some((Space { turns, columns }, Which::Listed(which)))
    }

    /// A loop over new index variables inside this loop: what belongs to one turn of this stands together.
    pub fn within(&self, over: &[(u8, u32)]) -> Result<Space, BuildError> {
        let inner = Space::whole(over.iter().copied())?;
        let turns = u64::from(inner.turns) * u64::from(self.turns);
        let turns = within_limit(turns, TURN_LIMIT, "turns of one loop")?;
        let slower = |column: &Column| match column {
            Column::Regular { stride, extent } => Column::Regular {
                stride: stride * inner.turns.max(1),
                extent: *extent,
            },
            Column::Listed(_) => Column::Listed((0..turns).map(|turn| column.at(turn / inner.turns)).collect()),
        };
        let mut columns: Vec<_> = self.columns.iter().map(|(v, column)| (*v, slower(column))).collect();
        columns.extend(inner.columns);
        Ok(Space { turns, columns })
    }

    /// This loop inside a loop over new index variables, and for each turn which turn of this space it is. The new variables
    /// are outermost, so that an array of sums takes one addend each before the next: every sum still has its own order.
    pub fn repeat(&self, over: &[(u8, u32)]) -> Result<(Space, Which), BuildError> {
        let outer = Space::whole(over.iter().copied())?;
        let turns = u64::from(outer.turns) * u64::from(self.turns);
        let turns = within_limit(turns, TURN_LIMIT, "turns of one loop")?;
        let again = |column: &Column| match column {
            Column::Regular { .. } => column.clone(),
            Column::Listed(_) => Column::Listed((0..turns).map(|turn| column.at(turn % self.turns)).collect()),
        };
        let slower = |(variable, column): (u8, Column)| match column {
            Column::Regular { stride, extent } => {
                let stride = stride * self.turns.max(1);
                (variable, Column::Regular { stride, extent })
            }
            listed @ Column::Listed(_) => (variable, listed),
        };
        let mut columns: Vec<_> = self.columns.iter().map(|(v, column)| (*v, again(column))).collect();
        columns.extend(outer.columns.into_iter().map(slower));
        let which = match (self.turns, outer.turns) {
            (1, _) => Which::First,
            (_, 1) => Which::Same,
            _ => Which::Listed((0..turns).map(|turn| turn % self.turns).collect()),
        };
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
