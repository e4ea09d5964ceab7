//! Functions that share out a supply: allocation by profiles or priorities, and the market price that goes with it.

use super::super::resolve::Resolver;
use super::call;
use super::extent::{Refused, Run, no_subscript, refuse, unequal};
use crate::model::{ExprKind, VectorArgument, VectorFunction};
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// `ALLOCATE AVAILABLE(requests, profiles, available)`.
    pub(super) fn allocation(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let run = self.last_dimension(&arguments[0])?;
        let requests = self.along_runs(&arguments[0], &[&run])?;
        let profiles = self.profiles(&arguments[1], Some(&run))?;
        let available = self.number(&arguments[2]);
        let element = vec![self.element(&run)?];
        let arguments = vec![requests, profiles, available];
        Ok(call(VectorFunction::AllocateAvailable, arguments, element))
    }

    /// `ALLOCATE BY PRIORITY(requests, priorities, size, width, supply)`.
    pub(super) fn by_priority(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let run = self.last_dimension(&arguments[0])?;
        self.has_size(&run, &arguments[2])?;
        let requests = self.along_runs(&arguments[0], &[&run])?;
        let priorities = self.priorities(&arguments[1], &run)?;
        let [width, supply] = [3, 4].map(|at| self.number(&arguments[at]));
        let element = vec![self.element(&run)?];
        let arguments = vec![requests, priorities, width, supply];
        Ok(call(VectorFunction::AllocateByPriority, arguments, element))
    }

    /// The size is redundant, so a wrong one shows that the author means another dimension.
    fn has_size(&self, run: &Run, size: &parse::Expr) -> Result<(), Refused> {
        match self.written_size(size) {
            Some(given) if given != f64::from(run.extent) => refuse(other_size(run, given, size.span)),
            _ => Ok(()),
        }
    }

    fn priorities(&mut self, argument: &parse::Expr, requests: &Run) -> Result<VectorArgument, Refused> {
        let run = self.last_dimension(argument)?;
        if run.extent != requests.extent {
            return refuse(unequal([requests, &run], argument.span));
        }
        self.along_runs(argument, &[&run])
    }

    /// `FIND MARKET PRICE(demands, profiles, supplies, profiles)`.
    pub(super) fn market(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let mut resolved = Vec::with_capacity(4);
        for side in arguments.chunks(2) {
            let run = self.last_run(&side[0])?;
            resolved.push(self.along_runs(&side[0], &[&run])?);
            resolved.push(self.profiles(&side[1], Some(&run))?);
        }
        Ok(call(VectorFunction::MarketPrice, resolved, Vec::new()))
    }

    /// `DEMAND AT PRICE(quantity, profile, price)` and its like.
    pub(super) fn at_price(
        &mut self,
        function: VectorFunction,
        arguments: &[parse::Expr],
    ) -> Result<ExprKind, Refused> {
        let quantity = self.number(&arguments[0]);
        let profile = self.profiles(&arguments[1], None)?;
        let arguments = vec![quantity, profile, self.number(&arguments[2])];
        Ok(call(function, arguments, Vec::new()))
    }

    /// Profiles: four elements from the last subscript on, for each element along the subscript before it.
    fn profiles(&mut self, argument: &parse::Expr, requests: Option<&Run>) -> Result<VectorArgument, Refused> {
        let (reference, variable) = self.lead(argument)?;
        let at = reference.subscripts.len();
        let Some(last) = reference.subscripts.last() else {
            return refuse(no_subscript(argument.span));
        };
        let columns = profile(self.run(last, variable, at - 1)?, argument.span)?;
        let Some(requests) = requests else {
            return self.along_runs(argument, &[&columns]);
        };
        let [.., before, _] = &reference.subscripts[..] else {
            return refuse(no_row_of_profiles(requests, argument.span));
        };
        let rows = self.run(before, variable, at - 2)?;
        if rows.extent != requests.extent {
            return refuse(unequal([requests, &rows], argument.span));
        }
        self.along_runs(argument, &[&rows, &columns])
    }
}

/// The four elements that a profile takes of those from `columns` on.
fn profile(columns: Run, span: Span) -> Result<Run, Refused> {
    if (columns.extent as usize) < math::PROFILE {
        return refuse(too_short(&columns, span));
    }
    let extent = math::PROFILE as u32;
    Ok(Run { extent, ..columns })
}

fn too_short(columns: &Run, span: Span) -> Diagnostic {
    let message = format!(
        "a profile needs {} elements: type, priority, width and extra; from `{}` on there are {}",
        math::PROFILE,
        columns.name,
        columns.extent
    );
    Diagnostic::error("not-a-profile", span, message)
}

fn no_row_of_profiles(requests: &Run, span: Span) -> Diagnostic {
    let message = format!("profiles need `{}` as the subscript before the last", requests.name);
    Diagnostic::error("not-a-profile", span, message)
}

fn other_size(run: &Run, size: f64, span: Span) -> Diagnostic {
    let message = format!(
        "`{}` has {} elements, but the given size is {size}",
        run.name, run.extent
    );
    Diagnostic::error("dimension-mismatch", span, message)
}
