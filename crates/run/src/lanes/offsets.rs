//! Lists of offsets: where they go on regularly, so that a row follows them, and where they break off.

/// Shorter rows than this are not worth a kernel of their own.
const ROW: usize = super::kernels::PIECE;

/// Whether offsets go anywhere, so that few rows follow them.
pub(super) fn is_scattered(offsets: &[u32]) -> bool {
    breaks(offsets).len() > offsets.len() / ROW
}

/// The iterations at which offsets that stayed the same or rose by one do neither any longer.
pub(super) fn breaks(offsets: &[u32]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut rise = None;
    for (at, pair) in offsets.windows(2).enumerate() {
        // A fall wraps around to a huge number: it is a break like any rise beyond one.
        let now = pair[1].wrapping_sub(pair[0]);
        if now <= 1 && rise.is_none_or(|rise| rise == now) {
            rise = Some(now);
        } else {
            breaks.push(at + 1);
            rise = None;
        }
    }
    breaks
}

/// Whether each offset is `by` more than the one before.
pub(super) fn rise_by(by: u32, offsets: &[u32]) -> bool {
    offsets.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_break_where_they_neither_stand_nor_rise() {
        assert_eq!(breaks(&[0, 1, 2, 0, 1, 2]), [3]);
        assert_eq!(breaks(&[4, 4, 4, 5, 5, 5]), [3]);
        assert_eq!(breaks(&[0, 3, 6]), [1, 2]);
        assert_eq!(breaks(&[7]), [0; 0]);
    }
}
