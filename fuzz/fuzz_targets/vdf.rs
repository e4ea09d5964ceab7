//! Any bytes as a run or a dataset of Vensim: no panic, and what is read holds only finite numbers at rising times.
#![no_main]

use data::vdf::Vdf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(vdf) = Vdf::read(bytes.to_vec()) else {
        return;
    };
    let times = vdf.times();
    assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
    for series in vdf.series.iter().take(200) {
        let points = vdf.points(series);
        assert!(points.iter().all(|(time, value)| time.is_finite() && value.is_finite()));
        assert_eq!(vdf.column(series, &times).len(), times.len());
    }
});
