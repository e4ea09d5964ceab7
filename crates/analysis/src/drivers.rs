//! What an outcome depends on most: for each input, how far the outcome's mean moves from one end of the input to the other.
//!
//! For a range the futures in the lowest third of the input are set against those in the highest; for a choice the least against
//! the most favourable one. A yes/no outcome is 1 or 0, so that the means are shares. An input that works in both directions
//! (most in its middle) is not seen by this.
//!
//! Chance alone moves two groups apart. If the input did nothing, the difference of two group means would be normal with the
//! standard error s·√(1/n₁ + 1/n₂), s the outcome's standard deviation over all futures; with m pairs of groups compared the
//! probability that any of them differs by more than √(2 ln(m/0.05)) standard errors is at most 5 % (each two-sided normal tail
//! is below exp(−z²/2)). Only what is beyond this floor is reported.

/// One input, with a value for each future.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its values.
    pub values: InputValues<'a>,
}

/// The values of an input.
#[derive(Clone, Copy, Debug)]
pub enum InputValues<'a> {
    /// Numbers.
    Range(&'a [f64]),
    /// Indices of choices.
    Choice(&'a [u32]),
}

/// An input on which an outcome depends.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// The input's place in the list that was given.
    pub input: usize,
    /// The input's name.
    pub name: String,
    /// The lowest third of a range, or the choice with the smallest mean.
    pub from: Group,
    /// The highest third of a range, or the choice with the largest mean.
    pub to: Group,
    /// What chance alone could do to the difference.
    pub floor: f64,
}

/// Some of the futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// Which choice; `None` for a third of a range.
    pub choice: Option<u32>,
    /// The outcome's mean: a share, for a yes/no outcome.
    pub mean: f64,
    /// How many futures.
    pub futures: usize,
}

impl Driver {
    /// How far the outcome moves from one end to the other; negative where a range lowers it.
    pub fn difference(&self) -> f64 {
        self.to.mean - self.from.mean
    }
}

/// Groups of fewer futures are not compared: their means are not normal.
const SMALLEST_GROUP: usize = 10;
/// How often chance alone may put anything into the list.
const FALSE_ALARM: f64 = 0.05;

