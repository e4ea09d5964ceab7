//! Files in Vensim's own format: those that Vensim wrote against tables of what is in them, and those written here.

mod hostile;
mod written;

use data::vdf::{Kind, Vdf};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use written::{Cell, Variable, Written};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vdf/files").join(name)
}

fn read(name: &str) -> Vdf {
    Vdf::read(std::fs::read(file(name)).expect("the file is there")).expect("it can be read")
}

type Columns = HashMap<String, Vec<Option<f64>>>;

fn columns(vdf: &Vdf) -> Columns {
    let times = vdf.times();
    let of = |series: &data::vdf::Series| (series.name.clone(), vdf.column(series, &times));
    vdf.series.iter().map(of).collect()
}

/// The table beside a file: its times, and its columns under names as pysimlin spells them.
fn table(name: &str) -> (Vec<f64>, Vec<(String, Vec<f64>)>) {
    let mut reader = csv::Reader::from_path(file(name)).expect("the table is there");
    let names: Vec<String> = reader.headers().expect("names").iter().map(String::from).collect();
    let number = |cell: &str| cell.parse::<f64>().expect("a number");
    let rows: Vec<Vec<f64>> = reader.records().map(|row| row.expect("a row").iter().map(number).collect()).collect();
    let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f64>>();
    let columns = (1..names.len()).map(|at| (names[at].clone(), column(at)));
    (column(0), columns.collect())
}

fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

#[test]
fn runs_agree_with_their_tables() {
    for (name, series) in [("bact-rk4", 9), ("edited", 11), ("lookups", 7), ("subscripts", 14)] {
        let vdf = read(&format!("{name}.vdf"));
        let (times, expected) = table(&format!("{name}.csv"));
        assert_eq!(
            (vdf.kind, vdf.series.len(), expected.len()),
            (Kind::Run, series, series),
            "{name}"
        );
        assert_eq!(vdf.unread, [], "{name}");
        assert!(vdf.times().iter().zip(&times).all(|(a, b)| agree(*a, *b)) && vdf.times().len() == times.len());
        let found: Columns = columns(&vdf)
            .into_iter()
            .map(|(name, values)| (name.to_lowercase().replace(' ', "_"), values))
            .collect();
        for (variable, values) in expected {
            let found = &found[&variable.to_lowercase()];
            for (row, value) in values.iter().enumerate() {
                assert!(
                    agree(found[row].expect("a value"), *value),
                    "{name} {variable} at row {row}"
                );
            }
        }
    }
}

/// The model is `a = INTEG(in − out, 2)`, `in = x11·a`, `out = x12·a`, by Euler in steps of 0.25.
#[test]
fn a_run_of_double_precision_obeys_its_model() {
    let columns = columns(&read("growth.vdfx"));
    let all = |name: &str| -> Vec<f64> { columns[name].iter().map(|v| v.expect("a value")).collect() };
    let (a, inflow, outflow) = (all("a"), all("in"), all("out"));
    assert_eq!((a.len(), a[0]), (41, 2.0));
    for step in 0..41 {
        assert_eq!(inflow[step], all("x11")[step] * a[step]);
        assert_eq!(outflow[step], all("x12")[step] * a[step]);
        if step > 0 {
            let expected = a[step - 1] + 0.25 * (inflow[step - 1] - outflow[step - 1]);
            assert!((a[step] - expected).abs() <= 1e-14 * expected);
        }
    }
}

/// Months from January 1990 on: the consumer price index of that month was 127.4, and its first day has the number 32874.
#[test]
fn a_dataset_goes_by_its_time_and_has_gaps() {
    let vdf = read("econ-data.vdf");
    assert_eq!(
        (vdf.kind, vdf.series.len(), vdf.times().len()),
        (Kind::Dataset, 10, 225)
    );
    let points = |name: &str| {
        let series = vdf.series.iter().find(|s| s.name == name).expect("it is there");
        vdf.points(series)
    };
    assert_eq!(points("Consumer Price Index")[0], (1.0, 127.4));
    assert_eq!(points("Date")[0], (1.0, 32874.0));
    assert_eq!(points("decimal year")[12], (13.0, 1991.0));
    // The change from the month before has no value in the first month.
    assert_eq!(
        (points("Change in CPI")[0].0, points("Change in CPI").len()),
        (2.0, 224)
    );
}

