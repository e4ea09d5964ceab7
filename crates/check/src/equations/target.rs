//! Left-hand sides: which cells of which variable an equation defines.

use super::draft::Builder;
use crate::dimensions::{Dimensions, ElementId, Range};
use crate::limits;
use crate::model::{DimensionId, Index, VariableId};
use crate::names::Named;
use crate::walk::Odometer;
use parse::{Name, Subscript};
use source::{Diagnostic, Span};

/// A written equation, with the loop over the cells that it defines.
pub(crate) struct Definition<'a> {
    /// What was written.
    pub written: &'a parse::Equation,
    /// Whose.
    pub variable: VariableId,
    /// The dimension of each index variable: the dimensions on the left.
    pub loops: Vec<DimensionId>,
    /// How many values each index variable has.
    pub extents: Vec<u32>,
    /// The cell of each iteration.
    pub target: Vec<Index>,
    /// The iterations that `:EXCEPT:` takes out.
    pub except: Vec<u32>,
}

/// The left-hand sides of one variable, and its shape.
#[derive(Default)]
pub(crate) struct Targets<'a> {
    /// The variable's dimensions.
    pub shape: Vec<DimensionId>,
    /// Its equations; those with a diagnostic are left out.
    pub definitions: Vec<Definition<'a>>,
}

