//! What is said about a text that is wrong, and that nothing else suffers from it.

use super::{diagnostics, ids, read};
use crate::{Body, limits};

#[test]
fn one_bad_definition_never_hides_another() {
    let text = "a = 1 + ~~|\nb = (2 ~ kg ~ |\n\"c = 3 ~ u ~ |\nd[ = 4 ~~|\ne = 5 $ 6 ~~|\nf((0,1),(2)) ~~|\n= 7 ~~|\n\
                g = 1e999 ~~|\nh = {8 ~~|\ni = 9 ~~|";
    let (model, diagnostics) = read(text);
    let understood = |body: &Body| !matches!(body, Body::Error);
    let found: Vec<_> = model.equations.iter().map(|e| (&*e.target.name.text, understood(&e.body))).collect();
    let expected = [
        ("a", false),
        ("b", false),
        ("e", false),
        ("f", false),
        ("g", false),
        ("h", false),
        ("i", true),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        diagnostics.iter().map(|f| f.id).collect::<Vec<_>>(),
        [
            "missing-operand",
            "unbalanced-parenthesis",
            "unterminated-text",
            "unexpected-token",
            "unexpected-token",
            "unexpected-token",
            "unexpected-token",
            "number-out-of-range",
            "unterminated-comment",
            "missing-operand",
        ]
    );
}

