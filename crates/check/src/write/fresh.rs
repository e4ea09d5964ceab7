//! Names for what a conversion adds.

use parse::Name;
use source::Span;
use std::collections::HashSet;
use std::sync::Arc;

/// A name that nothing has yet.
pub(super) fn fresh(spelling: &str, span: Span, taken: &mut HashSet<Arc<str>>) -> Name {
    let mut name = Name::new(spelling, span);
    let mut count = 1;
    while !taken.insert(name.key.clone()) {
        count += 1;
        name = Name::new(&format!("{spelling} {count}"), span);
    }
    name
}
