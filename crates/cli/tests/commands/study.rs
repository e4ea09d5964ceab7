//! `counterflow`, `study`, `evidence`, `verify` and `check STUDY` on the flagship, as a person meets them.

use super::counterflow;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A copy of the flagship, so that tests don't write into the checkout.
fn flagship() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(
        &root().join("studies/us-mexico"),
        &folder.path().join("studies/us-mexico"),
    );
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to read").flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true if entry.file_name() == "results" => {}
            true => copy(&entry.path(), &target),
            false => {
                std::fs::copy(entry.path(), target).expect("a file");
            }
        }
    }
}

#[test]
fn alone_it_answers_what_the_article_asks() {
    let folder = flagship();
    let ran = counterflow(folder.path(), &["--color", "never"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    let order = [
        "It is not a forecast.",
        "of 200 sampled futures look like",
        "- Force without Mexico's consent",
        "- Root causes alone",
        "What the article says",
        "violence",
        "trust",
        "Cooperation",
        "Root causes",
        "A share of sampled futures is not a probability.",
        "Compared with \"no change\", better/worse in %",
        "unilateral force",
        "Change relative to \"no",
        "Fit to the record",
        "What it cannot tell",
        "Report  studies/us-mexico/results/report.html",
    ];
    let mut rest = ran.out.as_str();
    for words in order {
        let at = rest.find(words).unwrap_or_else(|| panic!("`{words}` is missing or too early in\n{}", ran.out));
        rest = &rest[at..];
    }
    assert!(ran.out.lines().all(|l| l.chars().count() <= 100), "{}", ran.out);
    for file in [
        "report.html",
        "brief.md",
        "findings.json",
        "manifest.json",
        "experiments.csv",
        "outcomes.csv",
    ] {
        assert!(
            folder.path().join("studies/us-mexico/results").join(file).is_file(),
            "{file}"
        );
    }
}

#[test]
fn away_from_a_checkout_it_unpacks_the_study_that_it_carries() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ran = counterflow(folder.path(), &["--color", "never", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let unpacked = folder.path().join("counterflow-us-mexico");
    assert!(unpacked.join("results/report.html").is_file());
    let ours = std::fs::read_to_string(root().join("studies/us-mexico/study.toml")).expect("the study");
    assert_eq!(
        std::fs::read_to_string(unpacked.join("study.toml")).expect("unpacked"),
        ours
    );
}

#[test]
fn the_same_seed_gives_the_same_results_on_any_number_of_threads() {
    let folder = flagship();
    let study = folder.path().join("studies/us-mexico");
    let outcomes = |threads: &str| {
        let arguments = [
            "study",
            "studies/us-mexico",
            "--futures",
            "60",
            "--threads",
            threads,
            "--quiet",
        ];
        let ran = counterflow(folder.path(), &arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        std::fs::read_to_string(study.join("results/outcomes.csv")).expect("outcomes")
    };
    let one = outcomes("1");
    assert!(one == outcomes("2") && one == outcomes("4"));
}

#[test]
fn another_assumption_can_be_made_on_the_command_line() {
    let folder = flagship();
    let with = |more: &[&str]| {
        let words = ["study", "studies/us-mexico", "--futures", "60", "--color", "never"];
        counterflow(folder.path(), &[&words[..], more].concat())
    };
    let fixed = with(&[
        "--alternative",
        "what removals do=fragment",
        "--uncertainty",
        "backlash to foreign force=0..0.3",
    ]);
    assert_eq!(fixed.code, 0, "{}", fixed.err);
    let wrong = with(&["--alternative", "what removals do=fragmnt"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("it has"), "{}", wrong.err);
    let computed = with(&["--set", "Total members=3"]);
    assert_eq!(computed.code, 2, "{}", computed.err);
    assert!(computed.err.contains("computed"), "{}", computed.err);
    let unknown = with(&["--policy", "unilaterel force"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("did you mean `unilateral force`?"),
        "{}",
        unknown.err
    );
}

#[test]
fn the_ledger_is_whole_and_article_md_is_made_from_it() {
    let ran = counterflow(&root(), &["evidence", "studies/us-mexico", "--markdown"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    let committed = std::fs::read_to_string(root().join("studies/us-mexico/ARTICLE.md")).expect("ARTICLE.md");
    assert!(
        ran.out == committed,
        "ARTICLE.md is older than evidence.toml: counterflow evidence studies/us-mexico --markdown > studies/us-mexico/ARTICLE.md"
    );
}

#[test]
fn a_line_that_no_statement_has_fails_the_ledger() {
    let folder = flagship();
    let path = folder.path().join("studies/us-mexico/evidence.toml");
    let text = std::fs::read_to_string(&path).expect("the ledger");
    let document = text.find("lines = ").expect("the document says how many lines it has");
    let end = document + text[document..].find('\n').expect("a line ends");
    std::fs::write(&path, format!("{}lines = 999{}", &text[..document], &text[end..])).expect("written");
    let ran = counterflow(folder.path(), &["evidence", "studies/us-mexico"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("unmapped-line"), "{}", ran.err);
}

#[test]
fn known_answers_are_met() {
    let ran = counterflow(&root(), &["verify"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("28 of 28 figures"), "{}", ran.out);
}

#[test]
fn the_flagship_has_nothing_said_against_it() {
    let ran = counterflow(&root(), &["check", "studies/us-mexico", "--strict"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
}

#[test]
fn everything_wrong_with_a_study_is_said_at_once() {
    let folder = flagship();
    let path = folder.path().join("studies/us-mexico/study.toml");
    let text = std::fs::read_to_string(&path).expect("the study");
    let broken = text
        .replace("[uncertainties.recidivism]", "[uncertainties.recidivsm]")
        .replace("[uncertainties.\"recidivism\"]", "[uncertainties.\"recidivsm\"]")
        .replacen("reduce = \"integral\"", "redcue = \"integral\"", 1);
    std::fs::write(&path, broken).expect("written");
    let ran = counterflow(folder.path(), &["study", "studies/us-mexico", "--quick"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("unknown-key") && ran.err.contains("`reduce`"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("recidivsm") && ran.err.contains("`recidivism`"),
        "{}",
        ran.err
    );
    assert!(
        !folder.path().join("studies/us-mexico/results/report.html").exists(),
        "nothing may be written"
    );
}

#[test]
fn acceptance_tests_of_a_study_are_carried_out() {
    let ran = counterflow(&root(), &["verify", "crates/study/tests/studies/tank"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    acceptance tests
    test  figure                                       accepted     got         verdict
    T1    The level after a year                                                    met
            level                                    112 to 112     112              ok
            its mean                                             105.75           shown
    T2    Nothing can be drained from an empty tank                      missed (known)
            level                                        from 0    -128          missed

    why tests are missed
    T2: a tank has a bottom

    1 of 2 tests are met, 1 missed with a written reason, 0 only shown
    --- stderr
    ");
    let json = counterflow(&root(), &["verify", "--json", "crates/study/tests/studies/tank"]);
    let rows: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(rows[0]["got"], 112.0);
    assert_eq!(rows[2]["verdict"], "missed");
    assert_eq!(rows[2]["note"], "a tank has a bottom");
}

#[test]
fn a_test_that_is_missed_without_a_reason_fails() {
    let tank = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("crates/study/tests/studies/tank"), tank.path());
    let path = tank.path().join("acceptance.toml");
    let text = std::fs::read_to_string(&path).expect("the tests");
    std::fs::write(
        &path,
        text.replace("low = 112", "low = 111").replace("high = 112", "high = 111.5"),
    )
    .expect("written");
    let ran = counterflow(tank.path(), &["verify", "."]);
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(
        ran.out.contains("T1: MISSED, and the study gives no reason"),
        "{}",
        ran.out
    );
    std::fs::remove_file(&path).expect("removed");
    let ran = counterflow(tank.path(), &["verify", "."]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains("no acceptance.toml"), "{}", ran.err);
}

/// The lines of all files in a folder, if there is one.
fn lines_in(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let text = |file: std::fs::DirEntry| std::fs::read_to_string(file.path()).unwrap_or_default();
    files.map(|file| text(file).lines().count()).sum()
}

#[test]
fn a_study_that_was_killed_goes_on_to_the_same_results() {
    let (killed, undisturbed) = (flagship(), flagship());
    let results = |folder: &tempfile::TempDir| folder.path().join("studies/us-mexico/results");
    let asked = [
        "study",
        "studies/us-mexico",
        "--futures",
        "150",
        "--threads",
        "1",
        "--quiet",
    ];
    let unfinished = results(&killed).join("unfinished");

    let mut study = super::command(killed.path(), &asked).spawn().expect("the binary runs");
    let begun = std::time::Instant::now();
    while lines_in(&unfinished) < 64 && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    study.kill().expect("it can be killed");
    assert!(
        !study.wait().expect("it ends").success(),
        "it was too quick to be killed"
    );
    let noted = lines_in(&unfinished);
    assert!(noted >= 64, "{noted} runs were noted");
    assert!(!results(&killed).join("outcomes.csv").exists());

    let ran = counterflow(killed.path(), &[&asked[..], &["--resume"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        !unfinished.exists(),
        "what was noted is removed once the results are written"
    );
    assert_eq!(counterflow(undisturbed.path(), &asked).code, 0);
    for file in ["experiments.csv", "outcomes.csv"] {
        let bytes = |folder| std::fs::read(results(folder).join(file)).expect("a result");
        assert!(bytes(&killed) == bytes(&undisturbed), "{file} differs");
    }
}

/// How many bytes are in a folder, if there is one.
#[cfg(unix)]
fn bytes_in(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.metadata().map_or(0, |data| data.len())).sum()
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_finished_and_says_how_to_go_on() {
    let (stopped, undisturbed) = (flagship(), flagship());
    let results = |folder: &tempfile::TempDir| folder.path().join("studies/us-mexico/results");
    let asked = |threads| ["study", "studies/us-mexico", "--futures", "150", "--threads", threads];
    let unfinished = results(&stopped).join("unfinished");

    let mut study = super::command(stopped.path(), &asked("2"));
    let study = study.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let study = study.expect("the binary runs");
    let begun = std::time::Instant::now();
    while bytes_in(&unfinished) == 0 && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let process = study.id().to_string();
    let sent = Command::new("kill").args(["-INT", &process]).status();
    assert!(sent.expect("there is a `kill`").success());
    let ended = study.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!((ended.status.code(), text(&ended.stdout).as_str()), (Some(130), ""));
    insta::assert_snapshot!(text(&ended.stderr), @r"
    error: interrupted; the runs that are finished are kept
      = help: to go on from there: `counterflow study studies/us-mexico --futures 150 --threads 2 --resume`
    ");
    assert!(bytes_in(&unfinished) > 0, "what is finished is kept");
    assert!(!results(&stopped).join("outcomes.csv").exists());

    let ran = counterflow(stopped.path(), &[&asked("1")[..], &["--resume"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(counterflow(undisturbed.path(), &asked("2")).code, 0);
    for file in ["experiments.csv", "outcomes.csv"] {
        let bytes = |folder| std::fs::read(results(folder).join(file)).expect("a result");
        assert!(bytes(&stopped) == bytes(&undisturbed), "{file} differs");
    }
}
