//! A study's findings with INVENTED numbers, shaped like those of the flagship: to look at, never to quote.

use findings::*;

/// Findings of a made-up run. No number here comes from any model or any record.
pub fn findings() -> Findings {
    Findings {
        title: "Force, cooperation and root causes in the US–Mexico drug-violence system".into(),
        question: "What follows from force, from cooperation and from root-cause policies, for both countries, under which \
                   assumptions?"
            .into(),
        introduction: "An article of August 2025 reports a US directive on force against cartels, Mexico's refusal, and names \
                       four risks and a different way. Here is what follows from each course in a model of that system. It is \
                       not a forecast."
            .into(),
        help: "Help, free and confidential. United States: call or text 988 (Spanish: press 2, or text AYUDA), or SAMHSA \
               1-800-662-4357. Mexico: Línea de la Vida 800 911 2000."
            .into(),
        cannot_tell: vec![
            "Whether force will be used.".into(),
            "Anything below country level.".into(),
            "Who is right about how many people join a group after an arrest.".into(),
            "What a policy costs where no public figure exists.".into(),
        ],
        reference: "no change".into(),
        sample: sample(),
        policies: policies(),
        outcomes: outcomes(),
        results: results(),
        claims: claims(),
        history: history(),
        charts: charts(),
        settings: vec![setting()],
        evidence: evidence(),
        loops: loops(),
        rivals: vec![rival()],
        failures: vec![
            Failure { policy: "arrests doubled".into(), future: 17, year: 2031.25, variable: "cartel cash".into() },
            Failure { policy: "arrests doubled".into(), future: 140, year: 2034.5, variable: "cartel cash".into() },
        ],
        ..Findings::default()
    }
}

fn sample() -> Sample {
    Sample {
        method: "latin-hypercube".into(),
        seed: 20_250_808,
        drawn: 200,
        accepted: 58,
        failed: 0,
        calibrated: (2012.0, 2022.0),
        window: (2026.5, 2035.0),
        runs: 548,
        seconds: 1.62,
        version: "0.1.0".into(),
        conditions: vec![
            ("total members at 2022 between 160,000 and 185,000 person".into(), 0.41),
            (
                "homicides per year within 15 % of mx_homicides_inegi, 2012–2022".into(),
                0.52,
            ),
        ],
        ..Sample::default()
    }
}

const POLICIES: [&str; 6] = [
    "no change",
    "unilateral force",
    "joint operations",
    "arrests doubled",
    "social programmes",
    "joint operations and social programmes",
];

fn policies() -> Vec<PolicyInfo> {
    let sets: [&[&str]; 6] = [
        &[],
        &["unilateral force: 12 removals a year from mid-2026"],
        &[
            "joint operations: 8 removals a year from mid-2026",
            "diplomacy: 0.2 a year from mid-2026 to 2030",
        ],
        &["arrest effort: 2 from mid-2026"],
        &["programme coverage: 0.5 from mid-2026, phased in over 3 years"],
        &[
            "joint operations: 8 removals a year from mid-2026",
            "programme coverage: 0.5 from mid-2026",
        ],
    ];
    let named = POLICIES.iter().zip(sets);
    let mut policies: Vec<PolicyInfo> = named
        .map(|(name, sets)| PolicyInfo {
            name: (*name).into(),
            sets: sets.iter().map(|s| (*s).into()).collect(),
            shown: true,
        })
        .collect();
    policies.push(PolicyInfo {
        name: "force ended in 2028".into(),
        sets: vec![],
        shown: false,
    });
    policies
}

fn outcome(name: &str, heading: &str, unit: &str, better: Better, first_screen: bool) -> OutcomeInfo {
    OutcomeInfo {
        name: name.into(),
        heading: heading.into(),
        how: format!("{name}: invented for the tests"),
        unit: unit.into(),
        better,
        threshold: None,
        first_screen,
    }
}

