//! The fixed words within findings, such as verdicts and units, in a language.

use super::Words;
use findings::Findings;
use std::borrow::Cow;

impl Words {
    /// Findings whose kinds, verdicts and units are words of this language.
    ///
    /// Kinds of evidence stay, since they are compared; they are told where they are shown.
    pub(crate) fn localised<'a>(&self, findings: &'a Findings) -> Cow<'a, Findings> {
        if self.phrases.is_empty() {
            return Cow::Borrowed(findings);
        }
        let mut told = findings.clone();
        told.sample.method = self.term(&told.sample.method).to_owned();
        told.outcomes.iter_mut().for_each(|o| self.unit(&mut o.unit));
        told.history.iter_mut().for_each(|h| self.unit(&mut h.unit));
        told.charts.iter_mut().for_each(|c| self.unit(&mut c.unit));
        let windows = told.statement.iter_mut().flat_map(|s| &mut s.windows);
        windows.for_each(|w| self.unit(&mut w.unit));
        let evidence = &mut told.evidence;
        for parameter in &mut evidence.table {
            self.unit(&mut parameter.unit);
            self.range(&mut parameter.range);
            self.range(&mut parameter.narrow);
        }
        let kinds = told.claims.iter_mut().map(|c| &mut c.kind);
        let sources = evidence.sources.iter_mut().map(|s| &mut s.kind);
        let statements = evidence.statements.iter_mut();
        let statements = statements.flat_map(|s| [&mut s.kind, &mut s.verdict, &mut s.element]);
        let verdicts = evidence.verdicts.iter_mut().map(|(verdict, _)| verdict);
        for word in kinds.chain(sources).chain(statements).chain(verdicts) {
            *word = self.term(word).to_owned();
        }
        Cow::Owned(told)
    }

    /// A unit such as `person/year`, word by word.
    fn unit(&self, unit: &mut String) {
        let mut told = String::new();
        let mut word = String::new();
        for c in unit.chars().chain(['\0']) {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            told.push_str(self.term(&word));
            word.clear();
            told.extend((c != '\0').then_some(c));
        }
        *unit = told;
    }

    /// `0 to 1.5`.
    fn range(&self, range: &mut String) {
        let ends = range.split_once(" to ");
        let ends = ends.filter(|(low, high)| low.parse::<f64>().is_ok() && high.parse::<f64>().is_ok());
        if let Some((low, high)) = ends {
            *range = self.fill("{low} to {high}", &[("low", low), ("high", high)]);
        }
    }
}
