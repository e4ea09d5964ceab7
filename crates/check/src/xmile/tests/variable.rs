//! Stocks, flows, auxiliaries and tables.

use super::{by, equations, file, model, read};
use parse::{Body, Method};

fn of(vendor: &str, variables: &str, name: &str) -> String {
    let text = by(vendor, &format!("<model><variables>{variables}</variables></model>"));
    equations(&model(&text), name)
}

const TANK: &str = "<stock name=\"tank\"><eqn>5</eqn><inflow>in</inflow><outflow>out</outflow><outflow>leak</outflow>\
    <non_negative/></stock><flow name=\"in\"><eqn>1</eqn></flow><flow name=\"out\"><eqn>TIME</eqn></flow>\
    <flow name=\"leak\"><eqn>2</eqn><non_negative/></flow>";

#[test]
fn a_stock_integrates_inflows_less_outflows() {
    let free = TANK.replace("<non_negative/></stock>", "</stock>");
    assert_eq!(of("Test", &free, "tank"), "tank = INTEG(in - out - leak, 5)");
    assert_eq!(
        of("Test", "<stock name=\"s\"><eqn>1</eqn></stock>", "s"),
        "s = INTEG(0, 1)"
    );
    let only_out = "<stock name=\"s\"><eqn>1</eqn><outflow>o</outflow></stock><flow name=\"o\"><eqn>1</eqn></flow>";
    assert_eq!(of("Test", only_out, "s"), "s = INTEG(-o, 1)");
}

#[test]
fn a_flow_that_is_not_negative_is_cut_at_zero() {
    assert_eq!(of("Test", TANK, "leak"), "leak = MAX(2, 0)");
}

/// The stock stops at zero; Stella holds back the outflows before that, in the order listed, inflows first.
#[test]
fn a_stock_that_is_not_negative_stops_or_holds_back_its_outflows() {
    assert_eq!(
        of("Test", TANK, "tank"),
        "tank = INTEG(MAX(in - out - leak, -(tank / TIME STEP)), 5)"
    );
    assert_eq!(of("Test", TANK, "out"), "out = Time");
    assert_eq!(
        of("isee systems, inc.", TANK, "tank"),
        "tank = INTEG(MAX(in - out - leak, -(tank / TIME STEP)), 5)"
    );
    assert_eq!(
        of("isee systems, inc.", TANK, "out"),
        "out = MIN(Time, MAX(tank / TIME STEP + in, 0))"
    );
    assert_eq!(
        of("isee systems, inc.", TANK, "leak"),
        "leak = MIN(MAX(2, 0), MAX(tank / TIME STEP + in - out, 0))"
    );
}

/// What flows in depends on what flows out: there is no order in which to compute both.
#[test]
fn inflows_that_depend_on_the_outflow_do_not_hold_it_back() {
    let ring = TANK.replace("<flow name=\"in\"><eqn>1</eqn>", "<flow name=\"in\"><eqn>out / 2</eqn>");
    assert_eq!(
        of("isee systems, inc.", &ring, "out"),
        "out = MIN(Time, MAX(tank / TIME STEP, 0))"
    );
}

#[test]
fn behavior_holds_for_all_that_say_nothing_themselves() {
    let text = |behavior: &str| {
        let model = "<model><variables><flow name=\"f\"><eqn>1</eqn></flow>\
            <flow name=\"g\"><eqn>1</eqn><non_negative> FALSE </non_negative></flow></variables></model>";
        by("Test", &format!("<behavior>{behavior}</behavior>{model}"))
    };
    let all = model(&text("<non_negative/>"));
    assert_eq!(equations(&all, "f"), "f = MAX(1, 0)");
    assert_eq!(equations(&all, "g"), "g = 1");
    let stocks = model(&text("<stock><non_negative/></stock>"));
    assert_eq!(equations(&stocks, "f"), "f = 1");
}

#[test]
fn graphical_functions_are_lookups() {
    let table = |gf: &str| format!("<aux name=\"f\"><eqn>TIME</eqn>{gf}</aux>");
    let points = "<xscale min=\"0\" max=\"4\"/><ypts>0,1,4</ypts>";
    assert_eq!(
        of("Test", &table(&format!("<gf>{points}</gf>")), "f"),
        "f = WITH LOOKUP(Time, ((0, 0), (2, 1), (4, 4)))"
    );
    let written = "<xscale min=\"0\" max=\"0\"/><xpts sep=\";\">0;1;4</xpts><ypts>0,1,4,</ypts>";
    assert_eq!(
        of("Test", &table(&format!("<gf>{written}</gf>")), "f"),
        "f = WITH LOOKUP(Time, ((0, 0), (1, 1), (4, 4)))"
    );
    assert_eq!(
        of("Test", &table(&format!("<gf type=\"extrapolate\">{points}</gf>")), "f"),
        "f = LOOKUP EXTRAPOLATE(f points, Time)"
    );
    assert_eq!(
        of("Test", &table(&format!("<gf discrete=\"true\">{points}</gf>")), "f"),
        "f = LOOKUP BACKWARD(f points, Time)"
    );
}

