//! A Parquet file that is written row by row, with the memory of one row group: what DuckDB, Polars and pandas read as it is.

use crate::file::WholeFile;
use crate::{Cell, ResultsError};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a column of a Parquet file holds; any cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParquetKind {
    /// Doubles.
    Number,
    /// Counts and indices, 64 bits.
    Whole,
    /// UTF-8.
    Text,
    /// 0 or 1.
    Truth,
}

/// A column of a Parquet file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParquetColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ParquetKind,
    /// The unit as written, empty for none: kept in the file's metadata under `unit of NAME`.
    pub unit: String,
}

impl ParquetColumn {
    /// A column without a unit.
    pub fn new(name: impl Into<String>, kind: ParquetKind) -> Self {
        let (name, unit) = (name.into(), String::new());
        ParquetColumn { name, kind, unit }
    }

    /// A column of numbers in a unit.
    pub fn in_unit(name: impl Into<String>, unit: impl Into<String>) -> Self {
        ParquetColumn {
            name: name.into(),
            kind: ParquetKind::Number,
            unit: unit.into(),
        }
    }
}

/// How many cells a row group has at most, so that its memory stays below some 50 MB.
const CELLS: usize = 2_000_000;

/// How many rows a row group has at most.
const ROWS: usize = 65_536;

/// A Parquet file that appears under its name when it is finished, and not at all otherwise. The same rows give the same bytes.
pub struct ParquetFile {
    path: PathBuf,
    writer: SerializedFileWriter<WholeFile>,
    columns: Vec<Buffer>,
    rows: usize,
    most: usize,
}

/// A column's cells of the row group in progress.
struct Buffer {
    /// 1 for a cell, 0 for an empty one.
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Numbers(Vec<f64>),
    Wholes(Vec<i64>),
    Texts(Vec<ByteArray>),
    Truths(Vec<bool>),
}

impl ParquetFile {
    /// Begins the file. Where two columns have one name, the second gets a number: readers find columns by name.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn create(path: &Path, columns: &[ParquetColumn]) -> Result<Self, ResultsError> {
        let columns = distinct(columns);
        let file = WholeFile::create(path)?;
        let made = schema(&columns).and_then(|schema| {
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_created_by(concat!("counterflow ", env!("CARGO_PKG_VERSION")).into())
                .set_key_value_metadata(Some(units(&columns)))
                .build();
            SerializedFileWriter::new(file, schema, Arc::new(properties))
        });
        Ok(ParquetFile {
            path: path.to_path_buf(),
            writer: made.map_err(|e| failed(path, e))?,
            rows: 0,
            most: (CELLS / columns.len().max(1)).clamp(1, ROWS),
            columns: columns.iter().map(|column| Buffer::new(column.kind)).collect(),
        })
    }

    /// Adds a row; cells that are missing, or not of their column's kind, are empty.
    ///
    /// # Errors
    /// If a row group is full and cannot be written.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), ResultsError> {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            column.add(cells.next().unwrap_or(Cell::Empty));
        }
        self.rows += 1;
        if self.rows == self.most { self.group() } else { Ok(()) }
    }

    /// Brings the file to the disk under its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> Result<(), ResultsError> {
        self.group()?;
        let file = self.writer.into_inner().map_err(|e| failed(&self.path, e))?;
        file.finish()
    }

    /// Writes the rows so far as a row group.
    fn group(&mut self) -> Result<(), ResultsError> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let fail = |e| failed(&self.path, e);
        let mut group = self.writer.next_row_group().map_err(fail)?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column().map_err(fail)? {
                column.write(writer).map_err(fail)?;
            }
        }
        group.close().map_err(fail)?;
        Ok(())
    }
}

impl Buffer {
    fn new(kind: ParquetKind) -> Buffer {
        let values = match kind {
            ParquetKind::Number => Values::Numbers(Vec::new()),
            ParquetKind::Whole => Values::Wholes(Vec::new()),
            ParquetKind::Text => Values::Texts(Vec::new()),
            ParquetKind::Truth => Values::Truths(Vec::new()),
        };
        let levels = Vec::new();
        Buffer { levels, values }
    }

    fn add(&mut self, cell: Cell<'_>) {
        let is_filled = match (&mut self.values, cell) {
            (Values::Numbers(values), Cell::Number(value)) => push(values, value),
            (Values::Wholes(values), Cell::Whole(value)) => push(values, i64::try_from(value).unwrap_or(i64::MAX)),
            (Values::Texts(values), Cell::Text(text)) => push(values, ByteArray::from(text)),
            (Values::Truths(values), Cell::Whole(value)) => push(values, value != 0),
            _ => false,
        };
        self.levels.push(i16::from(is_filled));
    }

