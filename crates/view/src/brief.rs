//! The brief: what a decision maker reads on two pages, in Markdown.

use crate::claim;
use crate::escape::{file as file_link, markdown as md};
use crate::words::Words;
use crate::{ReportOptions, evidence, history, look};
use findings::{ClaimFinding, Findings, OutcomeInfo, PolicyInfo, RivalFinding, SettingFinding};

/// A study's answer on two pages of Markdown, in the order of the first screen.
pub fn brief(findings: &Findings, options: &ReportOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let sections = [
        opening(findings, words),
        claims(findings, words),
        policies(findings, words),
        settings(findings, words),
        past(findings, words),
        rivals(findings, words),
        support(findings, words),
        limits(findings, words),
        made(findings, words),
        languages(options, words),
    ];
    let text: Vec<String> = sections.into_iter().filter(|s| !s.is_empty()).collect();
    text.join("\n").replace('\u{A0}', " ")
}

fn paragraph(text: &str) -> String {
    format!("{}\n", md(text))
}

fn heading(text: &str) -> String {
    format!("## {}\n\n", md(text))
}

/// A table of cells that are Markdown already; columns after the first are set to the right when they hold
/// figures.
fn table(headings: &[String], figures: bool, rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = (0..headings.len()).map(|at| if figures && at > 0 { "---:" } else { "---" }.to_owned());
    let mut out = line(headings) + &line(&rule.collect::<Vec<_>>());
    rows.iter().for_each(|row| out += &line(row));
    out
}

fn opening(findings: &Findings, words: &Words) -> String {
    let mut out = format!("# {}\n", md(&findings.title));
    if !findings.question.is_empty() {
        out += &format!("\n*{}*\n", md(&findings.question));
    }
    if !findings.introduction.is_empty() {
        out += &format!("\n{}", paragraph(&findings.introduction));
    }
    out + "\n" + &paragraph(&sample(findings, words))
}

/// How many futures and policies there are, over which years.
fn sample(findings: &Findings, words: &Words) -> String {
    let (from, until) = findings.sample.window;
    let policies = look::shown_policies(findings).len();
    let values = [
        ("accepted", history::accepted(findings, words)),
        ("policies", words.count(policies, "policy", "policies")),
        ("years", words.years(from, until)),
    ];
    words.fill(
        "{accepted}; {policies} compared over {years}. A share of sampled futures is not a probability.",
        &values.each_ref().map(|(name, value)| (*name, value.as_str())),
    )
}

fn claims(findings: &Findings, words: &Words) -> String {
    let claims = look::screen_claims(findings);
    if claims.is_empty() {
        return String::new();
    }
    let headings = ["claim", "holds in", "across mechanisms", "depends most on"].map(|h| words.say(h).to_owned());
    let rows: Vec<Vec<String>> = claims
        .iter()
        .map(|(claim, says)| claim_row(claim, says, words))
        .collect();
    let mut out = heading(words.say(claim::claims_heading(findings))) + &table(&headings, false, &rows) + "\n";
    for (claim, says) in &claims {
        let asides = asides(claim, says, words);
        if !asides.is_empty() {
            out += &format!("- **{}.** {}\n", md(says), md(&asides.join(". ")));
        }
    }
    out
}

/// What was tested, where the mechanisms differ, and the rival.
fn asides(claim: &ClaimFinding, says: &str, words: &Words) -> Vec<String> {
    let is_tested = claim.says != says && !claim.predicate.is_empty();
    let tested = is_tested.then(|| format!("{} {}", words.say("Tested:"), claim.says));
    let unfair = claim
        .unfair
        .as_ref()
        .map(|why| format!("{} {why}", words.say("Not tested:")));
    let has_rival = !claim.rival.is_empty();
    let rival = has_rival.then(|| format!("{} {}", words.say("Counter-argument:"), claim.rival));
    let told = tested
        .into_iter()
        .chain(claim::apart_notes(claim, words))
        .chain(claim::beside(claim, words))
        .chain(unfair)
        .chain(rival);
    told.map(|text| text.trim_end_matches('.').to_owned()).collect()
}

