//! What a model takes from files, handed in by whoever may open them: this crate opens none.

use std::rc::Rc;

/// What stands in a cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum ExternalCell {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Neither, such as a date or an error: as a person sees it.
    Other(String),
}

/// A sheet of a workbook, or a delimited text.
pub trait ExternalTable {
    /// What stands at a row and a column, counted from 0.
    fn cell(&self, row: u32, column: u32) -> ExternalCell;

    /// How many rows and columns reach to the last cell that is not empty.
    fn size(&self) -> (u32, u32);

    /// The first and the last cell (row, column) of an area with a name.
    fn area(&self, name: &str) -> Option<[(u32, u32); 2]>;
}

/// The files of a model.
pub trait ExternalData {
    /// The sheet `tab` of `file`, both as the model writes them; else why it cannot be had, for a person.
    ///
    /// # Errors
    /// If the file is not there, or may not be read, or has no such sheet.
    fn table(&self, file: &str, tab: &str) -> Result<Rc<dyn ExternalTable>, String>;

    /// Times and values of a cell of a data variable, called by [`series_key`].
    fn series(&self, key: &str) -> Option<Vec<(f64, f64)>>;

    /// The files in which series were looked for.
    fn series_files(&self) -> Vec<String>;

    /// Why the series of that key cannot be had, though one of those files has it.
    fn series_withheld(&self, key: &str) -> Option<String>;

    /// Times and values of a cell in `file`, a run or a dataset as the model writes it; `None` if it has no such cell.
    ///
    /// # Errors
    /// If the file is not there, may not be read, or has the cell and cannot tell its values.
    fn saved(&self, file: &str, key: &str) -> Result<Option<Vec<(f64, f64)>>, String>;
}

/// The key of a cell of a data variable, written `x` or `x[A1,B2]`.
pub fn series_key(cell: &str) -> String {
    let cell = cell.trim();
    let Some((name, subscripts)) = cell.strip_suffix(']').and_then(|c| c.rsplit_once('[')) else {
        return parse::Name::key_of(cell);
    };
    let subscripts: Vec<String> = subscripts.split(',').map(parse::Name::key_of).collect();
    format!("{}[{}]", parse::Name::key_of(name), subscripts.join(","))
}

/// No files at all.
pub(crate) struct NoData;

impl ExternalData for NoData {
    fn table(&self, file: &str, _: &str) -> Result<Rc<dyn ExternalTable>, String> {
        Err(format!("`{file}` cannot be read here"))
    }

    fn series(&self, _: &str) -> Option<Vec<(f64, f64)>> {
        None
    }

    fn series_files(&self) -> Vec<String> {
        Vec::new()
    }

    fn series_withheld(&self, _: &str) -> Option<String> {
        None
    }

    fn saved(&self, file: &str, _: &str) -> Result<Option<Vec<(f64, f64)>>, String> {
        Err(format!("`{file}` cannot be read here"))
    }
}

/// Row and column of a cell written like `B4`, counted from 0.
pub(crate) fn cell_at(text: &str) -> Option<(u32, u32)> {
    let (letters, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    Some((row_at(digits)?, column_at(letters)?))
}

/// A row written like `4`, counted from 0.
pub(crate) fn row_at(digits: &str) -> Option<u32> {
    let row: u32 = digits.parse().ok()?;
    (1..=1_048_576).contains(&row).then(|| row - 1)
}

/// A column written like `AB`, counted from 0.
pub(crate) fn column_at(letters: &str) -> Option<u32> {
    let fits = (1..=3).contains(&letters.len()) && letters.bytes().all(|c| c.is_ascii_alphabetic());
    let digit = |c: u8| u32::from(c.to_ascii_uppercase() - b'A') + 1;
    fits.then(|| letters.bytes().fold(0, |n, c| n * 26 + digit(c)) - 1)
}

/// `B4`.
pub(crate) fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_by_letters_and_a_number() {
        for (text, at) in [("A1", (0, 0)), ("Z2", (1, 25)), ("AA10", (9, 26)), ("XFD1", (0, 16383))] {
            assert_eq!((cell_at(text), cell_name(at).as_str()), (Some(at), text));
        }
        assert_eq!(cell_at("b4"), Some((3, 1)));
        assert_eq!(
            [cell_at("B"), cell_at("B0"), cell_at("ABCD1"), cell_at("value1")],
            [None; 4]
        );
    }

    #[test]
    fn a_cell_of_a_variable_is_found_however_it_is_written() {
        assert_eq!(series_key(" Net_Flow[ North,  B 1 ] "), "net flow[north,b 1]");
        assert_eq!(series_key("Net  Flow"), "net flow");
    }
}
