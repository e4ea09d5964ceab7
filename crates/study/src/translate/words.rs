//! The texts of a study before any run, as findings without a number.

use crate::sentence::Sentence;
use crate::study::{Claim, NamedLoop, NamedRun, NamedRuns, Study};
use check::VariableId;
use experiment::plan::CellId;
use experiment::plan::Rivals;
use findings::{
    AheadStatement, Branch, Chart, ClaimFinding, Driver, Findings, HistoryFinding, LoopFinding, LoopLink,
    PlainSentence, RivalFinding, Sample, SettingCase, SettingFinding, StatedWindow,
};

/// Findings that hold every text that a run of the study could bring.
pub(super) fn of(study: &Study) -> Findings {
    let name = |cell: CellId| cell.name(&study.plan.model);
    let variable = |id: VariableId| study.plan.model.variable(id).name.to_string();
    let charts = study.plan.charts.iter().map(|c| Chart {
        title: c.title.clone(),
        variable: name(c.variable),
        ..Chart::default()
    });
    let history = study.plan.history.comparisons.iter().map(|c| HistoryFinding {
        variable: c.name.clone(),
        note: c.note.clone(),
        ..HistoryFinding::default()
    });
    let conditions = study.plan.history.conditions.iter().map(|c| (c.words.clone(), 0.0));
    let mut claims: Vec<ClaimFinding> = study.claims.iter().map(claim).collect();
    claims.push(mechanisms(study));
    Findings {
        sample: Sample {
            conditions: conditions.collect(),
            ..Sample::default()
        },
        policies: (0..study.plan.policies.len()).map(|at| study.policy_info(at)).collect(),
        outcomes: study.outcome_infos(),
        claims,
        history: history.collect(),
        charts: charts.collect(),
        settings: study.named_runs.iter().map(|s| named_runs(s, &name)).collect(),
        loops: study.loops.iter().map(|l| named_loop(l, &variable)).collect(),
        rivals: study.plan.history.rivals.iter().map(rivals).collect(),
        statement: Some(statement(study)),
        sentences: study.sentences.iter().map(sentence).collect(),
        ..study.evidence()
    }
}

fn sentence(sentence: &Sentence) -> PlainSentence {
    PlainSentence {
        says: sentence.says.clone(),
        ..PlainSentence::default()
    }
}

fn rivals(rivals: &Rivals) -> RivalFinding {
    RivalFinding {
        note: rivals.note.clone(),
        ..RivalFinding::default()
    }
}

fn statement(study: &Study) -> AheadStatement {
    let windows = study.plan.prediction.quantities.iter().map(|q| StatedWindow {
        quantity: q.name.clone(),
        variable: q.variable_name.clone(),
        ..StatedWindow::default()
    });
    AheadStatement {
        windows: windows.collect(),
        ..AheadStatement::default()
    }
}

fn claim(claim: &Claim) -> ClaimFinding {
    ClaimFinding {
        says: claim.says.clone(),
        screen: claim.screen.clone(),
        unfair: claim.predicate.as_ref().err().cloned(),
        rival: claim.rival.clone(),
        ..ClaimFinding::default()
    }
}

/// All that a claim could turn on or hold within.
fn mechanisms(study: &Study) -> ClaimFinding {
    let driver = |name: &str, question: &str| Driver {
        name: name.to_string(),
        note: question.to_string(),
        ..Driver::default()
    };
    let uncertainties = study.plan.uncertainties.iter().map(|u| driver(&u.name, &u.question));
    let alternatives = study.plan.alternatives.iter().map(|a| driver(&a.name, &a.question));
    let choices = study.plan.alternatives.iter().flat_map(|a| &a.choices).map(|c| Branch {
        choice: c.label.clone(),
        ..Branch::default()
    });
    ClaimFinding {
        drivers: uncertainties.chain(alternatives).collect(),
        branches: choices.collect(),
        ..ClaimFinding::default()
    }
}

fn named_runs(named: &NamedRuns, name: &dyn Fn(CellId) -> String) -> SettingFinding {
    let case = |run: &NamedRun| SettingCase {
        label: run.label.clone(),
        ..SettingCase::default()
    };
    let swept = named.sweep.as_ref().map(|sweep| name(sweep.constant));
    SettingFinding {
        title: named.title.clone(),
        says: named.says.clone(),
        outcomes: named.outcomes.iter().map(|cell| name(*cell)).collect(),
        dose_variable: swept.unwrap_or_default(),
        cases: named.runs.iter().map(case).collect(),
        ..SettingFinding::default()
    }
}

fn named_loop(named: &NamedLoop, name: &dyn Fn(VariableId) -> String) -> LoopFinding {
    let link = |id: &VariableId| LoopLink {
        from: name(*id),
        ..LoopLink::default()
    };
    LoopFinding {
        name: named.name.clone(),
        links: named.through.iter().map(link).collect(),
        ..LoopFinding::default()
    }
}
