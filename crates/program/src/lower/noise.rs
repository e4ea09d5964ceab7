//! Random numbers: what a call draws depends on its stream, the element, the run, the step and the seed, and on nothing that was
//! drawn before.

use super::Lowering;
use super::scope::Scope;
use crate::mir::{BufferKind, Cell, Mir, NoiseBuffers, Source};
use crate::{BuildError, Op, SlotName};
use check::{Expr, Function};

/// A call of a uniform random number.
pub(super) struct Draw<'e> {
    pub stream: u32,
    pub element: &'e Expr,
    /// The number of its noise; without one it is that of the run.
    pub noise: Option<&'e Expr>,
}

impl Lowering<'_> {
    pub(super) fn draw(&mut self, draw: &Draw<'_>, scope: &mut Scope) -> Result<Source, BuildError> {
        let element = self.value(draw.element, scope)?;
        let [run, step, run_seed] = self.noise_cells();
        let seed = match draw.noise {
            Some(noise) => own_seed(self.value(noise, scope)?, [run, run_seed], scope),
            None => run_seed,
        };
        Ok(scope.push(Op::Random(draw.stream), &[element, run, step, seed]))
    }

    /// The run, the step and the seed, which random numbers look at.
    fn noise_cells(&mut self) -> [Source; 3] {
        let mir = &mut self.mir;
        // Made at the first call: a model without random numbers has no seed, and its runs need no number.
        let buffers = mir.noise.unwrap_or_else(|| noise_buffers(mir));
        mir.noise = Some(buffers);
        [buffers.run, buffers.step, buffers.seed].map(|buffer| Source::Cell(Cell::scalar(buffer)))
    }
}

fn noise_buffers(mir: &mut Mir) -> NoiseBuffers {
    // A buffer although it stays as it is during a run: as a constant it would be folded, and the program would have one seed.
    let seed = mir.new_buffer(SlotName::of("seed"), 1, BufferKind::StepClock);
    let step = mir.new_buffer(SlotName::of("number of the step"), 1, BufferKind::StepClock);
    let run = mir.new_buffer(SlotName::of("number of the run"), 1, BufferKind::Parameter);
    NoiseBuffers { seed, step, run }
}

/// The seed of a noise in a run under its seed, which noise 0 keeps: 53 bits of what no call draws, whose stream has a name.
fn own_seed(noise: Source, [run, seed]: [Source; 2], scope: &mut Scope) -> Source {
    // The hash of an empty name: streams are numbered by the FNV-1a hash of the names of variables, none of which is empty.
    const NAMELESS: u32 = 0x811c_9dc5;
    let n = Source::number;
    let [low, further] = words(noise, scope);
    let share = scope.push(Op::Random(NAMELESS), &[low, run, further, seed]);
    let bits = scope.push(Op::Multiply, &[share, n(9_007_199_254_740_992.0)]);
    let own = scope.push(Op::Call(Function::Floor), &[bits]);
    let is_run = scope.push(Op::Equal, &[noise, n(0.0)]);
    scope.push(Op::Select, &[is_run, seed, own])
}

/// The number of a noise in two parts: the lower 32 bits, then the others with the sign.
fn words(noise: Source, scope: &mut Scope) -> [Source; 2] {
    // It has up to 53 bits and a sign, while random numbers take words of 32.
    const WORD: f64 = 4_294_967_296.0;
    let n = Source::number;
    let size = scope.push(Op::Call(Function::Abs), &[noise]);
    let words = scope.push(Op::Divide, &[size, n(WORD)]);
    let high = scope.push(Op::Call(Function::Floor), &[words]);
    let carried = scope.push(Op::Multiply, &[high, n(WORD)]);
    let low = scope.push(Op::Subtract, &[size, carried]);
    let is_negative = scope.push(Op::Less, &[noise, n(0.0)]);
    let twice = scope.push(Op::Add, &[high, high]);
    [low, scope.push(Op::Add, &[twice, is_negative])]
}
