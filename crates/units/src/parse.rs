//! The text of a unit, as Vensim, XMILE, studies and data files write it: `a*b/(c*d^2)`.

use crate::unit::Unit;

/// How long a unit may be, in bytes.
const LENGTH: usize = 1000;

/// How deep parentheses may nest in a unit.
const NESTING: usize = 32;

/// The largest exponent that is read.
const LARGEST_EXPONENT: u32 = 99;

/// What separates the words of a unit.
const OPERATORS: [char; 5] = ['*', '/', '^', '(', ')'];

/// Reads a unit, with `base` for the words in it; `None` when it cannot be understood.
///
/// `*` and `/` bind alike, from left to right: `a/b*c` is `a*c/b`. Nothing written is a pure number, as studies and data files
/// have it; whoever reads a model, where it means that no unit is known, asks for that before.
pub(crate) fn unit(text: &str, base: &dyn Fn(&str) -> Option<Unit>) -> Option<Unit> {
    if text.trim().is_empty() {
        return Some(Unit::pure());
    }
    if text.len() > LENGTH {
        return None;
    }
    let mut parser = Parser {
        rest: text,
        depth: 0,
        base,
    };
    let unit = parser.product()?;
    parser.rest.trim().is_empty().then_some(unit)
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    base: &'a dyn Fn(&str) -> Option<Unit>,
}

impl<'a> Parser<'a> {
    fn product(&mut self) -> Option<Unit> {
        let mut unit = self.factor()?;
        loop {
            if self.take('*') {
                unit = unit.times(&self.factor()?);
            } else if self.take('/') {
                unit = unit.over(&self.factor()?);
            } else {
                return Some(unit);
            }
        }
    }

    fn factor(&mut self) -> Option<Unit> {
        let unit = if self.take('(') {
            self.parenthesis()?
        } else {
            (self.base)(self.word())?
        };
        if !self.take('^') {
            return Some(unit);
        }
        let exponent: i32 = self.word().parse().ok()?;
        (exponent.unsigned_abs() <= LARGEST_EXPONENT).then(|| unit.power(exponent))
    }

    fn parenthesis(&mut self) -> Option<Unit> {
        self.depth += 1;
        if self.depth > NESTING {
            return None;
        }
        let inner = self.product()?;
        self.depth -= 1;
        self.take(')').then_some(inner)
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(OPERATORS).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim()
    }

    fn take(&mut self, operator: char) -> bool {
        let behind = self.rest.trim_start().strip_prefix(operator);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }
}
