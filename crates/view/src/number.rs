//! Numbers as a reader needs them: rounded to what the evidence carries, with a true minus sign and units
//! of scale.

use crate::words::Words;
use findings::Band;

/// Kept together with what it follows.
const NO_BREAK: char = '\u{A0}';
/// The sign that is as wide as a plus.
const MINUS: char = '\u{2212}';

/// How a group of numbers is written: what they are divided by, and the smallest step shown.
#[derive(Clone, Copy, Debug)]
struct Rounding {
    divisor: f64,
    suffix: Option<usize>,
    step: f64,
    decimals: usize,
}

/// Whether a plus is written before a positive number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Always,
    OnlyMinus,
}

impl Rounding {
    /// For a group of numbers whose largest size is `largest`, with so many significant digits for that one.
    fn new(largest: f64, digits: i32) -> Rounding {
        let largest = if largest.is_finite() { largest.abs() } else { 0.0 };
        let (divisor, suffix) = match largest {
            x if x >= 1e12 => (1e12, Some(3)),
            x if x >= 1e9 => (1e9, Some(2)),
            x if x >= 1e6 => (1e6, Some(1)),
            x if x >= 1e4 => (1e3, Some(0)),
            _ => (1.0, None),
        };
        let scaled = largest / divisor;
        let magnitude = if scaled > 0.0 {
            scaled.log10().floor().clamp(-9.0, 9.0) as i32
        } else {
            0
        };
        let exponent = magnitude - (digits - 1);
        Rounding {
            divisor,
            suffix,
            step: 10f64.powi(exponent),
            decimals: (-exponent).max(0) as usize,
        }
    }

    /// For levels: three digits from a hundred on, else two.
    fn of_levels(values: &[f64]) -> Rounding {
        let two = Rounding::new(largest(values), 2);
        let scaled = largest(values) / two.divisor;
        if scaled >= 100.0 {
            Rounding::new(largest(values), 3)
        } else {
            two
        }
    }

    /// For changes: two digits, and no finer than a fifth to a fiftieth of the spread between the ends.
    fn of_changes(values: &[f64]) -> Rounding {
        let mut rounding = Rounding::new(largest(values), 2);
        let ends = || values.iter().map(|v| v / rounding.divisor).filter(|v| v.is_finite());
        let spread = ends().fold(f64::NEG_INFINITY, f64::max) - ends().fold(f64::INFINITY, f64::min);
        let exponent = (spread / 5.0).log10().floor();
        if exponent.is_finite() && exponent.abs() <= 9.0 && 10f64.powf(exponent) > rounding.step {
            rounding.step = 10f64.powf(exponent);
            rounding.decimals = (-exponent).max(0.0) as usize;
        }
        rounding
    }

    /// Without decimals that are zero in every number.
    fn trimmed(mut self, values: &[f64]) -> Rounding {
        while self.decimals > 0 && values.iter().all(|v| self.digits(*v, Sign::Always).1.ends_with('0')) {
            self.decimals -= 1;
        }
        self
    }

    /// No finer than `finest`, a power of ten: digits that the evidence does not carry are not shown.
    fn no_finer_than(mut self, finest: f64) -> Rounding {
        let finest = finest / self.divisor;
        if finest.is_finite() && finest > self.step {
            self.step = finest;
            self.decimals = (-finest.log10().round()).max(0.0) as usize;
        }
        self
    }

    /// Never coarser than one: a median of +12 % stays legible beside an end of +340 %.
    fn at_most_one(mut self) -> Rounding {
        self.step = self.step.min(1.0);
        self
    }

    /// Whether a number is below zero, and its rounded digits.
    fn digits(&self, value: f64, sign: Sign) -> (bool, String) {
        let scaled = value / self.divisor;
        let step = self.step_for(scaled, sign);
        let rounded = if value.is_finite() {
            (scaled / step).round() * step
        } else {
            0.0
        };
        (rounded < 0.0, format!("{:.*}", self.decimals, rounded.abs()))
    }

    fn write(&self, value: f64, sign: Sign, words: &Words) -> String {
        if !value.is_finite() {
            return words.say("n/a").to_owned();
        }
        let scaled = value / self.divisor;
        if scaled.abs() >= 1e6 {
            return scientific(value, words);
        }
        let (is_negative, digits) = self.digits(value, sign);
        let is_zero = digits.bytes().all(|b| b == b'0' || b == b'.');
        let mark = match (is_zero, is_negative, sign) {
            (false, true, _) => String::from(MINUS),
            (false, false, Sign::Always) => String::from("+"),
            _ => String::new(),
        };
        let digits = if is_zero {
            "0".to_owned()
        } else {
            grouped(&digits, words)
        };
        let suffix = self.suffix.filter(|_| !is_zero).map_or("", |at| words.scales[at]);
        mark + &digits + suffix
    }
}

