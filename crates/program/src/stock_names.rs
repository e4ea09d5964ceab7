//! What the cells of the stocks are called, for saying where a run failed.

use crate::error::CELL_LIMIT;
use check::{Model, VariableId, cell_name};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// The names of the stocks' cells, in slot order. A name is put together when it is asked for: an array has thousands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Written")]
pub struct StockNames {
    stocks: Vec<Cells>,
    count: usize,
}

#[derive(Clone, Debug)]
struct Cells {
    /// How many cells the stocks before this one have.
    first: usize,
    variable: Arc<str>,
    /// The elements of its dimensions.
    dimensions: Vec<Arc<[Arc<str>]>>,
}

impl StockNames {
    /// Adds the cells of a stock behind those of the others.
    pub(crate) fn add(&mut self, model: &Model, id: VariableId) {
        let variable = model.variable(id);
        let elements = |d: &check::DimensionId| model.dimensions[d.0 as usize].elements.clone();
        let dimensions = variable.shape.iter().map(elements).collect();
        let added = self.push(variable.name.clone(), dimensions);
        added.expect("invariant: buffers of all variables are within the limit of cells");
    }

    /// Adds a stock; `None` if there are too many cells.
    fn push(&mut self, variable: Arc<str>, dimensions: Vec<Arc<[Arc<str>]>>) -> Option<()> {
        let mut lengths = dimensions.iter().map(|elements| elements.len());
        let cells = lengths.try_fold(1, usize::checked_mul)?;
        let first = self.count;
        // As for a model: sums of what damaged bytes state must not wrap around.
        self.count = first.checked_add(cells).filter(|count| *count as u64 <= CELL_LIMIT)?;
        self.stocks.push(Cells {
            first,
            variable,
            dimensions,
        });
        Some(())
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are no stocks.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The name of a cell; `None` behind the last.
    pub fn get(&self, at: usize) -> Option<String> {
        // Stocks are in the order of their first cells, so that a binary search finds the one that a cell belongs to.
        let stock = self.stocks.partition_point(|stock| stock.first <= at).checked_sub(1)?;
        let stock = self.stocks.get(stock).filter(|_| at < self.count)?;
        let elements = stock.dimensions.iter().map(|elements| &**elements);
        Some(cell_name(&stock.variable, elements, at - stock.first))
    }

    /// All names in order.
    pub fn iter(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.count).filter_map(|at| self.get(at))
    }
}

/// The names as they are written: a dimension once, though many stocks have it.
#[derive(Default, Serialize, Deserialize)]
struct Written {
    /// The elements of each.
    dimensions: Vec<Arc<[Arc<str>]>>,
    /// Each with the numbers of its dimensions.
    stocks: Vec<(Arc<str>, Vec<u32>)>,
}

impl Serialize for StockNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::of(self).serialize(serializer)
    }
}

impl Written {
    fn of(names: &StockNames) -> Written {
        let mut written = Written::default();
        let mut numbers: FxHashMap<*const Arc<str>, u32> = FxHashMap::default();
        for stock in &names.stocks {
            let dimensions = stock.dimensions.iter().map(|elements| {
                // By address: a model has one list for all uses of a dimension.
                *numbers.entry(elements.as_ptr()).or_insert_with(|| {
                    written.dimensions.push(elements.clone());
                    written.dimensions.len() as u32 - 1
                })
            });
            written.stocks.push((stock.variable.clone(), dimensions.collect()));
        }
        written
    }
}

impl TryFrom<Written> for StockNames {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<StockNames, &'static str> {
        let mut names = StockNames::default();
        for (variable, numbers) in written.stocks {
            let dimensions = numbers.iter().map(|number| written.dimensions.get(*number as usize).cloned());
            let dimensions: Vec<_> = dimensions.collect::<Option<_>>().ok_or("a dimension does not exist")?;
            names.push(variable, dimensions).ok_or("there are too many stocks")?;
        }
        Ok(names)
    }
}
