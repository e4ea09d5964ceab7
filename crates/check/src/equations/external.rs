//! `GET XLS …` and `GET DIRECT …`: where the numbers of a definition stand in a sheet.

use super::draft::{Builder, Unread};
pub(crate) use super::external_call::{ExternalCall, Reads, external_call, is_read, reads};
use super::target::Definition;
use crate::external::{ExternalCell, ExternalTable, cell_at, cell_name, column_at, row_at};
use crate::limits;
use crate::walk;
use source::{Diagnostic, Span};
use std::rc::Rc;

/// An open sheet, and what to call it.
struct Sheet<'a> {
    table: Rc<dyn ExternalTable>,
    file: &'a str,
    span: Span,
}

/// The line of a sheet along which times (or the x of a lookup) stand.
struct Axis {
    /// Along a row; else down a column.
    across: bool,
    /// Its first cell.
    first: (u32, u32),
    /// How many cells it has.
    count: u32,
}

impl Axis {
    /// A row where it is one cell high, else its first column.
    fn of_area([first, last]: [(u32, u32); 2]) -> Axis {
        let across = first.0 == last.0 && first.1 != last.1;
        let behind_first = if across {
            last.1.saturating_sub(first.1)
        } else {
            last.0.saturating_sub(first.0)
        };
        Axis {
            across,
            first,
            count: behind_first + 1,
        }
    }

    /// The cell that is `count` behind another in the direction of the times.
    fn along(&self, (row, column): (u32, u32), count: u32) -> (u32, u32) {
        if self.across {
            (row, column + count)
        } else {
            (row + count, column)
        }
    }

    /// The cell that is `count` behind another in the direction of the elements.
    fn beside(&self, (row, column): (u32, u32), count: u32) -> (u32, u32) {
        if self.across {
            (row + count, column)
        } else {
            (row, column + count)
        }
    }
}

/// Times and values.
pub(crate) type Points = Vec<(f64, f64)>;

/// What a line of a sheet says.
#[derive(Default)]
struct Line {
    points: Points,
    /// The first cell that should be a number and is something else, with what it is.
    strange: Option<((u32, u32), String)>,
    /// The first cell whose number is stored as text.
    numeral: Option<(u32, u32)>,
    /// The first cell without a time that has times behind it.
    gap: Option<(u32, u32)>,
}

impl Line {
    /// A value that is not a number has no point. Nor has a time that is none; behind such a gap only later times belong to the
    /// same series, since another table may begin there.
    fn read(sheet: &Sheet, axis: &Axis, first: (u32, u32)) -> Line {
        let mut line = Line::default();
        let (mut latest, mut gap) = (f64::NEG_INFINITY, None);
        for k in 0..axis.count {
            let at = axis.along(axis.first, k);
            let Some(time) = line.time(sheet, at) else {
                // A title above the first time is no gap.
                gap = gap.or(latest.is_finite().then_some(at));
                continue;
            };
            if gap.is_some() && time <= latest {
                break;
            }
            line.gap = gap;
            latest = latest.max(time);
            line.add(sheet, time, axis.along(first, k));
        }
        line
    }

    /// A title among the times is not strange, a broken formula is.
    fn time(&mut self, sheet: &Sheet, at: (u32, u32)) -> Option<f64> {
        match sheet.table.cell(at.0, at.1) {
            ExternalCell::Number(time) => Some(time),
            ExternalCell::Other(shown) => {
                self.strange.get_or_insert((at, shown));
                None
            }
            ExternalCell::Text(text) => self.numeral(&text, at),
            ExternalCell::Empty => None,
        }
    }

    /// The number that a text spells.
    fn numeral(&mut self, text: &str, at: (u32, u32)) -> Option<f64> {
        let value = spelled(text)?;
        self.numeral.get_or_insert(at);
        Some(value)
    }

    fn add(&mut self, sheet: &Sheet, time: f64, at: (u32, u32)) {
        let shown = match sheet.table.cell(at.0, at.1) {
            ExternalCell::Number(value) => return self.points.push((time, value)),
            ExternalCell::Empty => return,
            ExternalCell::Text(text) => match self.numeral(&text, at) {
                Some(value) => return self.points.push((time, value)),
                None => format!("the text `{text}`"),
            },
            ExternalCell::Other(shown) => shown,
        };
        self.strange.get_or_insert((at, shown));
    }
}

/// The number in a cell; 0 where there is none, and what is there instead is noted.
fn constant_in(sheet: &Sheet, at: (u32, u32), strange: &mut Vec<((u32, u32), ExternalCell)>) -> f64 {
    match sheet.table.cell(at.0, at.1) {
        ExternalCell::Number(value) => value,
        other => {
            let value = match &other {
                ExternalCell::Text(text) => spelled(text),
                _ => None,
            };
            strange.push((at, other));
            value.unwrap_or(0.0)
        }
    }
}

