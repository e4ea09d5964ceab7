//! A figure with the bar that it is held against.

/// What a figure is held against.
#[derive(Clone, Copy, Debug)]
pub enum Bar {
    /// So many times as quick, or more.
    AtLeast(f64),
    /// So many seconds, megabytes or bits, or fewer.
    AtMost(f64),
    /// Nothing: it is only told.
    Told,
}

/// What a figure is.
#[derive(Clone, Copy, Debug)]
pub enum Figure {
    /// How many times as quick.
    Ratio(f64),
    Seconds(f64),
    Megabytes(f64),
    /// How many numbers differ, of so many.
    Differing(usize, usize),
}

/// A line of the report.
pub struct Row {
    pub what: String,
    pub theirs: String,
    pub ours: String,
    pub figure: Figure,
    pub bar: Bar,
    pub command: String,
}

impl Row {
    /// Seconds of both sides, and how many times as quick ours is.
    pub fn ratio(what: impl Into<String>, (theirs, ours): (f64, f64), bar: Bar) -> Row {
        Row {
            what: what.into(),
            theirs: duration(theirs),
            ours: duration(ours),
            figure: Figure::Ratio(theirs / ours),
            bar,
            command: String::new(),
        }
    }

    /// A figure that nobody else's stands beside.
    pub fn alone(what: impl Into<String>, figure: Figure, bar: Bar) -> Row {
        let ours = match figure {
            Figure::Ratio(_) => String::new(),
            Figure::Seconds(s) => duration(s),
            Figure::Megabytes(mb) => format!("{mb:.0} MB"),
            Figure::Differing(differing, of) => format!("{differing} of {of}"),
        };
        Row {
            what: what.into(),
            theirs: String::new(),
            ours,
            figure,
            bar,
            command: String::new(),
        }
    }

    /// Adds the command that gave our figure.
    pub fn by(self, command: impl Into<String>) -> Row {
        Row {
            command: command.into(),
            ..self
        }
    }

    /// The line as Markdown.
    pub fn line(&self) -> String {
        let gain = match self.figure {
            Figure::Ratio(gain) => times(gain),
            _ => String::new(),
        };
        format!(
            "| {} | {} | {} | {gain} | {} | {} | `{}` |\n",
            self.what,
            self.theirs,
            self.ours,
            self.bar_shown(),
            verdict(&[self.figure], self.bar),
            self.command
        )
    }

    fn bar_shown(&self) -> String {
        match (self.bar, self.figure) {
            (Bar::Told, _) => String::new(),
            (Bar::AtLeast(bar), _) => format!("≥ {bar} ×"),
            (Bar::AtMost(bar), Figure::Seconds(_)) => format!("≤ {} ms", bar * 1e3),
            (Bar::AtMost(bar), Figure::Megabytes(_)) => format!("≤ {bar} MB"),
            (Bar::AtMost(bar), _) => format!("{bar}"),
        }
    }
}

/// Whether all figures keep to the bar.
pub fn verdict(figures: &[Figure], bar: Bar) -> &'static str {
    let number = |figure: &Figure| match *figure {
        Figure::Ratio(number) | Figure::Seconds(number) | Figure::Megabytes(number) => number,
        Figure::Differing(number, _) => number as f64,
    };
    let mut numbers = figures.iter().map(number);
    match bar {
        Bar::Told => "",
        Bar::AtLeast(bar) if numbers.all(|n| n >= bar) => "met",
        Bar::AtMost(bar) if numbers.all(|n| n <= bar) => "met",
        _ => "missed",
    }
}

/// A ratio as it is shown.
pub fn times(gain: f64) -> String {
    if gain >= 100.0 {
        format!("{gain:.0} ×")
    } else {
        format!("{gain:.2} ×")
    }
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.1} µs", s * 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Figure, Row};

    #[test]
    fn a_bar_is_met_or_missed_by_the_figure_itself() {
        let quick = Row::ratio("a run", (3.0, 2.0), Bar::AtLeast(1.5)).by("measure");
        assert_eq!(
            quick.line(),
            "| a run | 3.00 s | 2.00 s | 1.50 × | ≥ 1.5 × | met | `measure` |\n"
        );
        let slow = Row::alone("a start", Figure::Seconds(0.026), Bar::AtMost(0.025)).by("run");
        assert_eq!(slow.line(), "| a start |  | 26.00 ms |  | ≤ 25 ms | missed | `run` |\n");
        let nan = Row::ratio("nothing", (0.0, 0.0), Bar::AtLeast(1.0));
        assert!(nan.line().contains("missed"));
    }
}
