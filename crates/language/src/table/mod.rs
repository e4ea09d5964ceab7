//! The table: the rows of all families, and how they are found.

mod array;
mod data;
mod lookup;
mod number;
mod random;
mod stateful;
mod unsupported;

use crate::definition::{Arity, Builtin, Definition, Dialect, Spelling};
use crate::meaning::Meaning;
use crate::unit::UnitRule;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
pub use unsupported::NotOffered;

/// All functions, those of numbers first. Some have no spelling: other functions expand to them.
pub fn all() -> impl Iterator<Item = Builtin> {
    let of_numbers = number::ROWS.iter().map(|row| &row.definition);
    let others = FAMILIES.iter().flat_map(|family| family.iter());
    of_numbers.chain(others).map(Builtin::new)
}

impl Builtin {
    /// The function that means this; the first where two names mean the same.
    pub fn of(meaning: Meaning) -> Builtin {
        let found = all().find(|builtin| builtin.meaning == meaning);
        found.expect("invariant: every meaning has a row")
    }
}

/// The function that formulas of Vensim know by a key: lower case, words separated by one space.
pub fn find(key: &str) -> Option<Builtin> {
    static IN_VENSIM: LazyLock<FxHashMap<String, Builtin>> = LazyLock::new(|| {
        let spelled = |b: Builtin| in_vensim(b).map(|s| (key_of(s.name), b));
        all().filter_map(spelled).collect()
    });
    IN_VENSIM.get(key).copied()
}

/// The names of all functions that formulas of Vensim know.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().filter_map(in_vensim).map(|spelling| spelling.name)
}

fn in_vensim(builtin: Builtin) -> Option<&'static Spelling> {
    let spellings = builtin.definition().spellings;
    let is_one = |s: &&Spelling| matches!(s.dialect, Dialect::Vensim | Dialect::Counterflow);
    spellings.iter().find(is_one)
}

/// The function that XMILE or Stella knows by a key, called with so many arguments in the model's own order.
pub fn find_in_xmile(key: &str, arguments: usize) -> Option<Builtin> {
    static IN_XMILE: LazyLock<FxHashMap<String, Vec<(Arity, Builtin)>>> = LazyLock::new(|| {
        let mut found: FxHashMap<String, Vec<(Arity, Builtin)>> = FxHashMap::default();
        for builtin in all() {
            let of_xmile = |s: &&Spelling| matches!(s.dialect, Dialect::Xmile | Dialect::Stella);
            for spelling in builtin.spellings.iter().filter(of_xmile) {
                found.entry(key_of(spelling.name)).or_default().push((spelling.arity, builtin));
            }
        }
        found
    });
    let fits = |(arity, builtin): &(Arity, Builtin)| arity.contains(arguments).then_some(*builtin);
    IN_XMILE.get(key)?.iter().find_map(fits)
}

/// The function of Vensim of that key that is known, but not offered.
pub fn not_offered(key: &str) -> Option<&'static NotOffered> {
    static BY_KEY: LazyLock<FxHashMap<String, &NotOffered>> = LazyLock::new(|| {
        let keyed = |function: &'static NotOffered| (key_of(function.name), function);
        unsupported::IN_VENSIM.iter().map(keyed).collect()
    });
    BY_KEY.get(key).copied()
}

/// The functions of Vensim that are known, but not offered.
pub fn not_offered_in_vensim() -> &'static [NotOffered] {
    unsupported::IN_VENSIM
}

/// The functions of XMILE and Stella that are known, but not offered.
pub fn not_offered_in_xmile() -> &'static [NotOffered] {
    unsupported::IN_XMILE
}

/// The key of a name: lower case, each underscore a space.
pub fn key_of(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}

/// The functions that are not functions of numbers.
static FAMILIES: &[&[Definition]] = &[array::ROWS, lookup::ROWS, data::ROWS, random::ROWS, stateful::ROWS];

const fn vensim(name: &'static str, arguments: usize) -> Spelling {
    Spelling {
        dialect: Dialect::Vensim,
        name,
        arity: Arity::exactly(arguments),
    }
}

const fn counterflow(name: &'static str, arguments: usize) -> Spelling {
    Spelling {
        dialect: Dialect::Counterflow,
        name,
        arity: Arity::exactly(arguments),
    }
}

const fn xmile(name: &'static str, arguments: usize) -> Spelling {
    Spelling {
        dialect: Dialect::Xmile,
        name,
        arity: Arity::exactly(arguments),
    }
}

/// A function that goes by its first spelling.
const fn row(meaning: Meaning, unit: UnitRule, spellings: &'static [Spelling]) -> Definition {
    let Spelling { name, arity, .. } = spellings[0];
    Definition {
        name,
        arity,
        spellings,
        unit,
        meaning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::Function;

    #[test]
    fn what_is_not_offered_is_sorted_and_not_offered() {
        for list in [unsupported::IN_VENSIM, unsupported::IN_XMILE] {
            assert!(list.is_sorted_by_key(|function| function.name));
        }
        for function in unsupported::IN_VENSIM {
            assert!(find(&key_of(function.name)).is_none(), "{function:?}");
        }
        for function in unsupported::IN_XMILE {
            let key = key_of(function.name);
            assert!((0..9).all(|count| find_in_xmile(&key, count).is_none()), "{function:?}");
        }
        assert!(not_offered("queue fifo").is_some() && not_offered("birth rate").is_none());
    }

    #[test]
    fn every_spelling_means_one_function() {
        for builtin in all() {
            for spelling in builtin.spellings {
                let key = key_of(spelling.name);
                let found = match spelling.dialect {
                    Dialect::Vensim | Dialect::Counterflow => find(&key),
                    Dialect::Xmile | Dialect::Stella => find_in_xmile(&key, spelling.arity.least),
                };
                assert_eq!(found, Some(builtin), "{}", spelling.name);
            }
        }
    }

    #[test]
    fn one_name_means_several_functions_by_its_arguments() {
        let meaning = |arguments| find_in_xmile("safediv", arguments).map(|b| b.meaning);
        assert_eq!(meaning(2), Some(Meaning::Pure(Function::Zidz)));
        assert_eq!(meaning(3), Some(Meaning::Pure(Function::Xidz)));
        assert_eq!(meaning(4), None);
    }

    #[test]
    fn every_row_states_the_units_of_its_arguments() {
        for builtin in all() {
            assert!(!builtin.unit.arguments.is_empty(), "{builtin:?}");
        }
    }
}
