use crate::{counterflow, folder};
use std::collections::BTreeSet;
use std::path::Path;

/// An article of the usual shape: a title, headings, paragraphs, a list, a question that breaks off, the page's furniture.
const ARTICLE: &str = "\
Harbour Town Turns Down a Ban on Night Fishing: What Comes Next
Reports say the ministry signed an order that may allow closing the bay at night. The town's answer was immediate.
The Order and the Town's Answer
The Daily Net revealed that the order names eight boats – six of them from the town. The ministry did not comment.
However, Mayor Lind dismissed it. “Nobody will close our bay,” she stated. Talks go on, according to the harbour office.
Share this article
Present Cooperation & Recent Progress
Record Low Catches: June 2024 saw the lowest catch on record. Poaching Down: Poaching has decreased by over 50% in recent months.
What a Ban Would Mean
Escalation: A ban could escalate conflicts on the water, potentially for years.
* Trust: It would damage the trust between town and ministry.Decades of bans have largely failed to bring the cod back.
A wider approach is needed, one that addresses root causes. Quotas should follow the stock.
Frequently Asked Questions About the Bay
1. Will the boats go out at night?
Currently, the town has refused the order. Mayor Lind has stated


![Hotel at the Sea | [Hotel Name]
OR
Rooms With a View: [Hotel Name]’s Summer
OR
A Summer at the Sea](https://pictures.example/hotel.jpg?size=150)

";

/// The lines of the ledger's entries whose kind passes.
fn lines(ledger: &str, is: impl Fn(&str) -> bool) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for entry in ledger.split("[[statements]]").skip(1) {
        let field = |key: &str| entry.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(" = "));
        if is(field("kind").unwrap_or_default().trim_matches('"')) {
            let list = field("lines").unwrap_or_default().trim_matches(['[', ']']);
            found.extend(list.split(", ").map(|n| n.parse::<u32>().expect("a line")));
        }
    }
    found
}

fn blank(ledger: &str) -> BTreeSet<u32> {
    let list = ledger.lines().find_map(|l| l.strip_prefix("blank = [")).expect("the document has blank lines");
    list.trim_end_matches(']').split(", ").filter_map(|n| n.parse().ok()).collect()
}

