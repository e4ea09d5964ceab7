//! Values that everybody can check by hand.

use math::{Lookup, LookupMode};

#[test]
fn exact_results_are_exact() {
    assert_eq!(math::exp(0.0), 1.0);
    assert_eq!(math::ln(1.0), 0.0);
    assert_eq!(math::log10(1000.0), 3.0);
    assert_eq!(math::log(8.0, 2.0), 3.0);
    assert_eq!(math::pow(-2.0, 3.0), -8.0);
    assert_eq!(math::modulo(-10.0, 3.0), -1.0);
    assert_eq!(math::quantum(50.0, 12.0), 48.0);
}

#[test]
fn a_lookup_reads_in_four_ways() {
    let lookup = Lookup::new(&[(0.0, 1.0), (1.0, 1.0), (2.0, 2.0)]).unwrap();
    let at = |x, mode| lookup.at(x, mode);
    assert_eq!(at(1.5, LookupMode::Interpolate), 1.5);
    assert_eq!(at(2.5, LookupMode::Extrapolate), 2.5);
    assert_eq!(at(1.5, LookupMode::Forward), 2.0);
    assert_eq!(at(1.5, LookupMode::Backward), 1.0);
}