fn claim_row(claim: &ClaimFinding, says: &str, words: &Words) -> Vec<String> {
    let drivers = claim.drivers.iter().take(2);
    let drivers: Vec<String> = drivers.map(|driver| md(&claim::driver(driver, words))).collect();
    let share = md(&claim::holds_in_futures(claim, words));
    vec![
        md(says),
        format!("**{share}**"),
        md(&claim::across(claim, words)),
        drivers.join("; "),
    ]
}

fn policies(findings: &Findings, words: &Words) -> String {
    let outcomes = look::screen_outcomes(findings);
    let policies = look::shown_policies(findings);
    if outcomes.is_empty() || policies.is_empty() {
        return String::new();
    }
    let title = words.fill(
        "Change relative to \"{reference}\", future by future",
        &[("reference", &findings.reference)],
    );
    let named = outcomes.iter().map(|o| md(look::heading(o)));
    let headings: Vec<String> = [words.say("policy").to_owned()].into_iter().chain(named).collect();
    let row = |policy: &&PolicyInfo| policy_row(findings, &policy.name, &outcomes, words);
    let rows: Vec<Vec<String>> = policies.iter().map(row).collect();
    let reading = words.say("Median (5th–95th percentile).");
    heading(&title) + &table(&headings, true, &rows) + "\n" + &paragraph(reading)
}

fn policy_row(findings: &Findings, policy: &str, outcomes: &[&OutcomeInfo], words: &Words) -> Vec<String> {
    let told = |o: &&OutcomeInfo| {
        let result = look::result(findings, policy, &o.name);
        result.map_or(String::new(), |r| md(&look::against_reference(r, words)))
    };
    [md(policy)].into_iter().chain(outcomes.iter().map(told)).collect()
}

fn settings(findings: &Findings, words: &Words) -> String {
    let told: Vec<String> = findings.settings.iter().map(|s| setting(s, words)).collect();
    if told.is_empty() {
        told.concat()
    } else {
        heading(words.say("A published result, recomputed")) + &told.join("\n")
    }
}

fn setting(setting: &SettingFinding, words: &Words) -> String {
    let mut out = format!("**{}.** {}\n\n", md(&setting.title), md(&setting.says));
    for (at, case) in setting.cases.iter().enumerate() {
        let told = setting.outcomes.iter().enumerate().map(|(outcome, name)| {
            let of = |values: &[f64]| words.relative(values.get(outcome).copied().unwrap_or(f64::NAN));
            // The first case is the one that the others are compared with.
            let template = match at {
                0 => "{outcome} {change} compared with {from}",
                _ => "{outcome} {change} compared with {from}, {difference} compared with no change",
            };
            let (from, change) = (words.year(setting.from), of(&case.change));
            let difference = of(&case.against_no_change);
            let values = [
                ("outcome", name.as_str()),
                ("change", &change),
                ("from", &from),
                ("difference", &difference),
            ];
            words.fill(template, &values)
        });
        out += &format!("- {}: {}\n", md(&case.label), md(&told.collect::<Vec<_>>().join("; ")));
    }
    for (outcome, dose) in &setting.break_even {
        out += &format!("- {}\n", md(&look::break_even(setting, outcome, *dose, words)));
    }
    out
}

fn past(findings: &Findings, words: &Words) -> String {
    let tested = history::tested(findings);
    let told = tested
        .iter()
        .map(|h| history::verdict(h, &history::name(findings, h), words))
        .chain(history::fit(findings, words));
    let list: String = told.map(|text| format!("- {}\n", md(&text))).collect();
    if list.is_empty() {
        list
    } else {
        heading(words.say("Fit to the record")) + &list
    }
}

