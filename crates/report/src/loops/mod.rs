//! Feedback loops: whether each link of a named loop exists, which way it works along the base run, and what that makes of
//! the loop.

mod probe;

use crate::ReportError;
use check::loops::{CausalGraph, Leg, LegState};
use check::{ExprKind, Kind, Model, VariableId};
use findings::{LoopFinding, LoopLink, LoopSign, Polarity};
use probe::{Link, Signs};
use run::Simd;
use std::collections::BTreeSet;
use study::{NamedLoop, Study};

/// How polarities are found, in words for a report.
pub const METHOD: &str = "Each link is judged by its own equation along one run of the model as it stands: at every save \
point the cause is raised and lowered by 0.1 % (where it is near 0, by a millionth) while all else stays, and the sign of the \
difference is the link's. A loop reinforces when an even number of its links is negative.";

/// The loops of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loops {
    /// The named ones, in the study's order.
    pub named: Vec<LoopFinding>,
    /// The shortest independent loops; `None` when the model has too many links on loops.
    pub independent: Option<Vec<LoopFinding>>,
}

/// The study's loops: one run of the model as it is, with these instructions.
///
/// # Errors
/// If the model cannot be run.
pub fn of_study(study: &Study, simd: Simd) -> Result<Loops, ReportError> {
    find(&study.plan.model, &study.loops, simd)
}

/// Looks for named loops in a model, and for the shortest independent ones.
///
/// # Errors
/// If the model cannot be run.
pub fn find(model: &Model, named: &[NamedLoop], simd: Simd) -> Result<Loops, ReportError> {
    // A loop that a study names is looked for beside the shortest independent loop set (Oliva 2004), which shows what was not
    // named.
    let graph = CausalGraph::of(model);
    let independent = graph.shortest_independent_loops(model);
    let through = named.iter().map(|n| n.through.as_slice());
    let all = through.chain(independent.iter().flatten().map(Vec::as_slice));
    let legs: Vec<Vec<Leg>> = all.map(|through| graph.trace(model, through)).collect();
    let linked = legs.iter().flatten().filter(|leg| leg.state == LegState::Linked);
    let links: BTreeSet<Link> = linked.map(link_of).collect();
    let signs = Signs::of(model, (&graph, &links), simd)?;
    let finder = Finder {
        model,
        graph: &graph,
        signs: &signs,
    };
    let (of_named, of_independent) = legs.split_at(named.len());
    let named = named.iter().zip(of_named);
    let numbered = |(at, legs): (usize, &Vec<Leg>)| LoopFinding {
        key: format!("L{}", at + 1),
        ..finder.loop_of(legs)
    };
    Ok(Loops {
        named: named.map(|(named, legs)| finder.named_loop(named, legs)).collect(),
        independent: independent.map(|_| of_independent.iter().enumerate().map(numbered).collect()),
    })
}

fn link_of(leg: &Leg) -> Link {
    Link {
        cause: leg.cause,
        effect: leg.effect,
    }
}

struct Finder<'a> {
    model: &'a Model,
    graph: &'a CausalGraph,
    signs: &'a Signs,
}

impl Finder<'_> {
    fn named_loop(&self, named: &NamedLoop, legs: &[Leg]) -> LoopFinding {
        let sign = if named.reinforcing {
            LoopSign::Reinforcing
        } else {
            LoopSign::Balancing
        };
        LoopFinding {
            key: named.key.clone(),
            name: named.name.clone(),
            named: Some(sign),
            ..self.loop_of(legs)
        }
    }

    /// A loop without a name.
    fn loop_of(&self, legs: &[Leg]) -> LoopFinding {
        let links: Vec<LoopLink> = legs.iter().map(|leg| self.link(leg)).collect();
        LoopFinding {
            key: String::new(),
            name: String::new(),
            named: None,
            found: sign(&links),
            links,
        }
    }

    fn link(&self, leg: &Leg) -> LoopLink {
        let name = |id: VariableId| self.model.variable(id).name.to_string();
        let (polarity, share) = match leg.state {
            LegState::Linked => self.signs.polarity(self.graph, link_of(leg)),
            LegState::Exogenous => (Polarity::Exogenous, None),
            LegState::Missing(_) => (Polarity::Missing, None),
        };
        let by = match &leg.state {
            LegState::Missing(Some(way)) => way.iter().map(|id| name(*id)).collect(),
            _ => Vec::new(),
        };
        LoopLink {
            from: name(leg.cause),
            to: name(leg.effect),
            polarity,
            positive_share: share,
            delayed: self.is_delayed(leg),
            by,
            zeros: match polarity {
                Polarity::Silent => self.zeros(leg.effect),
                _ => Vec::new(),
            },
        }
    }

    /// The constants that a variable's equations read and that are 0 throughout.
    fn zeros(&self, effect: VariableId) -> Vec<String> {
        let mut found = BTreeSet::new();
        for equation in self.model.equations.iter().filter(|e| e.variable == effect) {
            equation.body.for_each(&mut |e| {
                if let ExprKind::Variable(id, _) = e.kind {
                    found.insert(id);
                }
            });
        }
        let variables = found.into_iter().map(|id| self.model.variable(id));
        let zero = variables.filter(|v| match &v.kind {
            Kind::Constant { values, .. } => !v.hidden && values.iter().all(|x| *x == 0.0 || x.is_nan()),
            _ => false,
        });
        zero.map(|v| v.name.to_string()).collect()
    }

    /// Whether the effect, or anything that the link passes through, gathers over time.
    fn is_delayed(&self, leg: &Leg) -> bool {
        let gathers = |id: &VariableId| {
            let kind = &self.model.variable(*id).kind;
            matches!(kind, Kind::Stock | Kind::DelayLine | Kind::SampleAndHold)
        };
        let mut ways = self.graph.ways(leg.cause, leg.effect).iter().flatten();
        gathers(&leg.effect) || ways.any(gathers)
    }
}

/// What its links make of a loop.
fn sign(links: &[LoopLink]) -> LoopSign {
    let any = |polarity| links.iter().any(|l| l.polarity == polarity);
    // In this order: the worst of its links says what is wrong with a loop, since a sign needs all of them.
    if any(Polarity::Missing) {
        return LoopSign::Missing;
    }
    if any(Polarity::Exogenous) {
        return LoopSign::Open;
    }
    if any(Polarity::Silent) {
        return LoopSign::Silent;
    }
    if any(Polarity::Mixed) {
        return LoopSign::Mixed;
    }
    let negative = links.iter().filter(|l| l.polarity == Polarity::Negative).count();
    // The sign of a loop is the product of those of its links (Richardson 1986).
    match negative % 2 {
        0 => LoopSign::Reinforcing,
        _ => LoopSign::Balancing,
    }
}
