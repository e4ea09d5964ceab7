use super::{BytesError, FORMAT, MARK, read, with_header};
use crate::{Keep, Program, Request, build, verify};
use proptest::prelude::*;
use source::{Diagnostics, SourceId};
use std::sync::LazyLock;

/// Arrays, a mapped subscript, sums, vectors, lookups, random numbers, delays, samples, parameters.
const TEXT: &str = "
    r: r1, r2, r3 ~~| c: c1, c2 ~~| k = 2 ~~| size[r] = 3, 1, 2 ~~| m[r,c] = 1,2;3,4;5,6; ~~|
    effect((0,0),(1,2),(4,3)) ~~| late = DELAY FIXED(k, 2, 0) ~~| held = SAMPLE IF TRUE(Time > 2, k, 1) ~~|
    rate[r] = x[r] * k + SUM(m[r, c!]) + effect(x[r]) + RANDOM UNIFORM(0, 1, 7) + VECTOR RANK(size[r], 1) + MAX(late, held) ~~|
    x[r] = INTEG(rate[r], size[r]) ~~|
    INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";

fn program() -> Program {
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(TEXT, SourceId(0), &mut diagnostics);
    let model = check::check(&parsed, &mut diagnostics).expect("a model");
    let vary = vec![model.find("k").expect("a constant")];
    let keep = Keep::All;
    build(&model, &Request { vary, keep }).expect("a program")
}

#[test]
fn a_program_comes_back_as_it_was() {
    let program = program();
    let bytes = program.to_bytes();
    let back = Program::from_bytes(&bytes).expect("a program");
    assert_eq!(format!("{back:?}"), format!("{program:?}"));
    assert_eq!((back.to_bytes(), back.hash()), (bytes, program.hash()));
}

#[test]
fn what_is_no_program_of_this_format_says_so() {
    let bytes = program().to_bytes();
    let refused = |bytes: &[u8]| Program::from_bytes(bytes).expect_err("it is damaged");
    assert!(matches!(refused(b"INITIAL TIME = 0"), BytesError::NoProgram));
    for length in 0..MARK.len() {
        assert!(matches!(refused(&bytes[..length]), BytesError::NoProgram));
    }
    for length in MARK.len()..bytes.len() {
        assert!(matches!(refused(&bytes[..length]), BytesError::Damaged), "{length}");
    }
    let mut newer = bytes.clone();
    newer[MARK.len()..][..4].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    let error = refused(&newer);
    assert!(
        matches!(error, BytesError::OtherFormat { found } if found == FORMAT + 1),
        "{error}"
    );
    let longer = [&bytes[..], &[0]].concat();
    assert!(matches!(refused(&longer), BytesError::Damaged));
}

#[test]
fn a_stated_length_reserves_no_memory() {
    // 2^63 parameters, and nothing behind.
    let contents = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
    let error = Program::from_bytes(&with_header(&contents)).expect_err("there is nothing");
    assert!(matches!(error, BytesError::Unreadable(_)), "{error}");
    let mut program = program();
    program.temporaries = u32::MAX;
    let error = Program::from_bytes(&program.to_bytes()).expect_err("there are not so many");
    assert!(error.to_string().contains("temporaries"), "{error}");
}

#[test]
fn a_program_that_breaks_a_rule_is_refused_though_its_hash_is_right() {
    let mut program = program();
    program.parameters[0].slot = program.lane_slots;
    let error = Program::from_bytes(&program.to_bytes()).expect_err("there is no such slot");
    assert!(
        matches!(&error, BytesError::Invalid { rule } if rule == "a parameter has no slot"),
        "{error}"
    );
}

static CONTENTS: LazyLock<Vec<u8>> = LazyLock::new(|| program().contents());

/// Places, and the bytes that stand there instead.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let small = prop_oneof![0u8..16, any::<u8>()];
    prop::collection::vec((any::<prop::sample::Index>(), small), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn changed_bytes_are_damaged(changes in changes()) {
        let bytes = with_header(&CONTENTS);
        let mut changed = bytes.clone();
        for (at, byte) in changes {
            changed[at.index(bytes.len())] = byte;
        }
        prop_assert!(changed == bytes || Program::from_bytes(&changed).is_err());
    }

    /// Whoever changes the contents can give them a hash.
    #[test]
    fn changed_contents_are_an_error_or_a_program_that_keeps_the_rules(changes in changes(), cut in any::<prop::sample::Index>()) {
        let mut contents = CONTENTS.clone();
        let length = contents.len();
        for (at, byte) in changes {
            contents[at.index(length)] = byte;
        }
        for contents in [&contents[..], &contents[..cut.index(length)]] {
            if let Ok(program) = read(contents) {
                prop_assert_eq!(verify(&program), Ok(()));
                prop_assert!(!program.to_string().is_empty());
                prop_assert_eq!(program.stock_names.iter().count(), program.stock_names.len());
            }
        }
    }
}
