//! A line plot in braille dots: two by four dots a letter.

use crate::text::{rounded, width};

/// How many letters wide and high the field of dots is.
const SIZE: (usize, usize) = (72, 16);

/// Draws one variable over time. The title stands above; what is not finite leaves a gap.
pub fn plot(title: &str, times: &[f64], values: &[f64]) -> String {
    let finite = |v: &&f64| v.is_finite();
    let Some((low, high)) = range(values.iter().filter(finite)) else {
        return format!("{title}\nno finite value to draw\n");
    };
    let (start, stop) = range(times.iter().filter(finite)).unwrap_or((0.0, 1.0));
    let mut dots = Dots::new();
    let place = |time: f64, value: f64| {
        let x = share(time, start, stop) * (2 * SIZE.0 - 1) as f64;
        let y = (1.0 - share(value, low, high)) * (4 * SIZE.1 - 1) as f64;
        (x.round() as i64, y.round() as i64)
    };
    let mut before: Option<(i64, i64)> = None;
    for (time, value) in times.iter().zip(values) {
        let here = (time.is_finite() && value.is_finite()).then(|| place(*time, *value));
        if let Some(to) = here {
            dots.line(before.unwrap_or(to), to);
        }
        before = here;
    }
    framed(title, &dots, (low, high), (start, stop))
}

fn framed(title: &str, dots: &Dots, values: (f64, f64), times: (f64, f64)) -> String {
    let (top, bottom) = (rounded(values.1), rounded(values.0));
    let left = width(&top).max(width(&bottom));
    let mut text = format!("{title}\n");
    for (row, line) in dots.lines().enumerate() {
        let label = match row {
            0 => top.as_str(),
            _ if row + 1 == SIZE.1 => bottom.as_str(),
            _ => "",
        };
        text += &format!("{label:>left$} ┤{}\n", line.trim_end_matches('\u{2800}'));
    }
    text += &format!("{:left$} └{}\n", "", "─".repeat(SIZE.0));
    let (start, stop) = (rounded(times.0), rounded(times.1));
    let gap = (SIZE.0 + 1).saturating_sub(width(&start) + width(&stop)).max(1);
    text + &format!("{:left$} {start}{}{stop}\n", "", " ".repeat(gap))
}

/// The smallest and the largest value.
fn range<'a>(values: impl Iterator<Item = &'a f64>) -> Option<(f64, f64)> {
    values.fold(None, |range, v| match range {
        None => Some((*v, *v)),
        Some((low, high)) => Some((v.min(low), v.max(high))),
    })
}

/// Where `value` stands between two bounds, from 0 to 1; in the middle when they are the same.
fn share(value: f64, low: f64, high: f64) -> f64 {
    // Halves, because the distance of two large numbers may not be finite.
    let whole = high / 2.0 - low / 2.0;
    match whole > 0.0 {
        true => ((value / 2.0 - low / 2.0) / whole).clamp(0.0, 1.0),
        false => 0.5,
    }
}

/// A field of dots.
struct Dots {
    cells: Vec<u8>,
}

impl Dots {
    fn new() -> Self {
        Dots {
            cells: vec![0; SIZE.0 * SIZE.1],
        }
    }

    /// Sets the dots of a straight line, one for each step along its longer side.
    fn line(&mut self, from: (i64, i64), to: (i64, i64)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).max(1);
        for step in 0..=steps {
            let along = |start: i64, by: i64| start + (by * step * 2 + steps * by.signum()) / (steps * 2);
            self.set(along(from.0, dx), along(from.1, dy));
        }
    }

    fn set(&mut self, x: i64, y: i64) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        // The dots of a braille letter, in Unicode's order: down the left side, down the right, the lowest row last.
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        if let Some(cell) = self.cells.get_mut(y / 4 * SIZE.0 + x / 2) {
            *cell |= BITS[y % 4][x % 2];
        }
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        let letter = |bits: &u8| char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' ');
        self.cells.chunks(SIZE.0).map(move |row| row.iter().map(letter).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_falling_line_with_a_gap() {
        let times: Vec<f64> = (0..=60).map(|t| f64::from(t) / 2.0).collect();
        let values: Vec<f64> = times
            .iter()
            .map(|t| {
                if (15.0..17.0).contains(t) {
                    f64::NAN
                } else {
                    180.0 - 3.0 * t
                }
            })
            .collect();
        insta::assert_snapshot!(plot("Temperature, single run", &times, &values), @"
        Temperature, single run
        180 ┤⠑⠒⠤⣀⡀
            ┤⠀⠀⠀⠀⠈⠑⠢⠤⣀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠒⠢⢄
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠒⠤⣀⡀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠒⠤⣀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠑⠢⢄⣀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠒⠢⢄⡀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠉⠒⠤
            ┤
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠒⠢⢄⣀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠒⠤⢄⡀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠒⠤⣀⡀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠢⠤⣀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠑⠢⢄⡀
            ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠉⠒⠤⣀⡀
         90 ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠒⠤⣀
            └────────────────────────────────────────────────────────────────────────
            0                                                                      30
        ");
    }

    #[test]
    fn what_cannot_be_scaled() {
        let lines = |values: &[f64]| plot("x", &[0.0, 1.0], values).lines().count();
        assert_eq!(lines(&[f64::NAN, f64::INFINITY]), 2);
        assert_eq!(lines(&[1.0, 1.0]), 19);
        assert_eq!(lines(&[f64::MIN, f64::MAX]), 19);
        assert_eq!(plot("x", &[], &[]).lines().count(), 2);
    }
}
