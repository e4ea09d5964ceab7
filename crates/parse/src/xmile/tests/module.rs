//! Modules: models within models, and their connections.

use super::{SPECS, equations, ids, model};

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
fn an_input_that_is_not_connected_has_its_own_formula_or_a_finding() {
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
fn modules_that_make_no_sense_have_findings() {
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
