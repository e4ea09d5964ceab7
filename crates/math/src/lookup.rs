//! Lookups (table functions): piecewise linear through given points.

mod rows;

use crate::select::between;

/// How a lookup reads between its points and beyond them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LookupMode {
    /// Linear between the points, the end's value beyond them.
    #[default]
    Interpolate,
    /// Linear between the points, the line through the last two points beyond them (`LOOKUP EXTRAPOLATE`).
    Extrapolate,
    /// The value of the next point, a step upwards of it (`LOOKUP FORWARD`); the end's value beyond the points.
    Forward,
    /// The value of the previous point, held (`LOOKUP BACKWARD`); the end's value beyond the points.
    Backward,
    /// The area below the lines, from the first point on (`LOOKUP AREA`); negative left of it. Beyond the points the value
    /// is the end's.
    Area,
    /// The slope on the left of x (`LOOKUP SLOPE`); 0 beyond the points.
    SlopeBefore,
    /// The slope on the right of x; 0 beyond the points.
    SlopeAfter,
}

/// Why points do not make a lookup. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// There is no point.
    #[error("a lookup needs at least one point")]
    NoPoint,
    /// A coordinate is infinite or not a number.
    #[error("point {} of the lookup is not finite", .index + 1)]
    NotFinite {
        /// Which point.
        index: usize,
    },
    /// The x of a point is smaller than that of the point before it.
    #[error("point {} of the lookup is left of the point before it: x must not decrease", .index + 1)]
    Descending {
        /// The point that is too far left.
        index: usize,
    },
}

/// A line from a point on: `y + rise × (x − from) / run`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Segment {
    from: f64,
    y: f64,
    rise: f64,
    run: f64,
}

/// How the segment of an `x` is found; every way finds the same one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Search {
    /// Compare with every breakpoint and count.
    Count,
    /// The breakpoints are so regular that `(x − first) × scale` is at most one off.
    Regular { scale: f64 },
    /// Halve the range: for long tables only.
    Halve,
}

/// A piecewise linear function through points whose x do not decrease.
///
/// Two points with the same x make a vertical step; at that x the lookup has the later value. Between two points the
/// value is `y0 + (y1 − y0)·(x − x0)/(x1 − x0)`, computed in that order.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    points: Vec<(f64, f64)>,
    /// The points' x, then NaN, which no x reaches, up to a multiple of `CHUNK` with at least one.
    breakpoints: Vec<f64>,
    /// By the number of breakpoints at or below x: level, then between points, then level again.
    segments: Vec<Segment>,
    /// The same when extrapolating, and between which x the outer ones hold.
    extrapolated: Vec<Segment>,
    reach: [f64; 2],
    search: Search,
    /// The same as columns: interpolating, extrapolating.
    short: [Option<Box<Columns<16>>>; 2],
    medium: [Option<Box<Columns<32>>>; 2],
}

/// The segments of a table of fewer points than `N` as columns, for reading several x at once.
///
/// By the number of breakpoints at or below x: `y + rise × (held − from) / run`, where `held` is x, but not below `low` nor
/// above `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns<const N: usize> {
    /// The points' x, then NaN, which no x reaches.
    pub breakpoints: [f64; N],
    /// Where each segment begins.
    pub from: [f64; N],
    /// Its value there.
    pub y: [f64; N],
    /// How much it rises over its run.
    pub rise: [f64; N],
    /// How long it is.
    pub run: [f64; N],
    /// No x counts as less.
    pub low: f64,
    /// No x counts as more.
    pub high: f64,
}

impl<const N: usize> Columns<N> {
    fn new(points: &[(f64, f64)], segments: &[Segment], [low, high]: [f64; 2]) -> Option<Box<Self>> {
        if points.len() >= N {
            return None;
        }
        let mut columns = Self {
            breakpoints: [f64::NAN; N],
            from: [0.0; N],
            y: [0.0; N],
            rise: [0.0; N],
            run: [1.0; N],
            low,
            high,
        };
        for (breakpoint, point) in columns.breakpoints.iter_mut().zip(points) {
            *breakpoint = point.0;
        }
        for (at, segment) in segments.iter().enumerate() {
            (columns.from[at], columns.y[at]) = (segment.from, segment.y);
            (columns.rise[at], columns.run[at]) = (segment.rise, segment.run);
        }
        Some(Box::new(columns))
    }
}

