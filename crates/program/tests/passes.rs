//! What the passes make of a model, as a reader of `check --program` sees it.

use check::Model;
use insta::assert_snapshot;
use program::{BuildError, Keep, Program, Request};
use source::{Diagnostics, SourceId};

/// A clock of four steps.
const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 0.25 ~~| SAVEPER = 0.5 ~~|";

fn model(text: &str) -> Model {
    let mut diagnostics = Diagnostics::new();
    let text = if text.contains("FINAL TIME") {
        text.to_string()
    } else {
        format!("{text} {CLOCK}")
    };
    let parsed = parse::vensim(&text, SourceId(0), &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics);
    model.unwrap_or_else(|| panic!("{:?}", diagnostics.iter().collect::<Vec<_>>()))
}

fn build(text: &str, vary: &[&str], keep: &[&str]) -> Result<Program, BuildError> {
    let model = model(text);
    let ids = |names: &[&str]| names.iter().map(|name| model.find(name).expect("a name of the model")).collect();
    let request = Request {
        vary: ids(vary),
        keep: Keep::Only(ids(keep)),
    };
    let program = program::build(&model, &request)?;
    assert_eq!(program::verify(&program), Ok(()));
    Ok(program)
}

/// The program that computes `keep`.
fn program(text: &str, keep: &[&str]) -> Program {
    build(text, &[], keep).expect("a model that can be built")
}

/// The program that computes `keep` when the constants `vary` differ between runs.
fn varying(text: &str, vary: &[&str], keep: &[&str]) -> Program {
    build(text, vary, keep).expect("a model that can be built")
}

const TEACUP: &str = "
    Teacup = INTEG(-Heat Loss, 180) ~~|
    Heat Loss = (Teacup - Room) / Time to Cool ~~|
    Room = 70 ~~|
    Time to Cool = 10 ~~|";

