//! Drops code that nobody needs, and sorts the rest by who needs it how often.

use crate::Frequency;
use crate::draft::{Draft, HomeId, HomeKind, Phase, Piece};
use crate::frequency::frequencies;

/// The lists of a program, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum List {
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

impl List {
    /// All lists in order.
    pub const ALL: [List; 6] = [
        List::Start,
        List::SharedStep,
        List::Step,
        List::Advance,
        List::SharedSave,
        List::Save,
    ];
}

/// Who needs a home most often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// The sink.
    Save,
    /// Held values and delay_lines.
    Advance,
    /// Rates.
    Step,
}

/// The code that is needed, each piece with its list, and how often each home's cells can change.
pub(crate) struct Sorted {
    pub pieces: Vec<(List, Piece)>,
    pub frequencies: Vec<Frequency>,
}

/// Takes the pieces of `draft` and sorts those that are needed into lists.
pub(crate) fn sort(draft: &mut Draft) -> Sorted {
    let frequencies = frequencies(draft);
    let mut needs = roots(draft);
    let mut sorted = Vec::with_capacity(draft.pieces.len());
    for piece in std::mem::take(&mut draft.pieces).into_iter().rev() {
        let home = piece.target.home.0 as usize;
        let Some(need) = needs[home] else { continue };
        for cell in piece.reads() {
            let of_source = &mut needs[cell.home.0 as usize];
            *of_source = (*of_source).max(Some(need));
        }
        let list = list(&piece, frequencies[home], need);
        sorted.push((list, piece));
    }
    sorted.reverse();
    Sorted {
        pieces: sorted,
        frequencies,
    }
}

/// What the integration and the sink need.
fn roots(draft: &Draft) -> Vec<Option<Need>> {
    let mut needs = vec![None; draft.homes.len()];
    let mut need = |home: HomeId, need: Need| {
        let held = &mut needs[home.0 as usize];
        *held = (*held).max(Some(need));
    };
    draft.kept.iter().for_each(|kept| need(kept.home, Need::Save));
    draft
        .sample_and_hold
        .iter()
        .for_each(|held| need(held.change, Need::Advance));
    for delayed in &draft.delay_lines {
        need(delayed.input, Need::Advance);
        need(delayed.delay, Need::Advance);
    }
    draft.stocks.iter().for_each(|stock| need(stock.change, Need::Step));
    draft
        .changes
        .iter()
        .flatten()
        .for_each(|home| need(*home, Need::Advance));
    for (at, home) in draft.homes.iter().enumerate() {
        if home.kind == HomeKind::State {
            need(HomeId(at as u32), Need::Step);
        }
    }
    needs
}

fn list(piece: &Piece, frequency: Frequency, need: Need) -> List {
    match (piece.phase, frequency, need) {
        (Phase::Initial, ..) | (_, Frequency::Once | Frequency::Run, _) => List::Start,
        (_, Frequency::SharedStep, Need::Save) => List::SharedSave,
        (_, Frequency::SharedStep, _) => List::SharedStep,
        (_, Frequency::Step, Need::Save) => List::Save,
        (_, Frequency::Step, Need::Advance) => List::Advance,
        (_, Frequency::Step, Need::Step) => List::Step,
    }
}
