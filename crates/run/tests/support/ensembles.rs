//! Ensembles that keep everything.

use program::{BlockSink, Program, SavedValues, Sink, Status};
use run::{Experiments, Options};
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// All NaNs are one.
pub fn bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

pub struct Rows(pub Vec<Vec<f64>>);

impl Experiments for Rows {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        parameters.copy_from_slice(&self.0[row]);
    }
}

/// Every value of every run, as bits: run, point, cell.
pub struct All(pub Mutex<Vec<Vec<Vec<u64>>>>);

pub struct Part {
    rows: Range<usize>,
    runs: Vec<Vec<Vec<u64>>>,
}

impl Sink for All {
    type Block = Part;

    fn open(&self, rows: Range<usize>) -> Part {
        let runs = vec![Vec::new(); rows.len()];
        Part { rows, runs }
    }

    fn close(&self, block: Part, ended: Vec<Status>) {
        assert_eq!(ended.len(), block.rows.len());
        self.0.lock().unwrap()[block.rows].clone_from_slice(&block.runs);
    }
}

impl BlockSink for Part {
    fn save(&mut self, point: usize, _time: f64, values: &SavedValues<'_>) {
        for (run, points) in self.runs.iter_mut().enumerate() {
            assert_eq!(points.len(), point);
            points.push((0..values.cells()).map(|cell| bits(values.get(cell, run))).collect());
        }
    }
}

/// All values of an ensemble of finished runs.
pub fn ensemble(program: &Program, rows: &Rows, width: usize, threads: usize) -> Vec<Vec<Vec<u64>>> {
    let options = Options {
        threads,
        width,
        ..Options::default()
    };
    ensemble_with(program, rows, options)
}

/// All values of an ensemble of finished runs, made in a certain way.
pub fn ensemble_with(program: &Program, rows: &dyn Experiments, options: Options) -> Vec<Vec<Vec<u64>>> {
    let all = All(Mutex::new(vec![Vec::new(); rows.len()]));
    let stop = AtomicBool::new(false);
    let supervision = run::Supervision {
        progress: &|_| {},
        stop: &stop,
    };
    let summary = run::ensemble(program, rows, &options, &all, supervision).unwrap();
    assert_eq!((summary.runs, summary.stopped), (rows.len(), false));
    all.0.into_inner().unwrap()
}
