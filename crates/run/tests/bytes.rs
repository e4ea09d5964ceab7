//! Programs as bytes: they run as those that were built, and what the verifier lets through does not panic.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use program::{Block, IndexMap, Operand, Program, verify};
use proptest::prelude::*;
use run::Options;
use std::sync::LazyLock;
use support::ensembles::{Rows, bits, ensemble};
use support::text;

const TEXTS: [&str; 3] = [
    "k = 0.5 ~~| s = INTEG(EXP(-s) * k - s / 3, 1) ~~| late = DELAY FIXED(s, 0.75, k) ~~| smoothed = SMOOTH3(s, 2) ~~|",
    "r: r1, r2, r3 ~~| c: c1, c2 ~~| k = 2 ~~| size[r] = 3, 1, 2 ~~| m[r,c] = 1,2;3,4;5,6; ~~|
     effect((0,0),(1,2),(4,3)) ~~| held = SAMPLE IF TRUE(Time > 1, x[r1], 1) ~~|
     x[r] = INTEG(SUM(m[r, c!] * x[r]) - effect(x[r]) * k + VECTOR RANK(size[r], 1) + held, size[r]) ~~|",
    "item: (i1-i70) ~~| k = 0.1 ~~| level[item] = INTEG(RANDOM NORMAL(-9, 9, k, 1, 0), k) ~~| together = SUM(level[item!]) ~~|
     largest = VMAX(level[item!]) ~~| wave[item] = SIN(Time * k) * level[item] + level[i1] ~~|",
];

static PROGRAMS: LazyLock<Vec<Program>> = LazyLock::new(|| {
    let model = |text: &&str| text::model(&format!("{text} {}", text::clock(3.0, 0.25, 0.5)));
    TEXTS.iter().map(|text| text::program(&model(text), &["k"])).collect()
});

#[test]
fn a_program_from_bytes_runs_to_the_same_bits() {
    for program in &*PROGRAMS {
        let back = Program::from_bytes(&program.to_bytes()).unwrap();
        let of = |program| run::simulate(program, &[0.75]).unwrap();
        let values = |program| -> Vec<Vec<u64>> {
            let columns = of(program).values.into_iter();
            columns.map(|column| column.into_iter().map(bits).collect()).collect()
        };
        assert_eq!(of(&back).names, of(program).names);
        assert_eq!(values(&back), values(program));
        let rows = Rows((0..70).map(|row| vec![f64::from(row) / 70.0]).collect());
        assert_eq!(ensemble(&back, &rows, 64, 2), ensemble(program, &rows, 64, 2));
    }
}

/// Replaces an operand by another, of a slot that may exist.
fn change(program: &mut Program, [place, kind, base, index]: [usize; 4]) {
    let base = base as u32 % (program.uniform_slots.max(program.lane_slots) + 2);
    let index = match index % 4 {
        0 => IndexMap::Consecutive,
        1 => IndexMap::Table((index % 3) as u32),
        _ => IndexMap::Fixed,
    };
    let operand = match kind % 4 {
        0 => Operand::Temporary(base % 4),
        1 => Operand::Uniform { base, index },
        _ => Operand::Lane { base, index },
    };
    let lists = [
        &mut program.start,
        &mut program.shared_step,
        &mut program.step,
        &mut program.advance,
        &mut program.save,
    ];
    let code = lists.into_iter().flatten().flat_map(|Block { code, .. }| code);
    let mut operands: Vec<&mut Operand> = code
        .flat_map(|instruction| instruction.arguments.iter_mut().chain([&mut instruction.target]))
        .filter(|operand| **operand != Operand::None)
        .collect();
    let place = place % operands.len();
    *operands[place] = operand;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_program_that_keeps_the_rules_does_not_panic(which in 0..TEXTS.len(), changes in prop::collection::vec(any::<[usize; 4]>(), 1..4)) {
        let mut program = PROGRAMS[which].clone();
        changes.into_iter().for_each(|at| change(&mut program, at));
        if verify(&program).is_ok() {
            _ = run::simulate(&program, &[]);
            let rows = Rows(vec![vec![0.5]; 9]);
            for width in [8, 64] {
                let options = Options { threads: 1, width, ..Options::default() };
                support::ensembles::ensemble_with(&program, &rows, options);
            }
        }
    }
}