fn outcomes() -> Vec<OutcomeInfo> {
    let mut outcomes = vec![
        outcome("homicides", "homicides 2026–35", "person", Better::Lower, true),
        outcome("trust", "trust in 2030", "index 0–1", Better::Higher, true),
        outcome("cartel members", "cartel members 2035", "person", Better::Lower, true),
        outcome(
            "overdose deaths",
            "US overdose deaths 2026–35",
            "person",
            Better::Lower,
            false,
        ),
        outcome("cooperation", "cooperation in 2030", "index 0–1", Better::Higher, false),
    ];
    outcomes[0].threshold = Some((
        281_000.0,
        "8.5 more years at the 2022–2024 level of 33,000 a year".into(),
    ));
    outcomes
}

fn band(low: f64, median: f64, high: f64) -> Band {
    Band { low, median, high }
}

/// Level of the reference, and relative or absolute change of each policy: (low, median, high).
type Row = (&'static str, [f64; 3], bool, [[f64; 3]; 5]);

const TABLE: [Row; 5] = [
    (
        "homicides",
        [231_000.0, 279_000.0, 342_000.0],
        true,
        [
            [-0.03, 0.062, 0.21],
            [-0.05, 0.004, 0.06],
            [-0.09, 0.031, 0.19],
            [-0.11, -0.042, 0.003],
            [-0.13, -0.04, 0.03],
        ],
    ),
    (
        "trust",
        [0.51, 0.63, 0.72],
        false,
        [
            [-0.41, -0.28, -0.09],
            [0.01, 0.06, 0.12],
            [-0.04, -0.01, 0.02],
            [0.0, 0.0, 0.01],
            [0.01, 0.06, 0.12],
        ],
    ),
    (
        "cartel members",
        [129_000.0, 189_000.0, 262_000.0],
        true,
        [
            [-0.08, -0.01, 0.05],
            [-0.06, -0.02, 0.01],
            [-0.22, -0.09, 0.04],
            [-0.18, -0.08, -0.01],
            [-0.21, -0.1, -0.02],
        ],
    ),
    (
        "overdose deaths",
        [421_000.0, 492_000.0, 588_000.0],
        true,
        [
            [-0.02, 0.0, 0.03],
            [-0.03, -0.01, 0.01],
            [-0.02, 0.0, 0.01],
            [0.0, 0.0, 0.0],
            [-0.03, -0.01, 0.01],
        ],
    ),
    (
        "cooperation",
        [0.32, 0.44, 0.58],
        false,
        [
            [-0.3, -0.19, -0.05],
            [0.04, 0.11, 0.19],
            [-0.03, 0.0, 0.02],
            [0.0, 0.01, 0.02],
            [0.04, 0.11, 0.2],
        ],
    ),
];

fn results() -> Vec<PolicyOutcome> {
    let cells = POLICIES
        .iter()
        .enumerate()
        .flat_map(|(at, policy)| TABLE.iter().map(move |row| cell(at, policy, row)));
    cells.collect()
}

fn cell(at: usize, policy: &str, (outcome, level, relative, changes): &Row) -> PolicyOutcome {
    let change = at
        .checked_sub(1)
        .map(|i| band(changes[i][0], changes[i][1], changes[i][2]));
    let middle = level[1];
    let absolute = |c: Band| {
        if *relative {
            band(c.low * middle, c.median * middle, c.high * middle)
        } else {
            c
        }
    };
    let moved = change.map_or(0.0, |c| absolute(c).median);
    let higher_is_better = matches!(*outcome, "trust" | "cooperation");
    PolicyOutcome {
        policy: policy.into(),
        outcome: (*outcome).into(),
        futures: if at == 3 { 56 } else { 58 },
        failed: if at == 3 { 2 } else { 0 },
        level: band(level[0] + moved, middle + moved, level[2] + moved),
        change: change.map(absolute),
        relative: change.filter(|_| *relative),
        better_share: change.map(|c| {
            let below = (-c.low / (c.high - c.low).max(1e-9)).clamp(0.0, 1.0);
            if higher_is_better { 1.0 - below } else { below }
        }),
        beyond_threshold: (*outcome == "homicides").then_some(0.48 + moved / 100_000.0),
        regret: band(0.0, (moved.abs() / 2.0).max(middle * 0.01), level[2] - level[0]),
    }
}

fn driver(name: &str, from: f64, to: f64, evidence: &str, note: &str) -> Driver {
    Driver {
        name: name.into(),
        from,
        to,
        evidence: evidence.into(),
        note: note.into(),
    }
}

fn branches(shares: [(&str, &str, f64); 5]) -> Vec<Branch> {
    let branch = |(alternative, choice, share): (&str, &str, f64)| Branch {
        alternative: alternative.into(),
        choice: choice.into(),
        share,
        futures: 19,
    };
    shares.into_iter().map(branch).collect()
}

fn claims() -> Vec<ClaimFinding> {
    vec![
        ClaimFinding {
            id: "A28".into(),
            says: "Military intervention could escalate violence and lead to a protracted conflict".into(),
            screen: Some("Unilateral force escalates violence".into()),
            kind: "risk".into(),
            lines: vec![18],
            predicate: "'homicides' @ 'unilateral force' > 'homicides' @ 'no change'".into(),
            share: Some(0.724),
            standard_error: 0.059,
            decided: 58,
            branches: branches([
                ("arrests and recruitment", "deters", 0.55),
                ("arrests and recruitment", "neither", 0.74),
                ("arrests and recruitment", "recruits", 0.88),
                ("conflict after a removal", "short", 0.61),
                ("conflict after a removal", "long", 0.83),
            ]),
            across: Some((0.55, 0.88)),
            drivers: vec![
                driver("how long a removal inflames", 0.41, 0.93, "judgement", "no national estimate; local ones run from weeks to years"),
                driver("arrests and recruitment", 0.55, 0.88, "source", "studies disagree"),
            ],
            rival: "removals weaken groups faster than they provoke fights".into(),
            ..Default::default()
        },
        ClaimFinding {
            id: "A30".into(),
            says: "Intervention would irrevocably damage trust and hinder cooperation".into(),
            screen: Some("It destroys trust for good".into()),
            kind: "risk".into(),
            lines: vec![20],
            predicate: "'trust in 2034' @ 'force ended in 2028' < 0.9 * 'trust in 2034' @ 'no change'".into(),
            share: Some(0.586),
            standard_error: 0.065,
            decided: 58,
            branches: branches([
                ("trust recovers", "fully", 0.2),
                ("trust recovers", "in part", 0.66),
                ("trust recovers", "never", 1.0),
                ("conflict after a removal", "short", 0.57),
                ("conflict after a removal", "long", 0.6),
            ]),
            across: Some((0.2, 1.0)),
            apart: vec!["trust recovers".into()],
            drivers: vec![driver("trust recovers", 0.2, 1.0, "judgement", "one precedent")],
            rival: "trust came back within two years after the arrest of a minister in 2020".into(),
            ..Default::default()
        },
        ClaimFinding {
            id: "A23".into(),
            says: "Cooperation has brought results on both sides of the border".into(),
            screen: Some("Cooperation brings results".into()),
            kind: "causal claim".into(),
            lines: vec![12, 14],
            predicate: "'cooperation' @ 'joint operations' > 'cooperation' @ 'no change' and 'homicides' @ 'joint operations' < \
                        'homicides' @ 'no change'"
                .into(),
            share: Some(0.34),
            standard_error: 0.063,
            decided: 56,
            undecided: 2,
            branches: branches([
                ("arrests and recruitment", "deters", 0.44),
                ("arrests and recruitment", "neither", 0.36),
                ("arrests and recruitment", "recruits", 0.2),
                ("conflict after a removal", "short", 0.47),
                ("conflict after a removal", "long", 0.21),
            ]),
            across: Some((0.2, 0.47)),
            drivers: vec![driver("detection that needs the other side", 0.21, 0.47, "judgement", "")],
            rival: "the fall of crossings had begun before the cooperation that is credited with it".into(),
            ..Default::default()
        },
        ClaimFinding {
            id: "A34".into(),
            says: "A holistic approach must address poverty, inequality and the lack of economic opportunity".into(),
            screen: Some("Root causes must be addressed".into()),
            kind: "recommendation".into(),
            lines: vec![23],
            predicate: "change('homicides' @ 'social programmes') < -0.05".into(),
            share: Some(0.379),
            standard_error: 0.064,
            decided: 58,
            branches: branches([
                ("programmes and recruitment", "no effect", 0.02),
                ("programmes and recruitment", "lower", 0.52),
                ("programmes and recruitment", "raise", 0.0),
                ("conflict after a removal", "short", 0.38),
                ("conflict after a removal", "long", 0.38),
            ]),
            across: Some((0.0, 0.52)),
            drivers: vec![
                driver("what programmes do to recruitment", 0.0, 0.52, "source", "studies disagree"),
                driver("years until a programme reaches people", 0.5, 0.24, "judgement", ""),
            ],
            rival: "poverty fell from 2018 to 2024 while violence did not follow it".into(),
            ..Default::default()
        },
        ClaimFinding {
            id: "A27".into(),
            says: "Intervention would breach sovereignty and trigger a severe diplomatic crisis".into(),
            kind: "risk".into(),
            lines: vec![17],
            unfair: Some("every run with force has the crisis built in, so a share would only repeat the assumption.".into()),
            ..Default::default()
        },
    ]
}

fn history() -> Vec<HistoryFinding> {
    let point = |year: f64, observed: f64, low: f64, high: f64| HistoryPoint {
        period: format!("{year:.0}"),
        year: year + 0.5,
        observed,
        model: band(low, (low + high) / 2.0, high),
        calibrated: year < 2023.0,
        one_copy: false,
    };
    let wave = |year: f64| 28_000.0 + 6_000.0 * ((year - 2013.0) / 3.0).sin();
    let mut homicides: Vec<HistoryPoint> = (2012..=2022)
        .map(f64::from)
        .map(|y| point(y, wave(y) * 1.02, wave(y) * 0.93, wave(y) * 1.08))
        .collect();
    homicides.extend([
        point(2023.0, 31_100.0, 28_900.0, 34_000.0),
        point(2024.0, 32_300.0, 28_400.0, 34_900.0),
        point(2025.0, 24_300.0, 28_100.0, 35_600.0),
    ]);
    let members = [(2012.0, 115_000.0), (2017.0, 150_000.0), (2022.0, 175_000.0)];
    vec![
        HistoryFinding {
            variable: "homicides per year".into(),
            series: "mx_homicides_inegi".into(),
            unit: "person/year".into(),
            points: homicides,
            error_calibrated: Some(0.074),
            error_held_out: Some(0.11),
            covered: Some(2.0 / 3.0),
            address: "https://example.org/homicides".into(),
            note: "the fall of 2025 is not in the model: arrests, truces and recording are rival explanations".into(),
            ..HistoryFinding::default()
        },
        HistoryFinding {
            variable: "total members".into(),
            series: "source_model_outputs".into(),
            unit: "person".into(),
            points: members.map(|(y, v)| point(y, v, v * 0.95, v * 1.06)).into(),
            error_calibrated: Some(0.021),
            error_held_out: None,
            covered: None,
            address: "https://example.org/members".into(),
            ..HistoryFinding::default()
        },
    ]
}

fn fan(policy: &str, years: &[f64], slope: f64) -> Fan {
    let middle = |y: &f64| {
        let past = 28_000.0 + 6_000.0 * ((y - 2013.0) / 3.0).sin();
        let from = 2026.5;
        if *y < from {
            past
        } else {
            28_000.0 + 6_000.0 * ((from - 2013.0) / 3.0_f64).sin() + slope * (y - from)
        }
    };
    let spread = |y: &f64| 0.05 + 0.02 * (y - 2024.0).max(0.0);
    let at = |times: f64| {
        years
            .iter()
            .map(|y| middle(y) * (1.0 + times * spread(y)))
            .collect::<Vec<f64>>()
    };
    Fan {
        policy: policy.into(),
        failed: 0,
        p5: at(-1.0),
        p25: at(-0.4),
        p50: at(0.0),
        p75: at(0.5),
        p95: at(1.3),
    }
}

fn charts() -> Vec<Chart> {
    let years: Vec<f64> = (0..=276).map(|month| 2012.0 + f64::from(month) / 12.0).collect();
    let slopes = [-50.0, 320.0, 30.0, 160.0, -260.0, -250.0];
    let homicides = history().remove(0);
    vec![Chart {
        title: "Homicides stay near today's level under most courses; the bands overlap".into(),
        variable: "homicides per year".into(),
        unit: "person/year".into(),
        fans: POLICIES.iter().zip(slopes).map(|(p, s)| fan(p, &years, s)).collect(),
        years,
        observed: homicides.points.iter().map(|p| (p.year, p.observed)).collect(),
        source: "invented series, https://example.org/homicides".into(),
        futures: 58,
        policies_from: 2026.5,
    }]
}

fn loops() -> Vec<LoopFinding> {
    let one = |key: &str, name: &str, found: LoopSign, links: &[(&str, Polarity)]| LoopFinding {
        key: key.into(),
        name: name.into(),
        named: Some(LoopSign::Reinforcing),
        found,
        links: (0..links.len())
            .map(|at| LoopLink {
                from: links[at].0.into(),
                to: links[(at + 1) % links.len()].0.into(),
                polarity: links[at].1,
                delayed: at == 0,
                ..LoopLink::default()
            })
            .collect(),
    };
    let more = Polarity::Positive;
    vec![
        one(
            "R1",
            "members recruit",
            LoopSign::Reinforcing,
            &[("members", more), ("recruits", more)],
        ),
        one(
            "B1",
            "losses deter",
            LoopSign::Balancing,
            &[
                ("members", more),
                ("losses", more),
                ("risk", Polarity::Negative),
                ("recruits", more),
            ],
        ),
        one(
            "R2",
            "nobody's choice",
            LoopSign::Open,
            &[("members", more), ("force", Polarity::Exogenous)],
        ),
    ]
}

fn rival() -> RivalFinding {
    let choice = |name: &str, covered: f64, survives: Option<bool>| ChoiceScore {
        choice: name.into(),
        futures: 50,
        all: Scores {
            points: 10,
            covered,
            crps: 0.08,
            ..Scores::default()
        },
        survives,
        ..ChoiceScore::default()
    };
    RivalFinding {
        alternative: "conflict after a removal".into(),
        question: "Does it pass or last?".into(),
        series: vec!["mx_homicides_inegi".into()],
        window: (2023.0, 2025.0),
        survives_from: 0.8,
        choices: vec![
            choice("short", 0.9, Some(true)),
            choice("long", 0.4, Some(false)),
            choice("never", 0.5, None),
        ],
        note: String::new(),
    }
}

fn setting() -> SettingFinding {
    let case = |label: &str, dose: Option<f64>, deaths: (f64, f64), members: (f64, f64)| SettingCase {
        label: label.into(),
        dose,
        change: vec![deaths.0, members.0],
        against_no_change: vec![deaths.1, members.1],
    };
    SettingFinding {
        name: "published".into(),
        title: "More arrests or less recruitment".into(),
        says:
            "With the published parameters, violence in 2027 is above 2022 even when arrests double, and below what it \
               would be with no change."
                .into(),
        from: 2022.0,
        until: 2027.0,
        outcomes: vec!["deaths a week".into(), "members".into()],
        cases: vec![
            case("no change", None, (0.4, 0.0), (0.26, 0.0)),
            case("arrests doubled", None, (0.08, -0.23), (0.06, -0.16)),
            case("recruitment halved", None, (-0.25, -0.46), (-0.11, -0.29)),
        ],
        dose_variable: "arrests".into(),
        doses: [1.0, 1.5, 2.0, 2.5, 3.0, 4.0]
            .map(|d: f64| {
                let deaths = 0.4 - 0.32 * (d - 1.0) * (1.0 - 0.08 * (d - 1.0));
                let members = 0.26 - 0.2 * (d - 1.0) * (1.0 - 0.05 * (d - 1.0));
                let against = |x: f64, base: f64| (1.0 + x) / (1.0 + base) - 1.0;
                case(
                    &format!("{d}"),
                    Some(d),
                    (deaths, against(deaths, 0.4)),
                    (members, against(members, 0.26)),
                )
            })
            .into(),
        break_even: vec![("deaths a week".into(), 2.36), ("members".into(), 2.4)],
    }
}

fn parameter(
    name: &str,
    range: &str,
    base: &str,
    unit: &str,
    evidence: (&str, &[&str]),
    note: &str,
) -> ParameterEvidence {
    ParameterEvidence {
        name: name.into(),
        called: String::new(),
        range: range.into(),
        base: base.into(),
        unit: unit.into(),
        kind: evidence.0.into(),
        keys: evidence.1.iter().map(|k| (*k).into()).collect(),
        note: note.into(),
        ..ParameterEvidence::default()
    }
}

fn evidence() -> EvidenceFinding {
    EvidenceFinding {
        parameters: [("source", 21), ("derived", 6), ("calibrated", 8), ("judgement", 17)]
            .map(|(k, n)| (k.into(), n))
            .into(),
        links: Vec::new(),
        tested: 0,
        untested: 0,
        table: vec![
            parameter(
                "recruitment rate",
                "0.002–0.003",
                "0.0025275",
                "1/week",
                ("source", &["S59"]),
                "the published fit and its bounds",
            ),
            parameter(
                "labour elasticity",
                "0–1.5",
                "0.5",
                "dmnl",
                ("judgement", &[]),
                "no estimate found; from no response to more than proportional",
            ),
            parameter(
                "how long a removal inflames",
                "13–104",
                "26",
                "week",
                ("judgement", &["S37", "S38"]),
                "no national estimate; local ones run from weeks to years",
            ),
            parameter(
                "arrests and recruitment",
                "deters, neither, recruits",
                "neither",
                "",
                ("source", &["S59", "S66", "S99"]),
                "studies disagree",
            ),
            parameter(
                "base overdose risk",
                "0.17–0.25",
                "0.2",
                "1/year",
                ("calibrated", &["S56"]),
                "fitted to deaths 2019–22",
            ),
        ],
        verdicts: [
            ("supported", 1),
            ("partly", 1),
            ("contradicted", 1),
            ("not checkable", 2),
        ]
        .map(|(k, n)| (k.into(), n))
        .into(),
        statements: vec![
            statement(
                "A2",
                &[2, 4],
                "A US directive is reported to allow force against cartels.",
                "reported act",
                "unilateral force",
                "supported",
                "reported by two papers; text not public",
                &["S1"],
            ),
            statement(
                "A21",
                &[12],
                "Border crossings in June were the lowest on record.",
                "quantity",
                "us_encounters",
                "partly",
                "true of June 2025, not of June 2024",
                &["S26"],
            ),
            statement(
                "A22",
                &[12],
                "Fentanyl seizures at the border fell by more than half.",
                "quantity",
                "fentanyl_seized",
                "contradicted",
                "−46 % over twelve months",
                &["S44"],
            ),
            statement(
                "A28",
                &[18],
                "Intervention could escalate violence.",
                "risk",
                "homicides",
                "not checkable",
                "see the claim",
                &["S37", "S38"],
            ),
            statement(
                "N1",
                &[33, 34, 35],
                "Picture text about a surf hotel.",
                "noise",
                "",
                "not checkable",
                "",
                &[],
            ),
        ],
        sources: vec![
            source("S1", "Report on a directive", "A newspaper", "2025-08-08", "press"),
            source(
                "S26",
                "Border encounters by month",
                "A border agency",
                "2025",
                "official page",
            ),
            source("S37", "Leaders removed and violence", "A journal", "2015", "paper"),
            source("S38", "Deaths after arrests", "A journal", "2018", "paper"),
            source("S44", "Seizures by month", "A border agency", "2025", "official page"),
            source("S56", "Overdose deaths", "A health agency", "2024", "primary"),
            source("S59", "Reducing cartel recruitment", "A journal", "2023", "paper"),
            source("S66", "Arrests and joining", "A university", "2021", "paper"),
        ],
    }
}

#[allow(clippy::too_many_arguments, reason = "one argument a column of the ledger")]
fn statement(
    id: &str,
    lines: &[u32],
    says: &str,
    kind: &str,
    element: &str,
    verdict: &str,
    figures: &str,
    keys: &[&str],
) -> StatementFinding {
    StatementFinding {
        id: id.into(),
        lines: lines.into(),
        paraphrase: says.into(),
        kind: kind.into(),
        element: element.into(),
        verdict: verdict.into(),
        figures: figures.into(),
        keys: keys.iter().map(|k| (*k).into()).collect(),
    }
}

fn source(key: &str, title: &str, publisher: &str, date: &str, kind: &str) -> SourceInfo {
    SourceInfo {
        key: key.into(),
        title: format!("{title} (invented entry)"),
        publisher: publisher.into(),
        date: date.into(),
        address: format!("https://example.org/{}", key.to_lowercase()),
        kind: kind.into(),
    }
}
