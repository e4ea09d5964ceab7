use crate::models::{REGIONS, TEACUP};
use crate::{counterflow, folder};

#[test]
fn a_good_model() {
    let folder = folder(&[("teacup.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["check", "teacup.mdl", "--strict"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    teacup.mdl: 8 variables (1 stock, 5 constants, 0 lookups), time 0 to 30 by 0.125; no problems found
    --- stderr
    ");
}

#[test]
fn all_that_is_wrong_at_once() {
    let text = TEACUP.replace("Room = 70", "Room = 70 + rom").replace("Cooling time = 10", "Cooling time = (10");
    let folder = folder(&[("teacup.mdl", &text)]);
    let ran = counterflow(folder.path(), &["check", "teacup.mdl"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 2
    --- stdout
    teacup.mdl: cannot be run; 2 errors
    --- stderr
    error[unbalanced-parenthesis]: this `(` is never closed
     --> teacup.mdl:5:16
      |
    5 | Cooling time = (10 ~ Minute ~ |
      |                ^   - expected `)` before this
      |                |
      |                opened here
    error[unknown-name]: no variable or function is called `rom`
     --> teacup.mdl:4:13
      |
    4 | Room = 70 + rom ~ degree ~ |
      |             ^^^ not defined in this model
      |
      = help: a similar name is `Room`
    ");
    let run = counterflow(folder.path(), &["run", "teacup.mdl"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
}

#[test]
fn findings_for_a_program_to_read() {
    let text = TEACUP.replace("Room = 70", "Room = 70 + rom");
    let folder = folder(&[("teacup.mdl", &text)]);
    let ran = counterflow(folder.path(), &["check", "teacup.mdl", "--json"]);
    assert_eq!(ran.err, "");
    insta::assert_snapshot!(ran.all(), @r#"
    exit 2
    --- stdout
    {
      "errors": 1,
      "file": "teacup.mdl",
      "findings": [
        {
          "hints": [
            "a similar name is `Room`"
          ],
          "id": "unknown-name",
          "message": "no variable or function is called `rom`",
          "places": [
            [
              "teacup.mdl:4:13",
              "not defined in this model"
            ]
          ],
          "severity": "error"
        }
      ],
      "not_listed": 0,
      "runs": false
    }
    --- stderr
    "#);
}

#[test]
fn the_program_that_a_run_executes() {
    let folder = folder(&[("regions.mdl", REGIONS), ("teacup.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["check", "regions.mdl", "--program"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("People[North]"), "{}", ran.out);
    let ran = counterflow(folder.path(), &["check", "teacup.mdl", "--program"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    teacup.mdl: 8 variables (1 stock, 5 constants, 0 lookups), time 0 to 30 by 0.125; no problems found

    instructions                         all       moves  arithmetic
    once a run                             1           1           0
    every evaluation                       3           0           3
    a run: 3 slots and 1 temporary, 32 bytes
    all runs of a block: 7 slots, 56 bytes

    constant u1 = 180
    constant u2 = 70
    constant u3 = 10
    constant u4 = 0
    constant u5 = 30
    constant u6 = 0.125
    start:
      l0 = copy u1 ; Teacup
    step:
      t0 = subtract l0 u2
      l2 = divide t0 u3 ; Heat loss
      l1 = negate l2 ; rate of Teacup
    stocks l0 from l1, 1
    save l0 ; Teacup
    save l2 ; Heat loss
    save u2 ; Room
    save u3 ; Cooling time
    save u4 ; INITIAL TIME
    save u5 ; FINAL TIME
    save u6 ; TIME STEP
    save u6 ; SAVEPER
    --- stderr
    ");
}

/// A change of the compiler that makes the flagship slower shows here, on any machine.
#[test]
fn the_work_of_the_flagship() {
    let model = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../studies/us-mexico/model/us-mexico.mdl"
    );
    let ran = counterflow(std::path::Path::new("."), &["check", model, "--program"]);
    let work: Vec<&str> = ran.out.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    insta::assert_snapshot!(work.join("\n"), @"
    instructions                         all       moves  arithmetic     choices   functions     lookups  reductions
    once a run                            63          63           0           0           0           0           0
    every evaluation, for all runs       194          14         141           7           5          27           0
    every evaluation                     734          28         645           4          33           0          24
    every save point, for all runs        12           0           9           0           0           3           0
    every save point                     100           3          91           0           2           0           4
    a run: 313 slots and 9 temporaries, 2576 bytes
    all runs of a block: 336 slots, 2688 bytes
    ");
}

#[test]
fn loops_are_shown_link_by_link() {
    let text = "Water= INTEG(inflow - outflow, 5) ~~|\ninflow= gap / 2 ~~|\ngap= wanted - Water ~~|\nwanted= 10 ~~|\n\
                outflow= Water * leak ~~|\nleak= 0 ~~|\n\
                INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|\n";
    let folder = folder(&[("water.mdl", text)]);
    let ran = counterflow(folder.path(), &["check", "--loops", "water.mdl"]);
    insta::assert_snapshot!(ran.out, @"
    water.mdl: 10 variables (1 stock, 6 constants, 0 lookups), time 0 to 10 by 1; no problems found

    2 shortest independent loops (Oliva 2004)
    L1   without effect in the base run
         Water -(0 while leak = 0)-> outflow -(-)-> Water
    L2   balancing
         Water -(-)-> gap -(+)-> inflow -(+)-> Water

    Each link is judged by its own equation along one run of the model as it stands: at every save point the cause is raised and lowered by 0.1 % (where it is near 0, by a millionth) while all else stays, and the sign of the difference is the link's. A loop reinforces when an even number of its links is negative.
    ");
}

#[test]
fn a_finding_explained() {
    let folder = folder(&[]);
    let ran = counterflow(folder.path(), &["check", "--explain", "bang-outside-reduction"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    ## bang-outside-reduction

    `!` stands outside of SUM, PROD, VMIN, VMAX.

    ```vensim
    R: p, q ~ ~ |
    x[R] = 1 ~ ~ |
    y = x[R!] ~ ~ |
    ```

    ```rendered
    error[bang-outside-reduction]: `R!` can only be used inside a reduction such as SUM
     --> example.mdl:3:7
      |
    3 | y = x[R!] ~ ~ |
      |       ^
      |
      = help: `SUM(…[R!])`
    ```

    **What to do.** Put it inside, or take `!` away.

    --- stderr
    ");
    let wrong = counterflow(folder.path(), &["check", "--explain", "unkown-name"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    insta::assert_snapshot!(wrong.err, @"
    error: no diagnostic has the id `unkown-name`
      = help: counterflow check --explain unknown-name
    ");
}
