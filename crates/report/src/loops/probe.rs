//! Signs of links along the base run: each equation is computed twice more, with one of its causes a little larger and a
//! little smaller, everything else as it is.

use crate::ReportError;
use check::loops::CausalGraph;
use check::{BinaryOp, Equation, EquationId, Expr, ExprKind, Function, Kind, Model, Role, Variable, VariableId, Work};
use findings::Polarity;
use program::{Keep, Request};
use run::Simd;
use std::collections::{BTreeMap, BTreeSet};

/// By which share a cause is moved.
const SHARE: f64 = 1e-3;

/// The size that a cause near 0 is taken to have: it is then moved by a millionth.
const LEAST: f64 = 1e-3;

/// Differences below this share of the value are rounding.
const ROUNDING: f64 = 1e-13;

/// The most pairs of equations that are computed.
const MOST_PAIRS: usize = 4_000;

/// A variable and one that it acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub cause: VariableId,
    pub effect: VariableId,
}

/// How often each link within the model, hidden variables included, raised or lowered its effect.
pub(super) struct Signs {
    counts: BTreeMap<Link, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    up: usize,
    down: usize,
}

impl Signs {
    /// Runs the model once with all probes in it. Links beyond the most that are computed have no sign.
    pub fn of(
        model: &Model,
        (graph, links): (&CausalGraph, &BTreeSet<Link>),
        simd: Simd,
    ) -> Result<Signs, ReportError> {
        let mut pairs = BTreeSet::new();
        for link in links {
            let ways = graph.ways(link.cause, link.effect).iter();
            pairs.extend(ways.flat_map(|way| steps(*link, way)));
        }
        let mut probed = Probed {
            model: model.clone(),
            probes: Vec::new(),
        };
        for pair in pairs.into_iter().take(MOST_PAIRS) {
            for role in [Role::Value, Role::Rate, Role::Next, Role::Input] {
                probed.add(pair, role);
            }
        }
        probed.run(simd)
    }

    /// The polarity of a link, and in what share of the moments with an effect it is positive.
    pub fn polarity(&self, graph: &CausalGraph, link: Link) -> (Polarity, Option<f64>) {
        let ways = graph.ways(link.cause, link.effect).iter();
        let counts: Vec<Count> = ways.map(|way| self.along(&steps(link, way))).collect();
        let up: usize = counts.iter().map(|c| c.up).sum();
        let down: usize = counts.iter().map(|c| c.down).sum();
        let polarity = match (up, down) {
            (0, 0) => return (Polarity::Silent, None),
            (_, 0) => Polarity::Positive,
            (0, _) => Polarity::Negative,
            _ => Polarity::Mixed,
        };
        (polarity, Some(up as f64 / (up + down) as f64))
    }

    /// Along several steps: signs multiply.
    fn along(&self, steps: &[Link]) -> Count {
        let start = Count { up: 1, down: 0 };
        let counts = steps.iter().map(|step| self.counts.get(step).copied().unwrap_or_default());
        counts.fold(start, Count::times)
    }
}

impl Count {
    /// Two negative signs are a positive one.
    fn times(self, next: Count) -> Count {
        // Bounded, since products of counts grow with each step of a way; only their ratio is shown.
        let bounded = |same: usize, other: usize| same.saturating_add(other).min(1 << 20);
        Count {
            up: bounded(self.up * next.up, self.down * next.down),
            down: bounded(self.up * next.down, self.down * next.up),
        }
    }
}

/// The single steps of a link on its way through hidden variables.
fn steps(link: Link, way: &[VariableId]) -> Vec<Link> {
    let from = std::iter::once(&link.cause).chain(way);
    let to = way.iter().chain(std::iter::once(&link.effect));
    let step = |(cause, effect): (&VariableId, &VariableId)| Link {
        cause: *cause,
        effect: *effect,
    };
    from.zip(to).map(step).collect()
}

/// An equation computed with a larger and with a smaller cause.
struct Probe {
    link: Link,
    larger: VariableId,
    smaller: VariableId,
}

struct Probed {
    model: Model,
    probes: Vec<Probe>,
}

impl Probed {
    /// Adds the two copies of what gives `role` to the effect, if it reads the cause.
    fn add(&mut self, link: Link, role: Role) {
        let own = self.model.equations.iter();
        let own = own.filter(|e| e.variable == link.effect && e.role == role);
        let own: Vec<Equation> = own.cloned().collect();
        if own.iter().any(|e| reads(&e.body, link.cause)) {
            let larger = self.copy(link, &own, SHARE);
            let smaller = self.copy(link, &own, -SHARE);
            self.probes.push(Probe { link, larger, smaller });
        }
    }

