//! Stocks whose inflows depend on their outflows within a step.
//!
//! Outflows of a stock that must not fall below zero are held back by what is there *after the inflows*. Where an inflow
//! depends on such an outflow in turn, there is no order in which to compute both; the inflows are left out there.

use super::scope::{Scope, formulas};
use parse::Limit;
use parse::xmile::Kind;
use parse::xmile::{Node, Path};
use std::collections::HashSet;

/// Finds these stocks. A stock counts when a ring goes through it even if the ring is broken elsewhere.
pub(super) fn fed_by_themselves(scope: &Scope) -> HashSet<usize> {
    let stocks = limited_stocks(scope);
    if stocks.is_empty() {
        return HashSet::new();
    }
    let needs: Vec<Vec<usize>> = (0..scope.variables.len()).map(|at| needs(scope, at)).collect();
    let component = components(&needs);
    let in_ring = |stock: &usize| is_in_ring(scope, *stock, &component);
    stocks.into_iter().filter(in_ring).collect()
}

/// The stocks whose outflows are held back.
fn limited_stocks(scope: &Scope) -> Vec<usize> {
    if scope.document.dialect.limit() != Limit::Outflows {
        return Vec::new();
    }
    let is_limited = |at: &usize| {
        let variable = scope.variables[*at].variable;
        variable.non_negative && variable.stock().is_some_and(|s| !s.outflows.is_empty())
    };
    (0..scope.variables.len()).filter(is_limited).collect()
}

/// Whether an inflow and an outflow of a stock are in one component.
fn is_in_ring(scope: &Scope, stock: usize, component: &[usize]) -> bool {
    let known = &scope.variables[stock];
    let components = |paths: &[Path]| -> Vec<usize> {
        let flows = paths.iter().filter_map(|path| scope.find(known.instance, path));
        flows.map(|at| component[at]).collect()
    };
    known.variable.stock().is_some_and(|stock| {
        let out = components(&stock.outflows);
        components(&stock.inflows).iter().any(|flow| out.contains(flow))
    })
}

/// What the value of a variable needs within a step: the names in its formulas, and for an outflow the inflows of its stock.
fn needs(scope: &Scope, at: usize) -> Vec<usize> {
    let known = &scope.variables[at];
    if matches!(known.variable.kind, Kind::Stock(_)) {
        return Vec::new();
    }
    let mut needs: Vec<usize> = known.source.into_iter().collect();
    for formula in formulas(known.variable) {
        formula.for_each(&mut |part| {
            if let Node::Reference(path, _) = &part.node
                && let Some(found) = scope.find(known.instance, path)
            {
                needs.push(found);
            }
        });
    }
    if let Some(stock) = scope.drained_by(at) {
        let stock = &scope.variables[stock];
        if let Some(parts) = stock.variable.stock().filter(|_| stock.variable.non_negative) {
            let inflows = parts.inflows.iter();
            needs.extend(inflows.filter_map(|path| scope.find(stock.instance, path)));
        }
    }
    needs
}

/// The number of the strongly connected component of each node (Tarjan 1972), without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let (mut index, mut low) = (vec![NONE; edges.len()], vec![0; edges.len()]);
    let mut component = vec![NONE; edges.len()];
    let (mut next, mut found) = (0, 0);
    let mut on_path = Vec::new();
    for root in 0..edges.len() {
        let mut calls = vec![(root, 0)];
        while let Some((at, edge)) = calls.pop() {
            if edge == 0 {
                if index[at] != NONE {
                    continue;
                }
                (index[at], low[at]) = (next, next);
                next += 1;
                on_path.push(at);
            } else {
                let child = edges[at][edge - 1];
                if component[child] == NONE {
                    low[at] = low[at].min(low[child]);
                }
            }
            if let Some(child) = edges[at].get(edge) {
                calls.push((at, edge + 1));
                if index[*child] == NONE {
                    calls.push((*child, 0));
                }
                continue;
            }
            if low[at] == index[at] {
                while let Some(member) = on_path.pop() {
                    component[member] = found;
                    if member == at {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn what_needs_each_other_is_one_component() {
        let component = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![3]]);
        assert_eq!(component[0], component[1]);
        assert_eq!(component[0], component[2]);
        assert_ne!(component[0], component[3]);
        assert_ne!(component[3], component[4]);
    }
}
