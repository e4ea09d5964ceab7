//! Building and running models like those that ensembles are measured on: items are equations times evaluations.
//!
//! `cargo bench -p counterflow-run`

#![allow(missing_docs, reason = "divan's entry point")]

use divan::Bencher;
use divan::counter::ItemsCount;
use program::{BlockSink, Keep, Program, Request, SavedValues, Sink, Status};
use run::{Experiments, Options};
use source::{Diagnostics, SourceId};
use std::fmt::Write;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

fn main() {
    divan::main();
}

/// A model of a size: stocks, auxiliaries, how many of these read a lookup.
#[derive(Clone, Copy, Debug)]
struct Size {
    stocks: usize,
    auxiliaries: usize,
    lookups: usize,
}

const SMALL: Size = Size {
    stocks: 12,
    auxiliaries: 60,
    lookups: 4,
};
const LARGE: Size = Size {
    stocks: 20,
    auxiliaries: 250,
    lookups: 50,
};
const SIZES: [Size; 2] = [SMALL, LARGE];
const EVALUATIONS: usize = 4 * 1000;

/// A tame model: every auxiliary is bounded, every stock drains. Parameters `p0` to `p4`.
fn text(size: Size) -> String {
    let mut text = String::new();
    (0..5).for_each(|p| _ = writeln!(text, "p{p} = 1 ~~|"));
    for lookup in 0..size.lookups {
        let points = (0..12).map(|x| {
            format!(
                "({},{})",
                x as f64 * 0.45,
                0.2 + ((x * 7 + lookup * 3) % 11) as f64 / 6.0
            )
        });
        _ = writeln!(text, "t{lookup}({}) ~~|", points.collect::<Vec<_>>().join(","));
    }
    let value = |back: usize, at: usize| match at.checked_sub(back) {
        Some(before) => format!("a{before}"),
        None => format!("s{}", back % size.stocks),
    };
    let every = size.auxiliaries / size.lookups;
    for at in 0..size.auxiliaries {
        let (u, v, w) = (value(1 + at % 7, at), value(3 + at % 11, at), value(5 + at % 23, at));
        let p = at % 5;
        let body = match at % 10 {
            _ if at % every == 1 && at / every < size.lookups => format!("t{}({u})", at / every),
            0 => format!("EXP(-{u} / 1.7)"),
            1 => format!("MIN(({u} + 0.1) ^ 0.7, 5)"),
            2 | 3 => format!("p{p} * {u} / ({u} + 0.6)"),
            4 | 5 => format!("MAX({u} * 0.8, {v} * 1.1) / (1 + {w})"),
            6 => format!("IF THEN ELSE({u} > 0.9, 0.5 + ({u} - 0.9) * 0.5, {u} * 0.6) / (1 + {w})"),
            _ => format!("({u} + {v} * 0.4) / (1 + {w} * 0.7)"),
        };
        _ = writeln!(text, "a{at} = {body} ~~|");
    }
    for stock in 0..size.stocks {
        let (inflow, drain) = (size.auxiliaries - 1 - stock, stock * 5 % size.auxiliaries);
        _ = writeln!(
            text,
            "s{stock} = INTEG(a{inflow} - s{stock} * (0.5 + a{drain}) / 7, 1) ~~|"
        );
    }
    text + "INITIAL TIME = 0 ~~| FINAL TIME = 250 ~~| TIME STEP = 0.25 ~~| SAVEPER = 2.5 ~~|"
}

fn model(size: Size) -> check::Model {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(&text(size), SourceId(0), &mut diagnostics);
    let mut model = check::check(&parsed, &mut diagnostics).expect("the model has no error");
    model.set_method(check::Method::RungeKutta4);
    model
}

/// Keeps ten variables, and lets five constants vary.
fn program(model: &check::Model) -> Program {
    let find = |name: String| model.find(&name).expect("a name of the model");
    let kept = (0..5).flat_map(|at| [find(format!("s{at}")), find(format!("a{}", at * 11))]);
    let request = Request {
        vary: (0..5).map(|p| find(format!("p{p}"))).collect(),
        keep: Keep::Only(kept.collect()),
    };
    program::build(model, &request).expect("the model can be built")
}

#[divan::bench(args = SIZES)]
fn build(bencher: Bencher<'_, '_>, size: Size) {
    let model = model(size);
    bencher.bench(|| program(&model));
}

#[divan::bench(args = SIZES)]
fn single_run(bencher: Bencher<'_, '_>, size: Size) {
    let program = program(&model(size));
    bencher
        .counter(ItemsCount::new((size.stocks + size.auxiliaries) * EVALUATIONS))
        .bench(|| run::simulate(&program, &[]).expect("it can be run"));
}

#[divan::bench(args = SIZES, consts = [1, 2], sample_count = 10)]
fn ensemble_of_512<const THREADS: usize>(bencher: Bencher<'_, '_>, size: Size) {
    let program = program(&model(size));
    let options = Options {
        threads: THREADS,
        ..Options::default()
    };
    let stop = AtomicBool::new(false);
    bencher.counter(ItemsCount::new(512 * (size.stocks + size.auxiliaries) * EVALUATIONS)).bench(|| {
        run::ensemble(
            &program,
            &Spread(512),
            &options,
            &Last,
            run::Supervision {
                progress: &|_| {},
                stop: &stop,
            },
        )
        .expect("it can be run")
    });
}

/// Experiments around the model's own values.
struct Spread(usize);

impl Experiments for Spread {
    fn len(&self) -> usize {
        self.0
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        for (at, parameter) in parameters.iter_mut().enumerate() {
            *parameter *= 0.8 + 0.4 * ((row * 31 + at * 17) % 97) as f64 / 97.0;
        }
    }
}

/// Keeps the last values of a block, and forgets them.
struct Last;

struct Values(Vec<f64>);

impl Sink for Last {
    type Block = Values;

    fn open(&self, _rows: Range<usize>) -> Values {
        Values(Vec::new())
    }

    fn close(&self, block: Values, _ended: Vec<Status>) {
        divan::black_box(block.0);
    }
}

impl BlockSink for Values {
    fn save(&mut self, _point: usize, _time: f64, values: &SavedValues<'_>) {
        self.0.clear();
        for cell in 0..values.cells() {
            self.0.extend((0..values.runs()).map(|run| values.get(cell, run)));
        }
    }
}