    /// A variable that is computed as the effect is, with the cause moved by a share.
    fn copy(&mut self, link: Link, own: &[Equation], share: f64) -> VariableId {
        let id = VariableId(self.model.variables.len() as u32);
        let name = format!("probe {}", id.0);
        let effect = self.model.variable(link.effect).clone();
        self.model.variables.push(Variable {
            key: name.as_str().into(),
            name: name.into(),
            kind: Kind::Auxiliary,
            hidden: true,
            ..effect
        });
        for equation in own {
            let mut body = equation.body.clone();
            move_cause(&mut body, link.cause, share);
            self.compute(Equation {
                variable: id,
                role: Role::Value,
                body,
                ..equation.clone()
            });
        }
        id
    }

    /// Computes an equation behind all others: a probe reads what they give, and none of them reads a probe.
    fn compute(&mut self, equation: Equation) {
        let number = EquationId(self.model.equations.len() as u32);
        self.model.equations.push(equation);
        self.model.step_order.push(Work {
            equation: number,
            cells: None,
        });
    }

    fn run(self, simd: Simd) -> Result<Signs, ReportError> {
        let mut counts = BTreeMap::new();
        if self.probes.is_empty() {
            return Ok(Signs { counts });
        }
        let keep = self.probes.iter().flat_map(|p| [p.larger, p.smaller]).collect();
        let request = Request {
            vary: Vec::new(),
            keep: Keep::Only(keep),
        };
        let program = program::build(&self.model, &request)?;
        let options = run::Options {
            simd,
            ..run::Options::default()
        };
        let trajectory = run::simulate_with(&program, &[], &options)?;
        let cells = by_variable(&trajectory);
        for probe in &self.probes {
            let values = |id: VariableId| cells.get(&*self.model.variable(id).name).map_or(&[][..], Vec::as_slice);
            let count: &mut Count = counts.entry(probe.link).or_default();
            for (larger, smaller) in values(probe.larger).iter().zip(values(probe.smaller)) {
                larger.iter().zip(*smaller).for_each(|(a, b)| count.add(*a, *b));
            }
        }
        Ok(Signs { counts })
    }
}

impl Count {
    fn add(&mut self, larger: f64, smaller: f64) {
        let difference = larger - smaller;
        // Not a number on either side is no sign.
        if difference.abs() > ROUNDING * larger.abs().max(smaller.abs()) {
            if difference > 0.0 {
                self.up += 1;
            } else {
                self.down += 1;
            }
        }
    }
}

/// The trajectories of all cells of each variable, by its name.
fn by_variable(trajectory: &run::Trajectory) -> BTreeMap<&str, Vec<&[f64]>> {
    let mut cells: BTreeMap<&str, Vec<&[f64]>> = BTreeMap::new();
    for (name, values) in trajectory.names.iter().zip(&trajectory.values) {
        let variable = name.split('[').next().unwrap_or(name);
        cells.entry(variable).or_default().push(values);
    }
    cells
}

fn reads(body: &Expr, cause: VariableId) -> bool {
    let mut found = false;
    body.for_each(&mut |e| found |= matches!(&e.kind, ExprKind::Variable(id, _) if *id == cause));
    found
}

/// `cause + share · max(|cause|, LEAST)`.
fn moved(cause: &Expr, share: f64) -> Expr {
    let at = |kind| Expr { kind, span: cause.span };
    let size = ExprKind::Call(
        Function::Max,
        vec![
            at(ExprKind::Call(Function::Abs, vec![cause.clone()])),
            at(ExprKind::Number(LEAST)),
        ],
    );
    let by = ExprKind::Binary(BinaryOp::Multiply, at(ExprKind::Number(share)).into(), at(size).into());
    at(ExprKind::Binary(BinaryOp::Add, cause.clone().into(), at(by).into()))
}

/// Moves the cause wherever an expression reads it.
fn move_cause(expr: &mut Expr, cause: VariableId, share: f64) {
    if matches!(&expr.kind, ExprKind::Variable(id, _) if *id == cause) {
        *expr = moved(expr, share);
        return;
    }
    match &mut expr.kind {
        ExprKind::Unary(_, a) | ExprKind::Lookup { x: a, .. } | ExprKind::Reduce { body: a, .. } => {
            move_cause(a, cause, share);
        }
        ExprKind::Binary(_, a, b) => [a, b].into_iter().for_each(|e| move_cause(e, cause, share)),
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|e| move_cause(e, cause, share)),
        ExprKind::Call(_, arguments) => arguments.iter_mut().for_each(|e| move_cause(e, cause, share)),
        ExprKind::Uniform { element, noise, .. } => {
            move_cause(element, cause, share);
            noise.iter_mut().for_each(|e| move_cause(e, cause, share));
        }
        ExprKind::Vector { arguments, .. } => arguments.iter_mut().for_each(|a| move_cause(&mut a.body, cause, share)),
        ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep | ExprKind::Position(_) | ExprKind::Variable(..) => {}
    }
}
