//! `counterflow score` on a statement whose score can be worked out by hand.
//!
//! The statement says 8, 9, 10, 12 and 14 for every year, and 9, 9.5, 10, 10.5 and 11 where the meter holds. Of 2006 and 2007, 12 and
//! 16 litres are recorded: one within the middle half, one above the band. With weights 0.15, 0.225, 0.25, 0.225 and 0.15 the scores
//! are 2 · (0.15·0.05·4 + 0.225·0.25·3 + 0.25·0.5·2 + 0 + 0.15·0.05·2) = 0.9275 and
//! 2 · (0.15·0.05·8 + 0.225·0.25·7 + 0.25·0.5·6 + 0.225·0.75·4 + 0.15·0.95·2) = 4.3275; their mean is 2.6275.

use super::{Ran, counterflow, folder};
use findings::{Place, StatementScore};
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "series,period,value,unit,source_url,note\n";

const RECORDS: &str = "meter readings,2006,12,litre,https://www.example.org/a,read twice\n\
                       meter readings,2007,16,litre,https://github.com/someone/copy (of example.org),\n\
                       meter readings,2011,9,litre,https://www.example.org/a,\n\
                       rain,2006,100,mm,https://github.com/someone/rain,\n";

/// A tank with two years of records before 2006, and a statement about 2006 and 2007.
fn tank() -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../study/tests/studies/tank");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let to: PathBuf = folder.path().join("tank");
    for part in ["model", "data", "fitted"] {
        fs::create_dir_all(to.join(part)).expect("a folder");
    }
    fs::copy(from.join("model/tank.mdl"), to.join("model/tank.mdl")).expect("the model");
    let study = fs::read_to_string(from.join("study.toml")).expect("the study");
    let unit = "series = \"meter readings\"\nunit = \"litre\"\n";
    assert!(study.contains(unit));
    let study = study.replace(unit, &format!("{unit}history = \"meter\"\n"));
    fs::write(to.join("study.toml"), study).expect("the study");
    let past = "meter,2004,10,litre,,\nmeter,2005,11,litre,,\n";
    fs::write(to.join("data/meter.csv"), format!("{HEAD}{past}")).expect("data");
    let mut table = "quantity,variable,unit,window,alternative,choice,futures,p5,p25,p50,p75,p95\n".to_string();
    for year in [2006, 2007] {
        let row = |choice: &str, rest: &str| format!("what flows in,inflow per year,litre,{year},{choice},{rest}\n");
        table += &row("all,all", "100,8,9,10,12,14");
        table += &row("meter,holds", "75,9,9.5,10,10.5,11");
        table += &row("meter,breaks", "25,8,9,10,12,20");
    }
    fs::write(to.join("fitted/statement.csv"), table).expect("the statement");
    let made = "made = \"2006-01-01T00:00:00Z\"\npolicy = \"leave it\"\nsampled = 200\naccepted = 100\n\
                [[inputs]]\npath = \"study.toml\"\nsha256 = \"00\"\n\
                [[inputs]]\npath = \"notes.md\"\nsha256 = \"00\"\n\
                [[inputs]]\npath = \"data/meter.csv\"\nsha256 = \"HASH\"\n";
    let hash = results::sha256_of(&to.join("data/meter.csv")).expect("data");
    fs::write(to.join("fitted/statement.toml"), made.replace("HASH", &hash)).expect("the statement");
    folder
}

fn score(folder: &tempfile::TempDir, rows: &str, more: &[&str]) -> Ran {
    fs::write(folder.path().join("observed.csv"), format!("{HEAD}{rows}")).expect("the records");
    let all = [&["score", "tank", "observed.csv"], more].concat();
    counterflow(folder.path(), &all)
}