/// A graphical function with an input of its own that others look into is both.
#[test]
fn a_table_that_others_call_has_a_name_of_its_own() {
    let variables = "<aux name=\"f\"><eqn>TIME</eqn><gf><xpts>0,1</xpts><ypts>5,6</ypts></gf></aux>\
        <aux name=\"g\"><eqn>LOOKUP(f, 0.5)</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "g"), "g = f table(0.5)");
    assert_eq!(
        equations(&model, "f table"),
        "hidden f table = [(0.0, 5.0), (1.0, 6.0)]"
    );
    assert_eq!(equations(&model, "f"), "f = WITH LOOKUP(Time, ((0, 5), (1, 6)))");
}

#[test]
fn a_table_without_a_formula_is_nothing_else() {
    let variables = "<gf name=\"f\"><xpts>0,1</xpts><ypts>5,6</ypts></gf><aux name=\"g\"><eqn>f(TIME)</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "f"), "f = [(0.0, 5.0), (1.0, 6.0)]");
    assert_eq!(equations(&model, "g"), "g = f(Time)");
}

#[test]
fn an_initial_equation_holds_while_initial_values_are_computed() {
    let variables = "<aux name=\"a\"><eqn>TIME</eqn><init_eqn>7</init_eqn></aux>";
    assert_eq!(of("Test", variables, "a"), "a = ACTIVE INITIAL(Time, 7)");
}

#[test]
fn units_documents_and_ranges_are_kept() {
    let variables = "<aux name=\"a\"><eqn>1</eqn><units>person / Year</units><doc> Who. </doc>\
        <range min=\"0\" max=\"10\"/></aux>";
    let text = file(variables);
    let model = model(&text);
    let equation = model.equations.iter().find(|e| &*e.target.name.text == "a");
    let equation = equation.expect("the variable is in the model");
    let units = equation.units.as_ref().expect("it has a unit");
    assert_eq!(units.text, "person / Year");
    assert_eq!(&text[units.span.range()], "person / Year");
    assert_eq!(equation.comment, "Who.");
    assert_eq!(equation.range, [Some(0.0), Some(10.0)]);
}

#[test]
fn groups_hold_the_variables_that_they_list() {
    let variables = "<aux name=\"a\"><eqn>1</eqn></aux><aux name=\"b\"><eqn>1</eqn></aux>\
        <group name=\"Land\"><entity name=\"b\"/></group>";
    let model = model(&file(variables));
    assert_eq!(model.groups[0].name, "Land");
    let group = |name: &str| {
        let found = model.equations.iter().find(|e| &*e.target.name.text == name);
        found.and_then(|e| e.group)
    };
    assert_eq!((group("a"), group("b")), (None, Some(0)));
}

/// What entered a transit time ago leaves; what leaks is spread evenly over the way. The belt of a steady inflow `i` holds, of a
/// transit time `T` of steps `dt` and a share `s` that leaks, `i * (T - s * (T - dt) / 2)`: each of the `T / dt` parts has lost a
/// little more than the one behind it.
#[test]
fn a_conveyor_is_a_delay_and_its_leak_a_share_of_what_is_on_the_way() {
    let variables = "<stock name=\"belt\"><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow>\
        <conveyor><len>4</len></conveyor></stock><flow name=\"in\"><eqn>8</eqn></flow><flow name=\"out\"/>\
        <flow name=\"lost\"><eqn>0.25</eqn><leak/></flow>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "belt"), "belt = INTEG(in - out - lost, 0)");
    assert_eq!(
        equations(&model, "belt arriving"),
        "hidden belt arriving = DELAY FIXED(in, belt transit time, \
         0 / (belt transit time - 0.25 * (belt transit time - TIME STEP) / 2))"
    );
    assert_eq!(
        equations(&model, "belt on the way"),
        "hidden belt on the way = INTEG(in - belt arriving, \
         0 / (belt transit time - 0.25 * (belt transit time - TIME STEP) / 2) * belt transit time)"
    );
    assert_eq!(equations(&model, "out"), "out = (1 - 0.25) * belt arriving");
    assert_eq!(
        equations(&model, "lost"),
        "lost = 0.25 * (belt on the way / belt transit time)"
    );
}

#[test]
fn what_a_conveyor_cannot_do_is_said() {
    let variables = |conveyor: &str, share: &str| {
        file(&format!(
            "<stock name=\"belt\"><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow>{conveyor}</stock>\
             <flow name=\"in\"><eqn>8</eqn></flow><flow name=\"out\"/><flow name=\"lost\"><eqn>{share}</eqn><leak/></flow>"
        ))
    };
    for text in [
        variables("<conveyor/>", "0.5"),
        variables("<conveyor><len>4</len><capacity>9</capacity></conveyor>", "0.5"),
        variables("<conveyor discrete=\"true\"><len>4</len></conveyor>", "0.5"),
        variables("<conveyor><len>4</len></conveyor>", "in / 16"),
    ] {
        let (_, diagnostics) = read(&text);
        let only = |id| diagnostics.iter().all(|f| f.id == id) && !diagnostics.is_empty();
        assert!(only("unsupported-conveyor"), "{text}: {diagnostics:?}");
    }
}

