//! A straight line through points.

/// The value at `x` of the straight line through (x, y) points, by least squares; `None` where they do not lie at two places at
/// least.
pub fn straight_line(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let n = points.len() as f64;
    let (sum_x, sum_y) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
    let both: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    (spread > 0.0).then(|| mean_y + both / spread * (x - mean_x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn through_points_on_it_and_beside_it() {
        assert_eq!(straight_line(&[(1.0, 2.0), (3.0, 6.0)], 5.0), Some(10.0));
        // By hand: means 1 and 2, slope (−1·(1 − 2) + 1·(2 − 2)) / 2 = 1/2.
        assert_eq!(straight_line(&[(0.0, 1.0), (1.0, 3.0), (2.0, 2.0)], 3.0), Some(3.0));
    }

    #[test]
    fn one_place_makes_no_line() {
        assert_eq!(straight_line(&[], 1.0), None);
        assert_eq!(straight_line(&[(2.0, 1.0), (2.0, 3.0)], 1.0), None);
    }
}
