//! From the start to the end: a block of runs, step by step.

mod block;
mod changing_clock;
mod conveyor;
mod delay_lines;
mod order;
mod runge_kutta;
mod time_grid;

pub(crate) use block::Block;
pub(crate) use time_grid::TimeGrid;
