//! Scheduling: every loop nest goes to the section of the program that runs it as rarely as its reads and its readers allow.

use crate::Frequency;
use crate::dead_code::{Demand, demands};
use crate::frequency::frequencies;
use crate::mir::{LoopNest, Mir, Phase};

/// The sections of a program, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Section {
    /// Once a run.
    Start,
    /// At every evaluation, for all runs of a block.
    SharedStep,
    /// At every evaluation.
    Step,
    /// At the beginning of every full step.
    Advance,
    /// At save points, for all runs of a block.
    SharedSave,
    /// At save points.
    Save,
}

impl Section {
    /// All sections in order.
    pub const ALL: [Section; 6] = [
        Section::Start,
        Section::SharedStep,
        Section::Step,
        Section::Advance,
        Section::SharedSave,
        Section::Save,
    ];
}

/// Notes the section of each loop nest, and how often each buffer can change. Dead nests are gone by now.
pub(crate) fn schedule(mir: &mut Mir) {
    let frequencies = frequencies(mir);
    let demands = demands(mir);
    let of_nest = |(nest, demand): (&LoopNest, Option<Demand>)| {
        let frequency = frequencies[nest.target.buffer.at()];
        section(nest.phase, frequency, demand.unwrap_or(Demand::Save))
    };
    mir.sections = mir.nests.iter().zip(demands).map(of_nest).collect();
    mir.frequencies = frequencies;
}

fn section(phase: Phase, frequency: Frequency, demand: Demand) -> Section {
    match (phase, frequency, demand) {
        (Phase::Initial, ..) | (_, Frequency::Once | Frequency::Run, _) => Section::Start,
        (_, Frequency::SharedStep, Demand::Save) => Section::SharedSave,
        // There is no uniform section for what runs once a full step: at every evaluation costs one run of a block little.
        (_, Frequency::SharedStep, _) => Section::SharedStep,
        (_, Frequency::Step, Demand::Save) => Section::Save,
        (_, Frequency::Step, Demand::Advance) => Section::Advance,
        (_, Frequency::Step, Demand::Step) => Section::Step,
    }
}
