//! Arrays: subscripts written, implied and computed, and functions of whole arrays.

use super::{VARIABLES, check, check_array, equations, file, model};

#[test]
fn an_array_without_subscripts_takes_those_of_the_left_side() {
    check_array("x + a", "x[Region] + a");
    check_array("m[Region, 2]", "m[Region, 2]");
    check_array("square", "square[Region, Region]");
}

#[test]
fn elements_go_by_name_by_number_and_by_their_dimension() {
    check("x[South]", "x[South]");
    check("x[2]", "x[South]");
    check("x[Region.South]", "x[South]");
    check("m[West, 1]", "m[West, 1]");
    check("Region.West + North", "3 + 1");
}

#[test]
fn a_dimension_used_as_a_number_is_the_position_at_hand() {
    check_array("Region * 10", "Region position[Region] * 10");
}

#[test]
fn functions_of_arrays_run_over_what_is_left_open() {
    check("SUM(x)", "SUM(x[Region!])");
    check("SUM(x[*])", "SUM(x[Region!])");
    check("SUM(x[*] * m[*, 1])", "SUM(x[Region!] * m[Region!, 1])");
    check("SUM(x[*:Part])", "SUM(x[Part!])");
    check("SUM(x[2:3])", "SUM(x[Region from South to West!])");
    check("SUM(x[Region])", "SUM(x[Region!])");
    check("MIN(x)", "VMIN(x[Region!])");
    check("MAX(x[*])", "VMAX(x[Region!])");
    check("PROD(x)", "PROD(x[Region!])");
    check("MEAN(m)", "SUM(m[Region!, N!]) / 6");
    check("SIZE(Region) + SIZE(m[*, 1])", "3 + 3");
    check("SUM(a)", "a");
    check_array("SUM(m[Region, *])", "SUM(m[Region, N!])");
}

#[test]
fn the_same_dimension_twice_runs_twice() {
    check("SUM(square[*, *])", "SUM(square[Region!, Region again 1!])");
    let variables = "<aux name=\"s\"><dimensions><dim name=\"Region\"/><dim name=\"Region\"/></dimensions><eqn>1</eqn></aux>\
        <aux name=\"t\"><dimensions><dim name=\"Region\"/><dim name=\"Region\"/></dimensions><eqn>2 * s</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(
        equations(&model, "t"),
        "t[Region,Region again 1] = 2 * s[Region, Region again 1]"
    );
    let alias = model.dimensions.iter().find(|d| &*d.name.text == "Region again 1");
    let original = alias.and_then(|d| d.alias_of.as_ref());
    assert_eq!(original.map(|name| &*name.text), Some("Region"));
}

/// Outside of the array there is 0, so no single element may be taken by itself.
#[test]
fn a_computed_subscript_chooses_among_all_elements() {
    check(
        "x[a + 1]",
        "SUM(IF THEN ELSE(Region position[Region again 100!] = INTEGER(a + 1), x[Region again 100!], 0))",
    );
    let variables = format!("{VARIABLES}<aux name=\"r\"><eqn>x[a]</eqn></aux>");
    let model = model(&file(&variables));
    assert_eq!(
        equations(&model, "Region position"),
        "hidden Region position[Region] = [[1.0, 2.0, 3.0]]"
    );
}

#[test]
fn each_element_may_have_its_own_formula() {
    let variables = "<aux name=\"y\"><dimensions><dim name=\"Region\"/></dimensions><eqn>2</eqn></aux>\
        <aux name=\"z\"><dimensions><dim name=\"Region\"/></dimensions>\
        <element subscript=\"North\"><eqn>y</eqn></element>\
        <element subscript=\"South\"><eqn>y[West] + z[North]</eqn></element>\
        <element subscript=\"3\"><eqn>y[Region]</eqn></element></aux>";
    assert_eq!(
        equations(&model(&file(variables)), "z"),
        "z[North] = y[North]\nz[South] = y[West] + z[North]\nz[West] = y[West]"
    );
}

#[test]
fn a_formula_for_all_leaves_out_the_elements_that_have_their_own() {
    let variables = "<aux name=\"z\"><dimensions><dim name=\"Region\"/></dimensions><eqn>1</eqn>\
        <element subscript=\"North\"><eqn>2</eqn></element></aux>";
    assert_eq!(
        equations(&model(&file(variables)), "z"),
        "z[Region] except [North] = 1\nz[North] = 2"
    );
}

#[test]
fn a_list_has_a_value_for_each_element() {
    let array = |eqn: &str| {
        let variables =
            format!("{VARIABLES}<aux name=\"z\"><dimensions><dim name=\"Region\"/></dimensions>{eqn}</aux>");
        equations(&model(&file(&variables)), "z")
    };
    assert_eq!(array("<eqn>1, -2, 3</eqn>"), "z[Region] = [[1.0, -2.0, 3.0]]");
    assert_eq!(
        array("<eqn>1, a, x</eqn>"),
        "z[North] = 1\nz[South] = a\nz[West] = x[West]"
    );
    assert_eq!(
        array("<eqn>1</eqn><eqn>a</eqn><eqn>b</eqn>"),
        "z[North] = 1\nz[South] = a\nz[West] = b"
    );
}

#[test]
fn a_dimension_with_a_size_has_numbers_for_elements() {
    let model = model(&file("<aux name=\"a\"><eqn>1</eqn></aux>"));
    let dimension = model.dimensions.iter().find(|d| &*d.name.text == "N");
    let members = dimension.map(|d| format!("{:?}", d.members.len()));
    assert_eq!(members.as_deref(), Some("2"));
}

/// In XMILE a variable may be called like an element; the model knows both, each under a key of its own.
#[test]
fn variables_and_elements_may_share_a_name() {
    let variables = "<aux name=\"North\"><eqn>7</eqn></aux>\
        <aux name=\"y\"><dimensions><dim name=\"Region\"/></dimensions><eqn>1</eqn></aux>\
        <aux name=\"z\"><eqn>y[North] + North</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "z"), "z = y[North] + North");
    let region = &model.dimensions[0].members[0];
    let parse::Member::Named(element) = region else {
        panic!("{region:?} is an element");
    };
    assert_ne!(&*element.key, "north");
}
