//! What finished runs have measured, on disk, so that a study that was killed goes on where it stood.
//!
//! A file for each stage, named after a hash of everything that its runs depend on: the program, what is measured, and every
//! row of constants. A line for each run, with the bits of its measures, so that what is read back is what was computed.

use crate::StudyError;
use crate::outcome::{Measure, Receiver};
use program::{Program, Status};
use run::Experiments;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A folder with the finished runs of a study that is being carried out.
#[derive(Debug)]
pub(crate) struct Journal {
    folder: PathBuf,
}

impl Journal {
    /// A journal in `folder`. What a study before has left there counts with `resume`, and is removed otherwise.
    pub fn open(folder: &Path, resume: bool) -> Result<Journal, StudyError> {
        let journal = Journal { folder: folder.into() };
        if !resume {
            journal.remove()?;
        }
        std::fs::create_dir_all(folder).map_err(|source| journal.error(source))?;
        Ok(journal)
    }

    /// Removes the journal: the study is done.
    pub fn remove(&self) -> Result<(), StudyError> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.error(error)),
            _ => Ok(()),
        }
    }

    /// Gives the receiver the runs of a stage that are finished, and says which are left and where they are noted.
    pub fn stage<'r>(
        &self,
        (program, measures): (&Program, &[(Measure, usize)]),
        rows: &dyn Experiments,
        receiver: &'r mut dyn Receiver,
    ) -> Result<Noted<'r>, StudyError> {
        let path = self.folder.join(format!("{}.runs", key(program, measures, rows)));
        let known = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(self.error(error)),
        };
        let mut is_left = vec![true; rows.len()];
        for line in known.lines() {
            let Some(run) = Finished::parse(line, measures.len()) else {
                continue;
            };
            if is_left.get(run.row) == Some(&true) {
                is_left[run.row] = false;
                receiver.take(run.row, &run.ended, &run.values);
            }
        }
        let file = File::options().create(true).append(true).open(&path);
        let mut file = file.map_err(|source| self.error(source))?;
        if !known.is_empty() && !known.ends_with('\n') {
            // The last line was cut short.
            file.write_all(b"\n").map_err(|source| self.error(source))?;
        }
        Ok(Noted {
            left: (0..rows.len()).filter(|&row| is_left[row]).collect(),
            receiver,
            file,
            failed: None,
        })
    }

    /// An error of the folder's.
    pub fn error(&self, source: io::Error) -> StudyError {
        let path = self.folder.clone();
        StudyError::Journal { path, source }
    }
}

/// A hash of everything that a stage's measures depend on.
fn key(program: &Program, measures: &[(Measure, usize)], rows: &dyn Experiments) -> String {
    let mut hash = results::sha256_of_text(&format!("1 {program:?} {measures:?} {}", rows.len()));
    let mut values = Vec::new();
    for first in (0..rows.len()).step_by(256) {
        for row in first..rows.len().min(first + 256) {
            values.clear();
            values.extend(program.parameters.iter().map(|parameter| parameter.base));
            rows.fill(row, &mut values);
            values
                .iter()
                .for_each(|value| _ = write!(hash, " {:x}", value.to_bits()));
            if program.noise.is_some() {
                _ = write!(hash, " draws {}", rows.draws(row));
            }
        }
        hash = results::sha256_of_text(&hash);
    }
    hash
}

/// The rows of a stage that are left.
pub(crate) struct Left<'a> {
    pub rows: &'a dyn Experiments,
    pub left: &'a [usize],
}

impl Experiments for Left<'_> {
    fn len(&self) -> usize {
        self.left.len()
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        self.rows.fill(self.left[row], parameters);
    }

    fn draws(&self, row: usize) -> usize {
        self.rows.draws(self.left[row])
    }
}

/// Notes every run that is left before it hands it on.
pub(crate) struct Noted<'r> {
    /// The rows of the runs that are left.
    pub left: Vec<usize>,
    receiver: &'r mut dyn Receiver,
    file: File,
    /// Why nothing more was noted.
    pub failed: Option<io::Error>,
}

impl Receiver for Noted<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        let row = self.left[row];
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

/// Row, `done` or the time and the variable of the failure, the bits of the measures, and a full stop that shows that the line
/// is whole; with tabs between.
fn line(row: usize, ended: &Status, values: &[f64]) -> String {
    let mut line = match ended {
        Status::Done => format!("{row}\tdone\t"),
        Status::Failed { time, variable } => {
            format!("{row}\t{:x}\t{}", time.to_bits(), variable.replace(['\t', '\n'], " "))
        }
    };
    values
        .iter()
        .for_each(|value| _ = write!(line, "\t{:x}", value.to_bits()));
    line + "\t.\n"
}

impl Finished {
    fn parse(line: &str, measures: usize) -> Option<Finished> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [row, time, variable, values @ .., "."] = fields.as_slice() else {
            return None;
        };
        let number = |bits: &str| u64::from_str_radix(bits, 16).ok().map(f64::from_bits);
        let ended = match *time {
            "done" => Status::Done,
            time => Status::Failed {
                time: number(time)?,
                variable: (*variable).into(),
            },
        };
        let values: Vec<f64> = values.iter().map(|bits| number(bits)).collect::<Option<_>>()?;
        let row = row.parse().ok()?;
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
        }
    }
}