/// So many breakpoints are compared at once.
const CHUNK: usize = 4;
/// Up to so many points, counting is quicker than any other search.
const COUNT_UP_TO: usize = 8;
/// Above so many points, halving is quicker than counting.
const HALVE_FROM: usize = 48;

impl Lookup {
    /// Makes a lookup through `points`, pairs of x and y.
    ///
    /// # Errors
    /// If there is no point, if a coordinate is not finite, or if x decreases.
    pub fn new(points: &[(f64, f64)]) -> Result<Self, LookupError> {
        check(points)?;
        let (first, last) = (points[0], points[points.len() - 1]);
        let mut segments = vec![Segment::level(first)];
        segments.extend(points.windows(2).map(|pair| Segment::between(pair[0], pair[0], pair[1])));
        segments.push(Segment::level(last));
        let [below, above] = extrapolated(points);
        let reach = [
            if below.rise == 0.0 { first.0 } else { f64::NEG_INFINITY },
            if above.rise == 0.0 { last.0 } else { f64::INFINITY },
        ];
        let outer = |at: usize, segment: Segment| match at {
            0 => below,
            _ if at == points.len() => above,
            _ => segment,
        };
        let beyond = segments.iter().enumerate().map(|(at, segment)| outer(at, *segment));
        let extrapolated: Vec<Segment> = beyond.collect();
        let lines = [(&segments, [first.0, last.0]), (&extrapolated, reach)];
        let short = lines.map(|(segments, reach)| Columns::new(points, segments, reach));
        let medium = lines.map(|(segments, reach)| match points.len() {
            ..16 => None,
            _ => Columns::new(points, segments, reach),
        });
        Ok(Self {
            points: points.to_vec(),
            breakpoints: padded(points),
            segments,
            extrapolated,
            reach,
            search: Search::of(points),
            short,
            medium,
        })
    }

    /// Returns the value at `x`; NaN at NaN.
    #[inline(always)]
    pub fn at(&self, x: f64, mode: LookupMode) -> f64 {
        match mode {
            LookupMode::Interpolate => self.interpolated(x),
            LookupMode::Extrapolate => self.extrapolated(x),
            LookupMode::Forward => self.next(x),
            LookupMode::Backward => self.previous(x),
            LookupMode::Area => self.area(x),
            LookupMode::SlopeBefore => self.slope(x, self.points.partition_point(|point| point.0 < x)),
            LookupMode::SlopeAfter => self.slope(x, self.count(x)),
        }
    }

    /// The segments as columns, if the table has at most 15 points and is read as one line of segments.
    #[inline(always)]
    pub fn short(&self, mode: LookupMode) -> Option<&Columns<16>> {
        match mode {
            LookupMode::Interpolate => self.short[0].as_deref(),
            LookupMode::Extrapolate => self.short[1].as_deref(),
            _ => None,
        }
    }

    /// The same for tables of 16 to 31 points.
    #[inline(always)]
    pub fn medium(&self, mode: LookupMode) -> Option<&Columns<32>> {
        match mode {
            LookupMode::Interpolate => self.medium[0].as_deref(),
            LookupMode::Extrapolate => self.medium[1].as_deref(),
            _ => None,
        }
    }

    /// Returns the points, in ascending order of x.
    #[inline]
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// The outer segments are level, so `x` is held at the ends only for the sake of infinity.
    #[inline(always)]
    fn interpolated(&self, x: f64) -> f64 {
        let (first, last) = (self.breakpoints[0], self.breakpoints[self.points.len() - 1]);
        self.segments[self.count(x)].at(between(x, first, last))
    }

    #[inline(always)]
    fn extrapolated(&self, x: f64) -> f64 {
        self.extrapolated[self.count(x)].at(between(x, self.reach[0], self.reach[1]))
    }

    #[inline(always)]
    fn next(&self, x: f64) -> f64 {
        let below = self.points.partition_point(|point| point.0 < x);
        let value = self.points[below.min(self.points.len() - 1)].1;
        if x.is_nan() { x } else { value }
    }

    #[inline(never)]
    fn area(&self, x: f64) -> f64 {
        let first = self.points[0];
        if x < first.0 {
            return (x - first.0) * first.1;
        }
        let mut area = 0.0;
        let mut from = first;
        for &to in &self.points[1..] {
            let end = if to.0 < x { to } else { (x, self.interpolated(x)) };
            area += (end.0 - from.0) * (from.1 + end.1) / 2.0;
            if x <= to.0 {
                return area;
            }
            from = to;
        }
        area + (x - from.0) * from.1
    }

