//! Where things are in the two containers' records.

use super::header::Width;

/// Where the fields of a record are, in words.
pub(super) struct Layout {
    /// The word of the section that counts the records.
    pub count: usize,
    /// The first record.
    pub first: usize,
    /// The words of a record.
    pub words: usize,
    /// The field of its first place.
    pub place: usize,
    /// The field of the record of its times.
    pub times: usize,
    /// The field of its class.
    pub class: usize,
}

impl Layout {
    pub fn of(width: Width) -> Layout {
        match width {
            Width::Single => Layout {
                count: 33,
                first: 44,
                words: 16,
                place: 9,
                times: 11,
                class: 15,
            },
            Width::Double => Layout {
                count: 57,
                first: 68,
                words: 22,
                place: 10,
                times: 15,
                class: 21,
            },
        }
    }
}
