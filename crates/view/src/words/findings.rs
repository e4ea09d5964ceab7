//! The fixed words within findings, such as verdicts and units, in a language.

use super::Words;
use findings::Findings;

/// A unit, after a number, after a slash.
type UnitWord = (&'static str, &'static str, &'static str);

impl Words {
    /// Findings whose kinds, verdicts and units are words of this language.
    ///
    /// Kinds of evidence stay, since they are compared; they are told where they are shown.
    pub(crate) fn localised(&self, findings: &Findings) -> Findings {
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
        for word in kinds.chain(sources).chain(statements) {
            *word = self.term(word).to_owned();
        }
        told
    }

    /// A unit such as `person/year`: what is counted in the plural, what it is per in the singular.
    fn unit(&self, unit: &mut String) {
        let (counted, per) = unit.split_at(unit.find('/').unwrap_or(unit.len()));
        // The plural of a product is nobody's word.
        let is_product = counted.contains('*');
        let counted = self.unit_words(counted, |(_, many, one)| if is_product { one } else { many });
        *unit = counted + &self.unit_words(per, |(_, _, one)| one);
    }

    /// Each word of a unit in the form that `form` picks; what stands between words stays.
    fn unit_words(&self, unit: &str, form: impl Fn(UnitWord) -> &'static str) -> String {
        let mut told = String::new();
        let mut rest = unit;
        while let Some(start) = rest.find(char::is_alphabetic) {
            let end = rest[start..].find(|c: char| !c.is_alphabetic()).map_or(rest.len(), |n| start + n);
            let word = &rest[start..end];
            let known = self.units.iter().find(|(name, ..)| *name == word);
            told.push_str(&rest[..start]);
            told.push_str(known.map_or(self.term(word), |word| form(*word)));
            rest = &rest[end..];
        }
        told + rest
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
