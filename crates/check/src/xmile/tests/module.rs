//! Modules: models within models, and their connections.

use super::{DIMENSIONS, SPECS, diagnostics, equations, ids, model};

fn file(models: &str) -> String {
    format!("<xmile>{SPECS}{models}</xmile>")
}

/// Each writer qualifies the names in connections in its own way: from within the module, or from the model around it.
#[test]
fn inputs_are_what_they_are_connected_to() {
    let within = "<connect to=\"food\" from=\".grass\"/><connect to=\"foxes\" from=\"foxes.foxes\"/>";
    let around = "<connect to=\"hares.food\" from=\".grass\"/><connect to=\"hares.foxes\" from=\"foxes.foxes\"/>";
    let stella = "<connect to=\"hares.food\" from=\".grass\"/><connect2 to=\"hares.food\" from=\"grass\"/>\
        <connect to=\"hares.foxes\" from=\"foxes.foxes\"/>";
    for connections in [within, around, stella] {
        let text = file(&format!(
            "<model><variables><module name=\"hares\">{connections}</module><module name=\"foxes\"/>\
             <aux name=\"grass\"><eqn>9</eqn></aux><aux name=\"seen\"><eqn>hares.hares + foxes.foxes</eqn></aux></variables></model>\
             <model name=\"hares\"><variables><stock name=\"hares\"><eqn>food</eqn><outflow>eaten</outflow></stock>\
             <flow name=\"eaten\"><eqn>foxes / 2</eqn></flow><aux name=\"food\" access=\"input\"><eqn>{{none}}</eqn></aux>\
             <stock name=\"foxes\" access=\"input\"><eqn>{{none}}</eqn></stock></variables></model>\
             <model name=\"foxes\"><variables><aux name=\"foxes\"><eqn>3</eqn></aux></variables></model>"
        ));
        let model = model(&text);
        assert_eq!(
            equations(&model, "hares.hares"),
            "hares.hares = INTEG(-\"hares.eaten\", grass)"
        );
        assert_eq!(equations(&model, "hares.eaten"), "hares.eaten = \"foxes.foxes\" / 2");
        assert_eq!(equations(&model, "hares.food"), "hares.food = grass");
        assert_eq!(equations(&model, "seen"), "seen = \"hares.hares\" + \"foxes.foxes\"");
    }
}

#[test]
fn a_model_may_be_used_several_times_and_deeply() {
    let text = file(
        "<model><variables><module name=\"one\" model_name=\"room\"><connect to=\"gain\" from=\"a\"/></module>\
         <module name=\"two\" simlin:model_name=\"room\"><connect to=\"gain\" from=\"one.out\"/></module>\
         <aux name=\"a\"><eqn>1</eqn></aux></variables></model>\
         <model name=\"room\"><variables><aux name=\"gain\" access=\"input\"/><aux name=\"out\"><eqn>inner.twice</eqn></aux>\
         <module name=\"inner\"><connect to=\"x\" from=\"gain\"/></module></variables></model>\
         <model name=\"inner\"><variables><aux name=\"x\" access=\"input\"/><aux name=\"twice\"><eqn>2 * x</eqn></aux></variables></model>",
    );
    let model = model(&text);
    assert_eq!(equations(&model, "one.inner.twice"), "one.inner.twice = 2 * a");
    assert_eq!(
        equations(&model, "two.inner.twice"),
        "two.inner.twice = 2 * \"one.out\""
    );
    assert_eq!(equations(&model, "two.out"), "two.out = \"two.inner.twice\"");
}

#[test]
fn an_input_that_is_not_connected_has_its_own_formula_or_a_diagnostic() {
    let text = |eqn: &str| {
        file(&format!(
            "<model><variables><module name=\"m\"/></variables></model>\
             <model name=\"m\"><variables><aux name=\"x\" access=\"input\">{eqn}</aux></variables></model>"
        ))
    };
    assert_eq!(equations(&model(&text("<eqn>4</eqn>")), "m.x"), "m.x = 4");
    assert_eq!(ids(&text("<eqn>{none}</eqn>")), ["unconnected-input"]);
}

