//! How often every value can change, and code moved to where it runs no more often than that.

use crate::draft::{Cell, Draft, HomeId, HomeKind, Operation, Phase, Piece, Source};
use crate::operations::is_costly;
use crate::{Frequency, Op};
use rustc_hash::FxHashMap;

/// Arrays of values that follow from parameters are kept from step to step up to so many cells; longer ones would not stay in
/// the cache, so that only what is costly to compute is kept.
const KEPT_CELLS: u32 = 256;

/// What changes together with either.
fn join(a: Frequency, b: Frequency) -> Frequency {
    match (a, b) {
        (Frequency::Run, Frequency::SharedStep) | (Frequency::SharedStep, Frequency::Run) => Frequency::Step,
        _ => a.max(b),
    }
}

/// How often each home's cells can change, by the number of the home.
pub(crate) fn frequencies(draft: &Draft) -> Vec<Frequency> {
    let mut found: Vec<Frequency> = draft.homes.iter().map(|home| least(home.kind)).collect();
    let mut was_read = vec![false; draft.homes.len()];
    loop {
        // Pieces stand in an order in which they can run, so that few are read before they are known.
        let mut is_outdated = false;
        for piece in &draft.pieces {
            let home = piece.target.home.0 as usize;
            let own = of_piece(piece, &found, &mut was_read);
            let kind = draft.homes[home].kind;
            if kind == HomeKind::State {
                continue;
            }
            let joined = in_bank(kind, join(found[home], own));
            is_outdated |= joined != found[home] && was_read[home];
            found[home] = joined;
        }
        if !is_outdated {
            return found;
        }
    }
}

/// How often what a piece computes can change; notes which homes it reads.
fn of_piece(piece: &Piece, homes: &[Frequency], was_read: &mut [bool]) -> Frequency {
    let mut read = |frequency: Frequency, source: Source| {
        if let Source::Cell(cell) = source {
            was_read[cell.home.0 as usize] = true;
        }
        join(frequency, of_source(source, homes))
    };
    let mut frequency = read(Frequency::Once, piece.value);
    for operation in &piece.code {
        frequency = join(frequency, of_op(operation.op, piece.phase));
        frequency = operation.arguments.into_iter().fold(frequency, &mut read);
    }
    frequency
}

fn least(kind: HomeKind) -> Frequency {
    match kind {
        HomeKind::Constant | HomeKind::Computed => Frequency::Once,
        HomeKind::Parameter | HomeKind::Driving => Frequency::Run,
        HomeKind::Tick => Frequency::SharedStep,
        HomeKind::State => Frequency::Step,
    }
}

/// The integration looks into lanes only.
fn in_bank(kind: HomeKind, frequency: Frequency) -> Frequency {
    match (kind, frequency) {
        (HomeKind::Driving, Frequency::SharedStep) => Frequency::Step,
        _ => frequency,
    }
}

fn of_source(source: Source, homes: &[Frequency]) -> Frequency {
    match source {
        Source::Cell(cell) => homes[cell.home.0 as usize],
        Source::Time => Frequency::SharedStep,
        Source::None | Source::Number(_) | Source::Local(_) | Source::Table { .. } => Frequency::Once,
    }
}

fn of_op(op: Op, phase: Phase) -> Frequency {
    match op {
        Op::Call(function) if function.reads_clock() && phase == Phase::Step => Frequency::SharedStep,
        _ => Frequency::Once,
    }
}

/// Gives every value that changes less often than the code around it a home and code of its own.
pub(crate) fn hoist(draft: &mut Draft) {
    let mut homes = frequencies(draft);
    let pieces = std::mem::take(&mut draft.pieces);
    let mut hoisting = Hoisting {
        draft,
        homes: &mut homes,
        done: Vec::with_capacity(pieces.len()),
        known: FxHashMap::default(),
        frequencies: Vec::new(),
        boundaries: Vec::new(),
    };
    for piece in pieces {
        hoisting.piece(piece);
    }
    let done = hoisting.done;
    draft.pieces = done;
}

struct Hoisting<'d> {
    draft: &'d mut Draft,
    homes: &'d mut Vec<Frequency>,
    done: Vec<Piece>,
    /// Code that has a home already.
    known: FxHashMap<(Phase, u32, Vec<Operation>), HomeId>,
    /// How often each value of the present piece can change.
    frequencies: Vec<Frequency>,
    /// Which of them move.
    boundaries: Vec<usize>,
}

