//! Pink noise: white noise, smoothed.

use super::delay_chain::Stage;
use crate::equations::Resolver;
use crate::model::{Expr, ExprKind, Function};
use source::Span;

impl Resolver<'_, '_, '_> {
    /// `RANDOM PINK NOISE(mean, deviation, time, stream)`: white noise, smoothed over the correlation time, with this mean and
    /// deviation whatever the time step (Vensim's manual; the molecule is E. Anderson's). It is `INTEG((white - PINK) / time,
    /// mean + deviation * n)`, `white = mean + deviation * n * SQRT((2 - TIME STEP / time) / (TIME STEP / time))`, where each
    /// `n` is `RANDOM NORMAL(-6, 6, 0, 1, stream)`.
    pub fn pink_noise(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [mean, deviation, time, stream] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let [mean, deviation, time, stream] = [mean, deviation, time, stream].map(|a| self.expression(a));
        let name = self.next_name("pink noise");
        let time = self.shared(time, &name, "time");
        // Each has a stream of its own: with one, the start would be the first white noise once more.
        let [first, next] = [(); 2].map(|()| self.normal(stream.clone(), span));
        let kind = ExprKind::TimeStep;
        let part = Expr { kind, span }.over(time.clone());
        let part = self.shared(part, &name, "part");
        let scale = Expr::call(
            Function::Sqrt,
            vec![Expr::number(2.0, span).minus(part.clone()).over(part)],
        );
        let white = mean.clone().plus(deviation.clone().times(next).times(scale));
        let start = mean.plus(deviation.times(first));
        let initial = start;
        self.smooth_stage(
            &name,
            Stage {
                input: white,
                time,
                initial,
            },
        )
    }
}
