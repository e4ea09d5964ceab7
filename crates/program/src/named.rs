//! Values of other crates by their names, for programs as bytes and as text: a name stays when a list gets longer in the middle.

use check::Method;
use language::{Function, Meaning, VectorFunction};
use math::LookupMode;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use std::fmt::{self, Debug, Write};

/// One of a few values, each of which `{:?}` prints as a name of its own.
pub(crate) trait Named: Copy + Debug {
    /// All of them.
    fn all() -> impl Iterator<Item = Self>;
}

impl Named for Function {
    fn all() -> impl Iterator<Item = Function> {
        language::all().filter_map(|builtin| match builtin.meaning {
            Meaning::Pure(function) => Some(function),
            _ => None,
        })
    }
}

impl Named for VectorFunction {
    fn all() -> impl Iterator<Item = VectorFunction> {
        let named = language::all().filter_map(|builtin| match builtin.meaning {
            Meaning::Vector(function) => Some(function),
            _ => None,
        });
        // No name in a model means this one alone: VECTOR ELM MAP and VECTOR REORDER expand to it.
        named.chain([VectorFunction::Element])
    }
}

impl Named for LookupMode {
    fn all() -> impl Iterator<Item = LookupMode> {
        use LookupMode::{Area, Backward, Extrapolate, Forward, Interpolate, SlopeAfter, SlopeBefore};
        [
            Interpolate,
            Extrapolate,
            Forward,
            Backward,
            Area,
            SlopeBefore,
            SlopeAfter,
        ]
        .into_iter()
    }
}

impl Named for Method {
    fn all() -> impl Iterator<Item = Method> {
        Method::ALL.into_iter()
    }
}

pub(crate) fn serialize<T: Named, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{value:?}"))
}

pub(crate) fn deserialize<'de, T: Named, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let name = <&str>::deserialize(deserializer)?;
    let found = T::all().find(|value| is_called(value, name));
    found.ok_or_else(|| D::Error::custom(format_args!("`{name}` is unknown")))
}

/// Whether a value prints as a name.
fn is_called(value: &impl Debug, name: &str) -> bool {
    let mut rest = Rest(name);
    write!(rest, "{value:?}").is_ok() && rest.0.is_empty()
}

/// The rest of a name that is being printed. Compared piece by piece: a text for every instruction would be slow to make.
struct Rest<'n>(&'n str);

impl Write for Rest<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(piece).ok_or(fmt::Error)?;
        Ok(())
    }
}
