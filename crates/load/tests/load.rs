//! One model, wherever its files are.

use load::{Disk, FileKind, Files, LoadError, Loaded, Loader, Memory};
use source::Sources;
use std::path::{Path, PathBuf};

const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|";

fn open(loader: &Loader, path: &str) -> Result<Loaded, LoadError> {
    loader.open(Path::new(path), &mut Sources::new())
}

fn first(loaded: &Loaded) -> String {
    loaded.diagnostics.iter().next().map_or(String::new(), |d| d.message.clone())
}

fn constant(loaded: &Loaded, name: &str) -> Option<f64> {
    let model = loaded.model.as_ref()?;
    match &model.variable(model.find(name)?).kind {
        check::Kind::Constant { values, .. } => values.first().copied(),
        _ => None,
    }
}

/// A model with a table, a data file, a tag and a place outside its folder.
fn files() -> Memory {
    Memory::new()
        .with(
            "m/model.mdl",
            format!(
                "table = GET DIRECT CONSTANTS('t/x.csv', ',', 'B1') ~~|
                 tagged = GET DIRECT CONSTANTS('?tag', ',', 'A1') ~~|
                 outside = GET DIRECT CONSTANTS('../shared/y.csv', ',', 'A1') ~~|
                 observed ~~| {CLOCK}"
            ),
        )
        .with("m/t/x.csv", "x,4")
        .with("tagged.csv", "5")
        .with("shared/y.csv", "6")
        .with("run.csv", "Time,observed\n0,7\n1,8\n")
}

fn loader(files: impl Files + 'static) -> Loader {
    Loader {
        data: vec!["run.csv".into()],
        tags: vec![("?tag".into(), "tagged.csv".into())],
        allowed: vec!["shared".into()],
        ..Loader::reading(files)
    }
}

#[test]
fn a_model_in_memory_reads_what_it_may() {
    let loaded = open(&loader(files()), "m/model.mdl").unwrap();
    assert_eq!(first(&loaded), "");
    assert_eq!(
        ["table", "tagged", "outside"].map(|name| constant(&loaded, name)),
        [Some(4.0), Some(5.0), Some(6.0)]
    );
}

#[test]
fn every_file_that_was_read_is_listed() {
    let loaded = open(&loader(files()), "m/model.mdl").unwrap();
    let read: Vec<(FileKind, PathBuf)> = loaded.read.into_iter().map(|file| (file.kind, file.path)).collect();
    let expected = [
        (FileKind::Model, "m/model.mdl"),
        (FileKind::Data, "run.csv"),
        (FileKind::Table, "m/t/x.csv"),
        (FileKind::Table, "tagged.csv"),
        (FileKind::Table, "shared/y.csv"),
    ];
    assert_eq!(read, expected.map(|(kind, path)| (kind, PathBuf::from(path))));
}

#[test]
fn what_is_not_allowed_is_not_read() {
    let closed = Loader {
        allowed: Vec::new(),
        ..loader(files())
    };
    let loaded = open(&closed, "m/model.mdl").unwrap();
    assert!(
        first(&loaded).contains("outside the model's folder"),
        "{}",
        first(&loaded)
    );
    assert!(loaded.model.is_none());
}

#[test]
fn the_disk_gives_what_memory_gives() {
    let folder = tempfile::tempdir().unwrap();
    let within = |path: &str| folder.path().join(path);
    for path in ["m/model.mdl", "m/t/x.csv", "tagged.csv", "shared/y.csv", "run.csv"] {
        let bytes = files().read(Path::new(path), 1 << 20).unwrap();
        std::fs::create_dir_all(within(path).parent().unwrap()).unwrap();
        std::fs::write(within(path), bytes).unwrap();
    }
    let on_disk = Loader {
        data: vec![within("run.csv")],
        tags: vec![("?tag".into(), within("tagged.csv"))],
        allowed: vec![within("shared")],
        ..Loader::reading(Disk)
    };
    let there = on_disk.open(&within("m/model.mdl"), &mut Sources::new()).unwrap();
    let here = open(&loader(files()), "m/model.mdl").unwrap();
    assert_eq!(format!("{:?}", there.model), format!("{:?}", here.model));
}

#[test]
fn an_include_is_found_beside_the_file_that_names_it() {
    let xmile = |body: &str| format!(r#"<xmile version="1.0"><header/>{body}</xmile>"#);
    let files = Memory::new()
        .with(
            "m/model.xmile",
            xmile(
                r#"<include resource="lib/outer.xmile"/>
                <sim_specs><start>0</start><stop>1</stop><dt>1</dt></sim_specs>
                <model><variables><aux name="x"><eqn>double(2)</eqn></aux></variables></model>"#,
            ),
        )
        .with("m/lib/outer.xmile", xmile(r#"<include resource="inner.xmile"/>"#))
        .with(
            "m/lib/inner.xmile",
            xmile(r#"<macro name="double"><parm>a</parm><eqn>a * 2</eqn></macro>"#),
        );
    let mut sources = Sources::new();
    let loaded = Loader::reading(files).open(Path::new("m/model.xmile"), &mut sources).unwrap();
    assert_eq!(first(&loaded), "");
    let included = loaded.read.iter().filter(|file| file.kind == FileKind::Include);
    let paths: Vec<String> = included.map(|file| file.path.display().to_string()).collect();
    assert_eq!(paths, ["m/lib/outer.xmile", "m/lib/inner.xmile"]);
}

#[test]
fn what_is_wrong_with_the_world_is_an_error() {
    let said = |loader: &Loader, path: &str| open(loader, path).unwrap_err().to_string();
    let plain = Loader::reading(files());
    assert_eq!(said(&plain, "none.mdl"), "there is no file `none.mdl`");
    assert_eq!(said(&plain, "m"), "`m` is a folder, not a model file");
    let small = Loader {
        largest_model: 10,
        ..plain.clone()
    };
    assert_eq!(
        said(&small, "m/model.mdl"),
        "`m/model.mdl` has more than 10 bytes, and no larger model is read"
    );
    let no_data = Loader {
        data: vec!["gone.csv".into()],
        ..plain
    };
    assert_eq!(said(&no_data, "m/model.mdl"), "there is no file `gone.csv`");
}

#[test]
fn a_file_that_is_not_text_is_a_diagnostic_that_names_it() {
    let loaded = open(&Loader::reading(Memory::new().with("a.mdl", b"\x00\x01")), "a.mdl").unwrap();
    assert!(first(&loaded).starts_with("`a.mdl`: "), "{}", first(&loaded));
    assert!(loaded.parsed.is_none() && loaded.model.is_none());
}

#[test]
fn a_loader_can_be_sent() {
    fn sendable<T: Send + Sync>(_: &T) {}
    sendable(&Loader::default());
}
