//! The brief: what a decision maker reads on two pages, in Markdown.

use crate::escape::{file as file_link, markdown as md};
use crate::words::Words;
use crate::{ReportOptions, evidence, history, look};
use crate::{balance, claim, record, sentence};
use findings::{Balance, ClaimFinding, Findings};

/// A study's answer on two pages of Markdown, in the order of the first screen.
pub fn brief(findings: &Findings, options: &ReportOptions) -> String {
    let words = options.language.words();
    let findings = &words.localised(findings);
    let sections = [
        opening(findings, words),
        claims(findings, words),
        courses(findings, words),
        deciding(findings, words),
        trust(findings, words),
        limits(findings, words),
        onward(findings, words),
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

/// A table of cells that are Markdown already.
fn table(headings: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(headings) + "| " + &"---|".repeat(headings.len()) + "\n";
    rows.iter().for_each(|row| out += &line(row));
    out
}

fn opening(findings: &Findings, words: &Words) -> String {
    let mut out = format!("# {}\n", md(&findings.title));
    if !findings.introduction.is_empty() {
        out += &format!("\n{}", paragraph(&findings.introduction));
    }
    out += &format!("\n{}", paragraph(&sample(findings, words)));
    let told = findings.sentences.iter().map(|s| told(s, words));
    let told: String = told.collect();
    if told.is_empty() { out } else { out + "\n" + &told }
}

/// A sentence to repeat, and its weakest assumption.
fn told(sentence: &findings::PlainSentence, words: &Words) -> String {
    format!(
        "- **{}** {}\n",
        md(&sentence.text),
        md(&sentence::weakest(sentence, words))
    )
}

/// How many futures and policies there are, over which years.
fn sample(findings: &Findings, words: &Words) -> String {
    let (from, until) = findings.sample.window;
    let policies = words.count(look::shown_policies(findings).len(), "policy", "policies");
    let counted = [
        Some(history::accepted(findings, words)),
        Some(format!("{policies}, {}", words.years(from, until))),
        claim::yardstick(findings, words),
    ];
    counted.into_iter().flatten().collect::<Vec<_>>().join("; ") + "."
}

fn claims(findings: &Findings, words: &Words) -> String {
    let claims = look::screen_claims(findings);
    if claims.is_empty() {
        return String::new();
    }
    let columns = columns(findings);
    let first = [words.say("claim").to_owned()];
    let named = columns.iter().map(|(heading, _)| format!("{}, %", words.say(heading)));
    let headings: Vec<String> = first.into_iter().chain(named).collect();
    let row = |(claim, says): &(&ClaimFinding, &str)| {
        let cells = columns.iter().map(|(_, cell)| md(bare(&cell(claim, words))));
        [md(says)].into_iter().chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = claims.iter().map(row).collect();
    let is_shown = |heading: &str| columns.iter().any(|(shown, _)| *shown == heading);
    let mut out = heading(words.say(claim::claims_heading(findings))) + &table(&headings, &rows) + "\n";
    out += &paragraph(&record::reading(findings, &is_shown, words));
    let own = own_yardsticks(findings, &claims);
    if !own.is_empty() {
        let text = words.fill("With thresholds of their own: {claims}.", &[("claims", &own)]);
        out += &format!("\n{}", paragraph(&text));
    }
    out
}

/// A heading, and what a claim has below it.
type Column = (&'static str, fn(&ClaimFinding, &Words) -> String);

fn columns(findings: &Findings) -> Vec<Column> {
    let all: [(bool, Column); 3] = [
        (true, ("holds in", claim::holds_in_short)),
        (record::has_survivors(findings), ("survivors", record::survivors)),
        (record::has_weighted(findings), ("by fit", record::weighted)),
    ];
    all.into_iter().filter(|(is_known, _)| *is_known).map(|(_, column)| column).collect()
}

/// A share below a heading that says what it is in.
fn bare(share: &str) -> &str {
    share.strip_suffix("\u{A0}%").unwrap_or(share)
}

/// What is tested by the claims that do not compare an outcome by the study's one yardstick.
fn own_yardsticks(findings: &Findings, claims: &[(&ClaimFinding, &str)]) -> String {
    let Some(material) = findings.material else {
        return String::new();
    };
    let is_common = |claim: &ClaimFinding| {
        let curve = claim.curve.as_ref();
        curve.is_some_and(|c| c.relative && (c.threshold.abs() - material).abs() < 1e-9)
    };
    let own = claims.iter().filter(|(c, _)| !c.predicate.is_empty() && !is_common(c));
    let own = own.map(|(claim, _)| claim.says.trim_end_matches('.').to_owned());
    own.collect::<Vec<_>>().join("; ")
}

/// Harm and benefit of the courses that the claims are about.
fn courses(findings: &Findings, words: &Words) -> String {
    let judged = balance::judged(findings);
    if judged.is_empty() {
        return String::new();
    }
    let title = words.fill(
        "Harm and benefit compared with \"{reference}\"",
        &[("reference", &findings.reference)],
    );
    let outcomes = balance::outcomes(findings);
    let named = outcomes.iter().map(|o| md(balance::heading(o, &outcomes)));
    let headings: Vec<String> = [words.say("better/worse, % of futures").to_owned()].into_iter().chain(named).collect();
    let row = |course: &&Balance| {
        let cells = outcomes.iter().map(|o| md(&balance::cell(course, o, words)));
        [md(&course.policy)].into_iter().chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = judged.iter().map(row).collect();
    heading(&title) + &table(&headings, &rows)
}

/// Which assumptions and explanations the answer depends on.
fn deciding(findings: &Findings, words: &Words) -> String {
    let items = [
        evidence::judged_sentence(findings, words),
        sentence::movers(findings, words),
        record::explanations(findings, words),
    ];
    let told: Vec<String> = items.into_iter().flatten().map(|text| paragraph(&text)).collect();
    if told.is_empty() {
        String::new()
    } else {
        heading(words.say("What decides it")) + &told.join("\n")
    }
}

/// How the model does against the record, and runs that failed.
fn trust(findings: &Findings, words: &Words) -> String {
    let record = [
        history::held_out_sentence(findings, words),
        history::miss(findings, words),
    ];
    let mut told: Vec<String> = record.into_iter().flatten().collect();
    let failed = look::failed_runs(findings);
    if failed > 0 {
        let text = "{runs} failed. Failed runs are counted and left out of averages.";
        told.push(words.fill(text, &[("runs", &words.count(failed, "run", "runs"))]));
    }
    if told.is_empty() {
        return String::new();
    }
    heading(words.say("How far to trust it")) + &paragraph(&told.join(" "))
}

/// What the study cannot tell; the reasons are in the report.
fn limits(findings: &Findings, words: &Words) -> String {
    let limits: Vec<&str> = look::limits(findings).collect();
    if limits.is_empty() {
        return String::new();
    }
    heading(words.say("What it cannot tell")) + &paragraph(&format!("{}.", limits.join("; ")))
}

/// Where the rest is, where help is to be found, and what made this.
fn onward(findings: &Findings, words: &Words) -> String {
    let sample = &findings.sample;
    let report = report_file(words);
    let text = "{report}: each claim's test, counter-argument and shares in other samples, every policy and outcome, and the \
                source of every number.";
    let mut out = heading(words.say("Where to look further")) + &paragraph(&words.fill(text, &[("report", &report)]));
    if !findings.help.is_empty() {
        out += &format!("\n{}", paragraph(&findings.help));
    }
    let text = words.fill(
        "Made by Counterflow {version}: {method}, seed {seed}, {runs}.",
        &[
            ("version", &sample.version),
            ("method", &sample.method),
            ("seed", &sample.seed.to_string()),
            ("runs", &words.count(sample.runs, "run", "runs")),
        ],
    );
    out + "\n" + &paragraph(&text)
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
