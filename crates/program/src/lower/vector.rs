//! Functions of whole vectors: each argument is computed in a loop of its own, vector by vector, into a buffer; the function
//! reads these buffers and fills one with its results.

use super::Lowering;
use super::iteration_space::{IterationMap, IterationSpace};
use super::scope::Scope;
use crate::mir::{BufferId, Cell, LoopNest, Operation, Source};
use crate::{BuildError, Op, VectorCall};
use check::{ExprKind, Index, VectorArgument, VectorFunction};

/// The use of a function of whole vectors: one element of its result.
pub(super) struct VectorElement<'e> {
    pub function: VectorFunction,
    pub arguments: &'e [VectorArgument],
    /// Which element of the result is meant.
    pub element: &'e [Index],
}

impl Lowering<'_> {
    /// The meant element of the result, in the loop that is being written.
    pub(super) fn vector(&mut self, used: &VectorElement<'_>, scope: &mut Scope) -> Result<Source, BuildError> {
        // Of the arguments alone: the function is computed once for all elements of its result, and each iteration reads its own.
        let needs = self.note_vector_dependence(used.arguments)?;
        let (outer, which) = scope.space.smallest(needs);
        let call = VectorCall {
            function: used.function,
            lengths: lengths(used.arguments),
        };
        let mut sources = [Source::None; 4];
        for (source, argument) in sources.iter_mut().zip(used.arguments) {
            *source = self.vector_argument(argument, &outer)?;
        }
        let result = self.call_vector(call, sources, outer.iterations)?;
        let place = |iteration| which.at(iteration) * call.result() + used.place(&scope.space, iteration);
        self.read_back(
            result,
            IterationMap::Listed((0..scope.space.iterations).map(place).collect()),
        )
    }

    /// The argument's vectors, one per iteration of `outer`; read where they are if each stands in a row there.
    fn vector_argument(&mut self, argument: &VectorArgument, outer: &IterationSpace) -> Result<Source, BuildError> {
        let inner = outer.within(&argument.over)?;
        let length = inner.iterations / outer.iterations.max(1);
        if let Some((buffer, firsts)) = self.vectors_in_place(argument, &inner, length) {
            let (base, index) = self.classify(firsts)?;
            return Ok(Source::Cell(Cell { buffer, base, index }));
        }
        let mut scope = Scope::new(inner);
        let value = self.value(&argument.body, &mut scope)?;
        let Cell { buffer, .. } = self.outline(scope, value);
        let (base, index) = self.classify(firsts(outer.iterations, length))?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    /// The buffer in which the vectors of an argument are rows already, so that they need no copy, and where each begins.
    fn vectors_in_place(
        &self,
        argument: &VectorArgument,
        inner: &IterationSpace,
        length: u32,
    ) -> Option<(BufferId, Vec<u32>)> {
        let ExprKind::Variable(id, cell) = &argument.body.kind else {
            return None;
        };
        let offsets = self.offsets(*id, cell, inner);
        // The engine takes the slots from the first on: a subrange in another order, or a column, must be copied.
        let is_row = |vector: &[u32]| vector.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if !offsets.chunks(length as usize).all(is_row) {
            return None;
        }
        let firsts = offsets.into_iter().step_by(length as usize).collect();
        Some((self.buffers.read(*id, self.phase), firsts))
    }

    /// Code that fills a buffer with the results of all iterations, one behind the other.
    fn call_vector(&mut self, call: VectorCall, arguments: [Source; 4], iterations: u32) -> Result<Cell, BuildError> {
        let length = call.result();
        // Calls of one function with arguments of equal lengths share a number, so that no model comes near the limit.
        let number = self.mir.vector(call).ok_or_else(|| BuildError::TooLarge {
            what: "more functions of whole vectors".to_string(),
            limit: u64::from(u16::MAX),
        })?;
        let Cell { buffer, .. } = self.new_cells(iterations * length);
        let (base, index) = self.classify(firsts(iterations, length))?;
        let target = Cell { buffer, base, index };
        let op = Op::Vector(number);
        self.mir.nests.push(LoopNest {
            phase: self.phase,
            iterations,
            code: vec![Operation { op, arguments }],
            value: Source::Local(0),
            target,
            store: Op::Copy,
        });
        Ok(target)
    }
}

impl VectorElement<'_> {
    /// The element's place in one result, at an iteration.
    fn place(&self, space: &IterationSpace, iteration: u32) -> u32 {
        let positions = self.element.iter().map(|index| space.position(index, iteration));
        // A result that is a vector has the shape of the first argument.
        let sizes = self.arguments.first().map_or(&[][..], |argument| &argument.over);
        positions.zip(sizes).fold(0, |place, (position, (_, size))| place * size + position)
    }
}

/// How many numbers each argument has.
fn lengths(arguments: &[VectorArgument]) -> [u32; 4] {
    let mut lengths = [0; 4];
    for (length, argument) in lengths.iter_mut().zip(arguments) {
        *length = argument.over.iter().map(|(_, extent)| extent).product();
    }
    lengths
}

/// Where vectors of one length begin that stand one behind the other.
fn firsts(vectors: u32, length: u32) -> Vec<u32> {
    (0..vectors).map(|vector| vector * length).collect()
}
