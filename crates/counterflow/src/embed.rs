//! What a model read from files, written into its equations: a format without such calls can hold it then.

use check::{Kind, Model, VariableId};
use parse::{Body, Callee, Equation, Expr, ExprKind, LookupTable, Member, Name, ParsedModel, Reference, Subscript};
use source::Span;

/// The model with numbers, tables and series in the place of the calls that read them. What cannot be replaced stays.
pub(crate) fn embedded(parsed: &ParsedModel, model: &Model) -> ParsedModel {
    let mut written = parsed.clone();
    for dimension in written.dimensions.iter_mut().filter(|d| d.read_from.is_some()) {
        let known = model.dimensions.iter().find(|d| Name::key_of(&d.name) == *dimension.name.key);
        if let Some(known) = known {
            let span = dimension.span;
            dimension.members = known.elements.iter().map(|e| Member::Named(Name::new(e, span))).collect();
            dimension.read_from = None;
        }
    }
    let parts = check::write::Facts::of(&written);
    let mut equations = Vec::with_capacity(written.equations.len());
    for equation in &written.equations {
        let replaced = reads_files(&equation.body).then(|| replaced(equation, model, &parts)).flatten();
        match replaced {
            Some(cells) => equations.extend(cells),
            None => equations.push(equation.clone()),
        }
    }
    written.equations = equations;
    written
}

/// Whether a body is filled from a file.
fn reads_files(body: &Body) -> bool {
    match body {
        Body::Data => true,
        Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) => {
            called_key(expr).is_some_and(is_reader)
        }
        _ => false,
    }
}

/// The key of the name that an expression calls.
fn called_key(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Call { callee, .. } => callee.reference().map(|at| &*at.name.key),
        _ => None,
    }
}

/// `GET XLS DATA`, `GET DIRECT CONSTANTS` and their like.
fn is_reader(key: &str) -> bool {
    let mut words = key.split(' ');
    let begins = words.next() == Some("get") && matches!(words.next(), Some("xls" | "direct" | "123" | "vdf"));
    begins && matches!(words.next(), Some("data" | "constants" | "lookups"))
}

fn reads_constants(body: &Body) -> bool {
    let (Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr)) = body else {
        return false;
    };
    called_key(expr).is_some_and(|key| key.ends_with("constants"))
}

/// An equation for each of the cells that one equation fills; `None` when what fills them is not known.
fn replaced(equation: &Equation, model: &Model, parts: &check::write::Facts) -> Option<Vec<Equation>> {
    let id = model.find(&equation.target.name.text)?;
    let variable = model.variable(id);
    let series = series(model, id);
    let mut written = Vec::new();
    for cell in 0..model.cells(id) {
        let elements = elements(model, id, cell, equation.span);
        if !holds(&equation.target.subscripts, &elements, parts) {
            continue;
        }
        let mut own = equation.clone();
        own.target.subscripts = elements;
        own.target.exceptions.clear();
        own.target.keyword = None;
        match &variable.kind {
            Kind::Constant { values, .. } => own.body = Body::Formula(number(values[cell], equation.span)),
            Kind::Lookup { tables } => own.body = Body::Lookup(table(&tables[cell], equation.span)),
            _ if reads_constants(&equation.body) => return None,
            _ => {
                let points = &series?[cell];
                let name = Name::new(&format!("{} data", equation.target.name.text), equation.span);
                let mut data = own.clone();
                data.target.name = name.clone();
                data.body = Body::Lookup(table(points, equation.span));
                own.body = Body::Formula(looked_up(equation, name, &own.target.subscripts)?);
                written.push(data);
            }
        }
        written.push(own);
    }
    Some(written)
}

/// The series behind a data variable.
fn series(model: &Model, id: VariableId) -> Option<&[math::Lookup]> {
    let name = format!("{} › series", model.variable(id).name);
    let found = model.find(&name)?;
    match &model.variable(found).kind {
        Kind::Lookup { tables } => Some(tables),
        _ => None,
    }
}

/// The subscripts of a cell.
fn elements(model: &Model, id: VariableId, mut cell: usize, span: Span) -> Vec<Subscript> {
    let mut elements = Vec::new();
    for dimension in model.variable(id).shape.iter().rev() {
        let names = &model.dimensions[dimension.0 as usize].elements;
        elements.push(Subscript {
            name: Name::new(&names[cell % names.len()], span),
            bang: false,
        });
        cell /= names.len();
    }
    elements.reverse();
    elements
}

/// Whether a left-hand side has a cell.
fn holds(target: &[Subscript], elements: &[Subscript], parts: &check::write::Facts) -> bool {
    let fits = |(left, element): (&Subscript, &Subscript)| {
        let part = parts.elements(&left.name.key);
        left.name == element.name || part.is_some_and(|part| part.contains(&element.name))
    };
    target.len() == elements.len() && target.iter().zip(elements).all(fits)
}

fn number(value: f64, span: Span) -> Expr {
    let kind = ExprKind::Number(value);
    Expr { kind, span }
}

fn table(lookup: &math::Lookup, span: Span) -> LookupTable {
    LookupTable {
        range: None,
        points: lookup.points().to_vec(),
        span,
    }
}

/// The series at the clock's time, as the keyword of the data variable has it; `None` for raw data, which has gaps.
fn looked_up(equation: &Equation, name: Name, subscripts: &[Subscript]) -> Option<Expr> {
    let span = equation.span;
    let reference = |name: Name, subscripts: Vec<Subscript>| Reference { name, subscripts };
    let time = Expr {
        kind: ExprKind::Reference(reference(Name::new("Time", span), Vec::new())),
        span,
    };
    let table = reference(name, subscripts.to_vec());
    let mode = match equation.target.keyword.as_deref() {
        Some("RAW") => return None,
        Some("LOOK FORWARD") => "LOOKUP FORWARD",
        Some("HOLD BACKWARD") => "LOOKUP BACKWARD",
        _ => {
            let (callee, arguments) = (table, vec![time]);
            let kind = ExprKind::Call {
                callee: Callee::Named(Box::new(callee)),
                arguments,
            };
            return Some(Expr { kind, span });
        }
    };
    let table = Expr {
        kind: ExprKind::Reference(table),
        span,
    };
    let callee = Callee::named(Name::new(mode, span));
    let kind = ExprKind::Call {
        callee,
        arguments: vec![table, time],
    };
    Some(Expr { kind, span })
}
