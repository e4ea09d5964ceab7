//! Functions of whole vectors: each argument is computed in a loop of its own, vector by vector, into a buffer; the function
//! reads these buffers and fills one with its results.

use super::Lowering;
use super::expression::Scope;
use super::iteration_space::{Dependence, IterationMap, IterationSpace, bit};
use crate::mir::{BufferKind, Cell, LoopNest, Operation, Source};
use crate::{BuildError, Op, VectorCall};
use check::{ExprKind, Index, VectorArgument, VectorFunction};

/// The function, its arguments, and which element of the result is meant.
pub(super) type Called<'e> = (VectorFunction, &'e [VectorArgument], &'e [Index]);

impl Lowering<'_> {
    /// Notes for all arguments which index variables they depend on; those of the vectors themselves are not among them.
    pub(super) fn note_vector_dependence(&mut self, arguments: &[VectorArgument]) -> Result<Dependence, BuildError> {
        let mut needs = 0;
        for argument in arguments {
            let mut own = self.note_dependence(&argument.body)?;
            for (variable, _) in &argument.over {
                own &= !bit(*variable)?;
            }
            needs |= own;
        }
        Ok(needs)
    }

    /// The meant element of the result, in the loop that is being written.
    pub(super) fn vector(
        &mut self,
        (function, arguments, element): Called<'_>,
        scope: &mut Scope,
    ) -> Result<Source, BuildError> {
        let needs = self.note_vector_dependence(arguments)?;
        let (outer, which) = match scope.space.project(needs) {
            Some(smaller) => smaller,
            None => (scope.space.clone(), IterationMap::Same),
        };
        let mut call = VectorCall {
            function,
            lengths: [0; 4],
        };
        let mut sources = [Source::None; 4];
        for (at, argument) in arguments.iter().enumerate() {
            call.lengths[at] = argument.over.iter().map(|(_, extent)| extent).product();
            sources[at] = self.vector_argument(argument, &outer)?;
        }
        let result = self.call_vector(call, sources, outer.iterations)?;
        let sizes = arguments.first().map_or(&[][..], |a| &a.over);
        let place =
            |iteration: u32| which.at(iteration) * call.result() + place(element, sizes, &scope.space, iteration);
        self.read_back(
            result,
            IterationMap::Listed((0..scope.space.iterations).map(place).collect()),
        )
    }

    /// The argument's vectors, one per iteration of `outer`; read where they are if each stands in a row there.
    fn vector_argument(&mut self, argument: &VectorArgument, outer: &IterationSpace) -> Result<Source, BuildError> {
        let inner = outer.within(&argument.over)?;
        let length = inner.iterations / outer.iterations.max(1);
        if let ExprKind::Variable(id, cell) = &argument.body.kind {
            let offsets = self.offsets(*id, cell, &inner);
            let consecutive = |vector: &[u32]| vector.windows(2).all(|pair| pair[1] == pair[0] + 1);
            // Vectors that are rows of an array already are read there, without a copy.
            if offsets.chunks(length as usize).all(consecutive) {
                let buffer = self.buffers.read(*id, self.phase);
                let firsts = offsets.into_iter().step_by(length as usize).collect();
                let (base, index) = self.classify(firsts)?;
                return Ok(Source::Cell(Cell { buffer, base, index }));
            }
        }
        let iterations = inner.iterations;
        let mut scope = Scope::new(inner);
        let value = self.value(&argument.body, &mut scope)?;
        let buffer = self.mir.new_buffer(self.name.clone(), iterations, BufferKind::Computed);
        self.push(scope, value, Cell::of(buffer, iterations), Op::Copy);
        let (base, index) = self.classify((0..outer.iterations).map(|iteration| iteration * length).collect())?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    /// Code that fills a buffer with the results of all iterations, one behind the other.
    fn call_vector(&mut self, call: VectorCall, arguments: [Source; 4], iterations: u32) -> Result<Cell, BuildError> {
        let length = call.result();
        let limit = u64::from(u16::MAX);
        let number = self.mir.vector(call).ok_or_else(|| BuildError::TooLarge {
            what: "more functions of whole vectors".to_string(),
            limit,
        })?;
        let buffer = self
            .mir
            .new_buffer(self.name.clone(), iterations * length, BufferKind::Computed);
        let (base, index) = self.classify((0..iterations).map(|iteration| iteration * length).collect())?;
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

/// The element's place in one result, at an iteration.
fn place(element: &[Index], sizes: &[(u8, u32)], space: &IterationSpace, iteration: u32) -> u32 {
    let positions = element.iter().map(|index| space.position(index, iteration));
    positions
        .zip(sizes)
        .fold(0, |place, (position, (_, size))| place * size + position)
}
