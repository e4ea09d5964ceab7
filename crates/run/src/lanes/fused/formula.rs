//! What fused lines compute: one operation, or two of which the first is an argument of the second.

/// A number of up to four others.
pub(super) trait Formula {
    /// The number.
    fn of(arguments: [f64; 4]) -> f64;
}

/// An operation on two numbers.
pub(super) trait Two {
    /// Its result.
    fn of(a: f64, b: f64) -> f64;
}

macro_rules! two {
    ($($name:ident: $of:expr;)*) => {$(
        pub(super) struct $name;

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
pub(super) trait Test {
    /// Whether it holds.
    fn holds(a: f64, b: f64) -> bool;
}

macro_rules! test {
    ($($name:ident: $op:tt;)*) => {$(
        pub(super) struct $name;

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
pub(super) struct Alone<F>(std::marker::PhantomData<F>);

/// `G(F(a, b), c)`
pub(super) struct Left<F, G>(std::marker::PhantomData<(F, G)>);

/// `G(a, F(b, c))`
pub(super) struct Right<F, G>(std::marker::PhantomData<(F, G)>);

/// `c` where the test of `a` and `b` holds, else `d`
pub(super) struct Choice<T>(std::marker::PhantomData<T>);

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
