//! Models that stand in several files.

use super::SPECS;
use parse::{Included, Includes, ParsedModel, Reading, xmile_with};
use source::{Diagnostics, SourceId, Sources, render};

/// Files by name, the first the outermost.
struct Folder<'f>(&'f [(&'f str, String)]);

impl Includes for Folder<'_> {
    fn open(&mut self, resource: &str, _: SourceId) -> Result<Included, String> {
        let found = self.0.iter().position(|(name, _)| *name == resource);
        let at = found.ok_or("there is no such file; looked for `here`")?;
        Ok(Included {
            source: SourceId(at as u32),
            text: self.0[at].1.as_str().into(),
        })
    }
}

fn read(files: &[(&str, String)]) -> (ParsedModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let reading = Reading {
        dialect: None,
        includes: &mut Folder(files),
    };
    let file = xmile_with(reading, &files[0].1, SourceId(0), &mut diagnostics);
    let model = crate::xmile::equations(&file, &mut diagnostics);
    (model, diagnostics)
}

fn diagnostics(files: &[(&str, String)]) -> String {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(*name, text.as_str());
    }
    render(read(files).1.iter(), &sources, false)
}

fn ids(files: &[(&str, String)]) -> Vec<&'static str> {
    read(files).1.iter().map(|diagnostic| diagnostic.id).collect()
}

fn equations(files: &[(&str, String)], variable: &str) -> String {
    let (model, diagnostics) = read(files);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    super::equations(&model, variable)
}

fn outer(parts: &str, variables: &str) -> (&'static str, String) {
    let text = format!("<xmile>\n{SPECS}\n{parts}\n<model><variables>\n{variables}\n</variables></model>\n</xmile>");
    ("outer.xmile", text)
}

fn file(name: &'static str, parts: &str) -> (&'static str, String) {
    (name, format!("<xmile>\n{parts}\n</xmile>"))
}

#[test]
fn what_is_included_counts_as_if_it_stood_here() {
    let library = file(
        "library.xmile",
        "<dimensions><dim name=\"Age\" size=\"2\"/></dimensions>\
         <macro name=\"double\"><parm>x</parm><eqn>2 * x</eqn></macro>\
         <model name=\"pot\"><variables><aux name=\"level\"><eqn>7</eqn></aux></variables></model>",
    );
    let variables = "<module name=\"pot\"/><aux name=\"a\"><dimensions><dim name=\"Age\"/></dimensions><eqn>double(pot.level)</eqn></aux>";
    let twice = "<include resource=\"library.xmile\"/><include resource=\"library.xmile\"/>";
    let files = [outer(twice, variables), library];
    assert_eq!(equations(&files, "a"), "a[Age] = double(\"pot.level\")");
    assert_eq!(equations(&files, "pot.level"), "pot.level = 7");
}

/// The file beside is a model of its own: a module in it finds its own models first, and the outermost is what is meant.
#[test]
fn a_module_may_be_the_model_of_another_file() {
    let beside = file(
        "hares.xmile",
        "<sim_specs><start>5</start><stop>50</stop></sim_specs><model><variables><module name=\"food\"/><aux name=\"x\"><eqn>food.y</eqn></aux></variables></model>\
         <model name=\"food\"><variables><aux name=\"y\"><eqn>1</eqn></aux></variables></model>",
    );
    let own = "<model name=\"food\"><variables><aux name=\"y\"><eqn>2</eqn></aux></variables></model>";
    let modules = "<module name=\"hares\" resource=\"hares.xmile\"/><module name=\"again\" model_name=\"many\"/><module name=\"food\"/>";
    let model = "<model name=\"many\" resource=\"hares.xmile\"/>";
    let (name, text) = outer("", modules);
    let files = [
        (name, text.replace("</xmile>", &format!("{model}{own}</xmile>"))),
        beside,
    ];
    assert_eq!(equations(&files, "hares.food.y"), "hares.food.y = 1");
    assert_eq!(equations(&files, "again.x"), "again.x = \"again.food.y\"");
    assert_eq!(equations(&files, "food.y"), "food.y = 2");
}

