//! What a step computes, and where it takes its arguments from.

#![allow(unsafe_code, reason = "kernels that take an address")]

use super::step::{Kernel, ScalarStep};
use crate::lanes::context::Context;
use crate::lanes::superinstruction::{self as formula, Comparison, Formula, KernelFamily, Shape, kernel_of};
use math::LookupMode;
use program::{Function, Op, apply, select, truth};

/// Goes on with the next step. In tail position: the compiler makes a jump of it where it optimises, so that one step leads
/// to the next without a way back; where it does not, no more calls are open than steps come before an end.
///
/// # Safety
/// That of [`Kernel`].
#[inline(always)]
unsafe fn next(frame: *mut f64, step: *const ScalarStep, context: &Context<'_>, value: f64) -> f64 {
    // SAFETY: `step` is not an end, so that another step comes after it; the rest is the caller's promise.
    unsafe {
        let next = step.add(1);
        ((*next).kernel)(frame, next, context, value)
    }
}

/// Where an argument comes from.
trait Source {
    /// Its value.
    ///
    /// # Safety
    /// `at` is an address in the frame.
    unsafe fn get(frame: *const f64, at: u32, accumulator: f64) -> f64;
}

/// Out of the frame.
struct Frame;

/// The result of the step before. Also takes the place of arguments that a formula does not have, and does not read.
struct Accumulator;

impl Source for Frame {
    #[inline(always)]
    unsafe fn get(frame: *const f64, at: u32, _accumulator: f64) -> f64 {
        // SAFETY: the caller promises that the address lies in the frame.
        unsafe { *frame.add(at as usize) }
    }
}

impl Source for Accumulator {
    #[inline(always)]
    unsafe fn get(_frame: *const f64, _at: u32, accumulator: f64) -> f64 {
        accumulator
    }
}

/// A formula of up to four numbers.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn compute<F: Formula, A: Source, B: Source, C: Source, D: Source>(
    frame: *mut f64,
    step: *const ScalarStep,
    context: &Context<'_>,
    accumulator: f64,
) -> f64 {
    // SAFETY: the caller promises that the step exists, that its addresses lie in the frame and that a step follows.
    unsafe {
        let [a, b, c, d] = (*step).arguments;
        let value = F::of([
            A::get(frame, a, accumulator),
            B::get(frame, b, accumulator),
            C::get(frame, c, accumulator),
            D::get(frame, d, accumulator),
        ]);
        *frame.add((*step).target as usize) = value;
        next(frame, step, context, value)
    }
}

/// The value of a table.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn lookup<A: Source>(frame: *mut f64, step: *const ScalarStep, context: &Context<'_>, accumulator: f64) -> f64 {
    // SAFETY: the caller promises that the step exists, that its addresses lie in the frame, that the table exists and
    // that a step follows.
    unsafe {
        let [a, table, ..] = (*step).arguments;
        let table = context.tables.get_unchecked(table as usize);
        let value = table.at(A::get(frame, a, accumulator), LookupMode::Interpolate);
        *frame.add((*step).target as usize) = value;
        next(frame, step, context, value)
    }
}

/// Any other operation.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn other(frame: *mut f64, step: *const ScalarStep, context: &Context<'_>, _accumulator: f64) -> f64 {
    // SAFETY: the caller promises that the step exists, and that its addresses lie in the frame.
    let (this, get) = unsafe { (&*step, |at: u32| *frame.add(at as usize)) };
    let [a, b, c, d] = this.arguments;
    let value = match this.op {
        Op::Lookup(mode) => context.tables[b as usize].at(get(a), mode),
        Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto => {
            apply(this.op, [get(a), get(this.target), 0.0, 0.0], context.now)
        }
        op => apply(op, [get(a), get(b), get(c), get(d)], context.now),
    };
    // SAFETY: as above, and the caller promises that a step follows.
    unsafe {
        *frame.add(this.target as usize) = value;
        next(frame, step, context, value)
    }
}

/// Which argument a step takes from the accumulator. Kernels of up to four arguments exist for each, and for none.
struct FromAccumulator(Option<usize>);