impl Hoisting<'_> {
    fn piece(&mut self, mut piece: Piece) {
        if piece.vector().is_some() {
            return self.done.push(piece); // what it reads and fills are homes already
        }
        self.of_code(&piece);
        self.find_boundaries(&piece);
        if !self.boundaries.is_empty() {
            let mut moved: Vec<Option<Cell>> = vec![None; piece.code.len()];
            for at in std::mem::take(&mut self.boundaries) {
                moved[at] = Some(self.apart(&piece, at, &moved));
            }
            replace(&mut piece, &moved);
        }
        self.done.push(piece);
    }

    /// How often a piece runs.
    fn of_piece(&self, piece: &Piece) -> Frequency {
        match piece.phase {
            Phase::Initial => Frequency::Run,
            Phase::Step => self.homes[piece.target.home.0 as usize],
        }
    }

    fn of_code(&mut self, piece: &Piece) {
        self.frequencies.clear();
        for operation in &piece.code {
            let mut frequency = of_op(operation.op, piece.phase);
            for &argument in &operation.arguments {
                let of_argument = match argument {
                    Source::Local(local) => self.frequencies[local as usize],
                    other => of_source(other, self.homes),
                };
                frequency = join(frequency, of_argument);
            }
            self.frequencies.push(frequency);
        }
    }

    /// Finds the operations whose values change less often than those that use them, in order.
    fn find_boundaries(&mut self, piece: &Piece) {
        let own = self.of_piece(piece);
        let frequencies = &self.frequencies;
        let mut found = std::mem::take(&mut self.boundaries);
        found.clear();
        let mut mark = |source: Source, user: Frequency| {
            if let Source::Local(local) = source
                && frequencies[local as usize] < user
            {
                found.push(local as usize);
            }
        };
        for (operation, &user) in piece.code.iter().zip(frequencies) {
            operation.arguments.iter().for_each(|&source| mark(source, user));
        }
        mark(piece.value, own);
        found.retain(|&at| is_worth_a_home(piece, at, frequencies[at]));
        found.sort_unstable();
        found.dedup();
        self.boundaries = found;
    }

    /// Gives a value of a piece a home: the code that it needs becomes a piece of its own.
    fn apart(&mut self, piece: &Piece, at: usize, moved: &[Option<Cell>]) -> Cell {
        let code = slice(piece, at, moved);
        let key = (piece.phase, piece.iterations, code);
        if let Some(&home) = self.known.get(&key) {
            return Cell::of(home, piece.iterations);
        }
        let name = self.draft.homes[piece.target.home.0 as usize].name.clone();
        let home = self.draft.home(name, piece.iterations, HomeKind::Computed);
        let target = Cell::of(home, piece.iterations);
        let code = key.2.clone();
        self.known.insert(key, home);
        let value = Source::Local(code.len() as u32 - 1);
        let apart = Piece {
            phase: piece.phase,
            iterations: piece.iterations,
            code,
            value,
            target,
            how: Op::Copy,
        };
        self.of_code(&apart);
        let frequency = self.frequencies.last().copied();
        self.homes.push(frequency.unwrap_or(Frequency::Once));
        self.done.push(apart);
        target
    }
}

fn is_worth_a_home(piece: &Piece, at: usize, frequency: Frequency) -> bool {
    frequency != Frequency::Run || piece.iterations <= KEPT_CELLS || is_costly(piece.code[at].op)
}

/// The operations that the value at `at` needs, itself last; values that have a home already are read from there.
fn slice(piece: &Piece, at: usize, moved: &[Option<Cell>]) -> Vec<Operation> {
    let mut needed = vec![false; at + 1];
    needed[at] = true;
    for index in (0..=at).rev() {
        if !needed[index] {
            continue;
        }
        for argument in piece.code[index].arguments {
            if let Source::Local(local) = argument {
                needed[local as usize] |= moved[local as usize].is_none();
            }
        }
    }
    let mut number = vec![0; at + 1];
    let mut code = Vec::new();
    for index in (0..=at).filter(|&index| needed[index]) {
        let mut operation = piece.code[index];
        for argument in &mut operation.arguments {
            if let Source::Local(local) = *argument {
                *argument = match moved[local as usize] {
                    Some(cell) => Source::Cell(cell),
                    None => Source::Local(number[local as usize]),
                };
            }
        }
        number[index] = code.len() as u32;
        code.push(operation);
    }
    code
}

/// Reads what has moved from its home, and drops the code that nothing in the piece needs any more.
fn replace(piece: &mut Piece, moved: &[Option<Cell>]) {
    if moved.iter().all(Option::is_none) {
        return;
    }
    match piece.value {
        Source::Local(local) if moved[local as usize].is_none() => {
            piece.code = slice(piece, local as usize, moved);
            piece.value = Source::Local(piece.code.len() as u32 - 1);
        }
        Source::Local(local) => {
            piece.code.clear();
            piece.value = moved[local as usize].map_or(Source::None, Source::Cell);
        }
        _ => piece.code.clear(),
    }
}
