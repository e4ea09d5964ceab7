//! What a line computes, and from where it takes its arguments.

#![allow(unsafe_code, reason = "kernels that take an address")]

use super::NarrowStep;
use crate::lanes::fused::formula::{self, Asked, Formula, Test, ask};
use crate::lanes::fused::{Given, Shape};
use math::LookupMode;
use program::{Function, Op, apply, select, truth};

/// Computes a line, and the lines that follow up to an [`end`]: from the numbers of a frame, and from the result of the line
/// before. Gives the result of the last line.
///
/// # Safety
/// The line stands in a list of lines, and an end stands behind it. The places of the lines lie in the frame that begins at
/// the address, and nothing else refers to it; the tables that they name exist.
pub(super) type Kernel = unsafe fn(*mut f64, *const NarrowStep, &Given<'_>, f64) -> f64;

/// Goes on with the next line. In a call's last place: the compiler makes a jump of it where it optimises, so that one line
/// leads to the next without a way back; where it does not, no more calls are open than lines stand before an end.
///
/// # Safety
/// That of [`Kernel`].
#[inline(always)]
unsafe fn next(frame: *mut f64, step: *const NarrowStep, given: &Given<'_>, value: f64) -> f64 {
    // SAFETY: `step` is no end, so that another line stands behind it; for that the caller has said the rest.
    unsafe {
        let next = step.add(1);
        ((*next).kernel)(frame, next, given, value)
    }
}

/// Computes nothing and goes no further.
pub(super) fn end(_frame: *mut f64, _step: *const NarrowStep, _given: &Given<'_>, last: f64) -> f64 {
    last
}

/// From where an argument comes.
trait From {
    /// Its value.
    ///
    /// # Safety
    /// `at` is a place in the frame.
    unsafe fn get(frame: *const f64, at: u32, last: f64) -> f64;
}

/// Out of the frame.
struct Frame;

/// Out of the hands of the line before; also where there is none.
struct Last;

impl From for Frame {
    #[inline(always)]
    unsafe fn get(frame: *const f64, at: u32, _last: f64) -> f64 {
        // SAFETY: the caller says that the place lies in the frame.
        unsafe { *frame.add(at as usize) }
    }
}

impl From for Last {
    #[inline(always)]
    unsafe fn get(_frame: *const f64, _at: u32, last: f64) -> f64 {
        last
    }
}

/// A formula of up to four numbers.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn compute<F: Formula, A: From, B: From, C: From, D: From>(
    frame: *mut f64,
    step: *const NarrowStep,
    given: &Given<'_>,
    last: f64,
) -> f64 {
    // SAFETY: the caller says that the line stands there, that its places lie in the frame and that a line follows.
    unsafe {
        let [a, b, c, d] = (*step).arguments;
        let value = F::of([
            A::get(frame, a, last),
            B::get(frame, b, last),
            C::get(frame, c, last),
            D::get(frame, d, last),
        ]);
        *frame.add((*step).target as usize) = value;
        next(frame, step, given, value)
    }
}

/// The value of a table.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn lookup<A: From>(frame: *mut f64, step: *const NarrowStep, given: &Given<'_>, last: f64) -> f64 {
    // SAFETY: the caller says that the line stands there, that its places lie in the frame, that the table exists and that a
    // line follows.
    unsafe {
        let [a, table, ..] = (*step).arguments;
        let table = given.tables.get_unchecked(table as usize);
        let value = table.at(A::get(frame, a, last), LookupMode::Interpolate);
        *frame.add((*step).target as usize) = value;
        next(frame, step, given, value)
    }
}

/// Any other operation.
///
/// # Safety
/// That of [`Kernel`].
unsafe fn other(frame: *mut f64, step: *const NarrowStep, given: &Given<'_>, _last: f64) -> f64 {
    // SAFETY: the caller says that the line stands there, and that its places lie in the frame.
    let (line, get) = unsafe { (&*step, |at: u32| *frame.add(at as usize)) };
    let [a, b, c, d] = line.arguments;
    let value = match line.op {
        Op::Lookup(mode) => given.tables[b as usize].at(get(a), mode),
        Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto => {
            apply(line.op, [get(a), get(line.target), 0.0, 0.0], given.now)
        }
        op => apply(op, [get(a), get(b), get(c), get(d)], given.now),
    };
    // SAFETY: as above, and the caller says that a line follows.
    unsafe {
        *frame.add(line.target as usize) = value;
        next(frame, step, given, value)
    }
}

