//! Scheduling: every loop nest goes to the section of the program that runs it as rarely as its reads and its readers allow.

use crate::Frequency;
use crate::dead_code::{Demand, demands};
use crate::frequency::frequencies;
use crate::mir::{LoopNest, Mir, Phase, Section};

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
