//! What can be checked: a model of either format, or equations.

use crate::xmile;
use parse::{Parsed, ParsedModel, XmileModel};
use source::Diagnostics;
use std::borrow::Cow;

/// What has equations, because it is made of them or because it means them.
pub trait Input {
    /// The equations, with diagnostics where its meaning cannot be decided.
    fn equations(&self, diagnostics: &mut Diagnostics) -> Cow<'_, ParsedModel>;

    /// Whether its author writes XMILE.
    fn is_xmile(&self) -> bool {
        false
    }
}

impl Input for ParsedModel {
    fn equations(&self, _: &mut Diagnostics) -> Cow<'_, ParsedModel> {
        Cow::Borrowed(self)
    }
}

impl Input for XmileModel {
    fn equations(&self, diagnostics: &mut Diagnostics) -> Cow<'_, ParsedModel> {
        Cow::Owned(xmile::equations(self, diagnostics))
    }

    fn is_xmile(&self) -> bool {
        true
    }
}

impl Input for Parsed {
    fn equations(&self, diagnostics: &mut Diagnostics) -> Cow<'_, ParsedModel> {
        match self {
            Parsed::Vensim(model) => model.equations(diagnostics),
            Parsed::Xmile(model) => model.equations(diagnostics),
        }
    }

    fn is_xmile(&self) -> bool {
        matches!(self, Parsed::Xmile(_))
    }
}
