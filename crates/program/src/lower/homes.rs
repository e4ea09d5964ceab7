//! Which home holds a variable: one for what stays, two for what is computed differently at the start and at every step.

use crate::draft::{Carried, ControlHomes, Delayed, Draft, HomeId, HomeKind, Phase, Varied};
use crate::error::{CELL_LIMIT, within_limit};
use crate::{BuildError, Request, SlotName};
use check::{Control, Equation, Kind, Model, Role, VariableId};

/// The homes of each variable.
#[derive(Clone, Copy, Debug)]
struct Of {
    /// Its value while a run starts.
    initial: HomeId,
    /// Its value at a step.
    step: HomeId,
    /// Its rate, next value or delay line input; the value itself where there is none.
    change: HomeId,
    /// The length of its delay line.
    delay: HomeId,
}

/// Finds homes.
pub(super) struct Homes {
    of: Vec<Of>,
}

impl Homes {
    /// Makes the homes of all variables of `model`.
    pub fn new(model: &Model, steady: &[bool], draft: &mut Draft) -> Result<Homes, BuildError> {
        let cells = (0..model.variables.len()).map(|v| model.cells(VariableId(v as u32)) as u64);
        within_limit(cells.sum(), CELL_LIMIT, "cells")?;
        let homes = (0..model.variables.len()).map(|at| make(model, VariableId(at as u32), steady[at], draft));
        Ok(Homes { of: homes.collect() })
    }

    /// Where a variable is read in code of `phase`.
    pub fn read(&self, variable: VariableId, phase: Phase) -> HomeId {
        let of = self.of[variable.0 as usize];
        match phase {
            Phase::Initial => of.initial,
            Phase::Step => of.step,
        }
    }

    /// Where an equation puts its value.
    pub fn target(&self, equation: &Equation, phase: Phase) -> HomeId {
        let of = self.of[equation.variable.0 as usize];
        match equation.role {
            Role::Value => self.read(equation.variable, phase),
            Role::Start => of.initial,
            Role::Rate | Role::Next | Role::Input => of.change,
            Role::Delay => of.delay,
        }
    }

    /// Where the clock's settings are.
    pub fn control(&self, control: &Control) -> ControlHomes {
        let of = |id| self.read(id, Phase::Initial);
        ControlHomes {
            start: of(control.start),
            stop: of(control.stop),
            step: of(control.step),
            save_every: of(control.save_every),
        }
    }
}

fn make(model: &Model, id: VariableId, steady: bool, draft: &mut Draft) -> Of {
    let variable = model.variable(id);
    let cells = model.cells(id) as u32;
    let name = SlotName::of(variable.name.clone());
    let only = |home| Of {
        initial: home,
        step: home,
        change: home,
        delay: home,
    };
    let about = |part: &'static str| SlotName {
        variable: variable.name.clone(),
        part,
    };
    match &variable.kind {
        Kind::Constant { values, .. } => {
            let home = draft.home(name, cells, HomeKind::Constant);
            draft.homes[home.0 as usize].known = values.iter().copied().map(Some).collect();
            only(home)
        }
        Kind::Lookup { .. } | Kind::Initial => only(draft.home(name, cells, HomeKind::Computed)),
        Kind::Auxiliary if steady => only(draft.home(name, cells, HomeKind::Computed)),
        Kind::Auxiliary => {
            let step = draft.home(name, cells, HomeKind::Computed);
            let initial = draft.home(about("start"), cells, HomeKind::Computed);
            Of { initial, ..only(step) }
        }
        Kind::Stock | Kind::SampleAndHold | Kind::DelayLine => {
            let step = draft.home(name, cells, HomeKind::State);
            let initial = draft.home(about("start"), cells, HomeKind::Computed);
            let of = Of { initial, ..only(step) };
            carried(draft, id, of, &variable.kind, &about)
        }
    }
}

/// Notes how a value carries over from step to step.
fn carried(
    draft: &mut Draft,
    variable: VariableId,
    of: Of,
    kind: &Kind,
    about: &dyn Fn(&'static str) -> SlotName,
) -> Of {
    let cells = draft.homes[of.step.0 as usize].cells;
    let what = match kind {
        Kind::Stock => "rate",
        Kind::SampleAndHold => "next",
        _ => "input",
    };
    let change = draft.home(about(what), cells, HomeKind::Driving);
    let carried = Carried {
        variable,
        state: of.step,
        change,
    };
    let mut delay = of.delay;
    match kind {
        Kind::Stock => draft.stocks.push(carried),
        Kind::SampleAndHold => draft.sample_and_hold.push(carried),
        _ => {
            delay = draft.home(about("delay"), cells, HomeKind::Driving);
            draft.delay_lines.push(Delayed {
                output: of.step,
                input: change,
                delay,
            });
        }
    }
    Of { change, delay, ..of }
}

/// Iterations the constants that vary into parameters: nothing is known of them any more.
pub(super) fn vary(model: &Model, request: &Request, homes: &Homes, draft: &mut Draft) -> Result<(), BuildError> {
    for &id in &request.vary {
        let Kind::Constant { values, fixed: false } = &model.variable(id).kind else {
            let name = model.variable(id).name.to_string();
            return Err(BuildError::NotSettable { name });
        };
        let home = homes.read(id, Phase::Initial);
        let named = |cell: usize| (cell as u32, model.cell_name(id, cell), values[cell]);
        let cells = defined_cells(model, id).map(named).collect();
        draft.homes[home.0 as usize].kind = HomeKind::Parameter;
        draft.homes[home.0 as usize].known = Vec::new();
        draft.parameters.push(Varied { home, cells });
    }
    Ok(())
}

/// The cells of a variable that the model defines.
pub(super) fn defined_cells(model: &Model, id: VariableId) -> impl Iterator<Item = usize> + '_ {
    let defined = &model.variable(id).defined;
    let is_defined = move |&cell: &usize| defined.as_ref().is_none_or(|cells| cells[cell]);
    (0..model.cells(id)).filter(is_defined)
}
