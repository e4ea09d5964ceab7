//! A directed graph, and its strongly connected components. Linear time, no recursion.

/// The neighbours of each node, in compressed sparse rows.
pub struct Adjacency {
    starts: Vec<u32>,
    items: Vec<u32>,
}

/// The strongly connected components, those that others need first.
pub(crate) struct Components {
    nodes: Vec<u32>,
    ends: Vec<u32>,
}

impl Adjacency {
    /// Sorts pairs `(node, item)` by node; the order of a node's items is kept.
    pub fn new(nodes: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for (node, _) in pairs {
            starts[*node as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut items = vec![0; pairs.len()];
        for (node, item) in pairs {
            let at = &mut next[*node as usize];
            items[*at as usize] = *item;
            *at += 1;
        }
        Adjacency { starts, items }
    }

    /// The neighbours of a node.
    pub fn of(&self, node: u32) -> &[u32] {
        &self.items[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// How many neighbours all nodes have together.
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }
}

impl Components {
    /// Each component's nodes.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.nodes[start as usize..*end as usize])
    }
}

const NEW: u32 = u32::MAX;
const DONE: u32 = u32::MAX - 1;

/// The components that can be reached from `roots`, where each node lists what it needs: what is needed comes first.
///
/// Tarjan 1972, with a stack of its own.
pub(crate) fn components(needs: &Adjacency, roots: impl IntoIterator<Item = u32>) -> Components {
    let mut search = Search {
        needs,
        lowest: vec![NEW; needs.nodes()],
        open: Vec::new(),
        path: Vec::new(),
        count: 0,
        found: Components {
            nodes: Vec::new(),
            ends: Vec::new(),
        },
    };
    for root in roots {
        if search.lowest[root as usize] == NEW {
            search.from(root);
        }
    }
    search.found
}

struct Search<'g> {
    needs: &'g Adjacency,
    /// The lowest number on the stack that a node is known to reach; [`DONE`] once its component is found.
    lowest: Vec<u32>,
    /// Nodes whose component is not known yet.
    open: Vec<u32>,
    /// The path from the root: a node, its number, and how many of its needs have been followed.
    path: Vec<(u32, u32, u32)>,
    count: u32,
    found: Components,
}

impl Search<'_> {
    fn from(&mut self, root: u32) {
        self.enter(root);
        while let Some((node, number, followed)) = self.path.pop() {
            match self.needs.of(node).get(followed as usize) {
                Some(&need) => {
                    // Back on the path first: what the need enters goes on top of it.
                    self.path.push((node, number, followed + 1));
                    match self.lowest[need as usize] {
                        NEW => self.enter(need),
                        DONE => {}
                        reached => self.lower(node, reached),
                    }
                }
                None => self.leave(node, number),
            }
        }
    }

    fn enter(&mut self, node: u32) {
        self.lowest[node as usize] = self.count;
        self.open.push(node);
        self.path.push((node, self.count, 0));
        self.count += 1;
    }

    fn leave(&mut self, node: u32, number: u32) {
        let lowest = self.lowest[node as usize];
        if lowest == number {
            self.close(node);
        }
        // A component that is closed says nothing about the way above it.
        if let Some((parent, ..)) = self.path.last().copied()
            && lowest != number
        {
            self.lower(parent, lowest);
        }
    }

    fn lower(&mut self, node: u32, reached: u32) {
        let lowest = &mut self.lowest[node as usize];
        *lowest = (*lowest).min(reached);
    }

    fn close(&mut self, node: u32) {
        while let Some(member) = self.open.pop() {
            self.lowest[member as usize] = DONE;
            self.found.nodes.push(member);
            if member == node {
                break;
            }
        }
        self.found.ends.push(self.found.nodes.len() as u32);
    }
}

/// The shortest way from `start` back to itself within `members`, `start` first; empty if there is none.
pub(crate) fn shortest_loop(needs: &Adjacency, members: &[u32], start: u32) -> Vec<u32> {
    let members: rustc_hash::FxHashSet<u32> = members.iter().copied().collect();
    let mut before = rustc_hash::FxHashMap::default();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for need in needs.of(node).iter().filter(|n| members.contains(n)) {
            if *need == start {
                return path_to(node, start, &before);
            }
            if let std::collections::hash_map::Entry::Vacant(new) = before.entry(*need) {
                new.insert(node);
                queue.push_back(*need);
            }
        }
    }
    Vec::new()
}

fn path_to(node: u32, start: u32, before: &rustc_hash::FxHashMap<u32, u32>) -> Vec<u32> {
    let mut path = vec![node];
    let mut at = node;
    while at != start {
        at = before[&at];
        path.push(at);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(nodes: usize, pairs: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let needs = Adjacency::new(nodes, pairs);
        let sorted = |c: &[u32]| {
            let mut c = c.to_vec();
            c.sort_unstable();
            c
        };
        components(&needs, 0..nodes as u32).iter().map(sorted).collect()
    }

    #[test]
    fn what_is_needed_comes_first() {
        assert_eq!(check(3, &[(0, 1), (1, 2)]), [[2], [1], [0]]);
    }

    #[test]
    fn loops_are_one_component() {
        let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 0)];
        assert_eq!(check(6, &pairs), [vec![3, 4], vec![0, 1, 2], vec![5]]);
    }

    #[test]
    fn two_loops_that_share_a_node_are_one_component() {
        let pairs = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 1)];
        assert_eq!(check(4, &pairs), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let pairs: Vec<(u32, u32)> = (0..999_999).map(|n| (n, n + 1)).collect();
        assert_eq!(check(1_000_000, &pairs).len(), 1_000_000);
    }

    #[test]
    fn the_shortest_loop_is_found() {
        let needs = Adjacency::new(4, &[(0, 1), (1, 2), (2, 0), (1, 3), (3, 2), (1, 0)]);
        assert_eq!(shortest_loop(&needs, &[0, 1, 2, 3], 0), [0, 1]);
        assert_eq!(shortest_loop(&needs, &[0, 1, 2, 3], 3), [3, 2, 0, 1]);
    }
}
