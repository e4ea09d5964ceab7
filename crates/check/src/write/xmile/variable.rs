//! Variables as XMILE declares them: one element a variable, with one formula for all elements or one for each.

use super::formula::{digits, formula, name as in_formula};
use super::{flows_of, integration, name, text};
use crate::write::Facts;
use crate::write::pattern::arguments;
use parse::{Body, Equation, Expr, ExprKind, LookupTable, Name, ParsedModel};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

/// The variables of a model or a macro, in the order of their first equations.
pub(super) struct Variables<'e> {
    model: &'e ParsedModel,
    facts: &'e Facts,
    variables: Vec<Vec<&'e Equation>>,
    flows: HashSet<Arc<str>>,
}

impl<'e> Variables<'e> {
    /// Gathers the equations of each variable.
    pub fn of(equations: &[&'e Equation], model: &'e ParsedModel, facts: &'e Facts) -> Self {
        let mut variables: Vec<Vec<&'e Equation>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for equation in equations {
            let at = *places.entry(&equation.target.name.key).or_insert(variables.len());
            match variables.get_mut(at) {
                Some(own) => own.push(equation),
                None => variables.push(vec![equation]),
            }
        }
        let flows = equations.iter().filter_map(|e| flows_of(e));
        let flows = flows.flat_map(|(inflows, outflows)| inflows.into_iter().chain(outflows));
        let flows = flows.map(|name| name.key.clone()).collect();
        Variables {
            model,
            facts,
            variables,
            flows,
        }
    }

    /// Writes them all.
    pub fn write(&self, out: &mut String) {
        out.push_str("\t\t<variables>\n");
        self.variables.iter().for_each(|equations| self.variable(out, equations));
        out.push_str("\t\t</variables>\n");
    }

    fn variable(&self, out: &mut String, equations: &[&Equation]) {
        let [first, ..] = equations else { return };
        let tag = self.tag(equations);
        let hidden = if first.hidden {
            " counterflow:hidden=\"true\""
        } else {
            ""
        };
        let _ = writeln!(out, "\t\t\t<{tag} name=\"{}\"{hidden}>", name(&first.target.name.text));
        if !first.comment.is_empty() {
            let _ = writeln!(out, "\t\t\t\t<doc>{}</doc>", text(&first.comment));
        }
        let dimensions = self.dimensions(equations);
        if !dimensions.is_empty() {
            let list: String = dimensions.iter().map(|d| format!("<dim name=\"{}\"/>", name(&d.text))).collect();
            let _ = writeln!(out, "\t\t\t\t<dimensions>{list}</dimensions>");
        }
        match (&first.body, tag) {
            (Body::Lookup(table), "gf") => points(out, table, "\t\t\t\t"),
            _ => equations.iter().for_each(|e| self.definition(out, e, &dimensions)),
        }
        self.flows(out, first);
        if let Some(units) = &first.units {
            let _ = writeln!(out, "\t\t\t\t<units>{}</units>", text(&units.text));
        }
        range(out, &first.range);
        let _ = writeln!(out, "\t\t\t</{tag}>");
    }

    fn tag(&self, equations: &[&Equation]) -> &'static str {
        let target = &equations[0].target;
        match () {
            () if integration(equations[0]).is_some() => "stock",
            () if self.flows.contains(&target.name.key) => "flow",
            () if matches!(equations[0].body, Body::Lookup(_)) && target.subscripts.is_empty() => "gf",
            () => "aux",
        }
    }

    /// The dimensions of a variable: what the caller knows, or what its left-hand sides say.
    fn dimensions(&self, equations: &[&Equation]) -> Vec<Name> {
        let target = &equations[0].target;
        if let Some(known) = self.facts.shapes.get(&target.name.key) {
            return known.clone();
        }
        let places = 0..target.subscripts.len();
        places.filter_map(|at| self.dimension_at(equations, at)).collect()
    }

    fn dimension_at(&self, equations: &[&Equation], at: usize) -> Option<Name> {
        let used: Vec<&Name> = equations.iter().filter_map(|e| Some(&e.target.subscripts.get(at)?.name)).collect();
        let holds = |dimension: &&parse::DimensionDefinition| {
            let elements = self.facts.elements(&dimension.name.key).unwrap_or_default();
            let inside = |name: &&&Name| {
                **name == &dimension.name
                    || elements.contains(**name)
                    || self.facts.elements(&name.key).is_some_and(|part| part.iter().all(|e| elements.contains(e)))
            };
            used.iter().filter(inside).count() == used.len()
        };
        let named = self.model.dimensions.iter().find(|d| used.contains(&&d.name) && holds(d));
        let found = named.or_else(|| self.model.dimensions.iter().find(holds));
        found.map(|d| d.name.clone())
    }

    fn definition(&self, out: &mut String, equation: &Equation, dimensions: &[Name]) {
        let subscripts = &equation.target.subscripts;
        let is_whole = subscripts.iter().zip(dimensions).all(|(s, d)| s.name == *d);
        if is_whole {
            return body(out, equation, "\t\t\t\t");
        }
        let list: Vec<String> = subscripts.iter().map(|s| quoted_element(&s.name)).collect();
        let _ = writeln!(out, "\t\t\t\t<element subscript=\"{}\">", list.join(", "));
        body(out, equation, "\t\t\t\t\t");
        out.push_str("\t\t\t\t</element>\n");
    }

    fn flows(&self, out: &mut String, equation: &Equation) {
        let Some((inflows, outflows)) = flows_of(equation) else {
            return;
        };
        for (tag, list) in [("inflow", inflows), ("outflow", outflows)] {
            for flow in list {
                let _ = writeln!(out, "\t\t\t\t<{tag}>{}</{tag}>", text(&in_formula(flow)));
            }
        }
        if integration(equation).is_some_and(|i| i.non_negative) {
            out.push_str("\t\t\t\t<non_negative/>\n");
        }
    }
}

