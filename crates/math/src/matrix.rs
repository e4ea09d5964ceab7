//! The inverse of a square matrix.

/// Gives `out` the inverse of a matrix of `side` rows, both row-major; NaN in every cell where there is no inverse.
///
/// Gauss–Jordan elimination with partial pivoting: the pivot is the first of the numbers of largest magnitude in its column.
pub fn invert(values: &[f64], side: usize, out: &mut [f64]) {
    let mut left = values.to_vec();
    out.fill(0.0);
    (0..side).for_each(|at| out[at * side + at] = 1.0);
    for column in 0..side {
        let pivot = pivot(&left, side, column);
        swap_rows(&mut left, side, [column, pivot]);
        swap_rows(out, side, [column, pivot]);
        let divisor = left[column * side + column];
        if divisor == 0.0 || divisor.is_nan() {
            out.fill(f64::NAN);
            return;
        }
        for at in column * side..(column + 1) * side {
            left[at] /= divisor;
            out[at] /= divisor;
        }
        for row in (0..side).filter(|row| *row != column) {
            let factor = left[row * side + column];
            subtract(&mut left, side, [row, column], factor);
            subtract(out, side, [row, column], factor);
        }
    }
}

fn pivot(matrix: &[f64], side: usize, column: usize) -> usize {
    let size = |row: usize| matrix[row * side + column].abs();
    (column..side).fold(column, |best, row| if size(row) > size(best) { row } else { best })
}

fn swap_rows(matrix: &mut [f64], side: usize, [a, b]: [usize; 2]) {
    if a != b {
        (0..side).for_each(|column| matrix.swap(a * side + column, b * side + column));
    }
}

/// Takes `factor` times one row from another.
fn subtract(matrix: &mut [f64], side: usize, [row, taken]: [usize; 2], factor: f64) {
    if factor != 0.0 {
        for column in 0..side {
            matrix[row * side + column] -= factor * matrix[taken * side + column];
        }
    }
}
