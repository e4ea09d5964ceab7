//! Ctrl-C: what has begun is finished, and the command says how to go on; pressed again, it ends at once.

use crate::{Exit, Failure};
use counterflow::Cancel;
use std::sync::LazyLock;

/// Set by the first Ctrl-C, or another request to end.
static STOP: LazyLock<Cancel> = LazyLock::new(Cancel::new);

/// Listens from now on, and returns what is set when the command shall end.
pub fn listen() -> &'static Cancel {
    let stop = || {
        if STOP.is_cancelled() {
            std::process::exit(130);
        }
        STOP.cancel();
    };
    // A second handler cannot be set; the first one does the same.
    let _ = ctrlc::set_handler(stop);
    &STOP
}

/// The end of a command whose finished runs are on disk.
pub fn kept(words: &[String]) -> Failure {
    Failure {
        exit: Exit::Interrupted,
        message: "interrupted; the runs that are finished are kept".into(),
        hints: vec![format!("to go on from there: `{}`", going_on(words))],
    }
}

/// The end of a command that has left nothing behind.
pub fn lost() -> Failure {
    Failure {
        exit: Exit::Interrupted,
        message: "interrupted; nothing was written".into(),
        hints: Vec::new(),
    }
}

/// The command that goes on from where the one with these words stood.
fn going_on(words: &[String]) -> String {
    let mut all = vec!["counterflow".to_string()];
    if !words.iter().any(|word| word == "study") {
        // Alone, or with options only, it is the flagship's quick study.
        all.extend(["study".into(), "--quick".into()]);
    }
    all.extend(words.iter().map(|word| quoted(word)));
    if !words.iter().any(|word| word == "--resume") {
        all.push("--resume".into());
    }
    all.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,+%@".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.into(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::going_on;

    #[test]
    fn the_same_command_goes_on() {
        let check = |words: &[&str], expected: &str| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            assert_eq!(going_on(&words), expected);
        };
        check(
            &["study", "a study", "--policy", "it's"],
            r"counterflow study 'a study' --policy 'it'\''s' --resume",
        );
        check(
            &["study", "tank", "--resume", "--quick"],
            "counterflow study tank --resume --quick",
        );
        check(&[], "counterflow study --quick --resume");
        check(&["--simd", "avx2"], "counterflow study --quick --simd avx2 --resume");
    }
}
