//! Arrays of modules: each copy is worth what a module of its own is worth, bit for bit.
//!
//! Every model is written twice: with one array of modules, and with a module for each element whose inputs are cut out by
//! hand. The model inside is the same text in both.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use proptest::prelude::*;
use std::collections::HashMap;

const DIMENSIONS: &str = "<dimensions><dim name=\"Region\"><elem name=\"North\"/><elem name=\"South\"/><elem name=\"West\"/></dim>\
    <dim name=\"Part\"><elem name=\"South\"/><elem name=\"West\"/></dim>\
    <dim name=\"Age\"><elem name=\"young\"/><elem name=\"old\"/></dim></dimensions>";

fn elements(dimension: &str) -> &'static [&'static str] {
    match dimension {
        "Region" => &["North", "South", "West"],
        "Part" => &["South", "West"],
        "Age" => &["young", "old"],
        _ => panic!("there is no dimension {dimension}"),
    }
}

fn dims(names: &[&str]) -> String {
    let each: String = names.iter().map(|name| format!("<dim name=\"{name}\"/>")).collect();
    if names.is_empty() {
        each
    } else {
        format!("<dimensions>{each}</dimensions>")
    }
}

/// All combinations of elements, the last fastest.
fn combinations(dimensions: &[&str]) -> Vec<Vec<&'static str>> {
    dimensions.iter().fold(vec![Vec::new()], |before, dimension| {
        let longer = |start: &Vec<&'static str>| {
            elements(dimension).iter().map(|e| [&start[..], &[*e]].concat()).collect::<Vec<_>>()
        };
        before.iter().flat_map(longer).collect()
    })
}

fn file(vendor: &str, models: &str) -> String {
    format!(
        "<xmile><header><vendor>{vendor}</vendor></header>\
         <sim_specs method=\"Euler\"><start>0</start><stop>6</stop><dt>0.25</dt></sim_specs>{DIMENSIONS}{models}</xmile>"
    )
}

