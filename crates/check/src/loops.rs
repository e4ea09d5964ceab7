//! Feedback: which variable acts on which, and along which loops.
//!
//! A link goes from a cause to an effect whose value, rate or next value reads it. Variables that an expansion made are passed
//! through, so that links join what the author named. What is read only at the start closes no loop.

use crate::limits::{LOOP_LINKS, LOOP_PATHS, LOOP_STEPS};
use crate::model::{Kind, Model, Role, VariableId};
use crate::order::graph::{Adjacency, components};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Causal links between the variables that the author named.
#[derive(Clone, Debug, Default)]
pub struct CausalGraph {
    /// Effects of each cause, ascending.
    effects: BTreeMap<VariableId, BTreeSet<VariableId>>,
    /// For each link the ways through hidden variables; an empty way is a direct link.
    ways: BTreeMap<(VariableId, VariableId), Vec<Vec<VariableId>>>,
}

/// One link of a loop that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// What acts.
    pub cause: VariableId,
    /// What it acts on.
    pub effect: VariableId,
    /// What was found.
    pub state: LegState,
}

/// What became of a link that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegState {
    /// The effect reads the cause.
    Linked,
    /// The effect is set from outside, a constant or a course over time that no stock acts on: the loop stays open here.
    Exogenous,
    /// There is no such link; the shortest way from cause to effect, both left out, if there is any.
    Missing(Option<Vec<VariableId>>),
}

impl CausalGraph {
    /// The links of a model.
    pub fn of(model: &Model) -> CausalGraph {
        let next = successors(model);
        let mut graph = CausalGraph::default();
        let mut steps = LOOP_STEPS;
        for (at, variable) in model.variables.iter().enumerate() {
            if !variable.hidden && !matches!(variable.kind, Kind::Lookup { .. }) {
                graph.follow(model, &next, VariableId(at as u32), &mut steps);
            }
        }
        graph
    }

    /// Finds every effect of a cause, with the ways through hidden variables.
    fn follow(&mut self, model: &Model, next: &Adjacency, cause: VariableId, steps: &mut usize) {
        let mut open: Vec<(VariableId, Vec<VariableId>)> = vec![(cause, Vec::new())];
        let mut seen = BTreeSet::new();
        while let Some((at, way)) = open.pop() {
            for effect in next.of(at.0).iter().map(|n| VariableId(*n)) {
                if !model.variable(effect).hidden {
                    let ways = self.ways.entry((cause, effect)).or_default();
                    if ways.len() < LOOP_PATHS {
                        ways.push(way.clone());
                    }
                    self.effects.entry(cause).or_default().insert(effect);
                } else if !way.contains(&effect) && (*steps > 0 || seen.insert(effect)) {
                    // Beyond the limit every hidden variable is entered once a cause: links stay complete, ways do not.
                    *steps = steps.saturating_sub(1);
                    let longer = way.iter().copied().chain([effect]).collect();
                    open.push((effect, longer));
                }
            }
        }
    }

    /// Whether one variable acts on another.
    pub fn has(&self, cause: VariableId, effect: VariableId) -> bool {
        self.ways.contains_key(&(cause, effect))
    }

    /// The ways of a link through hidden variables; an empty way is a direct link.
    pub fn ways(&self, cause: VariableId, effect: VariableId) -> &[Vec<VariableId>] {
        self.ways.get(&(cause, effect)).map_or(&[], Vec::as_slice)
    }

