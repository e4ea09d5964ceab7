//! Homes that always hold the same become one: a rate that is a flow, an auxiliary that is another.

use crate::Op;
use crate::arrange::{Loop, Statement};
use crate::draft::{Cell, Draft, HomeId, HomeKind, Source};
use rustc_hash::FxHashMap;

/// Lets what reads a home read another one that one loop fills with the same values, if nothing else fills either of them;
/// then nobody reads the first.
pub(crate) fn join(loops: &mut [Loop], draft: &mut Draft) {
    let mut stores: FxHashMap<HomeId, u32> = FxHashMap::default();
    for statement in loops.iter().flat_map(|one| &one.code) {
        if let Statement::Store { target, .. } = statement {
            *stores.entry(target.home).or_default() += 1;
        }
    }
    let mut joined: FxHashMap<HomeId, HomeId> = FxHashMap::default();
    for one in loops.iter() {
        let mut filled: FxHashMap<Source, HomeId> = FxHashMap::default();
        for (home, value) in one
            .code
            .iter()
            .filter_map(|statement| filling(statement, one.turns, draft))
        {
            if stores[&home] != 1 {
                continue;
            }
            let Some(&other) = filled.get(&value) else {
                filled.insert(value, home);
                continue;
            };
            match (draft.homes[other.0 as usize].kind, draft.homes[home.0 as usize].kind) {
                (_, HomeKind::Computed) => _ = joined.insert(home, other),
                (HomeKind::Computed, _) => {
                    joined.insert(other, home);
                    joined.values_mut().filter(|to| **to == other).for_each(|to| *to = home);
                    filled.insert(value, home);
                }
                _ => {}
            }
        }
    }
    if !joined.is_empty() {
        rename(loops, draft, &joined);
    }
}

/// The home that a statement fills, all of it, with a value that is computed here.
fn filling(statement: &Statement, turns: u32, draft: &Draft) -> Option<(HomeId, Source)> {
    let Statement::Store {
        how: Op::Copy,
        target,
        value: value @ Source::Local(_),
    } = *statement
    else {
        return None;
    };
    let home = &draft.homes[target.home.0 as usize];
    let is_filled = home.cells == turns && target == Cell::of(target.home, turns);
    let can_join = matches!(home.kind, HomeKind::Computed | HomeKind::Driving);
    (is_filled && can_join).then_some((target.home, value))
}

fn rename(loops: &mut [Loop], draft: &mut Draft, joined: &FxHashMap<HomeId, HomeId>) {
    let rename = |home: &mut HomeId| *home = joined.get(home).copied().unwrap_or(*home);
    for statement in loops.iter_mut().flat_map(|one| &mut one.code) {
        // The home that is given up keeps its store, which nobody reads any more.
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