#[test]
fn files_that_cannot_be_had_have_diagnostics() {
    let missing = [outer(
        "<include resource=\"no.xmile\"/>\n<include/>",
        "<module name=\"m\" resource=\"m.xmile\"/>",
    )];
    insta::assert_snapshot!(diagnostics(&missing), @r#"
    error[missing-include]: `no.xmile` cannot be included: there is no such file; looked for `here`
     --> outer.xmile:3:20
      |
    3 | <include resource="no.xmile"/>
      |                    ^^^^^^^^
    error[missing-include]: this `<include>` has no `resource`
     --> outer.xmile:4:1
      |
    4 | <include/>
      | ^^^^^^^^^^
      |
      = help: `<include resource="other.xmile"/>`
    error[missing-include]: `m.xmile` cannot be included: there is no such file; looked for `here`
     --> outer.xmile:6:28
      |
    6 | <module name="m" resource="m.xmile"/>
      |                            ^^^^^^^
    "#);
    let other = ("a.mdl", "a = 1 ~~|".to_string());
    assert_eq!(
        ids(&[outer("<include resource=\"a.mdl\"/>", ""), other]),
        ["broken-xml"]
    );
}

#[test]
fn files_that_include_themselves_have_diagnostics() {
    let itself = [outer("<include resource=\"outer.xmile\"/>", "")];
    insta::assert_snapshot!(diagnostics(&itself), @r#"
    error[circular-include]: `outer.xmile` includes itself
     --> outer.xmile:3:20
      |
    3 | <include resource="outer.xmile"/>
      |                    ^^^^^^^^^^^
    "#);
    let first = file(
        "a",
        "<model name=\"a\"><variables><module name=\"b\" resource=\"b\"/></variables></model>",
    );
    let second = file(
        "b",
        "<model><variables><module name=\"a\" resource=\"a\"/></variables></model>",
    );
    let ring = [outer("", "<module name=\"m\" resource=\"a\"/>"), first, second];
    assert_eq!(ids(&ring), ["circular-include"]);
    let names: Vec<String> = (0..20).map(|n| n.to_string()).collect();
    let mut deep = vec![outer("<include resource=\"0\"/>", "")];
    for (n, name) in names.iter().enumerate() {
        deep.push((name, format!("<xmile><include resource=\"{}\"/></xmile>", n + 1)));
    }
    assert_eq!(ids(&deep), ["circular-include"]);
}

#[test]
fn dimensions_of_other_files_must_be_the_same() {
    let dimensions = |size: usize| format!("<dimensions><dim name=\"Age\" size=\"{size}\"/></dimensions>");
    let include = format!("{}\n<include resource=\"b\"/>", dimensions(2));
    assert!(ids(&[outer(&include, ""), file("b", &dimensions(2))]).is_empty());
    insta::assert_snapshot!(diagnostics(&[outer(&include, ""), file("b", &dimensions(3))]), @r#"
    error[duplicate-definition]: `Age` has other elements in another file
     --> b:2:24
      |
    2 | <dimensions><dim name="Age" size="3"/></dimensions>
      |                        ^^^
      |
     ::: outer.xmile:3:24
      |
    3 | <dimensions><dim name="Age" size="2"/></dimensions>
      |                        --- there
    "#);
}

/// There is one clock: run specs within say the same, or there is a diagnostic.
#[test]
fn own_run_specs_must_be_those_of_the_whole() {
    let with = |specs: &str| {
        let (name, text) = outer("", "<module name=\"m\"/>");
        let model = format!(
            "<model name=\"m\">\n{specs}\n<variables><aux name=\"x\"><eqn>1</eqn></aux></variables></model></xmile>"
        );
        [(name, text.replace("</xmile>", &model))]
    };
    assert!(ids(&with(SPECS)).is_empty());
    assert!(ids(&with("<sim_specs><dt reciprocal=\"true\">1</dt></sim_specs>")).is_empty());
    assert_eq!(
        ids(&with("<sim_specs><stop>11</stop></sim_specs>")),
        ["unsupported-run-specs"]
    );
    assert_eq!(ids(&with("<sim_specs method=\"RK4\"/>")), ["unsupported-run-specs"]);
    insta::assert_snapshot!(diagnostics(&with("<sim_specs><start>0</start><dt>0.5</dt></sim_specs>")), @r#"
    error[unsupported-run-specs]: this model has run specs of its own: `dt` is 0.5, but 1 for the whole file
     --> outer.xmile:8:32
      |
    2 | <sim_specs method="Euler"><start>0</start><stop>10</stop><dt>1</dt></sim_specs>
      |                                                              - the clock of all models
    ...
    8 | <sim_specs><start>0</start><dt>0.5</dt></sim_specs>
      |                                ^^^
      |
      = help: `<dt>1</dt>`, or no `<sim_specs>` here
    "#);
    let beside = file(
        "b",
        "<sim_specs><start>3</start><stop>9</stop><dt>0.125</dt></sim_specs>",
    );
    assert_eq!(
        ids(&[outer("<include resource=\"b\"/>", ""), beside]),
        ["unsupported-run-specs"]
    );
}
