//! A sheet: cells by row and column, counted from 0, and the areas that have a name.

use std::collections::{BTreeMap, HashMap};

/// The content of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or blanks.
    #[default]
    Empty,
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// A date, a truth value or an error such as `#N/A`: what a person sees, and no number.
    Other(String),
}

/// The corners of an area, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the first cell.
    pub first: (u32, u32),
    /// Row and column of the last.
    pub last: (u32, u32),
}

/// The cells of one sheet; those that are empty take no room.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    cells: BTreeMap<(u32, u32), Cell>,
    names: HashMap<String, Area>,
    size: (u32, u32),
}

impl Sheet {
    /// The cell at a row and a column.
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        self.cells.get(&(row, column)).unwrap_or(&Cell::Empty)
    }

    /// How many rows and columns reach to the last cell that is not empty.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// The area of that name, whatever its case.
    pub fn area(&self, name: &str) -> Option<Area> {
        self.names.get(&name.to_lowercase()).copied()
    }

    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell != Cell::Empty {
            self.size = (self.size.0.max(row + 1), self.size.1.max(column + 1));
            self.cells.insert((row, column), cell);
        }
    }

    pub(super) fn name(&mut self, name: &str, area: Area) {
        self.names.insert(name.to_lowercase(), area);
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}
