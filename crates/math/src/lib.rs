//! The one definition of every function that the engine computes.
//!
//! What comes in and goes out is `f64`; the crate knows no model, no time axis and no units. Constant folding, the
//! lane kernels, single runs and generated code all use these definitions, so that a value has the same bits wherever
//! and however it is computed:
//!
//! - only the operations that IEEE 754 rounds exactly are used (`+ − × ÷`, square root, truncation, comparisons) and
//!   integer operations on the bits; never the platform's `exp`, `sin`, … and never a fused multiply-add;
//! - the order of the operations is part of the definition;
//! - selects in place of branches, and no table longer than 16 values, so that each function can be mirrored lane by
//!   lane (the exception is the reduction of very large angles, see [`sin`]).
//!
//! Results of the elementary functions are within 1 unit in the last place of the exact value; the tests measure
//! it against tables of 300-bit arithmetic.
//!
//! **NaN passes through.** If a value that a function looks at is NaN, so is the result: a failed run stays visibly
//! failed. This departs from IEEE 754 in one place: [`pow`]`(NaN, 0)` and `pow(1, NaN)` are NaN. Which NaN (sign,
//! payload) is not defined; whoever compares bits must treat all NaNs as one.
//!
//! ```
//! let effect = math::Lookup::new(&[(0.0, 1.0), (10.0, 3.0)])?;
//! assert_eq!(effect.at(5.0, math::LookupMode::Interpolate), 2.0);
//! assert_eq!(math::pow(2.0, 10.0), 1024.0);
//! assert_eq!(math::zidz(3.0, 0.0), 0.0);
//! # Ok::<(), math::LookupError>(())
//! ```

mod combinatorics;
mod distribution;
mod divide;
mod exp;
mod extended;
mod gamma;
mod hyperbolic;
mod inverse_trigonometry;
mod ln;
mod lookup;
mod market;
mod matrix;
mod normal;
mod order;
mod power;
mod random;
mod reduction;
mod rounding;
mod select;
mod time_functions;
mod trigonometry;

pub use combinatorics::{combinations, permutations};
pub use distribution::{
    beta_below, beta_quantile, binomial_below, binomial_quantile, gamma_below, gamma_quantile, negative_binomial_below,
    negative_binomial_quantile, normal_quantile, poisson_below, poisson_quantile, triangular_below,
    triangular_quantile,
};
pub use divide::{xidz, zidz};
pub use exp::exp;
pub use gamma::gamma_ln;
pub use hyperbolic::{cosh, sinh, tanh};
pub use inverse_trigonometry::{arccos, arcsin, arctan};
pub use ln::{ln, log, log10};
pub use lookup::{Columns, Lookup, LookupError, LookupMode};
pub use market::{PROFILE, allocate_available, allocate_by_priority, demand_at_price, market_price, supply_at_price};
pub use matrix::invert;
pub use normal::normal_below;
pub use order::{MISSING, element, rank, sort_order};
pub use power::{pow, pow_rows, sqrt};
pub use random::{philox, uniform};
pub use rounding::{floor, floor_modulo, integer, modulo, quantum};
pub use select::{max, min};
pub use time_functions::{pulse, pulse_train, ramp, step};
pub use trigonometry::{cos, cos_rows, sin, sin_rows, tan, tan_rows};