/// What moves the outcome by more than chance would, strongest first.
///
/// `outcome` has one entry a future, `None` where a run failed; such futures are left out.
pub fn drivers(inputs: &[Input<'_>], outcome: &[Option<f64>]) -> Vec<Driver> {
    let decided = decided(outcome);
    let groups: Vec<Vec<Group>> = inputs.iter().map(|input| groups(input, &decided)).collect();
    let unit = errors(&groups) * deviation(&decided);
    let all = inputs.iter().zip(&groups).enumerate();
    let compared = all.filter_map(|(at, (input, groups))| compared(at, input, groups, unit));
    let mut drivers: Vec<Driver> = compared.filter(|d| d.difference().abs() > d.floor).collect();
    drivers.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    drivers
}

/// The futures that decide, each with its outcome.
fn decided(outcome: &[Option<f64>]) -> Vec<(usize, f64)> {
    let futures = outcome.iter().enumerate();
    futures.filter_map(|(future, value)| value.filter(|v| v.is_finite()).map(|v| (future, v))).collect()
}

/// How many standard errors chance alone may set two groups apart, when so many are compared.
fn errors(groups: &[Vec<Group>]) -> f64 {
    // Every pair counts, although only the two ends of an input are compared: the ends of several choices were picked among
    // all of their pairs.
    let pairs: usize = groups.iter().map(|g| g.len() * g.len().saturating_sub(1) / 2).sum();
    math::sqrt(2.0 * math::ln(pairs.max(1) as f64 / FALSE_ALARM))
}

/// The two ends of an input. `unit` is how far chance may set two groups apart of which √(1/n₁ + 1/n₂) is 1.
fn compared(at: usize, input: &Input<'_>, groups: &[Group], unit: f64) -> Option<Driver> {
    let (from, to) = ends(&input.values, groups)?;
    let spread = math::sqrt(1.0 / from.futures as f64 + 1.0 / to.futures as f64);
    Some(Driver {
        input: at,
        name: input.name.into(),
        from,
        to,
        floor: unit * spread,
    })
}

fn groups(input: &Input<'_>, decided: &[(usize, f64)]) -> Vec<Group> {
    let groups = match input.values {
        InputValues::Range(values) => thirds(values, decided),
        InputValues::Choice(choices) => by_choice(choices, decided),
    };
    groups.into_iter().filter(|group| group.futures >= SMALLEST_GROUP).collect()
}

/// The lowest and the highest third of the futures by the input's value.
fn thirds(values: &[f64], decided: &[(usize, f64)]) -> Vec<Group> {
    let mut known: Vec<(f64, f64)> =
        decided.iter().filter_map(|(future, outcome)| Some((*values.get(*future)?, *outcome))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Thirds of the futures, not of the range: both ends have as many, on any scale.
    let third = known.len() / 3;
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    // An input that does not vary has no ends; its thirds would be those of the futures' order.
    if first.0 == last.0 {
        return Vec::new();
    }
    let group = |part: &[(f64, f64)]| group(None, part.iter().map(|(_, outcome)| *outcome));
    vec![group(&known[..third]), group(&known[known.len() - third..])]
}

fn by_choice(choices: &[u32], decided: &[(usize, f64)]) -> Vec<Group> {
    let mut labels: Vec<u32> = choices.to_vec();
    labels.sort_unstable();
    labels.dedup();
    let of_choice = |choice: u32| {
        let chosen = decided.iter().filter(move |(future, _)| choices.get(*future) == Some(&choice));
        group(Some(choice), chosen.map(|(_, outcome)| *outcome))
    };
    labels.into_iter().map(of_choice).collect()
}

fn group(choice: Option<u32>, outcomes: impl Iterator<Item = f64>) -> Group {
    let (futures, sum) = outcomes.fold((0, 0.0), |(n, sum), v| (n + 1, sum + v));
    let mean = sum / futures as f64;
    Group { choice, mean, futures }
}

/// The two groups to compare: the thirds as they are, the choices of the smallest and the largest mean.
fn ends(values: &InputValues<'_>, groups: &[Group]) -> Option<(Group, Group)> {
    if groups.len() < 2 {
        return None;
    }
    match values {
        InputValues::Range(_) => Some((groups[0], groups[1])),
        InputValues::Choice(_) => {
            let by_mean = |a: &&Group, b: &&Group| a.mean.total_cmp(&b.mean);
            Some((*groups.iter().min_by(by_mean)?, *groups.iter().max_by(by_mean)?))
        }
    }
}

/// The standard deviation of the outcome over all futures.
fn deviation(decided: &[(usize, f64)]) -> f64 {
    let n = decided.len().max(1) as f64;
    let mean = decided.iter().map(|(_, v)| v).sum::<f64>() / n;
    let squares = decided.iter().map(|(_, v)| (v - mean) * (v - mean)).sum::<f64>();
    math::sqrt(squares / n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dimension, Draw, LatinHypercube, Sample, Sampler};

    fn sample(count: usize, seed: u64, dimensions: &[Dimension]) -> Sample {
        LatinHypercube.sample(dimensions, Draw { count, seed }).unwrap()
    }

    #[test]
    fn the_shares_at_both_ends_of_a_range() {
        // Yes exactly where the input is above 30 of 0..90: 0 in the lowest third, 1 in the highest.
        let values: Vec<f64> = (0..90).map(f64::from).collect();
        let outcome: Vec<_> = values.iter().map(|v| Some(f64::from(u8::from(*v >= 30.0)))).collect();
        let input = Input {
            name: "dose",
            values: InputValues::Range(&values),
        };
        let found = drivers(&[input], &outcome);
        assert_eq!((found[0].from.mean, found[0].to.mean), (0.0, 1.0));
        assert_eq!((found[0].from.futures, found[0].to.futures), (30, 30));
        // √(2 ln 20) · √(2/9) · √(2/30).
        assert!((found[0].floor - 0.297_930_256_5).abs() < 1e-6, "{}", found[0].floor);
    }

    #[test]
    fn the_least_and_the_most_favourable_choice() {
        let choices: Vec<u32> = (0..90).map(|f| f % 3).collect();
        let outcome: Vec<_> = choices.iter().map(|c| Some([0.5, 0.1, 0.9][*c as usize])).collect();
        let input = Input {
            name: "mechanism",
            values: InputValues::Choice(&choices),
        };
        let found = drivers(&[input], &outcome);
        assert_eq!((found[0].from.choice, found[0].to.choice), (Some(1), Some(2)));
        assert!((found[0].difference() - 0.8).abs() < 1e-12);
    }

    #[test]
    fn strongest_first_and_noise_left_out() {
        let names = ["strong", "weak", "nothing"];
        let dimensions = names.map(|n| Dimension::range(n, 0.0, 1.0));
        let sample = sample(600, 3, &dimensions);
        let column = |i: usize| sample.columns[i].as_slice();
        let outcome: Vec<_> = (0..600).map(|f| Some(2.0 * column(0)[f] - column(1)[f])).collect();
        let inputs: Vec<_> = (0..3)
            .map(|i| Input {
                name: names[i],
                values: InputValues::Range(column(i)),
            })
            .collect();
        let found: Vec<_> = drivers(&inputs, &outcome).into_iter().map(|d| d.name).collect();
        assert_eq!(found, ["strong", "weak"]);
    }

    #[test]
    fn chance_alone_is_reported_in_at_most_one_of_twenty_studies() {
        // 400 studies of 10 ranges and 2 choices that do nothing: at most 20 are expected; 20 + 3·√19 is 33.
        let mut alarms = 0;
        for seed in 0..400 {
            let names: Vec<String> = (0..12).map(|i| format!("input {i}")).collect();
            let mut dimensions: Vec<_> = names.iter().map(|name| Dimension::range(name, 0.0, 1.0)).collect();
            dimensions.push(Dimension::range("outcome", 0.0, 1.0));
            let sample = sample(200, seed, &dimensions);
            let choices: Vec<Vec<u32>> =
                sample.columns[..2].iter().map(|column| column.iter().map(|u| (u * 3.0) as u32).collect()).collect();
            let outcome: Vec<_> = sample.columns[12].iter().map(|v| Some(f64::from(u8::from(*v < 0.3)))).collect();
            let inputs: Vec<_> = names
                .iter()
                .zip(&sample.columns)
                .enumerate()
                .map(|(i, (name, column))| Input {
                    name,
                    values: choices.get(i).map_or(InputValues::Range(column), |c| InputValues::Choice(c)),
                })
                .collect();
            alarms += usize::from(!drivers(&inputs, &outcome).is_empty());
        }
        assert!(alarms <= 33, "{alarms} of 400");
    }

    #[test]
    fn too_little_to_say_anything() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let outcome: Vec<_> = values.iter().map(|v| Some(*v)).collect();
        let input = Input {
            name: "x",
            values: InputValues::Range(&values),
        };
        assert!(drivers(&[input], &outcome).is_empty());
        assert!(drivers(&[input], &[None; 20]).is_empty());
        assert!(drivers(&[], &outcome).is_empty());
        let constant = Input {
            name: "x",
            values: InputValues::Range(&[1.0; 90]),
        };
        assert!(drivers(&[constant], &[Some(1.0); 90]).is_empty());
    }
}
