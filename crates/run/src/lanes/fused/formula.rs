//! What fused lines compute: one operation, or two of which the first is an argument of the second.

use super::fuse::Shape;
use program::{Function, Op};

/// A number of up to four others.
pub(in crate::lanes) trait Formula {
    /// The number.
    fn of(arguments: [f64; 4]) -> f64;
}

/// An operation on two numbers.
pub(in crate::lanes) trait Two {
    /// Its result.
    fn of(a: f64, b: f64) -> f64;
}

macro_rules! two {
    ($($name:ident: $of:expr;)*) => {$(
        pub(in crate::lanes) struct $name;

        impl Two for $name {
            #[inline(always)]
            fn of(a: f64, b: f64) -> f64 {
                let of: fn(f64, f64) -> f64 = $of;
                of(a, b)
            }
        }
    )*};
}

two! {
    Add: |a, b| a + b;
    Subtract: |a, b| a - b;
    Multiply: |a, b| a * b;
    Divide: |a, b| a / b;
    Min: math::min;
    Max: math::max;
}

/// A comparison of two numbers.
pub(in crate::lanes) trait Test {
    /// Whether it holds.
    fn holds(a: f64, b: f64) -> bool;
}

macro_rules! test {
    ($($name:ident: $op:tt;)*) => {$(
        pub(in crate::lanes) struct $name;

        impl Test for $name {
            #[inline(always)]
            fn holds(a: f64, b: f64) -> bool {
                a $op b
            }
        }
    )*};
}

test! {
    Less: <;
    LessEqual: <=;
    Greater: >;
    GreaterEqual: >=;
    Equal: ==;
    NotEqual: !=;
}

/// `F(a, b)`
pub(in crate::lanes) struct Alone<F>(std::marker::PhantomData<F>);

/// `G(F(a, b), c)`
pub(in crate::lanes) struct Left<F, G>(std::marker::PhantomData<(F, G)>);

/// `G(a, F(b, c))`
pub(in crate::lanes) struct Right<F, G>(std::marker::PhantomData<(F, G)>);

/// `c` where the test of `a` and `b` holds, else `d`
pub(in crate::lanes) struct Choice<T>(std::marker::PhantomData<T>);

impl<F: Two> Formula for Alone<F> {
    #[inline(always)]
    fn of([a, b, _, _]: [f64; 4]) -> f64 {
        F::of(a, b)
    }
}

impl<F: Two, G: Two> Formula for Left<F, G> {
    #[inline(always)]
    fn of([a, b, c, _]: [f64; 4]) -> f64 {
        G::of(F::of(a, b), c)
    }
}

impl<F: Two, G: Two> Formula for Right<F, G> {
    #[inline(always)]
    fn of([a, b, c, _]: [f64; 4]) -> f64 {
        G::of(a, F::of(b, c))
    }
}

impl<T: Test> Formula for Choice<T> {
    #[inline(always)]
    fn of([a, b, c, d]: [f64; 4]) -> f64 {
        if T::holds(a, b) { c } else { d }
    }
}

/// Who asks for a kernel of a formula.
pub(in crate::lanes) trait Asked {
    /// What kernels look like.
    type Kernel;

    /// For a formula of two numbers.
    fn pair<F: Formula>(&self) -> Option<Self::Kernel>;

    /// For a formula of three.
    fn triple<F: Formula>(&self) -> Option<Self::Kernel>;

    /// For a choice.
    fn choice<F: Formula>(&self) -> Option<Self::Kernel>;
}

/// Asks for the kernel of a shape; there is none for shapes that fusing does not make.
pub(in crate::lanes) fn ask<A: Asked>(shape: Shape, asked: &A) -> Option<A::Kernel> {
    match shape {
        Shape::Alone(op) => alone(op, asked),
        Shape::Left { inner, outer } => match inner {
            Op::Add => left::<A, Add>(outer, asked),
            Op::Subtract => left::<A, Subtract>(outer, asked),
            Op::Multiply => left::<A, Multiply>(outer, asked),
            Op::Divide => left::<A, Divide>(outer, asked),
            _ => None,
        },
        Shape::Right { inner, outer } => match inner {
            Op::Add => right::<A, Add>(outer, asked),
            Op::Subtract => right::<A, Subtract>(outer, asked),
            Op::Multiply => right::<A, Multiply>(outer, asked),
            Op::Divide => right::<A, Divide>(outer, asked),
            _ => None,
        },
        Shape::Choice(test) => match test {
            Op::Less => asked.choice::<Choice<Less>>(),
            Op::LessEqual => asked.choice::<Choice<LessEqual>>(),
            Op::Greater => asked.choice::<Choice<Greater>>(),
            Op::GreaterEqual => asked.choice::<Choice<GreaterEqual>>(),
            Op::Equal => asked.choice::<Choice<Equal>>(),
            Op::NotEqual => asked.choice::<Choice<NotEqual>>(),
            _ => None,
        },
    }
}

fn alone<A: Asked>(op: Op, asked: &A) -> Option<A::Kernel> {
    match op {
        Op::Add => asked.pair::<Alone<Add>>(),
        Op::Subtract => asked.pair::<Alone<Subtract>>(),
        Op::Multiply => asked.pair::<Alone<Multiply>>(),
        Op::Divide => asked.pair::<Alone<Divide>>(),
        Op::Call(Function::Min) => asked.pair::<Alone<Min>>(),
        Op::Call(Function::Max) => asked.pair::<Alone<Max>>(),
        _ => None,
    }
}

fn left<A: Asked, F: Two>(outer: Op, asked: &A) -> Option<A::Kernel> {
    match outer {
        Op::Add => asked.triple::<Left<F, Add>>(),
        Op::Subtract => asked.triple::<Left<F, Subtract>>(),
        Op::Multiply => asked.triple::<Left<F, Multiply>>(),
        Op::Divide => asked.triple::<Left<F, Divide>>(),
        Op::Call(Function::Min) => asked.triple::<Left<F, Min>>(),
        Op::Call(Function::Max) => asked.triple::<Left<F, Max>>(),
        _ => None,
    }
}

fn right<A: Asked, F: Two>(outer: Op, asked: &A) -> Option<A::Kernel> {
    match outer {
        Op::Subtract => asked.triple::<Right<F, Subtract>>(),
        Op::Divide => asked.triple::<Right<F, Divide>>(),
        Op::Call(Function::Min) => asked.triple::<Right<F, Min>>(),
        Op::Call(Function::Max) => asked.triple::<Right<F, Max>>(),
        _ => None,
    }
}
