//! What is found in the evidence of a study, its statement, its rivals and its words in another language, as a person
//! sees it; and what stands behind the links of its model.

use source::Diagnostics;

mod common;
use common::{edited, edited_of};

/// What is found in the predator study after these edits, by its reader and then by the audit.
#[track_caller]
fn audited(edits: &[(&str, &str, &str)]) -> String {
    let (study, findings) = edited_of("predator", edits, study::evidence::audit);
    assert!(study.is_some(), "the audit is of a sound study: {findings}");
    findings
}

/// What the audit finds when the comment of `yield` is another.
#[track_caller]
fn of_yield(comment: &str) -> String {
    let said = "Derived from nothing [derived]: invented.";
    audited(&[("model/predator.mdl", said, comment)])
}

/// What is found in the tank after these edits.
fn tank(edits: &[(&str, &str, &str)]) -> String {
    edited_of("tank", edits, |_| Diagnostics::new()).1
}

/// Records in the time that is held out, for the two ways in which prey may hide.
const RIVALS: &str = "[[rivals]]\nalternative = \"can prey hide\"\n\
    records = [{ variable = \"Prey\", series = \"prey_counted\", periods = [\"2006\"] }]\n\n[[charts]]";

#[test]
fn numbers_that_lack_something() {
    insta::assert_snapshot!(of_yield("Invented."), @"
    error[number-without-evidence]: `yield` has no kind of evidence
      --> model/predator.mdl:48:1
       |
    48 | yield=
       | ^^^^^
       |
       = help: say it in evidence.toml, or in the model's comment: [S1], Judgement, Definition
    ");
    insta::assert_snapshot!(audited(&[("model/predator.mdl", "0.1\n\t~\tdmnl", "0.1\n\t~\t")]), @"
    error[number-without-unit]: `yield` has no unit
      --> model/predator.mdl:48:1
       |
    48 | yield=
       | ^^^^^
       |
       = help: write `dmnl` for a pure number
    ");
    insta::assert_snapshot!(of_yield("Judgement: invented."), @"
    error[judgement-without-range]: `yield` rests on judgement and has no range
      --> model/predator.mdl:48:1
       |
    48 | yield=
       | ^^^^^
       |
       = help: give it a range in study.toml, or state one in its comment: Range 0 to 1.
    ");
    insta::assert_snapshot!(
        of_yield("Judgement. Range 0.2 to 0.5."), @"
    error[range-excludes-base]: the range 0.2 to 0.5 in the comment of `yield` leaves its value 0.1 outside
      --> model/predator.mdl:48:1
       |
    48 | yield=
       | ^^^^^
       |
       = help: Range 0.1 to 0.5 would hold it
    ");
    insta::assert_snapshot!(
        edited(&[("study.toml", "{ kind = \"judgement\", note = \"invented\" }", "{ kind = \"judgement\" }")]).1, @r#"
    warning[evidence-gap]: the evidence of the uncertainty `catch rate` has no note that gives the reason
      --> study.toml:90:12
       |
    90 | evidence = { kind = "judgement" }
       |            ^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: note = "…"
    "#);
    insta::assert_snapshot!(
        edited(&[("study.toml", "{ kind = \"source\", keys = [\"S1\"] }", "{ kind = \"source\" }")]).1, @r#"
    warning[evidence-gap]: the evidence of the uncertainty `birth rate` has no key of a source
      --> study.toml:81:12
       |
    81 | evidence = { kind = "source" }
       |            ^^^^^^^^^^^^^^^^^^^
       |
       = help: keys = ["the key of a source in evidence.toml"]
    "#);
}

#[test]
fn documents_and_their_lines() {
    insta::assert_snapshot!(audited(&[("evidence.toml", "lines = [4]", "lines = [1]")]), @r#"
    error[unmapped-line]: no statement has line 4 of `letter`
     --> evidence.toml:3:13
      |
    3 | [documents."letter"]
      |             ^^^^^^
      |
      = help: add a statement with these `lines`, of the kind `noise` if they don't matter
    "#);
    insta::assert_snapshot!(
        edited(&[("evidence.toml", "id = \"N1\"", "id = \"N1\"\ndocument = \"leter\"")]).1, @r#"
    error[unknown-document]: no document is called `leter`
      --> evidence.toml:36:13
       |
    36 | document = "leter"
       |             ^^^^^
       |
       = help: did you mean `letter`?
    "#);
}

#[test]
fn claims_and_thresholds() {
    let unfair = "unfair = \"nobody can know\"\nrival = \"they";
    insta::assert_snapshot!(
        edited(&[("study.toml", "rival = \"predators", unfair)]).1, @r#"
    error[claim-with-both]: the claim `A1` has both `holds_if` and `unfair`
       --> study.toml:125:11
        |
    125 | unfair = "nobody can know"
        |           ^^^^^^^^^^^^^^^
        |
        = help: keep `holds_if`, or say in `unfair` why no predicate is fair
    "#);
    insta::assert_snapshot!(edited(&[("study.toml", "fail_below = 100", "fail_below = 100\nfail_above = 900")]).1, @"
    error[two-thresholds]: the outcome `prey 2020` has both `fail_above` and `fail_below`: keep one
      --> study.toml:51:14
       |
    51 | fail_below = 100
       |              ^^^
    ");
}

#[test]
fn statements() {
    insta::assert_snapshot!(tank(&[("study.toml", "alternatives = [\"meter\"]", "alternatives = [\"metre\"]")]), @r#"
    error[unknown-alternative]: no alternative is called `metre`
       --> study.toml:106:18
        |
    106 | alternatives = ["metre"]
        |                  ^^^^^
        |
        = help: did you mean `meter`?
    "#);
    insta::assert_snapshot!(tank(&[("study.toml", "\"2006-H1\"", "\"spring 2006\"")]), @r#"
    error[unreadable-period]: `spring 2006` is not a period
       --> study.toml:112:21
        |
    112 | windows = ["2006", "spring 2006"]
        |                     ^^^^^^^^^^^
        |
        = help: write it as `2026`, `2026-03`, `2026-H1`, `FY2026` or `2025-04..2026-03`
    "#);
    let nothing = edited(&[(
        "study.toml",
        "[[charts]]",
        "[statement]\nrules = \"none\"\n\n[[charts]]",
    )])
    .1;
    insta::assert_snapshot!(nothing, @"
    error[empty-statement]: the statement has no window of any quantity
       --> study.toml:143:1
        |
    143 | [statement]
        | ^^^^^^^^^^^
        |
        = help: [[statement.quantities]] with `name`, `variable`, `unit` and `windows`
    ");
}

/// What is found where the predator study says a sentence.
#[track_caller]
fn said(says: &str) -> String {
    let sentence = format!("[[sentences]]\nsays = \"{says}\"\n\n[[charts]]");
    edited(&[("study.toml", "[[charts]]", &sentence)]).1
}

#[test]
fn sentences() {
    assert_eq!(said("In {A1} of futures it helps, in {A1 opposite} it harms."), "");
    insta::assert_snapshot!(said("Culling helps in {A1 brefly} of futures, in {A7}."), @r#"
    error[unknown-claim]: no claim has the id `A1 brefly`
       --> study.toml:144:26
        |
    144 | says = "Culling helps in {A1 brefly} of futures, in {A7}."
        |                          ^^^^^^^^^^^
        |
        = help: did you mean `A1 briefly`?
    error[unknown-claim]: no claim has the id `A7`
       --> study.toml:144:53
        |
    144 | says = "Culling helps in {A1 brefly} of futures, in {A7}."
        |                                                     ^^^^
        |
        = help: did you mean `A1`?
    "#);
    insta::assert_snapshot!(said("It is cruel in {A2} of futures."), @r#"
    error[claim-without-share]: `A2` has no share: the claim is `unfair`
       --> study.toml:144:24
        |
    144 | says = "It is cruel in {A2} of futures."
        |                        ^^^^
    "#);
    insta::assert_snapshot!(said("It is brief in {A1 briefly opposite} of futures."), @r#"
    error[claim-without-share]: `A1 briefly opposite` has no share: its claim does not compare one outcome under two policies
       --> study.toml:144:24
        |
    144 | says = "It is brief in {A1 briefly opposite} of futures."
        |                        ^^^^^^^^^^^^^^^^^^^^^
    "#);
}

#[test]
fn a_translated_sentence_states_the_same_shares() {
    let says = "In {A1} it helps.";
    let sentence = format!("[[sentences]]\nsays = \"{says}\"\n\n[[charts]]");
    let told = format!("[a]\n\"{says}\" = \"En {{A2}} ayuda.\"\n");
    let (study, found) = edited(&[("study.toml", "[[charts]]", &sentence), ("es.toml", "", &told)]);
    assert!(study.is_none());
    for what in ["lacks `{A1}`", "has `{A2}`, which the sentence has not"] {
        assert!(
            found.contains(&format!("error[unknown-claim]: this translation {what}")),
            "{found}"
        );
    }
}

#[test]
fn yardsticks_are_above_0() {
    let judging = "[judging]\nmaterial = 0\n\n[[charts]]";
    insta::assert_snapshot!(edited(&[("study.toml", "[[charts]]", judging)]).1, @"
    error[empty-window]: this share must be above 0: 0.02 is 2 %
       --> study.toml:144:12
        |
    144 | material = 0
        |            ^
        |
        = help: material = 0.02
    ");
    let sharp = RIVALS.replace("] }]", "], deviation = 0 }]");
    insta::assert_snapshot!(edited(&[("study.toml", "[[charts]]", &sharp)]).1, @r#"
    error[empty-window]: this deviation must be above 0: 0.1 is about a tenth of the record
       --> study.toml:145:90
        |
    145 | records = [{ variable = "Prey", series = "prey_counted", periods = ["2006"], deviation = 0 }]
        |                                                                                          ^
        |
        = help: deviation = 0.1
    "#);
}

#[test]
fn rivals() {
    assert_eq!(edited(&[("study.toml", "[[charts]]", RIVALS)]).1, "");
    let other = RIVALS.replace("can prey hide", "can prey hid");
    insta::assert_snapshot!(edited(&[("study.toml", "[[charts]]", &other)]).1, @r#"
    error[unknown-alternative]: no alternative is called `can prey hid`
       --> study.toml:144:16
        |
    144 | alternative = "can prey hid"
        |                ^^^^^^^^^^^^
        |
        = help: did you mean `can prey hide`?
    "#);
    let later = RIVALS.replace("\"2006\"", "\"2007\"");
    insta::assert_snapshot!(edited(&[("study.toml", "[[charts]]", &later)]).1, @r#"
    error[unknown-period]: `prey_counted` has no observation of `2007` within `hold_out`
       --> study.toml:145:70
        |
    145 | records = [{ variable = "Prey", series = "prey_counted", periods = ["2007"] }]
        |                                                                      ^^^^
        |
        = help: did you mean `2006`?
    "#);
}

#[test]
fn a_field_behind_the_comment() {
    insta::assert_snapshot!(edited(&[("model/predator.mdl", "~\tBorn.", "~\tBorn.\n\t~\tor bought")]).1, @"
    warning[unexpected-field]: only `:SUPPLEMENTARY` may follow the comment
      --> model/predator.mdl:22:4
       |
    22 |     ~    or bought
       |          ^^^^^^^^^
       |
       = help: end the definition before this with `|`
    ");
}

/// All texts of the tank but a few, each as its own translation, and what is found.
fn translated(more: &str) -> String {
    let study = common::sound("tank");
    let missing = study::Translation::default().missing(&study);
    let mut file: String = missing.iter().map(|text| format!("{text:?} = {text:?}\n")).collect();
    file.push_str(more);
    let left_out = "\"Draining is good\" = \"Draining is good\"\n";
    assert!(file.contains(left_out), "{file}");
    tank(&[("es.toml", "", &file.replace(left_out, ""))])
}

#[test]
fn translations() {
    let twice = "[again]\n\"Draining is  good\" = \"Vaciar es bueno\"\n\"leave it\" = \"dejarlo\"\n";
    insta::assert_snapshot!(translated(""), @r#"
    warning[missing-translation]: `Draining is good` has no translation in `es`
      --> es.toml:32:1
       |
    32 | "a tap" = "a tap"
       | ^^^^^^^^^^^^^^^^^ write it below
       |
       = help: "Draining is good" = "…"
    "#);
    insta::assert_snapshot!(translated(twice), @r#"
    error[translated-twice]: `leave it` is translated twice, and not alike
      --> es.toml:35:2
       |
    35 | "leave it" = "dejarlo"
       |  ^^^^^^^^
       |
       = help: keep `leave it` or `dejarlo`
    "#);
    insta::assert_snapshot!(translated("[old]\n\"Draining is god\" = \"Vaciar es bueno\"\n"), @r#"
    warning[unknown-text]: the study does not say `Draining is god`
      --> es.toml:34:2
       |
    34 | "Draining is god" = "Vaciar es bueno"
       |  ^^^^^^^^^^^^^^^
       |
       = help: it says `Draining is good`
    warning[missing-translation]: `Draining is good` has no translation in `es`
      --> es.toml:34:1
       |
    34 | "Draining is god" = "Vaciar es bueno"
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write it below
       |
       = help: "Draining is good" = "…"
    "#);
    let none = tank(&[("es.toml", "", "\"leave it\" = \"dejarlo\"\n")]);
    let ends = [
        "warning[missing-translation]: 32 texts have no translation in `es`\n",
        "= help: and 12 more\n",
    ];
    assert!(none.starts_with(ends[0]) && none.ends_with(ends[1]), "{none}");
}

#[test]
fn a_statement_is_no_longer_than_a_thousand_windows() {
    let windows = "\"2006\", ".repeat(1001);
    let edit = ("study.toml", "\"2006\", \"2006-H1\"", windows.as_str());
    let found = tank(&[edit]);
    insta::assert_snapshot!(found, @"
    error[statement-too-long]: the statement has 1002 windows, and 1000 are the most
       --> study.toml:105:1
        |
    105 | [statement]
        | ^^^^^^^^^^^
        |
        = help: fewer quantities, or fewer `windows` of each
    ");
}

/// The links of the predator study by hand. Of the four flows into the stocks and of `eaten per year` no constant is part:
/// definitions. `births` rests on a `birth rate` from a source, `growth` on a derived `yield`, both links into `eaten` on the
/// judged `catch rate` beside the sourced `shelter`, and `deaths` on a calibrated `death rate` beside the lever, which is
/// a definition here. `initial prey` is read at the start alone and is no link.
#[test]
fn links_by_the_weakest_kind_of_evidence() {
    let lever = "kind = \"judgement\", note = \"a tap of another kind\"";
    let (study, findings) = edited(&[("study.toml", lever, "kind = \"definition\"")]);
    assert_eq!(findings, "");
    let links = study.expect("a sound study is read").evidence().evidence.links;
    let links: Vec<(&str, usize)> = links.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    let by_hand = [
        ("source", 1),
        ("derived", 1),
        ("calibrated", 1),
        ("judgement", 2),
        ("definition", 5),
    ];
    assert_eq!(links, by_hand);
}
