//! What each function of whole vectors computes, once: building and running both go through here.

use crate::VectorCall;
use check::VectorFunction;

/// Computes a function of whole vectors. The arguments and `out` are as long as the call says.
pub fn compute(call: &VectorCall, [a, b, c, d]: [&[f64]; 4], out: &mut [f64]) {
    match call.function {
        VectorFunction::SortOrder => math::sort_order(a, b[0], out),
        VectorFunction::Rank => math::rank(a, b[0], out),
        VectorFunction::Element => out[0] = math::element(a, b[0]),
        VectorFunction::InvertMatrix => math::invert(a, a.len().isqrt(), out),
        VectorFunction::AllocateAvailable => math::allocate_available(a, b, c[0], out),
        VectorFunction::AllocateByPriority => math::allocate_by_priority(a, b, [c[0], d[0]], out),
        VectorFunction::MarketPrice => out[0] = math::market_price([a, b], [c, d]),
        VectorFunction::DemandAtPrice => out[0] = math::demand_at_price(a[0], b, c[0]),
        VectorFunction::SupplyAtPrice => out[0] = math::supply_at_price(a[0], b, c[0]),
    }
}
