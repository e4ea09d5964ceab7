//! Variables that are made for a formula, and that no author sees.

use super::resolve::Resolver;
use crate::model::{DimensionId, Equation, Expr, ExprKind, Index, Kind, Role, Variable, VariableId};
use crate::{limits, walk};
use parse::Name;
use std::sync::Arc;

/// When an expression that is used several times is computed.
#[derive(Clone, Copy)]
pub(crate) enum Sharing {
    /// Whenever it is needed.
    Always,
    /// Once, at the start of a run.
    AtStart,
}

/// What is particular to a hidden variable.
struct Hidden {
    shape: Vec<DimensionId>,
    defined: Option<Vec<bool>>,
    kind: Kind,
}

impl Resolver<'_, '_, '_> {
    /// A name for the next thing that is made for this variable: `population › smooth 1`.
    pub fn next_name(&mut self, what: &str) -> String {
        let made = self.builder.draft.made.entry(self.place.owner).or_insert(0);
        *made += 1;
        format!("{} › {what} {made}", self.place.owner_name)
    }

    /// A hidden variable with the shape of all loops around.
    pub fn hidden(&mut self, name: &str, kind: Kind) -> VariableId {
        let shape = self.place.scope.iter().map(|t| t.dimension).collect();
        let extents: Vec<u32> = self.place.scope.iter().map(|t| t.extent).collect();
        let cells = self.builder.count_cells(&extents, self.place.span);
        let except = self.except();
        let defined = match cells {
            Some(cells) if !except.is_empty() => {
                let mut defined = vec![true; cells];
                except.iter().for_each(|iteration| defined[*iteration as usize] = false);
                Some(defined)
            }
            _ => None,
        };
        self.add(name, Hidden { shape, defined, kind })
    }

    /// A hidden variable computed at every iteration of the loops around, read at the current one.
    pub fn hidden_auxiliary(&mut self, what: &str, body: Expr) -> Expr {
        let name = self.next_name(what);
        let variable = self.hidden(&name, Kind::Auxiliary);
        self.give(variable, Role::Value, body);
        self.read(variable)
    }

    /// A hidden variable without dimensions.
    pub fn hidden_scalar(&mut self, what: &str, kind: Kind) -> VariableId {
        let name = self.next_name(what);
        self.builder.count_cells(&[], self.place.span);
        let (shape, defined) = (Vec::new(), None);
        self.add(&name, Hidden { shape, defined, kind })
    }

    /// A hidden constant over the left side's loop, read at the current iteration.
    pub fn hidden_constant(&mut self, what: &str, mut values: Vec<f64>) -> Expr {
        let name = self.next_name(what);
        for iteration in &self.place.except {
            values[*iteration as usize] = f64::NAN;
        }
        let constant = self.hidden(&name, Kind::Constant { values, fixed: false });
        self.read(constant)
    }

    /// An expression that is used several times: a hidden auxiliary, unless it is a name or a number.
    pub fn shared(&mut self, expr: Expr, name: &str, part: &str) -> Expr {
        self.shared_as(expr, &format!("{name} › {part}"), Sharing::Always)
    }

    /// An initial value that is used several times.
    pub fn shared_start(&mut self, expr: Expr, name: &str) -> Expr {
        self.shared_as(expr, &format!("{name} › start"), Sharing::AtStart)
    }

    pub fn shared_as(&mut self, expr: Expr, name: &str, by: Sharing) -> Expr {
        if matches!(
            expr.kind,
            ExprKind::Number(_) | ExprKind::Variable(..) | ExprKind::Time | ExprKind::TimeStep
        ) {
            return expr;
        }
        let (kind, role) = match by {
            Sharing::Always => (Kind::Auxiliary, Role::Value),
            Sharing::AtStart => (Kind::Initial, Role::Start),
        };
        let variable = self.hidden(name, kind);
        self.give(variable, role, expr);
        self.read(variable)
    }

    fn add(&mut self, name: &str, hidden: Hidden) -> VariableId {
        let Hidden { shape, defined, kind } = hidden;
        let nothing = self.builder.draft.shared_text("");
        self.builder.draft.add_variable(Variable {
            name: name.into(),
            key: Name::key_of(name).into(),
            shape,
            defined,
            kind,
            units: nothing.clone(),
            description: nothing,
            hidden: true,
            span: self.place.span,
        })
    }

    /// The cell of a hidden variable at the current iteration of the loops around.
    pub fn read(&self, variable: VariableId) -> Expr {
        ExprKind::Variable(variable, self.every_element()).at(self.place.span)
    }

    /// Gives a hidden variable an equation over all loops around.
    pub fn give(&mut self, variable: VariableId, role: Role, body: Expr) {
        let equation = Equation {
            variable,
            role,
            extents: self.place.scope.iter().map(|t| t.extent).collect(),
            target: self.every_element(),
            except: self.except(),
            body,
            span: self.place.span,
        };
        self.builder.draft.add_equation(equation, self.place.origin);
    }

    /// Index variable `v` for dimension `v`.
    fn every_element(&self) -> Vec<Index> {
        let all = |d| self.builder.dimensions.positions(d, d, d).unwrap_or_else(|_| Arc::new([]));
        let along = |(variable, dimension)| Index::Along {
            variable,
            positions: all(dimension),
        };
        (0..).zip(self.place.scope.iter().map(|t| t.dimension)).map(along).collect()
    }

    /// The iterations of all loops around that the left side leaves out.
    fn except(&self) -> Vec<u32> {
        let extents: Vec<u32> = self.place.scope.iter().map(|t| t.extent).collect();
        if walk::iterations(&extents).is_none_or(|iterations| iterations > limits::CELLS) {
            return Vec::new(); // refused already
        }
        let inner: u32 = extents[self.place.loops..].iter().product();
        let iterations = |iteration: &u32| iteration * inner..(iteration + 1) * inner;
        self.place.except.iter().flat_map(iterations).collect()
    }
}
