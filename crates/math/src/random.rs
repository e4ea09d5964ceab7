//! Uniform random numbers that are a function of what they are for: no state, no order, no thread changes them.
//!
//! Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11): ten rounds of
//! multiplication scramble a counter of four words under a key of two. Its constants are theirs.

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: u32 = 10;

/// Returns the scrambled counter.
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..ROUNDS {
        let [first, second] = [0, 1].map(|n| u64::from(MULTIPLIERS[n]) * u64::from(counter[2 * n]));
        counter = [
            (second >> 32) as u32 ^ counter[1] ^ key[0],
            second as u32,
            (first >> 32) as u32 ^ counter[3] ^ key[1],
            first as u32,
        ];
        key = [0, 1].map(|n: usize| key[n].wrapping_add(WEYL[n]));
    }
    counter
}

/// Returns a number from a uniform distribution between 0 and 1, neither included: that of a stream, for one of its elements,
/// in one run, at one step, under one seed. All are whole numbers from 0 on; NaN if one is NaN.
pub fn uniform(stream: u32, [element, run, step, seed]: [f64; 4]) -> f64 {
    if (element + run + step + seed).is_nan() {
        return f64::NAN;
    }
    let seed = seed as u64;
    let words = philox(
        [stream, element as u32, run as u32, step as u32],
        [seed as u32, (seed >> 32) as u32],
    );
    let bits = (u64::from(words[0]) << 32 | u64::from(words[1])) >> 11;
    (bits as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}
