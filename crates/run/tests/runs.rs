//! Runs that fail, ensembles that stop, requests that cannot be met.

mod support;

use program::{BlockSink, Keep, SavedValues, Sink, Status};
use run::{Options, RunError};
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use support::ensembles::Rows;
use support::text::{clock, column, model, program};

/// A stock that doubles its own exponent: it passes every bound soon if `p` is above 1.
fn explosive() -> String {
    format!(
        "p = 1 ~~| s = INTEG(IF THEN ELSE(p > 1, s * s, 0), 2) ~~| calm = INTEG(1, 0) ~~| {}",
        clock(20.0, 1.0, 1.0)
    )
}

#[test]
fn a_single_run_that_fails_goes_on_and_says_where() {
    let program = program(&model(&explosive()), &["p"]);
    let trajectory = run::simulate(&program, &[2.0]).expect("it can be run");
    let s = column(&trajectory, "s");
    let first = s.iter().position(|s| !s.is_finite()).expect("it explodes");
    assert_eq!(
        trajectory.status,
        Status::Failed {
            time: trajectory.times[first],
            variable: "s".into()
        }
    );
    assert_eq!(trajectory.times.len(), 21);
    assert_eq!(
        column(&trajectory, "calm")[20],
        20.0,
        "what does not depend on it is still to be seen"
    );
    assert_eq!(
        run::simulate(&program, &[]).expect("it can be run").status,
        Status::Done
    );
}

#[test]
fn a_saved_cell_that_is_no_number_fails_too_even_one_that_all_runs_share() {
    let failed = |text: &str| {
        let model = model(&format!("{text} s = INTEG(1, -2) ~~| {}", clock(4.0, 1.0, 1.0)));
        run::simulate(&program(&model, &[]), &[]).expect("it can be run").status
    };
    let at = |time: f64, variable: &str| Status::Failed {
        time,
        variable: variable.into(),
    };
    assert_eq!(failed("root = SQRT(-1 - s) ~~|"), at(2.0, "root"));
    assert_eq!(failed("shared = 1 / (3 - Time) ~~|"), at(3.0, "shared"));
    assert_eq!(failed("never = 1 / 0 ~~|"), at(0.0, "never"));
    assert_eq!(failed("fine = ZIDZ(1, 0) ~~|"), Status::Done);
}

/// How every run ended, and the last values of all cells.
#[derive(Default)]
struct Ends(Mutex<Vec<(usize, Status, Vec<f64>)>>);

struct End {
    rows: Range<usize>,
    last: Vec<Vec<f64>>,
}

impl Sink for Ends {
    type Block = End;

    fn open(&self, rows: Range<usize>) -> End {
        let last = vec![Vec::new(); rows.len()];
        End { rows, last }
    }

    fn close(&self, block: End, ended: Vec<Status>) {
        let ends = block.rows.zip(ended).zip(block.last);
        let ends = ends.map(|((row, status), last)| (row, status, last));
        self.0.lock().expect("no panic").extend(ends);
    }
}

impl BlockSink for End {
    fn save(&mut self, _point: usize, _time: f64, values: &SavedValues<'_>) {
        for (run, last) in self.last.iter_mut().enumerate() {
            *last = (0..values.cells()).map(|cell| values.get(cell, run)).collect();
        }
    }
}

#[test]
fn a_failed_run_is_blank_afterwards_and_its_neighbours_are_not() {
    let model = model(&explosive());
    let keep = Keep::Only(vec![model.find("s").unwrap(), model.find("calm").unwrap()]);
    let vary = vec![model.find("p").unwrap()];
    let program = program::build(&model, &program::Request { vary, keep }).unwrap();
    let rows = Rows((0..10).map(|row| vec![if row % 3 == 0 { 2.0 } else { 1.0 }]).collect());
    let ends = Ends::default();
    let quiet = AtomicBool::new(false);
    let summary = run::ensemble(&program, &rows, &Options::default(), &ends, unwatched(&quiet)).unwrap();
    assert_eq!((summary.runs, summary.failed, summary.stopped), (10, 4, false));
    for (row, status, last) in ends.0.into_inner().unwrap() {
        if row % 3 == 0 {
            assert!(matches!(status, Status::Failed { variable, .. } if variable == "s"));
            assert!(last.iter().all(|value| value.is_nan()), "run {row}: {last:?}");
        } else {
            assert_eq!((status, last), (Status::Done, vec![2.0, 20.0]), "run {row}");
        }
    }
}

#[test]
fn an_ensemble_stops_between_blocks_and_keeps_what_is_finished() {
    let program = program(&model(&explosive()), &["p"]);
    let rows = Rows(vec![vec![1.0]; 1000]);
    let (ends, stop, told) = (Ends::default(), AtomicBool::new(false), AtomicUsize::new(0));
    let progress = |done: usize| {
        told.store(done, Ordering::Relaxed);
        stop.store(done >= 24, Ordering::Relaxed);
    };
    let options = Options {
        threads: 1,
        width: 8,
        ..Options::default()
    };
    let supervision = run::Supervision {
        progress: &progress,
        stop: &stop,
    };
    let summary = run::ensemble(&program, &rows, &options, &ends, supervision).unwrap();
    assert_eq!((summary.runs, summary.failed, summary.stopped), (24, 0, true));
    assert_eq!(told.into_inner(), 24);
    assert_eq!(ends.0.into_inner().unwrap().len(), 24);
}

fn unwatched(stop: &AtomicBool) -> run::Supervision<'_> {
    run::Supervision {
        progress: &|_| {},
        stop,
    }
}

#[test]
fn an_ensemble_of_nothing_is_done_at_once() {
    let program = program(&model(&explosive()), &["p"]);
    let quiet = AtomicBool::new(false);
    let (rows, ends) = (Rows(Vec::new()), Ends::default());
    let summary = run::ensemble(&program, &rows, &Options::default(), &ends, unwatched(&quiet)).unwrap();
    assert_eq!(summary, run::Summary::default());
}

#[test]
fn what_cannot_be_run_is_refused() {
    let refused = |text: &str, stop: f64| {
        let mut model = model(&format!("{text} {}", clock(1.0, 0.5, 0.5)));
        model.set_constant("FINAL TIME", stop).unwrap();
        run::simulate(&program(&model, &[]), &[]).expect_err("it is too much")
    };
    let endless = refused("s = INTEG(1, 0) ~~|", 1e9);
    assert!(matches!(endless, RunError::TooManySteps { .. }), "{endless}");
    let long = refused("r: (r1-r9999) ~~| s[r] = INTEG(1, 0) ~~|", 1e6);
    assert!(matches!(long, RunError::TooMuchMemory { .. }), "{long}");
    let small = program(&model(&explosive()), &[]);
    let error = run::simulate(&small, &[1.0]).expect_err("it has no parameter");
    assert_eq!(error.to_string(), "too many values for the parameters: 1 for 0");
}
