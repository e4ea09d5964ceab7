//! Subscripts: elements by name or number, dimensions, `*`, ranges, and those that are computed.

use super::{Lowering, Place};
use crate::xmile::build;
use crate::xmile::output::ElementRange;
use parse::xmile::{Formula, Index, Node};
use parse::{Expr, Name, Subscript};
use source::{Diagnostic, Span};

/// What one subscript is.
enum Meaning {
    /// A name of the model.
    Named(Subscript),
    /// A formula that gives a position.
    Computed(Expr),
}

/// Subscripts whose position is computed: the dimension, the name that runs over it, and the formula.
pub(super) type Computed = Vec<(usize, Name, Expr)>;

/// Names of dimensions that are used in one formula only to run over all elements are told apart from here on.
const COMPUTED: usize = 100;

impl Lowering<'_, '_, '_, '_> {
    /// The subscripts of a reference to an array, and those among them whose position is computed.
    pub(super) fn subscripts(&mut self, dimensions: &[usize], indices: &[Index]) -> (Vec<Subscript>, Computed) {
        let mut used = Vec::new();
        let mut subscripts = Vec::with_capacity(indices.len());
        let mut computed = Vec::new();
        for (dimension, index) in dimensions.iter().zip(indices) {
            match self.subscript(*dimension, index, &mut used) {
                Meaning::Named(subscript) => subscripts.push(subscript),
                Meaning::Computed(formula) => {
                    let which = COMPUTED + computed.len();
                    let name = self.out.again(self.scope, *dimension, which, formula.span);
                    subscripts.push(Subscript {
                        name: name.clone(),
                        bang: true,
                    });
                    computed.push((*dimension, name, formula));
                }
            }
        }
        (subscripts, computed)
    }

    /// `used` are the dimensions that this reference has used so far.
    fn subscript(&mut self, dimension: usize, index: &Index, used: &mut Vec<usize>) -> Meaning {
        match index {
            Index::All(span) if self.elementwise => Meaning::Named(self.along(dimension, used, *span)),
            Index::All(span) => Meaning::Named(self.all(dimension, used, *span)),
            Index::AllOf(name) => Meaning::Named(self.all_of(name)),
            Index::Range(first, last) => self.range(dimension, first, last),
            Index::One(formula) => self.one(dimension, formula, used),
        }
    }

    /// `*`: every element.
    fn all(&mut self, dimension: usize, used: &mut Vec<usize>, span: Span) -> Subscript {
        let before = used.iter().filter(|d| **d == dimension).count();
        used.push(dimension);
        self.every(dimension, before, span)
    }

    /// Every element of a dimension, under a name that stands neither before in the reference nor for an array of modules.
    fn every(&mut self, dimension: usize, before: usize, span: Span) -> Subscript {
        let is_it = |place: &&Place| matches!(place, Place::Along(d, _) if *d == dimension);
        let taken = match self.frame.iter().filter(is_it).count() {
            0 => 0,
            outside => outside + self.target.iter().filter(is_it).count(),
        };
        let name = self.out.again(self.scope, dimension, before + taken, span);
        Subscript { name, bang: true }
    }

    /// `*:Part`: every element of a dimension that may be a part of this one.
    fn all_of(&mut self, part: &Name) -> Subscript {
        match self.scope.dimensions.find(&part.key) {
            Some(found) => self.every(found, 0, part.span),
            None => Subscript {
                name: part.clone(),
                bang: true,
            },
        }
    }

    /// `2:4` or `a:c`.
    fn range(&mut self, dimension: usize, first: &Formula, last: &Formula) -> Meaning {
        let span = first.span.to(last.span);
        let ends = self
            .literal_position(dimension, first)
            .zip(self.literal_position(dimension, last))
            .filter(|(first, last)| first <= last);
        let Some((first, last)) = ends else {
            let message = "the ends of a range must be two elements, in order";
            self.out.report(Diagnostic::error("bad-range", span, message));
            return Meaning::Computed(build::error(span));
        };
        let range = ElementRange { dimension, first, last };
        let name = self.out.range(self.scope, range, span);
        Meaning::Named(Subscript { name, bang: true })
    }