impl Rounding {
    /// The step for one number: a change shows two digits at most, whatever its neighbours need.
    fn step_for(&self, scaled: f64, sign: Sign) -> f64 {
        let own = 10f64.powf(scaled.abs().log10().floor() - 1.0);
        if sign == Sign::Always && own.is_finite() {
            self.step.max(own)
        } else {
            self.step
        }
    }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().filter(|v| v.is_finite()).fold(0.0, |most, v| v.abs().max(most))
}

/// A number beyond all scales: `1.2e18`.
fn scientific(value: f64, words: &Words) -> String {
    format!("{value:.1e}").replace('-', &MINUS.to_string()).replace('.', &words.decimal.to_string())
}

/// Digits with the language's marks: `1234.5` is `1,234.5`.
fn grouped(digits: &str, words: &Words) -> String {
    let (whole, tenths) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(words.group);
        }
        out.push(digit);
    }
    if !tenths.is_empty() {
        out.push(words.decimal);
        out.push_str(tenths);
    }
    out
}

impl Words {
    /// A count: `1,200`.
    pub(crate) fn whole(&self, count: usize) -> String {
        grouped(&count.to_string(), self)
    }

    /// A level in two or three digits: `281k`, `0.74`.
    pub(crate) fn level(&self, value: f64) -> String {
        Rounding::of_levels(&[value]).write(value, Sign::OnlyMinus, self)
    }

    /// Labels of an axis: all in the same scale, as exact as the step between them.
    pub(crate) fn ticks(&self, values: &[f64], step: f64) -> Vec<String> {
        let mut rounding = Rounding::new(largest(values), 1);
        let exponent = (step / rounding.divisor).abs().log10().floor().clamp(-9.0, 9.0);
        let exponent = if exponent.is_finite() { exponent as i32 } else { 0 };
        // A step of 2.5 needs one digit more than its size tells.
        let mantissa = step / rounding.divisor / 10f64.powi(exponent);
        let exponent = if (mantissa - mantissa.round()).abs() > 1e-6 {
            exponent - 1
        } else {
            exponent
        };
        rounding.step = 10f64.powi(exponent);
        rounding.decimals = (-exponent).max(0) as usize;
        values.iter().map(|v| rounding.write(*v, Sign::OnlyMinus, self)).collect()
    }

    /// An observation or a parameter in up to three digits: `33.2k`.
    pub(crate) fn precise(&self, value: f64) -> String {
        Rounding::new(value, 3).trimmed(&[value]).write(value, Sign::OnlyMinus, self)
    }

    /// A stated number with all its digits: `281,000`, `0.46`; one beyond counting in three.
    pub(crate) fn exact(&self, value: f64) -> String {
        const COUNTED: f64 = 1e9;
        let is_tiny = value != 0.0 && value.abs() < 1e-6;
        if !value.is_finite() || is_tiny || value.abs() >= COUNTED {
            return self.precise(value);
        }
        let sign = if value < 0.0 { MINUS.to_string() } else { String::new() };
        sign + &grouped(&value.abs().to_string(), self)
    }

    /// A change in two digits, with its sign: `+12`, `−0.34`.
    pub(crate) fn change(&self, value: f64) -> String {
        Rounding::of_changes(&[value]).trimmed(&[value]).write(value, Sign::Always, self)
    }

    /// A relative change: 0.12 is `+12 %`.
    pub(crate) fn relative(&self, value: f64) -> String {
        percent(self.change(value * 100.0))
    }

    /// A relative size without a sign: 0.074 is `7.4 %`.
    pub(crate) fn percent(&self, value: f64) -> String {
        percent(Rounding::of_changes(&[value * 100.0]).write(value * 100.0, Sign::OnlyMinus, self))
    }

    /// A stated share with all its digits: 0.02 is `2 %`.
    pub(crate) fn stated(&self, share: f64) -> String {
        percent(self.precise(share * 100.0))
    }

    /// A share: 0.724 is `72 %`; a share that is nearly none or nearly all says so.
    pub(crate) fn share(&self, share: f64) -> String {
        percent(self.bare_share(share))
    }

    /// The same in least room: `>99`.
    pub(crate) fn tight_share(&self, share: f64) -> String {
        self.bare_share(share).replace(NO_BREAK, "")
    }