/// Which rival explanations survive the years that were not used to fit; those with too few futures are not told.
fn rivals(findings: &Findings, words: &Words) -> String {
    let list: String = findings.rivals.iter().filter_map(|r| rival(r, words)).collect();
    if list.is_empty() {
        list
    } else {
        heading(words.say("Rival explanations against the record")) + &list
    }
}

fn rival(rival: &RivalFinding, words: &Words) -> Option<String> {
    let named = |survives: bool| {
        let own = rival.choices.iter().filter(|c| c.survives == Some(survives));
        own.map(|c| c.choice.as_str()).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("survives: {choices}", named(true)),
        ("does not survive: {choices}", named(false)),
    ];
    let parts = parts.iter().filter(|(_, choices)| !choices.is_empty());
    let parts = parts.map(|(template, choices)| words.fill(template, &[("choices", choices)]));
    let told = parts.collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| format!("- {}\n", md(&format!("{}: {told}", rival.alternative))))
}

fn support(findings: &Findings, words: &Words) -> String {
    if findings.evidence.parameters.is_empty() {
        return String::new();
    }
    let mut out = evidence::parameters_sentence(findings, words);
    let more = [
        evidence::links_sentence(findings, words),
        evidence::deciding_sentence(findings, words),
    ];
    for told in more.into_iter().flatten() {
        out += " ";
        out += &told;
    }
    out += &statements(findings, words);
    heading(words.say("What it rests on")) + &paragraph(&out)
}

/// How many statements the article makes, and what became of them.
fn statements(findings: &Findings, words: &Words) -> String {
    let statements = findings.evidence.statements.len();
    if statements == 0 {
        return String::new();
    }
    let statements = words.count(statements, "statement", "statements");
    let verdicts = evidence::counted(&findings.evidence.verdicts, words);
    let values = [("statements", statements.as_str()), ("verdicts", &verdicts)];
    words.fill(" The article makes {statements}: {verdicts}.", &values)
}

fn limits(findings: &Findings, words: &Words) -> String {
    let mut out = String::new();
    if !findings.cannot_tell.is_empty() {
        out += &heading(words.say("What it cannot tell"));
        findings
            .cannot_tell
            .iter()
            .for_each(|s| out += &format!("- {}\n", md(s)));
    }
    let failed = look::failed_runs(findings);
    if failed > 0 {
        let text = "{runs} failed. Failed runs are counted and left out of averages.";
        let runs = words.count(failed, "run", "runs");
        out += &format!("\n{}", paragraph(&words.fill(text, &[("runs", &runs)])));
    }
    if !findings.help.is_empty() {
        out += &format!("\n{}", paragraph(&findings.help));
    }
    out
}

fn made(findings: &Findings, words: &Words) -> String {
    let sample = &findings.sample;
    let text = words.fill(
        "Made by Counterflow {version}: {method}, seed {seed}, {runs}. Every number with its source is in {report}.",
        &[
            ("version", &sample.version),
            ("method", &sample.method),
            ("seed", &sample.seed.to_string()),
            ("runs", &words.count(sample.runs, "run", "runs")),
            ("report", &report_file(words)),
        ],
    );
    format!("---\n\n{}", paragraph(&text))
}

/// The report that stands beside a brief.
fn report_file(words: &Words) -> String {
    if words.is_english() {
        "report.html".to_owned()
    } else {
        format!("report.{}.html", words.tag.split('-').next().unwrap_or_default())
    }
}

/// Where the same stands in another language.
fn languages(options: &ReportOptions, words: &Words) -> String {
    let links = options.others.iter().map(|(language, file)| {
        let name = language.words().name;
        format!("[{}]({})", md(name), file_link(file))
    });
    let links = links.collect::<Vec<_>>().join(", ");
    if links.is_empty() {
        links
    } else {
        format!("{} {links}\n", words.say("In another language:"))
    }
}