    /// An element's position, from 0, where it is written as its name or number.
    fn literal_position(&self, dimension: usize, formula: &Formula) -> Option<usize> {
        let whole = self.scope.dimensions.get(dimension);
        match &formula.node {
            Node::Number(number) => {
                let key = number.to_string();
                let by_number = || {
                    let fits = number.fract() == 0.0 && *number >= 1.0;
                    (fits && *number <= whole.size() as f64).then(|| *number as usize - 1)
                };
                whole.position(&key).or_else(by_number)
            }
            Node::Reference(path, indices) if indices.is_empty() => match &path.parts[..] {
                [element] => whole.position(&element.key),
                [qualifier, element] => {
                    let qualifier = self.scope.dimensions.find(&qualifier.key)?;
                    self.scope.dimensions.get(qualifier).position(&element.key)?;
                    whole.position(&element.key)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// An element, a dimension, or a formula that gives a number.
    fn one(&mut self, dimension: usize, formula: &Formula, used: &mut Vec<usize>) -> Meaning {
        let span = formula.span;
        if let Some(position) = self.literal_position(dimension, formula) {
            let name = self.scope.dimensions.get(dimension).element(position, span);
            return Meaning::Named(Subscript { name, bang: false });
        }
        if let Some(named) = self.named_dimension(formula) {
            return Meaning::Named(self.along(named, used, span));
        }
        Meaning::Computed(self.formula(formula))
    }

    fn named_dimension(&self, formula: &Formula) -> Option<usize> {
        let Node::Reference(path, indices) = &formula.node else {
            return None;
        };
        let name = path.single().filter(|_| indices.is_empty())?;
        let is_variable = self.scope.find(self.instance, path).is_some();
        let found = self.scope.dimensions.find(&name.key)?;
        let is_around = self.frame.iter().any(|place| matches!(place, Place::Along(d, _) if *d == found));
        (!is_variable || is_around || self.is_on_left(found)).then_some(found)
    }

    fn is_on_left(&self, dimension: usize) -> bool {
        self.target
            .iter()
            .any(|place| matches!(place, Place::Along(d, _) | Place::At(d, _) if *d == dimension))
    }

    /// A dimension: the element at hand where it stands on the left; all of its elements within a function of arrays.
    ///
    /// Outside of these the dimension of an array of modules is the element that this copy stands for.
    pub(super) fn along(&mut self, dimension: usize, used: &mut Vec<usize>, span: Span) -> Subscript {
        let outside = if self.reducing { self.frame.len() } else { 0 };
        self.along_from(outside, dimension, used, span)
    }

    /// As [`Self::along`], where the dimensions of arrays of modules count from the one at `outside` on.
    fn along_from(&mut self, outside: usize, dimension: usize, used: &mut Vec<usize>, span: Span) -> Subscript {
        let before = used.iter().filter(|d| **d == dimension).count();
        used.push(dimension);
        let is_it = |place: &&Place| matches!(place, Place::Along(d, _) | Place::At(d, _) if *d == dimension);
        let places: Vec<&Place> = self.target.iter().filter(is_it).collect();
        if let Some(place) = places.get(before).or(places.last()) {
            return self.subscript_at(place, span);
        }
        if let Some(place) = self.element_on_left(dimension) {
            return self.subscript_at(&place, span);
        }
        let frame = self.frame.get(outside..).unwrap_or_default();
        if let Some(place) = frame.iter().rfind(is_it) {
            return self.subscript_at(place, span);
        }
        if self.reducing && !self.is_covered(dimension) {
            return self.every(dimension, before, span);
        }
        let name = self.out.again(self.scope, dimension, 0, span);
        Subscript { name, bang: false }
    }

    /// Whether a dimension on the left runs over elements of this one, so that the names correspond.
    fn is_covered(&self, dimension: usize) -> bool {
        let whole = self.scope.dimensions.get(dimension);
        self.target.iter().any(|place| match place {
            Place::Along(d, _) => whole.holds(self.scope.dimensions.get(*d)),
            Place::At(..) => false,
        })
    }

    /// The element on the left that is one of a dimension's.
    pub(super) fn element_on_left(&self, dimension: usize) -> Option<Place> {
        let whole = self.scope.dimensions.get(dimension);
        self.target.iter().find_map(|place| match place {
            Place::At(d, position) if *d == dimension => Some(Place::At(*d, *position)),
            Place::At(d, position) => {
                let element = self.scope.dimensions.get(*d).key(*position);
                Some(Place::At(dimension, whole.position(element)?))
            }
            Place::Along(..) => None,
        })
    }

    /// The subscripts of an array that is written without any. `shared` dimensions of arrays of modules are around the
    /// array as well, so they say nothing about its own.
    pub(super) fn implied(&mut self, dimensions: &[usize], shared: usize, span: Span) -> Vec<Subscript> {
        if self.reducing {
            return self.whole_array(dimensions, span);
        }
        if self.target.is_empty() && self.frame.len() <= shared {
            return Vec::new();
        }
        let mut used = Vec::new();
        dimensions.iter().map(|dimension| self.implied_at(*dimension, shared, &mut used, span)).collect()
    }

    /// A whole array as the argument of a function of arrays.
    fn whole_array(&mut self, dimensions: &[usize], span: Span) -> Vec<Subscript> {
        let shared = dimensions.iter().find(|d| self.is_on_left(**d));
        if let Some(shared) = shared {
            let name = &self.scope.dimensions.get(*shared).name;
            let message = format!("this may mean every element of `{name}` or the one that is being computed");
            let diagnostic = Diagnostic::error("ambiguous-subscript", span, message)
                .hint(format!("`[*]` for all, `[{name}]` for the one"));
            self.out.report(diagnostic);
        }
        let mut used = Vec::new();
        dimensions.iter().map(|dimension| self.all(*dimension, &mut used, span)).collect()
    }

    fn implied_at(&mut self, dimension: usize, shared: usize, used: &mut Vec<usize>, span: Span) -> Subscript {
        if self.is_on_left(dimension) || self.element_on_left(dimension).is_some() {
            return self.along_from(shared, dimension, used, span);
        }
        // An array over a whole dimension, within one over a part of it.
        let whole = self.scope.dimensions.get(dimension);
        let part = self.target.iter().find(|place| match place {
            Place::Along(d, _) => whole.holds(self.scope.dimensions.get(*d)),
            Place::At(..) => false,
        });
        match part {
            Some(place) => self.subscript_at(place, span),
            None => self.along_from(shared, dimension, used, span),
        }
    }
}
