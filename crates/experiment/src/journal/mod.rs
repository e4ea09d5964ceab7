//! What finished runs have measured, on disk, so that a study that was killed can continue where it stopped.
//!
//! A file for each stage, named after a hash of everything that its runs depend on: the program, what is measured, and every
//! row of constants. A line for each run, with the bits of its measures, so that what is read back is what was computed.

mod key;

use crate::ExperimentError;
use crate::measure::{Measure, Receiver};
use program::{Program, Status};
use run::Experiments;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

/// The most bytes of a line beside its numbers: names of variables are shorter.
const LONGEST_NAME: usize = 1 << 16;

/// A folder with the finished runs of a study that is being carried out.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
}

impl Journal {
    /// A journal in `folder`. What a study before has left there counts with `resume`, and is removed otherwise.
    pub fn open(folder: &Path, resume: bool) -> Result<Journal, ExperimentError> {
        let journal = Journal { folder: folder.into() };
        // Old files could do no harm, since they are named after all that their runs depend on; but nobody else would ever
        // remove them.
        if !resume {
            journal.remove()?;
        }
        results::no_link(folder)?;
        std::fs::create_dir_all(folder).map_err(|source| journal.error(source))?;
        Ok(journal)
    }

    /// Removes the journal: the study is done.
    pub fn remove(&self) -> Result<(), ExperimentError> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.error(error)),
            _ => Ok(()),
        }
    }

    /// Removes the journal in `folder`, if there is one: its study is done.
    pub fn remove_from(folder: &Path) -> Result<(), ExperimentError> {
        Journal { folder: folder.into() }.remove()
    }

    /// Gives the receiver the runs of a stage that are finished, and returns what records the others.
    pub(crate) fn stage<'r>(
        &self,
        stage: &Stage<'_>,
        receiver: &'r mut dyn Receiver,
    ) -> Result<Recorder<'r>, ExperimentError> {
        let path = self.folder.join(format!("{}.runs", key::of(stage)));
        results::no_link(&path)?;
        let known = replay(&path, stage, receiver).map_err(|source| self.error(source))?;
        let unfinished = (0..stage.rows.len()).filter(|&row| known.is_missing[row]).collect();
        let file = append(&path, known.is_cut).map_err(|source| self.error(source))?;
        Ok(Recorder {
            unfinished,
            receiver,
            file,
            failed: None,
        })
    }

    /// An error of the folder's.
    pub(crate) fn error(&self, source: io::Error) -> ExperimentError {
        let path = self.folder.clone();
        ExperimentError::Journal { path, source }
    }
}

/// Runs that are made together.
pub(crate) struct Stage<'a> {
    /// Of the model's random numbers.
    pub seed: u64,
    pub program: &'a Program,
    /// Each measure with the saved cell that it looks at.
    pub measures: &'a [(Measure, usize)],
    pub rows: &'a dyn Experiments,
}

/// What the file of a stage holds.
struct Known {
    /// For each row of the stage, whether its run must be made.
    is_missing: Vec<bool>,
    /// Whether the last line was cut short, when the study was killed.
    is_cut: bool,
}

/// Gives the receiver every run in a file, line by line: a journal may be larger than the memory.
fn replay(path: &Path, stage: &Stage<'_>, receiver: &mut dyn Receiver) -> io::Result<Known> {
    let mut known = Known {
        is_missing: vec![true; stage.rows.len()],
        is_cut: false,
    };
    let mut reader = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(known),
        file => BufReader::new(file?),
    };
    let mut line = Vec::new();
    // What no run has written has no end either: a longer line is taken in parts, and none of them is whole.
    let longest = (LONGEST_NAME + 20 * stage.measures.len()) as u64;
    while reader.by_ref().take(longest).read_until(b'\n', &mut line)? > 0 {
        known.is_cut = !line.ends_with(b"\n");
        let run = std::str::from_utf8(&line).ok();
        let run = run.and_then(|line| Finished::parse(line.trim_end_matches('\n'), stage.measures.len()));
        // A row may stand there twice, where a study was killed between two lines.
        if let Some(run) = run.filter(|run| known.is_missing.get(run.row) == Some(&true)) {
            known.is_missing[run.row] = false;
            receiver.take(run.row, &run.ended, &run.values);
        }
        line.clear();
    }
    Ok(known)
}

