//! What is read of XMILE: every declaration as it is written, and no judgement of what it means.

use parse::XmileModel;
use parse::xmile::{Kind, Node};
use source::{Diagnostics, SourceId};

const SPECS: &str = "<sim_specs><start>0</start><stop>10</stop><dt>0.5</dt></sim_specs>";

fn read(parts: &str) -> (XmileModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let text = format!("<xmile>{SPECS}{parts}</xmile>");
    let model = parse::xmile(&text, SourceId(0), &mut diagnostics);
    (model, diagnostics)
}

fn clean(parts: &str) -> XmileModel {
    let (model, diagnostics) = read(parts);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    model
}

#[test]
fn a_stock_keeps_its_flows_and_its_conveyor() {
    let file = clean(
        "<model><variables><stock name=\"belt\"><eqn>5</eqn><inflow>in</inflow><outflow>out</outflow>\
         <conveyor><len>4</len></conveyor></stock></variables></model>",
    );
    let variable = &file.models[0].variables[0];
    let Kind::Stock(stock) = &variable.kind else {
        panic!("{variable:?}")
    };
    assert_eq!(stock.inflows[0].text(), "in");
    assert_eq!(stock.outflows[0].text(), "out");
    let conveyor = stock.conveyor.as_ref().expect("it is a conveyor");
    let length = conveyor.transit_time.as_ref().expect("its length is stated");
    assert!(matches!(length.node, Node::Number(4.0)));
}

#[test]
fn a_module_keeps_its_connections() {
    let file = clean(
        "<model><variables><module name=\"hares\"><connect to=\"hares.food\" from=\".grass\"/></module></variables></model>",
    );
    let connection = &file.models[0].modules[0].connections[0];
    assert_eq!(connection.to.text(), "hares.food");
    assert!(connection.from.rooted);
}

/// Names, shapes, functions, modules and units are for the next stage.
#[test]
fn nothing_is_said_about_meaning() {
    clean(
        "<model><variables><aux name=\"a\"><eqn>nothing + NO_FUNCTION(1, 2, 3) + a[9]</eqn></aux><aux name=\"a\"><eqn>1</eqn></aux>\
         <aux name=\"b\"><dimensions><dim name=\"None\"/></dimensions><eqn>1, 2</eqn></aux>\
         <stock name=\"q\"><eqn>0</eqn><queue/></stock><module name=\"no model\"/></variables></model>",
    );
    clean("<model><sim_specs method=\"Gear\"><dt>7</dt></sim_specs><variables/></model>");
}

#[test]
fn each_dimension_is_kept_as_often_as_it_is_declared() {
    let file = clean(
        "<dimensions><dim name=\"N\" size=\"2\"/><dim name=\"N\"/><dim name=\"R\"><elem name=\"x\"/></dim></dimensions>\
         <model><variables/></model>",
    );
    let names: Vec<(&str, usize)> = file.dimensions.iter().map(|d| (&*d.name.text, d.elements.len())).collect();
    assert_eq!(names, [("N", 2), ("N", 0), ("R", 1)]);
}
