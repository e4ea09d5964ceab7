//! Initial values of stocks, which the model computes, as constants that can be set.

use crate::InputError;
use crate::cells::{self, Cells};
use check::{Expr, ExprKind, Kind, Model, Role, Variable, VariableId};
use std::sync::Arc;

/// What an input's name begins with when it means the initial value of a stock.
const PREFIX: &str = "initial:";

/// The stock whose initial value a name means.
pub(crate) fn stock_of(name: &str) -> Option<&str> {
    let (prefix, stock) = name.trim().split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(stock)
}

/// Lets a stock start from a constant of its own, and gives that constant. It may vary within an ensemble like any other.
pub(crate) fn expose(model: &mut Model, stock: &str, value: f64) -> Result<VariableId, InputError> {
    let Cells { variable, cells } = cells::find(model, stock)?;
    check_whole(model, variable, cells.len())?;
    let constant = VariableId(model.variables.len() as u32);
    model.variables.push(hidden_constant(model.variable(variable), value));
    let mut starts = model.equations.iter_mut();
    for start in starts.by_ref().filter(|e| e.variable == variable && e.role == Role::Start) {
        start.body = Expr {
            kind: ExprKind::Variable(constant, Vec::new()),
            span: start.span,
        };
    }
    Ok(constant)
}

fn check_whole(model: &Model, variable: VariableId, cells: usize) -> Result<(), InputError> {
    let stock = model.variable(variable);
    let refused = |reason: String| {
        let name = format!("{PREFIX}{}", stock.name);
        Err(InputError::NotSettable { name, reason })
    };
    if !matches!(stock.kind, Kind::Stock) {
        return refused(format!("`{}` is not a stock: it has no initial value", stock.name));
    }
    if cells != model.cells(variable) {
        // One equation may start many elements at once.
        return refused(format!(
            "the elements of `{}` start from one value together: leave the subscripts out",
            stock.name
        ));
    }
    Ok(())
}

fn hidden_constant(stock: &Variable, value: f64) -> Variable {
    let name: Arc<str> = format!("{PREFIX}{}", stock.name).into();
    Variable {
        key: parse::Name::key_of(&name).into(),
        name,
        shape: Vec::new(),
        defined: None,
        kind: Kind::Constant {
            values: vec![value],
            fixed: false,
        },
        hidden: true,
        ..stock.clone()
    }
}