#[test]
fn a_stock_its_flow_and_two_constants() {
    assert_snapshot!(program(TEACUP, &["Teacup", "Heat Loss"]), @r"
    constant u1 = 180
    constant u2 = 70
    constant u3 = 10
    start:
      l0 = copy u1 ; Teacup
    step:
      t0 = subtract l0 u2
      l2 = divide t0 u3 ; Heat Loss
      l1 = negate l2 ; rate of Teacup
    stocks l0 from l1, 1
    save l0 ; Teacup
    save l2 ; Heat Loss
    ");
}

#[test]
fn a_constant_that_varies_is_a_parameter_in_a_lane() {
    assert_snapshot!(varying(TEACUP, &["Room"], &["Teacup"]), @r"
    parameter l2 = 70 ; Room
    constant u1 = 180
    constant u2 = 10
    start:
      l0 = copy u1 ; Teacup
    step:
      t0 = subtract l0 l2
      t1 = divide t0 u2
      l1 = negate t1 ; rate of Teacup
    stocks l0 from l1, 1
    save l0 ; Teacup
    ");
}

#[test]
fn what_constants_give_is_computed_when_the_program_is_built() {
    let text = "
        rate = (a + 3) * EXP(0) / b ~~|
        a = 1 ~~|
        b = 2 ~~|
        s = INTEG(rate * s, 1) ~~|";
    assert_snapshot!(program(text, &["s", "rate"]), @r"
    constant u1 = 1
    constant u2 = 2
    start:
      l0 = copy u1 ; s
    step:
      l1 = multiply u2 l0 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    save u2 ; rate
    ");
}

#[test]
fn a_switch_that_is_known_leaves_only_the_branch_it_takes() {
    let text = "
        switch = 0 ~~|
        rate = IF THEN ELSE(switch = 1, SQRT(s) * 5, s / 2) ~~|
        s = INTEG(rate, 1) ~~|";
    assert_snapshot!(program(text, &["s"]), @r"
    constant u1 = 1
    constant u2 = 2
    start:
      l0 = copy u1 ; s
    step:
      l1 = divide l0 u2 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}

#[test]
fn what_follows_from_parameters_alone_is_computed_once_a_run() {
    let text = "
        p = 2 ~~|
        s = INTEG(s * (EXP(p) / 3), 1) ~~|";
    assert_snapshot!(varying(text, &["p"], &["s"]), @r"
    parameter l2 = 2 ; p
    constant u1 = 1
    constant u2 = 3
    start:
      l0 = copy u1 ; s
      t0 = exp l2
      l3 = divide t0 u2 ; rate of s
    step:
      l1 = multiply l0 l3 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}

#[test]
fn what_follows_from_the_clock_alone_is_computed_once_for_all_runs() {
    let text = "
        p = 2 ~~|
        season = SIN(Time * 6.28) ~~|
        s = INTEG(s * season * p, 1) ~~|";
    assert_snapshot!(varying(text, &["p"], &["s"]), @r"
    parameter l2 = 2 ; p
    constant u1 = 1
    constant u2 = 6.28
    start:
      l0 = copy u1 ; s
    shared step:
      t0 = multiply u0 u2
      u3 = sin t0 ; season
    step:
      t0 = multiply l0 u3
      l1 = multiply t0 l2 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}

#[test]
fn what_only_the_sink_needs_runs_at_save_points_and_what_nobody_needs_not_at_all() {
    let text = "
        s = INTEG(-s, 1) ~~|
        shown = s * 100 ~~|
        shown of time = Time + 1 ~~|
        unseen = EXP(s) ~~|";
    assert_snapshot!(program(text, &["shown", "shown of time"]), @r"
    constant u1 = 1
    constant u3 = 100
    start:
      l0 = copy u1 ; s
    step:
      l1 = negate l0 ; rate of s
    shared save:
      u2 = add u0 u1 ; shown of time
    save:
      l2 = multiply l0 u3 ; shown
    stocks l0 from l1, 1
    save l2 ; shown
    save u2 ; shown of time
    ");
}

#[test]
fn equal_operations_are_computed_once() {
    let text = "
        a = EXP(s / 3) + 1 ~~|
        b = EXP(s / 3) + 2 ~~|
        s = INTEG(a * b, 1) ~~|";
    assert_snapshot!(program(text, &["s"]), @r"
    constant u1 = 1
    constant u2 = 3
    constant u3 = 2
    start:
      l0 = copy u1 ; s
    step:
      t0 = divide l0 u2
      t1 = exp t0
      t0 = add t1 u1
      t2 = add t1 u3
      l1 = multiply t0 t2 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}

#[test]
fn held_values_and_pipelines_advance_once_a_step() {
    let text = "
        seen = SAMPLE IF TRUE(s > 2, s, 0) ~~|
        late = DELAY FIXED(s * 3, 0.5, 0) ~~|
        s = INTEG(late - seen, 1) ~~|";
    assert_snapshot!(program(text, &["s"]), @r"
    constant u1 = 0.5
    constant u2 = 1
    constant u3 = 0
    constant u4 = 2
    constant u5 = 3
    start:
      l6 = copy u1 ; delay of late
      l0 = copy u2 ; s
      l2 = copy u3 ; seen › sample 1 › held
      l4 = copy u3 ; late
    step:
      t0 = greater l0 u4
      l7 = select t0 l0 l2 ; seen › sample 1
      l1 = subtract l4 l7 ; rate of s
    advance:
      l3 = copy l7 ; next of seen › sample 1 › held
      l5 = multiply l0 u5 ; input of late
    stocks l0 from l1, 1
    sample-and-hold l2 from l3, 1
    delay line l4 from l5 after l6
    save l0 ; s
    ");
}

const ARRAY: &str = "
    r: r1, r2, r3 ~~|
    size[r] = 1, 2, 3 ~~|
    total = SUM(x[r!]) ~~|
    share[r] = x[r] / (total + size[r] * 2) ~~|
    x[r] = INTEG(share[r] * total * 0.5, size[r]) ~~|";

#[test]
fn arrays_are_loops_that_share_what_they_can() {
    assert_snapshot!(program(ARRAY, &["total"]), @r"
    constant u1 = 1 ; start of x
    constant u2 = 2 ; start of x
    constant u3 = 3 ; start of x
    constant u4 = 0
    constant u5 = 2 ; share
    constant u6 = 4 ; share
    constant u7 = 6 ; share
    constant u8 = 0.5
    start:
      3 iterations:
        l0+ = copy u1+ ; x
    step:
      l6 = copy u4 ; total
      3 iterations:
        l6 = sum-into l0+ ; total
      3 iterations:
        t0 = add l6 u5+
        t1 = divide l0+ t0
        t0 = multiply t1 l6
        l3+ = multiply t0 u8 ; rate of x
    stocks l0 from l3, 3
    save l6 ; total
    ");
}

#[test]
fn a_matrix_times_a_vector_adds_column_by_column() {
    let text = "
        r: r1, r2 ~~|
        c: c1, c2, c3 ~~|
        m[r,c] = 1,2,3;4,5,6; ~~|
        y[r] = SUM(m[r,c!] * x[c!]) ~~|
        x[c] = INTEG(0.1 * VMAX(y[r!]), 1) ~~|";
    assert_snapshot!(program(text, &["y"]), @r"
    constant u1 = 1 ; start of x
    constant u2 = 1 ; start of x
    constant u3 = 1 ; start of x
    constant u4 = -inf
    constant u5 = 0
    constant u6 = 1 ; m
    constant u7 = 2 ; m
    constant u8 = 3 ; m
    constant u9 = 4 ; m
    constant u10 = 5 ; m
    constant u11 = 6 ; m
    constant u12 = 0.1
    start:
      3 iterations:
        l0+ = copy u1+ ; x
    step:
      l6 = copy u4 ; rate of x
      2 iterations:
        l7+ = copy u5 ; y
      6 iterations:
        t0 = multiply u6[o0] l0[o1]
        l7[o2] = sum-into t0 ; y
      2 iterations:
        l6 = max-into l7+ ; rate of x
      l9 = multiply u12 l6 ; rate of x
      3 iterations:
        l3+ = copy l9 ; rate of x
    stocks l0 from l3, 3
    save l7 ; y[r1]
    save l8 ; y[r2]
    ");
}

#[test]
fn elements_that_need_one_another_run_in_their_order() {
    let text = "
        r: r1, r2, r3 ~~|
        tail: r2, r3 ~~|
        head: r1, r2 -> tail ~~|
        x[r1] = s ~~|
        x[tail] = x[head] * 2 ~~|
        s = INTEG(x[r3], 1) ~~|";
    assert_snapshot!(program(text, &["s"]), @r"
    constant u1 = 1
    constant u2 = 2
    start:
      l0 = copy u1 ; s
    step:
      t0 = multiply l0 u2
      l1 = multiply t0 u2 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    ");
}

#[test]
fn another_rule_at_the_start_is_no_part_of_the_steps() {
    let text = "
        a = ACTIVE INITIAL(s * 2, p + 3) ~~|
        b = a + 1 ~~|
        p = 4 ~~|
        s = INTEG(b, b) ~~|";
    assert_snapshot!(varying(text, &["p"], &["s", "b"]), @r"
    parameter l2 = 4 ; p
    constant u1 = 3
    constant u2 = 1
    constant u3 = 2
    start:
      t0 = add l2 u1
      l0 = add t0 u2 ; s
    step:
      t0 = multiply l0 u3
      l1 = add t0 u2 ; rate of s
    stocks l0 from l1, 1
    save l0 ; s
    save l1 ; b
    ");
}

#[test]
fn a_rate_that_is_a_flow_is_kept_once() {
    let text = "
        flow = 2 * s ~~|
        s = INTEG(flow, 1) ~~|
        total = INTEG(flow, 0) ~~|";
    assert_snapshot!(program(text, &["total", "flow"]), @r"
    constant u1 = 1
    constant u2 = 0
    constant u3 = 2
    start:
      l0 = copy u1 ; s
      l1 = copy u2 ; total
    step:
      l2 = multiply u3 l0 ; rate of s
      l3 = copy l2 ; rate of total
    stocks l0 from l2, 2
    save l1 ; total
    save l2 ; flow
    ");
}

#[test]
fn the_clock_may_be_computed_from_constants_only() {
    let clock = |stop: &str| {
        format!(
            "n = 3 ~~| s = INTEG(1, 0) ~~| INITIAL TIME = 1 ~~| FINAL TIME = {stop} ~~| TIME STEP = 0.5 ~~| SAVEPER = TIME STEP ~~|"
        )
    };
    let program = program(&clock("INITIAL TIME + n * 2"), &["s"]);
    assert_eq!(
        (program.clock.start, program.clock.stop, program.clock.save_every),
        (1.0, 7.0, 0.5)
    );
    let error = |stop: &str, vary: &[&str]| build(&clock(stop), vary, &[]).expect_err("no clock").to_string();
    assert_snapshot!(error("n", &["n"]), @"`FINAL TIME` cannot vary between the runs of one ensemble, and no varied constant may change it");
}

#[test]
fn a_clock_that_cannot_run_is_refused() {
    let error = |name: &str, value: f64| {
        let mut model = model(TEACUP);
        model.set_constant(name, value).expect("a constant");
        program::build(&model, &Request::default()).expect_err("no clock").to_string()
    };
    assert_snapshot!(error("FINAL TIME", f64::INFINITY), @"`FINAL TIME` is inf; it must be a finite number");
    assert_snapshot!(error("FINAL TIME", -1.0), @"`FINAL TIME` is -1; it must be at or after the start");
    assert_snapshot!(error("TIME STEP", 0.0), @"`TIME STEP` is 0; it must be a positive number");
    assert_snapshot!(error("SAVEPER", f64::NAN), @"`SAVEPER` is NaN; it must be a finite number");
}

#[test]
fn only_constants_vary() {
    let error = |name: &str| build(TEACUP, &[name], &[]).expect_err("nothing to set").to_string();
    assert_snapshot!(error("Heat Loss"), @"`Heat Loss` cannot vary between runs: it is not a constant that may be set");
    assert_snapshot!(error("Teacup"), @"`Teacup` cannot vary between runs: it is not a constant that may be set");
    assert_snapshot!(build(TEACUP, &["TIME STEP"], &[]).expect_err("one clock").to_string(), @"`TIME STEP` cannot vary between the runs of one ensemble, and no varied constant may change it");
}

#[test]
fn a_loop_too_long_to_run_is_refused_before_it_takes_memory() {
    let text = "
        a: (a1-a1000) ~~|
        x[a] = INTEG(0.1, 1) ~~|
        b <-> a ~~| c <-> a ~~|
        y = SUM(x[a!] * x[b!] * x[c!]) ~~|";
    let error = build(text, &[], &["y"]).expect_err("a thousand millions");
    assert_snapshot!(error.to_string(), @"the model needs 1000000000 iterations of one loop for `y`; the limit is 16777216");
}

#[test]
fn work_is_counted() {
    let text = "
        r: (r1-r10) ~~|
        p = 2 ~~|
        mean = SUM(x[r!]) / 10 ~~|
        pull[r] = (mean - x[r]) / (p * 3) ~~|
        season = SIN(Time) ~~|
        x[r] = INTEG(pull[r] + season, 1) ~~|
        squares = SUM(x[r!] * x[r!]) ~~|
        late = DELAY3(mean, p) ~~|";
    let program = varying(text, &["p"], &["squares", "late"]);
    assert_snapshot!(program.work(), @"
    instructions                         all       moves  arithmetic   functions  reductions
    once a run                            15          13           2           0           0
    every evaluation, for all runs         1           0           0           1           0
    every evaluation                      48           1          37           0          10
    every save point                      22           2          10           0          10
    a run: 35 slots and 2 temporaries, 296 bytes
    all runs of a block: 15 slots, 120 bytes
    ");
}

/// Regions that infect each other through what they have in common.
fn regions(count: usize) -> String {
    format!(
        "Region: (R1-R{count}) ~~|
        population[Region] = 1000 ~~| travel[Region] = 0.02 ~~| initial infected[Region] = 3 ~~|
        abroad = SUM(Infected[Region!]) / SUM(population[Region!]) ~~|
        contagion[Region] = 0.4 * (Infected[Region] / population[Region] + travel[Region] * abroad) ~~|
        infecting[Region] = contagion[Region] * Susceptible[Region] ~~|
        recovering[Region] = Infected[Region] / 9 ~~|
        Susceptible[Region] = INTEG(-infecting[Region], population[Region] - initial infected[Region]) ~~|
        Infected[Region] = INTEG(infecting[Region] - recovering[Region], initial infected[Region]) ~~|"
    )
}

#[test]
fn arrays_stay_arrays_however_long_they_are() {
    let [short, long] = [1_000, 10_000].map(|count| program(&regions(count), &["abroad"]));
    let blocks = |program: &Program| [&program.start, &program.step, &program.save].map(|list| list.to_vec());
    let lines = |program: &Program| blocks(program).concat().iter().map(|b| b.code.len()).sum::<usize>();
    assert_eq!(lines(&short), lines(&long));
    assert_eq!(
        long.offset_tables,
        Vec::<Vec<u32>>::new(),
        "no iteration has a subscript of its own"
    );
    // A region takes two divisions, three products, a sum, a difference, a sign and an addend; all together a 0 and a division.
    assert_eq!(
        [short.work().step.all(), long.work().step.all()],
        [9 * 1_000 + 2, 9 * 10_000 + 2]
    );
}