    /// The slope of the segment with that number.
    fn slope(&self, x: f64, segment: usize) -> f64 {
        let segment = &self.segments[segment];
        if x.is_nan() { x } else { segment.rise / segment.run }
    }

    #[inline(always)]
    fn previous(&self, x: f64) -> f64 {
        let value = self.points[self.count(x).max(1) - 1].1;
        if x.is_nan() { x } else { value }
    }

    /// The number of breakpoints at or below `x`; 0 for NaN.
    #[inline(always)]
    fn count(&self, x: f64) -> usize {
        match self.search {
            Search::Count => self.count_all(x),
            Search::Regular { scale } => self.count_near(x, scale),
            Search::Halve => self.points.partition_point(|point| point.0 <= x),
        }
    }

    #[inline(always)]
    fn count_all(&self, x: f64) -> usize {
        let mut counts = [0; CHUNK];
        for chunk in self.breakpoints.as_chunks::<CHUNK>().0 {
            for (count, breakpoint) in counts.iter_mut().zip(chunk) {
                *count += u64::from(*breakpoint <= x);
            }
        }
        counts.iter().sum::<u64>() as usize
    }

    /// `guess` is monotone and at most one too low at a breakpoint, so x lies in the segment before the guessed one, in
    /// it or in the one after it, and two comparisons tell which.
    #[inline(always)]
    fn count_near(&self, x: f64, scale: f64) -> usize {
        let guess = guess(x, self.breakpoints[0], scale).min(self.points.len() - 1);
        guess + usize::from(self.breakpoints[guess] <= x) + usize::from(self.breakpoints[guess + 1] <= x)
    }
}

impl Segment {
    /// The line through `left` and `right`, written from `base` on.
    fn between(base: (f64, f64), left: (f64, f64), right: (f64, f64)) -> Self {
        Self {
            from: base.0,
            y: base.1,
            rise: right.1 - left.1,
            run: right.0 - left.0,
        }
    }

    fn level(point: (f64, f64)) -> Self {
        Self {
            from: point.0,
            y: point.1,
            rise: 0.0,
            run: 1.0,
        }
    }

    #[inline(always)]
    fn at(&self, x: f64) -> f64 {
        self.y + self.rise * (x - self.from) / self.run
    }
}

impl Search {
    fn of(points: &[(f64, f64)]) -> Self {
        let (count, first, last) = (points.len(), points[0].0, points[points.len() - 1].0);
        if count <= COUNT_UP_TO {
            return Self::Count;
        }
        let scale = (count - 1) as f64 / (last - first);
        let near = |(index, point): (usize, &(f64, f64))| {
            let guess = guess(point.0, first, scale);
            guess == index || guess + 1 == index
        };
        let is_regular = scale.is_finite() && points.iter().enumerate().all(near);
        match (is_regular, count >= HALVE_FROM) {
            (true, _) => Self::Regular { scale },
            (false, true) => Self::Halve,
            (false, false) => Self::Count,
        }
    }
}

/// The number of the breakpoint at or before `x` if they are evenly spaced; 0 for NaN and left of the first.
#[inline(always)]
fn guess(x: f64, first: f64, scale: f64) -> usize {
    ((x - first) * scale) as usize
}

fn check(points: &[(f64, f64)]) -> Result<(), LookupError> {
    if points.is_empty() {
        return Err(LookupError::NoPoint);
    }
    if let Some(index) = points.iter().position(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return Err(LookupError::NotFinite { index });
    }
    match points.windows(2).position(|pair| pair[1].0 < pair[0].0) {
        Some(before) => Err(LookupError::Descending { index: before + 1 }),
        None => Ok(()),
    }
}

fn padded(points: &[(f64, f64)]) -> Vec<f64> {
    let mut breakpoints: Vec<f64> = points.iter().map(|point| point.0).collect();
    breakpoints.resize((points.len() + 1).next_multiple_of(CHUNK), f64::NAN);
    breakpoints
}

/// The segments beyond both ends: through the outermost two points; level where these are one above the other.
fn extrapolated(points: &[(f64, f64)]) -> [Segment; 2] {
    let outer = |end: usize, left: usize, right: usize| {
        if points[left].0 < points[right].0 {
            Segment::between(points[end], points[left], points[right])
        } else {
            Segment::level(points[end])
        }
    };
    let last = points.len() - 1;
    [outer(0, 0, last.min(1)), outer(last, last.saturating_sub(1), last)]
}
