//! Vensim's changes files (`.cin`): a model with new values for constants and lookups.

use crate::inputs::Setting;
use crate::{Diagnostics, InputError, LoadError, Loader, Model};
use parse::{Change, NewValue};
use source::{Diagnostic, Sources};
use std::path::Path;

impl Loader {
    /// The model with the changes of a file: `name = number`, or a lookup with points.
    ///
    /// # Errors
    /// [`LoadError::File`] if it cannot be read, [`LoadError::Invalid`] with a diagnostic for each entry that the model refuses.
    pub fn changed(&self, model: &Model, path: impl AsRef<Path>) -> Result<Model, LoadError> {
        let (mut sources, mut list) = (Sources::new(), source::Diagnostics::new());
        let entries = self.inner.changes(path.as_ref(), &mut sources, &mut list)?;
        let mut changed = model.shared.model.clone();
        for Change { target, to, span } in entries {
            let setting = match to {
                NewValue::Numbers(values) => Setting::of(values),
                NewValue::Lookup(table) => Setting::Points(table.points),
            };
            if let Err(error) = setting.apply(&target, &mut changed) {
                list.push(refused(&error, span));
            }
        }
        if list.has_errors() {
            return Err(LoadError::Invalid(Diagnostics { list, sources }.into()));
        }
        Ok(model.with(changed))
    }
}

fn refused(error: &InputError, span: source::Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("change-refused", span, error.message());
    match error.hint() {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}
