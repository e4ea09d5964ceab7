//! Where Vensim, Stella and the standard of XMILE disagree: the one table of these differences, and the answers that the
//! readers ask for.
//!
//! The standard leaves some meanings open, and each program fills them in its own way.

/// Who wrote a file, as far as that changes what it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// The standard alone.
    #[default]
    Xmile,
    /// Stella and iThink.
    Stella,
    /// Vensim's own export: functions keep Vensim's meaning.
    Vensim,
    /// Converters from Vensim's format, and whoever asks for Vensim's rules: functions keep Vensim's meaning.
    Converter,
}

impl Dialect {
    /// By the vendor and product in the header.
    pub fn of(vendor: &str, product: &str) -> Self {
        let says =
            |word: &str| vendor.to_ascii_lowercase().contains(word) || product.to_ascii_lowercase().contains(word);
        match () {
            () if says("xmutil") => Dialect::Converter,
            () if says("ventana") || says("vensim") => Dialect::Vensim,
            () if says("isee") || says("stella") || says("ithink") => Dialect::Stella,
            () => Dialect::Xmile,
        }
    }

    /// Whether functions and operators keep the meaning that they have in Vensim.
    pub fn is_vensims(self) -> bool {
        matches!(self, Dialect::Vensim | Dialect::Converter)
    }

    /// Whether the file says how it is to be integrated. Vensim exports models that it integrates with Euler's method as
    /// `method="RK4"`: in each of the three published files whose `.mdl` is at hand, that says Euler.
    pub fn states_method(self) -> bool {
        self != Dialect::Vensim
    }

    /// Whether `NOT` is looser than comparisons, as in Vensim; otherwise it binds like a sign.
    pub fn not_is_loose(self) -> bool {
        self.is_vensims()
    }

    /// Whether a dimension used as a number counts within the whole dimension of which it is a part, as in Vensim.
    pub fn parts_count_within_whole(self) -> bool {
        self.is_vensims()
    }

    /// Whether `INT(x)` is the largest whole number that is not above `x`; otherwise what is behind the point is cut off.
    ///
    /// `INT(-19.875)` is -20 in Stella; Vensim writes its own INTEGER, which gives -19, as `INT`.
    pub fn int_floors(self) -> bool {
        !self.is_vensims()
    }

    /// Whether `a MOD b` has the sign of `b`; otherwise that of `a`, as Vensim's MODULO does.
    pub fn mod_floors(self) -> bool {
        !self.is_vensims()
    }

    /// Whether no stage of DELAY1 or DELAY3 is shorter than a step, as in Stella. In Vensim such a stage overshoots: it loses
    /// more than it holds.
    pub fn delays_last_a_step(self) -> bool {
        self == Dialect::Stella
    }

    /// What keeps a stock marked `<non_negative/>` from falling below zero.
    pub fn limit(self) -> Limit {
        match self {
            Dialect::Stella => Limit::Outflows,
            _ => Limit::Stock,
        }
    }

    /// Whether `VECTOR ELM MAP(x, offset)` counts from the element that `x` is, as in Vensim; otherwise from the first of all
    /// elements unless `x` names one.
    pub fn maps_from_element(self) -> bool {
        self.is_vensims()
    }

    /// Whether `RANK(x, direction)` gives each element its place in the order, as Vensim's VECTOR RANK does. In Stella,
    /// `RANK(x, n)` gives the element that has place `n`.
    pub fn rank_is_vensims(self) -> bool {
        self != Dialect::Stella
    }
}

/// What keeps a stock from falling below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The outflows take no more than there is, in the order in which they are listed, inflows first.
    Outflows,
    /// The stock stops at zero; the outflows say what they would have taken.
    Stock,
}

/// One difference: what it is about, and what each of the three does. `tests/spec/dialects.md` shows each on models that run.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// What it is about; the heading on the page.
    pub about: &'static str,
    /// What Vensim does.
    pub vensim: &'static str,
    /// What Stella does.
    pub stella: &'static str,
    /// What the standard says, or what holds where it says nothing.
    pub xmile: &'static str,
}

const fn difference(
    about: &'static str,
    vensim: &'static str,
    stella: &'static str,
    xmile: &'static str,
) -> Difference {
    Difference {
        about,
        vensim,
        stella,
        xmile,
    }
}

/// Every known difference.
pub const DIFFERENCES: &[Difference] = &[
    difference(
        "A short DELAY3",
        "a stage shorter than a step overshoots, and the delay oscillates",
        "no stage is shorter than a step",
        "as Vensim: stages lose what their time says",
    ),
    difference(
        "INT and INTEGER",
        "INTEGER cuts off what is behind the point: -2.5 becomes -2",
        "INT is the largest whole number that is not above: -2.5 becomes -3",
        "as Stella",
    ),
    difference(
        "MOD and MODULO",
        "MODULO has the sign of the dividend",
        "MOD has the sign of the divisor",
        "as Stella",
    ),
    difference(
        "PULSE",
        "PULSE(start, width) is 1 for a width",
        "PULSE(volume, first, interval) is a volume within one step, once or at every interval",
        "as Stella",
    ),
    difference(
        "NOT",
        "`:NOT:` is looser than comparisons",
        "NOT binds like a sign",
        "as Stella",
    ),
    difference(
        "Stocks that must not fall below zero",
        "there is no such mark; in an exported file the stock stops",
        "the outflows take no more than there is, inflows first, in the order listed",
        "the stock stops at zero; the outflows say what they would have taken",
    ),
    difference(
        "Lookups beyond their points",
        "the end's value; LOOKUP EXTRAPOLATE goes on",
        "the end's value; a graphical function of type `extrapolate` goes on",
        "as Stella",
    ),
    difference(
        "The start of DELAY1 and SMTH1",
        "DELAY1 and SMOOTH start from the input, DELAY1I and SMOOTHI from an initial value",
        "a third argument is the initial value",
        "as Stella",
    ),
    difference(
        "DELAY and DELAY FIXED",
        "DELAY FIXED always has an initial value",
        "DELAY starts from the input unless it has an initial value",
        "as Stella",
    ),
    difference(
        "Runge–Kutta and discrete values",
        "what is held (SAMPLE IF TRUE, DELAY FIXED) stands still within a step",
        "as Vensim; the limit of a stock is held back once a step",
        "as Stella",
    ),
    difference(
        "The method that a file names",
        "exports every model as `RK4`, so Euler is used with a warning",
        "is believed",
        "is believed",
    ),
    difference(
        "A dimension as a number",
        "an element counts within the whole dimension of which a range is a part",
        "an element counts within its own dimension",
        "as Stella",
    ),
    difference(
        "VECTOR ELM MAP",
        "counts from the element that its first argument is",
        "counts from the first of all elements, unless the first argument names one",
        "as Stella",
    ),
    difference(
        "RANK",
        "VECTOR RANK(x, direction) gives each element its place",
        "RANK(x, n) gives the element at place n, and is refused",
        "RANK gives each element its place",
    ),
];
