//! How large the grids of a workbook of the old format would be, before its reader makes them.
//!
//! The reader makes a grid from each sheet's first to its last cell: two cells in far corners take half a gigabyte a sheet, and it
//! reads every sheet. So the records are walked here first, as it walks them: from each place where a sheet is said to begin to the
//! end of that sheet. Records as [MS-XLS] 2.3 and 2.4 says.

use std::collections::HashMap;
use std::io::{Cursor, Read};

/// The most cells of all grids of a workbook together: 512 MB.
pub(super) const GRID_CELLS: u64 = 16 << 20;

/// The cells of all grids together; the first reason why they cannot be told otherwise.
pub(super) fn grid_cells(bytes: &[u8]) -> Result<u64, String> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut stream = Vec::new();
    let mut workbook = file.open_stream("Workbook").or_else(|_| file.open_stream("Book"));
    let workbook = workbook.as_mut().map_err(|e| e.to_string())?;
    // The file is in memory already: a stream cannot be longer than it.
    workbook.take(bytes.len() as u64).read_to_end(&mut stream).map_err(|e| e.to_string())?;
    let mut known: HashMap<usize, u64> = HashMap::new();
    let sheets = records(&stream).take_while(|record| record.kind != Record::END);
    let begins = sheets.filter(|record| record.kind == Record::SHEET).filter_map(|sheet| sheet.u32(0));
    // Several sheets may name one place, and each gets a grid of its own.
    let cells = begins.map(|begin| {
        let begin = begin as usize;
        *known.entry(begin).or_insert_with(|| sheet_cells(stream.get(begin..).unwrap_or_default()))
    });
    Ok(cells.fold(0, u64::saturating_add))
}

/// The cells of the grids that the reader makes for a sheet: of the size that is announced, of values, and of formulas.
fn sheet_cells(stream: &[u8]) -> u64 {
    let (mut announced, mut values, mut formulas) = (0, Grid::default(), Grid::default());
    for record in records(stream).take_while(|record| record.kind != Record::END) {
        match record.kind {
            Record::DIMENSIONS => announced = record.dimensions(),
            Record::FORMULA => {
                values.include(&record);
                formulas.include(&record);
            }
            Record::MANY_NUMBERS => {
                values.include(&record);
                values.include_last(&record);
            }
            kind if Record::CELLS.contains(&kind) => values.include(&record),
            _ => {}
        }
    }
    announced.saturating_add(values.cells()).saturating_add(formulas.cells())
}

/// One record of the stream.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

impl Record<'_> {
    const END: u16 = 0x000a;
    const SHEET: u16 = 0x0085;
    const DIMENSIONS: u16 = 0x0200;
    const FORMULA: u16 = 0x0006;
    const MANY_NUMBERS: u16 = 0x00bd;
    /// Numbers, labels, truth values and errors.
    const CELLS: [u16; 6] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd];

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at + 4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// Rows times columns; rows have four bytes in the format of 1997 and two before it.
    fn dimensions(&self) -> u64 {
        let sizes = match self.data.len() {
            10 => (
                self.u16(0).map(u32::from),
                self.u16(2).map(u32::from),
                self.u16(4),
                self.u16(6),
            ),
            _ => (self.u32(0), self.u32(4), self.u16(8), self.u16(10)),
        };
        let (Some(top), Some(bottom), Some(left), Some(right)) = sizes else {
            return 0;
        };
        let [rows, columns] = [bottom.wrapping_sub(top), u32::from(right.wrapping_sub(left))];
        (u64::from(rows) + 1).saturating_mul(u64::from(columns) + 1)
    }
}

/// The records of a stream, to where it ends or breaks off.
fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, rest) = stream.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        stream = rest;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        Some(Record { kind, data })
    })
}

/// The smallest grid around some cells.
#[derive(Default)]
struct Grid {
    /// First and last row, first and last column.
    corners: Option<[u16; 4]>,
}

impl Grid {
    fn include(&mut self, record: &Record<'_>) {
        if let (Some(row), Some(column)) = (record.u16(0), record.u16(2)) {
            self.add(row, column);
        }
    }

    /// The last column of a record of many cells stands at its end.
    fn include_last(&mut self, record: &Record<'_>) {
        let last = record.data.len().checked_sub(2).and_then(|at| record.u16(at));
        if let (Some(row), Some(column)) = (record.u16(0), last) {
            self.add(row, column);
        }
    }

    fn add(&mut self, row: u16, column: u16) {
        let [top, bottom, left, right] = self.corners.unwrap_or([row, row, column, column]);
        self.corners = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn cells(&self) -> u64 {
        let size = |[top, bottom, left, right]: [u16; 4]| (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
        self.corners.map_or(0, size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: u16, data: &[u16]) -> Vec<u8> {
        let head = [kind, 2 * data.len() as u16];
        head.iter().chain(data).flat_map(|word| word.to_le_bytes()).collect()
    }

    /// A sheet with numbers in these cells.
    fn sheet(cells: &[(u16, u16)]) -> Vec<u8> {
        let cells = cells.iter().map(|(row, column)| record(0x0203, &[*row, *column, 0, 0, 0, 0, 0]));
        let [begin, end] = [record(0x0809, &[0x0600, 0x0010]), record(Record::END, &[])];
        [begin].into_iter().chain(cells).chain([end]).flatten().collect()
    }

    /// A workbook of one sheet that is named so many times.
    fn workbook(sheet: &[u8], times: usize) -> Vec<u8> {
        let begin = (times * 12 + 4) as u16;
        let mut stream = record(Record::SHEET, &[begin, 0, 0, 0]).repeat(times);
        stream.extend(record(Record::END, &[]));
        stream.extend(sheet);
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn the_grid_is_that_between_the_outermost_cells() {
        let cells = |sheet: &[u8], times| grid_cells(&workbook(sheet, times)).unwrap();
        assert_eq!(cells(&sheet(&[]), 1), 0);
        assert_eq!(cells(&sheet(&[(4, 2), (3, 7)]), 1), 2 * 6);
        assert_eq!(cells(&sheet(&[(0, 0), (65_535, 255)]), 3), 3 * 65_536 * 256);
        // Ten columns in three rows are announced, and two numbers in a row are there.
        let announced = [
            record(Record::DIMENSIONS, &[0, 0, 2, 0, 0, 9, 0]),
            record(Record::MANY_NUMBERS, &[0, 4, 0, 0, 0, 0, 0, 0, 5]),
        ];
        assert_eq!(cells(&announced.concat(), 1), 3 * 10 + 2);
    }

    #[test]
    fn what_is_no_workbook_is_said() {
        assert!(grid_cells(b"").is_err() && grid_cells(&[0xd0; 600]).is_err());
        let whole = workbook(&sheet(&[(0, 0), (9, 9)]), 1);
        for length in 0..whole.len() {
            _ = grid_cells(&whole[..length]);
        }
    }
}
