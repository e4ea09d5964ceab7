//! Which of two kinds of evidence says less: judgement before calibrated before derived before source, a definition last.

use super::Kind;

/// Of two kinds the one that says less.
pub(super) fn weaker(a: Kind, b: Kind) -> Kind {
    let rank = |kind| match kind {
        Kind::Definition => 0,
        Kind::Source => 1,
        Kind::Derived => 2,
        Kind::Calibrated => 3,
        Kind::Judgement => 4,
    };
    if rank(b) > rank(a) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::{Kind, weaker};

    #[test]
    fn the_weakest_kind_counts_whatever_the_order() {
        for kind in Kind::ALL {
            assert_eq!(weaker(kind, Kind::Judgement), Kind::Judgement);
            assert_eq!(weaker(Kind::Judgement, kind), Kind::Judgement);
            assert_eq!(weaker(kind, Kind::Definition), kind);
        }
    }
}
