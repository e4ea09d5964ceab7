//! Arrays: which cells an equation defines, and which cells a reference means.

mod common;

use common::{model, naive, order, print};
use insta::assert_snapshot;

/// The value at the first save point of every cell whose name starts with `name`.
fn values(text: &str, name: &str) -> Vec<f64> {
    let trajectory = naive::run(&model(text));
    let is_asked = |n: &String| n == name || n.starts_with(&format!("{name}["));
    let columns = trajectory.names.iter().enumerate().filter(|(_, n)| is_asked(n));
    columns.map(|(at, _)| trajectory.rows[0][at]).collect()
}

const REGIONS: &str = "Region: North, South, East ~~| Coast: South, East ~~|";

#[test]
fn an_equation_over_a_dimension_is_one_loop() {
    let text = format!(
        "{REGIONS} people[Region] = 1, 2, 3 ~~|
         share[Region] = people[Region] / people[North] ~~|"
    );
    assert_snapshot!(print(&text), @r"
    people[Region]: constant [1.0, 2.0, 3.0]
    share[Region]: auxiliary
    #0 value share[i0[0, 1, 2]] [3] = Divide(people[i0[0, 1, 2]], people[0])
    ");
}

#[test]
fn a_subrange_reads_and_defines_its_part_of_the_dimension() {
    let text = format!(
        "{REGIONS} x[Region] = 1, 2, 3 ~~|
         y[North] = 10 ~~| y[Coast] = 2 * x[Coast] ~~|
         z[Coast] = y[Coast] + x[North] ~~|"
    );
    assert_eq!(values(&text, "y"), [10.0, 4.0, 6.0]);
    assert_eq!(values(&text, "z"), [5.0, 7.0]);
}

#[test]
fn elements_keep_the_order_of_the_dimension_that_the_equation_names() {
    let text = format!(
        "{REGIONS} Backwards: East, South, North ~~|
         x[Region] = 1, 2, 3 ~~| y[Backwards] = x[Backwards] ~~| w[Backwards] = 7, 8, 9 ~~|
         u[Region] = w[Region] ~~|"
    );
    assert_eq!(values(&text, "y"), [3.0, 2.0, 1.0]);
    assert_eq!(values(&text, "u"), [9.0, 8.0, 7.0]);
}

#[test]
fn numbered_ranges_subranges_within_dimensions_and_forward_references() {
    let text =
        "All: Part, C ~~| Part: (A1-A3) ~~| x[All] = 1, 2, 3, 4 ~~| y[Part] = x[Part] ~~| last = x[C] + x[A3] ~~|";
    assert_eq!(values(text, "x"), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(values(text, "y"), [1.0, 2.0, 3.0]);
    assert_eq!(values(text, "last"), [7.0]);
}

#[test]
fn numbers_run_along_the_last_dimension() {
    let text = "Row: a, b ~~| Col: p, q, r ~~| Plane: x, y ~~|
        m[Row,Col] = 1,2,3; 4,5,6; ~~| mt[Col,Row] = m[Row,Col] ~~|
        cube[x,Row,Col] = 1,2,3;4,5,6; ~~| cube[y,Row,Col] = 7,8,9;10,11,12; ~~|
        fixed[Row,q] = 5, 6 ~~|";
    assert_eq!(values(text, "mt"), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    assert_eq!(values(text, "cube")[6..], [7.0, 8.0, 9.0, 10.0, 11.0, 12.0]);
    assert_eq!(values(text, "fixed"), [5.0, 6.0]);
}

#[test]
fn one_dimension_twice_is_the_diagonal_or_a_row_and_its_sum() {
    let text = "A: a1, a2 ~~| B <-> A ~~| m[A,B] = 1,2; 3,4; ~~|
        diagonal[A] = m[A,A] ~~| rows[A] = SUM(m[A,A!]) ~~| columns[A] = SUM(m[A!,A]) ~~| all = SUM(m[A!,B!]) ~~|
        trace = SUM(m[A!,A!]) ~~| transposed[A,B] = m[B,A] ~~|";
    assert_eq!(values(text, "diagonal"), [1.0, 4.0]);
    assert_eq!(values(text, "rows"), [3.0, 7.0]);
    assert_eq!(values(text, "columns"), [4.0, 6.0]);
    assert_eq!(values(text, "all"), [10.0]);
    assert_eq!(values(text, "trace"), [5.0]);
    assert_eq!(values(text, "transposed"), [1.0, 3.0, 2.0, 4.0]);
}

/// Once an outer product in one tool and NaN in another.
#[test]
fn a_matrix_times_a_vector_over_a_second_range_of_the_same_elements() {
    let rest = "M[Grp] = 5, 6, 7 ~~| L[Grp,Grp2] = 1,2,3; 4,5,6; 7,8,9; ~~|
        product[Grp] = SUM(L[Grp,Grp2!] * M[Grp2!]) ~~|";
    for second in ["Grp2: a, b, c ~~|", "Grp2 <-> Grp ~~|"] {
        for text in [
            format!("Grp: a, b, c ~~| {second} {rest}"),
            format!("{second} Grp: a, b, c ~~| {rest}"),
        ] {
            assert_eq!(values(&text, "product"), [38.0, 92.0, 146.0], "{second}");
        }
    }
}

#[test]
fn the_same_with_both_ranges_defined_over_the_other() {
    let text = "Grp: a, b, c ~~| Grp2: c, b, a ~~| M[Grp2] = 7, 6, 5 ~~| L[Grp,Grp] :EXCEPT: [a,a] = 0 ~~|";
    let text = text.replace(
        "L[Grp,Grp] :EXCEPT: [a,a] = 0 ~~|",
        "L[Grp,Grp2] = 3,2,1; 6,5,4; 9,8,7; ~~|",
    ) + "product[Grp2] = SUM(L[Grp2,Grp!] * M[Grp!]) ~~|";
    assert_eq!(values(&text, "product"), [146.0, 92.0, 38.0]);
}

#[test]
fn mappings_go_with_the_left_side() {
    let text = "A: a1, a2, a3 -> (B: b3, b2, b1), C ~~| B: b1, b2, b3 ~~| C: c1, c2, c3 ~~|
        Part: a1, a2 ~~| D: d1, d2 -> (A: Part, a3) ~~|
        x[A] = 1, 2, 3 ~~| onB[B] = x[A] ~~| onC[C] = x[A] * 10 ~~| z[D] = 7, 8 ~~| onA[A] = z[D] ~~|";
    assert_eq!(values(text, "onB"), [3.0, 2.0, 1.0]);
    assert_eq!(values(text, "onC"), [10.0, 20.0, 30.0]);
    assert_eq!(values(text, "onA"), [7.0, 7.0, 8.0]);
}

#[test]
fn subscripts_are_numbers_from_one_in_their_whole_dimension() {
    let text = format!(
        "{REGIONS} n[Region] = Region ~~| c[Coast] = Coast ~~| is[Region] = IF THEN ELSE(Region = East, 1, 0) ~~|
         many = ELMCOUNT(Region) ~~|"
    );
    assert_eq!(values(&text, "n"), [1.0, 2.0, 3.0]);
    assert_eq!(values(&text, "c"), [2.0, 3.0]);
    assert_eq!(values(&text, "is"), [0.0, 0.0, 1.0]);
    assert_eq!(values(&text, "many"), [3.0]);
}

#[test]
fn reductions() {
    let text = "A: a1, a2, a3 ~~| x[A] = 3, -1, 4 ~~| s = SUM(x[A!]) ~~| p = PROD(x[A!]) ~~| low = VMIN(x[A!]) ~~|
        high = VMAX(x[A!]) ~~| squares = SUM(x[A!] * x[A!]) ~~| nested[A] = SUM(x[A!] + SUM(x[A!]) * x[A]) ~~|
        late = SUM(SMOOTH(x[A!], 2)) ~~|";
    for (name, expected) in [
        ("s", 6.0),
        ("p", -12.0),
        ("low", -1.0),
        ("high", 4.0),
        ("squares", 26.0),
        ("late", 6.0),
    ] {
        assert_eq!(values(text, name), [expected], "{name}");
    }
    assert_eq!(values(text, "nested"), [60.0, -12.0, 78.0]);
}

#[test]
fn exceptions_leave_cells_to_other_equations() {
    let text = format!(
        "{REGIONS} x[Region] :EXCEPT: [Coast] = 1 ~~| x[Coast] :EXCEPT: [East] = 2 * Time + 2 ~~| x[East] = x[North] + 2 ~~|
         m[Region,Coast] :EXCEPT: [North,East], [Coast,South] = 1 + 0 * Time ~~| m[North,East] = 5 ~~| m[Coast,South] = 6 ~~|"
    );
    assert_eq!(values(&text, "x"), [1.0, 2.0, 3.0]);
    assert_eq!(values(&text, "m"), [1.0, 5.0, 6.0, 1.0, 6.0, 1.0]);
}

#[test]
fn an_excepted_element_need_not_exist_on_the_right() {
    let text = format!("{REGIONS} y[Coast] = 1, 2 ~~| x[Region] :EXCEPT: [North] = y[Region] * 3 ~~| x[North] = 0 ~~|");
    assert_eq!(values(&text, "x"), [0.0, 3.0, 6.0]);
}

#[test]
fn different_right_hand_sides_for_each_element() {
    let text = format!(
        "{REGIONS} x[North] = 1 ~~| x[South] = Time + 7 ~~| x[East] = INTEG(1, 40) ~~| y[North] = x[North] ~~|
         list[Coast] = 5, 6 ~~| list[North] = x[East] ~~| t[North]((0,1),(1,2)) ~~| t[Coast]((0,3),(1,4)) ~~|
         found[Region] = t[Region](0) ~~|"
    );
    assert_eq!(values(&text, "x"), [1.0, 7.0, 40.0]);
    assert_eq!(values(&text, "list"), [40.0, 5.0, 6.0]);
    assert_eq!(values(&text, "found"), [1.0, 3.0, 3.0]);
}

#[test]
fn memory_has_the_shape_of_its_loop() {
    let text = format!(
        "{REGIONS} x[Region] = 3, 6, 9 ~~| y[Coast] = DELAY3(x[Coast], 3) + SMOOTHI(x[North], 2, 1) ~~|
         z[Region] :EXCEPT: [North] = DELAY1I(x[Region] * 2, 5, x[Region]) ~~| z[North] = 0 ~~|"
    );
    assert_eq!(values(&text, "y"), [7.0, 10.0]);
    assert_eq!(values(&text, "z"), [0.0, 6.0, 9.0]);
}

#[test]
fn arrays_that_only_seem_to_depend_on_themselves_are_ordered_by_cells() {
    let text = "T: (t1-t4) ~~| Later: (t2-t4) ~~| Before: (t1-t3) -> Later ~~|
        x[t1] = 1 ~~| x[Later] = x[Before] * 2 + y[Before] ~~| y[T] = x[T] + 1 ~~|";
    let model = model(text);
    assert_snapshot!(order(&model, &model.step_order), @r"value x; value y[0]; value x[0]; value y[1]; value x[1]; value y[2]; value x[2]; value y[3]");
    assert_eq!(values(text, "x"), [1.0, 4.0, 13.0, 40.0]);
}

#[test]
fn initial_values_are_ordered_by_cells_too() {
    let text =
        "A: a1, a2, a3 ~~| S[a1] = INTEG(1, S[a2] + 1) ~~| S[a2] = INTEG(1, S[a3] * x[a3]) ~~| S[a3] = INTEG(1, 5) ~~|
        x[A] = S[A] - 1 ~~|";
    assert_eq!(values(text, "S"), [21.0, 20.0, 5.0]);
}
