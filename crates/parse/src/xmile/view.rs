//! Drawings, kept as they were written.

use super::node::Node;
use crate::{Sketch, View, limits};

/// The views of all models; `None` when there is no drawing.
pub(super) fn sketch(root: &Node, text: &str) -> Option<Sketch> {
    let models = root.all("model").chain(root.all("macro"));
    let views: Vec<View> = models.flat_map(|model| drawings(model, text)).collect();
    (!views.is_empty()).then_some(Sketch { views })
}

fn drawings<'n>(model: &'n Node, text: &'n str) -> impl Iterator<Item = View> + 'n {
    let title = model.attribute("name").map_or(String::new(), |name| name.trimmed().to_string());
    let is_drawing = |node: &&Node| node.is("views") || node.is("view") || node.is("display");
    let drawing = move |node: &Node| View {
        title: title.clone(),
        style: String::new(),
        lines: text[node.span.range()].lines().take(limits::SKETCH_LINES).map(str::to_string).collect(),
    };
    model.children.iter().filter(is_drawing).map(drawing)
}
