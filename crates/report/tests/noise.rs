//! Random numbers in a study: every policy meets the same noise in one future, whatever else is carried out beside it.
//!
//! In the store nothing that matters is uncertain but the arrivals, drawn at every step. `show` reaches no stock; `take` takes
//! one item a month out of it, in the second half of 2001.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;
use common::{Asked, StopAfter, carried_out, sound};
use experiment::Ensemble;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

/// The bits of a policy's outcome in each accepted future; none if the policy was not carried out.
fn bits(ensemble: &Ensemble, policy: usize) -> Vec<u64> {
    let values = ensemble.policies[policy].iter().flatten();
    values.map(|value| value.to_bits()).collect()
}

#[test]
fn policies_share_their_noise_and_futures_do_not() {
    let ensemble = carried_out(&sound("noisy"), &Asked::default()).ensemble;
    let left = bits(&ensemble, 0);
    assert!((20..130).contains(&left.len()), "{} of 150 go on", left.len());
    assert_eq!(left, bits(&ensemble, 1), "showing changes no arrival");
    assert_eq!(left, bits(&ensemble, 2));
    let different: BTreeSet<&u64> = left.iter().collect();
    assert_eq!(different.len(), left.len(), "each future has its own arrivals");
    for (slot, without) in left.iter().enumerate() {
        let with = ensemble.policies[3].as_ref().unwrap()[slot];
        let less = f64::from_bits(*without) - with;
        assert!((less - 6.0).abs() < 1e-9, "six months of one item, not {less}");
    }
}

#[test]
fn threads_and_other_policies_change_no_arrival() {
    let study = sound("noisy");
    let all = carried_out(&study, &Asked::default()).ensemble;
    for threads in [1, 2, 4] {
        let options = Asked {
            threads: Some(threads),
            ..Asked::default()
        };
        assert_eq!(carried_out(&study, &options).ensemble.policies, all.policies);
    }
    let options = Asked {
        policies: vec!["take some".into()],
        ..Asked::default()
    };
    let alone = carried_out(&study, &options).ensemble;
    assert_eq!(
        bits(&alone, 3),
        bits(&all, 3),
        "a policy alone ends as it did beside the others"
    );
    assert!(bits(&alone, 2).is_empty());
}

#[test]
fn the_first_futures_keep_their_noise_when_more_are_drawn() {
    let study = sound("noisy");
    let reference = |count: usize| {
        let options = Asked {
            futures: study::Futures::Count(count),
            ..Asked::default()
        };
        carried_out(&study, &options).ensemble.reference
    };
    assert_eq!(reference(40), reference(150)[..40]);
}

#[test]
fn the_seed_of_the_study_is_that_of_its_noise() {
    let study = sound("noisy");
    let with = |seed| {
        let options = Asked {
            seed,
            ..Asked::default()
        };
        carried_out(&study, &options).ensemble.reference
    };
    assert_eq!(with(None), with(Some(7)), "the file says 7");
    assert!(with(None).iter().zip(with(Some(8))).all(|(a, b)| *a != b));
}

#[test]
fn a_study_that_goes_on_draws_what_it_would_have_drawn() {
    let study = sound("noisy");
    let folder = tempfile::tempdir().unwrap();
    let options = Asked {
        threads: Some(1),
        journal: Some(folder.path().join("unfinished")),
        resume: true,
        ..Asked::default()
    };
    let stop = AtomicBool::new(false);
    let stopped = options.execute(&study, &StopAfter(64, &stop), &stop);
    assert!(stopped.is_err(), "it was stopped within the first stage");
    let (resumed, undisturbed) = (carried_out(&study, &options), carried_out(&study, &Asked::default()));
    assert_eq!(resumed.ensemble.policies, undisturbed.ensemble.policies);
    let other = Asked {
        seed: Some(8),
        ..options
    };
    let (resumed, undisturbed) = (
        carried_out(&study, &other),
        carried_out(
            &study,
            &Asked {
                journal: None,
                ..other.clone()
            },
        ),
    );
    assert_eq!(
        resumed.ensemble.policies, undisturbed.ensemble.policies,
        "another seed takes nothing over"
    );
}
