//! Files of a crate that use each other in a circle.
//!
//! A module and the modules inside it may know each other: that is how Rust's folders are read. What may not be is that two
//! files, neither of which holds the other, both need the other to be understood.

use super::measure::Measured;
use std::collections::{BTreeMap, BTreeSet};

/// The circles of all crates, each as what ties it: a file, and another of the circle that it uses.
pub fn find(files: &[Measured]) -> Vec<Vec<(String, String)>> {
    let modules: BTreeMap<String, &Measured> = files.iter().map(|file| (module_of(&file.path), file)).collect();
    let graph: Graph = modules.keys().map(|name| (name.clone(), uses(name, &modules))).collect();
    let groups = strongly_connected(&graph);
    let ties = |group: Vec<String>| {
        let pairs = group.iter().flat_map(|from| group.iter().map(move |to| (from, to)));
        let tied = pairs.filter(|(from, to)| graph[*from].contains(*to));
        tied.map(|(from, to)| (modules[from].path.clone(), modules[to].path.clone())).collect()
    };
    groups.into_iter().filter(|group| group.len() > 1).map(ties).collect()
}

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The module of a file, with its crate in front: `crates/run::lanes::fused`.
fn module_of(path: &str) -> String {
    let (root, inside) = path.split_once("/src/").unwrap_or(("", path));
    let inside = inside.trim_end_matches(".rs");
    let inside = inside.strip_suffix("/mod").unwrap_or(inside);
    let names = inside.split('/').filter(|name| !matches!(*name, "lib" | "main" | "mod"));
    std::iter::once(root).chain(names).collect::<Vec<_>>().join("::")
}

/// The modules that a file uses, but for those that it holds and those that hold it.
fn uses(name: &str, modules: &BTreeMap<String, &Measured>) -> BTreeSet<String> {
    let paths = modules[name].uses.iter();
    let found = paths.filter_map(|path| deepest(&absolute(name, path)?, modules));
    found.filter(|other| !holds(name, other) && !holds(other, name)).collect()
}

fn holds(outer: &str, inner: &str) -> bool {
    inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with("::"))
}

/// A path with its crate in front; `None` if it climbs out of it.
fn absolute(name: &str, path: &[String]) -> Option<Vec<String>> {
    let mut place: Vec<String> = name.split("::").map(String::from).collect();
    let mut words = path.iter().peekable();
    while let Some(word) = words.peek() {
        match word.as_str() {
            "crate" => place.truncate(1),
            "super" => drop(place.pop()?),
            "self" => {}
            _ => break,
        }
        words.next();
    }
    place.extend(words.cloned());
    Some(place)
}

/// The longest beginning of a path that is a module.
fn deepest(path: &[String], modules: &BTreeMap<String, &Measured>) -> Option<String> {
    let beginnings = (1..=path.len()).rev().map(|length| path[..length].join("::"));
    beginnings.into_iter().find(|name| modules.contains_key(name))
}

/// Groups of modules that reach each other. The graph is small: reachability by depth-first search from each is enough.
fn strongly_connected(graph: &Graph) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|name| (name, reachable(graph, name))).collect();
    let mut groups = BTreeSet::new();
    for (name, there) in &reach {
        let back = there.iter().filter(|other| reach.get(other).is_some_and(|from| from.contains(*name)));
        let group: BTreeSet<String> = back.cloned().collect();
        if !group.is_empty() {
            groups.insert(group.into_iter().collect::<Vec<_>>());
        }
    }
    groups.into_iter().collect()
}

fn reachable(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&String> = graph[from].iter().collect();
    while let Some(name) = open.pop() {
        if seen.insert(name.clone()) {
            open.extend(graph.get(name).into_iter().flatten());
        }
    }
    seen
}