    fn bare_share(&self, share: f64) -> String {
        match share * 100.0 {
            x if !x.is_finite() => self.say("n/a").to_owned(),
            x if x > 0.0 && x < 1.0 => format!("<{NO_BREAK}1"),
            x if x > 99.0 && x < 100.0 => format!(">{NO_BREAK}99"),
            x => self.grouped_integer(x),
        }
    }

    fn grouped_integer(&self, x: f64) -> String {
        Rounding {
            divisor: 1.0,
            suffix: None,
            step: 1.0,
            decimals: 0,
        }
        .write(x, Sign::OnlyMinus, self)
    }

    /// Two shares: `55–88 %`.
    pub(crate) fn share_range(&self, low: f64, high: f64) -> String {
        let (low, high) = (self.bare_share(low), self.bare_share(high));
        if low == high {
            percent(low)
        } else {
            percent(format!("{low}–{high}"))
        }
    }

    /// A share and what it becomes: `43→77 %`.
    pub(crate) fn share_change(&self, from: f64, to: f64) -> String {
        let (from, to) = (self.bare_share(from), self.bare_share(to));
        percent(format!("{from}→{to}"))
    }

    /// Shares in a row: `20 · 66 · 100 %`.
    pub(crate) fn share_list(&self, shares: &[f64]) -> String {
        let bare: Vec<String> = shares.iter().map(|s| self.bare_share(*s)).collect();
        percent(bare.join(&format!("{NO_BREAK}·{NO_BREAK}")))
    }

    /// `281k (230k–343k)`: the median and the middle 90 %.
    pub(crate) fn levels(&self, band: &Band) -> String {
        let rounding = Rounding::of_levels(&[band.low, band.median, band.high]);
        let [low, median, high] = [band.low, band.median, band.high].map(|v| rounding.write(v, Sign::OnlyMinus, self));
        if band.low == band.high {
            return median;
        }
        if band.low < 0.0 {
            return format!("{median} ({low}{NO_BREAK}…{NO_BREAK}{high})");
        }
        format!("{median} ({low}–{high})")
    }

    /// `−0.12 (−0.30 … +0.02)`: a change, the digits set by its widest end.
    ///
    /// `level` is the size of what changes: changes far below a hundredth of it are not told apart.
    pub(crate) fn changes(&self, band: &Band, level: f64) -> String {
        let [low, median, high] = self.written_changes(band, level);
        format!("{median} ({low}{NO_BREAK}…{NO_BREAK}{high})")
    }

    /// `+12 % (−3 … +30 %)`: a relative change.
    pub(crate) fn relatives(&self, band: &Band) -> String {
        let [low, median, high] = self.written_relatives(band);
        let high = percent(high);
        format!("{} ({low}{NO_BREAK}…{NO_BREAK}{high})", percent(median))
    }

    /// The median of a change, as exact as it is written with its band.
    pub(crate) fn change_median(&self, band: &Band, level: f64) -> String {
        let [_, median, _] = self.written_changes(band, level);
        median
    }

    /// The same for a relative change.
    pub(crate) fn relative_median(&self, band: &Band) -> String {
        let [_, median, _] = self.written_relatives(band);
        percent(median)
    }

    fn written_changes(&self, band: &Band, level: f64) -> [String; 3] {
        let values = [band.low, band.median, band.high];
        let finest = 10f64.powf((level.abs() / 50.0).log10().floor());
        let rounding = Rounding::of_changes(&values).no_finer_than(finest).trimmed(&values);
        values.map(|v| rounding.write(v, Sign::Always, self))
    }

    /// No finer than a tenth of a per cent.
    fn written_relatives(&self, band: &Band) -> [String; 3] {
        let values = [band.low, band.median, band.high].map(|v| v * 100.0);
        let rounding = Rounding::of_changes(&values).at_most_one().no_finer_than(0.1).trimmed(&values);
        values.map(|v| rounding.write(v, Sign::Always, self))
    }

    /// Seconds, as exact as anybody cares: `1.8 s`, `42 s`, `3 min`.
    pub(crate) fn seconds(&self, seconds: f64) -> String {
        match seconds {
            s if !s.is_finite() || s < 0.0 => self.say("n/a").to_owned(),
            s if s >= 100.0 => format!("{}{NO_BREAK}min", self.level(s / 60.0)),
            s => format!(
                "{}{NO_BREAK}s",
                Rounding::new(s.max(0.1), 2).write(s, Sign::OnlyMinus, self)
            ),
        }
    }
}

fn percent(number: String) -> String {
    if number.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return number;
    }
    format!("{number}{NO_BREAK}%")
}

