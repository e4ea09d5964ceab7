//! How long it takes to understand a model: 25,000 scalar equations, and arrays whose cells depend on each other.

use divan::{Bencher, black_box};
use source::{Diagnostics, SourceId};
use std::fmt::Write;

fn main() {
    divan::main();
}

const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = TIME STEP ~~|\n";

/// Equations in an order that is of no use: each needs some that come later.
fn scalars(count: usize) -> String {
    let mut text = CLOCK.to_string();
    for n in 0..count {
        let [a, b, c] = [1, 7, 131].map(|step| n + step).map(|m| if m < count { m } else { count - 1 });
        let _ = match n % 10 {
            0 => writeln!(
                text,
                "stock {n} = INTEG(\n\tvariable {a} - stock {n} / 4, 100)\n\t~ person\n\t~ A stock. |"
            ),
            9 => writeln!(text, "variable {n} = 0.5 ~ person ~ |"),
            _ if n + 1 == count => writeln!(text, "variable {n} = 1 ~ Dmnl ~ |"),
            _ => writeln!(
                text,
                "variable {n} = MAX({} * 2, {}) + {} / 3 ~ person ~ An auxiliary. |",
                name(a),
                name(b),
                name(c)
            ),
        };
    }
    text
}

fn name(n: usize) -> String {
    if n.is_multiple_of(10) {
        format!("stock {n}")
    } else {
        format!("variable {n}")
    }
}

/// A chain through the elements of two arrays.
fn chain(elements: usize) -> String {
    format!(
        "{CLOCK} T: (t1-t{elements}) ~~| Later: (t2-t{elements}) ~~| Before: (t1-t{}) -> Later ~~|
         x[t1] = 1 ~~| x[Later] = y[Before] * 2 ~~| y[T] = x[T] + 1 ~~|",
        elements - 1
    )
}

fn understand(text: &str) -> Option<check::Model> {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
    check::check(&parsed, &mut diagnostics)
}

#[divan::bench(args = [2_500, 25_000])]
fn parse_and_check_scalars(bencher: Bencher, count: usize) {
    let text = scalars(count);
    assert!(understand(&text).is_some());
    bencher.bench(|| understand(black_box(&text)));
}

#[divan::bench(args = [25_000])]
fn check_scalars(bencher: Bencher, count: usize) {
    let text = scalars(count);
    let parsed = parse::vensim(&text, SourceId(0), &mut Diagnostics::new());
    bencher.bench(|| check::check(black_box(&parsed), &mut Diagnostics::new()));
}

#[divan::bench(args = [1_000, 100_000])]
fn order_a_chain_of_cells(bencher: Bencher, elements: usize) {
    let text = chain(elements);
    assert!(understand(&text).is_some());
    bencher.bench(|| understand(black_box(&text)));
}
