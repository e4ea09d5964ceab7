//! What the tests share: a text in, diagnostics or a printed model out.
#![allow(dead_code)]

pub mod naive;

use check::{Expr, ExprKind, Index, Kind, Model, Work};
use source::{Diagnostics, Sources, render};

/// A clock, for models that are about something else.
pub const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";

/// Checks a text as it stands.
pub fn check_text(text: &str) -> (Option<Model>, String) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("model.mdl", text);
    let parsed = parse::vensim(text, source, &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics);
    (model, render(diagnostics.iter(), &sources, false))
}

/// Checks a file; diagnostics are shown when the environment variable `SHOW` is set.
pub fn check_file(path: &std::path::Path) -> Option<Model> {
    let bytes = std::fs::read(path).expect("the file was listed");
    let text = String::from_utf8_lossy(&bytes);
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add(path.display().to_string(), &*text);
    let parsed = parse::vensim(&text, source, &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics);
    if std::env::var_os("SHOW").is_some() {
        print!("{}", render(diagnostics.iter(), &sources, false));
    }
    model
}

/// The diagnostics about a text to which a clock is added.
pub fn diagnostics(text: &str) -> String {
    check_text(&format!("{text}\n{CLOCK}")).1
}

/// The ids of the diagnostics about a text to which a clock is added.
pub fn ids(text: &str) -> Vec<String> {
    let found = diagnostics(text);
    let id = |line: &str| Some(line.split_once('[')?.1.split_once("]:")?.0.to_string());
    let is_title =
        |line: &&str| line.starts_with("error[") || line.starts_with("warning[") || line.starts_with("advice[");
    found.lines().filter(is_title).filter_map(id).collect()
}

/// The model of a text to which a clock is added; it must have no diagnostics.
pub fn model(text: &str) -> Model {
    let (model, diagnostics) = check_text(&format!("{text}\n{CLOCK}"));
    assert_eq!(diagnostics, "");
    model.expect("no diagnostics, so there is a model")
}

/// Every variable of the author's and every equation, a line each.
pub fn print(text: &str) -> String {
    let model = model(text);
    let is_clock = |name: &str| CLOCK.contains(&format!("{name} ="));
    let mut lines = Vec::new();
    for variable in model.variables.iter().filter(|v| !is_clock(&v.name)) {
        lines.push(format!("{}: {}", named(&model, &variable.name), kind(&variable.kind)));
    }
    for (at, equation) in model.equations.iter().enumerate() {
        let name = &model.variable(equation.variable).name;
        let target = print_index(&equation.target);
        let except = match &equation.except[..] {
            [] => String::new(),
            iterations => format!(" except {iterations:?}"),
        };
        let role = format!("{:?}", equation.role).to_lowercase();
        lines.push(format!(
            "#{at} {role} {name}{target} {:?}{except} = {}",
            equation.extents,
            expr(&model, &equation.body)
        ));
    }
    lines.join("\n")
}

fn named(model: &Model, name: &str) -> String {
    let variable = model.variables.iter().find(|v| &*v.name == name).expect("named by the model");
    let shape: Vec<&str> = variable.shape.iter().map(|d| &*model.dimensions[d.0 as usize].name).collect();
    if shape.is_empty() {
        name.to_string()
    } else {
        format!("{name}[{}]", shape.join(","))
    }
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Constant { values, fixed } => {
            format!("constant {values:?}{}", if *fixed { " fixed" } else { "" })
        }
        Kind::Lookup { tables } => {
            let points: Vec<_> = tables.iter().map(math::Lookup::points).collect();
            format!("lookup {points:?}")
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

fn print_index(index: &[Index]) -> String {
    let one = |index: &Index| match index {
        Index::Fixed(position) => position.to_string(),
        Index::Along { variable, positions } => format!("i{variable}{positions:?}"),
    };
    match index {
        [] => String::new(),
        _ => format!("[{}]", index.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}

fn expr(model: &Model, e: &Expr) -> String {
    let list = |all: &[Expr]| all.iter().map(|e| expr(model, e)).collect::<Vec<_>>().join(", ");
    match &e.kind {
        ExprKind::Number(value) => value.to_string(),
        ExprKind::Time => "time".into(),
        ExprKind::TimeStep => "step".into(),
        ExprKind::Position(index) => {
            format!("position{}", print_index(std::slice::from_ref(index)))
        }
        ExprKind::Variable(id, index) => {
            format!("{}{}", model.variable(*id).name, print_index(index))
        }
        ExprKind::Unary(op, a) => format!("{op:?}({})", expr(model, a)),
        ExprKind::Binary(op, a, b) => format!("{op:?}({}, {})", expr(model, a), expr(model, b)),
        ExprKind::If(a, b, c) => format!("If({}, {}, {})", expr(model, a), expr(model, b), expr(model, c)),
        ExprKind::Call(function, arguments) => format!("{function:?}({})", list(arguments)),
        ExprKind::Lookup { table, cell, mode, x } => {
            format!(
                "{mode:?}({}{}, {})",
                model.variable(*table).name,
                print_index(cell),
                expr(model, x)
            )
        }
        ExprKind::Uniform { stream, element, noise } => {
            let noise = noise.iter().map(|noise| format!(", {}", expr(model, noise)));
            format!(
                "Uniform({stream:08x}, {}{})",
                expr(model, element),
                noise.collect::<String>()
            )
        }
        ExprKind::Vector {
            function,
            arguments,
            element,
        } => {
            let argument = |a: &check::VectorArgument| format!("{:?} {}", a.over, expr(model, &a.body));
            let arguments: Vec<String> = arguments.iter().map(argument).collect();
            format!("{function:?}({}){}", arguments.join(", "), print_index(element))
        }
        ExprKind::Reduce { op, over, body } => format!("{op:?}{over:?}({})", expr(model, body)),
    }
}

/// One of the two orders, in words: `x, y[0 2]`.
pub fn order(model: &Model, work: &[Work]) -> String {
    let one = |work: &Work| {
        let equation = model.equation(work.equation);
        let name = &model.variable(equation.variable).name;
        let role = format!("{:?}", equation.role).to_lowercase();
        match &work.cells {
            None => format!("{role} {name}"),
            Some(cells) => format!("{role} {name}{cells:?}"),
        }
    };
    work.iter().map(one).collect::<Vec<_>>().join("; ")
}
