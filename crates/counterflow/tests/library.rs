//! What the library promises: no global state, nothing printed, the same bits on any number of threads.

use counterflow::{
    Cancel, Columns, Dialect, InputError, Inputs, Kind, Loader, Model, Reduce, RunError, Sample, Simd, Status,
};
use std::sync::atomic::{AtomicUsize, Ordering};

const CLOCK: &str =
    "INITIAL TIME = 0 ~ Year ~| FINAL TIME = 10 ~ Year ~| TIME STEP = 1 ~ Year ~| SAVEPER = 1 ~ Year ~|";

fn model(text: &str) -> Model {
    match Loader::new().text("m.mdl", &format!("{text}\n{CLOCK}")) {
        Ok(model) => model,
        Err(error) => panic!("{error}"),
    }
}

fn growth() -> Model {
    model(
        "Population = INTEG(births, start) ~ person ~|
         births = Population * birth rate ~ person/Year ~|
         birth rate = 0.1 ~ 1/Year ~ how many are born |
         start = 100 ~ person ~|",
    )
}

fn regions() -> Model {
    model(
        "Region: north, south ~~|
         Stock[Region] = INTEG(share[Region], 1) ~ tonne ~|
         share[Region] = 1, 2 ~ tonne/Year ~|
         total = SUM(Stock[Region!]) ~ tonne ~|",
    )
}

#[test]
fn what_can_be_asked() {
    let model = growth();
    let rate = model.variable("Birth_Rate").unwrap();
    assert_eq!(
        (rate.name(), rate.units(), rate.kind()),
        ("birth rate", "1/Year", Kind::Constant)
    );
    assert_eq!(
        (rate.description(), rate.values()),
        ("how many are born", Some(&[0.1][..]))
    );
    assert_eq!(
        model.variable("births").unwrap().equations(),
        ["Population * birth rate"]
    );
    let names: Vec<&str> = model.variables().map(|v| v.name()).take(4).collect();
    assert_eq!(names, ["Population", "births", "birth rate", "start"]);
    assert!(
        model.diagnostics().is_empty(),
        "{}",
        model.diagnostics().render(counterflow::Severity::Advice, false)
    );
    let loops = model.loops().unwrap().independent.unwrap();
    assert_eq!(loops.len(), 1);
    let regions = regions();
    assert_eq!(regions.variable("share").unwrap().dimensions(), ["Region"]);
    assert_eq!(
        regions.variable("share").unwrap().cells(),
        ["share[north]", "share[south]"]
    );
    assert_eq!(regions.dimensions().next(), Some(("Region", vec!["north", "south"])));
}

#[test]
fn what_can_be_set() {
    let last = |inputs: &Inputs| growth().run(inputs).unwrap()["population"].last().copied();
    let grown = |start: f64, years: i32| (0..years).fold(start, |population, _| population + population * 0.1);
    assert_eq!(last(&Inputs::new()), Some(grown(100.0, 10)));
    assert_eq!(last(&Inputs::new().set("START", 50.0)), Some(grown(50.0, 10)));
    assert_eq!(
        last(&Inputs::new().set("initial:population", 7.0)),
        Some(grown(7.0, 10))
    );
    assert_eq!(last(&Inputs::new().set("final time", 3.0)), Some(grown(100.0, 3)));
    let run = regions().run(&Inputs::new().set_cells("share", [3.0, 4.0])).unwrap();
    assert_eq!(run["stock[North]"].last(), Some(&31.0));
    assert_eq!(run.array("stock").unwrap().len(), 2);
    let lookup = model("y = table(2) ~~| table((0,0),(4,4)) ~~|");
    let run = lookup.run(&Inputs::new().set_points("table", [(4.0, 40.0), (0.0, 0.0)])).unwrap();
    assert_eq!(run["y"][0], 20.0);
}

