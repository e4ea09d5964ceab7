//! What is found wrong with the numbers of a study: their ranges, their units, and the years that they are of.

mod common;
use common::{edited, finding};

#[test]
fn ranges() {
    insta::assert_snapshot!(finding("base = 0.05", "base = 0.5"), @"
    error[range-excludes-base]: the range 0.03 to 0.07 leaves out its base 0.5
      --> study.toml:78:8
       |
    78 | base = 0.5
       |        ^^^
       |
       = help: low = 0.03 and high = 0.5 hold it
    warning[base-differs-from-model]: the base is 0.5, but the model has 0.05
      --> study.toml:78:8
       |
    78 | base = 0.5
       |        ^^^
       |
       = help: base = 0.05, or that number in the model
    ");
    insta::assert_snapshot!(finding("base = 0.05\n", ""), @r#"
    error[range-without-base]: the uncertainty `birth rate` has a range without its `base`
      --> study.toml:76:17
       |
    76 | [uncertainties."birth rate"]
       |                 ^^^^^^^^^^
       |
       = help: base = 0.05, the model's own value
    "#);
    insta::assert_snapshot!(finding("base = 0.05", "base = 0.06"), @"
    warning[base-differs-from-model]: the base is 0.06, but the model has 0.05
      --> study.toml:78:8
       |
    78 | base = 0.06
       |        ^^^^
       |
       = help: base = 0.05, or that number in the model
    ");
    insta::assert_snapshot!(finding("low = 0.03", "low = 0.08"), @"
    error[empty-range]: the range of `birth rate` is empty: 0.08 to 0.07
      --> study.toml:79:8
       |
    79 | high = 0.07
       |        ^^^^
       |
       = help: low = 0.07 and high = 0.08
    ");
    insta::assert_snapshot!(finding("low = 0.0005", "low = 0"), @r#"
    error[scale-needs-positive]: a logarithmic scale needs a range above 0
      --> study.toml:85:7
       |
    85 | low = 0
       |       ^
       |
       = help: scale = "linear", or low = a small number above 0
    "#);
    insta::assert_snapshot!(finding("\"culling\" = 0.02", "\"culling\" = 0.2"), @r#"
    error[lever-out-of-range]: `culling` goes from 0 to 0.1, not to 0.2
       --> study.toml:113:13
        |
    113 | "culling" = 0.2
        |             ^^^
    "#);
    insta::assert_snapshot!(finding("count = 200", "count = 2_000_000"), @"
    error[futures-out-of-range]: a study has 1 to 1000000 futures, not 2000000
      --> study.toml:23:9
       |
    23 | count = 2_000_000
       |         ^^^^^^^^^
       |
       = help: 200 for a quick look, 2000 for a study
    ");
}

#[test]
fn units() {
    insta::assert_snapshot!(finding("unit = \"animals\"", "unit = \"animal/year\""), @r#"
    error[unit-differs]: the unit is `animal/year`, but the integral of `eaten per year` is in `animal`
      --> study.toml:60:9
       |
    60 | unit = "animal/year"
       |         ^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(finding("unit = \"animals\"\n", ""), @r#"
    error[missing-unit]: the outcome `eaten` has no `unit`
      --> study.toml:56:12
       |
    56 | [outcomes."eaten"]
       |            ^^^^^
       |
       = help: unit = "dmnl" for a pure number
    "#);
    insta::assert_snapshot!(finding("unit = \"1/(animal*month)\"", "unit = \"1/(animal*month\""), @r#"
    error[unit-unreadable]: `1/(animal*month` cannot be read as a unit
      --> study.toml:89:9
       |
    89 | unit = "1/(animal*month"
       |         ^^^^^^^^^^^^^^^
       |
       = help: write it as in `person/year` or `1/(person*week)`
    "#);
    insta::assert_snapshot!(
        finding("@ 'cull' > 1.05 * 'prey 2020' @", "@ 'cull' > 1.05 * 'growth of prey' @"), @r#"
    error[claim-compares-units]: this compares `animal` with `dmnl`
       --> study.toml:124:36
        |
    124 | holds_if = "'prey 2020' @ 'cull' > 1.05 * 'growth of prey' @ 'leave them'"
        |             --------------------   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `dmnl`
        |             |
        |             in `animal`
        |
        = help: `change('outcome' @ 'policy')` has no unit
    "#);
    let (_, findings) = edited(&[("data/animals.csv", "2002,215,animal,", "2002,215,kg,")]);
    insta::assert_snapshot!(findings, @r#"
    warning[two-units]: `prey_counted` is in `animal` in other rows
     --> data/animals.csv:3:19
      |
    2 | prey_counted,2000,200,animal,https://example.org/prey,invented for tests
      |                   --- the unit of the first row
    3 | prey_counted,2002,215,kg,https://example.org/prey,
      |                   ^^^ `kg` here
    error[unit-differs]: `prey_counted` is in `kg`, but the variable is in `animal`
      --> study.toml:37:11
       |
    37 | series = "prey_counted"
       |           ^^^^^^^^^^^^
       |
      ::: data/animals.csv:3:19
       |
     3 | prey_counted,2002,215,kg,https://example.org/prey,
       |                   --- here
    error[unit-differs]: `prey_counted` is in `kg`, but the variable is in `animal`
       --> study.toml:147:11
        |
    147 | series = "prey_counted"
        |           ^^^^^^^^^^^^
        |
       ::: data/animals.csv:3:19
        |
      3 | prey_counted,2002,215,kg,https://example.org/prey,
        |                   --- here
    "#);
}

#[test]
fn windows() {
    insta::assert_snapshot!(finding("between = [2010, 2020]", "between = [2020, 2010]"), @"
    error[empty-window]: `between` ends before it begins
      --> study.toml:59:11
       |
    59 | between = [2020, 2010]
       |           ^^^^^^^^^^^^
       |
       = help: between = [2010, 2020]
    ");
    insta::assert_snapshot!(finding("between = [2010, 2020]", "between = [2010, 2021]"), @"
    error[window-beyond-study]: the outcome `eaten` reaches to 2021, but the study ends in 2020
      --> study.toml:59:11
       |
    59 | between = [2010, 2021]
       |           ^^^^^^^^^^^^
       |
       = help: end it in 2020, or let the study go on: until = 2021
    ");
    insta::assert_snapshot!(finding("from = 2012", "from = 2009"), @r#"
    error[policy-before-its-time]: a policy cannot begin before 2010: the past is the same under each
       --> study.toml:115:22
        |
    115 | "culling" = { from = 2009, until = 2014, ramp = 0.5, value = 0.05 }
        |                      ^^^^
        |
        = help: from = 2010
    "#);
    insta::assert_snapshot!(finding("until = 2014", "until = 2011"), @r#"
    error[empty-window]: this ends in 2011, before it begins in 2012
       --> study.toml:115:36
        |
    115 | "culling" = { from = 2012, until = 2011, ramp = 0.5, value = 0.05 }
        |                                    ^^^^
        |
        = help: until = 2013
    "#);
    insta::assert_snapshot!(finding("at = 2020\n", ""), @r#"
    error[missing-key]: the outcome `prey 2020` is a value at a date, and has no `at`
      --> study.toml:45:12
       |
    45 | [outcomes."prey 2020"]
       |            ^^^^^^^^^
       |
       = help: at = 2030
    "#);
    insta::assert_snapshot!(finding("reduce = \"max\"", "reduce = \"maximum\""), @r#"
    error[unknown-word]: `maximum` is not a way to reduce a course to a number
      --> study.toml:65:11
       |
    65 | reduce = "maximum"
       |           ^^^^^^^
       |
       = help: integral, mean, final, max, min, at, `at YEAR`, `time above X`, `change since YEAR` or `relative change since YEAR`
    "#);
    insta::assert_snapshot!(finding("at = 2004", "at = 2011"), @"
    error[not-in-history]: history goes from 2000 to 2010, where policies begin
      --> study.toml:31:6
       |
    31 | at = 2011
       |      ^^^^
       |
       = help: at = 2010
    ");
    insta::assert_snapshot!(finding("calibrate = [2000, 2004]", "calibrate = [2000, 2010]"), @"
    error[not-in-history]: calibration must end before policies begin, in 2010
      --> study.toml:27:13
       |
    27 | calibrate = [2000, 2010]
       |             ^^^^^^^^^^^^
       |
       = help: calibrate = [2000, 2009]
    ");
    insta::assert_snapshot!(finding("calibrate = [2000, 2004]", "calibrate = [1990, 1995]"), @r#"
    error[empty-window]: `prey_counted` has no observation from 1990 to 1995
      --> study.toml:37:11
       |
    37 | series = "prey_counted"
       |           ^^^^^^^^^^^^
    "#);
    let later = edited(&[("model/predator.mdl", "\t240", "\t200")]).1;
    insta::assert_snapshot!(later, @"
    error[window-beyond-model]: the study runs until 2020, but the model ends in 2016.67
      --> study.toml:19:9
       |
    19 | until = 2020
       |         ^^^^
       |
       = help: FINAL TIME = 240
    ");
}