#[test]
fn diagnostics_say_what_was_found_and_what_was_expected() {
    insta::assert_snapshot!(diagnostics("births = population * ~ person/Year ~ |"), @r"
    error[missing-operand]: expected a number, a name or `(`, found `~`, the end of the formula
     --> model.mdl:1:23
      |
    1 | births = population * ~ person/Year ~ |
      |                       ^ something is missing here
    ");
    insta::assert_snapshot!(diagnostics("c = MAX(a, (b + 1) ~~|"), @r"
    error[unbalanced-parenthesis]: this `(` is never closed
     --> model.mdl:1:8
      |
    1 | c = MAX(a, (b + 1) ~~|
      |        ^           - expected `)` before this
      |        |
      |        opened here
    ");
    insta::assert_snapshot!(diagnostics("c = IF THEN ELSE(a > 0 AND b > 0, 1, 2) ~~|"), @r"
    error[unexpected-token]: expected an operator, `,` or `)`, found the name `AND b`
     --> model.mdl:1:24
      |
    1 | c = IF THEN ELSE(a > 0 AND b > 0, 1, 2) ~~|
      |                        ^^^^^
      |
      = help: write `:AND:`
    ");
    insta::assert_snapshot!(diagnostics("c = a :ADN: b ~~|"), @r"
    error[unexpected-token]: expected an operator or the end of the formula (`~`), found `:ADN:`
     --> model.mdl:1:7
      |
    1 | c = a :ADN: b ~~|
      |       ^^^^^
      |
      = help: write `:AND:`
    ");
    insta::assert_snapshot!(diagnostics("c = 'abc ~~|"), @r"
    error[unterminated-text]: this quoted text is never closed
     --> model.mdl:1:5
      |
    1 | c = 'abc ~~|
      |     ^^^^
      |
      = help: close it with `'` on the same line
    ");
}

#[test]
fn signs_of_other_languages_come_with_a_hint() {
    let hint = |text: &str| {
        let (_, diagnostics) = read(&format!("x = {text} ~~|"));
        diagnostics.iter().flat_map(|f| f.hints.clone()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(hint("a != b"), "write `<>` for `not equal`");
    assert_eq!(hint("a == b"), "write `=` to compare");
    assert_eq!(hint("2 ** b"), "write `^` for a power");
    assert_eq!(hint("a \u{2212} b"), "write `-`");
    assert_eq!(hint("(a) or (b)"), "write `:OR:`");
    assert_eq!(hint("(a) && (b)"), "write `:AND:`");
    assert_eq!(
        hint("3 x"),
        "put an operator between them; a name that begins with a digit needs double quotes"
    );
}

#[test]
fn files_that_are_cut_off_or_empty_are_told_apart() {
    assert_eq!(ids("a = 1 ~~|\nb = (2 +"), ["truncated-file"]);
    assert_eq!(ids("a = 1 ~~|\nb"), ["truncated-file"]);
    assert_eq!(ids("a = MAX(1,"), ["truncated-file"]);
    assert_eq!(ids(":MACRO: M(a)\nM = a ~~|"), ["truncated-file"]);
    assert_eq!(ids("{UTF-8}\n"), ["empty-file"]);
    assert_eq!(ids(""), ["empty-file"]);
}

#[test]
fn wrong_lookups_ranges_and_macros_have_diagnostics_of_their_own() {
    assert_eq!(ids("f() ~~|"), ["lookup-without-points"]);
    assert_eq!(ids("f([(0,0)-(1,1)]) ~~|"), ["lookup-without-points"]);
    assert_eq!(ids("f(1,2,3) ~~|"), ["lookup-odd-count"]);
    assert_eq!(ids("D: a -> (E: (b3-b1)) ~~|"), ["bad-range"]);
    assert_eq!(ids("D: ~~|"), ["missing-operand"]);
    assert_eq!(ids("a = 1 ~~|\n:END OF MACRO:"), ["unexpected-token"]);
    assert_eq!(
        ids(":MACRO: A(a)\nA=a~~|\n:MACRO: B(b)\nB=b~~|\n:END OF MACRO:"),
        ["unterminated-macro"]
    );
    assert_eq!(ids("\"\" = 1 ~~|"), ["empty-name"]);
    assert_eq!(ids("a = ) ~~|"), ["missing-operand"]);
    assert_eq!(ids("a = b) ~~|"), ["unbalanced-parenthesis"]);
    assert_eq!(ids("a[D] = 1, b ~~|"), ["unexpected-token"]);
    assert_eq!(ids("a[D] = TABBED ARRAY(1 2 x) ~~|"), ["unexpected-token"]);
    assert_eq!(
        ids("a[D] = TABBED ARRAY(1 2 ~~|\nb = 1 ~~|"),
        ["unbalanced-parenthesis"]
    );
}

#[test]
fn what_begins_nothing_is_reported_once() {
    assert_eq!(ids("&*****\\\n*****\na = 1 ~~|"), ["unexpected-token"]);
    assert_eq!(ids("* \\\n *****\na = 1 ~~|"), ["unexpected-token"]);
    assert_eq!(ids("~ kg ~ |\na = 1 ~~|"), ["unexpected-token"]);
    assert_eq!(ids("****\n****\n|a = 1 ~~|"), [""; 0]);
}

#[test]
fn a_missing_bar_is_noticed() {
    assert_eq!(ids("a = 1 ~ kg ~ of all\nb = 2 ~ kg ~ |"), ["unexpected-field"]);
}

/// Each would take minutes if reading it were quadratic in its length.
#[test]
fn hostile_texts_are_read_in_linear_time() {
    let pieces = [
        "{",
        "{{}",
        "a{",
        "a {}",
        "\\\n{}",
        "{**",
        "**\n",
        "*\n",
        "**{}",
        "\"\\\"",
        "\\\"|",
        "a='|",
        "a=\"|",
        "a=",
        "f(",
        "a(1,",
        "((1,",
        "((-",
        ":MACRO:",
        "---///",
        "\\---///",
        "///---",
        ":L",
        "a~~|",
        "a=1;",
        "D:a->(b:(a1-a99999),",
        "=TABBED ARRAY(",
        "** .a ** ~|",
        "\r",
        "~",
        "\u{a0}",
        "_",
        "'\\",
    ];
    for piece in pieces {
        let text = piece.repeat(300_000 / piece.len());
        for text in [
            format!("a = {text}"),
            format!("a = \"{text}"),
            format!("a = 1 ~~|\n\\---///\n{text}"),
        ] {
            read(&text);
        }
    }
}

#[test]
fn the_size_of_what_is_kept_is_limited() {
    let (model, diagnostics) = read(&"a~~|".repeat(limits::NODES / 8));
    assert_eq!(diagnostics.iter().map(|f| f.id).collect::<Vec<_>>(), ["file-too-large"]);
    assert!(model.equations.len() < limits::NODES / 8);
    assert_eq!(ids(&" ".repeat(limits::FILE_BYTES + 1)), ["file-too-large"]);
}

/// The limits as a person meets them: what is too large, how much is read, and that lines stay short however long the text is.
#[test]
fn limits_are_stated() {
    let shown = |text: &str| {
        let diagnostics = diagnostics(text);
        assert!(diagnostics.len() < 2000, "a diagnostic of {} bytes", diagnostics.len());
        diagnostics
    };
    insta::assert_snapshot!(shown(&format!("deep = {}1{} ~~|", "(".repeat(250), ")".repeat(250))), @"
    error[nesting-too-deep]: this formula nests more than 200 levels deep or has more than 1000 terms in a row
     --> model.mdl:1:208
      |
    1 | ...((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))...
      |                                                                    ^
      |
      = help: split it into several variables
    ");
    insta::assert_snapshot!(shown(&format!("long = {}1 ~~|", "a + ".repeat(1200))), @"
    error[nesting-too-deep]: this formula nests more than 200 levels deep or has more than 1000 terms in a row
     --> model.mdl:1:8
      |
    1 | ... = a + a + a + a + a + a + a + a + a + a + a + a...a + a + a + a + a + a + a + a + a + a + a + a + ...
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: split it into several variables
    ");
    insta::assert_snapshot!(shown(&"a~~|\n".repeat(limits::NODES / 8)), @"
    error[file-too-large]: the file has more than 4000000 names, numbers and operators; the rest is not read
          --> model.mdl:444445:1
           |
    444445 | a~~|
           | ^
    ");
    insta::assert_snapshot!(shown(&" ".repeat(limits::FILE_BYTES + 1)), @"
    error[file-too-large]: the file is larger than 64 MiB, the largest that is read
     |
     = help: check that this is the right file
    ");
}