    /// Every link, cause before effect, in ascending order.
    pub fn pairs(&self) -> impl Iterator<Item = (VariableId, VariableId)> + '_ {
        self.ways.keys().copied()
    }

    /// How many links there are.
    pub fn links(&self) -> usize {
        self.ways.len()
    }

    /// Looks for every link of a loop, the last leading back to the first.
    pub fn trace(&self, model: &Model, through: &[VariableId]) -> Vec<Leg> {
        let back = through.iter().cycle().skip(1);
        let pairs = through.iter().zip(back);
        pairs
            .map(|(cause, effect)| Leg {
                cause: *cause,
                effect: *effect,
                state: self.state(model, *cause, *effect),
            })
            .collect()
    }

    fn state(&self, model: &Model, cause: VariableId, effect: VariableId) -> LegState {
        if self.has(cause, effect) {
            return LegState::Linked;
        }
        if self.is_exogenous(model, effect) {
            return LegState::Exogenous;
        }
        LegState::Missing(self.way(cause, effect))
    }

    /// Whether the variable is a constant, or computed from nothing that a stock acts on, however indirectly.
    fn is_exogenous(&self, model: &Model, variable: VariableId) -> bool {
        if !matches!(model.variable(variable).kind, Kind::Constant { .. } | Kind::Auxiliary) {
            return false;
        }
        let gathers = |id: &VariableId| {
            let kind = &model.variable(*id).kind;
            matches!(kind, Kind::Stock | Kind::DelayLine | Kind::SampleAndHold)
        };
        let causes_of = |effect: VariableId| {
            let links = self.ways.keys().filter(move |(_, e)| *e == effect);
            links.map(|(cause, _)| *cause)
        };
        let mut seen = BTreeSet::from([variable]);
        let mut open = vec![variable];
        while let Some(at) = open.pop() {
            if gathers(&at) {
                return false;
            }
            open.extend(causes_of(at).filter(|cause| seen.insert(*cause)));
        }
        true
    }

    /// The shortest way from one variable to another, both left out.
    fn way(&self, from: VariableId, to: VariableId) -> Option<Vec<VariableId>> {
        let mut before = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            for effect in self.effects.get(&at).into_iter().flatten() {
                if *effect == to {
                    return Some(back(at, from, &before));
                }
                if *effect != from && !before.contains_key(effect) {
                    before.insert(*effect, at);
                    queue.push_back(*effect);
                }
            }
        }
        None
    }

    /// The shortest independent loops: through each link the shortest loop, the shortest first, and of these all that have a
    /// link which no loop before them has. Together they hold every link that lies on any loop. `None` for a model with more
    /// links on loops than [`LOOP_LINKS`].
    ///
    /// After Oliva, Model structure analysis through graph theory, System Dynamics Review 20(4), 2004.
    pub fn shortest_independent_loops(&self, model: &Model) -> Option<Vec<Vec<VariableId>>> {
        let inside = self.on_loops(model.variables.len());
        if inside.len() > LOOP_LINKS {
            return None;
        }
        let shortest = inside.iter().filter_map(|(cause, effect)| {
            if cause == effect {
                return Some(vec![*cause]);
            }
            let way = self.way(*effect, *cause)?;
            Some([*cause, *effect].into_iter().chain(way).collect::<Vec<_>>())
        });
        let mut loops: Vec<Vec<VariableId>> = shortest.map(smallest_first).collect();
        loops.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        loops.dedup();
        let mut covered = BTreeSet::new();
        loops.retain(|l| {
            let links = l.iter().zip(l.iter().cycle().skip(1));
            // Not `any`: every link of the loop counts as covered from now on.
            links.filter(|(a, b)| covered.insert((**a, **b))).count() > 0
        });
        Some(loops)
    }

    /// The links that lie on a loop: those within a strongly connected component.
    fn on_loops(&self, variables: usize) -> Vec<(VariableId, VariableId)> {
        let pairs: Vec<(u32, u32)> = self.ways.keys().map(|(a, b)| (a.0, b.0)).collect();
        let graph = Adjacency::new(variables, &pairs);
        let found = components(&graph, 0..variables as u32);
        let mut of = vec![0; variables];
        for (number, nodes) in found.iter().enumerate() {
            nodes.iter().for_each(|node| of[*node as usize] = number);
        }
        let within = |(a, b): &&(VariableId, VariableId)| of[a.0 as usize] == of[b.0 as usize];
        self.ways.keys().filter(within).copied().collect()
    }
}

/// What each variable acts on directly, hidden variables included.
fn successors(model: &Model) -> Adjacency {
    let mut pairs = BTreeSet::new();
    for equation in model.equations.iter().filter(|e| acts(e.role)) {
        equation.body.for_each_use(&mut |used| {
            pairs.insert((used.variable.0, equation.variable.0));
        });
    }
    let pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
    Adjacency::new(model.variables.len(), &pairs)
}

/// Whether what an equation reads acts on its variable during a run.
fn acts(role: Role) -> bool {
    match role {
        Role::Value | Role::Rate | Role::Next | Role::Input | Role::Transit => true,
        Role::Start | Role::Delay => false,
    }
}

fn back(at: VariableId, from: VariableId, before: &BTreeMap<VariableId, VariableId>) -> Vec<VariableId> {
    let mut way = Vec::new();
    let mut node = at;
    while node != from {
        way.push(node);
        node = before[&node];
    }
    way.reverse();
    way
}

/// The same loop, begun at its smallest variable.
fn smallest_first(mut found: Vec<VariableId>) -> Vec<VariableId> {
    let first = found.iter().enumerate().min_by_key(|(_, id)| **id);
    let at = first.map_or(0, |(at, _)| at);
    found.rotate_left(at);
    found
}