/// Which argument a line has from the line before.
struct Handed(Option<usize>);

impl Handed {
    fn one<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Last, Last, Last, Last>,
            _ => compute::<F, Frame, Last, Last, Last>,
        }
    }

    fn two<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Last, Frame, Last, Last>,
            Some(1) => compute::<F, Frame, Last, Last, Last>,
            _ => compute::<F, Frame, Frame, Last, Last>,
        }
    }

    fn three<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Last, Frame, Frame, Last>,
            Some(1) => compute::<F, Frame, Last, Frame, Last>,
            Some(2) => compute::<F, Frame, Frame, Last, Last>,
            _ => compute::<F, Frame, Frame, Frame, Last>,
        }
    }

    fn four<F: Formula>(&self) -> Kernel {
        match self.0 {
            Some(0) => compute::<F, Last, Frame, Frame, Frame>,
            Some(1) => compute::<F, Frame, Last, Frame, Frame>,
            Some(2) => compute::<F, Frame, Frame, Last, Frame>,
            Some(3) => compute::<F, Frame, Frame, Frame, Last>,
            _ => compute::<F, Frame, Frame, Frame, Frame>,
        }
    }

    fn lookup(&self) -> Kernel {
        match self.0 {
            Some(0) => lookup::<Last>,
            _ => lookup::<Frame>,
        }
    }
}

impl Asked for Handed {
    type Kernel = Kernel;

    fn pair<F: Formula>(&self) -> Option<Kernel> {
        Some(self.two::<F>())
    }

    fn triple<F: Formula>(&self) -> Option<Kernel> {
        Some(self.three::<F>())
    }

    fn choice<F: Formula>(&self) -> Option<Kernel> {
        Some(self.four::<F>())
    }
}

/// The kernel of a shape, one of whose arguments is the result of the line before.
pub(super) fn shaped(shape: Shape, handed: Option<usize>) -> Option<Kernel> {
    ask(shape, &Handed(handed))
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

/// 1 where the test of a and b holds, else 0.
struct Truth<T>(std::marker::PhantomData<T>);

impl<T: Test> Formula for Truth<T> {
    #[inline(always)]
    fn of([a, b, ..]: [f64; 4]) -> f64 {
        truth(T::holds(a, b))
    }
}

/// The kernel of an operation, one of whose arguments is the result of the line before.
pub(super) fn of(op: Op, handed: Option<usize>) -> Kernel {
    let handed = Handed(handed);
    match op {
        Op::Copy => handed.one::<Copy>(),
        Op::Negate => handed.one::<Negate>(),
        Op::Not => handed.one::<Not>(),
        Op::Power => handed.two::<Power>(),
        Op::Equal => handed.two::<Truth<formula::Equal>>(),
        Op::NotEqual => handed.two::<Truth<formula::NotEqual>>(),
        Op::Less => handed.two::<Truth<formula::Less>>(),
        Op::LessEqual => handed.two::<Truth<formula::LessEqual>>(),
        Op::Greater => handed.two::<Truth<formula::Greater>>(),
        Op::GreaterEqual => handed.two::<Truth<formula::GreaterEqual>>(),
        Op::And => handed.two::<And>(),
        Op::Or => handed.two::<Or>(),
        Op::Select => handed.three::<Select>(),
        Op::Lookup(LookupMode::Interpolate) => handed.lookup(),
        Op::Call(function) => call(function, &handed),
        _ => other,
    }
}

fn call(function: Function, handed: &Handed) -> Kernel {
    match function {
        Function::Abs => handed.one::<Abs>(),
        Function::Exp => handed.one::<Exp>(),
        Function::Ln => handed.one::<Ln>(),
        Function::Sqrt => handed.one::<Sqrt>(),
        Function::Zidz => handed.two::<Zidz>(),
        Function::Xidz => handed.three::<Xidz>(),
        _ => other,
    }
}
