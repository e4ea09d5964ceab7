//! Random numbers that depend on a seed and a name, and on nothing else.
//!
//! ChaCha8 (Bernstein 2008) with the seed as its key and the name's hash as its stream. How numbers and permutations are made
//! from its words is defined here, so that no library's next version can change a study's futures.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub struct Stream {
    words: ChaCha8Rng,
}

impl Stream {
    /// The stream of `name` under `seed`.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut words = ChaCha8Rng::from_seed(key);
        // A stream of its own for each name under one key: streams of ChaCha do not overlap, whatever is drawn from them.
        words.set_stream(hash(name));
        Stream { words }
    }

    /// A number in `0..1`, a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        let bits = self.words.next_u64() >> 11;
        bits as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A whole number in `0..bound`, each as likely as any other.
    pub fn below(&mut self, bound: u64) -> u64 {
        // Words beyond the last whole multiple of `bound` are drawn again: their remainders would make small numbers likelier.
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let word = self.words.next_u64();
            if word < fair {
                return word % bound;
            }
        }
    }

    /// The numbers `0..count` in random order (Fisher and Yates, from the last place down).
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            let other = self.below(last as u64 + 1) as usize;
            order.swap(last, other);
        }
        order
    }
}

/// FNV-1a, 64 bits.
fn hash(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published test vectors of FNV-1a 64.
        assert_eq!(hash(""), 0xcbf29ce484222325);
        assert_eq!(hash("a"), 0xaf63dc4c8601ec8c);
        assert_eq!(hash("foobar"), 0x85944171f73967e8);
    }

    #[test]
    fn permutations_are_fair() {
        // 6 orders of 3 things, 6000 draws: each is expected 1000 times, standard deviation 29; 5 of them are 145.
        let mut stream = Stream::new(1, "fair");
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..6000 {
            *seen.entry(stream.permutation(3)).or_insert(0i32) += 1;
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|n| (n - 1000).abs() < 145), "{seen:?}");
    }
}