#[cfg(test)]
mod tests {
    use crate::words::ENGLISH as W;
    use findings::Band;

    fn band(low: f64, median: f64, high: f64) -> Band {
        Band { low, median, high }
    }

    fn plain(text: String) -> String {
        text.replace('\u{A0}', " ")
    }

    #[test]
    fn levels_keep_two_or_three_digits() {
        let table = [
            (281_422.0, "281k"),
            (33_241.0, "33k"),
            (1_234_567.0, "1.2m"),
            (9_876.0, "9,880"),
            (0.7412, "0.74"),
            (0.000_234, "0.00023"),
            (2.5e10, "25bn"),
            (0.0, "0"),
            (-4_200.0, "−4,200"),
            (f64::NAN, "n/a"),
            (f64::INFINITY, "n/a"),
            (3e20, "3.0e20"),
            (999_960.0, "1,000k"),
            (1e-300, "0"),
        ];
        for (value, expected) in table {
            assert_eq!(W.level(value), expected, "{value}");
        }
    }

    #[test]
    fn a_stated_number_keeps_its_digits() {
        let table = [
            (281_000.0, "281,000"),
            (426_500.0, "426,500"),
            (0.46, "0.46"),
            (-1_250.5, "−1,250.5"),
            (3e12, "3tn"),
            (f64::NAN, "n/a"),
        ];
        for (value, expected) in table {
            assert_eq!(W.exact(value), expected, "{value}");
        }
    }

    #[test]
    fn changes_carry_a_sign_and_two_digits() {
        let table = [
            (0.1234, "+12 %"),
            (-0.0342, "−3.4 %"),
            (3.43, "+340 %"),
            (0.0, "0 %"),
            (0.0061, "+0.61 %"),
            (0.08, "+8 %"),
        ];
        for (value, expected) in table {
            assert_eq!(plain(W.relative(value)), expected, "{value}");
        }
    }

    #[test]
    fn a_band_is_rounded_by_its_widest_end() {
        assert_eq!(W.levels(&band(230_123.0, 281_422.0, 343_000.0)), "281k (230k–343k)");
        assert_eq!(plain(W.relatives(&band(-0.032, 0.1243, 0.301))), "+12 % (−3 … +30 %)");
        assert_eq!(plain(W.relatives(&band(-0.012, 0.124, 3.41))), "+12 % (−1 … +340 %)");
        assert_eq!(
            plain(W.changes(&band(-0.301, -0.118, 0.021), 0.7)),
            "−0.12 (−0.30 … +0.02)"
        );
        assert_eq!(plain(W.changes(&band(-0.000_3, 0.000_01, 0.001_2), 0.7)), "0 (0 … 0)");
        assert_eq!(plain(W.relatives(&band(-0.002_8, -0.000_3, 0.0))), "0 % (−0.3 … 0 %)");
        assert_eq!(plain(W.levels(&band(-5.0, 1.0, 12.0))), "1 (−5 … 12)");
    }

    #[test]
    fn a_share_is_never_rounded_to_all_or_none() {
        let table = [
            (0.724, "72 %"),
            (0.996, "> 99 %"),
            (0.004, "< 1 %"),
            (1.0, "100 %"),
            (0.0, "0 %"),
            (f64::NAN, "n/a"),
        ];
        for (value, expected) in table {
            assert_eq!(plain(W.share(value)), expected, "{value}");
        }
        assert_eq!(plain(W.share_range(0.551, 0.88)), "55–88 %");
        assert_eq!(plain(W.share_range(0.551, 0.554)), "55 %");
    }

    #[test]
    fn time_is_written_as_people_say_it() {
        assert_eq!(W.year(2026.5), "mid-2026");
        assert_eq!(W.year(2035.0), "2035");
        assert_eq!(W.years(2026.5, 2035.0), "2026–2035");
        assert_eq!(plain(W.seconds(1.83)), "1.8 s");
        assert_eq!(plain(W.seconds(0.02)), "0.02 s");
        assert_eq!(plain(W.seconds(180.0)), "3.0 min");
    }

    #[test]
    fn ticks_share_a_scale_and_the_digits_of_their_step() {
        assert_eq!(W.ticks(&[0.0, 10_000.0, 20_000.0], 10_000.0), ["0", "10k", "20k"]);
        assert_eq!(W.ticks(&[0.0, 2_500.0, 5_000.0], 2_500.0), ["0", "2,500", "5,000"]);
        assert_eq!(W.ticks(&[-0.5, 0.0, 0.25], 0.25), ["−0.50", "0", "0.25"]);
    }
}
