//! The clock of a file in XMILE: one for all its models, and one method.

use parse::xmile::{MethodName, OwnSpecs, Setting, Specs, Whose, XmileModel};
use parse::{Dialect, Method};
use source::{Diagnostic, Diagnostics};

/// How the file is integrated, if it says so. What models and included files say of the clock must be the same.
pub(super) fn method(file: &XmileModel, diagnostics: &mut Diagnostics) -> Option<Method> {
    let method = stated(&file.specs, file.dialect, diagnostics);
    for own in &file.own_specs {
        match different_number(own, &file.specs) {
            Some(diagnostic) => diagnostics.push(diagnostic),
            None => compare_methods(own, method, file.dialect, diagnostics),
        }
    }
    method
}

/// A time that is not that of the whole.
fn different_number(own: &OwnSpecs, whole: &Specs) -> Option<Diagnostic> {
    let pairs = [
        ("dt", own.specs.step, whole.step),
        ("start", own.specs.start, whole.start),
        ("stop", own.specs.stop, whole.stop),
    ];
    pairs.into_iter().find_map(|(name, inner, outer)| {
        let (inner, outer) = inner.zip(outer)?;
        (inner.value.to_bits() != outer.value.to_bits()).then(|| different(own, name, inner, outer))
    })
}

fn different(own: &OwnSpecs, name: &str, inner: Setting, outer: Setting) -> Diagnostic {
    let message = format!(
        "{} has run specs of its own: `{name}` is {}, but {} for the whole file",
        called(own.whose),
        inner.value,
        outer.value
    );
    Diagnostic::error("unsupported-run-specs", inner.span, message)
        .see(outer.span, "the clock of all models")
        .hint(format!("`<{name}>{}</{name}>`, or no `<sim_specs>` here", outer.value))
}

fn compare_methods(own: &OwnSpecs, whole: Option<Method>, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let method = stated(&own.specs, dialect, diagnostics);
    if method.is_none_or(|method| method == whole.unwrap_or_default()) {
        return;
    }
    let message = format!(
        "{} has run specs of its own: another integration method than the whole file",
        called(own.whose)
    );
    let diagnostic = Diagnostic::error("unsupported-run-specs", own.span, message)
        .hint("the same `method` as in the file's `<sim_specs>`, or no `<sim_specs>` here");
    diagnostics.push(diagnostic);
}

fn called(whose: Whose) -> &'static str {
    match whose {
        Whose::Model => "this model",
        Whose::File => "the included file",
    }
}

/// The method of run specs. One that is not available is never replaced silently.
fn stated(specs: &Specs, dialect: Dialect, diagnostics: &mut Diagnostics) -> Option<Method> {
    let name = specs.method.as_ref()?;
    let known = first_known(&name.text);
    if known.is_none() {
        diagnostics.push(unknown(name));
    }
    if known.is_some_and(Method::is_runge_kutta) && !dialect.states_method() {
        diagnostics.push(unreliable(name));
        return Some(Method::Euler);
    }
    known
}

/// A list names the preferred method first.
fn first_known(names: &str) -> Option<Method> {
    names.split(',').find_map(|name| match name.trim().to_ascii_lowercase().as_str() {
        "euler" => Some(Method::Euler),
        "rk2" => Some(Method::RungeKutta2),
        "rk4" => Some(Method::RungeKutta4),
        // The standard's mixed method looks at the error of each step, as this one does.
        "rk45" => Some(Method::RungeKutta4Auto),
        _ => None,
    })
}

fn unknown(name: &MethodName) -> Diagnostic {
    let message = format!("integration method `{}` is not available", name.text);
    Diagnostic::error("unknown-method", name.span, message)
        .hint("`method=\"RK4\"`, `method=\"RK45\"`, `method=\"RK2\"` or `method=\"Euler\"`")
}

fn unreliable(name: &MethodName) -> Diagnostic {
    let message = "Vensim exports every model as `RK4`: Euler is used";
    Diagnostic::warning("unreliable-method", name.span, message)
        .label("written by Vensim, whatever the model's own method")
        .hint("run the `.mdl` itself, which states the method")
}
