//! A table to text.

use crate::error::io_of;
use crate::{Cell, Format, Layout, ParquetColumn, ParquetFile, ParquetKind, ResultsError, Table};
use crate::{harmless, number, write_whole};
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

    /// Writes the table to a file, whole or not at all, in the format of its ending (CSV if it has none of its own; Parquet for
    /// `.parquet`).
    pub fn save(&self, path: &Path) -> Result<(), ResultsError> {
        if is_parquet(path) {
            return self.save_columns(path);
        }
        let format = Format::of(path).unwrap_or(Format::Csv);
        write_whole(path, |out| self.write(format, out))
    }

    fn save_columns(&self, path: &Path) -> Result<(), ResultsError> {
        let names = self.columns.iter().map(|column| &column.name);
        let columns: Vec<ParquetColumn> = std::iter::once(&self.time_name)
            .chain(names)
            .map(|name| ParquetColumn::new(name, ParquetKind::Number))
            .collect();
        let mut file = ParquetFile::create(path, &columns)?;
        for (row, time) in self.times.iter().enumerate() {
            let values = self.columns.iter().map(|column| column.value(row).map_or(Cell::Empty, Cell::Number));
            file.row(std::iter::once(Cell::Number(*time)).chain(values))?;
        }
        file.finish()
    }
}

/// Whether a file's ending asks for Parquet, which can be written and not read.
pub fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
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

    #[test]
    fn columns_by_the_ending_of_the_name() {
        use parquet::file::reader::SerializedFileReader;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cup.PARQUET");
        example().save(&path).unwrap();
        let reader = SerializedFileReader::try_from(path.as_path()).unwrap();
        let rows: Vec<String> = reader.into_iter().map(|row| row.unwrap().to_string()).collect();
        insta::assert_snapshot!(rows.join("\n"), @r#"
        {Time: 0E0, Tea "cup": 180.0, x[A1,B2]: NaN, =HYPERLINK(1): -1.5E0}
        {Time: 0.125, Tea "cup": 0.000000001, x[A1,B2]: inf, =HYPERLINK(1): -2.5E-1}
        "#);
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