impl Builder<'_, '_> {
    /// Understands the left-hand sides of a variable.
    pub fn targets<'a>(&mut self, variable: VariableId, named: &Named<'a>) -> Targets<'a> {
        let mut understood = Vec::with_capacity(named.equations.len());
        for equation in &named.equations {
            if let Some(ranges) = self.ranges(equation, named) {
                understood.push((*equation, ranges));
            }
        }
        // A left side that is missing may be the one that gives the shape: what uses the variable is not judged.
        if understood.len() < named.equations.len() {
            self.draft.shapeless.insert(variable);
        }
        let Some(shape) = self.shape(named, &understood) else {
            self.draft.shapeless.insert(variable);
            return Targets::default();
        };
        let mut definitions = Vec::with_capacity(understood.len());
        for (written, ranges) in understood {
            definitions.extend(self.definition(variable, written, (&ranges, &shape)));
        }
        Targets { shape, definitions }
    }

    /// The dimensions over which a variable is defined; `None`, with a diagnostic, where there are none or too many cells.
    fn shape(&mut self, named: &Named, understood: &[(&parse::Equation, Vec<Range>)]) -> Option<Vec<DimensionId>> {
        let rank = named.equations[0].target.subscripts.len();
        let dimensions = (0..rank).map(|at| self.holding(at, understood));
        let shape: Vec<DimensionId> = dimensions.collect::<Option<_>>()?;
        self.count_cells(&self.sizes(&shape), named.name.span)?;
        Some(shape)
    }

    /// What each subscript on the left means.
    fn ranges(&mut self, equation: &parse::Equation, named: &Named) -> Option<Vec<Range>> {
        let target = &equation.target;
        self.has_rank(target, &named.equations[0].target)?;
        // All are looked up before one fails: each unknown name has its own diagnostic.
        let ranges: Vec<Option<Range>> = target.subscripts.iter().map(|s| self.left_range(s)).collect();
        let ranges: Vec<Range> = ranges.into_iter().collect::<Option<_>>()?;
        match repeated(&ranges) {
            None => Some(ranges),
            Some(at) => {
                self.error(repeated_dimension(&target.subscripts[at].name));
                None
            }
        }
    }

    /// A left side has as many subscripts as the first one of its variable, and no more than an equation can loop over.
    fn has_rank(&mut self, target: &parse::Target, first: &parse::Target) -> Option<()> {
        if target.subscripts.len() != first.subscripts.len() {
            // A second equation without subscripts is a duplicate definition, reported with the names.
            if !target.subscripts.is_empty() {
                self.error(different_rank(target, first));
            }
            self.draft.broken = true;
            return None;
        }
        if target.subscripts.len() > limits::SUBSCRIPTS {
            self.error(too_many_subscripts(target));
            return None;
        }
        Some(())
    }

    fn left_range(&mut self, subscript: &Subscript) -> Option<Range> {
        let name = &subscript.name;
        if subscript.bang {
            let message = format!("`{name}!` stands on the left; `!` belongs into a reduction such as SUM");
            let diagnostic = Diagnostic::error("bang-outside-reduction", name.span, message);
            self.error(diagnostic.hint(format!("`{name}` without `!`")));
            return None;
        }
        self.range(name)
    }

    /// The dimension or element of that name.
    pub fn range(&mut self, name: &Name) -> Option<Range> {
        let found = self.dimensions.find(&name.key);
        if found.is_none() {
            let diagnostic = self.names.unknown_subscript(name);
            self.error(diagnostic);
        }
        found
    }

    /// The smallest dimension that holds everything that stands at one place on the left.
    fn holding(&mut self, at: usize, understood: &[(&parse::Equation, Vec<Range>)]) -> Option<DimensionId> {
        let mut ranges: Vec<Range> = understood.iter().map(|(_, ranges)| ranges[at]).collect();
        ranges.dedup();
        let first = ranges.first().copied()?;
        if let [Range::Dimension(only)] = ranges[..] {
            return Some(only);
        }
        let preferred = ranges.iter().filter_map(dimension).max_by_key(|d| self.dimensions.size(*d));
        let elements = self.union(ranges);
        let found = self.dimensions.smallest_holding(&elements, preferred);
        if found.is_none() {
            let equation = understood[0].0;
            self.error(no_common_dimension(equation, at, self.dimensions, first));
        }
        found
    }

    fn union(&self, mut ranges: Vec<Range>) -> Vec<ElementId> {
        ranges.sort_unstable();
        ranges.dedup();
        let mut elements: Vec<ElementId> = ranges.into_iter().flat_map(|r| self.dimensions.elements(r)).collect();
        elements.sort_unstable();
        elements.dedup();
        elements
    }

    fn definition<'a>(
        &mut self,
        variable: VariableId,
        written: &'a parse::Equation,
        (ranges, shape): (&[Range], &[DimensionId]),
    ) -> Option<Definition<'a>> {
        let loops: Vec<DimensionId> = ranges.iter().filter_map(dimension).collect();
        let extents = self.sizes(&loops);
        let iterations = self.count_iterations(&extents, written.target.span)?;
        let mut next = 0;
        let mut target = Vec::with_capacity(ranges.len());
        for (range, dimension) in ranges.iter().zip(shape) {
            target.push(left_index(self.dimensions, *range, *dimension, &mut next)?);
        }
        let mut definition = Definition {
            written,
            variable,
            loops,
            extents,
            target,
            except: Vec::new(),
        };
        if !written.target.exceptions.is_empty() {
            definition.except = self.except(&definition, shape, iterations)?;
        }
        Some(definition)
    }

    /// The iterations that `:EXCEPT:` names.
    fn except(&mut self, definition: &Definition, shape: &[DimensionId], iterations: usize) -> Option<Vec<u32>> {
        let target = &definition.written.target;
        // Each iteration is held against each exception.
        if iterations.saturating_mul(target.exceptions.len()) > limits::EXCEPTION_TURNS {
            let message = "too many elements times exceptions in one equation";
            self.error(Diagnostic::error("too-many-elements", target.span, message));
            return None;
        }
        let mut exceptions = Vec::with_capacity(target.exceptions.len());
        for exception in &target.exceptions {
            exceptions.push(self.exception(exception, definition, shape)?);
        }
        Some(named_iterations(definition, &exceptions, iterations))
    }

    /// For each dimension, which positions one exception names.
    fn exception(
        &mut self,
        exception: &[Subscript],
        definition: &Definition,
        shape: &[DimensionId],
    ) -> Option<Vec<Vec<bool>>> {
        if exception.len() != shape.len() {
            self.error(wrong_exception(exception, &definition.written.target, shape.len()));
            return None;
        }
        let mut sets = Vec::with_capacity(shape.len());
        for (subscript, dimension) in exception.iter().zip(shape) {
            sets.push(self.excepted(subscript, *dimension)?);
        }
        Some(sets)
    }

    /// Which positions of a dimension a subscript of an exception names.
    fn excepted(&mut self, subscript: &Subscript, dimension: DimensionId) -> Option<Vec<bool>> {
        let range = self.left_range(subscript)?;
        let mut set = vec![false; self.dimensions.size(dimension)];
        for element in self.dimensions.elements(range) {
            if let Some(position) = self.dimensions.position(element, dimension) {
                set[position as usize] = true;
            }
        }
        // An element of another part of the same dimension excepts nothing here, and is no mistake.
        if set.contains(&true) || self.are_related(range, dimension) {
            return Some(set);
        }
        self.error(not_within(&subscript.name, dimension, self.dimensions));
        None
    }

    /// Whether some dimension holds a part of both.
    fn are_related(&self, range: Range, dimension: DimensionId) -> bool {
        let first = |range| self.dimensions.elements(range).first().copied();
        match (first(range), first(Range::Dimension(dimension))) {
            (Some(a), Some(b)) => self.dimensions.smallest_holding(&[a, b], None).is_some(),
            _ => false,
        }
    }
}

