//! Models without arrays: kinds, functions, builtins with memory, order.

mod common;

use common::{findings, ids, model, order, print};
use insta::assert_snapshot;

#[test]
fn kinds_of_variables() {
    assert_snapshot!(print(
        "Population = INTEG(births - deaths, 100) ~~|
         births = Population * birth rate ~~|
         deaths = Population / lifetime ~~|
         birth rate = 0.04 ~~|
         lifetime == -70 ~~|
         crowding((0,1),(2,0)) ~~|
         at first = INITIAL(births) ~~|
         late = DELAY FIXED(births, 2, 0) ~~|
         effect = crowding(Population) ~~|"
    ), @r"
    Population: stock
    births: auxiliary
    deaths: auxiliary
    birth rate: constant [0.04]
    lifetime: constant [-70.0] fixed
    crowding: lookup [[(0.0, 1.0), (2.0, 0.0)]]
    at first: initial
    late: pipeline
    effect: auxiliary
    #0 rate Population [] = Subtract(births, deaths)
    #1 start Population [] = 100
    #2 value births [] = Multiply(Population, birth rate)
    #3 value deaths [] = Divide(Population, lifetime)
    #4 start at first [] = births
    #5 input late [] = births
    #6 delay late [] = 2
    #7 start late [] = 0
    #8 value effect [] = Interpolate(crowding, Population)
    ");
}

#[test]
fn an_equation_comes_after_what_it_needs() {
    let model = model(
        "a = b + c ~~| b = c * S ~~| c = 2 * k ~~| k = 1 ~~|
         S = INTEG(a, start) ~~| start = c + 1 ~~|",
    );
    assert_snapshot!(order(&model, &model.initial_order), @r"value c; value start; start S");
    assert_snapshot!(order(&model, &model.step_order), @r"value c; value b; value a; value start; rate S");
}