    /// Writes the cells and makes room for those of the next row group.
    fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(&self.levels[..]);
        match &mut self.values {
            Values::Numbers(values) => {
                writer.typed::<DoubleType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Wholes(values) => {
                writer.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Texts(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Truths(values) => {
                writer.typed::<BoolType>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        writer.close()
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> bool {
    values.push(value);
    true
}

fn distinct(columns: &[ParquetColumn]) -> Vec<ParquetColumn> {
    let mut seen = std::collections::HashSet::new();
    let mut columns = columns.to_vec();
    for column in &mut columns {
        let name = column.name.clone();
        let mut number = 2;
        while !seen.insert(column.name.to_lowercase()) {
            column.name = format!("{name} {number}");
            number += 1;
        }
    }
    columns
}

fn schema(columns: &[ParquetColumn]) -> Result<TypePtr, ParquetError> {
    let field = |column: &ParquetColumn| {
        let (physical, logical) = match column.kind {
            ParquetKind::Number => (Physical::DOUBLE, None),
            ParquetKind::Whole => (Physical::INT64, None),
            ParquetKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ParquetKind::Truth => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        field.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder("counterflow").with_fields(fields).build()?;
    Ok(Arc::new(schema))
}

fn units(columns: &[ParquetColumn]) -> Vec<KeyValue> {
    let with_unit = columns.iter().filter(|column| !column.unit.is_empty());
    let fact = |column: &ParquetColumn| KeyValue::new(format!("unit of {}", column.name), column.unit.clone());
    with_unit.map(fact).collect()
}

fn failed(path: &Path, error: ParquetError) -> ResultsError {
    let source = match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    };
    ResultsError::writing(path, source)
}

/// The folder of one partition, `key=value`, as Hive spells it: what could mean something in a path or to a reader is
/// percent-encoded.
pub fn partition(key: &str, value: &str) -> String {
    let mut name = format!("{key}=");
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'-' | b'_' | b'.' => name.push(char::from(byte)),
            other => name += &format!("%{other:02X}"),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::fs::File;

    fn columns() -> Vec<ParquetColumn> {
        vec![
            ParquetColumn::new("future", ParquetKind::Whole),
            ParquetColumn::in_unit("deaths", "person/Year"),
            ParquetColumn::new("mechanism", ParquetKind::Text),
            ParquetColumn::new("accepted", ParquetKind::Truth),
            ParquetColumn::in_unit("Deaths", ""),
        ]
    }

    fn write(path: &Path, rows: usize) {
        let mut file = ParquetFile::create(path, &columns()).unwrap();
        for row in 0..rows {
            let deaths = if row == 1 {
                Cell::Empty
            } else {
                Cell::Number(row as f64 / 3.0)
            };
            let truth = Cell::Whole(row as u64 % 2);
            file.row([Cell::Whole(row as u64), deaths, Cell::Text("d, é"), truth]).unwrap();
        }
        file.finish().unwrap();
    }

    #[test]
    fn every_kind_of_cell_comes_back_from_the_crates_reader() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.parquet");
        write(&path, 3);
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        insta::assert_snapshot!(rows.join("\n"), @r#"
        {future: 0, deaths: 0E0, mechanism: "d, é", accepted: false, Deaths 2: null}
        {future: 1, deaths: null, mechanism: "d, é", accepted: true, Deaths 2: null}
        {future: 2, deaths: 0.6666666666666666, mechanism: "d, é", accepted: false, Deaths 2: null}
        "#);
        let facts = reader.metadata().file_metadata().key_value_metadata().cloned().unwrap_or_default();
        assert_eq!(
            facts,
            [KeyValue::new("unit of deaths".into(), "person/Year".to_string())]
        );
    }

    #[test]
    fn many_rows_are_several_groups_and_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["1.parquet", "2.parquet"].map(|name| folder.path().join(name));
        let rows = 2 * ROWS + 1;
        write(&one, rows);
        write(&two, rows);
        assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
        let reader = SerializedFileReader::new(File::open(&one).unwrap()).unwrap();
        assert_eq!(reader.num_row_groups(), 3);
        assert_eq!(reader.metadata().file_metadata().num_rows(), rows as i64);
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = ParquetFile::create(&folder.path().join("rows.parquet"), &columns()).unwrap();
        file.row([Cell::Whole(1)]).unwrap();
        drop(file);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_as_one() {
        let mut file = ParquetFile::create("/dev/full".as_ref(), &columns()).unwrap();
        let full = (0..2 * ROWS as u64).try_for_each(|row| file.row([Cell::Whole(row)]));
        let full = full.and_then(|()| file.finish());
        assert!(matches!(full, Err(ResultsError::DiskFull { .. })), "{full:?}");
    }

    #[test]
    fn partitions_are_spelled_as_hive_does() {
        assert_eq!(partition("policy", "no change"), "policy=no change");
        assert_eq!(partition("policy", "a/b=50 %é"), "policy=a%2Fb%3D50 %25%C3%A9");
    }
}
