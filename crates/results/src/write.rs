//! A table to text.

use crate::error::io_of;
use crate::{Format, Layout, ResultsError, Table, harmless, number, write_whole};
use std::io::{self, Write};
use std::path::Path;

impl Table {
    /// Writes the table with one row a point in time, the names escaped by [`harmless`].
    pub fn write(&self, format: Format, out: impl Write) -> io::Result<()> {
        self.write_as(format, Layout::Wide, out)
    }

    /// Writes the table in either layout.
    pub fn write_as(&self, format: Format, layout: Layout, out: impl Write) -> io::Result<()> {
        let mut csv = csv::WriterBuilder::new().delimiter(format.delimiter()).from_writer(out);
        match layout {
            Layout::Wide => self.rows(&mut csv).map_err(io_of)?,
            Layout::Transposed => self.transposed_rows(&mut csv).map_err(io_of)?,
        }
        csv.flush()
    }

    fn rows(&self, csv: &mut csv::Writer<impl Write>) -> csv::Result<()> {
        csv.write_field(harmless(&self.time_name))?;
        for column in &self.columns {
            csv.write_field(harmless(&column.name))?;
        }
        csv.write_record(None::<&[u8]>)?;
        for (row, time) in self.times.iter().enumerate() {
            csv.write_field(number(*time))?;
            for column in &self.columns {
                csv.write_field(column.value(row).map(number).unwrap_or_default())?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn transposed_rows(&self, csv: &mut csv::Writer<impl Write>) -> csv::Result<()> {
        csv.write_field(harmless(&self.time_name))?;
        csv.write_record(self.times.iter().map(|t| number(*t)))?;
        for column in &self.columns {
            csv.write_field(harmless(&column.name))?;
            let cells = (0..self.times.len()).map(|row| column.value(row));
            csv.write_record(cells.map(|v| v.map(number).unwrap_or_default()))?;
        }
        Ok(())
    }

    /// The table as text.
    pub fn to_text(&self, format: Format) -> String {
        let mut bytes = Vec::new();
        self.write(format, &mut bytes).expect("writing to memory succeeds");
        String::from_utf8(bytes).expect("names and numbers are UTF-8")
    }

    /// Writes the table to a file, whole or not at all, in the format of its ending (CSV if it has none of its own).
    pub fn save(&self, path: &Path) -> Result<(), ResultsError> {
        let format = Format::of(path).unwrap_or(Format::Csv);
        write_whole(path, |out| self.write(format, out))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Column, Format, Layout, Table};

    fn example() -> Table {
        Table::new(
            vec![0.0, 0.125],
            vec![
                Column::new("Tea \"cup\"", vec![180.0, 1e-9]),
                Column::new("x[A1,B2]", vec![f64::NAN, f64::INFINITY]),
                Column::new("=HYPERLINK(1)", vec![-1.5, -0.25]),
            ],
        )
    }

    #[test]
    fn commas_and_tabs() {
        insta::assert_snapshot!(example().to_text(Format::Csv), @r#"
        Time,"Tea ""cup""","x[A1,B2]",'=HYPERLINK(1)
        0,180,nan,-1.5
        0.125,1e-9,inf,-0.25
        "#);
        assert_eq!(
            example().to_text(Format::Tab),
            "Time\t\"Tea \"\"cup\"\"\"\tx[A1,B2]\t'=HYPERLINK(1)\n0\t180\tnan\t-1.5\n0.125\t1e-9\tinf\t-0.25\n"
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_as_one() {
        let table = Table::new((0..10_000).map(f64::from).collect(), Vec::new());
        let full = table.save("/dev/full".as_ref());
        assert!(matches!(full, Err(crate::ResultsError::DiskFull { .. })), "{full:?}");
    }

    #[test]
    fn one_row_a_variable() {
        let mut text = Vec::new();
        example().write_as(Format::Csv, Layout::Transposed, &mut text).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap(), @r#"
        Time,0,0.125
        "Tea ""cup""",180,1e-9
        "x[A1,B2]",nan,inf
        '=HYPERLINK(1),-1.5,-0.25
        "#);
    }
}