fn variable(name: &str, class: u8, cell: Cell) -> Variable {
    Variable {
        name: name.into(),
        dimensions: Vec::new(),
        class,
        cells: vec![cell],
    }
}

fn dimensions() -> Vec<(String, Vec<String>)> {
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_string()).collect();
    vec![
        ("Region".into(), names(&["North", "South"])),
        ("Age".into(), names(&["young", "old", "very old"])),
    ]
}

/// One file of each container and kind.
fn each(written: &Written) -> Vec<Written> {
    let mut all = Vec::new();
    for (is_wide, is_run) in [(false, false), (false, true), (true, false), (true, true)] {
        let written = written.clone();
        all.push(Written {
            is_wide,
            is_run,
            shape_words: [2, 2, 1],
            ..written
        });
    }
    all
}

fn names(vdf: &Vdf) -> Vec<&str> {
    vdf.series.iter().map(|s| &*s.name).collect()
}

#[test]
fn cells_of_arrays_have_their_elements_and_the_last_dimension_is_the_fastest() {
    let cell = |k: usize| Cell::Series(vec![Some(k as f64), Some(k as f64 + 0.5)]);
    let array = |name: &str, dimensions: &[usize], count: usize| Variable {
        name: name.into(),
        dimensions: dimensions.to_vec(),
        class: 0x11,
        cells: (0..count).map(cell).collect(),
    };
    let all = Written {
        times: vec![0.0, 1.0],
        dimensions: dimensions(),
        variables: vec![array("x", &[0, 1], 6), array("y", &[1, 0], 6), array("z", &[0], 2)],
        ..Written::default()
    };
    for written in each(&all) {
        let vdf = Vdf::read(written.bytes()).expect("it can be read");
        assert_eq!(vdf.unread, []);
        let columns = columns(&vdf);
        assert_eq!(columns.len(), 14);
        assert_eq!(columns["x[North,very old]"], [Some(2.0), Some(2.5)]);
        assert_eq!(columns["x[South,young]"], [Some(3.0), Some(3.5)]);
        assert_eq!(columns["y[young,South]"], [Some(1.0), Some(1.5)]);
        assert_eq!(columns["z[South]"], [Some(1.0), Some(1.5)]);
    }
    // Which two lists of a shape have double words in the newer container follows from the shape; a dimension may have words more.
    let expected = columns(&Vdf::read(all.bytes()).expect("it can be read"));
    for (shape_words, more) in [([2, 2, 1], 1), ([2, 1, 2], 0), ([1, 2, 2], 2)] {
        let written = Written {
            is_wide: true,
            is_run: true,
            shape_words,
            more,
            ..all.clone()
        };
        let vdf = Vdf::read(written.bytes()).expect("it can be read");
        assert_eq!((columns(&vdf), vdf.unread.len()), (expected.clone(), 0));
    }
}

/// A part of a dimension has no elements of its own: a run lists whose it has, and a dataset, which lists none, cannot tell.
#[test]
fn a_part_of_a_dimension_has_the_elements_that_are_listed() {
    let mut with_part = dimensions();
    with_part.push(("Grown".into(), vec!["very old".into(), "old".into()]));
    let all = Written {
        times: vec![0.0],
        dimensions: with_part,
        variables: vec![Variable {
            name: "x".into(),
            dimensions: vec![2],
            class: 0x11,
            cells: vec![Cell::Series(vec![Some(1.0)]), Cell::Series(vec![Some(2.0)])],
        }],
        ..Written::default()
    };
    for written in each(&all) {
        let vdf = Vdf::read(written.bytes()).expect("it can be read");
        match written.is_run {
            true => assert_eq!(names(&vdf), ["x[very old]", "x[old]"]),
            false => assert_eq!((names(&vdf).len(), vdf.unread.len()), (0, 1)),
        }
    }
}

