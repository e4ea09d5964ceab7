//! The variable whose equations are being written, and what every part of them needs.

use super::build;
use super::lower::{Lowering, Place};
use super::output::Output;
use super::scope::{Known, Scope};
use parse::xmile::Path;
use parse::{Expr, Subscript};
use source::Span;

/// What an equation is written for: the places on its left-hand side, and where its formula stands in the file.
#[derive(Clone, Copy)]
pub(super) struct Site<'p> {
    /// What stands at each place on the left.
    pub places: &'p [Place],
    /// The formula.
    pub span: Span,
}

/// Writes equations for one variable.
pub(super) struct Writer<'s, 'x, 'o, 'd> {
    /// Everything that has a name.
    pub scope: &'s Scope<'x>,
    /// Where the equations go.
    pub out: &'o mut Output<'d>,
    /// Which variable.
    pub at: usize,
    /// Its group.
    pub group: Option<usize>,
}

impl<'s, 'x> Writer<'s, 'x, '_, '_> {
    /// The variable.
    pub fn known(&self) -> &'s Known<'x> {
        &self.scope.variables[self.at]
    }

    /// The subscripts that stand on the left for these places.
    pub fn subscripts(&mut self, places: &[Place]) -> Vec<Subscript> {
        let span = self.known().variable.name.span;
        Lowering::new(self.scope, self.out, self.at, places.to_vec()).target_subscripts(span)
    }

    /// The variable itself at the place at hand.
    pub fn own(&mut self, site: Site) -> Expr {
        let name = self.known().name.clone();
        let subscripts = self.subscripts(site.places);
        Expr {
            span: site.span,
            ..build::reference(name, subscripts)
        }
    }

    /// References to flows at the place at hand.
    pub fn flows(&mut self, paths: &[Path], places: &[Place]) -> Vec<Expr> {
        let mut lowering = Lowering::new(self.scope, self.out, self.at, places.to_vec());
        let flows = paths.iter();
        flows.map(|path| lowering.reference(path, &[], path.span)).collect()
    }
}
