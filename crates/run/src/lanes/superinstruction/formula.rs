//! What superinstructions compute, as types: kernels are compiled for each.

use super::shape::Shape;
use program::{Function, Op};

/// A number computed from up to four others.
pub(in crate::lanes) trait Formula {
    fn of(arguments: [f64; 4]) -> f64;
}

/// An operation of two numbers.
pub(in crate::lanes) trait Binary {
    fn of(a: f64, b: f64) -> f64;
}

macro_rules! binary {
    ($($name:ident: $of:expr;)*) => {$(
        pub(in crate::lanes) struct $name;

        impl Binary for $name {
            #[inline(always)]
            fn of(a: f64, b: f64) -> f64 {
                let of: fn(f64, f64) -> f64 = $of;
                of(a, b)
            }
        }
    )*};
}

binary! {
    Add: |a, b| a + b;
    Subtract: |a, b| a - b;
    Multiply: |a, b| a * b;
    Divide: |a, b| a / b;
    Min: math::min;
    Max: math::max;
}

pub(in crate::lanes) trait Comparison {
    fn holds(a: f64, b: f64) -> bool;
}

macro_rules! comparison {
    ($($name:ident: $op:tt;)*) => {$(
        pub(in crate::lanes) struct $name;

        impl Comparison for $name {
            #[inline(always)]
            fn holds(a: f64, b: f64) -> bool {
                a $op b
            }
        }
    )*};
}

comparison! {
    Less: <;
    LessEqual: <=;
    Greater: >;
    GreaterEqual: >=;
    Equal: ==;
    NotEqual: !=;
}

/// `F(a, b)`
struct Single<F>(std::marker::PhantomData<F>);

/// `G(F(a, b), c)`
struct Left<F, G>(std::marker::PhantomData<(F, G)>);

/// `G(a, F(b, c))`
struct Right<F, G>(std::marker::PhantomData<(F, G)>);

/// `c` where the comparison of `a` and `b` holds, else `d`
struct Choice<T>(std::marker::PhantomData<T>);

impl<F: Binary> Formula for Single<F> {
    #[inline(always)]
    fn of([a, b, _, _]: [f64; 4]) -> f64 {
        F::of(a, b)
    }
}

impl<F: Binary, G: Binary> Formula for Left<F, G> {
    #[inline(always)]
    fn of([a, b, c, _]: [f64; 4]) -> f64 {
        G::of(F::of(a, b), c)
    }
}

impl<F: Binary, G: Binary> Formula for Right<F, G> {
    #[inline(always)]
    fn of([a, b, c, _]: [f64; 4]) -> f64 {
        G::of(a, F::of(b, c))
    }
}

impl<T: Comparison> Formula for Choice<T> {
    #[inline(always)]
    fn of([a, b, c, d]: [f64; 4]) -> f64 {
        // Both numbers are there already, so that this becomes a blend without a jump.
        if T::holds(a, b) { c } else { d }
    }
}

/// Kernels of one kind, for any formula: those that compute rows with a set of instructions, or those of scalar code.
pub(in crate::lanes) trait KernelFamily {
    type Kernel;

    /// For a formula of two numbers.
    fn of_two<F: Formula>(&self) -> Option<Self::Kernel>;

    /// For a formula of three.
    fn of_three<F: Formula>(&self) -> Option<Self::Kernel>;

    /// For a choice, of four.
    fn of_choice<F: Formula>(&self) -> Option<Self::Kernel>;
}

/// The kernel of a shape; there is none for shapes that fusing does not make.
pub(in crate::lanes) fn kernel_of<K: KernelFamily>(shape: Shape, family: &K) -> Option<K::Kernel> {
    match shape {
        Shape::Single(op) => single(op, family),
        // Nothing but what `fuse` takes for inner operations.
        Shape::Left { inner, outer } => match inner {
            Op::Add => left::<K, Add>(outer, family),
            Op::Subtract => left::<K, Subtract>(outer, family),
            Op::Multiply => left::<K, Multiply>(outer, family),
            Op::Divide => left::<K, Divide>(outer, family),
            _ => None,
        },
        Shape::Right { inner, outer } => match inner {
            Op::Add => right::<K, Add>(outer, family),
            Op::Subtract => right::<K, Subtract>(outer, family),
            Op::Multiply => right::<K, Multiply>(outer, family),
            Op::Divide => right::<K, Divide>(outer, family),
            _ => None,
        },
        Shape::Choice(comparison) => choice(comparison, family),
    }
}

fn choice<K: KernelFamily>(comparison: Op, family: &K) -> Option<K::Kernel> {
    match comparison {
        Op::Less => family.of_choice::<Choice<Less>>(),
        Op::LessEqual => family.of_choice::<Choice<LessEqual>>(),
        Op::Greater => family.of_choice::<Choice<Greater>>(),
        Op::GreaterEqual => family.of_choice::<Choice<GreaterEqual>>(),
        Op::Equal => family.of_choice::<Choice<Equal>>(),
        Op::NotEqual => family.of_choice::<Choice<NotEqual>>(),
        _ => None,
    }
}

fn single<K: KernelFamily>(op: Op, family: &K) -> Option<K::Kernel> {
    match op {
        Op::Add => family.of_two::<Single<Add>>(),
        Op::Subtract => family.of_two::<Single<Subtract>>(),
        Op::Multiply => family.of_two::<Single<Multiply>>(),
        Op::Divide => family.of_two::<Single<Divide>>(),
        Op::Call(Function::Min) => family.of_two::<Single<Min>>(),
        Op::Call(Function::Max) => family.of_two::<Single<Max>>(),
        _ => None,
    }
}

fn left<K: KernelFamily, F: Binary>(outer: Op, family: &K) -> Option<K::Kernel> {
    match outer {
        Op::Add => family.of_three::<Left<F, Add>>(),
        Op::Subtract => family.of_three::<Left<F, Subtract>>(),
        Op::Multiply => family.of_three::<Left<F, Multiply>>(),
        Op::Divide => family.of_three::<Left<F, Divide>>(),
        Op::Call(Function::Min) => family.of_three::<Left<F, Min>>(),
        Op::Call(Function::Max) => family.of_three::<Left<F, Max>>(),
        _ => None,
    }
}

/// Sums and products are not among these: fusing exchanges their arguments and asks for the left shape.
fn right<K: KernelFamily, F: Binary>(outer: Op, family: &K) -> Option<K::Kernel> {
    match outer {
        Op::Subtract => family.of_three::<Right<F, Subtract>>(),
        Op::Divide => family.of_three::<Right<F, Divide>>(),
        Op::Call(Function::Min) => family.of_three::<Right<F, Min>>(),
        Op::Call(Function::Max) => family.of_three::<Right<F, Max>>(),
        _ => None,
    }
}
