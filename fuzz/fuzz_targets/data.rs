//! Any bytes as each kind of data file: no panic, and what is read holds only finite numbers.
#![no_main]

use data::external::{Cell, Sheets, named_series_of};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    for (name, tab) in [("f.xlsx", "Sheet1"), ("f.xls", "Sheet1"), ("f.csv", ","), ("f.tab", "")] {
        let opened = Sheets::open(Path::new(name), bytes.to_vec());
        if let Ok(sheet) = opened.and_then(|mut sheets| sheets.sheet(tab)) {
            let (rows, columns) = sheet.size();
            for (row, column) in (0..rows.min(50)).flat_map(|row| (0..columns.min(50)).map(move |column| (row, column))) {
                if let Cell::Number(value) = sheet.cell(row, column) {
                    assert!(value.is_finite());
                }
            }
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for name in ["f.dat", "f.csv", "f.tab"] {
        for series in named_series_of(Path::new(name), text).unwrap_or_default() {
            assert!(series.points.iter().all(|(time, value)| time.is_finite() && value.is_finite()));
        }
    }
});
