//! Which element of one dimension goes with which of another.

use super::{Dimensions, ElementId};
use crate::model::DimensionId;
use std::sync::Arc;

/// Why two dimensions do not correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    /// Neither maps to the other.
    Unrelated,
    /// A mapping exists, but does not give exactly one element for each.
    NotOneToOne,
}

impl Dimensions {
    /// The position in an array's dimension that has no such element.
    pub const NOWHERE: u32 = u32::MAX;

    /// For each element of `along`, the position in `shape` of the element that `written` has there; [`Self::NOWHERE`]
    /// where `shape` lacks it.
    ///
    /// `y[along] = x[written]`, where `shape` is the dimension over which `x` is defined.
    pub fn positions(
        &self,
        along: DimensionId,
        written: DimensionId,
        shape: DimensionId,
    ) -> Result<Arc<[u32]>, Mismatch> {
        let key = [along, written, shape];
        if let Some(known) = self.positions.borrow().get(&key) {
            return Ok(known.clone());
        }
        let position = |e: &ElementId| self.position(*e, shape).unwrap_or(Self::NOWHERE);
        let found: Arc<[u32]> = self.counterparts(along, written)?.iter().map(position).collect();
        self.positions.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    /// For each element of `along`, the element of `written` that goes with it.
    fn counterparts(&self, along: DimensionId, written: DimensionId) -> Result<Vec<ElementId>, Mismatch> {
        if self.are_one(along, written) {
            return Ok(self.entry(along).elements.clone());
        }
        match self.through_mapping_of(written, along) {
            Err(Mismatch::Unrelated) => self.through_mapping_to(along, written),
            found => found,
        }
    }

    /// `written -> along`: each element of `along` stands among the members of exactly one element of `written`.
    fn through_mapping_of(&self, written: DimensionId, along: DimensionId) -> Result<Vec<ElementId>, Mismatch> {
        let members = self.mapping(written, along).ok_or(Mismatch::Unrelated)?;
        let mut owner = rustc_hash::FxHashMap::default();
        for (source, targets) in self.entry(written).elements.iter().zip(members) {
            for target in targets {
                if owner.insert(*target, *source).is_some() {
                    return Err(Mismatch::NotOneToOne);
                }
            }
        }
        let find = |e: &ElementId| owner.get(e).copied().ok_or(Mismatch::NotOneToOne);
        self.entry(along).elements.iter().map(find).collect()
    }

    /// `along -> written`: each element of `along` has exactly one member.
    fn through_mapping_to(&self, along: DimensionId, written: DimensionId) -> Result<Vec<ElementId>, Mismatch> {
        let members = self.mapping(along, written).ok_or(Mismatch::Unrelated)?;
        let single = |targets: &Vec<ElementId>| match targets[..] {
            [one] => Ok(one),
            _ => Err(Mismatch::NotOneToOne),
        };
        members.iter().map(single).collect()
    }

    fn mapping(&self, from: DimensionId, to: DimensionId) -> Option<&[Vec<ElementId>]> {
        let mappings = &self.entry(self.entry(from).same_as).mappings;
        let found = mappings.iter().find(|m| self.are_one(m.target, to))?;
        Some(&found.members)
    }
}
