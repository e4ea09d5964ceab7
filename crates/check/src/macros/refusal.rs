//! Calls of macros that cannot be expanded.

use super::scope::Call;
use crate::limits;
use parse::{MacroDefinition, Name};
use source::{Diagnostic, Span};

/// How many inputs and further outputs there are.
pub(super) struct Counts {
    pub inputs: usize,
    pub outputs: usize,
}

/// Why a call cannot be expanded.
pub(super) fn refusal(call: &Call, given: &Counts) -> Option<Diagnostic> {
    wrong_number(call, given)
        .or_else(|| recursive(call))
        .or_else(|| incomplete(call.definition, call.span))
}

/// Further outputs may be left out all together: the caller does not want them.
fn wrong_number(call: &Call, given: &Counts) -> Option<Diagnostic> {
    let definition = call.definition;
    let (inputs, outputs) = (definition.inputs.len(), definition.outputs.len());
    let (wanted, given) = if given.inputs != inputs {
        (count(inputs, "input"), given.inputs)
    } else if given.outputs != outputs && given.outputs > 0 {
        (count(outputs, "further output"), given.outputs)
    } else {
        return None;
    };
    let message = format!(
        "the macro `{}` has {wanted}, but is given {given} here",
        definition.name
    );
    Some(Diagnostic::error("wrong-number-of-arguments", call.span, message).see(definition.span, "defined here"))
}

/// The depth is bounded too: the expander recurses with it, and a chain of macros may be as long as a file.
fn recursive(call: &Call) -> Option<Diagnostic> {
    let (name, open) = (&call.definition.name, call.context.open);
    if !open.contains(&&*name.key) && open.len() < limits::MACRO_DEPTH {
        return None;
    }
    let message = format!("the macro `{name}` calls itself, directly or through others");
    Some(
        Diagnostic::error("recursive-macro", call.span, message)
            .see(call.definition.span, "defined here")
            .hint("write what is repeated as variables of the model"),
    )
}

fn incomplete(definition: &MacroDefinition, called: Span) -> Option<Diagnostic> {
    let name = &definition.name;
    let is_defined = |wanted: &&Name| definition.equations.iter().any(|e| e.target.name == **wanted);
    let mut outputs = std::iter::once(name).chain(&definition.outputs);
    let missing = outputs.find(|wanted| !is_defined(wanted))?;
    let message = format!("the macro `{name}` has no equation for its output `{missing}`");
    Some(
        Diagnostic::error("incomplete-macro", definition.span, message)
            .see(called, "called here")
            .hint(format!("`{missing} = … ~~|` before `:END OF MACRO:`")),
    )
}

/// `1 input`, `2 inputs`.
fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