/// The number that a text spells; workbooks may store numbers so.
fn spelled(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

fn what_it_is(cell: &ExternalCell) -> String {
    match cell {
        ExternalCell::Text(text) => format!("is the string `{text}`"),
        ExternalCell::Other(shown) => format!("is {shown}"),
        _ => "is empty".to_string(),
    }
}

impl Builder<'_, '_> {
    /// The constant of each iteration of a definition. The last dimension on the left runs along rows, the others down columns;
    /// with a star behind the first cell it is the other way round.
    pub fn external_constants(&mut self, definition: &Definition) -> Option<Vec<f64>> {
        let call = external_call(&definition.written.body)?;
        if call.of_run {
            return self.constants_of_run(definition, &call);
        }
        let [file, tab, cell] = self.arguments(&call, ["file", "sheet or delimiter", "first cell"])?;
        let sheet = self.sheet(file, tab, call.span)?;
        let transposed = cell.ends_with('*');
        let corner = self.corner(&sheet, cell.trim_end_matches('*').trim_end())?;
        let columns = definition.extents.last().copied().unwrap_or(1).max(1);
        let iterations = walk::iterations(&definition.extents)? as u32;
        let mut strange = Vec::new();
        let values = (0..iterations).map(|iteration| {
            let (row, column) = (iteration / columns, iteration % columns);
            let (row, column) = if transposed { (column, row) } else { (row, column) };
            constant_in(&sheet, (corner.0 + row, corner.1 + column), &mut strange)
        });
        let values = values.collect();
        self.judge_constants(&sheet, &strange)?;
        Some(values)
    }

    /// Vensim takes 0 where nothing or words stand; so do we, aloud. `None` for an error in a cell.
    fn judge_constants(&mut self, sheet: &Sheet, strange: &[((u32, u32), ExternalCell)]) -> Option<()> {
        let error = strange.iter().find(|(_, cell)| matches!(cell, ExternalCell::Other(_)));
        let is_numeral = |cell: &ExternalCell| matches!(cell, ExternalCell::Text(text) if spelled(text).is_some());
        if let Some((at, _)) = strange.iter().find(|(_, cell)| is_numeral(cell)) {
            let message = format!("cell {} of `{}` is a number stored as text", cell_name(*at), sheet.file);
            let diagnostic = Diagnostic::warning("not-a-number-in-file", sheet.span, message);
            self.diagnostics.push(diagnostic.label("it is read as the number"));
        }
        let strange: Vec<_> = strange.iter().filter(|(_, cell)| !is_numeral(cell)).collect();
        let Some((at, cell)) = error.or(strange.first().copied()) else {
            return Some(());
        };
        let told = format!("cell {} of `{}` {}", cell_name(*at), sheet.file, what_it_is(cell));
        if error.is_some() {
            let message = format!("{told}, not a number");
            self.error(Diagnostic::error("not-a-number-in-file", sheet.span, message));
            return None;
        }
        let message = match strange.len() {
            1 => format!("{told} and counts as 0"),
            2 => format!("{told} and counts as 0, as does another cell"),
            n => format!("{told} and counts as 0, as do {} more", n - 1),
        };
        self.diagnostics.push(Diagnostic::warning("not-a-number-in-file", sheet.span, message));
        Some(())
    }

    /// The points of each iteration of a definition: one line of cells each, beside the times.
    pub fn external_series(&mut self, definition: &Definition) -> Option<Vec<Points>> {
        let call = external_call(&definition.written.body)?;
        if call.of_run {
            return self.series_of_run(definition, &call);
        }
        let wanted = ["file", "sheet or delimiter", "row or column of times", "first cell"];
        let [file, tab, times, cell] = self.arguments(&call, wanted)?;
        let sheet = self.sheet(file, tab, call.span)?;
        let corner = self.corner(&sheet, cell)?;
        let axis = self.axis(&sheet, times, corner)?;
        let iterations = walk::iterations(&definition.extents)? as u32;
        if u64::from(axis.count) * u64::from(iterations) > limits::EXTERNAL_CELLS {
            let message = format!("too many cells: one equation may look at {}", limits::EXTERNAL_CELLS);
            self.error(Diagnostic::error("too-many-elements", call.span, message));
            return None;
        }
        let mut all = Vec::with_capacity(iterations as usize);
        for iteration in 0..iterations {
            all.push(self.points(&sheet, &axis, axis.beside(corner, iteration))?);
        }
        Some(all)
    }

    /// The points of one line, in the order of their times.
    fn points(&mut self, sheet: &Sheet, axis: &Axis, first: (u32, u32)) -> Option<Points> {
        let line = Line::read(sheet, axis, first);
        self.judge_line(sheet, &line);
        let Line {
            mut points, strange, ..
        } = line;
        if let Some((at, shown)) = strange {
            let message = format!("cell {} of `{}` is {shown}, not a number", cell_name(at), sheet.file);
            let diagnostic = Diagnostic::warning("not-a-number-in-file", sheet.span, message);
            self.diagnostics.push(diagnostic.label("this point is left out"));
        }
        if points.is_empty() {
            let (file, cell) = (sheet.file, cell_name(first));
            let message = format!("there is no number in `{file}` from cell {cell} on");
            self.error(Diagnostic::error("no-data-in-file", sheet.span, message));
            return None;
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Some(points)
    }

    /// What was read otherwise than it stands there.
    fn judge_line(&mut self, sheet: &Sheet, line: &Line) {
        if let Some(at) = line.numeral {
            let message = format!("cell {} of `{}` is a number stored as text", cell_name(at), sheet.file);
            let diagnostic = Diagnostic::warning("not-a-number-in-file", sheet.span, message);
            self.diagnostics.push(diagnostic.label("it is read as the number"));
        }
        if let Some(at) = line.gap {
            let message = format!(
                "cell {} of `{}` holds no time, but cells behind it do",
                cell_name(at),
                sheet.file
            );
            let diagnostic = Diagnostic::warning("gap-in-times", sheet.span, message);
            self.diagnostics.push(diagnostic.label("later times are read as the same series"));
        }
    }

    fn arguments<'t, const N: usize>(&mut self, call: &ExternalCall<'t>, wanted: [&str; N]) -> Option<[&'t str; N]> {
        if let Ok(texts) = call.texts.clone().try_into() {
            return Some(texts);
        }
        let message = format!("`{}` takes {N} quoted strings: {}", call.name, wanted.join(", "));
        self.error(Diagnostic::error("wrong-number-of-arguments", call.span, message));
        None
    }

    fn sheet<'t>(&mut self, file: &'t str, tab: &str, span: Span) -> Option<Sheet<'t>> {
        match self.external.table(file, tab) {
            Ok(table) => Some(Sheet { table, file, span }),
            Err(why) => {
                self.unreadable(span, why);
                None
            }
        }
    }

    /// What cannot be read is said once; of many such files the first few are named, and the rest are counted.
    pub(super) fn unreadable(&mut self, span: Span, why: String) {
        let unread = &mut self.draft.unread;
        let is_new = !unread.told.contains(&why);
        if is_new && unread.told.len() < Unread::NAMED {
            unread.told.insert(why.clone());
            self.error(Diagnostic::error("unreadable-data", span, why));
        } else {
            unread.others += 1;
            unread.last = Some(span);
            self.draft.broken = true;
        }
    }

    /// How many more there were.
    pub(super) fn count_unreadable(&mut self) {
        if let Some(span) = self.draft.unread.last_variable {
            let more = self.draft.unread.variables - Unread::NAMED;
            let message = match more {
                1 => "no data file has 1 more variable".to_string(),
                n => format!("no data file has {n} more variables"),
            };
            let diagnostic = Diagnostic::error("missing-data", span, message).label("the last of them");
            self.error(diagnostic);
        }
        let Some(span) = self.draft.unread.last else {
            return;
        };
        let message = match self.draft.unread.others {
            1 => "1 more call reads what cannot be read".to_string(),
            n => format!("{n} more calls read what cannot be read"),
        };
        let diagnostic = Diagnostic::error("unreadable-data", span, message).label("the last of them");
        self.error(diagnostic);
    }

    /// The first cell: named like `B4`, or the first of an area with a name.
    fn corner(&mut self, sheet: &Sheet, text: &str) -> Option<(u32, u32)> {
        let corner = sheet.table.area(text).map(|[first, _]| first).or_else(|| cell_at(text));
        if corner.is_none() {
            self.no_such_place(sheet, text, "a cell such as `B4`");
        }
        corner
    }

    /// Where times stand: a row by its number, a column by its letters, or an area with a name.
    fn axis(&mut self, sheet: &Sheet, text: &str, corner: (u32, u32)) -> Option<Axis> {
        let (rows, columns) = sheet.table.size();
        // An area first: a name that an author gave may look like a column's letters.
        let axis = match (sheet.table.area(text), row_at(text), column_at(text)) {
            (Some(area), ..) => Some(Axis::of_area(area)),
            (None, Some(row), _) => Some(Axis {
                across: true,
                first: (row, corner.1),
                count: columns.saturating_sub(corner.1),
            }),
            (None, None, Some(column)) => Some(Axis {
                across: false,
                first: (corner.0, column),
                count: rows.saturating_sub(corner.0),
            }),
            (None, None, None) => None,
        };
        if axis.is_none() {
            self.no_such_place(sheet, text, "a row such as `4` or a column such as `A`");
        }
        axis
    }

    fn no_such_place(&mut self, sheet: &Sheet, text: &str, wanted: &str) {
        let message = format!(
            "`{text}` is neither {wanted} nor an area with a name in `{}`",
            sheet.file
        );
        self.error(Diagnostic::error("no-such-cell", sheet.span, message));
    }
}
