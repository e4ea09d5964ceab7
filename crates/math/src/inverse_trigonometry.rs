//! Arc sine, arc cosine and arc tangent, in radians.

use crate::extended::{Extended, leading, polynomial};

const PI: Extended = Extended {
    head: std::f64::consts::PI,
    tail: 1.2246467991473532e-16,
};
const HALF_PI: Extended = Extended {
    head: std::f64::consts::FRAC_PI_2,
    tail: 6.123233995736766e-17,
};
const QUARTER_PI: Extended = Extended {
    head: std::f64::consts::FRAC_PI_4,
    tail: 3.061616997868383e-17,
};
const ZERO: Extended = Extended { head: 0.0, tail: 0.0 };
/// (arcsin s − s)/s³ in s², for |s| ≤ ½, to 2⁻⁵⁵.
const ARC_SINE: [f64; 13] = [
    0.16666666666666669,
    0.07499999999998433,
    0.04464285714635543,
    0.030381944138531247,
    0.02237217294214989,
    0.017352392720869973,
    0.013971212973552933,
    0.011479177415184906,
    0.01032281435018578,
    0.005457506718640358,
    0.01740087944269402,
    -0.014851887071247204,
    0.028757851367421566,
];
/// (arctan t − t)/t³ in t², for |t| ≤ √2 − 1, to 2⁻⁵⁴.
const ARC_TANGENT: [f64; 11] = [
    -0.3333333333333333,
    0.1999999999999548,
    -0.14285714284657894,
    0.11111111014561013,
    -0.09090904549884611,
    0.07692182535116648,
    -0.06664502215671447,
    0.058580687568615106,
    -0.05085030492810941,
    0.03921955253255129,
    -0.019162068915902573,
];
/// tan(π/8) and tan(3π/8): between them the angle is measured from π/4, above them from π/2.
const LOWER_TURN: f64 = 0.41421356237309503;
const UPPER_TURN: f64 = 2.414213562373095;
/// Below this magnitude the arc tangent is its argument.
const SMALL: f64 = 1e-8;

/// Returns the angle between −π/2 and π/2 whose sine is `x`; NaN outside −1 to 1.
#[inline(always)]
pub fn arcsin(x: f64) -> f64 {
    let magnitude = x.abs();
    let (s, is_folded) = folded(magnitude);
    let angle = arc_sine(s);
    let from_top = HALF_PI.plus_smaller(angle.times_power(-2.0));
    let angle = if is_folded { from_top } else { angle };
    if magnitude < SMALL {
        x
    } else {
        angle.rounded().copysign(x)
    }
}

/// Returns the angle between 0 and π whose cosine is `x`; NaN outside −1 to 1.
#[inline(always)]
pub fn arccos(x: f64) -> f64 {
    let (s, is_folded) = folded(x.abs());
    let angle = arc_sine(s);
    let is_negative = x < 0.0;
    let signed = if is_negative { angle } else { angle.negated() };
    let from_middle = HALF_PI.plus_smaller(signed);
    let doubled = angle.times_power(2.0);
    let from_end = if is_negative {
        PI.plus_smaller(doubled.negated())
    } else {
        doubled
    };
    if is_folded {
        from_end.rounded()
    } else {
        from_middle.rounded()
    }
}

/// Returns the angle between −π/2 and π/2 whose tangent is `x`.
#[inline(always)]
pub fn arctan(x: f64) -> f64 {
    let magnitude = x.abs();
    let is_middle = magnitude > LOWER_TURN;
    let is_upper = magnitude > UPPER_TURN;
    let base = if is_middle { QUARTER_PI } else { ZERO };
    let base = if is_upper { HALF_PI } else { base };
    // tan(angle − base) as a quotient: x/1, (x − 1)/(x + 1) or −1/x.
    let over = if is_middle {
        Extended::sum(magnitude, -1.0)
    } else {
        Extended {
            head: magnitude,
            tail: 0.0,
        }
    };
    let over = if is_upper {
        Extended { head: -1.0, tail: 0.0 }
    } else {
        over
    };
    let under = if is_middle {
        Extended::sum(magnitude, 1.0)
    } else {
        Extended { head: 1.0, tail: 0.0 }
    };
    let under = if is_upper {
        Extended {
            head: magnitude.min(1e100),
            tail: 0.0,
        }
    } else {
        under
    };
    let t = over.over(under);
    let z = t.head * t.head;
    let curve = t.head * (z * polynomial(z, &ARC_TANGENT));
    let offset = Extended {
        head: t.head,
        tail: t.tail + curve,
    };
    let angle = base.plus_smaller(offset).rounded();
    if magnitude < SMALL { x } else { angle.copysign(x) }
}

/// What to take the arc sine of: `magnitude` itself up to ½, above it √((1 − magnitude)/2), half the angle's
/// complement; and which of the two it is.
#[inline(always)]
fn folded(magnitude: f64) -> (Extended, bool) {
    let is_folded = magnitude > 0.5;
    let square = 0.5 - 0.5 * magnitude;
    let root = square.sqrt();
    let root_high = leading(root);
    let rest = ((square - root_high * root_high) - (root - root_high) * (root + root_high)) / (root + root);
    let rest = if root > 0.0 { rest } else { 0.0 };
    let root = Extended { head: root, tail: rest };
    let plain = Extended {
        head: magnitude,
        tail: 0.0,
    };
    (if is_folded { root } else { plain }, is_folded)
}

/// The arc sine of `s`, which is at most ½.
#[inline(always)]
fn arc_sine(s: Extended) -> Extended {
    let z = s.head * s.head;
    let curve = s.head * (z * polynomial(z, &ARC_SINE));
    Extended::ordered_sum(s.head, s.tail + curve)
}
