//! String variables, `file :IS: 'data.xlsx'`, as what they stand for in the calls that read files.

use crate::{Body, Expr, ExprKind, ParsedModel};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Puts the text of a string variable where a call that reads a file names it. One with several texts has them for its
/// elements, and stays a name.
pub(super) fn resolve(model: &mut ParsedModel) {
    let mut texts: FxHashMap<Arc<str>, String> = FxHashMap::default();
    for equation in &model.equations {
        if let Body::Text(found) = &equation.body
            && let [text] = &found[..]
        {
            texts.insert(equation.target.name.key.clone(), text.clone());
        }
    }
    if texts.is_empty() {
        return;
    }
    for equation in &mut model.equations {
        if let Body::Formula(expr) | Body::DataFormula(expr) | Body::Unchangeable(expr) = &mut equation.body {
            in_call(expr, &texts);
        }
    }
    let read = model.dimensions.iter_mut().filter_map(|d| d.read_from.as_mut());
    read.for_each(|call| in_call(call, &texts));
}

fn in_call(expr: &mut Expr, texts: &FxHashMap<Arc<str>, String>) {
    let ExprKind::Call { callee, arguments } = &mut expr.kind else {
        return;
    };
    if !callee.reference().is_some_and(|named| named.name.key.starts_with("get ")) {
        return;
    }
    for argument in arguments {
        if let ExprKind::Reference(reference) = &argument.kind
            && let Some(text) = texts.get(&reference.name.key)
        {
            argument.kind = ExprKind::Text(text.clone());
        }
    }
}