/// Each refusal with its words.
#[test]
fn what_is_refused() {
    let refused = |inputs: Inputs| growth().run(&inputs).unwrap_err().to_string();
    let messages = [
        refused(Inputs::new().set("birth rat", 1.0)),
        refused(Inputs::new().set("birth rate[north]", 1.0)),
        refused(Inputs::new().set("births", 1.0)),
        refused(Inputs::new().set("population", 1.0)),
        refused(Inputs::new().set("initial:births", 1.0)),
        refused(Inputs::new().set("birth rate", f64::NAN)),
        refused(Inputs::new().set_cells("birth rate", [1.0, 2.0])),
        refused(Inputs::new().set_points("birth rate", [(0.0, 1.0)])),
        refused(Inputs::new().set("TIME STEP", 0.0)),
        refused(Inputs::new().set("FINAL TIME", -1.0)),
        refused(Inputs::new().set("FINAL TIME", 1e12)),
        growth().run(&Inputs::new()).unwrap().get("rate").unwrap_err().to_string(),
        regions().run(&Inputs::new()).unwrap().get("share[east]").unwrap_err().to_string(),
        regions().run(&Inputs::new()).unwrap().get("share").unwrap_err().to_string(),
        regions().run(&Inputs::new().set("initial:stock[north]", 1.0)).unwrap_err().to_string(),
        Sample::latin_hypercube(4, 1).range("x", 2.0..1.0).draw().unwrap_err().to_string(),
        Columns::from_matrix(["a", "b"], &[1.0, 2.0, 3.0]).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn what_an_ensemble_refuses() {
    let refused = |columns: &Columns, outcome: &str| {
        let ensemble = growth().ensemble(columns).outcome(outcome, Reduce::Final);
        ensemble.run().unwrap_err().to_string()
    };
    let rates = Columns::new().with("birth rate", [0.1, 0.2]);
    let outcomes = growth().ensemble(&rates).outcome("population", Reduce::Final).run().unwrap();
    let messages = [
        refused(&rates, "popluation"),
        refused(&Columns::new().with("births", [1.0]), "population"),
        refused(&Columns::new().with("FINAL TIME", [1.0]), "population"),
        refused(&rates.clone().with("start", [1.0]), "population"),
        refused(&Columns::new().with("start", [f64::INFINITY]), "population"),
        outcomes.column("births").unwrap_err().to_string(),
        outcomes.trajectory("population").unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn what_cannot_be_loaded() {
    let said = |text: &str| match Loader::new().text("m.mdl", text) {
        Err(error) => error.to_string(),
        Ok(_) => String::new(),
    };
    let missing = Loader::new().open("none.mdl").err().map(|e| e.to_string());
    let no_study = Loader::new().study("none").err().map(|e| e.to_string());
    let messages = [
        missing.unwrap_or_default(),
        no_study.unwrap_or_default(),
        said("x = y ~~|"),
    ];
    insta::assert_snapshot!(messages.join("\n\n"));
}

fn three_inputs() -> Columns {
    let sample = Sample::latin_hypercube(100, 3);
    let sample = sample.range("birth rate", -0.1..0.2).range("initial:population", 1.0..9.0);
    sample.draw().expect("the ranges are ranges")
}

#[test]
fn an_ensemble_equals_single_runs_row_by_row() {
    let (model, inputs) = (growth(), three_inputs());
    let outcomes = model
        .ensemble(&inputs)
        .outcome("population", Reduce::Final)
        .outcome("population", Reduce::At(4.5))
        .named("half way")
        .outcome("births", Reduce::Max)
        .trajectory("births", 1)
        .named("course")
        .run()
        .unwrap();
    let (births, points) = (outcomes.trajectory("course").unwrap(), outcomes.times().len());
    for row in 0..inputs.rows() {
        let single = Inputs::new()
            .set("birth rate", inputs.get("birth rate").unwrap()[row])
            .set("initial:population", inputs.get("initial:population").unwrap()[row]);
        let run = model.run(&single).unwrap();
        assert_eq!(
            Some(&outcomes.column("Population").unwrap()[row]),
            run["population"].last()
        );
        assert_eq!(outcomes.column("half way").unwrap()[row], run["population"][4]);
        let largest = run["births"].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert_eq!(outcomes.column("births").unwrap()[row], largest);
        assert_eq!(&births[row * points..][..points], &run["births"]);
    }
}

#[test]
fn outcomes_of_arrays() {
    let shares = Columns::new().with("share[south]", [5.0, 6.0]);
    let outcomes = regions().ensemble(&shares).outcome("stock", Reduce::Final).run().unwrap();
    assert_eq!(outcomes.array("stock").unwrap(), [11.0, 51.0, 11.0, 61.0]);
    assert_eq!(outcomes.column("stock[south]").unwrap(), [51.0, 61.0]);
    assert_eq!(outcomes.cells("stock").unwrap(), ["Stock[north]", "Stock[south]"]);
    assert!(matches!(outcomes.column("stock"), Err(InputError::NotComputed { .. })));
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let inputs = three_inputs();
    let on = |threads| {
        let ensemble = growth().ensemble(&inputs).threads(threads);
        ensemble.outcome("population", Reduce::Mean).trajectory("births", 2).run().unwrap()
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(4));
}

#[test]
fn a_failed_run_is_a_row_with_a_status() {
    let model = model("s = INTEG(1 / x, 0) ~~| x = 1 ~~|");
    let inputs = Columns::new().with("x", [1.0, 0.0, 2.0]);
    let outcomes = model.ensemble(&inputs).outcome("s", Reduce::Final).run().unwrap();
    let column = outcomes.column("s").unwrap();
    assert!(
        column[0] == 10.0 && column[1].is_nan() && column[2] == 5.0,
        "{column:?}"
    );
    assert_eq!(outcomes.failed().iter().map(|f| f.row).collect::<Vec<_>>(), [1]);
    let run = model.run(&Inputs::new().set("x", 0.0)).unwrap();
    assert!(matches!(run.status(), Status::Failed { .. }) && run.is_broken());
}

#[test]
fn two_dialects_on_two_threads() {
    const TEXT: &str = r#"<xmile version="1.0"><header/>
        <sim_specs><start>0</start><stop>1</stop><dt>1</dt></sim_specs>
        <model><variables><aux name="x"><eqn>INT(-2.5)</eqn></aux></variables></model></xmile>"#;
    let value = |dialect| {
        let model = Loader::new().dialect(dialect).text("m.xmile", TEXT).unwrap();
        model.run(&Inputs::new()).unwrap()["x"][0]
    };
    std::thread::scope(|scope| {
        let stella = scope.spawn(move || (0..20).map(|_| value(Dialect::Stella)).collect::<Vec<_>>());
        let vensim = (0..20).map(|_| value(Dialect::Vensim)).collect::<Vec<_>>();
        assert_eq!(vensim, [-2.0; 20]);
        assert_eq!(stella.join().unwrap(), [-3.0; 20]);
    });
}

#[test]
fn an_ensemble_is_cancelled_from_another_thread() {
    let cancel = Cancel::new();
    let inputs = Sample::latin_hypercube(1_000_000, 1).range("birth rate", 0.0..0.1).draw().unwrap();
    let (begun, told) = std::sync::mpsc::channel();
    let from_outside = cancel.clone();
    let canceller = std::thread::spawn(move || {
        // Runs are being made; the answer is far away.
        told.recv().unwrap();
        from_outside.cancel();
    });
    let done = AtomicUsize::new(0);
    let ended = growth()
        .ensemble(&inputs)
        .outcome("population", Reduce::Final)
        .threads(1)
        .cancel(&cancel)
        .progress(|finished, total| {
            assert_eq!(total, 1_000_000);
            done.store(finished, Ordering::Relaxed);
            let _ = begun.send(());
        })
        .run();
    canceller.join().unwrap();
    assert!(matches!(ended, Err(RunError::Cancelled)));
    assert!(done.load(Ordering::Relaxed) < 1_000_000);
}

#[test]
fn a_model_is_dropped_while_a_run_goes_on() {
    let (begun, told) = std::sync::mpsc::channel();
    let (go_on, dropped) = std::sync::mpsc::channel::<()>();
    let dropped = std::sync::Mutex::new(Some(dropped));
    let model = growth();
    let ensemble = model.ensemble(&three_inputs()).outcome("population", Reduce::Final).threads(1);
    let running = std::thread::spawn(move || {
        let wait = move |_, _| {
            // The first block waits until the model is gone.
            if let Some(dropped) = dropped.lock().unwrap().take() {
                begun.send(()).unwrap();
                dropped.recv().unwrap();
            }
        };
        ensemble.progress(wait).run().map(|outcomes| outcomes.rows())
    });
    told.recv().unwrap();
    drop(model);
    go_on.send(()).unwrap();
    assert_eq!(running.join().unwrap().unwrap(), 100);
}

#[test]
fn everything_can_be_sent() {
    fn sendable<T: Send>() {}
    sendable::<Loader>();
    sendable::<Model>();
    sendable::<Inputs>();
    sendable::<counterflow::Run>();
    sendable::<counterflow::Ensemble<'static>>();
    sendable::<counterflow::Outcomes>();
    sendable::<counterflow::Study>();
    sendable::<counterflow::Done>();
    sendable::<counterflow::LoadError>();
    sendable::<RunError>();
}

/// The library's own crates have no word for a terminal: whatever is written goes through `results`, into files.
#[test]
fn nothing_prints() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let libraries = [
        "source",
        "units",
        "math",
        "language",
        "parse",
        "data",
        "check",
        "load",
        "program",
        "run",
        "analysis",
        "findings",
        "experiment",
        "study",
        "report",
        "counterflow",
    ];
    for library in libraries {
        let mut folders = vec![crates.join(library).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let prints = ["println!", "eprint!", "dbg!", "stdout()", "process::exit"].iter();
                let printing: Vec<_> = prints.filter(|word| text.contains(*word)).collect();
                assert!(printing.is_empty(), "{} uses {printing:?}", path.display());
            }
        }
    }
}

#[test]
fn a_study_is_carried_out_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let study = Loader::new().study("../study/tests/studies/tank").unwrap();
    let done = study.carry_out(&counterflow::StudyOptions::default()).unwrap();
    done.write(folder.path().join("results")).unwrap();
    for name in [
        "experiments.csv",
        "outcomes.csv",
        "findings.json",
        "manifest.json",
        "report.html",
        "brief.md",
    ] {
        assert!(folder.path().join("results").join(name).is_file(), "{name}");
    }
    let cancel = Cancel::new();
    cancel.cancel();
    let ended = study.carry_out_with(&counterflow::StudyOptions::default(), &counterflow::NoProgress, &cancel);
    assert_eq!(ended.map(|_| ()).unwrap_err().to_string(), "interrupted");
}

/// The seed is an option of a run: the model and its other runs do not change with it.
#[test]
fn a_seed_chooses_the_draws() {
    let text =
        "x = RANDOM UNIFORM(0, 1, 0) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    let model = Loader::new().text("noise.mdl", text).expect("the model is sound");
    let draws = |seed: u64| model.run(&Inputs::new().seed(seed)).expect("it runs")["x"].to_vec();
    let first = draws(1);
    assert_ne!(first, draws(2));
    assert_eq!(first, draws(1));
}

/// A loader's instructions are those of every run of its models, and change no bit.
#[test]
fn the_same_bits_with_any_instructions() {
    let text = format!("s = INTEG(SIN(Time) * rate, 1) ~~| rate = 0.3 ~~|\n{CLOCK}");
    let rates = Columns::new().with("rate", [0.1, 0.2, 0.3]);
    let with = |simd: Simd| {
        let model = Loader::new().simd(simd).text("m.mdl", &text).expect("it is sound");
        let run = model.run(&Inputs::new()).expect("it runs");
        let outcomes = model.ensemble(&rates).outcome("s", Reduce::Final).run();
        let links = model.loops().expect("it runs").independent;
        (run["s"].to_vec(), outcomes.expect("it runs"), links)
    };
    let portable = with(Simd::PORTABLE);
    for simd in Simd::available() {
        assert_eq!(with(simd), portable, "{simd:?}");
    }
}

/// What a model was given stays in it, and is written where a table is; the text that it came from does not change.
#[test]
fn a_model_keeps_inputs_and_is_written() {
    let model = growth();
    let doubled = model.with_inputs(&Inputs::new().set("birth rate", 0.2).stop(1.0)).unwrap();
    let table = doubled.run(&Inputs::new()).unwrap().table();
    assert_eq!(
        table.column("population").map(|c| c.values.as_slice()),
        Some(&[100.0, 120.0][..])
    );
    assert_eq!(doubled.clock().stop.values(), Some(&[1.0][..]));
    assert_eq!(model.clock().stop.values(), Some(&[10.0][..]));
    for (name, written) in [("m.xmile", doubled.to_xmile().unwrap()), ("m.mdl", doubled.to_mdl())] {
        assert!(!written.losses.has_errors());
        let again = Loader::new().text(name, &written.text).unwrap();
        assert_eq!(
            again.run(&Inputs::new()).unwrap()["population"].len(),
            11,
            "{}",
            written.text
        );
    }
}