#[test]
fn macros_are_kept_with_their_variables() {
    let text = format!(
        "<xmile>{}<macro name=\"GROW\"><eqn>level * 2</eqn><parm>rate</parm><variables>\
         <stock name=\"level\"><eqn>1</eqn><inflow>in</inflow></stock><flow name=\"in\"><eqn>rate * level</eqn></flow>\
         <aux name=\"rate\" access=\"input\"><eqn>0</eqn></aux></variables></macro>\
         <macro name=\"TWICE\"><eqn>2 * x</eqn><parm>x</parm></macro>\
         <model><variables><aux name=\"a\"><eqn>GROW(0.1) + TWICE(3)</eqn></aux></variables></model></xmile>",
        super::SPECS
    );
    let model = model(&text);
    assert_eq!(equations(&model, "a"), "a = GROW(0.1) + TWICE(3)");
    let lines: Vec<String> = model.macros[0].equations.iter().map(super::equation).collect();
    assert_eq!(lines, ["level = INTEG(in, 1)", "in = rate * level", "GROW = level * 2"]);
    assert_eq!(&*model.macros[0].inputs[0].text, "rate");
    let lines: Vec<String> = model.macros[1].equations.iter().map(super::equation).collect();
    assert_eq!(lines, ["TWICE = 2 * x"]);
}

#[test]
fn run_specs_become_the_control_variables() {
    let with = |specs: &str| format!("<xmile>{specs}<model><variables/></model></xmile>");
    let first = model(&with(
        "<sim_specs method=\"rk4\" isee:save_interval=\"0.5\" time_units=\"Year\"><start>1900</start><stop>2000</stop>\
         <dt reciprocal=\"true\">8</dt></sim_specs>",
    ));
    let line = |name| equations(&first, name);
    assert_eq!(line("INITIAL TIME"), "INITIAL TIME = 1900");
    assert_eq!(line("FINAL TIME"), "FINAL TIME = 2000");
    assert_eq!(line("TIME STEP"), "TIME STEP = 0.125");
    assert_eq!(line("SAVEPER"), "SAVEPER = 0.5");
    assert_eq!(first.settings.method, Some(Method::RungeKutta4));
    let units = first.equations[0].units.as_ref().map(|u| u.text.as_str());
    assert_eq!(units, Some("Year"));

    let second = model(&with("<sim_specs><start>0</start><stop>1</stop></sim_specs>"));
    assert_eq!(equations(&second, "TIME STEP"), "TIME STEP = 1");
    assert_eq!(equations(&second, "SAVEPER"), "SAVEPER = 1");
    assert_eq!(second.settings.method, None);
}

/// Converters from Vensim write the control variables out; they count, and must not differ from the run specs.
#[test]
fn control_variables_of_the_file_stay() {
    let variables = "<aux name=\"TIME STEP\"><eqn>1</eqn></aux><aux name=\"SAVEPER\"><eqn>TIME_STEP * 2</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "TIME STEP"), "TIME STEP = 1");
    assert_eq!(equations(&model, "SAVEPER"), "SAVEPER = TIME STEP * 2");
    let (_, diagnostics) = read(&file("<aux name=\"TIME STEP\"><eqn>2</eqn></aux>"));
    assert_eq!(
        diagnostics.iter().map(|f| f.id).collect::<Vec<_>>(),
        ["control-mismatch"]
    );
}

/// Vensim writes `RK4` into whatever it exports; taking that at its word would change the numbers.
#[test]
fn vensims_own_export_does_not_state_its_method() {
    let text = by("Ventana Systems, Inc.", "<model><variables/></model>").replace("Euler", "RK4");
    let (model, diagnostics) = read(&text);
    assert_eq!(model.settings.method, Some(Method::Euler));
    assert_eq!(
        diagnostics.iter().map(|f| f.id).collect::<Vec<_>>(),
        ["unreliable-method"]
    );
}

#[test]
fn units_that_are_one_and_the_same_are_rows() {
    let units = "<model_units><unit name=\"Month\"><alias>Months</alias></unit><unit name=\"Dollar\"><eqn>$</eqn></unit>\
        <unit name=\"power\"><eqn>kWh/day</eqn></unit></model_units>";
    let model = model(&by("Test", &format!("{units}<model><variables/></model>")));
    assert_eq!(model.settings.unit_synonyms, [["Month", "Months"], ["Dollar", "$"]]);
}

#[test]
fn a_variable_may_be_called_like_a_function() {
    let variables = "<aux name=\"Game\"><eqn>1</eqn></aux><aux name=\"a\"><eqn>game + 1</eqn></aux>";
    let model = model(&file(variables));
    assert_eq!(equations(&model, "a"), "a = Game + 1");
    let game = model.equations.iter().find(|e| &*e.target.name.text == "Game");
    assert!(game.is_some_and(|e| &*e.target.name.key != "game" && !matches!(e.body, Body::Error)));
}