impl FromAccumulator {
    fn one<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Accumulator, Accumulator, Accumulator, Accumulator>,
            _ => compute::<F, Frame, Accumulator, Accumulator, Accumulator>,
        }
    }

    fn two<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Accumulator, Frame, Accumulator, Accumulator>,
            Some(1) => compute::<F, Frame, Accumulator, Accumulator, Accumulator>,
            _ => compute::<F, Frame, Frame, Accumulator, Accumulator>,
        }
    }

    fn three<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Accumulator, Frame, Frame, Accumulator>,
            Some(1) => compute::<F, Frame, Accumulator, Frame, Accumulator>,
            Some(2) => compute::<F, Frame, Frame, Accumulator, Accumulator>,
            _ => compute::<F, Frame, Frame, Frame, Accumulator>,
        }
    }

    fn four<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Accumulator, Frame, Frame, Frame>,
            Some(1) => compute::<F, Frame, Accumulator, Frame, Frame>,
            Some(2) => compute::<F, Frame, Frame, Accumulator, Frame>,
            Some(3) => compute::<F, Frame, Frame, Frame, Accumulator>,
            _ => compute::<F, Frame, Frame, Frame, Frame>,
        }
    }

    fn lookup(&self) -> Kernel {
        match self.0 {
            Some(0) => lookup::<Accumulator>,
            _ => lookup::<Frame>,
        }
    }
}

impl KernelFamily for FromAccumulator {
    type Kernel = Kernel;

    fn of_two<F: Formula>(&self) -> Option<Kernel> {
        Some(self.two::<F>())
    }

    fn of_three<F: Formula>(&self) -> Option<Kernel> {
        Some(self.three::<F>())
    }

    fn of_choice<F: Formula>(&self) -> Option<Kernel> {
        Some(self.four::<F>())
    }
}

/// The kernel of a shape, one of whose arguments may come from the accumulator.
pub(super) fn shaped(shape: Shape, accumulated: Option<usize>) -> Option<Kernel> {
    kernel_of(shape, &FromAccumulator(accumulated))
}

macro_rules! formula {
    ($($name:ident: $of:expr;)*) => {$(
        struct $name;

        impl Formula for $name {
            #[inline(always)]
            fn of(arguments: [f64; 4]) -> f64 {
                let of: fn([f64; 4]) -> f64 = $of;
                of(arguments)
            }
        }
    )*};
}

formula! {
    Copy: |[a, ..]| a;
    Negate: |[a, ..]| -a;
    Not: |[a, ..]| truth(a == 0.0);
    And: |[a, b, ..]| truth((a != 0.0) & (b != 0.0));
    Or: |[a, b, ..]| truth((a != 0.0) | (b != 0.0));
    Select: |[a, b, c, _]| select(a, b, c);
    Power: |[a, b, ..]| math::pow(a, b);
    Abs: |[a, ..]| a.abs();
    Exp: |[a, ..]| math::exp(a);
    Ln: |[a, ..]| math::ln(a);
    Sqrt: |[a, ..]| math::sqrt(a);
    Zidz: |[a, b, ..]| math::zidz(a, b);
    Xidz: |[a, b, c, _]| math::xidz(a, b, c);
}

/// 1 where the comparison of a and b holds, else 0.
struct Truth<T>(std::marker::PhantomData<T>);

impl<T: Comparison> Formula for Truth<T> {
    #[inline(always)]
    fn of([a, b, ..]: [f64; 4]) -> f64 {
        truth(T::holds(a, b))
    }
}

/// The kernel of an operation, one of whose arguments may come from the accumulator.
pub(super) fn of(op: Op, accumulated: Option<usize>) -> Kernel {
    let from = FromAccumulator(accumulated);
    match op {
        Op::Copy => from.one::<Copy>(),
        Op::Negate => from.one::<Negate>(),
        Op::Not => from.one::<Not>(),
        Op::Power => from.two::<Power>(),
        Op::Equal => from.two::<Truth<formula::Equal>>(),
        Op::NotEqual => from.two::<Truth<formula::NotEqual>>(),
        Op::Less => from.two::<Truth<formula::Less>>(),
        Op::LessEqual => from.two::<Truth<formula::LessEqual>>(),
        Op::Greater => from.two::<Truth<formula::Greater>>(),
        Op::GreaterEqual => from.two::<Truth<formula::GreaterEqual>>(),
        Op::And => from.two::<And>(),
        Op::Or => from.two::<Or>(),
        Op::Select => from.three::<Select>(),
        Op::Lookup(LookupMode::Interpolate) => from.lookup(),
        Op::Call(function) => call(function, &from),
        _ => other,
    }
}

fn call(function: Function, from: &FromAccumulator) -> Kernel {
    match function {
        Function::Abs => from.one::<Abs>(),
        Function::Exp => from.one::<Exp>(),
        Function::Ln => from.one::<Ln>(),
        Function::Sqrt => from.one::<Sqrt>(),
        Function::Zidz => from.two::<Zidz>(),
        Function::Xidz => from.three::<Xidz>(),
        _ => other,
    }
}
