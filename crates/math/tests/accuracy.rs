//! Every elementary function is within 1 unit in the last place of the exact value.
//!
//! The tables in `reference/` were computed with 300-bit arithmetic by `reference/make.py`; `cargo test -p
//! counterflow-math --test accuracy -- --nocapture` prints the largest error found for each function.

/// One row of a table: arguments, the exact value rounded, and what rounding dropped, in units in the last place.
struct Row {
    arguments: Vec<f64>,
    rounded: f64,
    rest: f64,
}

fn rows(table: &str) -> Vec<Row> {
    let double = |text: &str| f64::from_bits(u64::from_str_radix(text, 16).expect("64 bits in hexadecimal"));
    table
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let (arguments, value) = fields.split_at(fields.len() - 2);
            Row {
                arguments: arguments.iter().map(|field| double(field)).collect(),
                rounded: double(value[0]),
                rest: value[1].parse().expect("a decimal"),
            }
        })
        .collect()
}

/// The distance of `found` from the exact value, in units in the last place of the exact value.
fn error(row: &Row, found: f64) -> f64 {
    if !found.is_finite() {
        return f64::INFINITY;
    }
    let magnitude = row.rounded.abs();
    let unit = magnitude.next_up() - magnitude;
    // Both doubles are whole multiples of a unit near each other, so the quotient is exact.
    ((found - row.rounded) / unit - row.rest).abs()
}

fn check(name: &str, table: &str, function: impl Fn(&[f64]) -> f64) {
    let rows = rows(table);
    assert!(rows.len() >= 250, "{name}: only {} reference values", rows.len());
    let errors = rows.iter().map(|row| (error(row, function(&row.arguments)), row));
    let (largest, row) = errors.max_by(|(a, _), (b, _)| a.total_cmp(b)).expect("a table has rows");
    println!(
        "{name:<9} {largest:.3} ulp over {:>4} values, at {:e}",
        rows.len(),
        row.arguments[0]
    );
    assert!(
        largest <= 1.0,
        "{name}({:?}) is {largest} units in the last place off {:e}",
        row.arguments,
        row.rounded
    );
}

macro_rules! within_one_unit {
    ($($name:ident: $function:expr;)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!("reference/", stringify!($name), ".csv")), $function);
        }
    )*};
}

within_one_unit! {
    exp: |x| math::exp(x[0]);
    ln: |x| math::ln(x[0]);
    log10: |x| math::log10(x[0]);
    log: |x| math::log(x[0], x[1]);
    pow: |x| math::pow(x[0], x[1]);
    sin: |x| math::sin(x[0]);
    cos: |x| math::cos(x[0]);
    tan: |x| math::tan(x[0]);
    arcsin: |x| math::arcsin(x[0]);
    arccos: |x| math::arccos(x[0]);
    arctan: |x| math::arctan(x[0]);
    sinh: |x| math::sinh(x[0]);
    cosh: |x| math::cosh(x[0]);
    tanh: |x| math::tanh(x[0]);
    gamma_ln: |x| math::gamma_ln(x[0]);
}

#[test]
fn a_remainder_is_exact() {
    for row in rows(include_str!("reference/modulo.csv")) {
        assert_eq!(
            math::modulo(row.arguments[0], row.arguments[1]),
            row.rounded,
            "{:?}",
            row.arguments
        );
    }
}