/// Every variable's values, by name.
fn values(text: &str) -> Result<HashMap<String, Vec<f64>>, String> {
    let (mut sources, mut diagnostics) = (source::Sources::new(), source::Diagnostics::new());
    let id = sources.add("model.xmile", text);
    let parsed = parse::model(std::path::Path::new("model.xmile"), text, id, &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    let Some(model) = model else {
        return Err(source::render(diagnostics.iter(), &sources, false));
    };
    let program = program::build(&model, &program::Request::default()).map_err(|e| e.to_string())?;
    let trajectory = run::simulate(&program, &[]).map_err(|e| e.to_string())?;
    Ok(trajectory.names.into_iter().zip(trajectory.values).collect())
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Each variable of a copy, `m.x[North,young]`, is that of a module of its own, `m North.x[young]`.
fn same(array: &HashMap<String, Vec<f64>>, single: &HashMap<String, Vec<f64>>, over: &[&str]) {
    let mut compared = 0;
    for copy in combinations(over) {
        let own = format!("m {}.", copy.join(" "));
        for (name, wanted) in single.iter().filter(|(name, _)| name.starts_with(&own)) {
            let inner = name[own.len()..].strip_suffix(']').unwrap_or(&name[own.len()..]);
            let (variable, subscripts) = inner.split_once('[').unwrap_or((inner, ""));
            let subscripts = copy.iter().copied().chain(subscripts.split(',').filter(|s| !s.is_empty()));
            let there = format!("m.{variable}[{}]", subscripts.collect::<Vec<_>>().join(","));
            let got = array.get(&there).unwrap_or_else(|| panic!("there is no `{there}`: {:?}", array.keys()));
            assert_eq!(bits(got), bits(wanted), "`{there}` is {got:?}, `{name}` {wanted:?}");
            compared += 1;
        }
    }
    assert!(compared > 0, "nothing was compared");
}

/// A model `pot` with an input `gain` and an input `levels` over Age, as an array of modules and as modules.
struct Twice {
    vendor: &'static str,
    over: Vec<&'static str>,
    /// The dimensions of what `gain` is connected to.
    gain: Vec<&'static str>,
    inside: String,
}

impl Twice {
    /// Some number for each element.
    fn capacity(&self) -> String {
        let numbers = combinations(&self.gain).into_iter().enumerate();
        if self.gain.is_empty() {
            return "<aux name=\"capacity\"><eqn>1.7</eqn></aux>".into();
        }
        let each: String = numbers
            .map(|(n, at)| {
                format!(
                    "<element subscript=\"{}\"><eqn>{}</eqn></element>",
                    at.join(", "),
                    0.7 + 1.1 * n as f64
                )
            })
            .collect();
        format!("<aux name=\"capacity\">{}{each}</aux>", dims(&self.gain))
    }

    fn around(&self, variables: &str) -> String {
        let capacity = self.capacity();
        let common = format!(
            "{capacity}<aux name=\"rates\">{}<eqn>0.3, 0.9</eqn></aux>",
            dims(&["Age"])
        );
        let inputs = format!(
            "<aux name=\"gain\" access=\"input\"/><aux name=\"levels\" access=\"input\">{}</aux>",
            dims(&["Age"])
        );
        file(
            self.vendor,
            &format!(
                "<model><variables>{common}{variables}</variables></model>\
                 <model name=\"pot\"><variables>{inputs}{}</variables></model>",
                self.inside
            ),
        )
    }

    fn array(&self) -> String {
        self.around(&format!(
            "<module name=\"m\" model_name=\"pot\">{}<connect to=\"gain\" from=\"capacity\"/>\
             <connect to=\"levels\" from=\"rates\"/></module>",
            dims(&self.over)
        ))
    }

    fn single(&self) -> String {
        let module = |copy: Vec<&str>| {
            let at = |dimension: &&str| copy[self.over.iter().position(|d| d == dimension).unwrap()];
            let cut: Vec<&str> = self.gain.iter().map(at).collect();
            let subscripts = if cut.is_empty() {
                String::new()
            } else {
                format!("[{}]", cut.join(", "))
            };
            let name = copy.join(" ");
            format!(
                "<aux name=\"cut {name}\"><eqn>capacity{subscripts}</eqn></aux>\
                 <module name=\"m {name}\" model_name=\"pot\"><connect to=\"gain\" from=\"cut {name}\"/>\
                 <connect to=\"levels\" from=\"rates\"/></module>"
            )
        };
        let modules: String = combinations(&self.over).into_iter().map(module).collect();
        self.around(&modules)
    }

    fn check(&self) {
        let [array, single] = [self.array(), self.single()];
        let [array_values, single_values] =
            [&array, &single].map(|text| values(text).unwrap_or_else(|e| panic!("{text}\n{e}")));
        same(&array_values, &single_values, &self.over);
    }
}

/// What can stand in a module; each part is there by itself.
const PARTS: [&str; 14] = [
    // A stock with its flows.
    "<stock name=\"level\"><eqn>gain * 2</eqn><inflow>in</inflow><outflow>out</outflow></stock>\
     <flow name=\"in\"><eqn>gain + TIME</eqn></flow><flow name=\"out\"><eqn>level / 3</eqn></flow>",
    // A stock that does not fall below zero.
    "<stock name=\"tank\"><eqn>gain</eqn><inflow>fill</inflow><outflow>first</outflow><outflow>second</outflow><non_negative/></stock>\
     <flow name=\"fill\"><eqn>0.1</eqn></flow><flow name=\"first\"><eqn>TIME - 1</eqn><non_negative/></flow><flow name=\"second\"><eqn>gain</eqn></flow>",
    // Tables of all kinds.
    "<aux name=\"line\"><eqn>gain * TIME</eqn><gf><xscale min=\"1\" max=\"3\"/><ypts>10,20,40</ypts></gf></aux>\
     <aux name=\"beyond\"><eqn>gain * TIME</eqn><gf type=\"extrapolate\"><xscale min=\"1\" max=\"3\"/><ypts>10,20,40</ypts></gf></aux>\
     <aux name=\"steps\"><eqn>gain * TIME</eqn><gf type=\"discrete\"><xpts>0,2,3</xpts><ypts>10,20,40</ypts></gf></aux>\
     <gf name=\"curve\"><xpts>0,4</xpts><ypts>0,8</ypts></gf><aux name=\"call\"><eqn>curve(gain) + LOOKUP(curve, TIME) + LOOKUP(line, gain)</eqn></aux>",
    // Arrays over another dimension.
    "<aux name=\"aged\"><dimensions><dim name=\"Age\"/></dimensions><eqn>levels * gain + TIME</eqn></aux>\
     <aux name=\"all aged\"><eqn>SUM(aged[*]) + SUM(aged) + MAX(aged) + MEAN(aged) + SIZE(aged) + SIZE(Age)</eqn></aux>\
     <aux name=\"picked\"><eqn>aged[young] - aged[2] + Age.old</eqn></aux>\
     <stock name=\"cohort\"><dimensions><dim name=\"Age\"/></dimensions><eqn>gain</eqn><inflow>birth</inflow></stock>\
     <flow name=\"birth\"><dimensions><dim name=\"Age\"/></dimensions><eqn>levels * cohort</eqn></flow>",
    // Elements with formulas of their own.
    "<aux name=\"each\"><dimensions><dim name=\"Age\"/></dimensions><element subscript=\"young\"><eqn>gain</eqn></element>\
     <element subscript=\"old\"><eqn>each[young] + 1</eqn></element></aux>\
     <aux name=\"but one\"><dimensions><dim name=\"Region\"/></dimensions><eqn>gain * 2</eqn>\
     <element subscript=\"South\"><eqn>gain * 3</eqn></element></aux>\
     <aux name=\"table each\"><dimensions><dim name=\"Age\"/></dimensions><eqn>gain</eqn>\
     <element subscript=\"young\"><gf><xscale min=\"0\" max=\"2\"/><ypts>1,2</ypts></gf></element>\
     <element subscript=\"old\"><gf><xscale min=\"0\" max=\"2\"/><ypts>3,9</ypts></gf></element></aux>",
    // A dimension that the array of modules may have as well.
    "<aux name=\"regional\"><dimensions><dim name=\"Region\"/></dimensions><eqn>gain * 10 + Region + TIME</eqn></aux>\
     <aux name=\"others\"><eqn>SUM(regional[*]) - regional[North] + SUM(regional[Region])</eqn></aux>\
     <aux name=\"beside\"><dimensions><dim name=\"Region\"/></dimensions><eqn>SUM(regional[*]) - regional + regional[North] * regional[Region]</eqn></aux>\
     <aux name=\"listed\"><dimensions><dim name=\"Region\"/></dimensions><eqn>1.5, 2, gain</eqn></aux>\
     <aux name=\"numbered\"><dimensions><dim name=\"Region\"/></dimensions><eqn>5, 7, 11</eqn></aux>\
     <aux name=\"weighed\"><eqn>SUM(listed[*] * numbered[*])</eqn></aux>\
     <aux name=\"parted\"><dimensions><dim name=\"Part\"/></dimensions><eqn>regional * 2</eqn></aux>\
     <aux name=\"ends\"><eqn>SUM(regional[*:Part]) - SUM(regional[1:2]) + SUM(parted[*])</eqn></aux>",
    // The same dimension twice.
    "<aux name=\"square\"><dimensions><dim name=\"Region\"/><dim name=\"Region\"/></dimensions><eqn>gain + Region</eqn></aux>\
     <aux name=\"doubled\"><dimensions><dim name=\"Region\"/><dim name=\"Region\"/></dimensions><eqn>2 * square</eqn></aux>\
     <aux name=\"rows\"><dimensions><dim name=\"Region\"/></dimensions><eqn>SUM(square[Region, *])</eqn></aux>\
     <aux name=\"both\"><eqn>SUM(square[*, *]) + square[North, West]</eqn></aux>",
    // Subscripts that are computed.
    "<aux name=\"values\"><dimensions><dim name=\"Region\"/></dimensions><eqn>gain * Region</eqn></aux>\
     <aux name=\"chosen\"><eqn>values[INT(TIME)] + values[4 - 1]</eqn></aux>\
     <aux name=\"turned\"><dimensions><dim name=\"Region\"/></dimensions><eqn>values[4 - Region]</eqn></aux>",
    // Functions with stocks inside, and what remembers.
    "<aux name=\"x\"><eqn>gain * TIME + STEP(1, 2)</eqn></aux><aux name=\"s1\"><eqn>SMTH1(x, 2)</eqn></aux>\
     <aux name=\"s3\"><eqn>SMTH3(x, gain + 1, 4)</eqn></aux><aux name=\"d\"><eqn>DELAY(x, 2, 7)</eqn></aux>\
     <aux name=\"d3\"><eqn>DELAY3(x, 3)</eqn></aux><aux name=\"sn\"><eqn>SMTHN(x, 2, 4)</eqn></aux>\
     <aux name=\"doubles\"><eqn>1.01 * PREVIOUS(SELF, gain)</eqn></aux><aux name=\"start\"><eqn>INIT(x + gain)</eqn></aux>\
     <aux name=\"beat\"><eqn>PULSE(gain, 1, 2) + RAMP(gain, 1)</eqn></aux><aux name=\"growth\"><eqn>TREND(x + 9, 2)</eqn></aux>",
    // A conveyor with a leak.
    "<stock name=\"belt\"><eqn>0</eqn><inflow>on</inflow><outflow>off</outflow><outflow>lost</outflow><conveyor><len>2</len></conveyor></stock>\
     <flow name=\"on\"><eqn>gain</eqn></flow><flow name=\"off\"/><flow name=\"lost\"><eqn>0.5</eqn><leak/></flow>",
    // Conveyors over a dimension.
    "<stock name=\"belts\"><dimensions><dim name=\"Age\"/></dimensions><eqn>gain</eqn><inflow>ons</inflow><outflow>offs</outflow><conveyor><len>1.5</len></conveyor></stock>\
     <flow name=\"ons\"><dimensions><dim name=\"Age\"/></dimensions><eqn>gain * levels</eqn></flow><flow name=\"offs\"><dimensions><dim name=\"Age\"/></dimensions></flow>",
    // An initial value with a formula of its own.
    "<aux name=\"begun\"><eqn>gain + held</eqn><init_eqn>gain</init_eqn></aux>\
     <stock name=\"held\"><eqn>begun</eqn><inflow>hold</inflow></stock><flow name=\"hold\"><eqn>0.1 * gain</eqn></flow>",
    // A module inside.
    "<module name=\"half\"><connect to=\"whole\" from=\"gain\"/><connect to=\"parts\" from=\"levels\"/></module>\
     <aux name=\"seen\"><eqn>half.result * 3 + half.by_age[old]</eqn></aux>",
    // Something shared out.
    "<aux name=\"wish\"><dimensions><dim name=\"Age\"/></dimensions><eqn>gain * levels + 1</eqn></aux>\
     <aux name=\"given\"><dimensions><dim name=\"Age\"/></dimensions><eqn>ALLOCATE(gain, Age, wish[*], levels[*], 2)</eqn></aux>",
];

/// The model of the module inside.
const HALF: &str = "<model name=\"half\"><variables><aux name=\"whole\" access=\"input\"/>\
    <aux name=\"parts\" access=\"input\"><dimensions><dim name=\"Age\"/></dimensions></aux>\
    <aux name=\"result\"><eqn>whole / 2 + SUM(parts[*])</eqn></aux>\
    <aux name=\"by age\"><dimensions><dim name=\"Age\"/></dimensions><eqn>parts * whole</eqn></aux></variables></model>";

fn twice(vendor: &'static str, over: &[&'static str], gain: &[&'static str], parts: &[&str]) -> Twice {
    Twice {
        vendor,
        over: over.to_vec(),
        gain: gain.to_vec(),
        inside: format!(
            "{}</variables></model>{HALF}<model name=\"unused\"><variables>",
            parts.concat()
        ),
    }
}

#[test]
fn each_part_by_itself_is_worth_the_same() {
    for part in PARTS {
        for vendor in ["Test", "isee systems, inc.", "Ventana Systems, xmutil"] {
            twice(vendor, &["Region"], &["Region"], &[part]).check();
        }
        twice("Test", &["Region"], &[], &[part]).check();
        twice("Test", &["Age", "Region"], &["Region", "Age"], &[part]).check();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any parts together, over any dimensions, with an input that has some of them in any order.
    #[test]
    fn any_array_of_modules_is_worth_what_its_modules_are(
        parts in prop::sample::subsequence(PARTS.to_vec(), 1..=4),
        over in prop::sample::subsequence(vec!["Region", "Age", "Part"], 1..=3).prop_shuffle(),
        mask in 0..8usize,
        turned in any::<bool>(),
        vendor in prop::sample::select(vec!["Test", "isee systems, inc."]),
    ) {
        let mut gain: Vec<&'static str> = over.iter().enumerate().filter(|(n, _)| mask & (1 << n) != 0).map(|(_, d)| *d).collect();
        if turned {
            gain.reverse();
        }
        twice(vendor, &over, &gain, &parts).check();
    }
}

/// One file and another are worth the same at the pairs of names.
fn equal(left: &str, right: &str, pairs: &[(&str, &str)]) {
    let [left, right] = [left, right].map(|models| {
        let text = file("Test", models);
        values(&text).unwrap_or_else(|e| panic!("{text}\n{e}"))
    });
    for (a, b) in pairs {
        let of = |known: &HashMap<String, Vec<f64>>, name: &str| {
            let found = known.get(name).map(|values| bits(values));
            found.unwrap_or_else(|| panic!("there is no `{name}`: {:?}", known.keys()))
        };
        assert_eq!(of(&left, a), of(&right, b), "`{a}` and `{b}`");
    }
}

/// A tank in a yard in a region: the dimensions of the outer array come first, then those of the inner, then its own.
#[test]
fn arrays_of_modules_within_arrays_of_modules_stack_their_dimensions() {
    let tank = "<model name=\"tank\"><variables><aux name=\"rain\" access=\"input\"/>\
        <stock name=\"level\"><eqn>1</eqn><inflow>in</inflow></stock><flow name=\"in\"><eqn>rain / (level + 1)</eqn></flow>\
        <aux name=\"marks\"><dimensions><dim name=\"Part\"/></dimensions><eqn>level * Part</eqn></aux></variables></model>";
    let array = format!(
        "<model><variables><module name=\"yard\"><dimensions><dim name=\"Region\"/></dimensions><connect to=\"wet\" from=\"rains\"/></module>\
         <aux name=\"rains\"><dimensions><dim name=\"Region\"/></dimensions><eqn>Region * 2 + TIME</eqn></aux>\
         <aux name=\"one\"><eqn>yard.tank.level[South, old] + yard.tank.marks[West, young, South]</eqn></aux>\
         <aux name=\"of region\"><dimensions><dim name=\"Region\"/></dimensions><eqn>SUM(yard.tank.level[Region, *])</eqn></aux>\
         <aux name=\"levels\"><dimensions><dim name=\"Age\"/><dim name=\"Region\"/></dimensions><eqn>yard.tank.level</eqn></aux></variables></model>\
         <model name=\"yard\"><variables><aux name=\"wet\" access=\"input\"/><aux name=\"shares\"><dimensions><dim name=\"Age\"/></dimensions>\
         <eqn>wet * Age</eqn></aux><module name=\"tank\"><dimensions><dim name=\"Age\"/></dimensions><connect to=\"rain\" from=\"shares\"/></module>\
         <aux name=\"both\"><eqn>SUM(tank.level[*]) + tank.marks[old, South]</eqn></aux></variables></model>{tank}"
    );
    let mut variables = String::new();
    for (r, region) in elements("Region").iter().enumerate() {
        for (a, age) in elements("Age").iter().enumerate() {
            variables += &format!(
                "<aux name=\"rain {region} {age}\"><eqn>({} * 2 + TIME) * {}</eqn></aux>\
                 <module name=\"{region} {age}\" model_name=\"tank\"><connect to=\"rain\" from=\"rain {region} {age}\"/></module>",
                r + 1,
                a + 1
            );
        }
    }
    let single = format!(
        "<model><variables>{variables}<aux name=\"one\"><eqn>South_old.level + West_young.marks[South]</eqn></aux>\
         <aux name=\"north\"><eqn>North_young.level + North_old.level</eqn></aux>\
         <aux name=\"both\"><eqn>North_young.level + North_old.level + North_old.marks[South]</eqn></aux></variables></model>{tank}"
    );
    let pairs = [
        ("yard.tank.level[North,young]", "North young.level"),
        ("yard.tank.level[West,old]", "West old.level"),
        ("yard.tank.marks[South,old,West]", "South old.marks[West]"),
        ("one", "one"),
        ("of region[North]", "north"),
        ("levels[old,South]", "South old.level"),
        ("yard.both[North]", "both"),
    ];
    equal(&array, &single, &pairs);
}

/// Two arrays of modules that read each other, copy by copy.
#[test]
fn arrays_of_modules_may_be_connected_with_each_other() {
    let models = "<model name=\"hares\"><variables><stock name=\"hares\"><eqn>start</eqn><inflow>born</inflow><outflow>eaten</outflow></stock>\
        <flow name=\"born\"><eqn>hares / 2</eqn></flow><flow name=\"eaten\"><eqn>hares * foxes / 50</eqn></flow>\
        <aux name=\"start\" access=\"input\"/><aux name=\"foxes\" access=\"input\"/></variables></model>\
        <model name=\"foxes\"><variables><stock name=\"foxes\"><eqn>7</eqn><inflow>born</inflow><outflow>dead</outflow></stock>\
        <flow name=\"born\"><eqn>food / 9</eqn></flow><flow name=\"dead\"><eqn>foxes / 4</eqn></flow>\
        <aux name=\"food\" access=\"input\"/></variables></model>";
    let over = dims(&["Region"]);
    let array = format!(
        "<model><variables><aux name=\"starts\">{over}<eqn>10 * Region</eqn></aux>\
         <module name=\"hares\">{over}<connect to=\"start\" from=\"starts\"/><connect to=\"foxes\" from=\"foxes.foxes\"/></module>\
         <module name=\"foxes\">{over}<connect to=\"food\" from=\"hares.eaten\"/></module></variables></model>{models}"
    );
    let module = |(n, e): (usize, &&str)| {
        format!(
            "<aux name=\"start {e}\"><eqn>10 * {}</eqn></aux>\
             <module name=\"h {e}\" model_name=\"hares\"><connect to=\"start\" from=\"start {e}\"/><connect to=\"foxes\" from=\"f_{e}.foxes\"/></module>\
             <module name=\"f {e}\" model_name=\"foxes\"><connect to=\"food\" from=\"h_{e}.eaten\"/></module>",
            n + 1
        )
    };
    let modules: String = elements("Region").iter().enumerate().map(module).collect();
    let single = format!("<model><variables>{modules}</variables></model>{models}");
    for element in elements("Region") {
        let hares = (format!("hares.hares[{element}]"), format!("h {element}.hares"));
        let foxes = (format!("foxes.foxes[{element}]"), format!("f {element}.foxes"));
        equal(&array, &single, &[(&hares.0, &hares.1), (&foxes.0, &foxes.1)]);
    }
}

/// One model in two arrays over different dimensions, and by itself.
#[test]
fn a_model_may_stand_in_arrays_of_different_dimensions() {
    let models = "<model name=\"pot\"><variables><aux name=\"gain\" access=\"input\"/><stock name=\"level\"><eqn>gain</eqn>\
        <inflow>in</inflow></stock><flow name=\"in\"><eqn>level * gain</eqn></flow></variables></model>";
    let array = format!(
        "<model><variables><aux name=\"by region\">{0}<eqn>Region / 10</eqn></aux><aux name=\"by age\">{1}<eqn>Age / 20</eqn></aux>\
         <module name=\"r\" model_name=\"pot\">{0}<connect to=\"gain\" from=\"by_region\"/></module>\
         <module name=\"a\" model_name=\"pot\">{1}<connect to=\"gain\" from=\"by_age\"/></module>\
         <module name=\"p\" model_name=\"pot\">{2}<connect to=\"gain\" from=\"by_region\"/></module>\
         <module name=\"s\" model_name=\"pot\"><connect to=\"gain\" from=\"k\"/></module><aux name=\"k\"><eqn>2 / 10</eqn></aux></variables></model>{models}",
        dims(&["Region"]),
        dims(&["Age"]),
        dims(&["Part"])
    );
    let single = format!(
        "<model><variables><module name=\"m\" model_name=\"pot\"><connect to=\"gain\" from=\"k\"/></module><aux name=\"k\"><eqn>2 / 10</eqn></aux>\
         <module name=\"n\" model_name=\"pot\"><connect to=\"gain\" from=\"l\"/></module><aux name=\"l\"><eqn>1 / 20</eqn></aux></variables></model>{models}"
    );
    let pairs = [
        ("r.level[South]", "m.level"),
        ("p.level[South]", "m.level"),
        ("s.level", "m.level"),
        ("a.level[young]", "n.level"),
    ];
    equal(&array, &single, &pairs);
}

/// An input that has the array's own dimension takes the whole of it; written out, the dimension means the copy at hand.
#[test]
fn an_input_over_the_dimension_of_the_array_takes_all_of_it() {
    let over = dims(&["Region"]);
    let outside = format!(
        "<aux name=\"size\">{over}<eqn>Region ^ 2 + TIME</eqn></aux><aux name=\"trade\">{0}<eqn>Region * 10 + Part</eqn></aux>",
        dims(&["Region", "Part"])
    );
    let array = format!(
        "<model><variables>{outside}<module name=\"m\">{over}<connect to=\"sizes\" from=\"size\"/><connect to=\"sold\" from=\"trade\"/></module></variables></model>\
         <model name=\"m\"><variables><aux name=\"sizes\" access=\"input\">{over}</aux><aux name=\"sold\" access=\"input\">{0}</aux>\
         <aux name=\"share\"><eqn>sizes[Region] / SUM(sizes[*])</eqn></aux><aux name=\"place\"><eqn>Region</eqn></aux>\
         <aux name=\"direct\"><eqn>.size * 2 + .trade[North, West]</eqn></aux>\
         <aux name=\"sum sold\"><eqn>SUM(sold[*])</eqn></aux></variables></model>",
        dims(&["Part"])
    );
    let single = format!(
        "<model><variables>{outside}<aux name=\"share\"><eqn>size[South] / SUM(size[*])</eqn></aux><aux name=\"place\"><eqn>2</eqn></aux>\
         <aux name=\"direct\"><eqn>size[South] * 2 + trade[North, West]</eqn></aux>\
         <aux name=\"sum sold\"><eqn>SUM(trade[South, *])</eqn></aux></variables></model>"
    );
    let pairs = [
        ("m.share[South]", "share"),
        ("m.place[South]", "place"),
        ("m.direct[South]", "direct"),
        ("m.sum sold[South]", "sum sold"),
    ];
    equal(&array, &single, &pairs);
}

/// A table outside is one for all copies, or one for each.
#[test]
fn tables_go_through_connections() {
    let over = dims(&["Region"]);
    let table = |high: f64| format!("<gf><xpts>0,6</xpts><ypts>0,{high}</ypts></gf>");
    let outside = format!(
        "<gf name=\"one\"><xpts>0,6</xpts><ypts>1,2</ypts></gf><aux name=\"each\">{over}<element subscript=\"North\">{}</element>\
         <element subscript=\"South\">{}</element><element subscript=\"West\">{}</element></aux>",
        table(3.0),
        table(4.5),
        table(9.0)
    );
    let array = format!(
        "<model><variables>{outside}<module name=\"m\">{over}<connect to=\"a\" from=\"one\"/><connect to=\"b\" from=\"each\"/></module></variables></model>\
         <model name=\"m\"><variables><aux name=\"a\" access=\"input\"/><aux name=\"b\" access=\"input\"/>\
         <aux name=\"y\"><eqn>a(TIME) + LOOKUP(b, TIME)</eqn></aux></variables></model>"
    );
    let single = format!(
        "<model><variables>{outside}<aux name=\"y\"><eqn>one(TIME) + LOOKUP(each[South], TIME)</eqn></aux></variables></model>"
    );
    equal(&array, &single, &[("m.y[South]", "y")]);
}

/// A module of any model over any dimensions, connected with anything.
fn any_module() -> impl Strategy<Value = String> {
    let dimension = prop::sample::select(vec!["Region", "Part", "Age"]);
    let from = prop::sample::select(vec!["one", "by region", "by both", "a.o", "b.s", "a.a.o", ".one"]);
    let connections = prop::collection::vec((prop::sample::select(vec!["x", "i"]), from), 0..3);
    let of = (
        prop::sample::select(vec!["a", "b"]),
        prop::sample::select(vec!["p", "q"]),
    );
    (of, prop::collection::vec(dimension, 0..3), connections).prop_map(|((name, model), over, connections)| {
        let connections: String =
            connections.iter().map(|(to, from)| format!("<connect to=\"{to}\" from=\"{from}\"/>")).collect();
        format!(
            "<module name=\"{name}\" model_name=\"{model}\">{}{connections}</module>",
            dims(&over)
        )
    })
}

proptest! {
    /// However modules are put together, they run or are told off.
    #[test]
    fn any_modules_run_or_have_findings(
        outer in prop::collection::vec(any_module(), 1..4),
        inner in prop::collection::vec(any_module(), 0..2),
    ) {
        let inputs = format!(
            "<aux name=\"x\" access=\"input\"><eqn>1</eqn></aux><aux name=\"i\" access=\"input\">{}<eqn>2</eqn></aux>",
            dims(&["Age"])
        );
        let own = "<aux name=\"o\"><eqn>x + SUM(i)</eqn></aux><stock name=\"s\"><eqn>o</eqn><inflow>f</inflow></stock><flow name=\"f\"><eqn>x</eqn></flow>";
        let outside = format!(
            "<aux name=\"one\"><eqn>TIME</eqn></aux><aux name=\"by region\">{}<eqn>Region</eqn></aux><aux name=\"by both\">{}<eqn>Age</eqn></aux>",
            dims(&["Region"]),
            dims(&["Age", "Region"])
        );
        let models = format!(
            "<model><variables>{outside}{}</variables></model><model name=\"p\"><variables>{inputs}{own}{}</variables></model>\
             <model name=\"q\"><variables>{inputs}{own}</variables></model>",
            outer.concat(),
            inner.concat()
        );
        match values(&file("isee systems, inc.", &models)) {
            Ok(values) => prop_assert!(values.values().flatten().all(|value| value.is_finite())),
            Err(told) => prop_assert!(told.contains("error["), "{told}"),
        }
    }
}
