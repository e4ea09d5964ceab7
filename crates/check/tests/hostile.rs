//! Models that are meant to exhaust time, memory or the stack: all of them end soon, most with a diagnostic.

mod common;

use common::{ids, model};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The distinct ids of the diagnostics; it must not take longer than a minute even without optimisation.
fn quick_ids(text: &str) -> BTreeSet<String> {
    let start = Instant::now();
    let found = ids(text).into_iter().collect();
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    found
}

fn repeated(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join("\n")
}

const MILLION: &str = "Big: (e1-e1000000) ~~| Huge: (f1-f1000000) ~~|";

#[test]
fn arrays_of_a_million_cells_stay_arrays() {
    let model = model(&format!(
        "{MILLION} x[Big] = Time ~~| y[Big] = x[Big] * 2 ~~| s[Big] = INTEG(y[Big], x[e7]) ~~|"
    ));
    assert_eq!(model.equations.len(), 4);
    assert_eq!(model.step_order.len(), 3);
}

/// A million cells in two dimensions.
const GRID: &str = "P: (e1-e1000) ~~| Q: (f1-f1000) ~~| R: (g1-g1000) ~~|";

#[test]
fn more_cells_than_the_limit_are_refused_before_they_are_made() {
    for text in [
        "m[P,Q,R] = 1 ~~|".to_string(),
        "m[e1,f1,g1] = 1 ~~|".to_string(),
        repeated(40, |n| format!("x{n}[P,Q] = Time ~~|")),
        format!("x[P,Q] = 1 {} ~~|", repeated(40, |_| "+ SMOOTH(Time, 3)".to_string())),
        "x[P] = SUM(a[P!] * b[Q!] * c[R!]) ~~| a[P] = 1 ~~| b[Q] = Time ~~| c[R] = Time ~~|".to_string(),
        format!(
            "x[P,Q] :EXCEPT: {} [e1,f1] = Time ~~|",
            repeated(200, |n| format!("[e{},f2],", n + 1))
        ),
    ] {
        let found = quick_ids(&format!("{GRID} {text}"));
        assert!(found.contains("too-many-elements"), "{text:.60} {found:?}");
    }
}

#[test]
fn dimensions_that_list_dimensions_over_and_over() {
    let text = repeated(3000, |n| format!("D{n}: Base, e{n} ~~|")) + "Base: (b1-b10000) ~~|";
    assert_eq!(quick_ids(&text), BTreeSet::from(["too-many-elements".to_string()]));
    let chain = repeated(20_000, |n| format!("D{n} <-> D{} ~~|", n + 1)) + "D20000: last ~~|";
    assert_eq!(quick_ids(&chain), BTreeSet::new());
}

#[test]
fn a_hundred_thousand_names_that_nothing_has() {
    let text = repeated(100_000, |n| format!("variable number {n} = unknown number {n} ~~|"));
    assert_eq!(quick_ids(&text), BTreeSet::from(["unknown-name".to_string()]));
}

#[test]
fn long_chains_of_equations_and_long_loops() {
    let chain = repeated(100_000, |n| format!("v{n} = v{} + 1 ~~|", n + 1));
    assert_eq!(quick_ids(&format!("{chain}\nv100000 = 1 ~~|")), BTreeSet::new());
    assert_eq!(
        quick_ids(&format!("{chain}\nv100000 = v0 ~~|")),
        BTreeSet::from(["circular-definition".to_string()])
    );
}

#[test]
fn rings_of_large_arrays() {
    let text = "A: (a1-a5000) ~~| x[A] = SUM(y[A!]) ~~| y[A] = x[A] ~~|";
    assert_eq!(quick_ids(text), BTreeSet::from(["too-many-elements".to_string()]));
    let text = "A: (a1-a2000) ~~| x[A] = SUM(y[A!]) ~~| y[A] = x[A] ~~|";
    assert_eq!(quick_ids(text), BTreeSet::from(["circular-definition".to_string()]));
}

#[test]
fn sums_of_very_many_terms() {
    let sum = |n| format!("x = {} ~~| y = 1 ~~|", vec!["y"; n].join(" + "));
    assert_eq!(quick_ids(&sum(900)), BTreeSet::new());
    assert!(quick_ids(&format!("x = {}1{} ~~|", "SMOOTH(".repeat(150), ", 2)".repeat(150))).is_empty());
}

#[test]
fn arrays_read_in_part_over_and_over() {
    let text = format!(
        "{GRID} x[e1,f1] = 1 ~~| {}",
        repeated(300, |n| format!("y{n}[P] = SUM(x[P,Q!]) ~~|"))
    );
    assert!(quick_ids(&text).contains("undefined-element"));
    let text = format!(
        "{GRID} x[P,f1] = 1 ~~| {}",
        repeated(300, |n| format!("y{n}[P,R] = x[P,f1] + Time ~~|"))
    );
    assert!(quick_ids(&text).contains("too-many-elements"));
}

#[test]
fn numbered_elements_may_have_blanks_and_zeros() {
    let model = model("A: (sec 08-sec 11) ~~| x[A] = 1 ~~| y = x[SEC_09] ~~|");
    let names: Vec<&str> = model.dimensions[0].elements.iter().map(|e| &**e).collect();
    assert_eq!(names, ["sec 08", "sec 09", "sec 10", "sec 11"]);
}

/// Ten million stocks out of 300 KB.
#[test]
fn orders_have_a_limit_together() {
    let text = repeated(9_000, |n| format!("x{n} = SMOOTH N(TIME, 5, 0, 1000) ~~|"));
    assert_eq!(quick_ids(&text), ["too-many-equations".to_string()].into());
}
