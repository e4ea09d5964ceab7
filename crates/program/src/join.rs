//! Homes that always hold the same become one: a rate that is a flow, an auxiliary that is another.

use crate::Op;
use crate::arrange::{Loop, Statement};
use crate::draft::{Cell, Draft, HomeId, HomeKind, Source};

/// Lets what reads a home read another one that one loop fills with the same values, if nothing else fills either of them;
/// then nobody reads the first.
pub(crate) fn join(loops: &mut [Loop], draft: &mut Draft) {
    let mut joining = Joining {
        stores: vec![0; draft.homes.len()],
        joined: Vec::new(),
        draft,
    };
    for statement in loops.iter().flat_map(|one| &one.code) {
        if let Statement::Store { target, .. } = statement {
            let stores = &mut joining.stores[target.home.0 as usize];
            *stores = stores.saturating_add(1);
        }
    }
    loops.iter().for_each(|one| joining.find(one));
    if !joining.joined.is_empty() {
        let joined = joining.joined;
        rename(loops, draft, &joined);
    }
}

struct Joining<'d> {
    draft: &'d Draft,
    /// How many statements store into each home.
    stores: Vec<u8>,
    /// The home that is given up, and the other.
    joined: Vec<(HomeId, HomeId)>,
}

impl Joining<'_> {
    fn find(&mut self, one: &Loop) {
        let mut filled: Vec<Option<HomeId>> = Vec::new();
        for statement in &one.code {
            let Some((home, value)) = self.filling(statement, one.iterations) else {
                continue;
            };
            if filled.is_empty() {
                filled = vec![None; one.code.len()];
            }
            let Some(other) = filled[value as usize] else {
                filled[value as usize] = Some(home);
                continue;
            };
            let is_computed = |home: HomeId| self.draft.homes[home.0 as usize].kind == HomeKind::Computed;
            if is_computed(home) {
                self.joined.push((home, other));
            } else if is_computed(other) {
                self.joined
                    .iter_mut()
                    .filter(|(_, to)| *to == other)
                    .for_each(|(_, to)| *to = home);
                self.joined.push((other, home));
                filled[value as usize] = Some(home);
            }
        }
    }

    /// The home that a statement alone fills, all of it, and the number of the value.
    fn filling(&self, statement: &Statement, iterations: u32) -> Option<(HomeId, u32)> {
        let Statement::Store {
            how: Op::Copy,
            target,
            value: Source::Local(value),
        } = *statement
        else {
            return None;
        };
        let home = &self.draft.homes[target.home.0 as usize];
        let is_filled = home.cells == iterations && target == Cell::of(target.home, iterations);
        let is_only = self.stores[target.home.0 as usize] == 1;
        let can_join = matches!(home.kind, HomeKind::Computed | HomeKind::Driving);
        (is_filled && is_only && can_join).then_some((target.home, value))
    }
}

/// The home that is given up keeps its store, which nobody reads any more.
fn rename(loops: &mut [Loop], draft: &mut Draft, joined: &[(HomeId, HomeId)]) {
    let mut names: Vec<u32> = (0..draft.homes.len() as u32).collect();
    joined.iter().for_each(|(home, other)| names[home.0 as usize] = other.0);
    let rename = |home: &mut HomeId| home.0 = names[home.0 as usize];
    for statement in loops.iter_mut().flat_map(|one| &mut one.code) {
        let sources = match statement {
            Statement::Value(operation) => &mut operation.arguments[..],
            Statement::Store { value, .. } => std::slice::from_mut(value),
        };
        for source in sources {
            if let Source::Cell(cell) = source {
                rename(&mut cell.home);
            }
        }
    }
    draft.kept.iter_mut().for_each(|kept| rename(&mut kept.home));
}
