//! A row of the table, and the id by which a tree names it.

use crate::meaning::{Meaning, Purity};
use crate::unit::UnitRule;
use std::fmt::{self, Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// At least so many.
    pub least: usize,
    /// At most so many.
    pub most: usize,
}

impl Arity {
    /// Exactly so many.
    pub const fn exactly(count: usize) -> Arity {
        Arity {
            least: count,
            most: count,
        }
    }

    /// Whether so many will do.
    pub const fn contains(self, count: usize) -> bool {
        self.least <= count && count <= self.most
    }
}

/// Whose spelling it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Vensim's formulas.
    Vensim,
    /// The XMILE standard.
    Xmile,
    /// Stella, which reads everything of the standard too.
    Stella,
    /// A name in Vensim's formulas that no other tool reads: what converting writes where Vensim has no such function.
    Counterflow,
}

/// A name under which a dialect knows a function that takes the same arguments in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Whose.
    pub dialect: Dialect,
    /// As its manual prints it.
    pub name: &'static str,
    /// With how many arguments it is this function: `SAFEDIV` is ZIDZ with two and XIDZ with three.
    pub arity: Arity,
}

/// All that is known about a function.
#[derive(Debug)]
pub struct Definition {
    /// Its name in messages and in printed formulas.
    pub name: &'static str,
    /// How many arguments it takes in the formulas of a model.
    pub arity: Arity,
    /// Its names by dialect, the one to write first.
    pub spellings: &'static [Spelling],
    /// What it asks of the units of its arguments, and the unit of its value.
    pub unit: UnitRule,
    /// What it computes.
    pub meaning: Meaning,
}

impl Definition {
    /// The first name that a dialect has for it.
    pub fn spelling(&self, dialect: Dialect) -> Option<&Spelling> {
        self.spellings.iter().find(|s| s.dialect == dialect)
    }

    /// What its value depends on besides its arguments.
    pub fn purity(&self) -> Purity {
        self.meaning.purity()
    }
}

/// A builtin function: a row of the table.
#[derive(Clone, Copy)]
pub struct Builtin(&'static Definition);

impl Builtin {
    /// Its row.
    pub fn definition(self) -> &'static Definition {
        self.0
    }

    pub(crate) const fn new(definition: &'static Definition) -> Builtin {
        Builtin(definition)
    }
}

impl Deref for Builtin {
    type Target = Definition;

    fn deref(&self) -> &Definition {
        self.0
    }
}

// A row is its own identity: two rows may share a name (VECTOR ELM MAP) or a meaning (INITIAL and REINITIAL).
impl PartialEq for Builtin {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Builtin {}

impl Hash for Builtin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

impl Debug for Builtin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}
