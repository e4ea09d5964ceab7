use super::*;
use crate::Holder;

#[test]
fn the_second_run_says_who_holds_the_folder() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("results");
    let first = Folder::hold(&path).unwrap();
    let Err(ResultsError::InUse { holder, .. }) = Folder::hold(&path) else {
        panic!("the folder is held");
    };
    assert_eq!(holder.process, std::process::id());
    let message = ResultsError::InUse {
        path: "results".into(),
        holder: Holder {
            process: 4711,
            since: "2026-11-22T10:00:00Z".into(),
        },
    };
    insta::assert_snapshot!(message, @"`results` is in use by another run (process 4711, since 2026-11-22T10:00:00Z)");
    drop(first);
    Folder::hold(&path).expect("the folder is free again");
}

#[test]
fn what_a_killed_run_left_is_no_obstacle() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("results");
    fs::create_dir(&path).unwrap();
    fs::write(path.join(Folder::LOCK), r#"{"process":1,"since":"x"}"#).unwrap();
    let folder = Folder::hold(&path).expect("nobody holds the lock");
    folder.write("brief.md", "# Brief\n").unwrap();
    assert_eq!(fs::read_to_string(folder.file("brief.md")).unwrap(), "# Brief\n");
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A study's folder beside a file of the user's.
    fn place() -> (tempfile::TempDir, PathBuf) {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("precious"), "mine").unwrap();
        let results = place.path().join("results");
        (place, results)
    }

    fn is_refused<T: std::fmt::Debug>(found: Result<T, ResultsError>) {
        assert!(matches!(found, Err(ResultsError::Link { .. })), "{found:?}");
    }

    #[test]
    fn a_lock_that_is_a_link_truncates_nothing() {
        let (place, results) = place();
        fs::create_dir(&results).unwrap();
        symlink(place.path().join("precious"), results.join(Folder::LOCK)).unwrap();
        is_refused(Folder::hold(&results));
        assert_eq!(fs::read_to_string(place.path().join("precious")).unwrap(), "mine");
    }

    #[test]
    fn a_folder_that_is_a_link_is_not_written() {
        let (place, results) = place();
        fs::create_dir(place.path().join("elsewhere")).unwrap();
        symlink(place.path().join("elsewhere"), &results).unwrap();
        is_refused(Folder::hold(&results));
        assert_eq!(fs::read_dir(place.path().join("elsewhere")).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_is_a_link_is_not_written() {
        let (place, results) = place();
        let folder = Folder::hold(&results).unwrap();
        symlink(place.path().join("precious"), folder.file("fit.json")).unwrap();
        is_refused(folder.write("fit.json", "{}"));
        assert_eq!(fs::read_to_string(place.path().join("precious")).unwrap(), "mine");
    }

    #[test]
    fn a_draft_that_is_a_link_is_cleared_and_what_it_leads_to_stays() {
        let (place, results) = place();
        fs::create_dir(place.path().join("elsewhere")).unwrap();
        fs::write(place.path().join("elsewhere/notes"), "mine").unwrap();
        symlink(place.path().join("elsewhere"), place.path().join(".results.new")).unwrap();
        Folder::hold(&results).unwrap();
        assert!(place.path().join("elsewhere/notes").is_file());
        assert!(fs::symlink_metadata(place.path().join(".results.new")).is_err());
    }
}