#[test]
fn modules_that_make_no_sense_have_diagnostics() {
    let with = |module: &str, models: &str| {
        file(&format!(
            "<model><variables>{module}<aux name=\"a\"><eqn>1</eqn></aux></variables></model>{models}"
        ))
    };
    assert_eq!(ids(&with("<module name=\"m\"/>", "")), ["unknown-model"]);
    let itself = "<model name=\"m\"><variables><module name=\"m\"/></variables></model>";
    assert_eq!(ids(&with("<module name=\"m\"/>", itself)), ["circular-module"]);
    let empty = "<model name=\"m\"><variables/></model>";
    let connected = "<module name=\"m\"><connect to=\"x\" from=\"a\"/></module>";
    assert_eq!(ids(&with(connected, empty)), ["unknown-name"]);
    let ring = "<module name=\"m\"><connect to=\"x\" from=\"m.y\"/><connect to=\"y\" from=\"m.x\"/></module>";
    let two = "<model name=\"m\"><variables><aux name=\"x\"><eqn>1</eqn></aux><aux name=\"y\"><eqn>1</eqn></aux></variables></model>";
    assert_eq!(ids(&with(ring, two)), ["broken-connection"]);
}

/// A file with a module `m` over Region, connected as said, and what is in it.
fn array(outside: &str, connections: &str, inside: &str) -> String {
    let over = "<dimensions><dim name=\"Region\"/></dimensions>";
    let models = format!(
        "\n<model><variables>\n{outside}\n<module name=\"m\">{over}\n{connections}</module>\n</variables></model>\n\
         <model name=\"m\"><variables>\n{inside}\n</variables></model>\n"
    );
    format!("<xmile>{SPECS}{DIMENSIONS}{models}</xmile>")
}

#[test]
fn the_dimensions_of_an_array_of_modules_come_before_those_of_its_variables() {
    let inside = "<aux name=\"a\"><eqn>TIME</eqn></aux>\
        <aux name=\"b\"><dimensions><dim name=\"N\"/></dimensions><eqn>a * 2 + b[1]</eqn></aux>\
        <aux name=\"r\"><dimensions><dim name=\"Region\"/></dimensions><eqn>a + SUM(r[*])</eqn></aux>\
        <aux name=\"sum\"><eqn>SUM(r) + r[North]</eqn></aux>";
    let outside = "<aux name=\"seen\"><eqn>m.a[South] + m.b[West, 2] + SUM(m.a[*])</eqn></aux>";
    let model = model(&array(outside, "", inside));
    assert_eq!(equations(&model, "m.a"), "m.a[Region] = Time");
    assert_eq!(
        equations(&model, "m.b"),
        "m.b[Region,N] = \"m.a\"[Region] * 2 + \"m.b\"[Region, 1]"
    );
    assert_eq!(
        equations(&model, "m.r"),
        "m.r[Region,Region again 1] = \"m.a\"[Region] + SUM(\"m.r\"[Region, Region again 2!])"
    );
    assert_eq!(
        equations(&model, "m.sum"),
        "m.sum[Region] = SUM(\"m.r\"[Region, Region again 1!]) + \"m.r\"[Region, North]"
    );
    assert_eq!(
        equations(&model, "seen"),
        "seen = \"m.a\"[South] + \"m.b\"[West, 2] + SUM(\"m.a\"[Region!])"
    );
}

#[test]
fn an_input_takes_the_element_of_its_copy_or_what_all_share() {
    let over = |names: &[&str]| -> String {
        let each: String = names.iter().map(|name| format!("<dim name=\"{name}\"/>")).collect();
        format!("<dimensions>{each}</dimensions>")
    };
    let input = |outer: &[&str], own: &[&str]| {
        let outside = format!("<aux name=\"x\">{}<eqn>1</eqn></aux>", over(outer));
        let inside = format!("<aux name=\"i\" access=\"input\">{}</aux>", over(own));
        equations(
            &model(&array(&outside, "<connect to=\"i\" from=\"x\"/>", &inside)),
            "m.i",
        )
    };
    assert_eq!(input(&[], &[]), "m.i[Region] = x");
    assert_eq!(input(&["Region"], &[]), "m.i[Region] = x[Region]");
    assert_eq!(input(&["N"], &["N"]), "m.i[Region,N] = x[N]");
    assert_eq!(input(&["N", "Region"], &["N"]), "m.i[Region,N] = x[N, Region]");
    // The input's own dimensions come first, so an array over Region goes whole to an input over Region.
    assert_eq!(
        input(&["Region"], &["Region"]),
        "m.i[Region,Region again 1] = x[Region again 1]"
    );
    assert_eq!(
        input(&["Region", "Region"], &["Region"]),
        "m.i[Region,Region again 1] = x[Region, Region again 1]"
    );
}