#[test]
fn a_value_holds_in_a_run_and_is_missing_in_a_dataset() {
    let gaps = Cell::Series(vec![Some(1.0), None, None, Some(4.0), None]);
    let all = Written {
        times: vec![0.0, 0.1, 0.2, 0.3, 0.4],
        variables: vec![variable("x", 0x0b, gaps.clone()), variable("y", 0x11, gaps)],
        ..Written::default()
    };
    for written in each(&all) {
        let vdf = Vdf::read(written.bytes()).expect("it can be read");
        let y = vdf.series.iter().find(|s| s.name == "y").expect("it is there");
        let points: &[(f64, f64)] = match written.is_run {
            true => &[(0.0, 1.0), (0.1, 1.0), (0.2, 1.0), (0.3, 4.0), (0.4, 4.0)],
            false => &[(0.0, 1.0), (0.3, 4.0)],
        };
        assert_eq!(vdf.points(y), points);
        // Where a run has imported series, only how many times they have is known.
        let has_x = names(&vdf).contains(&"x");
        assert_eq!(
            (has_x, vdf.unread.len()),
            (!written.is_run, usize::from(written.is_run))
        );
    }
}

#[test]
fn constants_stand_in_the_table_and_what_was_not_saved_is_told() {
    let written = Written {
        is_run: true,
        times: vec![2000.0, 2001.0],
        variables: vec![
            variable("tenth", 0x17, Cell::Constant(0.1)),
            variable("nothing", 0x17, Cell::Constant(0.0)),
            variable("unsaved", 0x11, Cell::Unsaved),
            variable("missing", 0x17, Cell::Constant(-(2.0f64.powi(110)))),
        ],
        ..Written::default()
    };
    for is_wide in [false, true] {
        let written = written.clone();
        let vdf = Vdf::read(Written { is_wide, ..written }.bytes()).expect("it can be read");
        let points = |name: &str| vdf.points(vdf.series.iter().find(|s| s.name == name).expect("it is there"));
        assert_eq!(points("tenth"), [(2000.0, 0.1), (2001.0, 0.1)]);
        assert_eq!(points("nothing"), [(2000.0, 0.0), (2001.0, 0.0)]);
        assert_eq!(points("missing"), []);
        let unread: Vec<String> = vdf.unread.iter().map(|u| format!("{}: {}", u.name, u.why)).collect();
        assert_eq!(unread, ["unsaved: the run did not save its values"]);
    }
}

#[test]
fn one_name_twice_is_no_name() {
    let value = |k: f64| Cell::Series(vec![Some(k), Some(k)]);
    let all = Written {
        times: vec![0.0, 1.0],
        variables: vec![
            variable("x", 0x11, value(1.0)),
            variable("y", 0x11, value(2.0)),
            variable("X", 0x11, value(3.0)),
        ],
        ..Written::default()
    };
    for written in each(&all) {
        let vdf = Vdf::read(written.bytes()).expect("it can be read");
        assert_eq!((names(&vdf), vdf.unread.len()), (vec!["y"], 2));
    }
}

#[test]
fn names_are_utf_8_or_latin_1() {
    let written = Written {
        times: vec![0.0, 1.0],
        variables: vec![variable("población", 0x0b, Cell::Series(vec![Some(1.0), Some(2.0)]))],
        ..Written::default()
    };
    let mut bytes = written.bytes();
    assert_eq!(names(&Vdf::read(bytes.clone()).expect("it can be read")), ["población"]);
    let at = bytes.windows(2).position(|pair| pair == "ó".as_bytes()).expect("the name is there");
    bytes.splice(at..at + 4, [0xf3, b'n', 0, 0]);
    assert_eq!(names(&Vdf::read(bytes).expect("it can be read")), ["població\u{6e}"]);
}

#[test]
fn what_is_no_such_file_is_told_with_its_byte() {
    let told = |bytes: &[u8]| Vdf::read(bytes.to_vec()).expect_err("it is refused").to_string();
    assert_eq!(
        told(b"Time,x\n0,1\n"),
        "byte 0: it does not begin as Vensim's files do (7F F7 17)"
    );
    assert_eq!(told(b"\x7f\xf7\x17Z"), "byte 3: 0x5a is no known kind of file");
    assert_eq!(
        told(b"\x7f\xf7\x17R"),
        "byte 80: 4 bytes are expected, and the file has 0 more"
    );
    let mut bytes = std::fs::read(file("subscripts.vdf")).expect("the file is there");
    bytes[0x51] = 1;
    assert_eq!(told(&bytes), "byte 80: a version of the format that is not known");
    bytes[0x51] = 0;
    bytes[0xad] = 0xff;
    assert_eq!(
        told(&bytes),
        "byte 172: the section of the command states its length twice, and differently"
    );
}
