//! What stands behind the links of a model: of each link the weakest kind of evidence in the equation of its effect.

use super::comment::of_comment;
use super::weaker::weaker;
use super::{Kind, audit};
use crate::Study;
use check::loops::CausalGraph;
use check::{Kind as VariableKind, VariableId};
use std::collections::BTreeMap;

/// How many causal links rest on each kind, in the order of [`Kind::ALL`], kinds without any left out.
///
/// A link joins two variables that are no constants. It rests on the constants in the equation of its effect and on what
/// the comment of the effect cites; of several kinds the weakest counts: judgement before calibrated before derived before
/// source. A link without any such number (a sum, a ratio, a flow into its stock) is a definition.
pub(crate) fn links(study: &Study) -> Vec<(String, usize)> {
    let graph = CausalGraph::of(&study.plan.model);
    let kinds = audit::kinds(study);
    let is_constant = |id: &VariableId| matches!(study.plan.model.variable(*id).kind, VariableKind::Constant { .. });
    let mut weakest: BTreeMap<VariableId, Kind> = BTreeMap::new();
    let mut joined = Vec::new();
    for (cause, effect) in graph.pairs() {
        let of_effect = || of_comment(&study.plan.model.variable(effect).description).kind;
        let rests_on = weakest.entry(effect).or_insert_with(|| of_effect().unwrap_or(Kind::Definition));
        if is_constant(&cause) {
            let kind = kinds.get(&cause).copied().unwrap_or(Kind::Definition);
            *rests_on = weaker(*rests_on, kind);
        } else {
            joined.push(effect);
        }
    }
    let count = |kind: Kind| joined.iter().filter(|effect| weakest.get(effect) == Some(&kind)).count();
    let counted = Kind::ALL.into_iter().map(|kind| (kind.word().to_string(), count(kind)));
    counted.filter(|(_, n)| *n > 0).collect()
}
