//! A clock that is set from outside must cover what a study looks at.

mod common;

fn refused(name: &str, value: f64) -> Option<String> {
    let overrides = study::Overrides {
        set: vec![(name.into(), value)],
        ..study::Overrides::default()
    };
    let set = common::sound("predator").with(&overrides);
    set.err().map(|error| error.to_string())
}

#[test]
fn a_run_must_last_as_long_as_the_study_looks() {
    let error = refused("FINAL TIME", 3.0).expect("the study looks further");
    assert!(error.starts_with("the study looks at "), "{error}");
    assert!(error.contains("with its clock as it is set"), "{error}");
    assert_eq!(refused("FINAL TIME", 1000.0), None, "a longer run will do");
}

#[test]
fn a_run_must_begin_before_an_outcome_is_looked_at() {
    let error = refused("INITIAL TIME", 900.0).expect("every outcome is looked at before");
    assert!(error.contains(" looks at "), "{error}");
}
