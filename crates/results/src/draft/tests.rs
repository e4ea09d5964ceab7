use super::*;
use crate::Folder;
use std::fs;

/// A study's folder, with results that a run before has written and a note of the user's among them.
fn place() -> (tempfile::TempDir, Folder) {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::hold(&place.path().join("results")).unwrap();
    write(&folder, "old");
    fs::write(folder.file("my notes.txt"), "mine").unwrap();
    (place, folder)
}

fn draft<'f>(folder: &'f Folder, text: &str) -> Draft<'f> {
    let draft = folder.draft().unwrap();
    draft.write("report.html", text).unwrap();
    draft.write(&format!("{text}.csv"), text).unwrap();
    draft
}

fn write(folder: &Folder, text: &str) {
    draft(folder, text).put_in_place(Manifest::default()).unwrap();
}

/// The names in a folder, and among them what its report says.
fn seen(folder: &Path) -> String {
    let names: Vec<String> =
        names_in(folder).unwrap().into_iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    format!("{}: {report}", names.join(", "))
}

const OLD: &str = ".lock, manifest.json, my notes.txt, old.csv, report.html: old";
const NEW: &str = ".lock, manifest.json, my notes.txt, new.csv, report.html: new";

#[test]
fn the_new_contents_replace_what_runs_have_written_and_nothing_else() {
    let (place, folder) = place();
    assert_eq!(seen(folder.path()), OLD);
    write(&folder, "new");
    assert_eq!(seen(folder.path()), NEW);
    assert!(matches!(Folder::hold(folder.path()), Err(ResultsError::InUse { .. })));
    drop(folder);
    Folder::hold(&place.path().join("results")).expect("nobody holds it");
    assert_eq!(names_in(place.path()).unwrap().len(), 1);
}

#[test]
fn a_draft_that_is_given_up_leaves_the_folder_as_it_was() {
    let (place, folder) = place();
    drop(draft(&folder, "new"));
    drop(folder);
    assert_eq!(seen(&place.path().join("results")), OLD);
    assert_eq!(names_in(place.path()).unwrap().len(), 1);
}

/// Writes the manifest of a new draft, as happens right before it takes the folder's place.
fn name_files(new: &Draft<'_>) {
    let files = vec!["report.html".into(), "new.csv".into()];
    let manifest = Manifest {
        files,
        ..Manifest::default()
    };
    manifest.save(new.path()).unwrap();
}

/// Ends a run as a kill does: nothing is cleaned, the lock alone is gone.
fn kill(folder: Folder) {
    *folder.draft().unwrap().lock.lock().unwrap() = tempfile::tempfile().unwrap();
    std::mem::forget(folder);
}

#[test]
fn a_run_that_is_killed_before_the_exchange_changes_nothing() {
    let (place, folder) = place();
    let new = draft(&folder, "new");
    name_files(&new);
    new.carry_over().unwrap();
    kill(folder);
    let results = place.path().join("results");
    drop(Folder::hold(&results).unwrap());
    assert_eq!(seen(&results), OLD);
}

#[test]
fn a_run_that_is_killed_after_the_exchange_has_written_all() {
    let (place, folder) = place();
    let new = draft(&folder, "new");
    name_files(&new);
    new.carry_over().unwrap();
    exchange(new.path(), folder.path()).unwrap();
    kill(folder);
    let results = place.path().join("results");
    drop(Folder::hold(&results).unwrap());
    assert_eq!(seen(&results), NEW);
    assert_eq!(names_in(place.path()).unwrap().len(), 1);
}

#[test]
fn where_folders_cannot_be_exchanged_a_kill_between_two_steps_is_mended() {
    let (place, folder) = place();
    let results = place.path().join("results");
    fs::rename(&results, beside(&results, "old")).unwrap();
    kill(folder);
    drop(Folder::hold(&results).unwrap());
    assert_eq!(seen(&results), OLD);
}

#[test]
fn two_steps_do_the_same_as_one() {
    let place = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| place.path().join(name));
    for (folder, text) in [(&one, "new"), (&other, "old")] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("report.html"), text).unwrap();
    }
    move_both(&one, &other).unwrap();
    assert_eq!(seen(&other), "report.html: new");
    assert_eq!(names_in(place.path()).unwrap().len(), 1);
}

#[test]
fn a_folder_that_cannot_be_moved_gets_each_entry() {
    let (place, folder) = place();
    let new = draft(&folder, "new");
    name_files(&new);
    new.replace_each().unwrap();
    assert_eq!(seen(folder.path()), NEW);
    assert_eq!(names_in(place.path()).unwrap().len(), 1);
}
