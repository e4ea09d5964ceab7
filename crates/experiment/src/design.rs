//! The rows that the engine gets: what a scenario and a policy mean for the model's constants.

use crate::plan::{Assignment, CellId, Plan, Policy, Uncertainty};
use crate::{ExperimentError, Sample, Scenario};
use check::{Kind, Model, Schedule, VariableId};
use std::collections::BTreeMap;

/// A model whose levers follow schedules, and what each scenario and policy puts into its constants.
pub struct Design {
    /// The model to run: it saves every step.
    pub model: Model,
    /// The constants that differ between runs, in the order of a row; an array takes a column an element.
    pub vary: Vec<VariableId>,
    /// A row in which nothing is set.
    base: Vec<f64>,
    /// The column of each uncertainty.
    uncertain: Vec<usize>,
    /// For each alternative and choice, columns and values.
    choices: Vec<Vec<Vec<(usize, f64)>>>,
    /// For each policy, columns and values.
    policies: Vec<Vec<(usize, f64)>>,
}

impl Design {
    /// Schedules the levers that these policies move, and finds a column for everything that differs between runs.
    ///
    /// `uncertainties` are those of the sample: those of the plan, or others where a sample has its own.
    pub fn new(plan: &Plan, uncertainties: &[Uncertainty], policies: &[usize]) -> Result<Design, ExperimentError> {
        // A copy: a schedule makes a computed variable of its lever, and the plan's model must stay what its file says.
        let mut model = plan.model.clone();
        // A measure looks at every step, whatever the model saves.
        model.save_every_step();
        let schedules = schedules(&mut model, plan, policies)?;
        let mut columns = Columns {
            model: &model,
            schedules: &schedules,
            vary: Vec::new(),
            first: Vec::new(),
            base: Vec::new(),
        };
        let uncertain = uncertainties.iter().map(|u| columns.of_constant(u.constant)).collect();
        let choices = plan
            .alternatives
            .iter()
            .map(|a| a.choices.iter().map(|c| columns.of_sets(&c.set)).collect())
            .collect();
        let of_policy = |(at, policy): (usize, &Policy)| {
            // A policy that is not carried out has no schedule to write into. Its empty entry keeps the positions of the plan.
            if policies.contains(&at) {
                columns.of_policy(policy, plan)
            } else {
                Vec::new()
            }
        };
        let policies = plan.policies.iter().enumerate().map(of_policy).collect();
        let Columns { vary, base, .. } = columns;
        Ok(Design {
            model,
            vary,
            base,
            uncertain,
            choices,
            policies,
        })
    }

    /// The row of a scenario under a policy.
    pub fn row(&self, scenario: &Scenario, policy: usize) -> Vec<f64> {
        let mut row = self.base.clone();
        for (column, value) in self.uncertain.iter().zip(&scenario.values) {
            row[*column] = *value;
        }
        // After the values: a choice wins over the range of a constant that has both, as the warning `set-twice` says.
        for (cells, chosen) in self.choices.iter().zip(&scenario.choices) {
            // Without a choice the model's own constants stand: a fit at the base values takes no side among mechanisms.
            if let Some(chosen) = chosen {
                put(&cells[*chosen as usize], &mut row);
            }
        }
        put(&self.policies[policy], &mut row);
        row
    }

    /// Puts one scenario of a sample and a policy into a row.
    pub fn fill(&self, sample: &Sample, scenario: usize, policy: usize, row: &mut [f64]) {
        // Threads call this for each run, so it allocates nothing. What the run before has left in `row` goes.
        row.copy_from_slice(&self.base);
        for (column, values) in self.uncertain.iter().zip(&sample.values) {
            row[*column] = values[scenario];
        }
        for (choices, chosen) in self.choices.iter().zip(&sample.choices) {
            put(&choices[chosen[scenario] as usize], row);
        }
        put(&self.policies[policy], row);
    }
}

fn put(cells: &[(usize, f64)], row: &mut [f64]) {
    for (column, value) in cells {
        row[*column] = *value;
    }
}

/// Where a constant's value is now, and its schedule if it has one. Constants that are missing here are as the model has them.
#[derive(Clone, Copy)]
struct Moved {
    base: VariableId,
    schedule: Option<Schedule>,
}

type Schedules = BTreeMap<CellId, Moved>;

