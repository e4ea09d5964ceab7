//! A model written in either format, and what that format cannot say.

use crate::embed::embedded;
use crate::model::{Model, Shared};
use crate::{Diagnostics, RunError};
use check::write::{self, Facts};
use check::{DimensionId, Kind, VariableId};
use parse::{Name, ParsedModel};
use source::Span;

/// A model as the text of a file.
#[derive(Clone, Debug)]
pub struct Converted {
    /// What belongs into the file.
    pub text: String,
    /// A warning for each thing that the format has no form for, advice for each that it says in another way. They point into the
    /// text that the model was opened from.
    pub losses: Diagnostics,
}

impl Model {
    /// The model in Vensim's format (`.mdl`), as it was opened: values that were changed since are not in it.
    pub fn to_mdl(&self) -> Converted {
        let (parsed, sources) = (&self.shared.text.parsed, &self.shared.text.diagnostics.sources);
        let (written, losses) = write::for_vensim(parsed);
        let original = sources.file(parsed.source).map_or("", |file| &file.text);
        self.shared.converted(write::vensim(&written, original), losses)
    }

    /// The model in XMILE (`.xmile`, `.stmx`), as it was opened: values that were changed since are not in it. What it read from
    /// files is part of the text.
    ///
    /// # Errors
    /// If the model computes its clock and cannot be run.
    pub fn to_xmile(&self) -> Result<Converted, RunError> {
        let opened = self.as_opened();
        let parsed = embedded(&opened.text.parsed, &opened.model);
        let mut facts = opened.facts(&parsed)?;
        let (written, losses) = write::for_xmile(&parsed, &mut facts);
        Ok(self.shared.converted(write::xmile(&written, &facts), losses))
    }
}

impl Shared {
    fn converted(&self, text: String, list: source::Diagnostics) -> Converted {
        let sources = self.text.diagnostics.sources.clone();
        Converted {
            text,
            losses: Diagnostics { list, sources },
        }
    }

    /// What the checked model knows about dimensions and the clock.
    fn facts(&self, parsed: &ParsedModel) -> Result<Facts, RunError> {
        let mut facts = Facts::of(parsed);
        facts.name = self.name();
        let model = &self.model;
        for variable in model.variables.iter().filter(|v| !v.shape.is_empty()) {
            let dimension = |id: &DimensionId| &model.dimensions[id.0 as usize];
            let names = variable.shape.iter().map(dimension);
            let names: Vec<Name> = names.map(|d| Name::new(&d.name, Span::default())).collect();
            // The series that was read for a data variable becomes one beside it.
            let data = Name::key_of(&format!("{} data", variable.name));
            facts.shapes.insert(data.into(), names.clone());
            facts.shapes.insert(variable.key.clone(), names);
        }
        facts.clock = self.clock_at_start()?;
        Ok(facts)
    }

    /// The name of the file without its extension.
    fn name(&self) -> String {
        let stem = self.text.read.first().and_then(|file| file.path.file_stem());
        stem.map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
    }

    /// The control variables at the start of a run.
    fn clock_at_start(&self) -> Result<[Option<f64>; 4], RunError> {
        let model = &self.model;
        let control = &model.control;
        let ids = [control.start, control.stop, control.step, control.save_every];
        let constant = |id: VariableId| match &model.variable(id).kind {
            Kind::Constant { values, .. } => values.first().copied(),
            _ => None,
        };
        let known = ids.map(constant);
        if known.iter().all(Option::is_some) {
            return Ok(known);
        }
        let program = program::build(model, &program::Request::default())?;
        let options = ::run::Options {
            simd: self.simd,
            ..::run::Options::default()
        };
        let trajectory = ::run::simulate_with(&program, &[], &options)?;
        let first = |id: VariableId| {
            let values = trajectory.get(&model.variable(id).name)?;
            values.first().copied()
        };
        Ok(ids.map(|id| constant(id).or_else(|| first(id))))
    }
}
