//! Stateful functions that are a whole right-hand side: the variable itself becomes the state.

use crate::equations::{Call, Resolver};
use crate::model::{Expr, Kind, Role};
use language::{Meaning, Stateful};
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// `INTEG(rate, initial)` as the whole right-hand side of a stock.
    pub fn stock(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [rate, initial] = call.arguments else {
            // That `INTEG` takes 2 arguments would not say which of them is missing.
            if call.arguments.len() == 1 {
                self.builder.error(missing_initial(call.name_span(), &self.place.owner_name));
            } else {
                self.has_arguments(call);
            }
            return Vec::new();
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        vec![
            (Role::Rate, self.expression(rate)),
            (Role::Start, self.expression(initial)),
        ]
    }

    /// `INTEG` as one of several right-hand sides of a variable whose others are not stocks.
    pub fn hidden_stock(&mut self, call: Call) -> Expr {
        let roles = self.stock(call);
        if roles.is_empty() {
            return Expr::number(f64::NAN, call.span);
        }
        let name = self.next_name("stock");
        let stock = self.hidden(&name, Kind::Stock);
        for (role, body) in roles {
            self.give(stock, role, body);
        }
        self.read(stock)
    }

    /// `INITIAL(x)` as the whole right-hand side.
    pub fn initial(&mut self, call: Call) -> Vec<(Role, Expr)> {
        match call.arguments {
            [x] if self.has_arguments(call) => vec![(Role::Start, self.expression(x))],
            _ => self.no_roles(call),
        }
    }

    /// `DELAY FIXED(input, time, initial)` or `XMILE CONVEYOR(input, time, initial)` as the whole right-hand side.
    pub fn delay_line(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [input, time, initial] = call.arguments else {
            return self.no_roles(call);
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        let meaning = call.callee.builtin().map(|builtin| builtin.meaning);
        let is_conveyor = meaning == Some(Meaning::Stateful(Stateful::Conveyor));
        let length = if is_conveyor { Role::Transit } else { Role::Delay };
        let roles = [(Role::Input, input), (length, time), (Role::Start, initial)];
        roles.map(|(role, body)| (role, self.expression(body))).into()
    }

    /// `ACTIVE INITIAL(active, initial)` as the whole right-hand side.
    pub fn active_initial(&mut self, call: Call) -> Vec<(Role, Expr)> {
        let [active, initial] = call.arguments else {
            return self.no_roles(call);
        };
        if !self.has_arguments(call) {
            return Vec::new();
        }
        vec![
            (Role::Value, self.expression(active)),
            (Role::Start, self.expression(initial)),
        ]
    }

    fn no_roles(&mut self, call: Call) -> Vec<(Role, Expr)> {
        self.has_arguments(call);
        Vec::new()
    }

    fn has_arguments(&mut self, call: Call) -> bool {
        call.callee.builtin().is_some_and(|builtin| self.takes(builtin, call))
    }
}

fn missing_initial(span: Span, owner: &str) -> Diagnostic {
    let message = format!("the stock `{owner}` has no initial value");
    Diagnostic::error("missing-initial", span, message).hint(format!("`{owner} = INTEG(rate, 0)`"))
}
