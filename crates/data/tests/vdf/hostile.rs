//! Files that are cut short, changed or invented: an error, or numbers; never a panic, and no memory for what a file only announces.

use super::{dimensions, each, file, variable};
use crate::written::{Cell, Variable, Written};
use data::vdf::Vdf;
use proptest::prelude::*;

/// Reads everything that can be asked of a file.
fn use_up(bytes: Vec<u8>) -> Option<usize> {
    let vdf = Vdf::read(bytes).ok()?;
    let times = vdf.times();
    for series in &vdf.series {
        let points = vdf.points(series);
        assert!(points.iter().all(|(time, value)| time.is_finite() && value.is_finite()));
        assert_eq!(vdf.column(series, &times).len(), times.len());
    }
    Some(vdf.series.len())
}

fn real(name: &str) -> Vec<u8> {
    std::fs::read(file(name)).expect("the file is there")
}

/// One with everything in it.
fn everything() -> Written {
    let series = |k: f64| Cell::Series(vec![Some(k), None, Some(k + 1.0)]);
    Written {
        times: vec![0.0, 0.5, 1.0],
        dimensions: dimensions(),
        variables: vec![
            variable("stock", 0x08, series(1.0)),
            variable("series", 0x0b, series(2.0)),
            Variable {
                name: "array".into(),
                dimensions: vec![0, 1],
                class: 0x11,
                cells: (0..6).map(|k| series(f64::from(k))).collect(),
            },
        ],
        ..Written::default()
    }
}

#[test]
fn a_file_that_ends_early_is_refused_or_has_fewer_series() {
    for name in [
        "bact-rk4.vdf",
        "subscripts.vdf",
        "edited.vdf",
        "econ-data.vdf",
        "growth.vdfx",
    ] {
        let whole = real(name);
        let all = use_up(whole.clone()).expect("the whole file is read");
        for length in 0..whole.len() {
            let found = use_up(whole[..length].to_vec());
            assert!(found.is_none_or(|found| found < all), "{name}, {length} bytes");
        }
    }
    for written in each(&everything()) {
        let whole = written.bytes();
        for length in 0..whole.len() {
            use_up(whole[..length].to_vec());
        }
    }
}

#[test]
fn every_byte_may_be_anything() {
    for written in each(&everything()) {
        let whole = written.bytes();
        for at in 0..whole.len() {
            for value in [0, 1, 0x7f, 0xff, whole[at] ^ 1, whole[at] ^ 0x80] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                use_up(bytes);
            }
        }
    }
}

/// Records that are of other variables' places: no number may go to a wrong name.
#[test]
fn a_record_with_another_place_takes_nothing_that_is_not_its_own() {
    let written = Written {
        is_run: true,
        ..everything()
    };
    let right = Vdf::read(written.bytes()).expect("it can be read");
    let whole = written.bytes();
    for at in (0xa4..whole.len() - 4).step_by(4) {
        for place in 0..10u32 {
            let mut bytes = whole.clone();
            bytes[at..at + 4].copy_from_slice(&place.to_le_bytes());
            let Ok(vdf) = Vdf::read(bytes) else {
                continue;
            };
            let stock = vdf.series.iter().find(|s| s.name == "stock");
            let expected = right.series.iter().find(|s| s.name == "stock").expect("it is there");
            // A changed value or entry of the table is another value of the same variable; its place is never another's.
            let array: Vec<f64> = stock.map(|s| vdf.points(s)).unwrap_or_default().iter().map(|p| p.1).collect();
            let own: Vec<f64> = right.points(expected).iter().map(|p| p.1).collect();
            let is_header = at < whole.len() - 200;
            assert!(
                !is_header || array.is_empty() || array == own,
                "word {at} set to {place}: {array:?}"
            );
        }
    }
}

#[test]
fn what_a_file_only_announces_takes_no_memory() {
    let words: [(usize, u32); 4] = [(0x58, u32::MAX), (0x5c, u32::MAX), (0x60, u32::MAX), (0x78, u32::MAX)];
    for (at, word) in words {
        let mut bytes = real("subscripts.vdf");
        bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
        assert!(Vdf::read(bytes).is_err(), "{at:#x}");
    }
    for word in 0..60 {
        let mut bytes = real("growth.vdfx");
        let at = 0x238 + 4 * word;
        bytes[at..at + 4].copy_from_slice(&[0xff; 4]);
        use_up(bytes);
    }
}

/// A file of 14 kB that claims 400 series of 2,000 values, all of them one block.
#[test]
fn series_that_share_a_block_are_refused() {
    let times: Vec<f64> = (0..2000).map(f64::from).collect();
    let values = times.iter().map(|t| Some(*t)).collect();
    let mut variables = vec![variable("x", 0x11, Cell::Series(values))];
    variables.extend((0..400).map(|k| variable(&format!("y{k}"), 0x11, Cell::Unsaved)));
    for is_wide in [false, true] {
        let written = Written {
            is_wide,
            is_run: true,
            times: times.clone(),
            variables: variables.clone(),
            ..Written::default()
        };
        let mut bytes = written.bytes();
        assert_eq!(use_up(bytes.clone()), Some(1));
        let (field, step) = if is_wide { (0x74, 8) } else { (0x60, 4) };
        let table = u32::from_le_bytes(bytes[field..field + 4].try_into().expect("four bytes")) as usize;
        for entry in 2..402 {
            bytes.copy_within(table + step..table + 2 * step, table + entry * step);
        }
        let refused = Vdf::read(bytes).expect_err("it is refused").to_string();
        assert_eq!(refused, "byte 0: parts of the file lie on each other");
    }
}

proptest! {
    #[test]
    fn changed_files_never_panic(
        name in prop_oneof![Just("subscripts.vdf"), Just("edited.vdf"), Just("econ-data.vdf"), Just("growth.vdfx")],
        changes in prop::collection::vec((0usize..6000, any::<u8>()), 1..12),
    ) {
        let mut bytes = real(name);
        for (at, value) in changes {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        use_up(bytes);
    }

    #[test]
    fn any_bytes_behind_the_mark_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in prop_oneof![Just(b'R'), Just(b'A'), Just(b'S')]) {
        let mut all = vec![0x7f, 0xf7, 0x17, kind];
        all.extend(bytes);
        use_up(all);
    }
}