#[test]
fn the_dimension_of_an_array_of_modules_is_the_copy_at_hand() {
    let inside = "<aux name=\"own\"><eqn>.x[Region] + .x + Region</eqn></aux>";
    let outside = "<aux name=\"x\"><dimensions><dim name=\"Region\"/></dimensions><eqn>1</eqn></aux>";
    assert_eq!(
        equations(&model(&array(outside, "", inside)), "m.own"),
        "m.own[Region] = x[Region] + x[Region] + Region position[Region]"
    );
}

#[test]
fn arrays_of_modules_that_make_no_sense_have_diagnostics() {
    let outside = "<aux name=\"x\"><dimensions><dim name=\"N\"/></dimensions><eqn>1</eqn></aux>";
    let inside = "<aux name=\"i\" access=\"input\"/>";
    insta::assert_snapshot!(diagnostics(&array(outside, "<connect to=\"i\" from=\"x\"/>", inside)), @r#"
    error[broken-connection]: `x` runs over `N`, but the input `m.i` does not
     --> model.xmile:5:23
      |
    3 | <aux name="x"><dimensions><dim name="N"/></dimensions><eqn>1</eqn></aux>
      |            - what it is connected to
    4 | <module name="m"><dimensions><dim name="Region"/></dimensions>
    5 | <connect to="i" from="x"/></module>
      |                       ^
    ...
    8 | <aux name="i" access="input"/>
      |            - the input
      |
      = help: `<dimensions><dim name="N"/></dimensions>` in the input takes the whole array, in the `<module>` it makes an array of modules
    "#);
    let outside = "<aux name=\"y\"><eqn>m.b[2]</eqn></aux>";
    let inside = "<aux name=\"b\"><dimensions><dim name=\"N\"/></dimensions><eqn>1</eqn></aux>";
    insta::assert_snapshot!(diagnostics(&array(outside, "", inside)), @r#"
    error[dimension-mismatch]: `m.b` has 2 dimensions, but 1 subscript here
     --> model.xmile:3:20
      |
    3 | <aux name="y"><eqn>m.b[2]</eqn></aux>
      |                    ^^^^^^
    ...
    8 | <aux name="b"><dimensions><dim name="N"/></dimensions><eqn>1</eqn></aux>
      |            - defined here
      |
      = help: `m.b[Region, N]`: those of its module's array come first
    "#);
    let unknown = array("", "", "<aux name=\"b\"><eqn>1</eqn></aux>").replace(
        "<module name=\"m\"><dimensions><dim name=\"Region\"",
        "<module name=\"m\"><dimensions><dim name=\"Regoin\"",
    );
    insta::assert_snapshot!(diagnostics(&unknown), @r#"
    error[unknown-subscript]: no dimension is called `Regoin`
     --> model.xmile:4:41
      |
    4 | <module name="m"><dimensions><dim name="Regoin"/></dimensions>
      |                                         ^^^^^^
      |
      = help: a similar name is `Region`
    "#);
    let twice = array(
        "<module name=\"M\" model_name=\"m\"/>",
        "",
        "<aux name=\"b\"><eqn>1</eqn></aux>",
    );
    insta::assert_snapshot!(diagnostics(&twice), @r#"
    error[duplicate-definition]: the module `m` is defined twice
     --> model.xmile:4:15
      |
    3 | <module name="M" model_name="m"/>
      |               - first here
    4 | <module name="m"><dimensions><dim name="Region"/></dimensions>
      |               ^
    "#);
}

/// Sixteen dimensions are what one variable may have.
#[test]
fn too_many_dimensions_around_a_module_are_one_diagnostic() {
    let over = "<dim name=\"N\"/>".repeat(17);
    let text = array(
        "",
        "",
        "<aux name=\"b\"><eqn>1</eqn></aux><aux name=\"c\"><eqn>b</eqn></aux>",
    );
    let text = text.replace(
        "<dim name=\"Region\"/></dimensions>\n</module>",
        &format!("{over}</dimensions></module>"),
    );
    assert_eq!(ids(&text), ["too-many-subscripts"]);
}
