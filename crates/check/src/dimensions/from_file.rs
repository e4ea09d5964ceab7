//! `GET XLS SUBSCRIPT` and `GET DIRECT SUBSCRIPT`: elements named by the cells of a sheet.

use crate::external::{ExternalCell, ExternalData, ExternalTable, cell_at, cell_name, column_at, row_at};
use crate::limits;
use parse::{Expr, ExprKind, Name};
use source::{Diagnostic, Span};

/// The names in the cells from the first to the last, each behind the prefix. The last may be a row or a column alone: then
/// the names run down or across until a cell is empty.
pub(super) fn elements_in_file(call: &Expr, external: &dyn ExternalData) -> Result<Vec<Name>, Box<Diagnostic>> {
    let fail = |id, message: String| Box::new(Diagnostic::error(id, call.span, message));
    let (file, tab, first, last, prefix) = match texts(call)[..] {
        [file, tab, first, last, prefix] => (file, tab, first, last, prefix),
        [file, tab, first, last] => (file, tab, first, last, ""),
        _ => {
            let message = "this takes quoted strings: file, sheet or delimiter, first cell, last cell, prefix";
            return Err(fail("wrong-number-of-arguments", message.into()));
        }
    };
    let table = external.table(file, tab).map_err(|why| fail("unreadable-data", why))?;
    let Some(cells) = cells(&*table, first, last) else {
        let message = format!("`{first}` to `{last}` is not a row or column of cells in `{file}`");
        return Err(fail("no-such-cell", message));
    };
    let mut names = Vec::new();
    for at in cells {
        let text = text_in(&*table, at).map_err(|shown| not_a_name(file, at, &shown, call.span))?;
        names.extend(text.map(|text| element(prefix, &text, call.span)));
    }
    if names.is_empty() {
        let message = format!("there is no name in `{file}` from {first} to {last}");
        return Err(fail("empty-dimension", message));
    }
    Ok(names)
}

/// What a cell says, a number as it is written; `None` where it is empty, and what it is where it cannot be a name.
fn text_in(table: &dyn ExternalTable, (row, column): (u32, u32)) -> Result<Option<String>, String> {
    match table.cell(row, column) {
        ExternalCell::Text(text) => Ok(Some(text)),
        ExternalCell::Number(number) => Ok(Some(number.to_string())),
        ExternalCell::Empty => Ok(None),
        ExternalCell::Other(shown) => Err(shown),
    }
}

fn not_a_name(file: &str, at: (u32, u32), shown: &str, span: Span) -> Box<Diagnostic> {
    let cell = cell_name(at);
    let message = format!("cell {cell} of `{file}` is {shown}, not the name of an element");
    let diagnostic = Diagnostic::error("not-a-name-in-file", span, message);
    Box::new(diagnostic.hint("write the name as text, or end the range before that cell"))
}

fn element(prefix: &str, text: &str, span: Span) -> Name {
    Name::new(&format!("{prefix}{text}"), span)
}

fn texts(call: &Expr) -> Vec<&str> {
    let ExprKind::Call { arguments, .. } = &call.kind else {
        return Vec::new();
    };
    arguments
        .iter()
        .filter_map(|argument| match &argument.kind {
            ExprKind::Text(text) => Some(text.trim()),
            _ => None,
        })
        .collect()
}

/// The cells in their order.
fn cells(table: &dyn ExternalTable, first: &str, last: &str) -> Option<Vec<(u32, u32)>> {
    let [first, end] = match table.area(first) {
        Some(area) => area,
        None => [cell_at(first)?; 2],
    };
    let (rows, columns) = table.size();
    let last = match (cell_at(last), row_at(last), column_at(last)) {
        (Some(last), ..) => last,
        (_, Some(row), _) if row == first.0 => (first.0, columns.saturating_sub(1)),
        (_, Some(row), _) => (row, first.1),
        (.., Some(column)) if column == first.1 => (rows.saturating_sub(1), first.1),
        (.., Some(column)) => (first.0, column),
        _ => end,
    };
    let (down, across) = (last.0.checked_sub(first.0)?, last.1.checked_sub(first.1)?);
    let fits = (down == 0 || across == 0) && (down.max(across) as usize) < limits::ELEMENTS;
    let line = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
    fits.then(|| line.collect())
}
