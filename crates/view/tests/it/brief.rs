//! The brief as a reader of Markdown sees it.

use crate::fixture;

#[test]
fn the_brief_of_a_study() {
    insta::assert_snapshot!(view::brief(&fixture::findings()));
}

#[test]
fn two_pages_hold_it() {
    // A page of 11 point text holds some 500 words; tables are denser.
    let words = view::brief(&fixture::findings()).split_whitespace().count();
    assert!(words < 1000, "{words} words");
}
