//! `[policies]`: which levers someone moves, and when.

use super::{Entry, Fields, Placed, Report};
use experiment::plan::{Calendar, Lever, Policy, PolicyStep};
use source::Diagnostic;

/// Keys of a policy that are no levers, unless a lever is called so.
const OWN: [&str; 2] = ["shown", "says"];

/// Reads `[policies]`.
pub(super) fn policies(file: &mut Fields<'_>, levers: &[Lever], calendar: &Calendar) -> Vec<Policy> {
    let reader = PolicyReader {
        levers,
        known: levers.iter().map(|l| l.name.as_str()).collect(),
        calendar,
        report: file.report,
    };
    let entries = file.named("policies", "policy");
    if entries.is_empty() {
        let finding = Diagnostic::error("missing-key", file.at, "the study has no policy");
        reader.report.push(finding.hint("[policies.\"no change\"]"));
    }
    entries.into_iter().map(|(name, fields)| reader.policy(name, fields)).collect()
}

/// What policies are read against.
struct PolicyReader<'a> {
    levers: &'a [Lever],
    /// The levers' names.
    known: Vec<&'a str>,
    calendar: &'a Calendar,
    report: &'a Report,
}

impl PolicyReader<'_> {
    fn policy(&self, name: Placed<String>, mut fields: Fields<'_>) -> Policy {
        let shown = fields.truth("shown").unwrap_or(true);
        fields.words("says");
        let entries = fields.entries().iter().filter(|entry| self.names_lever(entry));
        Policy {
            name: name.value,
            steps: entries.filter_map(|entry| self.step(entry, &fields.what)).collect(),
            shown,
        }
    }

    fn names_lever(&self, entry: &Entry) -> bool {
        let key = entry.key.value.as_str();
        self.known.contains(&key) || !OWN.contains(&key)
    }

    /// What one lever does under the policy `what`.
    fn step(&self, entry: &Entry, what: &str) -> Option<PolicyStep> {
        let at = self.report.position("unknown-lever", "lever", &entry.key, &self.known)?;
        let written = self.written(entry, what)?;
        let value = written.value.as_ref()?.value;
        let from = written.from.as_ref().map_or(self.calendar.policies_from, |f| f.value);
        self.judge_value(&self.levers[at], &written);
        self.judge_times(&written, from);
        Some(PolicyStep {
            lever: at,
            value,
            from,
            until: written.until.map(|u| u.value),
            ramp: written.ramp.map_or(0.0, |r| r.value.max(0.0)),
        })
    }

    /// A number alone is a value from the day on which policies begin; a table may say more.
    fn written(&self, entry: &Entry, what: &str) -> Option<WrittenStep> {
        if let Some(value) = entry.node.number() {
            let span = entry.node.span;
            return Some(WrittenStep {
                value: Some(Placed { value, span }),
                ..WrittenStep::default()
            });
        }
        let what = format!("`{}` in {what}", entry.key.value);
        Fields::of(what, &entry.node, self.report).map(WrittenStep::read)
    }

    fn judge_value(&self, lever: &Lever, written: &WrittenStep) {
        let (low, high) = (lever.low, lever.high);
        let outside = written.value.as_ref().filter(|v| !(low..=high).contains(&v.value));
        if let Some(value) = outside {
            let message = format!("`{}` goes from {low} to {high}, not to {}", lever.name, value.value);
            self.report.error("lever-out-of-range", value.span, message);
        }
    }

    fn judge_times(&self, written: &WrittenStep, from: f64) {
        let policies_from = self.calendar.policies_from;
        if let Some(early) = written.from.as_ref().filter(|f| f.value < policies_from) {
            let message = format!("a policy cannot begin before {policies_from}: the past is the same under each");
            let hint = format!("from = {policies_from}");
            self.report.advise("policy-before-its-time", early.span, message, hint);
        }
        if let Some(until) = written.until.as_ref().filter(|u| u.value <= from) {
            let message = format!("this ends in {}, before it begins in {from}", until.value);
            let hint = format!("until = {}", from + 1.0);
            self.report.advise("empty-window", until.span, message, hint);
        }
        if let Some(ramp) = written.ramp.as_ref().filter(|r| r.value < 0.0) {
            let message = "a ramp takes 0 years or more";
            self.report.error("empty-window", ramp.span, message);
        }
    }
}

/// What a lever does under a policy, as written.
#[derive(Default)]
struct WrittenStep {
    value: Option<Placed<f64>>,
    from: Option<Placed<f64>>,
    until: Option<Placed<f64>>,
    ramp: Option<Placed<f64>>,
}

impl WrittenStep {
    fn read(mut fields: Fields<'_>) -> WrittenStep {
        let written = WrittenStep {
            value: fields.need("value", Fields::number),
            from: fields.number("from"),
            until: fields.number("until"),
            ramp: fields.number("ramp"),
        };
        fields.finish();
        written
    }
}
