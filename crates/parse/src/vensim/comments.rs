//! Where the `{comments}` of a text end, found in one pass so that no text can make lexing slow.

/// The ends of all comments, by the position of their `{`.
pub(super) struct Comments {
    /// Position of `{` and one past its `}`, ascending; `None` for a brace that is never closed.
    ends: Vec<(usize, Option<usize>)>,
}

impl Comments {
    /// Pairs the braces of `text`. Comments nest. A `{` without a partner of its own ends at the next `}`, unless a
    /// `|` stands between: then it is taken for a mistake, so that it cannot swallow the definitions behind it.
    pub fn new(text: &str) -> Self {
        let mut ends = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'{' => {
                    open.push(ends.len());
                    ends.push((at, None));
                }
                b'}' => {
                    if let Some(index) = open.pop() {
                        ends[index].1 = Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        close_the_unpaired(text, &mut ends);
        Comments { ends }
    }

    /// One past the `}` of the comment that opens at `at`.
    pub fn end(&self, at: usize) -> Option<usize> {
        let index = self.ends.binary_search_by_key(&at, |(open, _)| *open).ok()?;
        self.ends[index].1
    }
}

fn close_the_unpaired(text: &str, ends: &mut [(usize, Option<usize>)]) {
    if ends.iter().all(|(_, end)| end.is_some()) {
        return;
    }
    let bytes = text.as_bytes();
    let mut next_close = None;
    let mut remaining = ends.len();
    for at in (0..bytes.len()).rev() {
        match bytes[at] {
            b'}' => next_close = Some(at + 1),
            b'|' => next_close = None,
            b'{' => {
                remaining -= 1;
                let end = &mut ends[remaining].1;
                *end = end.or(next_close);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Comments;

    fn check(text: &str, end: Option<usize>) {
        assert_eq!(Comments::new(text).end(0), end, "{text}");
    }

    #[test]
    fn comments_nest_and_end_even_when_unbalanced() {
        check("{a} b}", Some(3));
        check("{a {b} c} d", Some(9));
        check("{a { b} c", Some(7));
        check("{a ~~| b {c}", None);
        check("{a", None);
    }
}
