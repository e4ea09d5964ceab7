//! Where operands are: subscripts as a base and an index map.

use super::Lowering;
use super::iteration_space::IterationSpace;
use crate::error::{OFFSET_LIMIT, within_limit};
use crate::mir::{Cell, Source};
use crate::{BuildError, IndexMap};
use check::{Index, VariableId};
use std::sync::Arc;

impl Lowering<'_> {
    pub(super) fn positions(&mut self, index: &Index, space: &IterationSpace) -> Result<Source, BuildError> {
        let positions: Vec<u32> = (0..space.iterations).map(|iteration| space.position(index, iteration)).collect();
        let first = positions.first().copied().unwrap_or(0);
        if positions.iter().all(|&position| position == first) {
            return Ok(Source::number(f64::from(first) + 1.0));
        }
        let highest = positions.iter().copied().max().unwrap_or(0);
        let buffer = self.iota(highest + 1);
        let (base, index) = self.classify(positions)?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    pub(super) fn read(
        &mut self,
        id: VariableId,
        cell: &[Index],
        space: &IterationSpace,
    ) -> Result<Source, BuildError> {
        let buffer = self.buffers.read(id, self.phase);
        let (base, index) = self.locate(id, cell, space)?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    pub(super) fn table(
        &mut self,
        id: VariableId,
        cell: &[Index],
        space: &IterationSpace,
    ) -> Result<Source, BuildError> {
        let first = self.tables(id);
        let (base, index) = self.locate(id, cell, space)?;
        let base = base + first;
        Ok(Source::Table { base, index })
    }

    /// Which cell of a variable is meant at each iteration.
    pub(super) fn locate(
        &mut self,
        id: VariableId,
        cell: &[Index],
        space: &IterationSpace,
    ) -> Result<(u32, IndexMap), BuildError> {
        if let Some(found) = self.regular_index_map(id, cell, space) {
            return Ok(found);
        }
        let offsets = self.offsets(id, cell, space);
        self.classify(offsets)
    }

    /// The same, where no iteration needs to be looked at: one cell for all, or one after the other.
    fn regular_index_map(&mut self, id: VariableId, cell: &[Index], space: &IterationSpace) -> Option<(u32, IndexMap)> {
        let mut stride = self.model.cells(id) as u32;
        let (mut base, mut steps) = (0, 1);
        for (index, dimension) in cell.iter().zip(&self.model.variable(id).shape) {
            stride /= (self.model.dimensions[dimension.0 as usize].elements.len() as u32).max(1);
            match index {
                Index::Fixed(position) => base += stride * position,
                Index::Along { variable, positions } => {
                    let (of_space, extent) = space.regular(*variable)?;
                    base += stride * self.first_if_consecutive(positions)?;
                    let is_in_step = of_space == stride && positions.len() == extent as usize;
                    // A dimension of one element does not move, whatever its stride is.
                    steps *= if extent > 1 { is_in_step.then_some(extent)? } else { 1 };
                }
            }
        }
        match steps {
            1 => Some((base, IndexMap::Fixed)),
            _ if steps == space.iterations => Some((base, IndexMap::Consecutive)),
            _ => None,
        }
    }

    /// The first of some positions, if each is the one behind that before it.
    fn first_if_consecutive(&mut self, positions: &Arc<[u32]>) -> Option<u32> {
        let is_run = || positions.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
        let known = self.runs.entry(Arc::as_ptr(positions).cast()).or_insert_with(is_run);
        if *known { positions.first().copied() } else { None }
    }

    /// The number of the cell that is meant at each iteration.
    pub(super) fn offsets(&self, id: VariableId, cell: &[Index], space: &IterationSpace) -> Vec<u32> {
        let mut stride = self.model.cells(id) as u32;
        let mut offsets = vec![0; space.iterations as usize];
        for (index, dimension) in cell.iter().zip(&self.model.variable(id).shape) {
            let size = self.model.dimensions[dimension.0 as usize].elements.len() as u32;
            stride /= size.max(1);
            for (iteration, offset) in offsets.iter_mut().enumerate() {
                *offset += stride * space.position(index, iteration as u32);
            }
        }
        offsets
    }

    pub(super) fn classify(&mut self, offsets: Vec<u32>) -> Result<(u32, IndexMap), BuildError> {
        let found = self.mir.offset_tables.classify(offsets);
        within_limit(
            self.mir.offset_tables.entries as u64,
            OFFSET_LIMIT,
            "offsets of subscripts",
        )?;
        Ok(found)
    }
}