/// Gives a schedule to every lever that one of the policies moves.
fn schedules(model: &mut Model, plan: &Plan, policies: &[usize]) -> Result<Schedules, ExperimentError> {
    let mut schedules = BTreeMap::new();
    // In the order of the file, whatever the order of `policies`: a model's variables are numbered as they are made.
    let carried_out = (0..plan.policies.len()).filter(|at| policies.contains(at));
    let levers: Vec<CellId> = carried_out
        .flat_map(|at| &plan.policies[at].steps)
        .map(|step| plan.levers[step.lever].constant)
        .collect();
    for lever in &levers {
        // All levers of one array are scheduled with the first of them: after that the array is no constant, and a second call
        // would fail.
        if !schedules.contains_key(lever) {
            schedules.extend(schedule(model, lever.variable, &levers)?);
        }
    }
    Ok(schedules)
}

/// Schedules a scalar, or all elements of an array that are levers at once: its other elements need another place then.
fn schedule(
    model: &mut Model,
    variable: VariableId,
    levers: &[CellId],
) -> Result<Vec<(CellId, Moved)>, ExperimentError> {
    if model.variable(variable).shape.is_empty() {
        let schedule = model.schedule(variable)?;
        let (base, schedule) = (schedule.base, Some(schedule));
        return Ok(vec![(variable.into(), Moved { base, schedule })]);
    }
    let own = levers.iter().filter(|l| l.variable == variable);
    let elements: Vec<usize> = own.map(|l| l.element).collect();
    let scheduled = model.schedule_elements(variable, &elements)?;
    let moved = scheduled.into_iter().map(|found| {
        let (element, base, schedule) = (found.element, found.base, found.schedule);
        (CellId { variable, element }, Moved { base, schedule })
    });
    Ok(moved.collect())
}

/// Columns as they are found.
struct Columns<'a> {
    model: &'a Model,
    schedules: &'a Schedules,
    vary: Vec<VariableId>,
    /// The first column of each of `vary`.
    first: Vec<usize>,
    base: Vec<f64>,
}

impl Columns<'_> {
    /// The column of a constant; of its value outside a schedule, when it has one.
    fn of_constant(&mut self, constant: CellId) -> usize {
        let moved = self.schedules.get(&constant).map(|moved| CellId::from(moved.base));
        self.of(moved.unwrap_or(constant))
    }

    fn of(&mut self, cell: CellId) -> usize {
        let known = self.vary.iter().position(|v| *v == cell.variable);
        let first = match known {
            Some(at) => self.first[at],
            None => self.add(cell.variable),
        };
        first + cell.place(self.model)
    }

    /// Adds a column for each element that has an equation.
    fn add(&mut self, id: VariableId) -> usize {
        let first = self.base.len();
        let variable = self.model.variable(id);
        if let Kind::Constant { values, .. } = &variable.kind {
            let defined = |at: &usize| variable.defined.as_ref().is_none_or(|d| d[*at]);
            let own = (0..values.len()).filter(defined).map(|at| values[at]);
            self.base.extend(own);
        } else {
            // Building the program refuses to vary what is no constant, and says so by name; until then it needs a column.
            self.base.push(f64::NAN);
        }
        self.vary.push(id);
        self.first.push(first);
        first
    }

    fn of_sets(&mut self, sets: &[Assignment]) -> Vec<(usize, f64)> {
        sets.iter().map(|s| (self.of_constant(s.constant), s.value)).collect()
    }

    fn of_policy(&mut self, policy: &Policy, plan: &Plan) -> Vec<(usize, f64)> {
        let mut cells = Vec::new();
        for step in &policy.steps {
            let lever = plan.levers[step.lever].constant;
            let Some(schedule) = self.schedules.get(&lever).and_then(|moved| moved.schedule) else {
                continue;
            };
            let time = |year| plan.calendar.time(year);
            cells.push((self.of(schedule.value.into()), step.value));
            cells.push((self.of(schedule.from.into()), time(step.from)));
            cells.push((self.of(schedule.until.into()), step.until.map_or(check::NEVER, time)));
            // A length of time: it is scaled, but not counted from the calendar's zero like a date.
            cells.push((self.of(schedule.ramp.into()), step.ramp * plan.calendar.per_year));
        }
        cells
    }
}
