//! What counts as a line, a function, a reason and a circle.

use super::circles::find;
use super::measure::{Measured, measure};
use super::sources;

fn measured(path: &str, text: &str) -> Measured {
    measure(path, text).expect("the text is Rust")
}

#[test]
fn what_stands_behind_a_declared_test_module_counts() {
    let text = "#[cfg(test)]\nmod tests;\n\nfn one() {\n    // A reason,\n    // on two lines.\n    two();\n}\n\n#[cfg(test)]\nmod inside {\n    fn three() {}\n}\n";
    let file = measured("crates/a/src/b.rs", text);
    let names: Vec<&str> = file.functions.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["one"]);
    assert_eq!((file.functions[0].first, file.functions[0].lines), (4, 5));
    assert_eq!((file.code, file.reasons), (3, 1));
}

#[test]
fn two_files_that_use_each_other_are_a_circle() {
    let files = [
        measured("crates/a/src/lib.rs", "mod b; mod c;"),
        measured("crates/a/src/b.rs", "use crate::c::{C, D}; pub struct B;"),
        measured("crates/a/src/c/mod.rs", "mod e; pub struct C; fn f() { crate::b::g() }"),
        measured("crates/a/src/c/e.rs", "use super::C;"),
    ];
    let (b, c) = ("crates/a/src/b.rs".to_string(), "crates/a/src/c/mod.rs".to_string());
    assert_eq!(find(&files), [[(b.clone(), c.clone()), (c, b)]]);
}

#[test]
fn a_module_and_what_it_holds_are_none() {
    let files = [
        measured("crates/a/src/b/mod.rs", "mod c; use self::c::C; pub struct B;"),
        measured("crates/a/src/b/c.rs", "use super::B; pub struct C;"),
    ];
    assert!(find(&files).is_empty());
}

#[test]
fn no_files_of_this_workspace_use_each_other_in_a_circle() {
    let circles = find(&sources().expect("every file in git can be read"));
    assert!(circles.is_empty(), "{circles:#?}");
}
