//! The texts of a study before any run, as findings without a number.

use crate::history::Rivals;
use crate::study::{Claim, NamedLoop, Setting, Study};
use check::VariableId;
use findings::{
    AheadStatement, Branch, Chart, ClaimFinding, Driver, Findings, HistoryFinding, LoopFinding, LoopLink, RivalFinding,
    Sample, SettingCase, SettingFinding, StatedWindow,
};

/// Findings that hold every text that a run of the study could bring.
pub(super) fn of(study: &Study) -> Findings {
    let name = |id: VariableId| study.model.variable(id).name.to_string();
    let charts = study.charts.iter().map(|c| Chart {
        title: c.title.clone(),
        variable: name(c.variable),
        ..Chart::default()
    });
    let history = study.history.comparisons.iter().map(|c| HistoryFinding {
        variable: name(c.variable),
        note: c.note.clone(),
        ..HistoryFinding::default()
    });
    let conditions = study.history.conditions.iter().map(|c| (c.words.clone(), 0.0));
    let mut claims: Vec<ClaimFinding> = study.claims.iter().map(claim).collect();
    claims.push(mechanisms(study));
    let all_run = study.policies.iter().cloned().map(|p| crate::Policy { run: true, ..p });
    Findings {
        sample: Sample {
            conditions: conditions.collect(),
            ..Sample::default()
        },
        policies: crate::summary::policies::infos(&Study {
            policies: all_run.collect(),
            ..study.clone()
        }),
        outcomes: crate::summary::policies::outcomes(study),
        claims,
        history: history.collect(),
        charts: charts.collect(),
        settings: study.settings.iter().map(|s| setting(s, &name)).collect(),
        loops: study.loops.iter().map(|l| named_loop(l, &name)).collect(),
        rivals: study.history.rivals.iter().map(rivals).collect(),
        statement: Some(statement(study)),
        ..study.evidence()
    }
}

fn rivals(rivals: &Rivals) -> RivalFinding {
    RivalFinding {
        note: rivals.note.clone(),
        ..RivalFinding::default()
    }
}

fn statement(study: &Study) -> AheadStatement {
    let windows = study.statement.quantities.iter().map(|q| StatedWindow {
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
    let uncertainties = study.uncertainties.iter().map(|u| driver(&u.name, &u.question));
    let alternatives = study.alternatives.iter().map(|a| driver(&a.name, &a.question));
    let choices = study.alternatives.iter().flat_map(|a| &a.choices).map(|c| Branch {
        choice: c.label.clone(),
        ..Branch::default()
    });
    ClaimFinding {
        drivers: uncertainties.chain(alternatives).collect(),
        branches: choices.collect(),
        ..ClaimFinding::default()
    }
}

fn setting(setting: &Setting, name: &dyn Fn(VariableId) -> String) -> SettingFinding {
    let case = |(label, _): &(String, _)| SettingCase {
        label: label.clone(),
        ..SettingCase::default()
    };
    SettingFinding {
        title: setting.title.clone(),
        says: setting.says.clone(),
        outcomes: setting.outcomes.iter().map(|id| name(*id)).collect(),
        dose_variable: setting.doses.as_ref().map(|(id, _)| name(*id)).unwrap_or_default(),
        cases: setting.cases.iter().map(case).collect(),
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
