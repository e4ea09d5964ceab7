//! The methods of Runge and Kutta, with fixed steps and with as many steps within a step as accuracy takes.

use super::block::Block;
use super::order::{Adaptive, Order};
use program::Now;

/// The largest relative error of a stock that a step within a step may add.
const TOLERANCE: f64 = 1e-6;

/// A step is cut in two at most so often.
const LEVELS: u32 = 12;

/// A step, or a part of one.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// When it begins, in the model's time.
    from: f64,
    length: f64,
    /// The clock of the whole step, which test inputs and data look at.
    held: Now,
}

impl Block<'_> {
    /// A step, whose rates are known.
    pub(super) fn fixed_step(&mut self, order: Order, now: Now) {
        let (from, length) = (now.time, self.grid.step);
        let held = now;
        self.stretch(order, Stretch { from, length, held });
    }

    /// The same in as many stretches as accuracy takes. The block has one run: each finds its own way.
    pub(super) fn adaptive_step(&mut self, order: Order, now: Now) {
        debug_assert_eq!(
            self.machine.layout.width, 1,
            "a run's steps must not depend on its neighbours"
        );
        let parts = 1_u32 << LEVELS;
        let mut done = 0;
        while done < parts {
            let size = parts >> self.adaptive.level;
            let share = |count: u32| self.grid.step * (f64::from(count) / f64::from(parts));
            let (from, length) = (now.time + share(done), share(size));
            let error = self.try_stretch(
                order,
                Stretch {
                    from,
                    length,
                    held: now,
                },
            );
            if is_too_large(error) && self.adaptive.level < LEVELS {
                self.restore();
                self.adaptive.level += 1;
                continue;
            }
            done += size;
            self.take(order);
            // Only where a longer stretch begins, so that stretches always end with the step.
            let fits = self.adaptive.level > 0 && done.is_multiple_of(size * 2);
            if fits && error < TOLERANCE / order.gain() {
                self.adaptive.level -= 1;
            }
        }
    }

    /// One stretch, then two halves of it from the same start; the largest error of a stock, relative to it.
    fn try_stretch(&mut self, order: Order, whole: Stretch) -> f64 {
        let length = whole.length / 2.0;
        let first = Stretch { length, ..whole };
        let from = whole.from + length;
        let second = Stretch { from, ..first };
        let mut begin = std::mem::take(&mut self.adaptive.begin);
        begin.clear();
        begin.extend_from_slice(self.stocks());
        self.adaptive.begin = begin;
        self.whole_stretch(order, whole);
        let mut one = std::mem::take(&mut self.adaptive.one);
        one.clear();
        one.extend_from_slice(self.stocks());
        self.adaptive.one = one;
        self.restore();
        self.whole_stretch(order, first);
        self.whole_stretch(order, second);
        self.error()
    }

    fn whole_stretch(&mut self, order: Order, stretch: Stretch) {
        self.evaluate_at(stretch, 0.0);
        self.stretch(order, stretch);
    }

    /// Moves the stocks over a stretch at whose start the rates are known.
    fn stretch(&mut self, order: Order, stretch: Stretch) {
        let (stages, length) = (self.machine.stages, stretch.length);
        self.move_stocks(stages.first, length / 2.0);
        self.evaluate_at(stretch, 0.5);
        if order == Order::Second {
            return self.move_stocks(stages.next, length);
        }
        self.move_stocks(stages.next, length / 2.0);
        self.machine.evaluate_again(&mut self.frame, stretch.held);
        self.move_stocks(stages.next, length);
        self.evaluate_at(stretch, 1.0);
        self.move_stocks(stages.last, length / 6.0);
    }

    fn evaluate_at(&mut self, stretch: Stretch, part: f64) {
        let time = stretch.from + part * stretch.length;
        self.machine.evaluate(&mut self.frame, time, stretch.held);
    }

    /// Goes back to where the stretch began.
    fn restore(&mut self) {
        let begin = std::mem::take(&mut self.adaptive.begin);
        self.stocks_mut().copy_from_slice(&begin);
        self.adaptive.begin = begin;
    }

    /// Takes two halves, less the error that they are known to have (Richardson's extrapolation).
    fn take(&mut self, order: Order) {
        let one = std::mem::take(&mut self.adaptive.one);
        for (stock, one) in self.stocks_mut().iter_mut().zip(&one) {
            let better = *stock + (*stock - one) / (order.gain() / 2.0 - 1.0);
            if better.is_finite() {
                *stock = better;
            }
        }
        self.adaptive.one = one;
    }

    fn error(&self) -> f64 {
        let Adaptive { begin, one, .. } = &self.adaptive;
        let stocks = self.stocks().iter().zip(begin).zip(one);
        // Relative to the stock and to its change: a stock that passes through zero has a size all the same.
        let of_stock = |((two, begin), one): ((&f64, &f64), &f64)| match (two - one).abs() {
            0.0 => 0.0,
            error => error / (begin.abs() + (two - begin).abs()),
        };
        stocks.map(of_stock).fold(0.0, |most, error| if error <= most { most } else { error })
    }
}

/// Not a number is one: a shorter step may have rates where a longer one has none.
fn is_too_large(error: f64) -> bool {
    error.is_nan() || error > TOLERANCE
}
