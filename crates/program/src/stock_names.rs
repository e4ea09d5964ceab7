//! What the cells of the stocks are called, for saying where a run failed.

use check::{Model, VariableId, cell_name};
use std::sync::Arc;

/// The names of the stocks' cells, in slot order. A name is put together when it is asked for: an array has thousands.
#[derive(Clone, Debug, Default)]
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
        self.stocks.push(Cells {
            first: self.count,
            variable: variable.name.clone(),
            dimensions: variable.shape.iter().map(elements).collect(),
        });
        self.count += model.cells(id);
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
