//! The tests carried out: single runs of the model, each distinct set of constants once, then bands and counts.

use super::finding::verdict;
use super::score::score;
use super::trajectory::Trajectory;
use super::{BandFinding, MeasureFinding, TestFinding, band, count};
use crate::ReportError;
use crate::named_runs::value;
use experiment::noise_seed;
use experiment::plan::{Assignment, CellId, Columns};
use program::{Keep, Program, Request};
use run::Simd;
use std::collections::BTreeMap;
use study::Study;
use study::acceptance::{Acceptance, Compare, Figure, Taken, Trial};
use units::{Unit, per_year};

/// The most runs that are cached at a time; runs beyond them are made again.
const MOST_CACHED: usize = 64;

/// Carries all tests out, with these instructions.
///
/// # Errors
/// If the model cannot be built or run; a run that ends without numbers is a missed test, not an error.
pub fn verify(study: &Study, acceptance: &Acceptance, simd: Simd) -> Result<Vec<TestFinding>, ReportError> {
    let mut runs = Runs::new(study, acceptance, simd);
    let mut bands = band::bands(study, acceptance, simd)?.into_iter();
    let mut found = Vec::new();
    for test in &acceptance.tests {
        let own = bands.by_ref().take(test.bands.len()).collect();
        found.push(carry_out(test, own, &mut runs)?);
    }
    Ok(found)
}

fn carry_out(test: &Trial, bands: Vec<BandFinding>, runs: &mut Runs<'_>) -> Result<TestFinding, ReportError> {
    let figures: Result<Vec<_>, _> = test.figures.iter().map(|f| measured(f, runs)).collect();
    let mut figures = figures?;
    figures.extend(count::counted(runs.study, &test.counts, runs.simd)?);
    Ok(TestFinding {
        id: test.id.clone(),
        title: test.title.clone(),
        source: test.source.clone(),
        note: test.note.clone(),
        expected_to_miss: test.expected_to_miss,
        verdict: verdict(&figures, &bands),
        figures,
        bands,
    })
}

fn measured(figure: &Figure, runs: &mut Runs<'_>) -> Result<MeasureFinding, ReportError> {
    let first = runs.number(figure, &figure.set)?;
    let got = match &figure.against {
        None => first,
        Some((set, compare)) => {
            let second = runs.number(figure, set)?;
            match compare {
                Compare::Change => first / second - 1.0,
                Compare::Difference => first - second,
            }
        }
    };
    Ok(MeasureFinding::new(&figure.label, got, (figure.low, figure.high)))
}

/// A value's bits under its constant: what tells one run from another.
type Key = Vec<(CellId, u64)>;

/// One run, as far as figures look at it.
struct CachedRun {
    years: Vec<f64>,
    step: f64,
    /// One trajectory a cell of [`Runs::saved`].
    values: Vec<Vec<f64>>,
}

struct Runs<'a> {
    study: &'a Study,
    simd: Simd,
    /// Constants that any run sets, apart from the clock's.
    vary: Columns,
    /// What any figure looks at.
    saved: Columns,
    /// One program for each setting of the clock, which is fixed when a program is built.
    programs: BTreeMap<Key, Program>,
    cached: BTreeMap<Key, CachedRun>,
}

