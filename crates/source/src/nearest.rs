//! The name a user probably meant.

/// The candidate that differs from `name` by the fewest edits, if few enough: at most a third of its letters, and at most three.
/// Case, spaces and underscores are not counted as differences.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(name);
    let limit = (wanted.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|c| distance(&wanted, &fold(c), limit).map(|d| (d, c)))
        .min_by_key(|(d, c)| (*d, c.len()))
        .map(|(_, c)| c)
}

fn fold(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .flat_map(char::to_lowercase)
        .take(256)
        .collect()
}

/// Edits (insert, delete, replace, swap of neighbours) between two names, or `None` above `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|d| *d <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["birth rate", "death rate", "population"];
        assert_eq!(nearest("births rate", names), Some("birth rate"));
        assert_eq!(nearest("Birth_Rate", names), Some("birth rate"));
        assert_eq!(nearest("poplation", names), Some("population"));
        assert_eq!(nearest("income", names), None);
    }
}