/// What is said of these rows; nothing may stand on standard output.
fn refused(rows: &str) -> String {
    let ran = score(&tank(), rows, &["-o", "score.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    ran.err
}

#[test]
fn a_statement_is_scored_and_misses_come_first() {
    let ran = score(&tank(), RECORDS, &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_score_is_written_as_a_page_a_table_and_json() {
    let folder = tank();
    let statement = fs::read(folder.path().join("tank/fitted/statement.csv")).expect("the statement");
    let written = |name: &str| {
        let ran = score(&folder, RECORDS, &["--output", name]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
        fs::read_to_string(folder.path().join(name)).expect("it was written")
    };
    insta::assert_snapshot!(written("score.md"));
    insta::assert_snapshot!(written("score.csv"));
    let json: serde_json::Value = serde_json::from_str(&written("score.json")).expect("it is JSON");
    let quantity = &json[0]["quantities"][0];
    assert_eq!(quantity["score"]["held"], 1);
    let near = |found: &serde_json::Value, wanted: f64| (found.as_f64().unwrap_or(f64::NAN) - wanted).abs() < 1e-12;
    assert!(near(&quantity["score"]["crps"], 2.6275), "{quantity}");
    assert!(near(&quantity["score"]["bias"], -4.0));
    // The year before 2006 was 11, and 2006 was not known in 2006; the line is at 12 in 2006 and at 13 in 2007.
    assert!(near(&quantity["year_before"]["crps"], 1.0) && quantity["year_before"]["records"] == 1);
    assert!(near(&quantity["line"]["crps"], 1.5));
    assert_eq!(
        fs::read(folder.path().join("tank/fitted/statement.csv")).expect("the statement"),
        statement
    );
    let wrong = score(&folder, RECORDS, &["-o", "score.txt"]);
    assert_eq!(wrong.code, 2);
    insta::assert_snapshot!(wrong.err, @"
    error: `score.txt` has an unsupported file extension
      = help: end the name in `.csv`, `.json` or `.md`
    ");
}

#[test]
fn a_difference_of_definition_is_bridged_openly() {
    let folder = tank();
    let path = folder.path().join("tank/study.toml");
    let study = fs::read_to_string(&path).expect("the study");
    let bridge = "history = \"meter\"\nbridge = { less = 4, why = \"the meter counts rain too\", \
                  evidence = { kind = \"judgement\", note = \"invented\" } }\n";
    fs::write(&path, study.replace("history = \"meter\"\n", bridge)).expect("the study");
    let ran = score(&folder, RECORDS, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("8 (bridged)") && ran.out.contains("12 (bridged)"),
        "{}",
        ran.out
    );
    let page = score(&folder, RECORDS, &["-o", "score.md"]);
    assert_eq!(page.code, 0);
    let page = fs::read_to_string(folder.path().join("score.md")).expect("it was written");
    assert!(page.contains("less 4 litre: the meter counts rain too"), "{page}");
}

#[test]
fn a_statement_elsewhere_one_without_its_file_and_none() {
    let folder = tank();
    let fitted = folder.path().join("tank/fitted");
    fs::rename(fitted.join("statement.csv"), folder.path().join("said.csv")).expect("moved");
    let none = score(&folder, RECORDS, &[]);
    assert_eq!(none.code, 2);
    insta::assert_snapshot!(none.err, @"
    error: there is no statement in `tank/fitted`
      = help: `counterflow study STUDY --full --statement FILE` makes one, and `--statement FILE` names one that is elsewhere
    ");
    let named = score(&folder, RECORDS, &["--statement", "said.csv"]);
    assert_eq!((named.code, named.err.as_str()), (0, ""));
    assert!(
        named.out.contains("No file beside it says what it was made from."),
        "{}",
        named.out
    );
    let missing = score(&folder, RECORDS, &["--statement", "said.toml"]);
    assert_eq!(missing.code, 1);
    fs::write(folder.path().join("said.csv"), "quantity,window\nwhat flows in,2006\n").expect("written");
    let broken = score(&folder, RECORDS, &["--statement", "said.csv"]);
    assert_eq!(broken.code, 2);
    insta::assert_snapshot!(broken.err, @"error: `said.csv` is no statement: its columns must be quantity,variable,unit,window,alternative,choice,futures,p5,p25,p50,p75,p95");
}

#[test]
fn everything_wrong_with_the_records_is_said_at_once_with_its_line() {
    insta::assert_snapshot!(refused(
        "meter readings,2006,12,gallon,,\n\
         meter readings,2006-H1,6,litre,,\n\
         meter reading,2007,12,litre,,\n\
         meter readings,spring,12,litre,,\n\
         meter readings,2008-13,12,litre,,\n\
         meter readings,2009,a lot,litre,,\n\
         meter readings,2010,\"1,200\",litre,,\n"
    ), @r#"
    error[unreadable-period]: `2008-13` is not a period
     --> observed.csv:6:16
      |
    6 | meter readings,2008-13,12,litre,,
      |                ^^^^^^^
      |
      = help: 2023, 2023-07, 2023-H2, 2023-Q3, FY2023, 2023-07-31 or 2023-01..2023-09
    error[unreadable-number]: `1,200` is not a number
     --> observed.csv:8:21
      |
    8 | meter readings,2010,"1,200",litre,,
      |                     ^^^^^^^
      |
      = help: write `1200`, and the unit in its own column
    error[unreadable-period]: `spring` is not a period
     --> observed.csv:5:16
      |
    5 | meter readings,spring,12,litre,,
      |                ^^^^^^
      |
      = help: 2026, 2026-07, 2026-H2, 2026-Q3, FY2026, 2026-07-31 or 2026-01..2026-09
    error[unreadable-number]: `a lot` is not a number
     --> observed.csv:7:21
      |
    7 | meter readings,2009,a lot,litre,,
      |                     ^^^^^
      |
      = help: write it as in `1234.5`, with the unit in its own column
    error[overlapping-periods]: `meter readings`: the periods 2006-H1 and 2006 overlap
     --> observed.csv:2:21
      |
    2 | meter readings,2006,12,gallon,,
      |                     ^^
    3 | meter readings,2006-H1,6,litre,,
      |                        - the other
      |
      = help: remove one of the rows, or give it a series of its own
    error[unit-differs]: `meter readings` is in `gallon` here, and in `litre` where study.toml takes it up
     --> observed.csv:2:21
      |
    2 | meter readings,2006,12,gallon,,
      |                     ^^
      |
      = help: write the row in `litre`, or name its unit in [[statement.records]]
    error[unknown-series]: study.toml says nothing of the series `meter reading`
     --> observed.csv:4:20
      |
    4 | meter reading,2007,12,litre,,
      |                    ^^
      |
      = help: did you mean `meter readings`?
      = help: [[statement.records]] takes it up, [[statement.unscored]] says why it is not scored
    "#);
}

#[test]
fn fewer_than_two_records() {
    insta::assert_snapshot!(refused("meter readings,2006,12,litre,,\n"), @"error[too-few-records]: `observed.csv` has 1 record, and a score needs at least 2");
    insta::assert_snapshot!(refused(""), @"error[too-few-records]: `observed.csv` has no record, and a score needs at least 2");
    // Two rows, of which one lies in a window.
    insta::assert_snapshot!(refused("meter readings,2006,12,litre,,\nmeter readings,2011,9,litre,,\n"), @"
    error: one record lies in a window of `tank/fitted/statement.csv`, and a score needs at least two; not scored:
      meter readings 2011: none of the statement's windows of `what flows in`: 2006 to 2007
    ");
}

#[test]
fn files_that_are_no_records() {
    let folder = tank();
    let said = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("written");
        let ran = counterflow(folder.path(), &["score", "tank", name]);
        assert_eq!(ran.out, "");
        format!("exit {}\n{}", ran.code, ran.err)
    };
    insta::assert_snapshot!(said("page.html", b"<!DOCTYPE html>\n<title>x</title>\n"), @"
    exit 2
    error[not-a-table]: this is no CSV file of observations: its first line has none of the columns
     --> page.html:1:1
      |
    1 | <!DOCTYPE html>
      | ^^^^^^^^^^^^^^^
      |
      = help: the first line is series,period,value,unit,source_url,note
    ");
    insta::assert_snapshot!(said("binary.csv", &[0x50, 0x4b, 0x03, 0xff]), @"
    exit 1
    error: `binary.csv` is not UTF-8 text (byte 3); save it as UTF-8
    ");
    insta::assert_snapshot!(said("empty.csv", b""), @"
    exit 2
    error[empty-file]: the file is empty
    --> empty.csv
     = help: series,period,value,unit,source_url,note
    ");
    insta::assert_snapshot!(said("short.csv", b"series,when,value,unit,note\nmeter readings,2006,12,litre,\n"), @"
    exit 2
    error[missing-column]: there is no column `period`
     --> short.csv:1:1
      |
    1 | series,when,value,unit,note
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: the first line is series,period,value,unit,source_url,note
    error[missing-column]: there is no column `source_url`
     --> short.csv:1:1
      |
    1 | series,when,value,unit,note
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: the first line is series,period,value,unit,source_url,note
    ");
    let ran = counterflow(folder.path(), &["score", "tank", "none.csv"]);
    insta::assert_snapshot!(ran.err, @"error: there is no `none.csv`");
    let none = self::folder(&[("observed.csv", HEAD)]);
    let ran = counterflow(none.path(), &["score", "nowhere", "observed.csv"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

/// The flagship's statement against the records of 2026.
fn flagship() -> (StatementScore, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = folder(&[]);
    let written = |name: &str| {
        let output = folder.path().join(name);
        let words = [
            "score",
            "studies/us-mexico",
            "studies/us-mexico/observed/2026.csv",
            "-o",
        ];
        let ran = counterflow(&root, &[&words[..], &[&output.display().to_string()]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        fs::read_to_string(output).expect("it was written")
    };
    let scores: Vec<StatementScore> = serde_json::from_str(&written("score.json")).expect("it is a score");
    (scores.into_iter().next().expect("one statement"), written("score.md"))
}

/// The critic's finding, worked out from the statement's table and the records without this program: 463 and 614 lb are below the
/// 90 % bands, all bridged encounters are within the middle half, the median of synthetic deaths rises while the record falls.
#[test]
fn the_statement_for_2026_misses_what_it_is_known_to_miss() {
    let (score, page) = flagship();
    let of = |quantity: &str| -> Vec<(&str, Place)> {
        let own = score.records.iter().filter(|r| r.quantity.starts_with(quantity));
        own.map(|r| (r.window.as_str(), r.place)).collect()
    };
    let months = ["2026-03", "2026-04", "2026-01", "2026-02"];
    let places = [Place::Below, Place::Below, Place::Outer, Place::Outer];
    assert_eq!(
        of("fentanyl seized"),
        months.into_iter().zip(places).collect::<Vec<_>>()
    );
    let encounters = of("border patrol encounters");
    assert!(
        encounters.len() == 4 && encounters.iter().all(|(_, place)| *place == Place::Inner),
        "{encounters:?}"
    );
    assert!(score.records.iter().all(|r| r.bridge.is_empty() == r.quantity.starts_with("fentanyl")));
    assert!(score.records.iter().all(|r| r.source.relay && r.source.publisher.contains("Customs")));
    let wrong: Vec<&str> = score.directions.iter().filter(|d| d.is_wrong()).map(|d| d.quantity.as_str()).collect();
    assert!(
        wrong.contains(&"synthetic-opioid deaths, twelve months ending"),
        "{wrong:?}"
    );
    assert!(score.unscored.len() == 9 && score.choices.iter().all(|c| c.survives == Some(false)));
    let seizures = score.quantities.iter().find(|q| q.quantity.starts_with("fentanyl")).expect("seizures");
    let near = |found: f64, wanted: f64| (found - wanted).abs() < 0.05;
    assert!(
        near(seizures.score.crps, 300.8) && near(seizures.score.bias, 217.2),
        "{seizures:?}"
    );
    assert!(seizures.line.is_some_and(|line| near(line.crps, 247.9)));
    assert!(seizures.year_before.is_some_and(|year| near(year.crps, 377.6)));
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/us-mexico/fitted/score-2026.md");
    // Which inputs still have their hash changes with every edit of a file; the score does not.
    let lasting = |page: &str| page.lines().filter(|l| !l.starts_with("- Inputs")).collect::<Vec<_>>().join("\n");
    assert_eq!(
        lasting(&fs::read_to_string(published).expect("the page")),
        lasting(&page),
        "make it again: counterflow score studies/us-mexico studies/us-mexico/observed/2026.csv -o studies/us-mexico/fitted/score-2026.md"
    );
}

/// No tag is left that names the statement: its bytes do.
#[test]
fn the_statement_for_2026_is_the_one_that_was_made() {
    let fitted = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/us-mexico/fitted");
    let hash = |name: &str| results::sha256_of(&fitted.join(name)).expect("the statement");
    assert_eq!(
        hash("statement-2026.csv"),
        "d40b2921c2b13429add033149101f47798bbcb47c956a77e7b464f7ebca712a1"
    );
    assert_eq!(
        hash("statement-2026.toml"),
        "71c2912e36e585ba1736fb9c9f96c1d9208637474892495f5bf73c8f00da2a13"
    );
}

/// The ports of entry from February to September 2025, eight months of one series less the other, by hand 27,702 in all.
#[test]
fn what_the_bridge_takes_off_is_in_the_data() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/us-mexico/data/border.csv");
    let (mut sources, mut diagnostics) = (source::Sources::new(), source::Diagnostics::new());
    let file = load::data_file(&load::Disk, &path).expect("the data");
    let series = data::joined_series(&[file], &mut sources, &mut diagnostics);
    let sum = |name: &str| -> f64 {
        let own = series.iter().find(|s| s.name == name).expect("the series");
        let months = own.points.iter().filter(|p| p.from > 2025.08 && p.to < 2025.76);
        months.map(|p| p.value).sum()
    };
    let ports = sum("cbp_sw_encounters_month") - sum("usbp_sw_encounters_month");
    assert_eq!((ports, (ports / 8.0).round()), (27_702.0, 3463.0));
}
