//! The tests carried out: single runs of the model, each distinct set of constants once, then bands and counts.

use super::course::Course;
use super::finding::verdict;
use super::score::score;
use super::{Acceptance, BandFinding, Compare, Figure, MeasureFinding, Taken, TestFinding, Trial, band, count};
use crate::StudyError;
use crate::execute::sow;
use crate::study::{Set, Study, scalar};
use check::VariableId;
use program::{Keep, Program, Request};
use std::collections::BTreeMap;
use units::{Unit, per_year};

/// The most courses that are kept at a time; runs beyond them are made again.
const MOST_KEPT: usize = 64;

/// Carries all tests out.
///
/// # Errors
/// If the model cannot be built or run; a run that ends without numbers is a missed test, not an error.
pub fn verify(study: &Study, acceptance: &Acceptance) -> Result<Vec<TestFinding>, StudyError> {
    let mut runs = Runs::new(study, acceptance);
    let mut bands = band::bands(study, acceptance)?.into_iter();
    let mut found = Vec::new();
    for test in &acceptance.tests {
        let own = bands.by_ref().take(test.bands.len()).collect();
        found.push(carry_out(test, own, &mut runs)?);
    }
    Ok(found)
}

fn carry_out(test: &Trial, bands: Vec<BandFinding>, runs: &mut Runs<'_>) -> Result<TestFinding, StudyError> {
    let figures: Result<Vec<_>, _> = test.figures.iter().map(|f| measured(f, runs)).collect();
    let mut figures = figures?;
    figures.extend(count::counted(runs.study, &test.counts)?);
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

fn measured(figure: &Figure, runs: &mut Runs<'_>) -> Result<MeasureFinding, StudyError> {
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
type Key = Vec<(VariableId, u64)>;

/// What one run left.
struct Kept {
    years: Vec<f64>,
    step: f64,
    /// One course a variable of [`Runs::keep`].
    values: Vec<Vec<f64>>,
}

struct Runs<'a> {
    study: &'a Study,
    /// Constants that any run sets, apart from the clock's.
    vary: Vec<VariableId>,
    /// Variables that any figure looks at.
    keep: Vec<VariableId>,
    /// One program for each setting of the clock, which is fixed when a program is built.
    programs: BTreeMap<Key, Program>,
    kept: BTreeMap<Key, Kept>,
}

impl<'a> Runs<'a> {
    fn new(study: &'a Study, acceptance: &Acceptance) -> Self {
        let figures = || acceptance.tests.iter().flat_map(|t| &t.figures);
        let sets = |f: &'_ Figure| -> Vec<VariableId> {
            let against = f.against.iter().flat_map(|(set, _)| set);
            f.set.iter().chain(against).map(|s| s.constant).collect()
        };
        let sorted = |mut ids: Vec<VariableId>| {
            ids.sort();
            ids.dedup();
            ids
        };
        let vary = figures().flat_map(sets).filter(|id| !is_clock(study, *id));
        Runs {
            vary: sorted(vary.collect()),
            keep: sorted(figures().flat_map(variables).collect()),
            study,
            programs: BTreeMap::new(),
            kept: BTreeMap::new(),
        }
    }

    /// What a figure gives in the run with these constants.
    fn number(&mut self, figure: &Figure, set: &[Set]) -> Result<f64, StudyError> {
        let key = key_of(set.iter());
        if !self.kept.contains_key(&key) {
            if self.kept.len() >= MOST_KEPT {
                self.kept.clear();
            }
            let run = self.run(set)?;
            self.kept.insert(key.clone(), run);
        }
        let kept = &self.kept[&key];
        let course = |id: VariableId| self.course(kept, id);
        Ok(match &figure.taken {
            Taken::Scored { score: how, points } => score(*how, &course(figure.variable), points),
            Taken::Reduced { by, over } => {
                let number = course(figure.variable).look(*by);
                let below = over.as_ref().map_or(1.0, |(id, by)| course(*id).look(*by));
                number / below
            }
        })
    }

    fn course<'k>(&self, kept: &'k Kept, id: VariableId) -> Course<'k> {
        let at = self.keep.binary_search(&id).unwrap_or(0);
        let calendar = &self.study.calendar;
        let time = Unit::parse(&self.study.model.variable(id).units).and_then(|unit| unit.per());
        let per_year = time.and_then(|time| per_year(time, &calendar.unit, calendar.per_year));
        Course {
            years: &kept.years,
            values: kept.values.get(at).map_or(&[], Vec::as_slice),
            step: kept.step,
            per_year: per_year.unwrap_or(1.0),
        }
    }

    fn run(&mut self, set: &[Set]) -> Result<Kept, StudyError> {
        let study = self.study;
        let values: Vec<f64> = self.vary.iter().map(|id| value_of(study, set, *id)).collect();
        let program = self.program(set)?;
        let trajectory = run::simulate(program, &values)?;
        Ok(Kept {
            years: trajectory.times.iter().map(|t| study.calendar.year(*t)).collect(),
            step: program.clock.save_every / study.calendar.per_year,
            values: trajectory.values,
        })
    }

    /// The program for the clock that these constants ask for.
    fn program(&mut self, set: &[Set]) -> Result<&Program, StudyError> {
        let clock = key_of(set.iter().filter(|s| is_clock(self.study, s.constant)));
        if !self.programs.contains_key(&clock) {
            let mut model = self.study.model.clone();
            for set in set.iter().filter(|s| is_clock(self.study, s.constant)) {
                let name = model.variable(set.constant).name.to_string();
                model.set_constant(&name, set.value)?;
            }
            model.save_every_step();
            let request = Request {
                vary: self.vary.clone(),
                keep: Keep::Only(self.keep.clone()),
            };
            let mut program = program::build(&model, &request)?;
            sow(&mut program, self.study.plan.seed);
            self.programs.insert(clock.clone(), program);
        }
        Ok(&self.programs[&clock])
    }
}

fn key_of<'s>(set: impl Iterator<Item = &'s Set>) -> Key {
    let mut key: Key = set.map(|s| (s.constant, s.value.to_bits())).collect();
    key.sort_unstable();
    key
}

fn variables(figure: &Figure) -> Vec<VariableId> {
    let over = match &figure.taken {
        Taken::Reduced {
            over: Some((id, _)), ..
        } => Some(*id),
        _ => None,
    };
    std::iter::once(figure.variable).chain(over).collect()
}

fn is_clock(study: &Study, id: VariableId) -> bool {
    let clock = &study.model.control;
    [clock.start, clock.stop, clock.step, clock.save_every].contains(&id)
}

fn value_of(study: &Study, set: &[Set], id: VariableId) -> f64 {
    let own = set.iter().find(|s| s.constant == id).map(|s| s.value);
    own.or_else(|| scalar(&study.model.variable(id).kind))
        .unwrap_or(f64::NAN)
}