impl<'a> Runs<'a> {
    fn new(study: &'a Study, acceptance: &Acceptance, simd: Simd) -> Self {
        let figures = || acceptance.tests.iter().flat_map(|t| &t.figures);
        let sets = |f: &'_ Figure| -> Vec<CellId> {
            let against = f.against.iter().flat_map(|(set, _)| set);
            f.set.iter().chain(against).map(|s| s.constant).collect()
        };
        let vary = figures().flat_map(sets).filter(|cell| !is_clock(study, *cell));
        Runs {
            vary: Columns::of(&study.plan.model, vary),
            saved: Columns::of(&study.plan.model, figures().flat_map(variables)),
            study,
            simd,
            programs: BTreeMap::new(),
            cached: BTreeMap::new(),
        }
    }

    /// What a figure gives in the run with these constants.
    fn number(&mut self, figure: &Figure, set: &[Assignment]) -> Result<f64, ReportError> {
        let key = key_of(set.iter());
        if !self.cached.contains_key(&key) {
            // All at once: tests ask for the same runs one after the other, so that which is dropped matters little.
            if self.cached.len() >= MOST_CACHED {
                self.cached.clear();
            }
            let run = self.run(set)?;
            self.cached.insert(key.clone(), run);
        }
        let cached = &self.cached[&key];
        let trajectory = |cell: CellId| self.trajectory(cached, cell);
        Ok(match &figure.taken {
            Taken::Scored { score: how, points } => score(*how, &trajectory(figure.variable), points),
            Taken::Reduced { by, over } => {
                let number = trajectory(figure.variable).look(*by);
                let below = over.as_ref().map_or(1.0, |(cell, by)| trajectory(*cell).look(*by));
                number / below
            }
        })
    }

    fn trajectory<'k>(&self, cached: &'k CachedRun, cell: CellId) -> Trajectory<'k> {
        let at = self.saved.place(cell).unwrap_or(0);
        let calendar = &self.study.plan.calendar;
        let time = Unit::parse(&self.study.plan.model.variable(cell.variable).units).and_then(|unit| unit.per());
        let per_year = time.and_then(|time| per_year(time, &calendar.unit, calendar.per_year));
        Trajectory {
            years: &cached.years,
            values: cached.values.get(at).map_or(&[], Vec::as_slice),
            step: cached.step,
            per_year: per_year.unwrap_or(1.0),
        }
    }

    fn run(&mut self, set: &[Assignment]) -> Result<CachedRun, ReportError> {
        let study = self.study;
        let cells = self.vary.cells.iter();
        let values: Vec<f64> = cells.map(|cell| value(&study.plan.model, *cell, set)).collect();
        let options = run::Options {
            simd: self.simd,
            seed: noise_seed(study.plan.sampling.seed),
            ..run::Options::default()
        };
        let program = self.program(set)?;
        // With the seed of the study: a test gives the same number each time.
        let trajectory = run::simulate_with(program, &values, &options)?;
        Ok(CachedRun {
            years: trajectory.times.iter().map(|t| study.plan.calendar.year(*t)).collect(),
            step: program.clock.save_every / study.plan.calendar.per_year,
            values: trajectory.values,
        })
    }

    /// The program for the clock that these constants ask for.
    fn program(&mut self, set: &[Assignment]) -> Result<&Program, ReportError> {
        let clock = key_of(set.iter().filter(|s| is_clock(self.study, s.constant)));
        if !self.programs.contains_key(&clock) {
            let mut model = self.study.plan.model.clone();
            // A program has one clock for all of its runs, so that a test which sets TIME STEP gets a program of its own.
            for set in set.iter().filter(|s| is_clock(self.study, s.constant)) {
                let name = set.constant.name(&model);
                model.set_constant(&name, set.value)?;
            }
            model.save_every_step();
            let request = Request {
                vary: self.vary.variables.clone(),
                keep: Keep::Only(self.saved.variables.clone()),
            };
            self.programs.insert(clock.clone(), program::build(&model, &request)?);
        }
        Ok(&self.programs[&clock])
    }
}

fn key_of<'s>(set: impl Iterator<Item = &'s Assignment>) -> Key {
    let mut key: Key = set.map(|s| (s.constant, s.value.to_bits())).collect();
    key.sort_unstable();
    key
}

fn variables(figure: &Figure) -> Vec<CellId> {
    let over = match &figure.taken {
        Taken::Reduced {
            over: Some((cell, _)), ..
        } => Some(*cell),
        _ => None,
    };
    std::iter::once(figure.variable).chain(over).collect()
}

fn is_clock(study: &Study, constant: CellId) -> bool {
    let clock = &study.plan.model.control;
    [clock.start, clock.stop, clock.step, clock.save_every].contains(&constant.variable)
}