fn quoted_element(element: &Name) -> String {
    if element.text.contains(',') {
        format!("&quot;{}&quot;", name(&element.text))
    } else {
        name(&element.text)
    }
}

fn range(out: &mut String, range: &[Option<f64>]) {
    let bound = |at: usize, word: &str| {
        let value = range.get(at).copied().flatten();
        value.map_or(String::new(), |v| format!(" {word}=\"{}\"", digits(v)))
    };
    if !range.is_empty() {
        let _ = writeln!(out, "\t\t\t\t<range{}{}/>", bound(0, "min"), bound(1, "max"));
    }
}

/// What one definition says: a formula, a table, an initial value of its own.
fn body(out: &mut String, equation: &Equation, indent: &str) {
    match &equation.body {
        Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) => {
            let expr = integration(equation).map_or(expr, |stock| stock.initial);
            expression(out, expr, indent);
        }
        Body::Numbers(rows) => {
            let numbers = rows.iter().flatten().map(|n| digits(*n)).collect::<Vec<_>>();
            let _ = writeln!(out, "{indent}<eqn>{}</eqn>", numbers.join(", "));
        }
        Body::Lookup(points) => table(out, points, indent),
        Body::Data | Body::Text(_) | Body::RealityCheck | Body::Error => {}
    }
}

/// `ACTIVE INITIAL(WITH LOOKUP(x, points), initial)`, each part of it where it belongs.
fn expression(out: &mut String, expr: &Expr, indent: &str) {
    let (expr, initial) = match arguments(expr, "active initial") {
        Some([active, initial]) => (active, Some(initial)),
        _ => (expr, None),
    };
    let looked_up = match arguments(expr, "with lookup") {
        Some([x, points]) => match &points.kind {
            ExprKind::Lookup(points) => Some((x, points)),
            _ => None,
        },
        _ => None,
    };
    let shown = looked_up.map_or(expr, |(x, _)| x);
    let _ = writeln!(out, "{indent}<eqn>{}</eqn>", text(&formula(shown)));
    if let Some(initial) = initial {
        let _ = writeln!(out, "{indent}<init_eqn>{}</init_eqn>", text(&formula(initial)));
    }
    if let Some((_, points)) = looked_up {
        table(out, points, indent);
    }
}

fn table(out: &mut String, table: &LookupTable, indent: &str) {
    let _ = writeln!(out, "{indent}<gf>");
    points(out, table, &format!("{indent}\t"));
    let _ = writeln!(out, "{indent}</gf>");
}

fn points(out: &mut String, table: &LookupTable, indent: &str) {
    let list = |of: fn(&(f64, f64)) -> f64| {
        let numbers = table.points.iter().map(|point| digits(of(point)));
        numbers.collect::<Vec<_>>().join(",")
    };
    if let Some([x0, y0, x1, y1]) = table.range {
        let scale =
            |axis: &str, low: f64, high: f64| format!("<{axis} min=\"{}\" max=\"{}\"/>", digits(low), digits(high));
        let _ = writeln!(out, "{indent}{}{}", scale("xscale", x0, x1), scale("yscale", y0, y1));
    }
    let _ = writeln!(
        out,
        "{indent}<xpts>{}</xpts>\n{indent}<ypts>{}</ypts>",
        list(|p| p.0),
        list(|p| p.1)
    );
}
