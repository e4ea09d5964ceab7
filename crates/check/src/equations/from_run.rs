//! `GET VDF CONSTANTS` and `GET VDF DATA`: cells of a variable in a run or a dataset.

use super::constant::literal;
use super::draft::Builder;
use super::external::{ExternalCall, Points};
use super::target::Definition;
use crate::dimensions::ElementId;
use crate::external::series_key;
use crate::limits;

use crate::walk::{self, Odometer};
use parse::Name;
use source::Diagnostic;

/// A variable of another run, as a call names it.
struct Saved<'a> {
    file: &'a str,
    variable: &'a str,
}

/// What a subscript in the name of a variable stands for.
enum Subscript<'a> {
    /// The elements of a dimension of the model, or the one of that name.
    Elements(Vec<ElementId>),
    /// An element that only the file knows.
    Element(&'a str),
}

impl Subscript<'_> {
    fn count(&self) -> u32 {
        match self {
            Subscript::Elements(all) => all.len() as u32,
            Subscript::Element(_) => 1,
        }
    }
}

impl Builder<'_, '_> {
    /// The constant of each iteration of a definition: what the variable in the file has at a time. Before the first time it is the
    /// first value, else the latest saved by then. Without a file the time itself is the value.
    pub fn constants_of_run(&mut self, definition: &Definition, call: &ExternalCall) -> Option<Vec<f64>> {
        let (saved, [time]) = self.saved(call, ["time"])?;
        if saved.file.is_empty() {
            let iterations = walk::iterations(&definition.extents)?;
            return Some(vec![time; iterations]);
        }
        let all = self.cells_of_run(definition, call, &saved)?;
        Some(all.iter().map(|points| value_at(points, time)).collect())
    }

    /// The points of each iteration of a definition: those of the variable in the file, at `start + slope × time`.
    pub fn series_of_run(&mut self, definition: &Definition, call: &ExternalCall) -> Option<Vec<Points>> {
        let (saved, [start, slope]) = self.saved(call, ["start", "slope"])?;
        let mut all = self.cells_of_run(definition, call, &saved)?;
        if slope > 0.0 {
            let moved = |point: &mut (f64, f64)| point.0 = start + slope * point.0;
            all.iter_mut().flatten().for_each(moved);
        }
        Some(all)
    }

    /// The file, the variable, and the numbers behind them.
    fn saved<'t, const N: usize>(
        &mut self,
        call: &ExternalCall<'t>,
        wanted: [&str; N],
    ) -> Option<(Saved<'t>, [f64; N])> {
        let numbers: Vec<f64> = call.arguments.iter().skip(2).filter_map(literal).collect();
        if let (&[file, variable], Ok(numbers)) = (&call.texts[..], numbers.try_into()) {
            return Some((Saved { file, variable }, numbers));
        }
        let wanted = wanted.join(", ");
        let message = format!(
            "`{}` takes two quoted strings, file and variable, and as numbers: {wanted}",
            call.name
        );
        self.error(Diagnostic::error("wrong-number-of-arguments", call.span, message));
        None
    }

    /// The points of as many cells as the definition has iterations, in their order.
    fn cells_of_run(&mut self, definition: &Definition, call: &ExternalCall, saved: &Saved) -> Option<Vec<Points>> {
        let iterations = walk::iterations(&definition.extents)?;
        let subscripts = self.subscripts_of_run(saved.variable);
        let extents: Vec<u32> = subscripts.iter().map(Subscript::count).collect();
        let cells = walk::iterations(&extents);
        if cells != Some(iterations) {
            self.wrong_count(call, saved, [cells, Some(iterations)]);
            return None;
        }
        let (mut all, mut points) = (Vec::new(), 0);
        for cell in 0..iterations as u32 {
            let at = Odometer::at(&extents, cell);
            let name = self.cell_name(saved.variable, &subscripts, at.values());
            let found = self.cell_of_run(call, saved.file, &name)?;
            points += found.len() as u64;
            all.push(found);
            if points > limits::EXTERNAL_CELLS {
                let message = format!("too many cells: one equation may look at {}", limits::EXTERNAL_CELLS);
                self.error(Diagnostic::error("too-many-elements", call.span, message));
                return None;
            }
        }
        Some(all)
    }

    fn wrong_count(&mut self, call: &ExternalCall, saved: &Saved, counts: [Option<usize>; 2]) {
        let [found, wanted] = counts.map(|count| match count {
            Some(1) => "one cell".to_string(),
            Some(count) => format!("{count} cells"),
            None => "too many cells".to_string(),
        });
        let message = format!("`{}` has {found}, and the left-hand side has {wanted}", saved.variable);
        self.error(Diagnostic::error("wrong-number-of-values", call.span, message));
    }

    /// What each subscript of `x[A,b]` stands for.
    fn subscripts_of_run<'t>(&self, variable: &'t str) -> Vec<Subscript<'t>> {
        let Some((_, subscripts)) = split(variable) else {
            return Vec::new();
        };
        let of = |subscript: &'t str| match self.dimensions.find(&Name::key_of(subscript)) {
            Some(range) => Subscript::Elements(self.dimensions.elements(range)),
            None => Subscript::Element(subscript.trim()),
        };
        subscripts.split(',').take(limits::SUBSCRIPTS).map(of).collect()
    }

    /// The name of a cell, with an element for each subscript.
    fn cell_name(&self, variable: &str, subscripts: &[Subscript], at: &[u32]) -> String {
        let Some((name, _)) = split(variable) else {
            return variable.trim().to_string();
        };
        let element = |(subscript, at): (&Subscript, &u32)| match subscript {
            Subscript::Elements(all) => self.dimensions.element_name(all[*at as usize]).to_string(),
            Subscript::Element(name) => (*name).to_string(),
        };
        let elements: Vec<String> = subscripts.iter().zip(at).map(element).collect();
        format!("{name}[{}]", elements.join(","))
    }

    fn cell_of_run(&mut self, call: &ExternalCall, file: &str, cell: &str) -> Option<Points> {
        let (id, message) = match self.external.saved(file, &series_key(cell)) {
            Ok(Some(points)) if !points.is_empty() => return Some(points),
            Ok(Some(_)) => ("no-data-in-file", format!("`{cell}` has no value in `{file}`")),
            Ok(None) => ("no-data-in-file", format!("`{file}` has no `{cell}`")),
            Err(why) => {
                self.unreadable(call.span, why);
                return None;
            }
        };
        self.error(Diagnostic::error(id, call.span, message));
        None
    }
}

/// `x` and `A,b` of `x[A,b]`.
fn split(variable: &str) -> Option<(&str, &str)> {
    variable.trim().strip_suffix(']')?.rsplit_once('[')
}

/// The latest value at or before a time, else the first of all.
fn value_at(points: &Points, time: f64) -> f64 {
    let until = points.partition_point(|point| point.0 <= time);
    points.get(until.saturating_sub(1)).map_or(f64::NAN, |point| point.1)
}
