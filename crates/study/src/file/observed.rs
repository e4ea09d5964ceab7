//! Series in the units of the model's variables, and the comparisons that sections make of them.

use super::{Fields, Names, Placed};
use data::{Point, ReadIn, Series};
use experiment::plan::{Calendar, CellId, Comparison, History, Observation};
use source::Diagnostic;
use units::{Unit, per_year};

/// What readers of history look into.
#[derive(Clone, Copy)]
pub(crate) struct Observed<'a> {
    pub names: Names<'a>,
    pub calendar: &'a Calendar,
    /// The year in which the model begins.
    pub begins: f64,
    /// All series of the study's data files.
    pub series: &'a [Series],
    /// The series' names.
    pub known: &'a [&'a str],
}

/// A variable as a section names it.
pub(super) struct NamedVariable {
    pub name: Placed<String>,
    pub cell: CellId,
}

impl NamedVariable {
    /// Reads `variable`, which must be there.
    pub fn read(fields: &mut Fields<'_>, names: Names<'_>) -> Option<Self> {
        let name = fields.need("variable", Fields::text)?;
        let cell = names.variable(&name);
        Some(NamedVariable { name, cell })
    }

    /// Reads `variable`, and `unit` where it is given: it must be the variable's own.
    pub fn with_unit(fields: &mut Fields<'_>, names: Names<'_>) -> Option<Self> {
        let variable = NamedVariable::read(fields, names)?;
        if fields.has("unit") {
            names.unit_like(fields, &variable.name.value, variable.cell);
        }
        Some(variable)
    }
}

impl Observed<'_> {
    /// The observations of a series in the unit of a variable, within the time that model and study share.
    pub fn observations(&self, series: &Placed<String>, variable: CellId) -> Option<Vec<Observation>> {
        self.points(self.find(series)?, &self.unit(variable), series)
    }

    /// The unit of a variable, as the model writes it.
    pub fn unit(&self, variable: CellId) -> String {
        let model = self.names.model;
        model.map(|m| m.variable(variable.variable).units.to_string()).unwrap_or_default()
    }

    /// The comparison of a variable with a series: the one that the history has, or a new one.
    pub(super) fn comparison(
        &self,
        history: &mut History,
        variable: &NamedVariable,
        series: &Placed<String>,
    ) -> Option<usize> {
        let found = self.find(series)?;
        let is_same = |c: &Comparison| c.variable == variable.cell && c.series == series.value;
        if let Some(known) = history.comparisons.iter().position(is_same) {
            return Some(known);
        }
        history.comparisons.push(self.compared(found, variable, series)?);
        Some(history.comparisons.len() - 1)
    }

    fn compared(&self, found: &Series, variable: &NamedVariable, series: &Placed<String>) -> Option<Comparison> {
        self.names.model?;
        let unit = self.unit(variable.cell);
        Some(Comparison {
            variable: variable.cell,
            name: variable.name.value.clone(),
            series: series.value.clone(),
            points: self.points(found, &unit, series)?,
            unit,
            address: first_text(found, |p| &p.url),
            note: first_text(found, |p| &p.note),
            judged: false,
        })
    }

    pub(super) fn find(&self, series: &Placed<String>) -> Option<&Series> {
        let found = self.series.iter().find(|s| s.name == series.value);
        if found.is_none() {
            let message = format!("the data files have no series `{}`", series.value);
            self.names.report.no_such("unknown-series", series, message, self.known);
        }
        found
    }

    /// The observations in a variable's unit; a finding when the units do not measure the same.
    fn points(&self, series: &Series, unit: &str, at: &Placed<String>) -> Option<Vec<Observation>> {
        let mut points = Vec::new();
        for point in &series.points {
            let Some(factor) = factor(&point.unit, unit, point.to - point.from, self.calendar) else {
                let finding = Diagnostic::error("unit-differs", at.span, other_unit(series, point, unit));
                self.names.report.push(finding.see(point.span, "here"));
                return None;
            };
            if self.is_covered(point) {
                points.push(observation(point, factor));
            }
        }
        Some(points)
    }

    /// Whether model and study both reach over the period of an observation.
    fn is_covered(&self, point: &Point) -> bool {
        point.to <= self.calendar.until + 1e-9 && point.from >= self.begins - 1e-9
    }
}

fn observation(point: &Point, factor: f64) -> Observation {
    Observation {
        period: point.period.clone(),
        from: point.from,
        to: point.to,
        value: point.value * factor,
        one_copy: point.read_in == ReadIn::Copy,
    }
}

fn other_unit(series: &Series, point: &Point, unit: &str) -> String {
    format!(
        "`{}` is in `{}`, but the variable is in `{unit}`",
        series.name, point.unit
    )
}

/// What the first of its points says that says anything.
fn first_text(series: &Series, pick: fn(&Point) -> &String) -> String {
    let said = series.points.iter().map(pick).find(|text| !text.is_empty());
    said.cloned().unwrap_or_default()
}

/// What an observation over some years is multiplied with to be in the unit of the variable.
pub(crate) fn factor(own: &str, unit: &str, years: f64, calendar: &Calendar) -> Option<f64> {
    // The table of units first, since it is exact. How many weeks a year has is the calendar's word, and only what no rate can
    // be made of by these is read as a count over its period: `homicides` in 2020 become `homicides/year`.
    units::conversion(own, unit)
        .or_else(|| rate(own, unit, calendar))
        .or_else(|| Some(units::conversion(&format!("{own}/year"), unit)? / years))
}

/// From a rate per one unit of time to a rate per another.
fn rate(from: &str, to: &str, calendar: &Calendar) -> Option<f64> {
    let (from, to) = (Unit::parse(from)?, Unit::parse(to)?);
    let (a, b) = (from.per()?, to.per()?);
    // A rate times its time is what is counted: persons/week and persons/year both count persons.
    let counted = |unit: &Unit, time: &str| Some(unit.times(&Unit::parse(time)?));
    let is_same = counted(&from, a)? == counted(&to, b)?;
    let years = |time| per_year(time, &calendar.unit, calendar.per_year);
    let factor = years(a)? / years(b)?;
    is_same.then_some(factor)
}
