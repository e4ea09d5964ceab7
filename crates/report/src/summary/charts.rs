//! Fans over time, one a policy.

use analysis::quantiles;
use experiment::Ensemble;
use experiment::plan::ChartPlan;
use findings::{Chart, Fan};
use study::Study;

/// One chart for each that the study plans.
pub(super) fn charts(study: &Study, ensemble: &Ensemble) -> Vec<Chart> {
    let plans = study.plan.charts.iter().enumerate();
    plans.map(|(at, plan)| chart(at, plan, study, ensemble)).collect()
}

fn chart(at: usize, plan: &ChartPlan, study: &Study, ensemble: &Ensemble) -> Chart {
    let comparison = plan.comparison.map(|c| &study.plan.history.comparisons[c]);
    let observed = comparison.map(|c| c.points.iter().map(|p| (p.year(), p.value)).collect());
    let shown = (0..study.plan.policies.len()).filter(|p| ensemble.ran(*p) && study.plan.policies[*p].shown);
    Chart {
        title: plan.title.clone(),
        variable: plan.variable.name(&study.plan.model),
        unit: plan.unit.clone(),
        years: ensemble.years.clone(),
        fans: shown.map(|policy| fan(at, policy, study, ensemble)).collect(),
        observed: observed.unwrap_or_default(),
        source: comparison.map(|c| c.address.clone()).unwrap_or_default(),
        futures: ensemble.trajectories[study.plan.reference].len(),
        policies_from: study.plan.calendar.policies_from,
    }
}

fn fan(chart: usize, policy: usize, study: &Study, ensemble: &Ensemble) -> Fan {
    let trajectories = &ensemble.trajectories[policy];
    let failed = |future: &&usize| ensemble.failures.contains_key(&(policy, **future));
    let mut fan = Fan {
        policy: study.plan.policies[policy].name.clone(),
        failed: trajectories.keys().filter(failed).count(),
        ..Fan::default()
    };
    let first = chart * ensemble.years.len();
    for point in first..first + ensemble.years.len() {
        let values = trajectories.values().filter_map(|c| c.get(point)).copied();
        let finite: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        let [p5, p25, p50, p75, p95] = quantiles(&finite, [0.05, 0.25, 0.5, 0.75, 0.95]);
        fan.p5.push(p5);
        fan.p25.push(p25);
        fan.p50.push(p50);
        fan.p75.push(p75);
        fan.p95.push(p95);
    }
    fan
}
