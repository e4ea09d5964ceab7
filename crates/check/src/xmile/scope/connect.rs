//! Connections: which variable gives an input its value, and which of its elements.

use super::{Known, Scope};
use parse::Name;
use parse::xmile::Path;
use parse::xmile::{Connection, Model, Module};
use source::{Diagnostic, Diagnostics};

impl<'x> Scope<'x> {
    /// Enters all connections, checks their shapes, and follows each to its end.
    pub(super) fn connect(&mut self, diagnostics: &mut Diagnostics) {
        let mut joined = Vec::new();
        for at in 0..self.instances.len() {
            let model: &'x Model = self.instances[at].model;
            for module in &model.modules {
                for connection in &module.connections {
                    let to = self.connected_input(at, module, connection, diagnostics);
                    joined.extend(to.map(|to| (to, connection)));
                }
            }
        }
        self.break_rings(diagnostics);
        for (to, connection) in joined {
            self.shape(to, connection, diagnostics);
        }
        self.shorten();
    }

    /// The input of a connection that was entered; `None` when it connects nothing new.
    fn connected_input(
        &mut self,
        at: usize,
        module: &Module,
        connection: &Connection,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        match (self.input(at, module, &connection.to), self.find(at, &connection.from)) {
            (Some(to), Some(from)) => (to != from && self.join(to, from, connection, diagnostics)).then_some(to),
            (None, _) => {
                diagnostics.push(unconnected(&connection.to));
                None
            }
            (_, None) => {
                diagnostics.push(unconnected(&connection.from));
                None
            }
        }
    }

    fn join(&mut self, to: usize, from: usize, connection: &Connection, diagnostics: &mut Diagnostics) -> bool {
        let known = &mut self.variables[to];
        if known.source.is_some_and(|source| source != from) {
            let message = format!("`{}` is connected to two variables", known.name);
            let diagnostic = Diagnostic::error("broken-connection", connection.to.span, message);
            diagnostics.push(diagnostic);
            return false;
        }
        known.source.replace(from).is_none()
    }

    /// Inputs that are connected in a ring have no value.
    fn break_rings(&mut self, diagnostics: &mut Diagnostics) {
        let mut seen = vec![false; self.variables.len()];
        for at in 0..self.variables.len() {
            let (mut end, mut passed) = (at, Vec::new());
            while let (false, Some(source)) = (seen[end], self.variables[end].source) {
                seen[end] = true;
                passed.push(end);
                end = source;
            }
            if passed.contains(&end) {
                let name = &self.variables[end].name;
                let message = format!("`{name}` is connected to itself");
                let diagnostic = Diagnostic::error("broken-connection", name.span, message);
                diagnostics.push(diagnostic);
                self.variables[end].source = None;
            }
        }
    }

    /// Finds for each dimension of what an input is connected to the place of the input that it goes along.
    fn shape(&mut self, to: usize, connection: &Connection, diagnostics: &mut Diagnostics) {
        let Some(from) = self.variables[to].source else {
            return;
        };
        match self.route(to, from) {
            Ok(route) => self.variables[to].route = route,
            Err(at) => {
                let (input, source) = (&self.variables[to], &self.variables[from]);
                if !input.broken && !source.broken {
                    let dimension = &self.dimensions.get(source.dimensions[at]).name;
                    diagnostics.push(wrong_shape(input, source, dimension, connection));
                }
                self.variables[to].source = None;
                self.variables[to].broken = true;
            }
        }
    }

    /// The places of an input that the dimensions of its source go along; the first dimension that finds none.
    ///
    /// What both have from arrays of modules around them goes together. Of the others the input's own come before those of
    /// its module's array, and among equal ones the last before the first. A dimension may also go along a part of itself.
    fn route(&self, to: usize, from: usize) -> Result<Vec<usize>, usize> {
        let (to, from) = (&self.variables[to], &self.variables[from]);
        let shared = self.shared_frame(to.instance, from.instance);
        let mut places: Vec<Option<usize>> = to.dimensions.iter().copied().map(Some).collect();
        let mut route: Vec<Option<usize>> = vec![None; from.dimensions.len()];
        for at in 0..shared.min(places.len()).min(route.len()) {
            route[at] = places[at].take().map(|_| at);
        }
        let is_part = |part: usize, whole: usize| self.dimensions.get(whole).holds(self.dimensions.get(part));
        for fits in [&(|a, b| a == b) as &dyn Fn(usize, usize) -> bool, &is_part] {
            for at in (shared.min(route.len())..route.len()).rev() {
                if route[at].is_none() {
                    let wanted = from.dimensions[at];
                    route[at] = places.iter().rposition(|place| place.is_some_and(|d| fits(d, wanted)));
                    if let Some(found) = route[at] {
                        places[found] = None;
                    }
                }
            }
        }
        match route.iter().position(Option::is_none) {
            None => Ok(route.into_iter().flatten().collect()),
            Some(_) if to.frame + from.frame == 0 && to.dimensions.len() == route.len() => {
                Ok((0..route.len()).collect())
            }
            Some(at) => Err(at),
        }
    }

    /// Leads every input past those that say the same for every element, to what they are connected to.
    fn shorten(&mut self) {
        let mut ends: Vec<Option<usize>> = vec![None; self.variables.len()];
        for at in 0..self.variables.len() {
            let (mut end, mut passed) = (at, Vec::new());
            while let (None, Some(source)) = (ends[end], self.variables[end].source) {
                passed.push(end);
                end = source;
            }
            let mut beyond = ends[end].unwrap_or(end);
            for at in passed.into_iter().rev() {
                self.variables[at].source = Some(beyond);
                beyond = if self.is_same_everywhere(at) { beyond } else { at };
                ends[at] = Some(beyond);
            }
        }
    }

    /// Whether an input has at each of its elements what its source has at that element.
    fn is_same_everywhere(&self, at: usize) -> bool {
        let known = &self.variables[at];
        known.route.len() == known.dimensions.len() && known.route.iter().enumerate().all(|(n, place)| n == *place)
    }

    /// The variable itself, or the one that says the same at each of its elements.
    pub fn connected(&self, at: usize) -> usize {
        match self.variables[at].source {
            Some(source) if self.is_same_everywhere(at) => source,
            _ => at,
        }
    }

    /// The variable at the end of all connections.
    pub fn end_of(&self, mut at: usize) -> usize {
        while let Some(source) = self.variables[at].source {
            at = source;
        }
        at
    }

    /// The input that a connection names: within the module, or from the model around it.
    fn input(&self, at: usize, module: &Module, to: &Path) -> Option<usize> {
        let inner = self.instances[at].modules.get(&module.name.key).copied();
        let through_module = to.parts.len() > 1 || to.rooted;
        let outer = || self.find(at, to).filter(|_| through_module);
        outer().or_else(|| self.find(inner?, to))
    }
}

fn unconnected(path: &Path) -> Diagnostic {
    let message = format!("no variable is called `{}` here", path.text());
    Diagnostic::error("unknown-name", path.span, message).label("connected, but not defined")
}

fn wrong_shape(input: &Known, source: &Known, dimension: &Name, connection: &Connection) -> Diagnostic {
    let message = format!(
        "`{}` runs over `{dimension}`, but the input `{}` does not",
        source.name, input.name
    );
    Diagnostic::error("broken-connection", connection.from.span, message)
            .see(input.variable.name.span, "the input")
            .see(source.variable.name.span, "what it is connected to")
            .hint(format!(
                "`<dimensions><dim name=\"{dimension}\"/></dimensions>` in the input takes the whole array, in the `<module>` it \
                 makes an array of modules"
            ))
}
