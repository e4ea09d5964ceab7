//! The verifier refuses what no pass may make.

use program::{Block, IndexMap, Instruction, Op, Operand, Parameter, Program, verify};
use source::{Diagnostics, SourceId};

/// A program with a uniform list, a lane list, a loop and a temporary.
fn program() -> Program {
    let text = "
        r: r1, r2, r3 ~~|
        p = 2 ~~|
        x[r] = INTEG(SIN(Time) * p - EXP(x[r] / p), 1) ~~|
        INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 0.25 ~~| SAVEPER = 0.5 ~~|";
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics).expect("a model");
    let vary = vec![model.find("p").expect("a constant")];
    let request = program::Request {
        vary,
        ..program::Request::default()
    };
    program::build(&model, &request).expect("a program")
}

/// What the verifier says after `change`.
fn refusal(change: impl FnOnce(&mut Program)) -> String {
    let mut program = program();
    assert_eq!(verify(&program), Ok(()));
    change(&mut program);
    verify(&program).expect_err("the program is wrong now")
}

fn lane(base: u32, index: IndexMap) -> Operand {
    Operand::Lane { base, index }
}

fn instruction(op: Op, target: Operand, a: Operand, b: Operand) -> Instruction {
    let none = Operand::None;
    let arguments = [a, b, none, none];
    Instruction { op, target, arguments }
}

/// What the verifier says of a program with this loop of three iterations in it.
fn refused(code: Instruction) -> String {
    let block = Block {
        iterations: 3,
        code: vec![code],
    };
    refusal(|program| program.step.push(block))
}

#[test]
fn slots_must_exist() {
    let (first, far) = (lane(0, IndexMap::Fixed), lane(10_000, IndexMap::Fixed));
    assert!(refused(instruction(Op::Negate, first, far, Operand::None)).contains("slot 10000 does not exist"));
    assert!(refused(instruction(Op::Negate, far, first, Operand::None)).contains("slot 10000 does not exist"));
    let last = program().lane_slots - 2;
    let beyond = refused(instruction(
        Op::Copy,
        lane(last, IndexMap::Consecutive),
        first,
        Operand::None,
    ));
    assert!(
        beyond.contains("does not exist"),
        "the third iteration is beyond the end: {beyond}"
    );
    assert!(
        refused(instruction(
            Op::Copy,
            lane(0, IndexMap::Table(99)),
            first,
            Operand::None
        ))
        .contains("offset table 99")
    );
    assert!(refusal(|p| p.stocks.count = 10_000).contains("a state has no slot"));
    let slot = 10_000;
    let parameter = |p: &mut Program| {
        p.parameters[0] = Parameter {
            slot,
            ..p.parameters[0].clone()
        };
    };
    assert!(refusal(parameter).contains("a parameter has no slot"));
}

#[test]
fn temporaries_are_written_before_they_are_read() {
    let read = instruction(
        Op::Negate,
        lane(0, IndexMap::Fixed),
        Operand::Temporary(0),
        Operand::None,
    );
    assert!(refused(read).contains("t0 is read before it is written"));
    let unknown = instruction(
        Op::Negate,
        Operand::Temporary(900),
        lane(0, IndexMap::Fixed),
        Operand::None,
    );
    assert!(refused(unknown).contains("t900 does not exist"));
}

#[test]
fn code_keeps_to_its_bank() {
    let uniform = Operand::Uniform {
        base: 0,
        index: IndexMap::Fixed,
    };
    let to_uniform = instruction(Op::Copy, uniform, lane(0, IndexMap::Fixed), Operand::None);
    assert!(refused(to_uniform).contains("it writes where it must not"));
    let from_lane = |p: &mut Program| p.shared_step[0].code.push(to_uniform);
    assert!(refusal(from_lane).contains("uniform code reads a lane"));
}

#[test]
fn operations_have_their_arguments() {
    let (a, b) = (lane(0, IndexMap::Fixed), lane(1, IndexMap::Fixed));
    assert!(refused(instruction(Op::Add, a, b, Operand::None)).contains("an argument is missing"));
    assert!(refused(instruction(Op::Negate, a, b, b)).contains("too many arguments"));
    assert!(refused(instruction(Op::Add, a, a, b)).contains("it reads what it writes"));
    let table = Operand::Table {
        base: 0,
        index: IndexMap::Fixed,
    };
    assert!(refused(instruction(Op::Add, a, b, table)).contains("a table stands where a number should"));
}

#[test]
fn iterations_must_not_read_what_others_write() {
    let shifted = instruction(
        Op::Copy,
        lane(1, IndexMap::Consecutive),
        lane(0, IndexMap::Consecutive),
        Operand::None,
    );
    assert!(refused(shifted).contains("it reads what another iteration writes"));
    let fixed = instruction(
        Op::Copy,
        lane(0, IndexMap::Consecutive),
        lane(2, IndexMap::Fixed),
        Operand::None,
    );
    assert!(refused(fixed).contains("it reads what another iteration writes"));
}

#[test]
fn the_clock_must_run() {
    let no_clock = "the clock does not run from its start to its stop";
    for number in [f64::NAN, f64::INFINITY, -1.0] {
        assert_eq!(refusal(|program| program.clock.stop = number), no_clock);
        assert_eq!(refusal(|program| program.clock.save_every = number), no_clock);
    }
    assert_eq!(refusal(|program| program.clock.step = 0.0), no_clock);
    assert!(refusal(|program| program.clock.time = u32::MAX).contains("the clock has no slot"));
}

#[test]
fn numbers_that_a_program_states_must_not_wrap_around() {
    assert!(refusal(|program| program.stocks.state = u32::MAX).contains("a state has no slot"));
    assert!(refusal(|program| program.stocks.change = program.stocks.state).contains("a state has no slot"));
    assert!(refusal(|program| program.temporaries = u32::MAX).contains("temporaries hold at most"));
    assert!(refusal(|program| program.step[0].iterations = u32::MAX).contains("iterations"));
}