#[test]
fn a_study_that_runs_from_the_first_minute() {
    let folder = folder(&[]);
    let ran = counterflow(folder.path(), &["new", "harbour"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    harbour is a study to fill in
    next: counterflow study harbour --quick
    --- stderr
    ");
    let check = counterflow(folder.path(), &["check", "harbour", "--strict"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    let study = counterflow(folder.path(), &["study", "harbour", "--futures", "20"]);
    assert_eq!(study.code, 0, "{}{}", study.out, study.err);
    assert!(study.out.contains("double effort"), "{}", study.out);
}

#[test]
fn every_line_of_a_document_is_a_statement_or_noise_or_blank() {
    let folder = folder(&[("article.txt", ARTICLE)]);
    let ran = counterflow(folder.path(), &["new", "bay", "--document", "article.txt"]);
    insta::assert_snapshot!(ran.all(), @"
    exit 0
    --- stdout
    bay is a study to fill in
    23 lines: 17 statements and 5 headings, 6 lines of noise, 3 blank
    marked by their words: 2 with quantities, 3 with dates, 6 attributed, 4 with causes, 2 risks, 2 recommendations
    every line with what it says: bay/ARTICLE.md
    next: counterflow study bay --quick
    --- stderr
    ");
    let ledger = std::fs::read_to_string(folder.path().join("bay/evidence.toml")).unwrap();
    let noise = lines(&ledger, |kind| kind == "noise");
    assert_eq!(noise, BTreeSet::from([6, 18, 19, 20, 21, 22]));
    assert_eq!(
        lines(&ledger, |kind| kind == "heading"),
        BTreeSet::from([1, 3, 7, 9, 13])
    );
    let said = lines(&ledger, |kind| kind != "noise");
    let all: BTreeSet<u32> = &(&said | &noise) | &blank(&ledger);
    assert_eq!(all, (1..=23).collect(), "a line is lost");
    assert!(said.is_disjoint(&noise));
    let page = std::fs::read_to_string(folder.path().join("bay/ARTICLE.md")).unwrap();
    assert!(!page.contains("not mapped"), "{page}");
    let checked = counterflow(folder.path(), &["check", "bay"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
}

#[test]
fn statements_are_marked_by_what_stands_in_them() {
    let folder = folder(&[("article.txt", ARTICLE)]);
    counterflow(folder.path(), &["new", "bay", "--document", "article.txt"]);
    let ledger = std::fs::read_to_string(folder.path().join("bay/evidence.toml")).unwrap();
    let marked = |words: &str| {
        let entry = ledger.split("[[statements]]").find(|e| e.contains(words)).expect("the statement is there");
        let marks = entry.lines().find_map(|l| l.split_once("# marks: ")).map_or("", |(_, marks)| marks);
        let kind = entry.lines().find_map(|l| l.strip_prefix("kind = ")).unwrap_or_default();
        format!("{kind} {marks}")
    };
    assert_eq!(marked("Poaching Down"), "\"quantity\" quantity, date, cause");
    assert_eq!(marked("A ban could escalate"), "\"risk\" cause, risk");
    assert_eq!(marked("Quotas should"), "\"recommendation\" recommendation");
    assert_eq!(marked("Will the boats"), "\"question\" ");
    assert_eq!(marked("Decades of bans"), "\"framing\" date");
}

#[test]
fn nothing_is_overwritten_and_nothing_half_made_is_left() {
    let folder = folder(&[("binary.bin", "\0\0\0")]);
    counterflow(folder.path(), &["new", "harbour"]);
    let again = counterflow(folder.path(), &["new", "harbour"]);
    assert_eq!(again.code, 1);
    insta::assert_snapshot!(again.err, @"
    error: `harbour` is there already, and nothing is overwritten
      = help: give the new study another name
    ");
    assert_eq!(counterflow(folder.path(), &["new", "../a b"]).code, 2);
    assert_eq!(
        counterflow(folder.path(), &["new", "x", "--document", "none.txt"]).code,
        1
    );
    assert_eq!(
        counterflow(folder.path(), &["new", "x", "--document", "binary.bin"]).code,
        2
    );
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// The seed article is not ours to copy: it is looked at where it is at hand.
#[test]
fn every_statement_of_the_seed_article_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let seed = std::fs::read_dir(root.join("../shared/seed")).ok();
    let Some(article) = seed.and_then(|mut files| files.next()?.ok()).map(|e| e.path()) else {
        eprintln!("SKIPPED: no seed article at ../shared/seed");
        return;
    };
    let folder = folder(&[]);
    let article = std::fs::canonicalize(article).unwrap();
    let ran = counterflow(
        folder.path(),
        &["new", "seed", "--document", &article.display().to_string()],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = std::fs::read_to_string(folder.path().join("seed/evidence.toml")).unwrap();
    let ours = std::fs::read_to_string(root.join("studies/us-mexico/evidence.toml")).unwrap();
    let wanted = lines(&ours, |kind| kind != "noise");
    let said = lines(&found, |kind| kind != "noise");
    assert_eq!(said, wanted, "lines with statements");
    let noise = lines(&found, |kind| kind == "noise");
    assert_eq!(noise, (32..=40).collect(), "the image with its caption");
    let all: BTreeSet<u32> = &(&said | &noise) | &blank(&found);
    assert_eq!(all, (1..=43).collect(), "a line is lost");
    // 39 statements, each within a line or over a line's end; ours may be finer, never coarser.
    let count = |ledger: &str| ledger.matches("\nid = \"A").count();
    assert!(count(&found) >= 30, "{} statements", count(&found));
}