/// A file to which lines are added; none is rewritten: a study that is killed loses no more than the runs that were being made.
fn append(path: &Path, is_cut: bool) -> io::Result<File> {
    let mut file = File::options().create(true).append(true).open(path)?;
    if is_cut {
        // What comes next must not become a part of the line that was cut.
        file.write_all(b"\n")?;
    }
    Ok(file)
}

/// The rows of a stage that are not finished, by their positions.
pub(crate) struct Unfinished<'a> {
    pub rows: &'a dyn Experiments,
    pub at: &'a [usize],
}

impl Experiments for Unfinished<'_> {
    fn len(&self) -> usize {
        self.at.len()
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        self.rows.fill(self.at[row], parameters);
    }

    fn draws(&self, row: usize) -> usize {
        self.rows.draws(self.at[row])
    }
}

/// Writes every unfinished run down before it hands it on.
pub(crate) struct Recorder<'r> {
    /// The rows of the runs that are not finished.
    pub unfinished: Vec<usize>,
    receiver: &'r mut dyn Receiver,
    file: File,
    /// Why nothing more was written.
    pub failed: Option<io::Error>,
}

impl Receiver for Recorder<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        // The engine counts the rows that it was given; the file and the receiver count those of the whole stage.
        let row = self.unfinished[row];
        // After a write that failed half a line may stand there. Nothing is written behind it: it would become a part of that
        // line.
        if self.failed.is_none() {
            let line = line(row, ended, values);
            self.failed = self.file.write_all(line.as_bytes()).err();
        }
        self.receiver.take(row, ended, values);
    }
}

/// A run as a line of the file.
#[derive(Debug, PartialEq)]
struct Finished {
    row: usize,
    ended: Status,
    values: Vec<f64>,
}

/// Row, `done` or the time and the variable of the failure, the bits of the measures, and a checksum that shows that the line is
/// whole and as it was written; with tabs between.
fn line(row: usize, ended: &Status, values: &[f64]) -> String {
    let mut line = match ended {
        Status::Done => format!("{row}\tdone\t"),
        Status::Failed { time, variable } => {
            // A quoted name may hold anything; in a file of lines and tabs neither may stand within a field.
            format!("{row}\t{:x}\t{}", time.to_bits(), variable.replace(['\t', '\n'], " "))
        }
    };
    values
        .iter()
        // Bits and no decimals: what is read back must be what was computed, not numbers and the sign of 0 included.
        .for_each(|value| _ = write!(line, "\t{:x}", value.to_bits()));
    let checksum = checksum(&line);
    line + &format!("\t{checksum:016x}\n")
}

/// FNV-1a over 64 bits: no single byte can change without changing it. It guards against damage, not against a forger.
fn checksum(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

impl Finished {
    fn parse(line: &str, measures: usize) -> Option<Finished> {
        let bits = |text: &str| u64::from_str_radix(text, 16).ok();
        let number = |text: &str| bits(text).map(f64::from_bits);
        let (said, sum) = line.rsplit_once('\t')?;
        if bits(sum)? != checksum(said) {
            return None;
        }
        let fields: Vec<&str> = said.split('\t').collect();
        let [row, time, variable, values @ ..] = fields.as_slice() else {
            return None;
        };
        let ended = match *time {
            "done" => Status::Done,
            time => Status::Failed {
                time: number(time)?,
                variable: (*variable).into(),
            },
        };
        let values: Vec<f64> = values.iter().map(|text| number(text)).collect::<Option<_>>()?;
        let row = row.parse().ok()?;
        // A line with another number of measures is damaged: its run is made again.
        (values.len() == measures).then_some(Finished { row, ended, values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_back_the_bits_and_one_that_was_cut_gives_nothing() {
        let values = vec![0.1 + 0.2, f64::NAN, -0.0, f64::INFINITY];
        let failed = Status::Failed {
            time: 12.5,
            variable: "stock [A1]".into(),
        };
        for ended in [Status::Done, failed] {
            let line = line(7, &ended, &values);
            let run = Finished::parse(line.trim_end(), 4).unwrap();
            assert_eq!((run.row, &run.ended), (7, &ended));
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&run.values), bits(&values));
            for cut in 1..line.trim_end().len() {
                assert_eq!(Finished::parse(&line[..cut], 4), None, "{}", &line[..cut]);
            }
            for at in 0..line.trim_end().len() {
                let mut bytes = line.trim_end().as_bytes().to_vec();
                bytes[at] ^= 1;
                let damaged = String::from_utf8(bytes).unwrap();
                assert_eq!(Finished::parse(&damaged, 4), None, "{damaged}");
            }
        }
    }
}