/// The iterations whose positions are all in the sets of one exception.
fn named_iterations(definition: &Definition, exceptions: &[Vec<Vec<bool>>], iterations: usize) -> Vec<u32> {
    let mut named = Vec::new();
    let mut odometer = Odometer::new(&definition.extents);
    for iteration in 0..iterations {
        let position = |at: usize| definition.target[at].at(odometer.values()) as usize;
        let hit = |sets: &Vec<Vec<bool>>| sets.iter().enumerate().all(|(at, set)| set[position(at)]);
        if exceptions.iter().any(hit) {
            named.push(iteration as u32);
        }
        odometer.advance();
    }
    named
}

fn dimension(range: &Range) -> Option<DimensionId> {
    match range {
        Range::Dimension(d) => Some(*d),
        Range::Element(_) => None,
    }
}

/// The position that a subscript on the left gives; a dimension takes the next index variable.
fn left_index(dimensions: &Dimensions, range: Range, shape: DimensionId, next: &mut u8) -> Option<Index> {
    match range {
        Range::Element(element) => dimensions.position(element, shape).map(Index::Fixed),
        Range::Dimension(along) => {
            let variable = *next;
            *next += 1;
            let positions = dimensions.positions(along, along, shape).ok()?;
            Some(Index::Along { variable, positions })
        }
    }
}

/// The place of a dimension that stands on the left for the second time.
fn repeated(ranges: &[Range]) -> Option<usize> {
    let is_repeated = |at: &usize| matches!(ranges[*at], Range::Dimension(_)) && ranges[..*at].contains(&ranges[*at]);
    (0..ranges.len()).find(is_repeated)
}

fn repeated_dimension(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "repeated-dimension",
        name.span,
        format!("`{name}` stands twice on the left"),
    )
    .hint(format!(
        "a second name for the same elements: `{name} other <-> {name} ~~|`"
    ))
}

fn different_rank(target: &parse::Target, first: &parse::Target) -> Diagnostic {
    let (found, wanted) = (target.subscripts.len(), first.subscripts.len());
    let message = format!(
        "`{}` has {} here, but {} in its first equation",
        target.name,
        subscripts(found),
        wanted
    );
    Diagnostic::error("dimension-mismatch", target.span, message).see(first.span, "first equation")
}

fn too_many_subscripts(target: &parse::Target) -> Diagnostic {
    let message = format!(
        "`{}` has {} subscripts, and {} are the most",
        target.name,
        target.subscripts.len(),
        limits::SUBSCRIPTS
    );
    Diagnostic::error("too-many-subscripts", target.span, message)
        .hint("one dimension whose elements are the pairs of two")
}

fn no_common_dimension(equation: &parse::Equation, at: usize, dimensions: &Dimensions, first: Range) -> Diagnostic {
    let target = &equation.target;
    let name = match first {
        Range::Element(e) => dimensions.element_name(e),
        Range::Dimension(d) => dimensions.name(d),
    };
    let message = format!(
        "no dimension holds all that subscript {} of `{}` is",
        at + 1,
        target.name
    );
    Diagnostic::error("no-common-dimension", target.span, message)
        .hint(format!("define a dimension that lists `{name}` and the others"))
}

fn not_within(name: &Name, dimension: DimensionId, dimensions: &Dimensions) -> Diagnostic {
    let message = format!("`{name}` is not part of `{}`", dimensions.name(dimension));
    Diagnostic::error("subscript-not-in-dimension", name.span, message).hint(dimensions.listed(dimension))
}

fn wrong_exception(exception: &[Subscript], target: &parse::Target, rank: usize) -> Diagnostic {
    let message = format!("an exception of `{}` needs {}", target.name, subscripts(rank));
    let span = exception_span(exception, target.span);
    Diagnostic::error("dimension-mismatch", span, message)
}

fn exception_span(exception: &[Subscript], otherwise: Span) -> Span {
    match exception {
        [first, .., last] => first.name.span.to(last.name.span),
        [only] => only.name.span,
        [] => otherwise,
    }
}

/// `1 subscript`, `2 subscripts`.
pub(crate) fn subscripts(count: usize) -> String {
    match count {
        0 => "no subscripts".to_string(),
        1 => "1 subscript".to_string(),
        n => format!("{n} subscripts"),
    }
}
